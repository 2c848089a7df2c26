"""Pictures of every screen, at 80x24 and 120x40, from a real pseudo-terminal on the demo workspace.

    python benchmarks/screens.py FOLDER [--data DIR] [--unit UNIT]

Writes SVG, and PNG beside it where rsvg-convert is installed. Look at them before calling a screen done.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from support.pty_terminal import PtyTerminal, ctrl  # noqa: E402  # the tests' terminal stands beside this folder
from support.screen_svg import screen_svg  # noqa: E402  # as above

SIZES = ((80, 24), (120, 40))
AS_OF = "2025-06-07"
QUIET = 0.4

SCENES: Sequence[tuple[str, str, Sequence[str]]] = (
    # name, role, keys from the first screen
    ("home", "clerk:{unit}", ()),
    ("indicators", "clerk:{unit}", ("enter",)),
    ("indicators_typing", "clerk:{unit}", ("enter", "down", "down", "9", "7")),
    ("indicators_state", "clerk:{unit}", ("enter", "right", "f6")),
    ("table", "clerk:{unit}", ("enter", "f9")),
    ("palette", "clerk:{unit}", ("enter", ctrl("P"), "s", "c")),
    ("help", "clerk:{unit}", ("enter", "f1")),
    ("office", "office", ()),
)


def main(arguments: Sequence[str]) -> int:
    options = dict(zip(arguments[1::2], arguments[2::2], strict=True))
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    unit = options.get("--unit", "yjglj")
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        if "--data" in options:
            shutil.copytree(options["--data"], data)
        else:
            command = [sys.executable, "-m", "evaltui", "demo", name]
            subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        for scene, role, keys in SCENES:
            for size in SIZES:
                take(folder / f"{scene}_{size[0]}x{size[1]}.svg", data, role.format(unit=unit), keys, size)
    return 0


def take(target: Path, data: Path, role: str, keys: Sequence[str], size: tuple[int, int]) -> None:
    command = [sys.executable, "-m", "evaltui", "--data", str(data), "--as", role, "--as-of", AS_OF]
    with PtyTerminal(command, columns=size[0], lines=size[1], environ={"PYTHONPATH": str(ROOT / "src")}) as terminal:
        terminal.read(quiet=QUIET, until=lambda: terminal.shows("截止") and not terminal.shows("正在"))
        terminal.press(*keys, quiet=QUIET)
        target.write_text(screen_svg(terminal.screen), "utf-8")
    if shutil.which("rsvg-convert"):
        subprocess.run(["rsvg-convert", str(target), "-o", str(target.with_suffix(".png"))], check=True)
    print(target)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
