"""docs/performance.md from what benchmarks/run.py and benchmarks/tui.py measured.

python benchmarks/report.py COMMANDS.json TUI.json docs/performance.md
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from benchmarks.budget_lines import LABELS, factors, lines_of  # noqa: E402  # the checkout is not on a script's path


def page(commands: Sequence[Mapping[str, Any]], found: Mapping[str, Any]) -> str:
    """The whole page."""
    return "\n".join([*_opening(found), *_budgets(found), *_stock(found), *_commands(commands)]) + "\n"


def _opening(found: Mapping[str, Any]) -> Iterator[str]:
    machine = found["machine"]
    yield "# Performance"
    yield ""
    yield "Written by `make bench`; do not edit. Bytes are the same on every machine, and those that hold are gated in"
    yield "`tests/tui/test_budgets.py`. Milliseconds are one run's: compare them with the stock programs measured beside them."
    yield ""
    yield f"Machine: {machine['class']}; load averages during the run: {', '.join(map(str, found['load']))}."
    yield f"Python {machine['python']}, Textual {machine['textual']}; {machine['terminal']}."
    yield ""
    yield "Method: the program runs on a pseudo-terminal that answers as a terminal does. One key is sent, then everything is"
    yield "read until it is quiet; pieces are timed as they arrive and fed to the screen model afterwards. Figures are p50 / p95 / max."
    yield "evaltui runs on the filled example as 应急管理局, saving to disk and rating. The stock programs are in"
    yield "`benchmarks/stock_apps.py`; their table shows the rows of evaltui's grid, without scrollbars, and rates and saves nothing."
    yield ""


def _budgets(found: Mapping[str, Any]) -> Iterator[str]:
    yield "## Budgets"
    yield ""
    yield f"| | limit | {' | '.join(LABELS)} | |"
    yield "| --- | --- | " + "--- | " * len(LABELS) + "--- |"
    for line in lines_of(found):
        measured = line.measured if len(line.measured) == len(LABELS) else ("", *line.measured)
        yield f"| {line.what} | {line.limit} | {' | '.join(measured)} | {line.verdict} |"
    yield ""
    yield f"Verdicts are for {LABELS[-1]}. Esc is left out of the times: a lone Esc is told from a sequence by 100 ms of waiting."
    for what, why in found["skipped"].items():
        yield f"Not measured: {what} ({why})."
    yield ""


def _stock(found: Mapping[str, Any]) -> Iterator[str]:
    yield "## Beside the stock widgets"
    yield ""
    yield f"| | {' | '.join(LABELS)} |"
    yield "| --- | " + "--- | " * len(LABELS)
    for what, values in factors(found):
        yield f"| {what} | {' | '.join(values)} |"
    yield ""


def _commands(commands: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "## Commands, from a cold start"
    yield ""
    yield "| command | ms | ratio | against |"
    yield "| --- | --- | --- | --- |"
    for row in commands:
        yield f"| {row['command']} | {row['ms']:.0f} | {row['ratio']:.2f} | importing {row['baseline']}: {row['baseline_ms']:.0f} ms |"


def main(arguments: Sequence[str]) -> None:
    commands, found = (json.loads(Path(name).read_text("utf-8")) for name in arguments[:2])
    Path(arguments[2]).write_text(page(commands, found), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
