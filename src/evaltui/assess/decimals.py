"""Fractions as decimals that do not mislead: exact where they end, else rounded half-up with as many digits as needed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from evaltui.text import round_half_up

MOST = 80
"""No comparison of two figures of the frame needs more decimals."""


def shortest(value: Fraction, most: int) -> Decimal:
    """`value` with as few decimals as it has, half-up to `most` where it has more (or none end)."""
    if value.denominator == 1:
        return Decimal(value.numerator)
    if 10**most % value.denominator:
        return round_half_up(value, most)
    return exact(value, next(digits for digits in range(most + 1) if 10**digits % value.denominator == 0))


def exact(value: Fraction, digits: int) -> Decimal:
    """`value` with `digits` decimals, whatever the decimal context. ValueError where it has more."""
    scaled, rest = divmod(value.numerator * 10**digits, value.denominator)
    if rest:
        raise ValueError(f"{value} has more than {digits} decimals")
    return Decimal(f"{scaled}E-{digits}")


def enough(value: Fraction, digits: int, against: Iterable[Fraction]) -> int:
    """The fewest decimals, from `digits`, at which `value` compares to each of `against` as it really does."""
    if 10**digits % value.denominator == 0:
        return digits
    others = tuple(against)
    for more in range(digits, MOST):
        seen = Fraction(round_half_up(value, more))
        if all(_order(seen, other) == _order(value, other) for other in others):
            return more
    return MOST


def enough_together(digits: int, pairs: Iterable[tuple[Fraction, Fraction]]) -> int:
    """The fewest decimals, from `digits`, at which the two of each pair, both rounded, compare as they really do."""
    items = tuple(pairs)
    for more in range(digits, MOST):
        if all(_order(_at(one, more), _at(other, more)) == _order(one, other) for one, other in items):
            return more
    return MOST


def faithful(value: Fraction, digits: int, against: Iterable[Fraction]) -> Decimal:
    """`value` to `digits` decimals half-up, and more wherever a comparison with one of `against` would change."""
    return round_half_up(value, enough(value, digits, against))


def _at(value: Fraction, digits: int) -> Fraction:
    return Fraction(round_half_up(value, digits))


def _order(one: Fraction, other: Fraction) -> int:
    return (one > other) - (one < other)
