"""What the year columns and the two 年均/累计 columns of an indicator print, with the notes they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from evaltui.assess.results import Assessment, YearCell
from evaltui.catalogue import forms as words
from evaltui.catalogue.words import FLAG, READING, YEAR_STATE
from evaltui.exchange.numerals import counted
from evaltui.exchange.printed import telling_digits, typed_digits
from evaltui.exchange.tables import Cell
from evaltui.plan.model import Indicator, Measure, Period, Target
from evaltui.store.record import Figure, Record
from evaltui.store.settings import Cell as Shown
from evaltui.text import round_half_up

FALLS = ("reduction", "growth")
"""Rules whose final measure is a percentage against the base."""

FRAME_DIGITS = 12
"""Decimals of the rating frame."""

COMPUTED_DIGITS = {"share": 2}
"""Most decimals of a figure that was computed from others, by nature; four where not listed."""

FALL_DIGITS = 1
"""Decimals of a fall as most statistics print them (domain practice 4.6)."""


@dataclass(frozen=True)
class Row:
    """One indicator with all that its cells are made from; `records` are those whose figures may stand behind it."""

    indicator: Indicator
    measure: Measure
    assessment: Assessment
    period: Period
    through: int
    shown: Shown
    records: Sequence[Record]

    @property
    def is_fall(self) -> bool:
        """True where the indicator is a percentage against the base."""
        return self.indicator.rule in FALLS

    @property
    def target(self) -> Target | None:
        """The target the rating used."""
        used = self.assessment.facts.get("target")
        printed = self.indicator.target
        if printed is not None and isinstance(used, Decimal):
            return Target(printed.comparator, used)
        return printed

    def figure(self, cell: YearCell) -> Figure:
        """The stored figure behind a cell, as typed; empty where none of the records holds it."""
        for record in self.records:
            read = record.forecast if cell.forecast else record.figure
            figure = read(self.measure.id, cell.year)
            if figure.answered and (figure.value is None or figure.value in (cell.raw, cell.fall, cell.yoy)):
                return figure
        return Figure()


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
        return _raw(cell, figure, row, notes)
    return _fall(cell, figure, row, notes)


def _raw(cell: YearCell, figure: Figure, row: Row, notes: Sequence[str]) -> Cell:
    if cell.raw is None:
        return Cell(None)
    return Cell(_held(cell.raw), _raw_digits(cell, figure, row), "".join(notes))


def _raw_digits(cell: YearCell, figure: Figure, row: Row) -> int:
    """Decimals of a year's figure: as typed; of a computed one two for shares, four for the rest, or as few as it has."""
    assert cell.raw is not None
    if figure.reading == "raw" and figure.value == cell.raw:
        return typed_digits(figure.value)
    digits = typed_digits(cell.raw)
    if cell.typed == "raw" or digits <= 1:
        return digits
    most = min(
        COMPUTED_DIGITS.get(row.measure.nature, 4),
        FRAME_DIGITS if row.measure.precision is None else row.measure.precision,
    )
    return min(digits, telling_digits(cell.raw, most, () if row.is_fall else _marks(row, cell.year)))


def _fall(cell: YearCell, figure: Figure, row: Row, notes: list[str]) -> Cell:
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
        return Cell(_held(value), _raw_digits(cell, figure, row), "".join(notes))
    if row.indicator.rule == "growth":
        value = -value
    value = _held(value)
    digits = telling_digits(value, FALL_DIGITS, _marks(row, cell.year) if taken == "fall_vs_base" else ())
    return Cell(value, digits, "".join(notes), sign=_sign(row))


def _reading_note(taken: Shown, cell: YearCell, row: Row) -> str:
    base = row.assessment.base
    if taken == "raw":
        template = words.BASE_ZERO if base is not None and base.raw == 0 else words.BASE_UNKNOWN
        return template.format(row=words.THIS_ROW, base=row.period.base, uom=row.measure.uom)
    reading = READING["vs_base" if taken == "fall_vs_base" else "yoy"]
    return words.OTHER_READING.format(row=words.THIS_ROW, year=cell.year, reading=reading)


def _marks(row: Row, year: int) -> Iterator[Fraction]:
    """The values a printed percentage must not be rounded onto or across: the target, and that year's schedule."""
    if row.target is None:
        return
    yield Fraction(row.target.value)
    elapsed = year - row.period.first + 1
    if row.indicator.rule in (*FALLS, "cumulative") and 0 < elapsed < row.period.n:
        yield Fraction(row.target.value) * elapsed / row.period.n


def aggregate_cell(row: Row, value: Decimal | None, last: int) -> Cell:
    """The column 前N年 (last = the last actual year) or 全期 (last = the period's): value, digits and mean's divisor."""
    years = [item for item in row.assessment.years if row.period.first <= item.year <= last]
    if value is None:
        final = years[-1] if years else None
        return Cell(YEAR_STATE[final.state]) if final is not None and _words_only(row, years) else Cell(None)
    value = _held(value)
    if row.is_fall:
        return Cell(value, telling_digits(value, FALL_DIGITS, _marks(row, last)), sign=_sign(row))
    typed = [item for item in years if item.raw is not None]
    if row.indicator.rule not in ("period_mean", "cumulative"):
        typed = [item for item in typed if item.raw == value] or typed
    digits = max((_raw_digits(item, row.figure(item), row) for item in typed), default=0)
    if row.indicator.rule == "period_mean":
        digits = max(digits, min(1, typed_digits(value)))
    return Cell(value, telling_digits(value, digits, _marks(row, last)), _mean_note(row))


def _held(value: Decimal) -> Decimal:
    """A computed figure with the decimals of the rating frame, however it was computed."""
    return round_half_up(value, FRAME_DIGITS) if typed_digits(value) > FRAME_DIGITS else value


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
