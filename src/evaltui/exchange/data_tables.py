"""Everything as long tables: all figures, and all assessments. Stable English keys, one fact a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, cast

from evaltui.assess.results import Assessment
from evaltui.exchange.request import FormRequest
from evaltui.exchange.tables import Cell, CellValue, Column, Table
from evaltui.plan.model import Form, Measure, Plan
from evaltui.store.record import Figure, Record

DATA_FORMS = (
    Form(id="data", kind="data", title="全部数据", scope="round"),
    Form(id="figures", kind="data", table="figures", title="全部填报数", scope="round"),
    Form(id="assessments", kind="data", table="assessments", title="全部评价", scope="round"),
)
"""The forms of the core itself: both tables, or one of them (for files that hold one table)."""

_FIGURES: Mapping[str, tuple[str, str]] = {
    "unit": ("单位代码", "text"), "unit_name": ("单位", "text"), "measure": ("基础数据代码", "text"),
    "measure_name": ("基础数据", "text"), "uom": ("计量单位", "text"), "nature": ("数据类别", "text"),
    "year": ("年份", "integer"), "slot": ("栏目", "text"), "value": ("数值", "number"),
    "reading": ("填报方式", "text"), "state": ("状态", "text"), "reason": ("原因", "text"), "flag": ("数据性质", "text"),
    "scope": ("统计口径", "text"), "num": ("分子", "number"), "den": ("分母", "number"), "basis": ("预测依据", "text"),
    "through": ("截至日期", "date"), "note": ("备注", "text"), "raw": ("待确认内容", "text"),
    "source": ("数据来源", "text"), "as_of": ("数据截止日期", "date"),
}  # fmt: skip  # columns of one table: key, title, kind

_ASSESSMENTS: Mapping[str, tuple[str, str]] = {
    "unit": ("单位代码", "text"), "unit_name": ("单位", "text"), "plan": ("规划", "text"), "table": ("表", "text"),
    "no": ("序号", "integer"), "indicator": ("指标代码", "text"), "name": ("指标", "text"), "measure": ("基础数据代码", "text"),
    "attribute": ("属性", "text"), "target": ("规划目标", "text"), "rating": ("系统建议", "text"),
    "effective": ("综合进度评价", "text"), "origin": ("评价来源", "text"), "on_schedule": ("达到序时进度", "text"),
    "meets_target": ("预计达标", "text"), "early": ("提前实现", "text"), "explanation_owed": ("须附分析说明", "text"),
    "aggregate_actual": ("前段年均/累计", "number"), "aggregate_all": ("全期年均/累计", "number"),
    "required_op": ("达标所需值方向", "text"), "required_value": ("达标所需值", "number"),
    "required_integer": ("达标所需整数", "integer"), "required_state": ("达标所需状态", "text"),
    "declared": ("单位自评", "text"), "declared_stale": ("自评待确认", "text"), "declared_reason": ("自评理由", "text"),
    "decided": ("认定", "text"), "decided_reason": ("认定理由", "text"), "missing": ("缺项", "text"),
    "pending_cause": ("待定原因", "text"), "warnings": ("提示", "text"), "derivation": ("评价依据", "text"),
    "inputs": ("输入校验", "text"),
}  # fmt: skip  # columns of one table: key, title, kind

SLOTS = ("values", "forecast", "ytd")


def data_tables(request: FormRequest) -> tuple[Table, ...]:
    """Both long tables, or the one the form's `table` names; of one unit, or of all units and the city."""
    wanted = request.form.table
    tables = []
    if wanted in ("", "figures"):
        tables.append(_table("figures", "填报数", _FIGURES, _figure_rows(request)))
    if wanted in ("", "assessments"):
        tables.append(_table("assessments", "评价", _ASSESSMENTS, _assessment_rows(request)))
    return tuple(tables)


