"""The sentences of 评价依据: one template per thing that can be said about a row, stable in their wording.

Clauses are joined with ；, a derivation ends with 。. Values arrive as text, their uom beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

JOINED: Final = "；"
LISTED: Final = "、"
STOP: Final = "。"

BASE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "known": "{year}年基数{value}",
        "unknown": "{year}年基数未填",
        "not_available": "{year}年基数暂缺",
        "by_superior": "{year}年基数由上级统计",
        "not_applicable": "{year}年基数不适用",
        "no_system": "{year}年尚无此制度",
        "idle": "{year}年未发生",
        "idle_or_unread": "{year}年基数还不能作为数字使用",
        "no_schedule": "，序时进度无法计算",
        "met": "，已达目标，序时进度按目标值掌握",
    }
)

LEVEL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "actual": "{year}年实际{value}",
        "forecast": "{year}年预计{value}",
        "actual_idle": "{year}年未发生",
        "forecast_idle": "{year}年预计不发生",
        "actual_change": "{year}年",
        "forecast_change": "{year}年预计",
        "chained": "按同比降幅连乘，",
        "against_base": "较{base_year}年",
        "down": "下降{value}%",
        "up": "上升{value}%",
        "grown": "增长{value}%",
        "flat": "持平",
        "flat_with": "与{base_year}年持平",
        "last_applicable": "{year}年为最后适用年度",
    }
)

TOTAL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mean": "{years}年年均{value}",
        "mean_of_some": "{years}年年均{value}（按{counted}/{all}年计）",
        "sum": "{years}年累计{value}",
        "worst_longest": "{years}年最长值{value}",
        "worst_shortest": "{years}年最短值{value}",
        "worst_highest": "{years}年最高值{value}",
        "worst_lowest": "{years}年最低值{value}",
        "never": "规划期内未发生",
        "never_to_date": "{years}年未发生",
    }
)

YEARS: Final = "{first}—{last}"
ONE_YEAR: Final = "{first}"

SCHEDULE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "share": "序时进度要求{target}×{k}/{n}={value}",
        "path": "序时进度要求{base}+({target}-{base})×{k}/{n}={value}",
        "stage": "{year}年阶段目标为{value}",
        "target": "序时进度要求{value}",
        "faster": "快于序时进度{difference}",
        "slower": "慢于序时进度{difference}",
        "level": "与序时进度持平",
        "met": "已达目标值，快于序时进度",
    }
)

PASSES: Final[Mapping[str, str]] = MappingProxyType(
    {">": "大于{target}", ">=": "不低于{target}", "<": "小于{target}", "<=": "不高于{target}"}
)
FAILS: Final[Mapping[str, str]] = MappingProxyType(
    {">": "不大于{target}", ">=": "低于{target}", "<": "不小于{target}", "<=": "高于{target}"}
)

END: Final[Mapping[str, str]] = MappingProxyType(
    {
        "forecast_met": "预计达标",
        "forecast_missed": "预计不能达标",
        "actual_met": "达标",
        "actual_missed": "未达标",
        "sure": "已确保达标",
        "can": "单位预计能达标",
        "difficult": "单位预计达标有难度",
        "cannot": "单位预计不能达标",
        "kept": "基期为0，按保持零事故评价",
    }
)

VERDICT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ahead": "{year}年已达标且预计保持，评价为{word}",
        "ahead_closed": "{year}年已达标并保持到期末，评价为{word}",
        "on_track": "评价为{word}",
        "on_track_late": "未达序时进度但预计达标，评价为{word}",
        "on_track_late_closed": "未达序时进度但期末达标，评价为{word}",
        "behind": "评价为{word}",
        "behind_late": "未达序时进度，评价为{word}",
        "behind_both": "未达序时进度且预计不能达标，评价为{word}",
        "behind_lost": "已无法达标，评价为{word}",
        "behind_both_lost": "未达序时进度且已无法达标，评价为{word}",
        "unaffected": "缺少{missing}不影响评价",
        "never_missed": "没有此前未达标的记录，不评为提前实现",
        "met_before": "基期已达标，不评为提前实现",
        "pending": "缺少{missing}，评价为待定",
        "superior": "目标{target}为上级总量目标，分解到本市的目标还没有确定，评价为待定",
        "no_target": "目标值还没有确定，评价为待定",
    }
)

UNRATABLE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "zero_base": "基数为0，不计算百分比，暂无法评价",
        "negative_base": "基数为负数，不计算百分比，暂无法评价",
        "after_zero": "上年为0，同比降幅无法换算，暂无法评价",
        "contradiction": "{years}所填内容互相矛盾，暂无法评价",
        "by_superior": "{years}数据由上级统计，暂无法评价",
        "none_applies": "规划期内各年均不适用，暂无法评价",
        "rule_missing": "评价规则“{rule}”不可用，暂无法评价",
        "comparator": "评价规则“{rule}”不能用于目标{target}，暂无法评价",
        "rule_failed": "评价规则“{rule}”计算出错，暂无法评价",
    }
)

REQUIRED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "down_count": "{year}年控制在{value}以内方可达标",
        "up_count": "{year}年达到{value}以上方可达标",
        "zero": "{year}年须保持为0方可达标",
        ">": "{year}年须大于{value}方可达标",
        ">=": "{year}年不低于{value}方可达标",
        "<": "{year}年须小于{value}方可达标",
        "<=": "{year}年控制在{value}以内方可达标",
        "secured": "无论{year}年数值多少，已确保达标",
        "impossible": "无论{year}年数值多少，已无法达标",
    }
)

REMARK: Final[Mapping[str, str]] = MappingProxyType(
    {
        "small_base": "基数{base}，每1{uom}相当于{points}个百分点",
        "met_and_lost": "{years}曾达标后回落",
        "declared": "单位自评为{word}，理由：{reason}",
        "declared_stale": "单位自评为{word}，自评后数据或规则有改动，自评已失效",
        "declared_unfit": "单位自评为{word}，因不能达标不采用",
        "declared_bare": "单位自评为{word}，没有写理由，不采用",
        "decided": "{office}认定为{word}，理由：{reason}",
        "decided_bare": "{office}认定为{word}",
        "decided_unfit": "{office}认定为{word}，因不能达标不采用",
        "outside": "{note}",
    }
)

MISSING: Final[Mapping[str, str]] = MappingProxyType(
    {
        "base": "{year}年基数",
        "actual": "{year}年实际值",
        "forecast": "{year}年预测值",
        "statement": "预计能否完成",
        "target": "目标值",
        "local_share": "分解到本市的目标值",
        "parts": "{slot}（{parts}）",
        "reason": "{slot}（暂缺：{reason}）",
        "bare": "{slot}（暂缺）",
        "question": "{slot}（“{raw}”待确认）",
        "state": "{slot}（不能标注为“{state}”）",
        "not_applicable": "{slot}（不适用，{later}年的同比降幅无法换算）",
        "for_fall": "{slot}（{year}年填的是降幅）",
    }
)

GOAL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "adjusted": "目标由{printed}调整为{target}（{document}）",
        "local_share": "上级目标{printed}，分解到本市为{target}（{document}）",
    }
)

POINTS: Final = "{value}个百分点"
PERCENT: Final = "{value}%"
YEAR: Final = "{value}年"
