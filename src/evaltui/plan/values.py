"""One value of plan.toml: is it what its key may hold, and what does it become."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from evaltui.catalogue.plan_keys import KINDS_ALLOWED, RANGES
from evaltui.plan.findings import Findings, brief, show
from evaltui.plan.keys import FIRST_YEAR, ID_PATTERN, LAST_YEAR, OPEN_END, Key, Kind
from evaltui.plan.spans import KeyPath
from evaltui.plan.targets import exact_number, parse_target

UNFIT: Final = object()
"""Stands for a value that was refused; the problem is in the findings already."""

Read: TypeAlias = Callable[[Key, object, KeyPath, Findings], Any]
"""(key, raw value, where it stands, findings) -> the frozen value, or UNFIT with a finding."""

_ID = re.compile(ID_PATTERN)
_DEEPEST_OPTION = 8
_SLIP = 0.8  # colums, tabel, submision; not style for title


def read_value(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    """`raw` as `key` wants it, frozen; UNFIT where it does not fit. Kinds table and words are the caller's."""
    return _READERS[key.kind](key, raw, path, out)


def allowed(key: Key) -> str:
    """What `key` may hold, for a sentence."""
    if key.kind == "choice":
        return KINDS_ALLOWED["choice"].format(choices="、".join(choice or '""' for choice in key.choices))
    if key.kind == "integer" and key.low is not None:
        return RANGES["between"].format(low=key.low, high=key.high)
    return KINDS_ALLOWED[key.kind]


def check_extra(name: str, known: tuple[str, ...], path: KeyPath, out: Findings) -> bool:
    """Whether `name` may stand beside the known names: not where it is nearly one of them, which is a slip."""
    slip = next((k for k in known if k != name and _nearly(name, k)), None)
    if slip is not None:
        out.add("plan_misspelt_key", (*path, name), found=brief(name), known=slip)
    return slip is None


def freeze(raw: object, path: KeyPath, out: Findings, depth: int = 0) -> Any:
    """A read-only copy of whatever TOML can hold; UNFIT where it is too deep or not a number."""
    if depth > _DEEPEST_OPTION:
        out.add("plan_option_too_deep", path[: -depth or None], found=str(path[-depth - 1]))
        return UNFIT
    if isinstance(raw, Mapping):
        items = {str(key): freeze(value, (*path, key), out, depth + 1) for key, value in raw.items()}
        return UNFIT if UNFIT in items.values() else MappingProxyType(items)
    if isinstance(raw, (list, tuple)):
        values = [freeze(value, (*path, index), out, depth + 1) for index, value in enumerate(raw)]
        return UNFIT if UNFIT in values else tuple(values)
    if isinstance(raw, Decimal) and exact_number(raw) is None:
        out.add("plan_bad_number", path, found=show(raw), allowed=KINDS_ALLOWED["number"])
        return UNFIT
    return _text(raw, path, out, lines=True) if isinstance(raw, str) else raw


def _nearly(found: str, known: str) -> bool:
    return abs(len(found) - len(known)) <= 1 and difflib.SequenceMatcher(None, found, known).ratio() >= _SLIP


