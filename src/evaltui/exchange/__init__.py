"""Files out and in: tables, xlsx, csv, json, parquet, toml."""

import os

# openpyxl writes other bytes where lxml is installed; a form has to be the same file on every machine.
os.environ["OPENPYXL_LXML"] = "False"
