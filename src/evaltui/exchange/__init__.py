"""Files out and in: tables, xlsx, csv, json, parquet, toml."""
