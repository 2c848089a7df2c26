"""What prose says in figures: statements about a named figure, pairs with 分别, separators that got lost.

Only plain wording is understood; anything else ends the reading, so that what is found is really said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

_FOLDED: Final = str.maketrans(
    {
        **dict(zip("０１２３４５６７８９．％", "0123456789.%", strict=True)),
        **dict.fromkeys("-–－~～〜─", "—"),
        **dict(zip("(),;:?!︰", "（），；：？！：", strict=True)),
    }
)
_THOUSANDS: Final = re.compile(r"(?<=\d)，(?=\d{3}(?:\D|$))")
_LINES: Final = re.compile(r"\s*\n\s*")
_BLANKS: Final = re.compile(r"[ \t\u00a0\u2002-\u200b\u3000]+")
SENTENCE_END: Final = re.compile(r"[。；！？\n]")

NUMBER: Final = r"\d+(?:\.\d+)?"
_YEAR: Final = re.compile(r"(20\d\d)年")
_RANGE: Final = re.compile(r"(20\d\d)年?[—至到](20\d\d)年")
_AGAINST_YEAR: Final = re.compile(r"[较比与](20\d\d)年(?:底|末|同期|全年)?(?:相比)?")
_AGAINST_LAST: Final = re.compile(r"(?:同比|[较比](?:上年|去年|上一年)(?:同期)?)")
_AGAINST_BASE: Final = re.compile(r"[较比](?:基期|“?十三五”?(?:末|期末|时期)?)")
_WHOLE: Final = re.compile(r"年均|累计|平均|最长|最短|最高|最低")
_PART: Final = re.compile(r"(?:\d{1,2}|[一二三四上下前])(?:—\d{1,2})?(?:个?月|季度|半年)|截至|截止|今年|目前|上半年")
_MOVED: Final = re.compile(
    rf"(?:总体|共|合计|已|均)?(下降|减少|降低|降幅|上升|增加|增长|回升|反弹)(?:了|达到?|为|幅度[为达])?({NUMBER})%"
)
_MOVED_TO: Final = re.compile(r"(?:下降|上升|提高|增长|增加|减少|降|升|增|回升|回落)(?:到|至|为)")
_FROM: Final = re.compile(r"(?:，?)[由从](?=20\d\d年)")
_LINK: Final = re.compile(
    r"为0(?=，)|共计|合计|共|发生|实际|基数|基期值|全年|全市|我市|本市|预计|预测|年底|保持在|稳定在|仍为|达到?|[，、：的为是由从底末到至也又]"
)
_TARGET: Final = re.compile(
    r"(?:（[^（）]{1,40}）)?(?:(?:五年)?(?:累计)?(?:下降|降低|减少|增长|上升))?(?:的?(?:规划|上级总量|约束性|预期性))?目标[值数]?(?:为|是|：|由)[^。；！？\n，]*，"
)
"""A target between a name and its figures: no statement, but no end of the reading either."""
_HEDGE: Final = re.compile(r"余|多|左右|以[上下内外]|上下|的?目标|[—]|（?含|/")
_FALLING: Final = frozenset({"下降", "减少", "降低", "降幅"})

Against = Literal["", "base", "before", "year"]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: a level (in the figure's uom) or a fall (percent, a rise is negative), for a year or a span.

    `year` None: none was named. `first`: the first year of a span. `whole`: 年均, 累计 and the like stood before it.
    against: what a fall is measured against, `other` the named year. `digits`: decimals as written.
    """

    kind: Literal["level", "fall"]
    value: Decimal
    digits: int
    excerpt: str
    year: int | None = None
    first: int | None = None
    whole: str = ""
    against: Against = ""
    other: int | None = None


def folded(text: str) -> str:
    """A text for reading: half-width figures, full-width marks, no blanks, one kind of dash."""
    text = _BLANKS.sub("", _LINES.sub("\n", text.translate(_FOLDED)))
    return _THOUSANDS.sub("", text)


