"""Warnings about figures that look wrong or need a word; they never change a rating.

Each is a code with its facts; the checks turn them into problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from evaltui.assess.chains import Year
from evaltui.assess.decimals import shortest
from evaltui.assess.frame import meets
from evaltui.assess.rows import Row
from evaltui.assess.verdict import Predicates
from evaltui.store.record import Figure

Facts = Mapping[str, object]

BEST_TIMES = Fraction(3, 2)
"""A forecast may need this many times the best yearly improvement before it is questioned."""
SWING = Fraction(1, 10)
"""A swing against the direction is worth a word from this share of |T - B|."""
RUNNING = Fraction(4, 5)
"""A series that never falls and ends at this share of a cumulative target looks like running totals."""
GROWING = frozenset({"count", "money"})
"""Natures of which a year-to-date figure only grows."""


def cautions(row: Row, found: Predicates, ytd: Callable[[int], Figure], scope: str) -> Mapping[str, Facts]:
    """Code -> facts, in a stable order. `ytd`: the year-to-date figure of a year; `scope`: the scope of the measure."""
    every: list[tuple[str, Facts]] = []
    for check in (_leap, _turn, _on_target, _running_total, _swing, _met_and_lost):
        every += [(check.__name__.removeprefix("_"), facts) for facts in check(row, found)]
    every += [("ytd_above_forecast", facts) for facts in _ytd(row, ytd)]
    every += [("flagged", facts) for facts in _flagged(row)]
    every += [("scope_changed", facts) for facts in _scope_changed(row, scope)]
    return {f"forecast_{code}" if code in ("leap", "turn", "on_target") else code: facts for code, facts in every}


def better_up(row: Row) -> bool:
    """True where larger figures are better."""
    if row.rule == "reduction":
        return False
    target = row.goal.target
    return row.rule == "growth" or target is None or target.comparator.upward


def _positions(row: Row, years: Sequence[Year]) -> list[tuple[int, Fraction]]:
    """(year, figure) on one scale: levels where all are known, else percentages of the base."""
    if all(year.level is not None for year in years):
        return [(year.year, year.level) for year in years if year.level is not None]
    base = row.series.base
    found = [
        (year.year, year.pair[1] * 100 / year.pair[0])
        for year in years
        if year is not base and year.pair is not None and year.pair[0] != 0
    ]
    return (
        [(base.year, Fraction(100)), *found] if len(found) == len([year for year in years if year is not base]) else []
    )


def _course(row: Row) -> list[tuple[int, Fraction]]:
    """Base and actual years on one scale; empty where they do not all stand on one."""
    base = row.series.base
    start = (base,) if base.level is not None or row.rule in ("reduction", "growth") else ()
    return _positions(row, (*start, *row.to_date))


def _steps(row: Row, course: Sequence[tuple[int, Fraction]]) -> list[Fraction]:
    """Yearly improvements: positive is in the good direction."""
    sign = 1 if better_up(row) else -1
    return [(to - start) * sign / (later - year) for (year, start), (later, to) in pairwise(course) if later > year]


def _ahead(row: Row) -> tuple[list[tuple[int, Fraction]], Fraction] | None:
    """The course so far and the yearly improvement that the forecast of the last year needs."""
    if row.closing or row.last is None or row.final is None or row.rule == "cumulative":
        return None
    course = _positions(
        row, (*((row.series.base,) if row.series.base.level is not None else ()), *row.to_date, row.final)
    )
    if len(course) < 3:
        return None
    steps = _steps(row, course[-2:])
    return (course[:-1], steps[0]) if steps else None


def _leap(row: Row, _: Predicates) -> Iterator[Facts]:
    ahead = _ahead(row)
    if ahead is None:
        return
    past = _steps(row, ahead[0])
    best = max(past, default=Fraction(0))
    if ahead[1] > 0 and ahead[1] > BEST_TIMES * max(best, Fraction(0)):
        yield {"year": _final(row), "needed": _text(ahead[1]), "best": _text(best)}


def _turn(row: Row, _: Predicates) -> Iterator[Facts]:
    ahead = _ahead(row)
    if ahead is None:
        return
    past = _steps(row, ahead[0])[-3:]
    if len(past) == 3 and all(step < 0 for step in past) and ahead[1] > 0:
        yield {"year": _final(row), "trend": "worse"}
    elif len(past) == 3 and all(step > 0 for step in past) and ahead[1] < 0:
        yield {"year": _final(row), "trend": "better"}


def _on_target(row: Row, _: Predicates) -> Iterator[Facts]:
    """Exactly the target while every actual falls short."""
    target, final = row.goal.target, row.final
    if target is None or final is None or row.closing or not row.to_date:
        return
    goal = Fraction(target.value)
    if row.rule in ("reduction", "growth"):
        sign = 1 if row.rule == "reduction" else -1
        changes = [
            (year.pair[0] - year.pair[1]) * 100 * sign / year.pair[0]
            for year in (*row.to_date, final)
            if year.pair is not None and year.pair[0] > 0
        ]
    elif row.rule in ("end_level", "maintain", "every_year"):
        changes = [year.level for year in (*row.to_date, final) if year.level is not None]
    else:
        return
    if len(changes) != len(row.to_date) + 1 or changes[-1] != goal:
        return
    if all(not meets(change, target.comparator, goal) and change != goal for change in changes[:-1]):
        yield {"year": final.year, "target": _text(goal)}


def _running_total(row: Row, _: Predicates) -> Iterator[Facts]:
    """Running totals typed where yearly figures are asked."""
    target = row.goal.target
    if row.rule != "cumulative" or target is None or not target.comparator.upward:
        return
    levels = [year.level for year in row.to_date if year.level is not None]
    if len(levels) < 3 or len(levels) != len(row.to_date) or levels[0] <= 0:
        return
    if (
        all(one < other for one, other in pairwise(levels))
        and levels[-1] >= RUNNING * Fraction(target.value) * row.k / row.n
    ):
        yield {"last": row.to_date[-1].year, "value": _text(levels[-1])}


def _swing(row: Row, _: Predicates) -> Iterator[Facts]:
    """A yearly change of an end level against the direction by more than a tenth of the way from base to target."""
    target, base = row.goal.target, row.series.base.level
    if row.rule != "end_level" or target is None or base is None:
        return
    way = abs(Fraction(target.value) - base)
    course = _course(row)
    sign = 1 if better_up(row) else -1
    against = [(later, to) for (_, start), (later, to) in pairwise(course) if (start - to) * sign > SWING * way]
    if against:
        yield {"years": [year for year, _ in against]}


def _met_and_lost(row: Row, _: Predicates) -> Iterator[Facts]:
    """The target was met in an actual year and is not met at t*."""
    target, last = row.goal.target, row.last
    if row.rule not in ("end_level", "reduction", "growth") or target is None or last is None:
        return
    goal = Fraction(target.value)

    def met(year: Year) -> bool | None:
        if row.rule == "end_level":
            return None if year.level is None else meets(year.level, target.comparator, goal)
        if year.pair is None or year.pair[0] <= 0:
            return None
        sign = 1 if row.rule == "reduction" else -1
        return meets((year.pair[0] - year.pair[1]) * 100 * sign / year.pair[0], target.comparator, goal)

    years = [year.year for year in row.to_date[:-1] if met(year)]
    if years and met(last) is False:
        yield {"years": years, "last": last.year}


def _ytd(row: Row, ytd: Callable[[int], Figure]) -> Iterator[Facts]:
    if row.measure.nature not in GROWING:
        return
    for year in row.counted:
        so_far = ytd(year.year)
        if not year.given.forecast or year.level is None or so_far.value is None or so_far.reading != "raw":
            continue
        if Fraction(so_far.value) > year.level:
            yield {"year": year.year, "ytd": _text(Fraction(so_far.value)), "forecast": _text(year.level)}


def _flagged(row: Row) -> Iterator[Facts]:
    """Preliminary and revised figures among those the rating reads."""
    years = (row.series.base, *row.needed) if row.rule in ("reduction", "growth", "end_level") else row.needed
    found = {year.year: year.figure.flag for year in years if year.figure.flag}
    if found:
        yield {"years": found}


def _scope_changed(row: Row, scope: str) -> Iterator[Facts]:
    """A change of statistical scope between the base and a figure that is held against it."""
    if row.rule not in ("reduction", "growth", "end_level") or row.series.base.level is None:
        return
    base = row.series.base.figure.scope or scope
    years = [year.year for year in row.needed if year.told and (year.figure.scope or scope) != base]
    if years:
        yield {"base_year": row.series.base.year, "years": years}


def _final(row: Row) -> int:
    return row.plan.period.last if row.final is None else row.final.year


def _text(value: Fraction) -> str:
    return f"{shortest(value, 6):f}"
