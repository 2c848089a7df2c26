"""What docs/architecture.md claims about the code, held as tests."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "evaltui"
MODULES = sorted(SOURCE.rglob("*.py"))
HEAVY = ("textual", "rich", "polars", "openpyxl", "docx")
DURABLE_CALLS = {"fsync", "fdatasync", "rename", "flock", "lockf"}


def _name(module: Path) -> str:
    return module.relative_to(SOURCE).as_posix()


def test_layers_point_down() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["plan", "list"], ["rate", "--help"], ["export", "-h"]]
)
def test_light_commands_import_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    script = (
        "import sys; from evaltui.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as stop: assert stop.code == 0, stop.code\n"
        f"loaded = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(','.join(loaded) or 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_module_is_small_and_says_what_it_owns(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 450
    assert ast.get_docstring(ast.parse(text))


def _calls(module: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                yield function.attr, node.lineno
            elif isinstance(function, ast.Name):
                yield function.id, node.lineno


@pytest.mark.parametrize("module", [m for m in MODULES if _name(m) != "store/files.py"], ids=_name)
def test_only_files_makes_things_durable(module: Path) -> None:
    found = [(name, line) for name, line in _calls(module) if name in DURABLE_CALLS]
    found += [
        (f"os.{node.attr}", node.lineno)
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "replace"
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    ]
    assert not found


@pytest.mark.parametrize("module", [m for m in MODULES if _name(m) != "text.py"], ids=_name)
def test_only_text_rounds(module: Path) -> None:
    assert not [line for name, line in _calls(module) if name in {"round", "quantize"}]


def test_the_wheel_carries_plans_and_workspace() -> None:
    import tomllib

    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    mapped = build["targets"]["wheel"]["force-include"]
    assert mapped == {"plugins": "evaltui/_bundled/plugins", "data": "evaltui/_bundled/data"}
