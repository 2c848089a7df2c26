"""A long text being typed: graphemes with a caret, wrapped for a screen, with selection, undo and a limit on 字数.

No page and no terminal in here: a page hands it actions, typed and pasted text, and asks it for its lines. Nothing is
refused for being too long: the limit only changes what `standing` says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from evaltui.text import clean, graphemes
from evaltui.tui.cells import Glyphs, Line, Span, fit_line, in_word
from evaltui.tui.layout import Layout, LayoutMaker, Row, drawn
from evaltui.tui.pages.page import Frame

Standing = Literal["", "near", "over"]
"""How 字数 stands to the limit: near is nine tenths of it."""

_GROUP: Final = 40
"""Characters typed or deleted one after the other that one undo takes back at most."""
_ENDS_GROUP: Final = frozenset("\n。！？；.!?;")


@dataclass(frozen=True, slots=True)
class _Step:
    """One edit: at the place `at`, `removed` gave way to `inserted`; where the caret stood before and after."""

    kind: str
    at: int
    removed: tuple[str, ...]
    inserted: tuple[str, ...]
    before: int
    after: int


class TextBox:
    """`text` with the caret at its end. `limit`: 字数. `marks`: what is pointed out in the text, such as leftovers.

    Places are numbers of graphemes, see `layout`.
    """

    def __init__(
        self, text: str, *, limit: int | None = None, multiline: bool = True, marks: re.Pattern[str] | None = None
    ) -> None:
        self.limit = limit
        self.multiline = multiline
        self.clipboard = ""
        self._parts: list[str] = list(graphemes(self._fitting(text)))
        self._kept = self.text
        self._caret = len(self._parts)
        self._at_end = False
        self._goal: int | None = None
        self._anchor: int | None = None
        self._selecting = False
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._cells, self._lines, self._wide = 80, 20, False
        self._top = 0
        self._maker = LayoutMaker(marks)
        self._layout: Layout | None = None

    # What stands in it

    @property
    def text(self) -> str:
        """What stands in it."""
        return "".join(self._parts)

    @property
    def changed(self) -> bool:
        """True where it says something else than at the beginning, or at the last `keep`."""
        return self.text != self._kept

    def keep(self) -> None:
        """Take the text as the one that is stored."""
        self._kept = self.text

    @property
    def caret(self) -> int:
        """The place of the caret."""
        return self._caret

    @property
    def selected(self) -> str:
        """The selected text, "" where nothing is."""
        low, high = self._range
        return "".join(self._parts[low:high])

    @property
    def selecting(self) -> bool:
        """True while arrows extend the selection, or something is selected."""
        return self._selecting or self._anchor is not None

    @property
    def at_paragraph_start(self) -> bool:
        """True where nothing stands before the caret (or the selection) in its paragraph."""
        low, _ = self._range
        return low == 0 or self._parts[low - 1] == "\n"

    @property
    def words(self) -> int:
        """字数, as Word counts it."""
        return self._laid_out().words

    @property
    def standing(self) -> Standing:
        """How 字数 stands to the limit."""
        if not self.limit:
            return ""
        if self.words > self.limit:
            return "over"
        return "near" if self.words * 10 >= self.limit * 9 else ""

    @property
    def _range(self) -> tuple[int, int]:
        if self._anchor is None:
            return self._caret, self._caret
        return min(self._anchor, self._caret), max(self._anchor, self._caret)

    # Typing

    def type(self, text: str) -> None:
        """`text` at the caret, in place of what is selected."""
        self._put(text, "type")

    def paste(self, text: str) -> None:
        """`text` at the caret as an undo step of its own, in place of what is selected."""
        self._put(text, "paste")

    def replace(self, text: str) -> None:
        """The whole text instead of what stands there, as one undo step."""
        self._anchor, self._caret = 0, len(self._parts)
        self._put(text, "paste")

    def go(self, place: int) -> None:
        """Put the caret at a place; nothing is selected any more."""
        self._stand(min(max(place, 0), len(self._parts)))
        self._anchor, self._selecting = None, False

    def mark(self, start: int, end: int) -> None:
        """Select the places start..end, the caret behind them."""
        self.go(end)
        self._anchor = start

    def place_of(self, characters: int) -> int:
        """The place of the grapheme that holds character number `characters` of the text."""
        passed = 0
        for place, part in enumerate(self._parts):
            passed += len(part)
            if passed > characters:
                return place
        return len(self._parts)

    def _fitting(self, text: str) -> str:
        text = clean(text)
        return text if self.multiline else re.sub(r"\s*\n\s*", " ", text).replace("\t", " ")

    def _put(self, text: str, kind: str) -> None:
        low, high = self._range
        text = self._fitting(text)
        if text or high > low:
            self._splice(low, high, text, kind)

    def _splice(self, low: int, high: int, text: str, kind: str) -> None:
        """`text` in place of the graphemes low..high; a mark joins the letter it was typed after."""
        before = self._caret
        start, end = max(low - 1, 0), min(high + 1, len(self._parts))
        lead = clean("".join(self._parts[start:low]) + text)
        old = tuple(self._parts[start:end])
        new = tuple(graphemes(clean(lead + "".join(self._parts[high:end]))))
        after = start + min(sum(1 for _ in graphemes(lead)), len(new))
        same = 0
        while same < min(len(old), len(new)) and old[same] == new[same]:
            same += 1
        tail = 0
        while tail < min(len(old), len(new)) - same and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        step = _Step(kind, start + same, old[same : len(old) - tail], new[same : len(new) - tail], before, after)
        self._exchange(step.at, len(step.removed), step.inserted, after)
        if step.removed or step.inserted:
            self._remember(step)

    def _exchange(self, at: int, removed: int, inserted: tuple[str, ...], caret: int) -> None:
        self._parts[at : at + removed] = inserted
        self._layout = None
        self.go(caret)

    def _remember(self, step: _Step) -> None:
        self._undone.clear()
        joined = _joined(self._done[-1], step) if self._done else None
        if joined is not None:
            self._done[-1] = joined
        else:
            self._done.append(step)

    # Actions

    def act(self, name: str) -> bool:
        """Do an action by its name; False for a name that is none, and where there is nothing to do.

        Motions: left, right, up, down, home, end, page_up, page_down, text_start, text_end, word_left, word_right;
        each with select_ before it extends the selection. Edits: backspace, delete, newline, undo, redo, cut, copy,
        paste (of `clipboard`). select (arrows extend from here on, or no longer), select_all, unselect.
        """
        motion = name.removeprefix("select_")
        if motion in _MOTIONS:
            place, at_end, goal = _MOTIONS[motion](self)
            if motion != name or self._selecting:
                self._anchor = self._caret if self._anchor is None else self._anchor
            else:
                self._anchor = None
            self._stand(place, at_end=at_end, goal=goal)
            return True
        handler: Callable[[], bool] | None = getattr(self, f"_do_{name}", None)
        return handler is not None and handler()

    def _stand(self, place: int, *, at_end: bool = False, goal: int | None = None) -> None:
        self._caret, self._at_end, self._goal = place, at_end, goal

    def _do_backspace(self) -> bool:
        return self._delete(-1, "backspace")

    def _do_delete(self) -> bool:
        return self._delete(1, "delete")

    def _delete(self, step: int, kind: str) -> bool:
        low, high = self._range
        if low == high:
            low, high = min(low, low + step), max(high, high + step)
            if low < 0 or high > len(self._parts):
                return False
        self._splice(low, high, "", kind)
        return True

    def _do_newline(self) -> bool:
        if self.multiline:
            self._put("\n", "type")
        return self.multiline

    def _do_undo(self) -> bool:
        if not self._done:
            return False
        step = self._done.pop()
        self._exchange(step.at, len(step.inserted), step.removed, step.before)
        self._undone.append(step)
        return True

    def _do_redo(self) -> bool:
        if not self._undone:
            return False
        step = self._undone.pop()
        self._exchange(step.at, len(step.removed), step.inserted, step.after)
        self._done.append(step)
        return True

    def _do_select(self) -> bool:
        self._selecting = not self.selecting
        self._anchor = self._caret if self._selecting else None
        return True

    def _do_unselect(self) -> bool:
        was = self.selecting
        self._anchor, self._selecting = None, False
        return was

    def _do_select_all(self) -> bool:
        self._stand(len(self._parts))
        self._anchor = 0
        return True

    def _do_copy(self) -> bool:
        if self.selected:
            self.clipboard = self.selected
        return bool(self.selected)

    def _do_cut(self) -> bool:
        return self._do_copy() and self._delete(0, "cut")

    def _do_paste(self) -> bool:
        self.paste(self.clipboard)
        return bool(self.clipboard)

    # Motions: where to, whether that is the end of a row that goes on, the column to come back to

    def _sideways(self, step: int) -> tuple[int, bool, int | None]:
        return min(max(self._caret + step, 0), len(self._parts)), False, None

    def _by_words(self, step: int) -> tuple[int, bool, int | None]:
        at = self._caret + step
        while 0 < at < len(self._parts) and not self._starts_word(at):
            at += step
        return min(max(at, 0), len(self._parts)), False, None

    def _starts_word(self, at: int) -> bool:
        """True where a word, a number or a stretch of Chinese between two marks begins."""
        here = _kind(self._parts[at])
        return here not in ("blank", "mark") and here != _kind(self._parts[at - 1])

    def _vertically(self, rows: int) -> tuple[int, bool, int | None]:
        layout = self._laid_out()
        row = layout.row_of(self._caret, at_end=self._at_end)
        goal = layout.column(row, self._caret) if self._goal is None else self._goal
        wanted = row + rows
        if wanted < 0:
            return 0, False, None
        if wanted >= len(layout.rows):
            return len(self._parts), False, None
        return *layout.place(wanted, goal), goal

    def _turn(self, direction: int) -> tuple[int, bool, int | None]:
        """A page on: the window goes with the caret."""
        step = max(self._lines - 1, 1) * direction
        layout = self._laid_out()
        self._top = min(max(self._top + step, 0), max(len(layout.rows) - self._lines, 0))
        row = layout.row_of(self._caret, at_end=self._at_end)
        return self._vertically(min(max(row + step, 0), len(layout.rows) - 1) - row)

    def _row(self) -> Row:
        layout = self._laid_out()
        return layout.rows[layout.row_of(self._caret, at_end=self._at_end)]

    # Drawing

    def _laid_out(self) -> Layout:
        if self._layout is None:
            self._layout = self._maker.lay_out(self.text, self._cells, wide=self._wide)
        return self._layout

    def rows(self, cells: int, glyphs: Glyphs) -> int:
        """Lines that the whole text takes in `cells` cells."""
        self._fit(cells, glyphs)
        return len(self._laid_out().rows)

    def _fit(self, cells: int, glyphs: Glyphs) -> None:
        if (cells, glyphs.wide) != (self._cells, self._wide):
            self._cells, self._wide, self._layout = cells, glyphs.wide, None

    def draw(self, cells: int, lines: int, glyphs: Glyphs, *, focused: bool = True, style: str = "") -> Frame:
        """The part of the text around the caret in `cells` x `lines`, and the caret's cell; none without `focused`."""
        self._fit(cells, glyphs)
        self._lines = lines
        layout = self._laid_out()
        row = layout.row_of(self._caret, at_end=self._at_end)
        self._scroll(row, len(layout.rows))
        blank: Line = ((" " * cells, style),)
        out = [
            self._draw_row(layout.rows[at], cells, glyphs, style) if at < len(layout.rows) else blank
            for at in range(self._top, self._top + lines)
        ]
        caret = (min(layout.column(row, self._caret), cells - 1), row - self._top)
        return Frame(tuple(out), caret if focused else None)

    def _scroll(self, row: int, rows: int) -> None:
        """Keep the caret in sight; at the edge turn half a window, not a line: nothing is sent on the next keys."""
        if self._top <= row < self._top + self._lines:
            return
        step = row == self._top + self._lines
        self._top = max(row - self._lines // 2, 0)
        if not step:
            self._top = max(min(self._top, rows - self._lines), 0)

    def _draw_row(self, row: Row, cells: int, glyphs: Glyphs, style: str) -> Line:
        low, high = self._range
        spans: list[Span] = []
        for place in range(row.start, row.end):
            at = place - row.first
            name = "selected" if low <= place < high else "question" if at in row.paragraph.marked else style
            text = glyphs.show(drawn(row.paragraph.parts[at]))
            if spans and spans[-1][1] == name:
                spans[-1] = (spans[-1][0] + text, name)
            else:
                spans.append((text, name))
        if low <= row.end < high and not row.soft:
            spans.append((" ", "selected"))
        return fit_line(spans, cells, style)


_MOTIONS: Final[dict[str, Callable[[TextBox], tuple[int, bool, int | None]]]] = {
    "left": lambda box: box._sideways(-1),
    "right": lambda box: box._sideways(1),
    "up": lambda box: box._vertically(-1),
    "down": lambda box: box._vertically(1),
    "home": lambda box: (box._row().start, False, None),
    "end": lambda box: (box._row().end, box._row().soft, None),
    "page_up": lambda box: box._turn(-1),
    "page_down": lambda box: box._turn(1),
    "text_start": lambda box: (0, False, None),
    "text_end": lambda box: (len(box._parts), False, None),
    "word_left": lambda box: box._by_words(-1),
    "word_right": lambda box: box._by_words(1),
}


def _joined(last: _Step, step: _Step) -> _Step | None:
    """Two steps as one where they are one run of typing or of deleting; else None."""
    if last.kind != step.kind or last.after != step.before:
        return None
    if step.kind == "type" and not step.removed and step.at == last.at + len(last.inserted):
        if len(last.inserted) < _GROUP and not _ENDS_GROUP.intersection(last.inserted[-1:]):
            return _Step("type", last.at, last.removed, last.inserted + step.inserted, last.before, step.after)
    elif (
        step.kind == "backspace"
        and not (step.inserted or last.inserted)
        and len(last.removed) < _GROUP
        and step.at + len(step.removed) == last.at
    ):
        return _Step("backspace", step.at, step.removed + last.removed, (), last.before, step.after)
    return None


def _kind(part: str) -> str:
    """What a jump by words takes a grapheme for."""
    if part.isspace():
        return "blank"
    if in_word(part):
        return "word"
    return "letter" if part.isalnum() else "mark"
