"""One run of the command: what the global options chose, and the workspace opened at most once."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from evaltui import __version__
from evaltui.cli.streams import Streams
from evaltui.errors import Forbidden, OutputFailed, Problem, Severity, UsageProblem, problem
from evaltui.workspace.place import Places, locate

if TYPE_CHECKING:
    from evaltui.access import Identity
    from evaltui.plan.registry import LoadedPlan
    from evaltui.workspace.session import Workspace


_FOR_GRANTS = frozenset(
    {"unit", "rate", "check", "progress", "submit", "withdraw", "return", "approve", "export", "log"}
)
"""What may be called over a grant; everything else works on the server's own files."""


class Session:
    """The global options and the streams; `workspace` opens on first use."""

    def __init__(self, streams: Streams, open_terminal: Callable[[Session], int]) -> None:
        self.streams = streams
        self.open_terminal = open_terminal
        self._data: Path | None = None
        self._plugins: Path | None = None
        self._role: str | None = None
        self._grant: str | None = None
        self._as_of: str | None = None
        self._plugin_code = True
        self._asked: LoadedPlan | None = None

    def choose(
        self,
        *,
        data: Path | None,
        plugins: Path | None,
        role: str | None,
        grant: str | None,
        as_of: str | None,
        plugin_code: bool,
    ) -> None:
        """Take over the global options. A grant fixes role and unit and ignores the client's environment."""
        self._data, self._plugins, self._role, self._grant = data, plugins, role, grant
        self._as_of, self._plugin_code = as_of, plugin_code

    @property
    def _environment(self) -> dict[str, str]:
        return {} if self._grant is not None else dict(os.environ)

    @cached_property
    def data(self) -> Path:
        """The data folder of the workspace; UsageProblem where there is none."""
        return locate(self._data, self._environment, Path.cwd())

    def places(self, data: Path | None) -> Places:
        """Where plans are searched for, for a workspace at `data` (None: no workspace)."""
        return Places(data=data, plugins=self._plugins, environment=self._environment, plugin_code=self._plugin_code)

    @property
    def today(self) -> date:
        """--as-of, else SOURCE_DATE_EPOCH, else the clock."""
        if self._as_of:
            try:
                return date.fromisoformat(self._as_of)
            except ValueError:
                raise UsageProblem(problem("bad_date", text=self._as_of)) from None
        epoch = self._environment.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdigit():
            return datetime.fromtimestamp(int(epoch), UTC).date()
        return datetime.now().astimezone().date()

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace, opened under the identity of this run."""
        from evaltui.workspace.session import Workspace

        return Workspace.open(self.data, self.places(self.data), identity=self._identity, today=self.today)

    def ask_for_plan(self, name: str) -> LoadedPlan:
        """A plan the caller named; whether its code fails decides the exit code in the end."""
        self._asked = self.workspace.plan_named(name)
        return self._asked

    def last_words(self) -> tuple[Problem, ...]:
        """What is wrong with the workspace this run opened, and the plan it asked for; () where it opened none."""
        workspace = self.__dict__.get("workspace")
        return workspace.problems if workspace is not None else ()

    @property
    def asked_plan_failed(self) -> bool:
        """True where the code of the plan the caller named has failed: the core answered in its place."""
        failure = self._asked.code_problem if self._asked is not None else None
        return failure is not None and failure.severity is Severity.MUST_FIX

    def allow(self, command: str) -> None:
        """Forbidden where a person reached the server by a grant and calls what works on the server itself."""
        if self._grant is not None and command not in _FOR_GRANTS:
            raise Forbidden(problem("access_command_denied", command=command))

    def allow_output(self, target: Path) -> None:
        """Forbidden for a file on the server by a grant; OutputFailed for one among the workspace's own files."""
        if self._grant is not None:
            raise Forbidden(problem("access_output_denied"))
        if target.resolve().is_relative_to(self.data.resolve()):
            raise OutputFailed(problem("output_in_data", target=target))

    def use(self, data: Path) -> None:
        """Work on the workspace at `data` from now on (the one that was just made)."""
        self._data = data
        self.__dict__.pop("data", None)
        self.__dict__.pop("workspace", None)

    def pretend(self, day: date) -> None:
        """Take `day` for today, unless the caller named one: the example plays on a fixed day."""
        self._as_of = self._as_of or day.isoformat()

    def _identity(self, workspace: Workspace) -> Identity:
        from evaltui.workspace.identity import from_grant, from_role

        if self._grant is not None:
            return from_grant(workspace, self._grant)
        return from_role(workspace, self._role)

    def print_version(self) -> None:
        """Print the program's version and those of the plans it finds."""
        from evaltui.workspace.plans import open_registry

        self.streams.line(f"evaltui {__version__}")
        data = self._data or Path("data")
        for entry in open_registry(self.places(data)).entries:
            self.streams.line(f"{entry.id} {entry.version}")

    def crash_report(self, text: str) -> str | None:
        """Write a traceback beside the data, for the administrator; None where that is not possible."""
        from evaltui.workspace.crash import write_report

        folder = self.__dict__.get("data")
        return write_report(folder, text) if folder is not None else None
