"""Where a workspace lies, where plans are looked for, and what the package brings along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from evaltui.errors import UsageProblem, problem

WORKSPACE_FILE = "workspace.toml"


@dataclass(frozen=True)
class Places:
    """Inputs of the search for plans: the data folder, --plugins, the environment, and whether plugin.py may run."""

    data: Path | None
    plugins: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    plugin_code: bool = True


def bundled(name: str) -> Path:
    """The folder `name` ("plugins" or "data") that ships with the program: in the wheel, or in the checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_bundled" / name
    return inside if inside.is_dir() else package.parent.parent / name


def is_workspace(folder: Path) -> bool:
    """True where `folder` holds a workspace.toml."""
    return (folder / WORKSPACE_FILE).is_file()


def user_folder() -> Path:
    """The user's own data folder, used where nothing else is named."""
    from platformdirs import user_data_path

    return user_data_path("evaltui", appauthor=False)


def locate(option: Path | None, environment: Mapping[str, str], cwd: Path) -> Path:
    """The data folder of the workspace to use: --data, EVALTUI_DATA, ./data, the user's data folder.

    A folder that holds a `data` folder with a workspace in it may be named as well. UsageProblem where there is no
    workspace: the sentence names the folder that was looked at last.
    """
    named = option or (Path(environment["EVALTUI_DATA"]) if environment.get("EVALTUI_DATA") else None)
    candidates = [named, named / "data"] if named else [cwd / "data", user_folder()]
    for folder in candidates:
        if is_workspace(folder):
            return folder.absolute()
    raise UsageProblem(problem("no_workspace", folder=named or candidates[-1]))
