"""TOML bytes <-> record and envelope, deterministic both ways; what cannot be read becomes problems, never a traceback.

The content sha of a file is the sha256 of its bytes without the [head] block, so that the history's hashes do not
depend on the head that names the history's last line.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, cast

import tomli_w

from evaltui.catalogue.words import FIELD_TYPE, UNFIT_VALUE
from evaltui.errors import Problem, problem
from evaltui.store.folder import MAX_BYTES
from evaltui.store.formats import FORMAT, record_kind, table_of
from evaltui.store.keys import ID, Key, KeyTable, fits, year_key_order
from evaltui.store.leaves import MAX_DEPTH, UnfitValue, harmless, normal
from evaltui.store.record import Leaf, Path, Record, dotted
from evaltui.text import clean

FIRST_LINE: Final = "# 本文件由 evaltui 读写，注释不会保留。可以用编辑器修改，保存后程序会记入修改记录。\n"
LISTED: Final = "units"
"""The one array of tables ([[units]] of workspace.toml): its entries are fields below their `id`."""

_HEAD = re.compile(rb'\n\[head\]\nseq = [0-9]{1,18}\nsha = "[0-9a-f]{0,64}"\n')
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Head:
    """[head]: the last history line this file knows of."""

    seq: int = 0
    sha: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file says. `record` holds the fields that are valid; `broken` where some are not, or none could be read.

    `sha` is the content sha of the bytes as they are; `newer` marks a format this program does not know.
    """

    record: Record
    head: Head = Head()
    sha: str = ""
    problems: tuple[Problem, ...] = ()
    broken: bool = False
    newer: bool = False


class _Plain(Decimal):
    """A decimal that tomli_w writes without exponent."""

    def __str__(self) -> str:
        return format(Decimal(self), "f")


def sha256(data: bytes) -> str:
    """Hex digest."""
    return hashlib.sha256(data).hexdigest()


def content_sha(data: bytes) -> str:
    """sha256 of a file's bytes without its [head] block."""
    return sha256(_HEAD.sub(b"", data, count=1))


def with_head(data: bytes, head: Head) -> bytes:
    """A rendered file with its [head] block saying `head`."""
    return _HEAD.sub(_head_block(head).encode(), data, count=1)


def read(data: bytes, owner: str, place: str) -> Parsed:
    """The record of `owner` in `data`; `place` is the file's name for people."""
    tree, problems = load_toml(data, place)
    if tree is None:
        return Parsed(Record(owner), problems=problems, broken=True)
    found: list[Problem] = []
    stated = tree.pop("format", None)
    newer = isinstance(stated, int) and stated > FORMAT
    if newer:
        found.append(problem("store_newer_format", place, found=stated, known=FORMAT))
    elif stated != FORMAT or isinstance(stated, bool):
        found.append(problem("store_format_missing", place, known=FORMAT))
    if record_kind(owner) == "unit":
        name = tree.pop("unit", owner)
        if name != owner:
            found.append(problem("store_wrong_owner", place, found=name, expected=owner))
    head = _head(tree.pop("head", None))
    if record_kind(owner) == "workspace" and LISTED in tree:
        tree[LISTED] = _listed(tree[LISTED], place, found)
    fields = _Fields(table_of(owner), place, found)
    fields.take(tree, ())
    broken = any(item.severity == "must_fix" for item in found)
    return Parsed(Record(owner, MappingProxyType(fields.kept)), head, content_sha(data), tuple(found), broken, newer)


