"""The program in the terminal: Textual's application around the shell, its driver, and an orderly end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Final

from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Offset

from evaltui.tui.cells import Glyphs, Line
from evaltui.tui.driver import CellDriver
from evaltui.tui.probe import Terminal, ask_terminal, refusal, this_encoding
from evaltui.tui.shell import Shell
from evaltui.tui.source import Source
from evaltui.tui.surface import Surface
from evaltui.tui.theme import Look, choose

HANG_UP: Final = 129
"""Exit status after the line was cut or the system asked to end: 128 + SIGHUP."""


def local_now() -> datetime:
    """The wall clock in local time."""
    return datetime.now().astimezone()


class EvaltuiApp(App[int], inherit_bindings=False):
    """One surface; every key goes to the shell. None of Textual's own bindings and commands is reachable."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    CSS = "Screen { overflow: hidden; } ToastRack { display: none; } Tooltip { display: none; }"

    def __init__(
        self,
        source: Source,
        *,
        terminal: Terminal | None = None,
        look: Look | None = None,
        clock: Callable[[], datetime] = local_now,
    ) -> None:
        known = terminal or Terminal()
        self.ambiguous_wide = known.ambiguous_wide
        self.typed_ahead = known.typed_ahead
        self.crash: Exception | None = None
        super().__init__(driver_class=CellDriver, ansi_color=True)
        chosen = look or choose(os.environ)
        self.surface = Surface(chosen, self._laid_out)
        self.shell = Shell(source, self, glyphs=Glyphs(known.ambiguous_wide), look=chosen, clock=clock)

    def compose(self) -> ComposeResult:
        """One widget."""
        yield self.surface

    def on_mount(self) -> None:
        """Paint first; count and rate when that is on the screen."""
        if not self.is_headless:
            # Not signal.signal: its handler would wait for the next key to wake the loop.
            loop = asyncio.get_running_loop()
            for number in (signal.SIGHUP, signal.SIGTERM):
                loop.add_signal_handler(number, self.line_cut)
        self.shell.start()
        self.call_after_refresh(self._painted)

    def _laid_out(self) -> None:
        """The surface got its size, at the start or because the window changed."""
        self.shell.repaint()

    def _painted(self) -> None:
        self.shell.repaint()
        self.call_after_refresh(self.shell.count)

    def line_cut(self) -> None:
        """The terminal is gone, or the system ends us: keep what is typed, release, exit."""
        self.soon(self._end_now)

    def _end_now(self) -> None:
        self.shell.leave()
        self.end(HANG_UP)

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes never wander through the widgets: there is only one."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.shell.key(event.key, event.character if event.is_printable else None)
        elif isinstance(event, events.Paste) and not event.is_forwarded:
            self.shell.pasted(event.text)
        elif not isinstance(event, (events.AppFocus, events.AppBlur)):
            # A switch of windows changes nothing here; Textual would restyle and repaint.
            await super().on_event(event)

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print a traceback over the screen; the command reports it in its own way.
        self.crash = error
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self.exit(70)

    # Outlet of the shell

    def show(self, lines: list[Line], caret: tuple[int, int] | None, look: Look) -> None:
        """Put these lines on the screen and the caret at (column, line)."""
        self.surface.show(lines, look)
        if caret is not None and (place := Offset(*caret)) != self.cursor_position:
            self.cursor_position = place
            # The caret is sent with a paint: have one, of cells that then turn out to be equal.
            self.surface.refresh_line_at(caret[1])

    def extent(self) -> tuple[int, int]:
        """Columns and lines of the surface."""
        return (self.surface.size.width, self.surface.size.height) if self.surface.is_mounted else (0, 0)

    def redraw(self) -> None:
        """Send everything again."""
        if isinstance(self._driver, CellDriver):
            self._driver.cells.forget()
        self.screen.refresh()

    def to_clipboard(self, text: str) -> None:
        """OSC 52; where a terminal has none, the shell's own copy still pastes."""
        self.copy_to_clipboard(text)

    def soon(self, callback: Callable[[], None]) -> None:
        """Call back on the screen's thread; where that has ended, there is nobody to tell."""
        try:
            self.call_later(callback)
        except RuntimeError:
            return

    def end(self, status: int) -> None:
        """Leave the terminal."""
        self.exit(status)


def run(workspace: Source, *, clock: Callable[[], datetime] = local_now) -> int:
    """Open the terminal face on a workspace; the exit status. Where no screen can be drawn: one sentence and 2."""
    sentence = refusal(os.environ, this_encoding(), is_terminal=sys.stdin.isatty() and sys.stderr.isatty())
    if sentence is not None:
        print(sentence, file=sys.stderr)
        return 2
    app = EvaltuiApp(workspace, terminal=ask_terminal(), clock=clock)
    status = app.run(mouse=os.environ.get("EVALTUI_MOUSE") == "1")
    # What was handed over for saving is saved, whatever ended the screen.
    app.shell.desk.close()
    if status == HANG_UP:
        _let_go()
    if app.crash is not None:
        raise app.crash
    return status or 0


def _let_go() -> None:
    """Point the output streams at nothing: the interpreter flushes them at its end, and the terminal is gone."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):
        if stream is not None:
            os.dup2(nowhere, stream.fileno())
