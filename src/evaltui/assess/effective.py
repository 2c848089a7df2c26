"""The rating that counts: the office's decision, else the unit's own if it is reasoned and fresh, else the computed one.

Whatever is declared or decided: where the target is missed it is never ahead, and for a binding indicator only behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from evaltui.assess.results import Assessment, Rating
from evaltui.assess.rows import Row
from evaltui.assess.verdict import Verdict, counts_as
from evaltui.catalogue.derivations import REMARK, STOP
from evaltui.catalogue.words import RATING
from evaltui.store.record import Changes, Leaf, Record

CITY = "city"
"""Under this name the office's decisions keep the ratings of the city as a whole."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A rating that somebody gave, for which `inputs` (a hash). `fresh`: they have not changed since. `allowed`: the
    figures permit it."""

    rating: Rating | None = None
    reason: str = ""
    inputs: str = ""
    fresh: bool = True
    allowed: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """The effective rating, where it comes from, and what was claimed."""

    rating: Rating
    source: Literal["computed", "declared", "decided"]
    declared: Claim
    decided: Claim


def outcome(row: Row, verdict: Verdict, declared: Claim, decided: Claim, inputs: str) -> Outcome:
    """Weigh decision, declaration and computed rating. `inputs`: the hash of what the row depends on now."""
    declared, decided = (_weighed(item, row, verdict, inputs) for item in (declared, decided))
    if decided.rating is not None and decided.allowed:
        return Outcome(decided.rating, "decided", declared, decided)
    if declared.rating is not None and declared.allowed and declared.fresh and declared.reason:
        return Outcome(declared.rating, "declared", declared, decided)
    return Outcome(verdict.computed, "computed", declared, decided)


def owed(row: Row, verdict: Verdict, effective: Rating) -> bool:
    """Whether an explanation is owed: S or M false, the statement 有难度, or the effective rating behind."""
    return (
        verdict.on_schedule is False
        or verdict.meets is False
        or row.statement == "difficult"
        or counts_as(row, effective) == "behind"
    )


def stamped(changes: Changes, assessments: Iterable[Assessment]) -> Changes:
    """`changes` with the inputs hash beside every rating that is newly declared or decided in them.

    `assessments` are those the person saw when she declared. Callers that save declarations pass through here, for a
    declaration without its hash does not count as fresh.
    """
    known = {(item.unit, item.plan, item.indicator): item.inputs for item in assessments}
    result = dict(changes)
    for path, leaf in changes.items():
        where = path[:-1]
        if path[-1:] not in (("rating",), ("reason",)) or (*where, "inputs") in changes:
            continue
        if len(path) == 5 and path[0] == "plans" and path[2] == "declared":
            found = [
                value for (unit, plan, item), value in known.items() if unit and (plan, item) == (path[1], path[3])
            ]
        elif len(path) == 6 and path[:2] == ("decisions", "ratings"):
            owner = None if path[2] == CITY else path[2]
            found = [value for key, value in known.items() if key == (owner, path[3], path[4])]
        else:
            continue
        if leaf is None and path[-1] == "rating":
            result[*where, "inputs"] = None
        elif found:
            result[*where, "inputs"] = found[0]
    return result


def remark(row: Row, weighed: Outcome, office: str) -> str:
    """What the derivation adds about a declaration or a decision, "" where there is none."""
    names = words_of(row)
    said = []
    declared, decided = weighed.declared, weighed.decided
    if declared.rating is not None:
        key = (
            "declared_stale" if not declared.fresh
            else "declared_bare" if not declared.reason
            else "declared_unfit" if not declared.allowed
            else "declared"
        )  # fmt: skip  # a ladder of reasons
        said.append(REMARK[key].format(word=names.get(declared.rating, declared.rating), reason=declared.reason))
    if decided.rating is not None:
        key = "decided_unfit" if not decided.allowed else "decided" if decided.reason else "decided_bare"
        word = names.get(decided.rating, decided.rating)
        said.append(REMARK[key].format(office=office, word=word, reason=decided.reason))
    return "".join(text.rstrip(STOP) + STOP for text in said)


def words_of(row: Row) -> Mapping[str, str]:
    """The printed words of the ratings, the plan's own included."""
    return {**RATING, **{key: word.word for key, word in row.plan.rating.words.items()}}


def claim(record: Record, where: tuple[str, ...]) -> Claim:
    """The rating that stands at `where` in a record."""
    rating = _text(record.get(*where, "rating"))
    if not rating:
        return Claim()
    return Claim(rating, record.text(*where, "reason").strip(), record.text(*where, "inputs"))


def _weighed(item: Claim, row: Row, verdict: Verdict, inputs: str) -> Claim:
    if item.rating is None:
        return item
    return replace(item, fresh=item.inputs == inputs, allowed=_allowed(row, verdict, item.rating))


def _text(leaf: Leaf | None) -> str:
    return leaf.strip() if isinstance(leaf, str) else ""


def _allowed(row: Row, verdict: Verdict, rating: Rating) -> bool:
    core = counts_as(row, rating)
    if core not in ("ahead", "on_track", "behind"):
        return False
    if verdict.meets is False:
        return core == "behind" or (core == "on_track" and row.indicator.attribute != "binding")
    return True
