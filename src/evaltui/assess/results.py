"""What an assessment says: plain frozen data, no polars, shared by screens, forms and scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from evaltui.plan.model import Comparator, Target

Rating = str
"""A key of catalogue.words.RATING (ahead, on_track, behind, pending, unratable) or of the plan's own words."""


@dataclass(frozen=True, slots=True)
class Required:
    """达标所需值: what the last year must be for the target to be met.

    value None with state "impossible" or "secured" where there is no single number to name. `integer`: for counts, the
    largest (or smallest) whole number that passes.
    """

    op: Comparator
    value: Decimal | None
    integer: int | None
    state: Literal["open", "secured", "impossible"]


@dataclass(frozen=True, slots=True)
class YearCell:
    """One year of one indicator as the grid and the forms show it.

    raw: the figure in the measure's uom; fall: percent against base, positive is a fall; yoy: percent against the year
    before. None where unknown or not computable; `typed` says which of them was typed; `state` why there is none.
    """

    year: int
    raw: Decimal | None = None
    fall: Decimal | None = None
    yoy: Decimal | None = None
    typed: Literal["", "raw", "vs_base", "yoy"] = ""
    state: str = ""
    forecast: bool = False


@dataclass(frozen=True, slots=True)
class Assessment:
    """One indicator of one unit (unit None: the whole city), judged.

    on_schedule is S, meets_target M, early E of docs rating: True, False or None (unknown). aggregate_*: the columns
    前N年 and 全期, exact. missing: what is missing, in words a clerk can act on. derivation: 评价依据, one sentence; `facts`:
    the same facts as data, decimals as text. target: the one that counts (as printed, adjusted, or the local share).
    pending_cause: "" | "fill" (must_fix) | "explained" (must_explain). A declared or decided rating that the figures do not
    permit is kept here and does not become effective.
    """

    unit: str | None
    plan: str
    table: str
    indicator: str
    measure: str
    computed: Rating
    effective: Rating
    on_schedule: bool | None
    meets_target: bool | None
    early: bool | None
    explanation_owed: bool
    aggregate_actual: Decimal | None
    aggregate_all: Decimal | None
    required: Required | None
    missing: tuple[str, ...]
    derivation: str
    declared: Rating | None = None
    declared_stale: bool = False
    declared_reason: str = ""
    decided: Rating | None = None
    decided_reason: str = ""
    base: YearCell | None = None
    years: tuple[YearCell, ...] = ()
    inputs: str = ""
    warnings: tuple[str, ...] = ()
    pending_cause: Literal["", "fill", "explained"] = ""
    target: Target | None = None
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def source(self) -> Literal["computed", "declared", "decided"]:
        """Where the effective rating comes from."""
        if self.decided is not None and self.decided == self.effective:
            return "decided"
        usable = self.declared == self.effective and not self.declared_stale and bool(self.declared_reason)
        if self.declared is not None and usable:
            return "declared"
        return "computed"
