"""Runs evaltui and writes down when polars was first asked for: `python watched.py` with evaltui's arguments.

The moment, in seconds of time.perf_counter (one clock for all processes here), goes to the file named by
EVALTUI_BENCH_IMPORTS.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

from evaltui.__main__ import main


class Watch(MetaPathFinder):
    """Finds nothing; notes the first import of polars."""

    def __init__(self, log: Path) -> None:
        self.log = log

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name == "polars":
            self.log.write_text(str(time.perf_counter()), "utf-8")
            sys.meta_path.remove(self)
        return None


if __name__ == "__main__":
    if "polars" in sys.modules:
        raise SystemExit("polars was imported with the command itself")
    sys.meta_path.insert(0, Watch(Path(os.environ["EVALTUI_BENCH_IMPORTS"])))
    main()
