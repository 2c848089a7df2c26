"""The one engine: from plans, settings and records to assessments, for one unit while she types or for everybody.

Rows are resolved exactly in Python, judged by their rules' polars expressions over one frame per rule, and put into words.
A row comes out the same alone and in any batch.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Literal, Protocol

import polars as pl

from evaltui.assess.cautions import cautions
from evaltui.assess.cells import year_cells
from evaltui.assess.consolidation import city_figures, reference
from evaltui.assess.decimals import shortest
from evaltui.assess.derivation import sentence
from evaltui.assess.effective import CITY, Claim, claim, outcome, owed, remark, words_of
from evaltui.assess.facts import as_data, facts_of
from evaltui.assess.frame import rule_frame
from evaltui.assess.goals import goal
from evaltui.assess.inputs import inputs_hash
from evaltui.assess.required import required_value
from evaltui.assess.results import Assessment, Required
from evaltui.assess.rows import Row
from evaltui.assess.rules import core_rules
from evaltui.assess.sources import Kind, Look, Sources, Span
from evaltui.assess.verdict import Predicates, Verdict, judge, no_rating
from evaltui.plan.contract import DerivedFigures, Rule
from evaltui.plan.model import Comparator, Indicator, Plan
from evaltui.store.record import Figure, Record
from evaltui.store.settings import Settings

AGGREGATE_DIGITS = 12
Contributors = Callable[[str], tuple[str, ...]]
CityFigures = Mapping[tuple[str, tuple[Kind, int]], Figure]
Consolidate = Callable[[Sequence[Plan], Settings, Mapping[str, Record], Record, Contributors], CityFigures]

Judged = tuple[Verdict, Predicates, Rule | None]

STATEMENTS = frozenset({"can", "difficult", "cannot"})


MEMO_SIZE = 4096
"""Entries after which a memo starts anew: a long session must not keep every figure she ever tried."""


class RatedPlan(Protocol):
    """What the engine asks of a loaded plan. `derive`, where there is one, answers `evaltui_derive`."""

    @property
    def plan(self) -> Plan:
        """The plan's data."""

    def rules(self) -> Mapping[str, Rule]:
        """Its rules by name, the core's included or not."""


@dataclass(frozen=True, slots=True)
class Told:
    """What was said about a row beside its figures: ratings given, year-to-date figures, the measure's scope."""

    declared: Claim
    decided: Claim
    ytd: tuple[tuple[int, Figure], ...]
    scope: str
    office: str

    @property
    def key(self) -> Hashable:
        """Everything of it, to be compared with another time's."""
        return (self.declared, self.decided, self.ytd, self.scope, self.office)


@dataclass(frozen=True, slots=True)
class Question:
    """A row to be judged, by which rule, and what was told about it."""

    item: RatedPlan
    row: Row
    rule: Rule | None
    told: Told


Memo = dict[Hashable, tuple[Question, Assessment]]
"""Rows as they were asked and answered before."""


def rate(
    plans: Sequence[RatedPlan],
    settings: Settings,
    records: Mapping[str, Record],
    city: Record,
    *,
    contributors: Contributors,
    units: Sequence[str] | None = None,
    with_city: bool = True,
    consolidate: Consolidate | None = None,
    memo: Memo | None = None,
) -> tuple[Assessment, ...]:
    """Rate every indicator of `units` (None: all) under every plan, in plan and printed order, units before the city.

    A unit is rated on the measures it contributes to, by its own figures; the city (unit None) by the consolidated ones,
    which `consolidate` gives. Rows of a rule that a plan's code could not give come out unratable, never an exception.
    A caller that rates again and again hands in the same `memo` (an empty dict at first): rows whose inputs have not
    changed are not evaluated anew.
    """
    wanted = tuple(unit.id for unit in settings.units) if units is None else tuple(units)
    figures = _CityFigures(
        consolidate or city_figures, [item.plan for item in plans], settings, records, city, contributors
    )
    rules = {id(item): item.rules() for item in plans}
    questions: list[Question] = []
    for unit in (*wanted, *((None,) if with_city else ())):
        record = None if unit is None else records.get(unit, Record(unit))
        for item in plans:
            for row in _rows(item, unit, settings, records, city, contributors, figures):
                rule = rules[id(item)].get(row.rule) or core_rules().get(row.rule)
                questions.append(Question(item, row, rule, _told(row, record, city, settings)))
    return _answered(questions, {} if memo is None else memo)


