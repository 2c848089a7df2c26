"""Snapshots: what a unit handed in for one plan, whole and unchangeable, with all that its ratings rest on.

The store knows every part but the ratings; those come from above. `contents` gathers the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from typing import Any, Final

from evaltui.errors import DamagedData, Problem, problem
from evaltui.plan.model import Plan
from evaltui.store import codec
from evaltui.store.folder import Folder
from evaltui.store.formats import FORMAT, SNAPSHOT_TABLE
from evaltui.store.history import HistoryLine, effective
from evaltui.store.record import Record
from evaltui.store.settings import Settings
from evaltui.store.workflow import measures_of

KIND: Final = "submission"


@dataclass(frozen=True, slots=True)
class Submission:
    """One snapshot as the history lists it. `problem`: it is missing, or no longer what was written."""

    unit: str
    plan: str
    number: int
    file: str
    sha256: str
    line: HistoryLine
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot as read. `record` holds the plan's slice; `tree` everything, as docs/format.md lists it."""

    unit: str
    plan: str
    number: int
    when: datetime
    person: str
    items: tuple[str, ...]
    record: Record
    tree: Mapping[str, Any]


def snapshot_file(unit: str, plan: str, number: int) -> str:
    """Where a snapshot lies, relative to the data folder."""
    return f"submitted/{unit}/{plan}-{number}.toml"


def next_number(folder: Folder, record: Record, plan: str) -> int:
    """The number of the next submission: above every snapshot on the disk, listed or not, and every one on record."""
    taken = [0, *(int(n) for n in record.keys_below("plans", plan, "review", "submissions") if n.isdigit())]
    for name in folder.names(f"submitted/{record.owner}"):
        stem, _, number = name.removesuffix(".toml").rpartition("-")
        if stem == plan and number.isdigit():
            taken.append(int(number))
    return max(taken) + 1


def slice_of(record: Record, plan: Plan) -> Record:
    """What belongs to one plan: its own fields but the review's, and the measures it uses."""
    used = {name for indicator in plan.indicators for name in measures_of(plan, indicator.measure)}
    used.update(measure.id for measure in plan.measures)
    kept = {
        path: leaf
        for path, leaf in record.fields.items()
        if (path[0] in ("measures", "explanations") and len(path) > 1 and path[1] in used)
        or (path[:2] == ("plans", plan.id) and path[2:3] != ("review",))
    }
    return Record(record.owner, MappingProxyType(kept))


def contents(
    plan: Plan,
    settings: Settings,
    unit: str,
    records: Mapping[str, Record],
    city: Record,
    contributors: Callable[[str], tuple[str, ...]],
    ratings: Mapping[str, Mapping[str, object]],
    *,
    code_sha: str = "",
) -> dict[str, object]:
    """The snapshot's tables but its envelope. `ratings`: indicator -> computed, declared, effective, derivation, ..."""
    record = slice_of(records.get(unit, Record(unit)), plan)
    used = [measure.id for measure in plan.measures]
    return {
        "plan_file": {"version": plan.version, "toml_sha": plan.digest, "code_sha": code_sha},
        "round": tree_from(settings.round),
        "settings": {
            "plan": tree_from(settings.plan(plan.id)),
            "rating": tree_from(plan.rating),
            "measures": {name: tree_from(settings.measure(name)) for name in used if name in settings.measure_settings},
        },
        "period": tree_from(plan.period),
        "record": codec.tree_of(record),
        "contributed": {
            measure: {
                other: codec.tree_of(_only(records[other], ("measures", measure)))
                for other in contributors(measure)
                if other != unit and other in records and records[other].keys_below("measures", measure)
            }
            for measure in used
        },
        "city": codec.tree_of(_of_city(city, plan, unit)),
        "measures": {
            measure.id: {**tree_from(measure), "contributors": contributors(measure.id)} for measure in plan.measures
        },
        "indicators": {indicator.id: tree_from(indicator) for indicator in plan.indicators},
        "ratings": {name: dict(rating) for name, rating in ratings.items()},
    }


