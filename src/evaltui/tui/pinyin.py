"""Pinyin initials of Chinese text, so that a name can be found without an IME: 生产安全事故 -> scaqsg."""

from __future__ import annotations

from bisect import bisect_right

from evaltui.text import fold

# The 3755 common characters stand in GB 2312 in the order of their pinyin; these are the codes at which a new initial
# begins. The rarer ones stand by radical and are not in any such order.
_STARTS = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"), (0xB8C1, "g"), (0xB9FE, "h"),
    (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"),
    (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip  # pairs in rows
_CODES = tuple(code for code, _ in _STARTS)
_END = 0xD7F9
_ALSO = {
    "行": "h",
    "重": "c",
    "长": "z",
    "率": "s",
    "降": "x",
    "调": "t",
    "会": "k",
    "参": "s",
    "单": "s",
    "校": "j",
    "传": "z",
    "处": "c",
}
"""Second initials of characters with two readings that names of indicators, tasks and units hold."""


def initials(text: str) -> str:
    """The initial of each common character, letters and digits as they are, the rest left out."""
    return "".join(_initial(char) for char in text)


def _initial(char: str) -> str:
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    try:
        pair = char.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    code = int.from_bytes(pair, "big")
    if not _CODES[0] <= code <= _END:
        return ""
    return _STARTS[bisect_right(_CODES, code) - 1][1]


def matches(query: str, *names: str) -> int:
    """How well `query` finds one of `names`: 0 not at all, more is better; by text or by initials."""
    key = fold(query)
    if not key:
        return 1
    best = 0
    for name in names:
        folded = fold(name)
        if folded.startswith(key):
            best = max(best, 4)
        elif key in folded:
            best = max(best, 3)
        elif key.isascii():
            at = _found(key, name)
            best = max(best, 2 if at == 0 else 1 if at > 0 else 0)
    return best


def _found(key: str, name: str) -> int:
    """Where the initials of `name` spell `key`, either reading counting; -1 where nowhere."""
    spelled = [letter + _ALSO.get(char, "") for char in name if (letter := _initial(char))]
    for start in range(len(spelled) - len(key) + 1):
        if all(key[at] in spelled[start + at] for at in range(len(key))):
            return start
    return -1
