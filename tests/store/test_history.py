"""Lines of the history: what goes in comes out, a torn end is cut, a change in the middle is found."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.store import history
from evaltui.store.history import Author, Change, HistoryLine, ListedFile
from evaltui.store.leaves import UnfitValue, from_json, normal, same, to_json
from evaltui.store.record import Leaf
from evaltui.store.repository import Store
from support.storing import CLERK, NOON, SOURCE, new_store, scalars, value, year_leaves

FILE = "history/units/gaj.jsonl"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = new_store(tmp_path)
    loaded = store.unit("gaj")
    for number in range(1, 6):
        loaded = store.save("gaj", loaded, {value("m1", 2020): number, SOURCE: f"第{number}次"}, CLERK).loaded
    return store


@given(scalars | year_leaves | st.lists(scalars, max_size=3).map(tuple))
def test_a_leaf_keeps_value_and_type_in_json(leaf: Leaf) -> None:
    leaf = normal(leaf)
    back = from_json(json.loads(json.dumps(to_json(leaf), ensure_ascii=False)))
    assert same(back, leaf)
    assert type(back) is type(leaf)


@pytest.mark.parametrize(
    "value_",
    [1.5, {"a": 1, "b": 2}, {"decimal": "x"}, {"decimal": "NaN"}, {"decimal": "1E+999999"}, {"decimal": 5}, {"date": "2025-13-01"},
     {"unknown": "x"}, {}, {"table": 3}, 10**60, float("nan")],
)  # fmt: skip  # one list
def test_what_was_never_written_is_not_read(value_: Any) -> None:
    with pytest.raises(UnfitValue):
        from_json(value_)


def test_a_line_goes_round() -> None:
    changes = (Change(SOURCE, None, "台账"), Change(value("m1", 2020), 5, Decimal("5.0")))
    origin = {"file": "附件3.xlsx", "sha256": "d" * 64}
    files = (ListedFile("submitted/gaj/p-1.toml", "e" * 64),)
    author = Author("张三", "clerk", "gaj")
    shas = ("a" * 64, "b" * 64, "c" * 64)
    line = HistoryLine(7, "e1", "import", author, NOON, changes, *shas, "理由", origin, files, "0.1")
    raw = history.encode(line)
    back = history.decode(raw)
    assert raw.endswith(b"\n")
    assert raw.count(b"\n") == 1
    assert history.encode(back) == raw
    assert back.changes == line.changes
    assert dict(back.origin or {}) == dict(line.origin or {})


def test_decimals_are_strings_for_whoever_reads_the_file(store: Store) -> None:
    store.save("gaj", store.unit("gaj"), {value("m1", 2021): Decimal("12.50")}, CLERK)
    text = (store.root / FILE).read_text(encoding="utf-8")
    assert '"new":{"decimal":"12.50"}' in text


@given(st.binary(max_size=300))
def test_no_line_makes_a_traceback(data: bytes) -> None:
    with pytest.raises(ValueError, match="history line"):
        history.decode(data)


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_torn_last_line_is_cut_with_a_notice_and_work_goes_on(store: Store, cut: int) -> None:
    path = store.root / FILE
    whole = path.read_bytes()
    path.write_bytes(whole + whole.splitlines(keepends=True)[-1][:cut])
    loaded = new_store(store.root).unit("gaj")
    assert [item.code for item in loaded.problems] == ["store_torn"]
    assert path.read_bytes() == whole
    store.save("gaj", loaded, {value("m1", 2021): 1}, CLERK)
    assert not store.verify()


def test_blocks_of_zeros_after_a_power_cut_are_torn_too(store: Store) -> None:
    path = store.root / FILE
    whole = path.read_bytes()
    path.write_bytes(whole + b"\0" * 4096 + b"\n")
    assert [item.code for item in new_store(store.root).unit("gaj").problems] == ["store_torn"]
    assert path.read_bytes() == whole


def test_an_unreadable_last_line_makes_the_unit_read_only(store: Store) -> None:
    path = store.root / FILE
    damaged = path.read_bytes()[:-20] + b"x" * 19 + b"\n"
    path.write_bytes(damaged)
    loaded = new_store(store.root).unit("gaj")
    assert loaded.read_only
    assert loaded.record.get(*value("m1", 2020)) == 5
    assert path.read_bytes() == damaged


def test_a_history_longer_than_one_look_is_read_from_its_end(store: Store) -> None:
    text = "长" * 40_000
    loaded = store.save("gaj", store.unit("gaj"), {("plans", "p", "report", "tasks"): text}, CLERK).loaded
    assert loaded.seq == 6
    assert new_store(store.root).unit("gaj").seq == 6
    assert not new_store(store.root).unit("gaj").problems


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("第2次", "第9次", 2),
        ('"person":"张三"', '"person":"王五"', 1),
        ('"new":3', '"new":4', 3),
        ('"kind":"edit"', '"kind":"undo"', 1),
    ],
)
def test_verify_names_the_first_line_that_does_not_fit(store: Store, old: str, new: str, line: int) -> None:
    assert not store.verify()
    path = store.root / FILE
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    (found,) = store.verify()
    assert found.code == "store_history_broken"
    assert f"第{line + 1}行" in found.sentence


@pytest.mark.parametrize("gone", [0, 2, 4])
def test_a_removed_line_is_found(store: Store, gone: int) -> None:
    path = store.root / FILE
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:gone] + lines[gone + 1 :]))
    assert {item.code for item in store.verify()} & {"store_history_broken", "store_file_differs"}


def test_swapped_lines_and_a_changed_file_are_found(store: Store) -> None:
    path = store.root / FILE
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([lines[0], lines[2], lines[1], *lines[3:]]))
    assert [item.code for item in store.verify()] == ["store_history_broken"]
    path.write_bytes(b"".join(lines))
    data = store.root / "units/gaj.toml"
    data.write_text(data.read_text(encoding="utf-8").replace("2020 = 5", "2020 = 6"), encoding="utf-8")
    assert [item.code for item in store.verify()] == ["store_file_differs"]


def test_a_file_put_back_from_an_older_copy_is_found(store: Store) -> None:
    data = store.root / "units/gaj.toml"
    old = data.read_bytes()
    loaded = store.unit("gaj")
    for number in (7, 8, 9):
        loaded = store.save("gaj", loaded, {value("m1", 2020): number}, CLERK).loaded
    data.write_bytes(old)
    assert "store_file_differs" in {item.code for item in store.verify()}
    assert new_store(store.root).unit("gaj").record.get(*value("m1", 2020)) == 5
    assert store.history("gaj")[-1].kind == "external"


def test_the_head_names_a_line_of_this_history(store: Store) -> None:
    data = store.root / "units/gaj.toml"
    text = data.read_text(encoding="utf-8")
    data.write_text(text.replace("seq = 5", "seq = 4"), encoding="utf-8")
    assert [item.code for item in store.verify()] == ["store_head_differs"]
