"""附件5, 附件6, 附件7, tasks and commitments as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from evaltui.errors import UsageProblem
from evaltui.exchange.forms import build
from evaltui.exchange.printed import printed
from evaltui.exchange.raw_reader import read_raw_sheet
from evaltui.exchange.request import FormRequest
from evaltui.exchange.tables import Table
from evaltui.exchange.write import render
from evaltui.plan.model import Chapter, Commitment, Form, Plan, Project, Task
from evaltui.store.record import Leaf, Path, Record
from evaltui.store.settings import Unit
from support import forms_sample as sample
from support.forms_sample import UNIT, request

P = ("plans", "sample_plan")
GAJ = Unit("gaj", "市公安局", "department", "公安局")

PLAN: Plan = replace(
    sample.PLAN,
    chapters=(Chapter("s1", "一、", "加强监管,夯实基础"),),
    tasks=(
        Task("s1_1", "s1", "（一）", "加强危化领域监管", units=("应急管理局",)),
        Task("s1_2", "s1", "（二）", "加强道路监管", units=("公安局",)),
    ),
    commitments=(
        Commitment("c1", "建成消防站", target="11个", due_text="2022年前", units=("应急管理局",)),
        Commitment("c2", "出台意见", "deliverable", due=date(2023, 12, 31), units=("公安局", "应急管理局")),
    ),
    projects=(
        Project(
            "p1", 1, "体验馆建设工程", parts=("主体", "布展"), responsible_text="市应急管理局", units=("应急管理局",)
        ),
        Project("p2", 2, "监管平台", units=("应急管理局", "公安局")),
    ),
)

OWN: dict[Path, Leaf] = {
    (*P, "projects", "p1", "state"): "under_way",
    (*P, "projects", "p1", "progress"): "主体封顶",
    (*P, "projects", "p1", "parts", "2", "progress"): "布展招标",
    (*P, "projects", "p2", "progress"): "已上线",
    (*P, "tasks", "s1_1", "state"): "ongoing",
    (*P, "tasks", "s1_1", "progress"): "=关闭企业3家",
    (*P, "commitments", "c1", "value"): Decimal("9"),
    (*P, "commitments", "c1", "state"): "behind",
    (*P, "contact", "name"): "张三",
    (*P, "contact", "post"): "科长",
    (*P, "contact", "phone"): "0513-1",
    (*P, "filled_by"): "李四",
}
RECORD = Record(UNIT.id, MappingProxyType(OWN))
OTHER = Record("gaj", MappingProxyType({(*P, "projects", "p2", "progress"): "接入完成"}))


def asked(kind: str, *, columns: tuple[str, ...] = (), **changes: object) -> FormRequest:
    made = request(
        plan=sample.Opened(PLAN),
        form=Form(f"f_{kind}", kind, "样例表", "附件5", columns=columns),
        settings=replace(sample.SETTINGS, units=(UNIT, GAJ)),
        records={UNIT.id: RECORD, "gaj": OTHER},
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # tests name any field


def rows(table: Table) -> list[list[str]]:
    return [[printed(cell) for cell in row] for row in table.rows]


def titles(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def test_annex_5_has_the_columns_the_plan_prints() -> None:
    (table, *_) = build(asked("projects", columns=("序号", "任务名称", "进展情况", "主要成果", "责任单位")))
    assert titles(table) == ["序号", "任务名称", "进展情况", "主要成果", "责任单位"]
    assert rows(table)[0] == ["1", "体验馆建设工程", "主体封顶\n2.布展招标", "", "市应急管理局"]
    assert sum(column.width or 0 for column in table.columns) == pytest.approx(225)


def test_annex_6_numbers_the_parts() -> None:
    (table, *_) = build(asked("projects", columns=("任务名称", "任务细化分解", "进展情况", "我们没有的栏")))
    assert rows(table)[0] == ["体验馆建设工程", "1.主体\n2.布展", "主体封顶\n2.布展招标", ""]


def test_a_unit_gets_its_own_items_and_the_city_all_with_names() -> None:
    (mine, *_) = build(asked("tasks"))
    (city, *_) = build(asked("tasks", unit=None))
    assert [row[0] for row in rows(mine)] == ["1"]
    assert [row[0] for row in rows(city)] == ["1", "2"]
    assert rows(mine)[0][1:5] == ["一、加强监管，夯实基础", "（一）加强危化领域监管", "持续推进", "=关闭企业3家"]
    (projects, *_) = build(asked("projects", unit=None))
    assert rows(projects)[1][3] == "应急管理局：已上线\n公安局：接入完成"


def test_the_office_s_text_and_choice_come_first() -> None:
    chosen = Record("city", {("decisions", "projects", "sample_plan", "p2", "unit"): "gaj"})
    assert rows(build(asked("projects", unit=None, city=chosen))[0])[1][3] == "接入完成"
    written = Record("city", {(*P, "projects", "p2", "progress"): "全市综述"})
    assert rows(build(asked("projects", unit=None, city=written))[0])[1][3] == "全市综述"


def test_commitments_show_target_due_and_what_was_reached() -> None:
    (table, *_) = build(asked("commitments"))
    assert rows(table)[0][:7] == ["1", "量化目标", "建成消防站", "11个", "2022年前", "进展滞后", "9"]
    assert rows(table)[1][:5] == ["2", "成果清单", "出台意见", "", "2023年12月31日"]


def test_the_receipt_of_contacts() -> None:
    (table, *_) = build(asked("contacts", columns=("类别", "姓名", "职务", "联系方式", "备注")))
    assert titles(table) == ["类别", "姓名", "职务", "联系方式", "备注"]
    assert rows(table) == [["样例规划", "张三", "科长", "0513-1", ""]]
    assert table.above == ("单位：海安市应急管理局",)
    (city, *_) = build(asked("contacts", unit=None))
    assert rows(city) == [["市应急管理局", "样例规划", "张三", "科长", "0513-1", ""]]


def test_what_was_filled_in_travels_along_and_comes_back() -> None:
    tables = build(asked("projects", edition="filing"))
    changes, problems = read_raw_sheet(render(tables, "xlsx"))
    wanted = {path: leaf for path, leaf in OWN.items() if path[2] in ("projects", "filled_by")}
    assert (dict(changes), problems) == (wanted, ())
    assert tables[0].below[-1].startswith("数据校验码：")


def test_a_unit_without_items_is_told_so() -> None:
    with pytest.raises(UsageProblem) as caught:
        build(asked("tasks", unit=Unit("qxj", "市气象局", "department", "气象局")))
    assert caught.value.problems[0].code == "form_has_no_items"
