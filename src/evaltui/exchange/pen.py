"""Writing one spreadsheet cell: text that stays text, numbers under their format, styles found once and reused."""

from __future__ import annotations

from copy import copy
from decimal import Decimal
from typing import Any, TypeAlias

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font

from evaltui.catalogue.forms import CUT_SHORT
from evaltui.exchange import look
from evaltui.exchange.fitting import room, text_width
from evaltui.exchange.printed import number_format, printed
from evaltui.exchange.sheet_text import exact, visible
from evaltui.exchange.tables import Cell, CellValue, Column

_FORMULA_SIGNS = ("=", "+", "-", "@")
_TEXT = "@"
_MOST_CHARACTERS = 32_767
"""What a spreadsheet cell holds."""

Style: TypeAlias = tuple[Font, Alignment, Border]


class Pen:
    """Writes cells of one workbook; keeps the styles it has made, since openpyxl finds them slowly."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], Any] = {}

    def text(self, target: SheetCell, text: str, font: Font, align: Alignment, border: Border = look.BARE) -> None:
        """Text for people, cleaned: a leading = never becomes a formula, not even after someone edits the cell."""
        self._string(target, visible(text), (font, align, border), _TEXT)

    def printed(self, target: SheetCell, cell: Cell, column: Column, width: float, border: Border) -> None:
        """A cell of a form: its mark and its wording are in the number format, its value is bare."""
        align = look.ALIGN[column.align]
        if cell.value is None or isinstance(cell.value, (str, bool)):
            self._string(target, visible(printed(Cell(cell.value))), (look.BODY, align, border), number_format(cell))
            return
        if text_width(printed(cell), look.BODY_SIZE) > room(width):
            # A number is never wrapped: it would be shown as ####.
            align = look.SHRUNK
        self._amount(target, cell, (look.BODY, align, border))

    def data(self, target: SheetCell, cell: Cell) -> None:
        """A cell for machines: every character comes back as it was."""
        style = (look.DATA, look.PLAIN, look.GRID)
        if cell.value is None or isinstance(cell.value, (str, bool)):
            self._string(target, _whole(exact(_said(cell.value))), style, _TEXT)
        else:
            self._amount(target, cell, style)

    def _string(self, target: SheetCell, text: str, style: Style, form: str) -> None:
        if text:
            # Set behind openpyxl's back: it takes a leading = for a formula and #N/A for an error.
            target._value, target.data_type = text, "s"
        self._style(target, style, form, text.startswith(_FORMULA_SIGNS))

    def _amount(self, target: SheetCell, cell: Cell, style: Style) -> None:
        value = cell.value
        if isinstance(value, Decimal) and value == value.to_integral_value():
            value = int(value)
        target.value = value
        self._style(target, style, number_format(cell), quoted=False)

    def _style(self, target: SheetCell, style: Style, form: str, quoted: bool) -> None:
        key = (*map(id, style), form, quoted)
        made = self._made.get(key)
        if made is None:
            target.font, target.alignment, target.border = style
            target.number_format, target.quotePrefix = form, quoted
            self._made[key] = copy(target._style)
        else:
            target._style = copy(made)


def _said(value: CellValue) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value).lower()


def _whole(text: str) -> str:
    """A text no longer than a cell holds, saying so where it had to be cut (the data formats have it whole)."""
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - len(CUT_SHORT)] + CUT_SHORT
