"""The store as the rest of the program sees it: load, save, submit, look back. One object per workspace and session."""

from __future__ import annotations

import difflib
import os
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path as FilePath
from types import MappingProxyType

import evaltui
from evaltui.catalogue.words import FIELD_TYPE, FLOW_ACTION, UNFIT_VALUE
from evaltui.errors import Conflict, DamagedData, EvaltuiError, OutputFailed, Problem, UsageProblem, problem
from evaltui.plan.model import Plan
from evaltui.store import batch, codec, history, ondisk, submission
from evaltui.store.files import AppendUncertain, Files, OsLayer
from evaltui.store.folder import in_words
from evaltui.store.formats import ACCESS, CITY, WORKSPACE, in_envelope, table_of
from evaltui.store.history import Author, HistoryLine, ListedFile
from evaltui.store.keys import ID, fits
from evaltui.store.leaves import UnfitValue, normal
from evaltui.store.merge import FieldConflict, Merged, contradiction, merge
from evaltui.store.ondisk import Note, OnDisk
from evaltui.store.record import Changes, Leaf, Path, Record, dotted
from evaltui.store.settings import Settings
from evaltui.store.settings_file import settings_of
from evaltui.store.submission import Snapshot, Submission
from evaltui.store.verify import verify
from evaltui.store.workflow import Details, act
from evaltui.text import clean, clean_line

Guard = Callable[[Record], Sequence[Problem]]
"""Asked under the lock, with the record as it is then; a problem refuses the change."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A record as it was read. `seq`: number of its last history line. `read_only`: why is among the problems."""

    owner: str
    record: Record
    seq: int = 0
    sha: str = ""
    problems: tuple[Problem, ...] = ()
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did. `loaded`: the record now. `merged`: fields that others changed since the base was loaded.

    `conflicts`: changes of mine that were not written, because somebody else changed the same field; they are in the
    history. `durability_confirmed` False: saved, but the disk did not confirm the new name. `event`: for undo.
    """

    loaded: Loaded
    merged: tuple[Path, ...] = ()
    conflicts: tuple[FieldConflict, ...] = ()
    durability_confirmed: bool = True
    event: str = ""
    written: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """One file's part of a batch."""

    owner: str
    base: Loaded
    changes: Changes


