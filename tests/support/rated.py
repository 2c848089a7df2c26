"""One indicator described in a line, made into a plan, settings and a record, and rated by the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from evaltui.assess.engine import rate
from evaltui.assess.results import Assessment
from evaltui.plan.contract import Rule
from evaltui.plan.model import (
    Bounds,
    Comparator,
    Indicator,
    Measure,
    Period,
    Plan,
    RatingDefaults,
    RatingWord,
    Target,
)
from evaltui.store.record import Figure, Leaf, Record
from evaltui.store.settings import PlanSettings, Round, Settings, Unit

UNIT = "yjglj"
YEARS = (2021, 2022, 2023, 2024, 2025)


@dataclass(frozen=True)
class Opened:
    """A plan as the registry would hand it over."""

    plan: Plan
    own: Mapping[str, Rule] = field(default_factory=dict)

    def rules(self) -> Mapping[str, Rule]:
        return self.own


@dataclass(frozen=True)
class Case:
    """An indicator with its figures.

    base and the entries of `actual` and `forecast` are texts (numbers), None (missing), state names, or Figures. `actual`
    holds the years from the first on, `forecast` those after `through`.
    """

    rule: str
    target: str
    base: Any = None
    actual: Sequence[Any] = ()
    forecast: Sequence[Any] = ()
    nature: str = "rate"
    uom: str = "起"
    bounds: tuple[str | None, str | None] = ("0", None)
    period: tuple[int, int, int] = (2020, 2021, 2025)
    through: int = 2024
    asked: tuple[int, ...] | None = None
    reading: str = "raw"
    lag: str = "either"
    mean_early: str = "never"
    zero_base: str = "unratable"
    attribute: str = "unmarked"
    milestones: Mapping[int, str] = field(default_factory=dict)
    target_scope: str = "local"
    statement: str = ""
    fields: Mapping[tuple[str, ...], Leaf] = field(default_factory=dict)
    city: Mapping[tuple[str, ...], Leaf] = field(default_factory=dict)
    words: Mapping[str, RatingWord] = field(default_factory=dict)

    def but(self, **changes: Any) -> Case:
        return replace(self, **changes)


def target_of(text: str) -> Target | None:
    if not text:
        return None
    for sign in (">=", "<=", ">", "<"):
        if text.startswith(sign):
            return Target(Comparator(sign), Decimal(text.removeprefix(sign)))
    return Target(Comparator.GE, Decimal(text))


def figure(value: Any, reading: str = "raw") -> Figure:
    if value is None:
        return Figure()
    if isinstance(value, Figure):
        return value
    if isinstance(value, tuple):
        return Figure(value=Decimal(value[1]), reading=value[0])
    if isinstance(value, str) and value[:1].islower():
        return Figure(state=value, reason="说明")  # type: ignore[arg-type]  # a state's name, as the tests write it
    return Figure(value=Decimal(value), reading=reading)  # type: ignore[arg-type]  # likewise a reading


def measure_of(case: Case) -> Measure:
    low, high = (None if end is None else Decimal(end) for end in case.bounds)
    return Measure("m", "数据", case.uom, case.nature, bounds=Bounds(low, high))  # type: ignore[arg-type]  # a nature


def plan_of(case: Case, *, id: str = "p", indicator: str = "i") -> Plan:
    return Plan(
        id=id,
        version="1.0",
        title="规划",
        period=Period(*case.period),
        rating=RatingDefaults(words=case.words),
        measures=(measure_of(case),),
        indicators=(
            Indicator(
                id=indicator,
                table="t",
                no=1,
                name="指标",
                measure="m",
                rule=case.rule,
                target=target_of(case.target),
                target_text=case.target,
                uom="%",
                attribute=case.attribute,  # type: ignore[arg-type]  # an attribute's name
                milestones={year: Decimal(value) for year, value in case.milestones.items()},
                target_scope=case.target_scope,  # type: ignore[arg-type]  # a scope's name
                zero_base=case.zero_base,  # type: ignore[arg-type]  # a switch's value
            ),
        ),
    )


def record_of(case: Case, owner: str = UNIT) -> Record:
    base, first, _ = case.period
    fields: dict[tuple[str, ...], Leaf] = {}

    def put(kind: str, year: int, value: Any, reading: str) -> None:
        said = figure(value, reading)
        if said != Figure():
            fields["measures", "m", kind, str(year)] = said.to_leaf()

    put("values", base, case.base, "raw")
    for year, value in enumerate(case.actual, first):
        put("values", year, value, case.reading)
    for year, value in enumerate(case.forecast, max(case.through, first - 1) + 1):
        put("forecast", year, value, case.reading)
    if case.statement:
        fields["plans", "p", "statement", "i"] = case.statement
    return Record(owner, MappingProxyType({**fields, **case.fields}))


def settings_of(case: Case, units: Sequence[str] = (UNIT,)) -> Settings:
    last = case.period[2]
    asked = case.asked if case.asked is not None else tuple(range(max(case.through + 1, case.period[1]), last + 1))
    return Settings(
        region="海安市",
        round=Round("r", "轮次", case.through, asked),
        units=tuple(Unit(unit, unit, "department") for unit in units),
        plans=("p",),
        plan_settings={"p": PlanSettings(lag=case.lag, mean_early=case.mean_early)},  # type: ignore[arg-type]  # switches
    )


def assess(case: Case, *, own: Mapping[str, Rule] | None = None) -> Assessment:
    """Rate the one unit of a case."""
    [result] = rate(
        [Opened(plan_of(case), own or {})],
        settings_of(case),
        {UNIT: record_of(case)},
        Record("city", MappingProxyType(dict(case.city))),
        contributors=lambda _: (UNIT,),
        with_city=False,
    )
    return result


def assess_all(cases: Sequence[Case]) -> tuple[Assessment, ...]:
    """Rate many cases in one call: each is a plan of its own. Their rounds and switches must agree."""
    plans, fields = [], {}
    for at, case in enumerate(cases):
        plan = plan_of(case, id=f"p{at}")
        measure = replace(plan.measures[0], id=f"m{at}")
        indicator = replace(plan.indicators[0], measure=measure.id)
        plans.append(Opened(replace(plan, measures=(measure,), indicators=(indicator,))))
        for path, leaf in record_of(case).fields.items():
            own = (path[0], f"{path[1]}{at}", *path[2:]) if path[0] in ("measures", "plans") else path
            fields[own] = leaf
    settings = settings_of(cases[0])
    switches = {
        f"p{at}": PlanSettings(lag=case.lag, mean_early=case.mean_early)  # type: ignore[arg-type]  # switches' values
        for at, case in enumerate(cases)
    }
    return rate(
        plans,
        replace(settings, plan_settings=switches),
        {UNIT: Record(UNIT, MappingProxyType(fields))},
        Record("city"),
        contributors=lambda _: (UNIT,),
        with_city=False,
    )
