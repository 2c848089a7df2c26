"""What the printed forms say: column titles, lines above and below, notes.

Wordings of the notice (附件3, 附件4, 附件5, 附件7) stand here with proper Chinese punctuation. Templates are filled with
`str.format`; line breaks in a title are the notice's own.
"""

from __future__ import annotations

COLUMN = {
    "no": "序号",
    "name": "规划指标内容",
    "target": "规划",
    "attribute": "属性",
    "year": "{year}年",
    "forecast": "{year}年\n预测值",
    "statement": "预计能\n否完成",
    "to_date": "前{count}年\n年均/\n累计",
    "full": "{count}年\n年均/\n累计",
    "rating": "综合进\n度评价",
    "responsible": "责任单位",
}

NO_ATTRIBUTE = "—"

SEALED_UNIT = "单位（盖章）：{unit}"
SIGNATURES = (
    ("filled_by", "填表人：", 8),
    ("checked_by", "审核人：", 8),
    ("phone", "联系电话：", 13),
)
SIGNATURE_DATE = "填报日期：{date}"
BLANK_DATE = "　　　　年　　月　　日"
CODE_LINE = "数据校验码：{code}"

DEMO = "演示数据"
MARKING = {"review": "内部资料　送审稿", "filing": "", "upward": ""}

GUIDE_TITLE = "填表说明："
GUIDE = "综合进度评价分为{words}，未达序时进度或预计不能完成规划目标的指标请另附详细的分析说明。"

FALL_CELL = {
    "fall_vs_base": "{rows}各年度栏为当年较{base}年的{direction}幅度（%）。",
    "yoy": "{rows}各年度栏为当年较上年的{direction}幅度（%）。",
    "raw": "{rows}各年度栏为当年的原始值。",
}
AGGREGATE_TITLE = "“年均/累计”栏："
AGGREGATE = {
    "reduction": "{rows}为较{base}年的累计下降幅度（%）",
    "growth": "{rows}为较{base}年的累计增长幅度（%）",
    "period_mean": "{rows}为年均值",
    "cumulative": "{rows}为累计数",
    "end_level": "{rows}为期末值",
    "every_year": "{rows}为各年中的最差值（时限为最长值）",
    "maintain": "{rows}为期末值",
}
DIRECTION = {"reduction": "下降", "growth": "增长"}

NOTE_TITLE = "注："
ROW = "第{no}行"
THIS_ROW = "\ue000"
"""Stands in a note for the rows it is about, until equal notes of several rows have become one."""
DECLARED = "{row}综合进度评价为单位自评，理由：{reason}"
DECIDED = "{row}综合进度评价由{office}认定，理由：{reason}"
SUGGESTED = "（系统建议：{rating}）"
PENDING = "{row}暂不评价：{reason}"
UNRATABLE = "{row}暂无法评价：{reason}"
MISSING = "缺少{missing}"
NO_REASON_GIVEN = "所需数据不全"
MEAN_OF_SOME = "{row}年均值{parts}计算，{years}不适用。"
MEAN_PART = "{span}按{counted}/{all}年"
SPAN = {"to_date": "前{count}年", "full": "{count}年"}
BASE_ZERO = "{row}{base}年基数为0，不计算百分比，年度栏为原始值（{uom}）。"
BASE_UNKNOWN = "{row}缺{base}年基数，暂不能计算幅度，年度栏为原始值（{uom}）。"
OTHER_READING = "{row}{year}年为填报的{reading}（%）。"
FLAGGED = "{row}{year}年为{flag}数。"
TARGET_SET = "{row}规划目标：{words}"

BASIS_SHEET = "评价依据"
BASIS_TITLE = "{title}评价依据"
BASIS_COLUMN = {
    "no": "序号",
    "name": "指标",
    "computed": "系统建议",
    "declared": "单位自评",
    "decided": "市安委办\n认定",
    "effective": "综合进\n度评价",
    "explanation": "是否需附\n分析说明",
    "derivation": "评价依据",
    "required": "达标所需值",
    "problems": "问题与提示",
}
STALE = "{rating}（数据已变，须重新确认）"
EXPLANATION = {True: "需要", False: "不需要"}

RAW_SHEET = "原始数据"
RAW_GUIDE = "本页由程序生成，供核对和再次导入。修改数据请改“值”栏，其余各栏请勿改动；“填报内容”为“值”的文字形式。"
RAW_COLUMN = {
    "category": "分类",
    "subject": "指标",
    "year": "年份",
    "content": "填报内容",
    "uom": "计量单位",
    "owner": "填报单位",
    "path": "路径",
    "value": "值",
    "type": "类型",
}
RAW_CATEGORY = {
    "values": "实际值",
    "forecast": "预测值",
    "ytd": "当年累计值",
    "as_reported": "此前已报值",
    "measures": "数据情况",
    "explanations": "滞后分析说明",
    "declared": "单位自评",
    "statement": "预计能否完成",
    "contact": "联系人",
    "tasks": "主要任务",
    "commitments": "量化目标事项",
    "projects": "重点工程",
    "report": "评估报告",
    "review": "报送与审核",
    "plans": "填报信息",
    "": "其他",
}
RAW_ITEM = {
    "value": "",
    "reading": "填报方式",
    "state": "状态",
    "reason": "原因",
    "flag": "数据性质",
    "scope": "统计口径",
    "note": "备注",
    "num": "分子",
    "den": "分母",
    "raw": "待确认内容",
    "basis": "预测依据",
    "through": "截至日期",
    "source": "数据来源",
    "as_of": "数据截止日期",
    "rating": "评价",
    "cause": "滞后原因",
    "final_progress": "最终进度",
    "measures_taken": "采取措施",
    "filled_by": "填表人",
    "checked_by": "审核人",
    "head": "负责人",
    "phone": "联系电话",
    "date": "填报日期",
}

ID_SHEET = "evaltui_id"

YES_NO = {True: "是", False: "否"}
RISE = {"fall": ("上升", "%"), "growth": ("下降", "%"), "plain": ("", "")}

CHOOSE = "请从下列词中选择：{words}"
CUT_SHORT = "……（单元格放不下，以下略）"
