"""Joint rows: what the other contributors say, and taking over the lead's figures with one stroke."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from evaltui.store.record import Changes, Figure, Leaf, Path

if TYPE_CHECKING:
    from evaltui.workspace.session import Workspace

Slot = tuple[Literal["values", "forecast"], int]
"""A year's actual or its forecast."""


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one other unit answered on a joint row; years without an answer are left out."""

    unit: str
    lead: bool
    figures: Mapping[Slot, Figure]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What agreeing with `lead` writes. `taken`: slots that are taken over; `differing`: slots left as they are because
    the unit answered otherwise and did not choose them. Without a lead ("") there is nothing to agree with."""

    lead: str = ""
    changes: Changes = field(default_factory=lambda: MappingProxyType({}))
    taken: tuple[Slot, ...] = ()
    differing: tuple[Slot, ...] = ()


def contributions(workspace: Workspace, unit: str, measure: str) -> tuple[Contribution, ...]:
    """The other contributors' figures of one row, the lead first; () where the row is not joint."""
    units = workspace.contributors(measure)
    if unit not in units or len(units) < 2:
        return ()
    by_unit: dict[str, dict[Slot, Figure]] = {}
    for slot in slots(workspace, measure):
        for other, figure in workspace.others(unit, measure, *slot).items():
            answers = by_unit.setdefault(other, {})
            if figure.answered or figure.raw:
                answers[slot] = figure
    return tuple(
        Contribution(other, other == units[0], MappingProxyType(by_unit[other])) for other in units if other in by_unit
    )


def slots(workspace: Workspace, measure: str) -> tuple[Slot, ...]:
    """Base year, years and forecasts of the plans that use the measure, in the order of time."""
    asked = workspace.settings.round
    found: set[Slot] = set()
    for plan in workspace.models:
        if measure in plan.measure_by_id:
            found.update(
                ("forecast" if year in asked.forecast else "values", year)
                for year in (plan.period.base, *plan.period.years)
                if year in asked.forecast or year <= asked.actual_through
            )
    return tuple(sorted(found, key=lambda slot: slot[1]))


def agreement(workspace: Workspace, unit: str, measure: str, chosen: Collection[Slot]) -> Agreement:
    """Take the lead's figures over: in `chosen` slots in any case, in the others where the unit said nothing else."""
    units = workspace.contributors(measure)
    if unit not in units or len(units) < 2 or units[0] == unit:
        return Agreement()
    lead = units[0]
    record = workspace.record(unit)
    changes: dict[Path, Leaf | None] = {}
    taken: list[Slot] = []
    differing: list[Slot] = []
    for slot in slots(workspace, measure):
        name, year = slot
        theirs = workspace.others(unit, measure, name, year).get(lead, Figure())
        if not theirs.answered:
            continue
        mine = record.figure(measure, year) if name == "values" else record.forecast(measure, year)
        figure = replace(theirs, note=mine.note, basis=mine.basis or theirs.basis)
        same = (mine.value, mine.reading, mine.state) == (theirs.value, theirs.reading, theirs.state)
        if slot not in chosen and not same and (mine.answered or mine.raw):
            differing.append(slot)
            continue
        taken.append(slot)
        if not same:
            changes["measures", measure, name, str(year)] = figure.to_leaf()
        changes["measures", measure, "agrees", str(year)] = lead
    return Agreement(lead, MappingProxyType(changes), tuple(taken), tuple(differing))
