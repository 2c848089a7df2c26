"""What holds for every text in every cell: nothing raises, nothing is lost, nothing is normalised in silence."""

from __future__ import annotations

import os
import re
from decimal import Decimal
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaltui.catalogue.problems_numbers import SENTENCES
from evaltui.errors import Severity
from evaltui.plan.model import Bounds
from evaltui.store.dates import parse_date
from evaltui.store.number_words import parse_year_state
from evaltui.store.numbers import Known, Typed, figure_text, parse_figure, parse_plain
from evaltui.store.rating_words import parse_rating_word
from evaltui.store.record import Figure
from evaltui.store.typed import Slot, answer
from evaltui.text import clean, clean_line, plain

SOAK = 50 if os.environ.get("EVALTUI_SOAK") else 1

NUMBERS = [
    "0",
    "1",
    "2",
    "12",
    "0.15",
    "15.0",
    "12.50",
    "100",
    "101.2",
    "1,234",
    "1，2",
    "12。5",
    ".5",
    "007",
    "6.5e-3",
    "1E400",
]
NUMBERS += [
    "95.00000000001",
    "99999999999",
    "999999999999",
    "１２",
    "三",
    "十二",
    "一百二",
    "三万",
    "半",
    "几十",
    "2024",
    "l5",
    "1O",
]
WORDS = """
万 亿 千 百万 起 件 人 名 人次 小时 分钟 h 天 m² ㎡ 平方米/人 元 万元 亿元 /10万 人/十万人 个 个百分点 下降 上升 增长 减少 降至 到 至 由
持平 同比 环比 较2020年 较2023年 较上年 累计 约 左右 近 多 余 以上 以内 不超过 2024年 2022年 1-6月 上半年 6月16日 2025/6/16 2025年6月
预计 快报 修订 属实 确为 共 新增 无 暂缺 不适用 未发生 由上级统计 基期无此制度 因停产 全覆盖 确保完成 已完成 同上 详见附件 #DIV/0! =A1
百分之 负增长 死亡 安全 {typed}
"""
MARKS = "%％‰-－—+~/=()（）[]<>≥≤↑↓，。、：:；;.?!'\"“”_#@*²½①٣\t\n\u3000\xa0ex\u200b👩"
PIECES = [*NUMBERS, *MARKS, *WORDS.split(), "\x1b[31m"]
UNITS = [
    "%",
    "起",
    "人",
    "人/十万人",
    "人/亿元GDP",
    "小时",
    "分钟",
    "m²",
    "m²/人",
    "万元",
    "亿元",
    "万人",
    "名",
    "怪单位",
]
typed_texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=7).map("".join),
    st.text(st.characters(codec=None, exclude_categories=()), max_size=60),
    st.from_regex(r"[-+]?[0-9]{1,13}(\.[0-9]{0,9})?[%起人万]?", fullmatch=True),
)
decimals = st.one_of(st.none(), st.sampled_from([Decimal(n) for n in ("0", "1", "3", "96", "100", "0.0065", "112.5")]))
contexts = st.fixed_dictionaries(
    {
        "uom": st.sampled_from(["", *UNITS]),
        "nature": st.sampled_from(["count", "rate", "share", "level", "duration", "area", "money"]),
        "reading": st.sampled_from(["raw", "vs_base", "yoy"]),
        "integer": st.booleans(),
        "bounds": st.sampled_from(
            [Bounds(), Bounds(min=None), Bounds(max=Decimal(100)), Bounds(Decimal(5), Decimal(10))]
        ),
        "year": st.sampled_from([None, 2020, 2024, 2025]),
        "forecast": st.booleans(),
        "to_date": st.booleans(),
        "known": st.one_of(
            st.none(),
            st.builds(Known, decimals, decimals, decimals, decimals, decimals, st.sampled_from([None, 2020])),
        ),
    }
)


def again(figure: Figure, context: dict[str, Any]) -> Figure | None:
    text = figure_text(figure, uom=context["uom"], nature=context["nature"], forecast=context["forecast"])
    return parse_figure(text, **context).figure


