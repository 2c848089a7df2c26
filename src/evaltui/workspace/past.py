"""What a person can take back: her own edits on a unit since it was last handed in, returned or approved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from evaltui.store.history import HistoryLine, effective

if TYPE_CHECKING:
    from evaltui.workspace.session import Workspace

BOUNDARY: Final = frozenset({"submit", "return", "approve"})
"""Kinds of events before which nothing is taken back any more."""
TAKEN_BACK: Final = frozenset({"edit", "paste", "undo"})


def own_edits(workspace: Workspace, unit: str) -> tuple[HistoryLine, ...]:
    """The lines of this identity's own edits, pastes and undos since the boundary, oldest first."""
    workspace.require("history", unit)
    author = workspace.author
    found: list[HistoryLine] = []
    for line in effective(workspace.store.history(unit)):
        if line.kind in BOUNDARY:
            found.clear()
        elif line.kind in TAKEN_BACK and line.author == author and line.changes:
            found.append(line)
    return tuple(found)
