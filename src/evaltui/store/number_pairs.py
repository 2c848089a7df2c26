"""Cells with more than one number in them: ranges, fractions, 12/15=80%, two values."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from evaltui.store.number_checks import settle
from evaltui.store.quantities import Quantity, Reading
from evaltui.store.typed import MOST_DECIMALS, Slot, Typed, agrees, asked, decimals, note, quoted, tidy
from evaltui.text import plain


def as_written(slot: Slot, quantity: Quantity | None) -> Decimal | None:
    """The number a question may propose: as written, where its unit is the cell's own."""
    if quantity is None or quantity.typed is None or quantity.sign or not quantity.typed.is_finite():
        return None
    if quantity.unit is not None and quantity.unit.factor != slot.own.factor:
        return None
    return quantity.typed


def read_several(slot: Slot, text: str, parts: Reading) -> Typed:
    """What two numbers and more in one cell mean: nearly always a question."""
    kinds = parts.kinds
    if "slash" in kinds:
        return _fraction(slot, text, parts)
    if len(parts.quantities) == 2 and kinds & {"range", "to"} and not kinds & {"yoy", "base", "fall", "rise"}:
        return asked(slot, text, "number_range")
    values = "、".join(quoted(quantity.text) for quantity in parts.quantities[:4])
    return asked(slot, text, "number_two_values", _meant(slot, parts), values=values)


def _meant(slot: Slot, parts: Reading) -> Decimal | None:
    """The one of two numbers that this cell asks for, where the words beside them say so."""
    if len(parts.quantities) != 2:
        return None
    if not slot.takes_fall:
        if "to" in parts.kinds:  # 由98%提高到99%
            return as_written(slot, parts.quantities[1])
        fitting = [one for one in parts.quantities if one.unit is not None and one.unit.same_kind(slot.own)]
        return as_written(slot, fitting[0]) if len(fitting) == 1 and not parts.kinds & {"fall", "rise"} else None
    labels = [token.kind for token in parts.rest if token.kind in ("base", "yoy")]
    if sorted(labels) != ["base", "yoy"] or "rise" in parts.kinds:
        return None
    return as_written(slot, parts.quantities[labels.index("yoy" if slot.reading == "yoy" else "base")])


def _fraction(slot: Slot, text: str, parts: Reading) -> Typed:
    """12/15 is a question; 12/15=80% is a share with its parts."""
    num, den = (quantity.typed for quantity in parts.quantities[:2])
    share = slot.nature == "share" and not slot.takes_fall
    unsigned = not any(quantity.sign for quantity in parts.quantities)
    if num is None or den is None or den == 0 or not unsigned:
        return asked(slot, text, "number_fraction")
    percent = Fraction(num) / Fraction(den) * 100
    order = [token.kind for token in parts.rest if token.kind in ("slash", "equals")]
    if share and order == ["slash", "equals"] and len(parts.quantities) == 3:
        stated = parts.quantities[2]
        if stated.typed is None or (stated.unit is not None and stated.unit.text != "%"):
            return asked(slot, text, "number_fraction", percent)
        if decimals(stated.typed) > MOST_DECIMALS or not agrees(percent, stated.typed):
            found = plain(tidy(percent))
            return asked(slot, text, "number_fraction_differs", percent, computed=found, stated=plain(stated.typed))
        kept = note("fraction", num=plain(num), den=plain(den))
        return settle(slot, text, stated.typed, (kept,), num=num, den=den)
    return asked(slot, text, "number_fraction", percent if share and len(parts.quantities) == 2 else None)
