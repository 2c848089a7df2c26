"""Names of units as they really arrive (bad-input S-1 to S-7)."""

from __future__ import annotations

import pytest

from evaltui.store.settings import Round, Settings, Unit
from evaltui.store.units import nearest_units, possible_units, resolve_unit, split_units, unit_question

SETTINGS = Settings(
    region="海安市",
    round=Round("final", "总结评估", 2024),
    units=(
        Unit("gaj", "海安市公安局", "department", "公安局"),
        Unit("nyj", "海安市农业农村局", "department", "农业农村局"),
        Unit("jtj", "海安市交通运输局", "department", "交通运输局", ("交运局", "交通局")),
        Unit("zjj", "海安市住房和城乡建设局", "department", "住建局"),
        Unit("cjjt", "海安市城建集团", "department", "城建集团"),
        Unit("jtw", "海安市教育体育局", "department", "教体局", ("市教局",)),
        Unit("wjw", "海安市卫生健康委员会", "department", "卫健委", ("卫健委员",)),
        Unit("zgj", "海安市自然资源和规划局", "department", "资源规划局", ("资规划局", "国土局")),
        Unit("xfd", "海安市消防救援大队", "department", "消防救援大队", ("消防大队",)),
        Unit("sjj", "海安市数据局", "department", "数据局", (), "海安市大数据局"),
        Unit("zzb", "中共海安市委组织部", "department", "组织部"),
        Unit("lb", "李堡镇", "town"),
        Unit("cx", "城西街道", "town"),
    ),
    plans=("safety_plan",),
)


@pytest.mark.parametrize(
    ("text", "units", "left", "others"),
    [
        ("市农业农村局等部门", ["nyj"], [], True),
        ("市公安局、市交通  运输局", ["gaj", "jtj"], [], False),
        ("市公安局，市交通\u3000运输局；教体局/卫健委", ["gaj", "jtj", "jtw", "wjw"], [], False),
        ("住房和城乡建设局", ["zjj"], [], False),
        ("市住房和城乡建设局和市公安局", ["zjj", "gaj"], [], False),
        ("公安局与住房和城乡建设局及自然资源和规划局", ["gaj", "zjj", "zgj"], [], False),
        ("市公安局\n市交通运输局", ["gaj", "jtj"], [], False),
        ("市交通\n运输局", ["jtj"], [], False),
        ("市教局、卫健委员、资规划局、消防大队", ["jtw", "wjw", "zgj", "xfd"], [], False),
        ("国土局、大数据局", ["zgj", "sjj"], [], False),
        ("农业农村局、海安市农业农村局", ["nyj"], [], False),
        ("李堡镇政府、李堡、海安市李堡镇人民政府、城西街道办事处", ["lb", "cx"], [], False),
        ("市公安局、城建局", ["gaj"], ["城建局"], False),
        ("市公安局和某某公司", ["gaj"], ["某某公司"], False),
        ("公安局（牵头）、教体局（配合）", ["gaj", "jtw"], [], False),
        ("公安局、公安局", ["gaj"], [], False),
        ("公安局等有关部门和单位", ["gaj"], [], True),
        ("", [], [], False),
        ("、，", [], [], False),
        ("和", [], ["和"], False),
        ("gaj、jtj", ["gaj", "jtj"], [], False),
    ],
)
def test_a_cell_of_names(text: str, units: list[str], left: list[str], others: bool) -> None:
    found, unknown, more = split_units(text, SETTINGS)
    assert ([unit.id for unit in found], list(unknown), more) == (units, left, others)


@pytest.mark.parametrize(
    "name",
    ["市公安局", "公安局", "海安市公安局", "海安公安局", "公 安 局", "公安局\u200b", "公\u00a0安局", "gaj", " gaj "],
)
def test_one_unit_under_many_spellings(name: str) -> None:
    unit = resolve_unit(name, SETTINGS)
    assert unit is not None
    assert unit.id == "gaj"


@pytest.mark.parametrize("name", ["", " ", "局", "市", "海安市", "海安", "安局", "公安", "城建局"])
def test_no_guessing(name: str) -> None:
    assert resolve_unit(name, SETTINGS) is None


def test_what_could_be_two_asks_with_both() -> None:
    assert [unit.id for unit in possible_units("城建局", SETTINGS)] == ["zjj", "cjjt"]
    question = unit_question("城建局", SETTINGS)
    assert question.code == "unit_ambiguous"
    assert "住建局、城建集团" in question.sentence


def test_an_unknown_name_is_answered_with_the_nearest_three() -> None:
    assert nearest_units("公安分局", SETTINGS)[0].id == "gaj"
    question = unit_question("某某公司", SETTINGS)
    assert question.code == "unit_unknown"
    assert question.hint.count("、") == 2


def test_a_name_that_two_units_bear_is_nobodys() -> None:
    twins = (Unit("a1", "东镇", "town", aliases=("河东",)), Unit("a2", "西镇", "town", aliases=("河东",)))
    settings = Settings("海安市", SETTINGS.round, twins, ("p",))
    assert resolve_unit("河东", settings) is None
    assert [unit.id for unit in possible_units("河东", settings)] == ["a1", "a2"]


def test_a_full_name_beats_an_alias_of_another() -> None:
    units = (Unit("a1", "教育局", "department"), Unit("a2", "教体局", "department", aliases=("教育局",)))
    settings = Settings("海安市", SETTINGS.round, units, ("p",))
    unit = resolve_unit("市教育局", settings)
    assert unit is not None
    assert unit.id == "a1"
