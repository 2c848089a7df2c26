"""The states of an item: the table whole, what each action writes, what is locked, and what an approval rests on."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.catalogue.problems import PROBLEMS
from evaltui.plan.model import Indicator, Measure, Period, Plan, Project, Ratio, Task
from evaltui.store import workflow
from evaltui.store.record import Changes, Record
from evaltui.store.workflow import ACTIONS, STATES, TRANSITIONS, Action, Details, State, act, state_of
from support.storing import NOON, value

DEATHS = Measure("deaths", "死亡人数", "人", "count")
GDP = Measure("gdp", "地区生产总值", "亿元", "money")
RATE = Measure("rate", "亿元GDP死亡率", "人/亿元", "rate", ratio=Ratio("deaths", "gdp"))


def _row(name: str, measure: str) -> Indicator:
    return Indicator(name, "t", 1, f"{name}下降", measure, "reduction", None, ">15", "%")


PLAN = Plan(
    "p", "1", "甲规划", Period(2020, 2021, 2025), measures=(DEATHS, GDP, RATE), indicators=(_row("i1", "deaths"), _row("i2", "rate")),
    tasks=(Task("s1_1", "c", "一", "监管"),), projects=(Project("g1", 1, "智慧消防"),),
)  # fmt: skip  # a plan in a nutshell
OTHER = Plan("q", "1", "乙规划", Period(2020, 2021, 2025), measures=(DEATHS,), indicators=(_row("j1", "deaths"),))
ITEM = "indicator:i1"
ITEMS = (ITEM, "indicator:i2", "measure:gdp", "task:s1_1", "project:g1", "report", "contact")
FILLED = Record("gaj", {value("deaths", 2020): 5})
SAID = Details(person="李四", when=NOON, number=1, code="figures", text="请核对", digests={ITEM: "a" * 64})


def _after(record: Record, *actions: Action, plan: Plan = PLAN, item: str = ITEM) -> Record:
    number = 0
    for action in actions:
        number += action == "submit"
        details = Details(person="李四", when=NOON, number=number, text="请核对", digests={item: "a" * 64})
        flow = act(record, plan, [item], action, details)
        assert flow.moved == (item,), flow.refused
        record = record.edited(flow.changes)
    return record


PATHS: dict[State, Record] = {
    "not_started": Record("gaj"),
    "in_progress": FILLED,
    "submitted": _after(FILLED, "submit"),
    "returned": _after(FILLED, "submit", "return"),
    "approved": _after(FILLED, "submit", "approve"),
    "consolidated": _after(FILLED, "submit", "approve", "consolidate"),
    "final": _after(FILLED, "submit", "approve", "consolidate"),
}
EXPECTED = """
            not_started in_progress submitted   returned  approved     consolidated final
