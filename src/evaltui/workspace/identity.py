"""Under which identity a workspace is opened: a grant fixed by the server, or a role chosen at the console."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from evaltui.access import OFFICE, Identity, granted, parse_as

if TYPE_CHECKING:
    from evaltui.workspace.session import Workspace


def person() -> str:
    """The name of the operating system's account, for the history; "" where it has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def from_role(workspace: Workspace, role: str | None) -> Identity:
    """The identity of `--as ROLE[:UNIT]`; the office where nothing was said. UsageProblem for an unknown one."""
    if role is None:
        return Identity(OFFICE.role, person=person())
    return parse_as(role, workspace.settings, person())


def from_grant(workspace: Workspace, grant: str) -> Identity:
    """The identity of one grant of access.toml. Forbidden for an unknown or expired one."""
    return granted(workspace.store.grants(), grant, workspace.settings, workspace.today)
