"""What was typed for each year, resolved: levels in the measure's uom, and pairs (from, to) that changes are read off.

A raw figure is a level and, against a known base, the pair (base, level). A typed fall f is the pair (100, 100 - f). A
year typed 同比 continues the year before; such a chain is exact while it is built and rounded half-up once, to 12
decimals. Everything here is an exact fraction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from evaltui.plan.model import Measure
from evaltui.store.record import Figure
from evaltui.text import round_half_up

DIGITS = 12
"""Decimals of the rule frame."""
TYPED_DIGITS = 6
LIMIT = 10**11
"""Figures have at most 6 decimals and are smaller than this in size (rating.md, Arithmetic)."""
ZERO_WHEN_NONE = frozenset({"count", "rate", "money"})
"""Natures of which 未发生 is a zero. A duration has no value then, and meets every target."""

NOTHING = Figure()

Trouble: TypeAlias = Literal["", "after_zero", "contradiction", "fall_on_zero"]
Pair: TypeAlias = tuple[Fraction, Fraction]
_Exact: TypeAlias = tuple[Literal["raw", "fall"], Fraction]
"""Where a chain stands: a level that goes back to a raw figure, or a percentage of the base."""


@dataclass(frozen=True, slots=True)
class Given:
    """One year as filled in, or as made from others.

    lacks: names of the parts that a ratio is waiting for. open: the round asks for no figure of this year.
    """

    year: int
    figure: Figure = NOTHING
    forecast: bool = False
    computed: bool = False
    open: bool = False
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Year:
    """One year resolved.

    level: in the measure's uom, None where unknown. pair: what a change is read off, None where unknown or where a raw
    figure has no base. trouble: why a typed figure cannot be used. waits_for: the earlier year without which a 同比 chain
    has no beginning. idle: 未发生 of a duration.
    """

    given: Given
    level: Fraction | None = None
    pair: Pair | None = None
    trouble: Trouble = ""
    waits_for: int | None = None
    idle: bool = False

    @property
    def year(self) -> int:
        """The calendar year."""
        return self.given.year

    @property
    def figure(self) -> Figure:
        """The figure as typed or made."""
        return self.given.figure

    @property
    def state(self) -> str:
        """The year state as typed, or handed on by a chain or a ratio; else ""."""
        return self.given.figure.state or ""

    @property
    def applicable(self) -> bool:
        """False for 不适用, unless a figure beside it contradicts it."""
        return self.state != "not_applicable" or bool(self.trouble)

    @property
    def told(self) -> bool:
        """True where a usable figure was given, be it a level, only a fall, or 未发生."""
        return self.level is not None or self.pair is not None or self.idle

    @property
    def missing(self) -> bool:
        """True where a figure is still to come: nothing yet, a question, 暂缺, or a chain without a beginning."""
        return not self.told and self.state not in ("not_applicable", "by_superior") and not self.trouble


@dataclass(frozen=True, slots=True)
class Series:
    """A measure's years: the base year, then first..last of the period."""

    measure: Measure
    base: Year
    years: tuple[Year, ...]

    def at(self, year: int) -> Year:
        """The year `year`, the base year included. IndexError outside of the period."""
        return self.base if year == self.base.year else self.years[year - self.years[0].year]


def questionable(value: Decimal | Fraction) -> bool:
    """True for a number beyond what the frame holds exactly (a file edited by hand): a question, not a figure."""
    if isinstance(value, Decimal) and not value.is_finite():
        return True
    exact = Fraction(value)
    return abs(exact) >= LIMIT or bool(10**TYPED_DIGITS % exact.denominator)


def chain(measure: Measure, given: Sequence[Given]) -> Series:
    """Resolve a measure's years; the first of `given` is the base year, the others follow it year by year."""
    base = _direct(measure, given[0])
    if base.figure.reading != "raw":
        base = replace(base, level=None, trouble="contradiction")
    exact: _Exact | None = ("raw", Fraction(0)) if base.level == 0 else ("fall", Fraction(100))
    years: list[Year] = []
    before = base
    for item in given[1:]:
        before, exact = _year(measure, item, base.level, before, exact)
        years.append(before)
    return Series(measure, base, tuple(years))


