"""Workspaces for tests: the real plans and the real roster, empty or partly filled."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from evaltui.access import Identity
from evaltui.workspace.create import create_workspace
from evaltui.workspace.place import Places
from evaltui.workspace.session import Workspace

TODAY = date(2025, 6, 7)
PLANS = ("safety_plan", "emergency_plan")
TESTER = Identity("office", person="test")
R1 = {2020: "120", 2021: "114", 2022: "110", 2023: "104", 2024: "96", 2025: "94"}
"""The first vector of the rating rules: ends ahead."""


def new_workspace(folder: Path, plugins: Path | None = None, plans: tuple[str, ...] = PLANS) -> Path:
    """The data folder of a fresh workspace of 海安市."""
    data = folder / "data"
    create_workspace(data, plans, Places(data=data, plugins=plugins))
    return data


def opened(data: Path, identity: Identity = TESTER, plugins: Path | None = None) -> Workspace:
    """The workspace at `data`, on a fixed day."""
    return Workspace.open(
        data,
        Places(data=data, plugins=plugins),
        identity=identity,
        today=TODAY,
        now=lambda: datetime(2025, 6, 7, 9, 30, tzinfo=UTC),
    )


def type_in(workspace: Workspace, unit: str, measure: str, figures: Mapping[int, str]) -> None:
    """Enter raw figures as a clerk types them; years the round forecasts go to the forecast."""
    for year, text in figures.items():
        slot = "forecast" if year in workspace.settings.round.forecast else "values"
        entered = workspace.enter(unit, measure, year, slot, "raw", text)
        assert entered.saved, entered
