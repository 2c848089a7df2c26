"""Tables as JSON, TOML and parquet: the same rows under the same keys, decimals exact."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import tomli_w

from evaltui.exchange.tables import CellValue, Table
from evaltui.store.record import number_leaf
from evaltui.text import clean, plain

SCHEMA = 1


def json_bytes(tables: Sequence[Table]) -> bytes:
    """{"schema": 1, "tables": [{id, title, meta, above, columns, rows, below}]}; decimals as strings, dates as ISO."""
    stated = {"schema": SCHEMA, "tables": [_stated(table) for table in tables]}
    return (json.dumps(stated, ensure_ascii=False, indent=1) + "\n").encode()


def _stated(table: Table) -> Mapping[str, object]:
    return {
        "id": table.id,
        "title": table.title,
        "meta": dict(sorted(table.meta.items())),
        "above": list(table.above),
        "columns": [{"key": column.key, "title": column.title, "kind": column.kind} for column in table.columns],
        "rows": [
            {column.key: _json(cell.value) for column, cell in zip(table.columns, row, strict=True)}
            for row in table.rows
        ],
        "below": list(table.below),
    }


def _json(value: CellValue) -> str | int | bool | None:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return clean(value) if isinstance(value, str) else value


def toml_bytes(tables: Sequence[Table]) -> bytes:
    """schema = 1, then one array of tables per table id; empty cells are left out, decimals stay numbers."""
    stated: dict[str, object] = {"schema": SCHEMA}
    for table in tables:
        stated[table.id] = [
            {
                column.key: _toml(cell.value)
                for column, cell in zip(table.columns, row, strict=True)
                if cell.value is not None
            }
            for row in table.rows
        ]
    return tomli_w.dumps(stated).encode()


def _toml(value: CellValue) -> CellValue:
    if isinstance(value, Decimal):
        return number_leaf(value)
    return clean(value) if isinstance(value, str) else value


def columns_of(table: Table) -> dict[str, list[CellValue]]:
    """A table by column, as parquet wants it."""
    return {column.key: [row[at].value for row in table.rows] for at, column in enumerate(table.columns)}
