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

ACTION = {
    "view": "查看",
    "view_city": "查看全市汇总",
    "edit": "填报",
    "undo": "撤销修改",
    "import": "导入",
    "thread": "提问和答复",
    "submit": "报送",
    "withdraw": "撤回报送",
    "return": "退回",
    "approve": "审核通过",
    "cancel": "取消审核",
    "decide": "认定数据和评价",
    "settings": "修改设置",
    "extend": "延长期限",
    "receive": "登记盖章件",
    "city_texts": "撰写全市文稿",
    "reopen": "重新打开上报稿",
    "export_review": "导出送审稿",
    "export_filing": "导出报送稿",
    "export_upward": "导出上报稿",
    "history": "查看修改记录",
    "verify": "核验数据",
    "units": "管理单位名单",
    "grant": "管理授权",
    "backup": "备份和恢复",
}

TASK_STATE = {
    "done": "已完成",
    "mostly_done": "基本完成",
    "ongoing": "持续推进",
    "behind": "进展滞后",
    "not_started": "未启动",
    "adjusted": "已调整",
    "not_ours": "本单位不承担",
}

PROJECT_STATE = {
    "not_started": "未开工",
    "under_way": "在建",
    "completed": "已竣工",
    "adjusted": "已调整",
    "cancelled": "已取消",
}

REPORT_MODE = {"own": "单独成文", "merged": "两规划合并成文", "part": "并入其他单位"}

FIELD_TYPE = {
    "text": "文字",
    "line": "一行文字",
    "int": "整数",
    "number": "数字",
    "bool": "true或false",
    "date": "日期（如2025-06-16）",
    "datetime": "日期和时间",
    "month": '年月（如"2025-06"）',
    "texts": "文字的列表",
    "numbers": "数字的列表",
    "year": "数字，或说明这一年情况的表",
    "sha": "64位校验值",
    "tree": "表",
}

UNFIT_VALUE = {
    "not_finite": "不是有限的数字",
    "too_long": "数字太长",
    "too_deep": "嵌套太深",
    "too_many": "列表太长",
    "key": "键里有看不见的字符",
    "type": "不支持这种写法",
}

OS_ERROR = {
    "full": ("磁盘已满或超出配额", "请清理磁盘后再做一次；原有内容没有变。"),
    "read_only": ("磁盘或文件夹是只读的", "请换到可写的位置，或联系管理员；原有内容没有变。"),
    "denied": ("没有写入权限", "请检查文件夹权限，或联系管理员；原有内容没有变。"),
    "io": ("磁盘读写出错", "请检查磁盘并尽快备份；原有内容没有变。"),
    "no_folder": ("文件夹不存在或不是文件夹", "请核对路径；原有内容没有变。"),
    "too_many": ("打开的文件太多", "请关闭一些程序后再做一次；原有内容没有变。"),
    "name": ("文件名太长或不能用", "请换一个文件名；原有内容没有变。"),
    "other": ("系统没有完成写入", "请稍后再做一次；原有内容没有变。"),
}

WHOLE_CITY = "全市"

FLOW_ACTION = {
    "edit": "修改",
    "check": "核对",
    "submit": "报送",
    "withdraw": "撤回",
    "return": "退回",
    "approve": "审核通过",
    "cancel": "取消通过",
    "consolidate": "汇总",
    "close": "定稿",
    "reopen": "重新打开",
}

HISTORY_KIND = {
    "edit": "填写",
    "paste": "粘贴",
    "undo": "撤销",
    "import": "导入",
    "submit": "报送",
    "withdraw": "撤回",
    "return": "退回",
    "approve": "审核通过",
    "cancel": "取消通过",
    "check": "单位核对",
    "consolidate": "汇总",
    "close": "定稿",
    "reopen": "重新打开",
    "decide": "认定",
    "settings": "设置",
    "receive": "收件登记",
    "thread": "问答",
    "proxy": "代填",
    "init": "新建",
    "migrate": "升级格式",
    "external": "程序外改动",
    "abort": "作废前一行",
    "conflict": "同时改动未采用",
}

FLOW_DONE = {
    "submit": "{unit}已报送{count}项，第{number}次报送已存档。",
    "withdraw": "{unit}已撤回{count}项，可以继续修改。",
    "return": "已退回{unit}{count}项，对应内容已解锁。",
    "approve": "{unit}{count}项审核通过。",
}
