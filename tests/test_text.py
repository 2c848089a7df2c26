from __future__ import annotations

import os
import re
import sys
import tomllib
import unicodedata
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from evaltui import text
from evaltui.text import (
    clean,
    clean_line,
    cut,
    digits_enough,
    fold,
    graphemes,
    pad,
    plain,
    round_half_up,
    show_exactly_enough,
    shown,
    width,
    word_count,
)

SOAK = 20 if os.environ.get("EVALTUI_SOAK") else 1
anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)
hostile = st.text(
    st.sampled_from(
        "ab字 \t\n\r\x00\x07\x1b\x7f[]31m;P\\()<=>\x9b\x9d\x85\u200b\u200d\u202e\ufe0f\ufeff\u2028\ud800\ufffe"
        "e\u0301👩💻🏽←\u0338\u2329\u1100\u1161"
    ),
    max_size=60,
)


# --- clean ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("dirty", "kept"),
    [
        ("市应急管理局\r\n二季度\r三季度", "市应急管理局\n二季度\n三季度"),
        ("a\tb", "a\tb"),
        ("软回车\x0b换页\x0c行\u2028段\u2029完", "软回车\n换页\n行\n段\n完"),
        ("\x1b[31m红\x1b[0m", "红"),
        ("\x1b[?2004h\x1b[38;2;1;2;3m字", "字"),
        ("\x9b31m红", "红"),
        ("\x1b]0;标题\x07正文", "正文"),
        ("\x1b]52;c;aGk=\x1b\\正文", "正文"),
        ("\x1b]8;;http://x\x1b\\链接\x1b]8;;\x1b\\", "链接"),
        ("\x1bPq#0;2;0;0;0\x1b\\正文", "正文"),
        ("\x1b^私\x1b\\\x1b_用\x9c正文", "正文"),
        ("\x9d0;标题\x9c正文", "正文"),
        ("\x1b]没有结束\n下一段", "没有结束\n下一段"),
        ("\x1b(B\x1bc\x1b7正文\x1b", "正文"),
        ("\x1b\x1b[31m红", "红"),
        ("a\x00b\x07c\x7fd\x85e", "abcde"),
        ("\ufeff李\u200b堡\u00ad镇", "李堡镇"),
        ("合\u202e计\u2066数\u2069\u200f", "合计数"),
        ("末\ud800尾\ufdd0\U0001ffff", "末尾"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("旗\U000e0067\U000e007f", "旗"),
        ("\u3000全角空格与\xa0不断行空格都留下", "\u3000全角空格与\xa0不断行空格都留下"),
        ("👩\u200d💻 与 a\u200db", "👩\u200d💻 与 ab"),
        ("👩🏽\u200d❤\ufe0f\u200d👨", "👩🏽\u200d❤\ufe0f\u200d👨"),
        ("e\u200d\u0301", "é"),
        ("\ufffd看得见的留下\ue000", "\ufffd看得见的留下\ue000"),
    ],
)
def test_clean_drops_what_hurts_and_keeps_what_is_seen(dirty: str, kept: str) -> None:
    assert clean(dirty) == kept


@settings(max_examples=400 * SOAK, deadline=None)
@given(st.one_of(anything, hostile))
def test_clean_is_idempotent_and_survives_files(dirty: str) -> None:
    once = clean(dirty)
    assert clean(once) == once
    assert once.encode("utf-8").decode("utf-8") == once
    assert unicodedata.normalize("NFC", once) == once
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff\ud800-\udfff]", once)
    assert tomllib.loads(tomli_w.dumps({"text": once}))["text"] == once


@given(st.text(st.sampled_from("安全生产事故起数abc12 ，。\n\t%（）“”—…"), max_size=80))
def test_clean_leaves_ordinary_text_alone(ordinary: str) -> None:
    assert clean(ordinary) == ordinary


