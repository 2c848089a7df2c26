"""Numbers written in Chinese characters: 十二, 一百零五, 壹拾, 二〇二五, 三点五, 半."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇○", "一壹", "二两贰兩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_TENS = {"廿": 20, "卅": 30}

CHARACTERS = "".join((*_DIGITS, *_SMALL, *_LARGE, *_TENS, "点半"))
"""Every character a Chinese numeral may hold."""


class Numeral(NamedTuple):
    """A numeral's value; `doubtful` where people read it in more than one way (一百二, 三五)."""

    value: Decimal
    doubtful: bool = False


def read(text: str) -> Numeral | None:
    """The number `text` (numeral characters only) stands for, None where it is no numeral."""
    if text == "半":
        return Numeral(Decimal("0.5"))
    whole, point, decimals = text.partition("点")
    if point:
        number = read(whole)
        if number is None or not decimals or not all(character in _DIGITS for character in decimals) or "半" in whole:
            return None
        digits = "".join(str(_DIGITS[character]) for character in decimals)
        return Numeral(Decimal(f"{number.value}.{digits}"), number.doubtful)
    if not text or not all(character in _DIGITS or _rank(character) for character in text):
        return None
    if all(character in _DIGITS for character in text):
        return _spelled(text)
    return _counted(text)


def _rank(character: str) -> int:
    return _SMALL.get(character) or _LARGE.get(character) or _TENS.get(character) or 0


def _spelled(text: str) -> Numeral:
    """Digit by digit: 二〇二五. Two plain digits (三五, 一二) may mean "three to five"."""
    value = Decimal("".join(str(_DIGITS[character]) for character in text))
    return Numeral(value, doubtful=len(text) == 2 and not any(_DIGITS[character] == 0 for character in text))


def _counted(text: str) -> Numeral | None:
    """With 十, 百, 千, 万, 亿: ranks fall within a section, 零 stands for skipped ranks."""
    total = section = 0
    digit: int | None = None
    rank_before, large_before = 10**4, 10**16
    zero = False
    for character in text:
        if character in _DIGITS:
            value = _DIGITS[character]
            if digit is not None:
                return None
            zero, digit = (True, None) if value == 0 else (zero, value)
        elif character in _TENS:
            if digit is not None or rank_before <= 10:
                return None
            section, rank_before, zero = section + _TENS[character], 10, False
        elif character in _SMALL:
            rank = _SMALL[character]
            if rank >= rank_before or (digit is None and rank != 10):
                return None
            section, rank_before, digit, zero = section + (digit or 1) * rank, rank, None, False
        else:
            rank = _LARGE[character]
            section += digit or 0
            if rank >= large_before or not section:
                return None
            total += section * rank
            section, digit, rank_before, large_before, zero = 0, None, 10**4, rank, False
    if digit is None:
        return Numeral(Decimal(total + section))
    last = large_before if rank_before == 10**4 else rank_before
    if zero or not 100 <= last <= 10**8:
        return Numeral(Decimal(total + section + digit))
    return Numeral(Decimal(total + section + digit * (last // 10)), doubtful=True)
