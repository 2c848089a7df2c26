"""The way of a unit's work to the office and back: submit, withdraw, return, approve, and what that locks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from evaltui.assess.results import Assessment
from evaltui.catalogue.words import FLOW_ACTION, FLOW_DONE
from evaltui.errors import Conflict, NotReady, Problem, Severity, UsageProblem, problem
from evaltui.plan.isolate import code_digest
from evaltui.plan.load import has_code
from evaltui.plan.model import Plan
from evaltui.store import workflow
from evaltui.store.record import Changes, Record
from evaltui.store.submission import contents
from evaltui.store.workflow import Details, Flow

if TYPE_CHECKING:
    from evaltui.workspace.session import Workspace


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action did: the items it moved, those it left and why, and the sentence that says so."""

    sentence: str
    moved: tuple[str, ...] = ()
    refused: Mapping[str, Problem] = field(default_factory=lambda: MappingProxyType({}))
    number: int = 0
    dry_run: bool = False

    def as_json(self) -> dict[str, object]:
        """The outcome for scripts."""
        return {
            "sentence": self.sentence,
            "moved": list(self.moved),
            "refused": {item: found.code for item, found in self.refused.items()},
            "submission": self.number or None,
            "dry_run": self.dry_run,
        }


def lock_problems(workspace: Workspace, unit: str, record: Record, changes: Changes) -> tuple[Problem, ...]:
    """Why the unit may not make these changes now; asked again under the lock of the save."""
    return workflow.locked(record, changes, workspace.models, closed=workflow.is_closed(workspace.city()))


def locked(workspace: Workspace, unit: str) -> Mapping[str, Problem]:
    """Measures of the unit that can't be typed on now, with the reason: handed in and not returned, or a closed round."""
    workspace.require("view", unit)
    record, closed = workspace.loaded(unit).record, workflow.is_closed(workspace.city())
    paths: dict[tuple[str, ...], None] = {("measures", measure): None for measure in workspace.duties(unit).measures}
    found = workflow.locked(record, paths, workspace.models, closed=closed)
    return {item.path[1]: item for item in found}


def state(workspace: Workspace, unit: str, plan: str, item: str) -> str:
    """The workflow state of one item, a key of catalogue.words.ITEM_STATE."""
    closed = workflow.is_closed(workspace.city())
    return workflow.state_of(workspace.loaded(unit).record, workspace.plan_named(plan).plan, item, closed=closed)


def handed_in(workspace: Workspace, unit: str) -> Mapping[str, date]:
    """Deadline name -> the day it was met: contact where every contact is in, submission where nothing is outstanding."""
    record = workspace.loaded(unit).record
    found: dict[str, date] = {}
    for name, wanted in (("contact", {"contact"}), ("submission", None)):
        days = [
            _handed(record, plan, item)
            for plan in workspace.models
            for item in workspace.duties(unit).items(plan.id)
            if (item in wanted if wanted else item != "contact")
        ]
        known = [day for day in days if day is not None]
        if days and len(known) == len(days):
            found[name] = max(known)
    return found


def _handed(record: Record, plan: Plan, item: str) -> date | None:
    if workflow.state_of(record, plan, item) not in workflow.LIVE:
        return None
    number = record.get("plans", plan.id, "review", "submitted", item)
    received = record.get("plans", plan.id, "review", "submissions", str(number), "received")
    return received if isinstance(received, date) else None


def submit(workspace: Workspace, unit: str, plan_id: str, *, dry_run: bool) -> Outcome:
    """Hand in everything of the plan that is not handed in yet. NotReady where something must be fixed first."""
    workspace.require("submit", unit, plan_id)
    loaded = workspace.plan_named(plan_id)
    plan = loaded.plan
    items = workspace.duties(unit).items(plan.id)
    if not items:
        raise UsageProblem(problem("nothing_to_submit", unit=workspace.unit_label(unit), plan=plan.title))
    assessments = tuple(item for item in workspace.rate(unit) if item.plan == plan.id)
    blocking = [item for item in workspace.check(unit) if _blocks(item, plan, workspace)]
    record = workspace.loaded(unit)
    details = _details(workspace, unit, plan)
    flow = workflow.act(record.record, plan, items, "submit", details, closed=workflow.is_closed(workspace.city()))
    if blocking:
        raise NotReady(problem("open_problems", count=len(blocking), unit=unit))
    if not flow.moved:
        raise Conflict(*dict.fromkeys(flow.refused.values()))
    if dry_run:
        return _outcome(workspace, unit, "submit", flow, dry_run=True)
    tables = contents(
        plan,
        workspace.settings,
        unit,
        workspace.records(),
        workspace.city(),
        workspace.contributors,
        {item.indicator: _rating(item) for item in assessments},
        code_sha=code_digest(Path(plan.folder)) if has_code(Path(plan.folder)) else "",
    )
    saved = workspace.store.submit(unit, plan, items, record, tables, workspace.author, details=details)
    workspace.remember(saved.loaded)
    number = max(item.number for item in workspace.store.submissions(unit, plan.id))
    return _outcome(workspace, unit, "submit", flow, number=number)


