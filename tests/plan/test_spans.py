"""Positions in TOML text: every key that tomllib reads has one, and it points at the key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from evaltui.plan.spans import KeyPath, Position, dotted, locate, nearest

AWKWARD = '''\
# a comment with [brackets] and = signs
top = 1
"quoted key" = """
[not.a.table]
x = 1 # "not a comment"
"""  # after
'literal' = \'\'\'it's
a = 2\'\'\'
a.b . "c d" = { e = [ 1, # one
  { f = "}" }, ], g."h" = 2025-01-01 07:32:00 }
escaped = "a\\"b]"
"\\u4e2d" = -1.5e3

[table.inner]
list = [
  "]",   # bracket in text
  'x',
]
[[rows]]
id = "a"
[rows.sub]
deep = true
[[rows.items]]
n = 1
[[rows.items]]
n = 2
[[rows]]
id = "b"
'''


def paths(value: Any, path: KeyPath = ()) -> Iterator[KeyPath]:
    yield path
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from paths(inner, (*path, index))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_value_of_an_awkward_file_is_found(line_end: str) -> None:
    text = AWKWARD.replace("\n", line_end)
    assert set(locate(text)) == set(paths(tomllib.loads(text)))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("top",), (2, 1)),
        (("a", "b", "c d", "e", 1, "f"), (10, 5)),
        (("a", "b", "c d", "g", "h"), (10, 21)),
        (("table", "inner", "list", 1), (17, 3)),
        (("rows", 0, "items", 1, "n"), (26, 1)),
        (("rows", 1), (27, 1)),
        (("rows", 1, "id"), (28, 1)),
    ],
)
def test_positions(path: KeyPath, expected: tuple[int, int]) -> None:
    assert locate(AWKWARD)[path] == Position(*expected)


def test_a_key_that_is_not_there_is_placed_at_the_table_it_belongs_to() -> None:
    assert nearest(locate(AWKWARD), ("rows", 1, "name", 0)) == (27, 1)


def test_paths_for_people_count_from_one() -> None:
    assert dotted(("indicators", 0, "milestones", "2021")) == "indicators[1].milestones.2021"


scalars = st.one_of(st.text(max_size=8), st.integers(-9, 9), st.booleans(), st.dates(), st.datetimes())
tables = st.dictionaries(
    st.text(max_size=5),
    st.recursive(
        scalars,
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)),
    ),
    max_size=5,
)


@given(tables, st.booleans())
def test_whatever_tomllib_reads_is_found(value: dict[str, Any], multiline: bool) -> None:
    try:
        text = tomli_w.dumps(value, multiline_strings=multiline)
    except UnicodeEncodeError:
        return
    assert set(locate(text)) == set(paths(tomllib.loads(text)))


@given(st.text(alphabet="[]{}=\"'.,#\n a1\\", max_size=60))
def test_nothing_makes_it_raise_and_what_tomllib_reads_is_found(text: str) -> None:
    found = locate(text)
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(found) == set(paths(value))
