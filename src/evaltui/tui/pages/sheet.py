"""The grid of one unit as a page: its views, where the cursor is, the cell being typed in, how it is drawn and saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from evaltui.catalogue.words import YEAR_STATE
from evaltui.store.record import Figure
from evaltui.text import plain, width
from evaltui.tui.actions import Scope
from evaltui.tui.book import Book, Result, Typed
from evaltui.tui.cells import Line, Span, fit_line
from evaltui.tui.grid.editbuf import EditBuf
from evaltui.tui.grid.model import MINE, Grid, Place, figure_at, shows
from evaltui.tui.grid.motion import Cursor, Motion, Shape, move, settle
from evaltui.tui.grid.paint import Facts, Painter, edit_cells, geometry, scroll_to
from evaltui.tui.grid.views import View, build, views
from evaltui.tui.pages.page import Frame, Host, Page
from evaltui.tui.pages.panel import panel

_MOTIONS: dict[str, Motion] = {
    "up": "up", "down": "down", "left": "left", "right": "right", "home": "home", "end": "end", "page_up": "page_up",
    "page_down": "page_down", "top": "top", "bottom": "bottom", "next": "next", "previous": "previous", "enter": "enter",
}  # fmt: skip  # names that are the same on both sides
_EXTENDING: dict[str, Motion] = {
    "select_up": "up", "select_down": "down", "select_left": "left", "select_right": "right",
}  # fmt: skip  # a short table


class Sheet(Page):
    """One unit's grid: views, cursor, the cell being typed in. What its actions do is `IndicatorsPage`."""

    def __init__(self, host: Host, unit: str, view: str = MINE) -> None:
        super().__init__(host)
        self._unit = unit
        self.book: Book = host.book(unit)
        self._views: tuple[View, ...] = views(host.source, unit)
        self._view = next((at for at, item in enumerate(self._views) if item.id == view), 0)
        self._cells = 80
        self._page = 10
        self._yoy = self._typed_yoy()
        self.cursor = Cursor()
        self._left = 0
        self._top = 0
        self.edit: EditBuf | None = None
        self._typed_over = False
        self._extend = False
        self._copied = ""
        self.grid = self._laid_out()
        self._painter = Painter(self.grid, host.glyphs)
        self.cursor = settle(self.shape, self.cursor)

    @property
    def unit(self) -> str | None:
        """The unit this page is about."""
        return self._unit

    @property
    def scopes(self) -> tuple[Scope, ...]:
        """Scopes whose actions are live."""
        return ("edit", "app") if self.edit is not None else ("grid", "app")

    @property
    def hints(self) -> Sequence[str]:
        """Ids of the actions that matter in this state."""
        if self.edit is not None:
            return ("edit.accept", "edit.accept_next", "edit.cancel")
        return ("grid.edit", "grid.state", "grid.view", "grid.back", "app.help")

    def _build(self) -> None:
        """Lay the view out for the present width; the cursor stays on its cell."""
        held = self.place
        self.grid = self._laid_out()
        self._painter = Painter(self.grid, self.host.glyphs)
        if held is not None and (found := self.grid.find(held)) is not None:
            self.cursor = replace(self.cursor, line=found[0], column=found[1])
        self.cursor = settle(self.shape, self.cursor)

    def _laid_out(self) -> Grid:
        return build(self.host.source, self._unit, self._views[self._view], self.book.record, self._yoy, self._cells)

    @property
    def shape(self) -> Shape:
        """Where the cursor may go."""
        lines = tuple(bool(line.part) for line in self.grid.lines)
        typed = sum(column.editable for column in self.grid.columns)
        return Shape(lines, len(self.grid.columns), self._page, typed)

    @property
    def place(self) -> Place | None:
        """What the cell under the cursor edits."""
        if not self.grid.lines or not self.grid.columns:
            return None
        return self.grid.place(self.cursor.line, self.cursor.column)

    def _facts(self) -> Facts:
        return Facts(self.book.record, self.book.assessments, self.book.overlays, self._yoy)

    def _typed_yoy(self) -> frozenset[str]:
        record = self.book.record
        return frozenset(
            measure
            for measure in record.keys_below("measures")
            for slot in ("values", "forecast")
            for _, leaf in record.below("measures", measure, slot)
            if Figure.from_leaf(leaf).reading == "yoy"
        )

    # Painting

    def draw(self, cells: int, lines: int) -> Frame:
        """The page in `cells` x `lines`."""
        if cells != self._cells:
            self._cells = cells
            self._build()
        below = max(6, min(14, lines * 2 // 5))
        height = max(lines - below - 2, 1)
        self._page = height
        if not self.grid.lines:
            return Frame((self._tabs(cells), fit_line(((" 本单位没有要填的指标。按 Esc 回首页。", ""),), cells)))
        self._left = scroll_to(self.grid, cells, self._left, self.cursor.column)
        self._scroll(height)
        at = geometry(self.grid, cells, self._left)
        facts = self._facts()
        out: list[Line] = [self._tabs(cells), self._painter.header(at)]
        for index in range(self._top, self._top + height):
            if index < len(self.grid.lines):
                out.append(self._painter.line(index, at, facts, self.book.version, self.cursor, self.edit))
            else:
                out.append(((" " * cells, ""),))
        here = self.grid.lines[self.cursor.line]
        waiting = self.book.rating_problem or ("正在计算……" if facts.assessments is None else "")
        out += panel(
            self.grid.rows[here.row],
            self.place,
            facts,
            self.book.problems,
            waiting,
            self.host.glyphs,
            cells,
            below,
        )
        x = at.x_of(self.cursor.column) or 0
        if self.edit is not None:
            size = edit_cells(self.edit, self.grid.columns[self.cursor.column].width, at.right - x - 1)
            x += self._caret_cell(size)
        return Frame(tuple(out), (x, 2 + self.cursor.line - self._top))

    def _caret_cell(self, size: int) -> int:
        assert self.edit is not None
        shown, cell = self.edit.window(size)
        if not self.host.glyphs.wide:
            return cell
        before = ""
        for char in shown:
            if width(before) >= cell:
                break
            before += char
        return width(self.host.glyphs.show(before))

    def _tabs(self, cells: int) -> Line:
        spans: list[Span] = []
        for at, view in enumerate(self._views):
            spans.append((self.host.glyphs.show(f" {view.short} "), "tab_on" if at == self._view else "tab"))
            spans.append((" ", "tab"))
        spans.append(("F9换表", "tab"))
        return fit_line(spans, cells, "tab")

    def _scroll(self, height: int) -> None:
        """Keep the whole row of the cursor in sight; at the edge turn most of a page, not a line."""
        here = self.grid.lines[self.cursor.line]
        first = self.grid.row_line(here.row)
        last = first + sum(1 for line in self.grid.lines if line.row == here.row) - 1
        if first < self._top:
            self._top = 0 if last < height else max(0, last - (height * 3) // 4)
        elif last >= self._top + height:
            self._top = max(0, first - height // 4)
        self._top = self.grid.row_line(self.grid.lines[min(self._top, len(self.grid.lines) - 1)].row)
        if last >= self._top + height:
            self._top = first
        self._top = max(0, min(self._top, len(self.grid.lines) - 1))

    # Keys

    def act(self, action: str) -> bool:
        """Do an action of this page."""
        scope, _, name = action.partition(".")
        if scope == "edit":
            return self._act_edit(name)
        if scope != "grid":
            return False
        if name in _MOTIONS:
            self._go(_MOTIONS[name], extend=self._extend and name not in ("next", "previous", "enter"))
            return True
        if name in _EXTENDING:
            self._go(_EXTENDING[name], extend=True)
            return True
        handler = getattr(self, f"_do_{name}", None)
        if handler is None:
            return False
        handler()
        return True

    def _go(self, motion: Motion, *, extend: bool = False) -> None:
        self.cursor = move(self.shape, self.cursor, motion, extend=extend)

    def _act_edit(self, name: str) -> bool:
        assert self.edit is not None
        motions: dict[str, Motion] = {
            "accept": "enter", "accept_next": "next", "accept_previous": "previous", "accept_up": "up", "accept_down": "down",
        }  # fmt: skip  # a short table
        if name in ("left", "right") and self._typed_over:
            motions[name] = "left" if name == "left" else "right"
        if name in motions:
            self._commit()
            self._go(motions[name])
            return True
        edit = self.edit
        match name:
            case "cancel":
                self.edit = None
            case "fill":
                text = edit.text
                self.edit = None
                self._enter("填满选区", [(place, text) for place in self._selected()])
            case "left":
                self.edit = edit.move(-1)
            case "right":
                self.edit = edit.move(1)
            case "home":
                self.edit, self._typed_over = edit.home(), False
            case "end":
                self.edit, self._typed_over = edit.end(), False
            case "backspace":
                self.edit = edit.backspace()
            case "delete":
                self.edit = edit.delete()
            case "clear":
                self.edit = edit.cut_to_start()
            case _:
                return False
        return True

    def type(self, text: str) -> None:
        """Take typed text."""
        if self.edit is None:
            if not self._may_type():
                return
            self.edit, self._typed_over = EditBuf(), True
        self.edit = self.edit.insert(text)

    def _may_type(self) -> bool:
        if not self.grid.lines:
            return False
        reason = self.grid.why_not(self.cursor.line, self.cursor.column)
        if reason:
            self.host.say(reason, "warning")
        return not reason

    def leave(self) -> None:
        """Keep what is being typed."""
        if self.edit is not None:
            self._commit()

    # Saving

    def _commit(self) -> None:
        """Save the cell being typed in, if it says something else than before."""
        edit, place = self.edit, self.place
        self.edit = None
        if edit is None or place is None:
            return
        text = edit.text.strip()
        if text != self._text(place) or place in self.book.overlays:
            self._enter(self._name(place), [(place, text)])

    def _enter(self, name: str, cells: Sequence[tuple[Place, str]]) -> None:
        if not cells:
            return
        typed = [Typed(place, text, self._reading(place)) for place, text in cells]
        replaced = self._replaced(cells[0][0], cells[0][1]) if len(cells) == 1 else ""
        self.book.enter(name, typed, partial(self._told, replaced))

    def _told(self, replaced: str, result: Result) -> None:
        sentences = [*result.sentences, *([replaced] if replaced and not result.failed else [])]
        if sentences:
            self.host.say(
                "；".join(item.rstrip("。；") for item in sentences) + "。",
                "warning" if result.failed or result.question else "message",
            )

    def _replaced(self, place: Place, text: str) -> str:
        """What to say where the number on the other line gives way to the one typed here."""
        figure = figure_at(self.book.record, place)
        if not text or figure.value is None or shows(figure, place.part):
            return ""
        was = "降幅" if place.part == "raw" else "原始值"
        return f"原来填的{was}{plain(figure.value)}已由这个数代替，Ctrl+Z 撤销"

    def _reading(self, place: Place) -> str:
        if place.part != "fall":
            return "raw"
        return "yoy" if place.measure in self._yoy else "vs_base"

    def _text(self, place: Place) -> str:
        """What was typed into a cell, as F2 offers it again."""
        overlay = self.book.overlays.get(place)
        if overlay is not None:
            return overlay.text
        figure = figure_at(self.book.record, place)
        if not shows(figure, place.part):
            return ""
        if figure.raw:
            return figure.raw
        if figure.state:
            return YEAR_STATE[figure.state]
        return "" if figure.value is None else plain(figure.value)

    def _name(self, place: Place) -> str:
        row = self.grid.rows[self.grid.lines[self.cursor.line].row]
        return f"{row.measure.name} {place.year}年"

    def _selected(self) -> list[Place]:
        """The cells of the selection that can be typed on."""
        top, left, bottom, right = self.cursor.block
        return [
            place
            for line in range(top, bottom + 1)
            for column in range(left, right + 1)
            if (place := self.grid.place(line, column)) is not None and not self.grid.why_not(line, column)
        ]
