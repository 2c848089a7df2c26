"""Dates as they arrive (bad input T-1 to T-13), and the words of a rating (S-10)."""

from __future__ import annotations

from datetime import date

import pytest

from evaltui.errors import Severity
from evaltui.store.dates import Month, TypedDate, parse_date
from evaltui.store.rating_words import parse_rating_word

DAY = date(2025, 6, 16)


@pytest.mark.parametrize(
    "text",
    [
        "2025.6.16",
        "2025/6/16",
        "2025-6-16",
        "2025-06-16",
        "2025年6月16日",
        "2025年06月16日",
        "20250616",
        "2025年6月16",
        "2025年6月16号",
    ],
)
def test_t1_whole_dates(text: str) -> None:
    assert parse_date(text) == TypedDate(DAY)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("２０２５．６．１６", "全角数字已转换"),
        ("2025年 6月1 6日", "空格已去掉"),
        ("2025-06-16 00:00:00", "时刻已去掉"),
        ("2025-6-16。", "末尾的标点已去掉"),
        ("6.16", "没写年份，按2025年记录"),  # T-2
        ("6月16日", "没写年份，按2025年记录"),
        ("45824", "由Excel序号转换为2025-06-16"),  # T-4
        ("二〇二五年六月十六日", "中文日期按2025-06-16记录"),  # T-11
        ("二○二五年六月十六日", "中文日期按2025-06-16记录"),
        ("二零二五年六月十六日", "中文日期按2025-06-16记录"),
        ("2025年6月16日前", "“2025年6月16日前”按2025-06-16记录"),
    ],
)
def test_dates_that_take_a_note(text: str, said: str) -> None:
    value, notes, problem = parse_date(text, year=2025)
    assert (value, problem) == (DAY, None)
    assert said in notes


def test_the_last_day_of_a_month_exists() -> None:
    for text, day in (
        ("2024年2月29日", date(2024, 2, 29)),
        ("2025-12-31", date(2025, 12, 31)),
        ("6.30", date(2025, 6, 30)),
    ):
        assert parse_date(text, year=2025).value == day


def test_t4_a_workbook_of_1904_counts_otherwise() -> None:
    assert parse_date("44362", date1904=True).value == DAY
    assert parse_date("44362").value == date(2021, 6, 15)


@pytest.mark.parametrize("text", ["2025年6月", "2025.06", "2025-6", "2025/6", "二○二五年六月", "6月"])
def test_t10_a_month_stays_a_month(text: str) -> None:
    found = parse_date(text, year=2025)
    assert found.value == Month(2025, 6)
    assert str(found.value) == "2025年6月"
    assert found.problem is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2022年底前", date(2022, 12, 31)),
        ("到2022年年底", date(2022, 12, 31)),
        ("2022年末", date(2022, 12, 31)),
        ("2023年上半年", date(2023, 6, 30)),
        ("2023年下半年", date(2023, 12, 31)),
        ("三季度", date(2025, 9, 30)),
        ("2025年第一季度末", date(2025, 3, 31)),
        ("2024年2月底前", date(2024, 2, 29)),
        ("今年年底", date(2025, 12, 31)),
    ],
)
def test_t7_deadlines_in_words(text: str, day: date) -> None:
    found = parse_date(text, year=2025)
    assert (found.value, found.problem) == (day, None)
    assert f"按{day}记录" in found.notes[-1]


@pytest.mark.parametrize(
    ("text", "code", "offered"),
    [
        ("25.6.16", "date_order", "2025-06-16"),  # T-3
        ("16/6/2025", "date_order", "2025-06-16"),
        ("6/7/2025", "date_order", ""),
        ("25年6月16日", "date_year", "2025年6月16日"),
        ("202506", "date_order", "2025年6月"),
        ("2025年6月31日", "date_impossible", ""),  # T-6
        ("2025年2月30日", "date_impossible", ""),
        ("20250230", "date_impossible", ""),
        ("2025年13月", "date_impossible", ""),
        ("13月1日", "date_impossible", ""),
        ("2022年前", "date_before_or_by", "2021年底前"),  # T-8
        ("在2025年前", "date_before_or_by", "2025年底前"),
        ("202年2月23", "date_year", ""),  # T-13, a digit lost
        ("1850-01-01", "date_year", ""),
        ("2025年", "date_year_only", ""),
        ("2025", "date_year_only", ""),
        ("已竣工", "date_text", ""),
        ("2025-06-16 08:30", "date_text", ""),
        ("二十五", "date_text", ""),
        ("日前" * 40, "date_text", ""),
    ],
)
def test_unclear_dates_are_asked(text: str, code: str, offered: str) -> None:
    value, notes, problem = parse_date(text, year=2025)
    assert (value, notes) == (None, ())
    assert problem is not None
    assert (problem.code, problem.severity) == (code, Severity.MUST_FIX)
    assert offered in problem.hint


def test_t13_spaces_between_the_digits() -> None:
    assert parse_date("202 2 年 2 月 2 3").value == date(2022, 2, 23)


def test_a_day_without_a_year_needs_the_rounds() -> None:
    for text in ("6月16日", "6.16", "三季度"):
        problem = parse_date(text).problem
        assert problem is not None
        assert problem.code == "date_no_year"


def test_t12_after_the_cutoff_is_a_hint_and_stays() -> None:
    late = parse_date("6月20日", year=2025, cutoff=DAY)
    assert late.value == date(2025, 6, 20)
    assert late.problem is not None
    assert (late.problem.code, late.problem.severity) == ("date_after_cutoff", Severity.HINT)
    assert parse_date("2025-06-16", cutoff=DAY).problem is None


def test_an_empty_date_is_empty() -> None:
    assert parse_date(" \u3000") == TypedDate()


# --- rating words -----------------------------------------------------------------------------------------------------
def test_the_three_words_are_read_as_printed() -> None:
    assert [parse_rating_word(word).rating for word in ("提前实现", "符合预期", "滞后预期")] == [
        "ahead",
        "on_track",
        "behind",
    ]
    assert parse_rating_word("符合预期").notes == ()
    folded = parse_rating_word("滞后\u3000预期")
    assert (folded.rating, folded.notes) == ("behind", ("按“滞后预期”记录",))
    assert parse_rating_word(" ").rating is None
    assert parse_rating_word(" ").problem is None


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("提前完成", "ahead"), ("已实现", "ahead"), ("超预期", "ahead"), ("符合", "on_track"), ("基本符合预期", "on_track"),
        ("滞后", "behind"), ("√", "on_track"), ("未达标", "behind"), ("不符合预期", "behind"), ("低于预期", "behind"),
        ("未提前实现", "on_track"), ("未实现", "behind"), ("不能提前实现", "behind"), ("没有实现", "behind"), ("很好", None), ("12", None),
    ],
)  # fmt: skip  # a table of cases
def test_s10_other_words_are_asked_with_the_nearest(text: str, proposal: str | None) -> None:
    typed = parse_rating_word(text, place="附件3第1行")
    assert typed.rating is None
    assert typed.proposal == proposal
    assert typed.problem is not None
    assert typed.problem.place == "附件3第1行"
    assert "提前实现、符合预期、滞后预期" in typed.problem.hint


def test_a_plan_may_have_words_of_its_own() -> None:
    words = {"ahead": "提前实现", "faster": "快于预期", "on_track": "基本符合预期", "behind": "滞后"}
    assert parse_rating_word("快于预期", words=words).rating == "faster"
    asked = parse_rating_word("符合预期", words=words)
    assert asked.proposal == "on_track"
    assert asked.problem is not None
    assert "如果是“基本符合预期”" in asked.problem.hint
