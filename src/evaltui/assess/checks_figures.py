"""Checks of single figures: missing ones, open questions, states without reason, parts that do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from evaltui.assess.unit_facts import Rule, UnitFacts
from evaltui.catalogue import words
from evaltui.errors import Problem, problem
from evaltui.store.record import Figure, Path
from evaltui.text import plain, round_half_up, shown

STATES_WITH_REASON: Final = frozenset({"not_applicable", "not_available"})
NOT_OCCURRED_NATURES: Final = frozenset({"count", "rate", "money", "duration"})
"""Natures for which 未发生 is an answer; a share, area or level exists every year."""

_MISSING: Final = {"base": "base_missing", "value": "figure_missing", "forecast": "forecast_missing"}


def missing_figures(facts: UnitFacts) -> Iterator[Problem]:
    """Base, yearly and forecast figures without an answer; a figure of two plans once."""
    seen: set[Path] = set()
    for slot in facts.slots:
        code = _MISSING.get(slot.kind)
        if code is None or slot.answered or slot.path in seen:
            continue
        seen.add(slot.path)
        if not facts.record.get(*slot.path) or not _figure(facts, slot.path).raw:
            yield problem(code, facts.place(slot.measure, slot.year), path=slot.path, year=slot.year)


def missing_statements(facts: UnitFacts) -> Iterator[Problem]:
    """Indicators of which the round asks 预计能否完成, without an answer."""
    for slot in facts.slots:
        if slot.kind == "statement" and not slot.answered:
            yield problem("statement_missing", facts.place(slot.measure), path=slot.path)


def open_questions(facts: UnitFacts) -> Iterator[Problem]:
    """Texts in place of figures that still wait for an answer."""
    for measure in facts.measures:
        for _, year, path, figure in facts.figures(measure.id):
            if figure.raw:
                yield problem("figure_question", facts.place(measure.id, year), path=path, raw=figure.raw)


def states(facts: UnitFacts) -> Iterator[Problem]:
    """States that need a reason, and states that make no sense for this kind of figure or year."""
    for measure in facts.measures:
        base = facts.base_year(measure.id)
        for _, year, path, figure in facts.figures(measure.id):
            if figure.state is None:
                continue
            word = words.YEAR_STATE[figure.state]
            place = facts.place(measure.id, year)
            if figure.state in STATES_WITH_REASON and not figure.reason.strip():
                yield problem("state_reason_missing", place, path=path, state=word)
            misplaced = figure.state == "no_system" and year != base
            if misplaced or (figure.state == "not_occurred" and measure.nature not in NOT_OCCURRED_NATURES):
                yield problem("state_unfitting", place, path=path, state=word)


def parts_of_shares(facts: UnitFacts) -> Iterator[Problem]:
    """Numerators above denominators, and results that their parts do not give."""
    for measure in facts.measures:
        for _, year, path, figure in facts.figures(measure.id):
            if figure.num is None or figure.den is None:
                continue
            place = facts.place(measure.id, year)
            if measure.nature == "share" and figure.num > figure.den:
                yield problem("num_above_den", place, path=path, num=plain(figure.num), den=plain(figure.den))
                continue
            per = measure.ratio.per if measure.ratio else Decimal(100 if measure.nature == "share" else 1)
            if figure.den == 0 or figure.value is None or figure.reading != "raw":
                continue
            computed = Fraction(figure.num) / Fraction(figure.den) * Fraction(per)
            digits = _decimals(figure.value)
            if round_half_up(computed, digits) != figure.value and not figure.note.strip():
                exact = shown(computed, max(digits, 2))
                yield problem("parts_do_not_fit", place, path=path, value=plain(figure.value), computed=exact)


def sources(facts: UnitFacts) -> Iterator[Problem]:
    """Measures with figures of which nobody can say where they come from."""
    for measure in facts.measures:
        if facts.series(measure.id) and not facts.record.text("measures", measure.id, "source").strip():
            yield problem("source_missing", facts.place(measure.id), path=("measures", measure.id, "source"))


RULES: Final[tuple[Rule, ...]] = (
    missing_figures, missing_statements, open_questions, states, parts_of_shares, sources,
)  # fmt: skip  # one list of words


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _figure(facts: UnitFacts, path: Path) -> Figure:
    leaf = facts.record.get(*path)
    return Figure() if leaf is None else Figure.from_leaf(leaf)
