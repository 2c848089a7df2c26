"""校核 of texts and projects: every rule with what it must find and what it must leave alone, and whole lists of wordings."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.assess.checks import RULES, remark_id
from evaltui.catalogue import problems_assess
from evaltui.catalogue.problems import PROBLEMS
from evaltui.catalogue.problems_texts import SENTENCES
from evaltui.errors import Severity
from evaltui.plan.model import Project, RoundTemplate
from evaltui.store.settings import Settings
from support.checked import Example, codes, facts_of, rates, run
from support.small_plan import judged, plan, series, settings

PROGRESS = date(2025, 6, 16)
ROUND = settings(cutoffs={"progress": PROGRESS})
REPORT = "plans.safety.report"
TASK = "plans.safety.tasks.t1"
PROJECT = "plans.safety.projects.p1"
ACCIDENTS = series("accidents", 120, 114, 110, 104, 96, forecast=94)
DEATHS = series("deaths", 40, 38, 36, 34, 33, forecast=32)
LONG = "建立部门联席会议制度，每季度调度一次，累计研究解决问题三十个，推动整改落实到位。"
ROAD = series("road", 10, 10, 10, 9, 8, forecast=8)


def gaj(**fields: Any) -> Example:
    """公安局, which owes a report, a task and 道路死亡人数."""
    return Example("gaj", fields, chosen=ROUND)


def report(text: str, key: str = "measures", **more: Any) -> Example:
    return gaj(**{f"{REPORT}.{key}": text, **more})


def task(text: str) -> Example:
    return gaj(**{f"{TASK}.progress": text})


def project(chosen: Settings = ROUND, **facts: Any) -> Example:
    """应急局's project p1 with these facts."""
    return Example(fields={f"{PROJECT}.{key}": leaf for key, leaf in facts.items()}, chosen=chosen)


def told(text: str) -> Example:
    """应急局, whose figures are known, writing this into the progress of its project."""
    return Example(fields={**ACCIDENTS, **DEATHS, f"{PROJECT}.progress": text}, chosen=ROUND, rated=True)


def limited(words: int, limit: int) -> Example:
    chosen = settings(report_limit={"department": limit})
    return replace(report("字" * words), chosen=chosen)


TWIN = plan(
    "emergency",
    projects=(Project("q1", 1, "平台建设", units=("应急局",), same_as="safety:p1"),),
    report_units=("公安局",),
    tasks=(),
    commitments=(),
)
TWO_PLANS = (plan(), TWIN)
EARLIER = (plan(rounds=(RoundTemplate("midterm_2023", "中期评估", 2022),)),)
DECLARED = judged("road", "on_track", "gaj", computed="behind", declared="on_track", declared_reason="已整改")
FINE = judged("road", "on_track", "gaj")
TYPED = "plans.safety.typed.road_row"
AGGREGATE = judged("road", "on_track", "gaj", aggregate_actual=Decimal("16.666666666667"))
IDENTITY = "11010519491231002X"

