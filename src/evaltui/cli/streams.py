"""The command's three streams: data to stdout, everything else to stderr, always UTF-8, never interleaved wrongly."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from evaltui.errors import ExitCode, Problem
from evaltui.text import clean, pad, width

_GAP = 2


@dataclass
class Streams:
    """Where a run reads and writes. `color` is decided once, from the terminal and NO_COLOR."""

    stdin: BinaryIO
    stdout: BinaryIO
    stderr: BinaryIO
    as_json: bool = False

    def interactive(self) -> bool:
        """True where a person sits at both ends."""
        return self.stdin.isatty() and self.stdout.isatty()

    def data(self, content: bytes) -> None:
        """Write a document to stdout, byte for byte."""
        self.stdout.write(content)
        self.stdout.flush()

    def line(self, text: str = "") -> None:
        """Write one line of data to stdout; control characters in stored text never reach a terminal."""
        self.data((clean(text) + "\n").encode())

    def say(self, text: str) -> None:
        """Write one line for people to stderr."""
        self.stdout.flush()
        self.stderr.write((clean(text) + "\n").encode())
        self.stderr.flush()

    def json(self, kind: str, items: Any, **more: Any) -> None:
        """Write one JSON document with its schema number to stdout."""
        document = {"schema": 1, kind: items, **more}
        self.data((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())

    def problems(self, problems: Iterable[Problem], exit_code: ExitCode) -> None:
        """Say what went wrong: sentences, or one JSON document where the caller asked for JSON."""
        if self.as_json:
            self.stdout.flush()
            document = {"schema": 1, "exit_code": int(exit_code), "problems": [problem_json(p) for p in problems]}
            self.stderr.write((json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())
            self.stderr.flush()
            return
        for item in problems:
            self.say(item.line())

    def table(self, headings: Sequence[str], rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> None:
        """Write an aligned table, columns measured in terminal cells; `right` are columns of numbers."""
        if not rows:
            return
        cleaned = [[clean(cell).replace("\n", " ") for cell in row] for row in (headings, *rows)]
        sizes = [max(width(row[index]) for row in cleaned) for index in range(len(headings))]
        numbers = frozenset(right)
        for row in cleaned:
            cells = [
                pad(cell, sizes[index], align="right" if index in numbers else "left") for index, cell in enumerate(row)
            ]
            self.line((" " * _GAP).join(cells).rstrip())


def problem_json(item: Problem) -> dict[str, str]:
    """A problem as scripts read it."""
    return {
        "code": item.code,
        "severity": item.severity.value,
        "place": item.place,
        "path": ".".join(item.path),
        "sentence": item.sentence,
        "hint": item.hint,
    }