def _blocks(item: Problem, plan: Plan, workspace: Workspace) -> bool:
    """True for a 必改 that concerns this plan: its own fields, or a measure it uses."""
    if item.severity is not Severity.MUST_FIX:
        return False
    if item.path[:1] == ("plans",) and len(item.path) > 1:
        return item.path[1] == plan.id
    if item.path[:1] in (("measures",), ("explanations",)) and len(item.path) > 1:
        return item.path[1] in plan.measure_by_id
    return True


def withdraw(workspace: Workspace, unit: str, plan_id: str, *, dry_run: bool) -> Outcome:
    """Take back everything of the plan that is submitted and not reviewed."""
    return _act(workspace, unit, plan_id, (), "withdraw", lambda plan: _details(workspace, unit, plan), dry_run)


def return_items(
    workspace: Workspace, unit: str, plan_id: str, items: Sequence[str], *, reason: str, dry_run: bool
) -> Outcome:
    """Return the named items (none named: all that are submitted), unlocking what they stand for."""

    def details(plan: Plan) -> Details:
        return _details(workspace, unit, plan, text=reason)

    return _act(workspace, unit, plan_id, items, "return", details, dry_run, reason=reason)


def approve(workspace: Workspace, unit: str, plan_id: str, items: Sequence[str], *, dry_run: bool) -> Outcome:
    """Approve the named items (none named: all that are submitted), each with the hash of what it rests on."""
    return _act(workspace, unit, plan_id, items, "approve", lambda plan: _details(workspace, unit, plan), dry_run)


def _act(
    workspace: Workspace,
    unit: str,
    plan_id: str,
    items: Sequence[str],
    action: workflow.Action,
    details: Callable[[Plan], Details],
    dry_run: bool,
    *,
    reason: str = "",
) -> Outcome:
    if action not in ("withdraw", "return", "approve"):
        raise ValueError(action)
    workspace.require(action, unit, plan_id)
    plan = workspace.plan_named(plan_id).plan
    loaded = workspace.loaded(unit)
    chosen = tuple(items) or tuple(
        item for item in workspace.duties(unit).items(plan.id) if state(workspace, unit, plan.id, item) == "submitted"
    )
    closed = workflow.is_closed(workspace.city())
    flow = workflow.act(loaded.record, plan, chosen, action, details(plan), closed=closed)
    if not flow.moved or (items and flow.refused):
        nothing = problem("nothing_submitted", unit=workspace.unit_label(unit), action=FLOW_ACTION[action])
        raise Conflict(*(dict.fromkeys(flow.refused.values()) or (nothing,)))
    if not dry_run:
        saved = workspace.store.save(unit, loaded, flow.changes, workspace.author, kind=action, reason=reason)
        workspace.remember(saved.loaded)
        if saved.conflicts:
            raise Conflict(problem("flow_changed_meanwhile", unit=workspace.unit_label(unit)))
    return _outcome(workspace, unit, action, flow, dry_run=dry_run)


def _details(workspace: Workspace, unit: str, plan: Plan, text: str = "") -> Details:
    record = workspace.loaded(unit).record
    found = workspace.settings.unit_by_id.get(unit)
    office = workspace.identity.role == "office"
    return Details(
        person=workspace.identity.person,
        when=workspace.store.now(),
        text=text,
        digests={item: workflow.item_digest(record, plan, item) for item in workspace.duties(unit).items(plan.id)},
        proxy=(workspace.identity.person or "office") if office else "",
        reviewer_step=found is not None and found.reviewer_step and not office,
    )


def _rating(item: Assessment) -> Mapping[str, object]:
    """What a snapshot keeps of one judgement."""
    return {
        "computed": item.computed,
        "effective": item.effective,
        "source": item.source,
        "declared": item.declared,
        "declared_reason": item.declared_reason or None,
        "decided": item.decided,
        "decided_reason": item.decided_reason or None,
        "on_schedule": item.on_schedule,
        "meets_target": item.meets_target,
        "early": item.early,
        "explanation_owed": item.explanation_owed,
        "aggregate_actual": item.aggregate_actual,
        "aggregate_all": item.aggregate_all,
        "derivation": item.derivation,
        "inputs": item.inputs,
    }


def _outcome(
    workspace: Workspace, unit: str, action: workflow.Action, flow: Flow, *, number: int = 0, dry_run: bool = False
) -> Outcome:
    said = FLOW_DONE[action].format(unit=workspace.unit_label(unit), count=len(flow.moved), number=number)
    return Outcome(said, flow.moved, flow.refused, number, dry_run)
