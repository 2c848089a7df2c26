"""Everything that can be said about one plan folder without rating anything."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from evaltui.errors import PlanRefused, Problem, Severity, problem
from evaltui.plan.cases import load_cases
from evaltui.plan.clash import clashes
from evaltui.plan.findings import near, printable
from evaltui.plan.isolate import code_refused
from evaltui.plan.load import CASES_FILE, PLAN_FILE, has_code, load_plan
from evaltui.plan.model import FORM_KINDS, Plan
from evaltui.plan.opened import LoadedPlan


def check_folder(
    folder: Path,
    known_unit: Callable[[str], bool] | None = None,
    opened: Callable[[Plan], LoadedPlan] | None = None,
    others: Iterable[Plan] = (),
) -> tuple[Problem, ...]:
    """Problems of a plan's folder: plan.toml, cases.toml, the right to import plugin.py, and hints.

    `known_unit` tells whether a printed unit name is known to the workspace. `opened` opens the plan, so that its code
    is imported and asked for rules, checks and formats; without it the code is only looked at. `others` are plans it
    must agree with about shared measures.
    """
    plan, problems = load_plan(folder)
    if plan is None:
        return problems
    _, case_problems = load_cases(folder, plan)
    found = [*problems, *case_problems]
    if opened is not None:
        loaded = opened(plan)
        found.extend(_code_problems(loaded))
        plan = loaded.plan
    elif has_code(folder) and (unsafe := code_refused(folder)):
        found.append(unsafe)
    found.extend(clashes(plan, (other for other in others if other.id != plan.id)))
    found.extend(_hints(folder, plan, known_unit))
    order = list(Severity)
    return tuple(sorted(found, key=lambda item: order.index(item.severity)))


def _code_problems(loaded: LoadedPlan) -> Iterator[Problem]:
    try:
        loaded.rules()
        loaded.checks()
        kinds = [item.kind for item in loaded.formats()]
    except PlanRefused as error:
        yield from error.problems
        return
    if loaded.code_problem:
        yield loaded.code_problem
    for index, form in enumerate(loaded.plan.forms):
        if form.kind not in kinds:
            yield problem(
                "plan_form_kind_later" if form.kind in FORM_KINDS else "plan_form_kind_unknown",
                f"{printable(loaded.plan.folder)}{os.sep}{PLAN_FILE} forms[{index + 1}].kind",
                path=("forms", str(index), "kind"),
                found=form.kind,
                near=near(form.kind, kinds),
                allowed="、".join(kinds),
            )


def _hints(folder: Path, plan: Plan, known_unit: Callable[[str], bool] | None) -> Iterator[Problem]:
    place = printable(str(folder / PLAN_FILE))
    name = folder.resolve().name
    if name != plan.id:
        yield problem("plan_folder_name", place, folder=printable(name), id=plan.id)
    for indicator in plan.indicators:
        measure = plan.measure_by_id[indicator.measure]
        # A ratio is answered for through its parts.
        parts = (measure.ratio.num, measure.ratio.den) if measure.ratio else ()
        if not measure.units and not any(plan.measure_by_id[part].units for part in parts):
            yield problem("plan_nobody_answers", place, name=indicator.name, measure=measure.id)
    for unused in _unused_measures(plan):
        yield problem("plan_measure_unused", place, found=unused)
    printed = {form.table for form in plan.forms if form.kind == "indicators"}
    for table in plan.tables:
        if not plan.rows(table.id):
            yield problem("plan_table_empty", place, found=table.title)
        elif table.id not in printed:
            yield problem("plan_table_no_form", place, found=table.title)
    if known_unit is not None:
        for unit in _units(plan):
            if not known_unit(unit):
                yield problem("plan_unit_unknown", place, found=unit)
    if not (folder / CASES_FILE).exists():
        yield problem("plan_no_cases", str(folder))


def _unused_measures(plan: Plan) -> list[str]:
    used = {indicator.measure for indicator in plan.indicators}
    for measure in plan.measures:
        used.update(measure.parts, (measure.events,))
        if measure.ratio:
            used.update((measure.ratio.num, measure.ratio.den))
    return [measure.id for measure in plan.measures if measure.id not in used]


def _units(plan: Plan) -> tuple[str, ...]:
    """Every unit name the plan prints as responsible, once, in order."""
    answering = itertools.chain(
        (item.units for item in plan.measures),
        (item.units for item in plan.tasks),
        (item.units for item in plan.commitments),
        (item.units for item in plan.projects),
    )
    return tuple(dict.fromkeys(itertools.chain(plan.report_units, *answering)))
