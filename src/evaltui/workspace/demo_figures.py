"""The figures of the example: invented series of a fictional city, chosen so that every rating and state occurs.

None of them is any real city's. The course of each series is what a department would send: some fall, some stall.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from evaltui.store.record import Changes, Leaf

YEARS: Final = (2020, 2021, 2022, 2023, 2024)
FORECAST: Final = 2025
NONE: Final = "-"
"""A year without any entry."""

_LEDGER: Final = "市应急管理局事故统计台账"
_POLICE: Final = "公安交警事故数据库"
_FIRE: Final = "消防接处警系统"
_DISASTER: Final = "自然灾害情况统计调查报表"

SOURCES: Final[Mapping[str, str]] = {
    "work_accidents": _LEDGER,
    "work_deaths": _LEDGER,
    "industry_deaths": _LEDGER,
    "road_transport_deaths": _POLICE,
    "road_vehicle_death_rate": _POLICE,
    "construction_deaths": "建筑施工安全监督台账",
    "fishing_deaths": "渔业船舶水上安全事故统计",
    "disaster_loss": _DISASTER,
    "disaster_deaths": _DISASTER,
    "disaster_affected": _DISASTER,
    "fire_deaths": _FIRE,
    "fire_station_coverage": _FIRE,
    "school_safety_rate": "教育系统年报",
    "shelter_area": "应急避难场所普查",
}

_OUT: Final[Leaf] = {"state": "not_occurred"}
_NO_SYSTEM: Final[Leaf] = {"state": "no_system"}


def _yoy(fall: str, **more: str) -> Leaf:
    return {"value": Decimal(fall), "reading": "yoy", **more}


def _vs_base(fall: str) -> Leaf:
    return {"value": Decimal(fall), "reading": "vs_base"}


def _because(state: str, reason: str) -> Leaf:
    return {"state": state, "reason": reason}


Series = tuple[Leaf, ...]
"""2020, 2021, 2022, 2023, 2024 and the forecast of 2025."""

FIGURES: Final[Mapping[str, Mapping[str, Series]]] = {
    "yjglj": {
        "work_accidents": (120, 114, 110, 104, 96, {"value": 94, "basis": "1—5月同比下降2.5%"}),
        "work_deaths": (40, 38, 36, 34, 33, {"value": 34, "basis": "1—5月同比增加1人"}),
        "industry_deaths": (12, 12, 11, 11, 10, 9),
        "risk_report_rate": (80, 85, 90, 95, 98, 100),
        "liability_insurance_rate": (_NO_SYSTEM, 92, 100, 100, 100, 100),
        "hazchem_monitoring_rate": (82, 86, 90, 93, 95, 96),
        "village_officers": (1, 1, 1, 2, 2, 2),
        "disaster_loss": (
            NONE, 3200, 850, {"value": 4100, "flag": "revised"}, {"value": 1600, "flag": "preliminary"}, 2000,
        ),
        "disaster_deaths": (NONE, 1, _OUT, _OUT, _OUT, _OUT),
        "disaster_affected": (NONE, 9800, 2100, 6400, 3300, 3000),
        "qualified_officers": (42, 45, 48, 52, 55, 57),
        "officers": (66, 66, 67, 68, 68, 68),
        "plan_revision_rate": (60, 70, 80, NONE, 96, 100),
        "relief_time": (NONE, 9, _OUT, Decimal("9.5"), 8, 9),
        "training_coverage": (85, 88, 92, 95, "约97%", 100),
        "warning_coverage": (88, 90, 91, 92, 93, 95),
        "response_time": (NONE, Decimal("0.5"), Decimal("0.5"), Decimal("0.4"), Decimal("0.45"), Decimal("0.4")),
    },
    "gaj": {
        "road_transport_deaths": (10, 10, 10, 9, 9, {"value": 8, "basis": "重点路段隔离设施年内完工"}),
        "road_vehicle_death_rate": (
            Decimal("2.10"), _yoy("1.9"), _yoy("2.0"), _yoy("2.0"), _yoy("2.5"), _yoy("2.1", basis="1—5月同比下降2.3%"),
        ),
    },
    "jtysj": {
        "road_transport_deaths": (10, 10, 10, 9, {"value": 8, "note": "不含非营运车辆事故1人"}, 8),
        "hazchem_monitoring_rate": (82, 86, 90, 92, 95, 96),
    },
    "zjj": {
        "construction_deaths": (6, 6, 5, 5, 5, 5),
        "shelter_area": (
            _because("not_available", "2020年未开展普查"),
            Decimal("1.6"), Decimal("1.9"), Decimal("2.1"), Decimal("2.3"), Decimal("2.5"),
        ),
    },
    "jgj": {"construction_deaths": (6, 6, 5, 5, 5, 5)},
    "nyncj": {
        "fishing_deaths": (0, 0, 0, 1, 0, 0),
        "disaster_deaths": (NONE, 1, _OUT, _OUT, _OUT, _OUT),
        "disaster_affected": (NONE, 9800, 2100, 6400, 3300, NONE),
        "qualified_officers": (30, 31, 32, 33, 34, 35),
        "officers": (44, 44, 45, 45, 45, 45),
    },
    "jtj": {"school_safety_rate": (98, 99, 100, 100, 100, 100)},
    "xfjydd": {
        "fire_deaths": (NONE, 1, 1, 2, 1, 1),
        "new_firefighters": (NONE, 6, 8, 9, 10, 8),
        "fire_station_coverage": (70, 75, 80, 85, 88, {"value": 95, "basis": "两座新站年底前投入执勤"}),
        "rescue_force_coverage": (60, 70, 80, 90, 95, 100),
    },
    "qxj": {
        "weather_warning_coverage": (90, 92, 93, 94, {"state": "by_superior"}, 96),
        "warning_coverage": (88, 90, 91, 92, 93, 95),
    },
}  # fmt: skip  # one series, one line

REFERENCES: Final[Mapping[str, tuple[str, str, Series]]] = {
    "gdp": ("v2025", "市统计局年度公报", (1150, 1290, 1370, 1440, 1520, 1600)),
    "population": (
        "v2025", "市统计局年度公报",
        (Decimal("87.4"), Decimal("86.9"), Decimal("86.3"), Decimal("85.8"), Decimal("85.4"), Decimal("85.0")),
    ),
    "employees": (
        "v2025", "市统计局劳动工资统计",
        (Decimal("38.0"), Decimal("38.4"), Decimal("38.9"), Decimal("39.2"), Decimal("39.5"), Decimal("39.8")),
    ),
}  # fmt: skip  # one series, one line
"""measure -> (vintage, source, figures); 2020—2023 最终核实数, 2024 初步核算数, 2025 the office's own forecast."""

