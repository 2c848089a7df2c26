"""Checks of judgements: owed explanations, pending and unratable rows, declared ratings, the engine's warnings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evaltui.assess.checks_forms import meaning
from evaltui.assess.consolidation import shown_answer
from evaltui.assess.results import Assessment
from evaltui.assess.unit_facts import Rule, UnitFacts
from evaltui.catalogue import words
from evaltui.errors import Problem, problem
from evaltui.plan.model import Indicator


def explanations(facts: UnitFacts) -> Iterator[Problem]:
    """滞后分析说明 that is owed and not complete; the lead owes it."""
    effective = {(item.plan, item.indicator): item.effective for item in facts.assessments}
    for slot in facts.slots:
        if slot.kind == "explanation" and not slot.answered:
            word = _word(facts, slot.plan, effective.get((slot.plan, slot.item.partition(":")[2]), "behind"))
            yield problem(
                "explanation_missing", facts.place(slot.measure), path=slot.path, word=word, key=meaning(slot.path)
            )


def without_rating(facts: UnitFacts) -> Iterator[Problem]:
    """Rows that are pending or unratable and that nobody rated by declaration or decision."""
    for item in facts.assessments:
        if item.effective not in ("pending", "unratable"):
            continue
        explained = item.pending_cause == "explained" or not _lacks_own(facts, item)
        code = f"rating_{item.effective}" + ("_explained" if explained else "")
        missing = "；".join(item.missing) or item.derivation.removesuffix("。")
        path = ("plans", item.plan, "declared", item.indicator, "rating")
        yield problem(
            code,
            _place(facts, item),
            path=path,
            missing=missing,
            derivation=(item.derivation or missing).removesuffix("。"),
        )


def declarations(facts: UnitFacts) -> Iterator[Problem]:
    """Declared ratings without reason, overtaken by changes, or better than the figures allow."""
    for item in facts.assessments:
        if item.declared is None or item.decided is not None:
            continue
        path = ("plans", item.plan, "declared", item.indicator)
        place = _place(facts, item)
        declared, computed = (_word(facts, item.plan, rating) for rating in (item.declared, item.computed))
        if not item.declared_reason.strip():
            yield problem(
                "declared_reason_missing", place, path=(*path, "reason"), declared=declared, computed=computed
            )
        if item.declared_stale:
            yield problem("declared_stale", place, path=(*path, "rating"), declared=declared, computed=computed)
        allowed = _allowed(facts, item)
        if _core(facts, item.plan, item.declared) not in allowed:
            choices = "、".join(_word(facts, item.plan, rating) for rating in allowed)
            yield problem("declared_not_allowed", place, path=(*path, "rating"), declared=declared, allowed=choices)


def joint_rows(facts: UnitFacts) -> Iterator[Problem]:
    """Joint rows on which this unit and another answered differently and the office has not decided."""
    for item in facts.differences:
        units = [source.unit for source in item.figures]
        if not item.open or facts.unit not in units:
            continue
        figures = "，".join(
            f"{facts.settings.unit_by_id[source.unit].label}{shown_answer(source.figure)}" for source in item.figures
        )
        yield problem(
            "figures_differ",
            facts.place(item.measure, item.year),
            path=("measures", item.measure, item.slot, str(item.year)),
            year=item.year,
            figures=figures,
            office=facts.settings.office,
        )


RULES: Final[tuple[Rule, ...]] = (explanations, without_rating, declarations, joint_rows)


def _lacks_own(facts: UnitFacts, item: Assessment) -> bool:
    """True where the unit itself can do something about it; a missing reference figure is the office's."""
    measure = facts.measure(item.measure)
    if measure.ratio is None or item.effective != "pending":
        return True
    wanted = (measure.id, measure.ratio.num, measure.ratio.den)
    return any(slot.measure in wanted and not slot.answered for slot in facts.slots)


def _allowed(facts: UnitFacts, item: Assessment) -> tuple[str, ...]:
    if item.meets_target is not False:
        return ("ahead", "on_track", "behind")
    binding = _indicator(facts, item).attribute == "binding"
    return ("behind",) if binding else ("on_track", "behind")


def _indicator(facts: UnitFacts, item: Assessment) -> Indicator:
    return facts.plan(item.plan).indicator_by_id[item.indicator]


def _place(facts: UnitFacts, item: Assessment) -> str:
    plan = facts.plan(item.plan)
    return f"{plan.short or plan.title}·{_indicator(facts, item).name}"


def _core(facts: UnitFacts, plan: str, rating: str) -> str:
    own = facts.plan(plan).rating.words.get(rating)
    return rating if own is None else own.counts_as


def _word(facts: UnitFacts, plan: str, rating: str) -> str:
    own = facts.plan(plan).rating.words.get(rating)
    return words.RATING.get(rating, rating) if own is None else own.word
