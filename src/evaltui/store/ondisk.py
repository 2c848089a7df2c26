"""One file and its history on the disk: reading both, settling what a crash or an editor left, writing one change.

The file and the last line of its history say in which of these states the two are:

    fresh      neither exists
    recorded   the file is what the last line left
    unrecorded a file without history (shipped with the program, or copied in)
    pending    the last line is written, the file still what it was before: the save was interrupted
    external   the file was changed by something else
    missing    a history without its file
    broken     the file or its history cannot be read
    newer      the file is in a format that this program does not know
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from evaltui.errors import DamagedData, OutputFailed, Problem, problem
from evaltui.store import codec, history
from evaltui.store.codec import Head, Parsed
from evaltui.store.files import AppendUncertain, Files, Staged
from evaltui.store.folder import in_words
from evaltui.store.formats import record_kind
from evaltui.store.history import Author, HistoryLine, ListedFile, Tail
from evaltui.store.leaves import same
from evaltui.store.record import Changes, Record

State = Literal["fresh", "recorded", "unrecorded", "pending", "external", "missing", "broken", "newer"]
EDITOR: Final = Author("", "external")
"""The author of a change made outside the program."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file as found. `sha` is the content sha that the next change starts from; `notices` are for people."""

    owner: str
    state: State
    record: Record
    sha: str
    tail: Tail
    notices: tuple[Problem, ...] = ()

    @property
    def usable(self) -> bool:
        """True where a change may be written."""
        return self.state in ("fresh", "recorded", "unrecorded")

    @property
    def seq(self) -> int:
        """Number of the last history line, 0 where there is none."""
        return self.tail.last.seq if self.tail.last is not None else 0


@dataclass(frozen=True, slots=True)
class Note:
    """What a history line says beside the changes themselves."""

    kind: str
    event: str
    author: Author
    when: datetime
    reason: str = ""
    origin: Mapping[str, object] | None = None
    files: tuple[ListedFile, ...] = ()
    version: str = ""


def data_file(owner: str) -> str:
    """The file of `owner`, relative to the data folder."""
    return f"units/{owner}.toml" if record_kind(owner) == "unit" else f"{owner}.toml"


def look(files: Files, owner: str) -> OnDisk:
    """Read file and history and say how they stand; nothing is written, nothing is raised for damaged data."""
    name = data_file(owner)
    try:
        data = files.read(name)
        tail = history.read_tail(files, owner)
    except DamagedData as error:
        return OnDisk(owner, "broken", Record(owner), "", Tail(None, 0, False), error.problems)
    torn = (problem("store_torn", history.history_file(owner)),) if tail.torn else ()
    if tail.problem is not None:
        parsed = codec.read(data, owner, name) if data is not None else Parsed(Record(owner))
        return OnDisk(owner, "broken", parsed.record, parsed.sha, tail, (*parsed.problems, tail.problem))
    if data is None:
        return _without_file(owner, name, tail, torn)
    parsed = codec.read(data, owner, name)
    notices = (*parsed.problems, *torn)
    if parsed.broken or parsed.newer:
        return OnDisk(owner, "broken" if parsed.broken else "newer", parsed.record, parsed.sha, tail, notices)
    state, sha = _compare(parsed, tail.last)
    return OnDisk(owner, state, parsed.record, sha, tail, notices)


def _without_file(owner: str, name: str, tail: Tail, torn: tuple[Problem, ...]) -> OnDisk:
    if tail.last is None or tail.last.after_sha == "":
        return OnDisk(owner, "fresh", Record(owner), "", tail, torn)
    if tail.last.before_sha == "" and tail.last.kind != "external":
        return OnDisk(owner, "pending", Record(owner), "", tail, torn)
    return OnDisk(owner, "missing", Record(owner), "", tail, (*torn, problem("store_missing", name)))


def _compare(parsed: Parsed, last: HistoryLine | None) -> tuple[State, str]:
    if last is None:
        return "unrecorded", parsed.sha
    if parsed.sha == last.after_sha:
        return "recorded", last.after_sha
    written = codec.content_sha(codec.render(parsed.record))
    if written == last.after_sha:
        return "recorded", last.after_sha
    return ("pending" if last.before_sha in (parsed.sha, written) else "external"), written


def settle(files: Files, owner: str, stamp: Callable[[str], Note]) -> OnDisk:
    """Bring file and history together again; to be called under the owner's lock. Raises OSError where it cannot write.

    `stamp(kind)` makes the note of a line that settling itself has to write.
    """
    found = look(files, owner)
    notices = found.notices
    if found.tail.torn and found.state != "broken":
        files.truncate(history.history_file(owner), found.tail.size)
        found = look(files, owner)
    if found.state == "pending":
        found, notice = _roll_forward(files, found, stamp)
        return replace(found, notices=(*notices, notice))
    if found.state == "external":
        changed = _take_over(files, found, stamp)
        return replace(changed, notices=(*notices, *changed.notices))
    return replace(found, notices=notices)


