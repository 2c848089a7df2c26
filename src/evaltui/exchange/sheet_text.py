"""Text on its way into and out of a spreadsheet cell: what XML cannot hold, and legal sheet names."""

from __future__ import annotations

import re
from collections.abc import Container

from evaltui.text import clean

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_SHEET_ILLEGAL = re.compile(r"[\\/*?:\[\]]")
SHEET_NAME = 31
"""Characters of a sheet's name."""


def visible(text: str) -> str:
    """Text for people: cleaned, and with `_x0041_` written so that Excel shows it as it is."""
    return _escape(clean(text))


def exact(text: str) -> str:
    """Text that must come back character by character: whatever XML cannot hold is escaped the way Excel does it."""
    return _ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", _escape(text))


def needs_escapes(text: str) -> bool:
    """True where a cell can hold the text only with escapes, which not every program keeps."""
    return _LOOKS_ESCAPED.search(text) is not None or _ILLEGAL.search(text) is not None


def _escape(text: str) -> str:
    return _LOOKS_ESCAPED.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """What `exact` (or Excel) wrote, as it was."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def sheet_name(wanted: str, taken: Container[str]) -> str:
    """A legal name near `wanted`: no forbidden signs, at most 31 characters, unlike every one already `taken`.

    Excel counts UTF-16 units and ignores case; `taken` holds folded names.
    """
    base = _SHEET_ILLEGAL.sub(" ", clean(wanted)).replace("\n", " ").strip().strip("'") or "表"
    name, number = _shortened(base, SHEET_NAME), 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        tail = f"（{number}）"
        name = _shortened(base, SHEET_NAME - len(tail)) + tail
    return name


def _shortened(text: str, units: int) -> str:
    while len(text.encode("utf-16-le")) > 2 * units:
        text = text[:-1]
    return text
