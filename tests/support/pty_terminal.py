"""A program in a pseudo-terminal with a screen model: press keys, wait until it is quiet, look at the screen.

The size is set before the program starts (set later, it would paint twice). Queries are answered as a terminal answers
them. Nothing sleeps: waiting is a select on the program's output.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence

import pyte

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F",
    "pageup": "\x1b[5~", "pagedown": "\x1b[6~", "delete": "\x1b[3~", "enter": "\r", "tab": "\t", "backtab": "\x1b[Z",
    "escape": "\x1b", "backspace": "\x7f", "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~",
    "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "s-right": "\x1b[1;2C", "s-down": "\x1b[1;2B",
    "c-home": "\x1b[1;5H", "c-end": "\x1b[1;5F",
}  # fmt: skip  # a table of pairs
"""Keys as xterm sends them; ctrl+letter is made by `ctrl`."""

_QUERIES: tuple[tuple[re.Pattern[bytes], Callable[[PtyTerminal], bytes]], ...] = (
    (re.compile(rb"\x1b\[\?2026\$p"), lambda _: b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), lambda _: b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[6n"), lambda term: f"\x1b[{term.screen.cursor.y + 1};{term.screen.cursor.x + 1}R".encode()),
)


def ctrl(letter: str) -> str:
    """The byte of Ctrl+letter."""
    return chr(ord(letter.upper()) - 64)


class PtyTerminal:
    """`argv` running at `columns` x `lines`."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        environ: Mapping[str, str] | None = None,
        screen: pyte.Screen | None = None,
        answers: bool = True,
    ) -> None:
        self.screen: pyte.Screen = screen or pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self.received = b""
        self.status: int | None = None
        self._answers = answers
        self._asked = b""
        settings = {
            "PATH": os.environ.get("PATH", ""), "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8",
            "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONDONTWRITEBYTECODE": "", **(environ or {}),
        }  # fmt: skip  # pairs
        self.pid, self.fd = pty.fork()
        if self.pid == 0:  # pragma: no cover  # the child
            try:
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
                os.execvpe(argv[0], list(argv), settings)
            finally:
                os._exit(127)

    def read(
        self,
        quiet: float = 0.12,
        limit: float = 20.0,
        until: Callable[[], bool] | None = None,
        why: Callable[[], str] | None = None,
    ) -> bytes:
        """Everything the program writes until it is quiet for `quiet` seconds (and `until` holds), at most `limit` seconds.

        AssertionError with the screen, or what `why` says, where `until` never holds.
        """
        got = b""
        end = time.monotonic() + limit
        while time.monotonic() < end:
            ready, _, _ = select.select([self.fd], [], [], quiet)
            if not ready:
                if until is None or until():
                    return got
                continue
            try:
                piece = os.read(self.fd, 65536)
            except OSError:
                piece = b""
            if not piece:
                self.wait()
                return got
            got += piece
            self.received += piece
            self._feed(piece)
        if until is not None and not until():
            raise AssertionError(why() if why is not None else "the screen never showed it:\n" + self.text)
        return got

    def _feed(self, piece: bytes) -> None:
        # pyte takes private markers for text; a terminal swallows what it does not know.
        self._stream.feed(re.sub(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[\?[0-9]+\$p", b"", piece))
        if not self._answers:
            return
        self._asked = (self._asked + piece)[-64:]
        for query, answer in _QUERIES:
            if query.search(self._asked):
                self._asked = query.sub(b"", self._asked)
                self.send(answer(self))

    def send(self, data: bytes) -> None:
        """Type bytes."""
        os.write(self.fd, data)

    def press(self, *keys: str, quiet: float = 0.12) -> bytes:
        """Press named keys, or type text; returns what the program wrote until it was quiet again."""
        got = b""
        for key in keys:
            self.send(KEYS.get(key, key).encode())
            got += self.read(quiet)
        return got

    def paste(self, text: str) -> bytes:
        """Paste as a terminal with bracketed paste does."""
        self.send(b"\x1b[200~" + text.replace("\n", "\r").encode() + b"\x1b[201~")
        return self.read()

    def shows(self, text: str) -> bool:
        """True where the screen shows `text` on one line."""
        return any(text in line for line in self.lines)

    def wait_for(self, text: str, limit: float = 20.0) -> None:
        """Read until the screen shows `text`; AssertionError with the screen where it never does."""
        self.read(until=lambda: self.shows(text), limit=limit)

    @property
    def lines(self) -> list[str]:
        """The screen, wide characters once, without trailing blanks."""
        out = []
        for y in range(self.screen.lines):
            row = self.screen.buffer[y]
            out.append("".join(row[x].data for x in range(self.screen.columns)).rstrip())
        return out

    @property
    def text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and line of the hardware cursor."""
        return self.screen.cursor.x, self.screen.cursor.y

    def resize(self, columns: int, lines: int) -> None:
        """Change the window's size as a terminal does."""
        self.screen.resize(lines, columns)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def wait(self, limit: float = 20.0) -> int:
        """The exit status; reads on until the program ends, AssertionError where it doesn't within `limit` seconds."""
        end = time.monotonic() + limit
        while self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
                break
            if time.monotonic() > end:
                raise AssertionError("the program does not end:\n" + self.text)
            ready, _, _ = select.select([self.fd], [], [], 0.05)
            if ready:
                with contextlib.suppress(OSError):
                    piece = os.read(self.fd, 65536)
                    self.received += piece
                    self._feed(piece)
        return self.status

    def hang_up(self, limit: float = 20.0) -> int:
        """Cut the line and wait for the program's end, at most `limit` seconds."""
        os.close(self.fd)
        ended = os.pidfd_open(self.pid)
        try:
            ready, _, _ = select.select([ended], [], [], limit)
            assert ready, "the program does not end after the line was cut"
        finally:
            os.close(ended)
        _, status = os.waitpid(self.pid, 0)
        self.status = os.waitstatus_to_exitcode(status)
        return self.status

    def close(self) -> None:
        """End the program if it still runs."""
        if self.status is None:
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        with contextlib.suppress(OSError):
            os.close(self.fd)

    def __enter__(self) -> PtyTerminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
