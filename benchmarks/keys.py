"""The scenes of keys: moves, edits, pages, the palette, a block, a held key; each ends with what its keys cost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from benchmarks.meter import Meter, Stroke, cost, spread
from benchmarks.programs import PALETTE, Programs, open_palette

from support.budgets import IN_ROW, ROWS, block, turned
from support.pty_terminal import KEYS

Size = tuple[int, int]
COMMITS = 16
SETTLE = 0.5
HELD = 0.03


def saved(terminal: Meter) -> bool:
    """True where the title line says that everything is on disk."""
    return "已保存" in terminal.lines[0]


def typing(terminal: Meter) -> bool:
    """True where a cell is being typed in."""
    return "回车 确定" in terminal.lines[-1] and not open_palette(terminal)


def moves(programs: Programs, size: Size) -> dict[str, Any]:
    """Keys in a row, keys that change it with and without turning the page, and pages."""
    with programs.grid(size) as terminal:
        warm(terminal)
        in_row = [terminal.key(name) for _ in range(2) for name in IN_ROW]
        rows = [terminal.key(name) for name in ROWS + ROWS]
        pages = [terminal.key(name) for _ in range(3) for name in ("pagedown", "pagedown", "pageup", "pageup")]
    staying = [item for item in rows if item.size and not turned(item.lines_before, item.lines_after)]
    turning = [item for item in rows if item.size and turned(item.lines_before, item.lines_after)]
    timed = [item for item, name in zip(in_row, IN_ROW * 2, strict=True) if name != "escape"]
    escapes = [item for item, name in zip(in_row, IN_ROW * 2, strict=True) if name == "escape"]
    return {
        "in_row": {**cost(timed), "bytes": cost(in_row)["bytes"]},
        # Esc alone is known from the start of a sequence only by what does not follow: Textual waits 100 ms for it.
        "escape": cost(escapes),
        "row": cost(staying),
        "row_and_page": cost(turning),
        "page": cost([item for item in pages if item.size]),
    }


def warm(terminal: Meter) -> None:
    """Three keys that count nowhere."""
    for name in ("right", "left", "home"):
        terminal.key(name)


def commits(programs: Programs, size: Size) -> dict[str, Any]:
    """Figures changed by their last digit: F2, Backspace, a digit, Enter; lines that can't be typed on are passed by."""
    strokes: list[Stroke] = []
    cycles: list[int] = []
    cycle_ms: list[float] = []
    with programs.grid(size) as terminal:
        for name in ("right", "right", "right"):
            terminal.key(name)
        for attempt in range(3 * COMMITS):
            if len(strokes) == COMMITS:
                break
            opening = terminal.key("f2")
            if not typing(terminal):
                terminal.key("down")
                continue
            typed = [opening, terminal.key("backspace"), terminal.key(str(1 + attempt % 9))]
            done = terminal.stroke(KEYS["enter"].encode(), quiet=SETTLE, marks={"saved": saved}, until="saved")
            strokes.append(done)
            cycles.append(sum(item.size for item in (*typed, done)))
            cycle_ms.append(sum(item.last for item in typed) + done.frame[1])
    turning = [item for item in strokes if turned(item.lines_before, item.lines_after)]
    staying = [item for item in strokes if item not in turning]
    return {
        "commit": _committed(staying),
        "commit_and_page": _committed(turning),
        "edit": {"edits": len(cycles), "bytes": spread(cycles, 0), "ms": spread(cycle_ms)},
    }


def _committed(strokes: Sequence[Stroke]) -> dict[str, Any]:
    """To the screen, to 已保存 and altogether: rating and checks come after the save."""
    return {
        **cost(strokes),
        "screen_bytes": spread([item.frame[0] for item in strokes], 0),
        "screen_ms": spread([item.frame[1] for item in strokes]),
        "saved_ms": spread([item.marks["saved"] for item in strokes]),
    }


