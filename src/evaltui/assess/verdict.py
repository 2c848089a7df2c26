"""The table of rating.md: from the three predicates to the computed rating, first match."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from evaltui.assess.results import Rating, Required
from evaltui.assess.rows import Row
from evaltui.catalogue.derivations import MISSING
from evaltui.catalogue.words import YEAR_STATE

Reason = Literal[
    "", "none_applies", "contradiction", "zero_base", "negative_base", "after_zero", "by_superior",
    "rule_missing", "comparator", "rule_failed", "superior", "no_target",
]  # fmt: skip  # one list of words
EXCUSED_REASONS = frozenset({"zero_base", "by_superior", "superior", "no_target"})
"""Causes that nobody in the unit can mend: must_explain instead of must_fix."""


@dataclass(frozen=True, slots=True)
class Predicates:
    """S, M and E of a row as its rule gives them (None: unknown), its aggregates and its required value.

    `meets` is by the figures alone; `early` is "met at t*", not yet joined with M. `key`: a plan's own rating.
    """

    on_schedule: bool | None = None
    meets: bool | None = None
    early: bool | None = None
    to_date: Fraction | None = None
    final: Fraction | None = None
    required: Required | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row comes to. `reason`: why there is no rating (beside missing figures). `missing`: in words.

    `excused`: True where every cause of a missing rating is one the unit can only explain.
    """

    computed: Rating
    on_schedule: bool | None
    meets: bool | None
    early: bool | None
    to_date: Fraction | None
    final: Fraction | None
    required: Required | None
    missing: tuple[str, ...] = ()
    reason: Reason = ""
    excused: bool = False
    stated: bool = False


def no_rating(rating: Rating, reason: Reason, found: Predicates | None = None) -> Verdict:
    """A row without a rating: pending or unratable, with nothing said of S, M and E."""
    missing = (MISSING[{"superior": "local_share", "no_target": "target"}[reason]],) if rating == "pending" else ()
    known = Predicates() if found is None or reason == "none_applies" else found  # a sum over no year is no figure
    return Verdict(
        rating, None, None, None, known.to_date, known.final, None, missing, reason, reason in EXCUSED_REASONS
    )


def judge(row: Row, found: Predicates) -> Verdict:
    """Apply the table. The statement stands for M where the figures leave it open."""
    if row.unratable:
        return no_rating("unratable", row.unratable, found)
    meets, stated = found.meets, False
    if meets is None and row.statement and not row.closing:
        meets, stated = row.statement != "cannot", True
    early = _and(found.early, meets)
    rating = _rating(row, found.on_schedule, meets, early)
    if rating in ("ahead", "on_track", "behind") and found.key is not None:
        rating = own_word(row, found.key, rating, meets)
    gaps = _missing(row, meets, early)
    required = None if row.closing and row.final_known else found.required
    return Verdict(
        rating,
        found.on_schedule,
        meets,
        early,
        found.to_date,
        found.final,
        required,
        tuple(gaps),
        excused=rating == "pending" and bool(gaps) and all(gaps.values()),
        stated=stated,
    )


def _rating(row: Row, on_schedule: bool | None, meets: bool | None, early: bool | None) -> Rating:
    if meets is False or (on_schedule is False and row.lag == "either"):
        return "behind"
    if meets is None:
        return "pending"
    if (on_schedule is None and not row.no_schedule) or (early is None and not row.no_early):
        return "pending"
    return "ahead" if early else "on_track"


def counts_as(row: Row, rating: Rating) -> Rating:
    """The core rating under which one of the plan's own words counts."""
    word = row.plan.rating.words.get(rating)
    return rating if word is None else word.counts_as


def own_word(row: Row, key: str, rating: Rating, meets: bool | None) -> Rating:
    """The rating that a plan's rule names, unless it would hide that the target is missed, or is no word at all."""
    core = counts_as(row, key)
    if core not in ("ahead", "on_track", "behind") or (meets is False and core != "behind"):
        return rating
    return key


def _and(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def _missing(row: Row, meets: bool | None, early: bool | None) -> Mapping[str, bool]:
    """What is still to come, in words, each with whether it is excused (暂缺 with a reason)."""
    found: dict[str, bool] = {}
    base = row.series.base
    if row.needs_base and base.level is None and not base.idle:
        excused = base.state in ("not_available", "no_system") and bool(base.figure.reason)
        found[_base_words(row)] = excused
    years = list(row.gaps(row.needed))
    if row.rule == "end_level" and row.base_unknown and early is None:
        years = sorted({*years, *row.gaps(row.before_early[:-1])}, key=lambda year: year.year)
    for year in years:
        if year.given.open and (row.asks_statement or row.statement):
            continue
        if year.waits_for is not None and year.waits_for != row.plan.period.base:
            first = row.series.at(year.waits_for)
            found[_words(row, first.year, year.year)] = _excused(row, first.year)
        elif year.level is None and year.pair is not None:
            continue  # a fall under a level: what is missing is the base, named above
        else:
            found[_words(row, year.year)] = _excused(row, year.year)
    if row.asks_statement and meets is None:
        found[MISSING["statement"]] = False
    return found


def _excused(row: Row, at: int) -> bool:
    figure = row.series.at(at).figure
    return figure.state == "not_available" and bool(figure.reason.strip())


def _base_words(row: Row) -> str:
    base = row.series.base
    return _told(MISSING["base"].format(year=base.year), row, base.year)


def _words(row: Row, at: int, later: int | None = None) -> str:
    year = row.series.at(at)
    slot = MISSING["forecast" if year.given.forecast else "actual"].format(year=at)
    if later is not None and year.state == "not_applicable":
        return MISSING["not_applicable"].format(slot=slot, later=later)
    return _told(slot, row, at)


def _told(slot: str, row: Row, at: int) -> str:
    """A missing slot with what was said about it."""
    year = row.series.at(at)
    figure = year.figure
    if figure.raw:
        return MISSING["question"].format(slot=slot, raw=figure.raw)
    if year.given.lacks:
        return MISSING["parts"].format(slot=slot, parts="、".join(year.given.lacks))
    if figure.state == "not_available":
        key = "reason" if figure.reason.strip() else "bare"
        return MISSING[key].format(slot=slot, reason=figure.reason.strip())
    if figure.state is not None and at != row.plan.period.base:
        return MISSING["state"].format(slot=slot, state=YEAR_STATE[figure.state])
    if figure.value is not None:
        return MISSING["question"].format(slot=slot, raw=f"{figure.value:f}")
    return slot
