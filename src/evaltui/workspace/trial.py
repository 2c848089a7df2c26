"""What-if: one figure judged as if it had been typed, nothing saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from evaltui.assess.results import Assessment
from evaltui.errors import Problem, UsageProblem, problem
from evaltui.store.record import Figure, Path, Reading
from evaltui.workspace.edit import read_figure

if TYPE_CHECKING:
    from evaltui.workspace.session import Workspace


@dataclass(frozen=True, slots=True)
class Trial:
    """The unit judged with the figure in place; `problem`: what was typed is not a number yet."""

    assessments: tuple[Assessment, ...]
    figure: Figure | None = None
    problem: Problem | None = None


def try_out(workspace: Workspace, unit: str, measure: str, year: int, slot: str, reading: str, text: str) -> Trial:
    """Judge the unit as if `text` stood in one year of one measure. UsageProblem for an unknown measure."""
    workspace.require("view", unit)
    known = workspace.measures.get(measure)
    if known is None:
        raise UsageProblem(problem("no_such_path", name=f"{measure}.{slot}.{year}"))
    path: Path = ("measures", measure, slot, str(year))
    record = workspace.record(unit)
    figure, _, asked, _ = read_figure(workspace, record, known, path, cast(Reading, reading), text)
    leaf = None if figure is None or figure == Figure() else figure.to_leaf()
    return Trial(workspace.preview(unit, {path: leaf}), figure, asked)
