"""The facts of a judged row, by name: what the derivation is written from, what scripts get, what plugins' words read.

Figures are Decimals that compare like the exact values do (more decimals wherever fewer would change a comparison with
the target or the schedule), years are integers, everything else is text. `as_data` makes the same facts JSON-able.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evaltui.assess.chains import Year
from evaltui.assess.decimals import enough, shortest
from evaltui.assess.goals import meets
from evaltui.assess.results import Required
from evaltui.assess.rows import CHANGES, Row
from evaltui.assess.verdict import Verdict

SMALL_BASE = 10
"""A count below this moves by more than ten percentage points with one case."""
DIGITS = 12


def facts_of(row: Row, verdict: Verdict, word: str) -> dict[str, Any]:
    """Every fact of a row. `word`: the printed word of the computed rating."""
    target = row.goal.target
    period, base, last, final = row.plan.period, row.series.base, row.last, row.final
    found: dict[str, Any] = {
        "rule": row.rule,
        "uom": row.measure.uom,
        "nature": row.measure.nature,
        "attribute": row.indicator.attribute,
        "comparator": None if target is None else target.comparator.value,
        "target": None if target is None else target.value,
        "target_text": row.indicator.target_text,
        "target_note": row.goal.note,
        "lag": row.lag,
        "mean_early": row.mean_early,
        "base_year": base.year,
        "base": _decimal(base.level),
        "base_state": _base_state(base),
        "needs_base": row.needs_base,
        "keeps_zero": row.keeps_zero,
        "first": period.first,
        "k": row.k,
        "n": row.n,
        "t": None if last is None else last.year,
        "early_year": None if row.early is None else row.early.year,
        "final_year": period.last if final is None else final.year,
        "closing": row.closing,
        "last": _year_facts(row, last),
        "end": _year_facts(row, final),
        "counted_to_date": sum(not year.idle for year in row.to_date),
        "counted_all": sum(not year.idle for year in row.counted),
        "years_to_date": row.k,
        "not_applicable": [year.year for year in row.series.years if not year.applicable],
        "all_idle": bool(row.counted) and all(year.state == "not_occurred" for year in row.counted),
        "stage": None if last is None else row.goal.milestones.get(last.year),
        "to_date": _aggregate(verdict.to_date, row),
        "final": _aggregate(verdict.final, row),
        "schedule": None,
        "rating": verdict.computed,
        "word": word,
        "on_schedule": verdict.on_schedule,
        "meets": verdict.meets,
        "early": verdict.early,
        "stated": verdict.stated,
        "statement": row.statement,
        "reason": verdict.reason,
        "missing": list(verdict.missing),
        "trouble_years": _trouble_years(row, verdict.reason),
        "required": _required(verdict.required),
        "points_per_case": _points_per_case(row),
        "met_and_lost": _met_and_lost(row),
        "met_early": _met_early(row),
    }
    if row.schedule is not None:
        found["schedule"] = shortest(row.schedule, _digits(row.schedule, row))
    return found


def as_data(value: object) -> object:
    """`value` as JSON can hold it: decimals as plain text, everything else as it is."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Mapping):
        return {str(key): as_data(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_data(item) for item in value]
    return value


def _year_facts(row: Row, year: Year | None) -> dict[str, Any] | None:
    if year is None:
        return None
    change = None
    if row.rule in CHANGES and year.pair is not None and year.pair[0] > 0:
        start, to = year.pair
        change = (start - to) * 100 / start * (1 if row.rule == "reduction" else -1)
    return {
        "year": year.year,
        "value": _decimal(year.level),
        "change": None if change is None else shortest(change, _digits(change, row)),
        "reading": year.figure.reading,
        "state": year.state,
        "idle": year.idle,
        "forecast": year.given.forecast,
        "flag": year.figure.flag,
    }


def _aggregate(value: Fraction | None, row: Row) -> Decimal | None:
    return None if value is None else shortest(value, _digits(value, row))


def _digits(value: Fraction, row: Row) -> int:
    """Decimals that keep every comparison of `value` with the target, the schedule and 0."""
    against = [Fraction(0)]
    if row.goal.target is not None:
        against.append(Fraction(row.goal.target.value))
    if row.schedule is not None:
        against.append(row.schedule)
    return enough(value, DIGITS, against)


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else shortest(value, DIGITS)


def _base_state(base: Year) -> str:
    if base.level is not None:
        return "known"
    if base.idle:
        return "idle"
    return base.state or ("question" if base.figure.raw or base.figure.value is not None else "unknown")


def _trouble_years(row: Row, reason: str) -> list[int]:
    years = [row.series.base, *row.needed]
    if reason == "contradiction":
        return [year.year for year in years if year.trouble == "contradiction"]
    if reason == "by_superior":
        return [year.year for year in years if year.state == "by_superior"]
    return []


def _required(required: Required | None) -> dict[str, object] | None:
    if required is None:
        return None
    return {
        "op": required.op.value,
        "value": required.value,
        "integer": required.integer,
        "state": required.state,
    }


def _points_per_case(row: Row) -> Decimal | None:
    """What one case is worth in percentage points where the base is a small count."""
    base = row.series.base.level
    if row.rule not in CHANGES or not row.measure.integer or base is None or not 0 < base < SMALL_BASE:
        return None
    return shortest(100 / base, DIGITS)


def _met_early(row: Row) -> bool | None:
    """Whether an end level meets its target in the year at which E is judged."""
    target, early = row.goal.target, row.early
    if row.rule != "end_level" or target is None or early is None or early.level is None:
        return None
    return meets(early.level, target)


def _met_and_lost(row: Row) -> list[int]:
    """Actual years that met the target of an end level while t* does not."""
    target, last = row.goal.target, row.last
    if row.rule != "end_level" or target is None or last is None or last.level is None:
        return []
    if meets(last.level, target):
        return []
    return [year.year for year in row.to_date[:-1] if year.level is not None and meets(year.level, target)]
