"""Official wording in proper Chinese typography: full-width punctuation, no stray spaces (X-33 of the notice)."""

from __future__ import annotations

import re

_CJK = "\u2e80-\u2fdf\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60"
_SPACES = "[ \u00a0\u2002-\u200b\u202f\u3000]"
_BETWEEN_CJK = re.compile(f"(?<=[{_CJK}]){_SPACES}+(?=[{_CJK}])")
_BRACKETS = re.compile(r"\(\s*([^()]*?)\s*\)")
_MARKS = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
_MARK = re.compile(f"(?<=[{_CJK}]){_SPACES}*([,:;?!]){_SPACES}*|(?<=[）%]){_SPACES}*([,:;])(?=[{_CJK}])")
_HAS_CJK = re.compile(f"[{_CJK}]")


def typeset(text: str) -> str:
    """`text` with full-width brackets and marks where it is Chinese, and without spaces inside Chinese words.

    Numbers, comparators and units (≥2.5m², 12.5%) stay half-width. Line breaks stay. Typesetting twice changes nothing.
    """
    if not _HAS_CJK.search(text):
        return text
    lines = (_line(line.strip(" \u00a0\u3000")) for line in text.split("\n"))
    return "\n".join(lines)


def _line(text: str) -> str:
    """One pass can bring the next mark beside a Chinese one, so passes go on until nothing changes."""
    while (mended := _mended(text)) != text:
        text = mended
    return text


def _mended(text: str) -> str:
    text = _BRACKETS.sub(lambda found: f"（{found[1]}）", text)
    text = re.sub(f"{_SPACES}*（{_SPACES}*", "（", text)
    text = re.sub(f"{_SPACES}*）", "）", text)
    text = _MARK.sub(lambda found: _MARKS[found[1] or found[2]], text)
    return _BETWEEN_CJK.sub("", text)


def sealed_name(name: str, region: str) -> str:
    """A unit's name as its seal has it: 市应急管理局 -> 海安市应急管理局; a town's name stays.

    What a region says of itself in brackets (云川市（演示）) is on no seal.
    """
    region = region.partition("（")[0]
    if region.endswith("市") and name.startswith("市"):
        return region + name[1:]
    return name
