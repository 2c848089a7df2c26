"""Blocks of cells as text: what a spreadsheet puts on the clipboard, and where its rows land in the grid."""

from __future__ import annotations

from collections.abc import Sequence

from evaltui.tui.grid.model import Grid, Part

Cells = tuple[tuple[str, ...], ...]


def parse_block(text: str) -> Cells:
    """Tab-separated text as cells: CRLF or LF, one trailing line break, "quoted" cells with breaks and "" in them."""
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    cell = ""
    quoted = False
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    at = 0
    while at < len(text):
        char = text[at]
        if quoted:
            if char == '"' and text[at + 1 : at + 2] == '"':
                cell += '"'
                at += 1
            elif char == '"':
                quoted = False
            else:
                cell += char
        elif char == '"' and not cell and _closes(text, at + 1):
            quoted = True
        elif char == "\t":
            row.append(cell)
            cell = ""
        elif char == "\n":
            rows.append((*row, cell))
            row, cell = [], ""
        else:
            cell += char
        at += 1
    rows.append((*row, cell))
    return tuple(tuple(" ".join(item.split()) for item in line) for line in rows)


def _closes(text: str, start: int) -> bool:
    """True where a quote that opens before `start` is closed again at the end of a cell."""
    at = start
    while (at := text.find('"', at)) >= 0:
        if text[at + 1 : at + 2] == '"':
            at += 2
        else:
            return text[at + 1 : at + 2] in ("", "\t", "\n")
    return False


def format_block(cells: Sequence[Sequence[str]]) -> str:
    """Cells as a spreadsheet takes them: tabs between, CRLF after each row."""
    return "".join("\t".join(row) + "\r\n" for row in cells)


def landing_lines(grid: Grid, start: int, count: int, *, each_line: bool) -> tuple[int, ...]:
    """The grid lines on which `count` rows of a block land, from line `start` on.

    A foreign block has one row per indicator: from a raw line it goes to raw lines; from a fall line to the falls of
    those that have one and to the figures of the others, as the printed form does. A block copied here (`each_line`)
    has a row per line.
    """
    part: Part = grid.lines[start].part
    found: list[int] = []
    for at in range(start, len(grid.lines)):
        if len(found) == count:
            break
        line = grid.lines[at]
        if not line.part:
            continue
        if not each_line:
            row = grid.rows[line.row]
            wanted: Part = "fall" if part == "fall" and row.falls else "raw"
            if line.part != wanted:
                continue
        found.append(at)
    return tuple(found)
