"""Does the data fit its history: every chain, every file, every snapshot, every upward edition. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from evaltui.errors import DamagedData, Problem, problem
from evaltui.store import codec, history, ondisk, submission
from evaltui.store.folder import Folder
from evaltui.store.formats import ACCESS, CITY, WORKSPACE
from evaltui.store.history import HistoryLine
from evaltui.store.leaves import same


def verify(folder: Folder) -> tuple[Problem, ...]:
    """Every problem found, by file. () proves: no line was changed, moved or removed, and every file is what its last line left."""
    found: list[Problem] = []
    for owner in owners(folder):
        found += check_owner(folder, owner)
    for unit in folder.names("submitted"):
        found += _snapshots(folder, unit)
    found += _editions(folder)
    return tuple(found)


def owners(folder: Folder) -> tuple[str, ...]:
    """Everybody who has a file or a history."""
    ends = {".toml": folder.names("units"), ".jsonl": folder.names("history/units")}
    units = {name.removesuffix(end) for end, names in ends.items() for name in names if name.endswith(end)}
    top = [name for name in (WORKSPACE, CITY, ACCESS) if _exists(folder, name)]
    return (*top, *sorted(units))


def check_owner(folder: Folder, owner: str) -> tuple[Problem, ...]:
    """One file against its history."""
    name = history.history_file(owner)
    try:
        lines, problems = history.read_all(folder, owner)
        data = folder.read(ondisk.data_file(owner))
    except DamagedData as error:
        return error.problems
    wrong = first_misfit(lines)
    if wrong is not None:
        number, why = wrong
        return (*problems, problem("store_history_broken", name, line=number, why=why))
    if data is None:
        if lines and lines[-1].after_sha:
            return (*problems, problem("store_missing", ondisk.data_file(owner)))
        return problems
    parsed = codec.read(data, owner, ondisk.data_file(owner))
    mended = tuple(item for item in parsed.problems if item.severity == "must_fix")
    return (*problems, *mended, *_file_fits(owner, parsed, lines))


def first_misfit(lines: Sequence[HistoryLine]) -> tuple[int, str] | None:
    """The number of the first line that does not fit those before it, and why."""
    fields: dict[tuple[str, ...], object] = {}
    prev, state = "", ""
    for index, line in enumerate(lines):
        voided = index + 1 < len(lines) and lines[index + 1].kind == "abort"
        if line.seq != index + 1:
            return index + 1, "序号不连续"
        if line.prev != prev:
            return index + 1, "与上一行的校验值不符"
        if line.before_sha != state:
            return index + 1, "与上一次修改后的内容不符"
        prev = line.sha
        if line.kind in history.STATELESS or voided:
            continue
        state = line.after_sha
        for change in line.changes:
            if not same(fields.get(change.path), change.old):  # type: ignore[arg-type]  # leaves of earlier lines
                return index + 1, "记下的原值与前面的记录不符"
            fields[change.path] = change.new
    return None


def _file_fits(owner: str, parsed: codec.Parsed, lines: Sequence[HistoryLine]) -> Iterator[Problem]:
    if not lines or parsed.broken:
        return
    name = ondisk.data_file(owner)
    written = codec.content_sha(codec.render(parsed.record))
    replayed = history.replay(owner, lines)
    if lines[-1].after_sha not in (parsed.sha, written) or history.difference(replayed, parsed.record):
        yield problem("store_file_differs", name)
        return
    head = parsed.head
    at = lines[head.seq - 1] if 0 < head.seq <= len(lines) else None
    later = lines[head.seq :] if at is not None else ()
    stray = any(line.kind not in (*history.STATELESS, "external") for line in history.unvoided(later))
    if head.seq and (at is None or at.sha != head.sha or stray):
        yield problem("store_head_differs", name, seq=head.seq)


def _snapshots(folder: Folder, unit: str) -> Iterator[Problem]:
    lines, _ = history.read_all(folder, unit)
    known = submission.listed(folder, lines, unit)
    yield from (item.problem for item in known if item.problem is not None)
    names = {item.file for item in known}
    for name in folder.names(f"submitted/{unit}"):
        if f"submitted/{unit}/{name}" not in names:
            yield problem("store_snapshot_unlisted", f"submitted/{unit}/{name}")


def _editions(folder: Folder) -> Iterator[Problem]:
    for number in folder.names("sent"):
        manifest = f"sent/{number}/manifest.toml"
        try:
            data = folder.read(manifest)
            tree, problems = codec.read_document(data, manifest) if data is not None else (None, ())
        except DamagedData as error:
            yield from error.problems
            continue
        if tree is None:
            yield from problems or (problem("store_missing", manifest),)
            continue
        files = tree.get("files")
        for entry in files.values() if isinstance(files, Mapping) else ():
            name, sha = str(entry.get("name", "")), str(entry.get("sha", ""))
            if submission.check_file(folder, f"sent/{number}/{name}", sha) is not None:
                yield problem("store_edition_changed", f"sent/{number}/{name}")


def _exists(folder: Folder, owner: str) -> bool:
    return (folder.root / ondisk.data_file(owner)).exists() or (folder.root / history.history_file(owner)).exists()
