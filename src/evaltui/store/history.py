"""The append-only history of one file: its lines, what they add up to, and how one operation is taken back.

Each line carries the sha256 of the line before it and the content shas of the file before and after. A line whose kind
is in `STATELESS` changed nothing: `abort` voids the line before it, `conflict` keeps a value that was not taken.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, cast

from evaltui.errors import Problem, problem
from evaltui.store.codec import sha256
from evaltui.store.folder import Folder
from evaltui.store.leaves import UnfitValue, agree, compact, from_json, same, to_json
from evaltui.store.record import Changes, Leaf, Path, Record

STATELESS: Final = frozenset({"abort", "conflict"})
MAX_HISTORY: Final = 512 * 1024 * 1024
_TAIL: Final = 16 * 1024


@dataclass(frozen=True, slots=True)
class Author:
    """Who did it: person as the grant names them, role, and the unit they act for ("" for the office)."""

    person: str
    role: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One field's old and new leaf; None is "not there"."""

    path: Path
    old: Leaf | None
    new: Leaf | None


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file written together with a change: path beneath the data folder, and its sha256."""

    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line. `sha` is the sha256 of the line itself, which the next line and the file's [head] name."""

    seq: int
    event: str
    kind: str
    author: Author
    when: datetime
    changes: tuple[Change, ...]
    before_sha: str
    after_sha: str
    prev: str = ""
    reason: str = ""
    origin: Mapping[str, object] | None = None
    files: tuple[ListedFile, ...] = ()
    version: str = ""
    sha: str = ""


@dataclass(frozen=True, slots=True)
class Tail:
    """The end of a history file: its last whole line, the length up to there, and whether a torn line follows."""

    last: HistoryLine | None
    size: int
    torn: bool
    problem: Problem | None = None


def history_file(owner: str) -> str:
    """The history of `owner`, relative to the data folder."""
    return f"history/{owner}.jsonl" if owner in ("city", "workspace", "access") else f"history/units/{owner}.jsonl"


