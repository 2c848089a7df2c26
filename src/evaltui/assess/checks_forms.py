"""Checks of everything but figures: tasks, commitments, projects, report, contact, and who filled the forms in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from evaltui.assess.slots import Slot
from evaltui.assess.unit_facts import Rule, UnitFacts
from evaltui.catalogue import words
from evaltui.errors import Problem, problem
from evaltui.store.formats import TABLES
from evaltui.store.record import Path
from evaltui.text import fold

STATES_WITH_REASON: Final = frozenset({"behind", "not_started", "adjusted", "not_ours"})
PROJECT_STATES_WITH_REASON: Final = frozenset({"not_started", "adjusted", "cancelled"})
PEOPLE: Final = ("filled_by", "checked_by", "head", "phone")

_MISSING: Final = {
    "task_state": "task_state_missing",
    "task_text": "task_text_missing",
    "commitment_state": "commitment_state_missing",
    "commitment_text": "commitment_text_missing",
    "project_state": "project_state_missing",
    "project_text": "project_text_missing",
    "report_text": "report_missing",
    "contact": "contact_missing",
}
_PHONES: Final = re.compile(
    r"(?:\+?86)?1[3-9]\d{9}"
    r"|(?:0(?:10|2\d|[3-9]\d{2}))?[2-9]\d{6,7}"
    r"|[2-9]\d{3,5}"
    r"|[48]00\d{7}"
)
_EXTENSION: Final = re.compile(r"(?:转|x|ext\.?)\d{1,6}\Z")
_SEPARATORS: Final = re.compile(r"[、,;/，；]|或")


def missing_texts(facts: UnitFacts) -> Iterator[Problem]:
    """Choices and texts of tasks, commitments, projects, report and contact that are still empty."""
    for slot in facts.slots:
        code = _MISSING.get(slot.kind)
        if code is not None and not slot.answered:
            yield problem(code, _place(facts, slot), path=slot.path, key=meaning(slot.path))


def reasons(facts: UnitFacts) -> Iterator[Problem]:
    """States of tasks, commitments and projects that need a reason."""
    needing = {
        "task_state": ("task_reason_missing", STATES_WITH_REASON, words.TASK_STATE),
        "commitment_state": ("task_reason_missing", STATES_WITH_REASON, words.TASK_STATE),
        "project_state": ("project_reason_missing", PROJECT_STATES_WITH_REASON, words.PROJECT_STATE),
    }
    for slot in facts.slots:
        if slot.kind not in needing:
            continue
        code, wanted, names = needing[slot.kind]
        state = facts.record.text(*slot.path)
        path = (*slot.path[:-1], "reason")
        if state in wanted and not facts.record.text(*path).strip():
            yield problem(code, _place(facts, slot), path=path, state=names[state])


def people(facts: UnitFacts) -> Iterator[Problem]:
    """填表人, 审核人, 负责人 and 联系电话 of every plan whose tables the unit fills."""
    for plan in facts.plans:
        if not any(slot.plan == plan.id and slot.section not in ("report", "contact") for slot in facts.slots):
            continue
        for key in PEOPLE:
            path = ("plans", plan.id, key)
            if not facts.record.text(*path).strip():
                yield problem("people_missing", plan.short or plan.title, path=path, key=meaning(path))


def phones(facts: UnitFacts) -> Iterator[Problem]:
    """P-9: numbers that no telephone has."""
    for plan in facts.plans:
        where = ("plans", plan.id)
        for path in ((*where, "phone"), (*where, "contact", "phone"), (*where, "contact", "mobile")):
            said = facts.record.text(*path)
            if said.strip() and not phone_fits(said):
                yield problem("phone_shape", plan.short or plan.title, path=path, phone=said)


def phone_fits(text: str) -> bool:
    """True where every number in `text` has the length of a mobile, a landline, a service or a short number."""
    numbers = [part for part in _SEPARATORS.split(fold(text)) if part]
    return bool(numbers) and all(_number_fits(part) for part in numbers)


def meaning(path: Path) -> str:
    """What a field of a unit's file is called, as docs/format.md says it."""
    key = TABLES["unit"].find(path)
    return path[-1] if key is None else key.meaning


RULES: Final[tuple[Rule, ...]] = (missing_texts, reasons, people, phones)


def _number_fits(text: str) -> bool:
    digits = re.sub(r"[-()（）—–.]", "", _EXTENSION.sub("", text.lower()))
    return _PHONES.fullmatch(digits) is not None


def _place(facts: UnitFacts, slot: Slot) -> str:
    plan = facts.plan(slot.plan)
    kind, _, item = slot.item.partition(":")
    titles = {
        "task": {task.id: f"{task.no}{task.title}" for task in plan.tasks},
        "commitment": {commitment.id: commitment.title for commitment in plan.commitments},
        "project": {project.id: project.title for project in plan.projects},
    }
    return titles[kind].get(item, item) if kind in titles else plan.short or plan.title
