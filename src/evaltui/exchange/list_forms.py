"""Tables of what is told in words: 附件5 and 附件6 (projects), 附件7 (contacts), tasks, commitments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from evaltui.assess.duties import Kind, assigned_units, duties
from evaltui.catalogue import forms as words
from evaltui.catalogue import list_forms as titles
from evaltui.catalogue.words import PROJECT_STATE, TASK_STATE
from evaltui.errors import UsageProblem, problem
from evaltui.exchange.printed import chinese_date
from evaltui.exchange.request import FormRequest
from evaltui.exchange.signatures import sealing, signatures
from evaltui.exchange.tables import Cell, Column, Table
from evaltui.exchange.typography import typeset
from evaltui.plan.model import Commitment, Plan, Project, Task
from evaltui.store.record import Record
from evaltui.text import fold, plain

Item = Project | Task | Commitment
_STATES: Mapping[Kind, Mapping[str, str]] = {
    "projects": PROJECT_STATE,
    "tasks": TASK_STATE,
    "commitments": TASK_STATE,
}
_TITLES: Mapping[Kind, Mapping[str, str]] = {
    "projects": titles.PROJECTS,
    "tasks": titles.TASKS,
    "commitments": titles.COMMITMENTS,
}
_PERIOD = re.compile("^“[^”]*”")
_CENTERED = frozenset({"no", "state", "kind", "due", "value", "name", "post", "phone"})


@dataclass(frozen=True)
class Entry:
    """One item with the units that answer for it and their records, the first counting where one must."""

    plan: Plan
    kind: Kind
    number: int
    item: Item
    units: Sequence[str]
    records: Sequence[Record]
    request: FormRequest

    def told(self, key: str) -> str:
        """What was filled in under `key`: the city's own text, else each unit's, named where there are several."""
        path = ("plans", self.plan.id, self.kind, self.item.id, key)
        if self.request.unit is None and self.request.city.text(*path):
            return self.request.city.text(*path)
        said = [(record.owner, _said(record.get(*path))) for record in self.records]
        said = [(owner, text) for owner, text in said if text]
        if len(said) == 1:
            return said[0][1]
        return "\n".join(titles.OF_UNIT.format(unit=self.label(owner), text=text) for owner, text in said)

    def label(self, unit: str) -> str:
        """A unit's short name."""
        known = self.request.settings.unit_by_id.get(unit)
        return known.label if known else unit


def _said(leaf: object) -> str:
    if leaf is None:
        return ""
    return plain(leaf) if isinstance(leaf, Decimal) else str(leaf)


def list_table(request: FormRequest, kind: Kind) -> Table:
    """The table of one kind, of a unit's own items or of all. UsageProblem where there are none."""
    entries = [entry for plan in request.open_plans for entry in _entries(request, plan, kind)]
    if not entries:
        unit = request.settings.office if request.unit is None else request.unit.label
        raise UsageProblem(problem("form_has_no_items", unit=unit, form=request.annex or request.form.title))
    known = _TITLES[kind]
    keys = list(known)
    if kind == "projects" and not request.form.columns:
        keys = [key for key in keys if key != "state"]
    columns = _columns(request, known, keys)
    rows = tuple(tuple(_CELLS.get(column.key, _text)(entry, column.key) for column in columns) for entry in entries)
    return _form(request, columns, rows, (words.SEALED_UNIT.format(unit=sealing(request)),), signatures(request))


def _entries(request: FormRequest, plan: Plan, kind: Kind) -> Iterable[Entry]:
    settings, city = request.settings, request.city
    owed = _owed(request, plan, kind)
    every: Mapping[Kind, Sequence[Item]] = {
        "projects": plan.projects,
        "tasks": plan.tasks,
        "commitments": plan.commitments,
    }
    for number, item in enumerate(every[kind], 1):
        if owed is not None and item.id not in owed:
            continue
        units = assigned_units(kind, plan, item.id, settings, city)
        if request.unit is not None:
            records = [request.record]
        else:
            chosen = city.text("decisions", kind, plan.id, item.id, "unit")
            asked = [chosen] if chosen else list(units) or list(request.records)
            records = [request.records[unit] for unit in asked if unit in request.records]
        yield Entry(plan, kind, item.no if isinstance(item, Project) else number, item, units, records, request)


def _owed(request: FormRequest, plan: Plan, kind: Kind) -> frozenset[str] | None:
    """The items of the form: the plan's choice, or a unit's duties; None for all."""
    if request.unit is None:
        return frozenset(request.form.rows) or None
    mine = duties([plan], request.settings, request.city, request.records).get(request.unit.id)
    return frozenset(mine.of(kind, plan.id)) if mine else frozenset()


