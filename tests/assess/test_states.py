"""Year states, statements, milestones, targets: what each does to a rating and to what is called missing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from evaltui.assess.results import Assessment
from evaltui.store.record import Figure
from evaltui.text import round_half_up
from support.rated import Case, assess

R = Case("reduction", ">15", "120", ["114", "110", "104", "96"], ["94"], nature="count")
L = Case("end_level", ">=75", "60", ["65", "70", "76", "78"], ["80"], nature="share", uom="%", bounds=("0", "100"))
M = Case("period_mean", "<0.2", None, ["0.15", "0.12", "0.31", "0.10"], ["0.15"])
C = Case("cumulative", ">=400", None, ["60", "75", "90", "100"], ["80"], nature="count")
T = Case("every_year", "<=10", None, ["9", "8", "9.5", "10"], ["10"], nature="duration", uom="小时")
K = Case("maintain", ">=95", None, ["96", "96", "96", "96"], ["97"], nature="share", bounds=("0", "100"))


def judged(case: Case) -> tuple[str, bool | None, bool | None, bool | None]:
    found = assess(case)
    return found.computed, found.on_schedule, found.meets_target, found.early


def with_year(case: Case, year: int, value: object) -> Case:
    at = year - case.period[1]
    gone = len(case.actual)
    values = [*case.actual, *case.forecast]
    values[at] = value
    return case.but(actual=values[:gone], forecast=values[gone:])


# 未发生


@pytest.mark.parametrize("nature", ["count", "rate", "money"])
def test_nothing_happened_is_zero_for_counts_rates_and_money(nature: str) -> None:
    found = assess(M.but(nature=nature, actual=["0.4", "not_occurred", "not_occurred", "0.3"]))
    assert found.aggregate_actual == Decimal("0.175")
    assert found.aggregate_all == Decimal("0.17")


@pytest.mark.parametrize("nature", ["share", "area", "level"])
def test_nothing_happened_is_a_question_for_shares_areas_and_levels(nature: str) -> None:
    found = assess(with_year(L.but(nature=nature), 2024, "not_occurred"))
    assert found.computed == "pending"
    assert found.missing == ("2024年实际值（不能标注为“未发生”）",)


def test_a_duration_that_did_not_occur_meets_and_leaves_the_mean() -> None:
    assert judged(with_year(T, 2024, "not_occurred")) == ("on_track", True, True, False)
    mean = assess(
        T.but(rule="period_mean", actual=["9", "not_occurred", "12", "not_occurred"], forecast=["not_occurred"])
    )
    assert mean.aggregate_all == Decimal("10.5")
    assert mean.computed == "behind"


def test_a_period_in_which_nothing_ever_happened_is_on_track() -> None:
    found = assess(T.but(actual=["not_occurred"] * 4, forecast=["not_occurred"]))
    assert found.computed == "on_track"
    assert "规划期内未发生" in found.derivation


def test_drills_that_never_happened_do_not_pass_as_nothing_to_report() -> None:
    case = Case("every_year", ">=1", None, ["not_occurred"] * 4, ["not_occurred"], nature="count", uom="次")
    assert assess(case).computed == "behind"


# 不适用


def test_t_moves_to_the_last_applicable_year_and_the_year_still_counts_in_tau() -> None:
    found = assess(with_year(R, 2024, "not_applicable"))
    assert found.facts["t"] == 2023
    assert found.facts["k"] == 3
    assert found.aggregate_actual == Decimal("13.333333333333")
    assert found.on_schedule is True


def test_a_year_that_does_not_apply_leaves_the_divisor_and_not_the_schedule() -> None:
    found = assess(with_year(M, 2022, "not_applicable"))
    assert found.aggregate_all == Decimal("0.1775")
    assert found.required is not None
    assert found.required.value == Decimal("0.24")
    late = assess(C.but(actual=["60", "not_applicable", "60", "120"]))
    assert late.on_schedule is False
    assert late.facts["schedule"] == "320"


def test_where_the_last_year_does_not_apply_the_one_before_closes_the_period() -> None:
    found = assess(with_year(L, 2025, "not_applicable"))
    assert judged(with_year(L, 2025, "not_applicable")) == ("ahead", True, True, True)
    assert found.facts["final_year"] == 2024
    assert found.required is None
    assert "2024年为最后适用年度" in found.derivation


def test_nothing_applies_at_all() -> None:
    found = assess(L.but(actual=["not_applicable"] * 4, forecast=["not_applicable"]))
    assert found.computed == "unratable"
    assert "各年均不适用" in found.derivation


# 暂缺, 由上级统计


def test_a_gap_with_a_reason_is_only_to_be_explained() -> None:
    excused, bare = Figure(state="not_available", reason="台账移交中"), Figure(state="not_available")
    found = assess(with_year(R, 2024, excused))
    assert (found.computed, found.pending_cause) == ("pending", "explained")
    assert found.missing == ("2024年实际值（暂缺：台账移交中）",)
    assert assess(with_year(R, 2024, bare)).pending_cause == "fill"
    assert assess(with_year(R, 2024, None)).pending_cause == "fill"
    assert assess(with_year(with_year(R, 2024, excused), 2025, None)).pending_cause == "fill"


def test_a_needed_year_by_superior_is_unratable_even_where_the_target_is_missed() -> None:
    found = assess(with_year(with_year(R, 2025, "110"), 2024, "by_superior"))
    assert (found.computed, found.pending_cause) == ("unratable", "explained")
    assert found.explanation_owed is False


def test_a_year_by_superior_that_the_rule_does_not_read_does_not_matter() -> None:
    assert assess(with_year(R, 2022, "by_superior")).computed == "ahead"
    assert assess(with_year(M, 2022, "by_superior")).computed == "unratable"


def test_an_open_question_is_missing_and_named() -> None:
    found = assess(with_year(R, 2024, Figure(raw="约96")))
    assert found.missing == ("2024年实际值（“约96”待确认）",)


# the base


@pytest.mark.parametrize("state", [None, "not_available", "by_superior", "not_applicable"])
def test_an_end_level_without_base_has_no_schedule_and_is_not_pending(state: str | None) -> None:
    assert judged(L.but(base=state, actual=["60", "62", "70", "74"])) == ("on_track", None, True, False)


@pytest.mark.parametrize(
    ("base", "rating"), [(None, "pending"), ("by_superior", "unratable"), ("no_system", "pending")]
)
def test_raw_figures_need_the_base_of_a_reduction(base: str | None, rating: str) -> None:
    found = assess(R.but(base=base))
    assert found.computed == rating
    if base is None:
        assert found.missing == ("2020年基数",)


def test_falls_need_no_base() -> None:
    assert (
        assess(R.but(base=None, reading="vs_base", actual=["5", "8", "13", "20"], forecast=["21"])).computed == "ahead"
    )


def test_a_schedule_that_lacks_only_its_base_never_lowers_a_rating() -> None:
    case = R.but(base=None, actual=["114", "110", "104", "96"], forecast=[("vs_base", "20")])
    assert judged(case) == ("on_track", None, True, None)


def test_silence_about_an_earlier_year_hides_whether_it_was_met_before() -> None:
    case = L.but(base=None, target=">=100", actual=["100", None, "100", "100"], forecast=["100"])
    found = assess(case)
    assert (found.computed, found.early) == ("pending", None)
    assert found.missing == ("2022年实际值",)
    assert assess(with_year(case, 2022, "99")).computed == "ahead"
    assert assess(with_year(case, 2022, "100")).computed == "on_track"


def test_every_filling_of_the_latest_year_gives_on_track_so_it_is_given() -> None:
    case = L.but(base=None, target=">=100", actual=["100", "100", "100", None], forecast=["100"])
    assert judged(case) == ("on_track", None, True, False)


def test_a_negative_base_has_no_percentages() -> None:
    found = assess(R.but(base="-4", bounds=(None, None), nature="rate"))
    assert found.computed == "unratable"
    assert "负数" in found.derivation


# 保持零事故


@pytest.mark.parametrize(
    ("latest", "forecast", "rating"),
    [("0", "0", "on_track"), ("1", "0", "on_track"), ("0", "1", "behind"), (None, "0", "on_track")],
)
def test_a_zero_base_that_is_kept_asks_only_how_it_ends(latest: str | None, forecast: str, rating: str) -> None:
    case = R.but(base="0", zero_base="keep_zero", actual=["0", "0", "1", latest], forecast=[forecast])
    assert assess(case).computed == rating


def test_keeping_zero_waits_for_the_end() -> None:
    found = assess(R.but(base="0", zero_base="keep_zero", actual=["0"] * 4, forecast=[None]))
    assert (found.computed, found.missing) == ("pending", ("2025年预测值",))


@pytest.mark.parametrize("reading", ["vs_base", "yoy"])
def test_a_fall_against_nothing_is_no_figure(reading: str) -> None:
    case = R.but(base="0", zero_base="keep_zero", actual=["0", "0", "0", (reading, "5")], forecast=["0"])
    assert assess(case).computed == "unratable"


# chains of 同比


def test_raw_figures_and_both_kinds_of_falls_mix() -> None:
    case = R.but(actual=["114", ("yoy", "10"), ("vs_base", "20"), ("yoy", "5")], forecast=["90"])
    found = assess(case)
    falls = [year.fall for year in found.years]
    assert falls == [Decimal(5), Decimal("14.5"), Decimal(20), Decimal(24), Decimal(25)]
    assert [year.raw for year in found.years][:4] == [Decimal(114), Decimal("102.6"), Decimal(96), Decimal("91.2")]
    assert [year.typed for year in found.years] == ["raw", "yoy", "vs_base", "yoy", "raw"]


def test_a_chain_is_rounded_once_and_never_summed() -> None:
    found = assess(R.but(base=None, reading="yoy", actual=["33.333333"] * 4, forecast=["33.333333"]))
    rest = round_half_up(100 * (1 - Fraction("0.33333333")) ** 5, 12)
    assert found.aggregate_all == 100 - rest


def test_a_broken_chain_names_the_year_that_is_missing() -> None:
    found = assess(R.but(base=None, reading="yoy", actual=["3", None, "3", "3"], forecast=["3"]))
    assert (found.computed, found.missing) == ("pending", ("2022年实际值",))


def test_a_chain_across_a_year_that_does_not_apply_says_so() -> None:
    found = assess(
        R.but(base=None, reading="yoy", actual=["3", "3", "not_applicable", "3"], forecast=[("vs_base", "20")])
    )
    assert found.missing == ("2023年实际值（不适用，2024年的同比降幅无法换算）",)


def test_after_a_fall_of_everything_the_next_yoy_is_undefined_but_a_raw_figure_is_not() -> None:
    case = R.but(actual=["10", ("yoy", "100"), "5", ("yoy", "20")], forecast=["4"])
    assert assess(case).computed == "ahead"
    found = assess(R.but(actual=["10", "10", ("yoy", "100"), ("yoy", "20")], forecast=["4"]))
    assert found.computed == "unratable"
    assert "上年为0" in found.derivation


def test_a_fall_of_more_than_everything_contradicts_itself() -> None:
    found = assess(with_year(R, 2025, ("vs_base", "120")))
    assert found.computed == "unratable"
    assert "2025年所填内容互相矛盾" in found.derivation


def test_a_figure_with_a_state_or_other_parts_contradicts_itself() -> None:
    both = Figure(value=Decimal(96), state="not_applicable", reason="两处都填了")
    assert assess(with_year(R, 2024, both)).computed == "unratable"
    parts = Figure(value=Decimal(90), num=Decimal(1), den=Decimal(2))
    assert assess(with_year(L, 2024, parts)).computed == "unratable"
    rounded = Figure(value=Decimal("66.7"), num=Decimal(2), den=Decimal(3))
    assert assess(with_year(L, 2024, rounded)).computed == "behind"


# statements


@pytest.mark.parametrize(
    ("said", "rating", "owed"),
    [("can", "on_track", False), ("difficult", "on_track", True), ("cannot", "behind", True)],
)
def test_where_no_forecast_is_asked_the_statement_stands_for_m(said: str, rating: str, owed: bool) -> None:
    found = assess(R.but(actual=["114"], forecast=[], through=2021, asked=(), statement=said))
    assert (found.computed, found.explanation_owed) == (rating, owed)


def test_without_a_statement_the_row_waits_for_it_alone() -> None:
    found = assess(R.but(actual=["114"], forecast=[], through=2021, asked=()))
    assert (found.computed, found.missing) == ("pending", ("预计能否完成",))


def test_a_statement_cannot_undo_what_the_figures_prove() -> None:
    lost = M.but(actual=["0.5", "0.4", "0.3"], forecast=[], through=2023, asked=(), statement="can")
    assert assess(lost).computed == "behind"
    won = C.but(actual=["200", "250"], forecast=[], through=2022, asked=(), statement="cannot")
    assert assess(won).meets_target is True


def test_a_promise_in_place_of_a_forecast_is_a_statement() -> None:
    found = assess(R.but(forecast=[None], statement="can"))
    assert (found.computed, found.meets_target) == ("ahead", True)


def test_figures_of_years_that_nobody_asked_for_are_not_read() -> None:
    case = R.but(actual=["114"], forecast=["110", "104", "96", "200"], through=2021, asked=(), statement="can")
    assert assess(case).computed == "on_track"


# switches, milestones, targets


def test_lag_decides_whether_being_late_alone_is_behind() -> None:
    late = R.but(actual=["118", "117", "115", "112"], forecast=["100"])
    assert assess(late).computed == "behind"
    found = assess(late.but(lag="target_only"))
    assert (found.computed, found.explanation_owed) == ("on_track", True)


def test_a_missing_schedule_year_is_pending_even_where_only_the_target_counts() -> None:
    """The table says so, and whether an explanation is owed still hangs on that year."""
    assert assess(with_year(K.but(lag="target_only"), 2024, None)).computed == "pending"


def test_a_mean_is_early_only_where_the_round_says_so() -> None:
    assert assess(M).computed == "on_track"
    assert assess(M.but(mean_early="to_date")).computed == "ahead"
    assert assess(M.but(mean_early="to_date", actual=["0.2"] * 4, forecast=["0.1"])).computed == "on_track"


def test_a_milestone_takes_the_place_of_the_schedule_in_its_year_only() -> None:
    assert assess(L.but(milestones={2024: "79"})).on_schedule is True  # a met target is on schedule
    assert assess(L.but(actual=["65", "70", "70", "73"], milestones={2024: "74"})).on_schedule is False
    assert assess(L.but(actual=["65", "70", "70", "73"], milestones={2023: "74"})).on_schedule is True
    assert assess(C.but(milestones={2024: "326"})).on_schedule is False
    assert assess(R.but(milestones={2024: "20"})).on_schedule is True
    assert assess(R.but(milestones={2024: "20.000001"})).on_schedule is False
    assert assess(M.but(milestones={2024: "0.16"})).on_schedule is False
    assert assess(T.but(milestones={2024: "9"})).on_schedule is False


SHARE: dict[tuple[str, ...], str | int] = {("targets", "p", "i", "document"): "安委办〔2022〕3号"}


def test_a_superior_target_waits_for_the_local_share_and_its_document() -> None:
    case = C.but(target_scope="superior")
    found = assess(case)
    assert (found.computed, found.pending_cause, found.missing) == ("pending", "explained", ("分解到本市的目标值",))
    bare = assess(case.but(city={("targets", "p", "i", "local_share"): ">=300"}))
    assert bare.computed == "pending"
    shared = assess(case.but(city={("targets", "p", "i", "local_share"): ">=300", **SHARE}))
    assert (shared.computed, shared.aggregate_actual) == ("ahead", Decimal(325))
    assert shared.target is not None
    assert shared.target.value == 300
    assert "安委办〔2022〕3号" in shared.derivation


def test_an_adjusted_target_counts_with_its_document_and_keeps_the_comparator() -> None:
    assert assess(C.but(city={("targets", "p", "i", "adjusted"): ">=500"})).computed == "on_track"
    assert assess(C.but(city={("targets", "p", "i", "adjusted"): ">=500", **SHARE})).computed == "behind"
    number = assess(M.but(city={("targets", "p", "i", "adjusted"): "0.1", **SHARE}))
    assert number.target is not None
    assert number.target.comparator == "<"
    stage: dict[tuple[str, ...], str | int] = {("targets", "p", "i", "milestones", "2024"): 326, **SHARE}
    assert assess(C.but(city=stage)).on_schedule is False


def test_a_target_that_is_not_fixed_yet_is_pending() -> None:
    found = assess(C.but(target=""))
    assert (found.computed, found.missing, found.pending_cause) == ("pending", ("目标值",), "explained")


# periods


def test_a_period_of_one_year() -> None:
    one = L.but(period=(2024, 2025, 2025))
    assert judged(one.but(actual=[], forecast=["80"])) == ("on_track", None, True, False)
    assert judged(one.but(actual=["80"], forecast=[], through=2025)) == ("on_track", True, True, False)
    assert judged(one.but(actual=["70"], forecast=[], through=2025)) == ("behind", False, False, False)


def test_before_the_period_has_begun_nothing_is_due() -> None:
    found = assess(C.but(actual=[], forecast=["80"] * 5, through=2020))
    assert (found.computed, found.on_schedule, found.aggregate_actual) == ("on_track", None, None)
    assert found.facts["k"] == 0


def test_a_three_year_programme() -> None:
    case = C.but(period=(2022, 2023, 2025), actual=["60", "206.666666"], forecast=["200"], nature="money")
    assert assess(case).on_schedule is False
    assert assess(with_year(case, 2024, "206.666667")).on_schedule is True


def test_an_empty_record_is_pending_and_lists_what_the_rule_needs() -> None:
    def missing(found: Assessment) -> tuple[str, ...]:
        assert found.computed == "pending"
        return found.missing

    empty = {"base": None, "actual": [None] * 4, "forecast": [None]}
    assert missing(assess(R.but(**empty))) == ("2020年基数", "2024年实际值", "2025年预测值")
    assert missing(assess(M.but(**empty))) == (*(f"{year}年实际值" for year in range(2021, 2025)), "2025年预测值")
    assert missing(assess(K.but(**empty))) == ("2024年实际值", "2025年预测值")
    assert missing(assess(L.but(base="60", actual=[None] * 4, forecast=[None]))) == ("2024年实际值", "2025年预测值")
