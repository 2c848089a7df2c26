"""The engine against a second implementation: a grid over everything small, and random rows over everything."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

import pytest

from evaltui.assess.results import Assessment
from support import oracle
from support.rated import Case, assess, assess_all

SOAK = os.environ.get("EVALTUI_SOAK") == "1"
RANDOM_ROWS = 10_000 if SOAK else 4_000
RULES = ("reduction", "growth", "period_mean", "cumulative", "end_level", "every_year", "maintain")
UPWARD_ONLY = ("reduction", "growth")
STATES = ("not_occurred", "not_applicable", "not_available", "by_superior")
BATCH = 40


def hold(case: Case, found: Assessment) -> None:
    want = oracle.rate(case)
    required = None
    if found.required is not None:
        value = found.required.value
        required = (
            found.required.op.value,
            None if value is None else Fraction(value),
            found.required.integer,
            found.required.state,
        )
    got = (found.computed, found.on_schedule, found.meets_target, found.early, found.explanation_owed, required)
    assert got == (want.rating, want.s, want.m, want.e, want.owed, want.required), (case, found.derivation)
    for value, exact in ((found.aggregate_actual, want.to_date), (found.aggregate_all, want.final)):
        assert (value is None) == (exact is None), (case, value, exact)
        if value is not None and exact is not None:
            assert abs(Fraction(value) - exact) <= Fraction(1, 2 * 10**12), (case, value, exact)
    if want.rating != "pending":
        assert want.completions == {want.rating}, (case, want.completions)
    elif case.lag == "either":
        assert len(want.completions) > 1 or want.completions == {"pending"}, (case, want.completions)


def grid() -> Iterator[Case]:
    """Three years of small figures: every rule and comparator, ties everywhere, every year missing or not."""
    for rule in RULES:
        for sign in (">", ">=") if rule in UPWARD_ONLY else (">", ">=", "<", "<="):
            target = {"reduction": "50", "growth": "50", "cumulative": "6"}.get(rule, "2")
            for base, high in product((None, "2", "4"), ("4", None)):
                for values in product((None, "1", "2", "3"), repeat=3):
                    yield Case(
                        rule,
                        sign + target,
                        base,
                        values[:2],
                        values[2:],
                        bounds=("0", high),
                        period=(2020, 2021, 2023),
                        through=2022,
                    )


def number(rng: random.Random) -> str:
    return rng.choice(("0", "1", "2", "3", "4", "5", "10", "0.5", "2.5", "96.4", "100", str(rng.randint(0, 12))))


def entry(rng: random.Random, rule: str, chance: float) -> object:
    if rng.random() < chance:
        return None
    if rng.random() < 0.1:
        return rng.choice(STATES)
    if rng.random() < (0.25 if rule in UPWARD_ONLY else 0.06):
        return rng.choice(("vs_base", "yoy")), rng.choice(
            ("0", "10", "20", "-5", "3.2", "33.333333", "100", "50", "110")
        )
    value = number(rng)
    return f"-{value}" if rng.random() < 0.03 else value


def random_case(rng: random.Random) -> Case:
    rule = rng.choice(RULES)
    n = rng.choice((1, 2, 3, 5, 5, 5, 6))
    through = 2020 + rng.choice((n - 1, n - 1, n - 1, n, rng.randint(0, n), n + 1))
    sign = rng.choice((">", ">=") if rule in UPWARD_ONLY else (">", ">=", "<", "<="))
    target = rng.choice(
        ("15", "20", "50", "0", "100", "-10") if rule in UPWARD_ONLY else ("2", "5", "10", "0.5", "100", "0")
    )
    nature = rng.choice(("count", "rate", "share", "duration", "level", "area", "money"))
    bounds = rng.choice((("0", None), ("0", None), ("0", "100"), ("0", "10"), (None, None), ("1.5", "9.5")))
    chance = rng.choice((0.0, 0.1, 0.3))
    asked = None if rng.random() < 0.8 else ()
    statement = rng.choice(("", "can", "difficult", "cannot")) if asked == () or rng.random() < 0.1 else ""
    milestones = {2020 + k: number(rng) for k in range(1, n + 1) if rng.random() < 0.5} if rng.random() < 0.2 else {}
    gone = max(min(through - 2020, n), 0)
    entries = [entry(rng, rule, chance) for _ in range(n)]
    while sum(item is None or item in ("not_available", "no_system") for item in entries) > 3:
        entries = [entry(rng, rule, 0.1) for _ in range(n)]
    base: object = rng.choice(
        (None, *STATES, "no_system", "0", number(rng), number(rng), number(rng), number(rng), "120", "-4")
    )
    return Case(
        rule,
        sign + target,
        base,
        entries[:gone],
        entries[gone:],
        nature=nature,
        bounds=bounds,
        period=(2020, 2021, 2020 + n),
        through=through,
        asked=asked,
        lag=rng.choice(("either", "either", "target_only")),
        mean_early=rng.choice(("never", "to_date")),
        zero_base=rng.choice(("unratable", "keep_zero")),
        milestones=milestones,
        statement=statement,
    )


def held_in_batches(cases: Sequence[Case]) -> None:
    for start in range(0, len(cases), BATCH):
        batch = cases[start : start + BATCH]
        for case, found in zip(batch, assess_all(batch), strict=True):
            hold(case, found)


def test_every_small_row_agrees_with_the_second_implementation() -> None:
    cases = list(grid())
    held_in_batches(cases if SOAK else cases[::5])


@pytest.mark.parametrize("seed", range(4))
def test_random_rows_agree_with_the_second_implementation(seed: int) -> None:
    rng = random.Random(seed)
    groups: dict[tuple[object, ...], list[Case]] = {}
    for _ in range(RANDOM_ROWS // 4):
        case = random_case(rng)
        groups.setdefault((case.period, case.through, case.asked), []).append(case)
    for cases in groups.values():
        held_in_batches(cases)


def test_a_row_rates_the_same_alone_and_in_a_batch() -> None:
    rng = random.Random(77)
    cases = [case for case in (random_case(rng) for _ in range(600)) if case.period[2] == 2025 and case.asked is None]
    cases = [case for case in cases if case.through == 2024][:60]
    assert len(cases) > 30
    for case, found in zip(cases, assess_all(cases), strict=True):
        alone = assess(case)
        assert (alone.computed, alone.derivation, alone.inputs) == (found.computed, found.derivation, found.inputs)
        assert (alone.required, alone.years, alone.facts) == (found.required, found.years, found.facts)