def _answered(questions: Sequence[Question], memo: Memo) -> tuple[Assessment, ...]:
    """The assessments in order: from the memo where nothing has changed, the others judged together."""
    if len(memo) > MEMO_SIZE:
        memo.clear()
    keys: list[Hashable] = [(id(item.rule), item.row.key, item.told.key) for item in questions]
    fresh: dict[Hashable, Question] = {}
    for key, item in zip(keys, questions, strict=True):
        known = memo.get(key)
        if known is None or known[0].rule is not item.rule or known[0].row.plan is not item.row.plan:
            fresh[key] = item
    verdicts = _verdicts(list(fresh.values())) if fresh else []
    for (key, item), judged in zip(fresh.items(), verdicts, strict=True):
        memo[key] = (item, _assessment(item.row, *judged, item.told))
    return tuple(memo[key][1] for key in keys)


class _CityFigures:
    """The consolidated figures, computed once and only when the city is rated."""

    def __init__(self, consolidate: Consolidate, *arguments: Any) -> None:
        self._consolidate, self._arguments = consolidate, arguments
        self._found: CityFigures | None = None

    def look(self, measure: str, slot: tuple[Kind, int]) -> Figure:
        if self._found is None:
            self._found = self._consolidate(*self._arguments)
        return self._found.get((measure, slot), Figure())


def _rows(
    item: RatedPlan,
    unit: str | None,
    settings: Settings,
    records: Mapping[str, Record],
    city: Record,
    contributors: Contributors,
    figures: _CityFigures,
) -> Iterator[Row]:
    plan = item.plan
    indicators = [i for i in plan.indicators if unit is None or unit in contributors(i.measure)]
    if not indicators:
        return
    switches = settings.plan(plan.id)
    span = Span(plan.period, settings.round.actual_through, frozenset(settings.round.forecast))
    last_open = plan.period.last > span.through and span.open(plan.period.last)
    look = figures.look if unit is None else _typed(records.get(unit, Record(unit)))
    sources = Sources(plan.measure_by_id, span, look, _part(unit, records, city, contributors))
    _derive(item, sources)
    table_order = {table.id: at for at, table in enumerate(plan.tables)}
    for indicator in sorted(indicators, key=lambda i: (table_order.get(i.table, len(table_order)), i.no)):
        yield Row(
            plan=plan,
            indicator=indicator,
            measure=plan.measure_by_id[indicator.measure],
            unit=unit,
            given=sources.given(indicator.measure),
            goal=goal(plan, indicator, city),
            through=span.through,
            lag=switches.lag or plan.rating.lag,
            mean_early=switches.mean_early or plan.rating.mean_early,
            asks_statement=last_open,
            statement=_statement(plan, indicator, unit, records, city, contributors),
        )


def _typed(record: Record) -> Look:
    return lambda measure, slot: (
        record.figure(measure, slot[1]) if slot[0] == "values" else record.forecast(measure, slot[1])
    )


def _part(unit: str | None, records: Mapping[str, Record], city: Record, contributors: Contributors) -> Look:
    """A numerator or denominator that is not the subject's own: the office's reference, else the lead unit's figure."""

    def look(measure: str, slot: tuple[Kind, int]) -> Figure:
        figure = reference(city, measure, slot)
        if figure.value is not None or figure.state is not None:
            return figure
        leads = contributors(measure)
        if unit is None or unit in leads or not leads or leads[0] not in records:
            return Figure()
        return _typed(records[leads[0]])(measure, slot)

    return look


