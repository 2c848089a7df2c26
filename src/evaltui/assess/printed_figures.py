"""How many decimals a figure is printed with, in tables and in sentences alike: as typed, and never hiding a miss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from evaltui.assess.results import Assessment, YearCell
from evaltui.plan.model import Indicator, Measure, Period, Target
from evaltui.store.record import Figure, Record
from evaltui.text import Exact, digits_enough, round_half_up

FALLS: Final = ("reduction", "growth")
"""Rules whose final measure is a percentage against the base."""

FRAME_DIGITS: Final = 12
"""Decimals of the rating frame."""

COMPUTED_DIGITS: Final = {"share": 2}
"""Most decimals of a figure that was computed from others, by nature; four where not listed."""

FALL_DIGITS: Final = 1
"""Decimals of a fall as most statistics print them (domain practice 4.6)."""


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


@dataclass(frozen=True)
class JudgedRow:
    """One indicator with its judgement; `records` are those whose figures may stand behind it."""

    indicator: Indicator
    measure: Measure
    assessment: Assessment
    period: Period
    records: Sequence[Record]

    @property
    def is_fall(self) -> bool:
        """True where the indicator is a percentage against the base."""
        return self.indicator.rule in FALLS

    @property
    def target(self) -> Target | None:
        """The target the rating used."""
        return self.assessment.target or self.indicator.target

    def figure(self, cell: YearCell) -> Figure:
        """The stored figure behind a cell, as typed; empty where none of the records holds it."""
        for record in self.records:
            read = record.forecast if cell.forecast else record.figure
            figure = read(self.measure.id, cell.year)
            if figure.answered and (figure.value is None or figure.value in (cell.raw, cell.fall, cell.yoy)):
                return figure
        return Figure()

    def marks(self, year: int) -> Iterator[Fraction]:
        """The values a printed percentage must not be rounded onto or across: the target, and that year's schedule."""
        if self.target is None:
            return
        yield Fraction(self.target.value)
        elapsed = year - self.period.first + 1
        if self.indicator.rule in (*FALLS, "cumulative") and 0 < elapsed < self.period.n:
            yield Fraction(self.target.value) * elapsed / self.period.n

    def raw_digits(self, cell: YearCell) -> int:
        """Decimals of a year's figure: as typed; of a computed one two for shares, four for the rest, or as few as it has."""
        assert cell.raw is not None
        figure = self.figure(cell)
        if figure.reading == "raw" and figure.value == cell.raw:
            return typed_digits(figure.value)
        digits = typed_digits(cell.raw)
        if cell.typed == "raw" or digits <= 1:
            return digits
        precision = self.measure.precision
        most = min(COMPUTED_DIGITS.get(self.measure.nature, 4), FRAME_DIGITS if precision is None else precision)
        return min(digits, telling_digits(cell.raw, most, () if self.is_fall else self.marks(cell.year)))

    def fall_digits(self, value: Decimal, year: int) -> int:
        """Decimals of a percentage against the base, of the period up to `year`."""
        return telling_digits(value, FALL_DIGITS, self.marks(year))

    def aggregate_digits(self, value: Decimal, last: int) -> int:
        """Decimals of the column 前N年 or 全期 (`last`: the last year it covers)."""
        if self.is_fall:
            return self.fall_digits(value, last)
        years = [item for item in self.assessment.years if self.period.first <= item.year <= last]
        typed = [item for item in years if item.raw is not None]
        if self.indicator.rule not in ("period_mean", "cumulative"):
            typed = [item for item in typed if item.raw == value] or typed
        digits = max((self.raw_digits(item) for item in typed), default=0)
        if self.indicator.rule == "period_mean":
            digits = max(digits, min(1, typed_digits(value)))
        return telling_digits(value, digits, self.marks(last))


def held(value: Decimal) -> Decimal:
    """A computed figure with the decimals of the rating frame, however it was computed."""
    return round_half_up(value, FRAME_DIGITS) if typed_digits(value) > FRAME_DIGITS else value
