"""What the tests of the store share: a clock, an author, leaves of every kind, and a disk that fails on demand."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hypothesis import strategies as st

from evaltui.store.files import OsLayer
from evaltui.store.history import Author
from evaltui.store.record import Leaf, Record
from evaltui.store.record import Path as FieldPath
from evaltui.store.repository import Store

SOAK = os.environ.get("EVALTUI_SOAK") == "1"
CLERK = Author("张三", "clerk", "gaj")
OFFICE = Author("李四", "office")
NOON = datetime(2025, 6, 1, 12, 0, tzinfo=UTC)

WORKSPACE = """format = 1
region = "海安市"

[round]
id = "final_2025"
title = "总结评估"
plans = ["safety_plan"]
actual_through = 2024
forecast = [2025]

[[units]]
id = "gaj"
name = "海安市公安局"
kind = "department"
short = "公安局"

[[units]]
id = "yjglj"
name = "海安市应急管理局"
kind = "department"
short = "应急管理局"
"""


class Clock:
    """One second later on every look."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


def new_store(root: Path, layer: OsLayer | None = None) -> Store:
    return Store(root, layer or QuickLayer(), now=Clock(), person="测试")


def value(measure: str, year: int) -> FieldPath:
    return ("measures", measure, "values", str(year))


SOURCE: FieldPath = ("measures", "m1", "source")
REPORT: FieldPath = ("plans", "safety_plan", "report", "problems")


def exactly(record: Record) -> dict[FieldPath, str]:
    """The fields in a form in which 12.5 and 12.50, 1 and true differ."""
    return {path: _exactly(leaf) for path, leaf in record.fields.items()}


def _exactly(leaf: object) -> str:
    if isinstance(leaf, Mapping):
        return "{" + ", ".join(f"{key}: {_exactly(leaf[key])}" for key in sorted(leaf)) + "}"
    return f"{type(leaf).__name__}:{leaf!r}"


class QuickLayer(OsLayer):
    """Does not wait for the disk; for tests that are not about power cuts."""

    def fsync(self, fd: int) -> None:
        os.fstat(fd)


class Died(BaseException):
    """The process was killed: nothing runs any more, no cleanup either."""


class FaultyLayer(OsLayer):
    """Counts the calls; the one numbered `at` (from 1) fails, and with `after` every later one too.

    `how`: an errno, "kill" (no call works from there on), or "torn" (a write puts half of its bytes down, then kill).
    """

    def __init__(self, at: int = 0, how: int | str = errno.EIO, *, after: bool = False) -> None:
        self.at = at
        self.how = how
        self.after = after
        self.calls: list[str] = []
        self.dead = False

    def _step(self, name: str, real: Callable[[], Any], data: memoryview | None = None, fd: int = -1) -> Any:
        if self.dead:
            raise Died
        self.calls.append(name)
        hit = len(self.calls) == self.at or (self.after and self.at and len(self.calls) > self.at)
        if not hit:
            return real()
        if isinstance(self.how, int):
            if name == "close":
                real()
            raise OSError(self.how, os.strerror(self.how))
        self.dead = True
        if name == "close":
            os.close(fd)
        if self.how == "torn" and data is not None:
            os.write(fd, data[: len(data) // 2])
        raise Died

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        return int(self._step("open", lambda: OsLayer.open(self, path, flags, mode)))

    def write(self, fd: int, data: memoryview) -> int:
        return int(self._step("write", lambda: OsLayer.write(self, fd, data), data, fd))

    def fsync(self, fd: int) -> None:
        self._step("fsync", lambda: os.fstat(fd))

    def close(self, fd: int) -> None:
        if self.dead:
            os.close(fd)  # the kernel closes what a killed process had open
            raise Died
        self._step("close", lambda: OsLayer.close(self, fd), fd=fd)

    def ftruncate(self, fd: int, size: int) -> None:
        self._step("ftruncate", lambda: OsLayer.ftruncate(self, fd, size))

    def fchmod(self, fd: int, mode: int) -> None:
        self._step("fchmod", lambda: OsLayer.fchmod(self, fd, mode))

    def fchown(self, fd: int, uid: int, gid: int) -> None:
        self._step("fchown", lambda: OsLayer.fchown(self, fd, uid, gid))

    def replace(self, source: Path, target: Path) -> None:
        self._step("replace", lambda: OsLayer.replace(self, source, target))

    def link(self, source: Path, target: Path) -> None:
        self._step("link", lambda: OsLayer.link(self, source, target))

    def unlink(self, path: Path) -> None:
        self._step("unlink", lambda: OsLayer.unlink(self, path))

    def mkdir(self, path: Path) -> None:
        self._step("mkdir", lambda: OsLayer.mkdir(self, path))

    def flock(self, fd: int, *, shared: bool = False) -> None:
        self._step("flock", lambda: OsLayer.flock(self, fd, shared=shared))


_text = st.text(max_size=40) | st.sampled_from(
    [
        "",
        "\n",
        "a\r\nb",
        '"""',
        "'''",
        "\\",
        '\\"""',
        "[head]\nseq = 1\n",
        "全角１２．５",
        "\t缩进",
        " 首尾 ",
        "=1+1",
        "\x1b[31m红",
        "🏭👨‍👩‍👧",
    ]
)
numbers = st.integers(-(10**12), 10**12) | st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**11), max_value=10**11, places=None
).filter(lambda value: abs(value.adjusted()) < 30 and len(value.as_tuple().digits) < 30 and abs(_exponent(value)) < 30)
dates = st.dates(date(1900, 1, 1), date(2999, 12, 31))
moments = st.datetimes(datetime(1900, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))
scalars: st.SearchStrategy[Any] = _text | numbers | st.booleans() | dates | moments
years = st.integers(1990, 2040).map(str)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 99