@lru_cache(maxsize=256)
def _level(uom: str) -> re.Pattern[str]:
    base, _, rest = uom.partition("/")
    choices = (
        [re.escape(uom)]
        if not rest
        else [re.escape(uom), re.escape(base) + r"(?=[，。；、）]|$)", r"(?=[，。；、）]|$)"]
    )
    return re.compile(rf"({NUMBER})(?:{'|'.join(choices)})(?![/%‰])")


def statements(text: str, start: int, uom: str, end: int) -> Iterator[Said]:
    """What is said of one figure, read from `start` (behind its name, or at a year) as far as the wording is plain."""
    at, year, first = start, None, None
    outer: int | None = None
    spent = False
    whole, against, other = "", "", None
    level = _level(uom)
    if found := _TARGET.match(text, at, end):
        at = found.end()
    while at < end:
        if found := _RANGE.match(text, at, end):
            first, year, against, other, whole = int(found[1]), int(found[2]), "", None, ""
        elif found := _AGAINST_YEAR.match(text, at, end):
            against, other = "year", int(found[1])
        elif found := _AGAINST_LAST.match(text, at, end):
            against, other = "before", None
        elif found := _AGAINST_BASE.match(text, at, end):
            against, other = "base", None
        elif found := _YEAR.match(text, at, end):
            first, year, against, other, whole, spent = None, int(found[1]), "", None, "", False
        elif _PART.match(text, at, end):
            return
        elif found := _WHOLE.match(text, at, end):
            whole = found[0]
        elif found := _MOVED.match(text, at, end):
            if uom == "%":
                return
            if not _HEDGE.match(text, found.end(), end):
                value = Decimal(found[2]) * (1 if found[1] in _FALLING else -1)
                kind: Against = against  # type: ignore[assignment]  # one of the four words set above
                yield Said("fall", value, _digits(found[2]), found[0], year, first, whole, kind, other)
            against, other, whole = "", None, ""
        elif found := level.match(text, at, end):
            if not _HEDGE.match(text, found.end(), end):
                yield Said("level", Decimal(found[1]), _digits(found[1]), found[0], year, first, whole)
            whole, spent = "", True
        elif found := _FROM.match(text, at, end):
            outer = year
        elif found := _MOVED_TO.match(text, at, end):
            if spent:  # 2024年由2020年的80%上升到98%: back to the year before 由, or to one that follows
                year, first, outer = outer, None, None
        elif not (found := _LINK.match(text, at, end)):
            return
        at = found.end()


def years_in(text: str) -> Iterator[int]:
    """Where a year begins that could open a statement: not 较2020年, not the end of a span."""
    for found in re.finditer(r"(?<![较比与\d—至到由从])(?=20\d\d年)", text):
        yield found.start()


# 分别


@dataclass(frozen=True, slots=True)
class Pairs:
    """One 分别: the nouns before it, how many they can be, the figures behind it (as written), all as an excerpt.

    `crossed`: how many there are if each of the listed things has each of the named figures (较大、一般事故起数和死亡人数).
    """

    nouns: tuple[str, ...]
    fewest: int
    most: int
    crossed: int
    figures: tuple[str, ...]
    between: str
    excerpt: str
    start: int

    @property
    def fits(self) -> bool:
        """True where there are as many figures as nouns."""
        return self.fewest <= len(self.figures) <= self.most or len(self.figures) == self.crossed


