"""What a plan's code returned: is it what the hook promises, and calling it later without trusting it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from evaltui.catalogue.plan_keys import NO_WORDS
from evaltui.errors import PlanRefused, Problem
from evaltui.plan.contract import Check, ExportFormat, Facts, Rule
from evaltui.plan.findings import near
from evaltui.plan.model import Comparator, Plan
from evaltui.plan.targets import exact_number


class Blame(Protocol):
    """Where a failure of a plan's code is noted; both return the problem."""

    def fail(self, stage: str, error: BaseException) -> Problem:
        """It raised `error`."""

    def unfit(self, stage: str, answer: object) -> Problem:
        """It returned `answer`, which is not what it should be."""


def is_fit(item: object, kind: type) -> bool:
    """Whether one contribution is of its kind and filled as its kind demands."""
    if not isinstance(item, kind):
        return False
    match item:
        case Rule():
            signs = isinstance(item.comparators, frozenset) and all(isinstance(c, Comparator) for c in item.comparators)
            return isinstance(item.name, str) and signs and callable(item.words)
        case Check():
            return isinstance(item.code, str) and callable(item.run)
        case ExportFormat():
            texts = isinstance(item.suffixes, tuple) and all(isinstance(s, str) for s in item.suffixes)
            return isinstance(item.kind, str) and texts and callable(item.build)
        case _:
            return False


def contribution_name(item: Rule | Check | ExportFormat) -> str:
    """What one contribution replaces another by: a rule's name, a check's code, a format's kind."""
    match item:
        case Rule():
            return item.name
        case Check():
            return item.code
        case ExportFormat():
            return item.kind


def guarded(item: Any, blame: Blame) -> Any:
    """The same contribution, whose functions fail as the plan's own problem instead of everybody's."""
    match item:
        case Rule():
            return replace(item, words=_safe_words(item.words, blame))
        case Check():
            return replace(item, run=_safe_run(item.run, blame))
        case _:
            return replace(item, build=_safe_build(item.build, blame))


def unfit_rule(plan: Plan, rules: Mapping[str, Rule]) -> str:
    """In words, the first indicator whose rule does not exist or does not know its comparator; "" where all do."""
    for indicator in plan.indicators:
        rule = rules.get(indicator.rule)
        if rule is None:
            return f"指标 {indicator.id} 的规则“{indicator.rule}”没有提供。{near(indicator.rule, rules)}".rstrip("。")
        if indicator.target and indicator.target.comparator not in rule.comparators:
            return f"规则“{rule.name}”不能用“{indicator.target.comparator}”，而指标 {indicator.id} 用了"
    return ""


def derived_figures(answer: object, plan: Plan) -> Mapping[tuple[str, int], Decimal] | None:
    """What evaltui_derive returned, exact; None where it is not what it should be."""
    if answer is None:
        return {}
    if not isinstance(answer, Mapping):
        return None
    derived: dict[tuple[str, int], Decimal] = {}
    for key, value in answer.items():
        number = None if isinstance(value, str) else exact_number(value)
        match key:
            case (str() as measure, int() as year) if measure in plan.measure_by_id and number is not None:
                derived[measure, year] = number
            case _:
                return None
    return derived


def _safe_words(words: Callable[[Facts], str], blame: Blame) -> Callable[[Facts], str]:
    def safe(facts: Facts) -> str:
        try:
            said: object = words(MappingProxyType(dict(facts)))
        except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever a plan's code raises is the plan's problem
            blame.fail("words", error)
            return NO_WORDS
        if not isinstance(said, str):
            blame.unfit("words", said)
            return NO_WORDS
        return said

    return safe


def _safe_run(run: Callable[[Facts], object], blame: Blame) -> Callable[[Facts], tuple[Problem, ...]]:
    def safe(facts: Facts) -> tuple[Problem, ...]:
        try:
            answer: Any = run(MappingProxyType(dict(facts)))
            found = tuple(answer)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever a plan's code raises is the plan's problem
            return (blame.fail("run", error),)
        strange = [item for item in found if not isinstance(item, Problem)]
        return (blame.unfit("run", strange[0]),) if strange else found

    return safe


def _safe_build(build: Callable[[Any], Any], blame: Blame) -> Callable[[Any], Any]:
    def safe(request: Any) -> Any:
        try:
            return build(request)
        except (Exception, SystemExit) as error:
            raise PlanRefused(blame.fail("build", error)) from error

    return safe