class Store:
    """The data folder of one workspace. `now` is the only clock; `person` is shown to those who wait for a lock."""

    def __init__(
        self,
        root: FilePath,
        os_layer: OsLayer | None = None,
        *,
        now: Callable[[], datetime] | None = None,
        person: str = "",
    ) -> None:
        self.files = Files(root, os_layer)
        self.now = now or (lambda: datetime.now().astimezone().replace(microsecond=0))
        self.person = person
        self._recovered = False

    @property
    def root(self) -> FilePath:
        """The data folder."""
        return self.files.root

    def settings(self) -> tuple[Settings, tuple[Problem, ...]]:
        """workspace.toml. DamagedData with every problem where it does not say what a workspace needs."""
        loaded = self.workspace()
        settings, problems = settings_of(loaded.record)
        if settings is None:
            raise DamagedData(*loaded.problems, *problems)
        return settings, (*loaded.problems, *problems)

    def workspace(self) -> Loaded:
        """workspace.toml as a record."""
        return self._load(WORKSPACE)

    def city(self) -> Loaded:
        """The office's record."""
        return self._load(CITY)

    def unit(self, unit: str) -> Loaded:
        """One unit's record; empty where nothing was filled in yet. A damaged file hurts this unit alone."""
        return self._load(_checked_id(unit))

    def units(self) -> tuple[str, ...]:
        """Ids of the units that have a file."""
        return tuple(name.removesuffix(".toml") for name in self.files.names("units") if name.endswith(".toml"))

    def grants(self) -> Mapping[str, Mapping[str, Leaf]]:
        """access.toml: grant id -> person, role, unit, plan, until, revoked. DamagedData where it cannot be trusted."""
        loaded = self._load(ACCESS)
        if loaded.read_only:
            raise DamagedData(*loaded.problems)
        record = loaded.record
        return MappingProxyType(
            {
                grant: MappingProxyType({rest[0]: leaf for rest, leaf in record.below("grants", grant)})
                for grant in record.keys_below("grants")
            }
        )

    def history(self, owner: str) -> tuple[HistoryLine, ...]:
        """Every line of the owner's history that can be read, oldest first."""
        return history.read_all(self.files, _checked_id(owner))[0]

    def as_it_was(self, owner: str, moment: datetime) -> Record:
        """The record at a past moment, replayed from the history."""
        return history.replay(owner, self.history(owner), moment)

    def recover(self) -> tuple[Problem, ...]:
        """Sweep what dead sessions left and finish interrupted batches. Once per store, by itself; quiet on a read-only disk."""
        self._recovered = True
        notices: list[Problem] = []
        with suppress(OSError, EvaltuiError):
            self.files.sweep(("", "units", "drafts", *(f"submitted/{unit}" for unit in self.files.names("submitted"))))
        for journal in batch.unfinished(self.files):
            with suppress(OSError, AppendUncertain, Conflict):
                notices += batch.finish(self.files, journal, self._who(), self._stamp)
        return tuple(notices)

    def save(
        self,
        owner: str,
        base: Loaded,
        changes: Changes,
        author: Author,
        *,
        kind: str = "edit",
        event: str | None = None,
        reason: str = "",
        origin: Mapping[str, object] | None = None,
        files: tuple[ListedFile, ...] = (),
        guard: Guard | None = None,
    ) -> Saved:
        """Write `changes` durably, merged with what others did since `base`.

        OutputFailed: nothing was saved, or nobody knows (its sentence says which). Conflict: `guard` refused, or the
        lock was not to be had. DamagedData: the file is read-only. UsageProblem: a field or value that does not exist.
        """
        self._once()
        wanted = _checked(owner, base.record, changes)
        note = self._note(kind, event or self.new_event(), author, reason, origin, files)
        with self.opened(owner) as found:
            if guard is not None:
                _refuse(guard(found.record))
            return self.write(found, base, merge(base.record, found.record, wanted), note)

    def submit(
        self,
        unit: str,
        plan: Plan,
        items: Sequence[str],
        base: Loaded,
        tables: Mapping[str, object],
        author: Author,
        *,
        received: date | None = None,
        by: str = "系统",
        note: str = "",
        details: Details | None = None,
        guard: Guard | None = None,
    ) -> Saved:
        """Hand in `items` of one plan: the snapshot `tables` (see submission.contents) is written, then the review fields.

        Conflict where the record is no longer what `base` says (the snapshot would be of something else), or where no
        item can be submitted. `details` adds digests, reviewer_step and proxy.
        """
        self._once()
        given = details or Details()
        with self.opened(unit) as found:
            if found.record.fields != base.record.fields:
                raise Conflict(problem("store_meanwhile", owner=ondisk.data_file(unit)))
            if guard is not None:
                _refuse(guard(found.record))
            number = submission.next_number(self.files, found.record, plan.id)
            event = self._note("submit", self.new_event(), author, note, None, ())
            flow = act(found.record, plan, items, "submit", replace(given, number=number, when=event.when))
            if not flow.moved:
                raise Conflict(
                    *(flow.refused.values() or (problem("flow_nothing_to_do", action=FLOW_ACTION["submit"]),))
                )
            envelope = {
                "when": event.when, "person": event.author.person, "role": author.role, "received": received or event.when.date(),
                "by": clean_line(by), "items": flow.moved, "version": evaltui.__version__,
            }  # fmt: skip  # the envelope at a glance
            data = submission.document(unit, plan.id, number, envelope, tables)
            name, sha = submission.snapshot_file(unit, plan.id, number), codec.sha256(data)
            self.files.create(name, data)
            fields = submission.received_fields(
                plan.id, number, event.when, event.author.person, received or event.when.date(), by, sha, note
            )
            wanted = _checked(unit, found.record, {**flow.changes, **fields})
            event = replace(event, files=(ListedFile(name, sha),))
            return self.write(found, base, merge(base.record, found.record, wanted), event)

    def submissions(self, unit: str, plan: str | None = None) -> tuple[Submission, ...]:
        """The unit's submissions, oldest first; a snapshot that was changed or lost says so in `problem`."""
        return submission.listed(self.files, self.history(unit), unit, plan)

    def snapshot(self, unit: str, plan: str, number: int) -> Snapshot:
        """Read one snapshot. DamagedData where it is missing or unreadable."""
        return submission.read_snapshot(self.files, _checked_id(unit), _checked_id(plan), number)

    def verify(self) -> tuple[Problem, ...]:
        """Hold every file against its history and every snapshot against its sha256. Nothing is written."""
        return verify(self.files)

    def save_all(
        self,
        edits: Sequence[Edit],
        author: Author,
        *,
        kind: str = "edit",
        event: str | None = None,
        reason: str = "",
        origin: Mapping[str, object] | None = None,
    ) -> Mapping[str, Saved]:
        """Write several files as one event, all or nothing. Conflict, and nothing written, where others changed a field."""
        self._once()
        note = self._note(kind, event or self.new_event(), author, reason, origin, ())
        wanted = {edit.owner: _checked(edit.owner, edit.base.record, edit.changes) for edit in edits}
        with ExitStack() as locks:
            found = {owner: locks.enter_context(self.opened(owner)) for owner in sorted(wanted)}
            merged = {
                edit.owner: merge(edit.base.record, found[edit.owner].record, wanted[edit.owner]) for edit in edits
            }
            fought = [problem("store_batch_conflict", key=dotted(item.path), path=item.path)
                      for part in merged.values() for item in part.conflicts]  # fmt: skip
            if fought:
                raise Conflict(*fought)
            parts = [batch.Part(found[owner], part.changes) for owner, part in merged.items() if part.changes]
            for part in parts:
                _no_contradiction(part.found.record.edited(part.changes))
            with _in_words("drafts"):
                batch.write_journal(self.files, parts, note)
            try:
                done = {
                    edit.owner: self.write(found[edit.owner], edit.base, merged[edit.owner], note) for edit in edits
                }
            except (OSError, AppendUncertain, OutputFailed) as error:
                why = in_words(error)[0] if isinstance(error, OSError) else "保存结果待确认"
                raise OutputFailed(problem("store_batch_unfinished", why=why)) from error
            with suppress(OSError):
                self.files.remove(batch.journal_file(note.event))
            return MappingProxyType(done)

    @contextmanager
    def opened(self, owner: str) -> Iterator[OnDisk]:
        """The owner's file under its lock, settled, with a first history line, ready to be written."""
        with _in_words(owner), self.files.lock(_checked_id(owner), self._who()):
            found = ondisk.settle(self.files, owner, self._stamp)
            if not found.usable:
                raise DamagedData(problem("store_read_only", owner=ondisk.data_file(owner)), *found.notices)
            if found.state == "unrecorded":
                found = ondisk.record_baseline(self.files, found, self._stamp("external"))
            yield found

    def write(self, found: OnDisk, base: Loaded, merged: Merged, note: Note) -> Saved:
        """Write merged changes to an opened file; what lost a conflict goes into its history."""
        conflicts = merged.conflicts
        if conflicts:
            conflicts = self._with_names(found.owner, conflicts)
            lost = tuple(history.Change(item.path, item.theirs, item.mine) for item in conflicts)
            found = ondisk.record_refused(self.files, found, lost, note)
        confirmed = True
        if merged.changes:
            _no_contradiction(found.record.edited(merged.changes))
            found, confirmed = ondisk.write(self.files, found, merged.changes, note)
        return Saved(_loaded(found), merged.arrived, conflicts, confirmed, note.event, tuple(merged.changes))

    def new_event(self) -> str:
        """A fresh event id: sortable by time, unique."""
        return f"{self.now():%Y%m%d%H%M%S}-{secrets.token_hex(4)}"

    def _load(self, owner: str) -> Loaded:
        self._once()
        found = ondisk.look(self.files, owner)
        if found.state in ("pending", "external") or (found.tail.torn and found.state != "broken"):
            with suppress(OSError, AppendUncertain, Conflict), self.files.lock(owner, self._who()):
                found = ondisk.settle(self.files, owner, self._stamp)
        return _loaded(found)

    def _once(self) -> None:
        if not self._recovered or batch.unfinished(self.files):
            self.recover()

    def _who(self) -> str:
        return f"{clean_line(self.person)[:40] or '另一个会话'}（进程{os.getpid()}）"

    def _stamp(self, kind: str) -> Note:
        return Note(kind, self.new_event(), Author("", "program"), self.now(), version=evaltui.__version__)

    def _note(
        self,
        kind: str,
        event: str,
        author: Author,
        reason: str,
        origin: Mapping[str, object] | None,
        files: tuple[ListedFile, ...],
    ) -> Note:
        person = replace(author, person=clean_line(author.person))
        return Note(kind, event, person, self.now(), clean(reason), origin, files, evaltui.__version__)

    def _with_names(self, owner: str, conflicts: Sequence[FieldConflict]) -> tuple[FieldConflict, ...]:
        lines = tuple(history.effective(self.history(owner)))
        named = []
        for conflict in conflicts:
            line = next((line for line in reversed(lines) if any(c.path == conflict.path for c in line.changes)), None)
            if line is not None:
                conflict = replace(conflict, their_person=line.author.person, their_when=line.when)
            named.append(conflict)
        return tuple(named)


