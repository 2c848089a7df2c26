"""`evaltui rate`, `check`, `progress`: what the figures say, what is wrong with them, how far everybody is."""

from __future__ import annotations

import click

from evaltui.catalogue.cli_words import COMMANDS, HEADINGS, OPTIONS, SAY
from evaltui.catalogue.words import SEVERITY
from evaltui.cli.options import command, json_option, plan_option, resolve_plan, resolve_unit, unit_option
from evaltui.cli.session import Session
from evaltui.cli.streams import problem_json
from evaltui.errors import ExitCode, Severity
from evaltui.workspace.session import ALL


@command("rate", COMMANDS["rate"])
@plan_option
@unit_option
@click.option("--city", is_flag=True, help=OPTIONS["city"])
@json_option
def rate(session: Session, plan: str | None, unit: str | None, city: bool, as_json: bool) -> int:
    """Rate every indicator of the chosen units and plans; "unit": null is the whole city."""
    from evaltui.assess.jsonable import to_json

    workspace = session.workspace
    unit_id, plan_id = resolve_unit(session, unit), resolve_plan(session, plan)
    assessments = workspace.rate(None if city else unit_id or ALL, plan=plan_id)
    if as_json:
        session.streams.json("results", [to_json(item) for item in assessments])
        return ExitCode.OK
    rows = []
    for item in assessments:
        indicator = workspace.indicator(item.plan, item.indicator)
        rows.append(
            (
                workspace.unit_label(item.unit),
                workspace.plan_label(item.plan),
                workspace.table_label(item.plan, item.table),
                str(indicator.no),
                indicator.name,
                indicator.target_text,
                workspace.rating_word(item.plan, item.effective),
            )
        )
    session.streams.table(HEADINGS["rate"], rows, right=(3,))
    if unit_id is not None:
        for item in assessments:
            session.streams.line()
            session.streams.line(f"{workspace.indicator(item.plan, item.indicator).name}：{item.derivation}")
    return ExitCode.OK


@command("check", COMMANDS["check"])
@unit_option
@json_option
def check(session: Session, unit: str | None, as_json: bool) -> int:
    """List every problem; exit 1 where something must be fixed."""
    workspace = session.workspace
    unit_id = resolve_unit(session, unit)
    found = {name: workspace.check(name) for name in ((unit_id,) if unit_id else workspace.visible_units())}
    must_fix = any(item.severity is Severity.MUST_FIX for items in found.values() for item in items)
    if as_json:
        results = [{"unit": name, **problem_json(item)} for name, items in found.items() for item in items]
        session.streams.json("problems", results)
    else:
        for name, items in found.items():
            for item in items:
                mark = SEVERITY[item.severity.value]
                session.streams.line(f"{workspace.unit_label(name)}  {mark}  {item.line()}")
        if not any(found.values()):
            session.streams.say(SAY["no_problems"])
    return ExitCode.PROBLEMS if must_fix else ExitCode.OK


@command("progress", COMMANDS["progress"])
@plan_option
@json_option
def progress(session: Session, plan: str | None, as_json: bool) -> int:
    """Show for every unit how much is answered, what is wrong, and what is still owed when."""
    from evaltui.workspace.overview import progress_rows

    workspace = session.workspace
    plan_id = resolve_plan(session, plan)
    rows = [row for row in progress_rows(workspace) if plan_id is None or row.plan == plan_id]
    if as_json:
        session.streams.json("progress", [row.as_json() for row in rows])
        return ExitCode.OK
    session.streams.table(HEADINGS["progress"], [row.cells() for row in rows], right=(2, 3, 5))
    return ExitCode.OK
