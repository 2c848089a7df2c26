"""What surrounds every page: the title line, the message line, the hint line, and the sentence of a screen too small."""

from __future__ import annotations

from collections.abc import Sequence

from evaltui.catalogue.words import ROLE
from evaltui.text import width
from evaltui.tui.actions import hints
from evaltui.tui.cells import Glyphs, Line, Span, fit, fit_line, wrap
from evaltui.tui.pages.home import deadline_words
from evaltui.tui.pages.page import Page
from evaltui.tui.source import Source


def title(source: Source, page: Page, status: str, cells: int, glyphs: Glyphs) -> Line:
    """Unit and page at the left; round, role, deadline and save state at the right, dropped from the left where tight."""
    settings = source.settings
    unit = settings.unit_by_id.get(page.unit) if page.unit else None
    who = unit.label if unit is not None else settings.office
    demo = "演示数据 " if settings.demo else ""
    left = f" {demo}{who} {page.name}"
    role = "" if page.unit and source.identity.unit is None else ROLE.get(source.identity.role, source.identity.role)
    if page.unit and source.identity.unit is None:
        role = ROLE.get(source.identity.role, "")
    parts = [settings.round.title, role, deadline_words(source, page.unit).rstrip("。").replace("，", " "), status]
    parts = [glyphs.show(part) for part in parts if part]
    room = cells - width(left) - 2
    while parts and sum(width(part) + 2 for part in parts) > room:
        parts.pop(0)
    right = "  ".join(parts) + " "
    return ((fit(glyphs.show(left), cells - width(right)), "title"), (right, "title_dim"))


def message(text: str, style: str, cells: int, glyphs: Glyphs) -> Line:
    """The message line."""
    return ((fit(f" {glyphs.show(text)}" if text else "", cells), style),)


def hint_line(ids: Sequence[str], cells: int, glyphs: Glyphs) -> Line:
    """The keys that matter now, as many as fit."""
    spans: list[Span] = []
    used = 0
    for key, word in hints(ids):
        pair: list[Span] = [(glyphs.show(f" {key} "), "key"), (glyphs.show(f"{word} "), "hint")]
        size = sum(width(text) for text, _ in pair)
        if used + size > cells:
            break
        spans += pair
        used += size
    return fit_line(spans, cells, "hint")


def too_small(cells: int, height: int, least: tuple[int, int]) -> list[Line]:
    """One sentence, and nothing else."""
    text = f"窗口太小（{cells}×{height}），请放大到{least[0]}×{least[1]}以上。"
    lines = [fit_line(((line, ""),), cells) for line in wrap(text, max(cells, 4))[:height]]
    return [*lines, *([((" " * cells, ""),)] * (height - len(lines)))]
