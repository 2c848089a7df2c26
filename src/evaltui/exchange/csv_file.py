"""A table as CSV that a spreadsheet opens without harm: UTF-8 with BOM, CRLF, formulas disarmed."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from decimal import Decimal

from evaltui.exchange.tables import CellValue, Table
from evaltui.text import clean, plain

BOM = "\ufeff"
_FORMULA = re.compile(r"^([^\S\n]*)([=+\-@\t\r＝＋－＠﹦﹢﹣﹫])", re.MULTILINE)
"""A line that a spreadsheet may take for a formula, leading blanks of every width aside."""


def guarded(text: str) -> str:
    """`text` with ' before each line that begins like a formula; a plain negative number is text here and guarded too."""
    return _FORMULA.sub(r"'\1\2", text)


def csv_bytes(table: Table, *, guard: bool = True, keys: bool | None = None) -> bytes:
    """The table as CSV. Header: stable keys for data, printed titles for forms, unless `keys` says which.

    Numbers are written plainly (a fall's rise is a negative number), dates as ISO, yes/no as true/false.
    """
    use_keys = table.meta.get("role") == "data" if keys is None else keys
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.key if use_keys else column.title.replace("\n", "") for column in table.columns])
    for row in table.rows:
        writer.writerow([_text(cell.value, guard) for cell in row])
    return (BOM + out.getvalue()).encode()


def _text(value: CellValue, guard: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    text = clean(value)
    return guarded(text) if guard else text
