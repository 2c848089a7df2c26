"""Every bundled plan's worked examples come out as written, and there are enough of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evaltui.plan.cases import Case, load_cases
from evaltui.plan.load import load_plan
from evaltui.plan.registry import LoadedPlan, discover, search_places
from evaltui.workspace.cases import differences, run_case
from evaltui.workspace.plans import CORE

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
PLANS = ("safety_plan", "emergency_plan")


def cases_of(plan_id: str) -> tuple[Case, ...]:
    plan, problems = load_plan(PLUGINS / plan_id)
    assert plan is not None, problems
    cases, found = load_cases(PLUGINS / plan_id, plan)
    assert found == ()
    return cases


CASES = [(plan_id, case) for plan_id in PLANS for case in cases_of(plan_id)]
IDS = [f"{plan_id}-{case.line}" for plan_id, case in CASES]


@pytest.fixture(scope="module")
def opened() -> dict[str, LoadedPlan]:
    registry = discover(search_places(None, {}, None, PLUGINS), CORE)
    return {plan_id: registry.open(plan_id) for plan_id in PLANS}


@pytest.mark.parametrize(("plan_id", "case"), CASES, ids=IDS)
def test_case_comes_out_as_written(opened: dict[str, LoadedPlan], plan_id: str, case: Case) -> None:
    found = run_case(case, opened[plan_id])
    assert list(differences(case, found)) == [], f"{case.title}\n{found.derivation}"


def test_a_wrong_expectation_is_told(opened: dict[str, LoadedPlan]) -> None:
    case = cases_of("safety_plan")[0]
    assert case.expected.rating == "ahead"
    wrong = replace(case, expected=replace(case.expected, rating="behind", required_integer=102))
    told = {what for what, _, _ in differences(wrong, run_case(case, opened["safety_plan"]))}
    assert told == {"综合进度评价", "达标所需整数"}


@pytest.mark.parametrize("plan_id", PLANS)
def test_every_rule_and_every_word_has_an_example(opened: dict[str, LoadedPlan], plan_id: str) -> None:
    plan = opened[plan_id].plan
    cases = cases_of(plan_id)
    assert {row.rule for row in plan.indicators} == {plan.indicator_by_id[case.indicator].rule for case in cases}
    assert {"ahead", "on_track", "behind", "pending"} <= {case.expected.rating for case in cases}
    assert {"nantong", "haian"} == {plan.indicator_by_id[case.indicator].table for case in cases}
