"""The two tables that rules and exports read: the long frame of figures and the rule frame, one row per judged row.

The rule frame (all decimals `Decimal(38, 12)`, never inferred; null in a lower bound is minus infinity, in an upper bound
plus infinity; a known figure has both bounds equal):

* comparator, upward, strict, target, milestone (at t*), lag, mean_early, zero_base, statement (texts, booleans, decimal)
* k, n: the schedule's share; counted_to_date, counted_early, counted_all: divisors of means (不适用 and, of a duration,
  未发生 left out)
* base, base_state: known | unknown | no_system | idle
* last (t*), early (where E is judged), final (the last year), previous (the year before t*): each as `_low`, `_high` (the
  level) and, but for previous, `_from`, `_to_low`, `_to_high` (what a change is read off: a fall f is 100 and 100 - f)
  and `_idle` (未发生 of a duration)
* sum_to_date, sum_early, sum_all, worst_to_date, worst_all: each `_low`, `_high`
* sum_before_final, worst_before_final: known years but the last; rest_known: all of them are
* has_early, closing, earlier_failed (null: unknown), missing: years still to come
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

import polars as pl

from evaltui.assess.chains import DIGITS, Year
from evaltui.assess.decimals import exact
from evaltui.assess.goals import meets
from evaltui.assess.rows import Row
from evaltui.plan.model import Comparator, Plan
from evaltui.store.record import Figure, Record

EXACT = pl.Decimal(38, DIGITS)
"""The one decimal type of both frames."""

_TEXTS = ("comparator", "lag", "mean_early", "zero_base", "statement", "base_state")
_FLAGS = (
    "upward",
    "strict",
    "last_idle",
    "early_idle",
    "final_idle",
    "has_early",
    "closing",
    "earlier_failed",
    "rest_known",
)
_COUNTS = ("k", "n", "counted_to_date", "counted_early", "counted_all")
_POINTS = ("last", "early", "final")
_SPANS = ("sum_to_date", "sum_early", "sum_all", "worst_to_date", "worst_all")
_DECIMALS = (
    "target", "milestone", "base", "previous_low", "previous_high",
    *(f"{point}_{end}" for point in _POINTS for end in ("low", "high", "from", "to_low", "to_high")),
    *(f"{span}_{end}" for span in _SPANS for end in ("low", "high")),
    "sum_before_final", "worst_before_final",
)  # fmt: skip  # grouped as the docstring groups them

SCHEMA: Mapping[str, pl.DataType | type[pl.DataType]] = {
    **dict.fromkeys(_TEXTS, pl.String),
    **dict.fromkeys(_FLAGS, pl.Boolean),
    **dict.fromkeys(_COUNTS, pl.Int64),
    **dict.fromkeys(_DECIMALS, EXACT),
    "missing": pl.List(pl.Int64),
}

Bound = Fraction | None
Span = tuple[Bound, Bound]


def rule_frame(rows: Sequence[Row]) -> pl.DataFrame:
    """The rule frame of `rows`, in their order. Every row needs a target."""
    records = [_record(row) for row in rows]
    return pl.DataFrame({name: [record[name] for record in records] for name in SCHEMA}, schema=dict(SCHEMA))


def long_frame(plans: Iterable[Plan], records: Mapping[str, Record]) -> pl.DataFrame:
    """Every figure that was filled in: unit x measure x year, as typed. Sorted by unit, measure, kind, year."""
    names = {measure.id for plan in plans for measure in plan.measures}
    found: list[tuple[str, str, str, int, Figure]] = []
    for unit, record in records.items():
        for rest, leaf in record.below("measures"):
            if len(rest) == 3 and rest[0] in names and rest[1] in ("values", "forecast", "ytd") and rest[2].isdigit():
                found.append((unit, rest[0], rest[1], int(rest[2]), Figure.from_leaf(leaf)))
    found.sort(key=lambda item: item[:4])
    return pl.DataFrame(
        {
            "unit": [item[0] for item in found],
            "measure": [item[1] for item in found],
            "kind": [item[2] for item in found],
            "year": [item[3] for item in found],
            "value": [item[4].value for item in found],
            "reading": [item[4].reading for item in found],
            "state": [item[4].state for item in found],
            "flag": [item[4].flag for item in found],
        },
        schema={
            "unit": pl.String, "measure": pl.String, "kind": pl.String, "year": pl.Int64,
            "value": EXACT, "reading": pl.String, "state": pl.String, "flag": pl.String,
        },
    )  # fmt: skip  # one column, one type


def _record(row: Row) -> Mapping[str, object]:
    target = row.goal.target
    assert target is not None
    base, last = row.series.base, row.last
    record: dict[str, object] = {
        "comparator": target.comparator.value,
        "lag": row.lag,
        "mean_early": row.mean_early,
        "zero_base": row.indicator.zero_base,
        "statement": row.statement,
        "base_state": _base_state(base),
        "upward": target.comparator.upward,
        "strict": target.comparator.strict,
        "has_early": row.early is not None,
        "closing": row.closing,
        "earlier_failed": earlier_failed(row),
        "rest_known": row.rest_known,
        "k": row.k,
        "n": row.n,
        "counted_to_date": _counted(row.to_date),
        "counted_early": _counted(row.before_early),
        "counted_all": _counted(row.counted),
        "target": target.value,
        "milestone": None if last is None else row.goal.milestones.get(last.year),
        "base": None if base.level is None else exact(base.level, DIGITS),
        "missing": [year.year for year in row.gaps(row.needed)],
    }
    for name, year in (("last", last), ("early", row.early), ("final", row.final)):
        record[f"{name}_idle"] = year is not None and year.idle
        _span(record, name, _level(row, year))
        start, positions = _change(row, year)
        record[f"{name}_from"] = None if start is None else exact(start, DIGITS)
        _span(record, f"{name}_to", positions)
    _span(record, "previous", _level(row, row.to_date[-2] if len(row.to_date) > 1 else None))
    for name, years in (("to_date", row.to_date), ("early", row.before_early), ("all", row.counted)):
        levels = [_level(row, year) for year in years if not year.idle]
        _span(record, f"sum_{name}", (_total(low for low, _ in levels), _total(high for _, high in levels)))
        if name != "early":
            _span(record, f"worst_{name}", _worst(levels, target.comparator))
    rest = [year.level for year in row.counted[:-1] if year.level is not None]
    record["sum_before_final"] = exact(sum(rest, Fraction(0)), DIGITS)
    worst = (min if target.comparator.upward else max)(rest, default=None)
    record["worst_before_final"] = None if worst is None else exact(worst, DIGITS)
    return record


def earlier_failed(row: Row) -> bool | None:
    """Whether an actual year before the one at which E is judged missed the target; None where silence hides it."""
    target = row.goal.target
    assert target is not None
    hidden = False
    for year in row.before_early[:-1]:
        if year.idle:
            continue
        if year.level is not None:
            if not meets(year.level, target):
                return True
        elif year.state != "by_superior":
            low, high = _level(row, year)
            worst = low if target.comparator.upward else high
            hidden = hidden or worst is None or not meets(worst, target)
    return None if hidden else False


def _base_state(base: Year) -> str:
    if base.level is not None:
        return "known"
    if base.idle:
        return "idle"
    return "no_system" if base.state == "no_system" else "unknown"


def _level(row: Row, year: Year | None) -> Span:
    """Between which bounds a year's level lies: one point where known, the measure's bounds where missing."""
    if year is None or year.idle:
        return None, None
    if year.level is not None:
        return year.level, year.level
    bounds = row.measure.bounds
    return (
        None if bounds.min is None else Fraction(bounds.min),
        None if bounds.max is None else Fraction(bounds.max),
    )


def _change(row: Row, year: Year | None) -> tuple[Bound, Span]:
    """From what, and between which bounds to what, a year changed. All None where a raw figure has no base."""
    if year is None or year.idle:
        return None, (None, None)
    if year.pair is not None:
        return year.pair[0], (year.pair[1], year.pair[1])
    if year.told:
        return None, (None, None)
    base = row.series.base.level
    if base is not None:
        return base, _level(row, year)
    low = row.measure.bounds.min
    return Fraction(100), (Fraction(0) if low is not None and low >= 0 else None, None)


def _counted(years: Iterable[Year]) -> int:
    return sum(not year.idle for year in years)


def _total(bounds: Iterable[Bound]) -> Bound:
    total = Fraction(0)
    for bound in bounds:
        if bound is None:
            return None
        total += bound
    return total


def _worst(levels: Sequence[Span], comparator: Comparator) -> Span:
    """Bounds of the worst of several years; a null bound is infinite, so it decides or drops out by its side."""
    lows, highs = [low for low, _ in levels], [high for _, high in levels]
    if comparator.upward:
        return (None if None in lows else min(_known(lows), default=None)), min(_known(highs), default=None)
    return max(_known(lows), default=None), (None if None in highs else max(_known(highs), default=None))


def _known(bounds: Iterable[Bound]) -> list[Fraction]:
    return [bound for bound in bounds if bound is not None]


def _span(record: dict[str, object], name: str, span: Span) -> None:
    low, high = span
    record[f"{name}_low"] = None if low is None else exact(low, DIGITS)
    record[f"{name}_high"] = None if high is None else exact(high, DIGITS)
