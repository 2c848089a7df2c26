"""What a terminal shows, cell by cell, and the fewest bytes that turn it into the next frame."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from rich.cells import get_character_cell_size

from evaltui.tui.cells import FILLER, ambiguous

_TOKEN: Final = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;:]*)m|(\n)|([^\x1b\n]+)|(\x1b)")
_JOINS: Final = frozenset("\u200d\ufe0e\ufe0f\r\t")
_GAP: Final = 3
"""Equal cells up to this many between two changes are sent again: a jump costs four bytes or more."""

_SEEN_ON_BLANKS: Final = frozenset(("4", "9", "21", "53"))
"""Underlined, struck, doubly underlined, overlined."""

Cell = tuple[str, str]
"""(style as an SGR parameter list, character); the second cell of a wide character has "" as its character.

A blank has only what is seen of its style, so that two blanks that look alike are equal.
"""


class _Sgr(NamedTuple):
    attributes: frozenset[str]
    foreground: str
    background: str


class CellScreen:
    """The cells a terminal shows as far as they are known; `wide` True where it draws ambiguous characters wide."""

    def __init__(self, *, wide: bool = False) -> None:
        self.wide = wide
        self._rows: dict[int, list[Cell | None]] = {}
        self._cursor: tuple[int, int] | None = None
        self._style: str | None = None

    def forget(self) -> None:
        """Assume nothing about the terminal any more: the next frame is sent whole."""
        self._rows.clear()
        self._cursor = None
        self._style = None

    def diff(self, frame: str) -> str | None:
        """The bytes that bring `frame` about; None where it holds anything but moves, styles and plain text."""
        changed: dict[int, list[tuple[int, Cell]]] = {}
        row = column = 0
        style = ""
        for match in _TOKEN.finditer(frame):
            kind = match.lastindex
            if kind == 2:
                row, column = int(match[1]) - 1, int(match[2]) - 1
            elif kind == 3:
                style = "" if match[3] in ("", "0") else match[3]
            elif kind == 4:
                row, column = row + 1, 0
            elif kind == 5 and _JOINS.isdisjoint(match[5]):
                column = _take(match[5], style, column, changed.setdefault(row, []))
            else:
                return None
        out: list[str] = []
        for at, cells in changed.items():
            self._write_row(at, cells, out)
        if self._cursor != (row, column):
            out.append(f"\x1b[{row + 1};{column + 1}H")
            self._cursor = (row, column)
        return "".join(out)

    def _write_row(self, row: int, cells: list[tuple[int, Cell]], out: list[str]) -> None:
        if not cells:
            return
        shown = self._rows.setdefault(row, [])
        missing = max(column for column, _ in cells) + 2 - len(shown)
        if missing > 0:
            shown.extend([None] * missing)
        equal: list[tuple[int, Cell]] = []
        lead: tuple[int, Cell] | None = None
        for column, cell in cells:
            before = shown[column]
            if before == cell:
                equal.append((column, cell))
                if len(equal) > _GAP:
                    equal.clear()
            elif cell[1] == "":
                # Only the second half is unknown: the character itself has to be sent again.
                if lead is not None and self._cursor != (row, column + 1):
                    self._put(row, *lead, out)
                shown[column] = cell
                equal.clear()
            else:
                self._split_wide(shown, column, before)
                shown[column] = cell
                if equal and self._cursor == (row, equal[0][0]) and all(_one_style(same, cell[0]) for _, same in equal):
                    for at, same in equal:
                        self._put(row, at, same, out)
                equal.clear()
                self._put(row, column, cell, out)
            lead = (column, cell)

    @staticmethod
    def _split_wide(shown: list[Cell | None], column: int, before: Cell | None) -> None:
        """A terminal blanks the other half of a wide character that is written over by half."""
        if before is not None and before[1] == "" and column:
            shown[column - 1] = None
        after = shown[column + 1]
        if after is not None and after[1] == "":
            shown[column + 1] = None

    def _put(self, row: int, column: int, cell: Cell, out: list[str]) -> None:
        style, char = cell
        if char == "" or (self.wide and char == FILLER):
            return
        if self._cursor != (row, column):
            step = column - self._cursor[1] if self._cursor is not None and self._cursor[0] == row else 0
            out.append(f"\x1b[{step}C" if step > 0 else f"\x1b[{row + 1};{column + 1}H")
        if style != self._style and not (char == " " and self._style is not None and ground(self._style) == style):
            out.append(_sgr_step(self._style, style))
            self._style = style
        out.append(char)
        size = 1 if " " <= char <= "~" else get_character_cell_size(char[0])
        if self.wide and size == 1 and ambiguous(char[0]):
            size = 2
        self._cursor = (row, column + size)


def _take(text: str, style: str, column: int, cells: list[tuple[int, Cell]]) -> int:
    """Append the cells of `text` from `column` on; return the column after it."""
    for char in text:
        size = 1 if " " <= char <= "~" else get_character_cell_size(char)
        if size == 0:
            if cells:
                at, (shown, before) = cells[-1]
                cells[-1] = (at, (shown, before + char))
            continue
        cells.append((column, (ground(style) if char == " " else style, char)))
        if size == 2:
            cells.append((column + 1, (style, "")))
        column += size
    return column


@lru_cache(maxsize=512)
def _parse(style: str) -> _Sgr:
    attributes: set[str] = set()
    foreground = background = ""
    codes = style.split(";") if style else []
    index = 0
    while index < len(codes):
        code = codes[index]
        span = 1
        if code in ("38", "48"):
            span = 5 if codes[index + 1] == "2" else 3
        text = ";".join(codes[index : index + span])
        number = int(code)
        if code == "38" or 30 <= number <= 37 or 90 <= number <= 97:
            foreground = text
        elif code == "48" or 40 <= number <= 47 or 100 <= number <= 107:
            background = text
        elif code not in ("39", "49"):
            attributes.add(text)
        index += span
    return _Sgr(frozenset(attributes), foreground, background)


@lru_cache(maxsize=2048)
def ground(style: str) -> str:
    """What of a style is seen on a blank: its background, and lines; the whole of it where it is drawn reversed."""
    if not style:
        return ""
    found = _parse(style)
    if "7" in found.attributes:
        return style
    seen = sorted(found.attributes & _SEEN_ON_BLANKS)
    return ";".join([*seen, *([found.background] if found.background else [])])


def _one_style(cell: Cell, style: str) -> bool:
    """True where the cell can be sent in `style`."""
    return cell[0] == style or (cell[1] == " " and ground(style) == cell[0])


@lru_cache(maxsize=2048)
def _sgr_step(before: str | None, after: str) -> str:
    """The shortest SGR from one style to another; from None nothing is known."""
    if before is None:
        return f"\x1b[0;{after}m" if after else "\x1b[m"
    old, new = _parse(before), _parse(after)
    if (
        not old.attributes <= new.attributes
        or (old.foreground and not new.foreground)
        or (old.background and not new.background)
    ):
        return f"\x1b[0;{after}m" if after else "\x1b[m"
    parts = sorted(new.attributes - old.attributes)
    if new.foreground != old.foreground:
        parts.append(new.foreground)
    if new.background != old.background:
        parts.append(new.background)
    return f"\x1b[{';'.join(parts)}m" if parts else ""
