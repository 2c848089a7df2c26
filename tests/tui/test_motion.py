"""Where the cursor goes: every motion stays on cells that exist, and a spreadsheet user is not surprised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.tui.grid.motion import Cursor, Motion, Shape, move, settle

# Two-line rows with a line between them on which nothing is typed.
SHAPE = Shape((True, True, False, True, False, True), columns=8, page=3, typed=6)


def go(cursor: Cursor, *motions: Motion) -> Cursor:
    for motion in motions:
        cursor = move(SHAPE, cursor, motion)
    return cursor


@pytest.mark.parametrize(
    ("motion", "start", "end"),
    [
        ("down", (0, 2), (1, 2)),
        ("down", (1, 2), (3, 2)),
        ("up", (3, 2), (1, 2)),
        ("up", (0, 2), (0, 2)),
        ("down", (5, 2), (5, 2)),
        ("left", (0, 0), (0, 0)),
        ("right", (0, 7), (0, 7)),
        ("home", (3, 4), (3, 0)),
        ("end", (3, 4), (3, 5)),
        ("end", (3, 5), (3, 7)),
        ("next", (0, 5), (1, 0)),
        ("next", (0, 7), (1, 0)),
        ("next", (5, 5), (5, 5)),
        ("previous", (1, 0), (0, 5)),
        ("previous", (0, 0), (0, 0)),
        ("top", (5, 3), (0, 0)),
        ("bottom", (0, 0), (5, 7)),
        ("page_down", (0, 1), (1, 1)),
        ("page_down", (1, 1), (3, 1)),
        ("page_up", (5, 1), (3, 1)),
        ("page_up", (1, 1), (0, 1)),
    ],
)
def test_motion(motion: Motion, start: tuple[int, int], end: tuple[int, int]) -> None:
    found = move(SHAPE, Cursor(*start), motion)
    assert (found.line, found.column) == end


def test_enter_after_tabs_returns_to_the_column_where_the_tabs_began() -> None:
    assert go(Cursor(0, 1), "next", "next", "enter") == Cursor(1, 1)
    assert go(Cursor(0, 1), "next", "enter", "enter") == Cursor(3, 1)


def test_an_arrow_forgets_where_the_tabs_began() -> None:
    assert go(Cursor(0, 1), "next", "right", "enter") == Cursor(1, 3)


def test_selecting_keeps_its_first_corner_and_an_arrow_drops_it() -> None:
    cursor = move(SHAPE, move(SHAPE, Cursor(0, 1), "right", extend=True), "down", extend=True)
    assert cursor.block == (0, 1, 1, 2)
    assert cursor.covers(1, 1)
    assert not cursor.covers(3, 1)
    assert move(SHAPE, cursor, "left").anchor is None


def test_a_cursor_settles_on_a_shape_that_shrank_under_it() -> None:
    assert settle(Shape((True, False), 2), Cursor(9, 9)) == Cursor(0, 1)
    assert settle(Shape((False, True), 2), Cursor(0, 0)) == Cursor(1, 0)
    assert settle(Shape((), 0), Cursor(3, 3)) == Cursor()


MOTIONS: list[Motion] = [
    "up", "down", "left", "right", "home", "end", "page_up", "page_down", "top", "bottom", "next", "previous", "enter",
]  # fmt: skip  # a list of names


@given(
    st.lists(st.booleans(), min_size=1, max_size=12).filter(any),
    st.integers(1, 9),
    st.integers(1, 20),
    st.integers(0, 9),
    st.lists(st.tuples(st.sampled_from(MOTIONS), st.booleans()), max_size=30),
)
def test_the_cursor_never_leaves_the_cells(
    stops: list[bool], columns: int, page: int, typed: int, steps: list[tuple[Motion, bool]]
) -> None:
    shape = Shape(tuple(stops), columns, page, min(typed, columns))
    cursor = settle(shape, Cursor())
    for motion, extend in steps:
        cursor = move(shape, cursor, motion, extend=extend)
        assert stops[cursor.line]
        assert 0 <= cursor.column < columns
