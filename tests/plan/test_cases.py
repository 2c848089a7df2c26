"""cases.toml: what a case becomes, and every mistake in it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.plan.cases import Case, Expected, Switches, load_cases
from evaltui.plan.load import load_plan
from evaltui.plan.model import Comparator, Plan, Target
from support.plan_folder import GOOD, codes, write_plan

CASE = """\
[[cases]]
title = "提前实现"
indicator = "deaths_drop"
base = 120
actual = { 2021 = 114, 2022 = "not_occurred", 2024 = 96.5 }
forecast = { 2025 = 94 }
[cases.expected]
rating = "ahead"
"""


def plan_at(folder: Path, text: str = GOOD) -> Plan:
    plan, _ = load_plan(write_plan(folder, text))
    assert plan is not None
    return plan


def load(folder: Path, text: str, plan_text: str = GOOD) -> tuple[tuple[Case, ...], list[str]]:
    plan = plan_at(folder, plan_text)
    (folder / "cases.toml").write_text(text, encoding="utf-8")
    cases, problems = load_cases(folder, plan)
    return cases, codes(problems)


def test_a_short_case(tmp_path: Path) -> None:
    [case], problems = load(tmp_path, CASE)
    assert problems == []
    assert case == Case(
        title="提前实现",
        indicator="deaths_drop",
        base=Decimal(120),
        actual={2021: Decimal(114), 2022: "not_occurred", 2024: Decimal("96.5")},
        forecast={2025: Decimal(94)},
        actual_through=2024,
        expected=Expected("ahead"),
        line=1,
    )


def test_a_case_that_says_everything(tmp_path: Path) -> None:
    text = """\
