"""Tables as an xlsx workbook: one sheet each, real numbers, printable as they are, the same bytes every time."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from evaltui.exchange import look
from evaltui.exchange.fitting import AROUND, LINE, height, room, text_width, wrapped
from evaltui.exchange.printed import number_format, printed
from evaltui.exchange.sheet_text import exact, sheet_name, visible
from evaltui.exchange.tables import Cell, Column, Table
from evaltui.exchange.zipfix import repacked

TALLEST = 400.0
"""Points; a spreadsheet row ends at 409."""

_FORMULA_SIGNS = ("=", "+", "-", "@")

DEFAULT_WIDTH = 30.0
"""Millimetres of a column that says nothing about its width."""


def workbook_bytes(tables: Sequence[Table], when: datetime) -> bytes:
    """The tables as one xlsx file dated `when`: forms printed, 原始数据 plain, the id sheet very hidden."""
    book = Workbook()
    book.remove(book.active)
    taken: set[str] = set()
    for table in tables:
        name = sheet_name(table.meta.get("sheet", table.title), taken)
        taken.add(name.casefold())
        sheet = book.create_sheet(name)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        if table.meta.get("role", "form") in ("form", "basis"):
            _printed_sheet(sheet, table)
        else:
            _plain_sheet(sheet, table)
    book.security = WorkbookProtection(lockStructure=True)
    out = io.BytesIO()
    book.save(out)
    return repacked(out.getvalue(), when, tables[0].title)


def _printed_sheet(sheet: Worksheet, table: Table) -> None:
    widths = _widths(table)
    last = len(table.columns)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = look.column_width(width)
    row = _heading(sheet, table, widths)
    header = row
    lines = max(
        len(wrapped(column.title, width, look.HEAD_SIZE)) for column, width in zip(table.columns, widths, strict=True)
    )
    for number, column in enumerate(table.columns, 1):
        _put(sheet.cell(row, number), column.title, look.HEAD, look.CENTERED, look.GRID)
    sheet.row_dimensions[row].height = height(lines, look.HEAD_SIZE)
    for cells in table.rows:
        row = _data_row(sheet, row + 1, cells, table.columns, widths)
    _choices(sheet, table, header + 1, row)
    for text in table.below:
        row += 1
        _line(sheet, row, text, last, sum(widths), look.NOTE, look.NOTE_SIZE)
    _air(sheet, header + 1, header + len(table.rows), row)
    look.set_page(sheet, header)
    sheet.freeze_panes = sheet.cell(header + 1, min(3, last))
    sheet.print_area = f"A1:{get_column_letter(last)}{row}"
    sheet.sheet_view.showGridLines = False


def _air(sheet: Worksheet, first: int, last: int, end: int) -> None:
    """Spreads what one page has left over the rows of the table, so that a short form is not cramped."""
    heights = sheet.row_dimensions
    spare = look.PAGE_HEIGHT - sum(heights[row].height for row in range(1, end + 1))
    if last < first or spare <= 0:
        return
    more = min(look.MOST_AIR, int(spare * 0.8 / (last - first + 1)))
    for row in range(first, last + 1):
        heights[row].height += more


def _heading(sheet: Worksheet, table: Table, widths: Sequence[float]) -> int:
    """Annex number and marking, title, the lines above; returns the row of the column titles."""
    last, row = len(table.columns), 1
    annex, marking = table.meta.get("annex", ""), table.meta.get("marking", "")
    if annex or marking:
        middle = max(1, last // 2)
        _put(sheet.cell(1, 1), annex, look.ANNEX, look.LINE_LEFT)
        if last > 1:
            _put(sheet.cell(1, middle + 1), marking, look.MARKING, look.RIGHT)
            _merge(sheet, 1, 1, middle)
            _merge(sheet, 1, middle + 1, last)
        sheet.row_dimensions[1].height = height(1, look.ANNEX_SIZE)
        row = 2
    _line(sheet, row, table.title, last, sum(widths), look.TITLE, look.TITLE_SIZE, look.CENTERED)
    for text in table.above:
        row += 1
        _line(sheet, row, text, last, sum(widths), look.LINE, look.LINE_SIZE)
    return row + 1


def _merge(sheet: Worksheet, row: int, first: int, last: int) -> None:
    """Joins the cells of one row; a merge of a single cell would make Excel offer a repair."""
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _line(
    sheet: Worksheet,
    row: int,
    text: str,
    last: int,
    width: float,
    font: Font,
    size: float,
    align: Alignment = look.LINE_LEFT,
) -> None:
    """One text over the whole width of the table."""
    _put(sheet.cell(row, 1), text, font, align)
    _merge(sheet, row, 1, last)
    sheet.row_dimensions[row].height = min(height(len(wrapped(text, width, size)), size), TALLEST)


def _data_row(
    sheet: Worksheet, row: int, cells: Sequence[Cell], columns: Sequence[Column], widths: Sequence[float]
) -> int:
    """One row of the table, in as many sheet rows as its longest text needs; returns the last of them."""
    texts = [_lines(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = max(len(part) for part in texts)
    each = int((TALLEST - AROUND) / (look.BODY_SIZE * LINE))
    pieces = -(-lines // each)
    for piece in range(pieces):
        border = look.GRID if pieces == 1 else _open_border(piece, pieces)
        for number, (cell, column) in enumerate(zip(cells, columns, strict=True)):
            target = sheet.cell(row + piece, number + 1)
            if pieces > 1 and (piece or len(texts[number]) > each):
                part = "".join(texts[number][piece * each : (piece + 1) * each])
                _put(target, part, look.BODY, look.ALIGN[column.align], border)
            else:
                _put_cell(target, cell, column, widths[number], border)
        shown = max(min(each, len(part) - piece * each) for part in texts)
        sheet.row_dimensions[row + piece].height = max(height(shown, look.BODY_SIZE), 24.0)
    return row + pieces - 1


def _lines(cell: Cell, width: float) -> tuple[str, ...]:
    """A cell's lines; a number is never wrapped, it is shrunk where the column is too narrow (else it shows as ####)."""
    text = printed(cell)
    return wrapped(text, width, look.BODY_SIZE) if isinstance(cell.value, str) else (text,)


