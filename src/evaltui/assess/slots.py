"""What a unit has to answer: one slot per figure, choice or text, from its duties and what it filled in so far.

填报率 and the checks for missing things read the same slots, so that 100 % and 无缺项 mean the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal

from evaltui.assess.duties import Duties
from evaltui.assess.results import Assessment
from evaltui.plan.model import Indicator, Measure, Plan
from evaltui.store.record import Figure, Path, Record
from evaltui.store.settings import Settings

Section = Literal["indicators", "tasks", "commitments", "projects", "report", "contact"]
SECTIONS: Final[tuple[Section, ...]] = ("indicators", "tasks", "commitments", "projects", "report", "contact")

SlotKind = Literal[
    "base", "value", "forecast", "statement", "explanation",
    "task_state", "task_text", "commitment_state", "commitment_text", "project_state", "project_text",
    "report_text", "contact",
]  # fmt: skip  # one list of words

BASE_RULES: Final = frozenset({"reduction", "growth", "end_level"})
"""Rules that hold a value against the base year."""

EXPLANATION_KEYS: Final = ("cause", "final_progress", "measures_taken")
REPORT_KEYS: Final = ("indicators", "tasks", "measures", "problems", "outlook", "proposals")
"""The parts of 附件1's frame; a unit without indicators of the plan owes no part about them."""
CONTACT_KEYS: Final = ("name", "post", "phone")
STATES_WITHOUT_TEXT: Final = frozenset({"not_ours"})
PROJECT_KEYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "not_started": ("content", "investment", "start", "finish", "preparation", "benefit"),
        "under_way": ("content", "investment", "invested", "start", "finish", "progress", "results", "benefit"),
        "completed": ("content", "investment", "invested", "start", "finish", "progress", "results", "benefit"),
        "adjusted": ("content", "progress"),
        "cancelled": ("content", "progress"),
    }
)
"""What 附件2, 附件5 and 附件6 ask of a project in each state."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing to answer: where (`path`), for which plan, section and workflow item, and whether it is answered.

    `measure` and `year` name a figure; `key` names a field of a text or form.
    """

    plan: str
    section: Section
    item: str
    kind: SlotKind
    path: Path
    answered: bool
    measure: str = ""
    year: int = 0
    key: str = ""


def unit_slots(
    plans: Sequence[Plan],
    settings: Settings,
    record: Record,
    duties: Duties,
    assessments: Iterable[Assessment] = (),
) -> tuple[Slot, ...]:
    """Every slot of a unit, plan by plan and section by section; a shared figure stands under each plan that needs it.

    `assessments`: the unit's own; they say which explanations are owed.
    """
    owed = {(a.plan, a.indicator) for a in assessments if a.unit == duties.unit and a.explanation_owed}
    found: list[Slot] = []
    for plan in plans:
        found += _figures(plan, settings, record, duties)
        found += _explanations(plan, record, duties, owed)
        found += _tasks(plan, record, duties)
        found += _commitments(plan, record, duties)
        found += _projects(plan, record, duties)
        found += _report(plan, record, duties)
        found += _contact(plan, record, duties)
    return tuple(found)


def needed_years(plan: Plan, settings: Settings, rules: Iterable[str]) -> tuple[tuple[SlotKind, int], ...]:
    """The years that indicators under `rules` need of a measure: base where a rule needs it, actual, forecast."""
    period = plan.period
    years: list[tuple[SlotKind, int]] = []
    if not BASE_RULES.isdisjoint(rules):
        years.append(("base", period.base))
    years += [("value", year) for year in period.years if year <= settings.round.actual_through]
    years += [
        ("forecast", year)
        for year in period.years
        if year in settings.round.forecast and year > settings.round.actual_through
    ]
    return tuple(years)


def asks_statement(plan: Plan, settings: Settings) -> bool:
    """True where the round asks 预计能否完成 of this plan: years are left, and no forecast of the last one is asked."""
    return settings.round.actual_through < plan.period.last and plan.period.last not in settings.round.forecast


def explanation_path(record: Record, plan: str, indicator: str, measure: str, key: str) -> Path:
    """Where the explanation counts: the plan's own for the indicator where it has one, else the measure's."""
    own = ("plans", plan, "explanations", indicator, key)
    return own if record.text(*own).strip() else ("explanations", measure, key)


def figure_at(record: Record, measure: str, kind: SlotKind, year: int) -> Figure:
    """The figure of a base, value or forecast slot."""
    return record.forecast(measure, year) if kind == "forecast" else record.figure(measure, year)


def figure_path(measure: str, kind: SlotKind, year: int) -> Path:
    """The path of a base, value or forecast slot."""
    return ("measures", measure, "forecast" if kind == "forecast" else "values", str(year))


