"""Typing in a cell: graphemes stay whole, the caret is where the next character appears."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evaltui.text import width
from evaltui.tui.grid.editbuf import EditBuf

TEXTS = st.text(st.sampled_from("ab12.%全角，。“”é👨👩\u200d\u0301国 "), max_size=12)


def test_typing_and_correcting() -> None:
    buf = EditBuf().insert("12").insert("起")
    assert (buf.text, buf.caret) == ("12起", 3)
    assert buf.backspace().text == "12"
    assert buf.home().delete().text == "2起"
    assert buf.move(-1).insert("0").text == "120起"
    assert buf.move(-1).cut_to_start().text == "起"
    assert EditBuf().backspace() == EditBuf()


def test_a_combining_mark_belongs_to_the_letter_before_it() -> None:
    buf = EditBuf().insert("e").insert("\u0301")
    assert len(buf.parts) == 1
    assert buf.backspace().text == ""


def test_the_window_follows_the_caret_and_never_halves_a_character() -> None:
    buf = EditBuf.of("一二三四五")
    assert buf.window(6) == ("四五", 4)
    assert buf.home().window(6) == ("一二三", 0)
    assert buf.window(20) == ("一二三四五", 10)


@given(TEXTS, st.integers(0, 20), st.integers(3, 20))
def test_the_caret_is_inside_the_window_and_before_what_is_typed_next(text: str, caret: int, cells: int) -> None:
    buf = EditBuf.of(text).home().move(caret)
    shown, cell = buf.window(cells)
    assert 0 <= cell < cells
    assert width(shown) <= cells
    assert shown in buf.text
    assert cell <= width(shown)


@given(TEXTS, st.integers(0, 12), TEXTS)
def test_what_is_inserted_stands_at_the_caret(text: str, caret: int, more: str) -> None:
    buf = EditBuf.of(text).home().move(caret)
    before = "".join(buf.parts[: buf.caret])
    after = "".join(buf.parts[buf.caret :])
    grown = buf.insert(more)
    assert grown.text == before + more + after
    assert "".join(grown.parts[: grown.caret]) == before + more