def _columns(request: FormRequest, known: Mapping[str, str], keys: Sequence[str]) -> tuple[Column, ...]:
    """The plan's own titles choose and order the columns; a title that is not known gives an empty column."""
    by_title = {fold(title): key for key, title in known.items()}
    chosen = [(by_title.get(fold(title), f"own_{at}"), typeset(title)) for at, title in enumerate(request.form.columns)]
    pairs = chosen or [(key, known[key]) for key in keys]
    total = sum(titles.WIDTHS.get(key, 30) for key, _ in pairs)
    return tuple(
        Column(
            key,
            title,
            "integer" if key == "no" else "text",
            titles.WIDTHS.get(key, 30) * titles.WIDTH / total,
            "center" if key in _CENTERED else "left",
        )
        for key, title in pairs
    )


def _text(entry: Entry, key: str) -> Cell:
    return Cell(entry.told(key) or None)


def _title(entry: Entry, key: str) -> Cell:
    number = entry.item.no if isinstance(entry.item, Task) else ""
    return Cell(number + typeset(entry.item.title))


def _parts(entry: Entry, key: str) -> Cell:
    parts = entry.item.parts if isinstance(entry.item, Project) else ()
    numbered = (titles.PART.format(number=number, text=typeset(text)) for number, text in enumerate(parts, 1))
    return Cell("\n".join(numbered) or None)


def _with_parts(entry: Entry, key: str) -> Cell:
    """A project's progress or results: the whole's, then each part's under its number."""
    said = [entry.told(key)]
    if isinstance(entry.item, Project):
        for number, _ in enumerate(entry.item.parts, 1):
            for record in entry.records:
                text = record.text("plans", entry.plan.id, entry.kind, entry.item.id, "parts", str(number), key)
                said.append(titles.PART.format(number=number, text=text) if text else "")
    return Cell("\n".join(text for text in said if text) or None)


def _state(entry: Entry, key: str) -> Cell:
    states = _STATES[entry.kind]
    path = ("plans", entry.plan.id, entry.kind, entry.item.id, "state")
    found = dict.fromkeys(states.get(record.text(*path), "") for record in entry.records)
    return Cell("、".join(word for word in found if word) or None)


def _units(entry: Entry, key: str) -> Cell:
    printed = typeset(entry.item.responsible_text) if isinstance(entry.item, Project) else ""
    return Cell(printed or "、".join(entry.label(unit) for unit in entry.units) or None)


def _chapter(entry: Entry, key: str) -> Cell:
    wanted = entry.item.chapter if isinstance(entry.item, Task) else ""
    return Cell(next((f"{item.no}{typeset(item.title)}" for item in entry.plan.chapters if item.id == wanted), None))


def _target(entry: Entry, key: str) -> Cell:
    return Cell(typeset(entry.item.target) or None if isinstance(entry.item, Commitment) else None)


def _due(entry: Entry, key: str) -> Cell:
    item = entry.item
    if not isinstance(item, Commitment):
        return Cell(None)
    return Cell(typeset(item.due_text) or (chinese_date(item.due) if item.due else None))


def _kind(entry: Entry, key: str) -> Cell:
    return Cell(titles.COMMITMENT_KIND[entry.item.kind] if isinstance(entry.item, Commitment) else None)


def _value(entry: Entry, key: str) -> Cell:
    said = [entry.told("value"), entry.told("value_text")]
    return Cell("\n".join(text for text in said if text) or None)


_CELLS: Mapping[str, Callable[[Entry, str], Cell]] = {
    "no": lambda entry, key: Cell(entry.number),
    "title": _title,
    "parts": _parts,
    "progress": _with_parts,
    "results": _with_parts,
    "state": _state,
    "units": _units,
    "chapter": _chapter,
    "target": _target,
    "due": _due,
    "kind": _kind,
    "value": _value,
}


def contacts_table(request: FormRequest) -> Table:
    """报送回执: a unit's contact for each plan; of the city, every unit's."""
    units = request.settings.units if request.unit is None else (request.unit,)
    keys = [key for key in titles.CONTACTS if key != "unit" or request.unit is None]
    columns = _columns(request, titles.CONTACTS, keys)
    if request.unit is None and "unit" not in {column.key for column in columns}:
        columns = (Column("unit", titles.CONTACTS["unit"], "text", 40, "left"), *columns)
    rows = []
    for unit in units:
        record = request.records.get(unit.id, Record(unit.id))
        for plan in request.open_plans:
            said = {key: record.text("plans", plan.id, "contact", key) for key in ("name", "post", "phone", "note")}
            if request.unit is None and not any(said.values()):
                continue
            said |= {"unit": unit.name, "plan": _PERIOD.sub("", typeset(plan.title))}
            rows.append(tuple(Cell(said.get(column.key) or None) for column in columns))
    above = (titles.BARE_UNIT.format(unit=sealing(request)),)
    return _form(request, columns, tuple(rows), above, ())


def _form(
    request: FormRequest,
    columns: tuple[Column, ...],
    rows: tuple[tuple[Cell, ...], ...],
    above: tuple[str, ...],
    below: tuple[str, ...],
) -> Table:
    return Table(
        id=request.form.id,
        title=typeset(request.title),
        columns=columns,
        rows=rows,
        above=above,
        below=(*(typeset(note) for note in request.form.notes), *below),
        meta=request.meta(),
    )
