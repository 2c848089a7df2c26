"""A new workspace: the plans' own round, and the bundled roster of units."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaltui.errors import Conflict, UsageProblem, problem
from evaltui.plan.model import Plan, RoundTemplate
from evaltui.store.history import Author
from evaltui.store.record import Leaf, Record
from evaltui.store.record import Path as FieldPath
from evaltui.store.repository import Loaded, Store
from evaltui.workspace.identity import person
from evaltui.workspace.place import Places, bundled, is_workspace
from evaltui.workspace.plans import open_registry


def create_workspace(
    folder: Path,
    plan_ids: Sequence[str],
    places: Places,
    *,
    round_id: str | None = None,
    region: str | None = None,
    dry_run: bool = False,
) -> None:
    """Write workspace.toml into `folder` (made if missing), from the bundled default and the first plan's round.

    `region` replaces the default's region, in the names of its units too. UsageProblem for an unknown plan or round;
    Conflict where the folder holds a workspace or anything else.
    """
    registry = open_registry(places)
    plans = [registry.open(name).plan for name in dict.fromkeys(plan_ids)]
    template = _template(plans, round_id)
    if is_workspace(folder):
        raise Conflict(problem("workspace_exists", folder=folder))
    if folder.exists() and any(folder.iterdir()):
        raise Conflict(problem("folder_not_empty", folder=folder))
    default = Store(bundled("data")).workspace().record
    changes = {
        path: leaf for path, leaf in default.fields.items() if path[0] not in ("round", "plans", "measures", "format")
    }
    own_region = default.text("region")
    if region and region != own_region:
        changes = {path: _renamed(leaf, own_region, region) for path, leaf in changes.items()}
        changes.pop(("superior",), None)
        changes["region",] = region
    changes.update(_round(template, [plan.id for plan in plans]))
    for plan in plans:
        changes["plans", plan.id, "settings", "cell"] = "fall_vs_base"
    if dry_run:
        return
    store = Store(folder)
    store.files.make_folder(folder)
    store.save("workspace", Loaded("workspace", Record("workspace")), changes, Author(person(), "office"), kind="init")


def _template(plans: Sequence[Plan], round_id: str | None) -> RoundTemplate:
    first = plans[0]
    if round_id is None:
        if not first.rounds:
            raise UsageProblem(problem("no_such_round", plan=first.id, name="", choices="无"))
        return first.rounds[-1]
    for plan in plans:
        for template in plan.rounds:
            if template.id == round_id:
                return template
    choices = "、".join(dict.fromkeys(template.id for plan in plans for template in plan.rounds))
    raise UsageProblem(problem("no_such_round", plan=first.id, name=round_id, choices=choices))


def _round(template: RoundTemplate, plan_ids: Sequence[str]) -> dict[FieldPath, Leaf]:
    fields: dict[FieldPath, Leaf] = {
        ("round", "id"): template.id,
        ("round", "title"): template.title,
        ("round", "plans"): tuple(plan_ids),
        ("round", "actual_through"): template.actual_through,
        ("round", "deadline_inclusive"): True,
    }
    if template.forecast:
        fields["round", "forecast"] = tuple(template.forecast)
    for group in ("cutoffs", "deadlines", "report_limit"):
        for name, value in getattr(template, group).items():
            fields["round", group, name] = value
    return fields


def _renamed(leaf: Leaf, old: str, new: str) -> Leaf:
    """`leaf` with the region's name replaced, with and without its last character (海安市, 海安)."""
    if isinstance(leaf, str):
        return leaf.replace(old, new).replace(old[:-1], new[:-1])
    if isinstance(leaf, tuple):
        return tuple(str(_renamed(item, old, new)) if isinstance(item, str) else item for item in leaf)
    return leaf
