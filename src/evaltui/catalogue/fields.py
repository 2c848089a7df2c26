"""Words of the forms of fields: labels, what a field wants, and what is said about it."""

from __future__ import annotations

from typing import Final

from evaltui.catalogue.sentence import Sentence

PROJECT: Final[dict[str, tuple[str, str]]] = {
    "claimed": ("由本单位填报", "还没有分配给任何单位。由本单位填报的选“是”，选错了可以改回“否”。"),
    "state": ("工程状态", "按 F6 从列表里选，或用左右键。选好后只列出这种状态要填的内容。"),
    "reason": ("原因", "说明未开工、调整或取消的原因和依据（文号）。"),
    "content": ("主要建设内容", "写建设内容和规模。按 F2 开始写，写好按 Tab。"),
    "money_unit": ("金额单位", "附件2没有规定单位，不选时按万元。总投资和已完成投资用同一个单位。"),
    "investment": ("计划总投资", "只填数字，单位见上一栏。"),
    "invested": ("已完成投资", "截至目前已完成的投资，只填数字。"),
    "as_of": ("截至日期", "投资和进展统计到哪一天，如 2025-06-16 或 6月16日。"),
    "start": ("开工年月", "写到月，如 2023-05 或 2023年5月。"),
    "start_kind": ("开工年月是", "实际开工，还是计划开工。不选时：未开工按计划，其他按实际。"),
    "finish": ("竣工年月", "写到月，如 2025-10 或 2025年10月。"),
    "finish_kind": ("竣工年月是", "实际竣工，还是计划竣工。不选时：已竣工按实际，其他按计划。"),
    "preparation": ("前期工作进展", "未开工的项目写前期工作做到哪一步（立项、选址、批复等）。"),
    "progress": ("进展情况", "做了什么、到什么程度。印在附件2和进度表（附件5、附件6）里。"),
    "results": ("主要成果", "建成了什么、见到什么成效。印在进度表（附件5、附件6）里。"),
    "problems": ("困难问题", "当前存在的困难问题，没有可以不填。"),
    "benefit": ("预期成效", "建成后预期成效。"),
    "part_progress": ("进展情况", "这一项的进展。附件6逐项印出；不填时印工程总的进展。"),
    "part_results": ("主要成果", "这一项的成果。附件6逐项印出；不填时印工程总的成果。"),
}
"""Fields of a project: label, what F1's line under the form says."""

CONTACT: Final[dict[str, tuple[str, str]]] = {
    "name": ("姓名", "负责这项评估工作的联系人。"),
    "post": ("职务", "联系人的职务。"),
    "phone": ("联系方式", "办公电话写区号，如 0513-88000000；也可以填手机。"),
    "mobile": ("手机", "可不填。"),
    "email": ("邮箱", "可不填。"),
    "note": ("备注", "可不填。"),
}
PEOPLE: Final[dict[str, tuple[str, str]]] = {
    "filled_by": ("填表人", "印在各表下方。"),
    "checked_by": ("审核人", "印在各表下方。"),
    "head": ("负责人", "印在各表下方。"),
    "phone": ("联系电话", "填表人的电话，印在各表下方。"),
    "date": ("填报日期", "印在各表下方，如 2025-06-16 或 6月16日。"),
}
DECLARED: Final[dict[str, tuple[str, str]]] = {
    "rating": ("自评", "与系统建议不同时才填。预计不能达到目标的，约束性指标只能评“滞后预期”。"),
    "reason": ("自评理由", "没有理由的自评不算数。数据改动后自评失效，要重新确认。"),
}
REMARK: Final = ("说明", "写明属实的理由。写了说明，“需说明”就转为“提示”，审核时能看到。")

YES_NO: Final = (("", "否"), ("yes", "是"))
KIND_OF_MONTH: Final = {"actual": "实际", "planned": "计划"}

SAID: Final[dict[str, str]] = {
    "saved": "已保存：{label}。",
    "cleared": "已清空：{label}。按 Ctrl+Z 恢复。",
    "unchanged": "没有改动。",
    "nothing_to_undo": "没有可以撤销的了：只撤销本次打开以后自己改的。",
    "nothing_to_redo": "没有可以重做的了。",
    "no_list": "这一栏没有列表可选，直接打字。",
    "not_in_list": "没有“{typed}”这一项，请从列表里选。",
    "no_same": "这一栏没有可以照抄的。",
    "same_empty": "另一规划的{what}还没有填，没有可以照抄的。",
    "same_done": "已照抄{plan}的{what}。按 Ctrl+Z 恢复原来的。",
    "same_already": "两个规划的{what}已经一样。",
    "empty_required": "（未填）",
    "empty": "（可不填）",
    "default": "（不选即{word}）",
    "kept": "还没有保存：{sentence}",
    "text_kept": "已保存：{label}。不要这次的修改按 Ctrl+Z。",
    "day_dropped": "只记到月，日已去掉",
    "number_flag": "快报、修订等标记在这里不记",
}

SENTENCES: Final[dict[str, Sentence]] = {
    "date_needs_day": Sentence("must_fix", "“{typed}”只写到月。", "这里要写到日，如2025-06-16。"),
    "number_plain_only": Sentence("must_fix", "“{typed}”不是数字。", "这里只填数字（单位：{uom}）；没有数就空着。"),
    "choice_unknown": Sentence("must_fix", "没有“{typed}”这一项。", "请按 F6 从列表里选。"),
}
"""Questions about typed fields."""