def load_toml(data: bytes, place: str) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """The bare TOML tree with exact decimals, or None and the problem with its line and column."""
    if len(data) > MAX_BYTES:
        return None, (problem("store_too_big", place, limit=MAX_BYTES // 1024 // 1024),)
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return None, (problem("store_not_utf8", f"{place}，第{line}行"),)
    try:
        return tomllib.loads(text, parse_float=Decimal), ()
    except RecursionError:
        return None, (problem("store_too_deep", place),)
    except (ValueError, ArithmeticError) as error:
        at = _PLACE.search(str(error))
        where = f"{place}，第{at.group(1)}行第{at.group(2)}列" if at else f"{place}，文件末尾"
        return None, (problem("store_bad_toml", where),)


def render(record: Record, head: Head | None = None) -> bytes:
    """The file of a record: LF, known keys first, same record same bytes. ValueError where a field contradicts another."""
    top: dict[str, Any] = {"format": FORMAT}
    if record_kind(record.owner) == "unit":
        top["unit"] = record.owner
    tables: dict[str, Any] = {}
    listed: dict[str, dict[str, Any]] = {}
    order = table_of(record.owner).order
    for path, leaf in sorted(record.fields.items(), key=lambda item: order(item[0])):
        if record.owner == "workspace" and path[0] == LISTED and len(path) == 3:
            listed.setdefault(path[1], {})[path[2]] = _writable(leaf)
        elif len(path) == 1 and not isinstance(leaf, Mapping):
            top[path[0]] = _writable(leaf)
        else:
            _put(tables, path, leaf)
    parts = [FIRST_LINE, tomli_w.dumps(top)]
    if head is not None:
        parts.append(_head_block(head))
    if tables:
        parts.append("\n" + tomli_w.dumps(tables, multiline_strings=True))
    for name in dict.fromkeys(path[1] for path in record.fields if path[0] == LISTED and path[1] in listed):
        parts.append(f"\n[[{LISTED}]]\n" + tomli_w.dumps(listed[name]))
    return "".join(parts).encode()


def render_document(document: Mapping[str, object]) -> bytes:
    """A nested document (snapshot, manifest) as TOML in the order given. UnfitValue for what no field can hold."""
    return (FIRST_LINE + tomli_w.dumps(_writable(normal(document)), multiline_strings=True)).encode()


def read_document(data: bytes, place: str) -> tuple[Mapping[str, Any] | None, tuple[Problem, ...]]:
    """The nested document that `render_document` wrote, or None and why not."""
    tree, problems = load_toml(data, place)
    if tree is None:
        return None, problems
    try:
        return cast(Mapping[str, Any], normal(tree)), ()
    except UnfitValue as error:
        return None, (problem("store_unfit_value", place, key="", why=UNFIT_VALUE[error.reason]),)


def tree_of(record: Record) -> dict[str, object]:
    """The record's fields as nested tables, in the order of its file."""
    tables: dict[str, Any] = {}
    order = table_of(record.owner).order
    for path, leaf in sorted(record.fields.items(), key=lambda item: order(item[0])):
        _put(tables, path, leaf)
    return tables


def record_of(owner: str, tree: Mapping[str, object]) -> Record:
    """The record whose fields are `tree`'s, as `tree_of` made it."""
    fields = _Fields(table_of(owner), "", [])
    fields.take(dict(tree), ())
    return Record(owner, MappingProxyType(fields.kept))


class _Fields:
    """Takes a TOML tree apart into fields, noting what does not fit."""

    def __init__(self, table: KeyTable, place: str, found: list[Problem]) -> None:
        self.table = table
        self.place = place
        self.found = found
        self.kept: dict[Path, Leaf] = {}

    def take(self, tree: Mapping[str, Any], prefix: Path) -> None:
        if len(prefix) > MAX_DEPTH:
            self.found.append(problem("store_too_deep", self.place, path=prefix))
            return
        years = self.table.is_year_table(prefix)
        for name, value in tree.items():
            path = (*prefix, name)
            if len(name) > 200 or not (harmless(name) or clean(name) == name):
                self.found.append(problem("store_bad_key", self.place, path=prefix, key=dotted(prefix)))
                continue
            key = self.table.find(path)
            if isinstance(value, Mapping) and key is not None and key.type == "year":
                if value:
                    self.keep(path, value, key)
            elif isinstance(value, Mapping) and (key is None or key.type == "tree"):
                self.take(value, path)
            elif years and key is None:
                self.found.append(problem("store_not_a_year", self.place, path=path, key=dotted(path)))
            else:
                self.keep(path, value, key)

    def keep(self, path: Path, value: object, key: Key | None) -> None:
        try:
            leaf = normal(value)
        except UnfitValue as error:
            why = UNFIT_VALUE[error.reason]
            self.found.append(problem("store_unfit_value", self.place, path=path, key=dotted(path), why=why))
            return
        if key is not None and not fits(key, leaf):
            needs = FIELD_TYPE[key.type] + (f"（{'、'.join(key.choices)}之一）" if key.choices else "")
            self.found.append(problem("store_wrong_type", self.place, path=path, key=dotted(path), needs=needs))
            return
        if key is None and self.table.is_table(path):
            needs = FIELD_TYPE["tree"]
            self.found.append(problem("store_wrong_type", self.place, path=path, key=dotted(path), needs=needs))
            return
        if key is None:
            self.found.append(problem("store_unknown_key", self.place, path=path, key=dotted(path)))
        self.kept[path] = leaf


def _head_block(head: Head) -> str:
    return f'\n[head]\nseq = {head.seq}\nsha = "{head.sha}"\n'


def _head(value: object) -> Head:
    if isinstance(value, Mapping):
        seq, sha = value.get("seq"), value.get("sha")
        if isinstance(seq, int) and isinstance(sha, str):
            return Head(seq, sha)
    return Head()


def _listed(value: object, place: str, found: list[Problem]) -> dict[str, Any]:
    """[[units]] as a mapping by id; entries without a proper id of their own are problems."""
    entries: dict[str, Any] = {}
    for number, entry in enumerate(value if isinstance(value, list) else [value], 1):
        unit = entry.get("id") if isinstance(entry, Mapping) else None
        if not isinstance(unit, str) or not ID.match(unit) or unit in entries or record_kind(unit) != "unit":
            found.append(
                problem("store_bad_unit_entry", place, number=number, found=unit if unit is not None else "空")
            )
        elif any(isinstance(item, Mapping) for item in entry.values()):
            found.append(problem("store_bad_unit_entry", place, number=number, found=unit))
        else:
            entries[unit] = entry
    return entries


def _put(tables: dict[str, Any], path: Path, leaf: Leaf) -> None:
    node = tables
    for part in path[:-1]:
        below = node.setdefault(part, {})
        if not isinstance(below, dict):
            raise ValueError(dotted(path))
        node = below
    if path[-1] in node:
        raise ValueError(dotted(path))
    if isinstance(leaf, Mapping):
        leaf = {name: leaf[name] for name in sorted(leaf, key=year_key_order)}
    node[path[-1]] = _writable(leaf)


def _writable(value: object) -> Any:
    if isinstance(value, Decimal):
        return _Plain(value)
    if isinstance(value, Mapping):
        return {key: _writable(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_writable(item) for item in value]
    return value
