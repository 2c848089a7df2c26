"""Drafts of one session: text being typed goes to the disk before it is saved, and what dead sessions left is offered.

The session holds its sign of presence while it has drafts, so that nobody is offered what is still being typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaltui.store.drafts import Draft, Drafts
from evaltui.store.presence import Presence
from evaltui.store.record import Leaf, Path

if TYPE_CHECKING:
    from evaltui.workspace.session import Workspace


class Drafting:
    """What `workspace` keeps of unsaved text, unit by unit."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._presence: Presence | None = None
        self._drafts: dict[str, Drafts] = {}

    def keep(self, unit: str, path: Path, text: str, base: Leaf | None) -> None:
        """Put what is being typed into one field on the disk; `base` stood there when the typing began.

        OutputFailed where that does not work.
        """
        self._workspace.require("edit", unit)
        self._of(unit).keep(path, text, base, self._workspace.store.now())

    def drop(self, unit: str, path: Path) -> None:
        """Forget what was being typed into one field: it was saved, or given up."""
        if unit in self._drafts:
            self._drafts[unit].drop(path)

    def offered(self, unit: str) -> tuple[Draft, ...]:
        """What dead sessions left in a unit, oldest first; the office is offered its own only."""
        identity = self._workspace.identity
        self._workspace.require("view", unit)
        found = self._of(unit).offered()
        return found if identity.unit == unit else tuple(item for item in found if item.person == identity.person)

    def discard(self, draft: Draft) -> None:
        """Remove a draft that was offered. OutputFailed where that does not work."""
        self._workspace.require("edit", draft.unit)
        self._of(draft.unit).discard(draft)

    def _of(self, unit: str) -> Drafts:
        if self._presence is None:
            workspace = self._workspace
            who = workspace.identity
            self._presence = Presence(workspace.store.files, who.person, who.role, workspace.store.now())
        found = self._drafts.get(unit)
        if found is None:
            self._presence.enter(unit)
            found = Drafts(self._workspace.store.files, unit, self._presence.session, self._workspace.identity.person)
            self._drafts[unit] = found
        return found
