"""Progress in rows of unit x plan, as the command line prints it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaltui.assess.progress import Deadline, Progress, UnitProgress
from evaltui.catalogue.cli_words import DUE
from evaltui.catalogue.words import ITEM_STATE
from evaltui.errors import Severity

if TYPE_CHECKING:
    from evaltui.workspace.session import Workspace


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One unit's part of one plan. `states` counts its items by state; `must_fix` is the unit's, over all plans."""

    unit: str
    unit_name: str
    plan: str
    plan_name: str
    filled: Progress
    states: tuple[tuple[str, int], ...]
    must_fix: int
    deadline: Deadline | None

    def cells(self) -> tuple[str, ...]:
        """The row in words."""
        percent = self.filled.percent
        states = "、".join(f"{ITEM_STATE[name]}{count}" for name, count in self.states)
        return (
            self.unit_name,
            self.plan_name,
            f"{self.filled.answered}/{self.filled.required}",
            "—" if percent is None else f"{percent}%",
            states,
            str(self.must_fix),
            self._due(),
        )

    def as_json(self) -> dict[str, object]:
        """The row for scripts."""
        due = self.deadline
        return {
            "unit": self.unit,
            "plan": self.plan,
            "answered": self.filled.answered,
            "required": self.filled.required,
            "percent": self.filled.percent,
            "states": dict(self.states),
            "must_fix": self.must_fix,
            "due": None if due is None else due.due.isoformat(),
            "days_left": None if due is None else due.days_left,
            "late": due is not None and due.late,
        }

    def _due(self) -> str:
        due = self.deadline
        if due is None:
            return ""
        if due.done_on is not None:
            return DUE["done_late" if due.late else "done"].format(day=due.done_on, days=due.days_late)
        return DUE["late" if due.late else "left"].format(day=due.due, days=due.days_late or due.days_left)


def progress_rows(workspace: Workspace) -> Iterator[ProgressRow]:
    """Every visible unit under every plan it owes something to."""
    for unit in workspace.progress():
        for plan in dict.fromkeys(section.plan for section in unit.sections):
            yield _row(workspace, unit, plan)


def _row(workspace: Workspace, unit: UnitProgress, plan: str) -> ProgressRow:
    sections = [section for section in unit.sections if section.plan == plan]
    states: Counter[str] = Counter()
    for section in sections:
        states.update(section.states)
    order = [name for name in ITEM_STATE if states[name]]
    return ProgressRow(
        unit=unit.unit,
        unit_name=workspace.unit_label(unit.unit),
        plan=plan,
        plan_name=workspace.plan_label(plan),
        filled=sum((section.progress for section in sections), Progress()),
        states=tuple((name, states[name]) for name in order),
        must_fix=unit.problems[Severity.MUST_FIX],
        deadline=next((due for due in unit.deadlines if due.name == "submission"), None),
    )
