"""What people type into number cells (bad input N-1 to N-46, as far as one cell shows it), and what becomes of it."""

from __future__ import annotations

import pathlib
import re
from decimal import Decimal
from typing import Any

import pytest

from evaltui.catalogue import problems_numbers
from evaltui.errors import Severity
from evaltui.plan.model import Bounds
from evaltui.store.number_words import parse_year_state
from evaltui.store.numbers import Known, Typed, figure_text, parse_figure, parse_plain
from evaltui.store.record import Figure

D = Decimal

CELLS: dict[str, dict[str, Any]] = {
    "share": {"uom": "%", "nature": "share"},
    "count": {"uom": "起", "nature": "count"},
    "people": {"uom": "人", "nature": "count"},
    "rate": {"uom": "人/十万人", "nature": "rate"},
    "loss": {"uom": "%", "nature": "rate"},
    "hours": {"uom": "小时", "nature": "duration"},
    "area": {"uom": "m²/人", "nature": "area"},
    "money": {"uom": "万元", "nature": "money"},
    "level": {"uom": "名", "nature": "level"},
    "fall": {"uom": "起", "nature": "count", "reading": "vs_base", "year": 2024},
    "yoy": {"uom": "起", "nature": "count", "reading": "yoy", "year": 2024},
    "forecast": {"uom": "起", "nature": "count", "year": 2025, "forecast": True},
}


def read(cell: str, text: str, **more: Any) -> Typed:
    return parse_figure(text, **{**CELLS[cell], **more})


def accepted(typed: Typed) -> Decimal:
    assert typed.problem is None or typed.problem.severity is Severity.HINT, typed
    assert typed.outcome == "value"
    assert typed.figure is not None
    assert typed.figure.value is not None
    assert typed.figure.raw == ""
    return typed.figure.value


def code(typed: Typed, text: str, outcome: str = "question") -> str:
    """The problem's code, after checking that nothing of what was typed is lost."""
    assert typed.problem is not None, typed
    assert typed.outcome == outcome
    assert typed.problem.severity is Severity.MUST_FIX
    assert typed.figure is not None
    assert typed.figure.raw == text.strip()
    assert typed.figure.value is None
    assert not typed.figure.answered
    return typed.problem.code


