"""The target that counts for a row: the plan's, an adjusted one, or the city's own share of a superior total.

The office enters an adjusted target or a local share in city.toml with its document and date; without a document it
does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from evaltui.catalogue.derivations import GOAL
from evaltui.plan.model import Comparator, Indicator, Plan, Target
from evaltui.plan.targets import exact_number, parse_target
from evaltui.store.record import Record

SIGNS = "<>=≤≥≦≧＜＞"


@dataclass(frozen=True, slots=True)
class Goal:
    """target: None while 待定 or while a superior total has no local share (`superior`). note: where it comes from."""

    target: Target | None
    milestones: Mapping[int, Decimal]
    superior: bool = False
    note: str = ""


def goal(plan: Plan, indicator: Indicator, city: Record) -> Goal:
    """The effective target and milestones of an indicator."""
    where = ("targets", plan.id, indicator.id)
    document = city.text(*where, "document").strip()
    superior = indicator.target_scope == "superior"
    key = "local_share" if superior else "adjusted"
    text = city.text(*where, key).strip()
    milestones = dict(indicator.milestones)
    if document:
        for rest, leaf in city.below(*where, "milestones"):
            value = exact_number(leaf)
            if len(rest) == 1 and rest[0].isdigit() and value is not None:
                milestones[int(rest[0])] = value
    kept = MappingProxyType(milestones)
    target, readable = parse_target(text) if text and document else (None, False)
    if target is None or not readable:
        return Goal(None if superior else indicator.target, kept, superior)
    if not any(sign in text for sign in SIGNS):
        # A number alone changes the number: which side is the good one is the plan's to say.
        comparator = indicator.target.comparator if indicator.target is not None else Comparator.GE
        target = Target(comparator, target.value)
    note = GOAL[key].format(printed=indicator.target_text, target=target_text(target), document=document)
    return Goal(target, kept, note=note)


def meets(value: Fraction, target: Target) -> bool:
    """`value` held against a target as printed."""
    if value == target.value:
        return not target.comparator.strict
    return (value > target.value) is target.comparator.upward


def target_text(target: Target) -> str:
    """A target as the official tables print it: ≥35."""
    return f"{target.comparator.printed}{target.value:f}"
