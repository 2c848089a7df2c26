"""What a plan's Python may contribute: rules, checks, export formats, as typed data.

Plan authors import these from `evaltui.plan.hooks`. polars appears in annotations only, so that naming a rule costs no
import; the expressions themselves are made by code that imported polars already.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import polars as pl

    from evaltui.errors import Problem
    from evaltui.plan.model import Comparator

Facts: TypeAlias = Mapping[str, Any]
"""The facts of one judged row, by name: figures as Decimal, years as int, states as text."""


@dataclass(frozen=True)
class Rule:
    """How one kind of indicator is rated, as polars expressions over the rule frame.

    on_schedule (S), meets (M) and early (E) give Boolean columns in which null is "unknown"; to_date and final give
    the columns 前N年 and 全期; required gives the value the last year must reach. `words` turns the facts of a row into the
    derivation. `rating`, where present, gives a key of the plan's [rating.words].
    """

    name: str
    comparators: frozenset[Comparator]
    on_schedule: pl.Expr
    meets: pl.Expr
    early: pl.Expr
    to_date: pl.Expr
    final: pl.Expr
    required: pl.Expr
    words: Callable[[Facts], str]
    rating: pl.Expr | None = None


@dataclass(frozen=True)
class Check:
    """A check over one unit's record: a stable code prefix and a function from facts to problems."""

    code: str
    run: Callable[[Facts], Sequence[Problem]]


@dataclass(frozen=True)
class ExportFormat:
    """A kind of form: `kind` as [[forms]] names it, the file types it can write, and the function that builds it.

    build(request) returns tables or bytes; the request carries plan, form, unit, edition and the assessments.
    """

    kind: str
    suffixes: tuple[str, ...]
    build: Callable[[Any], Any]


DerivedFigures: TypeAlias = Mapping[tuple[str, int], Decimal]
"""(measure id, calendar year) -> value, as `evaltui_derive` returns them."""