[[cases]]
title = "一"
indicator = "helmets_worn"
figures = { deaths = { 2020 = 1, 2025 = 2 }, helmets = { 2020 = "no_system" } }
reading = "yoy"
readings = { 2023 = "raw" }
statement = "difficult"
actual_through = 2025
switches = { lag = "target_only", mean_early = "to_date" }
zero_base = "keep_zero"
local_share = "≥60"
target = ">20"
note = "附件"
expected = { rating = "pending", owed = true, on_schedule = "unknown", meets = false, early = true, required = "< 102", \
required_integer = 101, to_date = 20.0, final = 21, contains = "甲", missing = ["乙", "丙"] }
"""
    [case], problems = load(tmp_path, text)
    assert problems == []
    assert case.figures == {"deaths": {2020: Decimal(1), 2025: Decimal(2)}, "helmets": {2020: "no_system"}}
    assert (case.reading_of(2022), case.reading_of(2023)) == ("yoy", "raw")
    assert (case.statement, case.actual_through, case.zero_base) == ("difficult", 2025, "keep_zero")
    assert case.switches == Switches("target_only", "to_date")
    assert (case.local_share, case.target) == (
        Target(Comparator.GE, Decimal(60)),
        Target(Comparator.GT, Decimal(20)),
    )
    assert case.expected == Expected(
        "pending",
        owed=True,
        on_schedule="unknown",
        meets=False,
        early=True,
        required=(Comparator.LT, Decimal(102)),
        required_integer=101,
        to_date=Decimal("20.0"),
        final=Decimal(21),
        contains=("甲",),
        missing=("乙", "丙"),
    )


MISTAKES = [
    ('rating = "ahead"', 'rating = "aheads"', "plan_not_a_choice"),
    ('rating = "ahead"', "", "plan_missing_key"),
    ('rating = "ahead"', 'rating = "ahead"\nearly = "maybe"', "plan_wrong_type"),
    ('rating = "ahead"', 'rating = "ahead"\nrequired = 102', "case_bad_required"),
    ('rating = "ahead"', 'rating = "ahead"\nrequired = "little"', "case_bad_required"),
    ('rating = "ahead"', 'rating = "ahead"\ncontains = [1]', "plan_wrong_type"),
    ('rating = "ahead"', 'rating = "ahead"\nraiting = "ahead"', "plan_unknown_key"),
    ('title = "提前实现"', 'title = ""', "plan_blank_text"),
    ('indicator = "deaths_drop"', 'indicator = "death_drop"', "plan_no_such"),
    ("base = 120", 'base = "many"', "case_bad_value"),
    ("base = 120", "base = 120\nfigures = { deaths = { 2021 = 1 } }", "case_inputs_mixed"),
    ("2021 = 114", '2021 = "no_system"', "case_bad_value"),
    ("2021 = 114", "2020 = 114", "plan_year_outside"),
    ("2021 = 114", "2025 = 114", "plan_year_outside"),
    ("2021 = 114", '"21" = 114', "plan_wrong_type"),
    ("2025 = 94", "2024 = 94", "plan_year_outside"),
    ("forecast = { 2025 = 94 }", "forecast = 94", "plan_wrong_type"),
    ("forecast = { 2025 = 94 }", "readings = { 2030 = 'raw' }", "plan_wrong_type"),
    ("forecast = { 2025 = 94 }", "readings = { 2021 = 'rough' }", "plan_not_a_choice"),
    ("forecast = { 2025 = 94 }", "switches = { lag = 'no' }", "plan_not_a_choice"),
    ("forecast = { 2025 = 94 }", "actual_through = 2031", "plan_year_outside"),
    ("[[cases]]", "[[cases]]\ntitle = '甲'\nindicator = 'deaths_drop'\nexpected = { rating = 'ahead' }\n[[cases]]", "case_no_figures"),
    ("[[cases]]", CASE + "[[cases]]", "plan_duplicate"),
    ("[[cases]]", "other = 1\n[[cases]]", "plan_unknown_key"),
    ("[[cases]]", "[cases]", "plan_wrong_type"),
    ("[[cases]]", "[[cases", "plan_syntax"),
]  # fmt: skip  # one mistake a line


@pytest.mark.parametrize(("old", "new", "code"), MISTAKES, ids=[f"{m[2]}-{m[1][:20]}" for m in MISTAKES])
def test_each_mistake_is_told_once(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert CASE.count(old) == 1
    _, problems = load(tmp_path, CASE.replace(old, new))
    assert problems == [code]


def test_a_bad_case_does_not_keep_a_good_one_from_running(tmp_path: Path) -> None:
    bad = CASE.replace("提前实现", "另一个").replace("base = 120", "base = true")
    cases, problems = load(tmp_path, bad + CASE)
    assert [case.title for case in cases] == ["提前实现"]
    assert problems == ["case_bad_value"]


def test_a_plans_own_words_may_be_expected(tmp_path: Path) -> None:
    words = '[rating.words]\nfaster = { word = "快于预期", counts_as = "on_track" }\n'
    [case], problems = load(tmp_path, CASE.replace('"ahead"', '"faster"'), GOOD + words)
    assert (case.expected.rating, problems) == ("faster", [])


def test_no_file_no_cases(tmp_path: Path) -> None:
    assert load_cases(tmp_path, plan_at(tmp_path)) == ((), ())


VALUES = ["1", '"x"', '"unknown"', "[]", "[{}]", "{}", "{ a = 1 }", "{ 2021 = {} }", "true", "nan", "2025-01-01"]


@given(st.data())
def test_nothing_makes_it_raise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    lines = CASE.splitlines()
    keys = [
        "figures",
        "readings",
        "switches",
        "target",
        "actual_through",
        "statement",
        "required",
        "contains",
        "missing",
    ]
    for _ in range(data.draw(st.integers(1, 4))):
        value = data.draw(st.sampled_from(VALUES))
        index = data.draw(st.sampled_from([i for i, line in enumerate(lines) if "=" in line]))
        lines[index] = f"{lines[index].partition('=')[0]}= {value}"
        extra = data.draw(st.sampled_from(keys))
        lines.insert(data.draw(st.sampled_from([1, len(lines)])), f"{extra} = {data.draw(st.sampled_from(VALUES))}")
    folder = tmp_path_factory.mktemp("plan")
    cases, _ = load(folder, "\n".join(lines))
    assert all(isinstance(case, Case) for case in cases)
