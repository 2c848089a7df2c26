"""Titles of the tables of projects, tasks, commitments and contacts (附件5, 附件6, 附件7 and the office's own)."""

from __future__ import annotations

PROJECTS = {
    "no": "序号",
    "title": "任务名称",
    "parts": "任务细化分解",
    "state": "工程状态",
    "progress": "进展情况",
    "results": "主要成果",
    "units": "责任单位",
}
TASKS = {
    "no": "序号",
    "chapter": "所属方面",
    "title": "主要任务",
    "state": "完成状态",
    "progress": "进展情况",
    "results": "取得成绩",
    "problems": "存在问题",
    "next": "下一步打算",
    "units": "责任单位",
}
COMMITMENTS = {
    "no": "序号",
    "kind": "类别",
    "title": "量化目标事项",
    "target": "目标",
    "due": "时限",
    "state": "完成状态",
    "value": "完成情况",
    "progress": "进展情况",
    "evidence": "依据",
    "units": "责任单位",
}
CONTACTS = {
    "unit": "单位",
    "plan": "类别",
    "name": "姓名",
    "post": "职务",
    "phone": "联系方式",
    "note": "备注",
}
COMMITMENT_KIND = {"commitment": "量化目标", "deliverable": "成果清单"}

WIDTHS = {
    "no": 9, "title": 42, "parts": 46, "state": 17, "progress": 60, "results": 50, "units": 28, "chapter": 34,
    "problems": 34, "next": 34, "kind": 17, "target": 24, "due": 20, "value": 22, "evidence": 26, "unit": 40,
    "plan": 60, "name": 26, "post": 36, "phone": 44, "note": 36,
}  # fmt: skip  # one line reads as what it is: millimetres by column, scaled to the page

WIDTH = 225
"""Millimetres of the type area of a landscape page."""

OF_UNIT = "{unit}：{text}"
BARE_UNIT = "单位：{unit}"
PART = "{number}.{text}"
