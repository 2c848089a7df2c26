"""`evaltui unit list|show|set`: one unit's data, headless."""

from __future__ import annotations

import click

from evaltui.catalogue.cli_words import COMMANDS, HEADINGS, OPTIONS, SAY
from evaltui.catalogue.words import UNIT_KIND
from evaltui.cli.options import command, dry_run_option, json_option
from evaltui.cli.session import Session
from evaltui.cli.usage import Entry, LazyGroup
from evaltui.errors import ExitCode, UsageProblem, problem
from evaltui.store.record import dotted

group = LazyGroup(
    name="unit",
    help=COMMANDS["unit"],
    entries={
        name: Entry(f"evaltui.cli.units:{attribute}", COMMANDS[f"unit {name}"])
        for name, attribute in (("list", "list_units"), ("show", "show"), ("set", "set_values"))
    },
)


@command("list", COMMANDS["unit list"])
@json_option
def list_units(session: Session, as_json: bool) -> int:
    """List the units this identity may see, and how much each owes."""
    workspace = session.workspace
    units = [workspace.settings.unit_by_id[name] for name in workspace.visible_units()]
    if as_json:
        session.streams.json(
            "units",
            [
                {"id": u.id, "name": u.name, "kind": u.kind, "measures": list(workspace.duties(u.id).measures)}
                for u in units
            ],
        )
        return ExitCode.OK
    rows = [(u.id, u.name, UNIT_KIND[u.kind], str(len(workspace.duties(u.id).measures))) for u in units]
    session.streams.table(HEADINGS["units"], rows, right=(3,))
    return ExitCode.OK


@command("show", COMMANDS["unit show"])
@click.argument("unit")
@json_option
def show(session: Session, unit: str, as_json: bool) -> int:
    """Print what a unit filled in, field by field."""
    from evaltui.workspace.edit import leaf_json

    workspace = session.workspace
    unit_id = workspace.unit_named(unit).id
    record = workspace.record(unit_id)
    fields = {dotted(path): leaf_json(leaf) for path, leaf in record.fields.items()}
    if as_json:
        session.streams.json("fields", fields, unit=unit_id)
        return ExitCode.OK
    for path, value in fields.items():
        session.streams.line(f"{path} = {_one_line(value)}")
    if not fields:
        session.streams.say(SAY["empty_unit"])
    return ExitCode.OK


def _one_line(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {item}" for key, item in value.items()) + "}"
    return str(value).replace("\n", "\\n")


@command("set", COMMANDS["unit set"])
@click.argument("unit")
@click.argument("assignments", nargs=-1, required=True, metavar="PATH=VALUE...")
@click.option("--reason", default="", help=OPTIONS["reason"])
@dry_run_option
@json_option
def set_values(
    session: Session, unit: str, assignments: tuple[str, ...], reason: str, dry_run: bool, as_json: bool
) -> int:
    """Fill in fields; numbers may be written as MEASURE.YEAR=VALUE. An open question is saved as such: exit 1."""
    workspace = session.workspace
    unit_id = workspace.unit_named(unit).id
    pairs = []
    for text in assignments:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise UsageProblem(problem("not_an_assignment", text=text))
        pairs.append((name.strip(), value))
    outcome = workspace.assign(unit_id, pairs, reason=reason, dry_run=dry_run)
    if as_json:
        session.streams.json("changes", outcome.as_json(), unit=unit_id, saved=outcome.saved)
    else:
        for line in outcome.lines():
            session.streams.say(line)
        session.streams.say(SAY["dry_run"] if dry_run else SAY["saved"] if outcome.saved else SAY["unchanged"])
    return ExitCode.PROBLEMS if outcome.problems else ExitCode.OK
