"""What this terminal can do: whether it can show Chinese at all, and how wide it draws ambiguous characters."""

from __future__ import annotations

import locale
import os
import re
import select
import sys
import termios
import time
import tty
from collections.abc import Callable, Mapping
from dataclasses import dataclass

PROBE = "“"
TIMEOUT = 0.2
"""Seconds to wait for the terminal's answer; without one it counts as narrow."""
_REPORT = re.compile(rb"\x1b\[(\d+);(\d+)R")
_NO_CHINESE = ("linux", "vt100", "vt102", "vt220", "dumb", "unknown", "")
_LOCALE_HELP = "请先执行 export LANG=zh_CN.UTF-8（或 C.UTF-8）再打开"


@dataclass(frozen=True, slots=True)
class Terminal:
    """The answers: ambiguous characters two cells wide or one, and what was typed meanwhile."""

    ambiguous_wide: bool = False
    typed_ahead: bytes = b""


def refusal(environ: Mapping[str, str], encoding: str, *, is_terminal: bool) -> str | None:
    """One sentence why the terminal face can't open here, or None. It can be encoded in `encoding`."""
    term = environ.get("TERM", "")
    if not is_terminal:
        sentence = "这里不是终端，打不开界面：请用 evaltui --help 查看可用的命令。"
    elif term in _NO_CHINESE:
        named = f"（TERM={term}）" if term else "（没有设置 TERM）"
        sentence = f"这个终端显示不了汉字{named}：请改用 SSH 客户端（Xshell、PuTTY、Windows Terminal），或用命令行 evaltui --help。"
    elif not encoding.lower().replace("-", "").startswith("utf8"):
        sentence = f"终端编码是 {encoding}，界面需要 UTF-8：{_LOCALE_HELP}。"
    else:
        return None
    try:
        sentence.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return f"evaltui needs a UTF-8 terminal: export LANG=zh_CN.UTF-8 (encoding is {encoding}, TERM={term})"
    return sentence


def this_encoding() -> str:
    """The encoding in which this process writes to its terminal."""
    stream = sys.__stderr__
    return (stream.encoding if stream is not None else None) or locale.getpreferredencoding(False)


def ask_terminal() -> Terminal:
    """Print “ and ask where the cursor went. Needs standard input and error on a terminal; narrow where it isn't so."""
    if sys.__stdin__ is None or sys.__stderr__ is None:
        return Terminal()
    try:
        descriptor, out = sys.__stdin__.fileno(), sys.__stderr__.fileno()
        before = termios.tcgetattr(descriptor)
    except (OSError, ValueError, termios.error):
        return Terminal()
    try:
        tty.setcbreak(descriptor, termios.TCSANOW)
        os.write(out, f"\r{PROBE}\x1b[6n".encode())
        return read_answer(lambda left: _read(descriptor, left))
    except OSError:
        return Terminal()
    finally:
        os.write(out, b"\r\x1b[K")
        termios.tcsetattr(descriptor, termios.TCSANOW, before)


def _read(descriptor: int, seconds: float) -> bytes:
    ready, _, _ = select.select([descriptor], [], [], seconds)
    return os.read(descriptor, 1024) if ready else b""


def read_answer(read: Callable[[float], bytes], clock: Callable[[], float] = time.monotonic) -> Terminal:
    """Collect bytes from `read(seconds left)` until the cursor report is there or time is up.

    Everything else that arrived is what the user typed: it is handed on, not lost.
    """
    end = clock() + TIMEOUT
    got = b""
    while (left := end - clock()) > 0:
        piece = read(left)
        if not piece:
            break
        got += piece
        report = _REPORT.search(got)
        if report is not None:
            return Terminal(int(report[2]) == 3, got[: report.start()] + got[report.end() :])
    return Terminal(False, got)