@settings(max_examples=1500 * SOAK, deadline=None)
@given(typed_texts, contexts)
@example("未发生：原因是原因：停产", {**dict.fromkeys(("uom",), "%"), "nature": "rate", "forecast": False})
@example("可" * 30 + "能" * 30, {"uom": "起", "nature": "count", "forecast": True})
def test_every_text_ends_in_exactly_one_honest_outcome(text: str, context: dict[str, Any]) -> None:
    typed = parse_figure(text, **context)
    line = clean_line(text)
    if typed.outcome == "empty":
        assert (line, typed) == ("", Typed())
        return
    figure = typed.figure
    assert figure is not None
    if typed.outcome in ("question", "refused"):
        assert typed.problem is not None
        assert typed.problem.severity is Severity.MUST_FIX
        assert figure == Figure(raw=clean(text).strip(), reading=context.get("reading", "raw"))
        assert clean(typed.problem.line()) == typed.problem.line()
        assert "\n" not in typed.problem.line()
    elif typed.outcome == "state":
        assert figure.state is not None
        assert (figure.value, figure.raw) == (None, "")
    else:
        value = figure.value
        assert value is not None
        assert abs(value) < 10**11
        assert -6 <= int(value.as_tuple().exponent) <= 0
        assert typed.notes or line == plain(value), "a normalised number needs a note"
        assert typed.problem is None or typed.problem.severity is Severity.HINT
        if context["nature"] == "count" and figure.reading == "raw":
            assert value == int(value)
    assert all(note and "{" not in note.replace("{typed}", "") for note in typed.notes)


@settings(max_examples=800 * SOAK, deadline=None)
@given(typed_texts, contexts)
def test_the_editors_text_reads_back_as_the_same_figure(text: str, context: dict[str, Any]) -> None:
    figure = parse_figure(text, **context).figure
    if figure is not None:
        assert again(figure, context) == figure
        assert Figure.from_leaf(figure.to_leaf()) == figure


@settings(max_examples=800 * SOAK, deadline=None)
@given(typed_texts, contexts)
def test_a_proposal_is_a_legal_answer(text: str, context: dict[str, Any]) -> None:
    typed = parse_figure(text, **context)
    if typed.proposal is None:
        return
    assert typed.problem is not None
    slot = Slot(**{**context, "known": context["known"] or Known()})
    reply = parse_figure(answer(slot, typed.proposal), **context)
    assert reply.outcome == "value", (reply, answer(slot, typed.proposal))
    assert reply.figure is not None
    assert reply.figure.value == typed.proposal
    if "{offer}" in SENTENCES[typed.problem.code].hint:
        assert answer(slot, typed.proposal) in typed.problem.hint


@given(st.integers(0, 10**11 - 1), st.one_of(st.just(""), st.from_regex(r"\.[0-9]{1,6}", fullmatch=True)))
def test_a_canonical_number_is_stored_as_typed(whole: int, part: str) -> None:
    text = f"{whole}{part}"
    typed = parse_figure(text, uom="元", nature="money")
    assert typed.figure is not None
    assert str(typed.figure.value) == text
    assert (typed.notes, typed.problem) == ((), None)
    leaf = typed.figure.to_leaf()
    assert isinstance(leaf, Decimal if part else int)
    assert str(leaf) == text


@given(st.integers(1, 10**6), st.sampled_from(["raw", "vs_base"]))
def test_a_minus_never_turns_a_fall_into_a_rise_by_itself(amount: int, reading: Any) -> None:
    typed = parse_figure(f"-{amount}", uom="起", nature="count", reading=reading)
    assert typed.figure is not None
    assert typed.figure.value is None


@settings(max_examples=400 * SOAK, deadline=None)
@given(typed_texts, st.sampled_from([None, 2025]), st.booleans())
@example("日前" * 50_000, 2025, False)
@example("9" * 10_000, 2025, True)
def test_dates_ratings_states_and_plain_numbers_never_raise(text: str, year: int | None, old: bool) -> None:
    day, notes, problem = parse_date(text, year=year, date1904=old)
    assert (day is None) == (problem is not None or not clean_line(text))
    assert day is not None or notes == ()
    rating = parse_rating_word(text)
    assert (rating.rating is None) == (rating.problem is not None or not clean_line(text))
    value, trouble = parse_plain(text)
    assert (value is None) == (trouble is not None or not clean_line(text))
    assert parse_year_state(text, nature="share").outcome in ("empty", "state", "question")


def test_a_long_hostile_text_is_refused_quickly() -> None:
    for unit in (
        "可能",
        "不适用（",
        "能",
        "1,",
        "1 ",
        "、",
        "百分之",
        "12万",
        "下降",
        "(",
        "一",
        "#",
        "无",
        "确保能够可以",
    ):
        typed = parse_figure(unit * 20_000, uom="起", nature="count", forecast=True)
        assert typed.outcome in ("question", "state", "refused")
        assert typed.problem is None or len(typed.problem.line()) < 200
    assert re.match(r"^这里填的是一段文字", parse_figure("安全" * 500, uom="起", nature="count").problem.sentence)  # type: ignore[union-attr]  # asked above
