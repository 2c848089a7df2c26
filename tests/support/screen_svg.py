"""A terminal model's screen as an SVG picture: one rectangle and one glyph per cell, so that misalignment shows."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pyte

CELL, LINE = 9.0, 20.0
FOREGROUND, BACKGROUND = "d8dee9", "12161d"
_NAMED = {
    "black": "000000", "red": "cd3131", "green": "0dbc79", "brown": "c5a332", "blue": "2472c8", "magenta": "bc3fbc",
    "cyan": "11a8cd", "white": "e5e5e5", "brightblack": "7f8c9b", "brightred": "f14c4c", "brightgreen": "23d18b",
    "brightbrown": "f5f543", "brightblue": "3b8eea", "brightmagenta": "d670d6", "brightcyan": "29b8db", "brightwhite": "ffffff",
}  # fmt: skip  # pairs


def screen_svg(screen: pyte.Screen, *, caret: bool = True) -> str:
    """The screen as SVG; the hardware cursor as an outline."""
    cells: list[str] = []
    for y in range(screen.lines):
        row = screen.buffer[y]
        for x in range(screen.columns):
            char = row[x]
            if char.data == "":
                continue
            wide = x + 1 < screen.columns and row[x + 1].data == ""
            fore, back = _colour(char.fg, FOREGROUND), _colour(char.bg, BACKGROUND)
            if char.reverse:
                fore, back = back, fore
            size = CELL * (2 if wide else 1)
            left, top = x * CELL, y * LINE
            if back != BACKGROUND:
                cells.append(f'<rect x="{left}" y="{top}" width="{size + 0.4}" height="{LINE + 0.4}" fill="#{back}"/>')
            if char.data != " ":
                weight = ' font-weight="bold"' if char.bold else ""
                line = ' text-decoration="underline"' if char.underscore else ""
                cells.append(
                    f'<text x="{left + size / 2}" y="{top + 15}" text-anchor="middle" fill="#{fore}"{weight}{line}>'
                    f"{escape(char.data)}</text>"
                )
    if caret:
        cells.append(
            f'<rect x="{screen.cursor.x * CELL + 0.5}" y="{screen.cursor.y * LINE + 0.5}" width="{CELL - 1}" height="{LINE - 1}"'
            ' fill="none" stroke="#ff4fd8" stroke-width="1.5"/>'
        )
    width, height = screen.columns * CELL, screen.lines * LINE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<rect width="100%" height="100%" fill="#{BACKGROUND}"/>'
        '<g font-family="DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace" font-size="15">'
        + "".join(cells)
        + "</g></svg>\n"
    )


def _colour(name: str, default: str) -> str:
    if name == "default":
        return default
    return _NAMED.get(name, name)
