"""The two bundled plans against the official notice: every expectation here was typed from the printed tables."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from evaltui.plan.load import load_plan
from evaltui.plan.model import Indicator, Measure, Plan
from support.printed_notice import (
    EMERGENCY_CHAPTERS,
    EMERGENCY_TASKS,
    LETTERS,
    MEANT,
    PRINTED,
    RULES,
    SAFETY_CHAPTERS,
    SAFETY_TASKS,
    TABLES,
)

ROOT = Path(__file__).resolve().parents[2]

HALF_WIDTH = set(",;:()?!\"' ")


def load(plan_id: str) -> Plan:
    plan, problems = load_plan(ROOT / "plugins" / plan_id)
    assert problems == ()
    assert plan is not None
    return plan


@pytest.fixture(scope="module")
def plans() -> dict[str, Plan]:
    return {plan_id: load(plan_id) for plan_id in ("safety_plan", "emergency_plan")}


def printed_row(row: Indicator) -> str:
    return f"{row.no}|{row.name}|{row.target_text}|{row.attribute}|{row.responsible_text}"


@pytest.mark.parametrize("where", TABLES)
def test_rows_are_as_printed(plans: dict[str, Plan], where: tuple[str, str]) -> None:
    plan, table = where
    assert [printed_row(row) for row in plans[plan].rows(table)] == PRINTED[where].splitlines()


@pytest.mark.parametrize("where", TABLES)
def test_targets_mean_what_is_printed(plans: dict[str, Plan], where: tuple[str, str]) -> None:
    plan, table = where
    found = [
        f"{row.target.comparator}{row.target.value.normalize():f}" if row.target else "none"
        for row in plans[plan].rows(table)
    ]
    assert found == MEANT[where].split()


@pytest.mark.parametrize("where", TABLES)
def test_rules_by_row(plans: dict[str, Plan], where: tuple[str, str]) -> None:
    plan, table = where
    assert "".join(LETTERS[row.rule] for row in plans[plan].rows(table)) == RULES[where]


def test_no_other_tables_and_no_stray_rows(plans: dict[str, Plan]) -> None:
    assert {(p.id, t.id): len(p.rows(t.id)) for p in plans.values() for t in p.tables} == {
        ("safety_plan", "nantong"): 9,
        ("safety_plan", "haian"): 9,
        ("emergency_plan", "nantong"): 17,
        ("emergency_plan", "haian"): 14,
    }
    assert sum(len(p.indicators) for p in plans.values()) == 49


def test_the_only_special_rows(plans: dict[str, Plan]) -> None:
    safety, emergency = plans["safety_plan"], plans["emergency_plan"]
    assert [r.no for r in safety.rows("nantong") if r.zero_base == "keep_zero"] == [5, 6, 7]
    assert [r.no for r in emergency.rows("nantong") if r.target_scope == "superior"] == [9]
    rest = [*safety.rows("haian"), *emergency.rows("haian")]
    assert all(r.zero_base == "unratable" and r.target_scope == "local" for r in rest)
    assert all(not r.milestones for p in plans.values() for r in p.indicators)
    assert safety.measure_by_id["village_officers"].combine == "min"


def test_ids_the_outside_relies_on(plans: dict[str, Plan]) -> None:
    first = plans["safety_plan"].rows("nantong")[0]
    assert (first.id, first.measure) == ("work_accidents_drop", "work_accidents")
    measure = plans["safety_plan"].measure_by_id["work_accidents"]
    assert (measure.name, measure.uom, measure.nature) == ("生产安全事故起数", "起", "count")


def agreed(measure: Measure) -> tuple[object, ...]:
    return (
        measure.name, measure.uom, measure.nature, measure.scope, measure.ratio, measure.bounds, measure.precision,
        measure.combine, measure.units,
    )  # fmt: skip  # one line reads as what it is: the keys on which plans have to agree


def test_shared_measures_agree(plans: dict[str, Plan]) -> None:
    safety, emergency = (plan.measure_by_id for plan in plans.values())
    shared = set(safety) & set(emergency)
    assert shared == {
        "work_accidents", "work_deaths", "gdp", "gdp_death_rate", "industry_deaths", "employees", "industry_death_rate",
    }  # fmt: skip  # a set of names
    assert {item: agreed(safety[item]) for item in shared} == {item: agreed(emergency[item]) for item in shared}


def test_how_several_units_become_one_figure(plans: dict[str, Plan]) -> None:
    combined = {m.id: m.combine for plan in plans.values() for m in plan.measures if m.combine != "lead"}
    assert combined == {
        "village_officers": "min",  # 每个村（社区）≥2名: the smallest village counts
        "qualified_officers": "sum",
        "officers": "sum",
        "qualified_officers_share": "pooled",
    }


def test_what_kind_of_figure_each_measure_is(plans: dict[str, Plan]) -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for plan in plans.values():
        for measure in plan.measures:
            found.setdefault((measure.nature, measure.uom), set()).add(measure.id)
    assert {key: len(ids) for key, ids in found.items()} == {
        ("count", "起"): 1,
        ("count", "人"): 10,
        ("count", "人次"): 1,
        ("count", "名"): 1,
        ("money", "亿元"): 1,
        ("money", "万元"): 1,
        ("level", "万人"): 2,
        ("rate", "人/亿元"): 1,
        ("rate", "人/十万人"): 2,
        ("rate", "人/百万人"): 1,
        ("rate", "人次/十万人"): 1,
        ("rate", "人/万车"): 1,
        ("share", "%"): 12,
        ("duration", "小时"): 2,
        ("area", "平方米/人"): 1,
    }


@pytest.mark.parametrize(
    ("measure", "figures", "value"),
    [
        ("gdp_death_rate", (8, "1150"), "8/1150"),  # persons per 亿元
        ("industry_death_rate", (12, "40"), "3"),  # 12 of 400 000 employees: 3 per 100 000
        ("fire_death_rate", (2, "80"), "0.25"),  # 2 of 800 000: 0.25 per 100 000
        ("disaster_loss_share", (5_000_000, "1000"), "50"),  # 50 亿元 of 1000 亿元: 50 %
        ("disaster_death_rate", (1, "80"), "1.25"),  # 1 of 800 000: 1.25 per million
        ("disaster_affected_rate", (8000, "80"), "1000"),  # 8000 of 800 000: 1000 per 100 000
        ("qualified_officers_share", (45, "60"), "75"),
    ],
)
def test_ratios_come_out_in_the_printed_unit(
    plans: dict[str, Plan], measure: str, figures: tuple[int, str], value: str
) -> None:
    ratio = (plans["emergency_plan"].measure_by_id[measure]).ratio
    assert ratio is not None
    num, den = figures
    top, _, bottom = value.partition("/")
    assert num * ratio.per * Decimal(bottom or 1) == Decimal(top) * Decimal(den)


def test_a_denominator_is_nobodys_duty(plans: dict[str, Plan]) -> None:
    for plan in plans.values():
        for measure in plan.measures:
            if measure.id in ("gdp", "population", "employees"):
                assert measure.units == ()
            else:
                assert measure.units, measure.id


def test_crosswalk_totals(plans: dict[str, Plan]) -> None:
    safety, emergency = plans["safety_plan"], plans["emergency_plan"]
    nantong = [*safety.rows("nantong"), *emergency.rows("nantong")]
    haian = [*safety.rows("haian"), *emergency.rows("haian")]
    assert (len(nantong), len({row.measure for row in nantong})) == (26, 22)
    assert (len(haian), len({row.measure for row in haian})) == (23, 19)
    counted = {row.measure for row in nantong}
    assert [row.name for row in haian if row.measure not in counted] == [
        "道路运输万车死亡率",
        "危险化学品生产储存运输监测监控率",
        "村（社区）应急管理员（灾害信息员、安全专员）",
        "市域消防救援力量覆盖率",
        "灾害预警信息公众覆盖率",
        "应急响应时间",
    ]


def test_crosswalk_entries(plans: dict[str, Plan]) -> None:
    relations: dict[frozenset[str], set[str]] = {}
    for plan in plans.values():
        for entry in plan.related:
            pair = frozenset((f"{plan.id}:{entry.indicator}", entry.other))
            assert len(pair) == 2
            owner, _, item = entry.other.partition(":")
            assert item in plans[owner].indicator_by_id
            relations.setdefault(pair, set()).add(entry.relation)
    assert all(len(words) == 1 for words in relations.values()), "both plans say the same of one pair"

    def measure(name: str) -> str:
        owner, _, item = name.partition(":")
        return plans[owner].indicator_by_id[item].measure

    same_measure = {frozenset(p) for p, words in relations.items() if words != {"related"}}
    assert all(len({measure(name) for name in pair}) == 1 for pair in same_measure)
    every = [f"{p.id}:{i.id}" for p in plans.values() for i in p.indicators]
    assert same_measure == {
        frozenset((one, two)) for one in every for two in every if one < two and measure(one) == measure(two)
    }
    assert {tuple(sorted(measure(name) for name in p)) for p, words in relations.items() if words == {"related"}} == {
        ("road_transport_deaths", "road_vehicle_death_rate"),
        ("fire_station_coverage", "rescue_force_coverage"),
        ("warning_coverage", "weather_warning_coverage"),
    }


def test_counts_by_attribute(plans: dict[str, Plan]) -> None:
    found = {(plan, table): dict(Counter(row.attribute for row in plans[plan].rows(table))) for plan, table in TABLES}
    assert found == {
        ("safety_plan", "nantong"): {"binding": 4, "expected": 5},
        ("emergency_plan", "nantong"): {"binding": 5, "expected": 12},
        ("safety_plan", "haian"): {"binding": 7, "expected": 2},
        ("emergency_plan", "haian"): {"unmarked": 14},
    }


@pytest.mark.parametrize(
    ("plan_id", "chapters", "tasks"),
    [("safety_plan", SAFETY_CHAPTERS, SAFETY_TASKS), ("emergency_plan", EMERGENCY_CHAPTERS, EMERGENCY_TASKS)],
)
def test_tasks_are_as_printed(plans: dict[str, Plan], plan_id: str, chapters: str, tasks: str) -> None:
    plan = plans[plan_id]
    sizes = Counter(task.chapter for task in plan.tasks)
    assert [f"{c.no}{c.title}|{sizes[c.id]}" for c in plan.chapters] == chapters.splitlines()
    assert [f"{task.no}{task.title}" for task in plan.tasks] == tasks.splitlines()
    order = [chapter.id for chapter in plan.chapters]
    numbers = [(order.index(task.chapter), int(task.id.rpartition("_")[2])) for task in plan.tasks]
    assert numbers == sorted(numbers)
    assert all(task.id.startswith(f"{task.chapter}_") and task.units for task in plan.tasks)


def test_commitments_and_deliverables(plans: dict[str, Plan]) -> None:
    safety, emergency = plans["safety_plan"], plans["emergency_plan"]

    def ids(plan: Plan, kind: str) -> list[str]:
        return [item.id for item in plan.commitments if item.kind == kind]

    assert ids(safety, "commitment") == [f"c{n}" for n in range(1, 25)]
    assert ids(emergency, "commitment") == [f"c{n}" for n in range(25, 41)]
    assert ids(safety, "deliverable") == [f"y{n}" for n in range(13, 21)]
    assert ids(emergency, "deliverable") == [f"y{n}" for n in range(1, 13)]
    assert all(item.units for plan in plans.values() for item in plan.commitments)


def test_due_dates_only_where_the_plan_is_clear(plans: dict[str, Plan]) -> None:
    dated = {item.id: item.due for plan in plans.values() for item in plan.commitments if item.due}
    end = date(2025, 12, 31)
    assert dated == {
        "c1": date(2022, 12, 31),
        "c2": end,
        "c4": date(2022, 12, 31),
        "c5": end,
        "c6": end,
        "c9": end,
        "c11": end,
        "c12": end,
        "c14": date(2023, 12, 31),
        "c19": end,
        "c25": date(2022, 12, 31),
        "c26": end,
        "c40": end,
    }
    ambiguous = {item.id: item.due_text for p in plans.values() for item in p.commitments if "年前" in item.due_text}
    assert ambiguous == {"c8": "在2025年前", "c34": "2022年前", "c35": "2022年前", "c36": "2022年前"}


def test_hard_commitments(plans: dict[str, Plan]) -> None:
    soft = [item.id for plan in plans.values() for item in plan.commitments if not item.hard]
    # 力争, 基本, 逐步, or 全覆盖 without a figure that could be checked
    assert " ".join(soft) == "c4 c5 c6 c7 c10 c12 c13 c15 c16 c17 c18 c21 c25 c27 c28 c29 c32 c40"


def test_projects(plans: dict[str, Plan]) -> None:
    titles = {plan.id: [f"{p.no}.{p.title}" for p in plan.projects] for plan in plans.values()}
    assert titles == {
        "safety_plan": ["1.智慧消防建设", "2.安全生产宣传教育培训工程", "3.特种设备安全监察智慧监管平台建设工程"],
        "emergency_plan": [
            "1.政府专职消防队建设工程",
            "2.海安市应急管理指挥信息系统（二期工程）",
            "3.海安市综合应急物资储备库",
            "4.海安市公共安全体验馆",
            "5.基层综合减灾、安全生产示范村（社区）建设工程",
        ],
    }
    assert [p.responsible_text for p in plans["safety_plan"].projects] == ["消防救援", "应急管理局", "市场监督管理局"]
    hall = plans["emergency_plan"].projects[3]
    assert {"海安市安全应急体验馆建设工程", "安全教育体验馆", "应急体验馆", "安全体验馆"} <= set(hall.aliases)
    assert hall.parts == ("体验馆由安全文化教育展区、生产安全体验区、公共安全体验区、生活安全体验区四个主要区域构成",)
    assert hall.same_as == "safety_plan:ps_2"
    assert "县（市、区）" in hall.note


def test_notes_cover_every_contradiction(plans: dict[str, Plan]) -> None:
    carried = {note.id for plan in plans.values() for note in plan.notes}
    assert carried == {f"X-{n}" for n in range(1, 36)}
    weights = {note.id: note.weight for plan in plans.values() for note in plan.notes}
    assert sorted((n for n, w in weights.items() if w == "high"), key=lambda n: int(n[2:])) == [
        f"X-{n}" for n in range(1, 11)
    ]
    assert all(note.practice.endswith("。") for plan in plans.values() for note in plan.notes)


def test_forms_and_their_titles(plans: dict[str, Plan]) -> None:
    assert {plan.id: {f.id: (f.alias, f.title) for f in plan.forms if f.alias} for plan in plans.values()} == {
        "safety_plan": {
            "report": ("附件1", "海安市“十四五”安全生产规划实施总结评估报告"),
            "project_sheet": ("附件2", "海安市“十四五”安全生产规划重点工程项目单片材料"),
            "nantong_indicators": ("附件3", "海安市“十四五”安全生产规划主要指标完成情况统计表"),
            "haian_indicators": ("附件3之二", "海安市“十四五”时期安全生产核心指标完成情况统计表"),
            "projects": ("附件5", "安全生产规划重点工程实施进度情况表"),
            "contacts": ("附件7", "报送回执"),
        },
        "emergency_plan": {
            "report": ("附件1", "海安市“十四五”应急管理体系和能力建设规划实施总结评估报告"),
            "project_sheet": ("附件2", "海安市“十四五”应急管理体系和能力建设规划重点工程项目单片材料"),
            "nantong_indicators": ("附件4", "海安市“十四五”应急管理体系和能力建设主要指标完成情况统计表"),
            "haian_indicators": ("附件4之二", "海安市“十四五”应急管理体系和能力建设规划指标体系完成情况统计表"),
            "projects": ("附件6", "应急管理体系和能力建设规划重点工程实施进度情况表"),
            "contacts": ("附件7", "报送回执"),
        },
    }
    kinds = [[f.kind for f in plan.forms] for plan in plans.values()]
    assert kinds[0] == kinds[1]
    assert [f.id for plan in plans.values() for f in plan.forms if f.scope == "round"] == ["contacts", "contacts"]


def test_the_final_round(plans: dict[str, Plan]) -> None:
    safety, emergency = plans.values()
    assert safety.rounds == emergency.rounds, "one `init` serves both plans"
    final = safety.rounds[-1]
    assert (final.id, final.actual_through, final.forecast) == ("final_2025", 2024, (2025,))
    assert dict(final.cutoffs) == {
        "annual": date(2024, 12, 31),
        "monthly": date(2025, 6, 16),
        "progress": date(2025, 6, 16),
    }
    assert dict(final.deadlines) == {"contact": date(2025, 5, 15), "submission": date(2025, 6, 16)}
    assert dict(final.report_limit) == {"department": 5000}


def texts(plan: Plan) -> list[str]:
    found = [plan.title, plan.document, *(t.title for t in plan.tables), *(f.title for f in plan.forms)]
    for row in plan.indicators:
        found += [row.name, row.responsible_text, *row.aliases]
    found += [m.name for m in plan.measures]
    found += [t.title for t in plan.tasks] + [c.title for c in plan.commitments] + [c.title for c in plan.chapters]
    for project in plan.projects:
        found += [project.title, project.content, *project.parts, *project.aliases]
    for note in plan.notes:
        found += [note.practice]
    return found


def test_typography_is_chinese(plans: dict[str, Plan]) -> None:
    for plan in plans.values():
        for text in texts(plan):
            assert not HALF_WIDTH & set(text), text
            assert text.count("“") == text.count("”"), text
            assert text.count("（") == text.count("）"), text
            assert "管理管理" not in text or text.startswith("改为"), text


def test_no_personal_data() -> None:
    for path in (
        "data/workspace.toml",
        *(f"plugins/{p}/{f}" for p in ("safety_plan", "emergency_plan") for f in FILES),
    ):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert "@" not in text, path
        assert not any(char.isdigit() and text[i : i + 7].isdigit() for i, char in enumerate(text)), path


FILES = ("plan.toml", "cases.toml", "README.md")