def encode(line: HistoryLine) -> bytes:
    """The line as JSON with its line break."""
    return (
        json.dumps(
            {
                "seq": line.seq,
                "event": line.event,
                "kind": line.kind,
                "person": line.author.person,
                "role": line.author.role,
                "unit": line.author.unit,
                "when": line.when.isoformat(),
                "changes": [
                    {"path": list(item.path), "old": to_json(item.old), "new": to_json(item.new)}
                    for item in line.changes
                ],
                **({"reason": line.reason} if line.reason else {}),
                **({"origin": dict(line.origin)} if line.origin else {}),
                **({"files": [{"file": f.file, "sha256": f.sha256} for f in line.files]} if line.files else {}),
                "version": line.version,
                "prev": line.prev,
                "before_sha": line.before_sha,
                "after_sha": line.after_sha,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        + b"\n"
    )


def decode(data: bytes) -> HistoryLine:
    """The line that `encode` wrote. ValueError for anything else."""
    try:
        value = json.loads(data)
        changes = tuple(
            Change(tuple(_text(part) for part in item["path"]), from_json(item["old"]), from_json(item["new"]))
            for item in value["changes"]
        )
        return HistoryLine(
            seq=_whole(value["seq"]),
            event=_text(value["event"]),
            kind=_text(value["kind"]),
            author=Author(_text(value["person"]), _text(value["role"]), _text(value["unit"])),
            when=datetime.fromisoformat(value["when"]),
            changes=changes,
            before_sha=_text(value["before_sha"]),
            after_sha=_text(value["after_sha"]),
            prev=_text(value["prev"]),
            reason=_text(value.get("reason", "")),
            origin=MappingProxyType(dict(value["origin"])) if value.get("origin") else None,
            files=tuple(ListedFile(_text(f["file"]), _text(f["sha256"])) for f in value.get("files", [])),
            version=_text(value.get("version", "")),
            sha=sha256(data.rstrip(b"\n")),
        )
    except (UnfitValue, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ValueError("history line") from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def read_all(folder: Folder, owner: str) -> tuple[tuple[HistoryLine, ...], tuple[Problem, ...]]:
    """Every line up to the first that cannot be read, and the problem with that one."""
    name = history_file(owner)
    lines: list[HistoryLine] = []
    for number, raw in enumerate((folder.read(name, MAX_HISTORY) or b"").splitlines(keepends=True), 1):
        try:
            if not raw.endswith(b"\n"):
                return tuple(lines), (problem("store_torn", name),)
            lines.append(decode(raw))
        except ValueError:
            return tuple(lines), (problem("store_history_unreadable", name, line=number),)
    return tuple(lines), ()


def read_tail(folder: Folder, owner: str) -> Tail:
    """The last line, without reading the rest. A line cut short by a power failure is torn, not a problem."""
    name = history_file(owner)
    wanted = _TAIL
    while True:
        data, whole, total = folder.tail(name, wanted)
        end = data.rfind(b"\n") + 1
        torn = end < len(data)
        start = data.rfind(b"\n", 0, end - 1) + 1 if end else 0
        if b"\0" in data[start:end]:
            torn, end = True, start
            start = data.rfind(b"\n", 0, max(end - 1, 0)) + 1 if end else 0
        if whole or (end and start > 0):
            break
        wanted *= 8
    size = total - (len(data) - end)
    if not end:
        return Tail(None, 0, torn)
    try:
        return Tail(decode(data[start:end]), size, torn)
    except ValueError:
        return Tail(None, size, torn, problem("store_history_unreadable", name, line="最后一"))


def unvoided(lines: Sequence[HistoryLine]) -> Iterator[HistoryLine]:
    """The lines that no abort after them took back."""
    for index, line in enumerate(lines):
        if index + 1 == len(lines) or lines[index + 1].kind != "abort":
            yield line


def effective(lines: Sequence[HistoryLine]) -> Iterator[HistoryLine]:
    """The lines that changed something: neither stateless ones nor those that an abort voided."""
    return (line for line in unvoided(lines) if line.kind not in STATELESS)


def replay(owner: str, lines: Sequence[HistoryLine], until: datetime | None = None) -> Record:
    """The record that the lines add up to, or added up to at the moment `until`."""
    fields: dict[Path, Leaf] = {}
    for line in effective(lines):
        if until is not None and line.when > until:
            break
        for change in line.changes:
            if change.new is None:
                fields.pop(change.path, None)
            else:
                fields[change.path] = change.new
    return Record(owner, MappingProxyType(fields))


def difference(before: Record, after: Record) -> tuple[Change, ...]:
    """What changed from `before` to `after`, field by field, in the order of paths."""
    paths = sorted({*before.fields, *after.fields})
    found = (Change(path, before.fields.get(path), after.fields.get(path)) for path in paths)
    return tuple(change for change in found if not same(change.old, change.new))


def inverse(lines: Iterable[HistoryLine], record: Record) -> tuple[Changes, tuple[Change, ...]]:
    """What takes back `lines` (of one event, oldest first), and the changes that somebody has built upon since.

    The latter are left as they are: each names the path, the value the event gave it, and what it is now.
    """
    net: dict[Path, Change] = {}
    for line in lines:
        for change in line.changes:
            first = net.get(change.path, change)
            net[change.path] = replace(change, old=first.old)
    back: dict[Path, Leaf | None] = {}
    blocked = []
    for path, change in net.items():
        now = record.fields.get(path)
        if agree(now, change.new):
            back[path] = change.old
        elif not agree(now, change.old):
            blocked.append(Change(path, change.new, now))
    return MappingProxyType(back), tuple(blocked)


def blame(lines: Sequence[HistoryLine], path: Path) -> tuple[HistoryLine, ...]:
    """The lines that touched a field, oldest first; values that lost a conflict are among them."""
    return tuple(line for line in unvoided(lines) if any(change.path == path for change in line.changes))


def origin_of(file: str, digest: str, cells: Mapping[Path, str]) -> Mapping[str, object]:
    """The `origin` of an import: file name, sha256, and the cell each field came from."""
    return {
        "file": file,
        "sha256": digest,
        "cell": {compact(cast(Any, list(path))): cell for path, cell in cells.items()},
    }
