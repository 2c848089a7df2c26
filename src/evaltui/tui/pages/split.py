"""A list of things with the fields of one of them: beside each other where there is room, else one above the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from evaltui.assess.checks_texts import LEFTOVERS
from evaltui.catalogue.texts import SAID, WORDS
from evaltui.store.record import Leaf, Path
from evaltui.tui.accordion import BOX_CELLS, Accordion, Shown
from evaltui.tui.actions import Scope
from evaltui.tui.cells import Line, Span, fit_line, wrap
from evaltui.tui.field_values import Field
from evaltui.tui.pages.page import Frame, Host, Page
from evaltui.tui.textbox import TextBox

BESIDE: Final = 100
"""Cells from which on list and fields stand beside each other."""
LIST_CELLS: Final = (40, 60)
"""The least and the most that the list takes then; the fields have BOX_CELLS first."""
_STATE: Final = 11
_STRIP: Final = 3
"""Lines of the list above the fields that are being filled in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list. `key` "" makes it a heading.

    `name`: what undo calls its edits. `first`: the field that opens first, "" for the first that is still to fill in.
    `claim`: the field by which the unit claims it, () where it was given to somebody.
    """

    title: str
    key: str = ""
    name: str = ""
    state: str = ""
    style: str = ""
    notes: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    first: str = ""
    claim: Path = ()


class Split(Page):
    """Entries at the left or above, the fields of the one under the bar at the right or below."""

    nothing = SAID["nothing_owed"]

    def __init__(self, host: Host, unit: str) -> None:
        super().__init__(host)
        self._unit = unit
        self.book = host.book(unit)
        self.accordion = Accordion()
        self.at = 0
        self.inside = False
        self._top = 0
        self._page = 10
        self._entries: Sequence[Entry] = ()
        self._entries_for: tuple[object, ...] = ()
        self._settle(1)
        self._show_main()

    # What there is

    def build(self) -> Sequence[Entry]:
        """The list, from `self.record`."""
        raise NotImplementedError

    @property
    def basis(self) -> object:
        """What the list depends on beside the record of the book; another object where it has to be built anew."""
        return None

    def tail(self, field: Field, box: TextBox) -> tuple[str, str]:
        """What stands at the right of an open text: (words, style)."""
        return WORDS.format(count=box.words), "dim"

    @property
    def entries(self) -> Sequence[Entry]:
        """The list as it is now; the bar stays on its entry."""
        key = (self.book.writing.record, self.basis)
        if self._entries_for != key:
            here = self._entries[self.at].key if self.at < len(self._entries) else ""
            self._entries_for, self._entries = key, tuple(self.build())
            self.at = next((at for at, entry in enumerate(self._entries) if here and entry.key == here), self.at)
        return self._entries

    @property
    def entry(self) -> Entry | None:
        """The entry under the bar."""
        entries = self.entries
        return entries[self.at] if self.at < len(entries) and entries[self.at].key else None

    @property
    def unit(self) -> str | None:
        """The unit this page is about."""
        return self._unit

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Scopes whose actions are live."""
        return ("text", "app") if self.inside else ("items", "list", "app")

    @property
    def hints(self) -> Sequence[str]:
        """Ids of the actions that matter in this state."""
        if self.inside:
            return (*self.helps, "text.leave", "text.next", "text.next_item", "text.undo", "app.help")[:5]
        entry = self.entry
        chosen = entry is not None and any(field.kind == "choice" for field in entry.fields)
        claimed = entry is not None and bool(entry.claim)
        found = (*["items.state"] * chosen, *["items.claim"] * claimed)
        return ("list.open", *found, "items.undo", "list.back", "app.help")

    @property
    def helps(self) -> Sequence[str]:
        """Ids of what helps with the open field most of all."""
        field = self.accordion.field
        if field is None or field.kind != "text":
            return ()
        return ("text.flag",) if LEFTOVERS.search(self.accordion.box(field, self._shown()).text) else ()

    def show_path(self, path: Sequence[str]) -> bool:
        """Open the field of a path; False where no entry has it."""
        for at, entry in enumerate(self.entries):
            for number, field in enumerate(entry.fields):
                if field.path == tuple(path):
                    self.at = at
                    self._show()
                    self.accordion.at = number
                    self.inside = True
                    return True
        return False

    # Drawing

    def draw(self, cells: int, lines: int) -> Frame:
        """The page in `cells` x `lines`."""
        if not any(entry.key for entry in self.entries):
            blank: Line = ((" " * cells, ""),)
            said = fit_line(((self.host.glyphs.show(f" {self.nothing}"), ""),), cells)
            return Frame((blank, said, *([blank] * max(lines - 2, 0))))
        self._settle(1)
        self._show()
        if cells >= BESIDE:
            return self._beside(cells, lines)
        return self._above(cells, lines)

    def _beside(self, cells: int, lines: int) -> Frame:
        size = min(max(LIST_CELLS[0], cells - BOX_CELLS - 3), LIST_CELLS[1])
        left = self._list(size, lines)
        right = self._detail(cells - size - 1, lines)
        out = tuple((*one, (" ", ""), *other) for one, other in zip(left, right.lines, strict=True))
        caret: tuple[int, int] | None = (0, self.at - self._top)
        if self.inside:
            caret = (right.caret[0] + size + 1, right.caret[1]) if right.caret is not None else None
        return Frame(out, caret)

    def _above(self, cells: int, lines: int) -> Frame:
        height = _STRIP if self.inside else max(lines // 2, 5)
        upper = self._list(cells, height)
        lower = self._detail(cells, lines - height)
        caret: tuple[int, int] | None = (0, self.at - self._top)
        if self.inside:
            caret = (lower.caret[0], lower.caret[1] + height) if lower.caret is not None else None
        return Frame((*upper, *lower.lines), caret)

    def _list(self, cells: int, lines: int) -> list[Line]:
        entries = self.entries
        self._page = lines
        if self.at < self._top or self.at >= self._top + lines:
            self._top = self.at - lines // 3
        if self.inside and lines == _STRIP:
            self._top = self.at - 1
        self._top = max(0, min(self._top, len(entries) - lines))
        out: list[Line] = []
        for at in range(self._top, self._top + lines):
            if at < len(entries):
                out.append(self._item(entries[at], cells, bar=at == self.at))
            else:
                out.append(((" " * cells, ""),))
        return out

    def _item(self, entry: Entry, cells: int, *, bar: bool) -> Line:
        fit = self.host.glyphs.fit
        if not entry.key:
            return ((fit(f" {entry.title}", cells), "header"),)
        title: Span = (fit(entry.title, cells - _STATE - 1), "")
        state: Span = (fit(f" {entry.state}", _STATE) + " ", entry.style)
        if not bar:
            return (state, title)
        style = "selected" if self.inside else "cursor"
        return ((state[0], style), (title[0], style))

    def _detail(self, cells: int, lines: int) -> Frame:
        show = self.host.glyphs.show
        entry = self.entry
        if entry is None:
            return Frame(tuple(((" " * cells, ""),) for _ in range(lines)))
        about = entry.title if entry.name == entry.title else f"{entry.name} {entry.title}"
        head: list[Line] = [
            fit_line(((f" {line}", "bar"),), cells, "bar") for line in wrap(show(about), cells - 2)[: 1 + (lines > 8)]
        ]
        said = [line for note in entry.notes for line in wrap(show(note), cells - 2)]
        room = max(lines - len(head) - len(entry.fields) - 6, lines // 8) if entry.fields else lines - 1
        head += [fit_line(((f" {line}", "dim"),), cells) for line in said[:room]]
        frame = self.accordion.draw(cells, lines - len(head), self._shown(), self.host.glyphs, focused=self.inside)
        caret = (frame.caret[0], frame.caret[1] + len(head)) if frame.caret is not None else None
        return Frame((*head, *frame.lines), caret)

    def _shown(self) -> Shown:
        return Shown(self._leaf, self.book.held, self.tail)

    def _leaf(self, path: Path) -> Leaf | None:
        return self.book.writing.record.fields.get(path)

    # The bar

    def _go(self, name: str) -> None:
        last = len(self.entries) - 1
        step = {"up": -1, "down": 1, "page_up": 1 - self._page, "page_down": self._page - 1}.get(name, 0)
        wanted = {"top": 0, "bottom": last}.get(name, self.at + step)
        self.at = max(0, min(wanted, last))
        self._settle(-1 if name in ("up", "page_up", "bottom") else 1)
        if not any(entry.key for entry in self.entries[: self.at]):
            self._top = 0
        self._show_main()

    def _settle(self, step: int) -> None:
        """Put the bar on an entry: from a heading on in the direction of `step`, else the other way."""
        stops = [at for at, entry in enumerate(self.entries) if entry.key]
        if not stops or self.at in stops:
            return
        later = [at for at in stops if at > self.at]
        earlier = [at for at in stops if at < self.at]
        if step > 0:
            self.at = later[0] if later else earlier[-1]
        else:
            self.at = earlier[-1] if earlier else later[0]

    def _show(self) -> None:
        entry = self.entry
        self.accordion.show(entry.fields if entry is not None else ())

    def _show_main(self) -> None:
        """Open the field by which the entry under the bar is shown in passing."""
        self._show()
        entry = self.entry
        names = [field.path[-1] for field in entry.fields] if entry is not None else []
        self.accordion.at = names.index(entry.first) if entry is not None and entry.first in names else 0
