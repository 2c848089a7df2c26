"""Small numbers in Chinese, as headings count years (前四年, 五年), and row numbers as ranges (第1—4、7行)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

_DIGITS = "零一二三四五六七八九"


def counted(number: int) -> str:
    """1..99 as it stands before a measure word: 二 is 两, so that 2 gives 前两年."""
    if not 1 <= number <= 99:
        raise ValueError(f"no heading counts {number} years")
    if number == 2:
        return "两"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")


def ranges(numbers: Sequence[int]) -> str:
    """Row numbers for a sentence, runs of three and more joined: 1 2 3 4 7 -> 1—4、7."""
    ordered = sorted(set(numbers))
    runs: list[list[int]] = [[ordered[0]]] if ordered else []
    for before, number in pairwise(ordered):
        if number == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 2 else "、".join(map(str, run)) for run in runs)


_MARKS = [*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0)]


def mark(number: int) -> str:
    """The sign of the n-th note: ① … ㊿, then [51]."""
    return chr(_MARKS[number - 1]) if number <= len(_MARKS) else f"[{number}]"
