"""The terminal face; `run` opens it. Importing this package sets the environment defaults that Textual reads at its own import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaltui.tui.env import set_defaults

if TYPE_CHECKING:
    from evaltui.tui.source import Source

# Textual reads these switches once, when it is first imported, so they have to be there before any module below
# this package is.
set_defaults()


def run(workspace: Source) -> int:
    """Open the terminal face on a workspace; the exit status. Textual is imported here, not before."""
    from evaltui.tui.app import run as open_app

    return open_app(workspace)