# code -> (finds it, leaves it alone)
EXAMPLES: dict[str, tuple[Example, Example]] = {
    "text_gap_left": (report("2024年下降〔待补充：2024年实际值〕。"), report("依据云安办〔2024〕23号文件推进。")),
    "text_template_left": (report("XX项目已完成。"), report("建成5G专网，投入15×4万元，采购XXL号防护服。")),
    "text_only_headings": (
        report("（三）规划实施主要举措进展\n\n……"),
        report("（三）规划实施主要举措进展\n成立工作专班。"),
    ),
    "text_see_elsewhere": (task("详见附件3。"), task("完成排查120处，详见附件3。")),
    "text_repeated": (
        gaj(**{f"{REPORT}.tasks": LONG, f"{REPORT}.measures": LONG}),
        gaj(**{f"{REPORT}.tasks": LONG, f"{REPORT}.measures": LONG.replace("三十", "四十")}),
    ),
    "reports_alike": (
        replace(report(LONG, **{"plans.emergency.report.measures": LONG}), plans=TWO_PLANS),
        replace(report(LONG, **{"plans.emergency.report.measures": LONG + "建成两处。"}), plans=TWO_PLANS),
    ),
    "text_earlier_round": (
        replace(report("现将中期评估情况报告如下。"), plans=EARLIER),
        replace(report("针对中期评估提出的问题逐项整改，截至2020年底已销号。"), plans=EARLIER),
    ),
    "text_numbers_run_together": (report("整改率27.7%31.7%44.3%。"), report("整改率27.7%、31.7%、44.3%。")),
    "text_pairs_uneven": (
        report("事故起数、死亡人数、受伤人数同比分别下降9.2%、14.3%。"),
        report("事故起数、死亡人数同比分别下降9.2%、14.3%。"),
    ),
    "text_figure_differs": (told("事故起数2024年为95起。"), told("事故起数2024年为96起，较2020年下降20.0%。")),
    "text_counts_differ": (
        replace(report("提前实现5项、符合预期0项。"), rows=(judged("road", "ahead", "gaj"),)),
        replace(report("提前实现1项、符合预期0项。"), rows=(judged("road", "ahead", "gaj"),)),
    ),
    "text_personal_data": (report(f"负责人身份证号{IDENTITY}。"), report("合同编号110105194912310021，投资13800000000元。")),
    "text_after_cutoff": (report("截至2025年6月20日，完成排查。"), report("截至2025年6月，完成排查；截至2025年6月16日销号。")),
    "report_near_limit": (limited(890, 1000), limited(700, 1000)),
    "report_too_long": (limited(1200, 1000), limited(890, 1000)),
    "report_still_drafted": (
        report("道路死亡人数下降。", "indicators", **{f"{REPORT}.drafted": ("indicators",)}),
        report("道路死亡人数下降。", "indicators", **{f"{REPORT}.drafted": ("tasks",)}),
    ),
    "declared_differs": (
        Example("gaj", rows=(DECLARED,)),
        Example("gaj", rows=(replace(DECLARED, computed="on_track"),)),
    ),
    "typed_rating_differs": (
        Example("gaj", {f"{TYPED}.rating": "提前完成"}, (FINE,)),
        Example("gaj", {f"{TYPED}.rating": "符合 预期"}, (FINE,)),
    ),
    "typed_total_differs": (
        Example("gaj", {f"{TYPED}.to_date": Decimal("17")}, (replace(AGGREGATE, aggregate_actual=Decimal("16.4")),)),
        Example("gaj", {f"{TYPED}.to_date": Decimal("16.7")}, (AGGREGATE,)),
    ),
    "explanation_not_owed": (
        Example("gaj", {"explanations.road.cause": "货运量增长。"}, (FINE,)),
        Example("gaj", {"explanations.road.cause": "货运量增长。"}, (replace(FINE, explanation_owed=True),)),
    ),
    "project_dates_reversed": (
        project(start="2024-03", finish="2023-11"),
        project(start="2024-03", finish="2024-03"),
    ),
    "project_done_too_early": (
        project(state="completed", finish="2025-07"),
        project(state="completed", finish="2025-06", finish_kind="actual"),
    ),
    "project_begun_too_early": (
        project(state="under_way", start="2025-03", start_kind="planned"),
        project(state="not_started", start="2025-10", start_kind="planned"),
    ),
    "project_overdue": (
        project(state="under_way", finish="2024-12"),
        project(state="under_way", finish="2025-12"),
    ),
    "project_over_plan": (
        project(investment=1200, invested=1300),
        project(investment=1200, invested=1200),
    ),
    "project_all_spent": (
        project(state="under_way", investment=1200, invested=1200),
        project(state="completed", investment=1200, invested=1200),
    ),
    "project_text_state": (
        project(state="under_way", progress="项目已于2024年12月竣工并通过验收。"),
        project(state="under_way", progress="主体工程已竣工，预计2025年底项目竣工。"),
    ),
    "project_text_month": (
        project(state="completed", finish="2024-12", progress="项目于2024年11月竣工。"),
        project(state="completed", finish="2024-12", progress="一期工程于2024年6月竣工，项目于2024年12月竣工。"),
    ),
    "project_text_money": (
        project(investment=1200, progress="总投资1500万元。"),
        project(investment=12000, progress="总投资1.2亿元，2024年完成投资300万元。"),
    ),
    "project_twin_differs": (
        replace(
            project(), fields={f"{PROJECT}.investment": 1200, "plans.emergency.projects.q1.investment": 1500},
            plans=TWO_PLANS,
        ),
        replace(
            project(), plans=TWO_PLANS,
            fields={
                f"{PROJECT}.investment": 12000,
                "plans.emergency.projects.q1.investment": Decimal("1.2"),
                "plans.emergency.projects.q1.money_unit": "亿元",
            },
        ),
    ),
}  # fmt: skip  # one rule, one entry


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
    assert set(EXAMPLES) == set(SENTENCES)


