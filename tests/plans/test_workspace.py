"""The default workspace against the notice: every printed unit name finds its unit, and owes what the tables say."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from evaltui.assess.duties import contributors, duties
from evaltui.plan.load import load_plan
from evaltui.plan.model import Plan
from evaltui.store.repository import Store
from evaltui.store.settings import Settings
from evaltui.store.units import resolve_unit, split_units

ROOT = Path(__file__).resolve().parents[2]

# 附件8 as printed, misprints included.
ANNEX_8_SAFETY = (
    "发改委、教体局、科技局、民宗局、公安局、民政局、财政局、人社局、资源规划局、生态环境局、住建局、建管局、城管局、交运局、"
    "水利局、农业农村局、商务局、文广旅局、卫健委员、应急管理局、数据局、市场监督管理局、气象局、消防救援大队、市域治理现代化指挥中心"
)
ANNEX_8_EMERGENCY = (
    "组织部、宣传部、发改委、教体局、公安局、民政局、财政局、资规划局、生态环境局、住建局、城管局、交通局、水利局、农业农村局、"
    "文广旅局、融媒体、卫健委、市场监督局、气象局、消防大队、市域治理中心、供电公司、城建集团"
)

# Every form of a unit's name that the notice prints anywhere, and the unit it means.
SPELLINGS = {
    "jtj": "教体局 市教局",
    "zrzyghj": "资源规划局 资规划局 自然资源规划 自然资源与规划",
    "jtysj": "市交通运输局 交运局 交通局 交运",
    "zjj": "市住房和城乡建设局 住建局",
    "jgj": "市建管局 建管局",
    "wjw": "卫健委员 卫健委",
    "scjdglj": "市场监督管理局 市场监督局",
    "xfjydd": "消防救援大队 消防大队 消防救援",
    "syzlzx": "市域治理现代化指挥中心 市域治理中心",
    "yjglj": "市应急管理局 应急管理局 海安市应急管理局",
    "nyncj": "市农业农村局 农业农村局",
    "gaj": "市公安局 公安局 海安市公安局",
    "qxj": "市气象局 气象局",
    "rmtzx": "融媒体",
}

# Who answers for each printed row of 附件3 and 附件4, by number.
ANNEX_3 = {
    1: "yjglj",
    2: "yjglj",
    3: "yjglj",
    4: "yjglj",
    5: "gaj jtysj",
    6: "zjj jgj",
    7: "nyncj",
    8: "yjglj",
    9: "yjglj",
}
ANNEX_4 = {
    1: "yjglj", 2: "yjglj", 3: "yjglj", 4: "yjglj", 5: "xfjydd", 6: "yjglj", 7: "yjglj nyncj", 8: "yjglj nyncj",
    9: "xfjydd", 10: "yjglj nyncj", 11: "yjglj", 12: "yjglj", 13: "zjj", 14: "jtj", 15: "xfjydd", 16: "yjglj", 17: "qxj",
}  # fmt: skip  # rows of one table


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    copy = tmp_path_factory.mktemp("default")
    shutil.copy(ROOT / "data" / "workspace.toml", copy)
    found, problems = Store(copy).settings()
    assert problems == ()
    return found


@pytest.fixture(scope="module")
def plans(settings: Settings) -> tuple[Plan, ...]:
    loaded = [load_plan(ROOT / "plugins" / plan_id)[0] for plan_id in settings.plans]
    return tuple(plan for plan in loaded if plan is not None)


def test_the_round_is_the_notices(settings: Settings, plans: tuple[Plan, ...]) -> None:
    assert settings.region == "海安市"
    assert settings.plans == ("safety_plan", "emergency_plan")
    assert (settings.round.id, settings.round.actual_through, settings.round.forecast) == ("final_2025", 2024, (2025,))
    assert settings.round.deadlines == {"contact": date(2025, 5, 15), "submission": date(2025, 6, 16)}
    template = plans[0].rounds[-1]
    for part in ("id", "title", "actual_through", "forecast", "cutoffs", "deadlines", "report_limit"):
        assert getattr(settings.round, part) == getattr(template, part), part


def test_thirty_departments_and_no_towns(settings: Settings) -> None:
    assert len(settings.units) == 30
    assert {unit.kind for unit in settings.units} == {"department"}
    assert len({unit.name for unit in settings.units}) == 30


def test_annex_8_names_every_department_and_nobody_else(settings: Settings) -> None:
    safety, lost, etc = split_units(ANNEX_8_SAFETY, settings)
    assert (len(safety), lost, etc) == (25, (), False)
    emergency, lost, etc = split_units(ANNEX_8_EMERGENCY, settings)
    assert (len(emergency), lost, etc) == (23, (), False)
    assert len(set(safety) & set(emergency)) == 18
    assert set(safety) | set(emergency) == set(settings.units)


def test_report_units_are_annex_8(settings: Settings, plans: tuple[Plan, ...]) -> None:
    for plan, printed in zip(plans, (ANNEX_8_SAFETY, ANNEX_8_EMERGENCY), strict=True):
        assert [resolve_unit(name, settings) for name in plan.report_units] == [*split_units(printed, settings)[0]]


@pytest.mark.parametrize("unit", SPELLINGS)
def test_every_spelling_of_the_notice_finds_its_unit(settings: Settings, unit: str) -> None:
    for name in SPELLINGS[unit].split():
        found = resolve_unit(name, settings)
        assert found is not None, name
        assert found.id == unit, name


def test_nobody_shares_a_spelling(settings: Settings) -> None:
    for unit in settings.units:
        for name in (unit.name, unit.short, unit.renamed_from, *unit.aliases):
            if name:
                assert resolve_unit(name, settings) == unit, f"{name} means {unit.id} alone"


def test_printed_responsible_units_are_the_ones_that_answer(settings: Settings, plans: tuple[Plan, ...]) -> None:
    for plan, expected in zip(plans, (ANNEX_3, ANNEX_4), strict=True):
        for row in plan.rows("nantong"):
            printed, lost, etc = split_units(row.responsible_text, settings)
            wanted = tuple(expected[row.no].split())
            assert lost == ()
            assert tuple(unit.id for unit in printed) == wanted, row.name
            assert contributors(row.measure, plans, settings) == wanted, row.name
            assert etc == (row.clause.startswith("附件4") and row.no in (10, 11, 13, 14, 16, 17)), row.name


def test_every_proposed_unit_is_known(settings: Settings, plans: tuple[Plan, ...]) -> None:
    for plan in plans:
        proposed = [
            *(item.units for item in plan.measures),
            *(item.units for item in plan.tasks),
            *(item.units for item in plan.commitments),
            *(item.units for item in plan.projects),
        ]
        assert {name for names in proposed for name in names if resolve_unit(name, settings) is None} == set()


def test_who_owes_what(settings: Settings, plans: tuple[Plan, ...]) -> None:
    owed = duties(plans, settings)
    police = owed["gaj"]
    assert police.measures == ("road_transport_deaths", "road_vehicle_death_rate")
    assert police.indicators == (
        ("safety_plan", "road_transport_deaths_drop"),
        ("safety_plan", "haian_road_vehicle_death_rate_drop"),
    )
    emergency = owed["yjglj"]
    nantong_rows = {row.id for row in plans[1].rows("nantong")}
    mine = [item for plan, item in emergency.indicators if plan == "emergency_plan" and item in nantong_rows]
    assert len(mine) == 11, "11 of 附件4's 17 rows, though 附件8 does not list it"
    assert emergency.report == ("safety_plan",)
    assert {
        unit: item.report for unit, item in owed.items() if len(item.report) != 1 and unit in ("kjj", "zzb", "gaj")
    } == {"gaj": ("safety_plan", "emergency_plan")}
    for kind, count in (("tasks", 70), ("commitments", 60), ("projects", 8)):
        assigned = {ref for item in owed.values() for ref in getattr(item, kind)}
        assert len(assigned) == count, f"{kind}: each proposed to somebody"
