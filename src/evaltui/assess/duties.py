"""Who owes what: each unit's measures, indicators, tasks, projects, reports and contacts, from plans and settings.

A unit owes figures if it answers for a measure, whether or not 附件8 lists it for the plan's report (X-20). What the
office assigned in city.toml takes the place of the plan's proposal, thing by thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from evaltui.plan.model import Measure, Plan
from evaltui.store.record import Leaf, Path, Record
from evaltui.store.settings import Settings
from evaltui.store.units import split_units

Ref = tuple[str, str]
"""(plan id, id within the plan)."""

Kind = Literal["tasks", "commitments", "projects"]
KINDS: tuple[Kind, ...] = ("tasks", "commitments", "projects")
ITEM_WORD: Mapping[Kind, str] = MappingProxyType({"tasks": "task", "commitments": "commitment", "projects": "project"})
NO_CITY = Record("city")


@dataclass(frozen=True, slots=True)
class Duties:
    """What one unit owes. All in plan order; a measure that two plans use stands once.

    `leads`: the measures it answers for first, so that their explanations are its own. `report`, `contact`: plan ids.
    """

    unit: str
    measures: tuple[str, ...] = ()
    leads: frozenset[str] = frozenset()
    indicators: tuple[Ref, ...] = ()
    tasks: tuple[Ref, ...] = ()
    commitments: tuple[Ref, ...] = ()
    projects: tuple[Ref, ...] = ()
    report: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()

    def of(self, kind: Kind, plan: str) -> tuple[str, ...]:
        """Ids of the tasks, commitments or projects of one plan."""
        refs: tuple[Ref, ...] = getattr(self, kind)
        return tuple(item for owner, item in refs if owner == plan)

    def indicators_of(self, plan: str) -> tuple[str, ...]:
        """Ids of the indicators of one plan."""
        return tuple(item for owner, item in self.indicators if owner == plan)

    def items(self, plan: str) -> tuple[str, ...]:
        """Workflow item keys of one plan, in the order of the screens."""
        keys = [f"indicator:{item}" for item in self.indicators_of(plan)]
        for kind in KINDS:
            keys += [f"{ITEM_WORD[kind]}:{item}" for item in self.of(kind, plan)]
        keys += ["report"] * (plan in self.report) + ["contact"] * (plan in self.contact)
        return tuple(keys)


def unit_ids(names: Iterable[str], settings: Settings) -> tuple[str, ...]:
    """The units that printed names stand for, in order and once each; names nobody bears are left out."""
    found: dict[str, None] = {}
    for name in names:
        if name in settings.unit_by_id:
            found[name] = None
            continue
        units, _, _ = split_units(name, settings)
        for unit in units:
            found[unit.id] = None
    return tuple(found)


def towns(settings: Settings) -> tuple[str, ...]:
    """Ids of the towns, in roster order."""
    return tuple(unit.id for unit in settings.units if unit.kind == "town")


def contributors(measure_id: str, plans: Sequence[Plan], settings: Settings, city: Record = NO_CITY) -> tuple[str, ...]:
    """Ids of the units that answer for a measure, lead first.

    The office's settings come before the plan's printed units; figures collected from towns add every town, or those
    that city.toml assigns.
    """
    chosen = settings.measure(measure_id)
    measures = tuple(_definitions(measure_id, plans))
    if chosen.contributors:
        found = [unit for unit in chosen.contributors if unit in settings.unit_by_id]
    else:
        found = list(unit_ids((name for measure in measures for name in measure.units), settings))
    assigned = _names(city.get("assignments", "collected_from", measure_id))
    if assigned is not None:
        found += unit_ids(assigned, settings)
    elif any(measure.collect_from == "towns" for measure in measures):
        found += towns(settings)
    if chosen.lead in settings.unit_by_id:
        found.insert(0, chosen.lead)
    return tuple(dict.fromkeys(found))


def assigned_units(kind: Kind, plan: Plan, item_id: str, settings: Settings, city: Record = NO_CITY) -> tuple[str, ...]:
    """Ids of the units that a task, commitment or project is assigned to: the office's word, else the plan's.

    A commitment without units of its own goes with its task, its project or its indicator's measure.
    """
    said = _names(city.get("assignments", plan.id, kind, item_id))
    if said is not None:
        return unit_ids(said, settings)
    item = next((item for item in getattr(plan, kind) if item.id == item_id), None)
    if item is None:
        return ()
    if item.units:
        return unit_ids(item.units, settings)
    if kind == "projects":
        return unit_ids((item.responsible_text,), settings) if item.responsible_text else ()
    if kind == "commitments":
        if item.task:
            return assigned_units("tasks", plan, item.task, settings, city)
        if item.project:
            return assigned_units("projects", plan, item.project, settings, city)
        if item.indicator in plan.indicator_by_id:
            return contributors(plan.indicator_by_id[item.indicator].measure, (plan,), settings, city)
    return ()


def duties(
    plans: Sequence[Plan],
    settings: Settings,
    city: Record = NO_CITY,
    records: Mapping[str, Record] | None = None,
) -> Mapping[str, Duties]:
    """What every unit of the workspace owes, by unit id, in roster order.

    With `records`, a task, commitment or project that nobody was given counts as the unit's that claimed it.
    """
    answering = {measure_id: contributors(measure_id, plans, settings, city) for measure_id in _measure_ids(plans)}
    indicators: dict[str, list[Ref]] = {unit.id: [] for unit in settings.units}
    lists: dict[Kind, dict[str, list[Ref]]] = {kind: {unit.id: [] for unit in settings.units} for kind in KINDS}
    reports: dict[str, list[str]] = {unit.id: [] for unit in settings.units}
    for plan in plans:
        for indicator in plan.indicators:
            for unit in answering.get(indicator.measure, ()):
                indicators[unit].append((plan.id, indicator.id))
        for kind in KINDS:
            for item in getattr(plan, kind):
                units = assigned_units(kind, plan, item.id, settings, city)
                for unit in units or _claimers(records or {}, settings, (plan.id, kind, item.id)):
                    lists[kind][unit].append((plan.id, item.id))
        for unit in report_units(plan, settings, city):
            reports[unit].append(plan.id)
    contact = {plan.id: _names(city.get("assignments", plan.id, "contact")) for plan in plans}
    return MappingProxyType(
        {
            unit.id: _assemble(plans, unit.id, answering, indicators[unit.id], lists, reports[unit.id], contact)
            for unit in settings.units
        }
    )


def claims(record: Record) -> tuple[Path, ...]:
    """The fields in which a unit says that it answers for something nobody was given."""
    return tuple(path for path, leaf in record.fields.items() if path[-1] == "claimed" and leaf is True)


def report_units(plan: Plan, settings: Settings, city: Record = NO_CITY) -> tuple[str, ...]:
    """Ids of the units that owe a report on a plan: the office's list, else 附件8's departments and every town."""
    said = _names(city.get("assignments", plan.id, "report"))
    if said is not None:
        return unit_ids(said, settings)
    return tuple(dict.fromkeys((*unit_ids(plan.report_units, settings), *towns(settings))))


def _claimers(records: Mapping[str, Record], settings: Settings, item: tuple[str, Kind, str]) -> Iterator[str]:
    for unit in settings.units:
        record = records.get(unit.id)
        if record is not None and record.get("plans", *item, "claimed") is True:
            yield unit.id


def _assemble(
    plans: Sequence[Plan],
    unit: str,
    answering: Mapping[str, tuple[str, ...]],
    indicators: Sequence[Ref],
    lists: Mapping[Kind, Mapping[str, Sequence[Ref]]],
    report: Sequence[str],
    contact: Mapping[str, tuple[str, ...] | None],
) -> Duties:
    owed = {plan for plan, _ in indicators} | {plan for kind in KINDS for plan, _ in lists[kind][unit]} | set(report)
    for plan_id, named in contact.items():
        if named is not None:
            owed = owed | {plan_id} if unit in named else owed - {plan_id}
    return Duties(
        unit=unit,
        measures=tuple(measure for measure, units in answering.items() if unit in units),
        leads=frozenset(measure for measure, units in answering.items() if units[:1] == (unit,)),
        indicators=tuple(indicators),
        tasks=tuple(lists["tasks"][unit]),
        commitments=tuple(lists["commitments"][unit]),
        projects=tuple(lists["projects"][unit]),
        report=tuple(plan.id for plan in plans if plan.id in report),
        contact=tuple(plan.id for plan in plans if plan.id in owed),
    )


def _measure_ids(plans: Sequence[Plan]) -> tuple[str, ...]:
    """Every measure once: in the order in which indicators need them, parts of a ratio right after it, then the rest."""
    order: dict[str, None] = {}
    for plan in plans:
        for indicator in plan.indicators:
            order[indicator.measure] = None
            measure = plan.measure_by_id.get(indicator.measure)
            if measure is not None and measure.ratio is not None:
                order[measure.ratio.num] = None
                order[measure.ratio.den] = None
    for plan in plans:
        order.update(dict.fromkeys(measure.id for measure in plan.measures))
    return tuple(order)


def _definitions(measure_id: str, plans: Sequence[Plan]) -> Iterator[Measure]:
    for plan in plans:
        measure = plan.measure_by_id.get(measure_id)
        if measure is not None:
            yield measure


def _names(leaf: Leaf | None) -> tuple[str, ...] | None:
    if leaf is None:
        return None
    if isinstance(leaf, tuple):
        return tuple(str(name) for name in leaf)
    return (str(leaf),)