REPORTED: Final[Mapping[tuple[str, str], Mapping[int, int]]] = {
    ("yjglj", "work_accidents"): {2021: 114, 2022: 110},
    ("yjglj", "industry_deaths"): {2021: 12, 2022: 12},
}
"""What the units reported in the mid-term evaluation of 2023; one figure has changed since."""

YTD: Final[Mapping[tuple[str, str], tuple[int, date]]] = {
    ("yjglj", "work_accidents"): (37, date(2025, 5, 31)),
    ("gaj", "road_transport_deaths"): (3, date(2025, 5, 31)),
}

EXPLANATIONS: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("gaj", "road_transport_deaths"): {
        "cause": (
            "2021—2022年货运量增长较快，国省道沿线村庄路口多，穿村路段机非混行，"
            "死亡人数两年未降；2024年降至9人，较2020年下降10.0%，低于序时进度。"
        ),
        "final_progress": "预计2025年控制在8人以内，较2020年下降20.0%，可以达到规划目标。",
        "measures_taken": (
            "一是6处穿村路段加装中央隔离和信号灯；二是“两客一危一重”车辆动态监控违章闭环处置；"
            "三是对3家事故多发运输企业挂牌督办。"
        ),
    },
    ("yjglj", "work_deaths"): {
        "cause": "2025年1—5月道路运输和小微企业有限空间各发生1起死亡事故，同比增加1人。",
        "final_progress": "预计2025年34人，较2020年下降15.0%，未超过15%，差1人未达到规划目标。",
        "measures_taken": "开展有限空间和道路运输专项整治，约谈2个镇和4家企业，事故企业停产整顿。",
    },
    ("xfjydd", "fire_station_coverage"): {
        "cause": "两座新建消防站用地手续办理较慢，2024年才开工。",
        "final_progress": "预计2025年底覆盖率95%，距目标还差5个百分点。",
    },
}

DECLARED: Final = (
    ("safety_plan", "work_deaths_drop", "behind", "1—5月同比增加1人，按滞后预期自评，分析说明已附。"),
    ("safety_plan", "risk_report_rate", "on_track", "2024年98%，剩余12家小微企业年内报告。"),
    ("emergency_plan", "plan_revision_rate", "on_track", ""),
)
"""Plan, indicator, rating, reason: one declaration that holds, one overtaken by later changes, one without a reason."""


def unit_figures(unit: str) -> Changes:
    """Every figure that a unit fills in, with sources, year-to-date figures and what it reported before."""
    fields: dict[tuple[str, ...], Leaf | None] = {}
    for measure, leaves in FIGURES.get(unit, {}).items():
        where = ("measures", measure)
        if measure in SOURCES:
            fields[(*where, "source")] = SOURCES[measure]
            fields[(*where, "as_of")] = date(2025, 6, 6)
        for year, leaf in zip((*YEARS, FORECAST), leaves, strict=True):
            if leaf != NONE:
                fields[(*where, "forecast" if year == FORECAST else "values", str(year))] = leaf
    for (owner, measure), (value, through) in YTD.items():
        if owner == unit:
            fields["measures", measure, "ytd", str(FORECAST)] = {"value": value, "through": through}
    for (owner, measure), years in REPORTED.items():
        if owner == unit:
            for year, number in years.items():
                fields["measures", measure, "as_reported", "midterm_2023", str(year)] = number
    for (owner, measure), texts in EXPLANATIONS.items():
        if owner == unit:
            for key, text in texts.items():
                fields["explanations", measure, key] = text
    return fields


def reference_figures() -> Changes:
    """The office's reference figures."""
    fields: dict[tuple[str, ...], Leaf | None] = {}
    for measure, (vintage, source, leaves) in REFERENCES.items():
        where = ("reference", measure, vintage)
        fields[(*where, "source")] = source
        fields[(*where, "scope")] = "2020—2023年最终核实数，2024年初步核算数，2025年为预测数"
        for year, leaf in zip((*YEARS, FORECAST), leaves, strict=True):
            flagged = measure == "gdp" and year == YEARS[-1]
            number = {"value": leaf, "flag": "preliminary"} if flagged and not isinstance(leaf, tuple) else leaf
            fields[(*where, str(year))] = number  # type: ignore[assignment]  # a year field of scalars is a leaf
    return fields
