"""The workspace's own settings: region, round, units, and what the office set for plans and measures.

One workspace is one region in one round. These dataclasses are what data/workspace.toml says; reading and
writing the file is below them, in this package.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Literal

from evaltui.plan.model import Combine, Lag, MeanEarly

Cell = Literal["fall_vs_base", "yoy", "raw"]


@dataclass(frozen=True, slots=True)
class Round:
    """[round]: which years are actual, which forecast, and the dates that count.

    `deadline_inclusive`: whether “6月16日前” includes that day.
    """

    id: str
    title: str
    actual_through: int
    forecast: tuple[int, ...] = ()
    cutoffs: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    deadlines: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    report_limit: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    deadline_inclusive: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """[[units]]: one department or town. `name` is the full printed name; `aliases` are other spellings."""

    id: str
    name: str
    kind: Literal["department", "town"]
    short: str = ""
    aliases: tuple[str, ...] = ()
    renamed_from: str = ""
    merged_from: tuple[str, ...] = ()
    since: date | None = None
    reviewer_step: bool = False

    @property
    def label(self) -> str:
        """The short name where there is one."""
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class PlanSettings:
    """[plans.<id>.settings]: the round's switches for one plan; None takes the plan's default."""

    lag: Lag | None = None
    mean_early: MeanEarly | None = None
    cell: Cell = "fall_vs_base"
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class MeasureSettings:
    """[measures.<id>.settings]: what the office decided about a measure; None or () takes the plan's."""

    combine: Combine | None = None
    lead: str = ""
    contributors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settings:
    """data/workspace.toml as a whole. `plans` are the plan ids of this workspace, in order."""

    region: str
    round: Round
    units: tuple[Unit, ...]
    plans: tuple[str, ...]
    office: str = "市安委办"
    office_phone: str = ""
    demo: bool = False
    superior: str = ""
    plan_settings: Mapping[str, PlanSettings] = field(default_factory=lambda: MappingProxyType({}))
    measure_settings: Mapping[str, MeasureSettings] = field(default_factory=lambda: MappingProxyType({}))
    form_aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def unit_by_id(self) -> Mapping[str, Unit]:
        """Units by id."""
        return MappingProxyType({unit.id: unit for unit in self.units})

    def plan(self, plan_id: str) -> PlanSettings:
        """The settings of one plan."""
        return self.plan_settings.get(plan_id, PlanSettings())

    def measure(self, measure_id: str) -> MeasureSettings:
        """The settings of one measure."""
        return self.measure_settings.get(measure_id, MeasureSettings())