def _derive(item: RatedPlan, sources: Sources) -> None:
    """Let the plan's code compute the measures that nobody types."""
    derive: Callable[[DerivedFigures], DerivedFigures] | None = getattr(item, "derive", None)
    if derive is None:
        return
    known: dict[tuple[str, int], Decimal] = {}
    for measure in item.plan.measures:
        series = sources.series(measure.id)
        for year in (series.base, *series.years):
            if year.level is not None:
                known[measure.id, year.year] = shortest(year.level, AGGREGATE_DIGITS)
    added = {key: value for key, value in (derive(MappingProxyType(known)) or {}).items() if key not in known}
    if added:
        sources.derived = added
        sources.forget()


def _statement(
    plan: Plan,
    indicator: Indicator,
    unit: str | None,
    records: Mapping[str, Record],
    city: Record,
    contributors: Contributors,
) -> str:
    """预计能否完成, of the unit; for the city the office's own, else the lead's."""
    path = ("plans", plan.id, "statement", indicator.id)
    if unit is not None:
        said = records[unit].text(*path) if unit in records else ""
    else:
        leads = contributors(indicator.measure)
        said = city.text(*path) or (records[leads[0]].text(*path) if leads and leads[0] in records else "")
    return said if said in STATEMENTS else ""


def _verdicts(questions: Sequence[Question]) -> list[Judged]:
    """Judge every row: one frame, one select per rule."""
    results: dict[int, Judged] = {}
    groups: dict[int, tuple[Question, Rule, list[int]]] = {}
    for at, item in enumerate(questions):
        refused = _refused(item.row, item.rule)
        if refused is not None or item.rule is None:
            results[at] = (refused or no_rating("unratable", "rule_missing"), Predicates(), item.rule)
        else:
            groups.setdefault(id(item.rule), (item, item.rule, []))[2].append(at)
    order = [at for _, _, places in groups.values() for at in places]
    frame = rule_frame([questions[at].row for at in order])
    start = 0
    for first, rule, places in groups.values():
        rows = [questions[at].row for at in places]
        found = _predicates(first.item, rule, rows, frame.slice(start, len(rows)))
        start += len(rows)
        if found is None:
            results |= {at: (no_rating("unratable", "rule_failed"), Predicates(), None) for at in places}
            continue
        for at, row, predicates in zip(places, rows, found, strict=True):
            results[at] = (judge(row, predicates), predicates, rule)
    return [results[at] for at in range(len(questions))]


def _refused(row: Row, rule: Rule | None) -> Verdict | None:
    """A row that no rule is asked about."""
    target = row.goal.target
    if rule is None:
        return no_rating("unratable", "rule_missing")
    if target is None:
        return no_rating("pending", "superior" if row.goal.superior else "no_target")
    return None if target.comparator in rule.comparators else no_rating("unratable", "comparator")


def _predicates(item: RatedPlan, rule: Rule, rows: Sequence[Row], frame: pl.DataFrame) -> list[Predicates] | None:
    """Evaluate a rule's expressions over its rows; None where a plugin's expressions fail and the core has no such rule."""
    columns = {
        "on_schedule": rule.on_schedule,
        "meets": rule.meets,
        "early": rule.early,
        "to_date": rule.to_date,
        "final": rule.final,
        "required": rule.required,
    }
    if rule.rating is not None:
        columns["key"] = rule.rating
    core = core_rules().get(rule.name)
    try:
        # The column k stretches an expression that is the same for all rows to the height of the frame.
        table = frame.select("k", **{f"_{name}": value for name, value in columns.items()}).rows()
        return [
            _read(dict(zip(columns, values[1:], strict=True)), row) for values, row in zip(table, rows, strict=True)
        ]
    except (pl.exceptions.PolarsError, ArithmeticError, KeyError, TypeError, ValueError) as error:
        if core is not None and core.meets is rule.meets:
            raise
        blame = getattr(item, "fail", None)
        if blame is not None:
            blame("rate", error)
        return None if core is None else _predicates(item, core, rows, frame)


