"""The first paint: the unit's real figures, before the engine or anything else heavy is imported."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PROGRAM = """
import sys
from datetime import date
from pathlib import Path
from evaltui.access import Identity
from evaltui.workspace.place import Places
from evaltui.workspace.session import Workspace
import evaltui.tui.app
from support.shell_bench import ShellBench

data = Path(sys.argv[1])
workspace = Workspace.open(data, Places(data), identity=Identity("clerk", "yjglj"), today=date(2025, 6, 7))
bench = ShellBench(workspace, start=False)
bench.shell.start()
assert bench.shows("应填："), bench.text
bench.shell.key("enter", None)
assert bench.shows("121"), bench.text
assert bench.shows("…"), "ratings wait for the engine"
heavy = [name for name in ("polars", "openpyxl", "docx") if name in sys.modules]
assert not heavy, heavy
bench.shell.count()
bench.settle()
assert "polars" in sys.modules
assert bench.shows("待定"), bench.text
bench.type("120")
bench.press("enter")
bench.close()
"""


def test_figures_are_painted_before_the_engine_is_imported_and_typing_ends_on_disk(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(ROOT / "data" / "workspace.toml", data)
    (data / "units").mkdir()
    unit = data / "units" / "yjglj.toml"
    unit.write_text('format = 1\nunit = "yjglj"\n[measures.work_accidents.values]\n2020 = 121\n', "utf-8")
    path = ":".join(item for item in sys.path if item)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(data)],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": path, "LANG": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stderr
    assert "2020 = 120\n" in unit.read_text("utf-8")