@pytest.mark.parametrize(
    "unit",
    [
        "\x1b]",
        "\x1b[0",
        "\x1b[ ",
        "\x9b;",
        "\x1bP0",
        "\u200d",
        "👩\u200d",
        "🏽",
        "👩🏽",
        "\r\n",
        " ",
        " \t",
        "\u0301",
        "字",
        "\x9d1",
    ],
)
def test_clean_takes_a_hostile_megabyte_in_a_bounded_number_of_steps(unit: str) -> None:
    """Python-level steps do not grow with the text; a quadratic pattern would not come back at all."""
    steps = 0

    def count(frame: object, event: str, argument: object) -> object:
        nonlocal steps
        steps += 1
        return count

    large = unit * (1_000_000 // len(unit))
    old = sys.gettrace()
    sys.settrace(count)  # type: ignore[arg-type]  # a counting tracer needs no frame types
    try:
        cleaned = clean(large)
    finally:
        sys.settrace(old)
    assert clean(cleaned) == cleaned
    # The callbacks of a substitution run once per joiner; everything else is a handful of lines.
    assert steps < 100 + 3 * large.count("\u200d")


def test_clean_line_is_one_trimmed_line() -> None:
    assert clean_line("\u3000综合进\n 度评价\t\t（%）  ") == "综合进 度评价 （%）"
    assert clean_line("市  应急") == "市  应急"
    assert clean_line(" \n\t ") == ""
    assert clean_line("a" + " " * 100_000 + "b") == "a" + " " * 100_000 + "b"


# --- fold -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("死 亡人数下降(%)", "死亡人数下降（％）"),
        ("下 降 ( %   )", "下降(%)"),
        ("综合进\n度评价", "综合进度评价"),
        ("市\xa0教育\u3000体育局", "市教育体育局"),
        ("市\u200b公安局\ufeff", "市公安局"),
        ("“十四五”", "「十四五」"),
        ("‘十四五’", "'十四五'"),
        ("村【社区】", "村[社区]"),
        ("海政发〔2022〕20号", "海政发(2022)20号"),
        ("達標", "达标"),
        ("隱患排查", "隐患排查"),
        ("二○二五", "二〇二五"),
        ("阿·凡", "阿•凡"),
        ("ＧＤＰ", "gdp"),
        ("2021—2024年", "2021-2024年"),
        ("≥２．５ｍ²", ">=2.5m2"),
        ("2.5㎡", "2.5m2"),
        ("⼈⼝", "人口"),
        ("责任单位：", "责任单位:"),
    ],
)
def test_fold_matches_what_means_the_same(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("死亡人数", "起数"), ("12", "1.2"), ("公安局", "公安"), ("−12", "12")])
def test_fold_keeps_different_things_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@given(anything)
def test_fold_never_fails_and_is_stable_in_case(dirty: str) -> None:
    assert fold(clean(dirty)) == fold(dirty)


def test_every_folded_character_is_traditional_and_its_partner_simplified() -> None:
    assert len(text._TRADITIONAL) == len(text._SIMPLIFIED) == len(set(text._TRADITIONAL))
    assert not set(text._TRADITIONAL) & set(text._SIMPLIFIED)
    text._SIMPLIFIED.encode("gb2312")


# --- width, cut, pad, graphemes ---------------------------------------------------------------------------------------
assigned = st.characters(exclude_categories=["Cs", "Cn", "Cc"])
emoji = st.sampled_from(
    [
        "👩\u200d💻",
        "👨\u200d👩\u200d👧",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "👍🏽",
        "🇨🇳",
        "🏳\ufe0f\u200d🌈",
        "☎\ufe0f",
        "①",
        "℃",
        "“",
    ]
)


@settings(max_examples=300 * SOAK, deadline=None)
@given(st.lists(st.one_of(assigned, emoji, st.sampled_from("安全生产，。（）abc 12%")), max_size=30).map("".join))
def test_width_agrees_with_the_tables_textual_lays_out_by(line: str) -> None:
    assert width(line) == cell_len(line)


def test_width_agrees_for_every_assigned_character_of_the_basic_plane() -> None:
    wrong = [
        hex(code)
        for code in range(0x20, 0x10000)
        if unicodedata.category(chr(code)) not in ("Cs", "Cn") and width(chr(code)) != cell_len(chr(code))
    ]
    assert wrong == []


def test_ambiguous_characters_follow_the_terminal() -> None:
    for character in "“”‘’—…·×①℃‰":
        assert width(character) == 1
        assert width(character, ambiguous=2) == 2
    assert width("“十四五”规划", ambiguous=2) == 14
    assert width("é e\u0301 abc 字", ambiguous=1) == 10
    assert cut("“十四五”", 5, ambiguous=2) == "“十"


@given(st.lists(st.one_of(assigned, emoji), max_size=20).map("".join), st.integers(-1, 30), st.sampled_from([1, 2]))
def test_graphemes_add_up_and_cut_fits(line: str, cells: int, ambiguous: int) -> None:
    parts = list(graphemes(line))
    assert "".join(parts) == line
    assert sum(width(part, ambiguous=ambiguous) for part in parts) == width(line, ambiguous=ambiguous)
    short = cut(line, cells, ambiguous=ambiguous)
    assert line.startswith(short)
    assert width(short, ambiguous=ambiguous) <= max(cells, 0)
    if cells >= 0:
        assert width(pad(line, cells, ambiguous=ambiguous), ambiguous=ambiguous) == cells


def test_a_caret_steps_over_whole_characters() -> None:
    assert list(graphemes("e\u0301👨\u200d👩\u200d👧🇨🇳🇺🇸1\ufe0f\u20e3字")) == [
        "e\u0301", "👨\u200d👩\u200d👧", "🇨🇳", "🇺🇸", "1\ufe0f\u20e3", "字",
    ]  # fmt: skip  # one line shows the steps
    assert list(graphemes("한국\r\n")) == ["한", "국", "\r\n"]
    assert list(graphemes("\u1112\u1161\u11ab")) == ["\u1112\u1161\u11ab"]
    assert list(graphemes("")) == []


