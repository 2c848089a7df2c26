"""The domain's words: code name -> Chinese, as the official forms print them.

Keys are the code names of docs/architecture.md; nothing else in the program spells these words out.
"""

from __future__ import annotations

RATING = {
    "ahead": "提前实现",
    "on_track": "符合预期",
    "behind": "滞后预期",
    "pending": "待定",
    "unratable": "暂无法评价",
}

ATTRIBUTE = {"binding": "约束性", "expected": "预期性", "unmarked": "未注明"}

READING = {"raw": "原始值", "vs_base": "较基期降幅", "yoy": "同比降幅"}

YEAR_STATE = {
    "not_occurred": "未发生",
    "not_applicable": "不适用",
    "not_available": "暂缺",
    "by_superior": "由上级统计",
    "no_system": "基期无此制度",
}

FLAG = {"preliminary": "快报", "revised": "修订"}

STATEMENT = {"can": "能", "difficult": "有难度", "cannot": "不能"}

SEVERITY = {"must_fix": "必改", "must_explain": "需说明", "hint": "提示"}

ITEM_STATE = {
    "not_started": "未开始",
    "in_progress": "填报中",
    "submitted": "已提交",
    "returned": "退回",
    "approved": "已通过",
    "consolidated": "已汇总",
    "final": "已定稿",
}

SECTION = {
    "indicators": "指标",
    "tasks": "任务",
    "commitments": "量化目标事项",
    "projects": "重点工程",
    "report": "报告",
    "contact": "联系人",
}

UNIT_KIND = {"department": "部门", "town": "区镇街道"}

ROLE = {
    "clerk": "填报员",
    "reviewer": "单位审核人",
    "writer": "撰稿",
    "office": "市安委办",
    "viewer": "只读",
}

COMBINE = {
    "lead": "以牵头单位为准",
    "agree": "各单位须一致",
    "sum": "求和",
    "pooled": "合并计算",
    "min": "取最小",
    "max": "取最大",
}

RULE = {
    "reduction": "较基期下降",
    "growth": "较基期增长",
    "period_mean": "年均",
    "cumulative": "累计",
    "end_level": "期末值",
    "every_year": "每年均须达标",
    "maintain": "保持",
}

EDITION = {"review": "送审稿", "filing": "报送稿", "upward": "上报稿"}

REQUIRED_STATE = {"secured": "已确保达标", "impossible": "已无法达标"}
