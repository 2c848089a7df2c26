"""原始数据: what a form was made from, and back again without loss."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.exchange.forms import build
from evaltui.exchange.leaves import LeafRow, leaf_rows, read_path
from evaltui.exchange.raw_reader import content_questions, read_raw_sheet, read_raw_sheets
from evaltui.exchange.tables import Table
from evaltui.exchange.write import render
from evaltui.store.record import Leaf, Path
from support.forms_sample import ASSESSMENTS, RECORD, UNIT, city_request, request, with_fields


def raw(table_of: tuple[Table, ...]) -> Table:
    return next(table for table in table_of if table.meta["role"] == "raw")


def said(path: str, tables: tuple[Table, ...] | None = None) -> list[object]:
    rows = raw(tables or build(request())).rows
    return next([cell.value for cell in row] for row in rows if row[6].value == path)


def edited(change: Callable[[Any], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(render(build(request()), "xlsx")))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def at(sheet: Any, path: str) -> int:
    return next(int(row[6].row) for row in sheet.iter_rows() if row[6].value == path)


def test_a_row_reads_as_people_read() -> None:
    assert said("measures.work_accidents.values.2023#flag")[:6] == [
        "实际值：数据性质", "生产安全事故起数", "2023", "修订", "", "yjglj",
    ]  # fmt: skip  # readable columns
    assert said("measures.work_accidents.values.2021")[:6] == [
        "实际值", "生产安全事故起数", "2021", "114", "起", "yjglj",
    ]  # fmt: skip  # readable columns
    assert said("plans.sample_plan.date")[3] == "2025年6月6日"
    assert said("plans.sample_plan.declared.i5.rating")[:4] == [
        "单位自评：评价", "工业企业较大以上安全风险报告率（%）", "", "提前实现",
    ]  # fmt: skip  # readable columns


def test_the_sheet_covers_what_the_form_shows_and_nothing_else() -> None:
    paths = {row[6].value for row in raw(build(request())).rows}
    assert "explanations.fishing_deaths.cause" in paths
    assert not any("elsewhere" in str(path) for path in paths)
    only_fire = raw(build(request(assessments=ASSESSMENTS[2:3])))
    measures = {str(row[6].value).split(".")[1] for row in only_fire.rows if str(row[6].value).startswith("measures")}
    assert measures == {"fire_rate"}


def test_the_citys_review_names_each_row_s_unit() -> None:
    rows = raw(build(city_request())).rows
    assert {row[5].value for row in rows} == {UNIT.id}


def test_toml_to_xlsx_to_toml_is_the_identity() -> None:
    changes, problems = read_raw_sheet(render(build(request()), "xlsx"))
    kept = {path: leaf for path, leaf in RECORD.fields.items() if "elsewhere" not in path}
    assert problems == ()
    assert {path: leaf if not isinstance(leaf, MappingProxyType) else dict(leaf) for path, leaf in changes.items()} == {
        path: leaf if not isinstance(leaf, MappingProxyType) else dict(leaf) for path, leaf in kept.items()
    }
    assert list(changes) == list(kept)


numbers = st.one_of(
    st.integers(-(10**11), 10**11), st.decimals(-(10**11), 10**11, places=6), st.decimals(0, 100, places=2)
)
scalars = st.one_of(
    st.text(max_size=300),
    numbers,
    st.booleans(),
    st.dates(),
    st.datetimes(timezones=st.sampled_from([None, UTC])).map(lambda moment: moment.replace(fold=0)),
)
leaves = st.one_of(
    scalars,
    st.lists(scalars, max_size=4).map(tuple),
    st.dictionaries(st.text(min_size=1, max_size=8), scalars, max_size=4).map(MappingProxyType),
)


def same(left: Leaf | None, right: Leaf | None) -> bool:
    """Equal, and of the same type and typed decimals: 12.50 is not 12.5, 1 is not true."""
    return repr(_plain(left)) == repr(_plain(right))


def _plain(leaf: Leaf | None) -> object:
    if isinstance(leaf, MappingProxyType):
        return {key: _plain(value) for key, value in leaf.items()}
    if isinstance(leaf, Decimal):
        return format(leaf, "f")
    return [_plain(item) for item in leaf] if isinstance(leaf, tuple) else leaf


@given(st.dictionaries(st.text(min_size=1, max_size=12), leaves, min_size=1, max_size=4))
def test_any_leaf_survives_the_workbook(fields: dict[str, Leaf]) -> None:
    record: dict[Path, Leaf] = {("measures", "work_accidents", "x", key): leaf for key, leaf in fields.items()}
    changes, problems = read_raw_sheet(render(build(with_fields(record)), "xlsx"))
    assert [item for item in problems if item.severity == "must_fix"] == []
    assert set(changes) == set(record)
    for path, leaf in record.items():
        assert same(changes[path], leaf), path


def test_a_long_text_survives() -> None:
    text = "详细说明，_x0041_。\n" * 4000
    path = ("explanations", "work_accidents", "cause")
    changes, problems = read_raw_sheet(render(build(with_fields({path: text})), "xlsx"))
    assert (changes[path], problems) == (text, ())


@given(st.lists(st.text(min_size=1, max_size=10), min_size=1, max_size=5).map(tuple), st.text(max_size=6))
def test_any_path_can_be_read_again(path: Path, item: str) -> None:
    assert read_path(LeafRow(path, item, "", "text").dotted) == (path, item)


@pytest.mark.parametrize("text", ["", ".", "a.", ".a", "a#b#c", "a#b.c", 'a."x', "a b", "测.量", '"\\x"'])
def test_a_mangled_path_is_refused(text: str) -> None:
    assert read_path(text) is None


def test_an_edited_value_is_a_change_and_a_blank_one_a_removal() -> None:
    def change(book: Any) -> None:
        sheet = book["原始数据"]
        sheet.cell(at(sheet, "measures.work_accidents.values.2021"), 8).value = 113
        sheet.cell(at(sheet, "measures.fire_rate.values.2024"), 8).value = 0.12
        sheet.cell(at(sheet, "measures.work_accidents.values.2022"), 8).value = None
        sheet.cell(at(sheet, "plans.sample_plan.date"), 8).value = datetime(2025, 6, 10)

    sheets, problems = read_raw_sheets(edited(change))
    changes = sheets.changes[UNIT.id]
    assert changes["measures", "work_accidents", "values", "2021"] == 113
    assert changes["measures", "fire_rate", "values", "2024"] == Decimal("0.12")
    assert changes["measures", "work_accidents", "values", "2022"] is None
    assert changes["plans", "sample_plan", "date"] == date(2025, 6, 10)
    assert problems == ()
    assert content_questions(sheets, {UNIT.id: RECORD}) == ()


def test_a_visible_text_changed_alone_is_a_question() -> None:
    def change(book: Any) -> None:
        sheet = book["原始数据"]
        sheet.cell(at(sheet, "measures.work_accidents.values.2021"), 4).value = "112"

    sheets, problems = read_raw_sheets(edited(change))
    (asked,) = content_questions(sheets, {UNIT.id: RECORD})
    assert problems == ()
    assert asked.code == "raw_content_changed"
    assert asked.path == ("measures", "work_accidents", "values", "2021")
    assert asked.place.startswith("原始数据第")


def test_a_bad_value_is_named_with_its_cell_and_the_good_ones_are_kept() -> None:
    def change(book: Any) -> None:
        sheet = book["原始数据"]
        sheet.cell(at(sheet, "measures.work_accidents.values.2021"), 8).value = "约113"
        sheet.cell(at(sheet, "plans.sample_plan.date"), 8).value = "下周"

    changes, problems = read_raw_sheet(edited(change))
    assert [item.code for item in problems] == ["raw_value_unreadable", "raw_value_unreadable"]
    assert "约113" in problems[0].sentence
    assert problems[0].path == ("measures", "work_accidents", "values", "2021")
    assert ("measures", "work_accidents", "values", "2021") not in changes
    assert changes["measures", "work_accidents", "values", "2022"] == 110


def test_rows_may_be_sorted_deleted_and_preceded_by_others() -> None:
    def change(book: Any) -> None:
        sheet = book["原始数据"]
        sheet.delete_rows(at(sheet, "measures.work_accidents.values.2020"))
        sheet.insert_rows(1, 3)

    changes, problems = read_raw_sheet(edited(change))
    assert problems == ()
    assert ("measures", "work_accidents", "values", "2020") not in changes
    assert changes["measures", "work_accidents", "values", "2024"] == 96


def test_a_path_given_twice_with_different_values_is_refused() -> None:
    def change(book: Any) -> None:
        sheet = book["原始数据"]
        values = [cell.value for cell in sheet[at(sheet, "measures.work_accidents.values.2021")]]
        values[7] = "999"
        sheet.append(values)

    _, problems = read_raw_sheet(edited(change))
    assert [item.code for item in problems] == ["raw_path_twice"]


def test_a_file_of_two_units_is_not_read_as_one() -> None:
    def change(book: Any) -> None:
        sheet = book["原始数据"]
        sheet.cell(at(sheet, "measures.work_accidents.values.2021"), 6).value = "gaj"

    changes, problems = read_raw_sheet(edited(change))
    assert (changes, [item.code for item in problems]) == ({}, ["raw_owner_twice"])


def test_missing_sheet_and_missing_columns_are_said() -> None:
    _, problems = read_raw_sheet(edited(lambda book: book.remove(book["原始数据"])))
    assert [item.code for item in problems] == ["raw_sheet_missing"]

    def drop(book: Any) -> None:
        book["原始数据"].delete_cols(8)

    _, problems = read_raw_sheet(edited(drop))
    assert [item.code for item in problems] == ["raw_sheet_header"]
    assert "值" in problems[0].sentence


def test_the_id_sheet_says_whose_file_it_is() -> None:
    sheets, _ = read_raw_sheets(render(build(request(edition="filing", submission="2")), "xlsx"))
    assert {key: sheets.identity[key] for key in ("plan", "unit", "form", "round", "submission", "edition")} == {
        "plan": "sample_plan",
        "unit": "yjglj",
        "form": "sample_indicators",
        "round": "final_2025",
        "submission": "2",
        "edition": "filing",
    }
    assert len(sheets.identity["digest"]) == 64


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not a zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_a_bad_file_is_a_problem_not_a_traceback(data: bytes) -> None:
    changes, problems = read_raw_sheet(data)
    assert changes == {}
    assert problems


def test_rows_of_a_table_field_keep_its_order() -> None:
    leaf: Leaf = MappingProxyType({"value": 22, "reading": "vs_base", "basis": "趋势"})
    rows = list(leaf_rows(("measures", "m", "forecast", "2025"), leaf))
    assert [row.dotted for row in rows] == [
        "measures.m.forecast.2025#value",
        "measures.m.forecast.2025#reading",
        "measures.m.forecast.2025#basis",
    ]
