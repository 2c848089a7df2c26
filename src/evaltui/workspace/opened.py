"""A workspace that was opened: its settings, plans and names, the records as loaded, and who may do what."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from evaltui import access
from evaltui.access import OFFICE, Identity
from evaltui.assess import duties as owed
from evaltui.assess.duties import Duties
from evaltui.catalogue.words import RATING, WHOLE_CITY
from evaltui.errors import DamagedData, PlanRefused, Problem, UsageProblem, problem
from evaltui.plan.model import Indicator, Measure, Plan
from evaltui.plan.registry import LoadedPlan, Registry
from evaltui.store.history import Author
from evaltui.store.record import Figure, Record
from evaltui.store.record import Path as RecordPath
from evaltui.store.repository import Loaded, Store
from evaltui.store.settings import Settings, Unit
from evaltui.workspace.place import Places
from evaltui.workspace.plans import open_registry

if TYPE_CHECKING:
    from evaltui.assess.engine import Memo


class Opened:
    """One region in one round, as far as it can be looked at. What is done with it is `Workspace`.

    Records are kept as loaded: a save merges with what others wrote meanwhile, `refresh` takes it over.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        registry: Registry,
        problems: Sequence[Problem],
        today: date,
        places: Places | None = None,
    ) -> None:
        self.store = store
        self._places = places
        self.settings = settings
        self.registry = registry
        self.today = today
        self.identity: Identity = OFFICE
        self._problems = list(problems)
        self._loaded: dict[str, Loaded] = {}
        self._contributors: dict[str, tuple[str, ...]] = {}
        self._claimed: dict[tuple[str, tuple[RecordPath, ...]], Duties] = {}
        self._memo: Memo = {}

    @classmethod
    def open(
        cls,
        data: Path,
        places: Places,
        *,
        identity: Identity | Callable[[Self], Identity] = OFFICE,
        today: date,
        now: Callable[[], datetime] | None = None,
    ) -> Self:
        """Open the workspace at `data`. DamagedData where workspace.toml cannot be read; Forbidden for a bad identity.

        A plan that is missing or refused does not stop anything: it is among `problems`, its data stay readable.
        """
        store = Store(data, now=now)
        settings, problems = store.settings()
        workspace = cls(store, settings, open_registry(places), problems, today, places)
        workspace.identity = identity if isinstance(identity, Identity) else identity(workspace)
        store.person = workspace.identity.person
        return workspace

    # -- what there is ---------------------------------------------------------------------------------------------

    @cached_property
    def plans(self) -> tuple[LoadedPlan, ...]:
        """The plans of this workspace that can be used: its own list, then those somebody dropped in beside the data.

        A plan that is missing or refused becomes a problem.
        """
        found = []
        for plan_id in dict.fromkeys((*self.settings.plans, *self._dropped_in())):
            if self.identity.plan not in (None, plan_id):
                continue
            try:
                loaded = self.registry.open(plan_id)
                _ = loaded.plan
            except UsageProblem:
                self._problems.append(problem("plan_missing", name=plan_id))
            except PlanRefused as error:
                self._problems += [problem("plan_missing", name=plan_id), *error.problems]
            else:
                found.append(loaded)
        return tuple(found)

    def _dropped_in(self) -> Iterator[str]:
        """Ids of ready plans that lie beside the data or were named by the caller; bundled ones have to be listed."""
        for entry in self.registry.entries:
            if entry.state == "ready" and entry.place_kind in ("option", "env", "workspace"):
                yield entry.id

    @property
    def models(self) -> tuple[Plan, ...]:
        """The plans as data."""
        return tuple(loaded.plan for loaded in self.plans)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the workspace itself: settings, missing plans, plan code that failed, damaged files.

        A session of one unit hears of its own file and the office's only.
        """
        failed = [loaded.code_problem for loaded in self.plans if loaded.code_problem is not None]
        seen = {*self.visible_units(), "city"}
        damaged = [p for owner, item in self._loaded.items() if item.read_only and owner in seen for p in item.problems]
        return tuple(dict.fromkeys((*self._problems, *failed, *damaged)))

    def require_readable(self, owners: Iterable[str]) -> None:
        """DamagedData where the file of one of `owners` cannot be read: nothing official rests on half of the data."""
        broken = [p for owner in owners if (item := self.loaded(owner)).read_only for p in item.problems]
        if broken:
            raise DamagedData(*dict.fromkeys(broken))

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Every measure of the plans by id; the first plan's definition, with which the others agree."""
        return {m.id: m for plan in reversed(self.models) for m in plan.measures}

    def unit_named(self, name: str) -> Unit:
        """The unit of that id, name or alias. UsageProblem with the nearest names; Forbidden outside the own unit."""
        return access.named_unit(self.identity, name, self.settings)

    def plan_named(self, name: str) -> LoadedPlan:
        """The plan of that id. PlanRefused where it is refused, UsageProblem where this workspace has no such plan."""
        for loaded in self.plans:
            if loaded.plan.id == name:
                return loaded
        if name in self.settings.plans:
            return self.registry.open(name)
        ids = [loaded.plan.id for loaded in self.plans]
        if any(entry.id == name for entry in self.registry.entries):
            raise UsageProblem(problem("plan_not_in_workspace", name=name))
        near = difflib.get_close_matches(name, ids, 1)
        raise UsageProblem(problem("no_such_plan", name=name, near=f"是不是“{near[0]}”？" if near else ""))

    def indicator(self, plan: str, indicator: str) -> Indicator:
        """One indicator. KeyError for one that does not exist."""
        return self.plan_named(plan).plan.indicator_by_id[indicator]

    def unit_label(self, unit: str | None) -> str:
        """A unit's short name; None is the whole city."""
        if unit is None:
            return WHOLE_CITY
        found = self.settings.unit_by_id.get(unit)
        return found.label if found else unit

    def plan_label(self, plan: str) -> str:
        """A plan's short title."""
        found = self.plan_named(plan).plan
        return found.short or found.title

    def table_label(self, plan: str, table: str) -> str:
        """Whose table it is (南通市, 海安市), or its title where nobody is named."""
        found = self.plan_named(plan).plan.table_by_id.get(table)
        return (found.owner or found.title) if found else table

    def rating_word(self, plan: str, rating: str) -> str:
        """A rating as printed, in the plan's own words where it has some."""
        own = self.plan_named(plan).plan.rating.words.get(rating)
        return own.word if own else RATING.get(rating, rating)

    def visible_units(self) -> tuple[str, ...]:
        """Ids of the units this identity may see, in roster order."""
        return tuple(unit.id for unit in access.visible_units(self.identity, self.settings))

    # -- records and duties ----------------------------------------------------------------------------------------

    def loaded(self, owner: str) -> Loaded:
        """A record as this session has it, loaded once."""
        found = self._loaded.get(owner)
        if found is None:
            found = self.store.city() if owner == "city" else self.store.unit(owner)
            self._loaded[owner] = found
        return found

    def remember(self, loaded: Loaded) -> None:
        """Take over a record as it is after a save."""
        self._loaded[loaded.owner] = loaded
        if loaded.owner == "city":
            self._forget_assignments()

    def refresh(self) -> None:
        """Forget what was loaded, so that other sessions' changes are seen, and look for plans again.

        plan.toml files are read anew; Python that was imported stays as it is until the next start.
        """
        self._loaded.clear()
        self._forget_assignments()
        if self._places is None:
            return
        found = open_registry(self._places)
        if _listing(found) != _listing(self.registry):
            self.registry = found
            self.__dict__.pop("plans", None)
            self.__dict__.pop("measures", None)
            self._memo.clear()

    def _forget_assignments(self) -> None:
        self._contributors.clear()
        self._claimed.clear()
        self.__dict__.pop("_duties", None)

    def record(self, unit: str) -> Record:
        """What a unit filled in."""
        self.require("view", unit)
        return self.loaded(unit).record

    def record_problems(self, unit: str) -> tuple[Problem, ...]:
        """What is wrong with a unit's file: unreadable, changed by hand, in a newer format."""
        self.require("view", unit)
        return self.loaded(unit).problems

    def city(self) -> Record:
        """The office's record."""
        return self.loaded("city").record

    def records(self) -> Mapping[str, Record]:
        """Every unit's record, for what is computed over all of them; what leaves this class is checked again."""
        return {unit.id: self.loaded(unit.id).record for unit in self.settings.units}

    @cached_property
    def _duties(self) -> Mapping[str, Duties]:
        return owed.duties(self.models, self.settings, self.city())

    def duties(self, unit: str) -> Duties:
        """What a unit owes, with what it claimed of what nobody was given."""
        found = self._duties.get(unit)
        if found is None:
            return Duties(unit)
        record = self.loaded(unit).record
        claims = owed.claims(record)
        if not claims:
            return found
        if (unit, claims) not in self._claimed:
            everything = owed.duties(self.models, self.settings, self.city(), {unit: record})
            self._claimed[unit, claims] = everything[unit]
        return self._claimed[unit, claims]

    def contributors(self, measure: str) -> tuple[str, ...]:
        """Ids of the units that answer for a measure, lead first."""
        found = self._contributors.get(measure)
        if found is None:
            found = owed.contributors(measure, self.models, self.settings, self.city())
            self._contributors[measure] = found
        return found

    def others(self, unit: str, measure: str, slot: Literal["values", "forecast"], year: int) -> Mapping[str, Figure]:
        """The other contributors' figures of one joint row, which each contributor may see."""
        seen = access.visible_contributions(self.identity, self.contributors(measure))
        found = {}
        for other in seen:
            if other != unit:
                record = self.loaded(other).record
                found[other] = record.figure(measure, year) if slot == "values" else record.forecast(measure, year)
        return found

    # -- who may ----------------------------------------------------------------------------------------------------

    def require(self, action: access.Action, unit: str | None = None, plan: str | None = None) -> None:
        """Raise Forbidden unless this identity may do `action`."""
        found = self.settings.unit_by_id.get(unit or "")
        step = found is not None and found.reviewer_step
        access.require(self.identity, action, unit, plan=plan, reviewer_step=step, office=self.settings.office)

    @property
    def author(self) -> Author:
        """Who the history says did it."""
        return Author(self.identity.person, self.identity.role, self.identity.unit or "")


def _listing(registry: Registry) -> list[tuple[str, Path, str, str]]:
    """What decides whether a registry has to be taken anew: which plans, where, in what state, saying what."""
    return [
        (entry.id, entry.folder, entry.state.replace("code_failed", "ready"), entry.plan.digest if entry.plan else "")
        for entry in registry.entries
    ]
