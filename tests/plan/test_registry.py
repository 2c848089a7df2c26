"""Which plan is used where several are found: order, shadowing, twins, broken neighbours, files changed meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from evaltui.errors import PlanRefused, UsageProblem
from evaltui.plan.registry import SearchPlace, discover, search_places
from support.plan_folder import CORE, GOOD, bent, codes, named, registry_of, write_plan


def test_the_places_in_order(tmp_path: Path) -> None:
    option, first, second, bundled = (tmp_path / name for name in ("option", "first", "second", "bundled"))
    for folder in (option, first, second):
        folder.mkdir()
    env = {"EVALTUI_PLUGINS": os.pathsep.join((str(first), "", str(second)))}
    places = search_places(option, env, tmp_path / "work" / "data", bundled)
    assert [(place.kind, place.path) for place in places if place.kind != "entry_point"] == [
        ("option", option),
        ("env", first),
        ("env", second),
        ("workspace", tmp_path / "work" / "plugins"),
        ("bundled", bundled),
    ]
    assert not any(place.problem for place in places)


def test_a_named_folder_that_is_not_there_is_told_and_a_possible_one_is_not(tmp_path: Path) -> None:
    env = {"EVALTUI_PLUGINS": str(tmp_path / "no_env")}
    registry = discover(search_places(tmp_path / "no_option", env, tmp_path / "data", tmp_path / "no_bundled"), CORE)
    assert codes(registry.problems) == ["plan_place_missing"] * 2
    assert "--plugins" in registry.problems[0].sentence
    assert "EVALTUI_PLUGINS" in registry.problems[1].sentence
    assert registry.entries == ()


def test_the_first_place_wins_and_the_other_is_shadowed_with_both_places(tmp_path: Path) -> None:
    near = write_plan(tmp_path / "near" / "roads", bent(('version = "1.0"', 'version = "2.0"')))
    far = write_plan(tmp_path / "far" / "roads")
    registry = registry_of(tmp_path / "near", tmp_path / "far")
    used, hidden = registry.entries
    assert (used.state, used.version, used.folder) == ("ready", "2.0", near)
    assert (hidden.state, hidden.folder, hidden.shadowed_by) == ("shadowed", far, near)
    assert str(near) in hidden.problems[-1].sentence
    assert str(far) in hidden.problems[-1].sentence
    assert registry.open("roads").plan.version == "2.0"


def test_the_same_folder_by_two_ways_is_one(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "plans" / "roads")
    (tmp_path / "link").symlink_to(tmp_path / "plans")
    (tmp_path / "plans" / "again").symlink_to(folder)
    assert [entry.state for entry in registry_of(tmp_path / "plans", tmp_path / "link").entries] == ["ready"]


def test_twins_at_one_place_are_both_refused_naming_both(tmp_path: Path) -> None:
    one, two = write_plan(tmp_path / "one"), write_plan(tmp_path / "two")
    write_plan(tmp_path / "three", named("streets"))
    registry = registry_of(tmp_path)
    assert {entry.folder.name: entry.state for entry in registry.entries} == {
        "one": "refused",
        "three": "ready",
        "two": "refused",
    }
    with pytest.raises(PlanRefused) as refused:
        registry.open("roads")
    assert str(one) in refused.value.problems[1].sentence
    assert str(two) in refused.value.problems[1].sentence


def test_a_broken_plan_does_not_give_way_to_an_older_one_nor_hurt_its_neighbour(tmp_path: Path) -> None:
    write_plan(tmp_path / "near" / "x", GOOD + "broken =")
    write_plan(tmp_path / "near" / "y", named("streets"))
    write_plan(tmp_path / "far" / "roads")
    registry = registry_of(tmp_path / "near", tmp_path / "far")
    assert [(entry.id, entry.state) for entry in registry.entries] == [
        ("roads", "refused"),
        ("streets", "ready"),
        ("roads", "shadowed"),
    ]
    with pytest.raises(PlanRefused) as refused:
        registry.open("roads")
    assert codes(refused.value.problems) == ["plan_refused", "plan_syntax"]
    assert registry.open("streets").plan.id == "streets"


def test_a_broken_plan_without_an_id_goes_by_its_folder(tmp_path: Path) -> None:
    write_plan(tmp_path / "plans" / "lost", "[[")
    assert registry_of(tmp_path / "plans").entries[0].id == "lost"


def test_folders_that_are_no_plans_are_passed_over(tmp_path: Path) -> None:
    write_plan(tmp_path / ".hidden")
    write_plan(tmp_path / "__pycache__")
    (tmp_path / "empty").mkdir()
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    (tmp_path / "plan.txt").mkdir()
    assert registry_of(tmp_path).entries == ()


def test_a_place_may_be_a_plan_folder_itself(tmp_path: Path) -> None:
    write_plan(tmp_path / "roads")
    assert [entry.id for entry in registry_of(tmp_path / "roads").entries] == ["roads"]


def test_an_unknown_plan_is_a_wrong_call_with_the_nearest_spelling(tmp_path: Path) -> None:
    write_plan(tmp_path / "roads")
    with pytest.raises(UsageProblem) as wrong:
        registry_of(tmp_path).open("rodas")
    assert "“roads”" in wrong.value.problems[0].hint


def test_looking_again_reads_the_file_again(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "roads")
    before = registry_of(tmp_path)
    write_plan(folder, bent(('version = "1.0"', 'version = "1.1"')))
    write_plan(tmp_path / "streets", named("streets"))
    after = registry_of(tmp_path)
    assert [e.version for e in before.entries] == ["1.0"]
    assert [(e.id, e.version) for e in after.entries] == [("roads", "1.1"), ("streets", "1.0")]


def test_opening_twice_gives_the_same_plan(tmp_path: Path) -> None:
    write_plan(tmp_path / "roads")
    registry = registry_of(tmp_path)
    assert registry.open("roads") is registry.open("roads")


def test_a_folder_that_may_not_be_entered_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_plan(tmp_path / "roads")
    opened = Path.open

    def refuse(path: Path, *arguments: Any, **named: Any) -> Any:
        # Root may enter every folder, so the refusal is staged where the file is opened.
        if path.is_relative_to(folder):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)
    assert codes(registry_of(tmp_path).entries[0].problems) == ["plan_file_unreadable"]


def test_a_plan_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plan(tmp_path / "roads")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert codes(registry_of(tmp_path).problems) == ["plan_place_unreadable"]


def test_discovery_and_opening_import_nothing_heavy_and_no_plan_code(tmp_path: Path) -> None:
    write_plan(tmp_path / "plans" / "roads", code="raise SystemExit('imported')\n")
    script = f"""