def other_examples() -> Mapping[str, tuple[Example, Example]]:
    """The examples of the other rules, from the test module that holds them."""
    path = Path(__file__).with_name("test_checks.py")
    spec = importlib.util.spec_from_file_location("evaltui_check_examples", path)
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    found: Mapping[str, tuple[Example, Example]] = module.EXAMPLES
    return found


def test_every_rule_of_the_core_finds_something_and_passes_something() -> None:
    every = {code: (facts_of(bad), facts_of(good)) for code, (bad, good) in {**other_examples(), **EXAMPLES}.items()}
    for rule in RULES:
        found = {code for code, (bad, _) in every.items() if code in {item.code for item in rule(bad)}}
        passed = {code for code in found if code not in {item.code for item in rule(every[code][1])}}
        assert found, rule.__name__
        assert found == passed, rule.__name__


def test_no_check_reports_a_code_of_another_layer() -> None:
    every = {**other_examples(), **EXAMPLES}
    told_codes = {item.code for pair in every.values() for example in pair for item in run(example)}
    assert told_codes <= set(problems_assess.SENTENCES) | set(SENTENCES) <= set(PROBLEMS)


TEMPLATES = (
    "XXX", "ＸＸ公司", "项目于XX年XX月开工", "××项目", "20XX年", "（示例）", "( 示 例 )", "建设内容____", "○○工程", "（请填写进展情况）",
    "〔此处插入数据〕", "于X年X月完工",
)  # fmt: skip  # one list of words
NO_TEMPLATES = (
    "投入15×4万元", "云安办〔2024〕23号", "二○○八年", "XL号", "5×3=15", "3D打印", "Excel表", "云政发〔二〇二二〕20号", "提质增效X计划",
    "示例工程", "尺寸为3X4米",
)  # fmt: skip  # one list of words


@pytest.mark.parametrize("text", TEMPLATES)
def test_template_words(text: str) -> None:
    assert "text_template_left" in codes(report(f"已完成{text}，达到要求。"))


@pytest.mark.parametrize("text", NO_TEMPLATES)
def test_words_that_only_look_like_a_template(text: str) -> None:
    assert "text_template_left" not in codes(report(f"已完成{text}，达到要求。"))


@pytest.mark.parametrize(
    "text", ["详见附件", "见上", "同上。", "（详见附件2）", "同上条", "参见报告", "见附表三", "详见另附材料"]
)
def test_answers_that_only_point_elsewhere(text: str) -> None:
    assert "text_see_elsewhere" in codes(task(text))


@pytest.mark.parametrize("text", ["见效明显。", "同步推进，已完成。", "无", "上级统一部署后开展，见附件3。"])
def test_short_answers_that_are_answers(text: str) -> None:
    assert not codes(task(text)) & {"text_see_elsewhere", "text_only_headings"}


