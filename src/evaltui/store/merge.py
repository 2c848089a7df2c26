"""Three versions of a record into one: what I loaded, what is on the disk now, what I changed; field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from evaltui.store.keys import unknown_year_keys
from evaltui.store.leaves import agree, same
from evaltui.store.record import Changes, Leaf, Path, Record


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """One field that two people changed differently. `their_*`: who changed it on the disk, and when, where known."""

    path: Path
    base: Leaf | None
    theirs: Leaf | None
    mine: Leaf | None
    their_person: str = ""
    their_when: datetime | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """`changes`: what of mine to write. `arrived`: fields that others changed since I loaded. `conflicts`: not written."""

    changes: Changes
    arrived: tuple[Path, ...]
    conflicts: tuple[FieldConflict, ...]


def merge(base: Record, theirs: Record, mine: Changes) -> Merged:
    """Hold my changes against what others did since `base`. Disjoint fields merge; the same value twice is no conflict.

    Keys of a year that this program does not know outlive my edit of the same year.
    """
    changes: dict[Path, Leaf | None] = {}
    conflicts: list[FieldConflict] = []
    for path, leaf in mine.items():
        now = theirs.fields.get(path)
        if same(now, leaf):
            continue
        if same(now, base.fields.get(path)):
            changes[path] = _with_unknown(leaf, now)
        elif not agree(now, leaf):
            conflicts.append(FieldConflict(path, base.fields.get(path), now, leaf))
    fought = {conflict.path for conflict in conflicts}
    arrived = tuple(
        path
        for path in dict.fromkeys([*base.fields, *theirs.fields])
        if path not in fought and not _is(base.fields.get(path), theirs.fields.get(path))
    )
    return Merged(MappingProxyType(changes), arrived, tuple(conflicts))


def contradiction(record: Record) -> Path | None:
    """A field that is also a table of other fields, which no file can say; None where there is none."""
    for path in record.fields:
        for size in range(1, len(path)):
            if path[:size] in record.fields:
                return path
    return None


def _is(one: Leaf | None, other: Leaf | None) -> bool:
    return one is other or same(one, other)


def _with_unknown(mine: Leaf | None, theirs: Leaf | None) -> Leaf | None:
    unknown = unknown_year_keys(theirs)
    if mine is None or not unknown or isinstance(mine, tuple):
        return mine
    own = dict(mine) if isinstance(mine, Mapping) else {"raw" if isinstance(mine, str) else "value": mine}
    return MappingProxyType({**unknown, **own})  # type: ignore[dict-item]  # unknown keys hold scalars of any kind
