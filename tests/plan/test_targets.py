"""Targets as people write them, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.plan.model import Comparator, Target
from evaltui.plan.targets import exact_number, parse_target, target_words


@pytest.mark.parametrize(
    ("written", "sign", "value"),
    [
        (">15", ">", "15"),
        (">= 20", ">=", "20"),
        ("<0.2", "<", "0.2"),
        ("<=10", "<=", "10"),
        ("≥2.5", ">=", "2.5"),
        ("≤95%", "<=", "95"),
        ("＞１５％", ">", "15"),
        ("＜０．２", "<", "0.2"),
        ("100", ">=", "100"),
        (100, ">=", "100"),
        (Decimal("2.50"), ">=", "2.50"),
        ("-3", ">=", "-3"),
    ],
)
def test_targets_that_are_understood(written: object, sign: str, value: str) -> None:
    assert parse_target(written) == (Target(Comparator(sign), Decimal(value)), True)


@pytest.mark.parametrize("written", ["", "待定", " 待定 "])
def test_targets_not_fixed_yet(written: str) -> None:
    assert parse_target(written) == (None, True)


@pytest.mark.parametrize(
    "written",
    [
        "=15",
        "=>15",
        "15起",
        "约15",
        ">15-20",
        "1,000",
        ">",
        "²",
        "10²",
        "١٥",
        "1e3",
        "0.1234567",
        "100000000000",
        "9" * 50,
        True,
        None,
        [],
        1e3,
    ],
)
def test_targets_that_are_refused(written: object) -> None:
    assert parse_target(written) == (None, False)


def test_a_bare_float_never_gets_in() -> None:
    assert exact_number(0.1) is None


@given(st.sampled_from(Comparator), st.decimals(-99999, 99999, places=3))
def test_what_is_written_is_read_back(comparator: Comparator, value: Decimal) -> None:
    target = Target(comparator, value)
    assert parse_target(target_words(target)) == (target, True)


@given(st.one_of(st.text(), st.decimals(), st.integers(), st.binary()))
def test_nothing_makes_it_raise(raw: object) -> None:
    parse_target(raw)
    value = exact_number(raw)
    assert value is None or abs(value) < Decimal(10) ** 11
