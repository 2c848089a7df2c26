"""The palette: every action and every indicator, found by Chinese, pinyin initials, number or English, in a strip at the bottom."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from evaltui.tui.cells import Glyphs, Line, fit, fit_line
from evaltui.tui.grid.editbuf import EditBuf
from evaltui.tui.pinyin import matches

ROWS = 8
"""Results shown at once."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to choose: its title, what stands at its right, other names it is found by, and what it does."""

    title: str
    detail: str
    names: tuple[str, ...]
    run: Callable[[], None]


@dataclass
class Palette:
    """The strip while it is open."""

    entries: Sequence[Entry]
    edit: EditBuf = field(default_factory=EditBuf)
    at: int = 0

    @property
    def found(self) -> list[Entry]:
        """Entries that match, best first, in table order among equals."""
        query = self.edit.text.strip()
        ranked = [(matches(query, entry.title, *entry.names), entry) for entry in self.entries]
        return [entry for rank, entry in sorted(ranked, key=lambda item: -item[0]) if rank]

    @property
    def chosen(self) -> Entry | None:
        """The entry under the bar."""
        found = self.found
        return found[min(self.at, len(found) - 1)] if found else None

    def draw(self, cells: int, glyphs: Glyphs) -> tuple[list[Line], int]:
        """ROWS + 1 lines with the query last, and the caret's column in that line."""
        found = self.found
        self.at = max(0, min(self.at, len(found) - 1))
        first = max(0, self.at - ROWS + 1)
        lines: list[Line] = []
        for index in range(first, first + ROWS):
            if index >= len(found):
                text = " 没有找到，换几个字试试：可用汉字、拼音首字母或序号。" if not found and index == first else ""
                lines.append(fit_line(((glyphs.show(text), "message"),), cells, "message"))
                continue
            entry = found[index]
            style = "cursor" if index == self.at else "message"
            side = min(28, cells // 3)
            title = fit(glyphs.show(f" {entry.title}"), cells - side - 1)
            lines.append(((f"{title} {fit(glyphs.show(entry.detail), side)}", style),))
        label = " 查找："
        room = cells - 8
        shown, caret = self.edit.window(room)
        lines.append(((fit(label, 8), "label"), (fit(glyphs.show(shown), room), "edit")))
        return lines, 8 + caret

    def act(self, name: str) -> str:
        """Do an action of the scope "edit"; "accepted", "cancelled", or "" while it stays open."""
        match name:
            case "accept":
                return "accepted"
            case "cancel":
                return "cancelled"
            case "accept_down" | "accept_next":
                self.at += 1
            case "accept_up" | "accept_previous":
                self.at = max(0, self.at - 1)
            case "left":
                self.edit = self.edit.move(-1)
            case "right":
                self.edit = self.edit.move(1)
            case "home":
                self.edit = self.edit.home()
            case "end":
                self.edit = self.edit.end()
            case "backspace":
                self.edit, self.at = self.edit.backspace(), 0
            case "delete":
                self.edit, self.at = self.edit.delete(), 0
            case "clear":
                self.edit, self.at = EditBuf(), 0
        return ""

    def type(self, text: str) -> None:
        """Take typed text into the query."""
        self.edit, self.at = self.edit.insert(text), 0
