"""What a unit filled in, checked as the workspace checks it: examples for the tests of check rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from evaltui.assess.checks import check_unit
from evaltui.assess.consolidation import differences
from evaltui.assess.duties import contributors, duties
from evaltui.assess.engine import rate
from evaltui.assess.results import Assessment
from evaltui.assess.unit_facts import UnitFacts
from evaltui.errors import Problem
from evaltui.plan.contract import Rule
from evaltui.plan.model import Plan
from evaltui.store.settings import Settings
from support.small_plan import plan, record, settings

PLANS = (plan(),)
ROUND = settings()


@dataclass(frozen=True)
class Example:
    """What a unit filled in. `others`: other units' fields, for joint rows."""

    unit: str = "yjglj"
    fields: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[Assessment, ...] = ()
    others: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    city: Mapping[str, Any] = field(default_factory=dict)
    plans: tuple[Plan, ...] = PLANS
    chosen: Settings = ROUND
    rated: bool = False


@dataclass(frozen=True)
class Rated:
    """A plan as the engine takes it."""

    plan: Plan

    def rules(self) -> Mapping[str, Rule]:
        """No rules of its own."""
        return {}


def rates(example: Example, **fields: Any) -> Example:
    """The example with these fields, judged by the real engine."""
    return replace(example, fields={**example.fields, **fields}, rated=True)


def facts_of(example: Example) -> UnitFacts:
    """The example as a rule sees it."""
    city = record("city", example.city)
    chosen, plans = example.chosen, example.plans
    own = record(example.unit, example.fields)
    records = {example.unit: own, **{unit: record(unit, fields) for unit, fields in example.others.items()}}
    rows: tuple[Assessment, ...] = example.rows
    if example.rated:
        rows = rate(
            [Rated(item) for item in plans],
            chosen,
            records,
            city,
            contributors=lambda item: contributors(item, plans, chosen, city),
        )
    return UnitFacts(
        unit=example.unit,
        plans=tuple(plans),
        settings=chosen,
        record=own,
        duties=duties(plans, chosen, city)[example.unit],
        city=city,
        assessments=tuple(item for item in rows if item.unit == example.unit),
        differences=differences(plans, chosen, records, city, lambda item: contributors(item, plans, chosen, city)),
    )


def run(example: Example) -> tuple[Problem, ...]:
    """Every problem of the example's unit."""
    facts = facts_of(example)
    return check_unit(
        facts.unit,
        facts.plans,
        facts.settings,
        facts.record,
        facts.city,
        facts.assessments,
        facts.duties,
        differences=facts.differences,
    )


def codes(example: Example) -> set[str]:
    """The codes of its problems."""
    return {item.code for item in run(example)}