# --- A: accepted, with a note -----------------------------------------------------------------------------------------
ACCEPTED = [
    ("N-1", "share", "１２．５", "12.5", "全角数字已转换"),
    ("N-2", "share", "15%", "15", "百分号已去掉"),
    ("N-3", "share", "100％", "100", "百分号已去掉"),
    ("N-6", "share", " 15% ", "15", "百分号已去掉"),
    ("N-11", "money", "1,234.5", "1234.5", "千分位分隔号已去掉"),
    ("N-11", "money", "1，234.5", "1234.5", "千分位分隔号已去掉"),
    ("N-13", "people", "１.96万", "19600", "有效数字3位"),
    ("N-13", "people", "2.67 万", "26700", "有效数字3位"),
    ("N-15", "area", "2.5平方米", "2.5", "m²"),
    ("N-15", "area", "2.5m2", "2.5", "m²"),
    ("N-15", "area", "2.5㎡", "2.5", "m²"),
    ("N-15", "area", "2.5 m²", "2.5", "m²"),
    ("N-15", "area", "2.5平米", "2.5", "m²"),
    ("N-17", "hours", "30分钟", "0.5", "30分钟折合0.5小时"),
    ("N-17", "hours", "0.5小时", "0.5", "小时"),
    ("N-17", "hours", "半小时", "0.5", "半"),
    ("N-18", "count", "三", "3", "中文数字"),
    ("N-18", "count", "十二", "12", "中文数字"),
    ("N-18", "count", "一百", "100", "中文数字"),
    ("N-18", "count", "壹拾", "10", "中文数字"),
    ("N-22", "fall", "下降12%", "12", "按下降12%记录"),
    ("N-23", "fall", "上升12%", "-12", "上升按-12记录"),
    ("N-23", "fall", "增长12%", "-12", "上升按-12记录"),
    ("N-23", "fall", "↑12", "-12", "上升按-12记录"),
    ("N-25", "fall", "持平", "0", "持平按0记录"),
    ("N-31", "count", "无", "0", "零报告"),
    ("N-36", "share", "95.00000000001", "95", "计算误差"),
    ("N-36", "share", "14.999999999999998", "15", "计算误差"),
    ("N-38", "rate", "1.3E-05", "0.000013", "科学计数法"),
    ("N-38", "rate", "6.5e-3", "0.0065", "科学计数法"),
    # and what clerks type every day
    ("more", "count", "120起", "120", "起"),
    ("more", "count", "12件", "12", "“12件”按“起”记录"),
    ("more", "count", "共12起", "12", "说明文字"),
    ("more", "count", "2024年96起", "96", "说明文字"),
    ("more", "count", "较2020年下降到96起", "96", "说明文字"),
    ("more", "count", "96（快报）", "96", "快报"),
    ("more", "count", "96(修订)", "96", "修订"),
    ("more", "count", "12.0", "12", "小数部分"),
    ("more", "count", "1 234", "1234", "空格"),
    ("more", "count", "'15", "15", "撇号"),
    ("more", "count", "“15”", "15", "引号"),
    ("more", "count", "007", "7", "前面多余的0"),
    ("more", "count", "+12", "12", "正号"),
    ("more", "count", "12。", "12", "标点"),
    ("more", "count", "1\u200b2", "12", "看不见的字符"),
    ("more", "count", "１\xa0２３４", "1234", "空格"),
    ("more", "count", "12\n起", "12", "起"),
    ("more", "count", "零报告", "0", "零报告"),
    ("more", "count", "无事故", "0", "零报告"),
    ("more", "people", "12万3千", "123000", "12万3千"),
    ("more", "people", "两百零五人", "205", "两百零五"),
    ("more", "people", "三名", "3", "三"),
    ("more", "people", "新增60人", "60", "说明文字"),
    ("more", "share", "达到98%", "98", "说明文字"),
    ("more", "share", ".5%", "0.5", "补0"),
    ("more", "share", "0.15%", "0.15", "百分号"),
    ("more", "share", "百分之九十八点五", "98.5", "九十八点五"),
    ("more", "share", "12/15=80%", "80", "分子12、分母15"),
    ("more", "share", "83/82=101.2%", "101.2", "分子83、分母82"),
    ("more", "share", "12.5000000", "12.5", "6位以后的0"),
    ("more", "share", "确为0", "0", "已确认为0"),
    ("more", "rate", "0.15/10万", "0.15", "人/十万人"),
    ("more", "rate", "0.15人/十万人", "0.15", "人/十万人"),
    ("more", "rate", "0（确认）", "0", "已确认为0"),
    ("more", "loss", "0.031%", "0.031", "百分号"),
    ("more", "hours", "1小时30分", "1.5", "折合1.5小时"),
    ("more", "hours", "一个半小时", "1.5", "折合1.5小时"),
    ("more", "hours", "2小时半", "2.5", "折合2.5小时"),
    ("more", "hours", "20分钟", "0.333333", "约合"),
    ("more", "hours", "2天", "48", "折合48小时"),
    ("more", "hours", "9.5h", "9.5", "小时"),
    ("more", "money", "3340.2万元", "3340.2", "万元"),
    ("more", "money", "2.67万", "2.67", "“2.67万”按“万元”记录"),
    ("more", "money", "三万", "3", "“三万”按“万元”记录"),
    ("more", "money", "三万元", "3", "三"),
    ("more", "area", "2.5m²/人", "2.5", "已识别单位“m²/人”"),
    ("more", "area", "2.5平方米/人", "2.5", "m²/人"),
    ("more", "fall", "12%", "12", "百分号"),
    ("more", "fall", "降12", "12", "按下降12%记录"),
    ("more", "fall", "较2020年下降12.5%", "12.5", "按下降12.5%记录"),
    ("more", "fall", "累计下降12%", "12", "按下降12%记录"),
    ("more", "fall", "负增长12%", "12", "按下降12%记录"),
    ("more", "fall", "上升150%", "-150", "上升按-150记录"),
    ("more", "fall", "下降百分之十二", "12", "十二"),
    ("more", "fall", "0.15%", "0.15", "百分号"),
    ("more", "fall", "下降0%", "0", "按下降0%记录"),
    ("more", "yoy", "同比下降12%", "12", "按下降12%记录"),
    ("more", "yoy", "较2023年下降3%", "3", "按下降3%记录"),
    ("more", "yoy", "较上年上升3%", "-3", "上升按-3记录"),
    ("more", "forecast", "预计94起", "94", "说明文字"),
]


