"""Where the figures of one subject come from: typed, consolidated, derived by the plan, or made of two others.

A figure typed on a measure itself always counts. Else a plan's `evaltui_derive` may give it, else a ratio is computed
from its numerator and denominator; those may be the unit's own, a reference figure of the office, or the figure of the
unit that leads them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from evaltui.assess.chains import Given, Series, Year, chain, questionable, ratio_digits
from evaltui.plan.model import Measure, Period
from evaltui.store.record import Figure
from evaltui.text import round_half_up

Kind: TypeAlias = Literal["values", "forecast"]
Look: TypeAlias = Callable[[str, tuple[Kind, int]], Figure]
"""(measure id, (values | forecast, year)) -> the figure, an empty one where there is none."""


@dataclass(frozen=True, slots=True)
class Span:
    """Which years of a period are actual and which are asked for as forecasts, in one round."""

    period: Period
    through: int
    asked: frozenset[int]

    def kind(self, year: int) -> Kind:
        """The table of the record in which a year's figure stands."""
        return "values" if year <= self.through else "forecast"

    def open(self, year: int) -> bool:
        """True where the round asks for no figure: the year lies ahead and is not to be forecast."""
        return year > self.through and year not in self.asked


@dataclass
class Sources:
    """The figures of one subject under one plan; a measure's series is built once and kept.

    `typed` looks up what was filled in; `part` what may stand for a numerator or denominator that was not.
    """

    measures: Mapping[str, Measure]
    span: Span
    typed: Look
    part: Look
    derived: Mapping[tuple[str, int], Decimal] = field(default_factory=dict)
    _series: dict[tuple[str, bool], Series] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)

    def given(self, measure_id: str) -> tuple[Given, ...]:
        """All years of a measure as filled in or made, the base year first. KeyError for an unknown measure."""
        return self._all(self.measures[measure_id], as_part=False)

    def series(self, measure_id: str, *, as_part: bool = False) -> Series:
        """The same years resolved; a series is built once and kept."""
        key = (measure_id, as_part)
        found = self._series.get(key)
        if found is None:
            measure = self.measures[measure_id]
            found = chain(measure, self._all(measure, as_part=as_part))
            self._series[key] = found
        return found

    def _all(self, measure: Measure, *, as_part: bool) -> tuple[Given, ...]:
        period = self.span.period
        return tuple(self._given(measure, year, as_part) for year in (period.base, *period.years))

    def forget(self) -> None:
        """Build every series anew: figures were derived from them."""
        self._series.clear()

    def _given(self, measure: Measure, year: int, as_part: bool) -> Given:
        kind = self.span.kind(year)
        forecast = kind == "forecast"
        if self.span.open(year):
            return Given(year, forecast=True, open=True)
        figure = self.typed(measure.id, (kind, year))
        if as_part and _blank(figure):
            figure = self.part(measure.id, (kind, year))
        made = self._made(measure, year) if _blank(figure) else None
        if made is not None:
            return Given(year, made[0], forecast, computed=True, lacks=made[1])
        return Given(year, figure, forecast)

    def _made(self, measure: Measure, year: int) -> tuple[Figure, tuple[str, ...]] | None:
        """A figure that nobody typed, and the names of what it lacks; None where there is no way to make it."""
        value = self.derived.get((measure.id, year))
        if value is not None:
            return Figure(value=value), ()
        ratio = measure.ratio
        if ratio is None or not {ratio.num, ratio.den} <= set(self.measures) or measure.id in self._open:
            return None
        self._open.add(measure.id)  # a ratio that is made of itself must end somewhere
        num, den = (self.series(item, as_part=True).at(year) for item in (ratio.num, ratio.den))
        self._open.discard(measure.id)
        return self._ratio(measure, ratio.per, num, den)

    def _ratio(self, measure: Measure, per: Decimal, num: Year, den: Year) -> tuple[Figure, tuple[str, ...]]:
        for part in (num, den):
            if part.state == "by_superior":
                return Figure(state="by_superior", reason=part.figure.reason), ()
        for part in (num, den):
            if part.state == "not_applicable":
                return Figure(state="not_applicable", reason=part.figure.reason), ()
        assert measure.ratio is not None
        parts = ((measure.ratio.num, num), (measure.ratio.den, den))
        lacking = [(item, part) for item, part in parts if part.level is None or (part is den and part.level == 0)]
        if lacking:
            names = tuple(self.measures[item].name for item, _ in lacking)
            excused = all(part.state == "not_available" and part.figure.reason for _, part in lacking)
            reason = lacking[0][1].figure.reason
            return (Figure(state="not_available", reason=reason) if excused else Figure()), names
        assert num.level is not None
        assert den.level is not None
        value = round_half_up(num.level / den.level * Fraction(per), ratio_digits(measure))
        if questionable(value):
            return Figure(raw=str(value)), ()
        return Figure(value=value, flag=num.figure.flag or den.figure.flag), ()


def _blank(figure: Figure) -> bool:
    whole = figure.value is not None or figure.state is not None or bool(figure.raw)
    return not whole and (figure.num is None or figure.den is None)