def _figures(plan: Plan, settings: Settings, record: Record, duties: Duties) -> Iterator[Slot]:
    mine = [plan.indicator_by_id[item] for item in duties.indicators_of(plan.id)]
    for measure_id, users in _needs(plan, mine).items():
        if measure_id not in duties.measures:
            continue
        first = users[0]
        direct = any(user.measure == measure_id for user in users)
        for kind, year in needed_years(plan, settings, [user.rule for user in users]):
            through = [plan.measure_by_id[user.measure] for user in users]
            answered = figure_at(record, measure_id, kind, year).answered or (
                not direct and _given_directly(through, record, kind, year)
            )
            path = figure_path(measure_id, kind, year)
            yield Slot(
                plan.id, "indicators", f"indicator:{first.id}", kind, path, answered, measure=measure_id, year=year
            )
    if asks_statement(plan, settings):
        for indicator in mine:
            if indicator.measure in duties.leads:
                path = ("plans", plan.id, "statement", indicator.id)
                answered = bool(record.text(*path))
                item = f"indicator:{indicator.id}"
                yield Slot(plan.id, "indicators", item, "statement", path, answered, measure=indicator.measure)


def _needs(plan: Plan, indicators: Iterable[Indicator]) -> Mapping[str, tuple[Indicator, ...]]:
    """Typed measures -> the indicators that need them; a ratio is needed through its two parts."""
    found: dict[str, tuple[Indicator, ...]] = {}
    for indicator in indicators:
        measure = plan.measure_by_id[indicator.measure]
        typed = (measure.id,) if measure.ratio is None else (measure.ratio.num, measure.ratio.den)
        for measure_id in typed:
            found[measure_id] = (*found.get(measure_id, ()), indicator)
    return found


def _given_directly(measures: Sequence[Measure], record: Record, kind: SlotKind, year: int) -> bool:
    """True where every ratio that would need this part was typed as a ratio."""
    return all(figure_at(record, measure.id, kind, year).answered for measure in measures)


def _explanations(plan: Plan, record: Record, duties: Duties, owed: set[tuple[str, str]]) -> Iterator[Slot]:
    seen: set[Path] = set()
    for indicator in plan.indicators:
        if (plan.id, indicator.id) not in owed or indicator.measure not in duties.leads:
            continue
        for key in EXPLANATION_KEYS:
            path = explanation_path(record, plan.id, indicator.id, indicator.measure, key)
            if path in seen:
                continue
            seen.add(path)
            item = f"indicator:{indicator.id}"
            answered = bool(record.text(*path).strip())
            yield Slot(plan.id, "indicators", item, "explanation", path, answered, indicator.measure, key=key)


def _tasks(plan: Plan, record: Record, duties: Duties) -> Iterator[Slot]:
    for item in duties.of("tasks", plan.id):
        where = ("plans", plan.id, "tasks", item)
        state = record.text(*where, "state")
        yield _field(plan, "tasks", f"task:{item}", "task_state", record, where, "state")
        if state not in STATES_WITHOUT_TEXT:
            yield _field(plan, "tasks", f"task:{item}", "task_text", record, where, "progress")


def _commitments(plan: Plan, record: Record, duties: Duties) -> Iterator[Slot]:
    for item in duties.of("commitments", plan.id):
        where = ("plans", plan.id, "commitments", item)
        state = record.text(*where, "state")
        yield _field(plan, "commitments", f"commitment:{item}", "commitment_state", record, where, "state")
        if state not in STATES_WITHOUT_TEXT:
            yield _field(plan, "commitments", f"commitment:{item}", "commitment_text", record, where, "progress")


def _projects(plan: Plan, record: Record, duties: Duties) -> Iterator[Slot]:
    for item in duties.of("projects", plan.id):
        where = ("plans", plan.id, "projects", item)
        yield _field(plan, "projects", f"project:{item}", "project_state", record, where, "state")
        for key in PROJECT_KEYS.get(record.text(*where, "state"), PROJECT_KEYS["under_way"]):
            yield _field(plan, "projects", f"project:{item}", "project_text", record, where, key)


def _report(plan: Plan, record: Record, duties: Duties) -> Iterator[Slot]:
    if plan.id not in duties.report or record.text("plans", plan.id, "report_mode") not in ("", "own"):
        return
    where = ("plans", plan.id, "report")
    sent_as_file = bool(record.text(*where, "file"))
    for key in REPORT_KEYS:
        if key == "indicators" and not duties.indicators_of(plan.id):
            continue
        slot = _field(plan, "report", "report", "report_text", record, where, key)
        yield replace(slot, answered=True) if sent_as_file else slot


def _contact(plan: Plan, record: Record, duties: Duties) -> Iterator[Slot]:
    if plan.id not in duties.contact:
        return
    for key in CONTACT_KEYS:
        yield _field(plan, "contact", "contact", "contact", record, ("plans", plan.id, "contact"), key)


def _field(plan: Plan, section: Section, item: str, kind: SlotKind, record: Record, where: Path, key: str) -> Slot:
    path = (*where, key)
    return Slot(plan.id, section, item, kind, path, bool(record.text(*path).strip()), key=key)
