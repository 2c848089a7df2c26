"""Units of measure as people write them after a number: what they measure, and by how much they differ."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from evaltui.text import fold


@dataclass(frozen=True, slots=True)
class Uom:
    """A unit: what it measures and how many basic units one of it is (分钟: time, 1/60 of an hour).

    `per`: what a rate is related to (人/十万人: person, by 100 000 persons), "" where it is no rate.
    """

    text: str
    measures: str
    factor: Fraction
    per: str = ""

    def same_kind(self, other: Uom) -> bool:
        """True where a figure in one can be converted into the other without knowing anything else.

        A rate may leave out what it counts and what it is related to (0.15/10万); 平方米 may stand for 平方米/人, but
        人 never for 人/十万人: that would be a count typed into a rate.
        """
        kinds = {self.measures, other.measures}
        if bool(self.per) != bool(other.per):
            return kinds == {"area"} and {self.per, other.per} == {"", "person"}
        related = self.per == other.per or "any" in (self.per, other.per)
        return related and (
            len(kinds) == 1 or (bool(self.per) and "" in kinds) or ("item" in kinds and kinds <= _COUNTABLE)
        )


_COUNTABLE = frozenset({"item", "case", "household", "project", "place", "organisation", "vehicle", "set"})

_BASIC: dict[str, tuple[str, Fraction]] = {}
for _kind, _factor, _spellings in (
    ("share", Fraction(1), "%"),
    ("share", Fraction(1, 10), "‰"),
    ("time", Fraction(1), "小时 个小时 钟头 个钟头 hours hour hrs hr h 时"),
    ("time", Fraction(1, 60), "分钟 分 minutes minute mins min"),
    ("time", Fraction(1, 3600), "秒钟 秒 seconds sec s"),
    ("time", Fraction(24), "天 日 昼夜"),
    ("area", Fraction(1), "平方米 平米 平方 m2 m² ㎡ 平"),
    ("area", Fraction(10**4), "公顷"),
    ("area", Fraction(10**6), "平方公里 平方千米 km2 km² ㎢"),
    ("area", Fraction(2000, 3), "亩"),
    ("money", Fraction(1), "元 块"),
    ("money", Fraction(10**3), "千元"),
    ("money", Fraction(10**4), "万元"),
    ("money", Fraction(10**6), "百万元"),
    ("money", Fraction(10**7), "千万元"),
    ("money", Fraction(10**8), "亿元"),
    ("person", Fraction(1), "个人 人 名 位 人口"),
    ("visit", Fraction(1), "人次"),
    ("case", Fraction(1), "起 件 宗 例"),
    ("occurrence", Fraction(1), "次 场"),
    ("item", Fraction(1), "个"),
    ("household", Fraction(1), "户"),
    ("project", Fraction(1), "项"),
    ("place", Fraction(1), "处 座 所"),
    ("organisation", Fraction(1), "家"),
    ("vehicle", Fraction(1), "辆 台 车 艘 架"),
    ("set", Fraction(1), "套 部 支 条 份 张 批"),
):
    for _spelling in _spellings.split():
        _BASIC[_spelling] = (_kind, _factor)
del _kind, _factor, _spellings, _spelling

MULTIPLIERS = {"百万": 10**6, "千万": 10**7, "十万": 10**5, "亿": 10**8, "万": 10**4, "千": 10**3, "百": 10**2}
"""Words that multiply the Arabic number before them."""

_NAMES = "|".join(re.escape(name) for name in sorted(_BASIC, key=len, reverse=True))
_TIMES = {
    **MULTIPLIERS,
    **{f"一{word}": value for word, value in MULTIPLIERS.items()},
    **{
        f"1{'0' * zeros}{word}": 10**zeros * value
        for zeros in range(7)
        for word, value in (("", 1), *MULTIPLIERS.items())
    },
    "每": 1,
    "": 1,
}
_PATTERN = re.compile(
    rf"(?P<top>{_NAMES}|1)?/每?(?P<times>{'|'.join(sorted(_TIMES, key=len, reverse=True))})(?!\d)(?P<bottom>{_NAMES})?"
    rf"|(?P<only>{_NAMES})"
)


def unit_at(text: str, at: int, own: Uom | None = None) -> Uom | None:
    """The longest unit written at `at` of `text` (lower case, m2), `own` among them; None where there is none."""
    match = _PATTERN.match(text, at)
    found = _from_match(match) if match else None
    if (
        own is not None
        and own.text
        and text.startswith(own.text, at)
        and len(own.text) > len(found.text if found else "")
    ):
        return own
    return found


@lru_cache(maxsize=256)
def own_unit(text: str) -> Uom:
    """The unit of a measure; one that is not known measures only itself."""
    text = fold(text)
    found = unit_at(text, 0)
    if found is None or (found.text != text and not found.per):
        return Uom(text, text, Fraction(1))
    return replace(found, text=text)  # 人/亿元GDP is 人/亿元, however much it says about the 亿元


def _from_match(match: re.Match[str]) -> Uom | None:
    if match["only"]:
        return Uom(match[0], *_BASIC[match["only"]])
    if not match["bottom"] and (not match["times"] or match["times"].isdigit()):
        return None  # 12/100 is a fraction
    top, factor = _BASIC.get(match["top"] or "", ("", Fraction(1)))
    per, size = _BASIC.get(match["bottom"] or "", ("", Fraction(1)))
    return Uom(match[0], top, factor / size / _TIMES[match["times"]], per=per or "any")
