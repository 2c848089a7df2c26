"""Checks of projects: the facts of 附件2 against each other, against what 附件5 and 附件6 say, and across two plans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from evaltui.assess.prose import NUMBER, folded
from evaltui.assess.unit_facts import Rule, UnitFacts
from evaltui.catalogue.words import PROJECT_STATE
from evaltui.errors import Problem, problem
from evaltui.plan.model import Plan, Project
from evaltui.store.record import Path
from evaltui.text import plain

_MONTH: Final = re.compile(r"(\d{4})-(\d{2})\Z")
_IN_WAN: Final = {"万元": Decimal(1), "亿元": Decimal(10000)}
_DONE: Final = re.compile(
    r"(?:工程|项目|全部)?已(?:经|全部|全面|如期|按期|提前|正式|于20\d\d年(?:\d{1,2}月)?(?:底|\d{1,2}日)?)*(?:整体)?(?:竣工|完工|建成投用|建成并投入|交付使用|通过竣工验收)|竣工验收合格|通过竣工验收"
)
_PARTLY: Final = re.compile(r"主体|一期|二期|部分|前端|土建|基础|标段|\d+[个处座栋]|其中|主楼|单体|子项|阶段|管网|路段")
_UNDONE: Final = re.compile(
    r"(?:尚未|还未|未能|没有)(?:竣工|完工|建成)|(?:正在|仍在)(?:建设|施工|安装)|(?:尚未|还未|未)开工|在建中"
)
_NOT_BEGUN: Final = re.compile(r"(?:尚未|还未|未)(?:开工|启动建设|动工)")
_WHEN: Final = re.compile(
    r"(20\d\d)年(\d{1,2})月(?:底|初|中旬|上旬|下旬|\d{1,2}日)?(?:正式|全面|全部|如期|已)?(开工|动工|竣工|完工|建成)"
)
_MONEY: Final = re.compile(
    rf"(计划总投资|总投资|概算|完成投资|累计投资|已投资|已投入)(?:额|资金)?(约|近|超|超过)?({NUMBER})(万元|亿元)"
)
_MONTH_KEYS: Final = {"开工": "start", "动工": "start", "竣工": "finish", "完工": "finish", "建成": "finish"}
_MONEY_KEYS: Final = {"计划总投资": "investment", "总投资": "investment", "概算": "investment"}
_NAMES: Final = {
    "state": "工程状态",
    "start": "开工",
    "finish": "竣工",
    "investment": "计划总投资",
    "invested": "已完成投资",
}
_PLANNED: Final = "计划的年月"


@dataclass(frozen=True)
class Sheet:
    """The facts of one project as the unit filled them in; months as (year, month), money in 万元."""

    plan: Plan
    project: Project
    facts: UnitFacts

    @property
    def where(self) -> Path:
        """The path below which its fields stand."""
        return ("plans", self.plan.id, "projects", self.project.id)

    def text(self, key: str) -> str:
        """A field as text."""
        return self.facts.record.text(*self.where, key).strip()

    def month(self, key: str) -> tuple[int, int] | None:
        """开工 or 竣工年月."""
        found = _MONTH.match(self.text(key))
        return (int(found[1]), int(found[2])) if found else None

    def money(self, key: str) -> Decimal | None:
        """An amount, in 万元."""
        leaf = self.facts.record.get(*self.where, key)
        if not isinstance(leaf, (int, Decimal)) or isinstance(leaf, bool):
            return None
        return Decimal(leaf) * _IN_WAN[self.money_unit]

    @property
    def money_unit(self) -> str:
        """万元 unless the unit chose 亿元."""
        said = self.text("money_unit")
        return said if said in _IN_WAN else "万元"

    @property
    def state(self) -> str:
        """The state, "" while none is chosen."""
        said = self.text("state")
        return said if said in PROJECT_STATE else ""

    def said(self, key: str) -> str:
        """A field as people read it."""
        month, leaf = self.month(key), self.facts.record.get(*self.where, key)
        if month is not None:
            return f"{month[0]}年{month[1]}月"
        if key == "state":
            return PROJECT_STATE.get(self.text(key), self.text(key))
        if isinstance(leaf, (int, Decimal)) and not isinstance(leaf, bool):
            return f"{plain(Decimal(leaf))}{self.money_unit}"
        return self.text(key)

    def problem(self, code: str, key: str, **told: str) -> Problem:
        """A problem of one of its fields."""
        return problem(code, self.project.title, path=(*self.where, key), severity=None, **told)


def dates(facts: UnitFacts) -> Iterator[Problem]:
    """T-9: 竣工 before 开工, and months that do not go with the state."""
    for sheet in _sheets(facts):
        start, finish = sheet.month("start"), sheet.month("finish")
        if start is not None and finish is not None and finish < start:
            yield sheet.problem(
                "project_dates_reversed", "finish", start=sheet.said("start"), finish=sheet.said("finish")
            )
            continue
        yield from _against_state(sheet)


def _against_state(sheet: Sheet) -> Iterator[Problem]:
    cutoff = sheet.facts.settings.round.cutoffs.get("progress")
    now = (cutoff.year, cutoff.month) if cutoff is not None else None
    ahead = "" if cutoff is None else f"在本次评估的截止日期{cutoff.year}年{cutoff.month}月{cutoff.day}日之后"
    begun = ("under_way", "completed")
    for key, states, code in (
        ("finish", ("completed",), "project_done_too_early"),
        ("start", begun, "project_begun_too_early"),
    ):
        month = sheet.month(key)
        if month is None:
            continue
        word = PROJECT_STATE.get(sheet.state, "")
        planned = sheet.text(f"{key}_kind") == "planned"
        if sheet.state in states and ((now is not None and month > now) or planned):
            why = ahead if now is not None and month > now else _PLANNED
            told = {key: sheet.said(key), "why": why, "state": word}
            yield sheet.problem(code, key, **told)
        elif now is not None and month < now and sheet.state == {"start": "not_started", "finish": "under_way"}[key]:
            yield sheet.problem("project_overdue", key, state=word, what=_NAMES[key], month=sheet.said(key))


def money(facts: UnitFacts) -> Iterator[Problem]:
    """More invested than planned; a project under construction with nothing left to invest."""
    for sheet in _sheets(facts):
        planned, invested = sheet.money("investment"), sheet.money("invested")
        if planned is None or invested is None or planned <= 0:
            continue
        if invested > planned:
            yield sheet.problem(
                "project_over_plan", "invested", invested=sheet.said("invested"), investment=sheet.said("investment")
            )
        elif invested == planned and sheet.state == "under_way":
            yield sheet.problem("project_all_spent", "state", state=sheet.said("state"))


def words(facts: UnitFacts) -> Iterator[Problem]:
    """附件5 and 附件6 against 附件2: state, months and money in what was written about progress."""
    for sheet in _sheets(facts):
        for key in ("progress", "results", "preparation", "problems"):
            said = folded(sheet.text(key))
            if not said:
                continue
            yield from _state_words(sheet, key, said)
            yield from _month_words(sheet, key, said)
            yield from _money_words(sheet, key, said)


def _state_words(sheet: Sheet, key: str, said: str) -> Iterator[Problem]:
    contrary = {"under_way": (_DONE, _NOT_BEGUN), "not_started": (_DONE,), "completed": (_UNDONE,)}
    if key == "problems":
        return
    for pattern in contrary.get(sheet.state, ()):
        for found in pattern.finditer(said):
            clause = re.split(r"[，。；\n]", said[: found.start()])[-1]
            if _PARTLY.search(clause) or clause.endswith(("预计", "计划", "将", "拟", "力争", "确保")):
                continue
            yield sheet.problem("project_text_state", key, state=sheet.said("state"), found=clause[-8:] + found[0])
            break


def _month_words(sheet: Sheet, key: str, said: str) -> Iterator[Problem]:
    for found in _WHEN.finditer(said):
        field = _MONTH_KEYS[found[3]]
        clause = re.split(r"[，。；\n]", said[: found.start()])[-1]
        month = sheet.month(field)
        if month is None or _PARTLY.search(clause) or month == (int(found[1]), int(found[2])):
            continue
        yield sheet.problem(
            "project_text_month", key, found=clause[-6:] + found[0], what=_NAMES[field], month=sheet.said(field)
        )


def _money_words(sheet: Sheet, key: str, said: str) -> Iterator[Problem]:
    for found in _MONEY.finditer(said):
        field = _MONEY_KEYS.get(found[1], "invested")
        amount = sheet.money(field)
        clause = re.split(r"[，。；\n]", said[: found.start()])[-1]
        if amount is None or found[2] or _PARTLY.search(clause) or "年" in clause or "财政" in clause:
            continue
        if re.match(r"[余多]", said[found.end(3) : found.end(3) + 1]):
            continue
        if Decimal(found[3]) * _IN_WAN[found[4]] != amount:
            yield sheet.problem("project_text_money", key, found=found[0], what=_NAMES[field], money=sheet.said(field))


def twins(facts: UnitFacts) -> Iterator[Problem]:
    """One project that two plans name, filled in differently."""
    every = {(sheet.plan.id, sheet.project.id): sheet for sheet in _sheets(facts)}
    for sheet in every.values():
        plan_id, _, project_id = sheet.project.same_as.partition(":")
        other = every.get((plan_id, project_id))
        if other is None:
            continue
        for key in ("state", "start", "finish", "investment", "invested"):
            ours, theirs = sheet.said(key), other.said(key)
            same = sheet.money(key) == other.money(key) if key.startswith("invest") else ours == theirs
            if ours and theirs and not same:
                yield sheet.problem(
                    "project_twin_differs",
                    key,
                    what=_NAMES[key],
                    value=ours,
                    plan=other.plan.short or other.plan.title,
                    other=theirs,
                )


RULES: Final[tuple[Rule, ...]] = (dates, money, words, twins)


def _sheets(facts: UnitFacts) -> Iterator[Sheet]:
    for plan in facts.plans:
        mine = facts.duties.of("projects", plan.id)
        yield from (Sheet(plan, project, facts) for project in plan.projects if project.id in mine)
