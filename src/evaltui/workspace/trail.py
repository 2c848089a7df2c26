"""Looking back: who changed what, and whether files and history still fit together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from evaltui.catalogue.words import HISTORY_KIND, ROLE
from evaltui.errors import Problem
from evaltui.store.history import HistoryLine
from evaltui.store.record import Leaf, Path, dotted
from evaltui.store.repository import Store
from evaltui.store.verify import verify as proof
from evaltui.workspace.edit import leaf_json, locate, shown

if TYPE_CHECKING:
    from evaltui.workspace.session import Workspace


@dataclass(frozen=True, slots=True)
class Entry:
    """One field changed by one event; `path` is empty for an event that changed no field."""

    owner: str
    event: str
    kind: str
    person: str
    role: str
    when: datetime
    path: Path
    old: Leaf | None
    new: Leaf | None
    reason: str

    @property
    def when_text(self) -> str:
        """Local date and time to the second."""
        return f"{self.when:%Y-%m-%d %H:%M:%S}"

    @property
    def what(self) -> str:
        """The field, or the kind of event where no field changed."""
        return dotted(self.path) if self.path else HISTORY_KIND.get(self.kind, self.kind)

    @property
    def who(self) -> str:
        """Person and role."""
        return f"{self.person}（{ROLE.get(self.role, self.role)}）"

    @property
    def old_text(self) -> str:
        """The old value in one line."""
        return shown(self.old) if self.path else ""

    @property
    def new_text(self) -> str:
        """The new value in one line."""
        return shown(self.new) if self.path else self.reason

    def as_json(self) -> dict[str, object]:
        """The entry for scripts."""
        return {
            "owner": self.owner,
            "event": self.event,
            "kind": self.kind,
            "person": self.person,
            "role": self.role,
            "when": self.when.isoformat(),
            "path": dotted(self.path),
            "old": leaf_json(self.old),
            "new": leaf_json(self.new),
            "reason": self.reason,
        }


def log(workspace: Workspace, unit: str | None, cell: str | None) -> tuple[Entry, ...]:
    """Every change of one unit, or of everything this identity may see, oldest first; `cell` chooses one field."""
    owners = [unit] if unit is not None else [*workspace.visible_units()]
    if unit is None and not workspace.identity.scoped:
        owners += ["city", "workspace"]
    for owner in owners:
        workspace.require("history", owner if owner in workspace.settings.unit_by_id else None)
    path = locate(workspace, unit or owners[0], cell)[0] if cell is not None else None
    entries = [entry for owner in owners for line in workspace.store.history(owner) for entry in _entries(owner, line)]
    chosen = [entry for entry in entries if path is None or entry.path == path]
    return tuple(sorted(chosen, key=lambda entry: entry.when))


def _entries(owner: str, line: HistoryLine) -> Iterator[Entry]:
    shared = (owner, line.event, line.kind, line.author.person, line.author.role, line.when)
    for change in line.changes:
        yield Entry(*shared, change.path, change.old, change.new, line.reason)
    if not line.changes:
        yield Entry(*shared, (), None, None, line.reason)


def verify_store(store: Store) -> tuple[Problem, ...]:
    """What does not fit in the data folder of `store`: files against history, lines against each other, snapshots."""
    return proof(store.files)


def verify(workspace: Workspace) -> tuple[Problem, ...]:
    """What does not fit: files against history, lines against each other, snapshots against their sha256."""
    return verify_store(workspace.store)