@pytest.mark.parametrize(("row", "cell", "text", "value", "said"), ACCEPTED)
def test_accepted_with_a_note(row: str, cell: str, text: str, value: str, said: str) -> None:
    typed = read(cell, text)
    assert accepted(typed) == D(value)
    assert said in "；".join(typed.notes)
    assert typed.figure is not None
    assert typed.figure.reading == CELLS[cell].get("reading", "raw")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("count", "120"), ("count", "0"), ("share", "12.50"), ("share", "98.6"), ("share", "100"), ("rate", "0.0065"),
        ("loss", "0.15"), ("hours", "9.5"), ("area", "2.50"), ("money", "3340.2"), ("fall", "15.0"), ("fall", "15"),
        ("share", "14.96"), ("level", "2"), ("level", "0"), ("forecast", "0"), ("forecast", "94"),
    ],
)  # fmt: skip  # a table of cases
def test_a_plain_number_is_stored_as_typed_and_without_a_word(cell: str, text: str) -> None:
    typed = read(cell, text)
    assert str(accepted(typed)) == text
    assert typed.notes == ()
    assert typed.problem is None


def test_n37_a_miss_is_not_rounded_away() -> None:
    assert str(accepted(read("share", "14.96"))) == "14.96"


# --- Q: asked, the text is kept ---------------------------------------------------------------------------------------
ASKED = [
    ("N-4", "share", "0.15", "number_share_or_percent", "15"),
    ("N-4", "fall", "0.15", "number_share_or_percent", "15"),
    ("N-7", "share", "约15", "number_approx", "15"),
    ("N-7", "share", "15左右", "number_approx", "15"),
    ("N-7", "share", "近15", "number_approx", "15"),
    ("N-7", "share", "15多", "number_approx", "15"),
    ("N-8", "count", "10余", "number_lower_bound", None),
    ("N-8", "count", "1400多", "number_lower_bound", None),
    ("N-9", "share", ">15", "number_condition", None),
    ("N-9", "share", "≥98", "number_condition", None),
    ("N-9", "share", "15以上", "number_condition", None),
    ("N-10", "share", "12-15", "number_range", None),
    ("N-10", "share", "12~15", "number_range", None),
    ("N-10", "share", "12—15", "number_range", None),
    ("N-11", "share", "1，2", "number_comma", "1.2"),
    ("N-12", "share", "1.234.567", "number_separator", None),
    ("N-12", "share", "12。5", "number_separator", "12.5"),
    ("N-12", "share", "12、5", "number_separator", "12.5"),
    ("N-13", "money", "180余万元", "number_lower_bound", None),
    ("N-14", "money", "3340.2亿元", "number_wrong_unit", "33402000"),
    ("N-16", "hours", "10小时内", "number_limit", None),
    ("N-16", "hours", "≤10h", "number_limit", None),
    ("N-16", "hours", "10h以内", "number_limit", None),
    ("N-16", "hours", "不超过10小时", "number_limit", None),
    ("N-19", "rate", "O.5", "number_letters", "0.5"),
    ("N-19", "share", "l5", "number_letters", "15"),
    ("N-19", "share", "1O", "number_letters", "10"),
    ("N-20", "fall", "- 12", "number_sign", None),
    ("N-20", "fall", "－12", "number_sign", None),
    ("N-20", "fall", "−12", "number_sign", None),
    ("N-20", "fall", "—12", "number_sign", None),
    ("N-21", "fall", "-12", "number_sign", None),
    ("N-24", "fall", "下降-12%", "number_sign", None),
    ("N-27", "fall", "同比下降12%", "number_other_reading", None),
    ("N-28", "fall", "12%（同比）15%（较2020）", "number_two_values", "15"),
    ("N-28", "yoy", "12%（同比）15%（较2020）", "number_two_values", "12"),
    ("N-29", "share", "12/15", "number_fraction", "80"),
    ("N-29", "count", "12/15", "number_fraction", None),
    ("N-30", "rate", "0", "number_zero", None),
    ("N-30", "fall", "0", "number_zero", None),
    ("N-30", "share", "0%", "number_zero", None),
    ("N-31", "rate", "无", "number_missing", None),
    ("N-31", "share", "暂无", "number_missing", None),
    ("N-31", "count", "—", "number_missing", None),
    ("N-31", "count", "-", "number_missing", None),
    ("N-31", "count", "/", "number_missing", None),
    ("N-31", "count", "/\u3000", "number_missing", None),
    ("N-31", "count", "……", "number_missing", None),
    ("N-32", "share", "不适用", "number_reason", None),
    ("N-32", "share", "不涉及", "number_reason", None),
    ("N-32", "share", "未开展", "number_reason", None),
    ("N-32", "share", "N/A", "number_reason", None),
    ("N-34", "share", "已完成", "number_done", None),
    ("N-34", "share", "达标", "number_done", None),
    ("N-34", "share", "100%覆盖", "number_done", "100"),
    ("N-34", "share", "全覆盖", "number_done", "100"),
    # and more that really arrives
    ("more", "share", "1", "number_share_or_percent", "100"),
    ("more", "share", "九成", "number_text", None),
    ("more", "share", "由98%提高到99%", "number_two_values", "99"),
    ("more", "share", "提高2个百分点", "number_change_in_raw", None),
    ("more", "share", "9.30232558139535", "number_decimals", "9.302326"),
    ("more", "share", "83/82=101.3%", "number_fraction_differs", None),
    ("more", "share", "未发生", "number_not_occurred", None),
    ("more", "share", "98.5‰", "number_wrong_unit", "9.85"),
    ("more", "count", "下降12%", "number_change_in_raw", None),
    ("more", "count", "12%", "number_percent_in_count", None),
    ("more", "count", "持平", "number_same_in_raw", None),
    ("more", "count", "12人", "number_wrong_unit", None),
    ("more", "count", "12起（死亡3人）", "number_two_values", "12"),
    ("more", "count", "202 2", "number_spaced", "2022"),
    ("more", "count", "1'234", "number_two_values", None),
    ("more", "count", "上半年40", "number_part_year", None),
    ("more", "count", "1-6月40起", "number_part_year", None),
    ("more", "count", "累计120", "number_running_total", None),
    ("more", "count", "预计94起", "number_estimate", "94"),
    ("more", "count", "6月16日", "number_date", None),
    ("more", "count", "2025/6/16", "number_date", None),
    ("more", "count", "一百二", "number_chinese", "120"),
    ("more", "count", "三五", "number_chinese", "35"),
    ("more", "count", "几十", "number_lower_bound", None),
    ("more", "count", "10²", "number_text", None),
    ("more", "count", "①", "number_text", None),
    ("more", "count", "½", "number_text", None),
    ("more", "count", "٣", "number_text", None),
    ("more", "count", "一、", "number_text", None),
    ("more", "count", "(12)", "number_text", None),
    ("more", "count", "12一15", "number_two_values", None),
    ("more", "count", "12？", "number_text", None),
    ("more", "area", "㎡", "number_text", None),
    ("more", "money", "累计到120", "number_running_total", None),
    ("more", "fall", "≤左右持平", "number_text", None),
    ("more", "fall", "同比下降12%，较2020年下降15%", "number_two_values", "15"),
    ("more", "fall", "分别下降9.2%、14.3%", "number_two_values", None),
    ("more", "count", "同上", "number_reference", None),
    ("more", "count", "详见附件3", "number_reference", None),
    ("more", "count", "=SUM(A1:A3)", "number_formula", None),
    ("more", "count", "暂缺", "number_reason", None),
    ("more", "count", "NaN", "number_missing", None),
    ("more", "count", "-inf", "number_missing", None),
    ("more", "count", "今年以来共查处隐患并全部整改到位" * 6, "number_long", None),
    ("more", "rate", "1.5/百万", "number_wrong_unit", "0.15"),
    ("more", "rate", "0.15人", "number_wrong_unit", None),
    ("more", "rate", "1.3E-07", "number_decimals", None),
    ("more", "hours", "0", "number_zero", None),
    ("more", "money", "26700元", "number_wrong_unit", "2.67"),
    ("more", "money", "2亿", "number_wrong_unit", "20000"),
    ("more", "money", "￥12", "number_text", "12"),
    ("more", "fall", "+12", "number_sign", None),
    ("more", "fall", "12个百分点", "number_percent_points", None),
    ("more", "fall", "下降12起", "number_count_in_fall", None),
    ("more", "fall", "下降到96", "number_level_in_fall", None),
    ("more", "fall", "先上升后下降12%", "number_text", None),
    ("more", "fall", "环比下降5%", "number_month_on_month", None),
    ("more", "fall", "较2023年下降3%", "number_other_reading", None),
    ("more", "yoy", "较2020年下降12%", "number_other_reading", None),
    ("more", "yoy", "累计下降12%", "number_other_reading", None),
    ("more", "forecast", "确保完成", "number_promise", None),
    ("more", "forecast", "有一定难度", "number_promise", None),
    ("more", "forecast", "90以内", "number_condition", None),
]


