"""评价依据: stable sentences, digits that do not mislead, and numbers that lead back to the same rating."""

from __future__ import annotations

import random
import re
from decimal import Decimal as D

import pytest

from evaltui.assess.results import Assessment
from support.rated import Case, assess, assess_all

R = Case("reduction", ">15", "120", nature="count", uom="人")
L = Case("end_level", ">=75", "60", nature="share", uom="%", bounds=("0", "100"))
T = Case("every_year", "<=10", nature="duration", uom="小时")

SENTENCES = {
    "a tie with the schedule": (
        R.but(base="100", actual=["95", "93", "90", "88"], forecast=["80"]),
        "2020年基数100人；2024年实际88人，较2020年下降12.0%；序时进度要求15%×4/5=12.0%，与序时进度持平；"
        "2025年预计80人，下降20.0%，大于15%，预计达标；评价为符合预期。2025年控制在84人以内方可达标。",
    ),
    "a rise": (
        R.but(actual=["121", "122", "123", "126"], forecast=["130"]),
        "2020年基数120人；2024年实际126人，较2020年上升5.0%；序时进度要求15%×4/5=12.0%，慢于序时进度17.0个百分点；"
        "2025年预计130人，上升8.3%，不大于15%，预计不能达标；未达序时进度且预计不能达标，评价为滞后预期。2025年控制在101人以内方可达标。",
    ),
    "no change": (
        R.but(actual=["120"] * 4, forecast=["120"], target=">=0"),
        "2020年基数120人；2024年实际120人，与2020年持平；序时进度要求0%×4/5=0.0%，与序时进度持平；"
        "2025年预计120人，持平，不低于0%，预计达标；2024年已达标且预计保持，评价为提前实现。2025年控制在120人以内方可达标。",
    ),
    "a small base": (
        R.but(base="3", actual=["3", "3", "2", "2"], forecast=["2"]),
        "2020年基数3人；2024年实际2人，较2020年下降33.3%；序时进度要求15%×4/5=12.0%，快于序时进度21.3个百分点；"
        "2025年预计2人，下降33.3%，大于15%，预计达标；2024年已达标且预计保持，评价为提前实现。"
        "2025年控制在2人以内方可达标。基数3，每1人相当于33.3个百分点。",
    ),
    "zero base": (
        R.but(base="0", actual=["0", "0", "1", "0"], forecast=["0"]),
        "2020年基数0人；2024年实际0人；基数为0，不计算百分比，暂无法评价。",
    ),
    "zero base kept": (
        R.but(base="0", actual=["0", "0", "1", "0"], forecast=["1"], zero_base="keep_zero"),
        "2020年基数0人；2024年实际0人；2025年预计1人，基期为0，按保持零事故评价，预计不能达标；"
        "评价为滞后预期。2025年须保持为0方可达标。",
    ),
    "no base under a reduction": (
        R.but(base=None, actual=["114", "110", "104", "96"], forecast=["94"]),
        "2020年基数未填；2024年实际96人；2025年预计94人；缺少2020年基数，评价为待定。",
    ),
    "superior": (
        Case("cumulative", ">=400", None, ["60"] * 4, ["80"], target_scope="superior"),
        "目标>=400为上级总量目标，分解到本市的目标还没有确定，评价为待定。",
    ),
    "the statement": (
        R.but(actual=["110"], through=2021, asked=(), statement="difficult"),
        "2020年基数120人；2021年实际110人，较2020年下降8.3%；序时进度要求15%×1/5=3.0%，快于序时进度5.3个百分点；"
        "单位预计达标有难度；评价为符合预期。",
    ),
    "a milestone": (
        L.but(actual=["62", "64", "70", "71"], forecast=["80"], milestones={2024: "70"}),
        "2020年基数60%；2024年实际71%；2024年阶段目标为70%，快于序时进度1个百分点；2025年预计80%，不低于75%，预计达标；"
        "评价为符合预期。2025年不低于75%方可达标。",
    ),
    "met and lost": (
        L.but(actual=["70", "76", "77", "73"], forecast=["75"]),
        "2020年基数60%；2024年实际73%；序时进度要求60%+(75%-60%)×4/5=72%，快于序时进度1个百分点；"
        "2025年预计75%，不低于75%，预计达标；评价为符合预期。2025年不低于75%方可达标。2022年、2023年曾达标后回落。",
    ),
    "a mean of some years": (
        Case("period_mean", "<0.2", None, ["0.1", "not_applicable", "0.1", "0.1"], ["0.2"], uom=""),
        "2021—2024年年均0.1（按3/4年计）；序时进度要求0.2，快于序时进度0.1；2025年预计0.2，2021—2025年年均0.125（按4/5年计），"
        "小于0.2，预计达标；评价为符合预期。2025年须小于0.5方可达标。",
    ),
    "never happened": (
        T.but(actual=["not_occurred"] * 4, forecast=["not_occurred"]),
        "规划期内未发生；评价为符合预期。2025年控制在10小时以内方可达标。",
    ),
    "after a fall of everything": (
        R.but(base=None, actual=["10", "100", "5", "5"], forecast=["5"], reading="yoy"),
        "上年为0，同比降幅无法换算，暂无法评价。",
    ),
    "by superior": (
        R.but(actual=["114", "110", "104", "by_superior"], forecast=["94"]),
        "2020年基数120人；2024年数据由上级统计，暂无法评价。",
    ),
    "a gap that does not matter": (
        Case("period_mean", "<0.2", None, ["0.5", "0.4", "0.3", "0.2"], [None], uom=""),
        "2021—2024年年均0.35；序时进度要求0.2，慢于序时进度0.15；缺少2025年预测值不影响评价；"
        "未达序时进度且已无法达标，评价为滞后预期。无论2025年数值多少，已无法达标。",
    ),
    "the last year is over": (
        R.but(actual=["114", "110", "104", "96", "94"], through=2025),
        "2020年基数120人；2025年实际94人，较2020年下降21.7%，大于15%，达标；2024年已达标并保持到期末，评价为提前实现。",
    ),
    "a fall typed against the base": (
        R.but(base=None, actual=["5", "8", "13.5", "20"], forecast=["21"], reading="vs_base"),
        "2024年较2020年下降20.0%；序时进度要求15%×4/5=12.0%，快于序时进度8.0个百分点；"
        "2025年预计较2020年下降21.0%，大于15%，预计达标；2024年已达标且预计保持，评价为提前实现。",
    ),
    "growth": (
        Case("growth", ">=20", "50", ["52", "54", "57", "59"], ["61"], uom="万辆"),
        "2020年基数50万辆；2024年实际59万辆，较2020年增长18.0%；序时进度要求20%×4/5=16.0%，快于序时进度2.0个百分点；"
        "2025年预计61万辆，增长22.0%，不低于20%，预计达标；评价为符合预期。2025年不低于60万辆方可达标。",
    ),
}  # fmt: skip  # one sentence, one entry


