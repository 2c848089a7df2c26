"""The scene of a report's text: 5 000 characters in a section, then keys of every kind in the middle of it."""

from __future__ import annotations

from typing import Any

from benchmarks.meter import Meter, Stroke, cost
from benchmarks.programs import PALETTE, Programs, open_palette

from support.pty_terminal import KEYS, ctrl

Size = tuple[int, int]
SENTENCE = "全市坚持人民至上、生命至上，压实安全生产责任，深入开展“两个根本”大排查，事故起数下降20.0%；"
LENGTH = 5_000
PARAGRAPHS = 10
TRIES = 6
KEYS_IN_TEXT = (
    *["right"] * 4, *["left"] * 4, *["down"] * 4, *["up"] * 4, "end", "home", "安", "全", "，", "2", "0", "backspace", "backspace",
    "delete", "压实责任", "backspace", "enter", "backspace", "pagedown", "pageup", "c-end", "c-home",
)  # fmt: skip  # read as one line of keys


def text(programs: Programs, size: Size) -> dict[str, Any] | str:
    """What keys in a text cost; a sentence why not where there is no page to write a report on."""
    with programs.home(size) as terminal:
        if not (_opened(terminal) and _fill(terminal)):
            return "no page to write a report's text on was found from 首页 or the palette"
        strokes: list[Stroke] = []
        for _ in range(3):
            strokes += [terminal.key(name, quiet=0.25) for name in KEYS_IN_TEXT]
        return {**cost([item for item in strokes if item.size]), "silent_keys": sum(not item.size for item in strokes)}


def _opened(terminal: Meter) -> bool:
    """Go to 报告 by its line on 首页, or by the palette."""
    for name in ("down",) * 4 + ("enter",):
        terminal.key(name, quiet=0.3)
    if _on_page(terminal):
        return True
    terminal.stroke(ctrl("O").encode(), quiet=0.5)
    terminal.stroke(PALETTE.encode(), quiet=0.5, marks={"open": open_palette}, until="open")
    terminal.stroke("报告".encode(), quiet=0.5)
    terminal.stroke(KEYS["enter"].encode(), quiet=0.8)
    return _on_page(terminal)


def _on_page(terminal: Meter) -> bool:
    return " 报告 " in terminal.lines[0]


def _fill(terminal: Meter) -> bool:
    """Paste the text into the first section that takes it, and go to its middle."""
    part = (SENTENCE * (LENGTH // len(SENTENCE) + 1))[: LENGTH // PARAGRAPHS]
    pasted = b"\x1b[200~" + "\r".join([part] * PARAGRAPHS).encode() + b"\x1b[201~"
    for _ in range(TRIES):
        terminal.stroke(KEYS["down"].encode(), quiet=0.4)
        terminal.stroke(KEYS["enter"].encode(), quiet=0.6)
        terminal.stroke(pasted, quiet=1.0)
        if terminal.shows(part[-10:]) or terminal.shows(SENTENCE[4:14]):
            terminal.stroke(KEYS["pageup"].encode(), quiet=0.6)
            terminal.stroke(KEYS["pageup"].encode(), quiet=0.6)
            return True
        terminal.stroke(KEYS["escape"].encode(), quiet=0.6)
    return False
