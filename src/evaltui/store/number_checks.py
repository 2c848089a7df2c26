"""The last step of a typed number: is it possible, short enough, whole where it must be; is it far from its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from evaltui.errors import Problem, problem
from evaltui.store.record import Figure
from evaltui.store.typed import (
    MOST_DECIMALS,
    TOO_LARGE,
    Slot,
    Typed,
    agrees,
    asked,
    decimals,
    limits,
    note,
    outside,
    refused,
    tidy,
    zero_is_asked,
)
from evaltui.text import plain

_NOISE = Fraction(1, 10**11)
"""Relative error below which a long decimal is what a formula left of a shorter one."""


def settle(
    slot: Slot,
    text: str,
    value: Decimal,
    notes: Sequence[str] = (),
    *,
    confirmed: bool = False,
    num: Decimal | None = None,
    den: Decimal | None = None,
) -> Typed:
    """The figure for `value`, or why it cannot be one. `confirmed`: the typed text vouches for a zero or an odd size."""
    if value.adjusted() >= TOO_LARGE.adjusted() and value:
        return refused(slot, text, "number_too_large")
    found = _shortened(slot, text, value, tuple(notes))
    if isinstance(found, Typed):
        return found
    value, said = found
    if slot.whole and value != value.to_integral_value():
        return refused(slot, text, "number_not_whole")
    if slot.whole and "." in plain(value):
        value, said = Decimal(int(value)), (*said, note("whole"))
    code = outside(slot, value)
    if code and not (code == "number_over_100" and _parts_agree(slot, value, num, den)):
        return refused(slot, text, code, bounds=_bounds_in_words(slot))
    if value == 0 and not confirmed and zero_is_asked(slot):
        if slot.takes_fall or slot.known.previous != 0:
            return asked(slot, text, "number_zero", zero=_zero_in_words(slot))
        said = (*said, note("zero_again"))
    figure = Figure(value=value, reading=slot.reading, num=num, den=den)
    doubt = None if confirmed else _doubt(slot, value)
    return Typed(figure, said, doubt, None, "value")


def _shortened(
    slot: Slot, text: str, value: Decimal, notes: tuple[str, ...]
) -> Typed | tuple[Decimal, tuple[str, ...]]:
    """`value` in plain form with at most six decimals, or a question where that would change it."""
    value = Decimal(plain(value))
    if decimals(value) <= MOST_DECIMALS:
        return value, notes
    short = tidy(value)
    if short == value:
        return short, (*notes, note("zeros"))
    if short and abs(Fraction(value) - Fraction(short)) <= _NOISE * abs(Fraction(short)):
        return short, (*notes, note("noise", value=plain(short)))
    return asked(slot, text, "number_decimals", short or None)


def _parts_agree(slot: Slot, value: Decimal, num: Decimal | None, den: Decimal | None) -> bool:
    """True where numerator and denominator, typed or known, really give `value` percent."""
    num = slot.known.num if num is None else num
    den = slot.known.den if den is None else den
    if num is None or not den:
        return False
    return agrees(Fraction(num) / Fraction(den) * 100, value)


def _bounds_in_words(slot: Slot) -> str:
    low, high = limits(slot)
    if low is not None and high is not None:
        return f"{plain(low)}至{plain(high)}"
    return f"不小于{plain(low)}" if low is not None else f"不大于{plain(high)}" if high is not None else ""


def _zero_in_words(slot: Slot) -> str:
    if slot.takes_fall:
        return "“持平”"
    return "“确为0”" if slot.nature == "share" else "“确为0”或“未发生”"


def _doubt(slot: Slot, value: Decimal) -> Problem | None:
    """A hint that the figure looks odd beside its neighbours; it is kept all the same."""
    if slot.takes_fall or slot.to_date or value <= 0:
        return None
    known = slot.known
    number, facts = plain(value), slot.facts
    if (
        slot.forecast
        and slot.nature == "count"
        and known.previous
        and known.previous >= 5
        and value * 5 < known.previous * 3
    ):
        return problem("number_half_year", slot.place, value=number, known=plain(known.previous), **facts)
    reference, name = (known.previous, "上年") if known.previous else (known.base, "基期")
    if reference and reference > 0 and _far(slot, value, reference):
        return problem("number_far_off", slot.place, value=number, known=plain(reference), reference=name, **facts)
    if (
        slot.year
        and value == slot.year
        and slot.nature == "count"
        and not (reference and not _far(slot, value, reference))
    ):
        return problem("number_is_year", slot.place, value=number, **facts)
    return None


def _far(slot: Slot, value: Decimal, reference: Decimal) -> bool:
    """More than five times or less than a fifth; a handful of cases may do that by chance."""
    small, large = sorted((Fraction(value), Fraction(reference)))
    return large > 5 * small and (slot.nature != "count" or large >= 10)