def _table(
    name: str, title: str, columns: Mapping[str, tuple[str, str]], rows: Iterator[Mapping[str, CellValue]]
) -> Table:
    keys = tuple(columns)
    return Table(
        id=name,
        title=title,
        columns=tuple(Column(key, label, _kind(kind), align="left") for key, (label, kind) in columns.items()),
        rows=tuple(tuple(Cell(row.get(key)) for key in keys) for row in rows),
        meta={"role": "data", "sheet": title},
    )


def _kind(kind: str) -> Literal["text", "number", "integer", "date"]:
    return cast(Literal["text", "number", "integer", "date"], kind)


def _measures(plans: Sequence[Plan]) -> Mapping[str, Measure]:
    return {key: item for plan in reversed(plans) for key, item in plan.measure_by_id.items()}


def _figure_rows(request: FormRequest) -> Iterator[Mapping[str, CellValue]]:
    measures = _measures(request.open_plans)
    records = [request.record] if request.unit is not None else list(request.records.values())
    for record in records:
        for path, leaf in record.fields.items():
            match path:
                case ("measures", measure, "values" | "forecast" | "ytd" as slot, year) if year.isdecimal():
                    row = dict(_figure(record, measure, Figure.from_leaf(leaf)))
                    row |= _named(request, record.owner, measures.get(measure), measure)
                    yield row | {"year": int(year), "slot": slot}


def _figure(record: Record, measure: str, figure: Figure) -> Iterator[tuple[str, CellValue]]:
    for key in ("value", "state", "reason", "flag", "scope", "num", "den", "basis", "through", "note", "raw"):
        value = getattr(figure, key)
        yield key, None if value == "" else value
    yield "reading", figure.reading if figure.value is not None else None
    source, as_of = record.get("measures", measure, "source"), record.get("measures", measure, "as_of")
    yield "source", source if isinstance(source, str) else None
    yield "as_of", as_of if isinstance(as_of, date) else None


def _named(request: FormRequest, unit: str, measure: Measure | None, measure_id: str) -> Mapping[str, CellValue]:
    known = request.settings.unit_by_id.get(unit)
    return {
        "unit": unit,
        "unit_name": known.name if known else None,
        "measure": measure_id,
        "measure_name": measure.name if measure else None,
        "uom": measure.uom if measure else None,
        "nature": measure.nature if measure else None,
    }


def _assessment_rows(request: FormRequest) -> Iterator[Mapping[str, CellValue]]:
    plans = {plan.id: plan for plan in request.open_plans}
    for item in request.assessments:
        if item.plan in plans and (request.unit is None or item.unit == request.unit.id):
            yield _assessment(request, plans[item.plan], item)


def _assessment(request: FormRequest, plan: Plan, item: Assessment) -> Mapping[str, CellValue]:
    indicator = plan.indicator_by_id[item.indicator]
    unit = request.settings.unit_by_id.get(item.unit) if item.unit else None
    required = item.required
    return {
        "unit": item.unit,
        "unit_name": unit.name if unit else None,
        "plan": item.plan,
        "table": item.table,
        "no": indicator.no,
        "indicator": item.indicator,
        "name": indicator.name,
        "measure": item.measure,
        "attribute": indicator.attribute,
        "target": indicator.target_text,
        "rating": item.computed,
        "effective": item.effective,
        "origin": item.source,
        "on_schedule": item.on_schedule,
        "meets_target": item.meets_target,
        "early": item.early,
        "explanation_owed": item.explanation_owed,
        "aggregate_actual": item.aggregate_actual,
        "aggregate_all": item.aggregate_all,
        "required_op": required.op.value if required else None,
        "required_value": required.value if required else None,
        "required_integer": required.integer if required else None,
        "required_state": required.state if required else None,
        "declared": item.declared,
        "declared_stale": item.declared_stale if item.declared else None,
        "declared_reason": item.declared_reason or None,
        "decided": item.decided,
        "decided_reason": item.decided_reason or None,
        "missing": "\n".join(item.missing) or None,
        "pending_cause": item.pending_cause or None,
        "warnings": "\n".join(item.warnings) or None,
        "derivation": item.derivation,
        "inputs": item.inputs or None,
    }
