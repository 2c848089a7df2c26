"""Reading a cell of a 降幅 line: a fall is a positive percentage, a rise a negative one, and a bare minus is asked about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from evaltui.catalogue.words import READING
from evaltui.store.number_checks import settle
from evaltui.store.quantities import Quantity, Reading
from evaltui.store.typed import Slot, Typed, agrees, asked, note, tidy
from evaltui.text import plain


def read_fall(slot: Slot, text: str, parts: Reading) -> Typed:
    """The fall in percent that `parts` states for this cell."""
    kinds = parts.kinds
    if "points" in kinds:
        return asked(slot, text, "number_percent_points")
    if {"fall", "rise"} <= kinds:
        return asked(slot, text, "number_both_ways")
    quantity = parts.quantities[0] if parts.quantities else None
    if quantity is not None and (trouble := _not_percent(slot, text, parts, quantity)):
        return trouble
    if trouble := _other_reading(slot, text, parts, quantity):
        return trouble
    if slot.starts_from_zero:
        basis = "基数" if slot.reading == "vs_base" else "上年"
        return asked(slot, text, "number_base_zero", basis=basis)
    if quantity is None:
        return settle(slot, text, Decimal(0), (note("same"),), confirmed=True)
    return _percent(slot, text, parts, quantity)


def _not_percent(slot: Slot, text: str, parts: Reading, quantity: Quantity) -> Typed | None:
    """Questions about numbers that are no percentages: 下降12起, 下降到96."""
    unit = quantity.unit
    if "to" in parts.kinds:
        return asked(slot, text, "number_level_in_fall")
    if unit is None:
        return asked(slot, text, "number_text") if quantity.multiplied else None
    if unit.measures == "share":
        if unit.factor == 1:
            return None
        value = quantity.value * unit.factor
        return asked(slot, text, "number_wrong_unit", value, converted=f"折合{plain(tidy(value))}%")
    start = slot.known.base if slot.reading == "vs_base" else slot.known.previous
    share = quantity.value / Fraction(start) * 100 if start and "fall" in parts.kinds else None
    return asked(slot, text, "number_count_in_fall", share, found=unit.text)


def _other_reading(slot: Slot, text: str, parts: Reading, quantity: Quantity | None) -> Typed | None:
    """A fall against another year than the one of this line."""
    said = {_basis(slot, token.kind, token.year) for token in parts.rest if token.kind in ("yoy", "base")}
    said.discard(slot.reading)
    if not said:
        return None
    found = sorted(said)[0]
    # The same number may be right on the other line, never on this one: nothing to offer.
    return asked(
        slot,
        text,
        "number_other_reading",
        found=READING.get(found, found),
        wanted=READING[slot.reading],
        found_line=READING.get(found, READING["raw"]),
    )


def _basis(slot: Slot, kind: str, year: int | None) -> str:
    """Which reading the words mean: 同比, 较2020年, 较上年 written as 较2023年."""
    if kind == "yoy":
        return "yoy"
    base = slot.known.base_year
    if year is None or year == base:
        return "vs_base"
    if slot.year is not None and year == slot.year - 1:
        return "yoy"
    return "vs_base" if base is None else f"较{year}年的降幅"


def _percent(slot: Slot, text: str, parts: Reading, quantity: Quantity) -> Typed:
    amount = quantity.typed if quantity.typed is not None else tidy(quantity.value)
    kinds, bare = parts.kinds, quantity.unit is None
    confirmed = bool(kinds & {"confirmed", "fall", "rise"})
    notes = () if bare else (note("percent"),)
    if quantity.sign and amount:
        return _signed(slot, text, amount)
    if bare and 0 < amount < 1:
        hundred = tidy(amount * 100)
        turn = -1 if "rise" in kinds else 1
        chosen = _by_counts(slot, (amount * turn, hundred * turn))
        if chosen is None:
            proposal = hundred if turn > 0 else None
            facts = {"typed": plain(amount), "hundred": plain(hundred)}
            return asked(slot, text, "number_share_or_percent", proposal, **facts)
        return settle(slot, text, chosen, (note("by_counts", words=_in_words(chosen)),), confirmed=confirmed)
    turned = "rise" in kinds and amount != 0
    typed = settle(slot, text, -amount if turned else amount, notes, confirmed=confirmed)
    if typed.outcome != "value" or typed.figure is None or typed.figure.value is None:
        return typed
    if turned or kinds & {"fall", "yoy", "base"}:
        said = note("rise" if turned else "fall", value=plain(typed.figure.value).lstrip("-"))
        return replace(typed, notes=(*typed.notes, said))
    return typed


def _signed(slot: Slot, text: str, amount: Decimal) -> Typed:
    """-12, +12, 下降-12: decided by the raw figures where they are known, else asked."""
    chosen = _by_counts(slot, (amount, -amount))
    if chosen is not None:
        return settle(slot, text, chosen, (note("by_counts", words=_in_words(chosen)),))
    real = slot.known.fall(slot.reading)
    computed = f"按原始值算是{_in_words(tidy(real))}。" if real is not None else ""
    return asked(slot, text, "number_sign", amount=plain(amount), computed=computed)


def _by_counts(slot: Slot, candidates: Sequence[Decimal]) -> Decimal | None:
    """The one candidate the raw figures agree with, to the decimals that were typed; None where they do not decide."""
    real = slot.known.fall(slot.reading)
    if real is None:
        return None
    fitting = [one for one in candidates if agrees(real, one)]
    return fitting[0] if len(fitting) == 1 else None


def _in_words(fall: Decimal) -> str:
    if not fall:
        return "持平"
    return f"下降{plain(fall)}%" if fall > 0 else f"上升{plain(-fall)}%"
