"""Tables as an xlsx workbook: one sheet each, real numbers, printable as they are, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from evaltui.catalogue.forms import CHOOSE
from evaltui.exchange import look
from evaltui.exchange.fitting import AROUND, LINE, height, pieces, wrapped
from evaltui.exchange.pen import Pen
from evaltui.exchange.printed import printed
from evaltui.exchange.sheet_text import sheet_name
from evaltui.exchange.tables import Cell, Column, Table
from evaltui.exchange.zipfix import repacked

TALLEST = 400.0
"""Points; a spreadsheet row ends at 409."""

LOWEST = 24.0
"""Points of a row of a form, so that a pen finds room."""

DEFAULT_WIDTH = 30.0
"""Millimetres of a column that says nothing about its width."""

_MEASURED = 2000
"""Characters that are measured of a text in a plain sheet; a row ends at TALLEST long before."""


def workbook_bytes(tables: Sequence[Table], when: datetime) -> bytes:
    """The tables as one xlsx file dated `when`: forms printed, 原始数据 plain, the id sheet very hidden."""
    book = Workbook()
    book.remove(book.active)
    pen = Pen()
    taken: set[str] = set()
    for table in tables:
        name = sheet_name(table.meta.get("sheet", table.title), taken)
        taken.add(name.casefold())
        sheet = book.create_sheet(name)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        if table.meta.get("role", "form") in ("form", "basis"):
            _Form(sheet, table, pen).write()
        else:
            _plain_sheet(sheet, table, pen)
    book.security = WorkbookProtection(lockStructure=True)
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue(), when, tables[0].title)


class _Form:
    """A sheet to be printed, written from top to bottom; `row` is the last one written."""

    def __init__(self, sheet: Worksheet, table: Table, pen: Pen) -> None:
        self.sheet, self.table, self.pen = sheet, table, pen
        self.widths = _widths(table)
        self.last = len(table.columns)
        self.row = 0

    def write(self) -> None:
        """The whole sheet: heading, column titles, rows, what stands below, page set-up."""
        table, sheet = self.table, self.sheet
        _set_widths(sheet, self.widths)
        self._annex()
        self._line(table.title, look.TITLE, look.TITLE_SIZE, look.CENTERED)
        for text in table.above:
            self._line(text, look.LINE, look.LINE_SIZE)
        self._header()
        header = self.row
        for cells in table.rows:
            self._cells(cells)
        _choices(sheet, table.columns, header + 1, self.row)
        end = self.row
        for text in table.below:
            self._line(text, look.NOTE, look.NOTE_SIZE)
        self._air(header + 1, end)
        look.set_page(sheet, header)
        sheet.freeze_panes = sheet.cell(header + 1, min(3, self.last))
        sheet.print_area = f"A1:{get_column_letter(self.last)}{self.row}"
        sheet.sheet_view.showGridLines = False

    def _annex(self) -> None:
        annex, marking = self.table.meta.get("annex", ""), self.table.meta.get("marking", "")
        if not annex and not marking:
            return
        self.row += 1
        middle = max(1, self.last // 2)
        self.pen.text(self.sheet.cell(self.row, 1), annex, look.ANNEX, look.LEFT)
        self._merge(1, middle)
        if self.last > 1:
            self.pen.text(self.sheet.cell(self.row, middle + 1), marking, look.MARKING, look.RIGHT)
            self._merge(middle + 1, self.last)
        self.sheet.row_dimensions[self.row].height = height(1, look.ANNEX_SIZE)

    def _line(self, text: str, font: Font, size: float, align: Alignment = look.LEFT) -> None:
        """One text over the whole width, in as many rows as it needs."""
        lines = wrapped(text, sum(self.widths), size)
        for piece, count in pieces(lines, _most_lines(size)):
            self.row += 1
            self.pen.text(self.sheet.cell(self.row, 1), piece, font, align)
            self._merge(1, self.last)
            self.sheet.row_dimensions[self.row].height = height(count, size)

    def _merge(self, first: int, last: int) -> None:
        """Joins the cells of this row; a merge of a single cell would make Excel offer a repair."""
        if last > first:
            self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=first, end_column=last)

    def _header(self) -> None:
        self.row += 1
        lines = 1
        for number, (column, width) in enumerate(zip(self.table.columns, self.widths, strict=True), 1):
            self.pen.text(self.sheet.cell(self.row, number), column.title, look.HEAD, look.CENTERED, look.GRID)
            lines = max(lines, len(wrapped(column.title, width, look.HEAD_SIZE)))
        self.sheet.row_dimensions[self.row].height = max(height(lines, look.HEAD_SIZE), LOWEST)

    def _cells(self, cells: Sequence[Cell]) -> None:
        """One row of the table, in as many sheet rows as its longest text needs."""
        most = _most_lines(look.BODY_SIZE)
        texts = [list(pieces(_lines(cell, width), most)) for cell, width in zip(cells, self.widths, strict=True)]
        count = max(len(parts) for parts in texts)
        for piece in range(count):
            self.row += 1
            border = _border(piece, count)
            for at, (cell, column) in enumerate(zip(cells, self.table.columns, strict=True)):
                target = self.sheet.cell(self.row, at + 1)
                if len(texts[at]) > 1 or piece:
                    part = texts[at][piece][0] if piece < len(texts[at]) else ""
                    self.pen.text(target, part, look.BODY, look.ALIGN[column.align], border)
                else:
                    self.pen.printed(target, cell, column, self.widths[at], border)
            lines = max(parts[piece][1] for parts in texts if piece < len(parts))
            self.sheet.row_dimensions[self.row].height = max(height(lines, look.BODY_SIZE), LOWEST)

    def _air(self, first: int, last: int) -> None:
        """Spreads what one page has left over the rows of the table, so that a short form is not cramped."""
        heights = self.sheet.row_dimensions
        spare = look.PAGE_HEIGHT - sum(heights[row].height for row in range(1, self.row + 1))
        if last < first or spare <= 0:
            return
        more = min(look.MOST_AIR, int(spare * 0.8 / (last - first + 1)))
        for row in range(first, last + 1):
            heights[row].height += more


def _most_lines(size: float) -> int:
    return int((TALLEST - AROUND) / (size * LINE))


def _lines(cell: Cell, width: float) -> tuple[str, ...]:
    text = printed(cell)
    return wrapped(text, width, look.BODY_SIZE) if isinstance(cell.value, str) else (text,)


def _border(piece: int, count: int) -> Border:
    if count == 1:
        return look.GRID
    if piece == 0:
        return look.OPEN_BELOW
    return look.OPEN_ABOVE if piece == count - 1 else look.OPEN


def _choices(sheet: Worksheet, columns: Sequence[Column], first: int, last: int) -> None:
    """A list to choose from where a column names its words; Excel's limits on such lists are kept."""
    for number, column in enumerate(columns, 1):
        listed = ",".join(column.choices)
        if not listed or last < first or len(listed) > 250 or '"' in listed or listed.count(",") >= len(column.choices):
            continue
        rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=True)
        rule.errorTitle = column.title.replace("\n", "")[:30]
        rule.error = CHOOSE.format(words="、".join(column.choices))[:220]
        letter = get_column_letter(number)
        rule.add(f"{letter}{first}:{letter}{last}")
        sheet.add_data_validation(rule)


def _plain_sheet(sheet: Worksheet, table: Table, pen: Pen) -> None:
    """A sheet for machines and for looking things up: its header follows the lines above, nothing is merged."""
    widths = _widths(table)
    _set_widths(sheet, widths)
    row = 0
    for text in table.above:
        row += 1
        pen.text(sheet.cell(row, 1), text, look.NOTE, look.UNWRAPPED)
    row += 1
    header = row
    for number, column in enumerate(table.columns, 1):
        pen.text(sheet.cell(row, number), column.title, look.HEAD, look.PLAIN, look.GRID)
    for cells in table.rows:
        row += 1
        lines = 1
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True), 1):
            pen.data(sheet.cell(row, number), cell)
            lines = max(lines, len(wrapped(printed(cell)[:_MEASURED], width, look.DATA_SIZE)))
        sheet.row_dimensions[row].height = min(height(lines, look.DATA_SIZE), TALLEST)
    sheet.freeze_panes = sheet.cell(header + 1, 1)
    look.set_page(sheet, header)
    if table.meta.get("role") == "identity":
        sheet.sheet_state = "veryHidden"


def _widths(table: Table) -> list[float]:
    return [column.width or DEFAULT_WIDTH for column in table.columns]


def _set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = look.column_width(width)
