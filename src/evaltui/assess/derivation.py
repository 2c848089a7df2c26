"""评价依据: the sentence behind a rating, written from its facts alone.

Printed numbers compare as the exact ones do: where one decimal would hide which side a figure lies on, more are shown,
and a difference is taken from the two figures as they are printed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evaltui.assess.decimals import enough, enough_together, shortest
from evaltui.assess.wording import (
    level_text,
    plain_number,
    schedule_digits,
    schedule_text,
    span,
    uom_pattern,
    upward,
    with_uom,
)
from evaltui.catalogue import derivations as words
from evaltui.plan.contract import Facts
from evaltui.text import round_half_up, shown

PERCENT_DIGITS = 1


def sentence(facts: Facts) -> str:
    """The whole derivation of one row of a core rule."""
    clauses = [*_opening(facts), *_judged(facts)]
    parts = [words.JOINED.join(clause for clause in clauses if clause), _required(facts), *_remarks(facts)]
    return "".join(part + words.STOP for part in parts if part)


def _opening(facts: Facts) -> list[str]:
    """What is known of the figures, as far as it bears on the rating."""
    if facts["reason"] in ("superior", "no_target", "none_applies", "rule_missing", "comparator", "rule_failed"):
        return []
    return _BODY.get(facts["rule"], _plain)(facts)


def _judged(facts: Facts) -> list[str]:
    rating, word, reason = facts["rating"], facts["word"], facts["reason"]
    if reason in ("superior", "no_target"):
        return [words.VERDICT[reason].format(target=facts["target_text"])]
    if rating == "unratable":
        years = words.LISTED.join(words.YEAR.format(value=year) for year in facts["trouble_years"])
        text = words.UNRATABLE[reason]
        return [text.format(years=years, rule=facts["rule"], target=facts["target_text"])]
    if rating == "pending":
        missing = words.LISTED.join(facts["missing"])
        return [words.VERDICT["pending"].format(missing=missing)]
    said = [words.VERDICT["unaffected"].format(missing=words.LISTED.join(facts["missing"]))] if facts["missing"] else []
    if facts["met_early"] and rating == "on_track":
        said.append(words.VERDICT["met_before" if facts["base_state"] in ("known", "idle") else "never_missed"])
    return [*said, words.VERDICT[_verdict(facts)].format(word=word, year=facts["early_year"])]


def _verdict(facts: Facts) -> str:
    late = facts["on_schedule"] is False and not _at_the_end(facts)
    if facts["meets"] is False:
        lost = (
            not facts["stated"] and not facts["closing"] and facts["end"]["value"] is None and not _fell(facts["end"])
        )
        return f"behind{'_both' * late}{'_lost' * lost}"
    if facts["rating"] == "ahead":
        return "ahead_closed" if facts["closing"] else "ahead"
    if late and facts["lag"] == "either":
        return "behind_late"
    if late:
        return "on_track_late_closed" if facts["closing"] else "on_track_late"
    return "on_track" if facts["rating"] != "behind" else "behind"


def _fell(year: Mapping[str, Any]) -> bool:
    """True where a year is known by its fall."""
    return year["change"] is not None


def _at_the_end(facts: Facts) -> bool:
    """True where t* is the last year of the period, so that the schedule is the target and need not be told apart."""
    return bool(facts["closing"]) and facts["k"] == facts["n"]


# reduction and growth


def _change(facts: Facts) -> list[str]:
    clauses = [_base(facts)]
    last, end = facts["last"], facts["end"]
    digits = _percent_digits(facts)
    if not _at_the_end(facts) and last is not None:
        clauses.append(_moved(facts, last, digits, against=True))
        if not facts["keeps_zero"] and not facts["reason"]:
            clauses.append(_share_schedule(facts, last["change"], words.PERCENT, digits))
    if facts["reason"]:
        return clauses
    clauses.append(_end(facts, _moved(facts, end, digits, against=_at_the_end(facts)), end["change"], words.PERCENT))
    return clauses


def _percent_digits(facts: Facts) -> int:
    """Decimals at which every percentage of the sentence lies on its true side of 0, target and schedule."""
    points = [
        Fraction(facts[name]["change"]) for name in ("last", "end") if facts[name] and facts[name]["change"] is not None
    ]
    sides = [Fraction(0), Fraction(facts["target"])]
    digits = max([PERCENT_DIGITS, *(enough(point, PERCENT_DIGITS, sides) for point in points)])
    due, last = facts["schedule"], facts["last"]
    if due is not None and last is not None and last["change"] is not None:
        digits = enough_together(digits, [(Fraction(last["change"]), Fraction(due))])
    return digits


def _moved(facts: Facts, year: Mapping[str, Any], digits: int, *, against: bool) -> str:
    """A year under a reduction: 2024年实际96起，较2020年下降20.0%."""
    kind = "forecast" if year["forecast"] else "actual"
    if year["idle"]:
        return words.LEVEL[f"{kind}_idle"].format(year=year["year"])
    change, value = year["change"], year["value"]
    if change is None and value is None:
        return ""
    typed_fall = value is None or year["reading"] != "raw"
    head = (
        words.LEVEL[f"{kind}_change"].format(year=year["year"])
        if typed_fall
        else words.LEVEL[kind].format(year=year["year"], value=with_uom(facts, value))
    )
    if change is None:
        return head
    said = _direction(facts, Fraction(change), digits)
    base = words.LEVEL["against_base"].format(base_year=facts["base_year"])
    if change == 0:
        said = words.LEVEL["flat_with"].format(base_year=facts["base_year"]) if against or typed_fall else said
    elif against or typed_fall:
        said = base + said
    if year["reading"] == "yoy":
        head = words.LEVEL["chained"] + head
    return head + said if typed_fall else f"{head}，{said}"


def _direction(facts: Facts, change: Fraction, digits: int) -> str:
    if change == 0:
        return words.LEVEL["flat"]
    size = shown(abs(change), digits)
    if facts["rule"] == "growth":
        return words.LEVEL["grown" if change > 0 else "down"].format(value=size)
    return words.LEVEL["down" if change > 0 else "up"].format(value=size)


def _share_schedule(facts: Facts, figure: Decimal | None, pattern: str, digits: int | None) -> str:
    """序时进度要求15%×4/5=12.0%，快于序时进度8.0个百分点."""
    due = facts["schedule"]
    if due is None or figure is None:
        return ""
    target = pattern.format(value=plain_number(facts["target"]))
    at = schedule_digits(facts, figure) if digits is None else digits
    value = pattern.format(value=schedule_text(Fraction(due), at, fixed=digits is not None))
    text = _schedule_head(facts, target, value)
    return _against_schedule(facts, text, figure, at, digits, pattern)


def _schedule_head(facts: Facts, target: str, value: str) -> str:
    if facts["stage"] is not None:
        return words.SCHEDULE["stage"].format(year=facts["t"], value=value)
    return words.SCHEDULE["share"].format(target=target, k=facts["k"], n=facts["n"], value=value)


def _against_schedule(facts: Facts, text: str, figure: Decimal, at: int, fixed: int | None, pattern: str) -> str:
    """The schedule clause with how far the figure lies from it, taken from both as they are printed."""
    due = facts["schedule"]
    if figure is None or facts["on_schedule"] is None:
        return text
    one, other = (Fraction(round_half_up(Fraction(item), at)) for item in (figure, due))
    if one == other:
        return f"{text}，{words.SCHEDULE['level']}"
    difference = shown(abs(one - other), at) if fixed is not None else plain_number(shortest(abs(one - other), at))
    said = (words.POINTS if "%" in pattern else pattern).format(value=difference)
    good = (one > other) is upward(facts)
    if facts["on_schedule"] and not good:
        return f"{text}，{words.SCHEDULE['met']}"  # a met target is on schedule even below a stage that asks for more
    return f"{text}，{words.SCHEDULE['faster' if good else 'slower'].format(difference=said)}"


# levels and totals


def _level(facts: Facts) -> list[str]:
    last = facts["last"]
    clauses = [_base(facts)] if facts["rule"] == "end_level" else []
    if not _at_the_end(facts) and last is not None:
        clauses.append(_year_level(facts, last))
        if not last["idle"] and not facts["reason"]:
            clauses.append(_level_schedule(facts, last["value"]))
    if facts["reason"]:
        return clauses
    end = facts["end"]
    clauses.append(_end(facts, _year_level(facts, end), end["value"], uom_pattern(facts)))
    return clauses


def _level_schedule(facts: Facts, figure: Decimal | None) -> str:
    due, pattern = facts["schedule"], uom_pattern(facts)
    if due is None or figure is None:
        return ""
    at = schedule_digits(facts, figure)
    value = pattern.format(value=schedule_text(Fraction(due), at, fixed=False))
    if facts["stage"] is not None:
        text = words.SCHEDULE["stage"].format(year=facts["t"], value=value)
    elif facts["rule"] == "maintain" or Fraction(due) == Fraction(facts["target"]):
        text = words.SCHEDULE["target"].format(value=value)
    else:
        base, target = (pattern.format(value=plain_number(facts[name])) for name in ("base", "target"))
        text = words.SCHEDULE["path"].format(base=base, target=target, k=facts["k"], n=facts["n"], value=value)
    return _against_schedule(facts, text, figure, at, None, pattern)


def _cumulative(facts: Facts) -> list[str]:
    pattern, clauses = uom_pattern(facts), []
    if not _at_the_end(facts) and facts["t"] is not None and facts["to_date"] is not None:
        total = pattern.format(value=level_text(facts, facts["to_date"]))
        clauses.append(words.TOTAL["sum"].format(years=span(facts, facts["t"]), value=total))
        if not facts["reason"]:
            clauses.append(_share_schedule(facts, facts["to_date"], pattern, None))
    if facts["reason"]:
        return clauses
    return [*clauses, _end(facts, _total_at_end(facts, "sum"), facts["final"], pattern)]


def _mean(facts: Facts) -> list[str]:
    pattern, clauses = uom_pattern(facts), []
    if not _at_the_end(facts) and facts["t"] is not None and facts["to_date"] is not None:
        clauses.append(_mean_text(facts, facts["to_date"], facts["t"], facts["counted_to_date"]))
        if not facts["reason"]:
            clauses.append(_level_schedule(facts, facts["to_date"]))
    if facts["reason"]:
        return clauses
    return [*clauses, _end(facts, _total_at_end(facts, "mean"), facts["final"], pattern)]


def _worst(facts: Facts) -> list[str]:
    pattern, clauses = uom_pattern(facts), []
    name = _worst_name(facts)
    if facts["all_idle"] and facts["nature"] == "duration":
        return [words.TOTAL["never"]]
    if not _at_the_end(facts) and facts["t"] is not None:
        if facts["to_date"] is not None:
            value = pattern.format(value=level_text(facts, facts["to_date"]))
            said = words.TOTAL[name].format(years=span(facts, facts["t"]), value=value)
            clauses.append(f"{said}，{_compared(facts, facts['to_date'], pattern)}" if facts["stage"] is None else said)
        elif not facts["counted_to_date"]:
            clauses.append(words.TOTAL["never_to_date"].format(years=span(facts, facts["t"])))
        if facts["stage"] is not None and not facts["reason"]:
            clauses.append(_level_schedule(facts, facts["to_date"]))
    if facts["reason"]:
        return clauses
    return [*clauses, _end(facts, _total_at_end(facts, name), facts["final"], pattern)]


def _worst_name(facts: Facts) -> str:
    if facts["nature"] == "duration":
        return "worst_shortest" if upward(facts) else "worst_longest"
    return "worst_lowest" if upward(facts) else "worst_highest"


def _total_at_end(facts: Facts, name: str) -> str:
    """The last year's own figure, then the total over the whole period."""
    end, pattern = facts["end"], uom_pattern(facts)
    parts = [_year_level(facts, end)] if not end["idle"] or facts["final"] is not None else []
    if facts["final"] is not None:
        if name == "mean":
            parts.append(_mean_text(facts, facts["final"], facts["final_year"], facts["counted_all"]))
        else:
            value = pattern.format(value=level_text(facts, facts["final"]))
            parts.append(words.TOTAL[name].format(years=span(facts, facts["final_year"]), value=value))
    return "，".join(part for part in parts if part)


