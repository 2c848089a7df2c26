"""A text laid out in lines of cells: which place stands in which line and cell, paragraph by paragraph.

A *place* is a number of graphemes from the start of the text, a line break counting as one. Only paragraphs that
changed are broken into lines again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from evaltui.text import graphemes, width, word_count
from evaltui.tui.cells import NO_LINE_END, NO_LINE_START, in_word

TAB: Final = "  "
"""What a tab is drawn as."""
_LONGEST_WORD: Final = 24
_MOST_MARKS: Final = 6


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph in lines: its graphemes, the cells before each of them in its line, (start, end) of every line,
    which graphemes are marked, and its 字数.
    """

    parts: tuple[str, ...]
    widths: tuple[int, ...]
    lines: tuple[tuple[int, int], ...]
    marked: frozenset[int]
    words: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line on the screen: the places `start` to `end`, of a paragraph that begins at `first`.

    `soft`: the paragraph goes on in the next row, so the place `end` belongs to that one.
    """

    start: int
    end: int
    first: int
    paragraph: Paragraph
    soft: bool


class Layout:
    """All rows of a text, for one width."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.rows: list[Row] = []
        self.words = 0
        first = 0
        for paragraph in paragraphs:
            last = len(paragraph.lines) - 1
            for at, (start, end) in enumerate(paragraph.lines):
                self.rows.append(Row(first + start, first + end, first, paragraph, at < last))
            first += len(paragraph.parts) + 1
            self.words += paragraph.words
        self._starts = [row.start for row in self.rows]

    def row_of(self, place: int, *, at_end: bool = False) -> int:
        """The row of a place; `at_end` True: where two rows meet, the end of the upper one."""
        found = bisect_right(self._starts, place) - 1
        if at_end and found and self.rows[found].start == place and self.rows[found - 1].soft:
            return found - 1
        return found

    def column(self, row: int, place: int) -> int:
        """Cells before a place in its row."""
        at = self.rows[row]
        return sum(at.paragraph.widths[at.start - at.first : place - at.first])

    def place(self, row: int, column: int) -> tuple[int, bool]:
        """The place in a row nearest to a column from the left, and whether it is the end of a row that goes on."""
        at = self.rows[row]
        passed = 0
        for place in range(at.start, at.end):
            size = at.paragraph.widths[place - at.first]
            if passed + size > column:
                return place, False
            passed += size
        return at.end, at.soft


class LayoutMaker:
    """Lays texts out, and keeps the paragraphs of the last one."""

    def __init__(self, marks: re.Pattern[str] | None = None) -> None:
        self._marks = marks
        self._kept: dict[str, Paragraph] = {}
        self._kept_for: tuple[int, bool] = (0, False)

    def lay_out(self, text: str, cells: int, *, wide: bool) -> Layout:
        """`text` in lines of `cells` cells; `wide` where ambiguous characters take two."""
        known = self._kept if self._kept_for == (cells, wide) else {}
        fresh: dict[str, Paragraph] = {}
        paragraphs = []
        for piece in text.split("\n"):
            found = fresh.get(piece) or known.get(piece)
            if found is None:
                found = self._lay_out_paragraph(piece, cells, wide=wide)
            fresh[piece] = found
            paragraphs.append(found)
        self._kept, self._kept_for = fresh, (cells, wide)
        return Layout(paragraphs)

    def _lay_out_paragraph(self, text: str, cells: int, *, wide: bool) -> Paragraph:
        parts = tuple(graphemes(text))
        widths = tuple(_part_width(part, wide=wide) for part in parts)
        marked: set[int] = set()
        if self._marks is not None and (found := list(self._marks.finditer(text))):
            ends = list(accumulate(len(part) for part in parts))
            for match in found:
                marked.update(range(bisect_right(ends, match.start()), bisect_right(ends, match.end() - 1) + 1))
        return Paragraph(parts, widths, break_lines(parts, widths, cells), frozenset(marked), word_count(text))


def drawn(part: str) -> str:
    """What a grapheme is drawn as: itself, blanks for a tab, nothing where it has no cell of its own."""
    if part == "\t":
        return TAB
    return part if width(part) else ""


def _part_width(part: str, *, wide: bool) -> int:
    return len(TAB) if part == "\t" else width(part, ambiguous=2 if wide else 1)


def break_lines(parts: Sequence[str], widths: Sequence[int], cells: int) -> tuple[tuple[int, int], ...]:
    """(start, end) of every line of one paragraph of graphemes; one empty line for an empty paragraph.

    A line takes at most `cells` - 1 cells, so that the caret has a cell behind it; one blank may stand in that last
    cell instead of beginning the next line. No closing mark begins a line and no opening mark ends one where a break
    nearby avoids it; Latin words and numbers are kept whole.
    """
    room = max(cells - 1, 2)
    lines: list[tuple[int, int]] = []
    start = used = at = 0
    while at < len(parts):
        if at == start or used + widths[at] <= room:
            used += widths[at]
            at += 1
            continue
        end = at + 1 if parts[at] == " " else _good_break(parts, start, at)
        lines.append((start, end))
        start = at = end
        used = 0
    # Also after a blank that hangs at the very end: the caret behind it needs a cell.
    lines.append((start, len(parts)))
    return tuple(lines)


def _good_break(parts: Sequence[str], start: int, at: int) -> int:
    """The last place from `at` back at which a line may end; `at` itself where there is none near."""
    end = at
    marks = 0
    while end > start + 1 and at - end < _LONGEST_WORD and marks <= _MOST_MARKS:
        before, after = parts[end - 1], parts[end]
        if after in NO_LINE_START or before in NO_LINE_END:
            marks += 1
        elif not (in_word(before) and in_word(after)):
            return end
        end -= 1
    return at
