"""Finding a name without an IME."""

from __future__ import annotations

from evaltui.tui.pinyin import initials, matches


def test_initials_of_common_characters() -> None:
    assert initials("生产安全事故起数(起)") == "scaqsgqsq"
    assert initials("道路运输 12") == "dlys12"


def test_a_beginning_beats_a_middle_beats_initials() -> None:
    name = "生产安全事故起数"
    ranks = [matches(query, name) for query in ("生产", "事故", "scaq", "aqsg", "火灾", "xyz")]
    assert ranks == [4, 3, 2, 1, 0, 0]
    assert matches("", name) == 1
    assert matches("ＡＱＳＧ", name) == 1


def test_either_reading_of_a_character_finds_it() -> None:
    assert matches("gwhy", "高危行业") == matches("gwxy", "高危行业") == 2