def _mean_text(facts: Facts, mean: Decimal, last: int, counted: int) -> str:
    value = uom_pattern(facts).format(value=level_text(facts, mean))
    years = last - facts["first"] + 1
    key = "mean" if counted == years else "mean_of_some"
    return words.TOTAL[key].format(years=span(facts, last), value=value, counted=counted, all=years)


def _plain(facts: Facts) -> list[str]:
    """A rule of a plugin without words of its own: the two years that every rule has."""
    pattern, end = uom_pattern(facts), facts["end"]
    last = facts["last"]
    clauses = [] if last is None or _at_the_end(facts) else [_year_level(facts, last)]
    return clauses if facts["reason"] else [*clauses, _end(facts, _year_level(facts, end), None, pattern)]


_BODY: Mapping[str, Callable[[Facts], list[str]]] = {
    "reduction": _change,
    "growth": _change,
    "end_level": _level,
    "maintain": _level,
    "cumulative": _cumulative,
    "period_mean": _mean,
    "every_year": _worst,
}


# the end of the period


def _end(facts: Facts, said: str, figure: Decimal | None, pattern: str) -> str:
    """How the period ends: the figure, on which side of the target it lies, and what that means."""
    met = facts["meets"]
    kind = "forecast" if facts["end"]["forecast"] else "actual"
    parts = [] if facts["closing"] and not _at_the_end(facts) else [said]
    if facts["closing"] and not _at_the_end(facts):
        parts.append(words.LEVEL["last_applicable"].format(year=facts["final_year"]))
    if facts["stated"]:
        return "，".join([*[part for part in parts if part], words.END[facts["statement"]]])
    if met is None:
        return "，".join(part for part in parts if part)
    if facts["keeps_zero"]:
        parts.append(words.END["kept"])
    elif figure is not None:
        parts.append(_compared(facts, figure, pattern))
    elif not facts["end"]["idle"]:
        return "，".join([*[part for part in parts if part], *([words.END["sure"]] if met else [])])
    parts.append(words.END[f"{kind}_{'met' if met else 'missed'}"])
    return "，".join(part for part in parts if part)


