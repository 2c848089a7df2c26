"""The visible sheet 原始数据 (what a form was made from, field by field) and the hidden sheet that says whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from evaltui.catalogue import forms as words
from evaltui.catalogue.words import FLAG, RATING, READING, STATEMENT, YEAR_STATE
from evaltui.exchange.leaves import LeafRow, leaf_rows, read_scalar, said
from evaltui.exchange.request import FormRequest
from evaltui.exchange.tables import Cell, Column, Table
from evaltui.exchange.typography import typeset
from evaltui.exchange.verify_code import table_digest
from evaltui.plan.model import Commitment, Indicator, Plan, Project, Task
from evaltui.store.formats import TABLES
from evaltui.store.record import Leaf, Path, Record

_WIDTHS = {
    "category": 30, "subject": 40, "year": 12, "content": 60, "uom": 16, "owner": 18, "path": 76, "value": 60, "type": 16,
}  # fmt: skip  # one line reads as what it is: millimetres by column

_PEOPLE = ("filled_by", "checked_by", "head", "phone", "date")

_WORDS: Mapping[str, Mapping[str, str]] = {
    "state": YEAR_STATE,
    "reading": READING,
    "flag": FLAG,
    "rating": RATING,
    "statement": STATEMENT,
}


def raw_table(request: FormRequest, concerns: Callable[[Path], bool]) -> Table:
    """One row per stored leaf that the form was made from, unit by unit."""
    owners = [request.record] if request.unit is not None else [request.city, *request.records.values()]
    rows = [
        _row(request, record, row)
        for record in owners
        for path, leaf in record.fields.items()
        if concerns(path)
        for row in leaf_rows(path, leaf)
    ]
    titles = words.RAW_COLUMN
    return Table(
        id="raw",
        title=words.RAW_SHEET,
        columns=tuple(Column(key, title, "text", _WIDTHS[key], "left") for key, title in titles.items()),
        rows=tuple(rows),
        above=(words.RAW_GUIDE,),
        meta={"role": "raw", "sheet": words.RAW_SHEET},
    )


def feeds_indicators(plan: Plan, indicators: Iterable[Indicator]) -> Callable[[Path], bool]:
    """Whether a field feeds, explains, declares or signs one of the rows of a form of indicators."""
    ids, measures = set(), set()
    for indicator in indicators:
        measure = plan.measure_by_id[indicator.measure]
        ids.add(indicator.id)
        measures |= {measure.id, *((measure.ratio.num, measure.ratio.den) if measure.ratio else ())}

    def concerns(path: Path) -> bool:
        match path:
            case ("measures" | "explanations", name, *_):
                return name in measures
            case ("plans", plan.id, key):
                return key in _PEOPLE
            case ("plans", plan.id, "declared" | "statement" | "statement_text" | "typed" | "explanations", name, *_):
                return name in ids or name in measures
        return False

    return concerns


def feeds_list(plans: Iterable[Plan], kind: str) -> Callable[[Path], bool]:
    """Whether a field feeds or signs a form of projects, tasks, commitments or contacts."""
    known = {plan.id for plan in plans}

    def concerns(path: Path) -> bool:
        return path[0] == "plans" and path[1] in known and len(path) > 2 and (path[2] == kind or path[2] in _PEOPLE)

    return concerns


def _row(request: FormRequest, record: Record, row: LeafRow) -> tuple[Cell, ...]:
    where = describe(row.path, row.item, request.open_plans)
    return (
        Cell(where.category),
        Cell(where.subject),
        Cell(where.year),
        Cell(content(row)),
        Cell(where.uom),
        Cell(record.owner),
        Cell(row.dotted),
        Cell(row.value),
        Cell(row.type),
    )


@dataclass(frozen=True, slots=True)
class Where:
    """A path in words: 分类, 指标, 年份, 计量单位."""

    category: str
    subject: str = ""
    year: str = ""
    uom: str = ""


def describe(path: Path, item: str, plans: Iterable[Plan]) -> Where:
    """What a field is, for people: names instead of ids wherever the plans know one."""
    plans = tuple(plans)
    category = words.RAW_CATEGORY
    last = item or path[-1]
    detail = words.RAW_ITEM.get(last, "") or _meaning(path)
    match path:
        case ("measures", measure, "values" | "forecast" | "ytd" as slot, year):
            uom = _uom(measure, plans) if item in ("", "value", "num", "den") else ""
            return Where(_with(category[slot], detail), _measure(measure, plans), year, uom)
        case ("measures", measure, "as_reported", label, year):
            return Where(_with(category["as_reported"], label), _measure(measure, plans), year, _uom(measure, plans))
        case ("measures" | "explanations" as kind, measure, *_):
            return Where(_with(category[kind], detail), _measure(measure, plans))
        case ("plans", plan, "explanations", measure, *_):
            return Where(_with(category["explanations"], detail), _measure(measure, plans))
        case ("plans", plan, "declared" | "statement" as kind, indicator, *_):
            return Where(_with(category[kind], detail), _indicator(plan, indicator, plans))
        case ("plans", plan, kind, name, *_):
            return Where(_with(category.get(kind, category[""]), detail), _item(plan, kind, name, plans))
        case ("plans", plan, _):
            return Where(_with(category["plans"], detail), _title(plan, plans))
        case _:
            return Where(category[""])


def _meaning(path: Path) -> str:
    """What the format says of a key that the form has no word for; "" for a year's own field."""
    key = TABLES["unit"].find(path)
    return "" if key is None or key.type == "year" else key.meaning


