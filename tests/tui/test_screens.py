"""Golden screens: what a clerk and the office see, as text, at the two sizes that matter.

UPDATE_GOLDEN=1 writes them anew; look at the difference before committing it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from support.fake_workspace import FakeWorkspace, filled_record
from support.shell_bench import ShellBench

SCREENS = Path(__file__).parent / "screens"
SCENES: dict[str, tuple[str | None, Sequence[str]]] = {
    "home": ("yjglj", ()),
    "indicators": ("yjglj", ("enter",)),
    "typing": ("yjglj", ("enter", "down", "down", "end", "f2")),
    "table": ("yjglj", ("enter", "f9")),
    "office": (None, ()),
}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("scene", SCENES)
def test_screen(scene: str, size: tuple[int, int]) -> None:
    unit, keys = SCENES[scene]
    workspace = FakeWorkspace(unit, role="clerk" if unit else "office", records={"yjglj": filled_record("yjglj")})
    bench = ShellBench(workspace, *size)
    bench.press(*keys)
    bench.close()
    golden = SCREENS / f"{scene}_{size[0]}x{size[1]}.txt"
    if os.environ.get("UPDATE_GOLDEN") == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(bench.text + "\n", "utf-8")
    assert bench.text + "\n" == golden.read_text("utf-8")
