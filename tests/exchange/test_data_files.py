"""csv, json, toml and parquet: the same rows, exact decimals, no formulas."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.errors import UsageProblem
from evaltui.exchange.csv_file import csv_bytes, guarded
from evaltui.exchange.forms import DATA_FORMS, build
from evaltui.exchange.tables import Cell, CellValue, Column, Table
from evaltui.exchange.write import render
from evaltui.text import clean
from support.forms_sample import AS_OF, ASSESSMENTS, UNIT, request

FIGURES = next(form for form in DATA_FORMS if form.id == "figures")
JUDGED = next(form for form in DATA_FORMS if form.id == "assessments")
BOTH = next(form for form in DATA_FORMS if form.id == "data")


def table(*values: CellValue, role: str = "data") -> Table:
    columns = tuple(Column(f"c{at}", f"列\n{at}") for at in range(len(values)))
    return Table("t", "表", columns, (tuple(Cell(value) for value in values),), meta={"role": role})


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_opens_in_wps_and_excel() -> None:
    data = csv_bytes(table("甲", 1, Decimal("12.50"), None, True, date(2025, 6, 16), role="form"))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == "列0,列1,列2,列3,列4,列5\r\n甲,1,12.50,,true,2025-06-16\r\n"


def test_data_have_stable_keys_as_header() -> None:
    assert read_csv(csv_bytes(table("甲")))[0] == ["c0"]
    assert read_csv(csv_bytes(table("甲"), keys=False))[0] == ["列0"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("lead", ["", " ", "\u00a0", "\u3000 "])
def test_formulas_are_disarmed_on_every_line(sign: str, lead: str) -> None:
    assert guarded(f"{lead}{sign}1") == f"'{lead}{sign}1"
    assert guarded(f"好\n{lead}{sign}1\n好") == f"好\n'{lead}{sign}1\n好"


def test_numbers_and_harmless_text_stay() -> None:
    data = csv_bytes(table(Decimal("-1.5"), -3, "a=b", ">15", "≥20", "1-2"))
    assert read_csv(data)[1] == ["-1.5", "-3", "a=b", ">15", "≥20", "1-2"]
    assert read_csv(csv_bytes(table("=1+1"), guard=False))[1] == ["=1+1"]


@given(st.text())
def test_no_csv_cell_begins_a_line_with_a_formula(text: str) -> None:
    (_, (cell,)) = read_csv(csv_bytes(table(text or "x")))
    for line in cell.split("\n"):
        assert line.strip()[:1] not in set("=+-@＝＋－＠") or not line.strip()
    assert cell.replace("'", "") == clean(text or "x").replace("'", "")


def test_json_has_a_schema_stable_keys_and_exact_decimals() -> None:
    read = json.loads(render(build(request(edition="filing")), "json"))
    assert (read["schema"], len(read["tables"])) == (1, 1)
    first = read["tables"][0]["rows"][0]
    assert (first["no"], first["y2021"], first["full"], first["rating"]) == (1, "5.00", "21.666666666667", "提前实现")
    assert read["tables"][0]["columns"][0] == {"key": "no", "title": "序号", "kind": "integer"}


def test_toml_is_read_back_as_the_same_values() -> None:
    read = tomllib.loads(
        render([table("甲\n乙", 3, Decimal("12.50"), None, False, date(2025, 6, 16))], "toml").decode(),
        parse_float=Decimal,
    )
    assert read["t"] == [{"c0": "甲\n乙", "c1": 3, "c2": Decimal("12.50"), "c4": False, "c5": date(2025, 6, 16)}]
    assert str(read["t"][0]["c2"]) == "12.50"


def test_all_figures_as_one_long_table() -> None:
    rows = read_csv(render(build(request(form=FIGURES)), "csv"))
    header, *body = rows
    found = [dict(zip(header, row, strict=True)) for row in body]
    assert len(found) == 9
    assert (
        found[0] | {"unit": UNIT.id, "measure": "work_accidents", "year": "2020", "slot": "values", "value": "120"}
        == found[0]
    )
    forecast = next(row for row in found if row["slot"] == "forecast")
    assert (forecast["value"], forecast["basis"], forecast["reading"]) == ("94", "1—5月同比下降6起", "raw")
    assert next(row for row in found if row["measure"] == "fire_rate")["value"] == "0.150"
    assert next(row for row in found if row["measure"] == "elsewhere")["measure_name"] == ""


def test_all_assessments_as_one_long_table() -> None:
    read = json.loads(render(build(request(form=JUDGED, unit=None)), "json"))
    rows = read["tables"][0]["rows"]
    assert [row["indicator"] for row in rows] == [f"i{no}" for no in range(1, 7)]
    assert rows[4] | {"rating": "on_track", "effective": "ahead", "origin": "declared"} == rows[4]
    assert rows[0]["aggregate_all"] == "21.666666666667"


def test_a_unit_s_data_are_its_own() -> None:
    others = tuple(replace(item, unit="gaj") for item in ASSESSMENTS)
    read = json.loads(render(build(request(form=JUDGED, assessments=(*others, ASSESSMENTS[0]))), "json"))
    assert {row["unit"] for row in read["tables"][0]["rows"]} == {UNIT.id}


def test_parquet_says_the_same() -> None:
    frame = pl.read_parquet(io.BytesIO(render(build(request(form=FIGURES)), "parquet")))
    assert frame.height == 9
    assert frame["year"].to_list()[:2] == [2020, 2021]
    assert Decimal(str(frame["value"][0])) == 120


@pytest.mark.parametrize("fmt", ["csv", "parquet"])
def test_a_file_of_one_table_refuses_two(fmt: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        render(build(request(form=BOTH)), fmt)
    assert "figures、assessments" in caught.value.problems[0].hint


def test_an_unknown_type_names_the_known_ones() -> None:
    with pytest.raises(UsageProblem) as caught:
        render(build(request()), "pdf", as_of=AS_OF)
    assert "xlsx、csv、json" in caught.value.problems[0].hint
