"""`evaltui plan list|check|show`: the plans that were found, and what is wrong with a folder."""

from __future__ import annotations

from pathlib import Path

import click

from evaltui.catalogue.cli_words import COMMANDS, HEADINGS, PLAN_STATE, SAY
from evaltui.catalogue.words import ATTRIBUTE
from evaltui.cli.options import command, json_option
from evaltui.cli.session import Session
from evaltui.cli.streams import problem_json
from evaltui.cli.usage import Entry, LazyGroup
from evaltui.errors import ExitCode, Severity, UsageProblem
from evaltui.workspace.place import is_workspace

group = LazyGroup(
    name="plan",
    help=COMMANDS["plan"],
    entries={
        name: Entry(f"evaltui.cli.plans:{attribute}", COMMANDS[f"plan {name}"])
        for name, attribute in (("list", "list_plans"), ("check", "check"), ("show", "show"))
    },
)


def _data(session: Session) -> Path | None:
    """The workspace's data folder; plans can be listed and checked without one."""
    try:
        return session.data
    except UsageProblem:
        return None


@command("list", COMMANDS["plan list"])
@json_option
def list_plans(session: Session, as_json: bool) -> int:
    """List every plan found: usable, hidden by another, or refused with the reasons."""
    from evaltui.workspace.plans import open_registry

    entries = open_registry(session.places(_data(session))).entries
    if as_json:
        session.streams.json(
            "plans",
            [
                {
                    "id": e.id,
                    "title": e.title,
                    "version": e.version,
                    "state": e.state,
                    "folder": str(e.folder),
                    "shadowed_by": str(e.shadowed_by or ""),
                    "problems": [problem_json(p) for p in e.problems],
                }
                for e in entries
            ],
        )
        return ExitCode.OK
    rows = [(e.id, e.version, PLAN_STATE[e.state], e.title, str(e.folder)) for e in entries]
    session.streams.table(HEADINGS["plans"], rows)
    for entry in entries:
        for item in entry.problems:
            session.streams.say(f"{entry.id}：{item.line()}")
    return ExitCode.OK


@command("check", COMMANDS["plan check"])
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@json_option
def check(session: Session, folder: Path, as_json: bool) -> int:
    """Check one plan folder: every mistake at once, and its worked examples."""
    from evaltui.workspace.plans import check_plan

    data = _data(session)
    problems = check_plan(folder, session.places(data), data if data and is_workspace(data) else None)
    if as_json:
        session.streams.json("problems", [problem_json(p) for p in problems])
    else:
        for item in problems:
            session.streams.line(item.line())
        if not problems:
            session.streams.say(SAY["plan_fine"])
    bad = any(item.severity is Severity.MUST_FIX for item in problems)
    return ExitCode.PROBLEMS if bad else ExitCode.OK


@command("show", COMMANDS["plan show"])
@click.argument("plan", metavar="ID")
def show(session: Session, plan: str) -> int:
    """Print a plan's tables as the office reads them."""
    from evaltui.workspace.plans import open_registry

    found = open_registry(session.places(_data(session))).open(plan).plan
    streams = session.streams
    streams.line(f"{found.title}（{found.document}）" if found.document else found.title)
    for table in found.tables:
        streams.line()
        streams.line(table.title)
        streams.table(
            HEADINGS["indicators"],
            [
                (str(i.no), i.name, i.target_text, ATTRIBUTE[i.attribute], i.responsible_text)
                for i in found.rows(table.id)
            ],
            right=(0,),
        )
    return ExitCode.OK
