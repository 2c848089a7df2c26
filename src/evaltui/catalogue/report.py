"""The frame of the evaluation report (附件1) and of the 滞后指标分析说明: headings and fixed sentences."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PARTS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("progress", ("indicators", "tasks", "measures", "achievements", "cases")),
    ("problems", ("problems",)),
    ("prospect", ("outlook", "proposals")),
)
"""The three parts of the notice's frame and the sections of the record that stand in each."""

PART_TITLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "progress": "规划实施总体进展情况",
        "problems": "规划实施过程存在的主要问题和风险挑战",
        "prospect": "规划目标任务完成情况预测及对策建议",
    }
)
SECTION_TITLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "opening": "开头段",
        "indicators": "主要目标指标进展",
        "tasks": "主要任务进展",
        "measures": "规划实施主要举措进展",
        "achievements": "重大成就和重要经验",
        "cases": "典型案例",
        "problems": "主要问题和风险挑战",
        "outlook": "规划目标任务完成情况预测",
        "proposals": "对策建议",
    }
)
OPTIONAL: Final = frozenset({"opening", "achievements", "cases"})
"""Sections without a heading in the notice's frame: they stand in the report only where something was written."""

FIRST: Final = "{number}、{title}"
SECOND: Final = "（{number}）{title}"
NUMERALS: Final = "一二三四五六七八九十"
OTHER: Final = "其他情况"

NOTHING_OWED: Final = "本单位无此项。"
TO_FILL: Final = "〔待补充〕"
DRAFTED: Final = "〔以下为系统按数据起草的文字，请核对修改〕"
PART_OF: Final = "（并入{unit}报告的材料）"
MERGED_TITLE: Final = "（含{plans}）"

EXPLANATION_KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cause": "滞后原因",
        "final_progress": "预计最终完成情况",
        "measures_taken": "已采取和拟采取的措施",
    }
)
STANDING: Final = "进展情况"
BASIS: Final = "评价依据"
NO_EXPLANATION: Final = (
    "对照规划目标，{unit}承担的指标没有未达序时进度或预计不能完成规划目标的情况，无须附滞后分析说明。"
)
OF_UNIT: Final = "{unit}：{text}"
