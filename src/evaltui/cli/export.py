"""`evaltui export`: forms and data, to a file or to stdout."""

from __future__ import annotations

from pathlib import Path

import click

from evaltui.catalogue.cli_words import COMMANDS, OPTIONS, SAY
from evaltui.cli.options import (
    command,
    dry_run_option,
    json_option,
    plan_option,
    resolve_plan,
    resolve_unit,
    unit_option,
)
from evaltui.cli.session import Session
from evaltui.errors import ExitCode, UsageProblem, problem
from evaltui.exchange.request import Edition


@command("export", COMMANDS["export"])
@click.argument("form")
@plan_option
@unit_option
@click.option("--edition", type=click.Choice(["review", "filing", "upward"]), default="review", help=OPTIONS["edition"])
@click.option("--format", "suffix", help=OPTIONS["format"])
@click.option("-o", "--output", metavar="OUT", help=OPTIONS["output"])
@click.option("--force", is_flag=True, help=OPTIONS["force"])
@dry_run_option
@json_option
def export(
    session: Session,
    form: str,
    plan: str | None,
    unit: str | None,
    edition: Edition,
    suffix: str | None,
    output: str | None,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Write one form (its id or its alias: 附件3, annex3), or the data; the sha256 of what was written is printed."""
    workspace = session.workspace
    to_stdout = output == "-"
    if suffix is None and output and not to_stdout:
        suffix = Path(output).suffix.lstrip(".") or None
    artefact = workspace.export(
        form, plan=resolve_plan(session, plan), unit=resolve_unit(session, unit), edition=edition, suffix=suffix
    )
    if output is None and (session.streams.stdout.isatty() and artefact.binary):
        raise UsageProblem(problem("output_is_terminal"))
    if to_stdout or output is None:
        if not dry_run:
            session.streams.data(artefact.content)
        session.streams.say(SAY["exported"].format(name=artefact.name, sha=artefact.sha256))
        return ExitCode.OK
    target = Path(output)
    if target.is_dir():
        target = target / artefact.name
    session.allow_output(target)
    if not dry_run:
        workspace.write_output(target, artefact.content, force=force)
    if as_json:
        session.streams.json("files", [{"path": str(target), "sha256": artefact.sha256, "rows": artefact.rows}])
    else:
        session.streams.say(SAY["exported"].format(name=str(target), sha=artefact.sha256))
        if dry_run:
            session.streams.say(SAY["dry_run"])
    return ExitCode.OK
