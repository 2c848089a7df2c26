"""Our own sheet 原始数据 back into changes, and the id sheet: what a returned file says, cell by cell.

Only rows that are there are read: a deleted row changes nothing, a blank value removes its field.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from evaltui.catalogue import forms as words
from evaltui.errors import Problem, Severity, problem
from evaltui.exchange.guard import inspect
from evaltui.exchange.leaves import LeafRow, goes_on, joined, read_path, read_scalar
from evaltui.exchange.raw_sheet import content
from evaltui.exchange.sheet_text import unescaped
from evaltui.store.record import Changes, Leaf, Path, Record, Scalar

MAX_ROWS = 20_000
MAX_COLUMNS = 60
_NEEDED = ("content", "owner", "path", "value", "type")


@dataclass(frozen=True)
class RawSheets:
    """What a returned file holds: the id sheet's pairs, changes by owner, and the place each path came from.

    `restated`: rows whose 填报内容 does not say what their value says, with that text: one of the two was edited.
    """

    identity: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    changes: Mapping[str, Changes] = field(default_factory=lambda: MappingProxyType({}))
    places: Mapping[tuple[str, Path], str] = field(default_factory=lambda: MappingProxyType({}))
    restated: Sequence[tuple[str, LeafRow, str]] = ()


def content_questions(sheets: RawSheets, records: Mapping[str, Record]) -> tuple[Problem, ...]:
    """Questions for rows where 填报内容 was edited but the value is still the stored one."""
    return tuple(
        problem(
            "raw_content_changed",
            sheets.places[owner, row.path],
            path=row.path,
            content=shown[:40],
            value=row.value[:40],
        )
        for owner, row, shown in sheets.restated
        if owner in records and records[owner].fields.get(row.path) == sheets.changes[owner].get(row.path)
    )


def read_raw_sheet(data: bytes) -> tuple[Changes, tuple[Problem, ...]]:
    """The changes of the one unit that the file speaks of. Problems name the cell; never raises for a bad file."""
    sheets, problems = read_raw_sheets(data)
    if len(sheets.changes) > 1:
        owners = "、".join(sheets.changes)
        return {}, (*problems, problem("raw_owner_twice", count=len(sheets.changes), owners=owners))
    return next(iter(sheets.changes.values()), {}), problems


def read_raw_sheets(data: bytes) -> tuple[RawSheets, tuple[Problem, ...]]:
    """All that the sheets 原始数据 and id say, every owner's changes apart."""
    problems = inspect(data)
    if any(item.severity is Severity.MUST_FIX for item in problems):
        return RawSheets(), problems
    import openpyxl  # heavy, and not needed to refuse a file

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about extensions of other programs that are of no use here
            identity, rows = _opened(openpyxl, data)
    except Exception:  # noqa: BLE001  # openpyxl raises whatever a malformed part makes it stumble over
        return RawSheets(), (*problems, problem("file_damaged"))
    if rows is None:
        return RawSheets(identity), (*problems, problem("raw_sheet_missing"))
    sheets, found = _sheets(identity, rows)
    return sheets, (*problems, *found)


def _opened(openpyxl: Any, data: bytes) -> tuple[Mapping[str, str], list[tuple[object, ...]] | None]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        return _identity(book), _rows(book)
    finally:
        book.close()


def _identity(book: Any) -> Mapping[str, str]:
    names: Sequence[str] = book.sheetnames
    if words.ID_SHEET not in names:
        return {}
    sheet = book[words.ID_SHEET]
    pairs = sheet.iter_rows(max_row=60, max_col=2, values_only=True)
    return {_text(row[0]): _text(row[1]) for row in pairs if len(row) == 2 and row[0] not in (None, "key")}


def _rows(book: Any) -> list[tuple[object, ...]] | None:
    names: Sequence[str] = book.sheetnames
    if words.RAW_SHEET not in names:
        return None
    sheet = book[words.RAW_SHEET]
    return list(sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True))


