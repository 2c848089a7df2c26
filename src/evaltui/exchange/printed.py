"""How a cell looks: as printed text, and as a spreadsheet number format that prints the same.

A number stays a number: its decimals, the word for a rise (上升5.0%) and its footnote mark live in the number format.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from evaltui.catalogue.forms import RISE, YES_NO
from evaltui.exchange.tables import Cell
from evaltui.text import Exact, digits_enough, shown


def typed_digits(value: Decimal) -> int:
    """Decimals of a number as it was typed; a figure of the frame (more than 6 decimals) loses its trailing zeros."""
    exponent = value.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    if digits > 6:
        exponent = value.normalize().as_tuple().exponent
        digits = max(0, -exponent) if isinstance(exponent, int) else 0
    return digits


def telling_digits(value: Decimal, digits: int, thresholds: Iterable[Exact] = ()) -> int:
    """At least `digits` decimals, more where rounding would move `value` onto or across a threshold, or onto zero."""
    return digits_enough(value, digits, Fraction(0), *thresholds)


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
