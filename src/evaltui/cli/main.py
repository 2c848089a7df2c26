"""The command `evaltui`: global options, one subcommand, one exit code."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TextIO, cast

import click

from evaltui.catalogue.cli_words import COMMANDS, OPTIONS
from evaltui.cli.session import Session
from evaltui.cli.streams import Streams
from evaltui.cli.usage import Entry, LazyGroup, usage_sentence
from evaltui.errors import EvaltuiError, ExitCode, Problem, problem

_MODULES = {
    "init": "begin:init",
    "demo": "begin:demo",
    "plan": "plans:group",
    "unit": "units:group",
    "rate": "judge:rate",
    "check": "judge:check",
    "progress": "judge:progress",
    "submit": "flow:submit",
    "withdraw": "flow:withdraw",
    "return": "flow:return_items",
    "approve": "flow:approve",
    "export": "export:export",
    "log": "trace:log",
    "verify": "trace:verify",
    "doctor": "trace:doctor",
}
ENTRIES = {name: Entry(f"evaltui.cli.{target}", COMMANDS[name]) for name, target in _MODULES.items()}

OpenTerminal = Callable[[Session], int]
"""Opens the terminal face for a session and returns its exit code; __main__ passes it in."""


def _global_options(group: click.Command) -> click.Command:
    path = click.Path(path_type=Path)
    for option in reversed(
        [
            click.Option(["--data"], type=path, metavar="DIR", help=OPTIONS["data"]),
            click.Option(["--plugins"], type=path, metavar="DIR", help=OPTIONS["plugins"]),
            click.Option(["--as", "role"], metavar="ROLE[:UNIT]", help=OPTIONS["as"]),
            click.Option(["--grant"], metavar="ID", help=OPTIONS["grant"]),
            click.Option(["--as-of"], metavar="DATE", help=OPTIONS["as_of"]),
            click.Option(["--no-plugin-code"], is_flag=True, help=OPTIONS["no_plugin_code"]),
            click.Option(["--version"], is_flag=True, help=OPTIONS["version"]),
        ]
    ):
        group.params.insert(0, option)
    return group


def _root(open_terminal: OpenTerminal) -> click.Command:
    @click.pass_context
    def start(
        ctx: click.Context,
        data: Path | None,
        plugins: Path | None,
        role: str | None,
        grant: str | None,
        as_of: str | None,
        no_plugin_code: bool,
        version: bool,
    ) -> int | None:
        session: Session = ctx.obj
        session.choose(data=data, plugins=plugins, role=role, grant=grant, as_of=as_of, plugin_code=not no_plugin_code)
        if version:
            session.print_version()
            ctx.exit(ExitCode.OK)
        if ctx.invoked_subcommand is not None:
            session.allow(ctx.invoked_subcommand)
            return None
        if session.streams.interactive():
            return open_terminal(session)
        session.streams.stderr.write((ctx.get_help() + "\n").encode())
        return ExitCode.USAGE

    group = LazyGroup(
        name="evaltui",
        entries=ENTRIES,
        callback=start,
        invoke_without_command=True,
        help="五年规划评估：填报、评价、校核、汇总、出表。在终端里直接运行 evaltui 打开填报界面。",
    )
    return _global_options(group)


def run(
    argv: Sequence[str],
    stdin: BinaryIO,
    stdout: BinaryIO,
    stderr: BinaryIO,
    open_terminal: OpenTerminal,
) -> int:
    """Run one command line and return its exit code; never raises but for a broken interpreter."""
    streams = Streams(stdin, stdout, stderr, as_json="--json" in argv)
    session = Session(streams, open_terminal)
    try:
        code = _invoke(_root(open_terminal), argv, session)
        for item in session.last_words():
            streams.say(item.line())
        return ExitCode.PLAN if code == ExitCode.OK and session.asked_plan_failed else code
    except EvaltuiError as error:
        streams.problems(error.problems, error.exit_code)
        return error.exit_code
    except click.UsageError as error:
        sentence, hint = usage_sentence(error)
        streams.problems([problem("usage", sentence=sentence, hint=hint)], ExitCode.USAGE)
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        streams.problems([problem("interrupted")], ExitCode.INTERRUPTED)
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return ExitCode.OK
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EIO, errno.ENAMETOOLONG, errno.EFBIG):
            streams.problems([_internal(session, error)], ExitCode.INTERNAL)
            return ExitCode.INTERNAL
        with suppress(OSError):
            streams.problems([problem("output_lost")], ExitCode.OUTPUT)
        return ExitCode.OUTPUT
    except Exception as error:  # noqa: BLE001  # the last resort: a traceback never reaches a user
        streams.problems([_internal(session, error)], ExitCode.INTERNAL)
        return ExitCode.INTERNAL


def _invoke(root: click.Command, argv: Sequence[str], session: Session) -> int:
    try:
        with root.make_context("evaltui", list(argv), obj=session) as ctx:
            result = root.invoke(ctx)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    return int(result) if isinstance(result, int) else ExitCode.OK


def _internal(session: Session, error: Exception) -> Problem:
    report = session.crash_report("".join(traceback.format_exception(error)))
    if report is None:
        return problem("internal_unwritten", what=type(error).__name__)
    return problem("internal", report=report)


def main(open_terminal: OpenTerminal) -> int:
    """Run the process's own command line."""
    stdin, stdout, stderr = (_stream(stream, mode) for stream, mode in zip(_own(), ("rb", "wb", "wb"), strict=True))
    code = run(sys.argv[1:], stdin, stdout, stderr, open_terminal)
    try:
        stdout.flush()
    except OSError:
        # The interpreter flushes once more when it ends; what cannot be written must not change the exit code then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
    return code


def _own() -> tuple[TextIO | None, TextIO | None, TextIO | None]:
    return sys.stdin, sys.stdout, sys.stderr


def _stream(stream: TextIO | None, mode: str) -> BinaryIO:
    """The bytes below one of the process's streams; a closed one reads as empty and swallows what is written."""
    return stream.buffer if stream is not None else cast(BinaryIO, open(os.devnull, mode))  # noqa: PTH123  # lives as long as the process
