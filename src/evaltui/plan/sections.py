"""From raw tables to rows: every key of every section checked by itself, against KEYS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from evaltui.catalogue.plan_keys import KINDS_ALLOWED, RANGES
from evaltui.plan.findings import Findings, brief, show
from evaltui.plan.keys import CORE_RATINGS, KEYS, Key, Section
from evaltui.plan.model import RatingWord
from evaltui.plan.spans import KeyPath
from evaltui.plan.values import UNFIT, allowed, check_extra, freeze, read_value

MOST_ROWS = 2000
"""Rows of one section at most; the longest of the bundled plans has 40."""

_EXAMPLES = {
    "period": "{ base = 2020, first = 2021, last = 2025 }",
    "rating": '{ lag = "either" }',
    "measures.bounds": "{ min = 0, max = 100 }",
    "measures.ratio": '{ num = "work_deaths", den = "gdp" }',
}


@dataclass
class Row:
    """One table as it was read: what was written, the values that fit, and where. `complete`: every key
    that must be there is, and fits."""

    section: Section
    path: KeyPath
    raw: Mapping[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    complete: bool = True

    def get(self, name: str) -> Any:
        """The value of a key as written, None where it is not written or was refused."""
        return self.values.get(name)

    def at(self, name: str) -> KeyPath:
        """The path of one of its keys."""
        return (*self.path, name)

    def build(self) -> Any:
        """The dataclass of a complete row."""
        return self.section.makes(**self.values)


@dataclass
class Rows:
    """A whole file: the top table and the rows of each section."""

    top: Row
    sections: Mapping[str, list[Row]]

    def __getitem__(self, section: str) -> list[Row]:
        return self.sections[section]

    def ids(self, section: str) -> Iterator[str]:
        """The ids of a section, those of faulty rows too, so that one mistake is told once."""
        return (row.values["id"] for row in self.sections[section] if "id" in row.values)


def read_rows(tables: Mapping[str, Any], out: Findings) -> Rows:
    """Read every section of plan.toml; what does not fit is in `out`."""
    top = read_section(KEYS[""], tables, (), out)
    sections: dict[str, list[Row]] = {}
    for path, section in KEYS.items():
        if section.rows:
            sections[path] = _rows(section, tables.get(path, []), out)
            top.values[path] = ()
    return Rows(top, sections)


def read_section(section: Section, raw: Mapping[str, Any], path: KeyPath, out: Findings) -> Row:
    """One table against its section's keys."""
    row = Row(section, path, raw)
    for name in raw:
        if name not in section.names:
            _extra_key(section, str(name), raw[name], row, out)
    for key in section.keys:
        if key.name in raw:
            value = _value(key, raw[key.name], (*path, key.name), out)
        elif key.required:
            out.add("plan_missing_key", path, key=key.name, about=key.about, allowed=allowed_here(key))
            value = UNFIT
        else:
            continue
        if value is UNFIT:
            row.complete = False
        else:
            row.values[key.name] = value
    return row


def allowed_here(key: Key) -> str:
    """What a key may hold, nested tables with an example."""
    if key.kind == "table" and KEYS[key.section].rows:
        return RANGES["rows"].format(section=key.section)
    if key.kind == "table":
        return KINDS_ALLOWED["table"].format(example=_EXAMPLES[key.section])
    return allowed(key)


def _rows(section: Section, raw: object, out: Findings) -> list[Row]:
    expected = RANGES["rows"].format(section=section.path)
    if not isinstance(raw, (list, tuple)):
        out.add("plan_wrong_type", (section.path,), found=show(raw), allowed=expected)
        return []
    if len(raw) > MOST_ROWS:
        out.add("plan_too_many_rows", (section.path, MOST_ROWS), most=MOST_ROWS)
    rows = []
    for index, element in enumerate(raw[:MOST_ROWS]):
        if isinstance(element, Mapping):
            rows.append(read_section(section, element, (section.path, index), out))
        else:
            out.add("plan_wrong_type", (section.path, index), found=show(element), allowed=expected)
    return rows


def _extra_key(section: Section, name: str, raw: object, row: Row, out: Findings) -> None:
    if not section.loose:
        names = "、".join(section.names)
        at = row.at(name)
        out.add("plan_unknown_key", at, found=brief(name), near=out.near(name, section.names), allowed=names)
        return
    value = freeze(raw, row.at(name), out) if check_extra(name, section.names, row.path, out) else UNFIT
    if value is not UNFIT:
        row.values["options"] = MappingProxyType({**row.values.get("options", {}), name: value})


def _value(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    if key.kind == "words":
        return _words(key, raw, path, out)
    if key.kind != "table":
        return read_value(key, raw, path, out)
    if KEYS[key.section].rows:
        return ()
    if raw is None and not key.required:
        return None
    if not isinstance(raw, Mapping):
        out.add("plan_wrong_type", path, found=show(raw), allowed=allowed_here(key))
        return UNFIT
    row = read_section(KEYS[key.section], raw, path, out)
    return row.build() if row.complete else UNFIT


def _words(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    """[rating.words]: a text replaces the word of a core rating; a table makes a rating of its own."""
    if not isinstance(raw, Mapping):
        out.add("plan_wrong_type", path, found=show(raw), allowed=allowed(key))
        return UNFIT
    words: dict[str, Any] = {}
    for name, said in raw.items():
        at = (*path, name)
        found = brief(name)
        value: Any = UNFIT
        if read_value(Key("", "id", required=True), name, at, out) is UNFIT:
            pass
        elif isinstance(said, str) and name not in CORE_RATINGS:
            out.add("plan_word_needs_counts_as", at, found=found, allowed="、".join(CORE_RATINGS))
        elif isinstance(said, str):
            word = read_value(Key("", "line", required=True, about=key.about), said, at, out)
            value = UNFIT if word is UNFIT else RatingWord(word, name)
        elif isinstance(said, Mapping):
            row = read_section(KEYS[key.section], said, at, out)
            value = row.build() if row.complete else UNFIT
            if row.complete and name in CORE_RATINGS and value.counts_as != name:
                out.add("plan_word_counts_as_itself", at, found=found)
        else:
            out.add("plan_wrong_type", at, found=show(said), allowed=allowed(key))
        words[name] = value
    return UNFIT if UNFIT in words.values() else MappingProxyType(words)