@pytest.mark.parametrize("name", SENTENCES)
def test_sentence(name: str) -> None:
    case, sentence = SENTENCES[name]
    assert assess(case).derivation == sentence


@pytest.mark.parametrize(
    ("forecast", "printed"),
    [
        ("849.7", "15.03%，大于15%"),
        ("850", "15.0%，不大于15%"),
        ("850.2", "14.98%，不大于15%"),
        ("849.99999", "15.000001%，大于15%"),
    ],
)
def test_more_digits_where_one_would_hide_the_side(forecast: str, printed: str) -> None:
    found = assess(Case("reduction", ">15", "1000", ["970", "940", "900", "870"], [forecast]))
    assert f"下降{printed}" in found.derivation


def test_more_digits_where_the_schedule_is_near() -> None:
    found = assess(Case("reduction", ">=10", "10000", ["9800", "9600", "9400", "9202"], ["8990"]))
    assert "下降7.98%；序时进度要求10%×4/5=8.00%，慢于序时进度0.02个百分点" in found.derivation


def test_a_difference_is_taken_from_the_figures_shown() -> None:
    """6.67 against 12 is 5.33; the sentence shows 6.7 and 12.0, so it says 5.3."""
    found = assess(R.but(actual=["118", "117", "115", "112"], forecast=["100"]))
    assert "下降6.7%；序时进度要求15%×4/5=12.0%，慢于序时进度5.3个百分点" in found.derivation


