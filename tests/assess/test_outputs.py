"""What leaves the rating: JSON objects, Parquet bytes, the long frame, warnings."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from evaltui.assess.frame import long_frame
from evaltui.assess.jsonable import to_json
from evaltui.assess.parquet import frame_to_parquet
from evaltui.store.record import Figure, Record
from support.rated import UNIT, Case, assess, plan_of, record_of

R = Case("reduction", ">15", "120", ["114", "110", "104", "96"], ["94"], nature="count")
L = Case("end_level", ">=75", "60", ["65", "70", "76", "78"], ["80"], nature="share", uom="%", bounds=("0", "100"))

KEYS = {
    "unit", "plan", "table", "indicator", "rating", "effective", "on_schedule", "meets_target", "early",
    "explanation_owed", "aggregate_actual", "aggregate_all", "required", "missing", "declared", "declared_stale",
    "derivation",
}  # fmt: skip  # the keys scripts rely on


def test_json_has_the_promised_keys_and_decimals_as_text() -> None:
    found = to_json(assess(R))
    assert found.keys() >= KEYS
    assert found["aggregate_actual"] == "20.000000"
    assert found["aggregate_all"] == "21.666667"
    assert found["required"] == {"op": "<", "value": "102.000000", "integer": 101, "state": "open"}
    assert (found["rating"], found["early"], found["missing"], found["declared"]) == ("ahead", True, [], None)
    assert json.loads(json.dumps(found)) == found


def test_json_keeps_more_digits_where_six_would_change_a_comparison() -> None:
    found = to_json(
        assess(R.but(nature="money", base="3000000000", actual=["2600000000"] * 4, forecast=["2549999999.999"]))
    )
    assert found["meets_target"] is True
    assert Decimal(str(found["aggregate_all"])) > 15
    required = to_json(assess(R.but(nature="rate", base="0.000001", target=">15.000001")))["required"]
    assert isinstance(required, dict)
    assert required["value"] == "0.00000084999999"


def test_json_of_a_pending_row_has_nulls() -> None:
    found = to_json(assess(R.but(actual=["114", "110", "101", None])))
    assert (found["rating"], found["on_schedule"], found["aggregate_actual"], found["required"]) == (
        "pending",
        None,
        None,
        None,
    )
    assert found["missing"] == ["2024年实际值"]
    assert json.loads(json.dumps(found)) == found


COLUMNS: dict[str, list[Any]] = {
    "unit": ["应急管理局", None],
    "year": [2024, 2025],
    "value": [Decimal("12.50"), None],
    "mixed": [1, Decimal("0.5")],
    "odd": ["a", 1],
    "done": [True, False],
    "day": [date(2025, 6, 16), None],
    "when": [datetime(2025, 6, 16, 8, 30), None],
    "empty": [None, None],
}


def test_parquet_keeps_values_and_is_the_same_bytes_each_time() -> None:
    written = frame_to_parquet(COLUMNS)
    assert written == frame_to_parquet(COLUMNS)
    read = pl.read_parquet(io.BytesIO(written))
    assert read["value"].to_list() == [Decimal("12.5"), None]
    assert read["mixed"].to_list() == [Decimal(1), Decimal("0.5")]
    assert read["odd"].to_list() == ["a", "1"]
    assert read["unit"].to_list() == ["应急管理局", None]
    assert read["day"].to_list() == [date(2025, 6, 16), None]
    assert read["when"].to_list() == [datetime(2025, 6, 16, 8, 30), None]
    assert read["done"].to_list() == [True, False]
    assert read.columns == list(COLUMNS)


def test_parquet_refuses_ragged_columns_and_takes_none_at_all() -> None:
    with pytest.raises(ValueError, match="unequal"):
        frame_to_parquet({"a": [1], "b": []})
    assert pl.read_parquet(io.BytesIO(frame_to_parquet({"a": []}))).height == 0


def test_the_long_frame_has_one_row_per_figure() -> None:
    frame = long_frame([plan_of(R)], {UNIT: record_of(R), "gaj": Record("gaj")})
    assert frame.height == 6
    assert frame["value"].dtype == pl.Decimal(38, 12)
    assert frame["kind"].to_list() == ["forecast", *["values"] * 5]
    assert frame["value"].to_list() == [Decimal(text) for text in ("94", "120", "114", "110", "104", "96")]
    assert long_frame([], {}).height == 0


# warnings


def warned(case: Case) -> dict[str, Any]:
    found = assess(case)
    facts = found.facts["warnings"]
    assert isinstance(facts, dict)
    assert tuple(facts) == found.warnings
    return facts


WARNED = {
    "a forecast that leaps": (R.but(actual=["118", "117", "115", "112"], forecast=["100"]), "forecast_leap"),
    "a forecast against three worse years": (
        R.but(actual=["100", "104", "108", "112"], forecast=["100"]), "forecast_turn",
    ),
    "a forecast against three better years": (R.but(forecast=["100"]), "forecast_turn"),
    "exactly the target": (R.but(target=">=15", actual=["116", "112", "108", "105"], forecast=["102"]), "forecast_on_target"),
    "running totals": (
        Case("cumulative", ">=400", None, ["80", "170", "270", "380"], ["400"], nature="count"), "running_total",
    ),
    "a swing": (L.but(actual=["70", "68", "76", "78"]), "swing"),
    "met and lost": (L.but(actual=["70", "76", "77", "73"], forecast=["75"]), "met_and_lost"),
    "the year so far above its forecast": (
        R.but(fields={("measures", "m", "ytd", "2025"): Decimal(95)}), "ytd_above_forecast",
    ),
    "a preliminary figure": (
        R.but(actual=["114", "110", "104", Figure(value=Decimal(96), flag="preliminary")]), "flagged",
    ),
    "another scope": (R.but(actual=["114", "110", "104", Figure(value=Decimal(96), scope="新口径")]), "scope_changed"),
}  # fmt: skip  # one warning, one entry


@pytest.mark.parametrize("name", WARNED)
def test_a_warning_is_given_and_changes_no_rating(name: str) -> None:
    case, code = WARNED[name]
    assert code in warned(case)
    plain = [item.value if isinstance(item, Figure) else item for item in case.actual]
    assert assess(case).computed == assess(case.but(actual=[f"{v}" for v in plain], fields={})).computed


def test_sound_figures_are_not_warned_about() -> None:
    assert warned(R) == {}
    assert warned(L) == {}
    assert warned(Case("cumulative", ">=400", None, ["60", "75", "90", "80"], ["95"], nature="count")) == {}
    assert warned(Case("cumulative", ">=400", None, ["10", "20", "30", "40"], ["50"], nature="count")) == {}
    assert warned(R.but(fields={("measures", "m", "ytd", "2025"): Decimal(94)})) == {}
    one_scope = {("measures", "m", "scope"): "新口径"}
    assert (
        warned(R.but(actual=["114", "110", "104", Figure(value=Decimal(96), scope="新口径")], fields=one_scope)) == {}
    )
