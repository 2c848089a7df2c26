"""任务 and 量化目标事项: every item a unit answers for, with its state and what there is to tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from evaltui.assess.checks_forms import STATES_WITH_REASON
from evaltui.assess.duties import assigned_units
from evaltui.catalogue.texts import COMMITMENT, SAID, STATE_STYLE, TASK
from evaltui.catalogue.words import TASK_STATE
from evaltui.plan.model import Commitment, Plan, Task
from evaltui.tui.accordion import flags_in
from evaltui.tui.field_values import Field
from evaltui.tui.pages.filling import FillPage
from evaltui.tui.pages.page import Host
from evaltui.tui.pages.split import Entry
from evaltui.tui.source import plans_of

Part = Literal["tasks", "commitments"]
_STATES = tuple(TASK_STATE.items())
_LONG = ("reason", "progress", "results", "experience", "problems", "next")
_WITHOUT_TEXT = "not_ours"


class ItemsPage(FillPage):
    """The tasks or commitments of a unit, plan by plan."""

    part: Part = "tasks"

    def __init__(self, host: Host, unit: str, plan: str = "") -> None:
        super().__init__(host, unit)
        if plan:
            self.at = next((at for at, entry in enumerate(self.entries) if entry.key.startswith(f"{plan}.")), self.at)
            self._show_main()

    @property
    def basis(self) -> object:
        """Duties change with a claim, which is in the record."""
        return self.host.source.duties(self._unit)

    def build(self) -> Sequence[Entry]:
        """Items by plan and chapter, then those that nobody was given."""
        out: list[Entry] = []
        plans = plans_of(self.host.source)
        for plan in plans:
            mine = self.host.source.duties(self._unit).of(self.part, plan.id)
            heading = ""
            for item in self._items(plan):
                # While a claim is on its way to the disk, the duties do not know of it.
                if self._claimed(plan, item) if self._is_free(plan, item) else item.id in mine:
                    wanted = self._heading(plan, item)
                    if wanted != heading:
                        heading = wanted
                        out.append(Entry(heading))
                    out.append(self._entry(plan, item))
        free = [(plan, item) for plan in plans for item in self._items(plan) if self._is_free(plan, item)]
        rest = [(plan, item) for plan, item in free if not self._claimed(plan, item)]
        if rest:
            out.append(Entry(SAID["not_given"]))
            out += [self._offer(plan, item) for plan, item in rest]
        return out

    def _items(self, plan: Plan) -> Sequence[Task | Commitment]:
        return plan.tasks if self.part == "tasks" else plan.commitments

    def _is_free(self, plan: Plan, item: Task | Commitment) -> bool:
        source = self.host.source
        return not assigned_units(self.part, plan, item.id, source.settings, source.city())

    def _claimed(self, plan: Plan, item: Task | Commitment) -> bool:
        return self.book.writing.record.get("plans", plan.id, self.part, item.id, "claimed") is True

    def _heading(self, plan: Plan, item: Task | Commitment) -> str:
        name = plan.short or plan.title
        if isinstance(item, Task):
            chapter = next((found for found in plan.chapters if found.id == item.chapter), None)
            return f"{name} {chapter.no}{chapter.title}" if chapter is not None else name
        return name

    def _entry(self, plan: Plan, item: Task | Commitment) -> Entry:
        where = ("plans", plan.id, self.part, item.id)
        record = self.book.writing.record
        state = record.text(*where, "state")
        fields = tuple(self._fields(plan, item, state))
        missing = [field for field in fields if field.required and not record.text(*field.path).strip()]
        flagged = any(flags_in(record.text(*where, key)) for key in _LONG)
        word, style = TASK_STATE.get(state, SAID["unset"]), STATE_STYLE.get(state, "pending")
        if state and (missing or flagged):
            word, style = f"{word}！", "question"
        if state == _WITHOUT_TEXT:
            word = word.removeprefix("本单位")
        return Entry(
            title=_title(item),
            key=f"{plan.id}.{item.id}",
            name=_title(item),
            state=word,
            style=style,
            notes=tuple(self._notes(plan, item)),
            fields=fields,
            first="progress",
            claim=(*where, "claimed") if self._is_free(plan, item) else (),
        )

    def _offer(self, plan: Plan, item: Task | Commitment) -> Entry:
        """An item that nobody was given, to be claimed."""
        return Entry(
            title=_title(item),
            key=f"{plan.id}.{item.id}",
            name=_title(item),
            state="—",
            style="dim",
            notes=(SAID["claim"], *self._notes(plan, item)),
            claim=("plans", plan.id, self.part, item.id, "claimed"),
        )

    def _notes(self, plan: Plan, item: Task | Commitment) -> Iterator[str]:
        said = [f"{plan.short or plan.title} {item.clause}".strip()]
        if isinstance(item, Commitment):
            if item.target:
                said.append(f"规划要求：{item.target}")
            if item.due_text:
                said.append(f"时限：{item.due_text}")
            if item.note:
                said.append(item.note)
        units = item.units
        if units:
            said.append(f"责任单位：{'、'.join(units)}")
        yield "；".join(part.rstrip("。；") for part in said) + "。"

    def _fields(self, plan: Plan, item: Task | Commitment, state: str) -> Iterator[Field]:
        where = ("plans", plan.id, self.part, item.id)
        settings = self.host.source.settings
        kinds = {"value": "number", "value_text": "line", "evidence": "line", "done_on": "date", "as_of": "date"}
        for key, (label, hint) in (TASK if self.part == "tasks" else COMMITMENT).items():
            path = (*where, key)
            if key == "state":
                yield Field(path, label, "choice", hint, _STATES, SAID["needed"], required=True)
            elif key == "reason":
                if state in STATES_WITH_REASON or self.book.record.text(*path):
                    yield Field(path, label, "text", hint, required=state in STATES_WITH_REASON)
            elif key in kinds:
                cutoff = settings.round.cutoffs.get("progress")
                year = cutoff.year if cutoff is not None else None
                yield Field(path, label, kinds[key], hint, year=year, cutoff=cutoff if key == "as_of" else None)  # type: ignore[arg-type]  # kinds names Kinds
            else:
                yield Field(path, label, "text", hint, required=key == "progress" and state != _WITHOUT_TEXT)


class TasksPage(ItemsPage):
    """任务."""

    name = "任务"
    part: Part = "tasks"
    about = (
        "左边（窄屏在上面）是本单位承担的任务，右边（下面）是光标所在任务的状态和文字。按回车进去填，Esc 回到列表，离开一栏就已保存。",
        "状态用左右键或数字选。进展滞后、未启动、已调整、本单位不承担的，要写原因；除“本单位不承担”外都要写进展情况。",
        "状态后面的“！”表示还缺必填的文字，或文字里留有模板的XXX、示例。Tab 到下一栏，F9 到下一项任务的同一栏。",
        "没有分配给任何单位的任务列在最后，由本单位承担的按 F7 认领。",
    )


class CommitmentsPage(ItemsPage):
    """量化目标事项."""

    name = "量化目标事项"
    part: Part = "commitments"
    about = (
        "规划里写明数量、时限或成果的事项。每项选状态、写进展；有数量的填完成数量，已完成的填完成日期和依据。",
        "按回车进去填，Esc 回到列表，离开一栏就已保存。状态后面的“！”表示还缺必填的文字。",
        "没有分配给任何单位的事项列在最后，由本单位承担的按 F7 认领。",
    )


def _title(item: Task | Commitment) -> str:
    return f"{item.no}{item.title}" if isinstance(item, Task) else item.title
