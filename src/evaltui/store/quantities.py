"""Tokens of a cell put together into quantities (12 起, 1.96 万, 1 小时 30 分), and what stands around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from evaltui.store.number_tokens import Kind, Token
from evaltui.store.uom import Uom


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a cell. `value` is exact and without sign; `typed` is the number with its zeros where nothing
    multiplied it. `digits`: how many were typed; `around`: indexes of its first and last token.
    """

    text: str
    value: Fraction
    typed: Decimal | None
    unit: Uom | None
    sign: str
    digits: int
    trouble: str
    notes: tuple[tuple[str, str], ...]
    around: tuple[int, int]
    multiplied: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell taken apart: its quantities, and the tokens that belong to none of them.

    `trailed`: something unknown follows a number directly (九成, 10²), so that it may not be the number it seems.
    `led`: 到 or 至 stands right before the first number.
    """

    quantities: tuple[Quantity, ...]
    rest: tuple[Token, ...]
    trailed: bool = False
    led: bool = False

    @property
    def kinds(self) -> frozenset[Kind]:
        """Kinds of the tokens around the quantities."""
        return frozenset(token.kind for token in self.rest)

    def first(self, kind: Kind) -> Token | None:
        """The first token of `kind` around the quantities."""
        return next((token for token in self.rest if token.kind == kind), None)


def take_apart(tokens: Sequence[Token]) -> Reading:
    """Group tokens into quantities; times of day and night add up (1小时30分, 一个半小时)."""
    quantities: list[Quantity] = []
    rest: list[Token] = []
    at = 0
    while at < len(tokens):
        if tokens[at].kind == "number":
            quantity = _quantity(tokens, at)
            if tokens[at - 1].kind == "sign" and at:
                rest.pop()
            if at and tokens[at - 1].text == "百分之":
                rest.pop()
            rest.extend(token for token in tokens[at : quantity.around[1] + 1] if token.kind == "more")
            quantities.append(quantity)
            at = quantity.around[1] + 1
        else:
            rest.append(tokens[at])
            at += 1
    ends = {quantity.around[1] for quantity in quantities}
    trailed = any(token.kind == "other" and at - 1 in ends for at, token in enumerate(tokens))
    first = quantities[0].around[0] if quantities else 0
    led = first > 0 and tokens[first - 1].kind == "to"
    return Reading(_joined(quantities), tuple(rest), trailed, led)


def _quantity(tokens: Sequence[Token], at: int) -> Quantity:
    number = tokens[at]
    value = Fraction(number.value) if number.value.is_finite() else Fraction(0)
    end, multiplied, unit = at, False, None
    text = number.text
    factor_before = 10**12
    while end + 1 < len(tokens):
        following = tokens[end + 1]
        if following.kind == "more":
            end += 1
        elif following.kind == "times" and not multiplied:
            end, multiplied, factor_before = end + 1, True, int(following.value)
            value *= factor_before
            text += following.text
        elif (
            multiplied
            and following.kind == "number"
            and end + 2 < len(tokens)
            and tokens[end + 2].kind == "times"
            and tokens[end + 2].value < factor_before
            and following.value.is_finite()
        ):  # 12万3千
            factor_before = int(tokens[end + 2].value)
            value += Fraction(following.value) * factor_before
            text += following.text + tokens[end + 2].text
            end += 2
        elif following.kind == "unit" and following.text != "百分之":
            end, unit = end + 1, following.unit
            text += following.text
            break
        else:
            break
    before = tokens[at - 1] if at else None
    start = at
    if before is not None and before.text == "百分之":
        unit, start, text = before.unit, at - 1, before.text + text
    sign = before.text if before is not None and before.kind == "sign" else ""
    return Quantity(
        text,
        value,
        None if multiplied else number.value,
        unit,
        sign,
        len(number.text.lstrip("0.").replace(".", "")),
        number.trouble,
        number.notes,
        (start - (1 if sign else 0), end),
        multiplied,
    )


def _joined(quantities: list[Quantity]) -> tuple[Quantity, ...]:
    done: list[Quantity] = []
    for quantity in quantities:
        last = done[-1] if done else None
        if last is not None and last.around[1] + 1 == quantity.around[0] and not (last.trouble or quantity.trouble):
            joined = _join(last, quantity)
            if joined is not None:
                done[-1] = joined
                continue
        done.append(quantity)
    return tuple(done)


def _join(left: Quantity, right: Quantity) -> Quantity | None:
    """1小时30分, 1小时半, 一个半小时; None where the two are two values."""
    text = left.text + right.text
    around = (left.around[0], right.around[1])
    if left.unit is None or right.sign:
        return None
    if right.text == "半" and left.unit.measures == "time":
        value, unit = left.value + Fraction(1, 2), left.unit
    elif (
        left.unit.text == "个"
        and right.text.startswith("半")
        and right.unit is not None
        and right.unit.measures == "time"
    ):
        value, unit = left.value + right.value, right.unit
    elif (
        right.unit is not None
        and left.unit.measures == right.unit.measures == "time"
        and left.unit.factor > right.unit.factor
        and right.value * right.unit.factor < left.unit.factor
    ):
        value, unit = left.value + right.value * right.unit.factor / left.unit.factor, left.unit
    else:
        return None
    return Quantity(text, value, None, unit, left.sign, 0, "", (), around)