def test_deaths_are_never_given_room() -> None:
    for case, _ in SENTENCES.values():
        said = assess(case).derivation
        assert not re.search("空间|余地|名额|允许|还可", said)


NUMBER = r"(-?[0-9.]+)"


def number(pattern: str, text: str) -> D | None:
    found = re.search(pattern, text)
    return D(next(group for group in found.groups() if group is not None)) if found else None


def read_back(said: str, case: Case) -> str:
    """The rating that a reader works out from the printed numbers alone."""
    uom = re.escape(case.uom)
    sign, target = (
        (case.target[:2], D(case.target[2:])) if "=" in case.target else (case.target[:1], D(case.target[1:]))
    )
    up = sign.startswith(">")

    def passes(value: D, bound: D, *, printed: bool) -> bool:
        if value == bound:
            return "=" in sign or not printed
        return (value > bound) is up

    def fall(text: str) -> D:
        found = re.search(rf"(下降|上升|增长){NUMBER}%|持平", text)
        assert found is not None
        if found[1] is None:
            return D(0)
        return D(found[2]) if found[1] == ("下降" if case.rule == "reduction" else "增长") else -D(found[2])

    values: tuple[D | None, D | None]
    if case.rule in ("reduction", "growth"):
        now = re.search(r"2024年实际.*?；", said)
        then = re.search(r"2025年预计.*?(；|。)", said)
        assert now is not None
        assert then is not None
        values = fall(now[0]), fall(then[0])
        due = number(rf"×4/5={NUMBER}%", said)
    elif case.rule == "cumulative":
        values = number(rf"2021—2024年累计{NUMBER}{uom}", said), number(rf"2021—2025年累计{NUMBER}{uom}", said)
        due = number(rf"×4/5={NUMBER}{uom}", said)
    elif case.rule == "period_mean":
        values = number(rf"2021—2024年年均{NUMBER}{uom}", said), number(rf"2021—2025年年均{NUMBER}{uom}", said)
        due = target
    else:
        values = number(rf"2024年实际{NUMBER}{uom}", said), number(rf"2025年预计{NUMBER}{uom}", said)
        due = number(rf"×4/5={NUMBER}{uom}", said) or number(rf"序时进度要求{NUMBER}{uom}", said) or target
    assert None not in values, said
    assert due is not None
    last, final = values
    assert last is not None
    assert final is not None
    on_schedule = passes(last, due, printed=False) or (case.rule == "end_level" and passes(last, target, printed=True))
    if not passes(final, target, printed=True) or not on_schedule:
        return "behind"
    early = passes(last, target, printed=True) and case.rule != "period_mean" and (case.rule != "cumulative" or up)
    if case.rule == "end_level":
        base = number(rf"2020年基数{NUMBER}{uom}", said)
        early = early and base is not None and not passes(base, target, printed=True)
    return "ahead" if early else "on_track"


def test_the_numbers_of_a_derivation_lead_back_to_its_rating() -> None:
    rng = random.Random(5)
    cases = []
    for _ in range(600):
        rule = rng.choice(("reduction", "growth", "period_mean", "cumulative", "end_level"))
        sign = rng.choice((">", ">=") if rule in ("reduction", "growth") else (">", ">=", "<", "<="))
        near = rng.choice((100, 1000, 12345))
        target = {"reduction": "15", "growth": "15", "cumulative": str(near * 5), "period_mean": str(near)}.get(
            rule, str(near)
        )
        spread = rng.choice((1, 3, 20))
        drift = D({"reduction": "0.88", "growth": "1.12"}.get(rule, "1"))
        end = D({"reduction": "0.85", "growth": "1.15"}.get(rule, "1"))
        values = [f"{near * drift + D(rng.randint(-spread * 10, spread * 10)) / 10:f}" for _ in range(4)]
        last = f"{near * end + D(rng.randint(-9, 9)) / 10:f}"
        base = str(near if rule in ("reduction", "growth") else near + rng.choice((-30, 30, 0)))
        cases.append(Case(rule, sign + target, base, values, [last], uom="吨", bounds=("0", None)))
    results: tuple[Assessment, ...] = assess_all(cases)
    assert {item.computed for item in results} == {"ahead", "on_track", "behind"}
    for case, found in zip(cases, results, strict=True):
        assert read_back(found.derivation, case) == found.computed, (case, found.derivation)
