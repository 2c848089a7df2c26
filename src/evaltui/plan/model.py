"""What a plan is: the frozen dataclasses that plan.toml, a plugin's schema hook and the core share.

Every field stands for one key of plan.toml under the same name unless its docstring says otherwise. Amounts are
exact `Decimal`s. Lists are tuples. Nothing here reads a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Literal

API = 1
"""The plan contract this core speaks; a plan asking for a higher number is refused."""

FORM_KINDS = (
    "indicators",
    "projects",
    "project_sheet",
    "tasks",
    "commitments",
    "report",
    "explanations",
    "contacts",
)
"""Kinds of forms that belong to api 1; a version that cannot write one of them yet says so when it is asked to."""

Nature = Literal["count", "rate", "share", "level", "duration", "area", "money"]
Combine = Literal["lead", "agree", "sum", "pooled", "min", "max"]
Attribute = Literal["binding", "expected", "unmarked"]
Lag = Literal["either", "target_only"]
MeanEarly = Literal["never", "to_date"]
ZeroBase = Literal["unratable", "keep_zero"]
Scope = Literal["plan", "round"]


class Comparator(StrEnum):
    """How a value is held against a target, exactly as printed."""

    GT = ">"
    GE = ">="
    LT = "<"
    LE = "<="

    @property
    def upward(self) -> bool:
        """True where larger values are better."""
        return self in (Comparator.GT, Comparator.GE)

    @property
    def strict(self) -> bool:
        """True where reaching the number exactly is not enough."""
        return self in (Comparator.GT, Comparator.LT)

    @property
    def printed(self) -> str:
        """As the official tables print it: >, ≥, <, ≤."""
        return {">": ">", ">=": "≥", "<": "<", "<=": "≤"}[self.value]


@dataclass(frozen=True, slots=True)
class Target:
    """A comparator and a number, e.g. ``>15`` or ``>=2.5``; a bare number in TOML means ``>=``."""

    comparator: Comparator
    value: Decimal


@dataclass(frozen=True, slots=True)
class Period:
    """Calendar years: `base` (2020), `first` (2021) and `last` (2025), the last two inclusive."""

    base: int
    first: int
    last: int

    @property
    def years(self) -> tuple[int, ...]:
        """first..last."""
        return tuple(range(self.first, self.last + 1))

    @property
    def n(self) -> int:
        """Number of calendar years of the period."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Bounds:
    """Possible values of a measure, both ends inclusive; None is open. Default: min 0, shares also max 100."""

    min: Decimal | None = Decimal(0)
    max: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Ratio:
    """num / den * per, of two other measures of the same year (deaths / GDP in 亿元 * 1)."""

    num: str
    den: str
    per: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted by year, typed once and used by every plan that names its id.

    `units`: printed names of the units that answer for it; the first is the proposed lead. `parts`: ids of measures
    this one contains (all deaths contain road deaths), for the check that no part exceeds the whole. `collect_from`
    "towns" makes every town owe a figure too. `events`: id of the measure that counts the events in which these people
    were harmed (deaths -> accidents), for the check that there are no deaths without an accident.
    """

    id: str
    name: str
    uom: str
    nature: Nature
    units: tuple[str, ...] = ()
    combine: Combine = "lead"
    bounds: Bounds = Bounds()
    ratio: Ratio | None = None
    precision: int | None = None
    scope: str = ""
    parts: tuple[str, ...] = ()
    collect_from: Literal["", "towns"] = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    events: str = ""

    @property
    def integer(self) -> bool:
        """True where only whole numbers are possible (起, 人)."""
        return self.nature == "count"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A plan's target on a measure: one row of one official table.

    `rule` names a rule of the core (reduction, growth, period_mean, cumulative, end_level, every_year, maintain) or of
    the plan's plugin. `target` None is 待定. `milestones` (year -> value) stand in place of the linear schedule.
    `responsible_text` is as printed; who really answers is the measure's units.
    """

    id: str
    table: str
    no: int
    name: str
    measure: str
    rule: str
    target: Target | None
    target_text: str
    uom: str
    attribute: Attribute = "unmarked"
    responsible_text: str = ""
    clause: str = ""
    aliases: tuple[str, ...] = ()
    milestones: Mapping[int, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    target_scope: Literal["local", "superior"] = "local"
    zero_base: ZeroBase = "unratable"
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """One official table of indicators ([[tables]]); `owner` is 南通市 or 海安市, `note` is printed under it."""

    id: str
    title: str
    owner: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One thing that can be exported ([[forms]]).

    `kind` is an export format of the core or of a plugin (indicators, projects, project_sheet, tasks, commitments,
    report, contacts, explanations, ...). `alias` is the printed annex number (附件3). `columns`, `rows` and `notes`
    override what the kind would print. `options` holds every other key, for the formats of plugins.
    """

    id: str
    kind: str
    title: str
    alias: str = ""
    table: str = ""
    scope: Scope = "plan"
    columns: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    options: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class RoundTemplate:
    """A round as `evaltui init` proposes it ([[rounds]]); the workspace owns it from then on.

    `forecast` are the years that are forecast; empty in a round that asks 预计能否完成 instead. `cutoffs` and
    `deadlines` are dates by name (annual, monthly, progress; contact, submission). `report_limit`: 字数 by unit kind.
    """

    id: str
    title: str
    actual_through: int
    forecast: tuple[int, ...] = ()
    cutoffs: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    deadlines: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    report_limit: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Chapter:
    """A group of tasks ([[chapters]]): 一、加强重点行业领域监管……"""

    id: str
    no: str
    title: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """One 主要任务 ([[tasks]]): id s1_1, printed no (一), title; `units` is a proposal the office confirms."""

    id: str
    chapter: str
    no: str
    title: str
    clause: str = ""
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Commitment:
    """One 量化目标事项 or deliverable ([[commitments]]).

    `target` and `due_text` are as the plan says them; `due` is the date they mean where they are clear. `hard` False:
    力争, 基本, 逐步. `task` links to a task, `indicator` to an indicator, `same_as` to "plan:commitment".
    """

    id: str
    title: str
    kind: Literal["commitment", "deliverable"] = "commitment"
    task: str = ""
    target: str = ""
    due_text: str = ""
    due: date | None = None
    hard: bool = True
    indicator: str = ""
    project: str = ""
    same_as: str = ""
    clause: str = ""
    units: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """One 重点工程 ([[projects]]); `parts` is 任务细化分解, `same_as` names "plan:project" of another plan."""

    id: str
    no: int
    title: str
    content: str = ""
    parts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    same_as: str = ""
    responsible_text: str = ""
    units: tuple[str, ...] = ()
    clause: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """A crosswalk entry ([[related]]): `indicator` of this plan against `other` ("plan:indicator").

    relation: same (same measure and target), similar (same measure; name or comparator differ), related (another
    measure on the same subject).
    """

    indicator: str
    other: str
    relation: Literal["same", "similar", "related"]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanNote:
    """A contradiction or gap of the official text ([[notes]]), shown and never silently resolved.

    `id` is the inventory's (X-1); `about` are ids of indicators, tasks, projects, forms it concerns; `practice` says
    what the tool does about it.
    """

    id: str
    weight: Literal["high", "medium", "low"]
    text: str
    practice: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingWord:
    """A rating's printed word; `counts_as` is the core rating it is counted under."""

    word: str
    counts_as: Literal["ahead", "on_track", "behind"]


@dataclass(frozen=True, slots=True)
class RatingDefaults:
    """[rating]: the switches a round starts from, and the plan's words if they differ from the three."""

    lag: Lag = "either"
    mean_early: MeanEarly = "never"
    words: Mapping[str, RatingWord] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Plan:
    """A whole plan as its folder states it. `folder` is where it came from, `digest` the sha256 of plan.toml."""

    id: str
    version: str
    title: str
    period: Period
    api: int = API
    short: str = ""
    document: str = ""
    report_units: tuple[str, ...] = ()
    rating: RatingDefaults = RatingDefaults()
    rounds: tuple[RoundTemplate, ...] = ()
    tables: tuple[IndicatorTable, ...] = ()
    forms: tuple[Form, ...] = ()
    measures: tuple[Measure, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    tasks: tuple[Task, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    projects: tuple[Project, ...] = ()
    related: tuple[Related, ...] = ()
    notes: tuple[PlanNote, ...] = ()
    folder: str = ""
    digest: str = ""

    @cached_property
    def measure_by_id(self) -> Mapping[str, Measure]:
        """Measures by id."""
        return MappingProxyType({item.id: item for item in self.measures})

    @cached_property
    def indicator_by_id(self) -> Mapping[str, Indicator]:
        """Indicators by id."""
        return MappingProxyType({item.id: item for item in self.indicators})

    @cached_property
    def table_by_id(self) -> Mapping[str, IndicatorTable]:
        """Tables by id."""
        return MappingProxyType({item.id: item for item in self.tables})

    def rows(self, table: str) -> tuple[Indicator, ...]:
        """The indicators of one table, in printed order."""
        return tuple(sorted((i for i in self.indicators if i.table == table), key=lambda i: i.no))