def _compared(facts: Facts, figure: Decimal, pattern: str) -> str:
    """大于15%: the target beside the side on which the figure lies."""
    value, target = Fraction(figure), Fraction(facts["target"])
    strict = facts["comparator"] in (">", "<")
    passed = not strict if value == target else (value > target) is upward(facts)
    shape = (words.PASSES if passed else words.FAILS)[facts["comparator"]]
    return shape.format(target=pattern.format(value=plain_number(facts["target"])))


def _required(facts: Facts) -> str:
    required, year = facts["required"], facts["final_year"]
    if required is None or facts["rating"] == "unratable":
        return ""
    if required["state"] != "open":
        return words.REQUIRED[required["state"]].format(year=year)
    if facts["keeps_zero"]:
        return words.REQUIRED["zero"].format(year=year)
    op, whole = required["op"], required["integer"]
    if whole is not None:
        key = "up_count" if op in (">", ">=") else "down_count"
        return words.REQUIRED[key].format(year=year, value=f"{whole}{facts['uom']}")
    value = uom_pattern(facts).format(value=plain_number(required["value"]))
    return words.REQUIRED[op].format(year=year, value=value)


def _remarks(facts: Facts) -> list[str]:
    found = []
    if facts["points_per_case"] is not None:
        points = shown(facts["points_per_case"], PERCENT_DIGITS)
        base = plain_number(facts["base"])
        found.append(words.REMARK["small_base"].format(base=base, uom=facts["uom"], points=points))
    if facts["met_and_lost"]:
        years = words.LISTED.join(words.YEAR.format(value=year) for year in facts["met_and_lost"])
        found.append(words.REMARK["met_and_lost"].format(years=years))
    if facts["target_note"]:
        found.append(facts["target_note"])
    return found


