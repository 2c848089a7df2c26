"""The problems of one file while it is read: each with its line and column, all of them at once."""

from __future__ import annotations

import difflib
import errno
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from functools import cached_property

from evaltui.catalogue.plan_keys import KINDS_FOUND, NEAR, NOT_READ
from evaltui.errors import Problem, Severity, problem
from evaltui.plan.spans import KeyPath, Position, dotted, locate, nearest

MOST = 200
"""Problems of one file that are told one by one; the rest is counted."""

_SHOWN = 40


class Findings:
    """Collects problems by key path. `text` is what the positions are looked up in; None where there is no text."""

    def __init__(self, file: str, text: str | None = None) -> None:
        self.file = printable(file)
        self._text = text
        self._found: list[tuple[Position, Problem]] = []
        self._untold = 0
        self.fatal = False

    def add(self, code: str, path: KeyPath = (), *, position: Position | None = None, **facts: object) -> None:
        """Note the problem `code` at `path`, or at `position` where the path has none."""
        if len(self._found) >= MOST:
            self._untold += 1
            self.fatal = True
            return
        known = position is not None or self._text is not None
        where = position or (nearest(self._positions, path) if path else Position(1, 1))
        place = f"{self.file}:{where.line}:{where.column}" if known else self.file
        item = problem(
            code, f"{place} {printable(dotted(path))}".rstrip(), path=tuple(map(str, path)), severity=None, **facts
        )
        self.fatal = self.fatal or item.severity is Severity.MUST_FIX
        self._found.append((where, item))

    def near(self, found: str, allowed: Iterable[str]) -> str:
        """The nearest allowed spelling as a sentence; nothing once problems are only counted, as it takes time."""
        return "" if len(self._found) >= MOST else near(found, allowed)

    def line(self, path: KeyPath) -> int:
        """The line of `path`, for a problem that names a second place."""
        return nearest(self._positions, path).line

    def problems(self) -> tuple[Problem, ...]:
        """Everything found, in the order of the file."""
        found = [item for _, item in sorted(self._found, key=lambda pair: pair[0])]
        if self._untold:
            found.append(problem("plan_more_problems", self.file, count=self._untold))
        return tuple(found)

    @cached_property
    def _positions(self) -> dict[KeyPath, Position]:
        return dict(locate(self._text)) if self._text is not None else {}


def not_read(error: BaseException) -> str:
    """Why the system would not read a file or folder, in a few words."""
    name = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
    return NOT_READ.get(name, NOT_READ[""])


def printable(text: str) -> str:
    """`text` safe to show on one line: control, format and surrogate characters as escapes."""
    return "".join(
        char if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else f"\\u{ord(char):04x}"
        for char in text
    )


def show(found: object) -> str:
    """A value as a problem quotes it: short, printable, its type told where it is not text."""
    match found:
        case bool():
            return KINDS_FOUND["flag"].format("true" if found else "false")
        case str():
            return f"“{brief(found)}”"
        case int() | Decimal():
            return KINDS_FOUND["number"].format(brief(str(found)))
        case datetime() | date() | time():
            return KINDS_FOUND["date"].format(found.isoformat())
        case list() | tuple():
            return KINDS_FOUND["list"]
        case dict():
            return KINDS_FOUND["table"]
        case _:
            # Never str(): the object may come from a plan's code.
            return brief(type(found).__name__)


def near(found: str, allowed: Iterable[str]) -> str:
    """The nearest allowed spelling as a sentence, or nothing."""
    if len(found) > 2 * _SHOWN:
        return ""
    close = difflib.get_close_matches(found, sorted(allowed), n=1, cutoff=0.6)
    return NEAR.format(close[0]) if close else ""


def brief(text: str) -> str:
    """`text` printable, and cut where it is long."""
    return printable(text[:_SHOWN]) + ("……" if len(text) > _SHOWN else "")
