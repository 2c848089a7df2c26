"""Cold starts of the installed command, each as a ratio against importing only what it needs, in the same run.

    python benchmarks/run.py [--json]

Every figure is the best of several runs of a fresh interpreter; best, because noise only ever adds.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RUNS = 7
EVALTUI = [sys.executable, "-m", "evaltui"]


def best(command: Sequence[str], cwd: Path) -> float:
    """Seconds of the fastest of RUNS runs; a failing command raises."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, cwd=cwd, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return min(times)


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        demo = folder / "demo"
        subprocess.run([*EVALTUI, "demo", str(demo)], check=True, capture_output=True, stdin=subprocess.DEVNULL)
        data = ["--data", str(demo / "data")]
        baselines = {
            "python": python("pass"),
            "polars": python("import polars"),
            "polars+openpyxl": python("import polars, openpyxl"),
        }
        seconds = {key: best(command, folder) for key, command in baselines.items()}
        rows = [
            ("--help", [*EVALTUI, "--help"], "python"),
            ("plan list", [*EVALTUI, "plan", "list"], "python"),
            ("unit list", [*EVALTUI, *data, "unit", "list"], "python"),
            ("rate --json (demo city)", [*EVALTUI, *data, "rate", "--json"], "polars"),
            (
                "export annex3 (demo city)",
                [*EVALTUI, *data, "export", "annex3", "-o", str(folder / "annex3.xlsx"), "--force"],
                "polars+openpyxl",
            ),
        ]
        results: list[dict[str, Any]] = []
        for title, command, baseline in rows:
            taken = best(command, folder)
            results.append(
                {
                    "command": title,
                    "ms": 1000 * taken,
                    "baseline": baseline,
                    "baseline_ms": 1000 * seconds[baseline],
                    "ratio": taken / seconds[baseline],
                }
            )
    if "--json" in sys.argv:
        print(json.dumps(results, indent=1))
        return
    for row in results:
        print("{command:28} {ms:7.0f} ms   {ratio:5.2f} x {baseline} ({baseline_ms:.0f} ms)".format(**row))


if __name__ == "__main__":
    main()
