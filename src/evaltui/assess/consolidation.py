"""One city figure from several units' figures: combinations, sources, gaps, and differences until they are decided.

A contributor without an answer is a gap. Gaps are always listed, and a sum, a pooled share, a minimum or a maximum
with a gap is no figure at all: a part never passes as the whole. The office's decision comes before every combination.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from evaltui.catalogue import words
from evaltui.plan.model import Combine, Measure, Plan
from evaltui.store.record import Figure, Record
from evaltui.store.settings import Settings
from evaltui.text import plain, round_half_up

Kind = Literal["values", "forecast"]
Slot = tuple[Kind, int]
"""("values" | "forecast", calendar year)."""
Contributors = Callable[[str], tuple[str, ...]]

_ZERO_WHEN_NONE = frozenset({"count", "rate", "money"})
"""Natures of which 未发生 is a zero."""
DEFAULT_PRECISION = 6


@dataclass(frozen=True, slots=True)
class Source:
    """One contributor's figure; an empty Figure where it has not answered."""

    unit: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Decision:
    """What the office decided about one figure, and why; `adopted` is the unit whose figure it took, "" for none."""

    figure: Figure
    reason: str
    adopted: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Contributors that answered one slot differently. `decision` is None while it is open."""

    measure: str
    year: int
    slot: Kind
    figures: tuple[Source, ...]
    decision: Decision | None = None

    @property
    def open(self) -> bool:
        """True until the office decides."""
        return self.decision is None


@dataclass(frozen=True, slots=True)
class CityFigure:
    """The city's figure of one slot and how it came about.

    `figure` is empty where there is none yet. `sources`: every contributor, lead first. `gaps`: those without an
    answer. `origin`: decided | combined | reference | none.
    """

    measure: str
    slot: Slot
    figure: Figure
    combine: Combine
    sources: tuple[Source, ...]
    gaps: tuple[str, ...]
    difference: Difference | None
    origin: Literal["decided", "combined", "reference", "none"]


def consolidate(
    plans: Sequence[Plan],
    settings: Settings,
    records: Mapping[str, Record],
    city: Record,
    contributors: Contributors,
) -> Mapping[tuple[str, Slot], CityFigure]:
    """The city's figure of every measure in every year that the plans ask for, with its sources."""
    result: dict[tuple[str, Slot], CityFigure] = {}
    decided = _decisions(city)
    referenced = frozenset(city.keys_below("reference"))
    for measure in _measures(plans):
        units = contributors(measure.id)
        combine = settings.measure(measure.id).combine or measure.combine
        for slot in slots(measure.id, plans, settings):
            sources = tuple(Source(unit, _figure(records.get(unit), measure.id, slot)) for unit in units)
            decision = decided.get((measure.id, slot))
            office = reference(city, measure.id, slot) if measure.id in referenced else Figure()
            result[measure.id, slot] = _city_figure(measure, slot, combine, sources, decision, office)
    return MappingProxyType(result)


def city_figures(
    plans: Sequence[Plan],
    settings: Settings,
    records: Mapping[str, Record],
    city: Record,
    contributors: Contributors,
) -> Mapping[tuple[str, Slot], Figure]:
    """The city's figures alone: (measure, (kind, year)) -> Figure, only where there is one."""
    found = consolidate(plans, settings, records, city, contributors)
    return MappingProxyType(
        {key: item.figure for key, item in found.items() if item.figure.value is not None or item.figure.state}
    )


def differences(
    plans: Sequence[Plan],
    settings: Settings,
    records: Mapping[str, Record],
    city: Record,
    contributors: Contributors,
) -> tuple[Difference, ...]:
    """Every slot that contributors answered differently, decided ones included, in plan and year order."""
    found: list[Difference] = []
    decided = _decisions(city)
    for measure in _measures(plans):
        combine = settings.measure(measure.id).combine or measure.combine
        units = contributors(measure.id) if combine in ("lead", "agree") else ()
        if len(units) < 2:
            continue
        for slot in slots(measure.id, plans, settings):
            sources = tuple(Source(unit, _figure(records.get(unit), measure.id, slot)) for unit in units)
            difference = _difference(measure, slot, combine, sources, decided.get((measure.id, slot)))
            if difference is not None:
                found.append(difference)
    return tuple(found)


def slots(measure_id: str, plans: Sequence[Plan], settings: Settings) -> tuple[Slot, ...]:
    """The slots that the plans using a measure need: base year, actual years, forecast years of the round."""
    actual: set[int] = set()
    ahead: set[int] = set()
    for plan in plans:
        if measure_id not in plan.measure_by_id:
            continue
        period = plan.period
        actual.add(period.base)
        actual.update(year for year in period.years if year <= settings.round.actual_through)
        ahead.update(
            year for year in settings.round.forecast if period.first <= year <= period.last and year not in actual
        )
    return (*(("values", year) for year in sorted(actual)), *(("forecast", year) for year in sorted(ahead)))


def reference(city: Record, measure: str, slot: Slot) -> Figure:
    """The office's reference figure (GDP, 常住人口 ...) of a slot; an empty Figure where there is none.

    The vintage is the one the office chose, else the last by name that has the year. It answers a forecast slot too.
    """
    used = city.text("reference_used", measure)
    vintages = [used] if used else sorted(city.keys_below("reference", measure), reverse=True)
    for vintage in vintages:
        leaf = city.get("reference", measure, vintage, str(slot[1]))
        if leaf is not None:
            figure = Figure.from_leaf(leaf)
            return replace(figure, note=figure.note or vintage)
    return Figure()


