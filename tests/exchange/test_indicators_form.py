"""附件3/4: what stands in the cells, under the table, and in each edition."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from evaltui.assess.results import YearCell
from evaltui.errors import UsageProblem
from evaltui.exchange.forms import build
from evaltui.exchange.printed import printed
from evaltui.exchange.request import FormRequest
from evaltui.exchange.tables import Table
from evaltui.plan.model import Indicator, Period, RatingDefaults, RatingWord
from evaltui.store.record import Record
from evaltui.store.settings import Round
from support import forms_sample as sample
from support.forms_sample import ASSESSMENTS, D, assessment, city_request, request, years


def form(asked: FormRequest) -> Table:
    return build(asked)[0]


def titles(table: Table) -> list[str]:
    return [column.title for column in table.columns]


def row(table: Table, no: int) -> list[str]:
    return next([printed(cell) for cell in cells] for cells in table.rows if cells[0].value == no)


def notes(table: Table) -> str:
    return "\n".join(table.below)


def test_the_thirteen_columns_read_as_the_notice_prints_them() -> None:
    assert titles(form(request())) == [
        "序号", "规划指标内容", "规划", "属性", "2021年", "2022年", "2023年", "2024年", "2025年\n预测值",
        "前四年\n年均/\n累计", "五年\n年均/\n累计", "综合进\n度评价", "责任单位",
    ]  # fmt: skip  # the order of the notice


def test_widths_fill_the_type_area() -> None:
    assert sum(column.width or 0 for column in form(request()).columns) == pytest.approx(225)


def test_a_reduction_prints_falls_against_the_base() -> None:
    table = form(request())
    assert row(table, 1) == [
        "1", "生产安全事故起数下降（%）", ">15", "约束性", "5.0", "8.3", "13.3①", "20.0", "21.7", "20.0", "21.7",
        "提前实现", "市应急管理局",
    ]  # fmt: skip  # one row of the form
    assert "第1、2行各年度栏为当年较2020年的下降幅度（%）。" in notes(table)
    assert "① 第1行2023年为修订数。" in notes(table)


def test_raw_and_yoy_are_the_offices_choice_and_said_under_the_table() -> None:
    raw = form(request(settings=sample.shown("raw")))
    assert row(raw, 1)[4:10] == ["114", "110", "104①", "96", "94", "20.0"]
    assert "第1、2行各年度栏为当年的原始值。" in notes(raw)
    yoy = [replace(cell, yoy=D("3.2")) for cell in ASSESSMENTS[0].years]
    asked = request(settings=sample.shown("yoy"), assessments=(replace(ASSESSMENTS[0], years=tuple(yoy)),))
    assert row(form(asked), 1)[4:9] == ["3.2", "3.2", "3.2①", "3.2", "3.2"]
    assert "第1行各年度栏为当年较上年的下降幅度（%）。" in notes(form(asked))


def test_a_year_typed_as_a_fall_stays_a_fall_where_raw_values_are_asked_for() -> None:
    cells = (YearCell(2021, fall=D("3.2"), typed="vs_base"), *ASSESSMENTS[0].years[1:])
    table = form(request(settings=sample.shown("raw"), assessments=(replace(ASSESSMENTS[0], years=cells),)))
    assert row(table, 1)[4] == "3.2①"
    assert "第1行2021年为填报的较基期降幅（%）。" in notes(table)


def test_a_rise_is_named() -> None:
    worse = assessment(1, "behind", years((120, 126, 130, 120, 125), base=D(120)), "0", "-4.166666666667")
    table = form(request(assessments=(worse,)))
    assert row(table, 1)[4:11] == ["0.0", "上升5.0%", "上升8.3%", "0.0", "上升4.2%", "0.0", "上升4.2%"]


@pytest.mark.parametrize(
    ("fall", "shown"),
    [
        ("14.96", "14.96"),
        ("15.03", "15.03"),
        ("15", "15.0"),
        ("11.99", "11.99"),
        ("-0.04", "上升0.04%"),
        ("9.98", "10.0"),
    ],
)
def test_more_decimals_wherever_rounding_would_change_the_comparison(fall: str, shown: str) -> None:
    item = assessment(1, "behind", (), fall, "21.7")
    assert row(form(request(assessments=(item,))), 1)[9] == shown


def test_rates_keep_the_decimals_they_were_typed_with() -> None:
    table = form(request())
    assert row(table, 3)[4:11] == ["0.150", "不适用", "0.31", "0.10", "0.15", "0.187④", "0.178"]
    assert "④ 第3行年均值前四年按3/4年、五年按4/5年计算，2022年不适用。" in notes(table)
    assert row(table, 5)[4:11] == ["85.5", "90", "95", "98", "100", "98", "100"]


def test_decimals_of_the_frame_are_not_mistaken_for_typed_ones() -> None:
    cells = tuple(replace(cell, raw=cell.raw and cell.raw.quantize(D("1e-12"))) for cell in ASSESSMENTS[2].years)
    item = replace(ASSESSMENTS[2], years=cells)
    assert row(form(request(assessments=(item,))), 3)[4:9] == ["0.150", "不适用", "0.31", "0.10", "0.15"]


def test_computed_shares_show_two_decimals_unless_the_target_is_near() -> None:
    computed = (YearCell(2021, raw=D("69.090909")), YearCell(2022, raw=D("99.999")), YearCell(2023, raw=D("80")))
    item = assessment(5, "behind", computed, "69.090909", None)
    assert row(form(request(assessments=(item,))), 5)[4:10] == ["69.09", "99.999", "80", "", "", "69.09"]


def test_an_example_workspace_says_so_on_every_form() -> None:
    settings = replace(sample.SETTINGS, demo=True)
    assert form(request(settings=settings)).meta["marking"] == "演示数据　内部资料　送审稿"
    assert form(city_request(settings=settings, edition="upward")).meta["marking"] == "演示数据"


def test_states_are_words_and_missing_years_are_blank() -> None:
    table = form(request())
    assert row(table, 4)[4:9] == ["60", "75", "", "", "80"]
    assert row(table, 6)[5] == "未发生"


def test_all_years_without_an_event_say_so_in_the_totals() -> None:
    item = assessment(6, "on_track", years(["not_occurred"] * 5), None, None)
    assert row(form(request(assessments=(item,))), 6)[4:11] == ["未发生"] * 7


def test_pending_and_unratable_print_an_empty_rating_with_a_note() -> None:
    table = form(request())
    assert [row(table, no)[11] for no in (2, 4)] == ["", ""]
    assert "第2行暂无法评价：基数为0，不计算百分比。" in notes(table)
    assert "第4行暂不评价：缺少2023、2024年实际值。" in notes(table)


def test_a_zero_base_shows_raw_values_with_one_note() -> None:
    table = form(request())
    assert row(table, 2)[4:9] == ["0②", "0", "1", "0", "0"]
    assert "② 第2行2020年基数为0，不计算百分比，年度栏为原始值（人）。" in notes(table)


def test_a_declared_rating_counts_and_is_footnoted() -> None:
    review, filing = form(request()), form(request(edition="filing"))
    assert row(review, 5)[11] == "提前实现⑥"
    assert "第5行综合进度评价为单位自评，理由：监测数据表明已全部报告（系统建议：符合预期）。" in notes(review)
    assert "第5行综合进度评价为单位自评，理由：监测数据表明已全部报告。" in notes(filing)


def test_a_decision_is_footnoted_and_no_suggestion_leaves_the_city() -> None:
    decided = replace(ASSESSMENTS[0], unit=None, effective="on_track", decided="on_track", decided_reason="经核实")
    table = form(request(unit=None, edition="upward", assessments=(decided,)))
    assert row(table, 1)[11] == "符合预期②"
    assert "② 第1行综合进度评价由市安委办认定，理由：经核实。" in notes(table)
    assert "建议" not in notes(table)


def test_equal_notes_of_several_rows_become_one() -> None:
    plan = replace(sample.PLAN, indicators=tuple(replace(i, measure="work_accidents") for i in sample.PLAN.indicators))
    rated = tuple(replace(ASSESSMENTS[0], indicator=f"i{no}") for no in (1, 2))
    table = form(request(plan=sample.Opened(plan), assessments=rated))
    assert "① 第1、2行2023年为修订数。" in notes(table)
    assert [row(table, no)[6] for no in (1, 2)] == ["13.3①", "13.3①"]


def test_equal_notes_share_one_mark_and_marks_count_up() -> None:
    marks = [
        line[2:3] if line.startswith("注：") else line[:1]
        for line in form(request()).below
        if "①" <= line.lstrip("注：")[0] <= "⑳"
    ]
    assert marks == ["①", "②", "③", "④", "⑤", "⑥"]


def test_only_the_units_rows_with_their_printed_numbers() -> None:
    other = tuple(replace(item, unit="gaj") for item in ASSESSMENTS[:3])
    table = form(request(assessments=(*other, *ASSESSMENTS[3:])))
    assert [cells[0].value for cells in table.rows] == [4, 5, 6]
    assert "第4行为累计数" in notes(table)


def test_a_unit_without_rows_is_told_so() -> None:
    with pytest.raises(UsageProblem) as caught:
        build(request(assessments=()))
    assert caught.value.problems[0].code == "form_has_no_rows"
    assert "应急管理局在“附件3”中没有应填的指标" in caught.value.problems[0].sentence


def test_the_guide_says_which_row_holds_which_total() -> None:
    assert (
        "3.“年均/累计”栏：第1、2行为较2020年的累计下降幅度（%），第3行为年均值，第4行为累计数，第5行为期末值，"
        "第6行为各年中的最差值（时限为最长值）。"
    ) in form(request()).below[0]


def test_the_plans_own_guide_is_not_headed_twice() -> None:
    own = replace(request().form, notes=("填表说明:综合进度评价分为三档, 另附说明",))
    assert form(request(form=own)).below[0].startswith("填表说明：1.综合进度评价分为三档，另附说明。2.")


def test_typography_is_mended_in_names_and_units() -> None:
    cells = row(form(request()), 2)
    assert cells[1] == "渔业船舶生产安全事故死亡人数累计下降（%）"
    assert cells[12] == "市公安局、市交通运输局"


def test_who_fills_and_seals() -> None:
    table = form(request())
    assert table.above == ("单位（盖章）：海安市应急管理局",)
    assert table.below[-1] == (
        "填表人：张三　　　　　　审核人：　　　　　　　　联系电话：0513-88888888　　　　　　　填报日期：2025年6月6日"
    )


def test_nothing_is_dated_by_the_clock() -> None:
    bare = form(request(records={}))
    assert bare.below[-1].endswith("填报日期：　　　　年　　月　　日")


def test_the_citys_form_is_sealed_by_the_office() -> None:
    assert form(city_request()).above == ("单位（盖章）：海安市安委办",)


def test_unmarked_attributes_print_a_dash() -> None:
    plain = replace(sample.PLAN, indicators=tuple(replace(i, attribute="unmarked") for i in sample.PLAN.indicators))
    assert row(form(request(plan=sample.Opened(plain))), 1)[3] == "—"


def test_a_plan_that_names_no_unit_prints_the_measures_units() -> None:
    plain = replace(sample.PLAN, indicators=tuple(replace(i, responsible_text="") for i in sample.PLAN.indicators))
    assert row(form(request(plan=sample.Opened(plain))), 2)[12] == "农业农村局"


def test_a_plans_column_titles_replace_the_first_ones() -> None:
    own = replace(request().form, columns=("序号", "规划指标", "指标值"))
    assert titles(form(request(form=own)))[:4] == ["序号", "规划指标", "指标值", "属性"]


def test_the_plans_own_rating_words_are_printed_and_offered() -> None:
    words = MappingProxyType({"faster": RatingWord("快于预期", "on_track")})
    plan = replace(sample.PLAN, rating=RatingDefaults(words=words))
    item = replace(ASSESSMENTS[0], computed="faster", effective="faster")
    table = form(request(plan=sample.Opened(plan), assessments=(item,)))
    assert row(table, 1)[11] == "快于预期"
    assert table.columns[11].choices == ("提前实现", "符合预期", "滞后预期", "快于预期")


def midterm() -> FormRequest:
    settings = replace(sample.SETTINGS, round=Round("midterm", "中期评估", 2023))
    record = Record("yjglj", {("plans", "sample_plan", "statement", "i1"): "difficult"})
    return request(settings=settings, records={"yjglj": record})


def test_a_round_without_forecast_asks_for_a_statement() -> None:
    table = form(midterm())
    assert titles(table)[4:9] == ["2021年", "2022年", "2023年", "预计能\n否完成", "前三年\n年均/\n累计"]
    assert "五年\n年均/\n累计" not in titles(table)
    assert row(table, 1)[7] == "有难度"


def test_a_closing_round_has_no_forecast_and_one_total() -> None:
    settings = replace(sample.SETTINGS, round=Round("closing", "终期", 2025))
    assert titles(form(request(settings=settings)))[4:11] == [
        "2021年", "2022年", "2023年", "2024年", "2025年", "五年\n年均/\n累计", "综合进\n度评价",
    ]  # fmt: skip  # the columns in a row


def test_a_three_year_plan_counts_its_own_years() -> None:
    plan = replace(sample.PLAN, period=Period(2023, 2024, 2026))
    settings = replace(sample.SETTINGS, round=Round("r", "年度监测", 2025, (2026,)))
    assert titles(form(request(plan=sample.Opened(plan), settings=settings)))[4:9] == [
        "2024年", "2025年", "2026年\n预测值", "前两年\n年均/\n累计", "三年\n年均/\n累计",
    ]  # fmt: skip  # the columns in a row


def test_editions_carry_what_they_should() -> None:
    roles = {
        edition: [table.meta["role"] for table in build(request(edition=edition))] for edition in ("review", "filing")
    }
    assert roles == {"review": ["form", "basis", "raw", "identity"], "filing": ["form", "raw", "identity"]}
    assert [table.meta["role"] for table in build(city_request(edition="upward"))] == ["form"]
    assert form(request()).meta["marking"] == "内部资料　送审稿"
    assert form(request(edition="filing")).meta["marking"] == ""


def test_only_a_filing_carries_the_code_and_it_can_be_left_out() -> None:
    assert form(request(edition="filing")).below[-1].startswith("数据校验码：")
    for table in (
        form(request()),
        form(request(edition="filing", with_code=False)),
        form(city_request(edition="upward")),
    ):
        assert "校验码" not in notes(table)


def test_a_unit_has_no_upward_edition() -> None:
    with pytest.raises(UsageProblem) as caught:
        request(edition="upward")
    assert caught.value.problems[0].code == "upward_is_the_citys"


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(UsageProblem) as caught:
        build(request(form=replace(request().form, kind="report")))
    assert "indicators" in caught.value.problems[0].hint


def test_the_review_explains_every_row() -> None:
    basis = build(request())[1]
    by_no = {cells[0].value: [printed(cell) for cell in cells] for cells in basis.rows}
    assert by_no[1][7] == "2020年基数120起；2024年实际96起，较2020年下降20.0%。"
    assert by_no[5][2:6] == ["符合预期", "提前实现", "", "提前实现"]
    assert by_no[4][9] == "2023、2024年实际值"


def test_a_stale_declaration_is_called_so() -> None:
    stale = replace(ASSESSMENTS[4], declared_stale=True, effective="on_track")
    assert printed(build(request(assessments=(stale,)))[1].rows[0][3]) == "提前实现（数据已变，须重新确认）"


def growth_row() -> tuple[Indicator, Decimal]:
    return replace(sample.PLAN.indicators[0], rule="growth", name="产值增长（%）"), D(10)


def test_a_growth_prints_growth_and_names_a_fall() -> None:
    indicator, _ = growth_row()
    plan = replace(sample.PLAN, indicators=(indicator, *sample.PLAN.indicators[1:]))
    item = assessment(1, "behind", years((126, 110, 104, 96, 94), base=D(120)), "-20", "-21.7")
    table = form(request(plan=sample.Opened(plan), assessments=(item,)))
    assert row(table, 1)[4:6] == ["5.0", "下降8.3%"]
    assert row(table, 1)[9] == "下降20.0%"
    assert "第1行各年度栏为当年较2020年的增长幅度（%）。" in notes(table)
