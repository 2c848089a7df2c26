"""Files out: which forms there are, and one form, edition and file type as bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from evaltui.access import Action
from evaltui.errors import UsageProblem, problem
from evaltui.exchange.request import Edition
from evaltui.plan.contract import ExportFormat
from evaltui.plan.model import Form
from evaltui.plan.registry import LoadedPlan
from evaltui.store import files as store_files
from evaltui.text import fold

if TYPE_CHECKING:
    from evaltui.assess.results import Assessment
    from evaltui.exchange.request import FormRequest
    from evaltui.exchange.tables import Table
    from evaltui.workspace.session import Workspace

ALL_UNITS = "all"
"""What a form of the data asks for: every unit and the city."""
_ANNEX = re.compile(r"annex(\d+(?:之.+)?)\Z")

_ACTIONS: dict[Edition, Action] = {
    "review": "export_review",
    "filing": "export_filing",
    "upward": "export_upward",
}


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file's bytes: `name` as it would be saved, `rows` of its first table, sha256 of the content."""

    name: str
    content: bytes
    rows: int
    binary: bool

    @property
    def sha256(self) -> str:
        """64 hex digits over the content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Wanted:
    """One form of one plan."""

    loaded: LoadedPlan
    form: Form

    @property
    def name(self) -> str:
        """How the form is named unmistakably on the command line."""
        return f"{self.form.id} --plan {self.loaded.plan.id}"


def export(
    workspace: Workspace, form: str, *, plan: str | None, unit: str | None, edition: Edition, suffix: str | None
) -> Artefact:
    """One form as a file. UsageProblem for an unknown or ambiguous form, edition or type; Forbidden by role."""
    wanted = find_form(workspace, form, plan)
    workspace.require(_ACTIONS[edition], unit, wanted.loaded.plan.id)
    workspace.require_readable((unit, "city") if unit is not None else (*workspace.settings.unit_by_id, "city"))
    return _made(workspace, wanted, unit, edition, suffix)


def everything(workspace: Workspace) -> tuple[Artefact, ...]:
    """Every form of the city that the formats at hand can make, in the review edition."""
    workspace.require("export_review")
    made, spanning = [], set()
    for wanted in forms(workspace):
        if wanted.form.kind == "data" or wanted.form.kind not in _kinds(wanted.loaded):
            continue
        if wanted.form.scope == "round":
            if wanted.form.id in spanning:
                continue
            spanning.add(wanted.form.id)
        made.append(_made(workspace, wanted, None, "review", None))
    return tuple(made)


def write(target: Path, content: bytes, *, force: bool) -> None:
    """Write an exported file durably, its folder made where it is missing."""
    store_files.write_output(target, content, force=force)


def forms(workspace: Workspace) -> Iterator[Wanted]:
    """Every form of the workspace's plans, then the core's own data tables."""
    from evaltui.exchange.data_tables import DATA_FORMS

    for loaded in workspace.plans:
        for form in loaded.plan.forms:
            yield Wanted(loaded, form)
    if workspace.plans:
        for form in DATA_FORMS:
            yield Wanted(workspace.plans[0], form)


def find_form(workspace: Workspace, name: str, plan: str | None) -> Wanted:
    """The form that `name` means: its id or its alias (附件3, annex3). UsageProblem with the choices otherwise."""
    wanted = fold(name)
    annex = _ANNEX.match(wanted)
    alias = fold(f"附件{annex.group(1)}") if annex else wanted
    every = [
        item for item in forms(workspace) if plan is None or item.loaded.plan.id == plan or item.form.kind == "data"
    ]
    found = [item for item in every if name == item.form.id or alias == fold(_alias(workspace, item.form))]
    if len({item.form.id for item in found}) == 1 and found[0].form.scope == "round":
        return found[0]
    if not found:
        names = dict.fromkeys(_alias(workspace, item.form) or item.form.id for item in every)
        raise UsageProblem(problem("no_such_form", name=name, choices="、".join(names)))
    if len(found) > 1:
        raise UsageProblem(problem("ambiguous_form", name=name, choices="；".join(item.name for item in found)))
    return found[0]


def _alias(workspace: Workspace, form: Form) -> str:
    return workspace.settings.form_aliases.get(form.id, form.alias)


def _printed(workspace: Workspace, wanted: Wanted) -> str:
    """What a form's file is called: its annex number, with the plan where two plans have the same; else its title."""
    plan, alias = wanted.loaded.plan, _alias(workspace, wanted.form)
    if not alias:
        return workspace.settings.plan(plan.id).titles.get(wanted.form.id, wanted.form.title)
    plans = {item.loaded.plan.id for item in forms(workspace) if _alias(workspace, item.form) == alias}
    return f"{alias}-{plan.short or plan.title}" if len(plans) > 1 else alias


