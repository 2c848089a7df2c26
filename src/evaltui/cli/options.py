"""Options several commands share, and the pass of the session into a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from evaltui.catalogue.cli_words import OPTIONS
from evaltui.cli.session import Session
from evaltui.cli.usage import HouseCommand

_F = TypeVar("_F", bound=Callable[..., Any])


def command(name: str, help_text: str) -> Callable[[Callable[..., Any]], click.Command]:
    """Make a house command out of a function whose first argument is the session."""

    def wrap(function: Callable[..., Any]) -> click.Command:
        return click.command(name, cls=HouseCommand, help=help_text)(click.pass_obj(function))

    return wrap


def json_option(function: _F) -> _F:
    """--json; the flag is also read by main, so that errors come as JSON too."""
    return click.option("--json", "as_json", is_flag=True, help=OPTIONS["json"])(function)


def plan_option(function: _F) -> _F:
    """--plan ID."""
    return click.option("--plan", metavar="ID", help=OPTIONS["plan"])(function)


def unit_option(function: _F) -> _F:
    """--unit UNIT."""
    return click.option("--unit", metavar="UNIT", help=OPTIONS["unit"])(function)


def dry_run_option(function: _F) -> _F:
    """--dry-run."""
    return click.option("--dry-run", is_flag=True, help=OPTIONS["dry_run"])(function)


def resolve_unit(session: Session, name: str | None) -> str | None:
    """The id of a unit named on the command line; None where none was named."""
    return None if name is None else session.workspace.unit_named(name).id


def resolve_plan(session: Session, name: str | None) -> str | None:
    """The id of a plan named on the command line; None where none was named."""
    return None if name is None else session.ask_for_plan(name).plan.id
