"""The installed command: the command line, and the terminal face where a person sits at it."""

from __future__ import annotations

import sys

from evaltui.cli.main import main as command_line
from evaltui.cli.session import Session


def open_terminal(session: Session) -> int:
    """Open the terminal face; imported here, so that no headless command pays for it."""
    from evaltui.tui.app import run

    return run(session.workspace)


def main() -> None:
    """Run the command and exit with its code."""
    sys.exit(command_line(open_terminal))


if __name__ == "__main__":
    main()
