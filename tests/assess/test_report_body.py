"""The report's body: the notice's frame, what stands where a part is empty, and 字数 as Word counts it."""

from __future__ import annotations

from dataclasses import replace

from evaltui.assess.report_body import Paragraph, report_body, report_length
from evaltui.plan.model import Form
from support.small_plan import plan, record

PLAN = plan()
REPORT = "plans.safety.report"


def texts(found: tuple[Paragraph, ...], *kinds: str) -> list[str]:
    return [item.text for item in found if item.kind in kinds]


def test_the_frame_is_the_notices() -> None:
    found = report_body(record("gaj"), PLAN)
    assert texts(found, "first", "second") == [
        "一、规划实施总体进展情况",
        "（一）主要目标指标进展",
        "（二）主要任务进展",
        "（三）规划实施主要举措进展",
        "二、规划实施过程存在的主要问题和风险挑战",
        "三、规划目标任务完成情况预测及对策建议",
        "（一）规划目标任务完成情况预测",
        "（二）对策建议",
    ]
    assert set(texts(found, "note")) == {"〔待补充〕"}


def test_optional_sections_stand_where_something_was_written() -> None:
    fields = {
        f"{REPORT}.opening": "在市委领导下，",
        f"{REPORT}.cases": "典型一。\n典型二。",
        f"{REPORT}.more.x": "另有说明。",
    }
    found = report_body(record("gaj", fields), PLAN)
    assert found[0] == Paragraph("text", "在市委领导下，", "opening")
    assert "（四）典型案例" in texts(found, "second")
    assert texts(found, "text") == ["在市委领导下，", "典型一。", "典型二。", "另有说明。"]
    assert found[-2] == Paragraph("first", "四、其他情况", "more.x")


def test_a_plan_names_sections_of_its_own() -> None:
    form = Form("report", "report", "报告", options={"sections": {"x": "经费保障情况"}})
    found = report_body(record("gaj", {f"{REPORT}.more.x": "另有说明。"}), replace(PLAN, forms=(form,)))
    assert found[-2].text == "四、经费保障情况"


def test_a_part_that_is_not_owed_says_so() -> None:
    found = report_body(record("gaj"), PLAN, owed=("tasks",))
    assert texts(found, "text") == ["本单位无此项。"] * 5
    assert len(texts(found, "note")) == 1


def test_drafted_text_stands_only_where_nobody_wrote() -> None:
    drafts = {"indicators": "甲。\n乙。"}
    empty = report_body(record("gaj"), PLAN, drafts=drafts)
    assert texts(empty, "drafted") == ["甲。", "乙。"]
    own = report_body(record("gaj", {f"{REPORT}.indicators": "自己写的。"}), PLAN, drafts=drafts)
    assert texts(own, "drafted") == []
    assert "自己写的。" in texts(own, "text")


def test_a_heading_pasted_with_the_text_is_not_said_twice() -> None:
    pasted = "\n(一)主要目标指标进展。\n一、 规划实施总体进展情况\n事故起数下降。"
    found = report_body(record("gaj", {f"{REPORT}.indicators": pasted}), PLAN)
    assert texts(found, "text") == ["事故起数下降。"]


def test_hostile_text_stays_text() -> None:
    found = report_body(record("gaj", {f"{REPORT}.tasks": "<w:p>\x00\x1b[31m红\x1b[0m\t&amp;\u202e"}), PLAN)
    assert texts(found, "text") == ["<w:p>红 &amp;"]


def test_length_counts_what_word_counts() -> None:
    """Headings 106 words; 2025年 is 2, 15.6% is 1, GDP is 1, a full-width mark is 1, a blank is nothing."""
    length = report_length(record("gaj", {f"{REPORT}.tasks": "2025年，GDP 增长15.6%。\n完成"}), PLAN, 5000)
    assert length.total == 106 + 2 + 1 + 1 + 2 + 1 + 1 + 2
    assert length.sections == (("tasks", 10),)
    assert (length.over, length.near, length.too_long) == (0, False, False)


def test_notes_and_drafts_are_nobodys_words() -> None:
    assert report_length(record("gaj"), PLAN, 5000).total == 0
    title = {f"{REPORT}.title": "很长的标题" * 20}
    assert report_length(record("gaj", title), PLAN, 5000).total == 0


def test_the_longest_sections_come_first() -> None:
    fields = {f"{REPORT}.tasks": "字" * 10, f"{REPORT}.problems": "字" * 30, f"{REPORT}.outlook": "字" * 20}
    length = report_length(record("gaj", fields), PLAN, 100)
    assert [key for key, _ in length.sections] == ["problems", "outlook", "tasks"]
    assert length.over == 66
    assert length.too_long
