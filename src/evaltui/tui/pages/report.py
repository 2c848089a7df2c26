"""报告 by the notice's frame: how it is handed in, its sections with 字数 against the limit, sentences to insert."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from evaltui.assess.drafting import draft_opening, draft_sentences
from evaltui.assess.report_body import more_sections, owed_sections, own_sections, report_length, section_title
from evaltui.catalogue.report import FIRST, NUMERALS, OPTIONAL, PART_TITLE, PARTS, SECOND
from evaltui.catalogue.texts import LENGTH, LENGTH_FREE, MODE, NEAR, OVER, REPORT, SAID, WORDS
from evaltui.catalogue.words import REPORT_MODE
from evaltui.plan.model import Plan
from evaltui.store.record import Path, Record
from evaltui.text import word_count
from evaltui.tui.accordion import flags_in
from evaltui.tui.field_values import Field
from evaltui.tui.pages.filling import FillPage
from evaltui.tui.pages.page import Host
from evaltui.tui.pages.picking import PickPage
from evaltui.tui.pages.split import Entry
from evaltui.tui.source import plans_of
from evaltui.tui.textbox import TextBox

_TOLD_IN_TASKS: Final[Mapping[str, tuple[str, ...]]] = {
    "tasks": ("progress", "results"),
    "achievements": ("results",),
    "cases": ("experience",),
    "problems": ("problems",),
    "outlook": ("next",),
    "proposals": ("next",),
}
"""Which texts of the tasks help with which section."""


class ReportPage(FillPage):
    """The reports of a unit, plan by plan."""

    name = "报告"
    about = (
        "总结评估报告按通知的框架分部分写。左边（窄屏在上面）是各部分和字数，右边（下面）是正文。按回车进去写，Esc 回列表。",
        "右上角是整篇正文的字数和上限，按Word“字数”的算法；接近上限时以Word统计为准。",
        "按 F4 插入按数据起草的指标句子，或任务里写过的内容，再修改；按 F3 跳到模板遗留的XXX、示例、〔待补充〕。",
        "报告方式可以是单独成文、两规划合并成文，或并入其他单位的报告；没有的部分报告里印“本单位无此项。”。",
    )

    def __init__(self, host: Host, unit: str, plan: str = "") -> None:
        self._lengths: dict[Path, tuple[object, int]] = {}
        super().__init__(host, unit)
        if plan:
            self.at = next((at for at, entry in enumerate(self.entries) if entry.key.startswith(f"{plan}.")), self.at)
            self._show_main()

    # The list

    def build(self) -> Sequence[Entry]:
        """Per plan: how it is handed in, then the sections of the frame."""
        out: list[Entry] = []
        owed = self.host.source.duties(self._unit).report
        for plan in plans_of(self.host.source):
            if plan.id in owed:
                out.append(Entry(f"{plan.short or plan.title}报告"))
                out += self._of_plan(plan)
        return out

    def _of_plan(self, plan: Plan) -> Iterator[Entry]:
        record = self.book.writing.record
        mode = record.text("plans", plan.id, "report_mode")
        yield self._mode(plan, mode)
        if mode == "merged" and not any(record.below("plans", plan.id, "report")):
            return
        owed = owed_sections(plan, self.host.source.duties(self._unit))
        needed = mode in ("", "own") and not record.text("plans", plan.id, "report", "file")
        for key, title in _frame(plan, record):
            yield self._section(plan, key, title, required=needed and key in owed, owed=key in owed)

    def _mode(self, plan: Plan, mode: str) -> Entry:
        where = ("plans", plan.id)
        label, hint = MODE["report_mode"]
        fields = [Field((*where, "report_mode"), label, "choice", hint, tuple(REPORT_MODE.items()), REPORT_MODE["own"])]
        partners = self._partners(plan, mode)
        if partners:
            label, hint = MODE["report_with"]
            fields.append(
                Field((*where, "report_with"), label, "choice", hint, partners, SAID["needed"], required=True)
            )
        for key in ("title", "file"):
            fields.append(Field((*where, "report", key), *MODE[key][:1], "line", MODE[key][1]))
        return Entry(
            title=MODE["report_mode"][0],
            key=f"{plan.id}.report_mode",
            name=f"{plan.short or plan.title}报告",
            state=REPORT_MODE.get(mode, REPORT_MODE["own"])[:4],
            style="dim",
            notes=tuple(self._standing(plan, mode)),
            fields=tuple(fields),
            first="report_mode",
        )

    def _partners(self, plan: Plan, mode: str) -> tuple[tuple[str, str], ...]:
        source = self.host.source
        if mode == "merged":
            return tuple((other.id, other.short or other.title) for other in plans_of(source) if other.id != plan.id)
        if mode == "part":
            return tuple((unit.id, unit.label) for unit in source.settings.units if unit.id != self._unit)
        return ()

    def _standing(self, plan: Plan, mode: str) -> Iterator[str]:
        partner = self.book.writing.record.text("plans", plan.id, "report_with")
        name = dict(self._partners(plan, mode)).get(partner, "")
        if mode == "merged":
            yield SAID["merged"].format(plan=name or "另一规划")
        elif mode == "part":
            yield SAID["part"].format(unit=name or "其他单位")
        if file := self.book.writing.record.text("plans", plan.id, "report", "file"):
            yield SAID["by_file"].format(file=file)

    def _section(self, plan: Plan, key: str, title: str, *, required: bool, owed: bool) -> Entry:
        path = _path(plan.id, key)
        text = self.book.writing.record.text(*path)
        nothing = key == "indicators" and not owed
        state, style = WORDS.format(count=word_count(text)), "ahead"
        if not text.strip():
            state, style = (SAID["unset"], "pending") if required else ("无此项" if nothing else "—", "dim")
        elif flags_in(text):
            state, style = f"{state}！", "question"
        field = Field(path, section_title(plan, key), "text", REPORT.get(key, ""), required=required)
        return Entry(
            title=title,
            key=f"{plan.id}.{key}",
            name=f"{plan.short or plan.title}报告",
            state=state,
            style=style,
            notes=(SAID["no_indicators"],) if nothing else (),
            fields=(field,),
        )

    @property
    def helps(self) -> Sequence[str]:
        """Ids of what helps with the open field most of all."""
        field = self.accordion.field
        found = ("text.draft",) if field is not None and field.path[-1] in (*_TOLD_IN_TASKS, "indicators") else ()
        return (*super().helps, *found)

    # 字数

    def tail(self, field: Field, box: TextBox) -> tuple[str, str]:
        """字数 of the whole body against the round's limit."""
        plan = self._plan_of(field.path)
        kind = self.host.source.settings.unit_by_id[self._unit].kind
        limit = self.host.source.settings.round.report_limit.get(kind)
        total = self._others(field.path, plan, empty=not box.text.strip()) + box.words
        own = WORDS.format(count=box.words)
        if not limit:
            return f"{own}  {LENGTH_FREE.format(total=total)}", "dim"
        said = f"{own}  {LENGTH.format(total=total, limit=limit)}"
        # As `report_length` has it: within one percent of the limit Word may count otherwise.
        if abs(total - limit) * 100 <= limit:
            return f"{said} {NEAR}", "pending"
        if total > limit:
            return f"{said} {OVER.format(over=total - limit)}", "question"
        return said, "dim"

    def _others(self, path: Path, plan: Plan, *, empty: bool) -> int:
        """字数 of the body without the text of one section; counted again only where anything else changed."""
        record = self.book.writing.record
        known = self._lengths.get(path)
        if known is None or known[0] != (record, empty):
            instead = record.edited({path: None if empty else "一"})
            owed = owed_sections(plan, self.host.source.duties(self._unit))
            total = report_length(instead, plan, None, owed=owed).total - (0 if empty else 1)
            known = self._lengths[path] = ((record, empty), total)
        return known[1]

    def _plan_of(self, path: Path) -> Plan:
        return next(plan for plan in plans_of(self.host.source) if plan.id == path[1])

    # Sentences to insert

    def _text_draft(self, field: Field) -> None:
        found = self._sentences(field)
        if not found:
            self.host.say(SAID["no_drafts"])
            return
        self.host.open(PickPage(self.host, self._unit, found, partial(self._insert, field)))

    def _sentences(self, field: Field) -> Sequence[str]:
        """What can be inserted into a section: drafted from the figures, or written in the tasks."""
        plan, key = self._plan_of(field.path), field.path[-1]
        source, record = self.host.source, self.book.writing.record
        if key == "indicators":
            if self.book.assessments is None:
                return ()
            rated = tuple(self.book.assessments.values())
            label = source.settings.unit_by_id[self._unit].label
            drafts = draft_sentences(plan, label, rated, record, source.settings)
            opening = draft_opening(plan, label, rated, self._unit) if drafts else ""
            return tuple(dict.fromkeys(text for text in (opening, *(draft.text for draft in drafts)) if text))
        found = []
        for item in plan.tasks:
            said = [record.text("plans", plan.id, "tasks", item.id, part) for part in _TOLD_IN_TASKS.get(key, ())]
            if text := "".join(part.strip() for part in said if part.strip()):
                found.append(f"{item.title}：{text}" if key == "tasks" else text)
        return tuple(dict.fromkeys(found))

    def _insert(self, field: Field, sentences: Sequence[str]) -> None:
        """At the caret, a paragraph each."""
        box = self.accordion.box(field, self._shown())
        before = "" if box.at_paragraph_start else "\n"
        self._change(field, lambda box: box.paste(before + "\n".join(sentences)))
        self.host.say(SAID["inserted"])


def _path(plan: str, key: str) -> Path:
    return ("plans", plan, "report", *key.split(".", 1))


def _frame(plan: Plan, record: Record) -> Iterator[tuple[str, str]]:
    """(key, title) of every section in the order of the report, those that may be left out among them."""
    yield "opening", section_title(plan, "opening")
    for number, (part, sections) in enumerate(PARTS):
        at = 0
        for key in sections:
            if len(sections) == 1:
                yield key, FIRST.format(number=NUMERALS[number], title=PART_TITLE[part])
            elif key in OPTIONAL:
                yield key, section_title(plan, key)
            else:
                yield key, f"{NUMERALS[number]}{SECOND.format(number=NUMERALS[at], title=section_title(plan, key))}"
                at += 1
    for key in dict.fromkeys((*own_sections(plan), *more_sections(record, plan.id))):
        yield key, section_title(plan, key)