year_leaves: st.SearchStrategy[Leaf] = (
    numbers
    | _text
    | st.fixed_dictionaries(
        {},
        optional={
            "value": numbers,
            "reading": st.sampled_from(["raw", "vs_base", "yoy"]),
            "state": st.sampled_from(["not_occurred", "not_applicable"]),
            "reason": _text,
            "flag": st.sampled_from(["preliminary", "revised"]),
            "num": numbers,
            "den": numbers,
            "through": dates,
            "note": _text,
            "raw": _text,
            "from_the_future": scalars,
        },
    )
    .filter(bool)
    .map(lambda table: MappingProxyType(table))
)

_ids = st.sampled_from(["m1", "m2", "work_accidents", "s1_1", "s1_10"])
known_fields: st.SearchStrategy[tuple[FieldPath, Leaf]] = st.one_of(
    st.tuples(st.tuples(st.just("measures"), _ids, st.sampled_from(["values", "forecast", "ytd"]), years), year_leaves),
    st.tuples(st.tuples(st.just("measures"), _ids, st.just("as_reported"), st.just("midterm_2023"), years), year_leaves),
    st.tuples(st.tuples(st.just("measures"), _ids, st.just("note")), _text),
    st.tuples(st.tuples(st.just("explanations"), _ids, st.just("cause")), _text),
    st.tuples(st.tuples(st.just("plans"), st.just("safety_plan"), st.just("tasks"), _ids, st.just("progress")), _text),
    st.tuples(st.tuples(st.just("plans"), st.just("p2"), st.just("report"), st.sampled_from(["tasks", "outlook"])), _text),
    st.tuples(st.just(("plans", "p2", "review", "submitted", "indicator:x")), st.integers(1, 9)),
    st.tuples(st.tuples(st.just("plans"), st.just("p2"), st.just("date")), dates),
    st.tuples(st.tuples(st.just("measures"), _ids, st.just("evidence")), st.lists(_text, max_size=3).map(tuple)),
)  # fmt: skip  # one kind of field, one line
unknown_fields: st.SearchStrategy[tuple[FieldPath, Leaf]] = st.tuples(
    st.tuples(st.sampled_from(["zukunft", "未来"]), st.sampled_from(["a", "b c", "键.点", '"', ""]), st.sampled_from(["x", "y"])),
    scalars | st.lists(scalars, max_size=3).map(tuple),
)  # fmt: skip  # one kind of field, one line
records: st.SearchStrategy[Record] = st.lists(known_fields | unknown_fields, max_size=12).map(
    lambda pairs: Record("gaj", MappingProxyType(dict(pairs)))
)
