"""What one unit filled in: a flat mapping from field paths to leaves, with typed views over it.

A *field* is what is edited, merged, undone and logged as one: normally one leaf of the unit's file, but everything of
one year of one measure is one field (architecture.md section 5). A path is the tuple of TOML keys leading to it::

    ("measures", "work_accidents", "values", "2022")
    ("plans", "safety_plan", "contact", "name")

Leaves are TOML scalars (`str`, `int`, `Decimal`, `bool`, `date`, `datetime`), tuples of them, or, for a year field
that says more than its number, a read-only mapping of scalars. Numbers are `int` where typed without a point, else
`Decimal`: what was typed is what is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, TypeAlias, cast

Path: TypeAlias = tuple[str, ...]
Scalar: TypeAlias = str | int | Decimal | bool | date | datetime
Leaf: TypeAlias = Scalar | tuple[Scalar, ...] | Mapping[str, Scalar]
Changes: TypeAlias = Mapping[Path, Leaf | None]
"""New leaves by path; None removes the field."""

Reading = Literal["raw", "vs_base", "yoy"]
YearState = Literal["not_occurred", "not_applicable", "not_available", "by_superior", "no_system"]
Flag = Literal["preliminary", "revised"]

YEAR_TABLES = frozenset({"values", "forecast", "ytd"})
"""Tables of a measure whose entries are year fields."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One year of one measure, as filled in. All None: the field is absent.

    value: the number as typed, in the measure's uom (reading raw) or in percent (vs_base, yoy: a fall is positive).
    state: why there is no number. num/den: parts of a share or ratio. raw: text that is still a question (must_fix).
    basis: why a forecast is what it is. through: the day a year-to-date figure runs to.
    """

    value: Decimal | None = None
    reading: Reading = "raw"
    state: YearState | None = None
    reason: str = ""
    flag: Flag | None = None
    scope: str = ""
    note: str = ""
    num: Decimal | None = None
    den: Decimal | None = None
    raw: str = ""
    basis: str = ""
    through: date | None = None

    @property
    def answered(self) -> bool:
        """True where the slot needs no further answer: a number or a state, and no open question."""
        return (self.value is not None or self.state is not None) and not self.raw

    @classmethod
    def from_leaf(cls, leaf: Leaf) -> Figure:
        """Read a year field. A bare number is a raw value; text is a question."""
        if isinstance(leaf, Mapping):
            known = {key: value for key, value in leaf.items() if key in cls.__slots__}
            for key in ("value", "num", "den"):
                if isinstance(known.get(key), int):
                    known[key] = Decimal(cast(int, known[key]))
            return cls(**known)  # type: ignore[arg-type]  # the loader checked keys and types against formats.py
        if isinstance(leaf, (int, Decimal)) and not isinstance(leaf, bool):
            return cls(value=Decimal(leaf))
        return cls(raw=str(leaf))

    def to_leaf(self) -> Leaf:
        """The shortest form: a bare number where there is nothing else to say."""
        parts: dict[str, Scalar] = {}
        if self.value is not None:
            parts["value"] = number_leaf(self.value)
        for key in ("state", "reason", "flag", "scope", "note", "raw", "basis", "through"):
            value = getattr(self, key)
            if value:
                parts[key] = value
        if self.reading != "raw":
            parts["reading"] = self.reading
        for key in ("num", "den"):
            value = getattr(self, key)
            if value is not None:
                parts[key] = number_leaf(value)
        if set(parts) == {"value"}:
            return parts["value"]
        return MappingProxyType(dict(sorted(parts.items(), key=lambda item: _FIGURE_ORDER.index(item[0]))))


_FIGURE_ORDER = (
    "value", "reading", "state", "reason", "flag", "scope", "num", "den", "basis", "through", "note", "raw",
)  # fmt: skip  # one line reads as what it is: the order of keys in the file


def number_leaf(value: Decimal) -> int | Decimal:
    """`value` as TOML keeps it: an integer where it was typed without a point, else a plain decimal."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= 0:
        return int(value)
    return value


@dataclass(frozen=True, slots=True)
class Record:
    """Everything in one file of filled-in data (a unit's, or the city's), without its envelope.

    `owner` is the unit id, or "city". Unknown keys are fields like any other, kept as they are.
    """

    owner: str
    fields: Mapping[Path, Leaf] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, *path: str) -> Leaf | None:
        """The leaf at `path`, or None."""
        return self.fields.get(path)

    def text(self, *path: str) -> str:
        """The leaf at `path` as text, "" where absent."""
        leaf = self.fields.get(path)
        return "" if leaf is None else str(leaf)

    def below(self, *prefix: str) -> Iterator[tuple[Path, Leaf]]:
        """(rest of path, leaf) of every field under `prefix`, in stored order."""
        size = len(prefix)
        for path, leaf in self.fields.items():
            if path[:size] == prefix:
                yield path[size:], leaf

    def keys_below(self, *prefix: str) -> tuple[str, ...]:
        """The distinct next keys under `prefix`, in stored order."""
        return tuple(dict.fromkeys(rest[0] for rest, _ in self.below(*prefix) if rest))

    def figure(self, measure: str, year: int) -> Figure:
        """The actual figure of a year; an empty Figure where nothing was filled in."""
        return self._figure("measures", measure, "values", str(year))

    def forecast(self, measure: str, year: int) -> Figure:
        """The forecast of a year; an empty Figure where nothing was filled in."""
        return self._figure("measures", measure, "forecast", str(year))

    def ytd(self, measure: str, year: int) -> Figure:
        """The year-to-date figure; an empty Figure where nothing was filled in."""
        return self._figure("measures", measure, "ytd", str(year))

    def _figure(self, *path: str) -> Figure:
        leaf = self.fields.get(path)
        return Figure() if leaf is None else Figure.from_leaf(leaf)

    def edited(self, changes: Changes) -> Record:
        """This record with `changes` applied (None removes)."""
        fields = dict(self.fields)
        for path, leaf in changes.items():
            if leaf is None:
                fields.pop(path, None)
            else:
                fields[path] = leaf
        return replace(self, fields=MappingProxyType(fields))


def value_path(measure: str, year: int) -> Path:
    """Path of an actual figure."""
    return ("measures", measure, "values", str(year))


def forecast_path(measure: str, year: int) -> Path:
    """Path of a forecast."""
    return ("measures", measure, "forecast", str(year))


def dotted(path: Path) -> str:
    """A path as people type it, e.g. measures.work_accidents.values.2022."""
    return ".".join(path)
