"""Named columns as Parquet bytes: the one place where exports reach polars. Same columns, same bytes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from evaltui.assess.frame import EXACT

_TYPES: tuple[tuple[type, pl.DataType | type[pl.DataType]], ...] = (
    (bool, pl.Boolean),
    (int, pl.Int64),
    (Decimal, EXACT),
    (datetime, pl.Datetime("us")),
    (date, pl.Date),
    (str, pl.String),
)
"""In this order: a bool is an int, a datetime a date."""


def frame_to_parquet(columns: Mapping[str, Sequence[Any]]) -> bytes:
    """Columns of equal length as one Parquet file. Types: bool, int, Decimal, date, datetime, str; None is null.

    A column that mixes integers and decimals is decimal, any other mixture text. ValueError for columns of unequal length.
    """
    schema = {name: _type(values) for name, values in columns.items()}
    data = {name: [_fitted(item, schema[name]) for item in values] for name, values in columns.items()}
    if len({len(values) for values in data.values()}) > 1:
        raise ValueError("columns of unequal length")
    buffer = io.BytesIO()
    pl.DataFrame(data, schema=schema).write_parquet(buffer, compression="zstd", compression_level=3, statistics=False)
    return buffer.getvalue()


def _type(values: Sequence[Any]) -> pl.DataType | type[pl.DataType]:
    kinds = {_kind(value) for value in values if value is not None}
    if len(kinds) == 1:
        return kinds.pop()
    return EXACT if kinds and kinds <= {pl.Int64, EXACT} else pl.String


def _kind(value: Any) -> pl.DataType | type[pl.DataType]:
    for python, kind in _TYPES:
        if isinstance(value, python):
            return kind
    return pl.String


def _fitted(value: Any, kind: pl.DataType | type[pl.DataType]) -> Any:
    if value is None:
        return None
    if kind == pl.String:
        return value if isinstance(value, str) else f"{value:f}" if isinstance(value, Decimal) else str(value)
    return Decimal(value) if kind == EXACT else value
