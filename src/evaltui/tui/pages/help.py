"""F1: what the screen under it is for and which keys it knows, made from the table of actions."""

from __future__ import annotations

from collections.abc import Sequence

from evaltui.tui.actions import ACTIONS, key_label
from evaltui.tui.cells import wrap
from evaltui.tui.pages.listing import Item, ListPage
from evaltui.tui.pages.page import Host, Page

_KEY_CELLS = 18


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
        sections = [("这一屏的键", scopes[:1]), ("到处都能用的键", ("app",))]
        if "grid" in scopes:
            sections.insert(1, ("正在填一格时的键", ("edit",)))
        for title, chosen in sections:
            out += [Item((("", ""),)), _bar(title)]
            for action in ACTIONS:
                if action.scope in chosen:
                    keys = " ".join(key_label(key) for key in action.keys) or "Ctrl+P 里找"
                    lines = wrap(action.help, cells - _KEY_CELLS - 16)
                    for at, line in enumerate(lines):
                        out.append(
                            Item(
                                (
                                    (f"  {keys if at == 0 else '':<1}", "cursor_row"),
                                    _gap(keys if at == 0 else "", _KEY_CELLS - 2),
                                    (action.title if at == 0 else "", ""),
                                    _gap(action.title if at == 0 else "", 14),
                                    (line, "dim"),
                                )
                            )
                        )
        settings = self.host.source.settings
        phone = f"，电话 {settings.office_phone}" if settings.office_phone else ""
        out += [Item((("", ""),)), Item(((f"  有问题请联系{settings.office}{phone}。", ""),))]
        return tuple(Item(tuple((self.host.glyphs.show(text), style) for text, style in item.line)) for item in out)


def _bar(text: str) -> Item:
    return Item(((f" {text}", "header"),))


def _gap(text: str, cells: int) -> tuple[str, str]:
    from evaltui.text import width

    return " " * max(cells - width(text), 1), ""
