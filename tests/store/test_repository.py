"""Load, save, merge, take over: what the store promises the rest of the program."""

from __future__ import annotations

import os
import stat
from decimal import Decimal
from pathlib import Path

import pytest

from evaltui.errors import Conflict, DamagedData, UsageProblem, problem
from evaltui.store import history
from evaltui.store.record import Figure, Leaf
from evaltui.store.record import Path as FieldPath
from evaltui.store.repository import Edit, Store
from evaltui.store.settings_file import settings_of
from support.storing import CLERK, OFFICE, REPORT, SOURCE, WORKSPACE, new_store, value


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "workspace.toml").write_text(WORKSPACE, encoding="utf-8")
    return new_store(tmp_path)


def test_what_was_typed_is_in_the_file_and_in_the_history(store: Store) -> None:
    saved = store.save("gaj", store.unit("gaj"), {value("m1", 2020): Decimal("12.50")}, CLERK, reason="核对台账")
    assert "2020 = 12.50\n" in (store.root / "units/gaj.toml").read_text(encoding="utf-8")
    (line,) = store.history("gaj")
    assert (line.seq, line.kind, line.author, line.reason) == (1, "edit", CLERK, "核对台账")
    assert line.changes == (history.Change(value("m1", 2020), None, Decimal("12.50")),)
    assert saved.durability_confirmed
    assert saved.event == line.event
    assert store.unit("gaj").record.figure("m1", 2020) == Figure(value=Decimal("12.50"))
    assert not store.verify()


def test_the_clock_and_the_program_are_in_the_line_not_in_the_file(store: Store) -> None:
    store.save("gaj", store.unit("gaj"), {SOURCE: "台账"}, CLERK)
    text = (store.root / "units/gaj.toml").read_text(encoding="utf-8")
    assert "2025" not in text
    assert "张三" not in text


def test_data_is_for_its_owner_alone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.umask(0)
    try:
        store.save("gaj", store.unit("gaj"), {SOURCE: "台账"}, CLERK)
    finally:
        os.umask(before)
    for path in store.root.rglob("*"):
        wanted = 0o700 if path.is_dir() else 0o600
        if path.name != "workspace.toml":
            assert stat.S_IMODE(path.stat().st_mode) == wanted, path


def test_mode_and_group_of_a_file_are_kept(store: Store) -> None:
    store.save("gaj", store.unit("gaj"), {SOURCE: "台账"}, CLERK)
    path = store.root / "units/gaj.toml"
    path.chmod(0o640)
    if os.getuid() == 0:
        os.chown(path, -1, 12345)
    group = path.stat().st_gid
    store.save("gaj", store.unit("gaj"), {SOURCE: "新台账"}, CLERK)
    assert (stat.S_IMODE(path.stat().st_mode), path.stat().st_gid) == (0o640, group)


def test_saving_what_is_there_already_writes_nothing(store: Store) -> None:
    first = store.save("gaj", store.unit("gaj"), {SOURCE: "台账"}, CLERK)
    again = store.save("gaj", first.loaded, {SOURCE: "台账"}, CLERK)
    assert again.written == ()
    assert len(store.history("gaj")) == 1


def test_disjoint_edits_of_two_sessions_merge(store: Store) -> None:
    base = store.unit("gaj")
    store.save("gaj", base, {value("m1", 2020): 5}, CLERK)
    saved = new_store(store.root).save("gaj", base, {value("m1", 2021): 6}, CLERK)
    assert saved.merged == (value("m1", 2020),)
    assert not saved.conflicts
    assert dict(store.unit("gaj").record.fields) == {value("m1", 2020): 5, value("m1", 2021): 6}


def test_the_same_field_changed_by_both_is_a_conflict_and_nothing_is_dropped(store: Store) -> None:
    base = store.save("gaj", store.unit("gaj"), {SOURCE: "旧"}, CLERK).loaded
    store.save("gaj", base, {SOURCE: "他们的"}, OFFICE)
    saved = store.save("gaj", base, {SOURCE: "我的", value("m1", 2020): 7}, CLERK)
    (conflict,) = saved.conflicts
    assert (conflict.base, conflict.theirs, conflict.mine, conflict.their_person) == ("旧", "他们的", "我的", "李四")
    assert conflict.their_when is not None
    record = store.unit("gaj").record
    assert record.text("measures", "m1", "source") == "他们的"
    assert record.get(*value("m1", 2020)) == 7
    kept = [change.new for line in store.history("gaj") if line.kind == "conflict" for change in line.changes]
    assert kept == ["我的"]
    assert not store.verify()
    chosen = store.save("gaj", saved.loaded, {SOURCE: "我的"}, CLERK)
    assert not chosen.conflicts
    assert store.unit("gaj").record.text("measures", "m1", "source") == "我的"