def _wrong_type(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    out.add("plan_wrong_type", path, found=show(raw), allowed=allowed(key))
    return UNFIT


def _id(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    if not isinstance(raw, str):
        return _wrong_type(key, raw, path, out)
    if raw == "" and key.default == "" and not key.required:
        return raw
    if not _ID.fullmatch(raw):
        out.add("plan_bad_id", path, found=show(raw))
        return UNFIT
    return raw


def _text(raw: str, path: KeyPath, out: Findings, *, lines: bool) -> Any:
    bad = next((c for c in raw if _invisible(c) and not (lines and c in "\n\t")), None)
    if bad is not None:
        out.add("plan_control_character", path, found=show(bad))
        return UNFIT
    if lines:
        return raw.strip()
    if raw != raw.strip():
        out.add("plan_blank_edge", path, found=show(raw))
        return UNFIT
    return raw


def _invisible(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _line(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    if not isinstance(raw, str):
        return _wrong_type(key, raw, path, out)
    text = _text(raw, path, out, lines=key.kind == "prose")
    if text == "" and key.required and not key.blank:
        out.add("plan_blank_text", path, about=key.about)
        return UNFIT
    return text


def _integer(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    if not isinstance(raw, int) or isinstance(raw, bool):
        return _wrong_type(key, raw, path, out)
    if (key.low is not None and raw < key.low) or (key.high is not None and raw > key.high):
        out.add("plan_out_of_range", path, found=show(raw), allowed=allowed(key))
        return UNFIT
    return raw


def _number(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    if not isinstance(raw, (int, Decimal, str)) or isinstance(raw, bool):
        return _wrong_type(key, raw, path, out)
    if key.kind == "bound" and raw == OPEN_END:
        return None
    value = exact_number(raw)
    if value is None:
        out.add("plan_bad_number", path, found=show(raw), allowed=allowed(key))
        return UNFIT
    return value


def _flag(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    return raw if isinstance(raw, bool) else _wrong_type(key, raw, path, out)


def _date(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    if raw is None and not key.required and key.default is None:
        return None
    return raw if isinstance(raw, date) and not isinstance(raw, datetime) else _wrong_type(key, raw, path, out)


def _choice(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    if not isinstance(raw, str):
        return _wrong_type(key, raw, path, out)
    if raw not in key.choices:
        choices = "、".join(choice or '""' for choice in key.choices)
        out.add("plan_not_a_choice", path, found=show(raw), near=out.near(raw, key.choices), allowed=choices)
        return UNFIT
    return raw


def _target(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    if not isinstance(raw, (int, Decimal, str)) or isinstance(raw, bool):
        return _wrong_type(key, raw, path, out)
    target, readable = parse_target(raw)
    if not readable:
        out.add("plan_bad_target", path, found=show(raw), allowed=allowed(key))
        return UNFIT
    return target


def _foreign(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    if not isinstance(raw, str):
        return _wrong_type(key, raw, path, out)
    if raw == "" and not key.required:
        return raw
    if not _is_foreign(raw):
        out.add("plan_bad_foreign", path, found=show(raw))
        return UNFIT
    return raw


def _is_foreign(text: str) -> bool:
    return re.fullmatch(f"{ID_PATTERN}:{ID_PATTERN}", text) is not None


def _mention(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    if isinstance(raw, str) and _is_foreign(raw):
        return raw
    return _id(key, raw, path, out)


def _integers_item(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    return _integer(Key(key.name, "integer", low=key.low, high=key.high), raw, path, out)


def _text_item(kind: Kind) -> Read:
    def read(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
        return _line(Key(key.name, kind, required=True), raw, path, out)

    return read


def _listed(item: Read, *, distinct: bool) -> Read:
    def read(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
        if not isinstance(raw, (list, tuple)):
            return _wrong_type(key, raw, path, out)
        values: list[Any] = []
        seen: set[Any] = set()
        for index, element in enumerate(raw):
            value = item(key, element, (*path, index), out)
            if distinct and value is not UNFIT:
                if value in seen:
                    out.add("plan_repeated_item", (*path, index), found=show(element))
                    value = UNFIT
                seen.add(value)
            values.append(value)
        return UNFIT if UNFIT in values else tuple(values)

    return read


def _dates(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    return _named(key, raw, path, out, lambda value, at: _date(Key("", "date", required=True), value, at, out))


def _limits(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    limit = Key("", "integer", low=1, high=1_000_000)
    return _named(key, raw, path, out, lambda value, at: _integer(limit, value, at, out), closed=True)


def _named(
    key: Key,
    raw: object,
    path: KeyPath,
    out: Findings,
    read: Callable[[object, KeyPath], Any],
    *,
    closed: bool = False,
) -> Any:
    if not isinstance(raw, Mapping):
        return _wrong_type(key, raw, path, out)
    values: dict[str, Any] = {}
    for name, value in raw.items():
        at = (*path, name)
        if closed and name not in key.choices:
            known = "、".join(key.choices)
            out.add("plan_unknown_key", at, found=brief(name), near=out.near(name, key.choices), allowed=known)
            values[name] = UNFIT
        elif not _ID.fullmatch(name):
            out.add("plan_bad_id", at, found=show(name))
            values[name] = UNFIT
        elif name not in key.choices and not check_extra(name, key.choices, path, out):
            values[name] = UNFIT
        else:
            values[name] = read(value, at)
    return UNFIT if UNFIT in values.values() else MappingProxyType(values)


def _milestones(key: Key, raw: object, path: KeyPath, out: Findings) -> Any:
    if not isinstance(raw, Mapping):
        return _wrong_type(key, raw, path, out)
    values: dict[int, Any] = {}
    fit = True
    for name, value in raw.items():
        at = (*path, str(name))
        if not re.fullmatch(r"[0-9]{4}", str(name)) or not FIRST_YEAR <= int(name) <= LAST_YEAR:
            out.add("plan_wrong_type", at, found=show(name), allowed=allowed(key))
            fit = False
            continue
        number = _number(Key("", "number"), value, at, out)
        fit = fit and number is not UNFIT
        values[int(name)] = number
    return MappingProxyType(dict(sorted(values.items()))) if fit else UNFIT


_READERS: Mapping[str, Read] = {
    "id": _id,
    "line": _line,
    "prose": _line,
    "integer": _integer,
    "number": _number,
    "bound": _number,
    "flag": _flag,
    "date": _date,
    "choice": _choice,
    "target": _target,
    "foreign": _foreign,
    "lines": _listed(_text_item("line"), distinct=False),
    "proses": _listed(_text_item("prose"), distinct=False),
    "ids": _listed(_id, distinct=True),
    "mentions": _listed(_mention, distinct=True),
    "integers": _listed(_integers_item, distinct=True),
    "dates": _dates,
    "limits": _limits,
    "milestones": _milestones,
    "free": lambda key, raw, path, out: raw,
}
