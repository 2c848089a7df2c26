"""The driver's difference: whatever was shown before, the terminal ends up showing the new frame, cell by cell."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from evaltui.tui.cellscreen import CellScreen

COLUMNS, LINES = 24, 4
STYLES = [
    "",
    "1;7;38;2;9;9;9",
    "2;48;2;1;2;3",
    "1;38;2;10;20;30;48;2;40;50;60",
    "38;2;10;20;30;48;2;40;50;60",
    "7",
    "4;31",
    "48;2;1;2;3",
]


@st.composite
def frames(draw: st.DrawFn) -> str:
    """A frame as the compositor writes one: whole lines of styled runs, then the caret."""
    out = []
    for row in draw(st.sets(st.integers(0, LINES - 1), min_size=1)):
        out.append(f"\x1b[{row + 1};1H")
        left = COLUMNS
        while left:
            text = draw(st.text(st.sampled_from("ab 12中国é。“"), min_size=1, max_size=8))
            while cell_len(text) > left:
                text = text[:-1] or " "
            left -= cell_len(text)
            style = draw(st.sampled_from(STYLES))
            out.append(f"\x1b[{style}m{text}\x1b[0m" if style else text)
    return "".join(out) + f"\x1b[{draw(st.integers(1, LINES))};{draw(st.integers(1, COLUMNS - 1))}H"


def picture(screen: pyte.Screen) -> list[list[object]]:
    """What is seen: of a blank neither the colour of its letter nor its weight."""
    return [[seen(screen.buffer[y][x]) for x in range(COLUMNS)] for y in range(LINES)]


def seen(char: pyte.screens.Char) -> object:
    if char.data == " " and not char.reverse:
        return char._replace(fg="default", bold=False, italics=False, blink=False)
    return char


@given(st.lists(frames(), min_size=1, max_size=6))
def test_the_difference_shows_what_the_whole_would_show(sent: list[str]) -> None:
    cells = CellScreen()
    thin, thick = pyte.Screen(COLUMNS, LINES), pyte.Screen(COLUMNS, LINES)
    thin_stream, thick_stream = pyte.Stream(thin), pyte.Stream(thick)
    for frame in sent:
        small = cells.diff(frame)
        assert small is not None
        assert len(small) <= len(frame) + 8
        thin_stream.feed(small)
        thick_stream.feed(frame)
        assert picture(thin) == picture(thick)
        assert (thin.cursor.x, thin.cursor.y) == (thick.cursor.x, thick.cursor.y)


def test_an_equal_frame_costs_nothing_and_a_changed_digit_costs_little() -> None:
    cells = CellScreen()
    frame = "\x1b[2;3H\x1b[1;38;2;1;2;3m指标 120\x1b[0m\x1b[1;1H"
    assert cells.diff(frame)
    assert cells.diff(frame) == ""
    changed = cells.diff(frame.replace("120", "121"))
    assert changed is not None
    assert "指标" not in changed
    assert len(changed) < 30


def test_after_forgetting_everything_is_sent_again() -> None:
    cells = CellScreen()
    frame = "\x1b[1;1Habc\x1b[1;1H"
    first = cells.diff(frame)
    cells.forget()
    assert cells.diff(frame) == first


@pytest.mark.parametrize("frame", ["\x1b[1;1H\x1b]8;;x\x1b\\a", "\x1b[1;1Ha\u200db", "\x1b[2Jx", "\x1b[1;1Ha\tb"])
def test_what_it_does_not_understand_it_leaves_alone(frame: str) -> None:
    assert CellScreen().diff(frame) is None


def test_on_a_wide_terminal_the_filler_is_never_sent() -> None:
    cells = CellScreen(wide=True)
    sent = cells.diff("\x1b[1;1H“\ue000a\x1b[1;1H")
    assert sent is not None
    assert "\ue000" not in sent
    assert "“a" in sent, "the terminal itself moves two cells"