import sys, pathlib
from evaltui.plan.registry import CoreContributions, SearchPlace, discover
def never(): raise AssertionError("asked too early")
registry = discover([SearchPlace("option", pathlib.Path({str(tmp_path / "plans")!r}))], CoreContributions(never, never, never))
loaded = registry.open("roads")
assert loaded.plan.title and loaded.code_problem is None and loaded.code_digest
heavy = [name for name in sys.modules if name.split(".")[0] in ("polars", "textual", "openpyxl", "_evaltui_plan", "importlib.metadata")]
assert not heavy, heavy
assert not [name for name in sys.modules if name.startswith("_evaltui_plan")]
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not list((tmp_path / "plans").rglob("__pycache__"))


def fake_package(site: Path, name: str, *entry_points: str, code: str = "") -> Path:
    """An installed distribution with entry points; importing its package runs `code`."""
    info = site / f"{name}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    lines = "\n".join(entry_points)
    (info / "entry_points.txt").write_text(f"[evaltui.plans]\n{lines}\n", encoding="utf-8")
    package = site / name
    package.mkdir()
    (package / "__init__.py").write_text(code, encoding="utf-8")
    return package


def test_installed_packages_offer_folders_without_being_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = fake_package(
        tmp_path, "city_roads", "roads = city_roads:plans/roads", "streets = city_roads.inner", code="1/0"
    )
    write_plan(package / "plans" / "roads")
    write_plan(package / "inner", named("streets"))
    monkeypatch.syspath_prepend(str(tmp_path))
    registry = discover(search_places(None, {}, None, tmp_path / "none"), CORE)
    assert {entry.id: (entry.state, entry.place_kind) for entry in registry.entries} == {
        "roads": ("ready", "entry_point"),
        "streets": ("ready", "entry_point"),
    }
    assert registry.problems == ()


@pytest.mark.parametrize(
    "value", ["no_such_package:plans", "city_roads:none", "city_roads:../city_roads", "city_roads:/etc", "..:x", ":"]
)
def test_an_entry_point_to_nowhere_is_told_with_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    fake_package(tmp_path, "city_roads", f"roads = {value}")
    monkeypatch.syspath_prepend(str(tmp_path))
    registry = discover(search_places(None, {}, None, tmp_path / "none"), CORE)
    assert codes(registry.problems) == ["plan_entry_point_broken"]
    assert "city_roads" in registry.problems[0].sentence


def test_two_packages_with_one_id_are_twins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("city_a", "city_b"):
        write_plan(fake_package(tmp_path, name, f"roads = {name}:plan") / "plan")
    monkeypatch.syspath_prepend(str(tmp_path))
    registry = discover(search_places(None, {}, None, tmp_path / "none"), CORE)
    assert [entry.state for entry in registry.entries] == ["refused", "refused"]


def test_a_dropped_in_folder_wins_over_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_plan(fake_package(tmp_path / "site", "city_a", "roads = city_a:plan") / "plan")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    mine = write_plan(tmp_path / "work" / "plugins" / "roads")
    registry = discover(search_places(None, {}, tmp_path / "work" / "data", tmp_path / "none"), CORE)
    assert [(e.state, e.place_kind) for e in registry.entries] == [("ready", "workspace"), ("shadowed", "entry_point")]
    assert registry.entries[1].shadowed_by == mine


def test_a_place_with_a_problem_is_not_searched(tmp_path: Path) -> None:
    write_plan(tmp_path / "roads")
    [broken] = [p for p in search_places(tmp_path / "gone", {}, None, tmp_path) if p.kind == "option"]
    assert discover([broken, SearchPlace("bundled", tmp_path)], CORE).ids == ("roads",)