def _roll_forward(files: Files, found: OnDisk, stamp: Callable[[str], Note]) -> tuple[OnDisk, Problem]:
    line = found.tail.last
    assert line is not None  # a pending state has a last line
    record = found.record.edited({change.path: change.new for change in line.changes})
    data = codec.render(record, Head(line.seq, line.sha))
    notice = problem("store_rolled_forward", data_file(found.owner))
    if codec.content_sha(data) != line.after_sha:
        _append(files, found, (), replace(stamp("abort"), event=line.event), found.sha)
    else:
        files.write(data_file(found.owner), data)
    return look(files, found.owner), notice


def _take_over(files: Files, found: OnDisk, stamp: Callable[[str], Note]) -> OnDisk:
    lines, problems = history.read_all(files, found.owner)
    if problems:
        return replace(found, state="broken", notices=problems)
    changes = history.difference(history.replay(found.owner, lines), found.record)
    note = replace(stamp("external"), author=EDITOR)
    line = _append(files, found, changes, note, found.sha, before=lines[-1].after_sha)
    notices = (problem("store_external", data_file(found.owner), count=len(changes)),) if changes else ()
    return replace(found, state="recorded", tail=replace(found.tail, last=line), notices=notices)


def record_baseline(files: Files, found: OnDisk, note: Note) -> OnDisk:
    """Give a file that has no history its first line, so that the next change has something to stand on."""
    sha = codec.content_sha(codec.render(found.record))
    changes = history.difference(Record(found.owner), found.record)
    line = _append(files, found, changes, replace(note, author=EDITOR, kind="external"), sha, before="")
    return replace(found, state="recorded", sha=sha, tail=replace(found.tail, last=line))


def record_refused(files: Files, found: OnDisk, changes: tuple[history.Change, ...], note: Note) -> OnDisk:
    """Keep values that lost a conflict: a line that changes nothing."""
    line = _append(files, found, changes, replace(note, kind="conflict"), found.sha)
    return replace(found, tail=replace(found.tail, last=line))


def write(files: Files, found: OnDisk, changes: Changes, note: Note) -> tuple[OnDisk, bool]:
    """Write `changes` by the protocol of a save; to be called under the lock, on a usable state.

    Gives the new state and whether the disk confirmed it. Raises OSError or OutputFailed where nothing was saved.
    """
    record = found.record.edited(changes)
    blank = codec.render(record, Head())
    line = _line(found, _changed(found.record, changes), note, codec.content_sha(blank))
    raw = history.encode(line)
    line = replace(line, sha=codec.sha256(raw[:-1]))
    data = codec.with_head(blank, Head(line.seq, line.sha))
    _check(data, record, changes)
    staged = files.stage(data_file(found.owner), data)
    try:
        files.append(history.history_file(found.owner), raw)
    except BaseException:
        staged.discard()
        raise
    after = replace(found, state="recorded", record=record, sha=line.after_sha, tail=replace(found.tail, last=line))
    return after, _commit(files, staged, found, line, note)


def _commit(files: Files, staged: Staged, found: OnDisk, line: HistoryLine, note: Note) -> bool:
    try:
        return staged.commit()
    except OSError as error:
        before = replace(found, tail=replace(found.tail, last=line))
        try:
            _append(files, before, (), replace(note, kind="abort", files=(), reason="", origin=None), found.sha)
        except OSError as second:
            raise AppendUncertain from second
        raise error


def _check(data: bytes, record: Record, changes: Changes) -> None:
    """Read back what is about to be written: a mistake of the writer must not reach the disk."""
    back = codec.read(data, record.owner, data_file(record.owner))
    whole = not back.broken and back.record.fields == record.fields
    if not whole or not all(same(back.record.fields.get(path), leaf) for path, leaf in changes.items()):
        raise OutputFailed(
            problem("store_not_saved", record.owner, why="写出前的核对没有通过", advice="请报告这个问题。")
        )


def _changed(record: Record, changes: Changes) -> tuple[history.Change, ...]:
    return tuple(history.Change(path, record.fields.get(path), leaf) for path, leaf in sorted(changes.items()))


def _line(
    found: OnDisk, changes: tuple[history.Change, ...], note: Note, after: str, before: str | None = None
) -> HistoryLine:
    last = found.tail.last
    return HistoryLine(
        seq=found.seq + 1,
        event=note.event,
        kind=note.kind,
        author=note.author,
        when=note.when,
        changes=changes,
        before_sha=found.sha if before is None else before,
        after_sha=after,
        prev=last.sha if last is not None else "",
        reason=note.reason,
        origin=note.origin,
        files=note.files,
        version=note.version,
    )


def _append(
    files: Files,
    found: OnDisk,
    changes: tuple[history.Change, ...],
    note: Note,
    after: str,
    before: str | None = None,
) -> HistoryLine:
    line = _line(found, changes, note, after, before)
    raw = history.encode(line)
    files.append(history.history_file(found.owner), raw)
    return replace(line, sha=codec.sha256(raw[:-1]))


def not_saved(owner: str, error: OSError | AppendUncertain) -> OutputFailed:
    """The sentence for a save that failed, or of which nobody knows whether it did."""
    if isinstance(error, AppendUncertain):
        cause = error.__cause__
        why = in_words(cause)[0] if isinstance(cause, OSError) else ""
        return OutputFailed(problem("store_unconfirmed", data_file(owner), why=why))
    why, advice = in_words(error)
    return OutputFailed(problem("store_not_saved", data_file(owner), why=why, advice=advice))
