"""Measures that several plans share: they must say the same, or figures would mean two things."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from evaltui.errors import Problem, problem
from evaltui.plan.document import read_document
from evaltui.plan.findings import printable, show
from evaltui.plan.load import PLAN_FILE
from evaltui.plan.model import Bounds, Measure, Plan, Ratio

AGREED = ("name", "uom", "nature", "scope", "ratio", "bounds", "precision", "combine")
"""What plans must agree on for every measure id that both of them name."""


def clashes(plan: Plan, earlier: Iterable[Plan]) -> tuple[Problem, ...]:
    """What `plan` says differently about a measure than the plans before it; both places are named."""
    return tuple(
        _clash(plan, measure, other, theirs, key)
        for other in earlier
        for measure in plan.measures
        if (theirs := other.measure_by_id.get(measure.id)) is not None
        for key in AGREED
        if getattr(measure, key) != getattr(theirs, key)
    )


def _clash(plan: Plan, mine: Measure, other: Plan, theirs: Measure, key: str) -> Problem:
    return problem(
        "plan_clash",
        _place(plan, mine, key),
        path=("measures", str(plan.measures.index(mine)), key),
        measure=mine.id,
        key=key,
        mine=_words(getattr(mine, key)),
        other=other.id,
        where=_place(other, theirs, key),
        theirs=_words(getattr(theirs, key)),
    )


def _place(plan: Plan, measure: Measure, key: str) -> str:
    # Read again only now: a clash is rare and a plan does not carry the text it came from.
    findings = read_document(Path(plan.folder) / PLAN_FILE).findings
    line = findings.line(("measures", plan.measures.index(measure), key))
    return f"{printable(plan.folder)}/{PLAN_FILE}:{line}"


def _words(value: object) -> str:
    match value:
        case Ratio():
            return f"{value.num} / {value.den} × {value.per:f}"
        case Bounds():
            low, high = ("不限" if end is None else f"{end:f}" for end in (value.min, value.max))
            return f"{low}—{high}"
        case None | "":
            return "空"
        case _:
            return show(value)
