"""The workbook as a spreadsheet program reads it: values, formats, print set-up, protection, hostile text."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.exchange.fitting import height
from evaltui.exchange.forms import build
from evaltui.exchange.printed import printed
from evaltui.exchange.tables import Cell, Column, Table
from evaltui.exchange.write import file_name, render
from evaltui.text import clean
from support.forms_sample import AS_OF, ASSESSMENTS, assessment, city_request, request, years


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


def workbook(**changes: object) -> Any:
    return opened(render(build(request(**changes)), "xlsx"))


def find(sheet: Any, text: str) -> int:
    return next(int(row[0].row) for row in sheet.iter_rows() for cell in row if cell.value == text)


def simple(*cells: Cell, role: str = "form", **meta: str) -> Table:
    columns = tuple(Column(f"c{at}", f"列{at}", "text", 40) for at in range(len(cells)))
    return Table("t", "表", columns, (cells,), meta={"role": role, "sheet": "表", **meta})


def one_row(table: Table) -> Any:
    sheet = opened(render([table], "xlsx", as_of=AS_OF)).worksheets[0]
    return sheet[find(sheet, "列0") + 1]


def test_sheets_of_each_edition_and_their_visibility() -> None:
    review, filing = workbook(), workbook(edition="filing")
    assert review.sheetnames == ["附件3", "附件3评价依据", "原始数据", "evaltui_id"]
    assert filing.sheetnames == ["附件3", "原始数据", "evaltui_id"]
    assert [sheet.sheet_state for sheet in filing.worksheets] == ["visible", "visible", "veryHidden"]
    upward = opened(render(build(city_request(edition="upward")), "xlsx"))
    assert upward.sheetnames == ["附件3"]


def test_falls_are_numbers_under_a_format() -> None:
    sheet = workbook().worksheets[0]
    first = sheet[find(sheet, "序号") + 1]
    assert isinstance(first[8].value, float)
    assert first[8].value == pytest.approx(21.6666666667)
    assert first[8].number_format == '0.0;"上升"0.0"%";0.0'
    assert first[6].number_format == '0.0"①";"上升"0.0"%""①";0.0"①"'
    assert first[0].value == 1


def test_rates_show_the_typed_decimals() -> None:
    sheet = workbook().worksheets[0]
    third = sheet[find(sheet, "序号") + 3]
    assert (third[4].value, third[4].number_format) == (0.15, "0.000")
    assert third[5].value == "不适用"


def test_a_rating_cell_holds_exactly_the_word_its_mark_is_in_the_format() -> None:
    sheet = workbook().worksheets[0]
    fifth = sheet[find(sheet, "序号") + 5]
    assert (fifth[11].value, fifth[11].number_format) == ("提前实现", '@"⑥"')


def test_rating_is_a_list_of_the_plans_words() -> None:
    sheet = workbook().worksheets[0]
    header = find(sheet, "序号")
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"提前实现,符合预期,滞后预期"'
    assert str(rule.sqref) == f"L{header + 1}:L{header + 6}"


def test_print_set_up_is_an_official_landscape_page() -> None:
    sheet = workbook().worksheets[0]
    header = find(sheet, "序号")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.freeze_panes == f"C{header + 1}"
    assert sheet.print_options.horizontalCentered


def test_fonts_are_the_standards_by_name() -> None:
    sheet = workbook().worksheets[0]
    assert (sheet["A2"].font.name, sheet["A2"].font.size) == ("方正小标宋简体", 20)
    header = find(sheet, "序号")
    assert sheet.cell(header, 1).font.name == "黑体"
    assert sheet.cell(header + 1, 2).font.name == "仿宋"


def test_nothing_is_merged_inside_the_data_block_and_every_cell_has_a_border() -> None:
    sheet = workbook().worksheets[0]
    header = find(sheet, "序号")
    block = range(header, header + 7)
    assert not [area for area in sheet.merged_cells.ranges if area.min_row in block or area.max_row in block]
    for row in block:
        assert all(cell.border.left.style == cell.border.bottom.style == "thin" for cell in sheet[row])


def test_structure_is_protected_without_a_password_and_cells_stay_open() -> None:
    book = workbook()
    assert book.security.lockStructure
    assert not book.security.workbookPassword
    assert not book.worksheets[0].protection.sheet


def test_rows_are_as_high_as_their_longest_cell_needs() -> None:
    name = "具有相关学历、职业资格和实践经验的执法人员数量占在职执法人员数量百分比（%）"
    table = simple(Cell(name))
    sheet = one_row(table)[0].parent
    wide = replace(table, columns=(replace(table.columns[0], width=44),))
    row = one_row(wide)[0]
    assert row.parent.row_dimensions[row.row].height >= height(4, 10.5)
    assert sheet is not None


def test_a_text_longer_than_a_row_can_be_goes_on_in_the_next_rows() -> None:
    text = "\n".join(f"第{number}条措施已落实，" * (number % 7 + 1) for number in range(100))
    sheet = opened(render([simple(Cell(1), Cell(text))], "xlsx", as_of=AS_OF)).worksheets[0]
    first = find(sheet, "列0") + 1
    parts = [sheet.cell(row, 2).value or "" for row in range(first, sheet.max_row + 1)]
    assert "".join(parts) == text
    assert len(parts) > 1
    assert [sheet.cell(row, 1).value for row in range(first, first + 2)] == [1, None]
    assert all(sheet.row_dimensions[row].height <= 409 for row in range(first, sheet.max_row + 1))


def test_a_long_note_goes_on_in_the_next_rows() -> None:
    text = "理由很长，" * 3000
    sheet = opened(render([replace(simple(Cell("x")), below=(text,))], "xlsx", as_of=AS_OF)).worksheets[0]
    first = find(sheet, "列0") + 2
    assert "".join(sheet.cell(row, 1).value for row in range(first, sheet.max_row + 1)) == text
    assert all(sheet.row_dimensions[row].height <= 409 for row in range(first, sheet.max_row + 1))


def test_words_that_a_list_cannot_hold_are_not_offered() -> None:
    for words in (("好,坏", "差"), ('"好"',), tuple(f"很长的词{number}" for number in range(60))):
        table = simple(Cell("好"))
        table = replace(table, columns=(replace(table.columns[0], choices=words),))
        sheet = opened(render([table], "xlsx", as_of=AS_OF)).worksheets[0]
        assert not sheet.data_validations.dataValidation


def test_a_text_no_cell_can_hold_says_that_it_was_cut() -> None:
    cell = one_row(simple(Cell("长" * 40_000), role="data"))[0]
    assert len(cell.value) == 32_767
    assert cell.value.endswith("……（单元格放不下，以下略）")


def test_a_number_too_wide_for_its_column_is_shrunk_never_hashed() -> None:
    item = assessment(1, "behind", years((120, 140, 130, 120, 125), base=Decimal(120)), "0", "-4.2")
    sheet = workbook(assessments=(item,)).worksheets[0]
    first = sheet[find(sheet, "序号") + 1]
    assert first[5].number_format.startswith('0.0;"上升"0.0"%"')
    assert first[5].alignment.shrink_to_fit
    assert not first[4].alignment.shrink_to_fit


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A", "=\n1"])
@pytest.mark.parametrize("role", ["form", "raw"])
def test_text_never_becomes_a_formula(text: str, role: str) -> None:
    cell = one_row(simple(Cell(text), role=role))[0]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == (text[0] in "=+-@")


def test_no_formula_anywhere_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(render(build(request()), "xlsx"))) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in archive.read(name)


def test_control_characters_reach_no_form() -> None:
    assert one_row(simple(Cell("甲\x00\x1b[31m乙\u202e丙\x07")))[0].value == "甲乙丙"


def test_what_looks_like_an_escape_shows_as_typed() -> None:
    cell = one_row(simple(Cell("_x0041_")))[0]
    assert cell.value == "_x005F_x0041_"


@given(st.text(max_size=200))
def test_any_text_is_written_and_read_as_its_clean_self(text: str) -> None:
    cell = one_row(simple(Cell(text), Cell("末")))[0]
    kept = clean(text)
    if "_x" not in kept:
        assert (cell.value or "") == kept
    assert cell.data_type == ("s" if kept else "n")


@given(st.decimals(-(10**10), 10**10, places=4), st.sampled_from(["plain", "fall", "growth"]))
def test_a_number_comes_back_as_the_number_it_was(value: Decimal, sign: Any) -> None:
    cell = one_row(simple(Cell(value, 2, sign=sign)))[0]
    assert Decimal(repr(cell.value)) == value
    assert cell.data_type == "n"


def test_sheet_names_are_legal_and_distinct() -> None:
    names = ["表/一:[?]*", "表/一:[?]*", "很" * 40, "", "'引号'", "History"]
    tables = [replace(simple(Cell("x")), meta={"role": "form", "sheet": name}) for name in names]
    got = opened(render(tables, "xlsx", as_of=AS_OF)).sheetnames
    assert len({name.casefold() for name in got}) == 6
    assert all(len(name) <= 31 and not set(name) & set("/\\*?:[]") and not name.startswith("'") for name in got)


def test_the_file_is_dated_by_the_form_not_by_the_clock() -> None:
    data = render(build(request()), "xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2025, 6, 16, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())
    properties = opened(data).properties
    assert (properties.creator, properties.created, properties.modified) == (
        "evaltui",
        datetime(2025, 6, 16),
        datetime(2025, 6, 16),
    )


def test_source_date_epoch_comes_first_and_old_dates_are_lifted_to_what_a_zip_can_say() -> None:
    tables = build(request())
    with zipfile.ZipFile(io.BytesIO(render(tables, "xlsx", epoch="1700000000"))) as archive:
        assert archive.infolist()[0].date_time == (2023, 11, 14, 22, 13, 20)
    with zipfile.ZipFile(io.BytesIO(render(tables, "xlsx", epoch="0"))) as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)


def test_file_names_are_legal_on_windows() -> None:
    tables = build(request())
    assert file_name(tables, "xlsx", "应急管理局") == "附件3-应急管理局-2025-06-16.xlsx"
    assert file_name([replace(tables[0], meta={}, title='甲:乙"/')], "csv") == "甲乙.csv"
    assert len(file_name([replace(tables[0], title="很" * 200, meta={})], "parquet")) == 80


def test_what_is_printed_is_what_the_format_says() -> None:
    cell = next(cell for cell in build(request())[0].rows[0] if cell.mark)
    assert printed(cell) == "13.3①"
    assert ASSESSMENTS[0].years[2].raw == 104