def test_the_same_value_on_both_sides_is_no_conflict(store: Store) -> None:
    base = store.unit("gaj")
    store.save("gaj", base, {SOURCE: "台账", value("m1", 2020): Decimal("12.50")}, OFFICE)
    saved = store.save("gaj", base, {SOURCE: "台账", value("m1", 2020): Decimal("12.5")}, CLERK)
    assert not saved.conflicts
    assert not saved.written


def test_removing_against_editing_is_a_conflict(store: Store) -> None:
    base = store.save("gaj", store.unit("gaj"), {SOURCE: "旧"}, CLERK).loaded
    store.save("gaj", base, {SOURCE: "新"}, OFFICE)
    assert store.save("gaj", base, {SOURCE: None}, CLERK).conflicts


def test_one_broken_file_hurts_one_unit_and_is_never_overwritten(store: Store) -> None:
    good = store.save("yjglj", store.unit("yjglj"), {SOURCE: "台账"}, CLERK).loaded
    loaded = store.save("gaj", store.unit("gaj"), {SOURCE: "台账"}, CLERK).loaded
    path = store.root / "units/gaj.toml"
    path.write_text('format = 1\nunit = "gaj"\n[measures.m1\n', encoding="utf-8")
    broken = store.unit("gaj")
    assert broken.read_only
    assert broken.problems[0].place == "units/gaj.toml，第3行第13列"
    for base in (loaded, broken):
        with pytest.raises(DamagedData):
            store.save("gaj", base, {SOURCE: "新"}, CLERK)
    assert path.read_text(encoding="utf-8").endswith("[measures.m1\n")
    assert store.save("yjglj", good, {SOURCE: "新"}, CLERK).written


def test_a_file_changed_in_an_editor_is_taken_over_and_logged(store: Store) -> None:
    store.save("gaj", store.unit("gaj"), {SOURCE: "台账", value("m1", 2020): 5}, CLERK)
    path = store.root / "units/gaj.toml"
    edited = path.read_text(encoding="utf-8").replace("2020 = 5", "2020 = 6 # 手改\n2021 = 7")
    path.write_text(edited, encoding="utf-8")
    loaded = store.unit("gaj")
    assert [item.code for item in loaded.problems] == ["store_external"]
    assert loaded.record.get(*value("m1", 2021)) == 7
    assert path.read_text(encoding="utf-8") == edited
    line = store.history("gaj")[-1]
    assert line.kind == "external"
    assert {(change.path[-1], change.old, change.new) for change in line.changes} == {("2020", 5, 6), ("2021", None, 7)}
    assert not store.unit("gaj").problems
    assert not store.verify()
    store.save("gaj", loaded, {value("m1", 2022): 8}, CLERK)
    assert not store.verify()


def test_a_comment_alone_is_not_a_change(store: Store) -> None:
    store.save("gaj", store.unit("gaj"), {value("m1", 2020): 5}, CLERK)
    path = store.root / "units/gaj.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n# 批注\n", encoding="utf-8")
    assert not store.unit("gaj").problems
    assert len(store.history("gaj")) == 1


def test_unknown_keys_outlive_every_save(store: Store) -> None:
    store.files.write(
        "units/gaj.toml",
        b'format = 1\nunit = "gaj"\nzukunft = [1, 2.50]\n[measures.m1.values.2020]\nvalue = 5\nneu = "x"\n',
    )
    base = store.unit("gaj")
    store.save("gaj", base, {value("m1", 2020): Decimal("6.0")}, CLERK)
    record = store.unit("gaj").record
    assert record.get("zukunft") == (1, Decimal("2.50"))
    assert record.get(*value("m1", 2020)) == {"value": Decimal("6.0"), "neu": "x"}


def test_a_newer_format_opens_read_only(store: Store) -> None:
    text = 'format = 2\nunit = "gaj"\n[measures.m1.values]\n2020 = 5\n'
    store.files.write("units/gaj.toml", text.encode())
    loaded = store.unit("gaj")
    assert loaded.read_only
    assert loaded.record.get(*value("m1", 2020)) == 5
    with pytest.raises(DamagedData):
        store.save("gaj", loaded, {SOURCE: "x"}, CLERK)
    assert (store.root / "units/gaj.toml").read_text(encoding="utf-8") == text


