"""Where the lines of a paragraph break on a screen: by cells, no character halved, no mark at the start of a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from evaltui.text import width
from evaltui.tui.cells import NO_LINE_END, NO_LINE_START, in_word

TAB: Final = "  "
"""What a tab is drawn as."""
_LONGEST_WORD: Final = 24
_MOST_MARKS: Final = 6


def drawn(part: str) -> str:
    """What a grapheme is drawn as: itself, blanks for a tab, nothing where it has no cell of its own."""
    if part == "\t":
        return TAB
    return part if part.isprintable() or width(part) else ""


def part_width(part: str, *, wide: bool) -> int:
    """Cells of one grapheme as `drawn`; `wide` where the terminal draws ambiguous characters two cells wide."""
    return len(TAB) if part == "\t" else width(part, ambiguous=2 if wide else 1)


def break_lines(parts: Sequence[str], widths: Sequence[int], cells: int) -> tuple[tuple[int, int], ...]:
    """(start, end) of every line of one paragraph of graphemes; one empty line for an empty paragraph.

    A line takes at most `cells` - 1 cells, so that the caret has a cell behind it; one blank may stand in that last
    cell instead of beginning the next line.
    """
    room = max(cells - 1, 2)
    lines: list[tuple[int, int]] = []
    start = used = 0
    at = 0
    while at < len(parts):
        if used + widths[at] <= room or at == start:
            used += widths[at]
            at += 1
            continue
        if parts[at] == " " and used <= room:
            end = at + 1
        else:
            end = _good_break(parts, start, at)
        lines.append((start, end))
        start = at = end
        used = 0
    if start < len(parts) or not lines:
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
