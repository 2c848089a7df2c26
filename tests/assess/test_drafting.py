"""Drafted sentences, word for word: the official pattern, the tables' figures, and a mark wherever something is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.assess.drafting import Draft, draft_opening, draft_sentences, draft_text
from evaltui.assess.engine import rate
from evaltui.assess.results import Assessment
from evaltui.plan.model import IndicatorTable, Plan
from evaltui.store.record import Leaf, Record
from evaltui.store.settings import Settings
from support.rated import UNIT, Case, Opened, plan_of, record_of, settings_of

R1 = Case("reduction", ">15", "120", ("114", "110", "104", "96"), ("94",), nature="count")


def drafted(case: Case, fields: dict[str, Leaf] | None = None, **indicator: Any) -> Draft:
    """The sentence of a case whose indicator may be named, printed and shared otherwise."""
    plan, record, settings, rows = judged(case, fields, **indicator)
    [draft] = draft_sentences(plan, "应急管理局", rows, record, settings)
    return draft


def judged(
    case: Case, fields: dict[str, Leaf] | None = None, **indicator: Any
) -> tuple[Plan, Record, Settings, Sequence[Assessment]]:
    plan = plan_of(case)
    row = replace(plan.indicators[0], **{"name": "事故起数下降（%）", **indicator})
    measure = replace(plan.measures[0], units=(UNIT,))
    plan = replace(plan, tables=(IndicatorTable("t", "主要指标"),), indicators=(row,), measures=(measure,))
    record = record_of(case)
    record = record.edited({tuple(key.split(".")): leaf for key, leaf in (fields or {}).items()})
    settings = settings_of(case)
    records = {UNIT: record}
    rows = rate([Opened(plan)], settings, records, Record("city"), contributors=lambda _: (UNIT,), with_city=False)
    return plan, record, settings, rows


# (case, what the plan prints, the sentence)
SENTENCES: tuple[tuple[Case, dict[str, Any], str], ...] = (
    (R1, {}, "事故起数下降目标为大于15%，2021—2024年累计下降20.0%，预计到2025年底累计下降21.7%，提前实现。"),
    (
        R1.but(actual=("126", "130", "128", "126"), forecast=("121",)),
        {},
        "事故起数下降目标为大于15%，2021—2024年累计上升5.0%，预计到2025年底累计上升0.8%，"
        "未达序时进度且预计不能完成规划目标，滞后预期。〔待补充：滞后原因〕",
    ),
    (
        R1.but(actual=("120", "120", "120", "120"), forecast=("102",)),
        {"name": "事故起数", "target_text": "下降15%"},
        "事故起数目标为下降15%，2021—2024年与2020年持平，预计到2025年底累计下降15.0%，"
        "未达序时进度且预计不能完成规划目标，滞后预期。〔待补充：滞后原因〕",
    ),
    (
        R1.but(forecast=()),
        {"target_text": "≥15"},
        "事故起数下降目标为大于15%，2021—2024年累计下降20.0%，暂不评价〔待补充：2025年预测值〕。",
    ),
    (
        Case("period_mean", "<0.2", None, ("0.15", "0.12", "0.31", "0.10"), ("0.15",), uom="人/十万人"),
        {"name": "年均每十万人火灾死亡率", "target_text": "<0.2"},
        "年均每十万人火灾死亡率目标为小于0.2人/十万人，2021—2024年年均0.17人/十万人，"
        "预计到2025年底年均0.17人/十万人，符合预期。",
    ),
    (
        Case("cumulative", ">=400", None, ("60", "75", "90", "100"), ("80",), nature="count", uom="人"),
        {"name": "新增专职消防人员", "target_text": "≥400"},
        "新增专职消防人员目标为不低于400人，2021—2024年累计325人，预计到2025年底累计405人，符合预期。",
    ),
    (
        Case("end_level", ">=100", "80", ("85", "90", "95", "98"), ("100",), nature="share", uom="%"),
        {"name": "风险报告率（%）", "target_text": "100"},
        "风险报告率目标为100%，2024年由2020年的80%上升到98%，预计到2025年底为100%，符合预期。",
    ),
    (
        Case("end_level", ">=2.5", None, ("1.6", "1.9", "2.1", "2.3"), ("2.5",), nature="area", uom="平方米/人"),
        {"name": "人均面积", "target_text": "≥2.5m²"},
        "人均面积目标为不低于2.5平方米/人，2024年为2.3平方米/人，预计到2025年底为2.5平方米/人，符合预期。",
    ),
    (
        Case("every_year", "<=10", None, ("9", "not_occurred", "9.5", "10"), ("10",), nature="duration", uom="小时"),
        {"name": "初步救助时间", "target_text": "≤10h"},
        "初步救助时间目标为不高于10小时，2021—2024年最长10小时，预计到2025年底最长10小时，符合预期。",
    ),
    (
        Case(
            "every_year", "<=10", None, ("not_occurred",) * 4, ("not_occurred",), nature="duration", uom="小时"
        ),
        {"name": "初步救助时间", "target_text": "≤10h"},
        "初步救助时间目标为不高于10小时，2021—2024年未发生，预计2025年不发生，符合预期。",
    ),
    (
        R1.but(base="0", actual=("0", "0", "1", "0"), forecast=("0",), zero_base="keep_zero"),
        {},
        "事故起数下降目标为大于15%，2020年基数为0，2024年为0起，预计到2025年底为0起，符合预期。",
    ),
    (
        Case("end_level", ">=95", "90", ("92", "93", "94", "by_superior"), ("96",), nature="share", uom="%"),
        {"name": "覆盖率", "target_text": "95"},
        "覆盖率目标为95%，2024年由上级统计，预计到2025年底为96%，暂不评价。",
    ),
    (
        R1.but(through=2025, actual=("114", "110", "104", "96", "94"), forecast=()),
        {},
        "事故起数下降目标为大于15%，2021—2025年累计下降21.7%，提前实现。",
    ),
    (
        R1.but(through=2025, actual=("118", "117", "116", "112", "110"), forecast=()),
        {},
        "事故起数下降目标为大于15%，2021—2025年累计下降8.3%，没有完成规划目标，滞后预期。〔待补充：滞后原因〕",
    ),
    (
        R1.but(through=2022, actual=("114", "108"), forecast=(), asked=(), statement="difficult"),
        {},
        "事故起数下降目标为大于15%，2021—2022年累计下降10.0%，预计完成规划目标有难度，符合预期。",
    ),
    (
        Case("cumulative", ">=400", None, ("60", "75", "90", "100"), ("80",), nature="count", uom="人", target_scope="superior"),
        {"name": "新增专职消防人员", "target_text": "≥400", "target_scope": "superior"},
        "新增专职消防人员上级总量目标为不低于400人，暂不评价〔待补充：分解到本市的目标值〕。",
    ),
)  # fmt: skip  # one case, one entry


@pytest.mark.parametrize(("case", "printed", "sentence"), SENTENCES)
def test_the_sentence(case: Case, printed: dict[str, Any], sentence: str) -> None:
    draft = drafted(case, **printed)
    assert draft.text == sentence
    assert draft.complete is ("待补充" not in sentence)


def test_more_digits_are_shown_where_rounding_would_hide_the_outcome() -> None:
    draft = drafted(R1.but(base="10000", actual=("9500", "9200", "9000", "8900"), forecast=("8504",)))
    assert "累计下降14.96%，未达序时进度且预计不能完成规划目标" in draft.text


def test_the_cause_is_the_leads_own_words_on_one_line() -> None:
    fields: dict[str, Leaf] = {
        "explanations.m.cause": "货运量增长较快；\n路口多。",
        "explanations.m.measures_taken": "加装隔离设施。\n",
    }
    case = R1.but(actual=("118", "117", "115", "112"), forecast=("110",))
    draft = drafted(case, fields)
    assert draft.explanation == "滞后原因主要是货运量增长较快；路口多。下一步，加装隔离设施。"
    own = drafted(case, {**fields, "plans.p.explanations.i.cause": "滞后原因是统计口径调整。"})
    assert own.explanation.startswith("滞后原因是统计口径调整。下一步")


def test_who_does_not_lead_is_not_asked_for_a_cause() -> None:
    case = R1.but(actual=("118", "117", "115", "112"), forecast=("110",))
    plan, record, settings, rows = judged(case)
    joint = replace(plan, measures=(replace(plan.measures[0], units=("别的单位", UNIT)),))
    settings = replace(settings, units=(replace(settings.units[0], id="b", name="别的单位"), *settings.units))
    [draft] = draft_sentences(joint, "应急管理局", rows, record, settings)
    assert draft.explanation == ""
    assert draft.complete


def test_a_declared_and_a_decided_rating_say_who_and_why() -> None:
    plan, record, settings, rows = judged(R1)
    declared = replace(rows[0], effective="on_track", declared="on_track", declared_reason="口径有变化。")
    [draft] = draft_sentences(plan, "应急管理局", [declared], record, settings)
    assert draft.text.endswith("，符合预期（应急管理局自评：口径有变化）。")
    decided = replace(rows[0], effective="on_track", decided="on_track", decided_reason="")
    [draft] = draft_sentences(plan, "应急管理局", [decided], record, settings)
    assert draft.text.endswith("，符合预期（市安委办认定）。")


def test_an_adjusted_target_is_told_with_its_document() -> None:
    plan, record, settings, _ = judged(R1)
    where = ("targets", "p", "i")
    city = Record("city", {(*where, "adjusted"): ">=20", (*where, "document"): "云政发〔2023〕5号"})
    rows = rate([Opened(plan)], settings, {UNIT: record}, city, contributors=lambda _: (UNIT,), with_city=False)
    [draft] = draft_sentences(plan, "应急管理局", rows, record, settings)
    assert draft.text.startswith("事故起数下降目标由>15调整为≥20（云政发〔2023〕5号），2021—2024年累计下降20.0%")


def test_other_subjects_sentences_are_not_told() -> None:
    plan, _, settings, rows = judged(R1)
    assert draft_sentences(plan, "公安局", rows, Record("gaj"), settings) == ()
    assert draft_text(plan, "公安局", rows, Record("gaj"), settings) == ""
    assert draft_opening(plan, "公安局", rows, "gaj") == ""


def test_the_part_opens_with_the_counts() -> None:
    plan, record, settings, rows = judged(R1)
    lines = draft_text(plan, "应急管理局", rows, record, settings).split("\n")
    assert lines[0] == "应急管理局承担的1项指标中，提前实现1项、符合预期0项、滞后预期0项。"
    assert lines[1] == SENTENCES[0][2]


YEAR = st.one_of(
    st.none(),
    st.integers(0, 300).map(str),
    st.decimals(0, 300, places=2).map(str),
    st.sampled_from(["not_occurred", "not_applicable", "not_available", "by_superior"]),
)
RULES = st.sampled_from([("reduction", ">15"), ("growth", ">15"), ("period_mean", "<0.2"), ("cumulative", ">=40"),
                         ("end_level", ">=95"), ("every_year", "<=10"), ("maintain", ">=1")])  # fmt: skip  # pairs


@given(
    RULES, YEAR, st.lists(YEAR, min_size=4, max_size=4), YEAR, st.sampled_from(["count", "rate", "share", "duration"])
)
def test_no_sentence_ever_guesses(
    rule: tuple[str, str], base: Any, years: list[Any], forecast: Any, nature: str
) -> None:
    """Whatever is missing or odd, there is a sentence; a rating stands in it exactly where the engine gave one."""
    case = Case(*rule, base, tuple(years), (forecast,), nature=nature)
    draft = drafted(case, target_text=rule[1])
    [row] = judged(case)[3]
    word = {"ahead": "提前实现", "on_track": "符合预期", "behind": "滞后预期"}.get(row.effective, "暂不评价")
    assert word in draft.standing
    assert draft.standing.endswith("。")
    for bad in ("None", "{", "}", "，，", "，。", "  "):
        assert bad not in draft.text
    assert row.effective in ("pending", "unratable") or "待补充" not in draft.standing
