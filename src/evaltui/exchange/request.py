"""What is asked of a form: one frozen request that every form builder takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, TypeAlias

from evaltui.assess.results import Assessment
from evaltui.catalogue.forms import DEMO, MARKING
from evaltui.errors import Problem, UsageProblem, problem
from evaltui.plan.model import Form, Plan
from evaltui.store.record import Record
from evaltui.store.settings import Settings, Unit

Edition: TypeAlias = Literal["review", "filing", "upward"]


NO_CITY = Record("city")


class OpenPlan(Protocol):
    """All that a form needs of a loaded plan."""

    @property
    def plan(self) -> Plan:
        """The plan as data."""
        ...


@dataclass(frozen=True)
class FormRequest:
    """One form of one unit (None: the city) in one edition.

    `records` are the units' records by unit id, `city` the office's; `assessments` may hold more than the form shows.
    `problems` (of `check`) appear in the review edition only. `plans` are all open plans of the round, for forms of
    scope round. `submission` names the snapshot the data come from, "" where they are current. `with_code` False
    leaves the 数据校验码 out.
    """

    plan: OpenPlan
    form: Form
    unit: Unit | None
    edition: Edition
    settings: Settings
    records: Mapping[str, Record]
    assessments: Sequence[Assessment]
    as_of: date
    city: Record = NO_CITY
    problems: Sequence[Problem] = ()
    plans: Sequence[OpenPlan] = ()
    submission: str = ""
    with_code: bool = True

    def __post_init__(self) -> None:
        if self.edition == "upward" and self.unit is not None:
            raise UsageProblem(problem("upward_is_the_citys", unit=self.unit.label))

    @property
    def owner(self) -> str:
        """The unit id, or "city"."""
        return "city" if self.unit is None else self.unit.id

    @property
    def record(self) -> Record:
        """The record whose people sign the form."""
        return self.city if self.unit is None else self.records.get(self.unit.id, Record(self.unit.id))

    @property
    def open_plans(self) -> tuple[Plan, ...]:
        """The plans the form speaks of: all of the round for scope round, else its own."""
        if self.form.scope == "round" and self.plans:
            return tuple(item.plan for item in self.plans)
        return (self.plan.plan,)

    @property
    def annex(self) -> str:
        """The printed annex number: the round's alias, else the plan's, else ""."""
        return self.settings.form_aliases.get(self.form.id, self.form.alias)

    @property
    def marking(self) -> str:
        """What stands opposite the annex number: 内部资料 of a review, 演示数据 of an example workspace."""
        return "\u3000".join(part for part in (DEMO if self.settings.demo else "", MARKING[self.edition]) if part)

    @property
    def title(self) -> str:
        """The printed title: the office's wording, else the plan's."""
        return self.settings.plan(self.plan.plan.id).titles.get(self.form.id, self.form.title)

    def meta(self) -> dict[str, str]:
        """What a form's table says about itself."""
        return {
            "role": "form",
            "sheet": self.annex or self.form.title,
            "annex": self.annex,
            "marking": self.marking,
            "edition": self.edition,
            "form": self.form.id,
            "plan": self.plan.plan.id,
            "unit": self.owner,
            "round": self.settings.round.id,
        }

    def judged(self) -> dict[tuple[str, str], Assessment]:
        """(plan, indicator) -> assessment of this form's unit (or the city)."""
        unit = None if self.unit is None else self.unit.id
        return {(item.plan, item.indicator): item for item in self.assessments if item.unit == unit}
