"""Running a plan's worked examples: figures in, rating out, by the same engine that rates a workspace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType

from evaltui.assess.results import Assessment
from evaltui.errors import Problem, problem
from evaltui.plan.cases import Case, load_cases
from evaltui.plan.model import Indicator, Plan, Target
from evaltui.plan.registry import LoadedPlan
from evaltui.store.record import Changes, Figure, Leaf, Record, forecast_path, value_path
from evaltui.store.settings import PlanSettings, Round, Settings, Unit
from evaltui.text import plain, round_half_up

UNIT = "case"
_REASON = "算例"


class _CasePlan:
    """A loaded plan whose one indicator is as the case wants it."""

    def __init__(self, loaded: LoadedPlan, plan: Plan) -> None:
        self._loaded = loaded
        self.plan = plan

    def __getattr__(self, name: str) -> object:
        return getattr(self._loaded, name)


def case_problems(loaded: LoadedPlan) -> tuple[Problem, ...]:
    """What differs from what the plan's cases.toml expects, one problem per difference."""
    folder = Path(loaded.plan.folder)
    cases, _ = load_cases(folder, loaded.plan)
    return tuple(
        problem("case_failed", f"{folder / 'cases.toml'}:{case.line}", title=case.title, what=what, expected=e, found=f)
        for case in cases
        for what, e, f in differences(case, run_case(case, loaded))
    )


def run_case(case: Case, loaded: LoadedPlan) -> Assessment:
    """Rate one case as a unit of its own in a round of its own."""
    from evaltui.assess.engine import rate

    indicator = loaded.plan.indicator_by_id[case.indicator]
    if case.zero_base:
        indicator = replace(indicator, zero_base=case.zero_base)
    plan = replace(loaded.plan, indicators=(indicator,))
    record = Record(UNIT).edited(_changes(case, plan, indicator))
    results = rate(
        (_CasePlan(loaded, plan),),  # type: ignore[arg-type]  # everything but .plan is passed on to the loaded plan
        _settings(case, plan),
        {UNIT: record},
        Record("city").edited(_city(case, plan, indicator)),
        contributors=lambda _measure: (UNIT,),
        units=(UNIT,),
        with_city=False,
    )
    return results[0]


def _settings(case: Case, plan: Plan) -> Settings:
    through = case.actual_through
    return Settings(
        region=_REASON,
        round=Round(
            id="case",
            title=_REASON,
            actual_through=through,
            forecast=tuple(y for y in plan.period.years if y > through) if not case.statement else (),
        ),
        units=(Unit(UNIT, _REASON, "department"),),
        plans=(plan.id,),
        plan_settings=MappingProxyType(
            {plan.id: PlanSettings(lag=case.switches.lag, mean_early=case.switches.mean_early)}
        ),
    )


def _leaf(value: Decimal | str, reading: str) -> Leaf:
    if isinstance(value, str):
        return Figure(state=value, reason=_REASON).to_leaf()  # type: ignore[arg-type]  # the loader checked the word
    return Figure(value=value, reading=reading).to_leaf()  # type: ignore[arg-type]  # the loader checked the word


def _changes(case: Case, plan: Plan, indicator: Indicator) -> Changes:
    changes: dict[tuple[str, ...], Leaf | None] = {}
    measure = indicator.measure
    if case.base is not None:
        changes[value_path(measure, plan.period.base)] = _leaf(case.base, "raw")
    for years, path in ((case.actual, value_path), (case.forecast, forecast_path)):
        for year, value in years.items():
            changes[path(measure, year)] = _leaf(value, case.reading_of(year))
    for name, figures in case.figures.items():
        for year, value in figures.items():
            path = value_path if year <= case.actual_through else forecast_path
            changes[path(name, year)] = _leaf(value, "raw")
    if case.statement:
        changes[("plans", plan.id, "statement", indicator.id)] = case.statement
    return changes


def _target(target: Target) -> str:
    return f"{target.comparator}{plain(target.value)}"


def _city(case: Case, plan: Plan, indicator: Indicator) -> Changes:
    changes: dict[tuple[str, ...], Leaf | None] = {}
    at = ("targets", plan.id, indicator.id)
    for key, target in (("local_share", case.local_share), ("adjusted", case.target)):
        if target is not None:
            changes[(*at, key)] = _target(target)
            changes[(*at, "document")] = _REASON
            changes[(*at, "date")] = date(plan.period.last, 1, 1)
    return changes


def differences(case: Case, found: Assessment) -> Iterator[tuple[str, str, str]]:
    """(what, expected, found) of everything in which the assessment is not what the case says."""
    expected = case.expected
    pairs: Mapping[str, tuple[object, object]] = {
        "综合进度评价": (expected.rating, found.computed),
        "须说明": (expected.owed, found.explanation_owed),
        "达到序时进度": (expected.on_schedule, _three(found.on_schedule)),
        "达到目标": (expected.meets, _three(found.meets_target)),
        "提前": (expected.early, _three(found.early)),
    }
    for what, (wanted, got) in pairs.items():
        if wanted is not None and wanted != got:
            yield what, str(wanted), str(got)
    yield from _required(case, found)
    for what, figure, aggregate in (
        ("前几年", expected.to_date, found.aggregate_actual),
        ("全期", expected.final, found.aggregate_all),
    ):
        if figure is None:
            continue
        exponent = figure.as_tuple().exponent
        digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        if aggregate is None or round_half_up(aggregate, digits) != figure:
            yield what, plain(figure), "空" if aggregate is None else plain(aggregate)
    for piece in expected.contains:
        if piece not in found.derivation:
            yield "评价依据", f"含“{piece}”", f"“{found.derivation}”"
    for piece in expected.missing:
        if not any(piece in item for item in found.missing):
            yield "缺少的数据", f"含“{piece}”", "、".join(found.missing) or "无"


def _three(value: bool | None) -> bool | str:
    return "unknown" if value is None else value


def _required(case: Case, found: Assessment) -> Iterator[tuple[str, str, str]]:
    expected = case.expected
    required = found.required
    wanted = expected.required
    if isinstance(wanted, str):
        if (required.state if required else "none") != wanted:
            yield "达标所需值", wanted, _shown(found)
    elif wanted is not None:
        op, value = wanted
        if required is None or (required.op, required.value) != (op, value):
            yield "达标所需值", f"{op}{plain(value)}", _shown(found)
    if expected.required_integer is not None and (required is None or required.integer != expected.required_integer):
        yield "达标所需整数", str(expected.required_integer), str(required.integer if required else None)


def _shown(found: Assessment) -> str:
    required = found.required
    if required is None:
        return "none"
    if required.value is None:
        return required.state
    return f"{required.op}{plain(required.value)}（{required.state}）"