REACH: Final = 200
"""Nouns and figures farther than this from a 分别 do not belong to it."""
_CLAUSE: Final = re.compile(r"[，。；：！？\n（）]")
_TAIL: Final = re.compile(
    r"(?:(?:较|比|与)?20\d\d年(?:底|末|同期|全年)?(?:相比)?|同比|环比|[较比](?:上年|去年|基期)(?:同期)?|累计|总体|均|已|也|则|同期|将|预计到?|年均|实际|又|还|上|下)$"
)
_YEARS: Final = re.compile(r".*?(?:20\d\d年?[—至到]20\d\d年|(?:20\d\d年?[、和与及])+20\d\d年)")
_COUNTED: Final = re.compile(
    r"([两二三四五六七八九十]|\d+)(?:个|项|类|年|种|级|处|家|方面|座|条|批|期|季度|月|起|人|组|镇|地|次|大|轮|村|所|部)"
)
_COUNT_WORDS: Final = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {"两": 2}
_SPLIT: Final = re.compile(r"、|以及|[和与及]")
_AND: Final = re.compile(r"以及|[和与及]")
_ANY_NUMBER: Final = re.compile(NUMBER)


def pairs(text: str) -> Iterator[Pairs]:
    """Every 分别 of a folded text whose nouns and figures can be counted."""
    for found in re.finditer("分别", text):
        stop = SENTENCE_END.search(text, found.end(), found.end() + REACH)
        figures = _figures(text[found.end() : stop.start() if stop else found.end() + REACH])
        if len(figures) < 2:
            continue
        start, nouns, between = _nouns(text, found.start())
        fewest, most = _count(nouns)
        if most < 2:
            continue
        last = text.find(figures[-1], found.end()) + len(figures[-1])
        crossed = (nouns.count("、") + 1) * (len(_AND.findall(nouns)) + 1)
        named = tuple(item for item in _SPLIT.split(nouns) if item)
        yield Pairs(named, fewest, most, crossed, figures, between, text[start:last][:60], start)


def run_together(text: str) -> Iterator[str]:
    """Figures whose separators got lost: 27.7%31.7%44.3%."""
    for found in re.finditer(rf"(?:{NUMBER}[%‰]){{1,}}{NUMBER}[%‰]", text):
        yield found[0]


def _nouns(text: str, end: int) -> tuple[int, str, str]:
    """(start, nouns, what stands between them and 分别): the clause before, or the one before that."""
    tail = ""
    for _ in range(2):
        start = max(
            (found.end() for found in _CLAUSE.finditer(text, max(0, end - REACH), end)), default=max(0, end - REACH)
        )
        clause = text[start:end]
        while (found := _TAIL.search(clause)) and not _YEARS.fullmatch(clause):
            tail, clause = found[0] + tail, clause[: found.start()]
        clause = clause.partition("分别")[0]
        if clause or start == 0 or text[start - 1] != "，":
            return start, clause, tail
        end = start - 1
    return start, clause, tail


def _count(nouns: str) -> tuple[int, int]:
    """How many things a clause names, at least and at most; (0, 0) where it cannot be told."""
    if _YEARS.fullmatch(nouns):
        span = _RANGE.search(nouns)
        years = int(span[2]) - int(span[1]) + 1 if span else len(re.findall(r"20\d\d", nouns))
        return years, years
    if _RANGE.search(nouns):
        return 0, 0
    listed = nouns.count("、") + 1
    counted = _COUNTED.search(nouns)
    if counted and listed == 1 and not _AND.search(nouns):
        number = _COUNT_WORDS.get(counted[1]) or (int(counted[1]) if counted[1].isdigit() else 0)
        return (number, number) if 2 <= number <= 20 else (0, 0)
    if counted:
        return 0, 0
    return listed, listed + len(_AND.findall(nouns))


def _figures(text: str) -> tuple[str, ...]:
    """The figures of a list (下降9.2%、14.3%), () where something else stands among them."""
    clauses = text.split("，")
    parts = clauses[0]
    for clause in clauses[1:]:
        if not re.match(rf"{NUMBER}(?:\D|$)", clause):
            break
        parts += "、" + clause
    found = []
    for item in (part for part in _SPLIT.split(parts) if part):
        numbers = _ANY_NUMBER.findall(_YEAR.sub("", item))
        if len(numbers) != 1:
            return ()
        found.append(item)
    return tuple(found)


def _digits(number: str) -> int:
    return len(number.partition(".")[2])
