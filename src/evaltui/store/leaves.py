"""One value of one field: its normal form, when two are the same, and its form in JSON lines.

Everything that enters a record passes `normal`: text cleaned, numbers as typed and plain, tables frozen. Unknown keys of
a newer program may hold anything TOML can say (nested lists, tables in lists, times of day); it is kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias, cast

from evaltui.store.record import Leaf, number_leaf
from evaltui.text import clean

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

MAX_DIGITS: Final = 40
"""Longest number kept, digits and zeros written out; far beyond what parse_figure lets a person type."""
MAX_DEPTH: Final = 16
MAX_ITEMS: Final = 10_000


class UnfitValue(ValueError):
    """A value that no field can hold; `reason` is a key of catalogue.words.UNFIT_VALUE."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def normal(value: object, depth: int = 0) -> Leaf:
    """`value` as a record keeps it. UnfitValue for NaN, infinity, huge numbers, floats, deep nesting, other types."""
    if depth > MAX_DEPTH:
        raise UnfitValue("too_deep")
    match value:
        case bool():
            return value
        case str():
            return value if harmless(value) else clean(value)
        case int():
            return _whole(value)
        case Decimal():
            return _number(value)
        case datetime():
            return _moment(value)
        case date():
            return value
        case time():
            return cast(Leaf, value)
        case list() | tuple():
            if len(value) > MAX_ITEMS:
                raise UnfitValue("too_many")
            return cast(Leaf, tuple(normal(item, depth + 1) for item in value))
        case Mapping():
            return cast(Leaf, MappingProxyType({_name(key): normal(item, depth + 1) for key, item in value.items()}))
        case _:
            raise UnfitValue("type")


def harmless(text: str) -> bool:
    """True for plain ASCII, which needs no cleaning: most keys and many values."""
    return text.isascii() and text.isprintable()


def _name(key: object) -> str:
    if not isinstance(key, str) or not (harmless(key) or clean(key) == key):
        raise UnfitValue("key")
    return key


def _whole(value: int) -> int:
    if value.bit_length() > 4 * MAX_DIGITS or abs(value) >= 10**MAX_DIGITS:
        raise UnfitValue("too_long")
    return value


def _number(value: Decimal) -> int | Decimal:
    if not value.is_finite():
        raise UnfitValue("not_finite")
    exponent = cast(int, value.as_tuple().exponent)
    if max(len(value.as_tuple().digits), abs(exponent), abs(value.adjusted())) > MAX_DIGITS:
        raise UnfitValue("too_long")
    return number_leaf(value)


def _moment(value: datetime) -> datetime:
    offset = value.utcoffset()
    if offset is not None and offset.total_seconds() % 60:
        value = value.astimezone(UTC)
    return value.replace(fold=0)


def same(one: Leaf | None, other: Leaf | None) -> bool:
    """True where both say exactly the same: 12.5 and 12.50 differ, and so do 1 and true."""
    if type(one) is type(other) and isinstance(one, (str, int)):
        return one == other
    return to_json(one) == to_json(other)


def agree(one: Leaf | None, other: Leaf | None) -> bool:
    """True where two people mean the same: 12.5 and 12.50 agree."""
    if isinstance(one, (int, Decimal)) and isinstance(other, (int, Decimal)):
        return isinstance(one, bool) == isinstance(other, bool) and one == other
    return same(one, other)


def to_json(leaf: object) -> Json:
    """`leaf` in a form that JSON keeps without loss: whole numbers as numbers, decimals and dates as tagged text."""
    match leaf:
        case None | bool() | str():
            return leaf
        case int():
            return leaf
        case Decimal():
            return {"decimal": format(leaf, "f")}
        case datetime():
            return {"datetime": leaf.isoformat()}
        case date():
            return {"date": leaf.isoformat()}
        case time():
            return {"time": leaf.isoformat()}
        case list() | tuple():
            return [to_json(item) for item in leaf]
        case Mapping():
            return {"table": {str(key): to_json(item) for key, item in leaf.items()}}
        case _:
            raise UnfitValue("type")


def from_json(value: Json, depth: int = 0) -> Leaf | None:
    """The leaf that `to_json` wrote. UnfitValue for anything it could not have written."""
    if depth > 2 * MAX_DEPTH:
        raise UnfitValue("too_deep")
    if value is None:
        return None
    if isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, list):
        return cast(Leaf, tuple(from_json(item, depth + 1) for item in value))
    if not isinstance(value, dict) or len(value) != 1:
        raise UnfitValue("type")
    ((tag, inner),) = value.items()
    if tag == "table" and isinstance(inner, dict):
        return cast(Leaf, MappingProxyType({key: from_json(item, depth + 1) for key, item in inner.items()}))
    if not isinstance(inner, str):
        raise UnfitValue("type")
    return _tagged(tag, inner)


def _tagged(tag: str, text: str) -> Leaf:
    try:
        match tag:
            case "decimal":
                number = Decimal(text)
                if isinstance(_number(number), (int, Decimal)):
                    return number
            case "date":
                return date.fromisoformat(text)
            case "datetime":
                return datetime.fromisoformat(text)
            case "time":
                return cast(Leaf, time.fromisoformat(text))
    except (ArithmeticError, ValueError):
        pass
    raise UnfitValue("type")


def compact(value: Json) -> str:
    """One line of JSON, keys in the order given, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
