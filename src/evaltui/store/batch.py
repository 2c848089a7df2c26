"""One operation over several files: all or nothing, by a journal that is finished on the next open.

The journal (drafts/batch-<event>.json) is the commit point: before it nothing is written, after it everything will be.
"""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from evaltui.errors import Problem, problem
from evaltui.store import history, ondisk
from evaltui.store.files import AppendUncertain, Files
from evaltui.store.formats import FORMAT
from evaltui.store.history import HistoryLine
from evaltui.store.ondisk import Note, OnDisk
from evaltui.store.record import Changes

_PREFIX: Final = "batch-"


@dataclass(frozen=True, slots=True)
class Part:
    """What a batch does to one file: its state under the lock, and the changes."""

    found: OnDisk
    changes: Changes


def journal_file(event: str) -> str:
    """The journal of a batch, relative to the data folder."""
    return f"drafts/{_PREFIX}{event}.json"


def write_journal(files: Files, parts: Sequence[Part], note: Note) -> None:
    """Write down what the batch will do. OSError: nothing has happened; AppendUncertain: nobody knows."""
    lines = []
    for part in parts:
        changes = tuple(
            history.Change(path, part.found.record.fields.get(path), leaf)
            for path, leaf in sorted(part.changes.items())
        )
        line = HistoryLine(
            part.found.seq + 1, note.event, note.kind, note.author, note.when, changes, part.found.sha, "",
            reason=note.reason, origin=note.origin, files=note.files, version=note.version,
        )  # fmt: skip  # one line of history
        lines.append({"owner": part.found.owner, "line": json.loads(history.encode(line))})
    body = {"format": FORMAT, "event": note.event, "lines": lines}
    if not files.write(journal_file(note.event), json.dumps(body, ensure_ascii=False).encode()):
        unsure = OSError(errno.EIO, "the journal's name is not on the disk")
        try:
            files.remove(journal_file(note.event))
        except OSError as error:
            raise AppendUncertain from error
        raise unsure


def unfinished(files: Files) -> tuple[str, ...]:
    """The journals that wait to be finished."""
    return tuple(
        f"drafts/{name}" for name in files.names("drafts") if name.startswith(_PREFIX) and name.endswith(".json")
    )


def finish(files: Files, journal: str, who: str, stamp: Callable[[str], Note]) -> tuple[Problem, ...]:
    """Write what an interrupted batch left unwritten, then remove its journal. Raises OSError, Conflict (locks)."""
    planned = _read(files, journal)
    if planned is None:
        return (problem("store_bad_toml", journal),)
    with ExitStack() as locks:
        for owner in sorted(planned):
            locks.enter_context(files.lock(owner, who))
        if files.read(journal) is None:
            return ()
        waiting = [owner for owner, line in planned.items() if not _finish_one(files, owner, line, stamp)]
        if waiting:
            return (problem("store_batch_waits", "、".join(ondisk.data_file(owner) for owner in waiting)),)
        files.remove(journal)
    return (problem("store_rolled_forward", "、".join(ondisk.data_file(owner) for owner in planned)),)


def _finish_one(files: Files, owner: str, line: HistoryLine, stamp: Callable[[str], Note]) -> bool:
    """True where the file now has this batch's change; False where it cannot be written."""
    found = ondisk.settle(files, owner, stamp)
    lines, _ = history.read_all(files, owner)
    if any(done.event == line.event for done in history.effective(lines)):
        return True
    if not found.usable:
        return False
    note = Note(line.kind, line.event, line.author, line.when, line.reason, line.origin, line.files, line.version)
    if found.state == "unrecorded":
        found = ondisk.record_baseline(files, found, stamp("external"))
    ondisk.write(files, found, MappingProxyType({change.path: change.new for change in line.changes}), note)
    return True


def _read(files: Files, journal: str) -> Mapping[str, HistoryLine] | None:
    data = files.read(journal)
    if data is None:
        return {}
    try:
        body = json.loads(data)
        return {
            str(item["owner"]): history.decode(json.dumps(item["line"], ensure_ascii=False).encode())
            for item in body["lines"]
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