WRONG = (
    "事故起数2024年为95起。",
    "2024年，全市事故起数同比下降9.2%。",
    "事故起数2024年降至96起，较2020年下降21.0%。",
    "事故起数由2020年的120起下降到2024年的95起。",
    "事故起数由2020年的121起下降到96起。",
    "2021—2024年事故起数累计下降19.0%。",
    "事故起数、死亡人数分别下降20.0%、18.5%。",
    "事故起数下降目标为大于15%，2021—2024年累计下降20.0%，预计到2025年底累计下降22.7%，提前实现。",
    "事故起数２０２４年为９５起。",
    "事故起数较2020年上升20.0%。",
    "死亡人数2024年为34人。",
)
RIGHT = (
    "事故起数2024年为96起。",
    "2024年，全市事故起数同比下降7.7%。",
    "事故起数2024年降至96起，较2020年下降20%。",
    "事故起数由2020年的120起下降到96起。",
    "事故起数连续四年下降，2024年比2020年减少24起。",
    "2021—2024年事故起数累计下降20.0%，预计到2025年底累计下降21.7%。",
    "事故起数、死亡人数分别下降20.0%、17.5%。",
    "事故起数目标为下降15%以上，力争下降25%。",
    "事故起数约100起。",
    "2025年1—5月事故起数37起，同比下降2.6%。",
    "较大事故起数2起。",
    "李堡镇事故起数3起，南通市事故起数500起。",
    "事故起数下降10%以上的镇有5个。",
    "事故起数控制在100起以内。",
    "道路交通领域事故起数下降40%。",
    "事故起数每下降1%，死亡人数下降约0.5人。",
    "事故起数2024年96起，其中道路运输30起。",
    "死亡人数、受伤人数分别下降17.5%、90.0%。",
    "2019年事故起数150起。",
)


@pytest.mark.parametrize("text", WRONG)
def test_a_figure_that_contradicts_the_table(text: str) -> None:
    [found] = [item for item in run(told(text)) if item.code == "text_figure_differs"]
    assert "表中为" in found.sentence
    assert found.path == ("plans", "safety", "projects", "p1", "progress")


@pytest.mark.parametrize("text", RIGHT)
def test_figures_that_fit_or_are_about_something_else(text: str) -> None:
    assert "text_figure_differs" not in codes(told(text))


def test_the_pair_names_what_is_written_and_what_the_table_says() -> None:
    [found] = [item for item in run(told(WRONG[1])) if item.code == "text_figure_differs"]
    assert found.sentence == "文中“事故起数”写作“2024年同比下降9.2%”，表中为下降7.7%。"


def test_an_explanation_is_about_its_indicator_without_naming_it() -> None:
    fields = {**ROAD, "explanations.road.cause": "货运量增长；2024年降至9人，较2020年下降20.0%，低于序时进度。"}
    found = [item for item in run(rates(gaj(**fields))) if item.code == "text_figure_differs"]
    assert [item.sentence for item in found] == ["文中“道路死亡人数”写作“2024年9人”，表中为8人。"]
    right = {**fields, "explanations.road.cause": "2025年1—5月有限空间发生2起，死亡3人；2024年降至8人。"}
    assert "text_figure_differs" not in codes(rates(gaj(**right)))


PAIRS = (
    "2021年、2022年、2023年分别为114起、110起。",
    "近三年分别下降1%、2%。",
    "两类事故分别下降10%、20%、30%。",
    "起数、死亡人数，同比分别下降9.2%、14.3%、20%。",
    "A镇、B镇、C镇和D镇分别检查3次、5次。",
)
EVEN_PAIRS = (
    "2021—2024年分别为114、110、104、96起。",
    "各镇分别建成12个、15个。",
    "由公安局、交通局、住建局分别负责，完成3项、5项。",
    "住房和城乡建设、交通运输领域分别检查35次、40次。",
    "较大、一般事故起数和死亡人数分别下降9.2%、14.3%、10%、11%。",
    "分别于2022年、2023年、2024年建成3处。",
    "重点单位、一般单位分别达到100%、95%以上，整改率98%。",
    "起数和死亡人数较2020年分别下降20.0%、17.5%，其中道路运输下降10%。",
    "甲、乙、丙三项分别完成。",
)


@pytest.mark.parametrize("text", PAIRS)
def test_pairs_that_do_not_add_up(text: str) -> None:
    assert "text_pairs_uneven" in codes(report(text))


