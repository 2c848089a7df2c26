"""The texts of the example: people, places and what departments write, made from patterns and invented numbers.

Which pattern and which numbers a text gets follows from its names alone, so that the example is the same every time.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final, TypeVar

from evaltui.plan.model import Commitment, Plan, Project, Task
from evaltui.store.record import Changes, Leaf, Path

CITY: Final = "云川市"
REGION: Final = f"{CITY}（演示）"

TOWNS: Final = (
    ("gxq", "高新区（云川街道）", "高新区"),
    ("kfq", "经济开发区（东陈街道）", "开发区"),
    ("bhxq", "滨湖新区", "滨湖新区"),
    ("qhz", "清河镇", "清河镇"),
    ("lqz", "柳桥镇", "柳桥镇"),
    ("syz", "石堰镇", "石堰镇"),
    ("ygz", "雁港镇", "雁港镇"),
    ("nmz", "南梅镇", "南梅镇"),
    ("bsz", "白沙镇", "白沙镇"),
    ("dtz", "大塘镇", "大塘镇"),
    ("cxjd", "城西街道", "城西街道"),
    ("cbjd", "城北街道", "城北街道"),
    ("hkz", "河口镇", "河口镇"),
    ("zlz", "竹岭镇", "竹岭镇"),
    ("xfz", "新丰镇", "新丰镇"),
)

_FAMILY: Final = "陈李张王刘周吴徐孙朱马胡郭何高林罗郑梁谢"
_GIVEN: Final = (
    "建国", "晓燕", "志强", "文静", "海峰", "丽华", "永康", "思远", "雪梅", "子轩", "国庆", "佳宁", "玉兰", "俊杰", "春生",
)  # fmt: skip  # one list of names
_POSTS: Final = ("办公室主任", "安监科科长", "综合科副科长", "安委办联络员", "规划科科长", "四级主任科员")

_TASK_DONE: Final = (
    "出台配套文件{a}项，开展联合检查{b}次，整改问题隐患{c}处，整改率{p}%。",
    "建立部门联席会议制度，每季度调度一次，累计研究解决问题{a}个；培训{c}人次，覆盖{b}家单位。",
    "投入资金{c}万元，完成设备更新{b}台（套），相关场所达标率由{q}%提高到{p}%。",
    "制定年度计划{a}份，组织演练{b}场，参加{c}人次，预案备案率{p}%。",
    "完成{b}个村（社区）、{c}户重点对象排查，建立台账，逐项销号，销号率{p}%。",
)
_TASK_RESULT: Final = (
    "“{title}”被列为市级示范做法，{a}个镇复制推广。",
    "连续{a}年未发生较大以上事故，群众满意度{p}%。",
    "形成制度{a}项、典型案例{a}个。",
)
_TASK_PROBLEM: Final = (
    "基层力量不足，专职人员平均每镇不到{a}人。",
    "部分设施建于{a}年前，更新资金缺口约{c}万元。",
    "部门间数据尚未完全贯通，{b}项信息仍靠人工报送。",
)
_TASK_NEXT: Final = ("年内完成剩余{a}项工作。", "三季度开展“回头看”，年底前全部销号。", "纳入“十五五”规划继续推进。")
_REASONS: Final = {
    "behind": "受资金和用地影响，进度比计划慢{a}个月。",
    "not_started": "上级技术规范尚未下发，待明确后启动。",
    "adjusted": "机构改革后工作内容并入智慧城市项目统一实施。",
    "not_ours": "职能已于2024年划转，由承接部门填报。",
}
_STATES: Final = ("done", "done", "done", "mostly_done", "ongoing", "ongoing", "behind", "adjusted")

_REPORT: Final = {
    "indicators": (
        "{name}承担的{plan}指标均按统计制度采集，2021—2024年数据已与统计、应急部门核对；"
        "主要变化及2025年预测依据见指标表和分析说明。"
    ),
    "tasks": (
        "“十四五”以来，{name}对照{plan}分工逐项推进，牵头和参与的{a}项任务总体按计划实施，"
        "累计检查单位{c}家次，整改隐患{b}处，整改率{p}%。"
    ),
    "measures": (
        "围绕{plan}，一是成立工作专班，主要负责人每季度听取汇报；二是把规划任务纳入年度重点工作，"
        "分解为{a}项清单；三是争取专项资金{c}万元；四是引入第三方机构开展{b}次体检式检查。"
    ),
    "problems": (
        "从{plan}实施看，一是基层一线人员流动快、专业能力不足；二是老旧设施更新慢；"
        "三是新业态、新风险增多，监管手段跟不上；四是极端天气多发，防范压力加大。"
    ),
    "outlook": "截至2025年6月，{plan}任务完成率约{p}%，预计年底前除个别受外部条件影响的事项外均可完成。",
    "proposals": (
        "结合{plan}实施情况，建议“十五五”期间继续把本领域安全纳入重点任务，完善数据共享机制，"
        "加大基层装备投入，并把行之有效的{a}项做法上升为制度。"
    ),
}
_TOWN_REPORT: Final = {
    "tasks": "{name}对照{plan}细化措施{a}条，落实网格安全员{b}名，巡查企业和场所{c}家次，发现并整改隐患{b}处，整改率{p}%。",
    "measures": (
        "为落实{plan}，建立党政班子成员包片联系制度，每月召开安全例会；"
        "建成微型消防站{a}个、应急物资储备点{a}个；组织村（社区）演练{b}场。"
    ),
    "problems": "落实{plan}中，专职执法人员少，小微企业和出租房屋隐患反复；应急物资种类不全，夜间和节假日力量薄弱。",
    "outlook": "本地承担的{plan}任务预计年底前全部完成，村（社区）应急管理员配备率{p}%。",
    "proposals": "结合{plan}实施情况，建议增加镇级专职消防队编制和装备补助，推动市级平台数据下沉到镇。",
}

T = TypeVar("T")


def pick(choices: Sequence[T], *names: str) -> T:
    """One of `choices`, always the same for the same names."""
    return choices[_number(*names) % len(choices)]


def person(unit: str, part: str) -> str:
    """An invented name."""
    return pick(_FAMILY, unit, part, "family") + pick(_GIVEN, unit, part, "given")


def phone(unit: str, part: str) -> str:
    """A telephone number that nobody has."""
    return f"1380000{_number(unit, part) % 10000:04d}"


def contact_fields(unit: str, plan: str) -> Changes:
    """The contact of one plan."""
    where = ("plans", plan, "contact")
    return {
        (*where, "name"): person(unit, "contact"),
        (*where, "post"): pick(_POSTS, unit),
        (*where, "phone"): phone(unit, "contact"),
    }


def people_fields(unit: str, plan: str) -> Changes:
    """Who filled in, checked and signed the tables of one plan."""
    where = ("plans", plan)
    return {
        (*where, "filled_by"): person(unit, "contact"),
        (*where, "checked_by"): person(unit, "checked"),
        (*where, "head"): person(unit, "head"),
        (*where, "phone"): phone(unit, "contact"),
    }


def task_fields(unit: str, plan: str, task: Task) -> Changes:
    """What a unit says about one task."""
    where = ("plans", plan, "tasks", task.id)
    state = pick(_STATES, unit, plan, task.id)
    fields: dict[Path, Leaf | None] = {
        (*where, "state"): state,
        (*where, "progress"): _said(pick(_TASK_DONE, unit, task.id), unit, task.id, title=task.title),
    }
    if state in _REASONS:
        fields[(*where, "reason")] = _said(_REASONS[state], unit, task.id)
    if _number(unit, task.id, "more") % 3 == 0:
        fields[(*where, "results")] = _said(pick(_TASK_RESULT, unit, task.id), unit, task.id, title=task.title)
        fields[(*where, "problems")] = _said(pick(_TASK_PROBLEM, unit, task.id), unit, task.id)
        fields[(*where, "next")] = _said(pick(_TASK_NEXT, unit, task.id), unit, task.id)
    return fields


def commitment_fields(unit: str, plan: str, commitment: Commitment) -> Changes:
    """What a unit says about one commitment."""
    where = ("plans", plan, "commitments", commitment.id)
    state = pick(("done", "done", "mostly_done", "ongoing"), unit, commitment.id)
    return {
        (*where, "state"): state,
        (*where, "progress"): _said("已按规划要求实施，完成{p}%，依据见{b}号台账。", unit, commitment.id),
        (*where, "evidence"): _said("云安办〔2024〕{b}号", unit, commitment.id),
    }


def project_fields(unit: str, plan: str, project: Project, state: str) -> Changes:
    """The facts of one project in a state."""
    where = ("plans", plan, "projects", project.id)
    fields: dict[Path, Leaf | None] = {
        (*where, "state"): state,
        (*where, "content"): project.content.splitlines()[0][:120] if project.content else f"{project.title}及配套设施",
        (*where, "investment"): 1200,
        (*where, "start"): "2023-03",
        (*where, "start_kind"): "actual",
        (*where, "finish"): "2025-11",
        (*where, "finish_kind"): "planned",
        (*where, "benefit"): _said("建成后服务全市{b}个重点点位，提升监测预警和应急处置能力。", unit, plan, project.id),
    }
    if state == "not_started":
        fields |= {
            (*where, "start"): "2025-10",
            (*where, "start_kind"): "planned",
            (*where, "finish"): "2026-12",
            (*where, "preparation"): "已完成选址论证和可研批复，正在办理用地手续。",
            (*where, "reason"): "原址与轨道交通规划重叠，2024年重新选址。",
        }
        return fields
    fields |= {
        (*where, "invested"): 760,
        (*where, "progress"): "主体工程已完成，正在安装调试设备。",
        (*where, "results"): _said("已接入视频和传感点位{c}个，日均处置告警{b}余条。", unit, plan, project.id),
        (*where, "problems"): "部分前端点位供电改造较慢。",
    }
    if state == "completed":
        fields |= {
            (*where, "invested"): 1180,
            (*where, "finish"): "2024-12",
            (*where, "finish_kind"): "actual",
            (*where, "progress"): "已于2024年12月竣工并通过验收，投入运行。",
        }
    return fields


def report_fields(unit: str, name: str, plan: Plan, *, town: bool, with_indicators: bool) -> Changes:
    """The parts of a report."""
    parts = _TOWN_REPORT if town else _REPORT
    return {
        ("plans", plan.id, "report", key): _said(text, unit, plan.id, key, name=name, plan=plan.short or plan.title)
        for key, text in parts.items()
        if with_indicators or key != "indicators"
    }


def _said(pattern: str, *names: str, title: str = "", name: str = "", plan: str = "") -> str:
    number = _number(*names)
    return pattern.format(
        a=2 + number % 7,
        b=12 + number // 7 % 60,
        c=120 + number // 500 % 900,
        p=88 + number // 13 % 12,
        q=61 + number // 29 % 20,
        title=title,
        name=name,
        plan=plan,
    )


def _number(*names: str) -> int:
    return zlib.crc32("/".join(names).encode())