def document(unit: str, plan: str, number: int, envelope: Mapping[str, object], tables: Mapping[str, object]) -> bytes:
    """The snapshot's bytes. ValueError for a key that docs/format.md does not list: a mistake of the program."""
    whole = {"format": FORMAT, "kind": KIND, "unit": unit, "plan": plan, "n": number, **envelope, **tables}
    for key, value in whole.items():
        for path in [(key,)] if not isinstance(value, Mapping) else [(key, name) for name in value]:
            known = SNAPSHOT_TABLE.find(path) or any(
                entry.pattern[: len(path)] == path for entry in SNAPSHOT_TABLE.keys
            )
            if not known and SNAPSHOT_TABLE.find((*path, "_")) is None:
                raise ValueError(f"not in docs/format.md: {'.'.join(path)}")
    return codec.render_document(_without_empty(whole))


def read_snapshot(folder: Folder, unit: str, plan: str, number: int) -> Snapshot:
    """Read one snapshot. DamagedData where it is missing or unreadable."""
    name = snapshot_file(unit, plan, number)
    data = folder.read(name)
    if data is None:
        raise DamagedData(problem("store_snapshot_missing", name))
    tree, problems = codec.read_document(data, name)
    if tree is None:
        raise DamagedData(*problems)
    when, items, record = tree.get("when"), tree.get("items", ()), tree.get("record", {})
    stated = (tree.get("unit"), tree.get("plan"), tree.get("n"))
    if stated != (unit, plan, number) or not isinstance(when, datetime) or not isinstance(record, Mapping):
        raise DamagedData(problem("store_snapshot_changed", name))
    return Snapshot(
        unit, plan, number, when, str(tree.get("person", "")), tuple(str(item) for item in items),
        codec.record_of(unit, record), tree,
    )  # fmt: skip  # short enough to read


def listed(folder: Folder, lines: Sequence[HistoryLine], unit: str, plan: str | None = None) -> tuple[Submission, ...]:
    """The snapshots that the unit's history lists, oldest first, each held against its sha256."""
    found = []
    for line in effective(lines):
        for entry in line.files:
            stem, _, number = entry.file.removesuffix(".toml").rpartition("/")[2].rpartition("-")
            if not number.isdigit() or (plan is not None and stem != plan):
                continue
            if entry.file != snapshot_file(unit, stem, int(number)):
                continue
            wrong = check_file(folder, entry.file, entry.sha256)
            found.append(Submission(unit, stem, int(number), entry.file, entry.sha256, line, wrong))
    return tuple(found)


def check_file(folder: Folder, name: str, digest: str) -> Problem | None:
    """What is wrong with a file whose sha256 is on record, or None."""
    try:
        data = folder.read(name)
    except DamagedData as error:
        return error.problems[0]
    if data is None:
        return problem("store_snapshot_missing", name)
    return None if codec.sha256(data) == digest else problem("store_snapshot_changed", name)


def tree_from(value: object) -> Any:
    """A dataclass as nested tables of TOML values; what is None or empty is left out."""
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((item.name, tree_from(getattr(value, item.name))) for item in fields(value))
        return {name: inner for name, inner in pairs if inner not in (None, "", {}, [])}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): tree_from(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [tree_from(inner) for inner in value]
    return value


def _without_empty(value: Mapping[str, object]) -> dict[str, object]:
    kept = {}
    for key, inner in value.items():
        if isinstance(inner, Mapping):
            inner = _without_empty(inner)
        if inner is not None and inner != {}:
            kept[key] = inner
    return kept


def _only(record: Record, prefix: tuple[str, ...]) -> Record:
    size = len(prefix)
    return Record(record.owner, {path: leaf for path, leaf in record.fields.items() if path[:size] == prefix})


def _of_city(city: Record, plan: Plan, unit: str) -> Record:
    """What of the office's record the unit's ratings rest on: targets, decisions, reference figures."""
    used = {measure.id for measure in plan.measures}
    kept = {
        path: leaf
        for path, leaf in city.fields.items()
        if path[:2] == ("targets", plan.id)
        or path[:4] == ("decisions", "ratings", unit, plan.id)
        or (path[:2] == ("decisions", "figures") and path[2:3] and path[2] in used)
        or (path[0] in ("reference", "reference_used") and len(path) > 1 and path[1] in used)
    }
    return Record(city.owner, kept)


def received_fields(
    plan: str, number: int, when: datetime, person: str, received: date, by: str, sha: str, note: str
) -> dict[tuple[str, ...], Any]:
    """The unit's own note of a submission: review.submissions.<n>."""
    place = ("plans", plan, "review", "submissions", str(number))
    pairs = {"when": when, "person": person, "received": received, "by": by, "sha": sha, "note": note}
    return {(*place, key): value for key, value in pairs.items() if value}
