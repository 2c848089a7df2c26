"""What one key of one file is: its path pattern, type, writer, reader and meaning; and finding a path's key.

The tables themselves are in `formats`; this module only knows how to read them. A pattern is a tuple of TOML keys in
which ``<name>`` stands for any id and ``<year>`` for a calendar year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from evaltui.store.record import Leaf, Path

KeyType = Literal[
    "text", "line", "int", "number", "bool", "date", "datetime", "month", "texts", "numbers", "year", "sha", "tree"
]
"""line: text without a line break. month: "2025-06". texts, numbers: lists. year: a year field (number, text that is
still a question, or a table of YEAR_KEYS). sha: 64 hex digits or "". tree: anything below, kept as it is."""

Writer = Literal["unit", "office", "writer", "program", "admin"]

ID: Final = re.compile(r"[a-z0-9_]{1,64}\Z")
YEAR: Final = re.compile(r"[12][0-9]{3}\Z")
MONTH: Final = re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])\Z")
SHA: Final = re.compile(r"([0-9a-f]{64})?\Z")
_DIGITS: Final = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Key:
    """One row of docs/format.md. `meaning` is Chinese; `choices` are the only values allowed, where there are any."""

    pattern: Path
    type: KeyType
    writer: tuple[Writer, ...]
    reader: str
    meaning: str
    choices: tuple[str, ...] = ()

    @property
    def dotted(self) -> str:
        """The pattern as docs/format.md prints it."""
        return ".".join(self.pattern)


@dataclass
class _Node:
    key: Key | None = None
    order: int = 0
    fixed: dict[str, _Node] = field(default_factory=dict)
    year: _Node | None = None
    any: _Node | None = None


class KeyTable:
    """The keys of one kind of file, looked up by path."""

    def __init__(self, kind: str, keys: Iterable[Key]) -> None:
        self.kind = kind
        self.keys = tuple(keys)
        self._root = _Node()
        self._count = len(self.keys)
        for order, key in enumerate(self.keys):
            node = self._root
            node.order = min(node.order, order)
            for part in key.pattern:
                node = _child(node, part, order)
            node.key = key
            node.order = order

    def find(self, path: Path) -> Key | None:
        """The key that `path` is an instance of, or None for a path this format does not know."""
        node: _Node | None = self._root
        for part in path:
            node = _step(node, part) if node is not None else None
            if node is not None and node.key is not None and node.key.type == "tree":
                return node.key
        return node.key if node is not None else None

    def is_table(self, path: Path) -> bool:
        """True where this format has a table at `path`, so that no single value can stand there."""
        node: _Node | None = self._root
        for part in path:
            node = _step(node, part) if node is not None else None
        return node is not None and node.key is None

    def is_year_table(self, path: Path) -> bool:
        """True where the keys below `path` are calendar years with one field each."""
        node: _Node | None = self._root
        for part in path:
            node = _step(node, part) if node is not None else None
        return node is not None and node.year is not None and node.year.key is not None

    def order(self, path: Path) -> tuple[tuple[int, str], ...]:
        """Sort key: known keys in the order of the table, then unknown ones; ids and years by name, s1_2 before s1_10.

        The order depends on the path alone, so that removing a field and putting it back gives the same file.
        """
        found: list[tuple[int, str]] = []
        node: _Node | None = self._root
        for part in path:
            after = _step(node, part) if node is not None else None
            found.append((self._count if after is None else after.order, natural(part)))
            node = after
        return tuple(found)


@lru_cache(maxsize=4096)
def natural(name: str) -> str:
    """`name` with its numbers padded, so that sorting puts 2 before 10."""
    return _DIGITS.sub(lambda found: found.group().zfill(12), name)


def _child(node: _Node, part: str, order: int) -> _Node:
    if part == "<year>":
        node.year = node.year or _Node(order=order)
        return node.year
    if part.startswith("<"):
        node.any = node.any or _Node(order=order)
        return node.any
    return node.fixed.setdefault(part, _Node(order=order))


def _step(node: _Node, part: str) -> _Node | None:
    fixed = node.fixed.get(part)
    if fixed is not None:
        return fixed
    if node.year is not None and YEAR.match(part):
        return node.year
    return node.any


def fits(key: Key, leaf: Leaf) -> bool:
    """True where `leaf` is of the key's type and among its choices."""
    if key.type == "year":
        return year_leaf_fits(leaf)
    if key.type == "tree":
        return True
    return _scalar_fits(key.type, leaf) and (not key.choices or leaf in key.choices)


