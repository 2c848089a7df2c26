"""How many indicators stand where: ratings counted per table and attribute, joint totals without double counting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from evaltui.assess.results import Assessment
from evaltui.catalogue import words
from evaltui.plan.model import Attribute, Indicator, IndicatorTable, Plan

RATINGS: Final = ("ahead", "on_track", "behind", "pending", "unratable")
ATTRIBUTES: Final[tuple[Attribute, ...]] = ("binding", "expected", "unmarked")


@dataclass(frozen=True, slots=True)
class TableCount:
    """One official table: rows, and effective ratings (core ratings) counted, over all and by attribute.

    `words` counts the plan's own rating words; `behind` lists the behind rows' indicator ids in printed order.
    """

    plan: str
    table: str
    noun: str
    owner: str
    rows: int
    ratings: Mapping[str, int]
    by_attribute: Mapping[Attribute, Mapping[str, int]]
    words: Mapping[str, int]
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnerCount:
    """All tables of one owner (南通市) together: printed rows, and distinct indicators among them.

    Rows of two tables are one indicator where measure, rule and target are the same.
    """

    owner: str
    tables: int
    rows: int
    distinct: int
    ratings: Mapping[str, int]

    @property
    def line(self) -> str:
        """26项（去重22项）"""
        return f"{self.rows}项" if self.rows == self.distinct else f"{self.rows}项（去重{self.distinct}项）"


@dataclass(frozen=True, slots=True)
class RatingCounts:
    """Counts by table and by owner, for one subject (a unit, or the city)."""

    tables: tuple[TableCount, ...]
    owners: tuple[OwnerCount, ...]


def count_ratings(assessments: Iterable[Assessment], plans: Sequence[Plan], unit: str | None = None) -> RatingCounts:
    """Count the effective ratings of one subject: the city (unit None) or a unit. Tables without a row are left out."""
    judged = {(item.plan, item.indicator): item for item in assessments if item.unit == unit}
    tables: list[TableCount] = []
    owned: dict[str, list[tuple[Plan, Indicator]]] = {}
    owner_tables: Counter[str] = Counter()
    for plan in plans:
        for table in plan.tables:
            rows = [item for item in plan.rows(table.id) if (plan.id, item.id) in judged]
            if not rows:
                continue
            tables.append(_count(plan, table, rows, judged))
            owned.setdefault(table.owner, []).extend((plan, item) for item in rows)
            owner_tables[table.owner] += 1
    owners = tuple(_owner(owner, owner_tables[owner], rows, judged) for owner, rows in owned.items())
    return RatingCounts(tuple(tables), owners)


def counts_sentence(counts: RatingCounts, owner: str | None = None) -> str:
    """“9项安全生产指标中，提前实现a项、符合预期b项、滞后预期c项（其中约束性d项）；17项……（两表去重22项）。”

    Over the tables of one owner (the first named by default). "" where there is nothing to count.
    """
    chosen = owner if owner is not None else (counts.owners[0].owner if counts.owners else "")
    tables = [table for table in counts.tables if table.owner == chosen]
    if not tables:
        return ""
    total = next(item for item in counts.owners if item.owner == chosen)
    parts = "；".join(_table_sentence(table) for table in tables)
    if len(tables) > 1 and total.distinct != total.rows:
        parts += f"（{_NUMERALS.get(len(tables), str(len(tables)))}表去重{total.distinct}项）"
    return parts + "。"


LONGEST_NOUN: Final = 6
_NUMERALS: Final = {2: "两", 3: "三", 4: "四", 5: "五"}


def _table_sentence(table: TableCount) -> str:
    said = [f"{words.RATING[rating]}{table.ratings[rating]}项" for rating in ("ahead", "on_track")]
    behind = f"{words.RATING['behind']}{table.ratings['behind']}项"
    binding = table.by_attribute["binding"]["behind"]
    if table.ratings["behind"] and sum(table.by_attribute["binding"].values()):
        behind += f"（其中{words.ATTRIBUTE['binding']}{binding}项）"
    said.append(behind)
    said += [f"{words.RATING[rating]}{table.ratings[rating]}项" for rating in RATINGS[3:] if table.ratings[rating]]
    return f"{table.rows}项{table.noun}指标中，" + "、".join(said)


def _count(
    plan: Plan, table: IndicatorTable, rows: Sequence[Indicator], judged: Mapping[tuple[str, str], Assessment]
) -> TableCount:
    total: Counter[str] = Counter()
    by_attribute: dict[Attribute, Counter[str]] = {attribute: Counter() for attribute in ATTRIBUTES}
    said: Counter[str] = Counter()
    behind: list[str] = []
    for row in rows:
        effective = judged[plan.id, row.id].effective
        rating = core_rating(plan, effective)
        total[rating] += 1
        by_attribute[row.attribute][rating] += 1
        said[effective] += 1
        if rating == "behind":
            behind.append(row.id)
    return TableCount(
        plan=plan.id,
        table=table.id,
        noun=_noun(plan),
        owner=table.owner,
        rows=len(rows),
        ratings=_all(total),
        by_attribute=MappingProxyType({attribute: _all(found) for attribute, found in by_attribute.items()}),
        words=MappingProxyType(dict(said)),
        behind=tuple(behind),
    )


def _owner(
    owner: str, tables: int, rows: Sequence[tuple[Plan, Indicator]], judged: Mapping[tuple[str, str], Assessment]
) -> OwnerCount:
    distinct: dict[object, tuple[Plan, Indicator]] = {}
    for plan, row in rows:
        distinct.setdefault((row.measure, row.rule, row.target), (plan, row))
    ratings = Counter(core_rating(plan, judged[plan.id, row.id].effective) for plan, row in distinct.values())
    return OwnerCount(owner, tables, len(rows), len(distinct), _all(ratings))


def core_rating(plan: Plan, rating: str) -> str:
    """The core rating a plan's own rating word is counted under."""
    own = plan.rating.words.get(rating)
    return rating if own is None else own.counts_as


def _all(found: Mapping[str, int]) -> Mapping[str, int]:
    return MappingProxyType({rating: found.get(rating, 0) for rating in RATINGS})


def _noun(plan: Plan) -> str:
    """What the plan's indicators are about: its title without quotes and 规划 where that is short, else its short name."""
    subject = re.sub(r"“[^”]*”", "", plan.title).removesuffix("规划")
    return subject if len(subject) <= LONGEST_NOUN or not plan.short else plan.short.removesuffix("规划")