def test_a_file_that_vanished_is_not_taken_for_an_empty_one(store: Store) -> None:
    loaded = store.save("gaj", store.unit("gaj"), {SOURCE: "台账"}, CLERK).loaded
    store.save("gaj", loaded, {SOURCE: "新"}, CLERK)
    (store.root / "units/gaj.toml").unlink()
    gone = store.unit("gaj")
    assert gone.read_only
    assert [item.code for item in gone.problems] == ["store_missing"]
    with pytest.raises(DamagedData):
        store.save("gaj", loaded, {SOURCE: "x"}, CLERK)


@pytest.mark.parametrize(
    ("path", "leaf"),
    [
        (("measures", "m1", "sorce"), "x"),
        (("measures", "m1", "values", "99"), 5),
        (("measures", "m1", "values", "2020"), True),
        (("measures", "m1", "values", "2020"), {"state": "finished"}),
        (("plans", "p", "tasks", "s1", "state"), "finished"),
        (("measures", "m1", "source"), "a\nb"),
        (("measures", "m1", "as_of"), "2025-06-16"),
        (("measures", "m1", "values", "2020"), Decimal("NaN")),
        (("measures", "m1", "values", "2020"), Decimal("1E+999999")),
        (("measures", "m1", "values", "2020"), 1.5),
        (("measures", "m1\x1b[2J", "source"), "x"),
        ((), "x"),
    ],
)
def test_a_field_or_value_that_the_format_does_not_know_is_refused(
    store: Store, path: tuple[str, ...], leaf: object
) -> None:
    with pytest.raises(UsageProblem):
        store.save("gaj", store.unit("gaj"), {path: leaf}, CLERK)  # type: ignore[dict-item]  # hostile on purpose
    assert not (store.root / "units/gaj.toml").exists()


@pytest.mark.parametrize("path", [("format",), ("unit",), ("head", "seq"), ("head", "sha")])
def test_the_envelope_is_not_a_field(store: Store, path: tuple[str, ...]) -> None:
    with pytest.raises(UsageProblem):
        store.save("gaj", store.unit("gaj"), {path: 3 if path[-1] in ("format", "seq") else "x"}, CLERK)


def test_a_misspelled_path_is_answered_with_the_right_one(store: Store) -> None:
    with pytest.raises(UsageProblem, match=r"report\.problems"):
        store.save("gaj", store.unit("gaj"), {("plans", "<plan>", "report", "problem"): "x"}, CLERK)


def test_a_field_cannot_also_be_a_table(store: Store) -> None:
    store.files.write("units/gaj.toml", b'format = 1\nunit = "gaj"\n[neu]\na = 1\n')
    base = store.unit("gaj")
    assert store.save("gaj", base, {("neu", "a"): 2}, CLERK).written
    with pytest.raises(UsageProblem):
        store.save("gaj", store.unit("gaj"), {("neu", "a", "b"): 2}, CLERK)


@pytest.mark.parametrize("owner", ["../gaj", "", "GAJ", "公安局", "a" * 65, "gaj/../yjglj", "gaj\n"])
def test_only_ids_name_files(store: Store, owner: str) -> None:
    with pytest.raises(UsageProblem):
        store.unit(owner)
    with pytest.raises(UsageProblem):
        store.save(owner, store.unit("gaj"), {SOURCE: "x"}, CLERK)


def test_a_guard_is_asked_about_what_is_on_the_disk_now(store: Store) -> None:
    base = store.unit("gaj")
    store.save("gaj", base, {value("m1", 2020): 5}, OFFICE)

    with pytest.raises(Conflict):
        store.save(
            "gaj", base, {SOURCE: "x"}, CLERK, guard=lambda record: [problem("store_exists")] * len(record.fields)
        )
    assert store.unit("gaj").record.get(*SOURCE) is None


def test_hostile_text_is_cleaned_before_it_is_kept(store: Store) -> None:
    store.save(
        "gaj", store.unit("gaj"), {REPORT: "一\r\n二\x1b]52;c;AAAA\x07\u202e\ud800三"}, CLERK, reason="\x1b[2J因"
    )
    assert store.unit("gaj").record.text(*REPORT) == "一\n二三"
    assert store.history("gaj")[0].reason == "因"


def test_a_file_without_history_gets_a_first_line_with_the_first_save(store: Store) -> None:
    workspace = store.workspace()
    assert not workspace.problems
    assert not (store.root / "history").exists()
    store.save("workspace", workspace, {("office_phone",): "0513-00000000"}, OFFICE)
    kinds = [line.kind for line in store.history("workspace")]
    assert kinds == ["external", "edit"]
    assert store.settings()[0].office_phone == "0513-00000000"
    assert [unit.id for unit in store.settings()[0].units] == ["gaj", "yjglj"]
    assert not store.verify()


