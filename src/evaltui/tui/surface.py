"""The one widget: lines of styled cells, of which only those that changed are painted again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from evaltui.tui.cells import Line
from evaltui.tui.theme import Look


class Surface(Widget):
    """A screen full of lines, drawn by `render_line`."""

    DEFAULT_CSS = """
    Surface { width: 100%; height: 100%; }
    """

    def __init__(self, look: Look, laid_out: Callable[[], None]) -> None:
        super().__init__()
        self._laid_out = laid_out
        self._look = look
        self._lines: tuple[Line, ...] = ()

    def on_resize(self) -> None:
        """There is a size to draw for."""
        self._laid_out()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def show(self, lines: Sequence[Line], look: Look) -> None:
        """Show these lines instead; lines that are as they were cost nothing."""
        before, self._lines = self._lines, tuple(lines)
        if look is not self._look:
            self._look = look
            self.refresh()
            return
        cells = self.size.width
        changed = [
            Region(0, y, cells, 1)
            for y, line in enumerate(self._lines)
            if y >= len(before) or (line is not before[y] and line != before[y])
        ]
        changed += [Region(0, y, cells, 1) for y in range(len(self._lines), len(before))]
        if changed:
            self.refresh(*changed)

    def refresh_line_at(self, y: int) -> None:
        """Paint one line again; only what differs is sent."""
        self.refresh(Region(0, y, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """One line as segments."""
        cells = self.size.width
        style = self._look.style
        if y >= len(self._lines):
            return Strip([Segment(" " * cells, style(""))], cells)
        return Strip([Segment(text, style(name)) for text, name in self._lines[y] if text], cells)
