"""What `evaltui plan check` can say about a folder before anything is rated."""

from __future__ import annotations

from pathlib import Path

from evaltui.errors import Severity
from evaltui.plan.check import check_folder
from evaltui.plan.load import load_plan
from evaltui.plan.model import Plan
from evaltui.plan.registry import LoadedPlan
from support.plan_folder import bent, codes, registry_of, write_plan

CASES = '[[cases]]\ntitle = "一"\nindicator = "deaths_drop"\nbase = 9\nexpected = { rating = "pending" }\n'


def open_in(folder: Path) -> LoadedPlan:
    return registry_of(folder).open("roads")


def test_a_good_folder_has_nothing_to_say(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "roads", cases=CASES)
    assert check_folder(folder, lambda name: name == "市公安局", lambda plan: open_in(folder)) == ()


def test_a_bad_plan_is_told_as_the_loader_tells_it(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "roads", bent(('uom = "人"\n', "")))
    assert check_folder(folder) == load_plan(folder)[1]


def test_hints_come_after_what_must_be_mended(tmp_path: Path) -> None:
    text = (
        bent(
            ('nature = "count"\nunits = ["市公安局"]', 'nature = "count"'),
            ('kind = "indicators"', 'kind = "contacts"'),
            ('no = "（一）"', 'no = "（一）"\nunits = ["市火星局"]'),
        )
        + '[[measures]]\nid = "spare"\nname = "备用"\nuom = "件"\nnature = "count"\n'
        + '[[tables]]\nid = "empty"\ntitle = "空表"\n'
    )
    folder = write_plan(tmp_path / "streets", text, cases="[[cases]]\n")
    found = check_folder(folder, lambda name: name == "市公安局")
    assert [item.severity for item in found] == sorted((i.severity for i in found), key=list(Severity).index)
    assert codes(found) == [
        "plan_missing_key",
        "plan_missing_key",
        "plan_missing_key",
        "case_no_figures",
        "plan_folder_name",
        "plan_nobody_answers",
        "plan_measure_unused",
        "plan_table_no_form",
        "plan_table_empty",
        "plan_unit_unknown",
    ]


def test_a_folder_without_cases_is_asked_for_some(tmp_path: Path) -> None:
    assert codes(check_folder(write_plan(tmp_path / "roads"))) == ["plan_no_cases"]


def test_a_ratio_is_answered_for_by_those_who_answer_for_its_parts(tmp_path: Path) -> None:
    text = (
        bent(('nature = "share"\nunits = ["市公安局"]', 'nature = "rate"\nratio = { num = "deaths", den = "people" }'))
        + '[[measures]]\nid = "people"\nname = "人口"\nuom = "万人"\nnature = "level"\n'
    )
    assert codes(check_folder(write_plan(tmp_path / "roads", text, cases=CASES))) == []


def test_a_kind_of_form_that_nobody_brings_is_told_with_the_nearest(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "roads", bent(('kind = "indicators"', 'kind = "indicator"')), cases=CASES)
    [kind, _] = check_folder(folder, opened=lambda plan: open_in(folder))
    assert kind.code == "plan_form_kind_unknown"
    assert "“indicators”" in kind.hint


def test_code_is_run_when_opened_and_only_looked_at_otherwise(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "roads", code="1/0\n", cases=CASES)
    assert check_folder(folder) == ()
    assert codes(check_folder(folder, opened=lambda plan: open_in(folder))) == ["plan_code_failed"]
    (folder / "plugin.py").chmod(0o666)
    assert codes(check_folder(folder)) == ["plan_code_unsafe"]


def test_a_clash_with_another_plan_is_told(tmp_path: Path) -> None:
    folder = write_plan(tmp_path / "roads", cases=CASES)
    other, _ = load_plan(write_plan(tmp_path / "b", bent(('id = "roads"', 'id = "b"'), ('uom = "人"', 'uom = "起"'))))
    assert isinstance(other, Plan)
    assert codes(check_folder(folder, others=[other])) == ["plan_clash"]
