"""The keys of workspace.toml: region, round, units, and the office's settings."""

from __future__ import annotations

from typing import Final

from evaltui.store.formats_city import ENVELOPE
from evaltui.store.formats_unit import OFFICE, PROGRAM
from evaltui.store.keys import Key, Writer

ADMIN: Final[tuple[Writer, ...]] = ("admin", "office")

_U: Final = ("units", "<unit>")
_S: Final = ("plans", "<plan>", "settings")
_M: Final = ("measures", "<measure>", "settings")

WORKSPACE_KEYS: Final[tuple[Key, ...]] = (
    *ENVELOPE,
    Key(("region",), "line", ADMIN, "各表", "地区，如海安市"),
    Key(("office",), "line", ADMIN, "各处提示", "牵头汇总的单位名称"),
    Key(("office_phone",), "line", ADMIN, "帮助、出错提示", "牵头汇总单位的电话"),
    Key(("demo",), "bool", PROGRAM, "各表", "演示数据"),
    Key(("superior",), "line", ADMIN, "各表", "接收上报的上级，如南通市"),
    Key(("round", "id"), "line", ADMIN, "各处", "评估轮次编号"),
    Key(("round", "title"), "line", ADMIN, "各表", "评估轮次名称"),
    Key(("round", "plans"), "texts", ADMIN, "打开", "本轮评估哪些规划（编号，按顺序）"),
    Key(("round", "actual_through"), "int", ADMIN, "评价", "实际值填到哪一年"),
    Key(("round", "forecast"), "numbers", ADMIN, "评价", "哪些年份填预测值"),
    Key(("round", "cutoffs", "<name>"), "date", ADMIN, "各表、校核", "数据截止日期：annual、monthly、progress"),
    Key(("round", "deadlines", "<name>"), "date", ADMIN, "进度", "报送期限：contact、submission"),
    Key(("round", "deadline_inclusive"), "bool", ADMIN, "进度", "“某日前”是否包括当日，缺省包括"),
    Key(("round", "report_limit", "<kind>"), "int", ADMIN, "报告", "报告正文字数上限：department、town"),
    Key(("round", "money_unit"), "line", ADMIN, "附件2", "金额单位，缺省为万元", ("万元", "亿元")),
    Key(("round", "forms", "<form>"), "line", ADMIN, "导出", "表单在本轮的附件号，如附件3"),
    Key(("round", "contacts", "<plan>"), "line", ADMIN, "填报指引", "该规划在牵头单位的联系人、电话、邮箱"),
    Key(("round", "previous"), "line", PROGRAM, "校核", "由哪个轮次的工作区接续而来"),
    Key((*_U, "id"), "line", ADMIN, "各处", "单位编号，也是文件名"),
    Key((*_U, "name"), "line", ADMIN, "各处", "单位全称"),
    Key((*_U, "kind"), "line", ADMIN, "应报事项", "部门、区镇街道", ("department", "town")),
    Key((*_U, "short"), "line", ADMIN, "屏幕", "简称"),
    Key((*_U, "aliases"), "texts", ADMIN, "识别单位", "其他写法，含改革前的旧名"),
    Key((*_U, "renamed_from"), "line", ADMIN, "识别单位、历史", "更名前的名称"),
    Key((*_U, "merged_from"), "texts", ADMIN, "识别单位、历史", "由哪些单位（编号）合并而来"),
    Key((*_U, "since"), "date", ADMIN, "历史", "更名或合并的日期"),
    Key((*_U, "reviewer_step"), "bool", ADMIN, "流程状态", "报送前须经单位审核人核过"),
    Key((*_S, "lag"), "line", OFFICE, "评价", "未达序时进度是否即为滞后", ("either", "target_only")),
    Key((*_S, "mean_early"), "line", OFFICE, "评价", "年均指标能否评为提前实现", ("never", "to_date")),
    Key((*_S, "cell"), "line", OFFICE, "附件3、附件4", "下降类指标年度栏印什么", ("fall_vs_base", "yoy", "raw")),
    Key((*_S, "titles", "<form>"), "line", OFFICE, "导出", "表单印刷标题"),
    Key((*_M, "combine"), "line", OFFICE, "汇总", "多单位数据怎样合成", ("lead", "agree", "sum", "pooled", "min", "max")),
    Key((*_M, "lead"), "line", OFFICE, "应报事项、汇总", "牵头单位编号"),
    Key((*_M, "contributors"), "texts", OFFICE, "应报事项、汇总", "参与单位编号"),
    Key(("keys", "<action>"), "texts", ADMIN, "屏幕", "按键改为"),
    Key(("print", "latin_font"), "line", ADMIN, "导出", "西文和数字用的字体"),
    Key(("print", "code"), "bool", ADMIN, "导出", "报送稿页脚是否印数据校验码，缺省印"),
)  # fmt: skip  # one key, one line
