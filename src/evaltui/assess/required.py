"""达标所需值: what the last year must be, from a rule's exact fraction and the measure's bounds."""

from __future__ import annotations

from fractions import Fraction

from evaltui.assess.decimals import shortest
from evaltui.assess.results import Required
from evaltui.plan.model import Comparator, Measure

DIGITS = 14
"""A base of 6 decimals times a target of 6 decimals, over 100, has no more."""


def required_value(value: Fraction, op: Comparator, measure: Measure, *, impossible: bool = False) -> Required:
    """The last year's figure y must satisfy `y op value`; secured or impossible where every or no possible y does.

    A figure of a count is a whole number; the extreme one that passes is given beside the exact value.
    """
    low, high = measure.bounds.min, measure.bounds.max
    lowest = None if low is None else _ceiling(Fraction(low)) if measure.integer else Fraction(low)
    highest = None if high is None else _floor(Fraction(high)) if measure.integer else Fraction(high)
    best, worst = (highest, lowest) if op.upward else (lowest, highest)
    if impossible or (best is not None and not _passes(best, op, value)):
        return Required(op, None, None, "impossible")
    if worst is not None and _passes(worst, op, value):
        return Required(op, None, None, "secured")
    return Required(op, shortest(value, DIGITS), _extreme(value, op) if measure.integer else None, "open")


def _passes(figure: Fraction, op: Comparator, value: Fraction) -> bool:
    if figure == value:
        return not op.strict
    return (figure > value) is op.upward


def _extreme(value: Fraction, op: Comparator) -> int:
    """The smallest (upward) or largest whole number that passes."""
    match op:
        case Comparator.GT:
            return int(_floor(value)) + 1
        case Comparator.GE:
            return int(_ceiling(value))
        case Comparator.LT:
            return int(_ceiling(value)) - 1
        case _:
            return int(_floor(value))


def _floor(value: Fraction) -> Fraction:
    return Fraction(value.numerator // value.denominator)


def _ceiling(value: Fraction) -> Fraction:
    return Fraction(-(-value.numerator // value.denominator))
