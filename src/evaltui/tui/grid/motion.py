"""Where the cursor goes: motions and selections over lines and columns, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Motion = Literal[
    "up", "down", "left", "right", "home", "end", "page_up", "page_down", "top", "bottom", "next", "previous", "enter"
]


@dataclass(frozen=True, slots=True)
class Shape:
    """Which lines the cursor may stand on, how many columns there are, and how many lines a page holds.

    The first `typed` columns are those that are filled in: Tab and End keep to them.
    """

    lines: Sequence[bool]
    columns: int
    page: int = 10
    typed: int = 0

    @property
    def last_typed(self) -> int:
        """The last column that is filled in; the last one of all where none is."""
        return (self.typed or self.columns) - 1

    def nearest(self, line: int, step: int) -> int | None:
        """The first line at or beyond `line`, going by `step`, that the cursor may stand on."""
        while 0 <= line < len(self.lines):
            if self.lines[line]:
                return line
            line += step
        return None


@dataclass(frozen=True, slots=True)
class Cursor:
    """The cell with the cursor, the other corner of a selection, and the column that Enter returns to after Tabs."""

    line: int = 0
    column: int = 0
    anchor: tuple[int, int] | None = None
    tab_column: int | None = None

    @property
    def block(self) -> tuple[int, int, int, int]:
        """First line, first column, last line, last column of the selection (one cell without one), inclusive."""
        line, column = self.anchor if self.anchor is not None else (self.line, self.column)
        return (
            min(line, self.line),
            min(column, self.column),
            max(line, self.line),
            max(column, self.column),
        )

    def covers(self, line: int, column: int) -> bool:
        """True where the cell belongs to the selection."""
        top, left, bottom, right = self.block
        return self.anchor is not None and top <= line <= bottom and left <= column <= right


def settle(shape: Shape, cursor: Cursor) -> Cursor:
    """The cursor on a cell that exists, for a shape that changed under it."""
    if not shape.columns or not any(shape.lines):
        return Cursor()
    line = min(max(cursor.line, 0), len(shape.lines) - 1)
    found = shape.nearest(line, 1)
    if found is None:
        found = shape.nearest(line, -1)
    column = min(max(cursor.column, 0), shape.columns - 1)
    if found == cursor.line and column == cursor.column:
        return cursor
    return Cursor(found or 0, column)


def move(shape: Shape, cursor: Cursor, motion: Motion, *, extend: bool = False) -> Cursor:
    """The cursor after `motion`; with `extend` the selection grows from where it was."""
    line, column = _target(shape, cursor, motion)
    tab_column = None
    if motion in ("next", "previous"):
        tab_column = cursor.tab_column if cursor.tab_column is not None else cursor.column
    anchor = None
    if extend:
        anchor = cursor.anchor if cursor.anchor is not None else (cursor.line, cursor.column)
    return replace(cursor, line=line, column=column, anchor=anchor, tab_column=tab_column)


def _target(shape: Shape, cursor: Cursor, motion: Motion) -> tuple[int, int]:
    line, column, last = cursor.line, cursor.column, shape.columns - 1
    match motion:
        case "up":
            return _line(shape, line - 1, -1, line), column
        case "down":
            return _line(shape, line + 1, 1, line), column
        case "enter":
            back = cursor.tab_column if cursor.tab_column is not None else column
            return _line(shape, line + 1, 1, line), back
        case "left":
            return line, max(column - 1, 0)
        case "right":
            return line, min(column + 1, last)
        case "home":
            return line, 0
        case "end":
            return line, last if column == shape.last_typed else shape.last_typed
        case "page_up":
            return _paged(shape, line, -1), column
        case "page_down":
            return _paged(shape, line, 1), column
        case "top":
            return _line(shape, 0, 1, line), 0
        case "bottom":
            return _line(shape, len(shape.lines) - 1, -1, line), last
        case "next":
            return _beside(shape, line, column, 1)
        case "previous":
            return _beside(shape, line, column, -1)


def _line(shape: Shape, line: int, step: int, otherwise: int) -> int:
    found = shape.nearest(line, step)
    return otherwise if found is None else found


def _paged(shape: Shape, line: int, step: int) -> int:
    """A page on, or to the last line there is."""
    wanted = min(max(line + step * max(shape.page - 1, 1), 0), len(shape.lines) - 1)
    found = shape.nearest(wanted, -step)
    if found is None or (found - line) * step <= 0:
        found = shape.nearest(line + step, step)
    return line if found is None else found


def _beside(shape: Shape, line: int, column: int, step: int) -> tuple[int, int]:
    """The next cell to fill in reading order, over the ends of lines; the last one where there is none."""
    last = shape.last_typed
    column = min(column + step, last + 1)
    if 0 <= column <= last:
        return line, column
    found = shape.nearest(line + step, step)
    if found is None:
        return line, min(max(column, 0), last)
    return found, 0 if step > 0 else last
