"""The installed command in a real terminal: a clerk types one row and sees the rating with its reasons."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from support.cli import cli
from support.pty_terminal import PtyTerminal, ctrl
from support.system import needs
from support.workspaces import new_workspace

COMMAND = [sys.executable, "-m", "evaltui"]
AS_CLERK = ["--as-of", "2025-06-07", "--as", "clerk:市应急管理局"]
DERIVATION = (
    "2020年基数120起；2024年实际96起，较2020年下降20.0%；序时进度要求15%×4/5=12.0%，快于序时进度8.0个百分点；"
    "2025年预计94起，下降21.7%，大于15%，预计达标；2024年已达标且预计保持，评价为提前实现。2025年控制在101起以内方可达标。"
)
FIGURES = ("120", "114", "110", "104", "96", "94")


def _flat(lines: list[str]) -> str:
    """Text that wraps over several lines of a panel, in one piece."""
    return "".join(line.strip() for line in lines)


def _types_the_row(terminal: PtyTerminal) -> None:
    """Open the indicators, type R1 into the raw line of the first row, look at everything that follows from it."""
    terminal.wait_for("应填：指标")
    terminal.press("enter")
    terminal.wait_for("我的指标")
    for figure in FIGURES:
        terminal.press(figure, "tab")
    terminal.read(until=lambda: DERIVATION in _flat(terminal.lines))
    row = next(line for line in terminal.lines if "原始值" in line)
    assert row.split()[2:8] == list(FIGURES)
    assert terminal.text.count("提前实现") >= 4
    for _ in range(3):
        terminal.press("f9")
    terminal.read(until=lambda: "南通应急规划" in terminal.text and "20.0" in terminal.text)
    assert any("生产安全事故起数" in line and "提前实现" in line for line in terminal.lines)
    terminal.send(ctrl("q").encode())
    terminal.read(limit=10.0)


def _check_what_is_on_disk(data: Path) -> None:
    stored = tomllib.loads((data / "units" / "yjglj.toml").read_text("utf-8"))["measures"]["work_accidents"]
    assert stored == {
        "values": {"2020": 120, "2021": 114, "2022": 110, "2023": 104, "2024": 96},
        "forecast": {"2025": 94},
    }
    results = cli("rate", "--unit", "yjglj", "--json", data=data).json["results"]
    found = [r for r in results if r["plan"] == "safety_plan" and r["indicator"] == "work_accidents_drop"]
    assert [(r["rating"], r["derivation"]) for r in found] == [("ahead", DERIVATION)]


def test_a_row_typed_in_a_pty(tmp_path: Path) -> None:
    data = new_workspace(tmp_path)
    with PtyTerminal([*COMMAND, "--data", str(data), *AS_CLERK], columns=80, lines=24) as terminal:
        _types_the_row(terminal)
        assert terminal.wait() == 0
    _check_what_is_on_disk(data)


def test_a_row_typed_in_tmux(tmp_path: Path) -> None:
    needs("tmux")
    data = new_workspace(tmp_path)
    (tmp_path / "tmux.conf").write_text("set -g status off\nset -g default-terminal screen-256color\n")
    tmux = ["tmux", "-L", f"evaltui-{tmp_path.name}", "-f", str(tmp_path / "tmux.conf"), "-u"]
    command = [*COMMAND, "--data", str(data), *AS_CLERK]
    try:
        with PtyTerminal([*tmux, "new-session", *command], columns=80, lines=24) as terminal:
            _types_the_row(terminal)
    finally:
        subprocess.run([*tmux, "kill-server"], capture_output=True, check=False)
    _check_what_is_on_disk(data)
