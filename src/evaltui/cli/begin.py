"""`evaltui init` and `demo`: a new workspace, and a filled one to look at."""

from __future__ import annotations

from pathlib import Path

import click

from evaltui.catalogue.cli_words import COMMANDS, OPTIONS, SAY
from evaltui.cli.options import command, dry_run_option
from evaltui.cli.session import Session
from evaltui.errors import ExitCode
from evaltui.workspace.place import is_workspace


@command("init", COMMANDS["init"])
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--plan", "plans", multiple=True, required=True, metavar="ID", help=OPTIONS["plan"])
@click.option("--round", "round_id", metavar="ID", help=OPTIONS["round"])
@click.option("--region", metavar="NAME", help=OPTIONS["region"])
@dry_run_option
def init(
    session: Session, folder: Path, plans: tuple[str, ...], round_id: str | None, region: str | None, dry_run: bool
) -> int:
    """Make a new workspace from the plans' own round and the bundled roster of units."""
    from evaltui.workspace.create import create_workspace

    create_workspace(folder, plans, session.places(folder), round_id=round_id, region=region, dry_run=dry_run)
    session.streams.say(SAY["dry_run"] if dry_run else SAY["created"].format(folder=folder))
    return ExitCode.OK


@command("demo", COMMANDS["demo"])
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", required=False)
@click.pass_context
def demo(ctx: click.Context, session: Session, folder: Path | None) -> int:
    """Make the filled example (once) and open it; without a terminal, rate it and write its forms."""
    from evaltui.workspace.demo import NOW, build_demo

    folder = folder or Path("evaltui-demo")
    data = folder / "data"
    if not is_workspace(data):
        session.streams.say(SAY["demo_building"])
        build_demo(data)
    session.use(data)
    session.pretend(NOW.date())
    if session.streams.interactive():
        return session.open_terminal(session)
    from evaltui.cli.judge import rate

    ctx.invoke(rate, plan=None, unit=None, city=True, as_json=False)
    for artefact in session.workspace.export_everything():
        target = folder / "forms" / artefact.name
        session.workspace.write_output(target, artefact.content, force=True)
        session.streams.line(str(target))
    return ExitCode.OK