YEAR_KEYS: Final[tuple[Key, ...]] = (
    Key(("value",), "number", ("unit",), "评价、表格", "数值：原始值用指标的计量单位，降幅用百分数"),
    Key(("reading",), "line", ("unit",), "评价", "填报方式，缺省为原始值", ("raw", "vs_base", "yoy")),
    Key(
        ("state",), "line", ("unit",), "评价、填报率", "没有数值的原因：未发生、不适用、暂缺、由上级统计、基期无此制度",
        ("not_occurred", "not_applicable", "not_available", "by_superior", "no_system"),
    ),
    Key(("reason",), "text", ("unit",), "校核、表格注", "没有数值、与历史上报数不一致等情况的说明"),
    Key(("flag",), "line", ("unit",), "表格注", "快报数、修订数", ("preliminary", "revised")),
    Key(("scope",), "line", ("unit",), "校核", "该年统计口径（与其他年份不同时填）"),
    Key(("num",), "number", ("unit",), "合并计算", "分子"),
    Key(("den",), "number", ("unit",), "合并计算", "分母"),
    Key(("basis",), "text", ("unit",), "校核、评价依据", "预测的依据"),
    Key(("through",), "date", ("unit",), "校核", "年内累计数截止日期"),
    Key(("note",), "text", ("unit",), "表格注", "备注"),
    Key(("raw",), "text", ("unit",), "校核", "原样保留、还需确认的填写内容；有它就是必改"),
)  # fmt: skip  # one key, one line
"""The keys of a year that says more than its number."""

_YEAR_KEY_BY_NAME: Final[Mapping[str, Key]] = {key.pattern[0]: key for key in YEAR_KEYS}

_YEAR_KEY_ORDER: Final[Mapping[str, int]] = {key.pattern[0]: order for order, key in enumerate(YEAR_KEYS)}


def year_key_order(name: str) -> tuple[int, str]:
    """Sort key for the keys of one year: known ones in the order of the table, then the others by name."""
    return _YEAR_KEY_ORDER.get(name, len(YEAR_KEYS)), name


def year_leaf_fits(leaf: Leaf) -> bool:
    """True for a number, a text (a question), or a table whose known keys have their types."""
    if isinstance(leaf, Mapping):
        return all(_year_key_fits(name, value) for name, value in leaf.items())
    return isinstance(leaf, str) or _scalar_fits("number", leaf)


def unknown_year_keys(leaf: Leaf | None) -> dict[str, object]:
    """The keys of a year table that this format does not know; they outlive an edit of the others."""
    if not isinstance(leaf, Mapping):
        return {}
    return {name: value for name, value in leaf.items() if name not in _YEAR_KEY_BY_NAME}


def _year_key_fits(name: str, value: object) -> bool:
    key = _YEAR_KEY_BY_NAME.get(name)
    return key is None or (_scalar_fits(key.type, value) and (not key.choices or value in key.choices))


def _scalar_fits(kind: KeyType, leaf: object) -> bool:
    match kind:
        case "text":
            return isinstance(leaf, str)
        case "line":
            return isinstance(leaf, str) and "\n" not in leaf
        case "int":
            return isinstance(leaf, int) and not isinstance(leaf, bool)
        case "number":
            return isinstance(leaf, (int, Decimal)) and not isinstance(leaf, bool)
        case "bool":
            return isinstance(leaf, bool)
        case "date":
            return isinstance(leaf, date) and not isinstance(leaf, datetime)
        case "datetime":
            return isinstance(leaf, datetime)
        case "month":
            return isinstance(leaf, str) and MONTH.match(leaf) is not None
        case "sha":
            return isinstance(leaf, str) and SHA.match(leaf) is not None
        case "texts":
            return isinstance(leaf, (tuple, list)) and all(isinstance(item, str) for item in leaf)
        case "numbers":
            return isinstance(leaf, (tuple, list)) and all(_scalar_fits("number", item) for item in leaf)
        case _:
            return True
