"""What goes wrong at the command line: a sentence on stderr, the right exit code, nothing on stdout, no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support.cli import cli
from support.workspaces import new_workspace


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return new_workspace(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["rate", "--unit", "不存在局"], 2, "不存在局"),
        (["rate", "--plan", "safety_plans"], 2, "safety_plan"),
        (["unit", "show", "../../etc"], 2, "etc"),
        (["unit", "set", "yjglj", "work_accidents.2024"], 2, "路径=值"),
        (["unit", "set", "yjglj", "no_such.2024=1"], 2, "no_such"),
        (["unit", "set", "yjglj", "work_accidents.2024.stat=x"], 2, "stat"),
        (["export", "附件33"], 2, "附件3"),
        (["export", "nantong_indicators"], 2, "--plan"),
        (["export", "附件3", "--format", "exe"], 2, "xlsx"),
        (["export", "附件3", "--edition", "final"], 2, "filing"),
        (["export", "附件1"], 2, "附件1"),
        (["rat"], 2, "rate"),
        (["rate", "--jsn"], 2, "--json"),
        (["unit", "set", "yjglj"], 2, "PATH=VALUE"),
        (["verify", "00000000"], 2, "00000000"),
        (["--as", "市长", "rate"], 2, "市长"),
        (["--as", "clerk", "rate"], 2, "填报员"),
        (["--as-of", "昨天", "progress"], 2, "昨天"),
        (["--grant", "G99", "rate"], 13, ""),
        (["return", "yjglj", "--plan", "safety_plan"], 4, "已提交"),
        (["approve", "yjglj", "--plan", "safety_plan"], 4, "已提交"),
        (["submit", "yjglj", "--plan", "safety_plan"], 1, "必改"),
        (["submit", "yjglj"], 2, "--plan"),
    ],
)
def test_mistake(data: Path, arguments: list[str], code: int, said: str) -> None:
    done = cli(*arguments, data=data)
    assert done.code == code, done.err
    assert said in done.err
    assert not done.stdout
    assert "Error" not in done.err


def test_errors_as_json_where_json_was_asked_for(data: Path) -> None:
    done = cli("rate", "--unit", "不存在局", "--json", data=data)
    said = json.loads(done.err)
    assert said["exit_code"] == done.code == 2
    assert said["problems"][0]["sentence"]


def test_without_a_terminal_and_a_command_it_prints_help_and_never_hangs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evaltui"], cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True
    )
    assert done.returncode == 2
    assert "用法".encode() in done.stderr
    assert not done.stdout


def test_without_a_workspace_it_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = cli("rate")
    assert done.code == 2
    assert "evaltui init" in done.err


def test_one_broken_unit_file_hurts_that_unit_alone(data: Path) -> None:
    (data / "units").mkdir(exist_ok=True)
    broken = data / "units" / "gaj.toml"
    broken.write_bytes(b'format = 1\nunit = "gaj"\n[measures\n')
    assert cli("rate", "--json", data=data).code == 0
    refused = cli("unit", "set", "gaj", "road_transport_deaths.2024=9", data=data)
    assert refused.code == 3
    assert "3" in refused.err
    assert broken.read_bytes().endswith(b"[measures\n")
    assert cli("unit", "set", "yjglj", "work_accidents.2024=9", data=data).code == 0


def test_a_broken_workspace_file_says_where(data: Path) -> None:
    (data / "workspace.toml").write_text('format = 1\nregion = "海安市\n', encoding="utf-8")
    done = cli("rate", data=data)
    assert done.code == 3
    assert "第2行" in done.err


def test_a_clerk_sees_and_edits_her_own_unit_only(data: Path) -> None:
    cli("unit", "set", "yjglj", "work_accidents.2024=96", data=data)
    as_clerk = ("--as", "clerk:市公安局")
    units = cli(*as_clerk, "unit", "list", "--json", data=data).json["units"]
    assert [unit["id"] for unit in units] == ["gaj"]
    for command in (
        ["unit", "show", "yjglj"],
        ["unit", "set", "yjglj", "work_accidents.2024=1"],
        ["export", "附件3", "--unit", "yjglj"],
        ["export", "附件3"],
        ["log", "--unit", "yjglj"],
        ["rate", "--unit", "yjglj"],
        ["rate", "--city"],
        ["check", "--unit", "yjglj"],
        ["verify"],
    ):
        done = cli(*as_clerk, *command, data=data)
        assert done.code == 13, (command, done.err)
        assert not done.stdout
    unknown = cli(*as_clerk, "unit", "show", "没有这个局", data=data)
    known = cli(*as_clerk, "unit", "show", "yjglj", data=data)
    assert unknown.err == known.err
    results = cli(*as_clerk, "rate", "--json", data=data).json["results"]
    assert {result["unit"] for result in results} == {"gaj"}
    rows = cli(*as_clerk, "progress", "--json", data=data).json["progress"]
    assert {row["unit"] for row in rows} == {"gaj"}


def test_a_viewer_changes_nothing(data: Path) -> None:
    assert cli("--as", "viewer", "rate", "--json", data=data).code == 0
    assert cli("--as", "viewer", "unit", "set", "yjglj", "work_accidents.2024=1", data=data).code == 13


@pytest.mark.parametrize(
    "path",
    [
        "plans.safety_plan.review.submitted.report",
        "plans.safety_plan.review.approved.report",
        "plans.safety_plan.review.returned.report",
        "plans.safety_plan.review.submissions.1.received",
        "head.sha",
        "format",
        "unit",
    ],
)
@pytest.mark.parametrize("role", [[], ["--as", "clerk:gaj"]], ids=["office", "clerk"])
@pytest.mark.parametrize("dry", [[], ["--dry-run"]], ids=["real", "dry"])
def test_nobody_types_a_state(data: Path, path: str, role: list[str], dry: list[str]) -> None:
    value = "2025-06-01" if path.endswith("received") else "1"
    done = cli(*role, "unit", "set", "gaj", f"{path}={value}", *dry, data=data)
    assert done.code in (2, 13), done.err
    assert not (data / "units" / "gaj.toml").exists()


def grant_to(data: Path, unit: str) -> None:
    """access.toml with one clerk's grant g17."""
    text = f'format = 1\n[grants.g17]\nperson = "张三"\nrole = "clerk"\nunit = "{unit}"\n'
    (data / "access.toml").write_text(text, encoding="utf-8")


