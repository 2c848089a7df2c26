"""Why a row has no rating, short enough for a note under a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evaltui.assess.results import Assessment
from evaltui.catalogue.forms import MISSING, NO_REASON_GIVEN
from evaltui.catalogue.words import RATING
from evaltui.exchange.numerals import ranges

_YEAR = re.compile(r"(\d{4})年(.*)", re.DOTALL)
_CLAUSE = re.compile("[；。]")


def why_not(item: Assessment) -> str:
    """The reason for pending or unratable: the derivation's own clause where it has one, else what is missing."""
    verdict = RATING["pending"] if item.effective == "pending" else RATING["unratable"]
    for clause in _CLAUSE.split(item.derivation):
        if clause.endswith(verdict) and not (item.effective == "pending" and item.missing and _is_list(clause, item)):
            return clause.removesuffix(verdict).removesuffix("评价为").rstrip("，")
    return MISSING.format(missing=joined(item.missing)) if item.missing else NO_REASON_GIVEN


def _is_list(clause: str, item: Assessment) -> bool:
    """True where the clause does no more than list what is missing."""
    return item.missing[0] in clause


def joined(missing: Sequence[str]) -> str:
    """Missing values in one phrase, years of one kind run together: 2021—2024年实际值、2025年预测值."""
    years: dict[str, list[int]] = {}
    for text in missing:
        found = _YEAR.fullmatch(text)
        years.setdefault(found[2] if found else text, []).extend([int(found[1])] if found else [])
    return "、".join(f"{ranges(known)}年{rest}" if known else rest for rest, known in years.items())
