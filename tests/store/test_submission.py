"""What is handed in stays as it was handed in, whole enough to judge it again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from evaltui.errors import Conflict, DamagedData
from evaltui.plan.model import Comparator, Indicator, Measure, Period, Plan, Target
from evaltui.store.record import Record
from evaltui.store.repository import Store
from evaltui.store.submission import contents, document
from evaltui.store.workflow import Details, state_of
from support.storing import CLERK, OFFICE, WORKSPACE, new_store, value

PLAN = Plan(
    "safety_plan", "1.0", "安全生产规划", Period(2020, 2021, 2025), digest="f" * 64,
    measures=(Measure("deaths", "死亡人数", "人", "count", units=("公安局",)),),
    indicators=(Indicator("i1", "t", 1, "死亡人数下降", "deaths", "reduction", Target(Comparator.GT, Decimal(15)), ">15", "%"),),
)  # fmt: skip  # a plan in a nutshell
ITEM = "indicator:i1"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "workspace.toml").write_text(WORKSPACE, encoding="utf-8")
    store = new_store(tmp_path)
    store.save("gaj", store.unit("gaj"), {value("deaths", 2020): Decimal("12.50"), value("other", 2020): 9}, CLERK)
    store.save("yjglj", store.unit("yjglj"), {value("deaths", 2020): 13}, CLERK)
    targets = ("targets", "safety_plan", "i1")
    decided = ("decisions", "ratings", "yjglj", "safety_plan", "i1", "rating")
    store.save(
        "city",
        store.city(),
        {(*targets, "adjusted"): ">20", (*targets, "document"): "海政发1号", decided: "ahead"},
        OFFICE,
    )
    return store


def _tables(store: Store) -> dict[str, object]:
    records = {unit: store.unit(unit).record for unit in ("gaj", "yjglj")}
    ratings: dict[str, dict[str, object]] = {
        "i1": {"computed": "ahead", "aggregate_actual": Decimal("20.0"), "declared": None}
    }
    return contents(PLAN, store.settings()[0], "gaj", records, store.city().record, lambda _: ("gaj", "yjglj"), ratings)


def _submit(store: Store, **more: object) -> int:
    loaded = store.unit("gaj")
    store.submit("gaj", PLAN, [ITEM], loaded, _tables(store), CLERK, **more)  # type: ignore[arg-type]  # keywords of submit
    return max(item.number for item in store.submissions("gaj", "safety_plan"))


def test_a_snapshot_holds_all_that_the_ratings_rest_on(store: Store) -> None:
    assert _submit(store, received=date(2025, 6, 10), by="邮件", note="补报") == 1
    snapshot = store.snapshot("gaj", "safety_plan", 1)
    assert snapshot.items == (ITEM,)
    assert snapshot.person == "张三"
    assert dict(snapshot.record.fields) == {value("deaths", 2020): Decimal("12.50")}
    tree = snapshot.tree
    assert tree["received"] == date(2025, 6, 10)
    assert tree["contributed"]["deaths"]["yjglj"]["measures"]["deaths"]["values"]["2020"] == 13
    assert tree["indicators"]["i1"]["target"] == {"comparator": ">", "value": 15}
    assert tree["city"]["targets"]["safety_plan"]["i1"]["adjusted"] == ">20"
    assert "decisions" not in tree["city"]
    assert tree["measures"]["deaths"]["contributors"] == ("gaj", "yjglj")
    assert tree["ratings"]["i1"] == {"computed": "ahead", "aggregate_actual": Decimal("20.0")}
    assert tree["plan_file"] == {"version": "1.0", "toml_sha": "f" * 64, "code_sha": ""}
    assert tree["round"]["actual_through"] == 2024
    record = store.unit("gaj").record
    assert state_of(record, PLAN, ITEM) == "submitted"
    assert record.get("plans", "safety_plan", "review", "submissions", "1", "received") == date(2025, 6, 10)
    assert not store.verify()


def test_later_edits_do_not_touch_a_snapshot(store: Store) -> None:
    _submit(store)
    path = store.root / "submitted/gaj/safety_plan-1.toml"
    before = path.read_bytes()
    store.save("gaj", store.unit("gaj"), {value("deaths", 2020): 99}, OFFICE)
    returned = {("plans", "safety_plan", "review", "returned", ITEM): 1}
    store.save("gaj", store.unit("gaj"), returned, OFFICE, kind="return")  # type: ignore[arg-type]  # a field path of fixed length
    assert _submit(store) == 2
    assert path.read_bytes() == before
    assert [item.number for item in store.submissions("gaj")] == [1, 2]


def test_an_orphan_snapshot_is_never_overwritten_and_does_not_count(store: Store) -> None:
    store.files.write("submitted/gaj/safety_plan-1.toml", b"format = 1\n")
    assert [item.code for item in store.verify()] == ["store_snapshot_unlisted"]
    assert _submit(store) == 2
    assert (store.root / "submitted/gaj/safety_plan-1.toml").read_bytes() == b"format = 1\n"
    assert [item.number for item in store.submissions("gaj")] == [2]


@pytest.mark.parametrize("harm", ["change", "remove", "link"])
def test_a_changed_or_lost_snapshot_is_named(store: Store, harm: str) -> None:
    _submit(store)
    path = store.root / "submitted/gaj/safety_plan-1.toml"
    if harm == "change":
        path.write_text(path.read_text(encoding="utf-8").replace("12.50", "12.40"), encoding="utf-8")
    else:
        path.unlink()
    if harm == "link":
        path.symlink_to(store.root / "workspace.toml")
    codes = {"change": "store_snapshot_changed", "remove": "store_snapshot_missing", "link": "store_not_a_file"}
    assert [item.code for item in store.verify()] == [codes[harm]]
    (listed,) = store.submissions("gaj")
    assert listed.problem is not None
    if harm == "remove":
        with pytest.raises(DamagedData):
            store.snapshot("gaj", "safety_plan", 1)


def test_what_changed_since_the_snapshot_was_built_stops_the_submission(store: Store) -> None:
    loaded, tables = store.unit("gaj"), _tables(store)
    store.save("gaj", loaded, {value("deaths", 2021): 3}, OFFICE)
    with pytest.raises(Conflict, match="新的修改"):
        store.submit("gaj", PLAN, [ITEM], loaded, tables, CLERK)
    assert not (store.root / "submitted").exists()


def test_nothing_to_submit_is_said(store: Store) -> None:
    with pytest.raises(Conflict, match="不能报送"):
        store.submit("gaj", PLAN, ["contact"], store.unit("gaj"), _tables(store), CLERK)
    with pytest.raises(Conflict, match="单位审核人"):
        store.submit("gaj", PLAN, [ITEM], store.unit("gaj"), _tables(store), CLERK, details=Details(reviewer_step=True))


def test_a_key_that_the_format_does_not_list_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="docs/format"):
        document("gaj", "p", 1, {}, {"surprise": 1})
    with pytest.raises(ValueError, match="docs/format"):
        document("gaj", "p", 1, {}, {"plan_file": {"surprise": 1}})


def test_an_empty_unit_has_a_slice_too(store: Store) -> None:
    tables = contents(PLAN, store.settings()[0], "nobody", {}, Record("city"), lambda _: (), {})
    assert document("nobody", "safety_plan", 1, {}, tables).startswith(b"# ")
