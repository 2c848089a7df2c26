"""校核: everything wrong or doubtful in one unit's data, and across the units of the city, as a list of problems.

Each rule has a stable code in the catalogue. A 需说明 problem that the unit has answered (plans.PLAN.remarks) stays
listed as a 提示, so that the reviewer sees question and answer together.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from evaltui.assess import (
    checks_cross,
    checks_declared,
    checks_figures,
    checks_forms,
    checks_projects,
    checks_prose,
    checks_ratings,
    checks_texts,
    checks_warnings,
)
from evaltui.assess.consolidation import CityFigure, Contributors, Difference, Slot, consolidate, shown_answer
from evaltui.assess.duties import Duties
from evaltui.assess.results import Assessment
from evaltui.assess.unit_facts import Rule, UnitFacts
from evaltui.errors import Problem, Severity, problem
from evaltui.plan.model import Plan
from evaltui.store.record import Path, Record, forecast_path, value_path
from evaltui.store.settings import Settings
from evaltui.text import plain

RULES: Final[tuple[Rule, ...]] = (
    *checks_figures.RULES,
    *checks_cross.RULES,
    *checks_ratings.RULES,
    *checks_warnings.RULES,
    *checks_declared.RULES,
    *checks_forms.RULES,
    *checks_projects.RULES,
    *checks_texts.RULES,
    *checks_prose.RULES,
)
"""Every rule of the core, in the order in which its problems are listed within one severity."""

_WEIGHT: Final = {Severity.MUST_FIX: 0, Severity.MUST_EXPLAIN: 1, Severity.HINT: 2}


def check_unit(
    unit: str,
    plans: Sequence[Plan],
    settings: Settings,
    record: Record,
    city: Record,
    assessments: Sequence[Assessment],
    duties: Duties,
    *,
    differences: Sequence[Difference] = (),
) -> tuple[Problem, ...]:
    """All problems of one unit, the gravest first, each with the path of the field to jump to.

    `assessments` may hold other units' too; only this unit's count. `differences`: those of its joint rows.
    """
    facts = UnitFacts(
        unit=unit,
        plans=tuple(plans),
        settings=settings,
        record=record,
        duties=duties,
        city=city,
        assessments=tuple(item for item in assessments if item.unit == unit),
        differences=tuple(differences),
    )
    found = [answered(item, facts) for rule in RULES for item in rule(facts)]
    return tuple(sorted(dict.fromkeys(found), key=lambda item: _WEIGHT[item.severity]))


def remark_id(code: str, path: Path) -> str:
    """The key under plans.PLAN.remarks for the answer to one problem: [a-z0-9_], at most 64 characters."""
    text = re.sub(r"[^a-z0-9]+", "_", "_".join((code, *path)).lower())
    if len(text) <= 64:
        return text
    return f"{text[:51]}_{hashlib.sha256(text.encode()).hexdigest()[:12]}"


def answered(item: Problem, facts: UnitFacts) -> Problem:
    """A 需说明 problem as a 提示 with the unit's answer, where it gave one."""
    if item.severity is not Severity.MUST_EXPLAIN:
        return item
    key = remark_id(item.code, item.path)
    remark = next((text for plan in facts.plans if (text := facts.record.text("plans", plan.id, "remarks", key))), "")
    if not remark.strip():
        return item
    return replace(item, severity=Severity.HINT, hint=f"单位说明：{remark.strip()}")


def check_city(
    plans: Sequence[Plan],
    settings: Settings,
    records: Mapping[str, Record],
    city: Record,
    contributors: Contributors,
) -> tuple[Problem, ...]:
    """What only the office can see: open differences, gaps in combined figures, parts above wholes across units."""
    figures = consolidate(plans, settings, records, city, contributors)
    measures = {measure.id: measure for plan in reversed(plans) for measure in plan.measures}
    found: list[Problem] = []
    for (measure_id, (kind, year)), item in figures.items():
        place = f"{measures[measure_id].name}·{year}年"
        path = value_path(measure_id, year) if kind == "values" else forecast_path(measure_id, year)
        if item.difference is not None and item.difference.open:
            said = _said(item.difference, settings)
            found.append(problem("city_difference", place, path=path, year=year, figures=said))
        if item.gaps and item.combine not in ("lead", "agree") and item.origin != "decided":
            units = "、".join(settings.unit_by_id[unit].label for unit in item.gaps)
            found.append(problem("city_gap", place, path=path, year=year, units=units))
    parts: dict[str, tuple[str, ...]] = {}
    for plan in plans:
        for measure in plan.measures:
            parts[measure.id] = tuple(dict.fromkeys((*parts.get(measure.id, ()), *measure.parts)))
    found += _parts(figures, lambda measure_id: measures[measure_id].name, parts)
    return tuple(found)


def _parts(
    figures: Mapping[tuple[str, Slot], CityFigure],
    name: Callable[[str], str],
    parts: Mapping[str, tuple[str, ...]],
) -> Iterator[Problem]:
    for item in figures.values():
        for part_id in parts.get(item.measure, ()):
            part = figures.get((part_id, item.slot))
            if part is None or item.figure.value is None or part.figure.value is None:
                continue
            if item.figure.reading == part.figure.reading == "raw" and part.figure.value > item.figure.value:
                year = item.slot[1]
                yield problem(
                    "part_above_whole",
                    f"{name(part_id)}·{year}年",
                    path=value_path(part_id, year) if item.slot[0] == "values" else forecast_path(part_id, year),
                    year=year,
                    part_name=name(part_id),
                    part=plain(part.figure.value),
                    whole_name=name(item.measure),
                    whole=plain(item.figure.value),
                )


def _said(difference: Difference, settings: Settings) -> str:
    return "，".join(
        f"{settings.unit_by_id[source.unit].label}{shown_answer(source.figure)}" for source in difference.figures
    )