def test_cut_never_halves_a_chinese_character() -> None:
    assert cut("安全生产", 5) == "安全"
    assert cut("abc安", 4) == "abc"
    assert pad("安全生产", 5) == "安全 "
    assert pad("安全", 7, "right") == "   安全"
    assert pad("安全", 7, "center") == " 安全  "


# --- numbers as text --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        ("0.05", 1, "0.1"), ("0.15", 1, "0.2"), ("0.25", 1, "0.3"), ("-0.25", 1, "-0.3"), ("-0.04", 1, "0.0"),
        ("2.5", 0, "3"), ("-2.5", 0, "-3"), ("20", 1, "20.0"), ("1E+3", 2, "1000.00"), ("0", 0, "0"), ("9.995", 2, "10.00"),
    ],
)  # fmt: skip  # a table of cases
def test_halves_go_away_from_zero(value: str, digits: int, rounded: str) -> None:
    assert str(round_half_up(Decimal(value), digits)) == rounded
    assert shown(Decimal(value), digits) == rounded


@given(st.fractions(-(10**12), 10**12), st.integers(0, 12))
def test_rounding_is_within_half_a_step_and_ignores_the_context(value: Fraction, digits: int) -> None:
    with localcontext() as context:
        context.prec = 3
        rounded = round_half_up(value, digits)
    step = Fraction(1, 10**digits)
    assert abs(Fraction(rounded) - value) <= step / 2
    assert -(rounded.as_tuple().exponent or 0) == digits  # type: ignore[operator]  # a finite number has a numeric exponent
    assert abs(Fraction(round_half_up(-value, digits))) == abs(Fraction(rounded))


def test_only_finite_numbers_are_rounded() -> None:
    for bad in ("NaN", "Infinity"):
        with pytest.raises(ValueError, match="finite"):
            round_half_up(Decimal(bad), 1)


def test_plain_numbers_keep_what_was_typed() -> None:
    assert plain(Decimal("12.50")) == "12.50"
    assert plain(Decimal("1.3E-5")) == "0.000013"
    assert plain(Decimal("12E2")) == "1200"
    assert plain(Decimal("-0.0")) == "0.0"


@pytest.mark.parametrize(
    ("value", "against", "printed"),
    [
        ("9.98", ["10"], "9.98"), ("15.03", ["15"], "15.03"), ("14.96", ["15"], "14.96"), ("15", ["15"], "15.0"),
        ("21.7", ["15"], "21.7"), ("12.26", ["12.25"], "12.26"), ("12.000001", ["12"], "12.000001"), ("14.96", [], "15.0"),
        ("9.98", ["10", "9.979"], "9.980"),
    ],
)  # fmt: skip  # a table of cases
def test_more_digits_appear_where_rounding_would_change_a_comparison(
    value: str, against: list[str], printed: str
) -> None:
    assert show_exactly_enough(Decimal(value), 1, *map(Decimal, against)) == printed


@given(
    st.fractions(-1000, 1000, max_denominator=10**5),
    st.fractions(-1000, 1000, max_denominator=10**5),
    st.integers(0, 3),
)
def test_what_is_shown_compares_like_what_is_meant(left: Fraction, right: Fraction, digits: int) -> None:
    enough = digits_enough(left, digits, right)
    seen_left, seen_right = (Decimal(shown(value, enough)) for value in (left, right))
    if enough < 12:
        assert (seen_left > seen_right, seen_left < seen_right) == (left > right, left < right)
    assert enough == digits_enough(right, digits, left) or {left, right} != {Fraction(seen_left), Fraction(seen_right)}


# --- 字数 -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("", 0), (" \n\t\u3000", 0), ("2025", 1), ("GDP", 1), ("15.6%", 1), ("2025年", 2), ("a@b.cn", 1), ("你好，世界", 5),
        ("你好,世界", 5), ("你好", 2), ("安全 生产", 4), ("“十四五”规划", 7), ("2021—2024年", 4), ("don’t stop", 2),
        ("一、总体情况\n（一）指标", 11), ("①②", 2), ("𠮷", 1), ("比2020年下降20.0%。", 7), ("a\u200bb", 1), ("……——", 4),
    ],
)  # fmt: skip  # a table of cases
def test_words_are_counted_as_word_does(words: str, count: int) -> None:
    assert word_count(words) == count


@given(
    st.text(st.sampled_from("安全，。12ab \n"), max_size=60), st.text(st.sampled_from("安全，。12ab \n"), max_size=60)
)
def test_counts_of_paragraphs_add_up(first: str, second: str) -> None:
    assert word_count(first + "\n" + second) == word_count(first) + word_count(second)
