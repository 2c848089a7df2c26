"""Problem sentences: 评价与校核. Codes are the ids of the check rules."""

from __future__ import annotations

from evaltui.catalogue.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    # 缺项
    "base_missing": Sentence("must_fix", "基数还没有填。", "请补填；确实没有时按F6标注“暂缺”并说明原因。"),
    "figure_missing": Sentence("must_fix", "数据还没有填。", "请补填；没有数据时按F6选择状态并说明原因。"),
    "forecast_missing": Sentence("must_fix", "预测值还没有填。", "请填写预计到年底的全年数。"),
    "statement_missing": Sentence("must_fix", "还没有填预计能否完成。", "请选择能、有难度或不能。"),
    "explanation_missing": Sentence("must_fix", "“{word}”指标的{key}还没有填。", "请在指标旁的“滞后分析说明”中补充。"),
    "task_state_missing": Sentence(
        "must_fix", "进展状态还没有选。", "请选择状态；不归本单位办理的选“本单位不承担”并说明原因。"
    ),
    "task_text_missing": Sentence("must_fix", "进展情况还没有写。", "请写明做了什么、到什么程度。"),
    "task_reason_missing": Sentence("must_fix", "状态为“{state}”时要说明原因。", "请在原因栏补充。"),
    "commitment_state_missing": Sentence("must_fix", "完成状态还没有选。", "请选择状态。"),
    "commitment_text_missing": Sentence("must_fix", "完成情况还没有写。", "请写明实际完成的数量、时间和依据。"),
    "project_state_missing": Sentence("must_fix", "工程状态还没有选。", "请选择未开工、在建、已竣工、已调整或已取消。"),
    "project_text_missing": Sentence("must_fix", "{key}还没有填。", "请在工程页补充。"),
    "report_missing": Sentence(
        "must_fix", "报告的“{key}”部分还没有写。", "请在报告页补充；由其他报告合并报送的，请改选报送方式。"
    ),
    "project_reason_missing": Sentence("must_fix", "工程状态为“{state}”时要说明原因。", "请在原因栏补充。"),
    "contact_missing": Sentence("must_fix", "{key}还没有填。", "请在联系人页补充。"),
    "people_missing": Sentence("must_fix", "{key}还没有填。", "请在校核报送页补充，打印在表下方。"),
    # 填写内容
    "figure_question": Sentence("must_fix", "填的“{raw}”还不能作为数字使用。", "请改填确切数字，或按F6选择状态。"),
    "state_reason_missing": Sentence("must_fix", "标注为“{state}”但没有说明原因。", "请补充原因。"),
    "state_unfitting": Sentence(
        "must_fix", "这类数据不能标注为“{state}”。", "请填写数字；没有数据时标注“暂缺”或“不适用”并说明原因。"
    ),
    "source_missing": Sentence("hint", "没有写数据来源。", "请写明来自哪份统计台账或报表。"),
    "parts_do_not_fit": Sentence(
        "must_explain", "填的是{value}，按分子分母算得{computed}。", "请核对分子、分母和结果，或在备注中说明。"
    ),
    "num_above_den": Sentence("must_fix", "分子{num}大于分母{den}。", "请核对分子和分母。"),
    # 数字之间
    "jump_large": Sentence(
        "must_explain",
        "填的是{value}，而{other}年为{before}，相差{times}倍以上。",
        "请核对小数点和计量单位；属实的请在备注中说明。",
    ),
    "deaths_without_events": Sentence(
        "must_fix", "{deaths_name}为{deaths}，而{events_name}为{events}。", "请核对这两个数。"
    ),
    "part_above_whole": Sentence(
        "must_fix",
        "“{part_name}”{part}，大于“{whole_name}”{whole}。",
        "请核对这两个数，其中一个有误或口径不同。",
    ),
    "row_shifted": Sentence(
        "must_explain",
        "{first}年填的与{base}年基数相同，而{last}年没有预测值，整行可能错后一年。",
        "请逐年核对；没有错位的请在{first}年的备注中说明。",
    ),
    "row_shifted_against_reported": Sentence(
        "must_explain",
        "各年数据与历史上报数（{label}）相差一年：{years}。",
        "请核对是否整行错位；属实的请在备注中说明。",
    ),
    "half_year_forecast": Sentence(
        "must_explain",
        "预测值{value}不到{last}年{before}的60%。",
        "请核对是否误填了上半年实际数；属实的请填写预测依据。",
    ),
    "as_reported_differs": Sentence(
        "must_explain",
        "现填{value}，历史上报数（{label}）为{reported}。",
        "请在备注中说明差异原因，或标注“修订”。",
    ),
    # 评价
    "rating_pending": Sentence(
        "must_fix", "暂时不能评价：{missing}。", "请补齐后再报送；确实无法补齐的，请自评并写明理由。"
    ),
    "rating_pending_explained": Sentence("must_explain", "评价待定：{missing}。", "不影响报送；情况有变化时请补填。"),
    "rating_unratable": Sentence(
        "must_fix", "无法评价：{derivation}。", "请核对数据；确实无法评价的，请自评并写明理由。"
    ),
    "rating_unratable_explained": Sentence(
        "must_explain", "暂无法评价：{derivation}。", "不影响报送；请在备注中写明情况。"
    ),
    "declared_reason_missing": Sentence(
        "must_fix", "自评为“{declared}”但没有写理由。", "请写明理由，否则按系统建议“{computed}”计。"
    ),
    "declared_stale": Sentence(
        "must_fix",
        "自评之后数据或规则有改动，自评“{declared}”已失效。",
        "请重新自评，或取消自评、采用系统建议“{computed}”。",
    ),
    "declared_not_allowed": Sentence(
        "must_fix", "预计不能达到目标，不能自评为“{declared}”。", "请改为“{allowed}”，或核对预测值。"
    ),
    "figures_differ": Sentence(
        "must_explain", "各单位填的不一致：{figures}。", "请与有关单位核对；不一致的由{office}认定。"
    ),
    # 评价时发现的
    "warn_forecast_leap": Sentence(
        "must_explain",
        "预测值要求一年改善{needed}，而以往最好的一年只改善{best}。",
        "请核对预测值，并填写预测依据。",
    ),
    "warn_forecast_turn": Sentence(
        "must_explain", "近三年逐年{past}，而预测转为{now}。", "请核对预测值，并填写预测依据。"
    ),
    "warn_forecast_on_target": Sentence(
        "must_explain", "预测值恰好等于目标{target}，而以往各年都未达到。", "请核对预测值，并填写预测依据。"
    ),
    "warn_running_total": Sentence(
        "must_explain",
        "各年数字逐年增大，到这一年达到{value}，可能填成了累计数。",
        "这里应填当年新增数；确为当年数的请在备注中说明。",
    ),
    "warn_swing": Sentence("must_explain", "{years}与目标方向相反，变动较大。", "请核对数据，并在备注中说明原因。"),
    "warn_met_and_lost": Sentence("hint", "{years}曾达到目标，之后回落。", "请在备注或滞后分析说明中写明原因。"),
    "warn_ytd_above_forecast": Sentence(
        "must_explain", "年内累计已达{ytd}，超过全年预测值{forecast}。", "请调整预测值，或在备注中说明。"
    ),
    "warn_flagged": Sentence("hint", "{years}。", "正式数公布后请更新。"),
    "warn_scope_changed": Sentence(
        "must_explain", "{years}的统计口径与{base_year}年基数不同。", "请按同一口径调整，或在备注中说明影响。"
    ),
    # 联系人、电话
    "phone_shape": Sentence(
        "must_explain", "电话“{phone}”位数不对。", "手机11位；固定电话写区号加号码，如0513-88000000；短号4至6位。"
    ),
    # 全市
    "city_gap": Sentence("must_explain", "还缺：{units}。", "请催报；缺少单位的数据不计入全市合计。"),
    "city_difference": Sentence("must_fix", "各单位数据不一致：{figures}。", "请核对后认定一个数，并写明理由。"),
}