def test_a_grant_reads_and_writes_its_own_unit_and_nothing_on_the_server(data: Path, tmp_path: Path) -> None:
    grant_to(data, "gaj")
    by = ("--grant", "g17")
    assert cli(*by, "unit", "set", "gaj", "road_transport_deaths.2024=9", data=data).code == 0
    assert cli(*by, "export", "附件3", "--unit", "gaj", "-o", "-", data=data).code == 0
    for command in (
        ["export", "附件3", "--unit", "gaj", "-o", tmp_path / "x.xlsx"],
        ["export", "附件3", "--unit", "gaj", "-o", data / "units" / "yjglj.toml", "--force"],
        ["init", tmp_path / "other", "--plan", "safety_plan"],
        ["demo", tmp_path / "demo"],
        ["plan", "check", tmp_path],
        ["doctor"],
        ["unit", "show", "yjglj"],
    ):
        done = cli(*by, *command, data=data)
        assert done.code == 13, (command, done.err)
        assert not done.stdout
    assert not (tmp_path / "x.xlsx").exists()
    assert not (tmp_path / "demo").exists()
    assert cli("--grant", "", "unit", "show", "gaj", data=data).code == 13


def test_an_export_never_lands_among_the_workspaces_own_files(data: Path) -> None:
    cli("unit", "set", "yjglj", "work_accidents.2024=96", data=data)
    before = (data / "units" / "yjglj.toml").read_bytes()
    for target in (data / "units" / "yjglj.toml", data / "access.toml", data / "new.xlsx"):
        assert cli("export", "附件3", "--format", "toml", "-o", target, "--force", data=data).code == 6
    assert (data / "units" / "yjglj.toml").read_bytes() == before
    assert not (data / "access.toml").exists()


def test_no_official_form_rests_on_a_file_that_cannot_be_read(data: Path) -> None:
    cli("unit", "set", "yjglj", "work_accidents.2024=96", data=data)
    whole = (data / "units" / "yjglj.toml").read_bytes()
    (data / "units" / "yjglj.toml").write_bytes(whole[:-20])
    for arguments in (["--unit", "yjglj"], []):
        refused = cli("export", "附件3", "--edition", "filing", *arguments, "-o", "-", data=data)
        assert refused.code == 3
        assert not refused.stdout
        assert "yjglj" in refused.err
    assert cli("export", "附件3", "--unit", "gaj", "-o", "-", data=data).code == 0
    rated = cli("rate", "--city", "--json", data=data)
    assert rated.code == 0
    assert "yjglj" in rated.err


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_is_no_reason_for_a_traceback(data: Path, closed: str) -> None:
    command = f'"{sys.executable}" -m evaltui --data "{data}" unit list {closed}'
    done = subprocess.run(["sh", "-c", command], capture_output=True)
    assert done.returncode == 0
    assert b"Traceback" not in done.stdout + done.stderr


def test_a_full_stdout_is_an_output_that_failed(data: Path) -> None:
    command = f'"{sys.executable}" -m evaltui --data "{data}" unit list > /dev/full'
    done = subprocess.run(["sh", "-c", command], capture_output=True)
    assert done.returncode == 6
    assert not list((data / "log").glob("*")) if (data / "log").exists() else True
