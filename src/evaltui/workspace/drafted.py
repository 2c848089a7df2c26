"""Which parts of a report are still as the program drafted them: kept by the program itself with every save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaltui.store.record import Changes, Leaf, Path

if TYPE_CHECKING:
    from evaltui.workspace.session import Workspace

DRAFTED_PARTS = frozenset({"indicators"})
"""The parts that are drafted from figures."""


def with_drafted(workspace: Workspace, unit: str, changes: Changes) -> Changes:
    """`changes` with plans.PLAN.report.drafted as it follows from the texts."""
    asked = dict(changes)
    written = [path for path in asked if path[2:3] == ("report",) and path[3:] in {(part,) for part in DRAFTED_PARTS}]
    record = workspace.loaded(unit).record
    for path in written:
        where = ("plans", path[1], "report", "drafted")
        stored = asked.get(where, record.fields.get(where))
        before = tuple(str(item) for item in stored) if isinstance(stored, tuple) else ()
        rest = tuple(item for item in before if item != path[-1])
        after = (*rest, path[-1]) if _is_drafted(workspace, unit, path, asked[path]) else rest
        if after != before:
            asked[where] = after or None
    return asked


def _is_drafted(workspace: Workspace, unit: str, path: Path, leaf: Leaf | None) -> bool:
    """True where every line of a text is a drafted sentence, word for word."""
    lines = {line.strip() for line in str(leaf or "").split("\n")} - {""}
    plan = next((plan for plan in workspace.models if plan.id == path[1]), None)
    if not lines or plan is None:
        return False
    from evaltui.assess.drafting import draft_sentences, draft_text

    rated, label = workspace.rate(unit), workspace.unit_label(unit)
    record = workspace.loaded(unit).record
    drafts = draft_sentences(plan, label, rated, record, workspace.settings)
    whole = draft_text(plan, label, rated, record, workspace.settings)
    return lines <= {draft.text for draft in drafts} | set(whole.split("\n"))
