"""click, speaking Chinese: help pages measured in cells, usage mistakes as sentences, commands loaded when called."""

from __future__ import annotations

import difflib
import importlib
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from evaltui.catalogue.cli_words import USAGE
from evaltui.text import pad, width

if TYPE_CHECKING:
    from evaltui.cli.session import Session

_HELP_OPTION = ["-h", "--help"]


def _definition_list(title: str, rows: list[tuple[str, str]]) -> list[str]:
    column = min(30, max(width(left) for left, _ in rows)) + 2
    lines = [title]
    for left, right in rows:
        if width(left) + 2 > column:
            lines += [f"  {left}", " " * (column + 2) + right]
        else:
            lines.append(f"  {pad(left, column)}{right}")
    return lines


def _show_help(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        session: Session = ctx.obj
        session.streams.line(ctx.get_help())
        ctx.exit()


class HouseCommand(click.Command):
    """A command whose help page is Chinese."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """-h/--help, described in Chinese and written to the session's own stdout."""
        return click.Option(
            _HELP_OPTION,
            is_flag=True,
            is_eager=True,
            expose_value=False,
            help=USAGE["help_option"],
            callback=_show_help,
        )

    def get_help(self, ctx: click.Context) -> str:
        """The whole help page."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", USAGE["some_options"])
        blocks = [[f"{USAGE['usage']}{ctx.command_path} {pieces}".rstrip()]]
        if self.help:
            blocks.append(inspect.cleandoc(self.help).splitlines())
        options: list[tuple[str, str]] = []
        arguments: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                (arguments if isinstance(parameter, click.Argument) else options).append(record)
        if any(text for _, text in arguments):
            blocks.append(_definition_list(USAGE["arguments"], arguments))
        commands = self.command_rows()
        if commands:
            blocks.append(_definition_list(USAGE["commands"], commands))
        if options:
            blocks.append(_definition_list(USAGE["options"], options))
        return "\n\n".join("\n".join(block) for block in blocks)

    def command_rows(self) -> list[tuple[str, str]]:
        """Names and one-line descriptions of the subcommands; a plain command has none."""
        return []


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a subcommand's code is ("module:attribute") and what its one-line help says."""

    target: str
    summary: str


class LazyGroup(HouseCommand, click.Group):
    """A group that imports a subcommand's module only when that subcommand is called."""

    def __init__(self, *args: Any, entries: Mapping[str, Entry], **kwargs: Any) -> None:
        kwargs.setdefault("subcommand_metavar", USAGE["subcommand"])
        super().__init__(*args, **kwargs)
        self._entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(self._entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one subcommand; None for an unknown name."""
        entry = self._entries.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def command_rows(self) -> list[tuple[str, str]]:
        """Names and one-line descriptions."""
        return [(name, entry.summary) for name, entry in self._entries.items()]


def usage_sentence(error: click.UsageError) -> tuple[str, str]:
    """(what is wrong, what to do) for a mistake in the call, in Chinese."""
    path = error.ctx.command_path if error.ctx else "evaltui"
    hint = USAGE["see_help"].format(path=path)
    if isinstance(error, click.NoSuchOption):
        near = error.possibilities or []
        return USAGE["no_such_option"].format(name=error.option_name), _nearest(near) or hint
    if isinstance(error, click.exceptions.NoSuchCommand):
        known = (
            error.ctx.command.list_commands(error.ctx) if error.ctx and isinstance(error.ctx.command, LazyGroup) else []
        )
        near = difflib.get_close_matches(error.command_name, known)
        return USAGE["no_such_command"].format(name=error.command_name), _nearest(near) or hint
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        if isinstance(error.param, click.Option):
            name = "/".join(error.param.opts)
        return USAGE["missing"].format(name=name), hint
    if isinstance(error, click.BadOptionUsage):
        return USAGE["bad_option_usage"].format(name=error.option_name), hint
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param and error.param.opts else ""
        if isinstance(error.param, click.Argument) and error.ctx:
            name = error.param.make_metavar(error.ctx)
        choices = getattr(getattr(error.param, "type", None), "choices", ())
        if choices:
            return USAGE["bad_choice"].format(name=name, choices="、".join(map(str, choices))), hint
        return USAGE["bad_value"].format(name=name), hint
    if error.message.startswith("Got unexpected extra argument"):
        return USAGE["extra_argument"].format(names=error.message.partition("(")[2].rstrip(")")), hint
    if error.message == "Missing command.":
        return USAGE["missing_command"], hint
    return USAGE["other"].format(message=error.message), hint


def _nearest(names: list[str]) -> str:
    return USAGE["nearest"].format(names="、".join(names)) if names else ""
