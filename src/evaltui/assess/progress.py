"""How far everybody is: 填报率 from content, states, problems and deadlines per unit, plan and section; totals.

The clock is never read here: `as_of` is given, so that the state of any day can be computed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from evaltui.assess.duties import Duties
from evaltui.assess.results import Assessment
from evaltui.assess.slots import SECTIONS, Section, Slot, unit_slots
from evaltui.errors import Problem, Severity
from evaltui.plan.model import Plan
from evaltui.store.record import Path, Record
from evaltui.store.settings import Settings

States = Callable[[str, str, str], str]
"""(unit, plan, item key) -> workflow state (a key of catalogue.words.ITEM_STATE)."""

_ITEM_SECTION: Mapping[str, Section] = MappingProxyType(
    {
        "indicator": "indicators",
        "measure": "indicators",
        "task": "tasks",
        "commitment": "commitments",
        "project": "projects",
        "report": "report",
        "contact": "contact",
    }
)


@dataclass(frozen=True, slots=True)
class Progress:
    """Answered and required slots of one part, e.g. one section of one plan of one unit."""

    required: int = 0
    answered: int = 0

    @property
    def complete(self) -> bool:
        """True where nothing is left to answer."""
        return self.answered >= self.required

    @property
    def percent(self) -> int | None:
        """填报率 in whole percent, rounded down so that 100 means complete; None where nothing is owed."""
        return None if self.required == 0 else self.answered * 100 // self.required

    def __add__(self, other: Progress) -> Progress:
        return Progress(self.required + other.required, self.answered + other.answered)


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One section of one plan of one unit. `items` is how many things are owed; `states` counts them by state."""

    plan: str
    section: Section
    progress: Progress
    items: int
    states: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    open: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """One deadline of one unit. days_left: 0 on the last day, below 0 when it has passed.

    `done`: nothing is outstanding any more; `done_on`: since which day, None where that is not recorded.
    """

    name: str
    due: date
    extended: bool
    days_left: int
    done: bool = False
    done_on: date | None = None

    @property
    def late(self) -> bool:
        """True where the day passed before what was due was there."""
        if self.done_on is not None:
            return self.done_on > self.due
        return not self.done and self.days_left < 0

    @property
    def days_late(self) -> int:
        """How many days late it was handed in, or is by now; 0 where it is not late."""
        if not self.late:
            return 0
        return -self.days_left if self.done_on is None else (self.done_on - self.due).days


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """One unit: its sections (only owed ones), problems by severity, and deadlines."""

    unit: str
    sections: tuple[SectionProgress, ...]
    total: Progress
    problems: Mapping[Severity, int]
    deadlines: tuple[Deadline, ...]

    def section(self, plan: str, section: Section) -> SectionProgress | None:
        """One section, None where nothing is owed there."""
        return next((part for part in self.sections if (part.plan, part.section) == (plan, section)), None)

    def items(self, section: Section) -> int:
        """How many things the unit owes in a section, over all plans."""
        return sum(part.items for part in self.sections if part.section == section)

    @property
    def late(self) -> bool:
        """True where any deadline has passed unmet."""
        return any(deadline.late for deadline in self.deadlines)


@dataclass(frozen=True, slots=True)
class Totals:
    """All units together: `units` owe something, `complete` left nothing open, `late` passed a deadline."""

    units: int
    complete: int
    late: int
    total: Progress
    states: Mapping[str, int]
    problems: Mapping[Severity, int]


def unit_progress(
    duties: Duties,
    plans: Sequence[Plan],
    settings: Settings,
    record: Record,
    city: Record,
    as_of: date,
    *,
    assessments: Iterable[Assessment] = (),
    problems: Iterable[Problem] = (),
    states: States | None = None,
    handed_in: Mapping[str, date] | None = None,
) -> UnitProgress:
    """Where one unit stands on the day `as_of`.

    `states` gives each owed item's workflow state; `handed_in`: deadline name -> the day it was met.
    """
    slots = unit_slots(plans, settings, record, duties, assessments)
    sections = tuple(
        _section(duties, plan.id, section, [s for s in slots if s.plan == plan.id and s.section == section], states)
        for plan in plans
        for section in SECTIONS
        if _items(duties, plan.id, section)
    )
    every = {slot.path: slot.answered for slot in slots}
    counts = Counter(item.severity for item in problems)
    contacts = [slot.answered for slot in slots if slot.section == "contact"]
    return UnitProgress(
        unit=duties.unit,
        sections=sections,
        total=Progress(len(every), sum(every.values())),
        problems=MappingProxyType({severity: counts[severity] for severity in Severity}),
        deadlines=deadlines(duties, settings, city, as_of, handed_in or {}, contact_known=all(contacts)),
    )


