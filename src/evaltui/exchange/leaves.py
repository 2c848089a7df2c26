"""Stored fields as rows of path, value and type, and back: the identity behind the sheet 原始数据.

One scalar is one row. A field that is a table (a year that says more than its number) is one row per item, its path
ending in ``#item``; a text longer than a spreadsheet cell goes on in rows of type ``text+``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from evaltui.catalogue.forms import YES_NO
from evaltui.errors import Problem, problem
from evaltui.exchange.sheet_text import needs_escapes
from evaltui.store.record import Leaf, Path, Scalar
from evaltui.text import plain

CELL_CHARACTERS = 16_000
"""Characters of a text in one row: half of what a spreadsheet cell holds, since escapes make it longer."""

TYPES = (
    "text",
    "text+",
    "quoted",
    "quoted+",
    "empty",
    "integer",
    "decimal",
    "boolean",
    "date",
    "datetime",
    "list",
    "table",
)
"""quoted: a JSON string, for characters that not every program keeps in a cell; empty: a stored text without characters
(a blank value removes the field); table: a table without items."""

_GOES_ON = {"text+", "quoted+"}

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_PART = re.compile(r'([A-Za-z0-9_-]+)|("(?:[^"\\]|\\.)*")')


@dataclass(frozen=True, slots=True)
class LeafRow:
    """One scalar of one field. `item` is the key inside a field that is a table, else ""."""

    path: Path
    item: str
    value: str
    type: str

    @property
    def dotted(self) -> str:
        """The path as the sheet shows it."""
        head = ".".join(_quoted(part) for part in self.path)
        return f"{head}#{_quoted(self.item)}" if self.item else head


def leaf_rows(path: Path, leaf: Leaf) -> Iterator[LeafRow]:
    """The rows of one stored field."""
    if isinstance(leaf, Mapping):
        if not leaf:
            yield LeafRow(path, "", "", "table")
        for item, value in leaf.items():
            yield from _scalar_rows(path, item, value)
    elif isinstance(leaf, tuple):
        yield LeafRow(path, "", "[" + ", ".join(_toml(item) for item in leaf) + "]", "list")
    else:
        yield from _scalar_rows(path, "", leaf)


def _scalar_rows(path: Path, item: str, value: Scalar) -> Iterator[LeafRow]:
    if isinstance(value, str):
        if not value:
            yield LeafRow(path, item, "", "empty")
        quoted = needs_escapes(value)
        kind = "quoted" if quoted else "text"
        for start in range(0, len(value), CELL_CHARACTERS // (7 if quoted else 1)):
            part = value[start : start + CELL_CHARACTERS // (7 if quoted else 1)]
            yield LeafRow(path, item, _json(part) if quoted else part, f"{kind}+" if start else kind)
    elif isinstance(value, bool):
        yield LeafRow(path, item, str(value).lower(), "boolean")
    elif isinstance(value, int):
        yield LeafRow(path, item, str(value), "integer")
    elif isinstance(value, Decimal):
        yield LeafRow(path, item, format(value, "f"), "decimal")
    else:
        yield LeafRow(path, item, value.isoformat(), "datetime" if isinstance(value, datetime) else "date")


def _toml(value: Scalar) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text if "." in text else text + ".0"
    if isinstance(value, (bool, int)):
        return str(value).lower()
    return value.isoformat()


def _quoted(part: str) -> str:
    return part if _BARE.match(part) and not needs_escapes(part) else _json(part)


def _json(text: str) -> str:
    """A JSON string of harmless characters: nothing that XML cannot hold, nothing that looks like an escape of Excel's."""
    return _HARMFUL.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))


_HARMFUL = re.compile("_(?=x)|[\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def read_path(text: str) -> tuple[Path, str] | None:
    """(path, item) of a dotted path, None where it cannot be read."""
    parts: list[str] = []
    item = ""
    at, separator = 0, "."
    while True:
        found = _PART.match(text, at)
        if found is None:
            return None
        part = found[1] or _unquoted(found[2])
        if part is None:
            return None
        if separator == ".":
            parts.append(part)
        else:
            item = part
        at = found.end()
        if at == len(text):
            return tuple(parts), item
        separator = text[at]
        if separator not in ".#" or item:
            return None
        at += 1


def _unquoted(text: str) -> str | None:
    try:
        read = json.loads(text)
    except ValueError:
        return None
    return read if isinstance(read, str) else None


_TYPE_NAMES = {
    "quoted": "带引号的文字",
    "integer": "整数",
    "decimal": "数字",
    "boolean": "true或false",
    "date": "日期",
    "datetime": "时间",
    "list": "列表",
}


def read_scalar(value: str, kind: str) -> tuple[Leaf | None, Problem | None]:
    """The leaf a value cell stands for; None where it is blank (the field is removed)."""
    if kind in ("text", "text+"):
        return (value or None), None
    if kind in ("quoted", "quoted+") and value:
        text = _unquoted(value)
        return text, None if text is not None else problem(
            "raw_value_unreadable", value=value[:40], type=_TYPE_NAMES["quoted"]
        )
    if kind == "empty":
        return value, None
    if kind == "table":
        return MappingProxyType({}), None
    if kind not in TYPES:
        return None, problem("raw_type_unknown", type=kind)
    text = value.strip()
    if not text:
        return None, None
    try:
        return _parse(text, kind), None
    except (ValueError, InvalidOperation):
        return None, problem("raw_value_unreadable", value=text[:40], type=_TYPE_NAMES[kind])


def _parse(text: str, kind: str) -> Leaf:
    if kind == "integer" and re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    if kind in ("integer", "decimal"):
        if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
            raise ValueError(text)
        return Decimal(text)
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "datetime":
        return datetime.fromisoformat(text)
    found = tomllib.loads(f"value = {text}\n", parse_float=Decimal)
    if set(found) != {"value"}:
        raise ValueError(text)
    read = found["value"]
    if kind == "boolean" and isinstance(read, bool):
        return read
    if kind == "list" and isinstance(read, list) and not any(isinstance(item, (list, dict)) for item in read):
        return tuple(read)
    raise ValueError(text)


def said(value: Leaf) -> str:
    """A leaf in words, for the column people read: dates and yes/no in Chinese, numbers plain."""
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, (tuple, list)):
        return "、".join(said(item) for item in value)
    return str(value)


def joined(rows: Iterable[LeafRow]) -> Iterator[tuple[Path, Mapping[str, Sequence[LeafRow]]]]:
    """The rows by field, in the order of the sheet: path -> item -> its row and those in which a text goes on."""
    fields: dict[Path, dict[str, list[LeafRow]]] = {}
    for row in rows:
        fields.setdefault(row.path, {}).setdefault(row.item, []).append(row)
    yield from fields.items()


def goes_on(kind: str) -> bool:
    """True for a row that continues the text of the row before."""
    return kind in _GOES_ON
