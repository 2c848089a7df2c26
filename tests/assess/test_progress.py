"""填报率 from content, deadlines from given dates, ratings counted with and without double rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from evaltui.assess.counts import count_ratings, counts_sentence
from evaltui.assess.duties import duties
from evaltui.assess.progress import Progress, UnitProgress, progress, totals, unit_progress
from evaltui.errors import Severity, problem
from evaltui.plan.model import IndicatorTable, Plan
from evaltui.store.record import Record
from support.small_plan import INDICATORS, indicator, judged, plan, record, series, settings

DAY = date(2025, 6, 7)


def one(
    unit: str, fields: Mapping[str, Any] | None = None, *, plans: tuple[Plan, ...] | None = None, **more: Any
) -> UnitProgress:
    used = plans or (plan(),)
    chosen = more.pop("chosen", settings())
    owed = duties(used, chosen)[unit]
    city = more.pop("city", Record("city"))
    return unit_progress(owed, used, chosen, record(unit, fields), city, more.pop("as_of", DAY), **more)


def section(found: UnitProgress, name: Any) -> Progress:
    part = found.section("safety", name)
    assert part is not None
    return part.progress


def test_every_year_base_and_forecast_is_one_slot() -> None:
    assert section(one("jtj"), "indicators") == Progress(required=12, answered=0)


def test_a_figure_answers_its_slot_and_a_question_does_not() -> None:
    fields = {
        **series("road", 10, 10, "约9"),
        "measures.road.values.2023": {"state": "not_available", "reason": "移交"},
    }
    assert section(one("jtj", fields), "indicators").answered == 3


def test_a_ratio_asks_for_its_parts_only_and_the_office_owes_the_reference() -> None:
    assert section(one("yjglj"), "indicators").required == 12


def test_a_ratio_that_was_typed_answers_for_a_part_that_only_it_needs() -> None:
    alone = plan(indicators=(indicator("death_rate", "reduction"),))
    found = one("yjglj", {"measures.death_rate.values.2021": 1, "measures.deaths.values.2022": 7}, plans=(alone,))
    assert section(found, "indicators") == Progress(required=6, answered=2)


def test_rules_without_base_ask_for_no_base() -> None:
    alone = plan(indicators=(indicator("accidents", "cumulative"),))
    assert section(one("yjglj", plans=(alone,)), "indicators").required == 5


def test_a_round_without_forecast_asks_whether_it_can_be_met() -> None:
    yearly = settings(actual_through=2022, forecast=())
    found = one("gaj", {"plans.safety.statement.road_row": "difficult"}, chosen=yearly)
    assert section(found, "indicators") == Progress(required=2 * 3 + 2, answered=1)


def test_a_closing_round_asks_for_neither_forecast_nor_statement() -> None:
    assert section(one("jtj", chosen=settings(actual_through=2025, forecast=())), "indicators").required == 2 * 6


def test_an_owed_explanation_adds_slots_for_the_lead_alone() -> None:
    rows = [judged("road", "behind", unit, explanation_owed=True) for unit in ("gaj", "jtj")]
    assert section(one("gaj", assessments=rows), "indicators").required == 15
    assert section(one("jtj", assessments=rows), "indicators").required == 12
    told = one("gaj", {"explanations.road.cause": "货车多"}, assessments=rows)
    assert section(told, "indicators").answered == 1


def test_a_plans_own_explanation_counts() -> None:
    rows = [judged("road", "behind", "gaj", explanation_owed=True)]
    fields = {"plans.safety.explanations.road_row.cause": "货车多"}
    assert section(one("gaj", fields, assessments=rows), "indicators").answered == 1


def test_a_task_that_is_not_ours_needs_no_text() -> None:
    assert section(one("gaj"), "tasks") == Progress(2, 0)
    assert section(one("gaj", {"plans.safety.tasks.t1.state": "not_ours"}), "tasks") == Progress(1, 1)


def test_what_a_project_is_asked_depends_on_its_state() -> None:
    waiting = one("yjglj", {"plans.safety.projects.p1.state": "not_started"})
    assert ("plans", "safety", "projects", "p1", "preparation") in waiting.sections[1].open
    assert ("plans", "safety", "projects", "p1", "results") not in waiting.sections[1].open


def test_a_report_may_be_merged_or_sent_as_a_file() -> None:
    assert section(one("lbz"), "report").required == 6
    assert section(one("lbz", {"plans.safety.report_mode": "merged"}), "report") == Progress(0, 0)
    assert section(one("lbz", {"plans.safety.report.file": "报告.docx"}), "report").complete


def test_a_town_without_indicators_owes_no_part_about_them() -> None:
    without = plan(indicators=INDICATORS[:5])
    assert section(one("lbz", plans=(without,)), "report").required == 5


def test_a_shared_figure_counts_once_in_the_total_and_under_each_plan() -> None:
    plans = (plan(), plan("emergency", report_units=(), tasks=(), commitments=(), projects=()))
    found = one("jtj", series("road", 10), plans=plans)
    assert found.section("emergency", "indicators") is not None
    assert found.total == Progress(required=12 + 3 + 3, answered=1)


def test_percent_is_rounded_down_so_that_100_means_complete() -> None:
    assert Progress(300, 299).percent == 99
    assert Progress(300, 300).percent == 100
    assert Progress(0, 0).percent is None


def test_days_left_and_late() -> None:
    last = {item.name: item for item in one("gaj", as_of=date(2025, 6, 16)).deadlines}
    assert (last["submission"].days_left, last["submission"].late) == (0, False)
    assert (last["contact"].days_late, last["contact"].late) == (32, True)
    assert one("gaj", as_of=date(2025, 6, 17)).deadlines[1].days_late == 1


def test_a_deadline_that_excludes_its_day() -> None:
    strict = settings(deadline_inclusive=False)
    assert one("gaj", as_of=date(2025, 6, 16), chosen=strict).deadlines[1].late


def test_an_extension_moves_one_units_deadline() -> None:
    city = record("city", {"extensions.gaj.submission.until": date(2025, 6, 20)})
    found = one("gaj", as_of=date(2025, 6, 18), city=city).deadlines[1]
    assert (found.extended, found.days_left, found.late) == (True, 2, False)


def test_an_extension_never_shortens() -> None:
    city = record("city", {"extensions.gaj.submission.until": date(2025, 6, 10)})
    assert one("gaj", city=city).deadlines[1].due == date(2025, 6, 16)


def test_handed_in_on_time_is_never_late_afterwards() -> None:
    found = one(
        "gaj", as_of=date(2025, 7, 30), handed_in={"submission": date(2025, 6, 16), "contact": date(2025, 5, 20)}
    )
    assert [(item.name, item.days_late, item.late) for item in found.deadlines] == [
        ("contact", 5, True),
        ("submission", 0, False),
    ]


def test_a_contact_that_is_known_is_not_late_though_nothing_was_handed_in() -> None:
    fields = {f"plans.safety.contact.{key}": "13800000000" for key in ("name", "post", "phone")}
    day = date(2025, 6, 18)
    found = one("gaj", fields, as_of=day, handed_in={"contact": day}).deadlines
    assert [(item.name, item.done, item.late) for item in found] == [
        ("contact", True, False),
        ("submission", False, True),
    ]


def test_a_unit_that_owes_nothing_has_no_deadline() -> None:
    assert one("czj").deadlines == ()


def test_states_are_counted_per_section() -> None:
    found = one("gaj", states=lambda unit, plan_id, item: "approved" if item == "task:t1" else "submitted")
    part = found.section("safety", "indicators")
    assert part is not None
    assert dict(part.states) == {"submitted": 2}


def test_the_office_sees_totals_over_units_that_owe_anything() -> None:
    chosen = settings()
    owed = duties([plan()], chosen)
    hint = problem("source_missing")
    found = progress(owed, [plan()], chosen, {}, Record("city"), DAY, problems={"gaj": [hint]})
    summed = totals(found)
    assert [item.unit for item in found] == list(owed)
    assert (summed.units, summed.complete, summed.late) == (5, 0, 5)
    assert summed.problems[Severity.HINT] == 1
    assert summed.total.required == sum(item.total.required for item in found)


NANTONG = (IndicatorTable("main", "主要指标", "南通市"),)


def emergency() -> Plan:
    rows = (*INDICATORS[:2], indicator("cover", "period_mean", "<", 3, attribute="binding"))
    return plan(
        "emergency", title="“十四五”应急管理体系和能力建设规划", short="应急规划", tables=NANTONG, indicators=rows
    )


def city(measure: str, rating: str, plan_id: str = "safety") -> Any:
    return judged(measure, rating, None, plan=plan_id)


def test_the_sentence_counts_rows_and_joins_double_ones() -> None:
    rows = [
        city("accidents", "ahead"),
        city("deaths", "behind"),
        city("death_rate", "behind"),
        city("road", "on_track"),
        city("accidents", "ahead", "emergency"),
        city("deaths", "behind", "emergency"),
        city("cover", "pending", "emergency"),
    ]
    counts = count_ratings(rows, [plan(), emergency()])
    assert counts_sentence(counts) == (
        "4项安全生产指标中，提前实现1项、符合预期1项、滞后预期2项（其中约束性1项）；"
        "3项应急指标中，提前实现1项、符合预期0项、滞后预期1项（其中约束性1项）、待定1项（两表去重5项）。"
    )
    owner = counts.owners[0]
    assert (owner.line, owner.ratings["behind"], owner.ratings["ahead"]) == ("7项（去重5项）", 2, 1)
    assert counts.tables[0].behind == ("deaths_row", "death_rate_row")


def test_a_different_target_is_a_different_indicator() -> None:
    other = plan("other", indicators=(indicator("accidents", "reduction", ">=", 15),))
    counts = count_ratings([city("accidents", "ahead"), city("accidents", "ahead", "other")], [plan(), other])
    assert counts.owners[0].line == "2项"


def test_double_rows_within_one_table_are_no_joint_total() -> None:
    rows = (indicator("road", "reduction", id="a", no=1), indicator("road", "reduction", id="b", no=2))
    found = [city("road", "ahead"), city("road", "ahead")]
    named = [replace(item, indicator=name) for item, name in zip(found, "ab", strict=True)]
    assert "去重" not in counts_sentence(count_ratings(named, [plan(indicators=rows)]))


def test_counts_are_of_one_subject_and_without_rows_there_is_no_sentence() -> None:
    rows = [judged("road", "ahead", "gaj"), city("road", "behind")]
    assert count_ratings(rows, [plan()], "gaj").tables[0].ratings["ahead"] == 1
    assert counts_sentence(count_ratings([], [plan()])) == ""


def test_a_table_without_binding_rows_says_nothing_about_them() -> None:
    unmarked = plan(indicators=(indicator("road", "reduction"),))
    assert counts_sentence(count_ratings([city("road", "behind")], [unmarked])) == (
        "1项安全生产指标中，提前实现0项、符合预期0项、滞后预期1项。"
    )


def test_a_plans_own_word_is_counted_under_its_core_rating() -> None:
    from evaltui.plan.model import RatingDefaults, RatingWord

    worded = plan(rating=RatingDefaults(words={"faster": RatingWord("快于预期", "on_track")}))
    table = count_ratings([city("road", "faster")], [worded]).tables[0]
    assert (table.ratings["on_track"], dict(table.words)) == (1, {"faster": 1})
