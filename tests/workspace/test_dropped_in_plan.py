"""A plan is a folder: dropped in beside the data it is listed, rated and exported; a broken one hurts itself alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.cli import cli
from support.workspaces import R1, new_workspace, opened

BUNDLED = Path(__file__).resolve().parents[2] / "plugins"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = new_workspace(tmp_path)
    cli("unit", "set", "yjglj", *(f"work_accidents.{year}={text}" for year, text in R1.items()), data=folder)
    return folder


def drop_in(data: Path, plan_id: str, code: str | None = None, target: str = ">15") -> Path:
    """A copy of the safety plan under a new id, its first target changed, in plugins/ beside the data."""
    folder = data.parent / "plugins" / plan_id
    shutil.copytree(BUNDLED / "safety_plan", folder)
    text = (folder / "plan.toml").read_text(encoding="utf-8")
    text = text.replace('id = "safety_plan"', f'id = "{plan_id}"', 1).replace(
        'target = ">15"', f'target = "{target}"', 1
    )
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    if code is not None:
        (folder / "plugin.py").write_text(code, encoding="utf-8")
    return folder


def first_rows(data: Path, *arguments: str) -> dict[str, str]:
    results = cli("rate", "--unit", "yjglj", "--json", *arguments, data=data).json["results"]
    return {
        r["plan"]: r["rating"] for r in results if r["indicator"] == "work_accidents_drop" and r["table"] == "nantong"
    }


def test_it_is_listed_rated_and_exported(data: Path, tmp_path: Path) -> None:
    drop_in(data, "stricter_plan", target=">25")
    plans = {p["id"]: p["state"] for p in cli("plan", "list", "--json", data=data).json["plans"]}
    assert plans == {"stricter_plan": "ready", "safety_plan": "ready", "emergency_plan": "ready"}
    assert first_rows(data) == {"safety_plan": "ahead", "emergency_plan": "ahead", "stricter_plan": "behind"}
    ambiguous = cli("export", "附件3", data=data)
    assert ambiguous.code == 2
    assert "stricter_plan" in ambiguous.err
    target = tmp_path / "stricter.xlsx"
    assert cli("export", "附件3", "--plan", "stricter_plan", "-o", target, data=data).code == 0
    csv = cli("export", "附件3", "--plan", "stricter_plan", "--unit", "yjglj", "--format", "csv", "-o", "-", data=data)
    assert "滞后预期" in csv.out


def test_a_plan_under_the_same_id_shadows_the_bundled_one(data: Path) -> None:
    drop_in(data, "safety_plan", target=">25")
    states = [(p["id"], p["state"]) for p in cli("plan", "list", "--json", data=data).json["plans"]]
    assert states == [("safety_plan", "ready"), ("emergency_plan", "ready"), ("safety_plan", "shadowed")]
    assert first_rows(data)["safety_plan"] == "behind"


@pytest.mark.parametrize(
    "code",
    [
        "raise RuntimeError('broken on purpose')\n",
        "import sys\nsys.exit(3)\n",
        "def evaltui_rating_rules(:\n",
        "from evaltui.plan.hooks import hookimpl\n@hookimpl\ndef evaltui_rating_rules(plan):\n    raise SystemExit(1)\n",
    ],
    ids=["raises", "exits", "syntax", "hook exits"],
)
def test_broken_code_hurts_its_own_plan_alone(data: Path, code: str) -> None:
    drop_in(data, "broken_plan", code=code)
    assert first_rows(data) == {"safety_plan": "ahead", "emergency_plan": "ahead", "broken_plan": "ahead"}
    everything = cli("rate", "--json", data=data)
    assert everything.code == 0
    assert "broken_plan" in everything.err
    asked = cli("rate", "--plan", "broken_plan", "--json", data=data)
    assert asked.code == 5
    assert asked.json["results"]
    assert cli("rate", "--plan", "safety_plan", data=data).code == 0
    assert cli("export", "附件3", "--plan", "broken_plan", "--format", "csv", "-o", "-", data=data).stdout


def test_a_refused_plan_says_why_and_leaves_the_others(data: Path) -> None:
    folder = drop_in(data, "bad_plan")
    text = (folder / "plan.toml").read_text(encoding="utf-8")
    (folder / "plan.toml").write_text(text.replace('rule = "reduction"', 'rule = "reducton"', 1), encoding="utf-8")
    listed = cli("plan", "list", data=data)
    assert listed.code == 0
    assert "reduction" in listed.err
    assert first_rows(data) == {"safety_plan": "ahead", "emergency_plan": "ahead"}
    assert cli("plan", "check", folder, data=data).code == 1


def test_removing_a_plan_leaves_its_data_readable(tmp_path: Path) -> None:
    data = new_workspace(tmp_path)
    folder = drop_in(data, "third_plan")
    workspace = data / "workspace.toml"
    text = workspace.read_text(encoding="utf-8").replace('"emergency_plan",', '"emergency_plan", "third_plan",', 1)
    assert "third_plan" in text
    workspace.write_text(text, encoding="utf-8")
    assert cli("unit", "set", "yjglj", "plans.third_plan.contact.name=张三", data=data).code == 0
    shutil.rmtree(folder)
    assert cli("unit", "show", "yjglj", "--json", data=data).json["fields"]["plans.third_plan.contact.name"] == "张三"
    rated = cli("rate", "--json", data=data)
    assert rated.code == 0
    assert "third_plan" in rated.err


def test_both_bundled_plans_pass_their_own_check(data: Path) -> None:
    for plan in ("safety_plan", "emergency_plan"):
        done = cli("plan", "check", BUNDLED / plan, data=data)
        assert done.code == 0, done.out


def test_a_wrong_example_is_told_with_its_line(data: Path) -> None:
    folder = drop_in(data, "stricter_plan", target=">25")
    done = cli("plan", "check", folder, data=data)
    assert done.code == 1
    assert "cases.toml:" in done.out
    assert "滞后" in done.out or "behind" in done.out


def test_an_open_workspace_takes_it_in_when_it_looks_again(data: Path) -> None:
    workspace = opened(data)
    assert [plan.id for plan in workspace.models] == ["safety_plan", "emergency_plan"]
    drop_in(data, "stricter_plan", target=">25")
    assert len(workspace.models) == 2
    workspace.refresh()
    assert [plan.id for plan in workspace.models] == ["safety_plan", "emergency_plan", "stricter_plan"]
    assert {item.plan for item in workspace.rate("yjglj")} >= {"stricter_plan"}