def same_figure(one: Figure, other: Figure) -> bool:
    """True where two answers say the same; figures typed in different readings are not held against each other."""
    if one.state != other.state:
        return False
    if one.value is None or other.value is None:
        return one.value is None and other.value is None
    return one.reading != other.reading or one.value == other.value


def shown_answer(figure: Figure) -> str:
    """An answer in a sentence: the number, or the state's word."""
    if figure.state is not None:
        return words.YEAR_STATE[figure.state]
    return "未填" if figure.value is None else plain(figure.value)


def _city_figure(
    measure: Measure,
    slot: Slot,
    combine: Combine,
    sources: tuple[Source, ...],
    decision: Decision | None,
    office: Figure,
) -> CityFigure:
    gaps = tuple(source.unit for source in sources if not source.figure.answered)
    difference = _difference(measure, slot, combine, sources, decision)
    figure = Figure()
    origin: Literal["decided", "combined", "reference", "none"] = "none"
    if decision is not None:
        figure, origin = decision.figure, "decided"
    elif sources and not (combine == "agree" and difference is not None):
        figure = combined(combine, measure, [source.figure for source in sources])
        origin = "combined"
    if not figure.answered and decision is None:
        figure = office if all(not source.figure.answered for source in sources) else Figure()
        origin = "reference" if figure.answered else "none"
    return CityFigure(measure.id, slot, figure, combine, sources, gaps, difference, origin)


def combined(combine: Combine, measure: Measure, figures: Sequence[Figure]) -> Figure:
    """The contributors' figures of one slot, lead first, combined; an empty Figure where that is not possible."""
    if combine == "lead":
        return figures[0] if figures[0].answered else Figure()
    if combine == "agree":
        return next((figure for figure in figures if figure.answered), Figure())
    if not all(figure.answered for figure in figures):
        return Figure()
    counted = [figure for figure in figures if figure.state != "not_applicable"]
    if not counted:
        return figures[0]
    waiting = next((figure for figure in counted if figure.state in ("by_superior", "not_available")), None)
    if waiting is not None:
        return waiting
    if any(figure.state == "no_system" for figure in counted):
        return next(figure for figure in counted if figure.state == "no_system")
    if any(figure.reading != "raw" for figure in counted):
        return Figure()
    flags = {figure.flag for figure in counted} - {None}
    total = _pooled(measure, counted) if combine == "pooled" else _plain(combine, measure, counted)
    return replace(total, flag="preliminary") if "preliminary" in flags and total.value is not None else total


def _plain(combine: Combine, measure: Measure, figures: Sequence[Figure]) -> Figure:
    happened = [figure for figure in figures if figure.state != "not_occurred"]
    if not happened:
        return Figure(state="not_occurred")
    values = [figure.value for figure in happened if figure.value is not None]
    if len(happened) < len(figures) and measure.nature in _ZERO_WHEN_NONE:
        values.append(Decimal(0))
    if combine == "sum":
        return Figure(value=sum(values, Decimal(0)))
    return Figure(value=min(values) if combine == "min" else max(values))


def _pooled(measure: Measure, figures: Sequence[Figure]) -> Figure:
    if any(figure.num is None or figure.den is None for figure in figures if figure.state != "not_occurred"):
        return Figure()
    num = sum((figure.num for figure in figures if figure.num is not None), Decimal(0))
    den = sum((figure.den for figure in figures if figure.den is not None), Decimal(0))
    if den == 0:
        return Figure(state="not_occurred") if all(f.state == "not_occurred" for f in figures) else Figure()
    per = measure.ratio.per if measure.ratio is not None else Decimal(100 if measure.nature == "share" else 1)
    digits = DEFAULT_PRECISION if measure.precision is None else measure.precision
    value = round_half_up(Fraction(num) / Fraction(den) * Fraction(per), digits)
    return Figure(value=value, num=num, den=den)


def _difference(
    measure: Measure, slot: Slot, combine: Combine, sources: Sequence[Source], decision: Decision | None
) -> Difference | None:
    if combine not in ("lead", "agree"):
        return None
    answered = tuple(source for source in sources if source.figure.answered)
    if all(same_figure(answered[0].figure, source.figure) for source in answered[1:]):
        return None
    return Difference(measure.id, slot[1], slot[0], answered, decision)


def _decisions(city: Record) -> Mapping[tuple[str, Slot], Decision]:
    found: dict[tuple[str, Slot], Decision] = {}
    for rest, leaf in city.below("decisions", "figures"):
        if len(rest) == 3 and rest[1] in ("values", "forecast") and rest[2].isdigit():
            figure = Figure.from_leaf(leaf)
            kind: Kind = "values" if rest[1] == "values" else "forecast"
            adopted = city.text("decisions", "adopted", rest[0], rest[2])
            found[rest[0], (kind, int(rest[2]))] = Decision(replace(figure, reason=""), figure.reason, adopted)
    return found


def _figure(record: Record | None, measure: str, slot: Slot) -> Figure:
    if record is None:
        return Figure()
    return record.figure(measure, slot[1]) if slot[0] == "values" else record.forecast(measure, slot[1])


def _measures(plans: Sequence[Plan]) -> Iterator[Measure]:
    seen: set[str] = set()
    for plan in plans:
        for measure in plan.measures:
            if measure.id not in seen:
                seen.add(measure.id)
                yield measure
