"""The keys of units/<id>.toml, and of the parts of city.toml that are shaped like them."""

from __future__ import annotations

from typing import Final

from evaltui.catalogue.words import PROJECT_STATE, STATEMENT, TASK_STATE
from evaltui.store.keys import Key, Writer

UNIT: Final[tuple[Writer, ...]] = ("unit",)
BOTH: Final[tuple[Writer, ...]] = ("unit", "office")
OFFICE: Final[tuple[Writer, ...]] = ("office",)
PROGRAM: Final[tuple[Writer, ...]] = ("program",)

REPORT_MODES: Final = ("own", "merged", "part")
REPORT_SECTIONS: Final = (
    "opening", "indicators", "tasks", "measures", "achievements", "cases", "problems", "outlook", "proposals",
)  # fmt: skip  # one list of words
DATE_KINDS: Final = ("actual", "planned")

ENVELOPE: Final[tuple[Key, ...]] = (
    Key(("format",), "int", PROGRAM, "打开", "格式号，现为1；比程序认识的新则只读打开"),
    Key(("unit",), "line", PROGRAM, "打开", "单位编号，须与文件名一致"),
    Key(("head", "seq"), "int", PROGRAM, "核验", "修改记录最后一行的序号"),
    Key(("head", "sha"), "sha", PROGRAM, "核验", "修改记录最后一行的sha256"),
)

FIGURES: Final[tuple[Key, ...]] = (
    Key(("measures", "<measure>", "source"), "line", UNIT, "表格注、校核", "数据来源"),
    Key(("measures", "<measure>", "as_of"), "date", UNIT, "表格注", "数据截至日期"),
    Key(("measures", "<measure>", "scope"), "line", UNIT, "表格注、校核", "统计口径"),
    Key(("measures", "<measure>", "note"), "text", UNIT, "表格注", "该项基础数据的备注"),
    Key(("measures", "<measure>", "evidence"), "texts", UNIT, "核查", "佐证材料名称（文件不进本工具）"),
    Key(("measures", "<measure>", "values", "<year>"), "year", UNIT, "评价、表格", "该年实际值，含基期年"),
    Key(("measures", "<measure>", "forecast", "<year>"), "year", UNIT, "评价、表格", "该年预测值"),
    Key(("measures", "<measure>", "ytd", "<year>"), "year", UNIT, "校核", "该年年内累计数"),
    Key(("measures", "<measure>", "agrees", "<year>"), "line", UNIT, "汇总", "该年数据同意采用的单位编号（共同填报行）"),
    Key(
        ("measures", "<measure>", "as_reported", "<label>", "<year>"), "year", BOTH, "校核、汇总",
        "以往上报的该年数据，如2023年中期评估上报数；预测值也可放这里",
    ),
    Key(("measures", "<measure>", "as_reported_source", "<label>"), "line", BOTH, "校核", "以往上报数的出处"),
    Key(("measures", "<measure>", "as_reported_reason", "<label>"), "text", BOTH, "校核", "与以往上报数不一致的说明"),
    Key(("explanations", "<measure>", "cause"), "text", UNIT, "滞后分析说明", "滞后原因"),
    Key(("explanations", "<measure>", "final_progress"), "text", UNIT, "滞后分析说明", "预计最终完成情况"),
    Key(("explanations", "<measure>", "measures_taken"), "text", UNIT, "滞后分析说明", "已采取和拟采取的措施"),
)  # fmt: skip  # one key, one line where it fits

_P: Final = ("plans", "<plan>")

