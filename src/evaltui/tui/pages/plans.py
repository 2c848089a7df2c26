"""规划: which plans were found, which of them work, and why the others do not."""

from __future__ import annotations

from collections.abc import Sequence

from evaltui.tui.cells import wrap
from evaltui.tui.pages.listing import Item, ListPage

_STATE = {"ready": "可用", "code_failed": "插件代码出错", "refused": "没有装上", "shadowed": "被遮蔽"}


class PlansPage(ListPage):
    """Every plan of the registry with its state."""

    name = "规划"
    about = ("列出找到的全部规划。“可用”的已经装上；没有装上的写明在哪个文件、第几行、错在哪里，改好后按 F5。",)

    @property
    def hints(self) -> Sequence[str]:
        """Ids of the actions that matter in this state."""
        return ("list.page_down", "list.back", "app.help", "app.quit")

    def items(self, cells: int) -> Sequence[Item]:
        """The lines of the list."""
        out: list[Item] = []
        for entry in self.host.source.registry.entries:
            good = entry.state == "ready"
            mark = "" if good else "！"
            out.append(
                Item(
                    (
                        (f" {mark}{_STATE.get(entry.state, entry.state)}  ", "on_track" if good else "question"),
                        (f"{entry.title or entry.id}（{entry.id} {entry.version}）", "cursor_row"),
                    )
                )
            )
            for problem in entry.problems:
                for line in wrap(problem.line(), cells - 6):
                    out.append(Item(((f"     {line}", "dim" if good else ""),)))
        for problem in self.host.source.problems:
            for at, line in enumerate(wrap(problem.line(), cells - 6)):
                out.append(Item(((f" {'！' if at == 0 else '  '} {line}", "question"),)))
        if not out:
            out.append(Item(((" 没有找到任何规划。请把规划文件夹放进数据文件夹旁边的 plugins，再按 F5。", ""),)))
        return tuple(Item(tuple((self.host.glyphs.show(text), style) for text, style in item.line)) for item in out)