def _read(values: Mapping[str, Any], row: Row) -> Predicates:
    key = values.get("key")
    return Predicates(
        _truth(values["on_schedule"]),
        _truth(values["meets"]),
        _truth(values["early"]),
        _fraction(values["to_date"]),
        _fraction(values["final"]),
        _required(values["required"], row),
        key if isinstance(key, str) else None,
    )


def _truth(value: object) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise TypeError("a predicate is a Boolean column")


def _fraction(value: Any) -> Fraction | None:
    """A number, or the struct (num, den)."""
    if isinstance(value, Mapping):
        num, den = value["num"], value["den"]
        return None if num is None or not den else Fraction(num) / Fraction(den)
    return None if value is None else Fraction(value)


def _required(value: object, row: Row) -> Required | None:
    amount = _fraction(value)
    target = row.goal.target
    if amount is None or target is None:
        return None
    op, impossible = target.comparator, False
    if isinstance(value, Mapping):
        op = Comparator(value.get("op") or op)
        impossible = bool(value.get("impossible"))
    return required_value(amount, op, row.measure, impossible=impossible)


def _told(row: Row, record: Record | None, city: Record, settings: Settings) -> Told:
    """What was said about a row beside its figures. `record` None: the city."""
    measure, plan, indicator = row.measure.id, row.plan.id, row.indicator.id
    nobody = Claim()
    return Told(
        declared=nobody if record is None else claim(record, ("plans", plan, "declared", indicator)),
        decided=claim(city, ("decisions", "ratings", row.unit or CITY, plan, indicator)),
        ytd=() if record is None else tuple((year, record.ytd(measure, year)) for year in row.plan.period.years),
        scope="" if record is None else record.text("measures", measure, "scope"),
        office=settings.office,
    )


def _assessment(row: Row, verdict: Verdict, found: Predicates, rule: Rule | None, told: Told) -> Assessment:
    inputs = inputs_hash(row)
    weighed = outcome(row, verdict, told.declared, told.decided, inputs)
    facts = facts_of(row, verdict, words_of(row).get(verdict.computed, verdict.computed))
    warnings = {} if row.goal.target is None else cautions(row, dict(told.ytd), told.scope)
    said = _words(rule, facts) + remark(row, weighed, told.office)
    base, years = year_cells(row.series)
    return Assessment(
        unit=row.unit,
        plan=row.plan.id,
        table=row.indicator.table,
        indicator=row.indicator.id,
        measure=row.measure.id,
        computed=verdict.computed,
        effective=weighed.rating,
        on_schedule=verdict.on_schedule,
        meets_target=verdict.meets,
        early=verdict.early,
        explanation_owed=owed(row, verdict, weighed.rating),
        aggregate_actual=facts["to_date"],
        aggregate_all=facts["final"],
        required=verdict.required,
        missing=verdict.missing,
        derivation=said,
        declared=weighed.declared.rating,
        declared_stale=not weighed.declared.fresh,
        declared_reason=weighed.declared.reason,
        decided=weighed.decided.rating,
        decided_reason=weighed.decided.reason,
        base=base,
        years=years,
        inputs=inputs,
        warnings=tuple(warnings),
        pending_cause=_pending_cause(verdict),
        target=row.goal.target,
        facts=MappingProxyType({name: as_data(value) for name, value in (facts | {"warnings": warnings}).items()}),
    )


def _words(rule: Rule | None, facts: dict[str, Any]) -> str:
    """The derivation; a plugin whose words fail gets the core's."""
    if rule is None or rule.words is sentence or facts["reason"]:
        return sentence(facts)
    try:
        return str(rule.words(MappingProxyType(facts)))
    except Exception:  # noqa: BLE001  # a plugin's code may raise anything, and must not take the others down
        return sentence(facts)


def _pending_cause(verdict: Verdict) -> Literal["", "fill", "explained"]:
    if verdict.computed not in ("pending", "unratable"):
        return ""
    return "explained" if verdict.excused else "fill"
