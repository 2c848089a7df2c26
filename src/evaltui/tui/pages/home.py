"""首页 of a unit: what it owes, by plan and part, what is wrong, and how many days are left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from evaltui.assess.duties import Duties
from evaltui.assess.progress import Progress, SectionProgress, UnitProgress
from evaltui.assess.slots import unit_slots
from evaltui.catalogue.words import ITEM_STATE, SECTION, SEVERITY
from evaltui.errors import Problem, Severity
from evaltui.tui.cells import Line, fit, wrap
from evaltui.tui.pages.listing import Item, ListPage
from evaltui.tui.pages.page import Host
from evaltui.tui.pages.panel import unfilled
from evaltui.tui.pages.sections import page_at, page_for
from evaltui.tui.source import Source, plans_of

_COUNTERS = (
    ("indicators", "指标", "项"),
    ("tasks", "任务", "项"),
    ("commitments", "量化目标事项", "项"),
    ("projects", "重点工程", "项"),
    ("report", "报告", "份"),
    ("contact", "联系人", "份"),
)
_COLUMNS = (("规划", 12), ("部分", 14), ("件数", 6), ("已填/应填", 12), ("填报率", 8), ("状态", 20))


class HomePage(ListPage):
    """What `unit` owes."""

    name = "首页"
    about = (
        "这里列出本单位应填的内容：每个规划、每个部分应填几项、填了多少，还有什么问题、离截止还有几天。",
        "按上下键移动，回车进去填。问题一栏里回车直接跳到要改的那一格。",
        "填的内容随时保存，什么时候退出都可以，断线也不丢。",
    )

    def __init__(self, host: Host, unit: str) -> None:
        super().__init__(host)
        self._unit = unit
        self.book = host.book(unit)
        self._progress: UnitProgress | None = None
        self._items: Sequence[Item] = ()
        self._items_for: tuple[object, ...] = ()

    @property
    def unit(self) -> str | None:
        """The unit this page is about."""
        return self._unit

    @property
    def hints(self) -> Sequence[str]:
        """Ids of the actions that matter in this state."""
        return ("list.open", "app.palette", "app.reload", "app.help", "app.quit")

    def refresh(self, progress: UnitProgress | None) -> None:
        """Take over newly counted progress."""
        self._progress = progress

    def head(self, cells: int) -> Sequence[Line]:
        """The lines above the list."""
        source, show = self.host.source, self.host.glyphs.show
        duties = source.duties(self._unit)
        lines: list[Line] = [((" ", ""),)]
        lines += [((show(f" {line}"), "cursor_row"),) for line in wrap(owes(duties), cells - 2)]
        lines += [((show(f" {line}"), style),) for text, style in self._standing() for line in wrap(text, cells - 2)]
        lines.append(((" ", ""),))
        return lines

    def _standing(self) -> list[tuple[str, str]]:
        """Sentences under the greeting: deadline, problems."""
        out = [(deadline_words(self.host.source, self._unit), "")]
        if not self.book.checked:
            out.append(("正在核对……", "dim"))
            return out
        blank = sum(unfilled(item) for item in self.book.problems)
        wrong = self._wrong()
        if blank:
            out.append((f"还有{blank}处没有填。", "pending"))
        if wrong:
            counts = {severity: sum(item.severity == severity for item in wrong) for severity in Severity}
            said = "、".join(f"{SEVERITY[severity]}{count}个" for severity, count in counts.items() if count)
            out.append(
                (f"已填的内容里有问题：{said}，列在下面。", "question" if counts[Severity.MUST_FIX] else "pending")
            )
        if not blank and not wrong:
            out.append(("都填好了，没有发现问题。", "ahead"))
        return out

    def _wrong(self) -> list[Problem]:
        """Problems in what has been filled in; what is only empty is counted in the list."""
        return [item for item in self.book.problems if not unfilled(item)]

    def items(self, cells: int) -> Sequence[Item]:
        """The lines of the list."""
        key = (self.book.version, self._progress, cells)
        if key != self._items_for:
            self._items_for, self._items = key, self._listed(cells)
        return self._items

    def _listed(self, cells: int) -> Sequence[Item]:
        show = self.host.glyphs.show
        plans = {plan.id: plan for plan in plans_of(self.host.source)}
        out = [Item(((fit(show(_row([title for title, _ in _COLUMNS])), cells), "header"),))]
        last = ""
        for part in self._sections():
            plan = plans[part.plan]
            name = "" if part.plan == last else (plan.short or plan.title)
            last = part.plan
            total = part.progress
            counted = f"{total.answered}/{total.required}" if self._progress is not None else "…"
            percent = "" if total.percent is None else f"{total.percent}%"
            states = "、".join(f"{ITEM_STATE.get(state, state)}{count}" for state, count in part.states.items())
            text = _row(
                [name, SECTION[part.section], str(part.items), counted, percent if self._progress else "…", states]
            )
            style = "" if self._progress is None or total.complete else "pending"
            out.append(Item(((show(text), style),), partial(self._enter, part)))
        out += self._explanations(cells)
        if len(out) == 1:
            out = [Item(((" 本单位没有要填的内容。如果不对，请联系市安委办。", ""),))]
        out += self._problems(cells)
        return tuple(out)

    def _sections(self) -> Sequence[SectionProgress]:
        if self._progress is not None:
            return self._progress.sections
        return expected_sections(self.host.source.duties(self._unit), [plan.id for plan in plans_of(self.host.source)])

    def _problems(self, cells: int) -> list[Item]:
        wrong = self._wrong()
        if not wrong:
            return []
        show = self.host.glyphs.show
        out = [Item((("", ""),)), Item(((fit(" 问题（回车跳过去改）", cells), "header"),))]
        for problem in wrong:
            style = "question" if problem.severity == Severity.MUST_FIX else "dim"
            lines = wrap(show(problem.line()), cells - 10)
            head: Line = ((f" {fit(SEVERITY[problem.severity], 7)}", style), (lines[0], ""))
            out.append(Item(head, partial(self._jump, problem)))
            out += [Item((("        ", ""), (line, ""))) for line in lines[1:3]]
        return out

    def _enter(self, part: SectionProgress) -> None:
        page = page_for(self.host, self._unit, part.section, part.plan)
        if page is not None:
            self.host.open(page)
            return
        self.host.say(
            f"{SECTION[part.section]}请用表格填：evaltui export package 导出，填好后发给市安委办导入。", "warning"
        )

    def _explanations(self, cells: int) -> list[Item]:
        """滞后分析说明 as a line of its own, where any is owed."""
        source = self.host.source
        rated = tuple((self.book.assessments or {}).values())
        slots = unit_slots(plans_of(source), source.settings, self.book.record, source.duties(self._unit), rated)
        # A measure that two plans judge is explained once.
        owed = {slot.path: slot.answered for slot in slots if slot.kind == "explanation"}
        if not owed:
            return []
        done = sum(owed.values())
        count = str(len({path[:-1] for path in owed}))
        text = _row(["", "滞后说明", count, f"{done}/{len(owed)}", f"{done * 100 // len(owed)}%", ""])
        line = ((self.host.glyphs.show(text), "" if done == len(owed) else "pending"),)
        return [Item(line, self._open_explanations)]

    def _open_explanations(self) -> None:
        if (page := page_for(self.host, self._unit, "explanations")) is not None:
            self.host.open(page)

    def _jump(self, problem: Problem) -> None:
        page = page_at(self.host, self._unit, problem.path)
        if page is not None:
            self.host.open(page)
        else:
            self.host.say(problem.hint or "这个问题不在要填的内容里。", "warning")


def _row(texts: Sequence[str]) -> str:
    return " " + "".join(fit(text, cells) for text, (_, cells) in zip(texts, _COLUMNS, strict=True))


def expected_sections(duties: Duties, plans: Sequence[str]) -> list[SectionProgress]:
    """Owed parts as duties alone tell them, for the first paint."""
    out: list[SectionProgress] = []
    for plan in plans:
        counts = {
            "indicators": len(duties.indicators_of(plan)),
            "tasks": len(duties.of("tasks", plan)),
            "commitments": len(duties.of("commitments", plan)),
            "projects": len(duties.of("projects", plan)),
            "report": int(plan in duties.report),
            "contact": int(plan in duties.contact),
        }
        for section, _, _ in _COUNTERS:
            if counts[section]:
                out.append(SectionProgress(plan, section, Progress(), counts[section]))  # type: ignore[arg-type]  # names of _COUNTERS are Sections
    return out


def owes(duties: Duties) -> str:
    """应填：指标2项、任务3项、报告2份."""
    counts = {
        "indicators": len(duties.measures),
        "tasks": len(duties.tasks),
        "commitments": len(duties.commitments),
        "projects": len(duties.projects),
        "report": len(duties.report),
        "contact": len(duties.contact),
    }
    said = "、".join(f"{word}{counts[name]}{uom}" for name, word, uom in _COUNTERS if counts[name])
    return f"应填：{said}" if said else "没有要填的内容"


def deadline_words(source: Source, unit: str | None, progress: UnitProgress | None = None) -> str:
    """截止6月16日，剩9天; an extension counts where progress is known."""
    due = source.settings.round.deadlines.get("submission")
    if progress is not None:
        due = next((item.due for item in progress.deadlines if item.name == "submission"), due)
    if due is None:
        return "本轮没有规定截止日期。"
    left = (due - source.today).days
    when = f"{due.month}月{due.day}日"
    if left < 0:
        return f"截止{when}，已过{-left}天。"
    return f"截止{when}，今天是最后一天。" if left == 0 else f"截止{when}，剩{left}天。"
