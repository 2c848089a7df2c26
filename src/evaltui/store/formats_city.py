"""The keys of city.toml: the office's record."""

from __future__ import annotations

from typing import Final

from evaltui.store.formats_unit import OFFICE, PEOPLE, PROGRAM, REPORT
from evaltui.store.keys import Key, Writer

WRITER: Final[tuple[Writer, ...]] = ("office", "writer")

ENVELOPE: Final[tuple[Key, ...]] = (
    Key(("format",), "int", PROGRAM, "打开", "格式号，现为1；比程序认识的新则只读打开"),
    Key(("head", "seq"), "int", PROGRAM, "核验", "修改记录最后一行的序号"),
    Key(("head", "sha"), "sha", PROGRAM, "核验", "修改记录最后一行的sha256"),
)

_D: Final = ("decisions",)

DECISIONS: Final[tuple[Key, ...]] = (
    Key((*_D, "figures", "<measure>", "values", "<year>"), "year", OFFICE, "汇总", "各单位数据不一致时认定的实际值；reason写理由"),
    Key((*_D, "figures", "<measure>", "forecast", "<year>"), "year", OFFICE, "汇总", "各单位数据不一致时认定的预测值；reason写理由"),
    Key((*_D, "adopted", "<measure>", "<year>"), "line", OFFICE, "汇总", "认定时采用的是哪个单位的数据（单位编号）"),
    Key((*_D, "ratings", "<owner>", "<plan>", "<indicator>", "rating"), "line", OFFICE, "评价", "认定的评价；owner为单位编号或city"),
    Key((*_D, "ratings", "<owner>", "<plan>", "<indicator>", "reason"), "text", OFFICE, "评价、表格注", "认定理由"),
    Key((*_D, "ratings", "<owner>", "<plan>", "<indicator>", "inputs"), "line", PROGRAM, "评价", "认定时所依据内容的校验值"),
    *(
        Key((*_D, kind, "<plan>", f"<{one}>", key), "line" if key == "unit" else "text", OFFICE, "汇总", meaning)
        for kind, one in (("tasks", "task"), ("commitments", "commitment"), ("projects", "project"))
        for key, meaning in (("unit", "多个单位填报同一事项时以谁为准（单位编号）"), ("reason", "理由"))
    ),
    Key((*_D, "findings", "<finding>", "about"), "line", OFFICE, "汇总", "全市校核问题（分项大于合计、镇市不一致等）所涉的字段"),
    Key((*_D, "findings", "<finding>", "decision"), "text", OFFICE, "汇总", "处理结论"),
    Key((*_D, "findings", "<finding>", "reason"), "text", OFFICE, "汇总", "理由"),
    Key((*_D, "findings", "<finding>", "inputs"), "line", PROGRAM, "汇总", "处理时所依据内容的校验值"),
    Key((*_D, "notes", "<plan>", "<note>"), "text", OFFICE, "规划说明、表格注", "对文件自身矛盾或空白之处（X-1等）的处理口径"),
)  # fmt: skip  # one key, one line

EXPECTED: Final[tuple[Key, ...]] = (
    Key(("pinned", "<measure>", "values", "<year>"), "year", OFFICE, "校核", "市安委办掌握的应有实际值，填报不同即提示"),
    Key(("pinned", "<measure>", "forecast", "<year>"), "year", OFFICE, "校核", "市安委办掌握的应有预测值"),
    Key(("pinned", "<measure>", "source"), "line", OFFICE, "校核", "出处"),
    Key(("reference", "<measure>", "<vintage>", "<year>"), "year", OFFICE, "评价、汇总", "参考数据（GDP、人口等）某一版本的该年数值"),
    Key(("reference", "<measure>", "<vintage>", "source"), "line", OFFICE, "表格注", "出处"),
    Key(("reference", "<measure>", "<vintage>", "document"), "line", OFFICE, "表格注", "文件名、文号"),
    Key(("reference", "<measure>", "<vintage>", "date"), "date", OFFICE, "表格注", "发布日期"),
    Key(("reference", "<measure>", "<vintage>", "scope"), "line", OFFICE, "表格注", "口径（初步核算、最终核实、普查修订；现价、可比价）"),
    Key(("reference", "<measure>", "<vintage>", "note"), "text", OFFICE, "表格注", "备注"),
    Key(("reference_used", "<measure>"), "line", OFFICE, "评价", "采用哪个版本；缺省为名称排在最后的版本"),
)  # fmt: skip  # one key, one line

