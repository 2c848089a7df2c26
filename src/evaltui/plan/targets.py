"""Targets as they are written: ">15", "≥2.5", "<0.2", 100, 待定; and the numbers a plan may hold."""

from __future__ import annotations

import re
from decimal import Decimal

from evaltui.plan.model import Comparator, Target

MOST_DECIMALS = 6
LARGEST = Decimal(10) ** 11
"""Numbers are smaller than this (rating.md: what the exact frame can multiply without rounding)."""

UNDECIDED = ("", "待定")
"""How a target that is not fixed yet is written."""

# Not NFKC, which would read 10² as 102.
_NARROW = {0xFF01 + step: 0x21 + step for step in range(94)} | {0x3000: 0x20}
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_TARGET = re.compile(rf"\s*(>=|<=|>|<|≥|≤|≧|≦)?\s*({_NUMBER.pattern})\s*%?\s*")
_SIGNS = {"≥": ">=", "≤": "<=", "≧": ">=", "≦": "<=", "": ">="}


def exact_number(raw: object) -> Decimal | None:
    """A TOML number, or text that is one, as an exact Decimal; None where it is none or goes beyond the limits."""
    if isinstance(raw, str) and len(raw) <= 40 and _NUMBER.fullmatch(raw.strip()):
        value = Decimal(raw.strip())
    elif isinstance(raw, (int, Decimal)) and not isinstance(raw, bool):
        value = Decimal(raw)
    else:
        return None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -MOST_DECIMALS or not (value == 0 or value.adjusted() < 11):
        return None
    # 0e999999 is a zero of a million digits once it is written out.
    return Decimal(f"{value:f}") if value else Decimal((0, (0,), min(exponent, 0)))


def parse_target(raw: object) -> tuple[Target | None, bool]:
    """(target, whether `raw` could be read). A number alone means ">="; "" and 待定 are read as no target.

    Full-width digits and signs, ≥ ≤ and a percent sign at the end are understood.
    """
    if isinstance(raw, str):
        folded = raw.translate(_NARROW)
        if folded.strip() in UNDECIDED:
            return None, True
        found = _TARGET.fullmatch(folded) if len(folded) <= 60 else None
        value = exact_number(found[2]) if found else None
        if found is None or value is None:
            return None, False
        sign = found[1] or ""
        return Target(Comparator(_SIGNS.get(sign, sign)), value), True
    value = exact_number(raw)
    return (None, False) if value is None else (Target(Comparator.GE, value), True)


def target_words(target: Target | None) -> str:
    """A target as plan.toml writes it; "" where there is none. `parse_target` reads it back."""
    return "" if target is None else f"{target.comparator}{target.value:f}"
