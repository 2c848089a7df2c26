"""A small plan with settings, units and judgements, for tests of duties, checks, consolidation and progress."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from evaltui.assess.results import Assessment
from evaltui.plan.model import (
    Chapter,
    Commitment,
    Comparator,
    Indicator,
    IndicatorTable,
    Measure,
    Period,
    Plan,
    Project,
    Ratio,
    Target,
    Task,
)
from evaltui.store.record import Leaf, Path, Record
from evaltui.store.settings import MeasureSettings, Round, Settings, Unit

ACCIDENTS = Measure("accidents", "事故起数", "起", "count", ("应急局",))
DEATHS = Measure("deaths", "死亡人数", "人", "count", ("应急局",), parts=("road",), events="accidents")
ROAD = Measure("road", "道路死亡人数", "人", "count", ("公安局", "交通局"))
GDP = Measure("gdp", "生产总值", "亿元", "money")
DEATH_RATE = Measure("death_rate", "亿元GDP死亡率", "人/亿元", "rate", ("应急局",), ratio=Ratio("deaths", "gdp"))
COVER = Measure("cover", "覆盖率", "%", "share", ("公安局", "交通局"), combine="pooled")
OFFICERS = Measure("officers", "每村最少人数", "名", "count", combine="min", collect_from="towns")
MEASURES = (ACCIDENTS, DEATHS, ROAD, GDP, DEATH_RATE, COVER, OFFICERS)


def indicator(measure: str, rule: str, comparator: str = ">", value: int = 15, **more: Any) -> Indicator:
    """An indicator whose id is its measure's id with _row."""
    target = Target(Comparator(comparator), Decimal(value))
    fields: dict[str, Any] = {
        "id": f"{measure}_row",
        "table": "main",
        "no": 1,
        "name": measure,
        "measure": measure,
        "rule": rule,
        "target": target,
        "target_text": f"{comparator}{value}",
        "uom": "%",
        **more,
    }
    return Indicator(**fields)


INDICATORS = (
    indicator("accidents", "reduction", no=1, attribute="binding"),
    indicator("deaths", "reduction", no=2, attribute="binding"),
    indicator("death_rate", "reduction", no=3, attribute="expected"),
    indicator("road", "reduction", ">=", 20, no=4, attribute="expected"),
    indicator("cover", "end_level", ">=", 95, no=5),
    indicator("officers", "end_level", ">=", 2, no=6),
)


def plan(plan_id: str = "safety", **more: Any) -> Plan:
    """The plan: six indicators, two tasks, one commitment, one project."""
    fields: dict[str, Any] = {
        "id": plan_id,
        "version": "1",
        "title": "“十四五”安全生产规划",
        "short": "安全规划",
        "period": Period(2020, 2021, 2025),
        "report_units": ("公安局",),
        "tables": (IndicatorTable("main", "主要指标", "南通市"),),
        "measures": MEASURES,
        "indicators": INDICATORS,
        "chapters": (Chapter("c1", "一", "监管"),),
        "tasks": (Task("t1", "c1", "（一）", "道路监管", units=("公安局",)), Task("t2", "c1", "（二）", "宣传")),
        "commitments": (Commitment("k1", "培训三千人次", task="t1"),),
        "projects": (Project("p1", 1, "平台建设", units=("应急局",)),),
        **more,
    }
    return Plan(**fields)


UNITS = (
    Unit("yjglj", "海安市应急管理局", "department", "应急局"),
    Unit("gaj", "海安市公安局", "department", "公安局"),
    Unit("jtj", "海安市交通局", "department", "交通局"),
    Unit("czj", "海安市财政局", "department", "财政局"),
    Unit("lbz", "李堡镇", "town"),
    Unit("qtz", "曲塘镇", "town"),
)


def settings(
    measures: Mapping[str, MeasureSettings] | None = None, *, units: tuple[Unit, ...] = UNITS, **round_more: Any
) -> Settings:
    """A final round: actual through 2024, forecast 2025, handed in by 2025-06-16."""
    fields: dict[str, Any] = {
        "id": "final_2025",
        "title": "总结评估",
        "actual_through": 2024,
        "forecast": (2025,),
        "deadlines": {"contact": date(2025, 5, 15), "submission": date(2025, 6, 16)},
        **round_more,
    }
    return Settings(
        region="海安市",
        round=Round(**fields),
        units=units,
        plans=("safety",),
        measure_settings=MappingProxyType(dict(measures or {})),
    )


def record(owner: str, fields: Mapping[str, Leaf] | None = None) -> Record:
    """A record from dotted paths."""
    return Record(owner, MappingProxyType({path(key): leaf for key, leaf in (fields or {}).items()}))


def path(dotted: str) -> Path:
    """A path from its dotted form."""
    return tuple(dotted.split("."))


def series(measure: str, base: Any, *years: Any, forecast: Any = None) -> dict[str, Leaf]:
    """Fields of a measure: base 2020, then 2021...; None leaves a year out."""
    found = {
        f"measures.{measure}.values.{2020 + step}": leaf for step, leaf in enumerate((base, *years)) if leaf is not None
    }
    if forecast is not None:
        found[f"measures.{measure}.forecast.2025"] = forecast
    return found


def judged(measure: str, rating: str = "on_track", unit: str | None = "yjglj", **more: Any) -> Assessment:
    """A judgement on the indicator of a measure."""
    fields: dict[str, Any] = {
        "unit": unit,
        "plan": "safety",
        "table": "main",
        "indicator": f"{measure}_row",
        "measure": measure,
        "computed": rating,
        "effective": rating,
        "on_schedule": True,
        "meets_target": True,
        "early": False,
        "explanation_owed": False,
        "aggregate_actual": None,
        "aggregate_all": None,
        "required": None,
        "missing": (),
        "derivation": "",
        **more,
    }
    return Assessment(**fields)
