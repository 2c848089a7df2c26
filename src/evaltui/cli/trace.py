"""`evaltui log`, `verify`, `doctor`: what happened, and whether everything still fits together."""

from __future__ import annotations

import click

from evaltui.catalogue.cli_words import COMMANDS, HEADINGS, OPTIONS, SAY
from evaltui.catalogue.words import SEVERITY
from evaltui.cli.options import command, json_option, resolve_unit, unit_option
from evaltui.cli.session import Session
from evaltui.cli.streams import problem_json
from evaltui.errors import ExitCode, Severity


@command("log", COMMANDS["log"])
@unit_option
@click.option("--cell", metavar="PATH", help=OPTIONS["cell"])
@json_option
def log(session: Session, unit: str | None, cell: str | None, as_json: bool) -> int:
    """Show who changed what and when."""
    workspace = session.workspace
    entries = workspace.log(resolve_unit(session, unit), cell)
    if as_json:
        session.streams.json("log", [entry.as_json() for entry in entries])
        return ExitCode.OK
    session.streams.table(
        HEADINGS["log"],
        [(e.when_text, workspace.unit_label(e.owner), e.person, e.what, e.old_text, e.new_text) for e in entries],
    )
    return ExitCode.OK


@command("verify", COMMANDS["verify"])
@click.argument("code", required=False)
@json_option
def verify(session: Session, code: str | None, as_json: bool) -> int:
    """Prove that files and history fit; with CODE, name what a printed 数据校验码 belongs to."""
    workspace = session.workspace
    if code is not None:
        matches = workspace.verify_code(code)
        if as_json:
            session.streams.json("matches", list(matches))
        else:
            for line in matches:
                session.streams.line(line)
        return ExitCode.OK
    problems = workspace.verify()
    if as_json:
        session.streams.json("problems", [problem_json(p) for p in problems])
    else:
        for item in problems:
            session.streams.line(item.line())
        if not problems:
            session.streams.say(SAY["verified"])
    return ExitCode.DAMAGED if problems else ExitCode.OK


@command("doctor", COMMANDS["doctor"])
@json_option
def doctor(session: Session, as_json: bool) -> int:
    """Look at the machine and the data, and say what to do."""
    from evaltui.workspace.health import examine

    problems = examine(session.data, session.places(session.data))
    if as_json:
        session.streams.json("problems", [problem_json(p) for p in problems])
    else:
        for item in problems:
            session.streams.line(f"{SEVERITY[item.severity.value]}  {item.line()}")
        if not problems:
            session.streams.say(SAY["healthy"])
    bad = any(p.severity is Severity.MUST_FIX for p in problems)
    return ExitCode.PROBLEMS if bad else ExitCode.OK
