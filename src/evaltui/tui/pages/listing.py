"""A list with a bar: the base of 首页, the office's matrix, help and plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaltui.tui.cells import Line, fit_line
from evaltui.tui.pages.page import Frame, Host, Page


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list; `open` is what Enter does, None where the bar passes over it."""

    line: Line
    open: Callable[[], None] | None = None


class ListPage(Page):
    """Items under a head, with a bar over those that can be opened; without any the list just scrolls."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.at = 0
        self._top = 0
        self._page = 10

    def head(self, cells: int) -> Sequence[Line]:
        """Lines above the list that do not scroll."""
        return ()

    def items(self, cells: int) -> Sequence[Item]:
        """The list."""
        raise NotImplementedError

    def draw(self, cells: int, lines: int) -> Frame:
        """The page in `cells` x `lines`."""
        head = [fit_line(line, cells) for line in self.head(cells)]
        items = self.items(cells)
        height = max(lines - len(head), 1)
        self._page = height
        stops = self._stops(items)
        if stops:
            self.at = min(stops, key=lambda stop: abs(stop - self.at))
            if self.at <= stops[0] and self.at < height:
                self._top = 0
            elif self.at < self._top:
                self._top = max(0, self.at - height * 3 // 4)
            elif self.at >= self._top + height:
                self._top = self.at - height // 4
        else:
            self._top = self.at = max(0, min(self.at, len(items) - height))
        self._top = max(0, min(self._top, max(len(items) - height, 0)))
        out = list(head)
        for index in range(self._top, self._top + height):
            if index >= len(items):
                out.append(((" " * cells, ""),))
                continue
            line = items[index].line
            if stops and index == self.at:
                line = tuple((text, "cursor") for text, _ in line)
                out.append(fit_line(line, cells, "cursor"))
            else:
                out.append(fit_line(line, cells))
        caret = (0, len(head) + self.at - self._top) if stops else None
        return Frame(tuple(out), caret)

    @staticmethod
    def _stops(items: Sequence[Item]) -> list[int]:
        return [at for at, item in enumerate(items) if item.open is not None]

    def act(self, action: str) -> bool:
        """Do an action of this page."""
        scope, _, name = action.partition(".")
        if scope != "list":
            return False
        items = self.items(80)
        stops = self._stops(items)
        step = {"up": -1, "down": 1, "page_up": -self._page, "page_down": self._page}.get(name)
        if step is not None:
            if stops:
                index = stops.index(min(stops, key=lambda stop: abs(stop - self.at)))
                self.at = stops[max(0, min(index + step, len(stops) - 1))]
            else:
                self.at = max(0, self.at + step)
        elif name == "top":
            self.at = 0
        elif name == "bottom":
            self.at = len(items)
        elif name == "open":
            if stops and (chosen := items[self.at].open if self.at in stops else None) is not None:
                chosen()
        elif name == "back":
            self.host.back()
        else:
            return False
        return True
