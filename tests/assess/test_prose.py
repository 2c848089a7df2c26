"""Reading figures in prose: what is plainly said, and that anything else ends the reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.assess.prose import SENTENCE_END, folded, pairs, run_together, statements

NAME = "事故起数"

READ: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("2024年降至96起，较2020年下降20.0%，同比下降7.7%。", "起", ("2024 level 96", "2024 fall 20.0 2020", "2024 fall 7.7 before")),
    ("由2020年的120起下降到2024年的96起", "起", ("2020 level 120", "2024 level 96")),
    ("由2020年的120起下降到96起", "起", ("2020 level 120", "None level 96")),
    ("2024年由2020年的80%上升到98%", "%", ("2020 level 80", "2024 level 98")),
    ("目标为大于15%，2021—2024年累计下降20.0%", "起", ("2021—2024 累计 fall 20.0",)),
    ("上升5%", "起", ("None fall -5",)),
    ("２０２４年为１,２３４起", "起", ("2024 level 1234",)),
    ("2021-2024年年均0.17，符合预期", "人/十万人", ("2021—2024 年均 level 0.17",)),
    ("2024年2.3平方米，", "平方米/人", ("2024 level 2.3",)),
    ("约100起", "起", ()),
    ("下降20%以上", "起", ()),
    ("96起左右", "起", ()),
    ("2025年1—5月37起", "起", ()),
    ("今年以来37起", "起", ()),
    ("明显下降，2024年96起", "起", ()),
    ("2024年提高5%", "%", ()),
    ("2024年96人", "起", ()),
    ("96起/万人", "起", ()),
    ("9.2%—14.3%", "%", ()),
)  # fmt: skip  # one wording, one line


@pytest.mark.parametrize(("text", "uom", "expected"), READ)
def test_statements(text: str, uom: str, expected: tuple[str, ...]) -> None:
    said = folded(NAME + text)
    end = SENTENCE_END.search(said)
    found = []
    for item in statements(said, len(NAME), uom, end.start() if end else len(said)):
        year = f"{item.first}—{item.year}" if item.first else str(item.year)
        other = str(item.other) if item.other else item.against
        found.append(" ".join(part for part in (year, item.whole, item.kind, str(item.value), other) if part))
    assert tuple(found) == expected


def test_folding_keeps_words_and_loses_blanks() -> None:
    assert folded("2024 年\u3000下降 9.2％（约）~\n 1,234 起") == "2024年下降9.2%（约）—\n1234起"


def test_figures_run_together() -> None:
    assert list(run_together("整改率27.7%31.7%44.3%，达标率100%。")) == ["27.7%31.7%44.3%"]
    assert list(run_together("下降9.2%、14.3%；90%2024年")) == []


@given(st.text(alphabet="分别、，。和2024年下降15.6%起由到—（）\n较同比累计目标为", max_size=120))
def test_whatever_the_wording_reading_ends(text: str) -> None:
    said = folded(text)
    assert all(item.digits >= 0 for item in statements(said, 0, "起", len(said)))
    assert all(len(item.figures) > 1 for item in pairs(said))
    assert all(found in said for found in run_together(said))