def _open_border(piece: int, pieces: int) -> Border:
    if piece == 0:
        return look.OPEN_BELOW
    return look.OPEN_ABOVE if piece == pieces - 1 else look.OPEN


def _put_cell(target: SheetCell, cell: Cell, column: Column, width: float, border: Border) -> None:
    value = cell.value
    align = look.ALIGN[column.align]
    if value is None or isinstance(value, (str, bool)):
        _put(target, printed(Cell(value)), look.BODY, align, border)
    else:
        target.value = value if not isinstance(value, Decimal) else _number(value)
        target.font, target.alignment, target.border = look.BODY, align, border
        if text_width(printed(cell), look.BODY_SIZE) > room(width):
            target.alignment = look.SHRUNK
    target.number_format = number_format(cell)


def _number(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _put(target: SheetCell, text: str, font: Font, align: Alignment, border: Border | None = None) -> None:
    """Text as text: a leading = never becomes a formula, not even after someone edits the cell."""
    shown = visible(text)
    target.value = shown or None
    if shown:
        target.data_type = "s"
        target.number_format = "@"
    target.font, target.alignment = font, align
    if border is not None:
        target.border = border
    if shown[:1] in _FORMULA_SIGNS:
        target.quotePrefix = True


def _choices(sheet: Worksheet, table: Table, first: int, last: int) -> None:
    for number, column in enumerate(table.columns, 1):
        if column.choices and last >= first:
            words = ",".join(column.choices)
            rule = DataValidation(type="list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=True)
            rule.errorTitle, rule.error = (
                column.title.replace("\n", ""),
                f"请从下列词中选择：{'、'.join(column.choices)}",
            )
            letter = get_column_letter(number)
            rule.add(f"{letter}{first}:{letter}{last}")
            sheet.add_data_validation(rule)


def _plain_sheet(sheet: Worksheet, table: Table) -> None:
    """A sheet for machines and for looking things up: its header follows the lines above, nothing is merged."""
    row = 0
    widths = _widths(table)
    for text in table.above:
        row += 1
        _put(sheet.cell(row, 1), text, look.NOTE, look.UNWRAPPED)
    row += 1
    header = row
    for number, (column, width) in enumerate(zip(table.columns, widths, strict=True), 1):
        sheet.column_dimensions[get_column_letter(number)].width = look.column_width(width)
        _put(sheet.cell(row, number), column.title, look.HEAD, look.PLAIN, look.GRID)
    for cells in table.rows:
        row += 1
        for number, cell in enumerate(cells, 1):
            _plain_cell(sheet.cell(row, number), cell)
        texts = zip(cells, widths, strict=True)
        lines = max(len(wrapped(printed(cell)[:_LONGEST], width, look.DATA_SIZE)) for cell, width in texts)
        sheet.row_dimensions[row].height = min(height(lines, look.DATA_SIZE), TALLEST)
    sheet.freeze_panes = sheet.cell(header + 1, 1)
    look.set_page(sheet, header)
    if table.meta.get("role") == "identity":
        sheet.sheet_state = "veryHidden"


_LONGEST = 2000
"""Characters that are measured of a text in a plain sheet; a row ends at TALLEST long before."""


def _plain_cell(target: SheetCell, cell: Cell) -> None:
    value = cell.value
    if value is not None and not isinstance(value, (str, bool)):
        target.value = _number(value) if isinstance(value, Decimal) else value
        target.number_format = number_format(cell)
    elif value is not None and value != "":
        text = exact(value if isinstance(value, str) else str(value).lower())
        # Set behind openpyxl's back: it would refuse what `exact` has escaped, and take = for a formula.
        target._value, target.data_type = text, "s"
        target.quotePrefix = text[:1] in _FORMULA_SIGNS
        target.number_format = "@"
    target.font, target.alignment, target.border = look.DATA, look.PLAIN, look.GRID


def _widths(table: Table) -> list[float]:
    return [column.width or DEFAULT_WIDTH for column in table.columns]
