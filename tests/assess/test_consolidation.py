"""One city figure from several: combinations, gaps that are never hidden, differences until they are decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.assess.checks import check_city
from evaltui.assess.consolidation import (
    CityFigure,
    Slot,
    city_figures,
    combined,
    consolidate,
    differences,
    reference,
    slots,
)
from evaltui.assess.duties import contributors
from evaltui.plan.model import Combine, Period
from evaltui.store.record import Figure, Record
from evaltui.store.settings import MeasureSettings, Settings
from support.small_plan import ACCIDENTS, COVER, OFFICERS, ROAD, plan, record, settings

V24: Slot = ("values", 2024)


def city_figure(
    records: Mapping[str, Record], measure: str = "road", city: Record | None = None, chosen: Settings | None = None
) -> CityFigure:
    used = chosen or settings()
    found = consolidate(
        [plan()], used, records, city or Record("city"), lambda item: contributors(item, [plan()], used)
    )
    return found[measure, V24]


def two(gaj: Any, jtj: Any) -> dict[str, Record]:
    leaves = {"gaj": gaj, "jtj": jtj}
    return {
        unit: record(unit, {"measures.road.values.2024": leaf} if leaf is not None else {})
        for unit, leaf in leaves.items()
    }


def test_the_leads_figure_counts_and_the_difference_is_listed() -> None:
    found = city_figure(two(9, 8))
    assert found.figure.value == 9
    assert found.difference is not None
    assert found.difference.open
    assert [(source.unit, source.figure.value) for source in found.difference.figures] == [
        ("gaj", Decimal(9)),
        ("jtj", Decimal(8)),
    ]


def test_agreeing_contributors_make_no_difference_whatever_their_decimals() -> None:
    assert city_figure(two(Decimal("9.0"), 9)).difference is None


def test_a_silent_contributor_is_a_gap_and_no_difference() -> None:
    found = city_figure(two(9, None))
    assert (found.figure.value, found.gaps, found.difference) == (Decimal(9), ("jtj",), None)


def test_without_the_leads_answer_there_is_no_city_figure() -> None:
    found = city_figure(two(None, 8))
    assert (found.figure, found.gaps, found.origin) == (Figure(), ("gaj",), "none")


def test_an_open_question_is_a_gap() -> None:
    assert city_figure(two("约9", 8)).gaps == ("gaj",)


def test_a_state_against_a_number_is_a_difference() -> None:
    assert city_figure(two({"state": "not_occurred"}, 8)).difference is not None


def test_figures_typed_in_different_readings_are_not_held_against_each_other() -> None:
    assert city_figure(two(9, {"value": Decimal("10.0"), "reading": "vs_base"})).difference is None


def test_the_offices_decision_comes_first_and_closes_the_difference() -> None:
    city = record(
        "city",
        {
            "decisions.figures.road.values.2024": {"value": 8, "reason": "以交通局台账为准"},
            "decisions.adopted.road.2024": "jtj",
        },
    )
    found = city_figure(two(9, 8), city=city)
    assert (found.figure.value, found.origin) == (Decimal(8), "decided")
    assert found.difference is not None
    assert found.difference.decision is not None
    assert (found.difference.decision.reason, found.difference.decision.adopted) == ("以交通局台账为准", "jtj")
    assert not found.difference.open


def test_agree_has_no_figure_while_contributors_differ() -> None:
    chosen = settings({"road": MeasureSettings(combine="agree")})
    assert city_figure(two(9, 8), chosen=chosen).figure == Figure()
    assert city_figure(two(9, 9), chosen=chosen).figure.value == 9
    assert city_figure(two(None, 8), chosen=chosen).figure.value == 8


def test_a_partial_sum_never_passes_as_the_whole() -> None:
    chosen = settings({"road": MeasureSettings(combine="sum")})
    assert city_figure(two(5, 4), chosen=chosen).figure.value == 9
    partial = city_figure(two(5, None), chosen=chosen)
    assert (partial.figure, partial.gaps) == (Figure(), ("jtj",))


def figures(*parts: Any) -> list[Figure]:
    return [Figure.from_leaf(part) for part in parts]


@pytest.mark.parametrize(
    ("combine", "measure", "parts", "expected"),
    [
        ("sum", ROAD, [5, {"state": "not_occurred"}], 5),
        ("sum", ROAD, [5, {"state": "not_applicable", "reason": "无此业务"}], 5),
        ("min", OFFICERS, [3, 2, 4], 2),
        ("min", ROAD, [3, {"state": "not_occurred"}], 0),
        ("max", ROAD, [3, 7], 7),
        ("pooled", COVER, [{"value": 90, "num": 90, "den": 100}, {"value": 50, "num": 1, "den": 2}], "89.215686"),
    ],
)
def test_combinations(combine: Combine, measure: Any, parts: Sequence[Any], expected: Any) -> None:
    assert combined(combine, measure, figures(*parts)).value == Decimal(expected)


@pytest.mark.parametrize(
    ("combine", "parts", "state"),
    [
        ("sum", [5, {"state": "by_superior"}], "by_superior"),
        ("sum", [5, {"state": "not_available", "reason": "移交中"}], "not_available"),
        ("sum", [{"state": "not_applicable"}, {"state": "not_applicable"}], "not_applicable"),
        ("sum", [{"state": "not_occurred"}, {"state": "not_occurred"}], "not_occurred"),
        ("max", [{"state": "not_occurred"}, {"state": "not_occurred"}], "not_occurred"),
        ("pooled", [{"state": "not_occurred"}, {"state": "not_occurred"}], "not_occurred"),
    ],
)
def test_states_survive_a_combination(combine: Combine, parts: Sequence[Any], state: str) -> None:
    found = combined(combine, ACCIDENTS, figures(*parts))
    assert (found.state, found.value) == (state, None)


def test_falls_are_never_summed() -> None:
    falls = figures({"value": 10, "reading": "vs_base"}, {"value": 12, "reading": "vs_base"})
    assert combined("sum", ROAD, falls) == Figure()


def test_a_pooled_share_needs_every_numerator_and_denominator() -> None:
    assert combined("pooled", COVER, figures({"value": 90, "num": 90, "den": 100}, 95)) == Figure()


def test_a_pooled_share_of_nothing_is_no_figure() -> None:
    empty = {"value": 0, "num": 0, "den": 0}
    assert combined("pooled", COVER, figures(empty, empty)) == Figure()
    assert combined("pooled", COVER, figures({"value": 9, "num": 9}, {"value": 9, "den": 9})) == Figure()


def test_a_preliminary_part_makes_the_sum_preliminary() -> None:
    assert combined("sum", ROAD, figures({"value": 5, "flag": "preliminary"}, 4)).flag == "preliminary"


@given(st.lists(st.decimals(min_value=0, max_value=10**6, places=3), min_size=1, max_size=6))
def test_order_of_contributors_matters_to_none_but_lead(values: list[Decimal]) -> None:
    parts = [Figure(value=value) for value in values]
    combinations: tuple[Combine, ...] = ("sum", "min", "max")
    for combine in combinations:
        assert {combined(combine, ROAD, list(order)).value for order in list(permutations(parts))[:24]} == {
            combined(combine, ROAD, parts).value
        }


def test_reference_figures_fill_what_no_unit_answers_for() -> None:
    city = record(
        "city",
        {
            "reference.gdp.v1.2024": Decimal("1500.5"),
            "reference.gdp.v2.2024": Decimal("1520"),
            "reference.gdp.v2.source": "统计公报",
            "reference.gdp.v1.2025": 1600,
        },
    )
    found = city_figure({}, "gdp", city)
    assert (found.figure.value, found.origin) == (Decimal(1520), "reference")
    assert reference(city, "gdp", ("forecast", 2025)).value == 1600
    chosen = city.edited({("reference_used", "gdp"): "v1"})
    assert city_figure({}, "gdp", chosen).figure.value == Decimal("1500.5")


def test_a_reference_never_hides_a_units_answer() -> None:
    city = record("city", {"reference.road.v1.2024": 4})
    assert city_figure(two(9, None), city=city).figure.value == 9
    assert city_figure(two(None, 8), city=city).figure == Figure()


def test_slots_are_base_actual_and_forecast_years_of_the_plans_that_use_a_measure() -> None:
    kinds = [(kind, year) for kind, year in slots("road", [plan()], settings(forecast=(2025, 2026)))]
    assert kinds == [("values", year) for year in range(2020, 2025)] + [("forecast", 2025)]
    later = plan("next", period=Period(2025, 2026, 2030))
    both = slots("road", [plan(), later], settings(actual_through=2025, forecast=(2026,)))
    assert both[-2:] == (("values", 2025), ("forecast", 2026))
    assert slots("unknown", [plan()], settings()) == ()


def test_the_public_shapes_agree() -> None:
    records = two(9, 8)
    chosen = settings()
    arguments = ([plan()], chosen, records, Record("city"), lambda item: contributors(item, [plan()], chosen))
    assert city_figures(*arguments) == {("road", V24): Figure(value=Decimal(9))}
    assert [(item.measure, item.year, item.slot) for item in differences(*arguments)] == [("road", 2024, "values")]


def test_a_part_as_large_as_the_whole_or_told_as_a_fall_is_no_finding() -> None:
    chosen = settings()
    fall = {"value": 90, "reading": "vs_base"}
    pairs: tuple[tuple[Any, Any], ...] = ((5, 5), (fall, 5), (9, fall))
    for road, deaths in pairs:
        records = {
            "gaj": record("gaj", {"measures.road.values.2024": road}),
            "yjglj": record("yjglj", {"measures.deaths.values.2024": deaths}),
        }
        found = check_city([plan()], chosen, records, Record("city"), lambda item: contributors(item, [plan()], chosen))
        assert "part_above_whole" not in {item.code for item in found}


def test_the_office_sees_differences_gaps_and_parts_above_wholes() -> None:
    records = {
        **two(9, 8),
        "yjglj": record("yjglj", {"measures.deaths.values.2024": 5}),
        "lbz": record("lbz", {"measures.officers.values.2024": 2}),
    }
    chosen = settings()
    found = check_city([plan()], chosen, records, Record("city"), lambda item: contributors(item, [plan()], chosen))
    codes = {(item.code, item.path[-1]) for item in found}
    assert ("city_difference", "2024") in codes
    assert ("part_above_whole", "2024") in codes
    assert next(item.path for item in found if item.code == "part_above_whole")[2] == "values"
    gap = next(
        item for item in found if item.code == "city_gap" and item.path[-1] == "2024" and "officers" in item.path
    )
    assert "曲塘镇" in gap.sentence
    assert "李堡镇" not in gap.sentence