@pytest.mark.parametrize("text", EVEN_PAIRS)
def test_pairs_that_do(text: str) -> None:
    assert "text_pairs_uneven" not in codes(report(text))


OLD = (
    "中期评估报告",
    "根据要求，现将中期评估情况报告如下",
    "截至2022年底，完成投资300万元",
    "预计2023年底完成",
    "到2022年底将全面完成",
)
NOT_OLD = (
    "自中期评估以来",
    "中期评估中发现的问题",
    "截至2020年底",
    "截至2024年底",
    "预计到2025年底完成",
    "到2030年将基本建成",
    "2022年底前完成",
)


@pytest.mark.parametrize("text", OLD)
def test_texts_of_an_earlier_round(text: str) -> None:
    assert "text_earlier_round" in codes(replace(report(f"{text}。"), plans=EARLIER))


@pytest.mark.parametrize("text", NOT_OLD)
def test_looking_back_is_no_old_text(text: str) -> None:
    assert "text_earlier_round" not in codes(replace(report(f"{text}。"), plans=EARLIER))


@pytest.mark.parametrize("number", ["13812345678", "138 1234 5678", "１３８１２３４５６７８"])
def test_a_mobile_number_is_found_and_not_said_again(number: str) -> None:
    [found] = [item for item in run(report(f"联系人电话{number}。")) if item.code == "text_personal_data"]
    assert "138****5678" in found.sentence
    assert "12345678" not in found.line()


@pytest.mark.parametrize("number", ["110105194912310021", "1101051949123100", "2013812345678900", "12.13812345678"])
def test_other_long_numbers_are_nobodys(number: str) -> None:
    assert "text_personal_data" not in codes(report(f"项目编号{number}。"))


# As departments write; the sentences and their figures are invented.
PLAIN = (
    (
        "“十四五”以来，在市委、市政府坚强领导下，我局坚持人民至上、生命至上，事故起数、死亡人数较“十三五”末分别下降20.0%"
        "、17.5%，安全生产形势总体平稳。"
    ),
    (
        "2021年以来，累计组织联合执法检查126次，检查企业3420家次，排查整改隐患9860处，整改率99.2%；立案查处4"
        "8起，罚款316.5万元。"
    ),
    ("全面推行“企业安全码”，赋码企业2100家，其中绿码1890家、黄码180家、红码30家，分别占90.0%、8.6%、1.4%。"),
    "深化危险化学品、烟花爆竹、建筑施工、道路交通等重点行业领域专项整治，关停取缔企业12家，搬迁改造5家。",
    "建成1个市级指挥中心、15个镇级分中心、240个村（社区）工作站，视频会商系统覆盖率达100%。",
    "组织“安全生产月”“119”消防宣传月等活动36场，发放资料8万余份，受众约20万人次。",
    "2022年、2023年、2024年分别投入专项资金320万元、410万元、560万元，累计1290万元。",
    "推动建立“1+3+N”制度体系，制定（修订）制度28项、应急预案56个，预案备案率达98.6%。",
    (
        "一是责任压得不够实，个别部门（单位）“三管三必须”落实有温差；二是本质安全水平不高，小微企业占比达83%，安全投入不足；"
        "三是专业力量不足，持证执法人员占比为64%。"
    ),
    "事故总量仍处高位，2024年发生一般事故96起、死亡33人，同比分别下降7.7%、2.9%。",
    "对照2025年目标，预计到2025年底事故起数可下降20%以上，能够完成规划目标。",
    "截至2025年5月底，全市共创建二级标准化企业58家、三级标准化企业460家。",
    "市公安局、市交通运输局、市城管局分别牵头开展货车超载、营运车辆、渣土车整治。",
    "项目总投资约1.2亿元，分两期实施，一期已于2023年10月建成投用，二期计划2025年12月竣工。",
    "平台接入34家重大危险源企业、118套监测设备，预警响应时间由15分钟缩短至5分钟。",
    ("学校、医院、养老机构消防安全达标率分别为100%、98.5%、96.2%，较2020年分别提高6个、9.5个、11.2个百分点。"),
    "“两客一危”车辆动态监控上线率、危货车辆电子运单使用率均达到100%。",
    ("创成全国综合减灾示范社区6个（其中2022年2个、2023年3个、2024年1个），建成应急避难场所42处，可容纳11.6万人。"),
    "2023年“7·12”强对流天气应对中，转移安置群众1326人，未发生人员伤亡。",
    "建议“十五五”期间将事故起数、死亡人数下降幅度作为约束性指标，合理设定年度目标，分别按3%、2%逐年下降。",
    "工贸行业事故起数由2020年的30起降至2024年的18起，降幅40%。",
    "县乡两级执法人员由86人增加到112人，其中专业人员占75%以上，比2020年提高21个百分点。",
    "2024年我市万车死亡率为1.92，低于全省平均水平；亿元GDP死亡率为0.0217。",
    "该项目由于土地指标调整，开工时间由2022年6月推迟至2023年3月，目前已完成投资760万元，占总投资的63.3%。",
    "中期评估后，及时调整了2项任务，详见附件2；根据中期评估反馈意见，新增措施5条。",
    "近三年发生火灾起数分别为210起、198起、176起，逐年下降。",
    "开展防汛演练3次、抗震演练2次、消防演练12次，参演2600人次；开展“四不两直”检查，发现问题隐患1246条。",
    "热线12350共受理举报236件，办结率100%；24小时值班电话0513-88000000。",
    "2025年上半年，事故起数、死亡人数同比分别下降12.5%、10.0%。",
)