_G: Final = ("targets", "<plan>", "<indicator>")

TARGETS: Final[tuple[Key, ...]] = (
    Key((*_G, "proposed"), "line", OFFICE, "规划调整", "拟调整的目标，如“>=20”"),
    Key((*_G, "proposed_on"), "date", OFFICE, "规划调整", "提出日期"),
    Key((*_G, "proposed_by"), "line", OFFICE, "规划调整", "提出单位或个人"),
    Key((*_G, "proposed_reason"), "text", OFFICE, "规划调整", "调整理由"),
    Key((*_G, "adjusted"), "line", OFFICE, "评价", "经法定程序调整后的目标，如“>=20”；须有文号和日期"),
    Key((*_G, "local_share"), "line", OFFICE, "评价", "上级总量目标分解到本市的目标，如“>=35”；须有文号和日期"),
    Key((*_G, "milestones", "<year>"), "number", OFFICE, "评价", "调整后的分年度目标"),
    Key((*_G, "document"), "line", OFFICE, "评价依据、表格注", "依据文件名、文号"),
    Key((*_G, "date"), "date", OFFICE, "评价依据、表格注", "批准日期"),
    Key((*_G, "approved_by"), "line", OFFICE, "规划调整", "批准机关"),
    Key((*_G, "rejected"), "text", OFFICE, "规划调整", "不予调整的理由"),
)

_A: Final = ("assignments",)

WORK_DIVISION: Final[tuple[Key, ...]] = (
    Key(
        (*_A, "collected_from", "<measure>"),
        "texts",
        OFFICE,
        "应报事项、汇总",
        "该项数据向哪些区镇街道收集（单位编号）",
    ),
    Key((*_A, "confirmed", "<plan>"), "date", OFFICE, "应报事项", "任务分工由市安委办确认的日期；没有则为待确认"),
    Key((*_A, "<plan>", "tasks", "<task>"), "texts", OFFICE, "应报事项", "任务由哪些单位承担（单位编号，第一个牵头）"),
    Key((*_A, "<plan>", "commitments", "<commitment>"), "texts", OFFICE, "应报事项", "事项由哪些单位承担"),
    Key((*_A, "<plan>", "projects", "<project>"), "texts", OFFICE, "应报事项", "工程由哪些单位承担"),
    Key(
        (*_A, "<plan>", "report"),
        "texts",
        OFFICE,
        "应报事项",
        "哪些单位报送总结评估报告，缺省为附件8名单和全部区镇街道",
    ),
    Key((*_A, "<plan>", "contact"), "texts", OFFICE, "应报事项", "哪些单位报送联系人"),
)

_X: Final = ("extensions", "<unit>", "<deadline>")
_H: Final = ("threads", "<unit>", "<thread>")
_S: Final = ("receipts", "<unit>", "<number>")
_N: Final = ("reminders", "<unit>", "<number>")
_E: Final = ("editions", "<number>")

