"""The rating engine's warnings as problems of the unit's list; they never change a rating."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evaltui.assess.unit_facts import Rule, UnitFacts
from evaltui.errors import Problem


def warnings(facts: UnitFacts) -> Iterator[Problem]:
    """What the engine noticed while it rated: trend, running totals, preliminary figures, swings and the like."""
    yield from ()


RULES: Final[tuple[Rule, ...]] = (warnings,)
