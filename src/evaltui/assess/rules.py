"""The seven rules of the core, as polars expressions over the rule frame (see `frame` for its columns).

Comparisons add, multiply by integers, and form at most one product of two typed values; nothing is divided. A figure is
compared at the worst and at the best of its completions: true if the worst passes, false if the best fails, else null.
`to_date`, `final` and `required` give a fraction as the struct (num, den), so that no rounding enters here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from types import MappingProxyType

import polars as pl

from evaltui.assess.derivation import sentence
from evaltui.assess.frame import EXACT
from evaltui.plan.contract import Rule
from evaltui.plan.model import Comparator

_ANY = frozenset(Comparator)
_UPWARD = frozenset({Comparator.GT, Comparator.GE})
_YES = pl.lit(True)
_NO = pl.lit(False)
_UNKNOWN = pl.lit(None, dtype=pl.Boolean)
_EXACTLY_ENOUGH = _YES
_AS_PRINTED = pl.col("strict").not_()
_KEEPS_ZERO = (pl.col("zero_base") == "keep_zero") & (pl.col("base") == 0)


def passes(low: pl.Expr, high: pl.Expr, bound: pl.Expr, *, equal: pl.Expr = _AS_PRINTED) -> pl.Expr:
    """Whether a figure between `low` and `high` lies on the good side of `bound`, in every completion; null: in some.

    Null in `low` is minus infinity, in `high` plus infinity, in `bound` unknown. `equal`: whether the bound itself passes.
    """
    upward = pl.col("upward")
    worst = pl.when(upward).then(low).otherwise(high)
    best = pl.when(upward).then(high).otherwise(low)
    certain = _beyond(worst, bound, equal).fill_null(False)
    possible = best.is_null() | _beyond(best, bound, equal)
    return pl.when(certain).then(_YES).when(possible.not_()).then(_NO).otherwise(_UNKNOWN)


def _beyond(value: pl.Expr, bound: pl.Expr, equal: pl.Expr) -> pl.Expr:
    better = pl.when(pl.col("upward")).then(value > bound).otherwise(value < bound)
    return better | ((value == bound) & equal)


def _either(*parts: pl.Expr) -> pl.Expr:
    return reduce(lambda left, right: left | right, parts)


def _due(expression: pl.Expr) -> pl.Expr:
    """A schedule exists once a year of the period is over."""
    return pl.when(pl.col("k") > 0).then(expression).otherwise(_UNKNOWN)


def _reached_early(expression: pl.Expr) -> pl.Expr:
    """E needs an actual year at which it is judged."""
    return pl.when(pl.col("has_early")).then(expression).otherwise(_NO)


def _ratio(num: pl.Expr, den: pl.Expr | int, *, known: pl.Expr = _YES) -> pl.Expr:
    den = pl.lit(den, dtype=pl.Int64).cast(EXACT) if isinstance(den, int) else den.cast(EXACT)
    return pl.struct(num=pl.when(known).then(num), den=den)


def _required(num: pl.Expr, den: int, op: pl.Expr, *, impossible: pl.Expr = _NO) -> pl.Expr:
    num = pl.when(pl.col("rest_known")).then(num)
    return pl.struct(num=num, den=pl.lit(den, dtype=pl.Int64).cast(EXACT), op=op, impossible=impossible)


def _schedule(*, times: pl.Expr | None = None) -> pl.Expr:
    """The linear schedule T * k, or the milestone of t* times n: what n times the figure is held against."""
    linear, stage = pl.col("target") * pl.col("k"), pl.col("milestone") * pl.col("n")
    schedule = pl.coalesce(stage, linear)
    return schedule if times is None else schedule * times


def _change(name: str, sign: int) -> Rule:
    """reduction (sign 1) and growth (-1): percent against the base, held crosswise: 100 (from - to) against T * from."""

    def moved(point: str) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
        start, low, high = (pl.col(f"{point}_{end}") for end in ("from", "to_low", "to_high"))
        return ((start - high), (start - low), start) if sign > 0 else ((low - start), (high - start), start)

    def meets(point: str) -> pl.Expr:
        low, high, start = moved(point)
        return pl.col(f"{point}_idle") | passes(low * 100, high * 100, pl.col("target") * start)

    def kept(point: str) -> pl.Expr:
        low, high = pl.col(f"{point}_low"), pl.col(f"{point}_high")
        return pl.when(high <= 0).then(_YES).when(low > 0).then(_NO).otherwise(_UNKNOWN)

    def percent(point: str) -> pl.Expr:
        low, high, start = moved(point)
        return _ratio(low * 100, start, known=(low == high) & (start > 0))

    low, high, start = moved("last")
    on_schedule = pl.col("last_idle") | passes(
        low * pl.col("n") * 100, high * pl.col("n") * 100, _schedule(times=start), equal=_EXACTLY_ENOUGH
    )
    held = _KEEPS_ZERO if sign > 0 else _NO
    flipped = pl.col("comparator").replace_strict({">": "<", ">=": "<=", "<": ">", "<=": ">="})
    value = pl.col("base") * (pl.lit(100) - pl.col("target")) if sign > 0 else pl.col("base") * (pl.col("target") + 100)
    return Rule(
        name=name,
        comparators=_UPWARD,
        on_schedule=_due(pl.when(held).then(_never_false(kept("last"))).otherwise(on_schedule)),
        meets=pl.when(held).then(kept("final")).otherwise(meets("final")),
        early=pl.when(held).then(_NO).otherwise(_reached_early(meets("early"))),
        to_date=percent("last"),
        final=percent("final"),
        required=_required(
            value,
            100,
            pl.when(held).then(pl.lit("<=")).otherwise(flipped if sign > 0 else pl.col("comparator")),
        ),
        words=sentence,
    )


def _never_false(expression: pl.Expr) -> pl.Expr:
    """保持零事故 has no schedule: a year above 0 on the way is no lag, for only the end is judged."""
    return pl.when(expression).then(_YES).otherwise(_UNKNOWN)


def _known(name: str) -> tuple[pl.Expr, pl.Expr]:
    low = pl.col(f"{name}_low")
    return low, low == pl.col(f"{name}_high")


def _period_mean() -> Rule:
    def mean(name: str, bound: pl.Expr, *, equal: pl.Expr = _AS_PRINTED) -> pl.Expr:
        low, high = pl.col(f"sum_{name}_low"), pl.col(f"sum_{name}_high")
        years = pl.col(f"counted_{name}")
        return pl.when(years == 0).then(_YES).otherwise(passes(low, high, bound * years, equal=equal))

    def aggregate(name: str) -> pl.Expr:
        total, known = _known(f"sum_{name}")
        return _ratio(total, pl.col(f"counted_{name}"), known=known & (pl.col(f"counted_{name}") > 0))

    return Rule(
        name="period_mean",
        comparators=_ANY,
        on_schedule=_due(mean("to_date", pl.coalesce("milestone", "target"), equal=_EXACTLY_ENOUGH)),
        meets=mean("all", pl.col("target")),
        early=pl.when(pl.col("mean_early") == "to_date")
        .then(pl.when(pl.col("counted_early") > 0).then(mean("early", pl.col("target"))).otherwise(_NO))
        .otherwise(_NO),
        to_date=aggregate("to_date"),
        final=aggregate("all"),
        required=_required(
            pl.when(pl.col("final_idle").not_()).then(
                pl.col("target") * pl.col("counted_all") - pl.col("sum_before_final")
            ),
            1,
            pl.col("comparator"),
        ),
        words=sentence,
    )


def _cumulative() -> Rule:
    def total(name: str, bound: pl.Expr, *, times: pl.Expr | None = None, equal: pl.Expr = _AS_PRINTED) -> pl.Expr:
        low, high = pl.col(f"sum_{name}_low"), pl.col(f"sum_{name}_high")
        return (
            passes(low, high, bound, equal=equal)
            if times is None
            else passes(low * times, high * times, bound, equal=equal)
        )

    def aggregate(name: str) -> pl.Expr:
        value, known = _known(f"sum_{name}")
        return _ratio(value, 1, known=known if name == "all" else known & (pl.col("k") > 0))

    return Rule(
        name="cumulative",
        comparators=_ANY,
        on_schedule=_due(total("to_date", _schedule(), times=pl.col("n"), equal=_EXACTLY_ENOUGH)),
        meets=total("all", pl.col("target")),
        early=pl.when(pl.col("upward")).then(_reached_early(total("early", pl.col("target")))).otherwise(_NO),
        to_date=aggregate("to_date"),
        final=aggregate("all"),
        required=_required(pl.col("target") - pl.col("sum_before_final"), 1, pl.col("comparator")),
        words=sentence,
    )


def _level(point: str, bound: pl.Expr, *, equal: pl.Expr = _AS_PRINTED) -> pl.Expr:
    return pl.col(f"{point}_idle") | passes(pl.col(f"{point}_low"), pl.col(f"{point}_high"), bound, equal=equal)


def _level_now(point: str) -> pl.Expr:
    value, known = _known(point)
    return _ratio(value, 1, known=known)


def _end_level() -> Rule:
    base, target, n, k = pl.col("base"), pl.col("target"), pl.col("n"), pl.col("k")
    base_meets = (pl.col("base_state") == "idle") | _beyond(base, target, _AS_PRINTED)
    # A base that meets the target already leaves no way to go: the schedule is the target itself.
    linear = pl.when(base_meets).then(target * n).otherwise(base * n + (target - base) * k)
    schedule = pl.coalesce(pl.col("milestone") * n, linear)
    scheduled = passes(pl.col("last_low") * n, pl.col("last_high") * n, schedule, equal=_EXACTLY_ENOUGH)
    not_before = (
        pl.when(pl.col("base_state") == "no_system")
        .then(_YES)
        .when(pl.col("base_state") == "unknown")
        .then(pl.col("earlier_failed"))
        .otherwise(base_meets.not_())
    )
    return Rule(
        name="end_level",
        comparators=_ANY,
        on_schedule=_due(_either(_level("last", target), scheduled)),
        meets=_level("final", target),
        early=_reached_early(_level("early", target) & not_before),
        to_date=_level_now("last"),
        final=_level_now("final"),
        required=_required(target, 1, pl.col("comparator")),
        words=sentence,
    )


def _maintain() -> Rule:
    return Rule(
        name="maintain",
        comparators=_ANY,
        on_schedule=_due(_level("last", pl.coalesce("milestone", "target"), equal=_EXACTLY_ENOUGH)),
        meets=_level("final", pl.col("target")),
        early=_NO,
        to_date=_level_now("last"),
        final=_level_now("final"),
        required=_required(pl.col("target"), 1, pl.col("comparator")),
        words=sentence,
    )


def _every_year() -> Rule:
    target = pl.col("target")

    def worst(name: str, bound: pl.Expr, *, equal: pl.Expr = _AS_PRINTED) -> pl.Expr:
        low, high = pl.col(f"worst_{name}_low"), pl.col(f"worst_{name}_high")
        return pl.when(pl.col(f"counted_{name}") == 0).then(_YES).otherwise(passes(low, high, bound, equal=equal))

    def aggregate(name: str) -> pl.Expr:
        # The sum is one point only where every year is known: the worst of some years is not the worst of all.
        _, known = _known(f"sum_{name}")
        return _ratio(pl.col(f"worst_{name}_low"), 1, known=known & (pl.col(f"counted_{name}") > 0))

    staged = pl.col("milestone").is_not_null()
    so_far = worst("to_date", pl.coalesce("milestone", "target"), equal=_AS_PRINTED | staged)
    return Rule(
        name="every_year",
        comparators=_ANY,
        on_schedule=_due(so_far),
        meets=worst("all", target),
        early=_NO,
        to_date=aggregate("to_date"),
        final=aggregate("all"),
        required=_required(
            target,
            1,
            pl.col("comparator"),
            impossible=_beyond(pl.col("worst_before_final"), target, _AS_PRINTED).not_().fill_null(False),
        ),
        words=sentence,
    )


_MAKERS: Mapping[str, Callable[[], Rule]] = MappingProxyType(
    {
        "reduction": lambda: _change("reduction", 1),
        "growth": lambda: _change("growth", -1),
        "period_mean": _period_mean,
        "cumulative": _cumulative,
        "end_level": _end_level,
        "every_year": _every_year,
        "maintain": _maintain,
    }
)


def core_rules() -> Mapping[str, Rule]:
    """The core's rules by name; what a plan's own `evaltui_rating_rules` answers stands before them."""
    return _RULES


_RULES: Mapping[str, Rule] = MappingProxyType({name: make() for name, make in _MAKERS.items()})