@pytest.mark.parametrize("text", PLAIN)
def test_what_departments_write_raises_no_false_alarm(text: str) -> None:
    facts = {"state": "under_way", "start": "2023-03", "finish": "2025-12", "investment": 1200, "invested": 760}
    own = told(text)
    whole = replace(own, fields={**own.fields, **{f"{PROJECT}.{key}": leaf for key, leaf in facts.items()}})
    assert not codes(whole) & set(SENTENCES)
    assert not codes(report(text)) & set(SENTENCES)


LEAVES = st.one_of(
    st.text(max_size=30),
    st.integers(-(10**12), 10**12),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
)
PATHS = st.sampled_from(
    [
        f"{PROJECT}.{key}"
        for key in (
            "state",
            "start",
            "finish",
            "finish_kind",
            "investment",
            "invested",
            "money_unit",
            "progress",
            "as_of",
        )
    ]
    + [f"{REPORT}.{key}" for key in ("tasks", "drafted", "title", "more.x")]
    + [f"{TASK}.{key}" for key in ("state", "progress", "as_of")]
    + [f"{TYPED}.{key}" for key in ("rating", "to_date", "final", "confirmed")]
    + ["explanations.road.cause", "plans.safety.explanations.road_row.cause", "plans.safety.declared.road_row.reason"]
)


@given(st.dictionaries(PATHS, LEAVES, max_size=8))
def test_no_check_breaks_on_what_a_hand_written_file_may_hold(fields: Mapping[str, Any]) -> None:
    for unit in ("yjglj", "gaj"):
        run(Example(unit, fields, (AGGREGATE,), chosen=ROUND))


def test_dates_of_progress_beyond_the_cutoff() -> None:
    late = {f"{TASK}.as_of": date(2025, 6, 17), "plans.safety.commitments.k1.done_on": date(2025, 6, 16)}
    found = [item.path for item in run(gaj(**late)) if item.code == "text_after_cutoff"]
    assert found == [("plans", "safety", "tasks", "t1", "as_of")]


def test_a_round_without_cutoff_asks_nothing_about_dates() -> None:
    assert "text_after_cutoff" not in codes(replace(report("截至2026年6月20日。"), chosen=settings()))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (883, ""),
        (884, "report_near_limit"),
        (894, "report_near_limit"),
        (904, "report_near_limit"),
        (905, "report_too_long"),
    ],
)
def test_the_limit_counts_as_word_does(words: int, code: str) -> None:
    """The frame's headings, 106 words, count too: they are part of the body."""
    found = codes(limited(words, 1000)) & {"report_near_limit", "report_too_long"}
    assert found == ({code} if code else set())


