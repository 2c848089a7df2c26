"""数据校验码: eight hex digits that tie a sealed sheet of paper to the data it was printed from.

The code is over what the table says (form, plan, unit, round, titles, cells), not over notes, who signed it or how
it is laid out, so that the same data give the same code in every edition and file type.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from evaltui.catalogue.forms import CODE_LINE
from evaltui.exchange.tables import Cell, Table
from evaltui.text import clean, plain

LENGTH = 8
"""Hex digits printed."""

_TOLD = ("form", "plan", "unit", "round")


def canonical(table: Table) -> bytes:
    """A table as canonical JSON: sorted keys, no blanks, decimals as plain strings without trailing zeros."""
    stated = {
        "schema": 1,
        **{key: table.meta.get(key, "") for key in _TOLD},
        "title": table.title,
        "columns": [[column.key, column.title] for column in table.columns],
        "rows": [[_value(cell) for cell in row] for row in table.rows],
    }
    return json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _value(cell: Cell) -> object:
    value = cell.value
    if isinstance(value, Decimal):
        return {"number": plain(value.normalize())}
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return {"number": str(value)}


def table_digest(table: Table) -> str:
    """sha256 of the canonical JSON, 64 hex digits."""
    return sha256(canonical(table)).hexdigest()


def code(table: Table) -> str:
    """The 数据校验码 of a table."""
    return table_digest(table)[:LENGTH]


def with_code(table: Table) -> Table:
    """The table with its code as last line."""
    return replace(table, below=(*table.below, CODE_LINE.format(code=code(table))))


def matches(wanted: str, tables: Iterable[Table]) -> tuple[Table, ...]:
    """The tables whose code is `wanted` (typed in either case, with stray blanks)."""
    asked = "".join(wanted.split()).lower()
    return tuple(table for table in tables if asked and code(table) == asked)
