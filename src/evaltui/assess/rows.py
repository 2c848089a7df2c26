"""One row to be judged: an indicator of one subject with its years resolved, its target, its place in the period.

A row knows which years its rule needs and what is missing of them; it makes no judgement.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from evaltui.assess.chains import Given, Series, Year, chain
from evaltui.assess.goals import Goal, meets
from evaltui.plan.model import Indicator, Lag, MeanEarly, Measure, Plan

CHANGES = frozenset({"reduction", "growth"})
"""Rules that hold a value against the base."""
TOTALS = frozenset({"period_mean", "cumulative", "every_year"})
"""Rules that need every year of the period."""
LEVELS = frozenset({"end_level", "maintain"})
"""Rules that look at the end, and at t* for the schedule."""
CORE = CHANGES | TOTALS | LEVELS

Unratable = Literal["", "none_applies", "contradiction", "zero_base", "negative_base", "after_zero", "by_superior"]


@dataclass(frozen=True)
class Row:
    """What is judged. `unit` None is the city. `through`: the round's actual_through. `asks_statement`: no forecast of
    the last year is asked. `statement`: can | difficult | cannot | ""."""

    plan: Plan
    indicator: Indicator
    measure: Measure
    unit: str | None
    given: tuple[Given, ...]
    goal: Goal
    through: int
    lag: Lag
    mean_early: MeanEarly
    asks_statement: bool
    statement: str = ""

    @cached_property
    def key(self) -> tuple[Hashable, ...]:
        """Everything the row is made of, to be compared with another time's; valid while the plan object lives."""
        goal, milestones = self.goal, tuple(sorted(self.goal.milestones.items()))
        return (
            id(self.plan), self.indicator.id, self.unit, self.given, goal.target, milestones, goal.superior, goal.note,
            self.through, self.lag, self.mean_early, self.asks_statement, self.statement,
        )  # fmt: skip  # all fields, in order

    @cached_property
    def series(self) -> Series:
        """The measure's years, resolved."""
        return chain(self.measure, self.given)

    @cached_property
    def rule(self) -> str:
        """The name of the rule."""
        return self.indicator.rule

    @cached_property
    def counted(self) -> tuple[Year, ...]:
        """The applicable years of the period."""
        return tuple(year for year in self.series.years if year.applicable)

    @cached_property
    def to_date(self) -> tuple[Year, ...]:
        """The applicable years up to the round's actual_through."""
        return tuple(year for year in self.counted if year.year <= self.through)

    @cached_property
    def last(self) -> Year | None:
        """t*: the last applicable actual year, None before the period has begun."""
        return self.to_date[-1] if self.to_date else None

    @cached_property
    def final(self) -> Year | None:
        """The last applicable year of the period, None where no year applies."""
        return self.counted[-1] if self.counted else None

    @cached_property
    def closing(self) -> bool:
        """True once t* is the last year."""
        return self.last is not None and self.last is self.final

    @cached_property
    def before_early(self) -> tuple[Year, ...]:
        """The applicable years up to the one at which E is judged: t*, or the year before once t* is the last year."""
        return self.to_date[:-1] if self.closing else self.to_date

    @cached_property
    def early(self) -> Year | None:
        """The year at which E is judged, None where there is none."""
        return self.before_early[-1] if self.before_early else None

    @cached_property
    def k(self) -> int:
        """Calendar years of the period up to t*."""
        return 0 if self.last is None else self.last.year - self.plan.period.first + 1

    @property
    def n(self) -> int:
        """Calendar years of the period."""
        return self.plan.period.n

    @cached_property
    def needed(self) -> tuple[Year, ...]:
        """The applicable years that the rule reads, in order."""
        if self.rule not in CHANGES | LEVELS:
            return self.counted
        wanted = {year.year for year in (self.last, self.final) if year is not None}
        if self.rule != "maintain" and self.early is not None:
            wanted.add(self.early.year)
        return tuple(year for year in self.counted if year.year in wanted)

    @cached_property
    def needs_base(self) -> bool:
        """True where the base is needed: raw figures under a change, falls under a level, or nothing told yet."""
        if self.rule not in CORE:
            return True
        told = [year for year in self.needed if year.told and not year.idle]
        if self.rule in CHANGES:
            nothing = not told and not any(year.trouble or year.waits_for is not None for year in self.needed)
            return nothing or any(year.pair is None for year in told)
        return any(year.level is None for year in told)

    @cached_property
    def base_is_zero(self) -> bool:
        """True where a change is to be read against a base of 0."""
        return self.rule in CHANGES and self.series.base.level == 0

    @cached_property
    def keeps_zero(self) -> bool:
        """True where a base of 0 is rated as 保持零事故."""
        return self.base_is_zero and self.rule == "reduction" and self.indicator.zero_base == "keep_zero"

    @cached_property
    def unratable(self) -> Unratable:
        """Why no rating can be computed, "" where one can."""
        base, troubles = self.series.base, {year.trouble for year in self.needed}
        if self.final is None:
            return "none_applies"
        if "contradiction" in troubles or (self.needs_base and base.trouble):
            return "contradiction"
        if "fall_on_zero" in troubles or (self.base_is_zero and not self.keeps_zero):
            return "zero_base"
        if self.rule in CHANGES and base.level is not None and base.level < 0:
            return "negative_base"
        if "after_zero" in troubles:
            return "after_zero"
        if any(year.state == "by_superior" for year in self.needed):
            return "by_superior"
        if self.rule in CHANGES and base.state == "by_superior" and self.needs_base:
            return "by_superior"
        return ""

    @cached_property
    def base_unknown(self) -> bool:
        """True where nothing is known of the base: E of an end level then asks whether an earlier year failed."""
        base = self.series.base
        return base.level is None and not base.idle and base.state != "no_system"

    @cached_property
    def no_schedule(self) -> bool:
        """True where S can't be told for a reason other than a missing year: no base, or nothing due yet."""
        if self.last is None or self.keeps_zero:
            return True
        if self.rule in CHANGES:
            return self.last.told and self.last.pair is None and not self.last.idle
        base = self.series.base
        if self.rule == "end_level":
            return base.level is None and not base.idle and self.last.year not in self.goal.milestones
        return self.rule not in CORE and base.level is None and not self.last.missing

    @cached_property
    def no_early(self) -> bool:
        """True where E can't be told for want of a base."""
        early = self.early
        if early is None:
            return True
        if self.rule in CHANGES:
            return early.told and early.pair is None and not early.idle
        return self.rule not in CORE and self.series.base.level is None and not early.missing

    @cached_property
    def final_known(self) -> bool:
        """True where the last applicable year has a usable figure."""
        return self.final is not None and self.readable(self.final)

    @cached_property
    def rest_known(self) -> bool:
        """True where every applicable year but the last is known, so that a required value exists."""
        return all(self.readable(year) or year.state == "by_superior" for year in self.counted[:-1])

    def readable(self, year: Year) -> bool:
        """True where the rule can read this year's figure (or 未发生)."""
        if year.idle:
            return True
        return year.told if self.rule in CHANGES else year.level is not None

    @cached_property
    def schedule(self) -> Fraction | None:
        """What t* is held against, in the terms of the rule; None where there is no schedule."""
        target, last, base = self.goal.target, self.last, self.series.base
        if target is None or last is None or self.keeps_zero:
            return None
        stage, goal = self.goal.milestones.get(last.year), Fraction(target.value)
        if stage is not None:
            return Fraction(stage)
        if self.rule in CHANGES or self.rule == "cumulative":
            return goal * self.k / self.n
        if self.rule != "end_level" or base.idle or (base.level is not None and meets(base.level, target)):
            return goal
        return None if base.level is None else base.level + (goal - base.level) * self.k / self.n

    def gaps(self, years: Iterable[Year]) -> tuple[Year, ...]:
        """Those of `years` whose figure is still to come."""
        return tuple(year for year in years if not self.readable(year) and year.state != "by_superior")
