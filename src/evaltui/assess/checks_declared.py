"""Checks of judgements against the figures: declared ratings, hand-typed totals and ratings, explanations nobody asked for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from evaltui.assess.printed_figures import JudgedRow, held
from evaltui.assess.results import Assessment
from evaltui.assess.slots import EXPLANATION_KEYS, explanation_path
from evaltui.assess.unit_facts import Rule, UnitFacts
from evaltui.catalogue import words
from evaltui.errors import Problem, problem
from evaltui.text import fold, plain, round_half_up, shown

_COLUMNS: Final = (("to_date", "前几年年均/累计"), ("final", "全期年均/累计"))


def declared(facts: UnitFacts) -> Iterator[Problem]:
    """S-11: a declared rating that holds and says something else than the figures."""
    for item in facts.assessments:
        if item.source == "declared" and item.declared != item.computed and item.decided is None:
            yield problem(
                "declared_differs",
                _place(facts, item),
                path=("plans", item.plan, "declared", item.indicator, "rating"),
                declared=_word(facts, item.plan, item.effective),
                computed=_word(facts, item.plan, item.computed),
            )


def typed(facts: UnitFacts) -> Iterator[Problem]:
    """S-11, N-46: ratings and totals that were typed into a form, against those that the figures give."""
    for item in facts.assessments:
        where = ("plans", item.plan, "typed", item.indicator)
        if facts.record.get(*where, "confirmed") is True:
            continue
        rating = facts.record.text(*where, "rating").strip()
        computed = _word(facts, item.plan, item.computed)
        effective = _word(facts, item.plan, item.effective)
        if rating and fold(rating) not in (fold(computed), fold(effective)):
            yield problem(
                "typed_rating_differs", _place(facts, item), path=(*where, "rating"), typed=rating, computed=computed
            )
        for (key, column), value in zip(_COLUMNS, (item.aggregate_actual, item.aggregate_all), strict=True):
            yield from _total(facts, item, key, column, value)


def not_owed(facts: UnitFacts) -> Iterator[Problem]:
    """P-12: an explanation of an indicator that is fine; what two rows share is needed while either lags."""
    needed = {item.measure for item in facts.assessments if item.explanation_owed or item.effective == "pending"}
    seen: set[str] = set()
    for item in facts.assessments:
        if item.measure in needed or item.measure in seen or item.measure not in facts.duties.leads:
            continue
        for key in EXPLANATION_KEYS:
            path = explanation_path(facts.record, item.plan, item.indicator, item.measure, key)
            if facts.record.text(*path).strip():
                seen.add(item.measure)
                yield problem("explanation_not_owed", _place(facts, item), path=path)
                break


RULES: Final[tuple[Rule, ...]] = (declared, typed, not_owed)


def _total(facts: UnitFacts, item: Assessment, key: str, column: str, value: Decimal | None) -> Iterator[Problem]:
    path = ("plans", item.plan, "typed", item.indicator, key)
    leaf = facts.record.get(*path)
    if value is None or not isinstance(leaf, (int, Decimal)) or isinstance(leaf, bool):
        return
    said = Decimal(leaf)
    exponent = said.as_tuple().exponent
    digits = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if round_half_up(value, digits) == said:
        return
    plan = facts.plan(item.plan)
    row = JudgedRow(
        plan.indicator_by_id[item.indicator], facts.measure(item.measure), item, plan.period, (facts.record,)
    )
    last = facts.settings.round.actual_through if key == "to_date" else plan.period.last
    value = held(value)
    yield problem(
        "typed_total_differs",
        _place(facts, item),
        path=path,
        column=column,
        typed=plain(said),
        computed=shown(value, max(digits, row.aggregate_digits(value, last))),
    )


def _place(facts: UnitFacts, item: Assessment) -> str:
    plan = facts.plan(item.plan)
    return f"{plan.short or plan.title}·{plan.indicator_by_id[item.indicator].name}"


def _word(facts: UnitFacts, plan: str, rating: str) -> str:
    own = facts.plan(plan).rating.words.get(rating)
    return words.RATING.get(rating, rating) if own is None else own.word