def _base(facts: Facts) -> str:
    """2020年基数120起, or why there is none."""
    state, year = facts["base_state"], facts["base_year"]
    if state == "known":
        text = words.BASE["known"].format(year=year, value=with_uom(facts, facts["base"]))
        if facts["rule"] == "end_level" and facts["stage"] is None and not facts["reason"] and _base_met(facts):
            text += words.BASE["met"]
        return text
    if facts["rule"] != "end_level" and not facts["needs_base"]:
        return ""
    key = state if state in words.BASE else "unknown"
    text = words.BASE[key].format(year=year)
    none = facts["rule"] == "end_level" and facts["schedule"] is None and facts["t"] is not None
    return text + words.BASE["no_schedule"] if none and not facts["reason"] and not _at_the_end(facts) else text


def _base_met(facts: Facts) -> bool:
    base, target = Fraction(facts["base"]), Fraction(facts["target"])
    if base == target:
        return facts["comparator"] in (">=", "<=") and not _at_the_end(facts)
    return (base > target) is upward(facts) and not _at_the_end(facts)


def _year_level(facts: Facts, year: Mapping[str, Any]) -> str:
    kind = "forecast" if year["forecast"] else "actual"
    if year["idle"]:
        return words.LEVEL[f"{kind}_idle"].format(year=year["year"])
    if year["value"] is None:
        return ""
    value = uom_pattern(facts).format(value=level_text(facts, year["value"]))
    return words.LEVEL[kind].format(year=year["year"], value=value)
