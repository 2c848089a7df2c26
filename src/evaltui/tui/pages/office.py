"""首页 of the office: every unit with how far each part is, the late ones first; typing filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from evaltui.assess.progress import UnitProgress, totals
from evaltui.errors import Severity
from evaltui.store.settings import Unit
from evaltui.tui.cells import Line, fit
from evaltui.tui.pages.home import HomePage, deadline_words
from evaltui.tui.pages.listing import Item, ListPage
from evaltui.tui.pages.page import Host
from evaltui.tui.pinyin import matches

_PARTS = (
    ("indicators", "指标"),
    ("tasks", "任务"),
    ("commitments", "事项"),
    ("projects", "工程"),
    ("report", "报告"),
    ("contact", "联系人"),
)
_UNIT, _PART = 20, 8


class OfficePage(ListPage):
    """The matrix of units and parts."""

    name = "首页"
    about = (
        "每个单位一行，后面是各部分的填报率；“完”是填完了，“—”是不用填。过了截止日期的排在最前。",
        "打字筛选单位（汉字或拼音首字母），回车打开这个单位。",
    )

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._progress: Mapping[str, UnitProgress] | None = None
        self._filter = ""

    @property
    def hints(self) -> Sequence[str]:
        """Ids of the actions that matter in this state."""
        return ("list.open", "app.palette", "app.plans", "app.help", "app.quit")

    def refresh(self, progress: Sequence[UnitProgress]) -> None:
        """Take over newly counted progress."""
        self._progress = {item.unit: item for item in progress}

    def head(self, cells: int) -> Sequence[Line]:
        """The lines above the list."""
        source, show = self.host.source, self.host.glyphs.show
        lines: list[Line] = [((show(f" {source.settings.region}  {deadline_words(source, None)}"), "cursor_row"),)]
        if self._progress is None:
            lines.append(((show(" 正在统计各单位……"), "dim"),))
        else:
            sums = totals(self._progress.values())
            percent = sums.total.percent or 0
            said = f" {sums.units}个单位有填报任务，填完{sums.complete}个，逾期{sums.late}个；总填报率{percent}%"
            lines.append(((show(said), ""),))
        if self._filter:
            lines.append(((show(f" 筛选：{self._filter}（退格删字，Esc 清除）"), "question"),))
        title = fit(" 单位", _UNIT) + "".join(fit(word, _PART) for _, word in _PARTS) + "必改"
        lines.append(((fit(title, cells), "header"),))
        return lines

    def items(self, cells: int) -> Sequence[Item]:
        """The lines of the list."""
        show = self.host.glyphs.show
        out: list[Item] = []
        for unit in self._units():
            progress = (self._progress or {}).get(unit.id)
            late = progress is not None and progress.late
            mark = "!" if late else " "
            spans: list[tuple[str, str]] = [
                (fit(show(f"{mark}{unit.label}"), _UNIT - 1) + " ", "question" if late else "")
            ]
            spans += [(fit(show(text), _PART), style) for text, style in (_part(progress, name) for name, _ in _PARTS)]
            count = progress.problems.get(Severity.MUST_FIX, 0) if progress is not None else 0
            spans.append((str(count) if count else "", "behind"))
            out.append(Item(tuple(spans), partial(self._open, unit)))
        if not out:
            out.append(Item(((" 没有这样的单位。按 Esc 清除筛选。", ""),)))
        return tuple(out)

    def _units(self) -> list[Unit]:
        units = [
            unit
            for unit in self.host.source.settings.units
            if matches(self._filter, unit.name, unit.short, *unit.aliases)
        ]
        known = self._progress
        if known is None:
            return units
        return sorted(units, key=lambda unit: not (unit.id in known and known[unit.id].late))

    def _open(self, unit: Unit) -> None:
        self.host.open(HomePage(self.host, unit.id))

    def type(self, text: str) -> None:
        """Take typed text."""
        self._filter += text.strip()
        self.at = 0

    def act(self, action: str) -> bool:
        """Do an action of this page."""
        if action == "list.erase":
            self._filter = self._filter[:-1]
            return True
        if action == "list.back" and self._filter:
            self._filter = ""
            return True
        return super().act(action)


def _part(progress: UnitProgress | None, section: str) -> tuple[str, str]:
    """What stands in one cell of the matrix."""
    if progress is None:
        return "…", "dim"
    parts = [part for part in progress.sections if part.section == section]
    if not parts:
        return "—", "dim"
    total = sum((part.progress for part in parts[1:]), parts[0].progress)
    if total.complete:
        return "完", "ahead"
    return f"{total.percent or 0}%", "pending" if total.answered else "behind"
