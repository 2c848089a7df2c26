"""The look of an official table in a spreadsheet: fonts by name, borders, alignment, page set-up.

GB/T 9704 sizes turned to landscape: a type area 225 mm wide, 小标宋 title, 黑体 headings, 仿宋 五号 cells. No font is
shipped; a program without one of them takes its own.
"""

from __future__ import annotations

import math

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

TITLE_SIZE = 20.0
ANNEX_SIZE = 14.0
LINE_SIZE = 11.0
HEAD_SIZE = 10.5
BODY_SIZE = 10.5
NOTE_SIZE = 9.5
DATA_SIZE = 9.0

TITLE = Font(name="方正小标宋简体", size=TITLE_SIZE)
ANNEX = Font(name="黑体", size=ANNEX_SIZE)
MARKING = Font(name="黑体", size=LINE_SIZE)
LINE = Font(name="仿宋", size=LINE_SIZE)
HEAD = Font(name="黑体", size=HEAD_SIZE)
BODY = Font(name="仿宋", size=BODY_SIZE)
NOTE = Font(name="仿宋", size=NOTE_SIZE)
DATA = Font(name="宋体", size=DATA_SIZE)

_THIN = Side(style="thin", color="FF000000")
GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
BARE = Border()
OPEN_BELOW = Border(left=_THIN, right=_THIN, top=_THIN)
OPEN_ABOVE = Border(left=_THIN, right=_THIN, bottom=_THIN)
OPEN = Border(left=_THIN, right=_THIN)

CENTERED = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
RIGHT = Alignment(horizontal="right", vertical="center", wrap_text=True)
SHRUNK = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
PLAIN = Alignment(horizontal="left", vertical="top", wrap_text=True)
UNWRAPPED = Alignment(horizontal="left", vertical="top")
ALIGN = {"left": LEFT, "center": CENTERED, "right": RIGHT}

_MM = 1 / 25.4
_TOP, _BOTTOM, _SIDE, _EDGE = 15, 14, 20, 7

PAGE_HEIGHT = (210 - _TOP - _BOTTOM) * 72 / 25.4
"""Points of a landscape page between its margins."""

MOST_AIR = 8
"""Points by which a row of a short form may grow."""

_PIXELS_PER_MM = 96 / 25.4
_DIGIT_PIXELS = 7
"""Width of a digit of the file's default font (Calibri 11), the unit of column widths."""


def column_width(millimetres: float) -> float:
    """A column's width in the unit of the file format, in its steps of 1/256."""
    return math.ceil(millimetres * _PIXELS_PER_MM / _DIGIT_PIXELS * 256) / 256


def set_page(sheet: Worksheet, header_row: int) -> None:
    """A4 landscape, one page wide and as long as needed, header repeated, centred, page number at the foot."""
    setup = sheet.page_setup
    setup.paperSize = sheet.PAPERSIZE_A4
    setup.orientation = "landscape"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins = PageMargins(
        left=_SIDE * _MM,
        right=_SIDE * _MM,
        top=_TOP * _MM,
        bottom=_BOTTOM * _MM,
        header=_EDGE * _MM,
        footer=_EDGE * _MM,
    )
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.oddFooter.center.text = "— &P —"
    sheet.oddFooter.center.size = 10