@pytest.mark.parametrize(("row", "cell", "text", "problem", "proposal"), ASKED)
def test_asked_and_kept(row: str, cell: str, text: str, problem: str, proposal: str | None) -> None:
    known = Known(base_year=2020)
    typed = read(cell, text, known=known)
    assert code(typed, text.replace("\u3000", "")) == problem
    assert typed.proposal == (None if proposal is None else D(proposal))


@pytest.mark.parametrize(
    ("row", "cell", "text", "problem"),
    [
        ("N-35", "share", "101.2", "number_over_100"),
        ("N-35", "share", "105%", "number_over_100"),
        ("N-40", "people", "3.5", "number_not_whole"),
        ("N-40", "people", "12.7", "number_not_whole"),
        ("more", "count", "-3", "number_negative"),
        ("more", "fall", "150", "number_fall_over_100"),
        ("more", "fall", "下降150%", "number_fall_over_100"),
        ("more", "count", "999999999999", "number_too_large"),
        ("more", "count", "1E400", "number_too_large"),
        ("W-12", "count", "#DIV/0!", "number_excel_error"),
        ("W-12", "share", "#N/A", "number_excel_error"),
        ("W-12", "share", "####", "number_excel_error"),
        ("W-12", "share", "值：#REF!", "number_excel_error"),
    ],
)
def test_refused_and_kept(row: str, cell: str, text: str, problem: str) -> None:
    typed = read(cell, text)
    assert code(typed, text, "refused") == problem
    assert typed.proposal is None


