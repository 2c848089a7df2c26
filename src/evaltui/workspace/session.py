"""A workspace as both faces use it: opened under one identity, every action checked, every change durable."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from evaltui.assess.results import Assessment
from evaltui.errors import Problem
from evaltui.plan.registry import LoadedPlan
from evaltui.store.record import Changes, Record
from evaltui.workspace.opened import Opened

if TYPE_CHECKING:
    from evaltui.assess.consolidation import Difference
    from evaltui.assess.progress import UnitProgress
    from evaltui.exchange.request import Edition
    from evaltui.store.history import HistoryLine
    from evaltui.workspace import edit as editing
    from evaltui.workspace import joint, review, trail, transfer, trial
    from evaltui.workspace.drafting import Drafting

ALL = "all"
"""`rate(unit=ALL)`: every unit this identity may see, and the city."""


class Workspace(Opened):
    """What is done with a workspace. Every method checks the identity first and raises only `EvaltuiError`s.

    What a method needs beyond the records is imported in it: most runs of the command call one of them.
    """

    # -- filling in ------------------------------------------------------------------------------------------------

    def enter(self, unit: str, measure: str, year: int, slot: str, reading: str, text: str) -> editing.Entered:
        """Take what was typed into one year of one measure and save it; a question is saved as its text."""
        from evaltui.workspace import edit as editing

        return editing.enter(self, unit, measure, year, slot, reading, text)

    def enter_block(self, unit: str, items: Sequence[editing.Given], name: str = "") -> tuple[editing.Entered, ...]:
        """Take a block of typed texts and save it as one change; what came of each, in order."""
        from evaltui.workspace import edit as editing

        return editing.enter_block(self, unit, items, name)

    def edit(self, unit: str, changes: Changes, reason: str = "", *, kind: str = "edit") -> editing.Entered:
        """Save leaves as they are. `kind`: edit, paste or undo, as the history calls it."""
        from evaltui.workspace import edit as editing

        return editing.save(self, unit, changes, reason=reason, kind=kind)

    def locked(self, unit: str) -> Mapping[str, Problem]:
        """Measures of the unit that can't be typed on now, each with the reason."""
        from evaltui.workspace import review

        return review.locked(self, unit)

    def contributions(self, unit: str, measure: str) -> tuple[joint.Contribution, ...]:
        """What the other contributors answered on a joint row, the lead first."""
        from evaltui.workspace import joint

        return joint.contributions(self, unit, measure)

    def agreement(self, unit: str, measure: str, chosen: Collection[joint.Slot]) -> joint.Agreement:
        """What it takes to take the lead's figures of a joint row over; nothing is saved."""
        from evaltui.workspace import joint

        return joint.agreement(self, unit, measure, chosen)

    @cached_property
    def drafting(self) -> Drafting:
        """Text that is being typed, kept beside the data until it is saved."""
        from evaltui.workspace.drafting import Drafting

        return Drafting(self)

    def assign(
        self, unit: str, pairs: Sequence[tuple[str, str]], *, reason: str = "", dry_run: bool = False
    ) -> editing.Assigned:
        """Save values typed as PATH=VALUE, all or none."""
        from evaltui.workspace import edit as editing

        return editing.assign(self, unit, pairs, reason=reason, dry_run=dry_run)

    # -- judging ---------------------------------------------------------------------------------------------------

    def rate(self, unit: str | None = ALL, plan: str | None = None) -> tuple[Assessment, ...]:
        """Judge one unit, the city (None), or everything this identity may see (ALL)."""
        if unit is None:
            self.require("view_city")
            return self._rate((), plan=plan)
        if unit == ALL:
            units = self.visible_units()
            return self._rate(units, plan=plan, with_city=not self.identity.scoped)
        self.require("view", unit)
        return self._rate((unit,), plan=plan, with_city=False)

    def preview(self, unit: str, changes: Changes) -> tuple[Assessment, ...]:
        """Judge one unit as if `changes` had been made; nothing is saved."""
        self.require("view", unit)
        edited = self.loaded(unit).record.edited(changes)
        return self._rate((unit,), with_city=False, instead={unit: edited})

    def try_out(self, unit: str, measure: str, year: int, slot: str, reading: str, text: str) -> trial.Trial:
        """Judge one unit as if this had been typed; nothing is saved."""
        from evaltui.workspace import trial

        return trial.try_out(self, unit, measure, year, slot, reading, text)

    def _rate(
        self,
        units: Sequence[str],
        *,
        plan: str | None = None,
        with_city: bool = True,
        instead: Mapping[str, Record] | None = None,
    ) -> tuple[Assessment, ...]:
        from evaltui.assess.engine import rate

        chosen = self.plans if plan is None else (self.plan_named(plan),)
        return rate(
            chosen,
            self.settings,
            {**self.records(), **(instead or {})},
            self.city(),
            contributors=self.contributors,
            units=units,
            with_city=with_city,
            memo=self._memo,
        )

    def differences(self) -> tuple[Difference, ...]:
        """Every joint figure that contributors answered differently."""
        from evaltui.assess.consolidation import differences

        return differences(self.models, self.settings, self.records(), self.city(), self.contributors)

    def check(self, unit: str) -> tuple[Problem, ...]:
        """Every problem of one unit, gravest first, each with the path of its field."""
        from evaltui.assess.checks import check_unit

        self.require("view", unit)
        mine = self.duties(unit)
        joint = [item for item in self.differences() if item.measure in mine.measures]
        assessments = self.rate(unit)
        found = check_unit(
            unit,
            self.models,
            self.settings,
            self.record(unit),
            self.city(),
            assessments,
            mine,
            differences=joint,
        )
        own = [item for loaded in self.plans for item in self._own_checks(loaded, unit, assessments)]
        return (*self.loaded(unit).problems, *found, *own)

    def _own_checks(self, loaded: LoadedPlan, unit: str, assessments: Sequence[Assessment]) -> Iterator[Problem]:
        """What the checks of one plan's plugin say of a unit."""
        facts = {
            "unit": unit,
            "plan": loaded.plan,
            "record": self.record(unit),
            "settings": self.settings,
            "assessments": tuple(item for item in assessments if item.plan == loaded.plan.id),
        }
        for check in loaded.checks():
            yield from check.run(facts)

    def progress(self, unit: str | None = None) -> tuple[UnitProgress, ...]:
        """How far every visible unit is, or one of them."""
        from evaltui.assess.progress import progress
        from evaltui.workspace import review

        units = self.visible_units() if unit is None else (unit,)
        for name in units:
            self.require("view", name)
        assessments = self._rate(units, with_city=False)
        return progress(
            {name: self.duties(name) for name in units},
            self.models,
            self.settings,
            self.records(),
            self.city(),
            self.today,
            assessments=assessments,
            problems={name: self.check(name) for name in units},
            states=lambda name, plan, item: review.state(self, name, plan, item),
            handed_in={name: review.handed_in(self, name) for name in units},
        )

    # -- handing in, exporting, looking back -----------------------------------------------------------------------

    def submit(self, unit: str, plan: str, *, dry_run: bool = False) -> review.Outcome:
        """Hand in a unit's part of a plan; an immutable snapshot is kept."""
        from evaltui.workspace import review

        return review.submit(self, unit, plan, dry_run=dry_run)

    def withdraw(self, unit: str, plan: str, *, dry_run: bool = False) -> review.Outcome:
        """Take back what nobody has reviewed yet."""
        from evaltui.workspace import review

        return review.withdraw(self, unit, plan, dry_run=dry_run)

    def return_items(
        self, unit: str, plan: str, items: Sequence[str] = (), *, reason: str, dry_run: bool = False
    ) -> review.Outcome:
        """Return items with a reason; all submitted ones where none is named."""
        from evaltui.workspace import review

        return review.return_items(self, unit, plan, items, reason=reason, dry_run=dry_run)

    def approve(self, unit: str, plan: str, items: Sequence[str] = (), *, dry_run: bool = False) -> review.Outcome:
        """Approve items; all submitted ones where none is named."""
        from evaltui.workspace import review

        return review.approve(self, unit, plan, items, dry_run=dry_run)

    def export(
        self,
        form: str,
        *,
        plan: str | None = None,
        unit: str | None = None,
        edition: Edition = "review",
        suffix: str | None = None,
    ) -> transfer.Artefact:
        """One form as the bytes of a file."""
        from evaltui.workspace import transfer

        return transfer.export(self, form, plan=plan, unit=unit, edition=edition, suffix=suffix)

    def export_everything(self) -> tuple[transfer.Artefact, ...]:
        """Every form of the city that can be made, in the review edition."""
        from evaltui.workspace import transfer

        return transfer.everything(self)

    def write_output(self, target: Path, content: bytes, *, force: bool = False) -> None:
        """Write an exported file durably. OutputFailed where it exists (without force) or cannot be written."""
        from evaltui.workspace import transfer

        transfer.write(target, content, force=force)

    def log(self, unit: str | None = None, cell: str | None = None) -> tuple[trail.Entry, ...]:
        """Who changed what, newest last."""
        from evaltui.workspace import trail

        return trail.log(self, unit, cell)

    def own_edits(self, unit: str) -> tuple[HistoryLine, ...]:
        """What this person can take back: her own edits since the unit was last handed in, returned or approved."""
        from evaltui.workspace import past

        return past.own_edits(self, unit)

    def verify(self) -> tuple[Problem, ...]:
        """Whether files, history and snapshots fit together."""
        self.require("verify")
        from evaltui.workspace import trail

        return trail.verify(self)

    def verify_code(self, code: str) -> tuple[str, ...]:
        """What a printed 数据校验码 belongs to, in sentences. UsageProblem where it fits nothing."""
        self.require("verify")
        from evaltui.workspace import transfer

        return transfer.verify_code(self, code)
