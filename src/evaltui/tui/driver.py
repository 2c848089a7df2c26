"""The driver: one write per frame of changed cells only, no reports asked for beyond keys, an orderly end when the line is cut."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable
from typing import IO, TYPE_CHECKING, Any, Final

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from evaltui.tui.cellscreen import CellScreen

if TYPE_CHECKING:
    from textual.app import App

SYNC_BEGIN: Final = "\x1b[?2026h"
SYNC_END: Final = "\x1b[?2026l"
_REFUSED: Final = re.compile(r"\x1b\[\?1004[hl]|\x1b\[[<>=][0-9;]*u")
"""Focus reports (a repaint of everything at each switch of windows) and the Kitty protocol (loses Chinese input)."""

_PAINTS: Final = re.compile(r"\x1b\[[0-9;]*[HJ]|\x1b\[\?1049")
"""Sequences after which the terminal no longer shows what was last sent."""


class LossyFile:
    """A text file that swallows what can't be written any more because the terminal is gone."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.gone = False

    def write(self, text: str) -> int:
        """Write, or drop where the terminal is gone."""
        if not self.gone:
            try:
                return self._file.write(text)
            except (OSError, ValueError):
                self.gone = True
        return len(text)

    def flush(self) -> None:
        """Flush, or do nothing where the terminal is gone."""
        if not self.gone:
            try:
                self._file.flush()
            except (OSError, ValueError):
                self.gone = True

    def fileno(self) -> int:
        """The descriptor of the terminal."""
        return self._file.fileno()


class CellDriver(LinuxDriver):
    """Sends each frame as the difference to what the terminal shows."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.cells = CellScreen(wide=bool(getattr(app, "ambiguous_wide", False)))
        self._typed_ahead: bytes = getattr(app, "typed_ahead", b"")
        self._on_line_cut: Callable[[], None] | None = getattr(app, "line_cut", None)
        self._frame: list[str] | None = None
        # The terminal may vanish under us; saving goes on, so writing must not be what fails.
        if sys.__stderr__ is not None:
            self._file = LossyFile(sys.__stderr__)  # type: ignore[assignment]  # write, flush, fileno are all that is used

    def write(self, data: str) -> None:
        """Send `data`: a frame as its difference, anything else as it is."""
        if data == SYNC_BEGIN:
            self._frame = []
            return
        if data == SYNC_END:
            frame, self._frame = self._frame, None
            if frame:
                super().write(SYNC_BEGIN + "".join(frame) + SYNC_END)
            return
        data = _REFUSED.sub("", data)
        if not data:
            return
        small = self.cells.diff(data) if data.startswith("\x1b[") and "H" in data else None
        if small is None:
            if _PAINTS.search(data):
                self.cells.forget()
        else:
            data = small
        if not data:
            return
        if self._frame is None:
            super().write(data)
        else:
            self._frame.append(data)

    def stop_application_mode(self) -> None:
        """Restore the terminal, colours included."""
        self.write("\x1b[m")
        super().stop_application_mode()

    def _get_terminal_size(self) -> tuple[int, int]:
        # Asked at start and at each change of size: a terminal may rearrange what it shows when its size changes.
        self.cells.forget()
        return super()._get_terminal_size()

    def _run_input_thread(self) -> None:
        try:
            # Keys that were typed while the terminal was probed come first.
            with contextlib.suppress(UnicodeDecodeError):
                for event in XTermParser(False).feed(self._typed_ahead.decode()):
                    self.process_message(event)
            self.run_input_thread()
        except OSError:
            if self._on_line_cut is not None:
                self._on_line_cut()
