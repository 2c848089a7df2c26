"""The scenes without keys: starts beside the stock programs, and silence while nothing happens."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.meter import Mark, Meter, spread
from benchmarks.programs import Programs, filled, rated

Size = tuple[int, int]
WATCHED = str(Path(__file__).with_name("watched.py"))


def painted(terminal: Meter) -> bool:
    """True where the last line of the screen has a colour of the program's."""
    return terminal.screen.buffer[terminal.screen.lines - 1][0].bg != "default"


def tabled(terminal: Meter) -> bool:
    """True where a stock table stands with its figures."""
    return terminal.shows("2020基") and bool(re.search(r"\d", terminal.lines[1]))


def owed(terminal: Meter) -> bool:
    """True where 首页 says what is owed."""
    return terminal.shows("应填：")


def starts(programs: Programs, size: Size, runs: int) -> dict[str, Any]:
    """First paints and filled grids, each program in turn so that noise falls on all; the fastest and the median run.

    `import_after_ms`: how long after the first paint arrived polars was asked for. On a busy machine what was painted is read
    late, so that single runs may fall below 0; that it is painted first is held by tests/tui/test_start.py.
    """
    found: dict[str, list[float]] = {name: [] for name in ("empty", "first_paint", "table", "grid", "grid_rated")}
    gaps: list[float] = []
    sizes: list[int] = []
    for run in range(runs):
        log = programs.folder / f"imports{run}"
        openings: tuple[tuple[str, Callable[..., Meter], dict[str, Mark]], ...] = (
            ("empty", partial(programs.stock, "empty"), {"empty": painted}),
            (
                "counted",
                partial(programs.evaltui, watch=(WATCHED, log)),
                {"first_paint": owed, "counted": lambda term: term.shows("截止") and not term.shows("正在")},
            ),
            ("table", partial(programs.stock, "table"), {"table": tabled}),
            (
                "grid_rated",
                partial(programs.evaltui, answer=("应填：".encode(), b"\r")),
                {"grid": filled, "grid_rated": rated},
            ),
        )
        for until, start, marks in openings:
            with start(size=size, marks=marks, until=until) as terminal:
                for mark, ms in terminal.opening.marks.items():
                    if mark in found:
                        found[mark].append(ms)
                if until == "counted":
                    sizes.append(terminal.opening.size)
                    asked = 1000 * (float(log.read_text("utf-8")) - terminal.started)
                    gaps.append(asked - terminal.opening.marks["first_paint"])
    least = {name: min(values) for name, values in found.items()}
    return {
        "runs": runs,
        "least_ms": {name: round(value) for name, value in least.items()},
        "median_ms": {name: round(spread(values)["p50"]) for name, values in found.items()},
        "first_paint_ratio": round(least["first_paint"] / least["empty"], 2),
        "grid_ratio": round(least["grid"] / least["table"], 2),
        "grid_rated_ratio": round(least["grid_rated"] / least["table"], 2),
        "bytes": spread(sizes, 0),
        "import_after_ms": spread(gaps)["p50"],
        "import_after_least_ms": round(min(gaps), 1),
    }


def silence(programs: Programs, size: Size, seconds: float) -> dict[str, Any]:
    """首页, the grid and a cell being typed in, left alone together; then their windows lose and get the focus."""
    waiting = {"home": programs.home(size), "grid": programs.grid(size), "typing": programs.grid(size)}
    waiting["typing"].key("f2")
    before = {name: len(terminal.received) for name, terminal in waiting.items()}
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        for terminal in waiting.values():
            terminal.read(quiet=min(left, 1.0) / len(waiting), limit=1.0)
    idle = {name: len(terminal.received) - before[name] for name, terminal in waiting.items()}
    focus = {name: terminal.stroke(b"\x1b[O\x1b[I", quiet=0.5).size for name, terminal in waiting.items()}
    for terminal in waiting.values():
        terminal.close()
    return {"seconds": seconds, "idle_bytes": idle, "focus_bytes": focus}
