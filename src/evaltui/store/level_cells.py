"""Reading a cell that takes the figure of a year itself, in the unit of its measure."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from evaltui.store.number_checks import settle
from evaltui.store.quantities import Quantity, Reading
from evaltui.store.typed import Slot, Typed, agrees, asked, asks_percent, note, tidy
from evaltui.store.uom import Uom
from evaltui.text import plain


def read_level(slot: Slot, text: str, parts: Reading) -> Typed:
    """The figure that `parts` states for this cell."""
    kinds = parts.kinds
    if "same" in kinds or not parts.quantities:
        return asked(slot, text, "number_same_in_raw", slot.known.previous)
    quantity = parts.quantities[0]
    if "points" in kinds or (kinds & {"fall", "rise"} and "to" not in kinds):
        return asked(slot, text, "number_change_in_raw")
    total = any(token.text == "累计" for token in parts.rest)
    if total and not slot.to_date:
        return asked(slot, text, "number_running_total")
    if kinds & {"yoy", "base"} and "to" not in kinds and not total:
        return asked(slot, text, "number_text")
    confirmed = "confirmed" in kinds
    if quantity.unit is None:
        return _bare(slot, text, quantity, confirmed)
    return _with_unit(slot, text, quantity, quantity.unit, confirmed)


def _bare(slot: Slot, text: str, quantity: Quantity, confirmed: bool) -> Typed:
    """A number without a unit: 12, 1.96万, 0.15 in a share."""
    typed = quantity.typed
    if typed is not None:
        if asks_percent(slot) and 0 < typed <= 1 and not quantity.sign:
            return _share_or_percent(slot, text, typed, confirmed)
        return settle(slot, text, _signed(quantity, typed), confirmed=confirmed)
    own = slot.own
    if own.measures == "money" and own.factor > 1:
        # 2.67万 in a 万元 column: the unit with its 元 left out, or another unit.
        times = quantity.value / own.factor
        if any(
            quantity.text.endswith(name) and own.text.startswith(name) for name in ("千万", "百万", "亿", "万", "千")
        ):
            return settle(
                slot, text, tidy(times), (note("synonym", found=quantity.text, unit=slot.uom),), confirmed=confirmed
            )
        return asked(slot, text, "number_wrong_unit", times, converted=_folded(slot, times))
    return _multiplied(slot, text, quantity, confirmed)


def _multiplied(slot: Slot, text: str, quantity: Quantity, confirmed: bool) -> Typed:
    value = tidy(quantity.value)
    if Fraction(value) != quantity.value:
        return asked(slot, text, "number_decimals", quantity.value)
    said = note("multiplied", found=quantity.text, value=plain(value), digits=quantity.digits)
    return settle(slot, text, _signed(quantity, value), (said,), confirmed=confirmed)


def _share_or_percent(slot: Slot, text: str, typed: Decimal, confirmed: bool) -> Typed:
    """0.15 in a share: 0.15 % or 15 %? Numerator and denominator decide where they are known."""
    hundred = tidy(typed * 100)
    num, den = slot.known.num, slot.known.den
    if num is not None and den:
        real = Fraction(num) / Fraction(den) * 100
        fitting = [one for one in (typed, hundred) if agrees(real, one)]
        if len(fitting) == 1:
            said = note("by_counts", words=f"{plain(fitting[0])}%")
            return settle(slot, text, fitting[0], (said,), confirmed=confirmed)
    return asked(slot, text, "number_share_or_percent", hundred, typed=plain(typed), hundred=plain(hundred))


def _with_unit(slot: Slot, text: str, quantity: Quantity, unit: Uom, confirmed: bool) -> Typed:
    own = slot.own
    if not unit.same_kind(own):
        if unit.measures == "share" and slot.nature == "count":
            return asked(slot, text, "number_percent_in_count")
        return asked(slot, text, "number_wrong_unit", converted="不能换算")
    if unit.factor == own.factor:
        if quantity.typed is None and quantity.multiplied:
            return _multiplied(slot, text, quantity, confirmed)
        if quantity.typed is not None:
            return settle(
                slot, text, _signed(quantity, quantity.typed), (_unit_note(slot, quantity, unit),), confirmed=confirmed
            )
    value = quantity.value * unit.factor / own.factor
    if own.measures != "time":
        if (
            quantity.multiplied
            and own.factor == 10**4
            and unit.factor == 1
            and quantity.text.endswith(f"万{unit.text}")
        ):
            said = note("unit", unit=f"万{unit.text}")
            return settle(slot, text, tidy(value), (said,), confirmed=confirmed)
        return asked(slot, text, "number_wrong_unit", value, converted=_folded(slot, value))
    short = tidy(value)
    code = "converted" if Fraction(short) == value else "converted_about"
    said = note(code, found=quantity.text, value=plain(short), unit=slot.uom)
    return settle(slot, text, _signed(quantity, short), (said,), confirmed=confirmed)


def _unit_note(slot: Slot, quantity: Quantity, unit: Uom) -> str:
    if unit.text == "%":
        return note("percent")
    if unit.text == slot.own.text:
        return note("unit", unit=slot.uom)
    return note("synonym", found=quantity.text, unit=slot.uom)


def _folded(slot: Slot, value: Fraction) -> str:
    """The converted figure in words: 折合33402000万元."""
    short = tidy(value)
    return f"{'折合' if Fraction(short) == value else '约合'}{plain(short)}{slot.uom}"


def _signed(quantity: Quantity, value: Decimal) -> Decimal:
    return -value if quantity.sign == "-" else value
