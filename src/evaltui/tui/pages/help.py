"""F1: what the screen under it is for and which keys it knows, made from the table of actions."""

from __future__ import annotations

from collections.abc import Sequence

from evaltui.text import width
from evaltui.tui.actions import ACTIONS, Action, Scope, key_label
from evaltui.tui.cells import fit, wrap
from evaltui.tui.pages.listing import Item, ListPage
from evaltui.tui.pages.page import Host, Page

_KEY_CELLS = 16
_TITLE_CELLS = 15


class HelpPage(ListPage):
    """The help of `about`."""

    name = "帮助"

    def __init__(self, host: Host, about: Page) -> None:
        super().__init__(host)
        self._about = about

    @property
    def unit(self) -> str | None:
        """The unit this page is about."""
        return self._about.unit

    @property
    def hints(self) -> Sequence[str]:
        """Ids of the actions that matter in this state."""
        return ("list.page_down", "list.back", "app.quit")

    def items(self, cells: int) -> Sequence[Item]:
        """The lines of the list."""
        out: list[Item] = [_bar(f"{self._about.name}：这一屏怎么用")]
        for paragraph in self._about.about:
            out += [Item(((f"  {line}", ""),)) for line in wrap(paragraph, cells - 4)]
        scopes = self._about.scopes
        sections: list[tuple[str, tuple[Scope, ...]]] = [
            ("这一屏的键", tuple(scope for scope in scopes if scope != "app")),
            ("到处都能用的键", ("app",)),
        ]
        if "grid" in scopes:
            sections.insert(1, ("正在填一格时的键", ("edit",)))
        if "items" in scopes:
            sections.insert(1, ("正在写一栏时的键", ("text",)))
        for title, chosen in sections:
            out += [Item((("", ""),)), _bar(title)]
            found = [action for action in ACTIONS if action.scope in chosen]
            for action in found:
                if action.palette:
                    out += _entry(action, cells)
            out += _short([action for action in found if not action.palette], cells)
        settings = self.host.source.settings
        phone = f"，电话 {settings.office_phone}" if settings.office_phone else ""
        out += [Item((("", ""),)), Item(((f"  有问题请联系{settings.office}{phone}。", ""),))]
        return tuple(Item(tuple((self.host.glyphs.show(text), style) for text, style in item.line)) for item in out)


def _bar(text: str) -> Item:
    return Item(((f" {text}", "header"),))


def _entry(action: Action, cells: int) -> list[Item]:
    """Keys, title and help of an action."""
    keys = " ".join(key_label(key) for key in action.keys) or "（在 Ctrl+P 里）"
    title = fit(action.title, _TITLE_CELLS)
    out: list[Item] = []
    for at, line in enumerate(wrap(action.help, cells - _KEY_CELLS - _TITLE_CELLS - 4)):
        head = (f"  {fit(keys, _KEY_CELLS)}", title) if at == 0 else (" " * (_KEY_CELLS + 2), " " * _TITLE_CELLS)
        out.append(Item(((head[0], "cursor_row"), (head[1], ""), (line, "dim"))))
    return out


def _short(actions: Sequence[Action], cells: int) -> list[Item]:
    """Motions, as many on a line as fit: they need no explanation."""
    words = [f"{' '.join(key_label(key) for key in action.keys)} {action.title}" for action in actions]
    lines: list[str] = []
    for word in words:
        if lines and width(lines[-1]) + width(word) + 4 <= cells - 2:
            lines[-1] += "    " + word
        else:
            lines.append("  " + word)
    return [Item(((line, ""),)) for line in lines]
