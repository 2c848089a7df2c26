"""Words of the screens for tasks, commitments, the report and explanations: labels, hints, sentences."""

from __future__ import annotations

from typing import Final

TASK: Final[dict[str, tuple[str, str]]] = {
    "state": ("状态", "左右键或数字选，回车确定。选进展滞后、未启动、已调整、本单位不承担的，要写原因。"),
    "reason": ("原因", "写明原因和依据（文号）。"),
    "progress": ("进展情况", "做了什么、到什么程度。印在任务表里，也可以从报告里插入。"),
    "results": ("取得成绩", "可不填。建成了什么、见到什么成效。"),
    "experience": ("经验做法", "可不填。可复制的做法、典型案例。"),
    "problems": ("存在问题", "可不填。"),
    "next": ("下一步打算", "可不填。"),
    "as_of": ("截至日期", "可不填。进展统计到哪一天，如 2025-06-16 或 6月16日。"),
}
"""Fields of a task: label, what stands under it."""

COMMITMENT: Final[dict[str, tuple[str, str]]] = {
    "state": TASK["state"],
    "reason": TASK["reason"],
    "value": ("完成数量", "可不填。只填数字。"),
    "value_text": ("完成情况", "可不填。不是数量时写一句话，如“已建成投用”。"),
    "done_on": ("完成日期", "可不填。如 2022-12-31 或 2022年12月31日。"),
    "progress": ("进展情况", "做了什么、到什么程度。"),
    "evidence": ("依据", "可不填。文号、文件名。"),
    "as_of": TASK["as_of"],
}
REPORT: Final[dict[str, str]] = {
    "opening": "可不写。在谁领导下、总的结果、几个关键数字。",
    "indicators": "本单位承担的主要指标：实现进度、预期展望及相关说明。按 F4 插入按数据起草的句子，再修改。",
    "tasks": "承担的主要任务、重点工程：实施进展、取得成绩、经验做法。按 F4 插入任务里写过的内容。",
    "measures": "规划实施的主要举措：实施进展、创新做法。",
    "achievements": "可不写。重大成就和重要经验。",
    "cases": "可不写。典型案例。",
    "problems": "规划实施过程中存在的主要问题和风险挑战。",
    "outlook": "到规划期末，目标和任务能完成到什么程度。",
    "proposals": "对策建议，可对应前面的问题，也可对“十五五”提建议。",
}
"""What each section of the report wants, after the notice's frame."""

MODE: Final[dict[str, tuple[str, str]]] = {
    "report_mode": ("报告方式", "左右键或数字选。不选就是单独成文。"),
    "report_with": ("合并到", "合并到哪个规划，或并入哪个单位的报告。"),
    "title": ("报告标题", "可不填，缺省按规划名称。"),
    "file": ("报告文件", "单位自己写成文件的，在这里记文件名，下面各部分就不用写了。"),
}
EXPLANATION: Final[dict[str, tuple[str, str]]] = {
    "cause": ("滞后原因", "为什么未达序时进度，或预计不能完成规划目标。"),
    "final_progress": ("预计最终完成情况", "到规划期末能做到多少。"),
    "measures_taken": ("措施", "已采取和拟采取的措施。"),
}

STATE_STYLE: Final[dict[str, str]] = {
    "done": "ahead", "mostly_done": "ahead", "ongoing": "on_track", "behind": "behind", "not_started": "pending",
    "adjusted": "dim", "not_ours": "dim",
}  # fmt: skip  # pairs

SAID: Final[dict[str, str]] = {
    "nothing_owed": "本单位无此项。",
    "not_given": "没有分配给任何单位的（按 F7 认领）",
    "claim": "没有分配给任何单位。如果由本单位承担，按 F7 认领；认错了再按一次 F7 取消。",
    "claimed": "已认领，请填状态和进展。",
    "unclaimed": "已取消认领。",
    "cannot_claim": "这一项已经分配，不用认领。不由本单位承担的，状态选“本单位不承担”并写原因。",
    "saved": "已保存：{label}。",
    "emptied": "已清空：{label}。按 Ctrl+Z 恢复。",
    "unset": "未填",
    "needed": "（未填）",
    "optional": "（可不填）",
    "open_first": "按回车进去写，F6 选状态。",
    "no_state": "这里没有状态可选。",
    "nothing_to_undo": "没有可以撤销的了：只撤销本次打开以后自己改的。",
    "nothing_to_redo": "没有可以重做的了。",
    "box_undone": "这一栏没有可以撤销的了。要撤销以前保存的，按 Esc 回列表再按 Ctrl+Z。",
    "conflict": "“{label}”刚被别人改过，您写的没有保存，还留在框里。再离开一次就用您的；要用对方的，按 Ctrl+R。",
    "theirs": "已换成对方写的。您写的按 Ctrl+Z 找回。",
    "no_flags": "这一段没有模板遗留的文字。",
    "no_drafts": "没有可以插入的句子。",
    "inserted": "已插入，请核对修改。不要的按 Ctrl+Z。",
    "auto_saved": "{status}：离开这一栏就自动保存，不用再按。",
    "selecting": "开始选择：用方向键扩大，Esc 结束。",
    "copied": "已复制{count}字。",
    "nothing_selected": "先用 Shift+方向键或 F8 选择。",
    "flags": "模板遗留：{flags}（F3 跳过去）",
    "merged": "与{plan}合并成文：在那个规划的报告里写，这里不用再写。",
    "part": "并入{unit}的报告。下面写的作为提供给该单位的材料。",
    "no_indicators": "本单位没有承担这个规划的指标，报告里印“本单位无此项。”，不用写。",
    "by_file": "报告由单位自己成文（{file}），下面各部分可以不写。",
    "counting": "正在计算哪些指标要写说明……",
    "none_behind": "没有滞后的指标，不用写滞后分析说明。",
    "not_behind": "这一行现在不用写滞后说明：没有评为滞后，或由牵头单位写。",
    "no_longer": "现在不用写了（评价已不是滞后）",
    "by_office_word": "以Word字数统计为准",
}

LENGTH: Final = "正文{total}/{limit}字"
LENGTH_FREE: Final = "正文{total}字"
NEAR: Final = "接近上限，以Word为准"
OVER: Final = "超出{over}字"
WORDS: Final = "{count}字"

DRAFTS: Final[dict[str, str]] = {
    "name": "没保存的文字",
    "compare": "比较",
    "about": "上次断线或被关闭时，正在写、还没有保存的文字。不会自动放回去，由您决定。",
    "about_keys": "F6 恢复：回到那一栏，文字放进框里，离开就保存。Del 放弃：按两次。Esc 以后再说，下次打开还会提醒。",
    "about_compare": "【＋】里是没保存的文字多出来的，【－】里是已保存的文字里有、没保存的文字里没有的。",
    "head": "上次有{count}处文字没有来得及保存，要不要恢复？",
    "when": "{when:%m月%d日%H:%M} {person}写",
    "somebody": "本单位",
    "stale": "，后来这一栏又改过，请先比较",
    "counts": "已保存{stored}字，没保存的{typed}字",
    "restored": "已放回框里，请核对；离开这一栏就保存。",
    "no_place": "这一栏现在不能填。文字已复制，可以粘贴到别处。",
    "sure": "放弃后找不回来。确定放弃的话再按一次 Del。",
    "given_up": "已放弃。",
    "none_left": "都处理完了，按 Esc 返回。",
}
