"""The line at the bottom in which a short answer is typed: a label, and an edit buffer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evaltui.text import cut, width
from evaltui.tui.cells import Glyphs, Line, fit
from evaltui.tui.grid.editbuf import EditBuf

ROOM = 12
"""Cells that an answer has at least."""


@dataclass
class Prompt:
    """A question, what has been typed so far, and who gets the answer."""

    label: str
    edit: EditBuf
    done: Callable[[str], None]

    def draw(self, cells: int, glyphs: Glyphs) -> tuple[Line, int]:
        """The line, and the caret's column in it. The answer has at least ROOM cells, whatever the label."""
        label = cut(glyphs.show(self.label), cells - ROOM - 1)
        room = cells - width(label) - 1
        shown, caret = self.edit.window(room)
        return ((f" {label}", "label"), (fit(glyphs.show(shown), room), "edit")), 1 + width(label) + caret

    def act(self, name: str) -> str:
        """Do an action of the scope "edit"; "accepted", "cancelled", or "" where the typing goes on."""
        edit = self.edit
        match name:
            case "accept" | "accept_next" | "accept_down":
                return "accepted"
            case "cancel":
                return "cancelled"
            case "left":
                self.edit = edit.move(-1)
            case "right":
                self.edit = edit.move(1)
            case "home":
                self.edit = edit.home()
            case "end":
                self.edit = edit.end()
            case "backspace":
                self.edit = edit.backspace()
            case "delete":
                self.edit = edit.delete()
            case "clear":
                self.edit = edit.cut_to_start()
        return ""