check       -           in_progress -           returned  -            -            -
submit      -           submitted   -           submitted -            -            -
withdraw    -           -           in_progress -         -            -            -
return      -           -           returned    -         -            -            -
approve     -           -           approved    -         approved     -            -
cancel      -           -           -           -         submitted    submitted    -
consolidate -           -           -           -         consolidated -            -
close       -           -           -           -         -            final        -
reopen      -           -           -           -         -            -            consolidated
"""


def _expected() -> dict[tuple[str, str], str]:
    head, *rows = [line.split() for line in EXPECTED.strip().splitlines()]
    return {(row[0], state): after for row in rows for state, after in zip(head, row[1:], strict=True)}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("state", STATES)
def test_every_state_and_action(state: State, action: Action) -> None:
    closed = state == "final"
    record = PATHS[state]
    assert state_of(record, PLAN, ITEM, closed=closed) == state
    wanted = _expected()[action, state]
    flow = act(record, PLAN, [ITEM], action, SAID, closed=closed)
    if wanted == "-":
        assert not flow.moved
        assert not flow.changes
        assert flow.refused[ITEM].sentence.count("指标“i1下降”") + flow.refused[ITEM].sentence.count("本轮已定稿") == 1
    else:
        assert flow.moved == (ITEM,)
        closed_after = action == "close" or (closed and action != "reopen")
        assert state_of(record.edited(flow.changes), PLAN, ITEM, closed=closed_after) == wanted


def test_every_refusal_has_its_sentence() -> None:
    for row in TRANSITIONS.values():
        for after in row:
            assert after in STATES or after in PROBLEMS


@pytest.mark.parametrize("action", [name for name in ACTIONS if name not in ("reopen", "close")])
@pytest.mark.parametrize("state", STATES)
def test_in_a_closed_round_nothing_moves(state: State, action: Action) -> None:
    flow = act(PATHS[state], PLAN, [ITEM], action, SAID, closed=True)
    assert [item.code for item in flow.refused.values()] == ["flow_final"]


@pytest.mark.parametrize("action", ["return", "cancel"])
def test_without_a_reason_nothing_is_returned_or_cancelled(action: Action) -> None:
    record = PATHS["submitted" if action == "return" else "approved"]
    flow = act(record, PLAN, [ITEM], action, Details(text=" \n"))
    assert [item.code for item in flow.refused.values()] == ["flow_reason_needed"]


def test_an_item_the_plan_does_not_have_is_named() -> None:
    flow = act(FILLED, PLAN, ["indicator:zz", "task:zz", "zz", ITEM], "submit", SAID)
    assert flow.moved == (ITEM,)
    assert {item.code for item in flow.refused.values()} == {"flow_unknown_item"}


def test_a_return_and_a_new_submission_start_over() -> None:
    record = _after(FILLED, "submit", "return", "submit")
    assert state_of(record, PLAN, ITEM) == "submitted"
    assert record.get("plans", "p", "review", "submitted", ITEM) == 2
    assert record.text("plans", "p", "review", "returns", ITEM, "text") == "请核对"


def test_a_unit_with_a_reviewer_submits_what_the_reviewer_saw() -> None:
    def submit(record: Record, digest: str) -> tuple[str, ...]:
        details = Details(number=1, digests={ITEM: digest}, reviewer_step=True)
        return act(record, PLAN, [ITEM], "submit", details).moved

    assert submit(FILLED, "a" * 64) == ()
    seen = _after(FILLED, "check")
    assert submit(seen, "a" * 64) == (ITEM,)
    assert submit(seen, "b" * 64) == ()


def test_office_entry_waits_for_confirmation_until_the_unit_submits_itself() -> None:
    proxied = FILLED.edited(act(FILLED, PLAN, [ITEM], "submit", Details(number=1, proxy="李四")).changes)
    assert proxied.text("plans", "p", "review", "to_confirm", ITEM) == "李四"
    again = _after(proxied, "return", "submit")
    assert again.get("plans", "p", "review", "to_confirm", ITEM) is None


def test_a_change_after_approval_is_seen() -> None:
    digest = workflow.item_digest(FILLED, PLAN, ITEM)
    approved = _after(FILLED, "submit").edited({("plans", "p", "review", "approved", ITEM): digest})
    assert workflow.item_digest(approved, PLAN, ITEM) == digest
    assert not workflow.changed_after_approval(approved, PLAN, ITEM, digest)
    for change in (
        {value("deaths", 2021): 3},
        {value("deaths", 2020): None},
        {("explanations", "deaths", "cause"): "台账移交"},
        {("plans", "p", "declared", "i1", "rating"): "ahead"},
    ):
        edited = approved.edited(change)  # type: ignore[arg-type]  # single-key mappings of field paths
        assert workflow.changed_after_approval(edited, PLAN, ITEM, workflow.item_digest(edited, PLAN, ITEM))
    elsewhere = approved.edited({value("gdp", 2020): 3, ("plans", "p", "report", "tasks"): "x"})
    assert workflow.item_digest(elsewhere, PLAN, ITEM) == digest
    assert workflow.item_digest(FILLED, PLAN, ITEM, "target >=20") != digest


def test_a_shared_measure_is_locked_by_the_plan_that_holds_it() -> None:
    record = _after(FILLED, "submit")
    locks = workflow.locked_measures(record, [PLAN, OTHER])
    assert set(locks) == {"deaths"}
    assert locks["deaths"].items == (ITEM,)
    found = workflow.lock_of(record, value("deaths", 2021), [PLAN, OTHER])
    assert found is not None
    assert "甲规划" in found.sentence
    assert "退回" in found.hint
    assert workflow.lock_of(_after(FILLED, "submit", "return"), value("deaths", 2021), [PLAN, OTHER]) is None
    both = _after(_after(FILLED, "submit", "return"), "submit", plan=OTHER, item="indicator:j1")
    held = workflow.lock_of(both, value("deaths", 2021), [PLAN, OTHER])
    assert held is not None
    assert "乙规划" in held.sentence


def test_a_submitted_ratio_locks_its_parts() -> None:
    record = _after(FILLED, "submit", item="indicator:i2")
    assert set(workflow.locked_measures(record, [PLAN])) == {"rate", "deaths", "gdp"}


@pytest.mark.parametrize(
    ("item", "path", "free"),
    [
        ("task:s1_1", ("plans", "p", "tasks", "s1_1", "progress"), ("plans", "p", "tasks", "s1_2", "progress")),
        ("project:g1", ("plans", "p", "projects", "g1", "start"), ("plans", "q", "projects", "g1", "start")),
        ("report", ("plans", "p", "report", "problems"), ("plans", "p", "contact", "name")),
        ("contact", ("plans", "p", "contact", "name"), ("plans", "p", "report", "problems")),
        (ITEM, ("plans", "p", "declared", "i1", "rating"), ("plans", "p", "declared", "i2", "rating")),
        (ITEM, ("explanations", "deaths", "cause"), ("explanations", "gdp", "cause")),
    ],
)
def test_texts_are_locked_with_their_item_alone(item: str, path: tuple[str, ...], free: tuple[str, ...]) -> None:
    record = _after(Record("gaj", {path: "x", **FILLED.fields}), "submit", item=item)
    assert workflow.lock_of(record, path, [PLAN, OTHER]) is not None
    assert workflow.lock_of(record, free, [PLAN, OTHER]) is None
    assert workflow.lock_of(record, ("threads", "t1", "plan"), [PLAN, OTHER]) is None
    assert len(workflow.locked(record, {path: "y", free: "y"}, [PLAN, OTHER])) == 1
    assert len(workflow.locked(record, {path: "y", free: "y"}, [PLAN, OTHER], closed=True)) == 2


@given(st.lists(st.sampled_from([name for name in ACTIONS if name not in ("close", "reopen")]), max_size=25))
def test_whatever_is_tried_the_record_follows_the_table(actions: list[Action]) -> None:
    record = FILLED
    states: list[State] = []
    for number, action in enumerate(actions, 1):
        states.append(state_of(record, PLAN, ITEM))
        wanted = workflow.step(states[-1], action)
        flow = act(record, PLAN, [ITEM], action, Details(when=NOON, number=number, text="因", digests={ITEM: "c" * 64}))
        record = record.edited(flow.changes)
        assert state_of(record, PLAN, ITEM) == (wanted if wanted in STATES else states[-1])
    assert all(before in STATES and after in STATES for before, after in pairwise(states))


@given(st.sampled_from(ITEMS), st.sampled_from(ITEMS))
def test_items_do_not_move_each_other(one: str, other: str) -> None:
    fields: Changes = {
        value("deaths", 2020): 5,
        value("gdp", 2020): 6,
        value("rate", 2020): 7,
        ("plans", "p", "tasks", "s1_1", "state"): "done",
        ("plans", "p", "projects", "g1", "state"): "completed",
        ("plans", "p", "report", "tasks"): "x",
        ("plans", "p", "contact", "name"): "张三",
    }
    record = Record("gaj").edited(fields)
    moved = _after(record, "submit", "return", item=one)
    if one != other:
        assert state_of(moved, PLAN, other) == state_of(record, PLAN, other)
