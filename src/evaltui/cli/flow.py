"""`evaltui submit|withdraw|return|approve`: the way of a unit's work to the office and back."""

from __future__ import annotations

import click

from evaltui.catalogue.cli_words import COMMANDS, OPTIONS, SAY
from evaltui.cli.options import command, dry_run_option, json_option, plan_option
from evaltui.cli.session import Session
from evaltui.errors import ExitCode, UsageProblem, problem


def _report(session: Session, outcome: object, as_json: bool) -> int:
    from evaltui.workspace.review import Outcome

    assert isinstance(outcome, Outcome)
    if as_json:
        session.streams.json("outcome", outcome.as_json())
    else:
        session.streams.say(outcome.sentence)
        if outcome.dry_run:
            session.streams.say(SAY["dry_run"])
    return ExitCode.OK


def _plan(session: Session, name: str | None) -> str:
    workspace = session.workspace
    if name is not None:
        return session.ask_for_plan(name).plan.id
    ids = [loaded.plan.id for loaded in workspace.plans]
    if len(ids) == 1:
        return ids[0]
    raise UsageProblem(problem("plan_needed", choices="、".join(ids)))


def _items(function: click.decorators.FC) -> click.decorators.FC:
    return click.option("--item", "items", multiple=True, metavar="KEY", help=OPTIONS["items"])(function)


@command("submit", COMMANDS["submit"])
@click.argument("unit")
@plan_option
@dry_run_option
@json_option
def submit(session: Session, unit: str, plan: str | None, dry_run: bool, as_json: bool) -> int:
    """Hand in a unit's part of one plan: an immutable snapshot is kept. Exit 1 where something must be fixed first."""
    workspace = session.workspace
    outcome = workspace.submit(workspace.unit_named(unit).id, _plan(session, plan), dry_run=dry_run)
    return _report(session, outcome, as_json)


@command("withdraw", COMMANDS["withdraw"])
@click.argument("unit")
@plan_option
@dry_run_option
@json_option
def withdraw(session: Session, unit: str, plan: str | None, dry_run: bool, as_json: bool) -> int:
    """Take back a submission nobody has reviewed yet."""
    workspace = session.workspace
    outcome = workspace.withdraw(workspace.unit_named(unit).id, _plan(session, plan), dry_run=dry_run)
    return _report(session, outcome, as_json)


@command("return", COMMANDS["return"])
@click.argument("unit")
@plan_option
@_items
@click.option("--reason", default="", help=OPTIONS["reason"])
@dry_run_option
@json_option
def return_items(
    session: Session,
    unit: str,
    plan: str | None,
    items: tuple[str, ...],
    reason: str,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Return a submission, whole or item by item, with a reason."""
    workspace = session.workspace
    outcome = workspace.return_items(
        workspace.unit_named(unit).id, _plan(session, plan), items, reason=reason, dry_run=dry_run
    )
    return _report(session, outcome, as_json)


@command("approve", COMMANDS["approve"])
@click.argument("unit")
@plan_option
@_items
@dry_run_option
@json_option
def approve(session: Session, unit: str, plan: str | None, items: tuple[str, ...], dry_run: bool, as_json: bool) -> int:
    """Approve a submission, whole or item by item."""
    workspace = session.workspace
    outcome = workspace.approve(workspace.unit_named(unit).id, _plan(session, plan), items, dry_run=dry_run)
    return _report(session, outcome, as_json)