PEOPLE: Final[tuple[Key, ...]] = (
    Key((*_P, "filled_by"), "line", UNIT, "表格", "填表人"),
    Key((*_P, "checked_by"), "line", UNIT, "表格", "审核人"),
    Key((*_P, "head"), "line", UNIT, "表格", "负责人"),
    Key((*_P, "phone"), "line", UNIT, "表格", "联系电话"),
    Key((*_P, "date"), "date", UNIT, "表格", "填报日期"),
    Key(
        (*_P, "report_mode"),
        "line",
        UNIT,
        "应报事项、报告",
        "报告方式：单独成文、两规划合并、并入其他单位",
        REPORT_MODES,
    ),
    Key((*_P, "report_with"), "line", UNIT, "应报事项、报告", "合并到的规划编号，或并入的单位编号"),
    Key((*_P, "contact", "name"), "line", UNIT, "附件7、通讯录", "联系人姓名"),
    Key((*_P, "contact", "post"), "line", UNIT, "附件7、通讯录", "职务"),
    Key((*_P, "contact", "phone"), "line", UNIT, "附件7、通讯录", "联系方式"),
    Key((*_P, "contact", "mobile"), "line", UNIT, "通讯录", "手机"),
    Key((*_P, "contact", "email"), "line", UNIT, "通讯录", "邮箱"),
    Key((*_P, "contact", "note"), "line", UNIT, "附件7", "备注"),
)

JUDGED: Final[tuple[Key, ...]] = (
    Key((*_P, "declared", "<indicator>", "rating"), "line", UNIT, "评价", "单位自评（评价词的编号）"),
    Key((*_P, "declared", "<indicator>", "reason"), "text", UNIT, "评价、表格注", "自评理由"),
    Key(
        (*_P, "declared", "<indicator>", "inputs"),
        "line",
        PROGRAM,
        "评价",
        "自评时所依据的数据、目标、规则、开关的校验值",
    ),
    Key((*_P, "statement", "<indicator>"), "line", UNIT, "评价", "预计能否完成：能、有难度、不能", tuple(STATEMENT)),
    Key((*_P, "statement_text", "<indicator>"), "text", UNIT, "评价依据", "对能否完成的文字说明"),
    Key((*_P, "typed", "<indicator>", "to_date"), "number", UNIT, "校核", "手工填写的前N年年均/累计，与计算值并存"),
    Key((*_P, "typed", "<indicator>", "final"), "number", UNIT, "校核", "手工填写的全期年均/累计，与计算值并存"),
    Key((*_P, "typed", "<indicator>", "rating"), "line", UNIT, "校核", "表格中手工填写的评价原文"),
    Key((*_P, "typed", "<indicator>", "confirmed"), "bool", UNIT, "校核", "已确认以计算值为准"),
    Key((*_P, "explanations", "<indicator>", "cause"), "text", UNIT, "滞后分析说明", "只对本规划不同的滞后原因"),
    Key(
        (*_P, "explanations", "<indicator>", "final_progress"),
        "text",
        UNIT,
        "滞后分析说明",
        "只对本规划不同的预计最终完成情况",
    ),
    Key((*_P, "explanations", "<indicator>", "measures_taken"), "text", UNIT, "滞后分析说明", "只对本规划不同的措施"),
    Key((*_P, "remarks", "<problem>"), "text", UNIT, "校核", "对“需说明”问题的说明；问题编号与位置连成的编号"),
)

_T: Final = (*_P, "tasks", "<task>")
_C: Final = (*_P, "commitments", "<commitment>")
_J: Final = (*_P, "projects", "<project>")

