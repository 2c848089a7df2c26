"""The example: complete in kinds, clearly invented, real in its history, the same every time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from evaltui.assess.checks import check_unit
from evaltui.assess.consolidation import consolidate
from evaltui.assess.drafting import draft_text
from evaltui.assess.results import Assessment
from evaltui.catalogue import words
from evaltui.catalogue.problems_texts import SENTENCES as TEXT_PROBLEMS
from evaltui.errors import Severity
from evaltui.store.record import Leaf
from evaltui.store.record import Path as FieldPath
from evaltui.workspace.demo import NOW, STAGES, build_demo, stage_of
from evaltui.workspace.place import Places
from evaltui.workspace.session import Workspace

pytestmark = pytest.mark.usefixtures("quiet_polars")


@pytest.fixture(scope="module")
def quiet_polars() -> None:
    """Polars is imported here once, so that no test counts its import."""
    import polars as pl

    assert pl.DataFrame().is_empty()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("demo") / "data"
    build_demo(data)
    return data


@pytest.fixture(scope="module")
def workspace(folder: Path) -> Workspace:
    return Workspace.open(folder, Places(data=folder), today=NOW.date())


@pytest.fixture(scope="module")
def rows(workspace: Workspace) -> tuple[Assessment, ...]:
    return workspace.rate()


def files(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


def test_two_examples_are_the_same_file_by_file(folder: Path, tmp_path: Path) -> None:
    build_demo(tmp_path / "data")
    assert dict(files(tmp_path / "data")) == dict(files(folder))


def test_it_is_marked_as_invented(workspace: Workspace, folder: Path) -> None:
    assert workspace.settings.demo
    assert "演示" in workspace.settings.region
    assert workspace.settings.superior != "南通市"
    for path in folder.rglob("*.toml"):
        if path.name != "workspace.toml" and "submitted" not in path.parts:
            assert "海安" not in path.read_text(encoding="utf-8"), path.name
    assert all("海安" not in unit.name for unit in workspace.settings.units)


def test_thirty_departments_and_fifteen_towns(workspace: Workspace) -> None:
    kinds = Counter(unit.kind for unit in workspace.settings.units)
    assert kinds == {"department": 30, "town": 15}
    assert {unit for units in STAGES.values() for unit in units} <= {unit.id for unit in workspace.settings.units}


def test_history_and_snapshots_verify(workspace: Workspace) -> None:
    assert workspace.problems == ()
    assert workspace.verify() == ()


def test_every_rating_occurs_for_units_and_for_the_city(rows: tuple[Assessment, ...]) -> None:
    assert {row.effective for row in rows if row.unit} == set(words.RATING)
    assert {row.effective for row in rows if not row.unit} == set(words.RATING)
    assert {row.source for row in rows} == {"computed", "declared", "decided"}
    assert any(row.declared_stale for row in rows)
    assert any(row.explanation_owed for row in rows)
    assert {row.pending_cause for row in rows if row.effective == "pending"} == {"fill", "explained"}


def test_every_state_but_the_closed_rounds_occurs(workspace: Workspace) -> None:
    found = Counter(state for unit in workspace.progress() for part in unit.sections for state in part.states)
    assert set(found) == set(words.ITEM_STATE) - {"final"}


def test_every_kind_of_figure_occurs(workspace: Workspace) -> None:
    from evaltui.assess.unit_facts import UnitFacts

    figures = [
        figure
        for unit, record in workspace.records().items()
        for measure in record.keys_below("measures")
        for _, _, _, figure in UnitFacts(
            unit, workspace.models, workspace.settings, record, workspace.duties(unit)
        ).figures(measure)
    ]
    assert {figure.state for figure in figures} >= {"not_occurred", "not_available", "by_superior", "no_system"}
    assert {figure.flag for figure in figures} >= {"preliminary", "revised"}
    assert any(figure.reading == "yoy" for figure in figures)
    assert any(figure.raw for figure in figures)


def test_one_difference_is_open_and_one_decided(workspace: Workspace) -> None:
    found = [(item.measure, item.year, item.open) for item in workspace.differences()]
    assert ("road_transport_deaths", 2024, True) in found
    assert ("hazchem_monitoring_rate", 2023, False) in found
    assert len(found) == 2


def test_what_was_handed_in_has_nothing_left_to_fix(workspace: Workspace) -> None:
    for stage in ("submitted", "approved", "consolidated", "returned", "again"):
        for unit in STAGES[stage]:
            problems = [item.code for item in workspace.check(unit) if item.severity is Severity.MUST_FIX]
            assert problems == [], unit


def test_the_emergency_bureau_is_open_for_typing_and_has_its_figures(workspace: Workspace) -> None:
    record = workspace.record("yjglj")
    values = [record.figure("work_accidents", year).value for year in range(2020, 2025)]
    assert values == [120, 114, 110, 104, 96]
    assert record.forecast("work_accidents", 2025).value == 94
    assert workspace.enter("yjglj", "work_accidents", 2024, "values", "raw", "96").problem is None


def test_the_city_figures_list_their_gaps(workspace: Workspace) -> None:
    found = consolidate(
        workspace.models, workspace.settings, workspace.records(), workspace.city(), workspace.contributors
    )
    assert found["gdp", ("values", 2024)].origin == "reference"
    assert found["hazchem_monitoring_rate", ("values", 2023)].origin == "decided"


def test_nobody_is_late_on_the_examples_own_day_but_who_named_no_contact(workspace: Workspace) -> None:
    late = {unit.unit for unit in workspace.progress() if unit.late}
    assert late == {unit.id for unit in workspace.settings.units if not stage_of(unit.id) and unit.id != "xfjydd"}


def test_its_present_can_be_any_day(tmp_path: Path) -> None:
    build_demo(tmp_path / "data", now=NOW + timedelta(days=100))
    later = Workspace.open(tmp_path / "data", Places(data=tmp_path / "data"), today=NOW.date() + timedelta(days=100))
    assert later.settings.round.deadlines["submission"] == date(2025, 9, 24)
    assert later.settings.round.cutoffs["annual"] == date(2024, 12, 31)
    assert later.verify() == ()


def test_its_texts_raise_no_alarm(workspace: Workspace) -> None:
    found = [item.line() for unit in workspace.visible_units() for item in workspace.check(unit)
             if item.code in TEXT_PROBLEMS]  # fmt: skip  # one list
    assert found == []


def test_drafted_sentences_never_contradict_the_tables_they_come_from(workspace: Workspace) -> None:
    """The strictest corpus for the figure checks: every sentence and every derivation, put where a unit would."""
    drafted = 0
    for unit in workspace.visible_units():
        rows, record, owed = workspace.rate(unit), workspace.record(unit), workspace.duties(unit)
        changes: dict[FieldPath, Leaf | None] = {}
        changes.update({("explanations", row.measure, "cause"): row.derivation for row in rows})
        for plan in workspace.models:
            text = draft_text(plan, workspace.unit_label(unit), rows, record, workspace.settings)
            changes["plans", plan.id, "report", "indicators"] = text
            drafted += len(text)
        told = check_unit(
            unit, workspace.models, workspace.settings, record.edited(changes), workspace.city(), rows, owed
        )
        wrong = {"text_figure_differs", "text_counts_differ", "text_pairs_uneven", "text_template_left"}
        assert [item.line() for item in told if item.code in wrong] == []
    assert drafted > 3000
