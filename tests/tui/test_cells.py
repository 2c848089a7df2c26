"""Laying out text in cells: nothing is cut in half, every line is as wide as it should be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evaltui.text import width
from evaltui.tui.cells import FILLER, Glyphs, fit, fit_line, spans_width, wrap

TEXTS = st.text(st.sampled_from("abc 123%.,生产安全事故，。；（）“”…—≥×"), max_size=60)


def test_text_that_is_too_long_says_so() -> None:
    assert fit("生产安全事故", 8) == "生产安… "
    assert fit("起数", 8, "right") == "    起数"
    assert fit("起数", 8, "center") == "  起数  "
    assert fit("生产", 1) == " "


@given(TEXTS, st.integers(0, 40), st.sampled_from(["left", "right", "center"]))
def test_fit_is_exact(text: str, cells: int, align: str) -> None:
    assert width(fit(text, cells, align)) == cells


@given(st.lists(st.tuples(TEXTS, st.just("")), max_size=5), st.integers(0, 60))
def test_a_fitted_line_is_exact(spans: list[tuple[str, str]], cells: int) -> None:
    assert spans_width(fit_line(spans, cells)) == cells


@given(TEXTS, st.integers(4, 50))
def test_wrapping_loses_nothing_but_blanks_at_the_breaks(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(width(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_no_line_begins_with_a_closing_mark_and_no_number_is_torn() -> None:
    lines = wrap("2020年基数120起；2024年实际96起，较2020年下降20.0%；序时进度要求12.0%。", 20)
    assert not any(line[0] in "；，。%" for line in lines)
    assert any("20.0%" in line for line in lines)


def test_a_wide_terminal_gives_ambiguous_characters_two_cells() -> None:
    assert Glyphs(wide=True).show("“≥15”") == f"“{FILLER}≥{FILLER}15”{FILLER}"
    assert Glyphs(wide=False).show("“≥15”") == "“≥15”"
    assert width(Glyphs(wide=True).show("“”")) == 4
