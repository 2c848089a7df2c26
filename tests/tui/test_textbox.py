"""The text box: what is typed is what stands there, the caret is where the text says, undo goes all the way back."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaltui.text import clean, graphemes, width
from evaltui.tui import layout
from evaltui.tui.cells import FILLER, Glyphs
from evaltui.tui.textbox import TextBox

EXAMPLES = 2000 if os.environ.get("EVALTUI_SOAK") == "1" else 60
SENTENCE = "全市共排查治理隐患1286处，整改率98.5%，“两重点一重大”企业实现全覆盖。"
LONG = "\n".join(SENTENCE * 12 for _ in range(12))

PIECES = st.sampled_from(
    [
        "安",
        "全",
        "，",
        "。",
        "“",
        "”",
        "（",
        "）",
        "a",
        "B",
        "9",
        "98.5%",
        " ",
        "\n",
        "\t",
        "e",
        "\u0301",
        "👍",
        "🇨",
        "🇳",
        "…",
        "１",
    ]
)
ACTS = st.sampled_from(
    [
        *["left", "right", "up", "down", "home", "end", "page_up", "page_down", "text_start", "text_end"],
        *["word_left", "word_right", "select_left", "select_down", "select_end", "select_text_start", "select_all"],
        *["backspace", "backspace", "delete", "newline", "undo", "redo", "select", "unselect", "copy", "cut", "paste"],
    ]
)
KEYS = st.lists(
    st.one_of(
        st.tuples(st.just("act"), ACTS),
        st.tuples(st.just("type"), PIECES),
        st.tuples(st.just("paste"), st.lists(PIECES, max_size=12).map("".join)),
    ),
    max_size=40,
)
TEXTS = st.lists(PIECES, max_size=60).map("".join).map(clean)


def press(box: TextBox, keys: list[tuple[str, str]]) -> None:
    for kind, value in keys:
        getattr(box, kind)(value)


def shown(box: TextBox, cells: int = 30, lines: int = 8, *, wide: bool = False) -> list[str]:
    frame = box.draw(cells, lines, Glyphs(wide))
    return ["".join(text for text, _ in line) for line in frame.lines]


def check_caret(box: TextBox, cells: int, lines: int, *, wide: bool = False) -> None:
    """The caret stands in the window, in a cell of its own, right behind the text that is before it in its line."""
    frame = box.draw(cells, lines, Glyphs(wide))
    assert {sum(width(text) for text, _ in line) for line in frame.lines} == {cells}
    assert len(frame.lines) == lines
    assert frame.caret is not None
    column, line = frame.caret
    assert 0 <= column < cells
    assert 0 <= line < lines
    drawn = "".join(text for text, _ in frame.lines[line])
    before, used = "", 0
    for char in drawn:
        if used >= column and (not before or width(char)):
            break
        before, used = before + char, used + width(char)
    assert used == column, "the caret never splits a character"
    typed = graphemes(box.text)
    said = "".join(
        layout.drawn(part) if part != "\n" else part for part, _ in zip(typed, range(box.caret), strict=False)
    )
    said = said.rsplit("\n", 1)[-1]
    seen = before.replace(FILLER, "")
    assert said.endswith(seen), (said, seen)


@given(TEXTS, KEYS, st.integers(8, 40), st.integers(1, 6), st.booleans())
@settings(max_examples=EXAMPLES, deadline=None)
def test_the_caret_is_where_the_text_says(
    text: str, keys: list[tuple[str, str]], cells: int, lines: int, wide: bool
) -> None:
    box = TextBox(text)
    check_caret(box, cells, lines, wide=wide)
    for key in keys:
        press(box, [key])
        check_caret(box, cells, lines, wide=wide)


@given(TEXTS, KEYS, KEYS)
@settings(max_examples=EXAMPLES, deadline=None)
def test_undo_all_gives_the_original_and_redo_all_the_result(
    text: str, keys: list[tuple[str, str]], more: list[tuple[str, str]]
) -> None:
    box = TextBox(text)
    original = box.text
    press(box, keys)
    press(box, [key for key in more if key != ("act", "undo")])
    result = box.text
    while box.act("undo"):
        pass
    if not any(key == ("act", "undo") for key in keys):
        assert box.text == original
        assert not box.changed
    while box.act("redo"):
        pass
    assert box.text == result or ("act", "undo") in [*keys, *more]


@given(TEXTS, st.integers(4, 40))
@settings(max_examples=EXAMPLES, deadline=None)
def test_all_lines_together_are_the_text(text: str, cells: int) -> None:
    laid = layout.LayoutMaker().lay_out(text, cells, wide=False)
    pieces = []
    for row in laid.rows:
        pieces.append("".join(row.paragraph.parts[row.start - row.first : row.end - row.first]))
        pieces.append("" if row.soft else "\n")
    assert "".join(pieces) == text + "\n"
    assert all(sum(row.paragraph.widths[row.start - row.first : row.end - row.first]) <= cells for row in laid.rows)


@given(st.text(max_size=80))
@settings(max_examples=EXAMPLES, deadline=None)
def test_what_is_typed_or_pasted_stands_there_cleaned(text: str) -> None:
    box = TextBox("")
    box.paste(text)
    assert box.text == clean(text)


@pytest.mark.parametrize("text", ["张三李四", "“十四五”规划；（试行）", "１２．５％", "e\u0301a", "🇨🇳👍🏽"])
def test_text_typed_character_by_character_is_the_text(text: str) -> None:
    box = TextBox("")
    for char in text:
        box.type(char)
    assert box.text == clean(text)


def test_no_mark_begins_a_line_and_no_number_is_cut() -> None:
    box = TextBox(SENTENCE * 4)
    for cells in range(12, 60):
        for line in shown(box, cells, 40):
            assert not line.startswith(("，", "。", "”", "%", "."))
            assert not line.rstrip().endswith("“")
            assert not re.search(r"98$|^\.5|128$|^6处", line.strip())


def test_a_word_longer_than_the_line_is_broken_all_the_same() -> None:
    assert shown(TextBox("x" * 30), 21, 4)[:2] == ["x" * 20 + " ", "x" * 10 + " " * 11]
    assert shown(TextBox("。" * 30), 21, 4)[0] == "。" * 10 + " "


def test_a_blank_hangs_at_the_end_of_a_line() -> None:
    assert shown(TextBox("abcde fghij klm"), 6, 4) == ["abcde ", "fghij ", "klm   ", "      "]


def test_up_and_down_keep_the_column_and_end_stays_in_its_line() -> None:
    box = TextBox("甲乙丙丁戊己庚辛壬癸\n子\n" + "甲乙丙丁戊")
    box.draw(11, 6, Glyphs())
    box.act("up")
    assert box.draw(11, 6, Glyphs()).caret == (2, 2), "the line in between is shorter"
    box.act("up")
    assert box.draw(11, 6, Glyphs()).caret == (10, 1)
    box.act("up")
    assert box.draw(11, 6, Glyphs()).caret == (10, 0), "the end of a line that goes on has its own cell"
    box.act("home")
    assert box.draw(11, 6, Glyphs()).caret == (0, 0)
    box.act("end")
    assert box.draw(11, 6, Glyphs()).caret == (10, 0)
    box.act("right")
    assert box.draw(11, 6, Glyphs()).caret == (2, 1)


def test_a_selection_is_replaced_copied_and_cut() -> None:
    box = TextBox("一二三四五六")
    box.act("text_start")
    box.act("select")
    box.act("right")
    box.act("right")
    assert box.selected == "一二"
    assert box.act("copy")
    box.type("壹贰")
    assert box.text == "壹贰三四五六"
    box.act("select_end")
    assert box.act("cut")
    assert (box.text, box.clipboard) == ("壹贰", "三四五六")
    box.act("paste")
    assert box.text == "壹贰三四五六"
    box.act("select_all")
    box.act("backspace")
    assert box.text == ""


def test_one_undo_takes_back_one_run_of_typing() -> None:
    box = TextBox("")
    for char in "已完成。正在推进":
        box.type(char)
    box.act("undo")
    assert box.text == "已完成。"
    box.act("undo")
    assert box.text == ""
    box.act("redo")
    assert box.text == "已完成。"
    for _ in range(3):
        box.act("backspace")
    box.act("undo")
    assert box.text == "已完成。"


def test_jumps_by_words_stop_at_numbers_and_clauses() -> None:
    box = TextBox("整改率98.5%，全部完成")
    stops = []
    for motion in ["word_left"] * 3 + ["word_right"]:
        box.act(motion)
        stops.append(box.caret)
    assert stops == [9, 3, 0, 3]


def test_marks_are_pointed_out_and_found() -> None:
    box = TextBox("截至目前，XX项目已完成XXX万元。", marks=re.compile("X{2,}(?:项目)?"))
    frame = box.draw(60, 2, Glyphs())
    assert [text for text, style in frame.lines[0] if style == "question"] == ["XX项目", "XXX"]
    box.go(box.place_of(5))
    assert box.draw(60, 2, Glyphs()).caret == (10, 0)


def test_the_count_is_words_and_the_limit_speaks_before_it_is_reached() -> None:
    box = TextBox("安全" * 44 + " GDP", limit=100)
    assert (box.words, box.standing) == (89, "")
    box.type("x 一")
    assert (box.words, box.standing) == (90, "near")
    box.type("字" * 11)
    assert (box.words, box.standing) == (101, "over")
    assert box.text.endswith("字字"), "nothing is refused"


def test_one_line_takes_no_line_breaks() -> None:
    box = TextBox("一\n二", multiline=False)
    assert not box.act("newline")
    box.paste("三\r\n四\t五")
    assert box.text == "一 二三 四 五"


def test_only_the_changed_paragraph_is_broken_into_lines_again(monkeypatch: pytest.MonkeyPatch) -> None:
    broken: list[str] = []
    whole = layout.break_lines

    def counted(parts: Sequence[str], widths: Sequence[int], cells: int) -> tuple[tuple[int, int], ...]:
        broken.append("".join(parts))
        return whole(parts, widths, cells)

    monkeypatch.setattr(layout, "break_lines", counted)
    box = TextBox(LONG + "\n尾")
    box.draw(76, 24, Glyphs())
    broken.clear()
    box.type("巴")
    box.draw(76, 24, Glyphs())
    box.act("up")
    box.draw(76, 24, Glyphs())
    assert broken == ["尾巴"]


def test_moving_within_the_window_changes_no_line_of_it() -> None:
    box = TextBox(LONG)
    box.act("text_start")
    first = shown(box, 76, 24)
    for _ in range(23):
        box.act("down")
        assert shown(box, 76, 24) == first
    box.act("down")
    assert shown(box, 76, 24)[:12] == first[12:], "then half a window is turned"


def test_typing_at_the_end_of_a_full_window_leaves_room_below() -> None:
    box = TextBox(LONG)
    shown(box, 76, 24)
    box.type("字" * 38)
    lines = shown(box, 76, 24)
    assert sum(not line.strip() for line in lines) == 11
