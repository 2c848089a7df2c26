"""Text on a screen of cells: spans, lines, wrapping, and how characters of ambiguous width are laid out.

A `Line` is a tuple of (text, style name) spans. Every width comes from `evaltui.text.width`, which counts ambiguous
characters (“ ” — … ·) as one cell. On a terminal that draws them two cells wide, `Glyphs.show` puts a filler after each: the layout
counts the pair as two cells and the driver never sends the filler.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from evaltui.text import cut, width

Span = tuple[str, str]
Line = tuple[Span, ...]

FILLER = "\ue000"
"""Second half of an ambiguous character on a wide terminal: counted as one cell, never sent."""

NO_LINE_START = frozenset("，。、；：？！）》」』”’％%)]}…,.;:?!")
NO_LINE_END = frozenset("（《「『“‘([{")


def ambiguous(char: str) -> bool:
    """True for the characters that terminals draw one or two cells wide."""
    return (
        char > "\x7f"
        and unicodedata.east_asian_width(char) == "A"
        and unicodedata.category(char) not in ("Mn", "Me", "Mc")
    )


@dataclass(frozen=True, slots=True)
class Glyphs:
    """How this terminal draws: `wide` True where ambiguous characters take two cells."""

    wide: bool = False

    def show(self, text: str) -> str:
        """`text` as it is laid out: a filler after each ambiguous character of a wide terminal."""
        if not self.wide or text.isascii():
            return text
        return "".join(char + FILLER if ambiguous(char) and char != FILLER else char for char in text)

    def fit(self, text: str, cells: int, align: str = "left") -> str:
        """`text` as it is laid out, in exactly `cells` cells: cut with … where too long, else padded."""
        laid = self.show(text)
        if width(laid) > cells:
            dots = self.show("…")
            head = cut(laid, max(cells - width(dots), 0))
            if laid[len(head) : len(head) + 1] == FILLER:
                head = head[:-1]
            laid = head + dots if width(head + dots) <= cells else cut(head, cells)
        return fit(laid, cells, align)


def spans_width(line: Iterable[Span]) -> int:
    """Cells that a line takes."""
    return sum(width(text) for text, _ in line)


def fit(text: str, cells: int, align: str = "left") -> str:
    """`text` in exactly `cells` cells: cut with … where too long, else padded. Never half a character."""
    size = width(text)
    if size > cells:
        text = cut(text, cells - 1) + "…" if cells > 1 else cut(text, cells)
        size = width(text)
    gap = " " * (cells - size)
    if align == "right":
        return gap + text
    if align == "center":
        half = (cells - size) // 2
        return " " * half + text + " " * (cells - size - half)
    return text + gap


def fit_line(line: Iterable[Span], cells: int, style: str = "") -> Line:
    """A line in exactly `cells` cells: spans cut at the edge, the rest filled in `style`."""
    out: list[Span] = []
    left = cells
    for text, name in line:
        size = width(text)
        if size > left:
            text = cut(text, left)
            size = width(text)
            if text:
                out.append((text, name))
            left -= size
            break
        if text:
            out.append((text, name))
        left -= size
    if left > 0:
        out.append((" " * left, style))
    return tuple(out)


def wrap(text: str, cells: int) -> tuple[str, ...]:
    """`text` in lines of at most `cells` cells, no closing mark at a line's start, no opening mark at its end.

    Runs of Latin letters and digits are kept whole where a line can hold them.
    """
    if cells < 4:
        return (cut(text, max(cells, 0)),)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph, cells))
    return tuple(lines)


def _wrap_paragraph(text: str, cells: int) -> list[str]:
    lines: list[str] = []
    line = ""
    used = 0
    for atom in _atoms(text):
        size = width(atom)
        if used + size > cells and line:
            lines.append(line)
            line, used = "", 0
            if atom == " ":
                continue
        while size > cells:
            head = cut(atom, cells)
            lines.append(head)
            atom = atom[len(head) :]
            size = width(atom)
        line += atom
        used += size
    lines.append(line)
    return lines


def _atoms(text: str) -> list[str]:
    """What may not be parted: words, and characters with the marks that cling to them."""
    atoms: list[str] = []
    for char in text:
        clings = char in NO_LINE_START or char == FILLER
        word = in_word(char)
        last = atoms[-1] if atoms else ""
        if last and (clings or last[-1] in NO_LINE_END or (word and in_word(last[-1]))) and len(last) < 24:
            atoms[-1] = last + char
        else:
            atoms.append(char)
    return atoms


def in_word(char: str) -> bool:
    """True for what is kept together at a line's end: Latin letters, digits, and signs between them."""
    return char.isascii() and (char.isalnum() or char in "+-%<>=./×")