WORK: Final[tuple[Key, ...]] = (
    Key((*_T, "state"), "line", UNIT, "任务表、填报率", "任务状态", tuple(TASK_STATE)),
    Key((*_T, "reason"), "text", UNIT, "任务表、校核", "进展滞后、未启动、已调整、不承担的原因"),
    Key((*_T, "progress"), "text", UNIT, "任务表、报告", "进展情况"),
    Key((*_T, "results"), "text", UNIT, "任务表、报告", "取得成绩"),
    Key((*_T, "experience"), "text", UNIT, "报告", "经验做法、典型案例"),
    Key((*_T, "problems"), "text", UNIT, "报告", "存在问题"),
    Key((*_T, "next"), "text", UNIT, "报告", "下一步打算"),
    Key((*_T, "as_of"), "date", UNIT, "任务表", "进展截至日期"),
    Key((*_T, "claimed"), "bool", UNIT, "应报事项", "未分配的任务由本单位认领"),
    Key((*_C, "state"), "line", UNIT, "量化事项表、填报率", "事项状态", tuple(TASK_STATE)),
    Key((*_C, "reason"), "text", UNIT, "量化事项表、校核", "进展滞后、未启动、已调整、不承担的原因"),
    Key((*_C, "value"), "number", UNIT, "量化事项表", "完成数量"),
    Key((*_C, "value_text"), "line", UNIT, "量化事项表", "完成情况不是数量时的文字"),
    Key((*_C, "done_on"), "date", UNIT, "量化事项表", "完成日期"),
    Key((*_C, "progress"), "text", UNIT, "量化事项表、报告", "进展情况"),
    Key((*_C, "evidence"), "line", UNIT, "量化事项表", "依据（文号、文件名）"),
    Key((*_C, "as_of"), "date", UNIT, "量化事项表", "进展截至日期"),
    Key((*_C, "claimed"), "bool", UNIT, "应报事项", "未分配的事项由本单位认领"),
    Key((*_J, "state"), "line", UNIT, "附件2、附件5、附件6", "工程状态", tuple(PROJECT_STATE)),
    Key((*_J, "reason"), "text", UNIT, "附件2、校核", "未开工、已调整、已取消的原因"),
    Key((*_J, "content"), "text", UNIT, "附件2", "主要建设内容"),
    Key((*_J, "investment"), "number", UNIT, "附件2", "计划总投资"),
    Key((*_J, "invested"), "number", UNIT, "附件2", "截至目前已完成投资"),
    Key((*_J, "money_unit"), "line", UNIT, "附件2", "金额单位，缺省为万元", ("万元", "亿元")),
    Key((*_J, "as_of"), "date", UNIT, "附件2", "投资和进展截至日期"),
    Key((*_J, "start"), "month", UNIT, "附件2", "开工年月"),
    Key((*_J, "start_kind"), "line", UNIT, "附件2", "开工年月是实际还是计划", DATE_KINDS),
    Key((*_J, "finish"), "month", UNIT, "附件2", "竣工年月"),
    Key((*_J, "finish_kind"), "line", UNIT, "附件2", "竣工年月是实际还是计划", DATE_KINDS),
    Key((*_J, "preparation"), "text", UNIT, "附件2", "未开工项目的前期工作进展"),
    Key((*_J, "progress"), "text", UNIT, "附件2、附件5、附件6", "进展情况"),
    Key((*_J, "results"), "text", UNIT, "附件5、附件6", "主要成果"),
    Key((*_J, "problems"), "text", UNIT, "附件2", "当前存在的困难问题"),
    Key((*_J, "benefit"), "text", UNIT, "附件2", "建成后预期成效"),
    Key((*_J, "parts", "<number>", "progress"), "text", UNIT, "附件6", "任务细化分解第几项的进展情况"),
    Key((*_J, "parts", "<number>", "results"), "text", UNIT, "附件6", "任务细化分解第几项的主要成果"),
    Key((*_J, "claimed"), "bool", UNIT, "应报事项", "未分配的工程由本单位认领"),
)

_R: Final = (*_P, "report")
_SECTION_MEANING: Final = {
    "opening": "开头段",
    "indicators": "一（一）主要目标指标进展",
    "tasks": "一（二）主要任务进展",
    "measures": "一（三）规划实施主要举措进展",
    "achievements": "重大成就、重要经验",
    "cases": "典型案例",
    "problems": "二、主要问题和风险挑战",
    "outlook": "三、完成情况预测",
    "proposals": "三、对策建议",
}

