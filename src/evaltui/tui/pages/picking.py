"""A list of sentences to choose from: one, several, or all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from evaltui.tui.cells import wrap
from evaltui.tui.pages.listing import Item, ListPage
from evaltui.tui.pages.page import Host


class PickPage(ListPage):
    """`sentences`; Enter hands the chosen ones to `chosen` and goes back."""

    name = "插入句子"
    about = ("第一行是全部插入；其他每行是一句。按回车插入光标所在的，Esc 不插入。",)

    def __init__(
        self, host: Host, unit: str, sentences: Sequence[str], chosen: Callable[[Sequence[str]], None]
    ) -> None:
        super().__init__(host)
        self._unit = unit
        self._sentences = tuple(sentences)
        self._chosen = chosen

    @property
    def unit(self) -> str | None:
        """The unit this page is about."""
        return self._unit

    def items(self, cells: int) -> Sequence[Item]:
        """The lines of the list."""
        show = self.host.glyphs.show
        out = [
            Item(
                ((show(f" 全部插入（{len(self._sentences)}句）"), "cursor_row"),), partial(self._take, self._sentences)
            )
        ]
        for sentence in self._sentences:
            lines = wrap(show(sentence), cells - 4)
            out.append(Item(((f"  {lines[0]}", ""),), partial(self._take, (sentence,))))
            out += [Item(((f"    {line}", "dim"),)) for line in lines[1:3]]
        return out

    def _take(self, sentences: Sequence[str]) -> None:
        self.host.back()
        self._chosen(sentences)
