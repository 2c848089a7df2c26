"""An assessment as `evaltui rate --json` prints it: stable keys, decimals as strings. No polars."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from evaltui.assess.decimals import faithful
from evaltui.assess.results import Assessment, Required

DIGITS = 6


def to_json(assessment: Assessment) -> dict[str, object]:
    """One object of "results". Decimals have 6 decimals half-up, and more where fewer would change a comparison."""
    against = _against(assessment)
    return {
        "unit": assessment.unit,
        "plan": assessment.plan,
        "table": assessment.table,
        "indicator": assessment.indicator,
        "measure": assessment.measure,
        "rating": assessment.computed,
        "effective": assessment.effective,
        "source": assessment.source,
        "on_schedule": assessment.on_schedule,
        "meets_target": assessment.meets_target,
        "early": assessment.early,
        "explanation_owed": assessment.explanation_owed,
        "aggregate_actual": _decimal(assessment.aggregate_actual, against),
        "aggregate_all": _decimal(assessment.aggregate_all, against),
        "required": _required(assessment.required),
        "missing": list(assessment.missing),
        "declared": assessment.declared,
        "declared_stale": assessment.declared_stale,
        "declared_reason": assessment.declared_reason,
        "decided": assessment.decided,
        "decided_reason": assessment.decided_reason,
        "derivation": assessment.derivation,
        "warnings": list(assessment.warnings),
        "inputs": assessment.inputs,
        "facts": dict(assessment.facts),
    }


def _against(assessment: Assessment) -> tuple[Fraction, ...]:
    sides = [] if assessment.target is None else [Fraction(assessment.target.value)]
    schedule = assessment.facts.get("schedule")
    if isinstance(schedule, str):
        sides.append(Fraction(schedule))
    return tuple(sides)


def _decimal(value: Decimal | None, against: tuple[Fraction, ...] = ()) -> str | None:
    return None if value is None else f"{faithful(Fraction(value), DIGITS, against):f}"


def _required(required: Required | None) -> dict[str, object] | None:
    if required is None:
        return None
    value = required.value
    return {
        "op": required.op.value,
        "value": None if value is None else f"{faithful(Fraction(value), DIGITS, (Fraction(value),)):f}",
        "integer": required.integer,
        "state": required.state,
    }
