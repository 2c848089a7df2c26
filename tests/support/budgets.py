"""The byte budgets of the terminal face: limits, and the key scripts they are measured with.

tests/tui/test_budgets.py holds what is the same on every machine; benchmarks/tui.py measures the same scripts with times.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
UNIT: Final = "yjglj"
AS_OF: Final = "2025-06-07"
SIZES: Final = ((80, 24), (120, 40))

IN_ROW: Final[tuple[str, ...]] = (
    *["right"] * 5, *["left"] * 5, "tab", "tab", "tab", "backtab", "backtab", "backtab", "s-right", "s-right", "escape",
    "home", "1", "2", "0", "backspace", "escape", "f2", "9", "left", "right", "8", "backspace", "escape", "end", "home",
)  # fmt: skip  # read as one line of keys
"""Keys that stay in the row, on a cell that can be typed on; they end where they began and save nothing."""

ROWS: Final[tuple[str, ...]] = (*["down"] * 14, *["up"] * 14)
"""Keys that change the row; those that also turn the page are told apart by `turned`."""

IN_ROW_P95: Final = 400
ROW_P95: Final = 1600
ROW_MAX: Final = 2200
BLOCK: Final = 8_000
START: Final = 20_000
TEXT_P50: Final = 1200
TEXT_P95: Final = 3000

FIRST_GRID_LINE: Final = 3
"""The screen line under title, tabs and column headings."""


def command(data: Path, role: str = f"clerk:{UNIT}") -> list[str]:
    """The program on the workspace at `data`."""
    return [sys.executable, "-m", "evaltui", "--data", str(data), "--as", role, "--as-of", AS_OF]


def environ() -> dict[str, str]:
    """What the program needs to run from this checkout."""
    return {"PYTHONPATH": str(ROOT / "src")}


def turned(before: Sequence[str], after: Sequence[str]) -> bool:
    """True where the grid was scrolled between the two screens."""
    return before[FIRST_GRID_LINE][:14] != after[FIRST_GRID_LINE][:14]


def share(values: Sequence[float], part: float) -> float:
    """The nearest-rank quantile of values, sorted here; 0 of none."""
    if not values:
        return 0
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(part * 1000) * len(ordered) // 1000) - 1))]


def block(rows: int = 26, columns: int = 5) -> str:
    """A block as a spreadsheet copies it: plain figures that grow to the right."""
    return "".join("\t".join(str(100 + 3 * row + column) for column in range(columns)) + "\n" for row in range(rows))