REPORT: Final[tuple[Key, ...]] = (
    Key((*_R, "title"), "line", UNIT, "附件1", "报告标题，缺省按规划名称"),
    *(Key((*_R, name), "text", UNIT, "附件1", _SECTION_MEANING[name]) for name in REPORT_SECTIONS),
    Key((*_R, "more", "<section>"), "text", UNIT, "附件1", "规划自定框架里的其他部分"),
    Key((*_R, "drafted"), "texts", PROGRAM, "校核", "仍是自动起草、单位没有改过的部分"),
    Key((*_R, "file"), "line", BOTH, "核查", "单位自行成文的报告文件名"),
    Key((*_R, "file_sha"), "sha", BOTH, "核查", "该文件的sha256"),
)

_V: Final = (*_P, "review")

REVIEW: Final[tuple[Key, ...]] = (
    Key((*_V, "checked", "<item>"), "line", UNIT, "流程状态", "单位审核人已核：事项编号到所依据内容的校验值"),
    Key((*_V, "submitted", "<item>"), "int", UNIT, "流程状态", "该事项最近一次报送的次数编号"),
    Key((*_V, "withdrawn", "<item>"), "int", UNIT, "流程状态", "撤回的是第几次报送"),
    Key((*_V, "returned", "<item>"), "int", OFFICE, "流程状态", "退回的是第几次报送"),
    Key((*_V, "returns", "<item>", "code"), "line", OFFICE, "退回通知单", "退回原因编号"),
    Key((*_V, "returns", "<item>", "text"), "text", OFFICE, "退回通知单", "退回意见"),
    Key((*_V, "returns", "<item>", "person"), "line", OFFICE, "退回通知单", "退回人"),
    Key((*_V, "returns", "<item>", "when"), "datetime", OFFICE, "退回通知单", "退回时间"),
    Key(
        (*_V, "approved", "<item>"),
        "line",
        OFFICE,
        "流程状态",
        "审核通过：所依据内容的校验值，变了就显示“通过后有改动”",
    ),
    Key((*_V, "consolidated", "<item>"), "int", OFFICE, "流程状态", "已汇总进第几次汇总"),
    Key((*_V, "to_confirm", "<item>"), "line", OFFICE, "流程状态", "市安委办代填、待单位确认：代填人"),
    Key((*_V, "return_request", "<item>"), "text", UNIT, "审核", "单位请求退回修改的理由"),
    Key((*_V, "submissions", "<number>", "when"), "datetime", PROGRAM, "审核、进度", "报送操作时间"),
    Key((*_V, "submissions", "<number>", "person"), "line", PROGRAM, "审核", "报送人"),
    Key((*_V, "submissions", "<number>", "received"), "date", BOTH, "进度", "收到日期，以此计是否逾期"),
    Key((*_V, "submissions", "<number>", "by"), "line", BOTH, "进度", "报送方式：系统、邮件、纸质"),
    Key((*_V, "submissions", "<number>", "sha"), "sha", PROGRAM, "核验", "报送快照文件的sha256"),
    Key((*_V, "submissions", "<number>", "note"), "text", BOTH, "审核", "报送说明"),
)

THREADS: Final[tuple[Key, ...]] = (
    Key(("threads", "<thread>", "plan"), "line", UNIT, "审核", "单位发起的问答：所属规划"),
    Key(("threads", "<thread>", "item"), "line", UNIT, "审核", "单位发起的问答：所问事项"),
    Key(("threads", "<thread>", "messages", "<number>", "text"), "text", UNIT, "审核", "单位在该问答中的发言"),
    Key(("threads", "<thread>", "messages", "<number>", "person"), "line", UNIT, "审核", "发言人"),
    Key(("threads", "<thread>", "messages", "<number>", "when"), "datetime", UNIT, "审核", "发言时间"),
)

UNIT_KEYS: Final = (*ENVELOPE, *FIGURES, *PEOPLE, *JUDGED, *WORK, *REPORT, *REVIEW, *THREADS)
