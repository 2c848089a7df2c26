"""What must hold for every row, whatever its figures."""

from __future__ import annotations

import os
from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaltui.assess.results import Assessment
from support.rated import Case, assess, assess_all

SOAK = os.environ.get("EVALTUI_SOAK") == "1"
often = settings(max_examples=1_500 if SOAK else 40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ORDER = {"behind": 0, "on_track": 1, "ahead": 2}
RULES = ("reduction", "growth", "period_mean", "cumulative", "end_level", "every_year", "maintain")


@st.composite
def figures(draw: st.DrawFn) -> str:
    digits = draw(st.integers(0, 2))
    return f"{Decimal(draw(st.integers(0, 300))).scaleb(-digits):f}"


@st.composite
def cases(draw: st.DrawFn, *, missing: bool = False, closing: bool = True) -> Case:
    rule = draw(st.sampled_from(RULES))
    sign = draw(st.sampled_from((">", ">=") if rule in ("reduction", "growth") else (">", ">=", "<", "<=")))
    through = draw(st.sampled_from((2023, 2024, 2025) if closing else (2023, 2024)))
    one = st.one_of(st.none(), figures()) if missing else figures()
    values = draw(st.lists(one, min_size=5, max_size=5))
    gone = through - 2020
    return Case(
        rule,
        sign + draw(figures()),
        draw(st.one_of(st.none(), figures()))
        if rule == "end_level"
        else draw(figures().filter(lambda text: Decimal(text) > 0)),
        values[:gone],
        values[gone:],
        bounds=draw(st.sampled_from((("0", None), ("0", "300")))),
        nature=draw(st.sampled_from(("count", "rate"))),
        through=through,
        lag=draw(st.sampled_from(("either", "target_only"))),
        mean_early=draw(st.sampled_from(("never", "to_date"))),
    )


def better(case: Case, text: str, step: str) -> str:
    up = case.rule == "growth" or (case.rule != "reduction" and case.target.startswith(">"))
    value = Decimal(text) + (Decimal(step) if up else -Decimal(step))
    return f"{max(value, Decimal(0)):f}"


def changed(case: Case, at: int, value: str) -> Case:
    values = [*case.actual, *case.forecast]
    values[at] = value
    gone = len(case.actual)
    return case.but(actual=values[:gone], forecast=values[gone:])


@often
@given(cases(), figures(), st.booleans())
def test_a_better_last_or_latest_figure_never_worsens_a_rating(case: Case, step: str, at_the_end: bool) -> None:
    at = 4 if at_the_end else len(case.actual) - 1
    values = [*case.actual, *case.forecast]
    before, after = assess_all([case, changed(case, at, better(case, values[at], step))])
    assert ORDER[after.computed] >= ORDER[before.computed], (before.derivation, after.derivation)


@often
@given(cases(missing=True), st.lists(figures(), min_size=5, max_size=5))
def test_silence_never_improves_a_rating(case: Case, filled: list[str]) -> None:
    """Once behind, whatever is filled in leaves it behind; once rated, it stays so; ahead was no gift of a gap."""
    values = [*case.actual, *case.forecast]
    whole = case
    for at, value in enumerate(values):
        if value is None:
            whole = changed(whole, at, filled[at])
    before, after = assess_all([case, whole])
    if case.bounds[1] is None or all(Decimal(value) <= Decimal(case.bounds[1]) for value in filled):
        assert before.computed in ("pending", after.computed), (before.derivation, after.derivation)


@often
@given(cases(missing=True))
def test_early_implies_met_and_owed_follows_its_definition(case: Case) -> None:
    found = assess(case)
    assert not found.early or found.meets_target
    behind = found.effective == "behind"
    assert found.explanation_owed == (found.on_schedule is False or found.meets_target is False or behind)


@often
@given(cases(missing=True))
def test_the_uom_changes_nothing_but_the_words(case: Case) -> None:
    one, other = assess_all([case, case.but(uom="平方米/人")])
    assert (one.computed, one.on_schedule, one.meets_target, one.early, one.required) == (
        other.computed, other.on_schedule, other.meets_target, other.early, other.required,
    )  # fmt: skip  # two rows side by side
    assert one.inputs == other.inputs


@often
@given(cases(closing=False), st.sampled_from(("0.000001", "0.5", "3")))
def test_the_required_value_flips_the_target_exactly_there(case: Case, step: str) -> None:
    required = assess(case).required
    if required is None or required.state != "open" or case.through != 2024:
        return
    assert required.value is not None
    bound = required.value
    if Fraction(bound).denominator > 10**6 or (bound < 0 and case.bounds[0] is not None):
        return
    sign = 1 if required.op.upward else -1
    beyond, short = bound + sign * Decimal(step), bound - sign * Decimal(step)
    trials = {bound: not required.op.strict, beyond: True, short: False}
    fits = {value: met for value, met in trials.items() if value >= 0}
    for (value, met), found in zip(fits.items(), assess_all([changed(case, 4, f"{v:f}") for v in fits]), strict=True):
        assert found.meets_target is met, (value, found.derivation)
    if required.integer is not None:
        step_back = required.integer - sign
        passing, failing = assess_all([changed(case, 4, str(required.integer)), changed(case, 4, str(step_back))])
        assert passing.meets_target is True
        assert failing.meets_target is False


@often
@given(cases())
def test_secured_and_impossible_hold_for_every_last_year(case: Case) -> None:
    required = assess(case).required
    if required is None or required.state == "open":
        return
    high = case.bounds[1] or "99999999999"
    for found in assess_all([changed(case, 4, value) for value in ("0", "1", "150", high)]):
        assert found.meets_target is (required.state == "secured"), found.derivation


@often
@given(cases(missing=True), st.sampled_from((2, 10, 1000)))
def test_a_reduction_does_not_depend_on_the_scale_of_its_counts(case: Case, times: int) -> None:
    if case.rule not in ("reduction", "growth"):
        return

    def scaled(text: str | None) -> str | None:
        return None if text is None else f"{Decimal(text) * times:f}"

    bounds = ("0", scaled(case.bounds[1]))
    larger = case.but(
        base=scaled(case.base),
        actual=[scaled(v) for v in case.actual],
        forecast=[scaled(v) for v in case.forecast],
        bounds=bounds,
    )
    one, other = assess(case), assess(larger)
    assert (one.computed, one.on_schedule, one.meets_target, one.early) == (
        other.computed, other.on_schedule, other.meets_target, other.early,
    )  # fmt: skip  # two rows side by side


@often
@given(
    st.lists(st.integers(-200, 100), min_size=5, max_size=5), st.sampled_from((">15", ">=20", ">0")), st.integers(1, 9)
)
def test_a_fall_and_the_raw_figure_it_stands_for_rate_alike(falls: list[int], target: str, base: int) -> None:
    raw = [f"{Decimal(base) * (100 - fall) / 100:f}" for fall in falls]
    typed = Case("reduction", target, str(base), [str(f) for f in falls[:4]], [str(falls[4])], reading="vs_base")
    found = Case("reduction", target, str(base), raw[:4], raw[4:])
    mixed = Case(
        "reduction",
        target,
        str(base),
        [raw[0], ("vs_base", str(falls[1])), raw[2], ("vs_base", str(falls[3]))],
        raw[4:],
    )
    blind = typed.but(base=None)
    results = assess_all([typed, found, mixed, blind])
    assert len({item.computed for item in results}) == 1
    assert len({(item.on_schedule, item.meets_target, item.early) for item in results}) == 1
    assert len({item.aggregate_all for item in results}) == 1


@often
@given(cases(missing=True), st.integers(-15, 40))
def test_the_calendar_does_not_matter(case: Case, shift: int) -> None:
    first, start, last = case.period
    later = case.but(period=(first + shift, start + shift, last + shift), through=case.through + shift)
    one, other = assess(case), assess(later)
    assert (one.computed, one.required, one.aggregate_all) == (other.computed, other.required, other.aggregate_all)


@often
@given(cases(missing=True))
def test_rating_twice_gives_the_same(case: Case) -> None:
    def seen(found: Assessment) -> object:
        return (found.computed, found.derivation, found.inputs, found.facts, found.warnings)

    assert seen(assess(case)) == seen(assess(case))
