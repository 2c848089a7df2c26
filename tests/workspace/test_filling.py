"""Filling in beyond one cell: blocks as one change, locks said beforehand, joint rows, what-if, what can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from evaltui.access import Identity
from evaltui.store.record import Figure, forecast_path, value_path
from evaltui.workspace.session import Workspace
from support.workspaces import R1, new_workspace, opened, type_in

UNIT = "yjglj"
CLERK = Identity("clerk", UNIT, "张三")


@dataclass(frozen=True)
class Cell:
    year: int
    text: str
    measure: str = "work_accidents"
    slot: str = "values"
    reading: str = "raw"

    @property
    def path(self) -> tuple[str, ...]:
        return ("measures", self.measure, self.slot, str(self.year))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return new_workspace(tmp_path)


@pytest.fixture
def workspace(data: Path) -> Workspace:
    return opened(data, CLERK)


def test_a_block_is_one_line_of_history_and_says_what_came_of_each_cell(workspace: Workspace) -> None:
    block = [Cell(2020, "120"), Cell(2021, "１１４"), Cell(2022, "约110"), Cell(2025, "94", slot="forecast")]
    results = workspace.enter_block(UNIT, block, "粘贴 1 行")
    assert [item.saved for item in results] == [True] * 4
    assert results[1].notes
    assert results[2].problem is not None
    assert workspace.record(UNIT).figure("work_accidents", 2022).raw == "约110"
    line = workspace.store.history(UNIT)[-1]
    assert (line.kind, line.reason, len(line.changes)) == ("paste", "粘贴 1 行", 4)
    assert set(results[0].written) == {change.path for change in line.changes}


def test_a_block_that_says_what_stands_there_writes_nothing(workspace: Workspace) -> None:
    workspace.enter_block(UNIT, [Cell(2020, "120")])
    before = len(workspace.store.history(UNIT))
    workspace.enter_block(UNIT, [Cell(2020, "120"), Cell(2021, "")])
    assert len(workspace.store.history(UNIT)) == before


def test_a_block_keeps_what_somebody_else_wrote_meanwhile_and_names_it(data: Path, workspace: Workspace) -> None:
    workspace.record(UNIT)
    other = opened(data, Identity("clerk", UNIT, "李四"))
    other.enter(UNIT, "work_accidents", 2020, "values", "raw", "125")
    results = workspace.enter_block(UNIT, [Cell(2020, "120"), Cell(2021, "114")])
    assert [item.saved for item in results] == [False, True]
    fought = results[0].conflicts[0]
    assert (fought.theirs, fought.mine, fought.their_person) == (125, 120, "李四")
    assert workspace.record(UNIT).figure("work_accidents", 2021).value == 114


def test_locked_cells_of_a_block_are_refused_by_themselves(workspace: Workspace) -> None:
    review = ("plans", "safety_plan", "review", "submitted")
    indicator = next(
        item.id for item in workspace.plan_named("safety_plan").plan.indicators if item.measure == "work_accidents"
    )
    workspace.store.save(UNIT, workspace.loaded(UNIT), {(*review, f"indicator:{indicator}"): 1}, workspace.author)
    workspace.refresh()
    assert set(workspace.locked(UNIT)) == {"work_accidents"}
    assert "报送" in workspace.locked(UNIT)["work_accidents"].line()
    results = workspace.enter_block(UNIT, [Cell(2020, "120"), Cell(2020, "40", "work_deaths")])
    assert [item.saved for item in results] == [False, True]
    assert workspace.record(UNIT).figure("work_deaths", 2020).value == 40


def test_a_joint_row_shows_the_others_and_takes_the_leads_figures_over(data: Path) -> None:
    office = opened(data)
    measure = next(
        item for item in office.measures if len(office.contributors(item)) > 1 and office.measures[item].ratio is None
    )
    lead, follower = office.contributors(measure)[:2]
    assert office.agreement(follower, measure, ()).taken == ()
    for year, text in {2021: "1", 2022: "2", 2023: "3"}.items():
        office.enter(lead, measure, year, "values", "raw", text)
    workspace = opened(data, Identity("clerk", follower, "王五"))
    workspace.enter(follower, measure, 2022, "values", "raw", "5")
    workspace.enter(follower, measure, 2023, "values", "raw", "7")
    seen = workspace.contributions(follower, measure)
    assert (seen[0].unit, seen[0].lead, seen[0].figures["values", 2021]) == (lead, True, Figure(Decimal(1)))
    agreed = workspace.agreement(follower, measure, {("values", 2022)})
    assert (agreed.lead, agreed.taken, agreed.differing) == (
        lead, (("values", 2021), ("values", 2022)), (("values", 2023),)
    )  # fmt: skip  # one line per side
    workspace.edit(follower, agreed.changes)
    record = workspace.record(follower)
    assert [record.figure(measure, year).value for year in (2021, 2022, 2023)] == [1, 2, 7]
    assert record.text("measures", measure, "agrees", "2022") == lead
    workspace.enter(follower, measure, 2022, "values", "raw", "6")
    assert record.get("measures", measure, "agrees", "2021") == lead
    assert workspace.record(follower).get("measures", measure, "agrees", "2022") is None, "her own figure again"
    assert workspace.agreement(lead, measure, ()).lead == "", "the lead has nobody to agree with"


def test_what_if_judges_and_saves_nothing(workspace: Workspace) -> None:
    type_in(workspace, UNIT, "work_accidents", {year: text for year, text in R1.items() if year < 2025})
    before = len(workspace.store.history(UNIT))

    def rating(text: str) -> str:
        tried = workspace.try_out(UNIT, "work_accidents", 2025, "forecast", "raw", text)
        return next(item.effective for item in tried.assessments if item.measure == "work_accidents")

    assert [rating(text) for text in ("94", "101", "103", "")] == ["ahead", "ahead", "behind", "pending"]
    assert workspace.try_out(UNIT, "work_accidents", 2025, "forecast", "raw", "很多").problem is not None
    assert workspace.record(UNIT).forecast("work_accidents", 2025) == Figure()
    assert len(workspace.store.history(UNIT)) == before


def test_own_edits_end_where_the_unit_was_handed_in_and_leave_out_what_others_did(
    data: Path, workspace: Workspace
) -> None:
    workspace.enter(UNIT, "work_accidents", 2020, "values", "raw", "120")
    other = opened(data, Identity("clerk", UNIT, "李四"))
    other.enter(UNIT, "work_accidents", 2021, "values", "raw", "114")
    workspace.refresh()
    workspace.edit(UNIT, {value_path("work_accidents", 2020): None}, "撤销", kind="undo")
    workspace.enter_block(UNIT, [Cell(2022, "110")])
    assert [line.kind for line in opened(data, CLERK).own_edits(UNIT)] == ["edit", "undo", "paste"]
    store = workspace.store
    store.save(UNIT, workspace.loaded(UNIT), {forecast_path("work_deaths", 2025): 1}, other.author, kind="return")
    workspace.refresh()
    assert workspace.own_edits(UNIT) == ()
