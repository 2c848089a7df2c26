"""The stack of pages with what lies over it (prompt, palette, message), and the keys between them; no Textual here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, Protocol

from evaltui.tui import chrome
from evaltui.tui.actions import ACTIONS, Scope, key_label, keymap
from evaltui.tui.book import Book
from evaltui.tui.cells import Glyphs, Line
from evaltui.tui.desk import Desk
from evaltui.tui.grid.editbuf import EditBuf
from evaltui.tui.pages.help import HelpPage
from evaltui.tui.pages.home import HomePage
from evaltui.tui.pages.indicators import IndicatorsPage
from evaltui.tui.pages.office import OfficePage
from evaltui.tui.pages.page import Page
from evaltui.tui.pages.plans import PlansPage
from evaltui.tui.palette import ROWS, Entry, Palette
from evaltui.tui.prompt import Prompt
from evaltui.tui.source import Source
from evaltui.tui.theme import LOOKS, Look

LEAST: Final = (60, 20)
_OVERLAY_HINTS: Final = ("edit.accept", "edit.cancel")


class Outlet(Protocol):
    """What the shell needs of the program that shows it."""

    def show(self, lines: list[Line], caret: tuple[int, int] | None, look: Look) -> None:
        """Put these lines on the screen and the caret at (column, line)."""

    def extent(self) -> tuple[int, int]:
        """Columns and lines of the screen; zeros while there is none."""

    def redraw(self) -> None:
        """Send everything again."""

    def to_clipboard(self, text: str) -> None:
        """OSC 52."""

    def soon(self, callback: Callable[[], None]) -> None:
        """Call back on the screen's thread, after what is queued there; from any thread."""

    def end(self, status: int) -> None:
        """Leave the terminal with this exit status."""


@dataclass
class _Said:
    text: str = ""
    style: str = "message"


