"""Where plans are looked for, in order: the option, the environment, beside the data, installed packages, bundled."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal, TypeAlias

from evaltui.catalogue.plan_keys import PLACES
from evaltui.errors import Problem, problem

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

PlaceKind: TypeAlias = Literal["option", "env", "workspace", "entry_point", "bundled"]

GROUP = "evaltui.plans"
"""Entry point group: each value names a plan folder, "package:folder" or "package.sub"."""

VARIABLE = "EVALTUI_PLUGINS"


@dataclass(frozen=True, slots=True)
class SearchPlace:
    """A folder of plan folders, or a plan folder itself. `problem` says why it cannot be used."""

    kind: PlaceKind
    path: Path
    problem: Problem | None = None


def search_places(
    option: Path | None, env: Mapping[str, str], data_dir: Path | None, bundled: Path
) -> tuple[SearchPlace, ...]:
    """Every place in search order; the earlier one wins where two offer the same plan id."""
    places: list[SearchPlace] = []
    if option is not None:
        places.append(_named("option", option))
    places.extend(_named("env", Path(part)) for part in env.get(VARIABLE, "").split(os.pathsep) if part.strip())
    if data_dir is not None:
        places.append(SearchPlace("workspace", data_dir.resolve().parent / "plugins"))
    places.extend(_installed())
    places.append(SearchPlace("bundled", bundled))
    return tuple(places)


def _named(kind: PlaceKind, path: Path) -> SearchPlace:
    # Somebody named this folder, so its absence is a mistake; the other places are merely possible.
    missing = None if os.path.isdir(path) else problem("plan_place_missing", str(path), what=PLACES[kind])  # noqa: PTH112  # Path.is_dir raises where a parent may not be entered
    return SearchPlace(kind, path, missing)


def _installed() -> Iterator[SearchPlace]:
    if not _any_installed():
        return
    from importlib.metadata import entry_points  # takes longer to import than everything else here

    for point in sorted(entry_points(group=GROUP), key=lambda p: (p.name, p.value)):
        folder = entry_point_folder(point.value)
        if folder is None:
            yield SearchPlace("entry_point", Path(), _broken(point))
        else:
            yield SearchPlace("entry_point", folder)


def _any_installed() -> bool:
    """Whether any distribution could offer plans, at a tenth of the cost of asking importlib.metadata."""
    for place in map(Path, sys.path):
        if place.is_file():
            return True  # a zip archive; only importlib.metadata looks inside
        for listing in (*place.glob("*.dist-info/entry_points.txt"), *place.glob("*.egg-info/entry_points.txt")):
            with contextlib.suppress(OSError):
                if GROUP.encode() in listing.read_bytes():
                    return True
    return False


def _broken(point: EntryPoint) -> Problem:
    package = point.dist.name if point.dist else ""
    return problem("plan_entry_point_broken", package=package, name=point.name, value=point.value)


def entry_point_folder(value: str) -> Path | None:
    """The folder an entry point names, found without importing anything of its package; None where there is none."""
    from importlib.util import find_spec

    module, _, inner = value.partition(":")
    top, *below = module.strip().split(".")
    steps = (*below, *PurePosixPath(inner.strip()).parts)
    if not top.isidentifier() or any(step in ("/", "..") for step in steps):
        return None
    try:
        # Only the top package is looked up: for a dotted name find_spec would import the packages above it.
        spec = find_spec(top)
    except (ImportError, ValueError, AttributeError):
        return None
    locations = spec.submodule_search_locations if spec else None
    return next((folder for place in locations or () if (folder := Path(place, *steps)).is_dir()), None)