# --- states -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cell", "text", "state", "reason"),
    [
        ("hours", "未发生", "not_occurred", ""),
        ("count", "全年未发生事故", "not_occurred", ""),
        ("rate", "没有发生", "not_occurred", ""),
        ("money", "未 发 生", "not_occurred", ""),
        ("share", "不适用：本市无此行业", "not_applicable", "本市无此行业"),
        ("share", "N/A: no such trade", "not_applicable", "no such trade"),
        ("share", "Ｎ／Ａ：停产", "not_applicable", "停产"),
        ("share", "不涉及（2022年起停产）", "not_applicable", "2022年起停产"),
        ("share", "未开展，因机构改革", "not_applicable", "因机构改革"),
        ("count", "暂缺：台账移交中", "not_available", "台账移交中"),
        ("count", "暂无，待年报公布", "not_available", "待年报公布"),
        ("rate", "由上级统计", "by_superior", ""),
        ("rate", "由南通市统计", "by_superior", ""),
        ("share", "基期无此制度", "no_system", ""),
    ],
)
def test_states_of_a_year(cell: str, text: str, state: str, reason: str) -> None:
    typed = read(cell, text)
    assert typed.figure == Figure(state=state, reason=reason)  # type: ignore[arg-type]  # the table holds YearStates
    assert typed.problem is None
    assert typed.outcome == "state"
    assert typed.figure.answered
    assert text in ("未发生", "由上级统计", "基期无此制度") or typed.notes


