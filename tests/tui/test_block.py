"""Blocks from a spreadsheet: split as it splits them, and landing on the lines a clerk means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.tui.grid.block import format_block, parse_block


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("120\t114\r\n40\t39\r\n", (("120", "114"), ("40", "39"))),
        ("120\t114\n40\t39", (("120", "114"), ("40", "39"))),
        ("120\r40\r", (("120",), ("40",))),
        ("\t114\t\r\n", (("", "114", ""),)),
        ('"两\n行"\t"他说""好"""\n', (("两 行", '他说"好"'),)),
        ('5"管\t3\n', (('5"管', "3"),)),
        ('"开头的引号\t3\n', (('"开头的引号', "3"),)),
        (" 12 \t３\n", (("12", "３"),)),
    ],
)
def test_parse(text: str, cells: tuple[tuple[str, ...], ...]) -> None:
    assert parse_block(text) == cells


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_what_is_copied_is_what_is_pasted(rows: int, columns: int, data: st.DataObject) -> None:
    cell = st.text(st.sampled_from("12.%起未发生"), max_size=5)
    cells = tuple(tuple(data.draw(cell) for _ in range(columns)) for _ in range(rows))
    assert parse_block(format_block(cells)) == cells
