"""Named tables: the one shape that screens, json, csv, xlsx and docx share.

A `Table` knows nothing of files. A writer decides how a cell looks; the values are already what should be seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, TypeAlias

CellValue: TypeAlias = str | int | Decimal | bool | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: stable `key` (English), printed `title` (may hold line breaks), kind and width.

    width: millimetres on the printed page; None lets the writer choose. choices: the words a list validation offers.
    """

    key: str
    title: str
    kind: Literal["text", "number", "percent", "integer", "date", "rating"] = "text"
    width: float | None = None
    align: Literal["left", "center", "right"] = "center"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with what goes beside it: decimals shown, and a footnote mark's text.

    mark: the sign of its footnote (①), printed behind the value and no part of it. sign: what a negative number is
    called; of a fall it is a rise (上升5.0%), of a growth a fall.
    """

    value: CellValue
    decimals: int | None = None
    footnote: str = ""
    mark: str = ""
    sign: Literal["plain", "fall", "growth"] = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A named table: `id` stable, `title` printed, lines above (单位（盖章）) and below (填表说明, 填表人), rows of cells."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
