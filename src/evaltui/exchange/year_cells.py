"""What the year columns and the two 年均/累计 columns of an indicator print, with the notes they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from evaltui.assess.printed_figures import FALL_DIGITS, FALLS, JudgedRow, held, telling_digits
from evaltui.assess.results import YearCell
from evaltui.catalogue import forms as words
from evaltui.catalogue.words import FLAG, READING, YEAR_STATE
from evaltui.exchange.numerals import counted
from evaltui.exchange.tables import Cell
from evaltui.store.settings import Cell as Shown

__all__ = ["FALLS", "Row", "aggregate_cell", "year_cell"]


@dataclass(frozen=True)
class Row(JudgedRow):
    """One indicator with all that its cells are made from: the last actual year, and what a reduction's cells show."""

    through: int
    shown: Shown


def year_cell(row: Row, year: int) -> Cell:
    """The cell of one year: a number, a state in words, or nothing; its notes joined in `footnote`."""
    cell = next((item for item in row.assessment.years if item.year == year), YearCell(year))
    figure = row.figure(cell)
    notes = [words.FLAGGED.format(row=words.THIS_ROW, year=year, flag=FLAG[figure.flag])] if figure.flag else []
    if cell.state in ("not_applicable", "not_available", "by_superior", "no_system"):
        return Cell(YEAR_STATE[cell.state])
    if cell.state == "not_occurred" and (not row.is_fall or cell.fall is None):
        return Cell(YEAR_STATE[cell.state])
    if not row.is_fall:
        return _raw(cell, row, notes)
    return _fall(cell, row, notes)


def _raw(cell: YearCell, row: Row, notes: Sequence[str]) -> Cell:
    if cell.raw is None:
        return Cell(None)
    return Cell(held(cell.raw), row.raw_digits(cell), "".join(notes))


def _fall(cell: YearCell, row: Row, notes: list[str]) -> Cell:
    """A reduction's year: the reading the round asks for, else the best there is, with a note."""
    choices: Mapping[Shown, Decimal | None] = {"fall_vs_base": cell.fall, "yoy": cell.yoy, "raw": cell.raw}
    order: tuple[Shown, ...] = (row.shown, *(item for item in ("fall_vs_base", "raw", "yoy") if item != row.shown))
    taken = next((item for item in order if choices[item] is not None), None)
    if taken is None:
        return Cell(None)
    value = choices[taken]
    assert value is not None
    if taken != row.shown:
        notes.append(_reading_note(taken, cell, row))
    if taken == "raw":
        return Cell(held(value), row.raw_digits(cell), "".join(notes))
    if row.indicator.rule == "growth":
        value = -value
    value = held(value)
    digits = row.fall_digits(value, cell.year) if taken == "fall_vs_base" else telling_digits(value, FALL_DIGITS)
    return Cell(value, digits, "".join(notes), sign=_sign(row))


def _reading_note(taken: Shown, cell: YearCell, row: Row) -> str:
    base = row.assessment.base
    if taken == "raw":
        template = words.BASE_ZERO if base is not None and base.raw == 0 else words.BASE_UNKNOWN
        return template.format(row=words.THIS_ROW, base=row.period.base, uom=row.measure.uom)
    reading = READING["vs_base" if taken == "fall_vs_base" else "yoy"]
    return words.OTHER_READING.format(row=words.THIS_ROW, year=cell.year, reading=reading)


def aggregate_cell(row: Row, value: Decimal | None, last: int) -> Cell:
    """The column 前N年 (last = the last actual year) or 全期 (last = the period's): value, digits and mean's divisor."""
    years = [item for item in row.assessment.years if row.period.first <= item.year <= last]
    if value is None:
        final = years[-1] if years else None
        return Cell(YEAR_STATE[final.state]) if final is not None and _words_only(row, years) else Cell(None)
    value = held(value)
    digits = row.aggregate_digits(value, last)
    if row.is_fall:
        return Cell(value, digits, sign=_sign(row))
    return Cell(value, digits, _mean_note(row))


def _sign(row: Row) -> Literal["fall", "growth"]:
    return "growth" if row.indicator.rule == "growth" else "fall"


def _words_only(row: Row, years: Sequence[YearCell]) -> bool:
    """True where the column repeats one word: nothing ever happened, or the last year's state stands for the period."""
    if row.indicator.rule == "every_year":
        return all(item.state == "not_occurred" for item in years)
    return row.indicator.rule in ("end_level", "maintain") and years[-1].state in ("by_superior", "not_available")


def _mean_note(row: Row) -> str:
    """The divisor of both means, printed as m/n年, where years are 不适用."""
    period, parts = row.period, []
    years = [item for item in row.assessment.years if period.first <= item.year <= period.last]
    skipped = [item.year for item in years if item.state == "not_applicable"]
    if row.indicator.rule != "period_mean" or not skipped:
        return ""
    for span, last in (("to_date", row.through), ("full", period.last)):
        inside = [item.year for item in years if item.year <= last]
        name = words.SPAN[span].format(count=counted(len(inside)))
        part = words.MEAN_PART.format(span=name, counted=len(set(inside) - set(skipped)), all=len(inside))
        if not (span == "to_date" and row.through >= period.last):
            parts.append(part)
    return words.MEAN_OF_SOME.format(
        row=words.THIS_ROW, parts="、".join(parts), years="、".join(f"{year}年" for year in skipped)
    )
