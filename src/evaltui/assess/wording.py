"""Numbers as the derivation prints them: short where they end, with as many decimals as their comparisons need."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from evaltui.assess.decimals import enough, enough_together, shortest
from evaltui.catalogue import derivations as words
from evaltui.plan.contract import Facts
from evaltui.text import round_half_up, shown

LEVEL_DIGITS = 6


def level_text(facts: Facts, value: Decimal) -> str:
    """A level, a mean or a sum: as it is where it ends within six decimals, else as many as the comparisons need."""
    exact = Fraction(value)
    if _ends(exact):
        return plain_number(shortest(exact, LEVEL_DIGITS))
    sides = [Fraction(facts[name]) for name in ("target", "schedule") if facts[name] is not None]
    return shown(exact, enough(exact, _typed_digits(facts) + 1, sides))


def schedule_digits(facts: Facts, figure: Decimal) -> int:
    """Decimals of a schedule in the measure's uom: exact where it ends early, else one more than was typed; and as many
    as it takes to stand on its true side of `figure`."""
    due = Fraction(facts["schedule"])
    digits = decimals(shortest(due, LEVEL_DIGITS)) if _ends(due) else _typed_digits(facts) + 1
    exact = Fraction(figure)
    if _ends(exact):
        digits = max(digits, decimals(shortest(exact, LEVEL_DIGITS)))
    return enough_together(digits, [(exact, due)])


def schedule_text(value: Fraction, digits: int, *, fixed: bool) -> str:
    """A schedule: with fixed decimals beside percentages of the base, else without idle zeros."""
    return shown(value, digits) if fixed else plain_number(round_half_up(value, digits))


def decimals(value: Decimal) -> int:
    """Decimals of a number without its idle zeros."""
    return len(plain_number(value).partition(".")[2])


def plain_number(value: Decimal) -> str:
    """A number without exponent and idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def with_uom(facts: Facts, value: Decimal) -> str:
    """A level with its uom: 120起."""
    return uom_pattern(facts).format(value=level_text(facts, value))


def uom_pattern(facts: Facts) -> str:
    """A `str.format` pattern that puts the measure's uom behind `value`."""
    return "{value}" + str(facts["uom"]).replace("{", "{{").replace("}", "}}")


def upward(facts: Facts) -> bool:
    """True where larger figures are better."""
    return facts["comparator"] in (">", ">=")


def span(facts: Facts, last: int) -> str:
    """The years from the first of the period to `last`: 2021—2024."""
    first = facts["first"]
    return words.ONE_YEAR.format(first=first) if first == last else words.YEARS.format(first=first, last=last)


def _typed_digits(facts: Facts) -> int:
    """Decimals of the target and of the two years that the sentence names, as far as they could be typed."""
    figures = [facts["target"], *(facts[name]["value"] for name in ("last", "end") if facts[name])]
    found = (decimals(figure) for figure in figures if figure is not None)
    return max((digits for digits in found if digits <= LEVEL_DIGITS), default=0)


def _ends(value: Fraction) -> bool:
    return bool(10**LEVEL_DIGITS % value.denominator == 0)
