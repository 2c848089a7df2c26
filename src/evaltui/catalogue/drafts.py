"""The sentences that are drafted for a report's indicator part, and the marks they leave where something is missing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

GAP: Final = "待补充"
TO_FILL: Final = "〔待补充：{what}〕"
"""Stands where a figure or a text is missing; the checks ask for it until it is gone."""

TARGET: Final = "{name}目标为{target}"
TARGET_NOTE: Final = "{name}{note}"
TARGET_OPEN: Final = "{name}目标尚未确定"
TARGET_SUPERIOR: Final = "{name}上级总量目标为{target}"
COMPARED: Final[Mapping[str, str]] = MappingProxyType(
    {">": "大于{value}", ">=": "不低于{value}", "<": "小于{value}", "<=": "不高于{value}"}
)
DOWN: Final = "下降"
GROWN: Final = "增长"

SPAN: Final = "{first}—{last}年"
ONE_YEAR: Final = "{first}年"

MOVED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "reduction_good": "累计下降{value}%",
        "reduction_bad": "累计上升{value}%",
        "growth_good": "累计增长{value}%",
        "growth_bad": "累计下降{value}%",
        "flat": "与{base}年持平",
    }
)
TOTAL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "period_mean": "年均{value}",
        "mean_of_some": "年均{value}（按{counted}/{all}年计）",
        "cumulative": "累计{value}",
        "worst_longest": "最长{value}",
        "worst_shortest": "最短{value}",
        "worst_highest": "最高{value}",
        "worst_lowest": "最低{value}",
    }
)
NEVER: Final = "{span}未发生"
NEVER_AHEAD: Final = "预计{year}年不发生"

LEVEL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "plain": "{year}年为{value}",
        "risen": "{year}年由{base}年的{start}上升到{value}",
        "fallen": "{year}年由{base}年的{start}下降到{value}",
        "flat": "{year}年为{value}，与{base}年持平",
        "state": "{year}年{state}",
    }
)
AHEAD: Final = "预计到{year}年底{value}"
AHEAD_LEVEL: Final = "预计到{year}年底为{value}"
KEPT_ZERO: Final = "{base}年基数为0，{year}年为{value}"
NOT_A_SHARE: Final = "{base}年基数为0，不计算百分比"

STATEMENT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "can": "预计能完成规划目标",
        "difficult": "预计完成规划目标有难度",
        "cannot": "预计不能完成规划目标",
    }
)

LATE: Final = "未达序时进度"
MISSED: Final = "预计不能完成规划目标"
MISSED_CLOSED: Final = "没有完成规划目标"
LATE_AND_MISSED: Final = "{late}且{missed}"
NO_RATING: Final = "暂不评价"
DECLARED: Final = "{rating}（{unit}自评：{reason}）"
DECIDED: Final = "{rating}（{office}认定：{reason}）"
DECIDED_BARE: Final = "{rating}（{office}认定）"

CAUSE: Final = "滞后原因主要是{text}"
CAUSE_TOLD: Final = ("滞后原因", "主要原因", "滞后的原因", "滞后主要")
CAUSE_MISSING: Final = "滞后原因"
NEXT: Final = "下一步，{text}"
NEXT_TOLD: Final = "下一步"

OF_UNIT: Final = "{unit}承担的{counts}"
OF_CITY: Final = "{unit}{counts}"
BY_OWNER: Final = "按{owner}目标，{counts}"
BY_TABLE: Final = "对照{table}，各项指标完成情况如下："
