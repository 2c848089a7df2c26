"""Problem sentences: the command line, the workspace and its place."""

from __future__ import annotations

from evaltui.catalogue.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "usage": Sentence("must_fix", "{sentence}", "{hint}"),
    "internal": Sentence(
        "must_fix", "程序内部出错，刚才的操作没有完成，已保存的数据不受影响。", "请把文件 {report} 交给系统管理员。"
    ),
    "internal_unwritten": Sentence(
        "must_fix",
        "程序内部出错（{what}），刚才的操作没有完成，已保存的数据不受影响。",
        "请把这句话告诉系统管理员。",
    ),
    "interrupted": Sentence("hint", "已中断。", "已保存的数据不受影响。"),
    "no_workspace": Sentence(
        "must_fix",
        "文件夹“{folder}”里没有工作区（没有 workspace.toml）。",
        "用“evaltui init 文件夹 --plan 规划编号”新建，或用 --data 指出已有的工作区。",
    ),
    "workspace_exists": Sentence("must_fix", "“{folder}”里已经有工作区。", "换一个文件夹。"),
    "folder_not_empty": Sentence("must_fix", "文件夹“{folder}”里已有别的文件。", "换一个空的或还不存在的文件夹。"),
    "no_such_unit": Sentence("must_fix", "没有单位“{name}”。", "{near}用“evaltui unit list”查看全部单位。"),
    "no_such_plan": Sentence("must_fix", "没有规划“{name}”。", "{near}用“evaltui plan list”查看全部规划。"),
    "no_such_form": Sentence("must_fix", "没有表“{name}”。", "可以导出：{choices}。"),
    "ambiguous_form": Sentence("must_fix", "“{name}”对应不止一张表。", "请加 --plan，或改用：{choices}。"),
    "no_such_round": Sentence("must_fix", "规划“{plan}”没有评估轮次“{name}”。", "可用：{choices}。"),
    "no_such_path": Sentence(
        "must_fix", "不认识字段“{name}”。", "数字写作 指标编号.年份=值；用“evaltui unit show 单位 --json”查看现有字段。"
    ),
    "not_an_assignment": Sentence("must_fix", "“{text}”不是 路径=值。", "例如 work_accidents.2024=96。"),
    "unit_needed": Sentence("must_fix", "没有说明是哪个单位。", "加 --unit 单位。"),
    "plan_needed": Sentence("must_fix", "没有说明是哪个规划。", "加 --plan 规划编号，可选：{choices}。"),
    "reason_needed": Sentence("must_fix", "退回要写明理由。", "加 --reason “理由”。"),
    "output_in_data": Sentence(
        "must_fix", "“{target}”在工作区的数据文件夹里，不能把导出的文件写到那里。", "请换一个文件夹。"
    ),
    "output_lost": Sentence("must_fix", "内容没有写完：磁盘已满，或写出的地方不能用。", "请换一个地方再做一次。"),
    "bad_date": Sentence("must_fix", "“{text}”不是日期。", "写作 2025-06-10。"),
    "plan_not_in_workspace": Sentence(
        "must_fix", "规划“{name}”不在这个工作区里。", "工作区的规划写在 workspace.toml 的 plans 里。"
    ),
    "plan_missing": Sentence(
        "must_explain",
        "工作区要用的规划“{name}”没有装入，它的数据仍可查看，不能评价和导出。",
        "把规划文件夹放回 plugins/，或用 --plugins 指出它在哪里。",
    ),
    "locked_figure": Sentence("must_fix", "{what}已随“{plan}”报送，不能再改。", "要改请联系{office}退回{phone}。"),
    "open_problems": Sentence("must_fix", "还有{count}处必改，不能报送。", "用“evaltui check --unit {unit}”逐条查看。"),
    "nothing_to_submit": Sentence("must_fix", "{unit}在“{plan}”里没有要报送的内容。", "不用报送。"),
    "action_refused": Sentence("must_fix", "{what}现在是“{state}”，不能{action}。", "{next}"),
    "no_such_code": Sentence(
        "must_fix", "数据校验码 {typed} 与现有数据和全部报送存档都不一致。", "核对是否抄错，或请单位重新打印。"
    ),
    "output_is_terminal": Sentence("must_fix", "表格文件不能直接显示在屏幕上。", "加 -o 文件名。"),
    "format_not_possible": Sentence("must_fix", "“{form}”不能导出为 {format}。", "可用：{choices}。"),
    "case_failed": Sentence(
        "must_fix", "算例“{title}”：{what}应为{expected}，算得{found}。", "核对规划的目标、规则或算例。"
    ),
    "value_unfit": Sentence("must_fix", "{name} 不能填“{text}”。", "这里填：{meaning}。"),
    "value_not_a_choice": Sentence("must_fix", "{name} 不能填“{text}”。", "只能是：{choices}。"),
    "field_conflict": Sentence(
        "must_fix", "{key} 刚被别人改过，这次的值没有写入。", "用“evaltui log”查看对方的值，再决定是否重填。"
    ),
    "nothing_submitted": Sentence(
        "must_fix", "{unit}没有已提交的事项，不能{action}。", "用“evaltui progress”查看状态。"
    ),
    "flow_changed_meanwhile": Sentence(
        "must_fix", "{unit}的状态刚被别人改过，这次没有写入。", "用“evaltui log”查看，再决定是否重做。"
    ),
}
