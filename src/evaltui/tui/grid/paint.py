"""Grid lines as spans: what each cell says, in which style, at which column of the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from evaltui.assess.results import Assessment, YearCell
from evaltui.catalogue.words import ATTRIBUTE, RATING
from evaltui.store.record import Record
from evaltui.text import plain, shown, width
from evaltui.tui.book import Overlay
from evaltui.tui.cells import Glyphs, Line, Span, fit
from evaltui.tui.grid.editbuf import EditBuf
from evaltui.tui.grid.model import MINE, Column, Grid, Judged, Place, Row, figure_at, shows
from evaltui.tui.grid.motion import Cursor

STATE_SHORT = {
    "not_occurred": "未发生",
    "not_applicable": "不适用",
    "not_available": "暂缺",
    "by_superior": "上级统",
    "no_system": "无制度",
}
"""Year states in at most six cells."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a cell's text depends on. `assessments` None: the engine is still being loaded."""

    record: Record
    assessments: Mapping[tuple[str, str], Assessment] | None
    overlays: Mapping[Place, Overlay]
    yoy: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where things stand in a view of `cells` cells: columns from `left` on are shown as (column, x)."""

    cells: int
    name: int
    label: int
    columns: tuple[tuple[int, int], ...]
    right: int
    more_left: bool
    more_right: bool
    owner: int
    target: int
    attribute: int

    def x_of(self, column: int) -> int | None:
        """Screen column of a grid column, None where it is scrolled away."""
        return next((x for at, x in self.columns if at == column), None)


RATING_CELLS = 10


def geometry(grid: Grid, cells: int, left: int) -> Geometry:
    """Lay the columns out: the name frozen at the left, the ratings at the right, the rest scrolls between them."""
    wide = cells >= 110
    mine = grid.id == MINE
    owner = (4 if wide else 2) if mine else 0
    target = 8 if wide and mine else 0
    attribute = 6 if wide and mine else 0
    right_width = RATING_CELLS + sum(part + 1 for part in (owner, target, attribute) if part)
    right = cells - right_width
    start = grid.name_width + 1 + grid.label_width
    shown_columns: list[tuple[int, int]] = []
    x = start
    for at in range(left, len(grid.columns)):
        need = grid.columns[at].width + 1
        if x + need > right - 1:
            break
        shown_columns.append((at, x + 1))
        x += need
    more_right = bool(grid.columns) and (not shown_columns or shown_columns[-1][0] < len(grid.columns) - 1)
    return Geometry(
        cells,
        grid.name_width,
        grid.label_width,
        tuple(shown_columns),
        right,
        left > 0,
        more_right,
        owner,
        target,
        attribute,
    )


def scroll_to(grid: Grid, cells: int, left: int, column: int) -> int:
    """The first scrolling column, so that `column` is on the screen."""
    if column < left:
        return column
    while left < column and geometry(grid, cells, left).x_of(column) is None:
        left += 1
    return left


@dataclass
class Painter:
    """Paints lines of one grid and keeps those that did not change."""

    grid: Grid
    glyphs: Glyphs
    _cache: dict[tuple[object, ...], Line] = field(default_factory=dict)

    def header(self, at: Geometry) -> Line:
        """The column titles."""
        out = [fit("指标", at.name), " ", fit("<" if at.more_left else "", at.label, "right")]
        end = at.name + 1 + at.label
        for index, x in at.columns:
            column = self.grid.columns[index]
            out.append(
                " " * (x - end)
                + fit(column.title, column.width, "left" if column.kind in ("target", "attribute") else "right")
            )
            end = x + column.width
        out.append(fit(" >" if at.more_right else "", at.right - end))
        heads = [(at.owner, ""), (at.target, "目标"), (at.attribute, "属性")]
        out.extend(fit(title, size) + " " for size, title in heads if size)
        out.append(fit("评价", at.cells - at.right - sum(size + 1 for size, _ in heads if size)))
        return ((self.glyphs.show("".join(out)), "header"),)

    def line(self, index: int, at: Geometry, facts: Facts, version: int, cursor: Cursor, edit: EditBuf | None) -> Line:
        """One line; `version` changes whenever the facts do."""
        here = self.grid.lines[index]
        on_row = self.grid.lines[cursor.line].row == here.row if self.grid.lines else False
        mine = cursor if on_row or cursor.anchor is not None else None
        key = (index, at, version, mine, edit if cursor.line == index else None)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) > 4000:
                self._cache.clear()
            found = self._cache[key] = self._paint(index, at, facts, cursor, edit, on_row)
        return found

    def _paint(
        self, index: int, at: Geometry, facts: Facts, cursor: Cursor, edit: EditBuf | None, on_row: bool
    ) -> Line:
        here = self.grid.lines[index]
        row = self.grid.rows[here.row]
        ground = "stripe" if here.row % 2 else ""
        dim = f"{ground}+dim" if ground else "dim"
        place = self.glyphs.fit
        name_style = f"{ground}+cursor_row" if on_row else ground
        spans: list[Span] = [
            (place(here.name, at.name) + " ", name_style),
            (place(_label(here.label, row), at.label), dim),
        ]
        end = at.name + 1 + at.label
        covered = -1
        for column, x in at.columns:
            if x <= covered:
                continue
            size = self.grid.columns[column].width
            spans.append((" " * (x - end), ground))
            on_cell = (cursor.line, cursor.column) == (index, column)
            if on_cell and edit is not None:
                size = edit_cells(edit, size, at.right - x - 1)
                text, _ = edit.window(size)
                spans.append((place(text, size), "edit"))
                covered = x + size
            else:
                text, style, align = self.cell(index, column, facts)
                text = place(text, size, align)
                if on_cell:
                    style = "cursor"
                elif cursor.covers(index, column):
                    style = "selected"
                else:
                    style = f"{ground}+{style}" if ground else style
                spans.append((text, style))
            end = x + size
        spans.append((" " * (at.right - end), ground))
        spans.extend(self._right(row, here.owner, here.index, at, facts, ground))
        return tuple(spans)

    def cell(self, index: int, column: int, facts: Facts) -> tuple[str, str, str]:
        """(text, style, alignment) of one cell."""
        here, over = self.grid.lines[index], self.grid.columns[column]
        row = self.grid.rows[here.row]
        if over.kind != "year":
            return self._judged_cell(row, over, here.index, facts)
        place = self.grid.place(index, column)
        if place is None or (place.part == "fall" and place.year == row.base):
            return "", "dim", "right"
        overlay = facts.overlays.get(place)
        if overlay is not None:
            return overlay.text, "failed" if overlay.state == "failed" else "", "right"
        figure = figure_at(facts.record, place)
        fixed = bool(row.why_not)
        if shows(figure, place.part):
            if figure.raw:
                return f"{figure.raw}？", "question", "right"
            if figure.state:
                return STATE_SHORT.get(figure.state, figure.state), "dim" if fixed else "pending", "right"
            if figure.value is not None:
                mark = "同" if figure.reading == "yoy" else "*" if figure.flag else ""
                return number(figure.value, over.width - width(mark)) + mark, "dim" if fixed else "", "right"
        derived = self._derived(row, place, facts)
        if derived is not None:
            return rounded(derived, over.width, fine=place.part == "raw"), "dim", "right"
        if facts.assessments is None and (figure.value is not None or fixed):
            return "…", "dim", "right"
        if fixed or figure.answered:
            return "", "dim", "right"
        return "_" * over.width, "dim", "right"

    def _derived(self, row: Row, place: Place, facts: Facts) -> Decimal | None:
        """What the engine makes of the other line's figure, or of a ratio's parts."""
        year = year_cell(row, place.year, facts)
        if year is None:
            return None
        if place.part == "fall":
            return year.yoy if place.measure in facts.yoy else year.fall
        return year.raw

    def _judged_cell(self, row: Row, over: Column, line: int, facts: Facts) -> tuple[str, str, str]:
        judged = row.judged[0] if row.judged and line == 0 else None
        if judged is None:
            return "", "dim", "right"
        if over.kind == "target":
            return judged.indicator.target_text or "待定", "", "left"
        if over.kind == "attribute":
            return ATTRIBUTE[judged.indicator.attribute], "", "left"
        if facts.assessments is None:
            return "…", "dim", "right"
        found = facts.assessments.get(judged.key)
        value = None if found is None else found.aggregate_actual if over.kind == "to_date" else found.aggregate_all
        if value is None:
            return "", "", "right"
        return (rounded(value, over.width) if row.falls else number(tidy(value), over.width)), "", "right"

    def _right(self, row: Row, owner: str, line: int, at: Geometry, facts: Facts, ground: str) -> list[Span]:
        judged = row.of_owner(owner) if owner else ()
        place = self.glyphs.fit
        spans: list[Span] = []
        dim = f"{ground}+dim" if ground else "dim"
        first = judged[0] if judged else None
        if at.owner:
            spans.append((place(owner[:1] if at.owner < 4 else owner, at.owner) + " ", dim))
        if at.target:
            spans.append((place(first.indicator.target_text if first else "", at.target) + " ", ground))
        if at.attribute:
            spans.append((place(ATTRIBUTE[first.indicator.attribute] if first else "", at.attribute) + " ", dim))
        size = at.cells - at.right - sum(part + 1 for part in (at.owner, at.target, at.attribute) if part)
        text, style = rating_cell(judged, facts) if judged else ("", "")
        spans.append((place(text, size), f"{ground}+{style}" if ground and style else ground or style))
        return spans


def _label(label: str, row: Row) -> str:
    """The upper line of a row that is computed says so."""
    if row.why_not and label == "原始值":
        return "计算值" if row.measure.ratio is not None else "只读"
    return label


def edit_cells(edit: EditBuf, cells: int, room: int) -> int:
    """How wide the field being typed in is: the column, or as wide as its text while there is room at its right."""
    return max(cells, min(width(edit.text) + 1, room))


def year_cell(row: Row, year: int, facts: Facts) -> YearCell | None:
    """The engine's view of one year of a row."""
    if facts.assessments is None:
        return None
    for judged in row.judged:
        found = facts.assessments.get(judged.key)
        if found is None:
            continue
        if found.base is not None and found.base.year == year:
            return found.base
        for cell in found.years:
            if cell.year == year:
                return cell
    return None


