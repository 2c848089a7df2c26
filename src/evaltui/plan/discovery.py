"""Which plans there are: every folder found, what of it counts, and why the others do not."""

from __future__ import annotations

import contextlib
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from evaltui.errors import Problem, problem
from evaltui.plan.clash import clashes
from evaltui.plan.document import LARGEST
from evaltui.plan.findings import not_read, printable
from evaltui.plan.keys import ID_PATTERN
from evaltui.plan.load import PLAN_FILE, load_plan
from evaltui.plan.model import Plan
from evaltui.plan.places import PlaceKind, SearchPlace

PlanState: TypeAlias = Literal["ready", "code_failed", "refused", "shadowed"]

_ID_LINE = re.compile(rf"^[ \t]*id[ \t]*=[ \t]*[\"']({ID_PATTERN})[\"']", re.MULTILINE)


@dataclass(frozen=True)
class PlanEntry:
    """One plan folder that was found. `plan` is what plan.toml says, None where it cannot be read.

    ready: in use. code_failed: in use, its plugin.py is not. refused: not usable, see `problems`. shadowed: the plan
    in `shadowed_by` is used in its place.
    """

    id: str
    title: str
    version: str
    folder: Path
    place_kind: PlaceKind
    state: PlanState
    plan: Plan | None
    problems: tuple[Problem, ...] = ()
    shadowed_by: Path | None = None


def find_plans(places: Iterable[SearchPlace]) -> tuple[tuple[PlanEntry, ...], tuple[Problem, ...]]:
    """(every plan found, in search order; problems of the places themselves). Reads plan.toml, imports nothing."""
    problems: list[Problem] = []
    entries: list[PlanEntry] = []
    taken: dict[str, Path] = {}
    seen: set[Path] = set()
    # Installed packages have no order among themselves, so they are one level.
    levels = itertools.groupby(enumerate(places), lambda item: -1 if item[1].kind == "entry_point" else item[0])
    for _, members in levels:
        level = [_entry(kind, folder) for kind, folder in _folders((p for _, p in members), seen, problems)]
        settled = [_settled(entry, level, taken) for entry in level]
        for entry in settled:
            taken.setdefault(entry.id, entry.folder)
        entries.extend(settled)
    return tuple(_without_clashes(entries)), tuple(problems)


def _folders(
    places: Iterable[SearchPlace], seen: set[Path], problems: list[Problem]
) -> Iterator[tuple[PlaceKind, Path]]:
    for place in places:
        if place.problem is not None:
            problems.append(place.problem)
            continue
        try:
            found = _plan_folders(place.path)
        except OSError as error:
            problems.append(problem("plan_place_unreadable", printable(str(place.path)), why=not_read(error)))
            continue
        for folder in found:
            real = folder.resolve()
            if real not in seen:
                seen.add(real)
                yield place.kind, folder


def _plan_folders(path: Path) -> list[Path]:
    """The plan folders of a place: itself, or those of its sub-folders that hold a plan.toml."""
    if (path / PLAN_FILE).exists():
        return [path]
    if not path.exists():
        return []
    return [
        folder
        for folder in sorted(path.iterdir())
        if not folder.name.startswith((".", "__")) and folder.is_dir() and _holds_plan(folder)
    ]


def _holds_plan(folder: Path) -> bool:
    try:
        return (folder / PLAN_FILE).exists()
    except OSError:
        # A folder that may not be entered is listed with that as its problem rather than passed over in silence.
        return True


def _entry(kind: PlaceKind, folder: Path) -> PlanEntry:
    plan, problems = load_plan(folder)
    if plan is None:
        return PlanEntry(_guessed_id(folder), "", "", folder, kind, "refused", None, problems)
    return PlanEntry(plan.id, plan.title, plan.version, folder, kind, "ready", plan, problems)


def _guessed_id(folder: Path) -> str:
    """The id of a plan that cannot be read: as its file says it, else the folder's name.

    It keeps its place in the order: a plan with a mistake must not quietly give way to an older one of the same id.
    """
    with contextlib.suppress(OSError), (folder / PLAN_FILE).open("rb") as file:
        head = file.read(LARGEST).decode("utf-8", "replace").partition("\n[")[0]
        if found := _ID_LINE.search(head):
            return found[1]
    return printable(folder.name)


def _settled(entry: PlanEntry, level: Sequence[PlanEntry], taken: dict[str, Path]) -> PlanEntry:
    """The entry's state among those of its own level and those before."""
    used = taken.get(entry.id)
    if used is not None:
        words = problem("plan_shadowed", str(entry.folder), used=used, folder=entry.folder)
        return replace(entry, state="shadowed", shadowed_by=used, problems=(*entry.problems, words))
    twins = [other for other in level if other.id == entry.id]
    if len(twins) > 1:
        first, second = (str(other.folder) for other in twins[:2])
        words = problem("plan_same_id_twice", str(entry.folder), id=entry.id, first=first, second=second)
        return replace(entry, state="refused", problems=(*entry.problems, words))
    return entry


def _without_clashes(entries: Iterable[PlanEntry]) -> Iterator[PlanEntry]:
    accepted: list[Plan] = []
    for entry in entries:
        if entry.state != "ready" or entry.plan is None:
            yield entry
        elif found := clashes(entry.plan, accepted):
            yield replace(entry, state="refused", problems=(*entry.problems, *found))
        else:
            accepted.append(entry.plan)
            yield entry