def _text(value: object) -> str:
    """A cell as text: a number as a person would type it, dates as ISO, escapes undone."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    if isinstance(value, datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return unescaped(str(value))


def _sheets(identity: Mapping[str, str], rows: Sequence[tuple[object, ...]]) -> tuple[RawSheets, tuple[Problem, ...]]:
    header, columns = _header(rows)
    missing = [words.RAW_COLUMN[key] for key in _NEEDED if key not in columns]
    if missing:
        return RawSheets(identity), (problem("raw_sheet_header", words.RAW_SHEET, missing="、".join(missing)),)
    if len(rows) > MAX_ROWS:
        return RawSheets(identity), (problem("raw_sheet_too_long", words.RAW_SHEET, rows=MAX_ROWS),)
    problems: list[Problem] = []
    by_owner: dict[str, list[LeafRow]] = {}
    places: dict[tuple[str, Path], str] = {}
    restated: list[tuple[str, LeafRow, str]] = []
    for owner, row, place, shown in _leaf_rows(rows, header, columns, problems):
        by_owner.setdefault(owner, []).append(row)
        places.setdefault((owner, row.path), place)
        if shown and shown != content(row):
            restated.append((owner, row, shown))
    changes = {owner: dict(_fields(owner, listed, places, problems)) for owner, listed in by_owner.items()}
    return RawSheets(identity, changes, places, restated), tuple(problems)


def _header(rows: Sequence[tuple[object, ...]]) -> tuple[int, Mapping[str, int]]:
    """Where the column titles stand: the row, of the first ten, that knows most of them."""
    titles = {title: key for key, title in words.RAW_COLUMN.items()}
    best: tuple[int, dict[str, int]] = (0, {})
    for number, row in enumerate(rows[:10]):
        found = {titles[_text(value)]: at for at, value in enumerate(row) if _text(value) in titles}
        if len(found) > len(best[1]):
            best = (number, found)
    return best


def _leaf_rows(
    rows: Sequence[tuple[object, ...]], header: int, columns: Mapping[str, int], problems: list[Problem]
) -> Iterator[tuple[str, LeafRow, str, str]]:
    seen: dict[tuple[str, Path, str], str] = {}
    for number, row in enumerate(rows[header + 1 :], header + 2):
        read = {key: _text(row[at]) if at < len(row) else "" for key, at in columns.items()}
        if not read["path"].strip():
            continue
        place = f"{words.RAW_SHEET}第{number}行"
        where = read_path(read["path"].strip())
        if where is None:
            problems.append(problem("raw_path_unreadable", place, field=read["path"][:60]))
            continue
        path, item = where
        kind = read["type"].strip()
        owner = read["owner"].strip()
        before = seen.get((owner, path, item))
        if before is not None and not goes_on(kind):
            if before != read["value"]:
                problems.append(problem("raw_path_twice", place, field=read["path"][:60]))
            continue
        seen[owner, path, item] = read["value"]
        yield owner, LeafRow(path, item, read["value"], kind), place, read["content"]


def _fields(
    owner: str, rows: Sequence[LeafRow], places: Mapping[tuple[str, Path], str], problems: list[Problem]
) -> Iterator[tuple[Path, Leaf | None]]:
    for path, items in joined(rows):
        read: dict[str, Scalar] = {}
        whole: Leaf | None = None
        faulty = False
        for item, leaf, found in _items(items):
            if found is not None:
                faulty = True
                problems.append(replace(found, place=places[owner, path], path=path))
            elif item == "":
                whole = leaf
            elif leaf is not None and not isinstance(leaf, (tuple, Mapping)):
                read[item] = leaf
        if not faulty:
            yield path, MappingProxyType(read) if read else whole


def _items(
    items: Mapping[str, Sequence[LeafRow]],
) -> Iterator[tuple[str, Leaf | None, Problem | None]]:
    """(item, leaf, problem) of each item of a field, a text that goes on in further rows put together."""
    for item, rows in items.items():
        read = [read_scalar(row.value, row.type) for row in rows]
        found = next((problem for _, problem in read if problem is not None), None)
        leaf = read[0][0]
        if len(read) > 1 and found is None:
            leaf = "".join(part for part, _ in read if isinstance(part, str)) or None
        yield item, leaf, found