def rating_word(assessment: Assessment, judged: Judged) -> str:
    """The printed word of the effective rating."""
    own = judged.plan.rating.words.get(assessment.effective)
    return own.word if own is not None else RATING.get(assessment.effective, assessment.effective)


def rating_style(assessment: Assessment, judged: Judged) -> str:
    """The style of a rating; a plan's own word is coloured as what it counts as."""
    own = judged.plan.rating.words.get(assessment.effective)
    name = own.counts_as if own is not None else assessment.effective
    return name if name in ("ahead", "on_track", "behind") else "pending"


def rating_cell(judged: tuple[Judged, ...], facts: Facts) -> tuple[str, str]:
    """The rating of one owner's indicators on a row, and its style; + where they differ between plans."""
    if facts.assessments is None:
        return "…", "dim"
    found = [(facts.assessments[item.key], item) for item in judged if item.key in facts.assessments]
    if not found:
        return "", "dim"
    first, item = found[0]
    differ = any(other.effective != first.effective for other, _ in found[1:])
    return rating_word(first, item) + ("+" if differ else ""), rating_style(first, item)


def number(value: Decimal, cells: int) -> str:
    """A figure in at most `cells` cells: as typed where that fits, else with fewer decimals."""
    text = plain(value)
    if len(text) <= cells and len(text.partition(".")[2]) <= 6:
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -exponent <= 4:
            return text
    return rounded(value, cells)


def rounded(value: Decimal, cells: int, *, fine: bool = False) -> str:
    """A computed figure: two decimals, fewer where there is no room, ### where there is none at all.

    `fine`: up to four decimals for what is smaller than 1 (a rate of 0.0312 per 亿元).
    """
    for digits in (4, 3, 2, 1, 0) if fine and abs(value) < 1 and value else (2, 1, 0):
        text = shown(value, digits)
        if len(text) <= cells:
            return text
    return "#" * cells


def tidy(value: Decimal) -> Decimal:
    """A computed value without the zeros that exact arithmetic leaves behind its point."""
    return value.to_integral_value() if value == value.to_integral_value() else value.normalize()
