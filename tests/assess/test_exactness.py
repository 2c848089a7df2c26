"""Comparisons are exact: no division in them, one decimal type, no rounding at the largest figures."""

from __future__ import annotations

import json
import random
import warnings
from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction

import polars as pl
import pytest

from evaltui.assess.frame import EXACT, SCHEMA
from evaltui.assess.rules import core_rules
from evaltui.store.record import Figure
from support import oracle
from support.rated import Case, assess, assess_all

LARGEST = "99999999999.999999"
FORBIDDEN = {
    "TrueDivide",
    "FloorDivide",
    "Divide",
    "Modulus",
    "Mean",
    "Median",
    "Std",
    "Var",
    "Quantile",
    "Pow",
    "Float64",
}


def names(tree: object) -> Iterator[str]:
    """Every key and operator of a serialized expression."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield str(key)
            yield from names(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from names(value)
    elif isinstance(tree, str):
        yield tree


def expression_names(expression: pl.Expr) -> set[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # polars calls its JSON form unstable; the names of operators are all we read
        return set(names(json.loads(expression.meta.serialize(format="json"))))


def test_the_tree_reader_sees_a_division_and_a_mean() -> None:
    assert "TrueDivide" in expression_names(pl.col("a") / pl.col("b"))
    assert "FloorDivide" in expression_names(pl.when(pl.col("a") // 2 > 1).then(1))
    assert "Mean" in expression_names(pl.col("a").mean())


@pytest.mark.parametrize("rule", core_rules())
def test_no_expression_divides_or_averages(rule: str) -> None:
    found = core_rules()[rule]
    for expression in (found.on_schedule, found.meets, found.early, found.to_date, found.final, found.required):
        assert not expression_names(expression) & FORBIDDEN


@pytest.mark.parametrize("rule", core_rules())
def test_a_comparison_multiplies_at_most_two_typed_figures(rule: str) -> None:
    """Two figures of six decimals have twelve in their product; a third factor would round."""
    typed = {name for name, kind in SCHEMA.items() if kind == EXACT}

    def factors(tree: object) -> int:
        if isinstance(tree, dict):
            if "BinaryExpr" in tree:
                node = tree["BinaryExpr"]
                left, right = factors(node["left"]), factors(node["right"])
                return left + right if node["op"] == "Multiply" else max(left, right)
            if "Column" in tree:
                return int(tree["Column"] in typed)
            return max((factors(value) for value in tree.values()), default=0)
        return max((factors(value) for value in tree), default=0) if isinstance(tree, list) else 0

    found = core_rules()[rule]
    for expression in (found.on_schedule, found.meets, found.early, found.required):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # as above
            assert factors(json.loads(expression.meta.serialize(format="json"))) <= 2


def test_every_figure_of_the_frame_has_the_one_decimal_type() -> None:
    decimals = {kind for kind in SCHEMA.values() if isinstance(kind, pl.Decimal)}
    assert decimals == {pl.Decimal(38, 12)}
    assert not {pl.Float64, pl.Float32} & {kind for kind in SCHEMA.values() if isinstance(kind, type)}


def test_polars_multiplies_the_largest_figures_without_rounding() -> None:
    """What the design rests on; a newer polars that rounds or overflows here must be noticed."""
    values = [LARGEST, "0.000001", "99999999999.000001", f"-{LARGEST}"]
    rows = [(Decimal(one), Decimal(other), 20) for one in values for other in values]
    frame = pl.DataFrame(rows, schema={"a": EXACT, "b": EXACT, "n": pl.Int64}, orient="row")
    found = frame.select(
        product=pl.col("a") * pl.col("b") * pl.col("n"), whole=(pl.col("a") - pl.col("b")) * pl.col("n") * 100
    )
    assert found.schema == {"product": EXACT, "whole": EXACT}
    for (a, b, n), (product, whole) in zip(rows, found.rows(), strict=True):
        assert Fraction(product) == Fraction(a) * Fraction(b) * n
        assert Fraction(whole) == (Fraction(a) - Fraction(b)) * n * 100


EXTREMES = (
    LARGEST,
    "99999999999.999998",
    "0.000001",
    "0.000002",
    "0",
    "1",
    "50000000000",
    "49999999999.999999",
    "33333333333.333333",
)


def extreme_cases() -> list[Case]:
    rng = random.Random(11)
    cases = []
    for rule in core_rules():
        for _ in range(120):
            sign = rng.choice((">", ">=") if rule in ("reduction", "growth") else (">", ">=", "<", "<="))
            target = rng.choice((*EXTREMES, "99.999999", "100", "0.000001", f"-{LARGEST}"))
            figures = [rng.choice(EXTREMES) for _ in range(5)]
            cases.append(
                Case(rule, sign + target, rng.choice(EXTREMES[:6]), figures[:4], figures[4:], bounds=(None, None))
            )
    return cases


def test_figures_at_the_limits_are_rated_exactly() -> None:
    cases = extreme_cases()
    for case, found in zip(cases, assess_all(cases), strict=True):
        want = oracle.rate(case)
        assert (found.computed, found.on_schedule, found.meets_target, found.early) == (
            want.rating,
            want.s,
            want.m,
            want.e,
        ), case
        required = found.required
        value = None if required is None or required.value is None else Fraction(required.value)
        assert (None if required is None else (required.state, value)) == (
            None if want.required is None else (want.required[3], want.required[1])
        )


@pytest.mark.parametrize(("last", "rating"), [("0.899999", "ahead"), ("0.900000", "behind"), ("0.900001", "behind")])
def test_one_millionth_decides(last: str, rating: str) -> None:
    assert assess(Case("reduction", ">10", "1", ["0.95", "0.9", "0.89", "0.8"], [last])).computed == rating


def test_the_decimal_context_of_the_caller_changes_nothing() -> None:
    case = Case("cumulative", f">={LARGEST}", None, ["33333333333.333333"] * 3 + ["0.000001"], ["0"])
    usual = assess(case)
    with localcontext() as context:
        context.prec = 3
        assert assess(case) == usual
    assert usual.meets_target is True


@pytest.mark.parametrize("odd", ["100000000000", "0.0000001", "1E+30", "NaN", "Infinity"])
def test_a_figure_beyond_the_limits_is_a_question(odd: str) -> None:
    """The parser refuses such figures; a file edited by hand may hold one, and must not be compared inexactly."""
    found = assess(Case("end_level", ">=75", "60", ["65", "70", "76", odd], ["80"]))
    assert found.computed == "pending"
    assert "待确认" in found.missing[0]


def test_numbers_that_are_none_never_reach_a_comparison() -> None:
    nan = Decimal("NaN")
    parts = Figure(num=nan, den=Decimal(2))
    case = Case("reduction", ">15", "120", ["114", "110", "104", parts], [("vs_base", "NaN")], nature="count")
    odd = case.but(fields={("measures", "m", "ytd", "2025"): nan})
    assert assess(odd).computed == "pending"
    stage = {("targets", "p", "i", "milestones", "2024"): nan, ("targets", "p", "i", "document"): "文号"}
    assert assess(odd.but(city=stage)).computed == "pending"
