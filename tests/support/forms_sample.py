"""A small plan with hand-made assessments, so that forms can be tested without the loader and the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from evaltui.assess.results import Assessment, YearCell
from evaltui.exchange.forms import FormRequest
from evaltui.plan.model import Comparator, Form, Indicator, IndicatorTable, Measure, Period, Plan, Target
from evaltui.store.record import Leaf, Path, Record
from evaltui.store.settings import Cell, PlanSettings, Round, Settings, Unit

D = Decimal
AS_OF = date(2025, 6, 16)

ACCIDENTS = Measure("work_accidents", "生产安全事故起数", "起", "count", ("应急管理局",))
FISHING = Measure("fishing_deaths", "渔业船舶死亡人数", "人", "count", ("农业农村局",))
FIRE = Measure("fire_rate", "每十万人火灾死亡率", "人/十万人", "rate", ("消防救援大队",))
CREW = Measure("crew", "新增专职消防人员", "人", "count", ("消防救援大队",))
REPORTED = Measure("risk_reported", "较大以上安全风险报告率", "%", "share", ("应急管理局",))
RELIEF = Measure("relief_time", "初步救助时间", "小时", "duration", ("应急管理局",))


def indicator(no: int, measure: Measure, rule: str, target: Target, text: str, name: str) -> Indicator:
    return Indicator(
        id=f"i{no}",
        table="t",
        no=no,
        name=name,
        measure=measure.id,
        rule=rule,
        target=target,
        target_text=text,
        uom="%",
        attribute="binding" if no % 2 else "expected",
        responsible_text="市应急管理局" if no != 2 else "市公安局、市交通  运输局",
    )


PLAN = Plan(
    id="sample_plan",
    version="1.0",
    title="“十四五”样例规划",
    period=Period(2020, 2021, 2025),
    tables=(IndicatorTable("t", "样例指标"),),
    forms=(Form("sample_indicators", "indicators", "海安市“十四五”样例规划主要指标完成情况统计表", "附件3", "t"),),
    measures=(ACCIDENTS, FISHING, FIRE, CREW, REPORTED, RELIEF),
    indicators=(
        indicator(1, ACCIDENTS, "reduction", Target(Comparator.GT, D(15)), ">15", "生产安全事故起数下降 (%)"),
        indicator(
            2, FISHING, "reduction", Target(Comparator.GT, D(15)), ">15", "渔业船舶生产安全事故死   亡人数累计下降(%)"
        ),
        indicator(3, FIRE, "period_mean", Target(Comparator.LT, D("0.2")), "<0.2", "年均每十万人火灾死亡率"),
        indicator(4, CREW, "cumulative", Target(Comparator.GE, D(400)), "≥400", "新增专职消防人员"),
        indicator(5, REPORTED, "end_level", Target(Comparator.GE, D(100)), "100", "工业企业较大以上安全风险报告率(%)"),
        indicator(6, RELIEF, "every_year", Target(Comparator.LE, D(10)), "≤10h", "受灾群众基本生活得到初步救助的时间"),
    ),
    digest="ab" * 32,
)

UNIT = Unit("yjglj", "市应急管理局", "department", "应急管理局")

RECORD = Record(
    "yjglj",
    MappingProxyType(
        {
            ("measures", "work_accidents", "source"): "市应急管理局事故统计台账",
            ("measures", "work_accidents", "as_of"): AS_OF,
            ("measures", "work_accidents", "values", "2020"): 120,
            ("measures", "work_accidents", "values", "2021"): 114,
            ("measures", "work_accidents", "values", "2022"): 110,
            ("measures", "work_accidents", "values", "2023"): MappingProxyType({"value": 104, "flag": "revised"}),
            ("measures", "work_accidents", "values", "2024"): 96,
            ("measures", "work_accidents", "forecast", "2025"): MappingProxyType(
                {"value": 94, "basis": "1—5月同比下降6起"}
            ),
            ("measures", "fire_rate", "values", "2021"): D("0.150"),
            ("measures", "fire_rate", "values", "2024"): D("0.10"),
            ("measures", "elsewhere", "values", "2021"): 7,
            ("explanations", "fishing_deaths", "cause"): "=1+1\n台风影响",
            ("plans", "sample_plan", "filled_by"): "张三",
            ("plans", "sample_plan", "phone"): "0513-88888888",
            ("plans", "sample_plan", "date"): date(2025, 6, 6),
            ("plans", "sample_plan", "declared", "i5", "rating"): "ahead",
            ("plans", "sample_plan", "declared", "i5", "reason"): "监测数据表明已全部报告",
            ("plans", "sample_plan", "declared", "i5", "inputs"): "",
        }
    ),
)

SETTINGS = Settings(
    region="海安市",
    round=Round("final_2025", "总结评估", 2024, (2025,)),
    units=(UNIT,),
    plans=("sample_plan",),
)


def years(values: Sequence[object], *, base: Decimal | None = None) -> tuple[YearCell, ...]:
    """2021.. as cells: a number, a state, or None; with a base the falls are worked out."""
    cells = []
    for year, value in enumerate(values, 2021):
        forecast = year == 2025
        if isinstance(value, str) and value.isidentifier():
            cells.append(YearCell(year, state=value, forecast=forecast))
        elif value is None:
            cells.append(YearCell(year, forecast=forecast))
        else:
            raw = D(str(value))
            fall = None if base in (None, D(0)) else (D(1) - raw / D(base or 1)) * 100
            cells.append(YearCell(year, raw=raw, fall=fall, typed="raw", forecast=forecast))
    return tuple(cells)


def assessment(
    no: int, rating: str, cells: tuple[YearCell, ...], to_date: object, full: object, **more: object
) -> Assessment:
    item = next(each for each in PLAN.indicators if each.no == no)
    made = Assessment(
        unit=UNIT.id,
        plan=PLAN.id,
        table="t",
        indicator=item.id,
        measure=item.measure,
        computed=rating,
        effective=rating,
        on_schedule=None,
        meets_target=None,
        early=None,
        explanation_owed=rating == "behind",
        aggregate_actual=None if to_date is None else D(str(to_date)),
        aggregate_all=None if full is None else D(str(full)),
        required=None,
        missing=(),
        derivation="2020年基数120起；2024年实际96起，较2020年下降20.0%。",
        years=cells,
    )
    return replace(made, **more)  # type: ignore[arg-type]  # tests name any field


BASE_120 = YearCell(2020, raw=D(120))

ASSESSMENTS = (
    assessment(1, "ahead", years((114, 110, 104, 96, 94), base=D(120)), "20", "21.666666666667", base=BASE_120),
    assessment(
        2, "unratable", years((0, 0, 1, 0, 0)), None, None,
        base=YearCell(2020, raw=D(0)), derivation="2020年基数0人；基数为0，不计算百分比，暂无法评价。", pending_cause="explained",
    ),
    assessment(3, "on_track", years(("0.150", "not_applicable", "0.31", "0.10", "0.15")), "0.186666666667", "0.1775"),
    assessment(4, "pending", years((60, 75, None, None, 80)), None, None, missing=("2023年实际值", "2024年实际值"),
               derivation="缺少2023年实际值、2024年实际值，评价为待定。", pending_cause="fill"),
    assessment(
        5, "on_track", years(("85.5", 90, 95, 98, 100)), "98", "100",
        effective="ahead", declared="ahead", declared_reason="监测数据表明已全部报告",
    ),
    assessment(6, "on_track", years(("9", "not_occurred", "9.5", "10", "10")), "10", "10"),
)  # fmt: skip  # one indicator, one entry


@dataclass(frozen=True)
class Opened:
    plan: Plan = PLAN


def request(**changes: object) -> FormRequest:
    """The sample form of the sample unit, review edition unless said otherwise."""
    made = FormRequest(
        plan=Opened(),
        form=PLAN.forms[0],
        unit=UNIT,
        edition="review",
        settings=SETTINGS,
        records={UNIT.id: RECORD},
        assessments=ASSESSMENTS,
        as_of=AS_OF,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # tests name any field


def city_request(**changes: object) -> FormRequest:
    """The same as the city's form."""
    return request(unit=None, assessments=tuple(replace(item, unit=None) for item in ASSESSMENTS), **changes)


def shown(cell: Cell) -> Settings:
    """Settings under which a reduction's year cells show `cell`."""
    return replace(SETTINGS, plan_settings={PLAN.id: PlanSettings(cell=cell)})


def with_fields(fields: Mapping[Path, Leaf]) -> FormRequest:
    """The sample form over a record of exactly these fields."""
    return request(records={UNIT.id: Record(UNIT.id, MappingProxyType(dict(fields)))})
