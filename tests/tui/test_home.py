"""首页: what a unit owes, what the office sees, and where Enter leads."""

from __future__ import annotations

import pytest

from support.fake_workspace import FakeWorkspace, filled_record
from support.shell_bench import ShellBench


def test_a_unit_sees_what_it_owes_and_until_when() -> None:
    bench = ShellBench(FakeWorkspace("gaj"))
    assert bench.shows("应填：指标2项")
    assert bench.shows("截止6月16日，剩9天")
    assert bench.shows("安全规划")
    bench.close()


def test_a_problem_leads_to_its_cell_and_back() -> None:
    bench = ShellBench(FakeWorkspace("yjglj", records={"yjglj": filled_record("yjglj")}))
    assert bench.shows("必改1个")
    bench.press("end", "enter")
    assert bench.shows("2020基")
    bench.press("f2")
    assert bench.style_at("约33") == "edit"
    bench.press("escape", "escape")
    assert bench.shows("应填：")
    bench.close()


@pytest.mark.parametrize(
    ("downs", "page", "shown"),
    [(1, "任务", "加强危化领域监管"), (2, "量化目标事项", "规划要求"), (4, "报告", "主要目标指标进展")],
)
def test_each_part_opens_its_page(downs: int, page: str, shown: str) -> None:
    bench = ShellBench(FakeWorkspace("yjglj"))
    bench.press(*["down"] * downs, "enter")
    assert f"应急管理局 {page}" in bench.lines[0]
    assert bench.shows(shown)
    bench.press("escape")
    assert bench.shows("应填：")
    bench.close()


def test_counts_follow_what_was_typed() -> None:
    bench = ShellBench(FakeWorkspace("gaj"))
    before = next(line for line in bench.lines if "指标" in line and "/" in line)
    bench.press("enter")
    bench.type("30")
    bench.press("enter", "escape")
    after = next(line for line in bench.lines if "指标" in line and "/" in line)
    assert before != after
    bench.close()


def test_the_office_filters_units_as_it_types_and_opens_one() -> None:
    bench = ShellBench(FakeWorkspace(None, role="office"))
    assert bench.shows("30个单位有填报任务")
    bench.type("公安")
    assert sum("公安局" in line for line in bench.lines) == 1
    assert not bench.shows("住建局")
    bench.press("enter")
    assert bench.shows("公安局 首页")
    bench.press("escape", "escape")
    assert bench.shows("住建局")
    bench.close()


def test_help_names_the_keys_of_the_screen_under_it_and_the_phone() -> None:
    bench = ShellBench(FakeWorkspace("gaj"), 120, 60)
    bench.press("f1")
    assert bench.shows("首页：这一屏怎么用")
    assert bench.shows("0513-88888888")
    bench.press("escape")
    assert bench.shows("应填：")
    bench.close()


def test_plans_are_listed_with_their_state() -> None:
    bench = ShellBench(FakeWorkspace("gaj"))
    bench.press("ctrl+p")
    bench.type("规划")
    bench.press("enter")
    assert bench.shows("safety_plan 1.0")
    assert bench.shows("可用")
    bench.close()
