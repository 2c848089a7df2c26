"""Problem sentences: what is wrong or doubtful in texts and in the facts of projects. Codes are the ids of the rules."""

from __future__ import annotations

from evaltui.catalogue.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    # 文稿
    "text_gap_left": Sentence("must_fix", "文中还留有“{found}”。", "请补上内容，并删去这个标记。"),
    "text_template_left": Sentence(
        "must_explain", "文中有模板文字“{found}”。", "请换成实际内容；确为原文用字的请说明。"
    ),
    "text_only_headings": Sentence("must_fix", "只有标题，没有正文。", "请写明实际情况；没有的写“无”。"),
    "text_see_elsewhere": Sentence("must_fix", "只写了“{found}”。", "汇总时看不到别处的内容，请在这里写明。"),
    "text_repeated": Sentence("hint", "与“{other}”完全相同。", "请核对是否重复粘贴。"),
    "reports_alike": Sentence(
        "hint",
        "与{other}相同的部分：{sections}。",
        "请核对是否各按本规划写明；两份报告内容相同的，可改选“两规划合并成文”。",
    ),
    "text_earlier_round": Sentence("hint", "文中写着“{found}”，可能是以前的文稿。", "请核对是否已按本次评估更新。"),
    "text_numbers_run_together": Sentence("must_explain", "“{found}”中的几个数连在一起。", "请补上数与数之间的顿号。"),
    "text_pairs_uneven": Sentence(
        "must_explain", "“{found}”中，“分别”前有{nouns}项，后面有{figures}个数。", "请核对是否漏写或多写。"
    ),
    "text_figure_differs": Sentence(
        "must_explain", "文中“{name}”写作“{found}”，表中为{table}。", "请改成一致；口径不同的请在文中写明并说明。"
    ),
    "text_counts_differ": Sentence(
        "must_explain", "文中写“{found}”，按表统计为{table}。", "请改成一致；统计范围不同的请说明。"
    ),
    "text_personal_data": Sentence(
        "must_explain", "文中有{what}（{found}）。", "公开或上报的材料不应有个人信息，请删去；确需保留的请说明。"
    ),
    "text_after_cutoff": Sentence(
        "hint", "写到{found}，晚于本次评估的截止日期{cutoff}。", "请核对；确需写到以后的，请注明截至日期。"
    ),
    "report_near_limit": Sentence(
        "hint", "正文{total}字，{side}上限{limit}字{difference}字。", "程序与Word的字数统计可能略有出入，请以Word为准。"
    ),
    "report_too_long": Sentence(
        "must_explain",
        "正文{total}字，超出上限{limit}字{over}字。",
        "最长的部分：{longest}。请压缩；确需超出的请说明。",
    ),
    "report_still_drafted": Sentence("hint", "这部分仍是程序按数据起草的文字。", "请核对，并补充原因分析和有关说明。"),
    # 指标的判断
    "declared_differs": Sentence(
        "hint", "自评“{declared}”，与系统建议“{computed}”不同。", "请核对数据和理由；理由将印在表下。"
    ),
    "typed_rating_differs": Sentence(
        "must_explain",
        "表中填的评价是“{typed}”，按数据为“{computed}”。",
        "请核对数据；坚持原评价的，请自评并写明理由。",
    ),
    "typed_total_differs": Sentence(
        "must_explain",
        "表中填的{column}是{typed}，按各年数据算得{computed}。",
        "请核对各年数据；以计算值为准的请确认。",
    ),
    "explanation_not_owed": Sentence("hint", "这项指标现在不需要滞后分析说明，已写的会保留。", "不需要的可以删去。"),
    # 重点工程
    "project_dates_reversed": Sentence("must_fix", "竣工年月{finish}早于开工年月{start}。", "请核对这两个年月。"),
    "project_done_too_early": Sentence(
        "must_explain",
        "工程状态为“{state}”，竣工年月{finish}却是{why}。",
        "请核对状态和年月；尚未竣工的请改为“在建”。",
    ),
    "project_begun_too_early": Sentence(
        "must_explain",
        "工程状态为“{state}”，开工年月{start}却是{why}。",
        "请核对状态和年月；尚未开工的请改为“未开工”。",
    ),
    "project_overdue": Sentence(
        "must_explain",
        "工程状态为“{state}”，而{what}年月{month}已经过了。",
        "请核对状态；推迟的请改为现在的计划年月。",
    ),
    "project_over_plan": Sentence(
        "must_explain", "已完成投资{invested}，超过计划总投资{investment}。", "请核对金额和单位；确已超出的请说明。"
    ),
    "project_all_spent": Sentence("hint", "工程状态为“{state}”，投资已完成100%。", "请核对工程是否已经竣工。"),
    "project_text_state": Sentence(
        "must_explain", "工程状态为“{state}”，文中却写着“{found}”。", "请核对工程状态和文字。"
    ),
    "project_text_month": Sentence("must_explain", "文中写着“{found}”，附件2的{what}年月为{month}。", "请改成一致。"),
    "project_text_money": Sentence(
        "must_explain", "文中写着“{found}”，附件2的{what}为{money}。", "请改成一致；统计范围不同的请说明。"
    ),
    "project_twin_differs": Sentence(
        "must_explain",
        "{what}填的是{value}，而同一工程在{plan}中填的是{other}。",
        "请改成一致；两个规划的内容不同的请说明。",
    ),
}
