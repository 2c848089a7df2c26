"""Everything a check of one unit may look at, gathered once: plans, settings, its record, duties, judgements, slots."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from evaltui.assess.consolidation import Difference
from evaltui.assess.duties import NO_CITY, Duties
from evaltui.assess.results import Assessment
from evaltui.assess.slots import Slot, figure_at, unit_slots
from evaltui.assess.unit_texts import Text, unit_texts
from evaltui.errors import Problem
from evaltui.plan.model import Indicator, Measure, Plan
from evaltui.store.record import YEAR_TABLES, Figure, Path, Record
from evaltui.store.settings import Settings

Rule = Callable[["UnitFacts"], Iterator[Problem]]
"""A check: from the facts of one unit to the problems it finds."""

YearField = tuple[str, int, Path, Figure]
"""(values | forecast | ytd, year, path, figure)."""


@dataclass(frozen=True)
class UnitFacts:
    """One unit's data with what is needed to judge them. `assessments` are the unit's own."""

    unit: str
    plans: tuple[Plan, ...]
    settings: Settings
    record: Record
    duties: Duties
    city: Record = NO_CITY
    assessments: tuple[Assessment, ...] = ()
    differences: tuple[Difference, ...] = ()

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """What the unit has to answer."""
        return unit_slots(self.plans, self.settings, self.record, self.duties, self.assessments)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every free text the unit wrote, of what it owes."""
        return unit_texts(self.plans, self.record, self.duties)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures the unit answers for, each once."""
        found: dict[str, Measure] = {}
        for plan in self.plans:
            for measure in plan.measures:
                if measure.id in self.duties.measures:
                    found.setdefault(measure.id, measure)
        return tuple(found[measure] for measure in self.duties.measures if measure in found)

    def plan(self, plan_id: str) -> Plan:
        """The plan with an id."""
        return next(plan for plan in self.plans if plan.id == plan_id)

    def plans_of(self, measure: str) -> tuple[Plan, ...]:
        """The plans that name a measure."""
        return tuple(plan for plan in self.plans if measure in plan.measure_by_id)

    def measure(self, measure_id: str) -> Measure:
        """The definition of a measure; KeyError where no plan has it."""
        for plan in self.plans:
            if measure_id in plan.measure_by_id:
                return plan.measure_by_id[measure_id]
        raise KeyError(measure_id)

    def parts(self, measure: str) -> tuple[str, ...]:
        """The measures that a measure contains, as all plans together say."""
        return tuple(
            dict.fromkeys(part for plan in self.plans_of(measure) for part in plan.measure_by_id[measure].parts)
        )

    def indicators(self, measure: str) -> tuple[tuple[Plan, Indicator], ...]:
        """The indicators of all plans that stand directly on a measure."""
        return tuple((plan, item) for plan in self.plans for item in plan.indicators if item.measure == measure)

    def base_year(self, measure: str) -> int | None:
        """The base year of the first plan that names the measure."""
        plans = self.plans_of(measure)
        return plans[0].period.base if plans else None

    @cached_property
    def _figures(self) -> Mapping[str, tuple[YearField, ...]]:
        found: dict[str, list[YearField]] = {}
        for rest, leaf in self.record.below("measures"):
            if len(rest) == 3 and rest[1] in YEAR_TABLES and rest[2].isdigit():
                field = (rest[1], int(rest[2]), ("measures", *rest), Figure.from_leaf(leaf))
                found.setdefault(rest[0], []).append(field)
        return {measure: tuple(fields) for measure, fields in found.items()}

    def figures(self, measure: str) -> tuple[YearField, ...]:
        """Every year field filled in for a measure: values, forecast, ytd."""
        return self._figures.get(measure, ())

    def series(self, measure: str) -> tuple[tuple[int, Figure, Path], ...]:
        """(year, figure, path) of the actual and forecast figures that hold a number, by year; actual before forecast."""
        found = {
            year: (year, figure, path)
            for table, year, path, figure in sorted(self.figures(measure), key=lambda item: item[0] == "values")
            if table != "ytd" and figure.value is not None and not figure.raw
        }
        return tuple(found[year] for year in sorted(found))

    def value(self, measure: str, year: int) -> Figure:
        """The actual figure of a year."""
        return figure_at(self.record, measure, "value", year)

    def round_title(self, label: str) -> str:
        """What a round is called whose figures were reported before: midterm_2023 -> 中期评估."""
        titles = {item.id: item.title for plan in self.plans for item in plan.rounds}
        return titles.get(label, label)

    def place(self, measure: str, year: int | None = None) -> str:
        """A figure as people call it: name and year."""
        name = self.measure(measure).name
        return name if year is None else f"{name}·{year}年"

    def title(self, path: Path) -> str:
        """What the thing at a path of a plan is called: a task's, commitment's, project's title, else the plan's."""
        plan = self.plan(path[1])
        titles = {item.id: item.title for item in plan.tasks}
        titles |= {item.id: item.title for item in plan.commitments}
        titles |= {item.id: item.title for item in plan.projects}
        return titles.get(path[3] if len(path) > 3 else "", plan.short or plan.title)
