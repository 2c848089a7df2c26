"""Every step of a save fails in turn: the file is the old one or the new one, and what was answered is true."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from evaltui.errors import Conflict, DamagedData, EvaltuiError, OutputFailed
from evaltui.plan.model import Indicator, Measure, Period, Plan
from evaltui.store import history
from evaltui.store.repository import Edit, Store
from support.storing import CLERK, OFFICE, SOAK, SOURCE, Died, FaultyLayer, new_store, value

OLD, NEW = "旧", "新"
MEASURE = Measure("m1", "起数", "起", "count")
ROW = Indicator("i1", "t", 1, "起数下降", "m1", "reduction", None, ">15", "%")
PLAN = Plan("p", "1.0", "规划", Period(2020, 2021, 2025), measures=(MEASURE,), indicators=(ROW,))
Action = Callable[[Store], None]


def _prepare(root: Path) -> None:
    store = new_store(root)
    base = store.save("gaj", store.unit("gaj"), {SOURCE: OLD, value("m1", 2020): 5}, CLERK).loaded
    store.save("gaj", base, {value("m1", 2021): 6}, CLERK)
    store.save("city", store.city(), {("reporting", "gaj"): "mail"}, OFFICE)


def _save(store: Store) -> None:
    store.save("gaj", store.unit("gaj"), {SOURCE: NEW}, CLERK)


def _first_save(store: Store) -> None:
    store.save("yjglj", store.unit("yjglj"), {SOURCE: NEW}, CLERK)


def _batch(store: Store) -> None:
    edits = [
        Edit("gaj", store.unit("gaj"), {SOURCE: NEW}),
        Edit("city", store.city(), {("reporting", "gaj"): "login"}),
        Edit("yjglj", store.unit("yjglj"), {SOURCE: NEW}),
    ]
    store.save_all(edits, OFFICE, kind="import")


def _submit(store: Store) -> None:
    store.submit("gaj", PLAN, ["indicator:i1"], store.unit("gaj"), {"record": {"measures": {}}}, CLERK)


def _now(root: Path) -> dict[str, object]:
    """What a reader finds after a restart; of a submission only that it is there, since its number and time may differ."""
    store = new_store(root)
    found: dict[str, object] = {"handed in": bool([item for item in store.submissions("gaj") if item.problem is None])}
    for name in ("gaj", "yjglj", "city"):
        loaded = store._load(name)
        assert not loaded.read_only
        found[name] = {
            path: leaf if "review" not in path else True
            for path, leaf in loaded.record.fields.items()
            if "submissions" not in path
        }
    return found


ACTIONS: dict[str, Action] = {"save": _save, "first save": _first_save, "batch": _batch, "submit": _submit}


def _steps(action: Action, tmp_path: Path) -> int:
    root = tmp_path / "count"
    _prepare(root)
    layer = FaultyLayer()
    action(new_store(root, layer))
    return len(layer.calls)


def _states(action: Action, tmp_path: Path) -> tuple[dict[str, object], dict[str, object]]:
    root = tmp_path / "states"
    _prepare(root)
    before = _now(root)
    action(new_store(root))
    return before, _now(root)


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize(
    ("how", "after"),
    [(errno.EIO, False), (errno.ENOSPC, False), (errno.EACCES, False), (errno.EROFS, True), (errno.EIO, True)],
    ids=["eio", "enospc", "eacces", "turns read-only", "disk gone"],
)
def test_a_failing_step_leaves_old_or_new_and_says_which(name: str, how: int, after: bool, tmp_path: Path) -> None:
    action = ACTIONS[name]
    before, done = _states(action, tmp_path)
    pattern = tmp_path / "pattern"
    _prepare(pattern)
    every = 1 if SOAK or (how, after) == (errno.EIO, False) else 3
    for step in range(1, _steps(action, tmp_path) + 1, every):
        root = tmp_path / f"at{step}"
        shutil.copytree(pattern, root)
        layer = FaultyLayer(step, how, after=after)
        try:
            action(new_store(root, layer))
        except (OutputFailed, Conflict, DamagedData) as error:
            codes = {item.code if item.sentence and item.hint else "" for item in error.problems}
            if codes & {"store_unconfirmed"}:
                wanted = [before, done]
            elif codes & {"store_batch_unfinished"}:
                wanted = [done]
            else:
                wanted = [before]
        else:
            codes, wanted = set(), [done]
        assert "" not in codes
        found = _now(root)
        assert found in wanted, (step, layer.calls[step - 1], layer.calls)
        assert not [item for item in new_store(root).verify() if item.severity == "must_fix"], layer.calls[step - 1]
        shutil.rmtree(root)


@pytest.mark.parametrize("name", ACTIONS)
@pytest.mark.parametrize("how", ["kill", "torn"])
def test_a_kill_at_any_step_leaves_old_or_new(name: str, how: str, tmp_path: Path) -> None:
    action = ACTIONS[name]
    before, done = _states(action, tmp_path)
    pattern = tmp_path / "pattern"
    _prepare(pattern)
    for step in range(1, _steps(action, tmp_path) + 1, 1 if SOAK or how == "kill" else 3):
        root = tmp_path / f"at{step}"
        shutil.copytree(pattern, root)
        layer = FaultyLayer(step, how)
        with pytest.raises(Died):
            action(new_store(root, layer))
        raw = (root / "units/gaj.toml").read_text(encoding="utf-8")
        assert raw.startswith("# ")
        assert raw.endswith("\n")
        assert _now(root) in [before, done], (step, layer.calls)
        assert not [item for item in new_store(root).verify() if item.severity == "must_fix"], layer.calls
        for owner in ("gaj", "yjglj", "city"):
            events = [line.event for line in history.effective(new_store(root).history(owner))]
            assert len(set(events)) == len(events), (step, owner)
        action_again = new_store(root)
        if name != "submit" or not action_again.submissions("gaj"):
            action(action_again)
            assert _now(root) == done
        assert not [item for item in new_store(root).verify() if item.severity == "must_fix"]
        shutil.rmtree(root)


def test_everything_is_on_the_disk_before_the_commit_point_and_the_name_after_it(tmp_path: Path) -> None:
    _prepare(tmp_path)
    layer = FaultyLayer()
    _save(new_store(tmp_path, layer))
    commit = layer.calls.index("replace")
    moves = [call for call in layer.calls[:commit] if call in ("write", "fsync")]
    assert moves == ["write", "fsync"] * 2  # the new file, then its line of the history
    assert layer.calls[commit + 1 : commit + 3] == ["open", "fsync"]  # the folder


def test_a_folder_that_does_not_confirm_is_saved_and_said_so(tmp_path: Path) -> None:
    _prepare(tmp_path)
    layer = FaultyLayer()
    store = new_store(tmp_path, layer)
    base = store.unit("gaj")
    layer.calls.clear()
    store.save("gaj", base, {value("m1", 2022): 1}, CLERK)
    last_sync = len(layer.calls) - layer.calls[::-1].index("fsync")
    layer = FaultyLayer()
    store = new_store(tmp_path, layer)
    base = store.unit("gaj")
    layer.calls.clear()
    layer.at = last_sync
    saved = store.save("gaj", base, {value("m1", 2022): 2}, CLERK)
    assert not saved.durability_confirmed
    assert new_store(tmp_path).unit("gaj").record.get(*value("m1", 2022)) == 2


def test_a_failed_save_leaves_no_temporary_file(tmp_path: Path) -> None:
    _prepare(tmp_path)
    layer = FaultyLayer()
    store = new_store(tmp_path, layer)
    base = store.unit("gaj")
    layer.calls.clear()
    layer.at, layer.how = 5, errno.ENOSPC
    with pytest.raises(EvaltuiError, match="磁盘已满"):
        store.save("gaj", base, {SOURCE: NEW}, CLERK)
    assert not list(tmp_path.rglob(".~*"))
