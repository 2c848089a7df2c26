"""Keys of one plan against each other: ids, references, years, rules and targets that do not go together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from evaltui.catalogue.plan_keys import SECTIONS
from evaltui.plan.findings import Findings, show
from evaltui.plan.keys import CORE_RULES, KEYS
from evaltui.plan.model import Bounds, Period, Target
from evaltui.plan.sections import Row, Rows
from evaltui.plan.spans import KeyPath
from evaltui.plan.targets import target_words

LONGEST_PERIOD = 30
"""Years of a period at most."""

_NUMBERED = {"indicators": "table", "projects": ""}
"""Sections whose printed number is unique, and within which key."""

_LEVEL_RULES = frozenset({"period_mean", "end_level", "every_year", "maintain"})
"""Rules whose target is a value of the measure itself."""


def check_across(rows: Rows, *, has_code: bool, out: Findings) -> None:
    """Note every contradiction between the keys of a plan. `has_code`: a plugin.py may bring rules of its own."""
    period = _period(rows, out)
    known = {section: frozenset(rows.ids(section)) for section in rows.sections}
    for section, items in rows.sections.items():
        _distinct(items, "id", (), out)
        if section in _NUMBERED:
            _distinct(items, "no", tuple(filter(None, (_NUMBERED[section],))), out)
        for row in items:
            _references(row, rows, known, out)
    _mentions(rows, out)
    if period:
        for row in rows["rounds"]:
            _round(row, period, out)
    for row in rows["forms"]:
        if row.get("kind") == "indicators" and not row.get("table") and "table" not in row.values:
            out.add("plan_form_needs_table", row.path)
    _measures(rows, out)
    for row in rows["indicators"]:
        _indicator(row, rows, period, has_code, out)
    _rating_words(rows, out)


def _period(rows: Rows, out: Findings) -> Period | None:
    period: Period | None = rows.top.get("period")
    if period and not (period.base < period.first <= period.last < period.first + LONGEST_PERIOD):
        out.add(
            "plan_period_order",
            ("period",),
            base=period.base,
            first=period.first,
            last=period.last,
            most=LONGEST_PERIOD,
        )
        return None
    return period


def _distinct(rows: Iterable[Row], name: str, within: tuple[str, ...], out: Findings) -> None:
    first: dict[tuple[Any, ...], KeyPath] = {}
    for row in rows:
        if name in row.values:
            at = row.at(name)
            same = first.setdefault((*map(row.get, within), row.values[name]), at)
            if same != at:
                out.add("plan_duplicate", at, found=show(row.values[name]), line=out.line(same))


def _references(row: Row, rows: Rows, known: Mapping[str, frozenset[str]], out: Findings) -> None:
    for key in row.section.keys:
        value = row.get(key.name)
        if not key.refers or not value:
            continue
        at = row.at(key.name)
        if key.kind == "foreign":
            plan, _, item = value.partition(":")
            if plan == rows.top.get("id"):
                _exists(item, key.refers, known, at, out)
        elif key.kind == "ids":
            for index, item in enumerate(value):
                _exists(item, key.refers, known, (*at, index), out)
        else:
            _exists(value, key.refers, known, at, out)


def _exists(item: str, section: str, known: Mapping[str, frozenset[str]], at: KeyPath, out: Findings) -> None:
    ids = known[section]
    if item not in ids:
        out.add("plan_no_such", at, found=show(item), what=SECTIONS[section], near=out.near(item, ids))


def _mentions(rows: Rows, out: Findings) -> None:
    known = {item for section, spec in KEYS.items() if spec.rows and section != "notes" for item in rows.ids(section)}
    mentioned = (
        ((*row.at("about"), index), item) for row in rows["notes"] for index, item in enumerate(row.get("about") or ())
    )
    for at, item in mentioned:
        if ":" not in item and item not in known:
            out.add("plan_no_such", at, found=show(item), what="内容", near=out.near(item, sorted(known)))


def _round(row: Row, period: Period, out: Findings) -> None:
    through = row.get("actual_through")
    if through is not None and through not in period.years:
        at = row.at("actual_through")
        out.add("plan_year_outside", at, year=through, first=period.first, last=period.last)
    for index, year in enumerate(row.get("forecast") or ()):
        at = (*row.at("forecast"), index)
        if year not in period.years:
            out.add("plan_year_outside", at, year=year, first=period.first, last=period.last)
        elif through is not None and year <= through:
            out.add("plan_forecast_not_after", at, year=year, through=through)


def _measures(rows: Rows, out: Findings) -> None:
    ratios = {row.get("id") for row in rows["measures"] if row.get("ratio")}
    parts = {row.get("id"): row.get("parts") or () for row in rows["measures"] if row.get("id")}
    known = set(rows.ids("measures"))
    for row in rows["measures"]:
        own = row.get("id")
        bounds: Bounds | None = row.get("bounds")
        if bounds and bounds.min is not None and bounds.max is not None and bounds.min > bounds.max:
            out.add("plan_bounds_order", row.at("bounds"), low=bounds.min, high=bounds.max)
        if ratio := row.get("ratio"):
            for name in ("num", "den"):
                item = getattr(ratio, name)
                at = (*row.at("ratio"), name)
                if item == own:
                    out.add("plan_refers_to_itself", at, found=item)
                elif item in ratios:
                    out.add("plan_ratio_of_ratio", at, found=item)
                elif item not in known:
                    out.add("plan_no_such", at, found=show(item), what=SECTIONS["measures"], near=out.near(item, known))
        if own and row.get("events") == own:
            out.add("plan_refers_to_itself", row.at("events"), found=own)
        if own and _contains_itself(own, parts):
            out.add("plan_parts_circle", row.at("parts"), found=own)


def _contains_itself(own: str, parts: dict[str, tuple[str, ...]]) -> bool:
    seen: set[str] = set()
    waiting = list(parts.get(own, ()))
    while waiting:
        item = waiting.pop()
        if item == own:
            return True
        if item not in seen:
            seen.add(item)
            waiting.extend(parts.get(item, ()))
    return False


def _indicator(row: Row, rows: Rows, period: Period | None, has_code: bool, out: Findings) -> None:
    rule = row.get("rule")
    target: Target | None = row.get("target")
    if rule is not None and rule not in CORE_RULES and not has_code:
        names = tuple(CORE_RULES)
        out.add("plan_rule_unknown", row.at("rule"), found=rule, near=out.near(rule, names), allowed="、".join(names))
    known = CORE_RULES.get(rule)
    # A plan's code may override a core rule with other comparators; the registry looks then.
    if target and known and target.comparator not in known and not has_code:
        signs = "、".join(sorted(known))
        out.add("plan_rule_comparator", row.at("target"), rule=rule, found=target.comparator, allowed=signs)
    if target and row.get("target_text") == "":
        out.add("plan_target_text_blank", row.at("target_text"))
    if target and rule in _LEVEL_RULES:
        _within_bounds(row, rows, target, out)
    for year in row.get("milestones") or ():
        if period and year not in period.years:
            at = (*row.at("milestones"), str(year))
            out.add("plan_year_outside", at, year=year, first=period.first, last=period.last)


def _within_bounds(row: Row, rows: Rows, target: Target, out: Findings) -> None:
    measure = next((m for m in rows["measures"] if m.get("id") == row.get("measure")), None)
    if measure is None or row.get("measure") is None:
        return
    bounds = measure_bounds(measure)
    if bounds.min is not None and bounds.max is not None and bounds.min > bounds.max:
        return
    if (bounds.min is not None and target.value < bounds.min) or (bounds.max is not None and target.value > bounds.max):
        out.add(
            "plan_target_outside_bounds",
            row.at("target"),
            target=target_words(target),
            measure=measure.get("name") or measure.get("id"),
            bounds=f"{_end(bounds.min)}—{_end(bounds.max)}",
        )


def measure_bounds(row: Row) -> Bounds:
    """The bounds of a measure: as written, else not below 0, and for shares not above 100."""
    bounds: Bounds = row.get("bounds") or Bounds()
    written = row.raw.get("bounds")
    if row.get("nature") == "share" and not (isinstance(written, Mapping) and "max" in written):
        return replace(bounds, max=Decimal(100))
    return bounds


def _end(value: Decimal | None) -> str:
    return "不限" if value is None else f"{value:f}"


def _rating_words(rows: Rows, out: Findings) -> None:
    rating = rows.top.get("rating")
    seen: dict[str, str] = {}
    for name, word in (rating.words if rating else {}).items():
        other = seen.setdefault(word.word, name)
        if other != name:
            out.add("plan_same_word", ("rating", "words", name), word=word.word, other=other)
