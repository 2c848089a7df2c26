"""Every free text of a unit that somebody will read in print: report, tasks, commitments, projects, explanations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from evaltui.assess.duties import ITEM_WORD, KINDS, Duties, Kind
from evaltui.assess.report_body import section_title
from evaltui.plan.model import Plan
from evaltui.store.formats import TABLES
from evaltui.store.record import Path, Record
from evaltui.text import clean

TextKind = Literal["report", "task", "commitment", "project", "explanation", "declared"]

ITEM_TEXTS: Final[dict[Kind, tuple[str, ...]]] = {
    "tasks": ("progress", "results", "experience", "problems", "next", "reason"),
    "commitments": ("progress", "value_text", "reason"),
    "projects": ("content", "preparation", "progress", "results", "problems", "benefit", "reason"),
}
REPORT_TEXTS: Final = (
    "opening", "indicators", "tasks", "measures", "achievements", "cases", "problems", "outlook", "proposals",
)  # fmt: skip  # one list of words
EXPLANATION_TEXTS: Final = ("cause", "final_progress", "measures_taken")


@dataclass(frozen=True, slots=True)
class Text:
    """One text: where it is (`path`, `place` for people), what it is about, and itself, cleaned.

    `plan` is "" for a measure's explanation. `subject`: the task, project..., or the measure of an explanation.
    """

    kind: TextKind
    plan: str
    subject: str
    key: str
    place: str
    path: Path
    text: str


def unit_texts(plans: Sequence[Plan], record: Record, duties: Duties) -> tuple[Text, ...]:
    """Every text that holds something, of what the unit owes; report first, in the order of the screens."""
    found: list[Text] = []
    for plan in plans:
        if plan.id in duties.report:
            found += _report(plan, record)
        for kind in KINDS:
            found += _items(plan, kind, record, duties)
        found += _of_indicators(plan, record, duties)
    seen: set[str] = set()
    for plan in plans:
        for measure in plan.measures:
            if measure.id in duties.measures and measure.id not in seen:
                seen.add(measure.id)
                for key in EXPLANATION_TEXTS:
                    path = ("explanations", measure.id, key)
                    found += _text("explanation", "", measure.id, key, measure.name, path, record)
    return tuple(found)


def _report(plan: Plan, record: Record) -> Iterator[Text]:
    more = (f"more.{key}" for key in record.keys_below("plans", plan.id, "report", "more"))
    for key in (*REPORT_TEXTS, *more):
        path = ("plans", plan.id, "report", *key.split(".", 1))
        place = f"{plan.short or plan.title}报告·{section_title(plan, key)}"
        yield from _text("report", plan.id, "report", key, place, path, record, named=True)


def _items(plan: Plan, kind: Kind, record: Record, duties: Duties) -> Iterator[Text]:
    titles = {item.id: f"{item.no}{item.title}" for item in plan.tasks}
    titles |= {item.id: item.title for item in plan.commitments}
    titles |= {item.id: item.title for item in plan.projects}
    word: TextKind = ITEM_WORD[kind]  # type: ignore[assignment]  # task, commitment or project
    for item in duties.of(kind, plan.id):
        where = ("plans", plan.id, kind, item)
        place = titles.get(item, item)
        for key in ITEM_TEXTS[kind]:
            yield from _text(word, plan.id, item, key, place, (*where, key), record)
        if kind == "projects":
            for number in record.keys_below(*where, "parts"):
                for key in ("progress", "results"):
                    yield from _text(word, plan.id, item, key, place, (*where, "parts", number, key), record)


def _of_indicators(plan: Plan, record: Record, duties: Duties) -> Iterator[Text]:
    for indicator in plan.indicators:
        if indicator.measure not in duties.measures:
            continue
        for key in EXPLANATION_TEXTS:
            told = ("plans", plan.id, "explanations", indicator.id, key)
            yield from _text("explanation", plan.id, indicator.measure, key, indicator.name, told, record)
        own: tuple[Path, ...] = (
            ("plans", plan.id, "declared", indicator.id, "reason"),
            ("plans", plan.id, "statement_text", indicator.id),
        )
        for path in own:
            yield from _text("declared", plan.id, indicator.measure, path[-1], indicator.name, path, record)


def _text(
    kind: TextKind, plan: str, subject: str, key: str, title: str, path: Path, record: Record, *, named: bool = False
) -> Iterator[Text]:
    said = clean(record.text(*path)).strip()
    if said:
        known = TABLES["unit"].find(path)
        place = title if named or known is None else f"{title}·{known.meaning}"
        yield Text(kind, plan, subject, key, place, path, said)
