"""Checks of figures against each other: jumps, parts and wholes, shifted rows, half years, what was reported before.

A remark in the year's own note (F7), or what each rule names, answers the question: true falls of 83 % exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from evaltui.assess.unit_facts import Rule, UnitFacts
from evaltui.errors import Problem, problem
from evaltui.store.record import Figure, forecast_path, value_path
from evaltui.text import plain

JUMP: Final = 5
"""More than this many times the year before (or less than its part) is asked about (N-39)."""
HALF_YEAR: Final = Decimal("0.6")
"""A forecast below this part of the last actual looks like half a year (N-44)."""


def jumps(facts: UnitFacts) -> Iterator[Problem]:
    """N-39: more than five times up or down against the year before, or against the base."""
    for measure in facts.measures:
        series = [(year, figure, path) for year, figure, path in facts.series(measure.id) if figure.reading == "raw"]
        for index, (year, figure, path) in enumerate(series):
            earlier = next((item for item in reversed(series[:index])), None)
            if earlier is None or figure.note.strip() or figure.basis.strip():
                continue
            one, other = abs(_value(figure)), abs(_value(earlier[1]))
            low, high = min(one, other), max(one, other)
            if low > 0 and high > JUMP * low:
                yield problem(
                    "jump_large",
                    facts.place(measure.id, year),
                    path=path,
                    year=year,
                    value=plain(_value(figure)),
                    other=earlier[0],
                    before=plain(_value(earlier[1])),
                    times=JUMP,
                )


def deaths_and_events(facts: UnitFacts) -> Iterator[Problem]:
    """N-41: deaths without a single accident."""
    for measure in facts.measures:
        if not measure.events or measure.events not in facts.duties.measures:
            continue
        for year, figure, path in facts.series(measure.id):
            actual = path[2] == "values"
            record = facts.record
            events = record.figure(measure.events, year) if actual else record.forecast(measure.events, year)
            none_there = events.value == 0 or events.state == "not_occurred"
            if figure.reading == "raw" and events.reading == "raw" and _value(figure) > 0 and none_there:
                yield problem(
                    "deaths_without_events",
                    facts.place(measure.id, year),
                    path=path,
                    year=year,
                    deaths_name=measure.name,
                    deaths=plain(_value(figure)),
                    events_name=facts.measure(measure.events).name,
                    events="未发生" if events.value is None else plain(events.value),
                )


def parts_and_wholes(facts: UnitFacts) -> Iterator[Problem]:
    """N-41: a part greater than the whole, where the unit answers for both; across units the city's checks look."""
    for whole in facts.measures:
        for part_id in facts.parts(whole.id):
            if part_id not in facts.duties.measures:
                continue
            wholes = {(year, path[2]): figure for year, figure, path in facts.series(whole.id)}
            for year, figure, path in facts.series(part_id):
                total = wholes.get((year, path[2]))
                if total is None or figure.reading != "raw" or total.reading != "raw":
                    continue
                if _value(figure) > _value(total):
                    yield problem(
                        "part_above_whole",
                        facts.place(part_id, year),
                        path=path,
                        year=year,
                        part_name=facts.measure(part_id).name,
                        part=plain(_value(figure)),
                        whole_name=whole.name,
                        whole=plain(_value(total)),
                    )


def shifted_rows(facts: UnitFacts) -> Iterator[Problem]:
    """N-43: the base stands again in the first year while the last one has no forecast."""
    for measure in facts.measures:
        for plan in facts.plans_of(measure.id)[:1]:
            period = plan.period
            if period.last not in facts.settings.round.forecast:
                continue
            base, first = facts.value(measure.id, period.base), facts.value(measure.id, period.first)
            ahead = facts.record.forecast(measure.id, period.last)
            varied = len({f.value for _, f, p in facts.series(measure.id) if p[2] == "values"}) > 1
            if base.value is None or base.value == 0 or base.value != first.value or not varied:
                continue
            if base.reading == first.reading == "raw" and not ahead.answered and not first.note.strip():
                yield problem(
                    "row_shifted",
                    facts.place(measure.id),
                    path=value_path(measure.id, period.first),
                    first=period.first,
                    base=period.base,
                    last=period.last,
                )


def half_years(facts: UnitFacts) -> Iterator[Problem]:
    """N-44: the forecast of a count is far below the last actual, as if only half the year had been counted."""
    for measure in facts.measures:
        if measure.nature != "count":
            continue
        for year in facts.settings.round.forecast:
            figure = facts.record.forecast(measure.id, year)
            last = facts.value(measure.id, facts.settings.round.actual_through)
            if figure.value is None or last.value is None or figure.basis.strip() or figure.note.strip():
                continue
            if figure.reading == last.reading == "raw" and figure.value < HALF_YEAR * last.value:
                yield problem(
                    "half_year_forecast",
                    facts.place(measure.id, year),
                    path=forecast_path(measure.id, year),
                    year=year,
                    value=plain(figure.value),
                    last=facts.settings.round.actual_through,
                    before=plain(last.value),
                )


def reported_before(facts: UnitFacts) -> Iterator[Problem]:
    """Figures that differ from what was reported in an earlier round, and whole rows that moved by one year (N-43)."""
    for measure in facts.measures:
        for label in facts.record.keys_below("measures", measure.id, "as_reported"):
            reported = {
                int(rest[0]): Figure.from_leaf(leaf)
                for rest, leaf in facts.record.below("measures", measure.id, "as_reported", label)
                if len(rest) == 1 and rest[0].isdigit()
            }
            if facts.record.text("measures", measure.id, "as_reported_reason", label).strip():
                continue
            differing = [
                (year, figure, facts.value(measure.id, year))
                for year, figure in sorted(reported.items())
                if _differs(figure, facts.value(measure.id, year))
            ]
            moved = [
                year
                for year, _, now in differing
                if now.value in (_number(reported.get(year - 1)), _number(reported.get(year + 1)))
            ]
            if len(moved) > 1:
                yield problem(
                    "row_shifted_against_reported",
                    facts.place(measure.id),
                    path=value_path(measure.id, moved[0]),
                    label=facts.round_title(label),
                    years="、".join(f"{year}年" for year in moved),
                )
                continue
            for year, figure, now in differing:
                if not now.note.strip() and now.flag != "revised":
                    yield problem(
                        "as_reported_differs",
                        facts.place(measure.id, year),
                        path=value_path(measure.id, year),
                        year=year,
                        value=plain(_value(now)),
                        label=facts.round_title(label),
                        reported=plain(_value(figure)),
                    )


RULES: Final[tuple[Rule, ...]] = (
    jumps, deaths_and_events, parts_and_wholes, shifted_rows, half_years, reported_before,
)  # fmt: skip  # one list of words


def _differs(reported: Figure, now: Figure) -> bool:
    both = reported.value is not None and now.value is not None
    return both and reported.reading == now.reading and reported.value != now.value


def _number(figure: Figure | None) -> Decimal | None:
    return None if figure is None else figure.value


def _value(figure: Figure) -> Decimal:
    if figure.value is None:
        raise ValueError("a figure without a number")
    return figure.value
