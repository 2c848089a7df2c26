"""Filling in: typed text to figures, PATH=VALUE to fields, and the save that both end in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, cast

from evaltui.errors import Conflict, DamagedData, Forbidden, Problem, UsageProblem, problem
from evaltui.exchange.leaves import LeafRow, leaf_rows
from evaltui.plan.model import Measure
from evaltui.store.formats import may_write, table_of
from evaltui.store.keys import YEAR_KEYS, Key, Writer
from evaltui.store.merge import FieldConflict
from evaltui.store.numbers import Known, parse_figure
from evaltui.store.record import Changes, Figure, Leaf, Path, Reading, Record, dotted
from evaltui.text import clean, plain
from evaltui.workspace.drafted import with_drafted

if TYPE_CHECKING:
    from evaltui.workspace.session import Workspace

_SLOTS = ("values", "forecast", "ytd")
_KEPT = ("reason", "flag", "scope", "note", "num", "den", "basis", "through")


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of an edit. `saved`: it is on disk (a question too, as its text). `conflicts` were not written.

    `confirmed` False: saved, but the disk did not confirm it. `merged`: fields that others changed meanwhile.
    `written`: every field that this changed.
    """

    saved: bool
    figure: Figure | None = None
    notes: tuple[str, ...] = ()
    problem: Problem | None = None
    proposal: Decimal | None = None
    conflicts: tuple[FieldConflict, ...] = ()
    merged: tuple[Path, ...] = ()
    confirmed: bool = True
    written: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Assigned:
    """What came of PATH=VALUE: the changed fields (old, new), what was normalised, what is a question."""

    saved: bool
    changes: tuple[tuple[Path, Leaf | None, Leaf | None], ...]
    notes: Mapping[Path, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """The outcome for people, one line per field."""
        said = []
        for path, old, new in self.changes:
            notes = "；".join(self.notes.get(path, ()))
            said.append(f"{dotted(path)}：{shown(old)} → {shown(new)}" + (f"（{notes}）" if notes else ""))
        return (*said, *(item.line() for item in self.problems))

    def as_json(self) -> list[dict[str, object]]:
        """The outcome for scripts."""
        by_path = {item.path: item for item in self.problems}
        return [
            {
                "path": dotted(path),
                "old": leaf_json(old),
                "new": leaf_json(new),
                "notes": list(self.notes.get(path, ())),
                "problem": by_path[path].code if path in by_path else None,
            }
            for path, old, new in self.changes
        ]


def leaf_json(leaf: Leaf | None) -> object:
    """A leaf as scripts read it: decimals and dates as strings, tables as objects."""
    if leaf is None or isinstance(leaf, (bool, str)):
        return leaf
    if isinstance(leaf, Mapping):
        return {key: leaf_json(value) for key, value in leaf.items()}
    if isinstance(leaf, tuple):
        return [leaf_json(value) for value in leaf]
    if isinstance(leaf, (int, Decimal)):
        return plain(Decimal(leaf))
    return leaf.isoformat()


def shown(leaf: Leaf | None) -> str:
    """A leaf in one line for people."""
    if leaf is None:
        return "（空）"
    rows: list[LeafRow] = list(leaf_rows((), leaf))
    return "，".join(f"{row.item} {row.value}".strip() for row in rows).replace("\n", " ")


def enter(workspace: Workspace, unit: str, measure: str, year: int, slot: str, reading: str, text: str) -> Entered:
    """Take what was typed into one year of one measure, and save it. UsageProblem for an unknown measure or slot."""
    workspace.require("edit", unit)
    found = workspace.measures.get(measure)
    if found is None or slot not in _SLOTS or reading not in ("raw", "vs_base", "yoy"):
        raise UsageProblem(problem("no_such_path", name=f"{measure}.{slot}.{year}"))
    path = ("measures", measure, slot, str(year))
    record = workspace.loaded(unit).record
    figure, notes, question, proposal = read_figure(workspace, record, found, path, cast(Reading, reading), text)
    before = _figure(record, path)
    if figure == before:
        return Entered(True, figure if figure != Figure() else None, notes, question, proposal)
    changes: dict[Path, Leaf | None] = {path: None if figure is None or figure == Figure() else figure.to_leaf()}
    changes |= _own_now(record, changes)
    result = save(workspace, unit, changes)
    return replace(result, figure=figure, notes=notes, problem=result.problem or question, proposal=proposal)


class Given(Protocol):
    """Text for one year of one measure, as one cell of a block."""

    @property
    def measure(self) -> str: ...  # noqa: D102  # the name says it

    @property
    def year(self) -> int: ...  # noqa: D102  # the name says it

    @property
    def slot(self) -> str:
        """values, forecast or ytd."""

    @property
    def reading(self) -> str:
        """raw, vs_base or yoy."""

    @property
    def text(self) -> str: ...  # noqa: D102  # the name says it

    @property
    def path(self) -> Path:
        """The field it goes into."""


def enter_block(workspace: Workspace, unit: str, items: Sequence[Given], name: str = "") -> tuple[Entered, ...]:
    """Take a block of cells and save it as one change of kind "paste"; what came of each item, in order.

    Each text is read beside the ones before it, as if typed one after the other. A cell that a submission locks is
    refused by itself and the others are saved; so is one that somebody else changed meanwhile.
    """
    from evaltui.workspace.review import locked

    workspace.require("edit", unit)
    record = workspace.loaded(unit).record
    locks = locked(workspace, unit)
    changes: dict[Path, Leaf | None] = {}
    results: list[Entered] = []
    for item in items:
        measure = workspace.measures.get(item.measure)
        if measure is None or item.slot not in _SLOTS or item.reading not in ("raw", "vs_base", "yoy"):
            raise UsageProblem(problem("no_such_path", name=f"{item.measure}.{item.slot}.{item.year}"))
        beside = record.edited(changes)
        figure, notes, asked, proposal = read_figure(
            workspace, beside, measure, item.path, cast(Reading, item.reading), item.text
        )
        kept = None if figure == Figure() else figure
        before = _figure(record, item.path)
        if item.measure in locks and before != (kept or Figure()):
            results.append(Entered(False, before, notes, replace(locks[item.measure], path=item.path)))
            continue
        changes[item.path] = None if kept is None else kept.to_leaf()
        results.append(Entered(True, kept, notes, asked, proposal))
    real = {path: leaf for path, leaf in changes.items() if _figure(record, path) != _figure_of(leaf)}
    if not real:
        return tuple(results)
    real |= _own_now(record, real)
    saved = save(workspace, unit, real, reason=name, kind="paste")
    fought = {item.path: item for item in saved.conflicts}
    return tuple(
        replace(result, saved=False, conflicts=(fought[item.path],))
        if item.path in fought
        else replace(result, merged=saved.merged, confirmed=saved.confirmed, written=saved.written)
        for item, result in zip(items, results, strict=True)
    )


def read_figure(
    workspace: Workspace, record: Record, measure: Measure, path: Path, reading: Reading, text: str
) -> tuple[Figure | None, tuple[str, ...], Problem | None, Decimal | None]:
    """(figure, notes, question, proposal) for a text typed into the year field `path`.

    What stands beside the number (note, flag, basis, parts) stays when a number is replaced by a number.
    """
    year = int(path[-1])
    typed = parse_figure(
        text,
        uom=measure.uom,
        nature=measure.nature,
        reading=reading,
        integer=measure.integer,
        bounds=measure.bounds,
        year=year,
        forecast=path[2] == "forecast",
        to_date=path[2] == "ytd",
        known=known_beside(workspace, record, measure.id, path),
    )
    figure = typed.figure
    before = _figure(record, path)
    if figure is not None:
        kept: dict[str, Any] = {
            name: getattr(before, name) for name in _KEPT if not getattr(figure, name) and getattr(before, name)
        }
        if figure.state is None and before.state is not None:
            kept.pop("reason", None)
        if figure.value != before.value:
            # Parts that were typed for another value would contradict this one.
            kept.pop("num", None)
            kept.pop("den", None)
        figure = replace(figure, **kept)
    asked = replace(typed.problem, path=path) if typed.problem is not None else None
    return figure, typed.notes, asked, typed.proposal


def known_beside(workspace: Workspace, record: Record, measure: str, path: Path) -> Known:
    """The raw figures beside a cell that may settle what it means: base, year before, the year itself, its parts."""
    year = int(path[-1])
    base_year = next((plan.period.base for plan in workspace.models if measure in plan.measure_by_id), None)

    def raw(at: int | None) -> Decimal | None:
        if at is None:
            return None
        for figure in (record.figure(measure, at), record.forecast(measure, at)):
            if figure.value is not None and figure.reading == "raw":
                return figure.value
        return None

    own = _figure(record, path)
    return Known(
        base=raw(base_year), previous=raw(year - 1), current=raw(year), num=own.num, den=own.den, base_year=base_year
    )


def _figure(record: Record, path: Path) -> Figure:
    return _figure_of(record.fields.get(path))


def _figure_of(leaf: Leaf | None) -> Figure:
    return Figure() if leaf is None else Figure.from_leaf(leaf)


def save(workspace: Workspace, unit: str, changes: Changes, *, reason: str = "", kind: str = "edit") -> Entered:
    """Write changes to one unit's record, merged with what others did. Conflict where a submission locks a figure."""
    from evaltui.workspace.review import lock_problems

    workspace.require("edit", unit)
    loaded = workspace.loaded(unit)
    if loaded.read_only:
        raise DamagedData(*loaded.problems)
    if kind == "undo":
        # What the program keeps beside a text follows from the text that comes back.
        changes = {path: leaf for path, leaf in changes.items() if path[2:] != ("report", "drafted")}
    _refuse_foreign_fields(workspace, unit, loaded.record, changes)
    changes = with_drafted(workspace, unit, changes)
    changes = _with_inputs(workspace, unit, changes)
    saved = workspace.store.save(
        unit,
        loaded,
        changes,
        workspace.author,
        kind=kind,
        reason=reason,
        guard=lambda record: lock_problems(workspace, unit, record, changes),
    )
    workspace.remember(saved.loaded)
    return Entered(
        saved=not saved.conflicts,
        conflicts=saved.conflicts,
        merged=saved.merged,
        confirmed=saved.durability_confirmed,
        written=saved.written,
    )


def _own_now(record: Record, changes: Changes) -> dict[Path, Leaf | None]:
    """A year that says it takes another unit's figure no longer does once its own is typed."""
    found = (("measures", path[1], "agrees", path[3]) for path in changes if path[2] != "ytd")
    return {path: None for path in found if path in record.fields}


def _refuse_foreign_fields(workspace: Workspace, unit: str, record: Record, changes: Changes) -> None:
    """A state is never typed: nobody approves or submits by writing a field that an action keeps."""
    writer: Writer = "office" if workspace.identity.role == "office" else "unit"
    for path in changes:
        known = table_of(unit).find(path) is not None
        state = path[2:3] == ("review",) and path[3:4] != ("return_request",)
        if state or ((known or path not in record.fields) and not may_write(unit, path, writer)):
            raise Forbidden(problem("access_field_denied", key=dotted(path), path=path))


def _with_inputs(workspace: Workspace, unit: str, changes: Changes) -> Changes:
    """A rating that is declared is tied to the figures it was declared on; without that it never counts."""
    if not any(path[2:3] == ("declared",) for path in changes):
        return changes
    from evaltui.assess.effective import stamped

    return stamped(changes, workspace.preview(unit, changes))


def assign(
    workspace: Workspace, unit: str, pairs: Sequence[tuple[str, str]], *, reason: str, dry_run: bool
) -> Assigned:
    """Read every PATH=VALUE, then save them as one edit."""
    from evaltui.workspace.review import lock_problems

    workspace.require("edit", unit)
    record = workspace.loaded(unit).record
    changes: dict[Path, Leaf | None] = {}
    notes: dict[Path, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for name, text in pairs:
        path, item = locate(workspace, unit, name)
        edited = record.edited(changes)
        leaf, said, question = _read(workspace, unit, edited, path, item, text)
        changes[path] = leaf
        notes[path] = said
        if question is not None:
            problems.append(question)
    real = {path: leaf for path, leaf in changes.items() if record.fields.get(path) != leaf}
    rows = tuple((path, record.fields.get(path), leaf) for path, leaf in changes.items())
    if dry_run or not real:
        _refuse_foreign_fields(workspace, unit, record, real)
        locked = lock_problems(workspace, unit, record, real)
        return Assigned(False, rows, notes, (*problems, *locked))
    result = save(workspace, unit, real, reason=reason)
    if result.conflicts:
        raise Conflict(*(problem("field_conflict", path=c.path, key=dotted(c.path)) for c in result.conflicts))
    return Assigned(True, rows, notes, tuple(problems))


def locate(workspace: Workspace, unit: str, name: str) -> tuple[Path, str]:
    """(path, key inside a year field or "") of a field as people write it. UsageProblem for one that cannot exist.

    MEASURE.YEAR is short for the year's actual or, where the round forecasts that year, its forecast; a part of a year
    is written after it, as in work_accidents.2022.state.
    """
    parts = tuple(part for part in name.split(".") if part)
    if len(parts) >= 2 and parts[0] in workspace.measures and parts[1].isdigit():
        table = "forecast" if int(parts[1]) in workspace.settings.round.forecast else "values"
        parts = ("measures", parts[0], table, *parts[1:])
    table_keys = table_of(unit)
    if table_keys.find(parts) is not None:
        return parts, ""
    if len(parts) > 1 and (key := table_keys.find(parts[:-1])) is not None and key.type == "year":
        return parts[:-1], parts[-1]
    raise UsageProblem(problem("no_such_path", name=name))


def _read(
    workspace: Workspace, unit: str, record: Record, path: Path, item: str, text: str
) -> tuple[Leaf | None, tuple[str, ...], Problem | None]:
    key = table_of(unit).find(path)
    assert key is not None, "locate found it"
    if key.type == "year" and not item:
        measure = workspace.measures.get(path[1])
        if measure is None:
            raise UsageProblem(problem("no_such_path", name=dotted(path)))
        before = _figure(record, path)
        figure, notes, question, _ = read_figure(workspace, record, measure, path, before.reading, text)
        return (None if figure is None or figure == Figure() else figure.to_leaf()), notes, question
    if key.type == "year":
        part = next((known for known in YEAR_KEYS if known.pattern == (item,)), None)
        if part is None:
            raise UsageProblem(problem("no_such_path", name=f"{dotted(path)}.{item}"))
        value = read_scalar(part, text, f"{dotted(path)}.{item}")
        empty = {
            "reading": "raw",
            "value": None,
            "state": None,
            "flag": None,
            "num": None,
            "den": None,
            "through": None,
        }
        if isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value)
        changed = replace(
            _figure(record, path), **cast(dict[str, Any], {item: empty.get(item, "") if value is None else value})
        )
        return (None if changed == Figure() else changed.to_leaf()), (), None
    return read_scalar(key, text, dotted(path)), (), None


def read_scalar(key: Key, text: str, name: str) -> Leaf | None:
    """A typed value for one key; "" removes the field. UsageProblem where it does not fit the key's type."""
    text = clean(text).strip()
    if not text:
        return None
    fitting: Leaf | None = None
    try:
        match key.type:
            case "int":
                fitting = int(text)
            case "number":
                number = Decimal(text)
                fitting = int(number) if number == number.to_integral_value() and "." not in text else number
            case "bool":
                fitting = {"true": True, "false": False, "是": True, "否": False}[text.lower()]
            case "date":
                fitting = date.fromisoformat(text)
            case "texts":
                fitting = tuple(
                    part.strip() for part in text.replace("，", "、").replace(",", "、").split("、") if part.strip()
                )
            case "line" | "text" | "month" | "sha":
                fitting = text
            case _:
                raise ValueError(key.type)
    except (ValueError, ArithmeticError, KeyError):
        raise UsageProblem(problem("value_unfit", name=name, text=text, meaning=key.meaning)) from None
    if key.choices and fitting not in key.choices:
        raise UsageProblem(problem("value_not_a_choice", name=name, text=text, choices="、".join(key.choices)))
    return fitting
