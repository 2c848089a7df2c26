"""Warnings about figures that look wrong or need a word; they never change a rating.

Each is a code with its facts; the checks turn them into problems.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from evaltui.assess.chains import Year, questionable
from evaltui.assess.decimals import shortest
from evaltui.assess.goals import meets
from evaltui.assess.rows import Row
from evaltui.store.record import Figure

Facts = Mapping[str, object]

BEST_TIMES = Fraction(3, 2)
"""A forecast may need this many times the best yearly improvement before it is questioned."""
SWING = Fraction(1, 10)
"""A swing against the direction is worth a word from this share of |T - B|."""
RUNNING = Fraction(4, 5)
"""A series that never falls and ends at this share of a cumulative target looks like running totals."""
TREND = 3
"""Years that make a trend."""
GROWING = frozenset({"count", "money"})
"""Natures of which a year-to-date figure only grows."""


def cautions(row: Row, ytd: Mapping[int, Figure], scope: str) -> Mapping[str, Facts]:
    """Code -> facts, in a stable order. `ytd`: year-to-date figures by year; `scope`: the scope of the measure."""
    found: dict[str, Facts | None] = {
        "forecast_leap": _leap(row),
        "forecast_turn": _turn(row),
        "forecast_on_target": _on_target(row),
        "running_total": _running_total(row),
        "swing": _swing(row),
        "met_and_lost": _met_and_lost(row),
        "ytd_above_forecast": _ytd(row, ytd),
        "flagged": _flagged(row),
        "scope_changed": _scope_changed(row, scope),
    }
    return {code: facts for code, facts in found.items() if facts is not None}


def better_up(row: Row) -> bool:
    """True where larger figures are better."""
    if row.rule == "reduction":
        return False
    target = row.goal.target
    return row.rule == "growth" or target is None or target.comparator.upward


Point = tuple[int, Fraction]
"""A year and its figure."""


def _on_one_scale(row: Row, years: Sequence[Year]) -> list[Point]:
    """The years (the base among them or not) as levels where all are known, else as percentages of the base, else []."""
    levels = [(year.year, year.level) for year in years if year.level is not None]
    if len(levels) == len(years):
        return levels
    base = row.series.base
    later = [year for year in years if year is not base]
    shares = [
        (year.year, year.pair[1] * 100 / year.pair[0]) for year in later if year.pair is not None and year.pair[0]
    ]
    return [(base.year, Fraction(100)), *shares] if len(shares) == len(later) else []


def _improvements(row: Row, course: Sequence[Point]) -> list[Fraction]:
    """Improvement per year from point to point; positive is in the good direction."""
    sign = 1 if better_up(row) else -1
    return [(to - start) * sign / (later - year) for (year, start), (later, to) in pairwise(course)]


def _forecast(row: Row) -> tuple[list[Fraction], Fraction] | None:
    """The yearly improvements so far, and the one that the forecast of the last year needs."""
    if row.closing or row.last is None or row.final is None or row.rule == "cumulative":
        return None
    start = (row.series.base,) if row.series.base.level is not None else ()
    steps = _improvements(row, _on_one_scale(row, (*start, *row.to_date, row.final)))
    return (steps[:-1], steps[-1]) if len(steps) > 1 else None


def _leap(row: Row) -> Facts | None:
    """A forecast that needs far more than the best year ever gave."""
    found = _forecast(row)
    if found is None:
        return None
    past, needed = found
    best = max(past)
    if needed <= 0 or needed <= BEST_TIMES * max(best, Fraction(0)):
        return None
    return {"year": _final_year(row), "needed": _text(needed), "best": _text(best)}


def _turn(row: Row) -> Facts | None:
    """A forecast whose sign is against a three-year trend."""
    found = _forecast(row)
    if found is None or len(found[0]) < TREND:
        return None
    past, needed = found[0][-TREND:], found[1]
    if all(step < 0 for step in past) and needed > 0:
        return {"year": _final_year(row), "trend": "worse"}
    if all(step > 0 for step in past) and needed < 0:
        return {"year": _final_year(row), "trend": "better"}
    return None


def _on_target(row: Row) -> Facts | None:
    """A forecast of exactly the target while every actual falls short."""
    target, final = row.goal.target, row.final
    if target is None or final is None or row.closing or not row.to_date:
        return None
    if row.rule not in ("reduction", "growth", "end_level", "maintain", "every_year"):
        return None
    figures = [_judged_figure(row, year) for year in (*row.to_date, final)]
    *past, last = figures
    if last is None or last != target.value:
        return None
    if any(figure is None or figure == target.value or meets(figure, target) for figure in past):
        return None
    return {"year": final.year, "target": _text(last)}


def _judged_figure(row: Row, year: Year) -> Fraction | None:
    """What is held against the target in one year: the change against the base, or the level."""
    if row.rule not in ("reduction", "growth"):
        return year.level
    if year.pair is None or year.pair[0] <= 0:
        return None
    fall = (year.pair[0] - year.pair[1]) * 100 / year.pair[0]
    return fall if row.rule == "reduction" else -fall


def _running_total(row: Row) -> Facts | None:
    """Running totals typed where yearly figures are asked: always rising, up to what the sum should be by now."""
    target = row.goal.target
    if row.rule != "cumulative" or target is None or not target.comparator.upward:
        return None
    levels = [year.level for year in row.to_date if year.level is not None]
    if len(levels) < TREND or len(levels) != len(row.to_date) or levels[0] <= 0:
        return None
    rising = all(one < other for one, other in pairwise(levels))
    if not rising or levels[-1] < RUNNING * Fraction(target.value) * row.k / row.n:
        return None
    return {"last": row.to_date[-1].year, "value": _text(levels[-1])}


def _swing(row: Row) -> Facts | None:
    """A yearly change of an end level against the direction by more than a tenth of the way from base to target."""
    target, base = row.goal.target, row.series.base.level
    if row.rule != "end_level" or target is None or base is None:
        return None
    way = abs(Fraction(target.value) - base)
    course = _on_one_scale(row, (row.series.base, *row.to_date))
    sign = 1 if better_up(row) else -1
    years = [later for (_, start), (later, to) in pairwise(course) if (start - to) * sign > SWING * way]
    return {"years": years} if years else None


def _met_and_lost(row: Row) -> Facts | None:
    """The target was met in an actual year and is not met at t*."""
    target, last = row.goal.target, row.last
    if row.rule not in ("end_level", "reduction", "growth") or target is None or last is None:
        return None
    now = _judged_figure(row, last)
    if now is None or meets(now, target):
        return None
    figures = [(year.year, _judged_figure(row, year)) for year in row.to_date[:-1]]
    years = [year for year, figure in figures if figure is not None and meets(figure, target)]
    return {"years": years, "last": last.year} if years else None


def _ytd(row: Row, ytd: Mapping[int, Figure]) -> Facts | None:
    """A year-to-date figure above the forecast of the same year."""
    if row.measure.nature not in GROWING:
        return None
    for year in row.counted:
        so_far = ytd.get(year.year)
        if so_far is None or so_far.value is None or so_far.reading != "raw" or questionable(so_far.value):
            continue
        if year.given.forecast and year.level is not None and so_far.value > year.level:
            return {"year": year.year, "ytd": _text(Fraction(so_far.value)), "forecast": _text(year.level)}
    return None


def _flagged(row: Row) -> Facts | None:
    """Preliminary and revised figures among those the rating reads."""
    years = (row.series.base, *row.needed) if row.rule in ("reduction", "growth", "end_level") else row.needed
    found = {year.year: year.figure.flag for year in years if year.figure.flag}
    return {"years": found} if found else None


def _scope_changed(row: Row, scope: str) -> Facts | None:
    """A change of statistical scope between the base and a figure that is held against it."""
    if row.rule not in ("reduction", "growth", "end_level") or row.series.base.level is None:
        return None
    base = row.series.base.figure.scope or scope
    years = [year.year for year in row.needed if year.told and (year.figure.scope or scope) != base]
    return {"base_year": row.series.base.year, "years": years} if years else None


def _final_year(row: Row) -> int:
    return row.plan.period.last if row.final is None else row.final.year


def _text(value: Fraction) -> str:
    return f"{shortest(value, 6):f}"
