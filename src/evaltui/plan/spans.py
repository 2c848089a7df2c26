"""Where each key of a TOML text stands: line and column by path, which tomllib does not tell.

The scanner assumes a text that tomllib accepted. On anything it does not expect it stops and keeps what it has, so a
position may be missing but is never an error.
"""

from __future__ import annotations

import contextlib
import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys and list indices (from 0) leading to a value: ("indicators", 3, "target")."""

_DEEPEST = 100
_BLANK = re.compile(r"(?:[ \t\n\r]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SHORT_STRING = re.compile(r'"(?:[^"\\\n]++|\\.)*+"|' + r"'[^'\n]*+'")
_LONG_STRING = re.compile(r'"""(?:[^"\\]++|\\.|"(?!""))*+"""(?:"{0,2})|' + r"'''.*?'''(?:'{0,2})", re.DOTALL)
_PLAIN_VALUE = re.compile(r"[^,\]}#\n]+")


class Position(NamedTuple):
    """Line and column, both from 1; the column counts characters."""

    line: int
    column: int


class _Unexpected(Exception):
    """The text is not what the scanner knows."""


class _Scanner:
    """One pass over the text, collecting the offset of every key, table header and list element."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.offsets: dict[KeyPath, int] = {}
        self._elements: dict[KeyPath, int] = {}

    def document(self) -> None:
        table: KeyPath = ()
        self._skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table, 0)
            self._skip(_BLANK)

    def _header(self) -> KeyPath:
        start = self.at
        is_list = self.text.startswith("[[", start)
        self.at += 2 if is_list else 1
        keys = [key for key, _ in self._dotted_key()]
        self._expect("]]" if is_list else "]")
        path: KeyPath = ()
        for number, key in enumerate(keys):
            path = (*path, key)
            self.offsets.setdefault(path, start)
            if is_list and number == len(keys) - 1:
                self._elements[path] = self._elements.get(path, -1) + 1
            if path in self._elements:
                path = (*path, self._elements[path])
        self.offsets.setdefault(path, start)
        return path

    def _pair(self, table: KeyPath, depth: int) -> None:
        path = table
        for key, offset in self._dotted_key():
            path = (*path, key)
            self.offsets.setdefault(path, offset)
        self._expect("=")
        self._skip(_SPACE)
        self._value(path, depth)

    def _dotted_key(self) -> list[tuple[str, int]]:
        parts: list[tuple[str, int]] = []
        while True:
            self._skip(_SPACE)
            start = self.at
            if quoted := _SHORT_STRING.match(self.text, start):
                self.at = quoted.end()
                parts.append((tomllib.loads(f"key = {quoted.group()}")["key"], start))
            elif bare := _BARE_KEY.match(self.text, start):
                self.at = bare.end()
                parts.append((bare.group(), start))
            else:
                raise _Unexpected
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return parts
            if len(parts) > _DEEPEST:
                raise _Unexpected
            self.at += 1

    def _value(self, path: KeyPath, depth: int) -> None:
        if depth > _DEEPEST:
            raise _Unexpected
        if self.text.startswith("[", self.at):
            self._list(path, depth)
        elif self.text.startswith("{", self.at):
            self._inline_table(path, depth)
        else:
            for pattern in (_LONG_STRING, _SHORT_STRING, _PLAIN_VALUE):
                if found := pattern.match(self.text, self.at):
                    self.at = found.end()
                    return
            raise _Unexpected

    def _list(self, path: KeyPath, depth: int) -> None:
        self.at += 1
        index = 0
        self._skip(_BLANK)
        while not self.text.startswith("]", self.at):
            self.offsets[(*path, index)] = self.at
            self._value((*path, index), depth + 1)
            index += 1
            self._skip(_BLANK)
            if not self.text.startswith(",", self.at):
                break
            self.at += 1
            self._skip(_BLANK)
        self._expect("]")

    def _inline_table(self, path: KeyPath, depth: int) -> None:
        self.at += 1
        self._skip(_BLANK)
        while not self.text.startswith("}", self.at):
            self._pair(path, depth + 1)
            self._skip(_BLANK)
            if not self.text.startswith(",", self.at):
                break
            self.at += 1
            self._skip(_BLANK)
        self._expect("}")

    def _skip(self, pattern: re.Pattern[str]) -> None:
        if found := pattern.match(self.text, self.at):
            self.at = found.end()

    def _expect(self, piece: str) -> None:
        if not self.text.startswith(piece, self.at):
            raise _Unexpected
        self.at += len(piece)


def locate(text: str) -> Mapping[KeyPath, Position]:
    """The position of every key, table header and list element of a TOML text.

    A table written in several places has the first of them. The empty path is the top of the file.
    """
    text = text.replace("\r\n", "\n")
    scanner = _Scanner(text)
    # What was found before anything unexpected still helps: the nearest known table is named instead.
    with contextlib.suppress(_Unexpected, RecursionError, tomllib.TOMLDecodeError):
        scanner.document()
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    positions = {(): Position(1, 1)}
    return positions | {path: _position(starts, offset) for path, offset in scanner.offsets.items()}


def nearest(positions: Mapping[KeyPath, Position], path: KeyPath) -> Position:
    """The position of `path`, or of the innermost table above it that has one."""
    while path and path not in positions:
        path = path[:-1]
    return positions.get(path, Position(1, 1))


def dotted(path: KeyPath) -> str:
    """A path for people: indicators[4].target. Numbers count from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def _position(starts: list[int], offset: int) -> Position:
    line = bisect_right(starts, offset)
    return Position(line, offset - starts[line - 1] + 1)
