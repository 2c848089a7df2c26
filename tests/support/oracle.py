"""A second implementation of the rating, written from the design alone: exact fractions, every completion tried.

It shares no code with the program. Missing years are filled with every value at which something could change, each
completed row is rated, and what all completions agree on is the answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction as F
from itertools import product
from math import ceil, floor
from typing import Any

from support.rated import Case

HUGE = F(10) ** 15
TINY = F(1, 10**9)
ZEROS = ("count", "rate", "money")
CHANGE = ("reduction", "growth")
ALL_YEARS = ("period_mean", "cumulative", "every_year")


@dataclass
class Y:
    """One year: kind is value | missing | na | superior | idle | broken."""

    year: int
    kind: str
    level: F | None = None
    start: F | None = None
    to: F | None = None
    why: str = ""


@dataclass(frozen=True)
class Answer:
    rating: str
    s: bool | None
    m: bool | None
    e: bool | None
    owed: bool
    required: tuple[str, F | None, int | None, str] | None
    to_date: F | None
    final: F | None
    completions: frozenset[str]


def rate(case: Case) -> Answer:
    sign, target = split(case.target)
    base_kind, base = base_of(case)
    years = years_of(case, base)
    live = [y for y in years if y.kind != "na"]
    if not live:
        return nothing(case)
    actual = [y for y in live if y.year <= case.through]
    star = actual[-1] if actual else None
    end = live[-1]
    closing = star is end
    before = actual[:-1] if closing else actual
    judged = before[-1] if before else None
    need = needed(case, live, star, end, judged)
    kept = case.rule == "reduction" and base == 0 and case.zero_base == "keep_zero"
    if unratable(case, need, base_kind, base, kept):
        return nothing(case, aggregate(case, actual, star), aggregate(case, live, end))

    # A contradiction in a year that the rule does not read tells nothing: it is as good as silence.
    live = [Y(y.year, "missing") if y.kind == "broken" else y for y in live]
    actual, before = ([y for y in live if any(y.year == o.year for o in old)] for old in (actual, before))

    def world(filled: dict[int, tuple[F, str]]) -> tuple[bool | None, bool | None, bool | None]:
        """S, M, E of one completion; None is "no base to tell by"."""
        rows = {y.year: complete(y, filled, base) for y in live}
        k = 0 if star is None else star.year - case.period[1] + 1
        n = case.period[2] - case.period[1] + 1
        stage = case.milestones.get(star.year) if star is not None else None
        return world_of(
            case, sign, target, base_kind, base, kept, rows, actual, before, star, end, judged, F(k), F(n),
            None if stage is None else F(stage),
        )  # fmt: skip  # the whole row

    seen: set[tuple[bool | None, bool | None, bool | None]] = set()
    gaps = [y for y in live if y.kind == "missing"]
    # Only years that the rule reads, or asks about earlier failures, can matter; the others keep any one value.
    reads = {y.year for y in need} | ({y.year for y in before} if case.rule == "end_level" else set())
    open_ones = [y for y in gaps if y.year in reads]
    choices = [
        list(dict.fromkeys(candidates(case, sign, target, base, live, len(open_ones))))
        if y in open_ones
        else [(F(0), "level")]
        for y in gaps
    ]
    for filling in product(*choices):
        seen.add(world({y.year: value for y, value in zip(gaps, filling, strict=True)}))
    said = {"can": True, "difficult": True, "cannot": False}.get(case.statement)
    by_figures = {m for _, m, _ in seen}
    if by_figures != {True} and by_figures != {False} and said is not None and not closing:
        seen = {(s, said, e) for s, _, e in seen}
    seen = {(s, m, both(e, m)) for s, m, e in seen}
    s, s_pending = common({s for s, _, _ in seen})
    m, _ = common({m for _, m, _ in seen})
    e, e_pending = common({e for _, _, e in seen})
    rating = table(s, m, e, case.lag, s_pending, e_pending)
    alone = frozenset(table(s1, m1, e1, case.lag, False, False) for s1, m1, e1 in seen)
    owed = s is False or m is False or case.statement == "difficult" or rating == "behind"
    required = required_of(case, sign, target, base, live, end, closing, kept)
    return Answer(
        rating, s, m, e, owed, required,
        aggregate(case, actual, star), aggregate(case, live, end), alone,
    )  # fmt: skip  # the whole answer


def nothing(case: Case, to_date: F | None = None, final: F | None = None) -> Answer:
    owed = case.statement == "difficult"
    return Answer("unratable", None, None, None, owed, None, to_date, final, frozenset({"unratable"}))


def split(text: str) -> tuple[str, F]:
    for sign in (">=", "<=", ">", "<"):
        if text.startswith(sign):
            return sign, F(text.removeprefix(sign))
    return ">=", F(text)


def holds(value: F, sign: str, target: F) -> bool:
    return {">": value > target, ">=": value >= target, "<": value < target, "<=": value <= target}[sign]


def at_least_as_good(value: F, sign: str, target: F) -> bool:
    return value >= target if sign in (">", ">=") else value <= target


def both(one: bool | None, other: bool | None) -> bool | None:
    if one is False or other is False:
        return False
    return None if one is None or other is None else True


def common(found: set[bool | None]) -> tuple[bool | None, bool]:
    """The value all completions share, and whether it is open because of a missing value."""
    if len(found) == 1:
        return found.pop(), False
    # {True, None}: whatever is filled in, it is never False, and None is only the want of a base.
    return None, found != {True, None}


def table(s: bool | None, m: bool | None, e: bool | None, lag: str, s_open: bool, e_open: bool) -> str:
    if m is False:
        return "behind"
    if s is False and lag == "either":
        return "behind"
    if m is None:
        return "pending"
    if s_open or e_open:
        return "pending"
    return "ahead" if e is True else "on_track"


def base_of(case: Case) -> tuple[str, F | None]:
    said = case.base
    if said is None:
        return "unknown", None
    if said == "not_occurred":
        if case.nature in ZEROS:
            return "known", F(0)
        return ("idle" if case.nature == "duration" else "unknown"), None
    if said in ("no_system", "not_available", "not_applicable", "by_superior"):
        return said, None
    return "known", F(said)


def half_up(value: F, digits: int = 12) -> F:
    scaled = abs(value) * 10**digits
    whole = floor(scaled + F(1, 2))
    return F(whole if value >= 0 else -whole, 10**digits)


def years_of(case: Case, base: F | None) -> list[Y]:
    first, last = case.period[1], case.period[2]
    asked = set(range(case.through + 1, last + 1)) if case.asked is None else set(case.asked)
    said: dict[int, Any] = dict(enumerate(case.actual, first))
    said.update(enumerate(case.forecast, max(case.through, first - 1) + 1))
    found: list[Y] = []
    # where a chain of 同比 stands: ("level", x) or ("percent", x), exact
    stand: tuple[str, F] | None = ("level", F(0)) if base == 0 else ("percent", F(100))
    previous: Y | None = None
    for year in range(first, last + 1):
        value = said.get(year)
        if year > case.through and year not in asked:
            value = None
        now, stand = one_year(case, year, value, base, stand, previous)
        found.append(now)
        previous = now
    # Under a rule that reads levels, a fall without a base is no figure yet.
    return [
        Y(y.year, "missing") if case.rule not in CHANGE and y.kind == "value" and y.level is None else y for y in found
    ]


def one_year(
    case: Case, year: int, value: Any, base: F | None, stand: tuple[str, F] | None, previous: Y | None
) -> tuple[Y, tuple[str, F] | None]:
    if value is None or value == "not_available" or value == "no_system":
        return Y(year, "missing"), None
    if value == "not_applicable":
        return Y(year, "na"), None
    if value == "by_superior":
        return Y(year, "superior"), None
    if value == "not_occurred":
        if case.nature in ZEROS:
            return place(case, year, ("level", F(0)), base)
        return Y(year, "idle" if case.nature == "duration" else "missing"), None
    reading, number = value if isinstance(value, tuple) else (case.reading, value)
    number = F(number)
    if reading == "raw":
        return place(case, year, ("level", number), base)
    if reading == "vs_base":
        if base == 0:
            return Y(year, "broken", why="zero"), None
        return place(case, year, ("percent", 100 - number), base)
    if previous is not None and previous.kind == "broken":
        return Y(year, "broken", why=previous.why), None
    if previous is not None and previous.kind == "superior":
        return Y(year, "superior"), None
    if stand is None:
        return Y(year, "missing", why="chain"), None
    if stand[1] == 0:
        return Y(year, "broken", why="after zero"), None
    after = stand[1] * (100 - number) / 100
    if after < 0 and case.bounds[0] is not None and F(case.bounds[0]) >= 0:
        return Y(year, "broken", why="more than everything"), None
    return place(case, year, (stand[0], after), base)


def place(case: Case, year: int, stand: tuple[str, F], base: F | None) -> tuple[Y, tuple[str, F] | None]:
    what, value = stand
    if what == "level":
        start = base if base not in (None, F(0)) else None
        level = half_up(value)
        return Y(year, "value", level, start, level if start is not None else None), stand
    if value < 0 and case.bounds[0] is not None and F(case.bounds[0]) >= 0:
        return Y(year, "broken", why="more than everything"), None
    level_then = None if base is None else half_up(base * value / 100)
    return Y(year, "value", level_then, F(100), half_up(value)), stand


def needed(case: Case, live: Sequence[Y], star: Y | None, end: Y, judged: Y | None) -> list[Y]:
    if case.rule in ALL_YEARS:
        return list(live)
    chosen = [star, end] if case.rule == "maintain" else [star, end, judged]
    return [y for y in live if any(y is item for item in chosen)]


def unratable(case: Case, need: Sequence[Y], base_kind: str, base: F | None, kept: bool) -> bool:
    if any(y.kind in ("broken", "superior") for y in need):
        return True
    if case.rule not in CHANGE:
        return False
    if base is not None and base <= 0 and not kept:
        return True
    told = [y for y in need if y.kind == "value"]
    silent = not told and not any(y.why == "chain" for y in need)  # a chain says that no base is called for
    return base_kind == "by_superior" and (silent or any(y.start is None for y in told))


def candidates(
    case: Case, sign: str, target: F, base: F | None, live: Sequence[Y], gaps: int
) -> Iterator[tuple[F, str]]:
    """Values at which a predicate may turn, with the ends of the bounds; as levels, or as percentages of the base.

    With several gaps at once only the ends and the target itself, for their combinations are many.
    """
    low = -HUGE if case.bounds[0] is None else F(case.bounds[0])
    high = HUGE if case.bounds[1] is None else F(case.bounds[1])
    if case.rule in CHANGE and base is None:
        for value in (F(0) if case.bounds[0] is not None and low >= 0 else -HUGE, 100 - target, 100 + target, HUGE):
            for shift in (-TINY, F(0), TINY):
                if case.bounds[0] is None or low < 0 or value + shift >= 0:
                    yield value + shift, "percent"
        return
    n = case.period[2] - case.period[1] + 1
    turning = {low, high, target, F(0)}
    if gaps > 1:
        turning |= {base * (1 - target / 100)} if base is not None and case.rule in CHANGE else set()
        turning |= {target * n - sum((y.level for y in live if y.level is not None), F(0))}
        for value in turning:
            yield min(max(value, low), high), "level"
        yield min(max(target + TINY, low), high), "level"
        return
    for k in range(1, n + 1):
        turning |= {target * k / n, target * k}
        if base is not None:
            turning |= {
                base + (target - base) * k / n,
                base * (1 - target * k / n / 100),
                base * (1 + target * k / n / 100),
            }
    turning |= {F(stage) for stage in case.milestones.values()}
    if case.rule in ("period_mean", "cumulative"):
        levels = [y.level for y in live if y.level is not None]
        for size in range(len(levels) + 1):
            part = sum(levels[:size], F(0))
            turning |= {point - part for point in list(turning) if abs(point) < HUGE and size}
    for value in turning:
        for shift in (-TINY, F(0), TINY):
            if low <= value + shift <= high:
                yield value + shift, "level"


def complete(y: Y, filled: dict[int, tuple[F, str]], base: F | None) -> Y:
    if y.kind != "missing":
        return y
    value, what = filled[y.year]
    if what == "percent":
        return Y(y.year, "value", None, F(100), value)
    start = base if base not in (None, F(0)) else None
    return Y(y.year, "value", value, start, value if start is not None else None)


def world_of(
    case: Case, sign: str, target: F, base_kind: str, base: F | None, kept: bool, rows: dict[int, Y],
    actual: Sequence[Y], before: Sequence[Y], star: Y | None, end: Y, judged: Y | None, k: F, n: F, stage: F | None,
) -> tuple[bool | None, bool | None, bool | None]:  # fmt: skip  # the whole row

    def now(y: Y | None) -> Y | None:
        return None if y is None else rows[y.year]

    def change(y: Y) -> F | None:
        if y.start is None or y.to is None:
            return None
        fall = (y.start - y.to) / y.start * 100
        return fall if case.rule == "reduction" else -fall

    def level_meets(y: Y, bound: F) -> bool | None:
        if y.kind == "idle":
            return True
        return None if y.level is None else holds(y.level, sign, bound)

    last, final, early = now(star), now(end), now(judged)
    assert final is not None
    s: bool | None = None
    if kept:
        m = None if final.level is None else final.level <= 0
        if last is not None and last.level is not None and last.level <= 0:
            s = True
        return s, True if final.kind == "idle" else m, False
    if case.rule in CHANGE:

        def reaches(y: Y | None) -> bool | None:
            if y is None:
                return False
            if y.kind == "idle":
                return True
            moved = change(y)
            return None if moved is None else holds(moved, sign, target)

        if last is not None:
            moved = change(last)
            due = target * k / n if stage is None else stage
            s = True if last.kind == "idle" else None if moved is None else at_least_as_good(moved, sign, due)
        return s, reaches(final), reaches(early)

    if case.rule in ("period_mean", "cumulative", "every_year"):

        def told(items: Sequence[Y]) -> list[F]:
            found = [rows[y.year].level for y in items if rows[y.year].kind != "idle"]
            return [value for value in found if value is not None]

        sofar, earlier, whole = told(actual), told(before), told(list(rows.values()))
        if case.rule == "period_mean":

            def mean_ok(values: list[F], bound: F, *, loose: bool) -> bool:
                if not values:
                    return True
                test = at_least_as_good if loose else holds
                return test(sum(values, F(0)) / len(values), sign, bound)

            if k:
                s = mean_ok(sofar, target if stage is None else stage, loose=True)
            e = (
                case.mean_early == "to_date"
                and bool(earlier)
                and holds(sum(earlier, F(0)) / len(earlier), sign, target)
            )
            return s, mean_ok(whole, target, loose=False), e
        if case.rule == "cumulative":
            if k:
                s = at_least_as_good(sum(sofar, F(0)), sign, target * k / n if stage is None else stage)
            e = sign in (">", ">=") and judged is not None and holds(sum(earlier, F(0)), sign, target)
            return s, holds(sum(whole, F(0)), sign, target), e
        if k:
            s = all(
                holds(value, sign, target) if stage is None else at_least_as_good(value, sign, stage) for value in sofar
            )
        return s, all(holds(value, sign, target) for value in whole), False

    m = level_meets(final, target)
    if case.rule == "maintain":
        if last is not None:
            bound = target if stage is None else stage
            s = (
                True
                if last.kind == "idle"
                else None
                if last.level is None
                else at_least_as_good(last.level, sign, bound)
            )
        return s, m, False
    base_met = True if base_kind == "idle" else None if base is None else holds(base, sign, target)
    if last is not None:
        if level_meets(last, target):
            s = True
        elif stage is not None:
            s = None if last.level is None else at_least_as_good(last.level, sign, stage)
        elif base_met is None:
            s = None
        elif last.level is not None:
            due = target if base_met or base is None else base + (target - base) * k / n
            s = at_least_as_good(last.level, sign, due)
    if early is None:
        return s, m, False
    if base_met is not None:
        was_missed = not base_met
    elif base_kind == "no_system":
        was_missed = True
    else:
        levels = [rows[y.year].level for y in before[:-1]]
        was_missed = any(level is not None and not holds(level, sign, target) for level in levels)
    return s, m, both(level_meets(early, target), was_missed)


def aggregate(case: Case, items: Sequence[Y], point: Y | None) -> F | None:
    if point is None:
        return None
    if case.rule in CHANGE:
        if point.start is None or point.to is None or point.start <= 0:
            return None
        fall = (point.start - point.to) / point.start * 100
        return fall if case.rule == "reduction" else -fall
    if case.rule in ALL_YEARS:
        counted = [y for y in items if y.kind != "idle"]
        if any(y.level is None for y in counted):
            return None
        values = [y.level for y in counted if y.level is not None]
        if case.rule == "cumulative":
            return sum(values, F(0))
        if not values:
            return None
        if case.rule == "period_mean":
            return sum(values, F(0)) / len(values)
        return min(values) if split(case.target)[0] in (">", ">=") else max(values)
    return point.level


def required_of(
    case: Case, sign: str, target: F, base: F | None, live: Sequence[Y], end: Y, closing: bool, kept: bool
) -> tuple[str, F | None, int | None, str] | None:
    change = case.rule in CHANGE

    def known(y: Y) -> bool:
        if y.kind == "idle" or y.kind == "superior":
            return True
        return y.kind == "value" and (change or y.level is not None)

    rest = [y for y in live if y is not end]
    if not all(known(y) for y in rest) or (closing and known(end)):
        return None
    op = sign
    values = [y.level for y in rest if y.level is not None]
    hopeless = False
    if kept:
        op, bound = "<=", F(0)
    elif change:
        if base is None:
            return None
        bound = base * (100 - target) / 100 if case.rule == "reduction" else base * (100 + target) / 100
        if case.rule == "reduction":
            op = {">": "<", ">=": "<=", "<": ">", "<=": ">="}[sign]
    elif case.rule == "period_mean":
        if end.kind == "idle":
            return None
        bound = target * len([y for y in live if y.kind != "idle"]) - sum(values, F(0))
    elif case.rule == "cumulative":
        bound = target - sum(values, F(0))
    else:
        bound = target
        hopeless = case.rule == "every_year" and any(not holds(value, sign, target) for value in values)
    low, high = (None if end_ is None else F(end_) for end_ in case.bounds)
    whole = case.nature == "count"
    if whole:
        low, high = None if low is None else F(ceil(low)), None if high is None else F(floor(high))
    best, worst = (high, low) if op in (">", ">=") else (low, high)
    if hopeless or (best is not None and not holds(best, op, bound)):
        return op, None, None, "impossible"
    if worst is not None and holds(worst, op, bound):
        return op, None, None, "secured"
    extreme = None
    if whole:
        extreme = {">": floor(bound) + 1, ">=": ceil(bound), "<": ceil(bound) - 1, "<=": floor(bound)}[op]
    return op, bound, extreme, "open"