def test_a_workspace_without_what_it_needs_says_everything_at_once(store: Store) -> None:
    (store.root / "workspace.toml").write_text('format = 1\n[[units]]\nid = "gaj"\n', encoding="utf-8")
    with pytest.raises(DamagedData) as caught:
        store.settings()
    missing = {item.path[-1] for item in caught.value.problems}
    assert {"region", "id", "title", "actual_through", "plans", "name", "kind"} <= missing


def test_settings_say_what_the_file_says(store: Store) -> None:
    changes: dict[FieldPath, Leaf | None] = {
        ("plans", "safety_plan", "settings", "lag"): "target_only",
        ("plans", "safety_plan", "settings", "titles", "nantong_indicators"): "完成情况表",
        ("measures", "work_accidents", "settings", "lead"): "yjglj",
        ("measures", "work_accidents", "settings", "contributors"): ("yjglj", "gaj"),
        ("round", "forms", "nantong_indicators"): "附件三",
        ("units", "gaj", "reviewer_step"): True,
    }
    store.save("workspace", store.workspace(), changes, OFFICE, kind="settings")
    settings, problems = store.settings()
    assert not problems
    assert settings.plan("safety_plan").lag == "target_only"
    assert settings.plan("safety_plan").titles == {"nantong_indicators": "完成情况表"}
    assert settings.measure("work_accidents").contributors == ("yjglj", "gaj")
    assert settings.measure("work_accidents").lead == "yjglj"
    assert settings.form_aliases == {"nantong_indicators": "附件三"}
    assert settings.unit_by_id["gaj"].reviewer_step
    assert settings.plans == ("safety_plan",)
    assert settings_of(store.workspace().record)[0] == settings


def test_grants_are_read_from_access(store: Store) -> None:
    changes: dict[FieldPath, Leaf | None] = {
        ("grants", "g17", "role"): "clerk",
        ("grants", "g17", "unit"): "gaj",
        ("grants", "g17", "person"): "张三",
    }
    store.save("access", store._load("access"), changes, OFFICE)
    assert store.grants() == {"g17": {"role": "clerk", "unit": "gaj", "person": "张三"}}


def test_a_damaged_access_file_grants_nothing(store: Store) -> None:
    (store.root / "access.toml").write_text("format = 1\n[grants.g1]\nrole = 'root'\n", encoding="utf-8")
    with pytest.raises(DamagedData):
        store.grants()


def test_a_batch_is_all_or_nothing_and_one_event(store: Store) -> None:
    gaj, city = store.unit("gaj"), store.city()
    edits = [Edit("gaj", gaj, {SOURCE: "台账"}), Edit("city", city, {("reporting", "gaj"): "mail"})]
    done = store.save_all(edits, OFFICE, kind="import")
    assert {saved.event for saved in done.values()} == {store.history("gaj")[0].event}
    assert store.history("city")[0].event == store.history("gaj")[0].event
    assert not list((store.root / "drafts").glob("batch-*"))
    with pytest.raises(Conflict):
        store.save_all(
            [Edit("gaj", gaj, {SOURCE: "另一个"}), Edit("city", city, {("reporting", "yjglj"): "login"})], OFFICE
        )
    assert store.city().record.get("reporting", "yjglj") is None
    assert not store.verify()


def test_an_event_is_taken_back_but_not_what_was_built_on_it(store: Store) -> None:
    first = store.save("gaj", store.unit("gaj"), {value("m1", 2020): 5, value("m1", 2021): 6, SOURCE: "旧"}, CLERK)
    second = store.save("gaj", first.loaded, {value("m1", 2020): 7, SOURCE: None}, CLERK, kind="import")
    third = store.save("gaj", second.loaded, {SOURCE: "新"}, OFFICE)
    lines = [line for line in store.history("gaj") if line.event == second.event]
    back, blocked = history.inverse(lines, third.loaded.record)
    assert back == {value("m1", 2020): 5}
    assert blocked == (history.Change(SOURCE, None, "新"),)


def test_the_past_is_replayed(store: Store) -> None:
    first = store.save("gaj", store.unit("gaj"), {value("m1", 2020): 5}, CLERK)
    moment = store.history("gaj")[0].when
    store.save("gaj", first.loaded, {value("m1", 2020): 6, SOURCE: "x"}, CLERK)
    assert dict(store.as_it_was("gaj", moment).fields) == {value("m1", 2020): 5}
    assert history.replay("gaj", store.history("gaj")).fields == store.unit("gaj").record.fields
    assert [line.seq for line in history.blame(store.history("gaj"), value("m1", 2020))] == [1, 2]
