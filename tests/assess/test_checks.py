"""校核: every rule by id, with an example it must find and one it must leave alone; severity, order, answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from evaltui.assess.checks import check_unit, remark_id
from evaltui.assess.checks_forms import phone_fits
from evaltui.assess.duties import duties
from evaltui.assess.results import Assessment
from evaltui.catalogue.problems_assess import SENTENCES
from evaltui.errors import Severity
from evaltui.plan.model import RoundTemplate
from evaltui.store.record import Path, Record
from support.checked import Example, codes, rates, run
from support.small_plan import DEATHS, MEASURES, indicator, judged, plan, series, settings

TEN = Decimal(10)
ACCIDENTS = series("accidents", 120, 114, 110, 104, 96, forecast=94)
FULL = {**ACCIDENTS, **series("deaths", 40, 38, 36, 34, 33, forecast=32)}
LAGGING = judged("road", "behind", "gaj", explanation_owed=True)
TOLD = {f"explanations.road.{key}": "说明" for key in ("cause", "final_progress", "measures_taken")}
YEARLY = settings(actual_through=2022, forecast=())
TASK = "plans.safety.tasks.t1"
KEPT = "plans.safety.commitments.k1"
PROJECT = "plans.safety.projects.p1"
DECLARED = judged("road", "behind", "gaj", declared="on_track", declared_reason="已整改")
RATINGS: Mapping[str, Any] = {"unit": "gaj", "meets_target": False}


def declared(rating: str, **more: Any) -> tuple[Assessment, ...]:
    return (replace(DECLARED, declared=rating, **more),)


# code -> (finds it, leaves it alone)
EXAMPLES: dict[str, tuple[Example, Example]] = {
    "base_missing": (
        Example(fields={key: leaf for key, leaf in FULL.items() if "2020" not in key}),
        Example(fields=FULL),
    ),
    "figure_missing": (
        Example(fields={key: leaf for key, leaf in FULL.items() if "2022" not in key}),
        Example(fields={**FULL, "measures.deaths.values.2022": {"state": "not_available", "reason": "移交中"}}),
    ),
    "forecast_missing": (
        Example(fields={key: leaf for key, leaf in FULL.items() if "forecast" not in key}),
        Example(fields=FULL),
    ),
    "statement_missing": (
        Example("gaj", chosen=YEARLY),
        Example(
            "gaj",
            {"plans.safety.statement.road_row": "can", "plans.safety.statement.cover_row": "difficult"},
            chosen=YEARLY,
        ),
    ),
    "figure_question": (
        Example(fields={"measures.accidents.values.2021": "约114"}),
        Example(fields=ACCIDENTS),
    ),
    "state_reason_missing": (
        Example(fields={"measures.accidents.values.2021": {"state": "not_available"}}),
        Example(fields={"measures.accidents.values.2021": {"state": "by_superior"}}),
    ),
    "state_unfitting": (
        Example("gaj", {"measures.cover.values.2021": {"state": "not_occurred"}}),
        Example("gaj", {"measures.road.values.2021": {"state": "not_occurred"}}),
    ),
    "source_missing": (
        Example(fields=ACCIDENTS),
        Example(fields={**ACCIDENTS, "measures.accidents.source": "事故统计台账"}),
    ),
    "parts_do_not_fit": (
        Example("gaj", {"measures.cover.values.2021": {"value": 90, "num": 85, "den": 100}}),
        Example("gaj", {"measures.cover.values.2021": {"value": Decimal("33.3"), "num": 1, "den": 3}}),
    ),
    "num_above_den": (
        Example("gaj", {"measures.cover.values.2021": {"value": 105, "num": 105, "den": 100}}),
        Example("gaj", {"measures.cover.values.2021": {"value": 100, "num": 100, "den": 100}}),
    ),
    "jump_large": (
        Example(fields=series("accidents", 10, 10, 51)),
        Example(fields=series("accidents", 10, 10, 50)),
    ),
    "deaths_without_events": (
        Example(fields={"measures.accidents.values.2021": 0, "measures.deaths.values.2021": 1}),
        Example(fields={"measures.accidents.values.2021": 0, "measures.deaths.values.2021": 0}),
    ),
    "part_above_whole": (
        Example(
            fields={"measures.deaths.values.2021": 3, "measures.road.values.2021": 4},
            city={"assignments.collected_from.road": ("yjglj",)},
        ),
        Example(
            fields={"measures.deaths.values.2021": 3, "measures.road.values.2021": 3},
            city={"assignments.collected_from.road": ("yjglj",)},
        ),
    ),
    "row_shifted": (
        Example(fields=series("accidents", 120, 120, 114, 110, 104)),
        Example(fields=series("accidents", 120, 120, 114, 110, 104, forecast=96)),
    ),
    "row_shifted_against_reported": (
        Example(
            fields={
                **series("accidents", 120, 114, 120, 114, 110),
                "measures.accidents.as_reported.midterm.2021": 120,
                "measures.accidents.as_reported.midterm.2022": 114,
                "measures.accidents.as_reported.midterm.2023": 110,
            }
        ),
        Example(fields={**ACCIDENTS, "measures.accidents.as_reported.midterm.2021": 115}),
    ),
    "half_year_forecast": (
        Example(fields=series("accidents", 120, 114, 110, 104, 100, forecast=59)),
        Example(fields=series("accidents", 120, 114, 110, 104, 100, forecast=60)),
    ),
    "as_reported_differs": (
        Example(fields={**ACCIDENTS, "measures.accidents.as_reported.midterm.2021": 115}),
        Example(fields={**ACCIDENTS, "measures.accidents.as_reported.midterm.2021": Decimal("114.0")}),
    ),
    "explanation_missing": (
        Example("gaj", {"explanations.road.cause": "说明"}, (LAGGING,)),
        Example("gaj", TOLD, (LAGGING,)),
    ),
    "rating_pending": (
        Example(rows=(judged("accidents", "pending", missing=("2024年数据",), pending_cause="fill"),)),
        Example(rows=(judged("accidents", "pending", effective="on_track"),)),
    ),
    "rating_pending_explained": (
        Example(rows=(judged("accidents", "pending", missing=("本市分解目标",), pending_cause="explained"),)),
        Example(rows=(judged("accidents"),)),
    ),
    "rating_unratable": (
        Example(rows=(judged("accidents", "unratable", derivation="数据矛盾", pending_cause="fill"),)),
        Example(rows=(judged("accidents", "unratable", derivation="基数为0", pending_cause="explained"),)),
    ),
    "rating_unratable_explained": (
        Example(rows=(judged("accidents", "unratable", derivation="基数为0", pending_cause="explained"),)),
        Example(rows=(judged("accidents"),)),
    ),
    "declared_reason_missing": (
        Example("gaj", rows=declared("on_track", declared_reason=" ")),
        Example("gaj", rows=declared("on_track")),
    ),
    "declared_stale": (
        Example("gaj", rows=declared("on_track", declared_stale=True)),
        Example("gaj", rows=declared("on_track", declared_stale=True, decided="on_track")),
    ),
    "declared_not_allowed": (
        Example("gaj", rows=declared("ahead", meets_target=False)),
        Example("gaj", rows=declared("on_track", meets_target=False)),
    ),
    "figures_differ": (
        Example("jtj", {"measures.road.values.2024": 8}, others={"gaj": {"measures.road.values.2024": 9}}),
        Example(
            "jtj",
            {"measures.road.values.2024": 8},
            others={"gaj": {"measures.road.values.2024": 9}},
            city={"decisions.figures.road.values.2024": {"value": 8, "reason": "以台账为准"}},
        ),
    ),
    "task_state_missing": (Example("gaj"), Example("gaj", {f"{TASK}.state": "done"})),
    "task_text_missing": (Example("gaj", {f"{TASK}.state": "done"}), Example("gaj", {f"{TASK}.progress": "已建成"})),
    "task_reason_missing": (
        Example("gaj", {f"{TASK}.state": "not_ours"}),
        Example("gaj", {f"{TASK}.state": "not_ours", f"{TASK}.reason": "职责划转"}),
    ),
    "commitment_state_missing": (Example("gaj"), Example("gaj", {f"{KEPT}.state": "done"})),
    "commitment_text_missing": (Example("gaj"), Example("gaj", {f"{KEPT}.progress": "培训3200人次"})),
    "project_state_missing": (Example(), Example(fields={f"{PROJECT}.state": "under_way"})),
    "project_text_missing": (
        Example(fields={f"{PROJECT}.state": "cancelled", f"{PROJECT}.content": "平台"}),
        Example(fields={f"{PROJECT}.state": "cancelled", f"{PROJECT}.content": "平台", f"{PROJECT}.progress": "取消"}),
    ),
    "project_reason_missing": (
        Example(fields={f"{PROJECT}.state": "cancelled"}),
        Example(fields={f"{PROJECT}.state": "under_way"}),
    ),
    "report_missing": (
        Example("lbz"),
        Example("lbz", {"plans.safety.report_mode": "part", "plans.safety.report_with": "gaj"}),
    ),
    "contact_missing": (
        Example("lbz", {"plans.safety.contact.name": "张三"}),
        Example("lbz", {f"plans.safety.contact.{key}": "13800000000" for key in ("name", "post", "phone")}),
    ),
    "people_missing": (
        Example(),
        Example(
            fields={f"plans.safety.{key}": "0513-88000000" for key in ("filled_by", "checked_by", "head", "phone")}
        ),
    ),
    "phone_shape": (
        Example("lbz", {"plans.safety.contact.phone": "1380000"}),
        Example("lbz", {"plans.safety.contact.phone": "0513-88000000转8012"}),
    ),
}
COVER = plan(indicators=(indicator("cover", "end_level", ">=", 90),))
TOTALS = plan(indicators=(indicator("accidents", "cumulative", ">=", 400),))


def cover(*years: Any, **more: Any) -> Example:
    return Example("gaj", series("cover", *years, **more), plans=(COVER,), rated=True)


EXAMPLES |= {
    "warn_forecast_leap": (
        cover(60, 62, 64, 66, 68, forecast=91),
        cover(60, 66, 72, 78, 84, forecast=91),
    ),
    "warn_forecast_turn": (
        cover(60, 59, 58, 57, 56, forecast=57),
        cover(60, 61, 62, 63, 64, forecast=65),
    ),
    "warn_forecast_on_target": (
        cover(60, 66, 72, 78, 84, forecast=90),
        cover(60, 66, 72, 78, 84, forecast=91),
    ),
    "warn_running_total": (
        Example(fields=series("accidents", None, 80, 170, 270, 380), plans=(TOTALS,), rated=True),
        Example(fields=series("accidents", None, 80, 90, 100, 90), plans=(TOTALS,), rated=True),
    ),
    "warn_swing": (cover(60, 70, 60, 70, 80), cover(60, 70, 69, 75, 80)),
    "warn_met_and_lost": (cover(60, 91, 92, 91, 85), cover(60, 80, 82, 91, 92)),
    "warn_ytd_above_forecast": (
        rates(Example(fields=ACCIDENTS), **{"measures.accidents.ytd.2025": 95}),
        rates(Example(fields=ACCIDENTS), **{"measures.accidents.ytd.2025": 94}),
    ),
    "warn_flagged": (
        rates(Example(fields=ACCIDENTS), **{"measures.accidents.values.2024": {"value": 96, "flag": "preliminary"}}),
        rates(Example(fields=ACCIDENTS)),
    ),
    "warn_scope_changed": (
        rates(Example(fields=ACCIDENTS), **{"measures.accidents.values.2024": {"value": 96, "scope": "含轻微事故"}}),
        rates(Example(fields=ACCIDENTS), **{"measures.accidents.scope": "不含轻微事故"}),
    ),
}
BY_CITY = {"city_gap", "city_difference"}
"""Found by check_city; tested with consolidation."""


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_example_is_found_and_jumps_to_its_field(code: str) -> None:
    found = [item for item in run(EXAMPLES[code][0]) if item.code == code]
    assert found
    assert all(item.path and item.place and item.sentence.endswith("。") for item in found)
    assert all(not re.search(r"[{}]|None", item.line()) for item in found)
    assert {item.severity for item in found} == {Severity(SENTENCES[code].severity)}


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_counterexample_is_left_alone(code: str) -> None:
    assert code not in codes(EXAMPLES[code][1])


def test_every_rule_has_its_examples() -> None:
    assert set(EXAMPLES) | BY_CITY == set(SENTENCES)


def test_gravest_first_and_nothing_twice() -> None:
    plans = (plan(), plan("emergency", report_units=(), tasks=(), commitments=(), projects=()))
    found = run(Example("gaj", {"measures.road.values.2021": "约9"}, plans=plans))
    weights = [list(Severity).index(item.severity) for item in found]
    assert weights == sorted(weights)
    assert len(set(found)) == len(found)
    assert len([item for item in found if item.path == ("measures", "road", "values", "2022")]) == 1


def test_a_question_is_one_problem_and_not_a_missing_figure_too() -> None:
    found = run(Example(fields={"measures.accidents.values.2021": "约114"}))
    assert [item.code for item in found if item.path[-2:] == ("values", "2021") and "accidents" in item.path] == [
        "figure_question"
    ]


def test_a_rating_that_waits_for_the_offices_reference_does_not_hold_the_unit_up() -> None:
    whole = {**ACCIDENTS, **series("deaths", 40, 38, 36, 34, 33, forecast=32)}
    waiting = run(Example(fields=whole, rated=True))
    found = [item for item in waiting if item.code.startswith("rating_pending") and "death_rate_row" in item.path]
    assert [(item.code, item.severity) for item in found] == [("rating_pending_explained", Severity.MUST_EXPLAIN)]
    short = {key: leaf for key, leaf in whole.items() if key != "measures.deaths.values.2024"}
    assert "rating_pending" in codes(Example(fields=short, rated=True))


def test_a_preliminary_reference_is_not_the_units_flag() -> None:
    whole = {**ACCIDENTS, **series("deaths", 40, 38, 36, 34, 33, forecast=32)}
    gdp = {f"reference.gdp.v1.{year}": 1000 for year in range(2020, 2026)}
    flagged = {**gdp, "reference.gdp.v1.2024": {"value": 1000, "flag": "preliminary"}}
    assert "warn_flagged" not in codes(Example(fields=whole, city=flagged, rated=True))


def test_a_round_reported_before_is_called_by_its_title() -> None:
    known = plan(rounds=(RoundTemplate("midterm", "中期评估", 2022),))
    example = replace(EXAMPLES["as_reported_differs"][0], plans=(known,))
    found = next(item for item in run(example) if item.code == "as_reported_differs")
    assert "（中期评估）" in found.sentence


def test_deaths_are_only_held_against_accidents_that_the_unit_counts() -> None:
    others = tuple(replace(m, units=("公安局",)) if m.id == "deaths" else m for m in MEASURES)
    fields = {"measures.accidents.values.2021": 0, "measures.deaths.values.2021": 1}
    assert "deaths_without_events" not in codes(Example("gaj", fields, plans=(plan(measures=others),)))


def test_a_numerator_alone_is_no_contradiction() -> None:
    assert "parts_do_not_fit" not in codes(Example("gaj", {"measures.cover.values.2021": {"value": 9, "num": 85}}))


def test_who_only_reports_fills_no_table_and_signs_none() -> None:
    without = plan(indicators=(indicator("accidents", "reduction"),))
    assert "people_missing" not in codes(Example("lbz", plans=(without,)))


@pytest.mark.parametrize(("year", "wrong"), [("2020", False), ("2021", True)])
def test_only_the_base_year_may_be_without_a_system(year: str, wrong: bool) -> None:
    example = Example("gaj", {f"measures.cover.values.{year}": {"state": "no_system"}})
    assert ("state_unfitting" in codes(example)) is wrong


def test_a_row_may_be_shifted_either_way() -> None:
    fields = {
        **series("accidents", 120, 110, 104, 96),
        "measures.accidents.as_reported.midterm.2021": 114,
        "measures.accidents.as_reported.midterm.2022": 110,
        "measures.accidents.as_reported.midterm.2023": 104,
    }
    assert "row_shifted_against_reported" in codes(Example(fields=fields))


def test_what_was_reported_before_is_not_held_against_a_gap() -> None:
    fields = {"measures.accidents.as_reported.midterm.2021": 115, "measures.accidents.values.2022": 110}
    assert "as_reported_differs" not in codes(Example(fields=fields))


def test_falls_and_figures_are_never_held_against_each_other() -> None:
    fields = {"measures.deaths.values.2021": 3, "measures.road.values.2021": {"value": 10, "reading": "vs_base"}}
    assert "part_above_whole" not in codes(Example(fields=fields, city={"assignments.collected_from.road": ("yjglj",)}))


def test_a_warning_that_nobody_knows_is_passed_over() -> None:
    assert not [
        code for code in codes(Example(rows=(judged("accidents", warnings=("new_one",)),))) if "new_one" in code
    ]


def test_a_pending_row_without_a_list_says_its_derivation() -> None:
    row = judged("accidents", "pending", derivation="目标待定，评价为待定。", pending_cause="explained")
    found = next(item for item in run(Example(rows=(row,))) if item.code == "rating_pending_explained")
    assert found.sentence == "评价待定：目标待定，评价为待定。"


@pytest.mark.parametrize("code", ["source_missing", "people_missing", "contact_missing", "explanation_missing"])
def test_blanks_are_no_answer(code: str) -> None:
    example = EXAMPLES[code][1]
    blank = {key: "　 " if isinstance(leaf, str) else leaf for key, leaf in example.fields.items()}
    assert code in codes(replace(example, fields=blank))


def test_a_blank_remark_settles_nothing() -> None:
    example = EXAMPLES["jump_large"][0]
    asked = next(item for item in run(example) if item.code == "jump_large")
    remark = {f"plans.safety.remarks.{remark_id(asked.code, asked.path)}": " "}
    after = run(replace(example, fields={**example.fields, **remark}))
    assert next(item for item in after if item.code == "jump_large").severity is Severity.MUST_EXPLAIN


def test_other_units_judgements_do_not_count() -> None:
    assert "rating_pending" not in codes(
        Example("gaj", rows=(judged("accidents", "pending", "yjglj", pending_cause="fill"),))
    )


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("jump_large", {"measures.accidents.values.2022": {"value": 51, "note": "口径扩大"}}),
        ("half_year_forecast", {"measures.accidents.forecast.2025": {"value": 59, "basis": "1—5月同比下降四成"}}),
        ("row_shifted", {"measures.accidents.values.2021": {"value": 120, "note": "两年相同，已核"}}),
        ("as_reported_differs", {"measures.accidents.values.2021": {"value": 114, "flag": "revised"}}),
        ("as_reported_differs", {"measures.accidents.as_reported_reason.midterm": "普查修订"}),
    ],
)
def test_an_answer_beside_the_figure_settles_the_question(code: str, answer: Mapping[str, Any]) -> None:
    example = EXAMPLES[code][0]
    assert code not in codes(replace(example, fields={**example.fields, **answer}))


def test_a_forecast_with_its_basis_is_not_questioned() -> None:
    told = cover(60, 62, 64, 66, 68, forecast={"value": 91, "basis": "三个站点年内投用"})
    assert not {code for code in codes(told) if code.startswith("warn_forecast")}


def test_a_warning_jumps_to_the_figure_it_is_about() -> None:
    def path(code: str) -> Path:
        return next(item.path for item in run(EXAMPLES[code][0]) if item.code == code)

    assert path("warn_ytd_above_forecast") == ("measures", "accidents", "ytd", "2025")
    assert path("warn_forecast_leap") == ("measures", "cover", "forecast", "2025")
    assert path("warn_swing") == ("measures", "cover", "values", "2022")


def test_a_trend_that_turns_is_told_in_words() -> None:
    found = next(item for item in run(EXAMPLES["warn_forecast_turn"][0]) if item.code == "warn_forecast_turn")
    assert found.sentence == "近三年逐年变差，而预测转为好转。"


def test_one_year_like_its_neighbour_is_no_shifted_row() -> None:
    fields = {**series("accidents", 120, 120, 110), "measures.accidents.as_reported.midterm.2021": 114}
    told = codes(Example(fields={**fields, "measures.accidents.as_reported.midterm.2020": 120}))
    assert "as_reported_differs" in told
    assert "row_shifted_against_reported" not in told


def test_a_shared_measure_is_warned_about_once() -> None:
    both = rates(EXAMPLES["warn_flagged"][0])
    twice = replace(both, plans=(plan(), plan("emergency", report_units=(), tasks=(), commitments=(), projects=())))
    assert len([item for item in run(twice) if item.code == "warn_flagged" and "accidents" in item.path]) == 1


def test_an_answered_question_stays_as_a_hint_with_the_answer() -> None:
    example = EXAMPLES["jump_large"][0]
    asked = next(item for item in run(example) if item.code == "jump_large")
    remark = {f"plans.safety.remarks.{remark_id(asked.code, asked.path)}": "确为51起，见台账"}
    told = next(
        item for item in run(replace(example, fields={**example.fields, **remark})) if item.code == "jump_large"
    )
    assert (told.severity, told.hint) == (Severity.HINT, "单位说明：确为51起，见台账")


def test_a_must_fix_cannot_be_talked_away() -> None:
    example = EXAMPLES["num_above_den"][0]
    found = next(item for item in run(example) if item.code == "num_above_den")
    remark = {f"plans.safety.remarks.{remark_id(found.code, found.path)}": "就是这样"}
    after = run(replace(example, fields={**example.fields, **remark}))
    assert next(item for item in after if item.code == "num_above_den").severity is Severity.MUST_FIX


def test_remark_ids_fit_the_file_and_tell_fields_apart() -> None:
    long = ("measures", "m" * 60, "values", "2021")
    one, other = remark_id("jump_large", long), remark_id("jump_large", (*long[:-1], "2022"))
    assert one != other
    for text in (one, other, remark_id("a", ("b", "c-d"))):
        assert re.fullmatch(r"[a-z0-9_]{1,64}", text)


def test_a_missed_binding_target_allows_only_behind() -> None:
    row = judged("accidents", "behind", declared="on_track", declared_reason="已整改", meets_target=False)
    found = next(item for item in run(Example(rows=(row,))) if item.code == "declared_not_allowed")
    assert "“滞后预期”" in found.hint
    assert "符合预期" not in found.hint


def test_a_differing_joint_row_names_the_contributors_of_that_row_only() -> None:
    example = EXAMPLES["figures_differ"][0]
    found = next(item for item in run(example) if item.code == "figures_differ")
    assert "公安局9，交通局8" in found.sentence
    bystander = replace(example, unit="yjglj", fields={}, others={**example.others, "jtj": example.fields})
    assert "figures_differ" not in codes(bystander)


def test_parts_are_only_held_against_wholes_of_the_same_unit() -> None:
    fields = {"measures.deaths.values.2021": 3, "measures.road.values.2021": 4}
    assert "part_above_whole" not in codes(Example("gaj", fields))


def test_readings_that_are_falls_are_never_compared_as_figures() -> None:
    falls = {
        "measures.accidents.values.2021": {"value": 1, "reading": "vs_base"},
        "measures.accidents.values.2022": {"value": 12, "reading": "vs_base"},
    }
    assert "jump_large" not in codes(Example(fields=falls))


def test_a_plan_with_a_duration_may_say_that_nothing_happened() -> None:
    measures = (*MEASURES, replace(DEATHS, id="hours", name="救助时间", nature="duration", parts=(), events=""))
    rows = (indicator("hours", "every_year", "<=", 10),)
    example = Example(
        fields={"measures.hours.values.2021": {"state": "not_occurred"}},
        plans=(plan(measures=measures, indicators=rows),),
    )
    assert "state_unfitting" not in codes(example)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("13800000000", True),
        ("１３８ 0000 0000", True),
        ("+86 138-0000-0000", True),
        ("0513-88000000", True),
        ("(0513)88000000", True),
        ("88000000", True),
        ("661234", True),
        ("0513-88000000转8012", True),
        ("13800000000、0513-88000000", True),
        ("400-800-1234", True),
        ("1380000000", False),
        ("138000000000", False),
        ("0513-880000", False),
        ("张三", False),
        ("同上", False),
        ("12", False),
    ],
)
def test_phones(text: str, good: bool) -> None:
    assert phone_fits(text) is good


def test_an_empty_record_never_breaks_a_check() -> None:
    for unit in ("yjglj", "gaj", "jtj", "czj", "lbz"):
        owed = duties([plan()], settings())[unit]
        assert all(
            item.code in SENTENCES
            for item in check_unit(unit, [plan()], settings(), Record(unit), Record("city"), (), owed)
        )


def test_dates_in_a_record_do_not_disturb_a_check() -> None:
    fields = {"measures.accidents.as_of": date(2025, 6, 16), "measures.accidents.values.2021": TEN}
    assert "figure_missing" in codes(Example(fields=fields))
