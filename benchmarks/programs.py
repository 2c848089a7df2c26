"""The programs that are measured: evaltui on a filled example, and the stock programs with the rows its grid shows."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from benchmarks.meter import Mark, Meter

from support.budgets import FIRST_GRID_LINE, ROOT, command, environ
from support.pty_terminal import ctrl

STOCK = ROOT / "benchmarks" / "stock_apps.py"
RATED = ("提前实现", "符合预期", "滞后预期")


class Programs:
    """Starts programs; everything they write lies below `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._example = folder / "example"
        self._copies = 0
        make = [sys.executable, "-m", "evaltui", "demo", str(self._example)]
        settings = {**os.environ, **environ()}
        subprocess.run(make, check=True, capture_output=True, stdin=subprocess.DEVNULL, env=settings)
        self.rows = folder / "rows.json"
        with self.grid((120, 150)) as terminal:
            self.rows.write_text(json.dumps(shown_rows(terminal), ensure_ascii=False), "utf-8")

    def data(self) -> Path:
        """A fresh copy of the example."""
        self._copies += 1
        target = self.folder / f"data{self._copies}"
        shutil.copytree(self._example / "data", target)
        return target

    def evaltui(
        self,
        size: tuple[int, int],
        *,
        marks: Mapping[str, Mark] | None = None,
        until: str = "",
        answer: tuple[bytes, bytes] | None = None,
        watch: tuple[str, Path] | None = None,
    ) -> Meter:
        """evaltui as a person starts it; with `watch` through a script that writes to a log when polars is asked for."""
        argv, settings = command(self.data()), environ()
        if watch is not None:
            argv = [argv[0], watch[0], *argv[3:]]
            settings["EVALTUI_BENCH_IMPORTS"] = str(watch[1])
        return Meter(argv, size=size, environ=settings, marks=marks, until=until, answer=answer)

    def home(self, size: tuple[int, int]) -> Meter:
        """evaltui with everything counted on its first screen."""
        marks = {"counted": lambda term: term.shows("截止") and not term.shows("正在")}
        return self.evaltui(size, marks=marks, until="counted")

    def grid(self, size: tuple[int, int]) -> Meter:
        """evaltui in the grid, every rating shown."""
        terminal = self.home(size)
        terminal.stroke(b"\r", quiet=0.5, marks={"rated": rated}, until="rated")
        return terminal

    def stock(
        self, kind: str, size: tuple[int, int], *, marks: Mapping[str, Mark] | None = None, until: str = ""
    ) -> Meter:
        """A stock program: empty, table or editor."""
        argv = [sys.executable, str(STOCK), kind, *([] if kind == "empty" else [str(self.rows)])]
        return Meter(argv, size=size, environ={}, marks=marks, until=until)


def rated(terminal: Meter) -> bool:
    """True where the grid stands with its ratings."""
    return filled(terminal) and any(terminal.shows(word) for word in RATED)


def filled(terminal: Meter) -> bool:
    """True where the grid stands with its figures down to its last line."""
    return terminal.shows("2020基") and bool(re.search(r"\d", "".join(terminal.lines[FIRST_GRID_LINE:])))


def open_palette(terminal: Meter) -> bool:
    """True where the palette is open."""
    return terminal.shows("查找：")


PALETTE = ctrl("P")


def shown_rows(terminal: Meter) -> dict[str, list[object]]:
    """Column titles and rows of the grid on the screen, cut where its headings stand."""
    header = _cells(terminal, FIRST_GRID_LINE - 1)
    heading = "".join(cell or "\0" for cell in header)
    words = [(found.start(), found.end(), found[0].replace("\0", "")) for found in re.finditer(r"\S+", heading)]
    figures = [word for word in words if word[2][0] == "2" or word[2] in ("全期",) or word[2].startswith("前")]
    rest = [word for word in words if word[0] > figures[-1][1]]
    label = figures[0][1] - 14
    cuts = [0, label, label + 7, *(word[1] for word in figures), *(word[0] for word in rest[1:]), len(header)]
    titles = ["指标", "", *(word[2] for word in figures), *(word[2] for word in rest)]
    rows: list[object] = []
    for y in range(FIRST_GRID_LINE, terminal.screen.lines):
        cells = _cells(terminal, y)
        parts = ["".join(cells[a:b]).strip() for a, b in itertools.pairwise(cuts)]
        # A line of the grid has a label (or a target) and figures; what stands below the grid has neither columns nor gaps.
        if not any(parts):
            break
        rows.append(parts)
    return {"columns": list(titles), "rows": rows}


def _cells(terminal: Meter, y: int) -> list[str]:
    return [terminal.screen.buffer[y][x].data for x in range(terminal.screen.columns)]
