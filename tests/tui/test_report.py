"""报告: sections of the frame, 字数 against the limit, ways of handing in, sentences to insert."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from evaltui.access import Identity
from evaltui.store.record import Leaf
from evaltui.tui.pages.report import ReportPage
from evaltui.workspace.session import Workspace
from support.shell_bench import ShellBench
from support.workspaces import R1, new_workspace, opened, type_in

UNIT = "gaj"
CLERK = Identity("clerk", UNIT, "王晓")
REPORT = ("plans", "safety_plan", "report")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return new_workspace(tmp_path)


@pytest.fixture
def workspace(data: Path) -> Workspace:
    return opened(data, CLERK)


@pytest.fixture
def bench(workspace: Workspace) -> Iterator[ShellBench]:
    made = ShellBench(workspace)
    open_report(made)
    yield made
    made.close()


def open_report(bench: ShellBench, unit: str = UNIT, plan: str = "") -> ReportPage:
    page = ReportPage(bench.shell, unit, plan)
    bench.shell.open(page)
    bench.settle()
    bench.shell.repaint()
    return page


def at(bench: ShellBench, key: str) -> None:
    """Put the caret into one section of the safety plan's report."""
    page = bench.shell._pages[-1]
    assert page.show_path((*REPORT, key))
    bench.shell.repaint()


def stored(data: Path, *path: str) -> Leaf | None:
    return opened(data).record(UNIT).get(*path)


def test_the_sections_stand_in_the_order_of_the_frame(bench: ShellBench) -> None:
    titles = [line for line in bench.lines if "未填" in line or "—" in line]
    wanted = ["开头段", "一（一）主要目标指标进展", "一（二）主要任务进展", "一（三）规划实施主要举措进展"]
    assert [next(word for word in wanted if word in line) for line in titles[:4]] == wanted


def test_a_section_is_saved_on_leaving_and_counted_as_word_does(bench: ShellBench, data: Path) -> None:
    at(bench, "tasks")
    bench.type("共排查1286处，GDP增长。")
    assert bench.shows("10字")
    bench.press("escape")
    assert stored(data, *REPORT, "tasks") == "共排查1286处，GDP增长。"
    assert bench.shows("10字")


@pytest.mark.parametrize(
    ("count", "said", "style"),
    [(4000, "", "dim"), (4960, "接近上限，以Word为准", "pending"), (5200, "超出", "question")],
)
def test_the_limit_speaks_when_the_body_comes_near(bench: ShellBench, count: int, said: str, style: str) -> None:
    at(bench, "measures")
    bench.paste("字" * (count - 60))
    assert bench.shows("/5000字")
    assert not said or bench.shows(said)
    assert style in bench.style_at("/5000字")


def test_the_live_count_is_the_count_of_the_whole_body(workspace: Workspace, bench: ShellBench) -> None:
    from evaltui.assess.report_body import owed_sections, report_length

    at(bench, "problems")
    bench.type("一是人手不足。")
    bench.press("escape")
    at(bench, "cases")
    bench.paste("某镇做法。\n第二段")
    live = next(line for line in bench.lines if "正文" in line)
    bench.press("escape")
    plan = workspace.plans[0].plan
    total = report_length(workspace.record(UNIT), plan, None, owed=owed_sections(plan, workspace.duties(UNIT))).total
    assert f"正文{total}/5000字" in live


def test_merged_reports_are_written_in_the_other_plan(bench: ShellBench, data: Path) -> None:
    bench.press("home", "f6", "2", "enter")
    assert bench.shows("合并到")
    bench.press("1", "escape")
    assert stored(data, "plans", "safety_plan", "report_mode") == "merged"
    assert stored(data, "plans", "safety_plan", "report_with") == "emergency_plan"
    assert bench.shows("在那个规划的报告里写")
    assert sum("一（二）主要任务进展" in line for line in bench.lines) <= 1


def test_a_part_of_another_units_report_names_the_unit(bench: ShellBench, data: Path) -> None:
    bench.press("home", "f6", "3", "enter")
    bench.type("住建局")
    bench.press("escape")
    assert stored(data, "plans", "safety_plan", "report_mode") == "part"
    assert stored(data, "plans", "safety_plan", "report_with") == "zjj"
    assert bench.shows("并入住建局的报告")


def test_a_report_sent_as_a_file_asks_for_no_sections(bench: ShellBench, data: Path) -> None:
    bench.press("home", "enter")
    page = bench.shell._pages[-1]
    assert page.show_path((*REPORT, "file"))
    bench.type("公安局报告.docx")
    bench.press("escape")
    assert stored(data, *REPORT, "file") == "公安局报告.docx"
    assert bench.shows("报告由单位自己成文")


def test_a_unit_without_indicators_is_told_what_is_printed(data: Path) -> None:
    bench = ShellBench(opened(data, Identity("clerk", "kjj")))
    open_report(bench, "kjj")
    bench.press("home", "down", "down")
    assert bench.shows("无此项")
    assert bench.shows("报告里印“本单位无此项。”")
    bench.close()


def test_drafted_sentences_are_inserted_and_known_as_drafted_until_changed(data: Path) -> None:
    workspace = opened(data, Identity("clerk", "yjglj"))
    type_in(workspace, "yjglj", "work_accidents", R1)
    bench = ShellBench(workspace)
    open_report(bench, "yjglj", "safety_plan")
    at(bench, "indicators")
    bench.press("f4")
    assert bench.shows("全部插入")
    bench.press("enter")
    assert bench.shows("已插入")
    bench.press("escape")
    record = opened(data).record("yjglj")
    assert "生产安全事故起数" in record.text(*REPORT, "indicators")
    assert record.get(*REPORT, "drafted") == ("indicators",)
    bench.press("enter")
    bench.type("另外，年内持续向好。")
    bench.press("escape")
    assert opened(data).record("yjglj").get(*REPORT, "drafted") is None
    bench.press("ctrl+z")
    assert opened(data).record("yjglj").get(*REPORT, "drafted") == ("indicators",), "undo knows it again"
    bench.close()


def test_one_sentence_goes_to_the_caret_in_a_paragraph_of_its_own(data: Path) -> None:
    workspace = opened(data, Identity("clerk", "yjglj"))
    type_in(workspace, "yjglj", "work_accidents", R1)
    bench = ShellBench(workspace)
    open_report(bench, "yjglj", "safety_plan")
    at(bench, "indicators")
    bench.type("总体向好。")
    bench.press("f4", "down", "down", "enter", "escape")
    lines = opened(data).record("yjglj").text(*REPORT, "indicators").split("\n")
    assert lines[0] == "总体向好。"
    assert len(lines) == 2
    bench.close()


def test_what_the_tasks_say_can_be_inserted(bench: ShellBench, workspace: Workspace, data: Path) -> None:
    task = workspace.duties(UNIT).of("tasks", "safety_plan")[0]
    workspace.edit(UNIT, {("plans", "safety_plan", "tasks", task, "progress"): "完成整改86处。"})
    bench.press("f5")
    at(bench, "tasks")
    bench.press("f4", "down", "enter", "escape")
    title = next(item.title for item in workspace.plans[0].plan.tasks if item.id == task)
    assert stored(data, *REPORT, "tasks") == f"{title}：完成整改86处。"


def test_nothing_to_insert_is_said(bench: ShellBench) -> None:
    at(bench, "cases")
    bench.press("f4")
    assert bench.shows("没有可以插入的句子")
