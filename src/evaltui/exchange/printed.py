"""How a cell looks: as printed text, and as a spreadsheet number format that prints the same.

A number stays a number: its decimals, the word for a rise (上升5.0%) and its footnote mark live in the number format.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from evaltui.assess.printed_figures import telling_digits, typed_digits
from evaltui.catalogue.forms import RISE, YES_NO
from evaltui.exchange.tables import Cell
from evaltui.text import shown

__all__ = ["bare", "chinese_date", "number_format", "printed", "telling_digits", "typed_digits"]


def chinese_date(day: date) -> str:
    """2025年6月16日, without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


def printed(cell: Cell) -> str:
    """The cell as it stands on paper, its footnote mark included."""
    return bare(cell) + cell.mark


def bare(cell: Cell) -> str:
    """The cell as it stands on paper, without its footnote mark."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, date):
        return chinese_date(value)
    if isinstance(value, (int, Decimal)):
        return _number(Decimal(value), _decimals(cell), cell.sign)
    return value


def _decimals(cell: Cell) -> int:
    if cell.decimals is not None:
        return cell.decimals
    return typed_digits(cell.value) if isinstance(cell.value, Decimal) else 0


def _number(value: Decimal, decimals: int, sign: str) -> str:
    word, unit = RISE[sign]
    if value < 0 and word:
        return f"{word}{shown(-value, decimals)}{unit}"
    return shown(value, decimals)


def number_format(cell: Cell) -> str:
    """The spreadsheet format under which the cell's value looks like `printed(cell)`; General for plain text."""
    tail = f'"{cell.mark}"' if cell.mark else ""
    value = cell.value
    if isinstance(value, date):
        return f'yyyy"年"m"月"d"日"{tail}'
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return f"@{tail}"
    digits = _decimals(cell)
    number = "0" if digits == 0 else "0." + "0" * digits
    word, unit = RISE[cell.sign]
    if word:
        return f'{number}{tail};"{word}"{number}"{unit}"{tail};{number}{tail}'
    return f"{number}{tail}"