def test_no_system_belongs_to_the_base_year() -> None:
    known = Known(base_year=2020)
    assert read("share", "基期无此制度", year=2020, known=known).problem is None
    assert code(read("share", "基期无此制度", year=2022, known=known), "基期无此制度") == "number_no_system"


def test_a_state_needs_its_own_function_nowhere_else() -> None:
    assert parse_year_state("不适用：停产", nature="share").figure == Figure(state="not_applicable", reason="停产")
    assert parse_year_state("12", nature="share").outcome == "question"
    assert parse_year_state(" ", nature="share") == Typed()


# --- what is known beside the cell decides ----------------------------------------------------------------------------
def test_n21_raw_counts_decide_and_say_so() -> None:
    fell = read("fall", "-12", known=Known(base=D(100), current=D(88)))
    rose = read("fall", "-12", known=Known(base=D(100), current=D(112)))
    assert accepted(fell) == 12
    assert "按原始值核定：下降12%" in fell.notes
    assert accepted(rose) == -12
    assert "按原始值核定：上升12%" in rose.notes
    assert accepted(read("yoy", "-12.0", known=Known(previous=D(50), current=D(56)))) == D("-12.0")


def test_n21_raw_counts_that_fit_neither_are_named_in_the_question() -> None:
    typed = read("fall", "-12", known=Known(base=D(100), current=D(90)))
    assert code(typed, "-12") == "number_sign"
    assert typed.problem is not None
    assert "按原始值算是下降10%" in typed.problem.sentence


def test_n4_raw_counts_or_parts_decide() -> None:
    assert accepted(read("fall", "0.15", known=Known(base=D(100), current=D(85)))) == 15
    assert accepted(read("share", "0.15", known=Known(num=D(3), den=D(20)))) == 15
    assert accepted(read("share", "0.15", known=Known(num=D(3), den=D(2000)))) == D("0.15")


def test_n26_nothing_is_a_percentage_of_zero() -> None:
    for text in ("上升100%", "100", "持平", "-12"):
        assert code(read("fall", text, known=Known(base=D(0))), text) == "number_base_zero"
        assert code(read("yoy", text, known=Known(previous=D(0))), text) == "number_base_zero"


def test_n30_zero_after_zero_is_no_surprise() -> None:
    typed = read("rate", "0", known=Known(previous=D(0)))
    assert accepted(typed) == 0
    assert typed.notes == ("上年也为0，按0记录",)


def test_n35_parts_on_record_allow_more_than_100() -> None:
    assert accepted(read("share", "101.2", known=Known(num=D(83), den=D(82)))) == D("101.2")
    assert code(read("share", "101.2", known=Known(num=D(80), den=D(82))), "101.2", "refused") == "number_over_100"


@pytest.mark.parametrize(
    ("cell", "text", "known", "problem"),
    [
        ("rate", "0.065", Known(previous=D("0.0065")), "number_far_off"),
        ("rate", "65", Known(previous=D("0.0065")), "number_far_off"),
        ("rate", "0.0065", Known(base=D("0.065")), "number_far_off"),
        ("count", "960", Known(previous=D(96)), "number_far_off"),
        ("count", "2024", Known(), "number_is_year"),
        ("forecast", "40", Known(previous=D(96)), "number_half_year"),
    ],
)
def test_n39_n44_doubt_is_a_hint_and_the_figure_stays(cell: str, text: str, known: Known, problem: str) -> None:
    typed = read(cell, text, year=2024, known=known)
    assert accepted(typed) == D(text)
    assert typed.problem is not None
    assert (typed.problem.code, typed.problem.severity) == (problem, Severity.HINT)
    assert accepted(read(cell, f"{text}（属实）", year=2024, known=known)) == D(text)
    assert read(cell, f"{text}（属实）", year=2024, known=known).problem is None


@pytest.mark.parametrize(
    ("cell", "text", "known"),
    [
        ("count", "6", Known(previous=D(1))),
        ("count", "17", Known(previous=D(80))),
        ("rate", "0.002", Known(previous=D("0.01"))),
        ("forecast", "58", Known(previous=D(96))),
        ("forecast", "0", Known(previous=D(3))),
    ],
)
def test_chance_and_true_falls_raise_no_doubt(cell: str, text: str, known: Known) -> None:
    assert read(cell, text, known=known).problem is None