class Shell:
    """Everything on the screen. Keys come here first and go to the prompt, the palette or the top page."""

    def __init__(
        self,
        source: Source,
        outlet: Outlet,
        *,
        glyphs: Glyphs,
        look: Look,
        clock: Callable[[], datetime],
        keys: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.source = source
        self.glyphs = glyphs
        self.look = look
        self.clock = clock
        self.desk = Desk(outlet.soon)
        self._outlet = outlet
        self._keys = keys
        self._keymaps: dict[tuple[Scope, ...], dict[str, str]] = {}
        self._books: dict[str, Book] = {}
        self._pages: list[Page] = []
        self._prompt: Prompt | None = None
        self._palette: Palette | None = None
        self._said = _Said()
        self._warned_unsaved = False

    def start(self) -> None:
        """Open the first page; figures are painted before the engine is imported."""
        unit = self.source.identity.unit
        self._pages = [HomePage(self, unit) if unit else OfficePage(self)]
        self.repaint()

    def count(self) -> None:
        """Judge the unit and count progress, behind everything that is to be saved."""
        if (unit := self.source.identity.unit) is not None:
            self.book(unit).rate()
        self._count_progress()

    def leave(self) -> None:
        """Keep what is being typed anywhere."""
        for page in self._pages:
            page.leave()

    def _count_progress(self) -> None:
        self.desk.later("progress", lambda: tuple(self.source.progress()), self._counted)

    def _counted(self, result: Any, error: BaseException | None) -> None:
        if result is not None:
            for page in self._pages:
                if isinstance(page, OfficePage):
                    page.refresh(result)
                elif isinstance(page, HomePage):
                    page.refresh(next((item for item in result if item.unit == page.unit), None))
        self.repaint()

    # Host

    def book(self, unit: str) -> Book:
        """The state of one unit."""
        found = self._books.get(unit)
        if found is None:
            found = self._books[unit] = Book(self.source, unit, self.desk, self.repaint, self.clock)
        return found

    def open(self, page: Page) -> None:
        """Show a page over the present one."""
        self._pages[-1].leave()
        self._pages.append(page)
        if isinstance(page, (IndicatorsPage, HomePage)) and page.book.assessments is None:
            page.book.rate()
        if isinstance(page, HomePage):
            self._count_progress()

    def back(self) -> None:
        """Show the page under this one; the first page stays."""
        if len(self._pages) > 1:
            self._pages[-1].leave()
            self._pages.pop()
            if isinstance(self._pages[-1], (HomePage, OfficePage)):
                self._count_progress()
        else:
            self.say("这里是首页。按 Ctrl+Q 退出，填的内容都已保存。")

    def say(self, text: str, style: str = "message") -> None:
        """Put a sentence on the message line until the next key."""
        self._said = _Said(text, style)

    def ask(self, label: str, text: str, done: Callable[[str], None]) -> None:
        """Open the prompt."""
        self._prompt = Prompt(label, EditBuf.of(text), done)

    def copy(self, text: str) -> None:
        """Copy by OSC 52; terminals without it still have the internal copy."""
        self._outlet.to_clipboard(text)

    def repaint(self) -> None:
        """Draw everything; what did not change costs nothing."""
        cells, height = self._outlet.extent()
        if self._pages and cells and height:
            lines, caret = self._draw(cells, height)
            self._outlet.show(lines, caret, self.look)

    def _draw(self, cells: int, height: int) -> tuple[list[Line], tuple[int, int] | None]:
        if cells < LEAST[0] or height < LEAST[1]:
            return chrome.too_small(cells, height, LEAST), (0, 0)
        page = self._pages[-1]
        top = [chrome.title(self.source, page, self._status(page), cells, self.glyphs)]
        body = height - 3
        if self._palette is not None:
            frame = page.draw(cells, body - ROWS)
            strip, column = self._palette.draw(cells, self.glyphs)
            lines = [*top, *frame.lines, *strip[:-1], strip[-1], chrome.hint_line(_OVERLAY_HINTS, cells, self.glyphs)]
            return lines, (column, height - 2)
        frame = page.draw(cells, body)
        hints = chrome.hint_line(_OVERLAY_HINTS if self._prompt else page.hints, cells, self.glyphs)
        if self._prompt is not None:
            line, column = self._prompt.draw(cells, self.glyphs)
            return [*top, *frame.lines, line, hints], (column, height - 2)
        message = chrome.message(self._said.text, self._said.style, cells, self.glyphs)
        caret = (frame.caret[0], frame.caret[1] + 1) if frame.caret is not None else (0, height - 2)
        return [*top, *frame.lines, message, hints], caret

    def _status(self, page: Page) -> str:
        return self.book(page.unit).status if page.unit is not None else ""

    # Keys

    def key(self, key: str, character: str | None) -> None:
        """One key: an action, or a character to be typed."""
        if not self._pages:
            return
        self._said = _Said()
        page = self._pages[-1]
        overlay = self._palette or self._prompt
        scopes: tuple[Scope, ...] = ("edit", "app") if overlay is not None else page.scopes
        action = self._actions(scopes).get(key)
        if action is not None:
            self._act(action, page)
        elif character is not None:
            if overlay is None:
                page.type(character)
            elif isinstance(overlay, Palette):
                overlay.type(character)
            else:
                overlay.edit = overlay.edit.insert(character)
        self.repaint()

    def _actions(self, scopes: tuple[Scope, ...]) -> dict[str, str]:
        found = self._keymaps.get(scopes)
        if found is None:
            found = self._keymaps[scopes] = keymap(scopes, self._keys)
        return found

    def _act(self, action: str, page: Page) -> None:
        scope, _, name = action.partition(".")
        if scope == "app":
            getattr(self, f"_do_{name}")()
        elif self._palette is not None:
            self._palette_acted(self._palette, self._palette.act(name))
        elif self._prompt is not None:
            prompt, outcome = self._prompt, self._prompt.act(name)
            if outcome:
                self._prompt = None
            if outcome == "accepted":
                prompt.done(prompt.edit.text)
        else:
            page.act(action)

    def _palette_acted(self, palette: Palette, outcome: str) -> None:
        if not outcome:
            return
        chosen = palette.chosen if outcome == "accepted" else None
        self._palette = None
        if chosen is not None:
            chosen.run()

    def pasted(self, text: str) -> None:
        """Pasted text goes where typing goes."""
        self._said = _Said()
        if self._palette is not None:
            self._palette.type(" ".join(text.split()))
        elif self._prompt is not None:
            self._prompt.edit = self._prompt.edit.insert(" ".join(text.split()))
        elif self._pages:
            self._pages[-1].paste(text)
        self.repaint()

    # Actions of the whole program

    def _close_overlays(self) -> None:
        self._palette = self._prompt = None

    def _do_quit(self) -> None:
        for page in self._pages:
            page.leave()
        self.desk.drain(10)
        self._outlet.soon(self._quit_if_saved)

    def _quit_if_saved(self) -> None:
        """After the answers to the last saves have come in."""
        lost = sum(book.unsaved for book in self._books.values())
        if lost and not self._warned_unsaved:
            self._warned_unsaved = True
            self.say(f"有 {lost} 格没有保存成功（红底）。再按一次 Ctrl+Q 放弃它们退出。", "warning")
            self.repaint()
            return
        self._outlet.end(0)

    def _do_help(self) -> None:
        self._close_overlays()
        if not isinstance(self._pages[-1], HelpPage):
            self.open(HelpPage(self, self._pages[-1]))

    def _do_plans(self) -> None:
        self._close_overlays()
        if not isinstance(self._pages[-1], PlansPage):
            self.open(PlansPage(self))

    def _do_home(self) -> None:
        self._close_overlays()
        while len(self._pages) > 1:
            self.back()

    def _do_reload(self) -> None:
        for book in self._books.values():
            book.reload()
        self.count()
        self.say("已重新读取。")

    def _do_redraw(self) -> None:
        self._outlet.redraw()

    def _do_theme(self) -> None:
        self.look = LOOKS[(LOOKS.index(self.look) + 1) % len(LOOKS)]
        self.say(f"配色：{self.look.title}。长期使用请设 EVALTUI_THEME={self.look.id}。")

    def _do_palette(self) -> None:
        if self._palette is not None:
            self._palette = None
            return
        self._prompt = None
        self._pages[-1].leave()
        self._palette = Palette(self._entries())

    def _entries(self) -> list[Entry]:
        page = self._pages[-1]
        entries: list[Entry] = []
        live = {*page.scopes, "app"}
        for action in ACTIONS:
            if action.palette and action.scope in live and action.id != "app.palette":
                keys = " ".join(key_label(key) for key in action.keys)
                entries.append(Entry(action.title, keys, (action.id,), partial(self._act, action.id, page)))
        unit = page.unit
        if unit is not None:
            duties = set(self.source.duties(unit).measures)
            for open_plan in self.source.plans:
                plan = open_plan.plan
                for item in plan.indicators:
                    if item.measure in duties:
                        names = (
                            str(item.no),
                            item.id.replace("_", " "),
                            *item.aliases,
                            plan.measure_by_id[item.measure].name,
                        )
                        detail = item.clause or f"{plan.short} 第{item.no}行"
                        entries.append(Entry(item.name, detail, names, partial(self._goto, unit, item.measure)))
        return entries

    def _goto(self, unit: str, measure: str) -> None:
        page = self._pages[-1]
        if not isinstance(page, IndicatorsPage) or not page.show_measure(measure):
            fresh = IndicatorsPage(self, unit)
            fresh.show_measure(measure)
            self.open(fresh)