def _year(
    measure: Measure, given: Given, base: Fraction | None, before: Year, exact: _Exact | None
) -> tuple[Year, _Exact | None]:
    year = _direct(measure, given)
    value = given.figure.value
    if year.level is not None:
        return _placed(year, base, ("raw", year.level))
    if year.trouble or year.state or given.figure.raw or value is None or questionable(value):
        return year, None
    change = Fraction(100) - Fraction(value)
    if given.figure.reading == "vs_base":
        if base == 0:
            return replace(year, trouble="fall_on_zero"), None
        return _placed(year, base, ("fall", change), bounded=_never_negative(measure))
    if exact is None and before.trouble:
        return replace(year, trouble=before.trouble), None
    if exact is None and before.state == "by_superior":
        return replace(year, given=replace(given, figure=replace(given.figure, state="by_superior"))), None
    if exact is None:
        return replace(year, waits_for=before.year if before.waits_for is None else before.waits_for), None
    origin, start = exact
    if start == 0:
        return replace(year, trouble="after_zero"), None
    return _placed(year, base, (origin, start * change / 100), bounded=_never_negative(measure))


def _placed(year: Year, base: Fraction | None, exact: _Exact, *, bounded: bool = False) -> tuple[Year, _Exact | None]:
    """`year` at an exact place: its level and its pair, each rounded half-up to the decimals of the frame."""
    origin, value = exact
    if (bounded and value < 0) or abs(value) >= LIMIT:
        return replace(year, trouble="contradiction"), None
    if origin == "raw":
        level = _rounded(value)
        pair = None if base is None or base == 0 else (base, level)
        return replace(year, level=level, pair=pair), exact
    level_then = None if base is None else _rounded(base * value / 100)
    return replace(year, level=level_then, pair=(Fraction(100), _rounded(value))), exact


def _direct(measure: Measure, given: Given) -> Year:
    """A year by its own figure alone: a raw level, a state, a contradiction, or nothing yet."""
    figure = given.figure
    year = Year(given)
    if figure.raw:
        return year
    if figure.state is not None:
        if figure.value is not None:
            return replace(year, trouble="contradiction")
        if figure.state == "not_occurred" and measure.nature in ZERO_WHEN_NONE:
            return replace(year, level=Fraction(0))
        return replace(year, idle=figure.state == "not_occurred" and measure.nature == "duration")
    parts = _parts(measure, figure)
    if figure.value is None:
        return replace(year, level=parts)
    if figure.reading != "raw" or questionable(figure.value):
        return year
    if parts is not None and not _agrees(figure.value, parts):
        return replace(year, trouble="contradiction")
    return replace(year, level=Fraction(figure.value))


def _parts(measure: Measure, figure: Figure) -> Fraction | None:
    """num / den of the figure itself: a share in percent, else by the measure's ratio; rounded as a ratio is."""
    if (
        figure.num is None
        or figure.den is None
        or questionable(figure.num)
        or questionable(figure.den)
        or not figure.den
    ):
        return None
    per = measure.ratio.per if measure.ratio is not None else Decimal(100 if measure.nature == "share" else 1)
    value = Fraction(round_half_up(Fraction(figure.num) / Fraction(figure.den) * Fraction(per), ratio_digits(measure)))
    return None if questionable(value) else value


def ratio_digits(measure: Measure) -> int:
    """Decimals of a computed ratio: the measure's precision, 6 where it has none, never more than a figure may have."""
    return TYPED_DIGITS if measure.precision is None else min(measure.precision, TYPED_DIGITS)


def _agrees(typed: Decimal, computed: Fraction) -> bool:
    """True where a typed figure is the computed one, rounded as coarsely as it was typed."""
    exponent = typed.as_tuple().exponent
    digits = max(-exponent, 0) if isinstance(exponent, int) else 0
    return abs(Fraction(typed) - computed) <= Fraction(1, 2 * 10**digits)


def _never_negative(measure: Measure) -> bool:
    return measure.bounds.min is not None and measure.bounds.min >= 0


def _rounded(value: Fraction) -> Fraction:
    if 10**DIGITS % value.denominator == 0:
        return value
    return Fraction(round_half_up(value, DIGITS))