def _with(category: str, detail: str) -> str:
    return f"{category}：{detail}" if detail else category


def _measure(measure: str, plans: Iterable[Plan]) -> str:
    return next((typeset(p.measure_by_id[measure].name) for p in plans if measure in p.measure_by_id), measure)


def _uom(measure: str, plans: Iterable[Plan]) -> str:
    return next((p.measure_by_id[measure].uom for p in plans if measure in p.measure_by_id), "")


def _title(plan: str, plans: Iterable[Plan]) -> str:
    return next((item.title for item in plans if item.id == plan), plan)


def _indicator(plan: str, indicator: str, plans: Iterable[Plan]) -> str:
    for item in plans:
        if item.id == plan and indicator in item.indicator_by_id:
            return typeset(item.indicator_by_id[indicator].name)
    return indicator


def _item(plan: str, kind: str, name: str, plans: Iterable[Plan]) -> str:
    for item in plans:
        if item.id == plan and kind in ("tasks", "commitments", "projects"):
            entries: tuple[Task | Commitment | Project, ...] = (*item.tasks, *item.commitments, *item.projects)
            return next((entry.title for entry in entries if entry.id == name), name)
    return ""


def content(row: LeafRow) -> str:
    """填报内容: the value in words, made from path, value and type alone so that a reader can make it again."""
    leaf: Leaf | None
    leaf, found = read_scalar(row.value, row.type)
    if leaf is None or found is not None:
        return row.value
    key = row.item or ("statement" if "statement" in row.path else row.path[-1])
    if isinstance(leaf, str):
        return _WORDS.get(key, {}).get(leaf, leaf)
    return said(leaf)


def identity_table(request: FormRequest, form: Table) -> Table:
    """The hidden sheet by which a returned file is recognised: names and values, one pair a row."""
    return Table(
        id="identity",
        title=words.ID_SHEET,
        columns=(Column("key", "key", width=30, align="left"), Column("value", "value", width=90, align="left")),
        rows=tuple((Cell(key), Cell(value)) for key, value in _identity(request, form)),
        meta={"role": "identity", "sheet": words.ID_SHEET},
    )


def _identity(request: FormRequest, form: Table) -> Iterator[tuple[str, str]]:
    plan = request.plan.plan
    yield "schema", "1"
    yield "plan", plan.id
    yield "plan_version", plan.version
    yield "plan_digest", plan.digest
    yield "round", request.settings.round.id
    yield "unit", request.owner
    yield "form", request.form.id
    yield "edition", request.edition
    yield "submission", request.submission
    yield "digest", table_digest(form)
