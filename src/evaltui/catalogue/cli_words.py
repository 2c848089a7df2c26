"""What the command line says: usage, one-line help of commands, headings, messages of success."""

from __future__ import annotations

USAGE = {
    "usage": "用法：",
    "arguments": "参数：",
    "commands": "命令：",
    "options": "选项：",
    "some_options": "[选项]",
    "subcommand": "命令 …",
    "help_option": "显示这份说明",
    "see_help": "用“{path} --help”查看用法。",
    "no_such_option": "没有选项 {name}。",
    "no_such_command": "没有命令 {name}。",
    "nearest": "是不是：{names}？",
    "missing": "缺少 {name}。",
    "missing_command": "缺少命令。",
    "bad_option_usage": "选项 {name} 的写法不对。",
    "bad_choice": "{name} 只能是：{choices}。",
    "bad_value": "{name} 的值不对。",
    "extra_argument": "多了参数：{names}。",
    "other": "命令写法不对：{message}",
}

COMMANDS = {
    "init": "新建工作区（一个地区、一轮评估）",
    "demo": "建一份演示数据并打开",
    "plan": "查看、检查规划",
    "unit": "查看、填写一个单位的数据",
    "rate": "评价指标",
    "check": "校核：列出必改、需说明和提示",
    "progress": "各单位填报进度",
    "submit": "报送",
    "withdraw": "撤回尚未审核的报送",
    "return": "退回，附理由",
    "approve": "审核通过",
    "export": "导出表格和数据",
    "log": "修改记录",
    "verify": "核验数据文件与修改记录，或核对一个数据校验码",
    "doctor": "检查本机和数据是否正常",
    "plan list": "列出已装入的规划和不能用的规划",
    "plan check": "检查一个规划文件夹，一次列出全部错误",
    "plan show": "显示一个规划的内容",
    "unit list": "列出单位",
    "unit show": "显示一个单位已填的内容",
    "unit set": "填写：路径=值，如 work_accidents.2024=96",
}

OPTIONS = {
    "data": "工作区的数据文件夹（默认：EVALTUI_DATA、当前文件夹下的 data、用户数据文件夹）",
    "plugins": "另外查找规划的文件夹",
    "as": "以什么身份查看：角色[:单位]，如 clerk:市公安局",
    "grant": "按授权编号进入（由服务器的登录设置给出）",
    "as_of": "以哪一天为今天，如 2025-06-10",
    "no_plugin_code": "不运行规划自带的程序，只用规划文件",
    "version": "显示版本",
    "json": "输出 JSON",
    "plan": "只看这个规划",
    "unit": "只看这个单位（编号或名称）",
    "output": "写到这个文件或文件夹；- 表示标准输出",
    "force": "覆盖已有文件",
    "dry_run": "只说会做什么，不写入",
    "edition": "稿别：review 送审稿、filing 报送稿、upward 上报稿",
    "format": "文件类型",
    "reason": "理由",
    "items": "只针对这些事项，如 indicator:work_accidents_drop，可多次给出",
    "cell": "只看这一格的修改记录，如 work_accidents.2024",
    "city": "只看全市合计",
    "new_data": "新工作区的文件夹",
    "round": "评估轮次，如 final_2025",
    "region": "地区名称，如 海安市",
}

HEADINGS = {
    "rate": ("单位", "规划", "表", "序号", "指标", "规划目标", "评价"),
    "progress": ("单位", "规划", "已填", "填报率", "状态", "必改", "截止"),
    "units": ("编号", "名称", "类别", "应填数据项"),
    "plans": ("编号", "版本", "状态", "名称", "文件夹"),
    "indicators": ("序号", "指标", "规划目标", "属性", "责任单位"),
    "log": ("时间", "单位", "人员", "字段", "原值", "新值"),
}

SAY = {
    "no_problems": "没有问题。",
    "empty_unit": "还没有填写任何内容。",
    "dry_run": "只是试算，没有写入。",
    "saved": "已保存。",
    "unchanged": "没有变化。",
    "plan_fine": "没有错误，算例全部符合。",
    "exported": "{name}  sha256 {sha}",
    "verified": "数据文件、修改记录和报送存档全部一致。",
    "healthy": "本机和数据都正常。",
    "created": "已建好工作区：{folder}。下一步：evaltui --data {folder} 打开。",
    "demo_building": "正在生成演示数据（虚构城市）……",
}

PLAN_STATE = {
    "ready": "可用",
    "code_failed": "插件代码出错",
    "refused": "不能用",
    "shadowed": "被遮蔽",
}

DUE = {
    "left": "{day}（剩{days}天）",
    "late": "{day}（已逾期{days}天）",
    "done": "{day}已报",
    "done_late": "{day}报（逾期{days}天）",
}