def _kinds(loaded: LoadedPlan) -> dict[str, ExportFormat]:
    return {item.kind: item for item in loaded.formats()}


def request(workspace: Workspace, wanted: Wanted, unit: str | None, edition: Edition) -> FormRequest:
    """What the builders of a form need, from this workspace."""
    from evaltui.exchange.request import FormRequest

    return FormRequest(
        plan=wanted.loaded,
        form=wanted.form,
        unit=None if unit is None else workspace.settings.unit_by_id[unit],
        edition=edition,
        settings=workspace.settings,
        records=workspace.records() if unit is None else {unit: workspace.record(unit)},
        assessments=_assessments(workspace, wanted, unit),
        as_of=workspace.today,
        city=workspace.city(),
        problems=workspace.check(unit) if unit is not None and edition == "review" else (),
        plans=workspace.plans,
    )


def _assessments(workspace: Workspace, wanted: Wanted, unit: str | None) -> tuple[Assessment, ...]:
    """No more than the form shows: one plan's unless it spans the round, other units' only where it is the data."""
    plan = None if wanted.form.scope == "round" else wanted.loaded.plan.id
    return workspace.rate(ALL_UNITS if unit is None and wanted.form.kind == "data" else unit, plan=plan)


def tables(workspace: Workspace, wanted: Wanted, unit: str | None, edition: Edition) -> tuple[Table, ...] | bytes:
    """A form's tables, or the bytes where a plan's own format writes its file itself."""
    from evaltui.exchange.forms import KINDS, build

    asked = request(workspace, wanted, unit, edition)
    if wanted.form.kind in KINDS and _kinds(wanted.loaded)[wanted.form.kind].build is KINDS[wanted.form.kind]:
        return build(asked)
    own = _kinds(wanted.loaded).get(wanted.form.kind)
    if own is None:
        return build(asked)
    made: tuple[Table, ...] | bytes = own.build(asked)
    return made


def _made(workspace: Workspace, wanted: Wanted, unit: str | None, edition: Edition, suffix: str | None) -> Artefact:
    from evaltui.exchange.write import BINARY, FORMATS, file_name, render, saved_name

    own = _kinds(wanted.loaded).get(wanted.form.kind)
    choices = tuple(suffix.lstrip(".") for suffix in own.suffixes) if own is not None else FORMATS
    suffix = suffix or choices[0]
    if suffix not in choices:
        name = _alias(workspace, wanted.form) or wanted.form.id
        raise UsageProblem(problem("format_not_possible", form=name, format=suffix, choices="、".join(choices)))
    made = tables(workspace, wanted, unit, edition)
    label = "" if unit is None else workspace.unit_label(unit)
    if isinstance(made, bytes):
        return Artefact(
            saved_name(_printed(workspace, wanted), label, workspace.today.isoformat(), suffix), made, 0, True
        )
    content = render(made, suffix, as_of=workspace.today)
    return Artefact(file_name(made, suffix, label), content, len(made[0].rows), suffix in BINARY)


def verify_code(workspace: Workspace, code: str) -> tuple[str, ...]:
    """Which current form a 数据校验码 belongs to, in sentences. UsageProblem where it fits nothing."""
    from evaltui.exchange.verify_code import matches

    found = []
    for wanted in forms(workspace):
        if wanted.form.kind != "indicators":
            continue
        for unit in (None, *workspace.visible_units()):
            try:
                made = tables(workspace, wanted, unit, "filing")
            except UsageProblem:
                continue
            if not isinstance(made, bytes) and matches(code, made[:1]):
                found.append(f"{made[0].title}（{workspace.unit_label(unit)}）：与现有数据一致")
    if not found:
        raise UsageProblem(problem("no_such_code", typed=code))
    return tuple(found)