def progress(
    duties: Mapping[str, Duties],
    plans: Sequence[Plan],
    settings: Settings,
    records: Mapping[str, Record],
    city: Record,
    as_of: date,
    *,
    assessments: Iterable[Assessment] = (),
    problems: Mapping[str, Sequence[Problem]] | None = None,
    states: States | None = None,
    handed_in: Mapping[str, Mapping[str, date]] | None = None,
) -> tuple[UnitProgress, ...]:
    """Every unit's progress, in roster order."""
    by_unit: dict[str | None, list[Assessment]] = {}
    for item in assessments:
        by_unit.setdefault(item.unit, []).append(item)
    return tuple(
        unit_progress(
            owed,
            plans,
            settings,
            records.get(unit, Record(unit)),
            city,
            as_of,
            assessments=by_unit.get(unit, ()),
            problems=(problems or {}).get(unit, ()),
            states=states,
            handed_in=(handed_in or {}).get(unit),
        )
        for unit, owed in duties.items()
    )


def totals(units: Iterable[UnitProgress]) -> Totals:
    """Sums over the units that owe anything."""
    owing = [unit for unit in units if unit.total.required]
    states: Counter[str] = Counter()
    problems: Counter[Severity] = Counter()
    for unit in owing:
        for section in unit.sections:
            states.update(section.states)
        problems.update(unit.problems)
    return Totals(
        units=len(owing),
        complete=sum(unit.total.complete for unit in owing),
        late=sum(unit.late for unit in owing),
        total=sum((unit.total for unit in owing), Progress()),
        states=MappingProxyType(dict(states)),
        problems=MappingProxyType({severity: problems[severity] for severity in Severity}),
    )


def deadlines(
    duties: Duties,
    settings: Settings,
    city: Record,
    as_of: date,
    handed_in: Mapping[str, date],
    *,
    contact_known: bool = False,
) -> tuple[Deadline, ...]:
    """The unit's deadlines by date: the round's, or the extension that the office granted.

    “某日前” includes the day unless the round says otherwise. A contact whose name and number are known is there, and
    not called late for being handed in together with everything else: the office could telephone before.
    """
    found = []
    for name, day in settings.round.deadlines.items():
        if not _concerned(duties, name):
            continue
        granted = city.get("extensions", duties.unit, name, "until")
        extended = isinstance(granted, date) and granted > day
        due = granted if extended and isinstance(granted, date) else day
        if not settings.round.deadline_inclusive:
            due = date.fromordinal(due.toordinal() - 1)
        known = name == "contact" and contact_known
        done_on = None if known else handed_in.get(name)
        found.append(Deadline(name, due, extended, (due - as_of).days, known or done_on is not None, done_on))
    return tuple(sorted(found, key=lambda item: item.due))


def _concerned(duties: Duties, deadline: str) -> bool:
    if deadline == "contact":
        return bool(duties.contact)
    return bool(duties.report or duties.indicators or duties.tasks or duties.commitments or duties.projects)


def _items(duties: Duties, plan: str, section: Section) -> tuple[str, ...]:
    return tuple(item for item in duties.items(plan) if _ITEM_SECTION[item.partition(":")[0]] == section)


def _section(
    duties: Duties, plan: str, section: Section, slots: Sequence[Slot], states: States | None
) -> SectionProgress:
    items = _items(duties, plan, section)
    counted = Counter(states(duties.unit, plan, item) for item in items) if states is not None else Counter[str]()
    return SectionProgress(
        plan=plan,
        section=section,
        progress=Progress(len(slots), sum(slot.answered for slot in slots)),
        items=len(items),
        states=MappingProxyType(dict(counted)),
        open=tuple(slot.path for slot in slots if not slot.answered),
    )