def _loaded(found: OnDisk) -> Loaded:
    read_only = found.state in ("broken", "newer", "missing")
    return Loaded(found.owner, found.record, found.seq, found.sha, found.notices, read_only)


@contextmanager
def _in_words(owner: str) -> Iterator[None]:
    try:
        yield
    except (OSError, AppendUncertain) as error:
        raise ondisk.not_saved(owner, error) from error


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise Conflict(*problems)


def _checked_id(owner: str) -> str:
    if not ID.match(owner):
        raise UsageProblem(problem("store_bad_id", found=clean_line(owner)[:80]))
    return owner


def _checked(owner: str, record: Record, changes: Changes) -> dict[Path, Leaf | None]:
    """The changes in normal form. UsageProblem for a field that the format does not have, or a value that does not fit."""
    table = table_of(owner)
    wanted: dict[Path, Leaf | None] = {}
    for path, value in changes.items():
        key = table.find(path)
        foreign = key is None and path not in record.fields
        if foreign or in_envelope(owner, path) or any(clean(part) != part for part in path):
            raise UsageProblem(
                problem("store_unknown_path", key=dotted(path), nearest=_nearest(owner, path), path=path)
            )
        try:
            leaf = None if value is None else normal(value)
        except UnfitValue as error:
            needs = f"可用的内容（{UNFIT_VALUE[error.reason]}）"
            raise UsageProblem(problem("store_bad_value", key=dotted(path), needs=needs, path=path)) from error
        if leaf is not None and key is not None and not fits(key, leaf):
            needs = FIELD_TYPE[key.type] + (f"（{'、'.join(key.choices)}之一）" if key.choices else "")
            raise UsageProblem(problem("store_bad_value", key=dotted(path), needs=needs, path=path))
        wanted[path] = leaf
    return wanted


def _nearest(owner: str, path: Path) -> str:
    known = [key.dotted for key in table_of(owner).keys]
    near = difflib.get_close_matches(dotted(path), known, 2, 0.5)
    return f"最接近的写法：{'、'.join(near)}。" if near else "请核对字段的写法。"


def _no_contradiction(record: Record) -> None:
    path = contradiction(record)
    if path is not None:
        raise UsageProblem(problem("store_unknown_path", key=dotted(path), nearest="它的上一级已有内容。", path=path))