def stock(programs: Programs, size: Size) -> dict[str, Any]:
    """The same on a DataTable, and edits in an Input laid over it."""
    with programs.stock("table", size) as terminal:
        warm(terminal)
        names = [*["right"] * 5, *["left"] * 5] * 3
        found: dict[str, Any] = {"in_row": cost([terminal.key(name) for name in names])}
        strokes = [terminal.key(name) for name in ROWS + ROWS]
        found["row"] = cost([item for item in strokes if item.lines_before[1] == item.lines_after[1]])
        pages = [terminal.key(name) for _ in range(3) for name in ("pagedown", "pagedown", "pageup", "pageup")]
        found["page"] = cost([item for item in pages if item.size])
        opened = terminal.stroke(PALETTE.encode(), quiet=SETTLE)
        found["palette_open"] = cost([opened])
        found["palette_close"] = cost([terminal.stroke(KEYS["escape"].encode(), quiet=SETTLE)])
    cycles: list[int] = []
    cycle_ms: list[float] = []
    with programs.stock("editor", size) as terminal:
        for name in ("right", "right", "right", "right", "right"):
            terminal.key(name)
        for attempt in range(COMMITS):
            typed = [terminal.key(name) for name in ("f2", "backspace", str(1 + attempt % 9), "enter")]
            cycles.append(sum(item.size for item in typed))
            cycle_ms.append(sum(item.last for item in typed))
    found["edit"] = {"edits": len(cycles), "bytes": spread(cycles, 0), "ms": spread(cycle_ms)}
    return found


def palette(programs: Programs, size: Size) -> dict[str, Any]:
    """Open, two letters, close, five times."""
    parts: dict[str, list[Stroke]] = {"palette_open": [], "palette_key": [], "palette_close": []}
    with programs.grid(size) as terminal:
        for _ in range(5):
            parts["palette_open"].append(terminal.key(PALETTE))
            parts["palette_key"] += [terminal.key("s"), terminal.key("c")]
            parts["palette_close"].append(terminal.key("escape"))
    return {name: cost(strokes) for name, strokes in parts.items()}


def pasted(programs: Programs, size: Size, times: int = 3) -> dict[str, Any]:
    """A block of 26x5 into the upper left corner, each time on fresh data."""
    strokes: list[Stroke] = []
    told: list[str] = []

    def tells(terminal: Meter) -> bool:
        told.extend(re.findall(r"已粘贴 ?(\d+) ?格", terminal.text))
        return bool(told)

    for _ in range(times):
        with programs.grid(size) as terminal:
            warm(terminal)
            data = b"\x1b[200~" + block().replace("\n", "\r").encode() + b"\x1b[201~"
            marks = {"saved": saved, "told": tells}
            strokes.append(terminal.stroke(data, quiet=1.0, limit=60.0, marks=marks, until="saved"))
    return {
        "cells_landed": int(told[-1]) if told else None,
        "bytes": spread([item.size for item in strokes], 0),
        "screen_bytes": spread([item.frame[0] for item in strokes], 0),
        "screen_ms": spread([item.frame[1] for item in strokes]),
        "saved_ms": spread([item.marks["saved"] for item in strokes]),
        "last_ms": spread([item.last for item in strokes]),
    }


def held(programs: Programs, size: Size) -> dict[str, Any]:
    """33 keys a second for 10 s, along the rows, down and back; how far the screen was behind each key."""
    snake = (["right"] * 5 + ["down"] + ["left"] * 5 + ["down"]) * 9
    back = {"right": "left", "left": "right", "down": "up"}
    names = (snake + [back[name] for name in reversed(snake)]) * 2
    names = names[: int(10 / HELD)]
    with programs.grid(size) as terminal:
        warm(terminal)
        places = [terminal.cursor]
        for name in names:
            terminal.key(name, quiet=0.05)
            places.append(terminal.cursor)
    with programs.grid(size) as terminal:
        warm(terminal)
        sent, pieces = terminal.burst([KEYS[name].encode() for name in names], HELD)
        reached, lags = 0, [0.0] * len(names)
        for piece in pieces:
            terminal._feed(piece.data)
            window = places[reached + 1 : reached + 40]
            if terminal.cursor in window:
                upto = reached + 1 + window.index(terminal.cursor)
                for at in range(reached, upto):
                    lags[at] = piece.ms - sent[at]
                reached = upto
        behind = len(names) - reached
    return {
        "keys": len(names),
        "bytes": sum(len(piece.data) for piece in pieces),
        "lag_ms": spread(lags[:reached]),
        "never_shown": behind,
    }
