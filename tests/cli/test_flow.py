"""From the unit to the office and back, headless, on the filled example."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from support.cli import cli

DAY = ("--as-of", "2025-06-07")


def states(data: Path, unit: str, plan: str = "safety_plan") -> dict[str, int]:
    rows = cli(*DAY, "progress", "--json", data=data).json["progress"]
    found: dict[str, int] = next(r["states"] for r in rows if r["unit"] == unit and r["plan"] == plan)
    return found


def snapshots(data: Path, unit: str) -> list[str]:
    return sorted(path.name for path in (data / "submitted" / unit).glob("*.toml"))


def fields(data: Path, unit: str) -> dict[str, Any]:
    found: dict[str, Any] = cli("unit", "show", unit, "--json", data=data).json["fields"]
    return found


def test_submitted_figures_are_locked_until_they_are_returned(demo: Path) -> None:
    assert set(states(demo, "rsj")) == {"submitted"}
    refused = cli("unit", "set", "rsj", "plans.safety_plan.contact.phone=0513-80000000", data=demo)
    assert refused.code == 4
    assert "安全生产规划" in refused.err
    no_reason = cli("return", "rsj", "--plan", "safety_plan", "--item", "contact", data=demo)
    assert no_reason.code == 4
    assert "理由" in no_reason.err
    done = cli("return", "rsj", "--plan", "safety_plan", "--item", "contact", "--reason", "电话打不通", data=demo)
    assert done.code == 0, done.err
    assert states(demo, "rsj")["returned"] == 1
    assert cli("unit", "set", "rsj", "plans.safety_plan.contact.phone=0513-80000000", data=demo).code == 0
    still = cli("unit", "set", "rsj", "plans.safety_plan.report.problems=改一改", data=demo)
    assert still.code == 4


def test_what_was_returned_is_submitted_again_as_a_new_snapshot(demo: Path) -> None:
    before = snapshots(demo, "rsj")
    first = (demo / "submitted" / "rsj" / before[0]).read_bytes()
    cli("return", "rsj", "--plan", "safety_plan", "--item", "contact", "--reason", "电话打不通", data=demo)
    cli("unit", "set", "rsj", "plans.safety_plan.contact.phone=0513-80000000", data=demo)
    done = cli("submit", "rsj", "--plan", "safety_plan", "--json", data=demo)
    assert done.code == 0, done.err
    assert done.json["outcome"]["moved"] == ["contact"]
    after = snapshots(demo, "rsj")
    assert len(after) == len(before) + 1
    assert (demo / "submitted" / "rsj" / before[0]).read_bytes() == first
    newest = tomllib.loads((demo / "submitted" / "rsj" / after[-1]).read_text(encoding="utf-8"))
    assert newest["items"] == ["contact"]
    assert cli("verify", data=demo).code == 0


def test_withdraw_before_review_and_not_after(demo: Path) -> None:
    assert cli("--as", "clerk:人社局", "withdraw", "rsj", "--plan", "safety_plan", data=demo).code == 0
    assert set(states(demo, "rsj")) == {"in_progress"}
    approved = cli("--as", "clerk:教体局", "withdraw", "jtj", "--plan", "safety_plan", data=demo)
    assert approved.code == 4


def test_approval_is_the_offices(demo: Path) -> None:
    assert cli("--as", "clerk:人社局", "approve", "rsj", "--plan", "safety_plan", data=demo).code == 13
    assert cli("approve", "rsj", "--plan", "safety_plan", data=demo).code == 0
    assert set(states(demo, "rsj")) == {"approved"}


def test_a_dry_run_says_the_same_and_changes_nothing(demo: Path) -> None:
    before = fields(demo, "rsj")
    done = cli("approve", "rsj", "--plan", "safety_plan", "--dry-run", "--json", data=demo)
    assert done.json["outcome"]["dry_run"]
    assert done.json["outcome"]["moved"]
    assert fields(demo, "rsj") == before


def test_an_approved_figure_stays_locked_and_the_sentence_says_by_what(demo: Path) -> None:
    refused = cli("unit", "set", "gaj", "road_transport_deaths.2024=8", data=demo)
    assert refused.code == 4
    assert "审核通过" in refused.err
    assert "市安委办" in refused.err


def test_a_snapshot_that_was_touched_is_found(demo: Path) -> None:
    target = next((demo / "submitted" / "rsj").glob("*.toml"))
    target.write_bytes(target.read_bytes().replace(b"rsj", b"rsk", 1))
    done = cli("verify", data=demo)
    assert done.code == 3
    assert target.name in done.out


def test_every_rating_and_state_occurs_in_the_example(demo: Path) -> None:
    results = cli("rate", "--json", data=demo).json["results"]
    assert {r["effective"] for r in results} == {"ahead", "on_track", "behind", "pending", "unratable"}
    assert {r["source"] for r in results} == {"computed", "declared", "decided"}
    rows = cli(*DAY, "progress", "--json", data=demo).json["progress"]
    seen = {state for row in rows for state in row["states"]}
    assert seen >= {"not_started", "in_progress", "submitted", "returned", "approved", "consolidated"}
    assert "演示" in (demo / "workspace.toml").read_text(encoding="utf-8")
