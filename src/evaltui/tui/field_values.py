"""Between a field's leaf and what people read and type: one pair of functions per kind of field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from evaltui.catalogue.fields import SAID
from evaltui.catalogue.words import FIELD_TYPE
from evaltui.errors import Problem, problem
from evaltui.plan.model import Bounds
from evaltui.store.dates import Month, parse_date
from evaltui.store.numbers import parse_figure
from evaltui.store.record import Leaf, Path, number_leaf
from evaltui.text import clean, clean_line, fold, plain
from evaltui.tui.pinyin import matches

Kind = Literal["line", "choice", "flag", "date", "month", "number", "text"]
"""line: one line of text. flag: a choice between nothing and true. text: many lines."""

_NOT_NEGATIVE: Final = Bounds(min=Decimal(0))


@dataclass(frozen=True, slots=True)
class Field:
    """One labelled field of a form.

    `choices`: (code, word) of a choice. `default`: the word that counts while a choice is empty. `year`: of the round,
    for 6月16日. `cutoff`: days after it are remarked on. `same`: pressing 同上 here copies these leaves.
    """

    path: Path
    label: str
    kind: Kind = "line"
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""
    required: bool = False
    uom: str = ""
    year: int | None = None
    cutoff: date | None = None
    limit: int | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a typed text means: a leaf (None: empty), notes on what was normalised, or the question about it."""

    leaf: Leaf | None = None
    notes: tuple[str, ...] = ()
    question: Problem | None = None


def shown(field: Field, leaf: Leaf | None) -> str:
    """A leaf as the form shows it, "" for an empty one; text of another type as it is."""
    if leaf is None:
        return ""
    match field.kind:
        case "choice":
            return next((word for code, word in field.choices if code == leaf), str(leaf))
        case "flag":
            return field.choices[1][1] if leaf is True else str(leaf)
        case "number" if isinstance(leaf, (int, Decimal)):
            return f"{plain(Decimal(leaf))}{field.uom}"
        case "date" if isinstance(leaf, date):
            return f"{leaf.year}年{leaf.month}月{leaf.day}日"
        case "month":
            year, _, month = str(leaf).partition("-")
            return f"{year}年{int(month)}月" if year.isdigit() and month.isdigit() else str(leaf)
        case _:
            return str(leaf)


def typed(field: Field, leaf: Leaf | None) -> str:
    """A leaf as it stands in the editor; reading it back gives the same leaf."""
    if leaf is not None and field.kind == "number" and isinstance(leaf, (int, Decimal)):
        return plain(Decimal(leaf))
    if field.kind == "date" and isinstance(leaf, date):
        return leaf.isoformat()
    if leaf is not None and field.kind == "month":
        return str(leaf)
    return shown(field, leaf)


def understood(field: Field, text: str) -> Understood:
    """What was typed into a field."""
    if field.kind == "text":
        said = clean(text).strip("\n")
        return Understood(said if said.strip() else None)
    line = clean_line(text)
    if not line:
        return Understood()
    match field.kind:
        case "choice" | "flag":
            return _choice(field, line)
        case "number":
            return _number(field, line)
        case "date" | "month":
            return _date(field, line)
        case _:
            return Understood(line)


def code_leaf(field: Field, code: str) -> Leaf | None:
    """The leaf that a chosen code stands for."""
    if field.kind == "flag":
        return True if code else None
    return code or None


def best_choice(field: Field, text: str) -> int | None:
    """Index of the choice that a number, a word, its beginning or its pinyin initials mean."""
    said = fold(text)
    if said.isdigit():
        return int(said) - 1 if 0 < int(said) <= len(field.choices) else None
    scores = [
        (5 if fold(word) == said or code == said else matches(text, word), -at)
        for at, (code, word) in enumerate(field.choices)
    ]
    best = max(scores, default=(0, 0))
    return -best[1] if best[0] else None


def _choice(field: Field, line: str) -> Understood:
    said = fold(line)
    for code, word in field.choices:
        if said in (fold(word), fold(code)):
            return Understood(code_leaf(field, code))
    return Understood(question=problem("choice_unknown", field.label, path=field.path, typed=line))


def _number(field: Field, line: str) -> Understood:
    found = parse_figure(line, uom=field.uom, nature="money" if field.uom else "level", bounds=_NOT_NEGATIVE)
    if found.problem is not None:
        return Understood(question=replace(found.problem, path=field.path))
    figure = found.figure
    if figure is None or figure.value is None:
        uom = field.uom or FIELD_TYPE["number"]
        return Understood(question=problem("number_plain_only", field.label, path=field.path, typed=line, uom=uom))
    notes = found.notes if figure.flag is None else (*found.notes[:-1], SAID["number_flag"])
    return Understood(number_leaf(figure.value), notes)


def _date(field: Field, line: str) -> Understood:
    found = parse_date(line, year=field.year, cutoff=field.cutoff)
    if found.value is None:
        asked = None if found.problem is None else replace(found.problem, path=field.path)
        return Understood(question=asked)
    if field.kind == "date":
        if isinstance(found.value, Month):
            return Understood(question=problem("date_needs_day", field.label, path=field.path, typed=line))
        late = () if found.problem is None else (found.problem.sentence + found.problem.hint,)
        return Understood(found.value, (*found.notes, *late))
    dropped = () if isinstance(found.value, Month) else (SAID["day_dropped"],)
    leaf = f"{found.value.year:04d}-{found.value.month:02d}"
    return Understood(leaf, (*found.notes, *dropped))
