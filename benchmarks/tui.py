"""Every line of the terminal face's budgets, measured through a pseudo-terminal beside stock Textual programs in one run.

    python benchmarks/tui.py [--json FILE] [--quick]

Without --json a summary is printed. --quick: fewer starts, 5 s of silence instead of 60. About six minutes otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks import keys, opening, text  # noqa: E402  # the checkout is not on the path of a script inside it
from benchmarks.budget_lines import lines_of  # noqa: E402  # as above
from benchmarks.programs import Programs  # noqa: E402  # as above

from support.budgets import SIZES  # noqa: E402  # as above

LARGE = SIZES[-1]


def label(size: tuple[int, int]) -> str:
    """80x24."""
    return f"{size[0]}x{size[1]}"


def measure(folder: Path, *, quick: bool) -> dict[str, Any]:
    """Run every scene. Scenes that cannot be run yet are in `skipped`, each with a sentence."""
    load = [os.getloadavg()]
    programs = Programs(folder)
    found: dict[str, Any] = {
        "machine": {
            "class": f"{os.cpu_count()} cores, shared with other work",
            "python": platform.python_version(),
            "textual": version("textual"),
            "terminal": "pseudo-terminal, TERM=xterm-256color, COLORTERM=truecolor, screen model pyte",
        },
        "evaltui": {},
        "stock": {},
        "skipped": {},
    }
    found["start"] = step(opening.starts, programs, LARGE, 3 if quick else 9)
    for size in SIZES:
        evaltui: dict[str, Any] = {}
        for scene in (keys.moves, keys.commits, keys.palette):
            evaltui.update(step(scene, programs, size))
        evaltui["block"] = step(keys.pasted, programs, size)
        evaltui["held"] = step(keys.held, programs, size)
        written = step(text.text, programs, size)
        if isinstance(written, str):
            found["skipped"]["report text"] = written
        else:
            evaltui["text"] = written
        found["evaltui"][label(size)] = evaltui
        found["stock"][label(size)] = step(keys.stock, programs, size)
        load.append(os.getloadavg())
    found["silence"] = step(opening.silence, programs, LARGE, 5 if quick else 60)
    load.append(os.getloadavg())
    found["load"] = [round(item[0], 1) for item in load]
    return found


def step(scene: Callable[..., Any], programs: Programs, size: tuple[int, int], *how: float) -> Any:
    """One scene, named on the error stream."""
    print(f"{scene.__name__} {label(size)} ...", file=sys.stderr, flush=True)
    return scene(programs, size, *how)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--json", type=Path, metavar="FILE", help="write everything measured there")
    options.add_argument("--quick", action="store_true", help="fewer starts and a short silence")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        found = measure(Path(name), quick=chosen.quick)
    if chosen.json is not None:
        chosen.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for line in lines_of(found):
        print(f"{line.verdict:8} {line.what} | limit {line.limit} | {' | '.join(line.measured)}")


if __name__ == "__main__":
    main()