# --- the other way round, and the edges -------------------------------------------------------------------------------
@pytest.mark.parametrize("text", ["40", "1-6月40起", "上半年40", "截至6月底40起", "截至6月16日40起", "累计40起"])
def test_a_year_to_date_cell_takes_part_of_the_year(text: str) -> None:
    typed = read("count", text, year=2025, to_date=True, known=Known(previous=D(960)))
    assert accepted(typed) == 40
    assert typed.problem is None
    assert (typed.notes == ()) == (text == "40")


def test_an_empty_cell_is_empty() -> None:
    for text in ("", " ", "\u3000\n", "\u200b", "\x1b[0m"):
        assert read("count", text) == Typed()


@pytest.mark.parametrize(
    ("cell", "figure", "text"),
    [
        ("count", Figure(value=D(120)), "120"),
        ("share", Figure(value=D("0.15")), "0.15%"),
        ("share", Figure(value=D(0)), "确为0"),
        ("share", Figure(value=D(80), num=D(12), den=D(15)), "12/15=80%"),
        ("fall", Figure(value=D(-12), reading="vs_base"), "上升12%"),
        ("fall", Figure(value=D(0), reading="vs_base"), "持平"),
        ("fall", Figure(value=D("0.5"), reading="vs_base"), "0.5%"),
        ("count", Figure(value=D(96), flag="preliminary"), "96（快报）"),
        ("share", Figure(state="not_applicable", reason="停产"), "不适用：停产"),
        ("hours", Figure(state="not_occurred"), "未发生"),
        ("count", Figure(raw="约15"), "约15"),
        ("count", Figure(), ""),
    ],
)
def test_the_text_in_the_editor_reads_back_as_the_figure(cell: str, figure: Figure, text: str) -> None:
    context = CELLS[cell]
    assert figure_text(figure, uom=context["uom"], nature=context["nature"]) == text
    assert (read(cell, text).figure or Figure()) == figure


def test_bounds_of_the_measure_hold() -> None:
    assert code(read("level", "12", bounds=Bounds(max=D(10))), "12", "refused") == "number_out_of_bounds"
    assert accepted(read("money", "-12", bounds=Bounds(min=None))) == -12
    dashed = read("money", "－12", bounds=Bounds(min=None))
    assert accepted(dashed) == -12
    assert "负号已改成规范写法" in dashed.notes
    assert accepted(read("fall", "150", bounds=Bounds(min=None))) == 150
    typed = read("share", "4", bounds=Bounds(min=D(5), max=D(50)))
    assert typed.problem is not None
    assert "5至50" in typed.problem.sentence


def test_plain_numbers_for_references_and_settings() -> None:
    assert parse_plain("１,234.50") == (D("1234.50"), None)
    assert parse_plain("-3") == (D(-3), None)
    assert parse_plain("") == (None, None)
    for text in ("约12", "未发生", "12元", "abc"):
        value, problem = parse_plain(text)
        assert value is None
        assert problem is not None


def test_a_question_says_where_what_and_what_next() -> None:
    typed = read("fall", "约" + "很" * 50 + "12{typed}", year=2022)
    assert typed.problem is not None
    assert typed.problem.place == "2022年（较基期降幅）"
    assert "…" in typed.problem.sentence
    assert len(typed.problem.sentence) < 60
    assert typed.problem.hint.endswith("。")


def test_every_sentence_and_note_is_used_and_every_used_one_exists() -> None:
    folder = pathlib.Path(problems_numbers.__file__).parents[1] / "store"
    source = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.py")))
    used = set(re.findall(r'"((?:number|rating|date)_[a-z0-9_]+)"', source))
    assert set(problems_numbers.SENTENCES) <= used
    assert {name for name in used if name.startswith("number_")} <= set(problems_numbers.SENTENCES)
    for name in problems_numbers.NOTES:
        assert f'"{name}"' in source, name


def test_every_sentence_ends_and_tells_what_to_do() -> None:
    for name, entry in problems_numbers.SENTENCES.items():
        assert entry.sentence[-1] in "。？}", name
        assert entry.hint.endswith("。"), name
        assert "," not in entry.sentence + entry.hint.replace("-", ""), name
