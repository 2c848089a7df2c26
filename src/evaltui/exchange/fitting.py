"""How text fits into a cell: line breaks estimated from character widths, so that no row cuts its text.

Row heights are not computed by the programs that open a file, and fonts differ between machines; the estimate is on the
wide side, for every font that may stand in for 仿宋.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

POINTS_PER_MM = 72 / 25.4
LINE = 1.45
"""Line height over font size; the fallback fonts of Linux need the most."""

AROUND = 1.5
"""Points above and below the lines of a row, together."""

_PADDING = 5.0
"""Points that a cell's borders and inner margins take from its width."""

_NARROW = frozenset("ijlft.,:;'|!()[] ")
_BROAD = frozenset("mwMW@%")
_NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕”’％%,.;:?!)]}")


def character_width(character: str, size: float) -> float:
    """Points that a character takes at a font size, rather too many than too few."""
    if east_asian_width(character) in "WFA":
        return size
    if character in _NARROW:
        return size * 0.4
    if character in _BROAD:
        return size * 0.95
    return size * (0.72 if character.isupper() else 0.6)


def text_width(text: str, size: float) -> float:
    """Points that a line takes."""
    return sum(character_width(character, size) for character in text)


def room(width_mm: float) -> float:
    """Points that text may take in a column."""
    return width_mm * POINTS_PER_MM - _PADDING


def wrapped(text: str, width_mm: float, size: float) -> tuple[str, ...]:
    """The lines in which `text` stands in a column: at its own breaks (kept at the end), and where the column is full."""
    usable = max(room(width_mm), size)
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _filled(part, usable, size)
        lines[-1] += "\n"
    lines[-1] = lines[-1][:-1]
    return tuple(lines)


def pieces(lines: Sequence[str], most: int) -> Iterator[tuple[str, int]]:
    """(text, number of lines) of each part of at most `most` lines; the parts together are the text."""
    for start in range(0, len(lines), most):
        part = lines[start : start + most]
        yield "".join(part), len(part)


def _filled(text: str, usable: float, size: float) -> Iterator[str]:
    line, used = "", 0.0
    for word in _words(text):
        taken = text_width(word, size)
        if line and used + taken > usable and word not in _NEVER_FIRST:
            yield line
            line, used = "", 0.0
        if taken > usable:
            for character in word:
                step = character_width(character, size)
                if line and used + step > usable:
                    yield line
                    line, used = "", 0.0
                line, used = line + character, used + step
            continue
        if line and used + taken > usable:
            # A mark that may not begin a line takes the character before it along.
            yield line[:-1]
            line, used = line[-1:], text_width(line[-1:], size)
        line, used = line + word, used + taken
    yield line


def _words(text: str) -> Iterator[str]:
    """What a line break does not divide: a wide character, or a run of narrow ones without a blank."""
    run = ""
    for character in text:
        if east_asian_width(character) in "WFA" or character == " " or character in _NEVER_FIRST:
            if run:
                yield run
                run = ""
            yield character
        else:
            run += character
    if run:
        yield run


def height(lines: int, size: float) -> float:
    """Points of a row that holds so many lines, in the quarter points that the file format knows."""
    return math.ceil((lines * size * LINE + AROUND) * 4) / 4