PROCESS: Final[tuple[Key, ...]] = (
    Key((*_X, "until"), "date", OFFICE, "进度", "延期到哪天；deadline为contact或submission等期限编号"),
    Key((*_X, "reason"), "text", OFFICE, "进度", "延期理由"),
    Key((*_X, "document"), "line", OFFICE, "进度", "延期依据"),
    Key((*_H, "plan"), "line", OFFICE, "审核", "问答所属规划"),
    Key((*_H, "item"), "line", OFFICE, "审核", "问答所问事项"),
    Key((*_H, "closed"), "datetime", OFFICE, "审核", "问答关闭时间；没有则未关闭，未关闭的不能审核通过"),
    Key(
        (*_H, "messages", "<number>", "text"),
        "text",
        OFFICE,
        "审核",
        "市安委办在该问答中的发言；单位的发言在单位文件里",
    ),
    Key((*_H, "messages", "<number>", "person"), "line", OFFICE, "审核", "发言人"),
    Key((*_H, "messages", "<number>", "when"), "datetime", OFFICE, "审核", "发言时间"),
    Key((*_S, "plan"), "line", OFFICE, "收件登记", "所属规划"),
    Key((*_S, "kind"), "line", OFFICE, "收件登记", "电子档、盖章件", ("electronic", "sealed")),
    Key((*_S, "what"), "line", OFFICE, "收件登记", "收到的是什么（表单编号或名称）"),
    Key((*_S, "date"), "date", OFFICE, "收件登记、进度", "收到日期"),
    Key((*_S, "way"), "line", OFFICE, "收件登记", "送达方式"),
    Key((*_S, "copies"), "int", OFFICE, "收件登记", "份数"),
    Key((*_S, "code"), "line", OFFICE, "收件登记、核验", "纸面上的数据校验码"),
    Key((*_S, "submission"), "int", PROGRAM, "收件登记", "校验码对应第几次报送；没有则不一致"),
    Key((*_S, "file"), "line", OFFICE, "收件登记", "电子文件名"),
    Key((*_S, "file_sha"), "sha", PROGRAM, "收件登记", "电子文件的sha256"),
    Key((*_S, "note"), "text", OFFICE, "收件登记", "备注"),
    Key((*_N, "date"), "date", OFFICE, "进度", "催报日期"),
    Key((*_N, "way"), "line", OFFICE, "进度", "催报方式"),
    Key((*_N, "text"), "text", OFFICE, "进度", "催报内容"),
    Key((*_N, "person"), "line", OFFICE, "进度", "催报人"),
    Key((*_E, "date"), "date", OFFICE, "上报", "上报日期"),
    Key((*_E, "person"), "line", OFFICE, "上报", "上报人"),
    Key((*_E, "plans"), "texts", OFFICE, "上报", "包含哪些规划"),
    Key((*_E, "sha"), "sha", PROGRAM, "核验", "清单文件的sha256"),
    Key((*_E, "note"), "text", OFFICE, "上报", "说明"),
    Key((*_E, "returned_on"), "date", OFFICE, "上报", "南通退回日期"),
    Key((*_E, "returned_reason"), "text", OFFICE, "上报", "南通退回理由"),
    Key(("closed", "when"), "datetime", OFFICE, "流程状态", "本轮定稿时间；有它就都锁定"),
    Key(("closed", "person"), "line", OFFICE, "流程状态", "定稿人"),
    Key(("closed", "note"), "text", OFFICE, "流程状态", "定稿说明"),
    Key(("reporting", "<unit>"), "line", OFFICE, "进度、填报包", "单位怎样报送", ("login", "mail")),
)

TEXTS: Final[tuple[Key, ...]] = (
    *(Key(key.pattern, key.type, WRITER, key.reader, f"全市：{key.meaning}", key.choices) for key in PEOPLE),
    *(Key(key.pattern, key.type, WRITER, key.reader, f"全市报告：{key.meaning}", key.choices) for key in REPORT),
    Key(("plans", "<plan>", "explanations", "<indicator>", "cause"), "text", WRITER, "滞后分析说明", "全市：滞后原因"),
    Key(("plans", "<plan>", "explanations", "<indicator>", "final_progress"), "text", WRITER, "滞后分析说明", "全市：预计最终完成情况"),
    Key(("plans", "<plan>", "explanations", "<indicator>", "measures_taken"), "text", WRITER, "滞后分析说明", "全市：措施"),
    Key(("plans", "<plan>", "tasks", "<task>", "progress"), "text", WRITER, "任务表", "全市：任务进展综述"),
    Key(("plans", "<plan>", "projects", "<project>", "progress"), "text", WRITER, "附件5、附件6", "全市：工程进展综述"),
    Key(("plans", "<plan>", "projects", "<project>", "results"), "text", WRITER, "附件5、附件6", "全市：工程主要成果"),
    Key(("plans", "<plan>", "statement", "<indicator>"), "line", OFFICE, "评价", "全市预计能否完成", ("can", "difficult", "cannot")),
)  # fmt: skip  # one key, one line

CITY_KEYS: Final = (*ENVELOPE, *DECISIONS, *EXPECTED, *TARGETS, *WORK_DIVISION, *PROCESS, *TEXTS)