def test_too_long_a_report_never_stands_in_the_way() -> None:
    [found] = [item for item in run(limited(1500, 1000)) if item.code == "report_too_long"]
    assert found.severity is not Severity.MUST_FIX
    assert "规划实施主要举措进展1500字" in found.hint


def test_towns_have_no_limit_unless_the_round_sets_one() -> None:
    example = Example("lbz", {f"{REPORT}.tasks": "字" * 9000}, chosen=settings(report_limit={"department": 100}))
    assert not codes(example) & {"report_too_long", "report_near_limit"}


def test_the_same_project_may_be_told_alike_in_both_plans() -> None:
    fields = {f"{PROJECT}.progress": LONG, "plans.emergency.projects.q1.progress": LONG}
    assert "text_repeated" not in codes(Example(fields=fields, plans=TWO_PLANS))


def test_short_equal_answers_are_no_copies() -> None:
    assert "text_repeated" not in codes(gaj(**{f"{TASK}.progress": "已按计划完成。", f"{TASK}.next": "已按计划完成。"}))


def test_equal_reports_are_one_problem_with_the_way_out() -> None:
    fields = {
        f"{where}.report.{key}": f"{LONG}{key}"
        for where in ("plans.safety", "plans.emergency")
        for key in ("tasks", "problems", "outlook")
    }
    [found] = [item for item in run(Example("gaj", fields, plans=TWO_PLANS)) if item.code == "reports_alike"]
    assert "两规划合并成文" in found.hint
    assert found.path[:3] == ("plans", "emergency", "report")


def test_a_typed_rating_is_settled_by_a_confirmation() -> None:
    bad = EXAMPLES["typed_rating_differs"][0]
    assert "typed_rating_differs" not in codes(replace(bad, fields={**bad.fields, f"{TYPED}.confirmed": True}))


def test_a_state_that_the_text_denies_is_found_in_every_direction() -> None:
    assert "project_text_state" in codes(project(state="completed", progress="正在施工，尚未竣工。"))
    assert "project_text_state" in codes(project(state="not_started", progress="项目已建成投用。"))
    assert "project_text_state" in codes(project(state="under_way", progress="受用地影响尚未开工。"))
    assert "project_text_state" not in codes(project(state="completed", progress="已于2024年12月竣工，正在开展培训。"))


def test_what_is_doubtful_can_be_explained_and_what_is_wrong_cannot() -> None:
    for code in ("text_template_left", "text_figure_differs", "project_over_plan"):
        example = EXAMPLES[code][0]
        asked = next(item for item in run(example) if item.code == code)
        remark = {f"plans.safety.remarks.{remark_id(asked.code, asked.path)}": "原文如此，已核"}
        after = run(replace(example, fields={**example.fields, **remark}))
        assert next(item for item in after if item.code == code).severity is Severity.HINT
    gap = EXAMPLES["text_gap_left"][0]
    asked = next(item for item in run(gap) if item.code == "text_gap_left")
    remark = {f"plans.safety.remarks.{remark_id(asked.code, asked.path)}": "原文如此，已核"}
    after = run(replace(gap, fields={**gap.fields, **remark}))
    assert next(item for item in after if item.code == "text_gap_left").severity is Severity.MUST_FIX


def test_texts_of_what_the_unit_does_not_owe_are_nobodys_business() -> None:
    example = Example("gaj", {"plans.safety.tasks.t2.progress": "XXX", f"{PROJECT}.progress": "XXX"})
    assert "text_template_left" not in codes(example)


@pytest.mark.parametrize(
    "text", ["", " \n", "\u200b", "。" * 5000, "分别" * 2000, "1%" * 3000, "2024年" * 2000, "由2020年" * 500]
)
def test_odd_texts_never_break_a_check_or_take_long(text: str) -> None:
    run(told(text))
    run(report(text))
