"""The terminal face without a terminal: the shell on an outlet that keeps the lines, keys pressed by name.

What the worker finds out is delivered before `press` returns, so a test sees the settled screen.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from datetime import datetime

from evaltui.text import width
from evaltui.tui.cells import FILLER, Glyphs, Line
from evaltui.tui.shell import Shell
from evaltui.tui.source import Source
from evaltui.tui.theme import LOOKS, Look

NOW = datetime(2025, 6, 7, 10, 32)
SETTLE = 20.0


class ShellBench:
    """A shell on `source` in a screen of `columns` x `lines`."""

    def __init__(
        self, source: Source, columns: int = 80, lines: int = 24, *, wide: bool = False, start: bool = True
    ) -> None:
        self.columns, self.height = columns, lines
        self.shown: list[Line] = []
        self.caret: tuple[int, int] | None = None
        self.copied: list[str] = []
        self.status: int | None = None
        self.redraws = 0
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.shell = Shell(source, self, glyphs=Glyphs(wide), look=LOOKS[0], clock=lambda: NOW)
        if start:
            self.shell.start()
            self.shell.count()
            self.settle()

    # the outlet

    def show(self, lines: list[Line], caret: tuple[int, int] | None, look: Look) -> None:
        self.shown, self.caret = lines, caret

    def extent(self) -> tuple[int, int]:
        return self.columns, self.height

    def redraw(self) -> None:
        self.redraws += 1

    def to_clipboard(self, text: str) -> None:
        self.copied.append(text)

    def soon(self, callback: Callable[[], None]) -> None:
        self._calls.put(callback)

    def end(self, status: int) -> None:
        self.status = status

    # the hands and eyes of a test

    def settle(self) -> None:
        """Deliver results until nothing runs and nothing waits."""
        end = time.monotonic() + SETTLE
        while time.monotonic() < end:
            idle = self.shell.desk.idle
            try:
                self._calls.get(timeout=0 if idle else 0.02)()
            except queue.Empty:
                if idle:
                    return
        raise AssertionError("the worker never came to rest")

    def press(self, *keys: str) -> None:
        """Press keys by Textual's names; a single character is typed."""
        for key in keys:
            self.shell.key(key, key if len(key) == 1 else " " if key == "space" else None)
            self.settle()

    def type(self, text: str) -> None:
        """Type text character by character, as an IME commits it."""
        for char in text:
            self.shell.key(char, char)
        self.settle()

    def paste(self, text: str) -> None:
        """Paste text as bracketed paste delivers it."""
        self.shell.pasted(text)
        self.settle()

    @property
    def lines(self) -> list[str]:
        """The screen as text, without trailing blanks."""
        return ["".join(text for text, _ in line).replace(FILLER, "").rstrip() for line in self.shown]

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    def shows(self, text: str) -> bool:
        """True where one line shows `text`."""
        return any(text in line for line in self.lines)

    def style_at(self, text: str) -> str:
        """The style of the first span that holds `text`."""
        for line in self.shown:
            for part, style in line:
                if text in part:
                    return style
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text}")

    @property
    def widths(self) -> set[int]:
        """Cells that the lines take; one number where every line fills the screen."""
        return {sum(width(text) for text, _ in line) for line in self.shown}

    def close(self) -> None:
        """Stop the worker."""
        self.shell.desk.close(5)
