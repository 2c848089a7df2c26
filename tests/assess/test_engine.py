"""The engine as its callers meet it: units and the city, ratios and references, plans with code, the memo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import polars as pl
import pytest

from evaltui.assess.engine import Memo, rate
from evaltui.assess.results import Assessment
from evaltui.assess.rules import core_rules
from evaltui.plan.contract import Rule
from evaltui.plan.model import Bounds, Comparator, Measure, Plan, RatingWord, Ratio
from evaltui.store.record import Figure, Leaf, Record
from support.rated import UNIT, Case, Opened, assess, plan_of, record_of, settings_of

OTHER = "gaj"
R = Case("reduction", ">15", "120", ["114", "110", "104", "96"], ["94"], nature="count")
NO_CITY = Record("city")


def run(plans: list[Any], records: Mapping[str, Record], **more: Any) -> tuple[Assessment, ...]:
    options: dict[str, Any] = {"contributors": lambda _: (UNIT,), "with_city": False, **more}
    city = options.pop("city", NO_CITY)
    return rate(plans, settings_of(R, (UNIT, OTHER)), records, city, **options)


def record(owner: str, **figures: Mapping[int, str]) -> Record:
    fields: dict[tuple[str, ...], Leaf] = {}
    for measure, years in figures.items():
        for year, value in years.items():
            fields["measures", measure, "forecast" if year > 2024 else "values", str(year)] = Decimal(value)
    return Record(owner, MappingProxyType(fields))


def ratio_plan(**changes: Any) -> Plan:
    """An end level on deaths per GDP."""
    plan = plan_of(Case("end_level", "<=0.02"))
    deaths = Measure("deaths", "死亡人数", "人", "count")
    gdp = Measure("gdp", "地区生产总值", "亿元", "money")
    share = replace(plan.measures[0], ratio=Ratio("deaths", "gdp", Decimal(1)), **changes)
    return replace(plan, measures=(share, deaths, gdp))


DEATHS = {2020: "40", 2021: "38", 2022: "36", 2023: "30", 2024: "24", 2025: "20"}
GDP = {2020: "1200", 2021: "1300", 2022: "1350", 2023: "1400", 2024: "1500", 2025: "1600"}


def references(figures: Mapping[int, str]) -> Record:
    return Record(
        "city", MappingProxyType({("reference", "gdp", "2024年报", str(y)): Decimal(v) for y, v in figures.items()})
    )


# ratios


def test_a_ratio_is_computed_from_its_parts_half_up_to_six_decimals() -> None:
    [found] = run([Opened(ratio_plan())], {UNIT: record(UNIT, deaths=DEATHS, gdp=GDP)})
    assert found.base is not None
    assert found.base.raw == Decimal("0.033333")
    assert [year.raw for year in found.years] == [
        Decimal("0.029231"), Decimal("0.026667"), Decimal("0.021429"), Decimal("0.016"), Decimal("0.0125"),
    ]  # fmt: skip  # five years
    assert found.years[0].typed == ""
    assert found.computed == "ahead"


def test_the_measures_precision_rounds_the_figure_that_is_compared() -> None:
    [found] = run([Opened(ratio_plan(precision=2))], {UNIT: record(UNIT, deaths=DEATHS, gdp=GDP)})
    assert found.years[-2].raw == Decimal("0.02")


def test_a_figure_typed_on_the_measure_itself_counts() -> None:
    typed = record(UNIT, deaths=DEATHS, gdp=GDP, m={2025: "0.05"})
    [found] = run([Opened(ratio_plan())], {UNIT: typed})
    assert (found.years[-1].raw, found.years[-1].typed, found.computed) == (Decimal("0.05"), "raw", "behind")


def test_the_office_may_give_a_denominator_as_reference() -> None:
    past = {year: value for year, value in GDP.items() if year < 2025}
    own = record(UNIT, deaths=DEATHS, gdp={2025: "1600"})
    [found] = run([Opened(ratio_plan())], {UNIT: own}, city=references(past))
    assert found.computed == "ahead"


def test_the_unit_that_leads_a_denominator_may_give_it() -> None:
    others = {UNIT: record(UNIT, deaths=DEATHS), OTHER: record(OTHER, gdp=GDP)}

    def answers(measure: str) -> tuple[str, ...]:
        return (OTHER,) if measure == "gdp" else (UNIT,)

    found = run([Opened(ratio_plan())], others, contributors=answers)
    assert [(item.unit, item.computed) for item in found] == [(UNIT, "ahead")]


def test_a_ratio_names_the_part_it_lacks() -> None:
    lacking = {year: value for year, value in GDP.items() if year != 2024}
    [found] = run([Opened(ratio_plan())], {UNIT: record(UNIT, deaths=DEATHS, gdp=lacking)})
    assert (found.computed, found.missing) == ("pending", ("2024年实际值（地区生产总值）",))


def test_a_denominator_of_nothing_gives_no_ratio() -> None:
    [found] = run([Opened(ratio_plan())], {UNIT: record(UNIT, deaths=DEATHS, gdp={**GDP, 2024: "0"})})
    assert found.missing == ("2024年实际值（地区生产总值）",)


@pytest.mark.parametrize(("state", "rating"), [("by_superior", "unratable"), ("not_available", "pending")])
def test_a_ratio_takes_over_why_a_part_is_not_there(state: str, rating: str) -> None:
    own = record(UNIT, deaths=DEATHS, gdp=GDP).edited(
        {("measures", "gdp", "values", "2024"): Figure(state=state, reason="省统计局").to_leaf()}  # type: ignore[arg-type]  # a state
    )
    [found] = run([Opened(ratio_plan())], {UNIT: own})
    assert (found.computed, found.pending_cause) == (rating, "explained")


# units and the city


def test_a_unit_is_rated_on_what_it_contributes_to_and_the_city_on_consolidated_figures() -> None:
    records = {UNIT: record_of(R), OTHER: record_of(R.but(forecast=["110"]), OTHER)}
    figures: dict[tuple[str, tuple[Any, int]], Figure] = {
        ("m", ("values", year)): record_of(R).figure("m", year) for year in range(2020, 2025)
    }
    figures["m", ("forecast", 2025)] = Figure(value=Decimal(102))
    asked: list[int] = []

    def consolidate(*_: object) -> Any:
        asked.append(1)
        return figures

    plan = Opened(plan_of(R))
    found = run([plan], records, contributors=lambda _: (UNIT, OTHER), with_city=True, consolidate=consolidate)
    assert [(item.unit, item.computed) for item in found] == [(UNIT, "ahead"), (OTHER, "behind"), (None, "behind")]
    assert len(asked) == 1
    run([plan], records, consolidate=consolidate)
    assert len(asked) == 1
    only = run([plan], records, contributors=lambda _: (UNIT, OTHER), units=[OTHER], consolidate=consolidate)
    assert [item.unit for item in only] == [OTHER]


def test_the_city_is_decided_under_its_own_name_and_speaks_with_the_leads_statement() -> None:
    mid = replace(settings_of(R), round=replace(settings_of(R).round, actual_through=2024, forecast=()))
    city = Record("city", MappingProxyType({("decisions", "ratings", "city", "p", "i", "rating"): "behind"}))
    own = record_of(R.but(statement="can"))
    values: Any = {("m", ("values", year)): own.figure("m", year) for year in range(2020, 2025)}
    found = rate(
        [Opened(plan_of(R))],
        mid,
        {UNIT: own},
        city,
        contributors=lambda _: (UNIT,),
        units=[],
        consolidate=lambda *_: values,
    )
    assert [(item.unit, item.computed, item.effective, item.source) for item in found] == [
        (None, "ahead", "behind", "decided")
    ]


def test_rows_come_in_plan_and_printed_order() -> None:
    plan = plan_of(R)
    first = plan.indicators[0]
    shuffled = replace(plan, indicators=tuple(replace(first, id=f"i{no}", no=no) for no in (3, 1, 2)))
    found = run([Opened(shuffled)], {UNIT: record_of(R)})
    assert [item.indicator for item in found] == ["i1", "i2", "i3"]


def test_a_unit_without_a_record_has_nothing_filled_in() -> None:
    [found] = run([Opened(plan_of(R))], {})
    assert found.computed == "pending"


# plans with code


def rule(name: str, **changes: Any) -> Rule:
    return replace(core_rules()["end_level"], name=name, words=lambda facts: f"自定：{facts['rating']}", **changes)


@dataclass
class Coded:
    """A loaded plan with code: its rules, what it derives, and what it was blamed for."""

    plan: Plan
    own: Mapping[str, Rule]
    gives: Any = None
    blamed: tuple[str, ...] = ()

    def rules(self) -> Mapping[str, Rule]:
        return self.own

    def derive(self, values: Any) -> Any:
        return self.gives(values) if self.gives else {}

    def fail(self, stage: str, error: BaseException) -> None:
        self.blamed = (*self.blamed, stage)


LEVEL = Case("level_of_plugin", ">=75", "60", ["65", "70", "76", "78"], ["80"])


def test_a_plans_own_rule_rates_and_speaks() -> None:
    [found] = run([Coded(plan_of(LEVEL), {"level_of_plugin": rule("level_of_plugin")})], {UNIT: record_of(LEVEL)})
    assert (found.computed, found.derivation) == ("ahead", "自定：ahead")


def test_a_plans_rule_stands_before_the_cores_of_the_same_name() -> None:
    never = rule("reduction", meets=pl.lit(False), comparators=frozenset(Comparator))
    found = run([Coded(plan_of(R), {"reduction": never}), Opened(plan_of(R, id="q"))], {UNIT: record_of(R)})
    assert [item.computed for item in found] == ["behind", "ahead"]


def test_early_never_holds_without_the_target() -> None:
    eager = rule("level_of_plugin", early=pl.lit(True))
    late = LEVEL.but(forecast=["70"])
    [found] = run([Coded(plan_of(late), {"level_of_plugin": eager})], {UNIT: record_of(late)})
    assert (found.early, found.computed) == (False, "behind")


def test_a_rule_may_give_one_of_the_plans_own_words() -> None:
    words = {"faster": RatingWord("快于预期", "on_track"), "great": RatingWord("大幅提前", "ahead")}
    named = rule("level_of_plugin", rating=pl.lit("faster"))
    case = LEVEL.but(words=words)
    [found] = run([Coded(plan_of(case), {"level_of_plugin": named})], {UNIT: record_of(case)})
    assert found.computed == "faster"
    missed = case.but(forecast=["70"])
    [held] = run([Coded(plan_of(missed), {"level_of_plugin": named})], {UNIT: record_of(missed)})
    assert held.computed == "behind"


@pytest.mark.parametrize(
    "broken", [{"meets": pl.col("no_such_column") > 1}, {"meets": pl.col("k")}, {"required": pl.lit("viel")}]
)
def test_a_rule_whose_expressions_fail_hurts_its_own_rows_alone(broken: dict[str, Any]) -> None:
    plan = Coded(plan_of(LEVEL), {"level_of_plugin": rule("level_of_plugin", **broken)})
    found = run([plan, Opened(plan_of(R, id="q"))], {UNIT: record_of(R)})
    assert [item.computed for item in found] == ["unratable", "ahead"]
    assert plan.blamed == ("rate",)
    assert "计算出错" in found[0].derivation


def test_where_an_overriding_rule_fails_the_core_answers() -> None:
    broken = replace(core_rules()["reduction"], meets=pl.col("no_such_column"))
    [found] = run([Coded(plan_of(R), {"reduction": broken})], {UNIT: record_of(R)})
    assert found.computed == "ahead"


def test_a_rule_that_nobody_gives_leaves_the_row_unratable() -> None:
    [found] = run([Opened(plan_of(LEVEL))], {UNIT: record_of(LEVEL)})
    assert (found.computed, found.derivation) == ("unratable", "评价规则“level_of_plugin”不可用，暂无法评价。")


def test_words_that_fail_are_replaced_by_the_cores() -> None:
    def words(_: object) -> str:
        raise RuntimeError("broken")

    failing = replace(core_rules()["reduction"], words=words)
    [found] = run([Coded(plan_of(R), {"reduction": failing})], {UNIT: record_of(R)})
    assert found.derivation.startswith("2020年基数120")


def test_a_derived_measure_counts_where_nothing_was_typed() -> None:
    plan = plan_of(Case("end_level", ">=75", "60"))
    source = Measure("x", "来源", "", "level", bounds=Bounds(None, None))
    two = replace(plan, measures=(*plan.measures, source))

    def gives(values: Mapping[tuple[str, int], Decimal]) -> Mapping[tuple[str, int], Decimal]:
        return {("m", year): value * 2 for (measure, year), value in values.items() if measure == "x"}

    own = record(UNIT, x={2020: "30", 2021: "31", 2022: "32", 2023: "33", 2024: "38", 2025: "40"}, m={2025: "70"})
    [found] = run([Coded(two, {}, gives)], {UNIT: own})
    assert [year.raw for year in found.years] == [62, 64, 66, 76, 70]
    assert found.computed == "behind"


# the memo


def test_the_memo_gives_what_rating_anew_gives() -> None:
    memo: Memo = {}
    plan = Opened(plan_of(R))
    for forecast in ("94", "110", "94", "100", "94"):
        records = {UNIT: record_of(R.but(forecast=[forecast]))}
        assert run([plan], records, memo=memo) == run([plan], records)
    assert len(memo) == 3


@pytest.mark.parametrize(
    "change",
    [
        {("measures", "m", "ytd", "2025"): Decimal(95)},
        {("measures", "m", "scope"): "新口径"},
        {("plans", "p", "declared", "i", "rating"): "behind"},
        {("measures", "m", "values", "2024"): Figure(value=Decimal(96), flag="preliminary").to_leaf()},
    ],
)
def test_the_memo_notices_what_is_told_beside_the_figures(change: dict[tuple[str, ...], Leaf]) -> None:
    memo: Memo = {}
    plan = Opened(plan_of(R))
    before = run([plan], {UNIT: record_of(R)}, memo=memo)
    changed = {UNIT: record_of(R).edited(change)}
    assert run([plan], changed, memo=memo) == run([plan], changed)
    assert run([plan], {UNIT: record_of(R)}, memo=memo) == before


def test_the_memo_notices_another_plan_rule_and_switch() -> None:
    memo: Memo = {}
    records = {UNIT: record_of(R)}
    run([Opened(plan_of(R))], records, memo=memo)
    [stricter] = run([Opened(plan_of(R.but(target=">30")))], records, memo=memo)
    assert stricter.computed == "behind"
    never = replace(core_rules()["reduction"], meets=pl.lit(False))
    [overruled] = run([Opened(plan_of(R), {"reduction": never})], records, memo=memo)
    assert overruled.computed == "behind"


def test_nothing_to_rate() -> None:
    assert run([], {}) == ()
    assert run([Opened(plan_of(R))], {}, contributors=lambda _: ()) == ()


def test_assessments_say_what_the_forms_and_the_grid_need() -> None:
    found = assess(R)
    assert [(year.year, year.raw, year.forecast) for year in found.years] == [
        (2021, Decimal(114), False), (2022, Decimal(110), False), (2023, Decimal(104), False), (2024, Decimal(96), False),
        (2025, Decimal(94), True),
    ]  # fmt: skip  # five years
    assert found.years[0].yoy == Decimal(5)
    assert found.years[3].fall == Decimal(20)
    assert found.target is not None
    assert found.facts["schedule"] == "12"
