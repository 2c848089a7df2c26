"""What a screen is: lines and a caret for a given size, the actions it understands, and the host it lives in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from evaltui.store.record import Path
from evaltui.tui.actions import Scope
from evaltui.tui.book import Book
from evaltui.tui.cells import Glyphs, Line
from evaltui.tui.source import Source


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines between title and message line, and the caret's (column, line) in them, None where there is none."""

    lines: tuple[Line, ...]
    caret: tuple[int, int] | None = None


class Host(Protocol):
    """What a page may ask of the program around it."""

    source: Source
    glyphs: Glyphs
    clock: Callable[[], datetime]

    def book(self, unit: str) -> Book:
        """The state of one unit, shared by all pages."""

    def open(self, page: Page) -> None:
        """Show a page over this one."""

    def back(self) -> None:
        """Show the page under this one."""

    def say(self, text: str, style: str = "message") -> None:
        """Put a sentence on the message line until the next key."""

    def ask(self, label: str, text: str, done: Callable[[str], None]) -> None:
        """Let the user type a line under `label`; `done` gets it when it is accepted."""

    def copy(self, text: str) -> None:
        """Hand text to the user's terminal (OSC 52)."""

    def repaint(self) -> None:
        """Draw again: something changed that no key did."""


class Page:
    """A screen. Subclasses say what they show and what they do; the base does nothing."""

    name = ""
    """What F1 and the title call it."""
    about: Sequence[str] = ()
    """What F1 says about it, before its keys."""

    def __init__(self, host: Host) -> None:
        self.host = host

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Scopes whose actions are live, innermost first."""
        return ("list", "app")

    @property
    def hints(self) -> Sequence[str]:
        """Ids of the actions that matter in this state."""
        return ("list.open", "list.back", "app.palette", "app.help", "app.quit")

    @property
    def unit(self) -> str | None:
        """The unit this page is about, for the title line."""
        return self.host.source.identity.unit

    def draw(self, cells: int, lines: int) -> Frame:
        """The page in `cells` x `lines`."""
        raise NotImplementedError

    def act(self, action: str) -> bool:
        """Do an action of this page; False where it is not one."""
        return False

    def show_path(self, path: Sequence[str]) -> bool:
        """Go to a field of the record; False where this page does not show it."""
        return False

    def restore(self, path: Path, text: str) -> bool:
        """Go to a field with `text` in its editor, not saved yet; False where that is not possible."""
        return False

    def type(self, text: str) -> None:
        """Take typed text."""

    def paste(self, text: str) -> None:
        """Take pasted text; by default as if typed, without its line breaks."""
        self.type(" ".join(text.split()))

    def leave(self) -> None:
        """The page is about to be covered or closed, or the program to end: keep what is being typed."""
