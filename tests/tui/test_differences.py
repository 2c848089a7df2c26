"""Two versions of a text as one: nothing lost, small changes shown small."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from evaltui.tui.differences import differences, marked

WORDS = st.lists(st.sampled_from(["安全", "隐患", "86处", "，", "。", "\n", "完成"]), max_size=20).map("".join)


@given(WORDS, WORDS)
@settings(max_examples=100, deadline=None)
def test_both_versions_are_in_it(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(text for kind, text in pieces if kind != "new") == before
    assert "".join(text for kind, text in pieces if kind != "gone") == after


def test_a_changed_number_is_all_that_is_marked() -> None:
    pieces = differences("排查隐患86处，整改率98%。", "排查隐患126处，整改率98%。")
    assert "".join(marked(piece) for piece in pieces) == "排查隐患【－86】【＋126】处，整改率98%。"


def test_another_sentence_is_marked_whole() -> None:
    pieces = differences("一是建成。二是推广。", "一是建成。三年培训1200人。")
    assert [kind for kind, _ in pieces] == ["same", "gone", "new"]
