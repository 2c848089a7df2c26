"""workspace.toml as `Settings`, and what is missing from it; edits go through the store like any record's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from evaltui.errors import Problem, problem
from evaltui.store.record import Leaf, Record
from evaltui.store.settings import MeasureSettings, PlanSettings, Round, Settings, Unit

_NEEDED = (("region",), ("round", "id"), ("round", "title"), ("round", "actual_through"))


def settings_of(record: Record) -> tuple[Settings | None, tuple[Problem, ...]]:
    """The settings that the record of workspace.toml says, or None and every key that is missing."""
    problems = [
        problem("store_bad_settings", "workspace.toml", key=".".join(path), path=path)
        for path in _NEEDED
        if not record.fields.get(path)
    ]
    units = []
    for unit in record.keys_below("units"):
        for key in ("name", "kind"):
            if not record.text("units", unit, key):
                where = ("units", unit, key)
                problems.append(problem("store_bad_settings", "workspace.toml", key=".".join(where), path=where))
        units.append(unit)
    plans = _texts(record.get("round", "plans")) or record.keys_below("plans")
    if not plans:
        problems.append(problem("store_bad_settings", "workspace.toml", key="round.plans", path=("round", "plans")))
    if problems:
        return None, tuple(problems)
    settings = Settings(
        region=record.text("region"),
        round=_round(record),
        units=tuple(_unit(record, unit) for unit in units),
        plans=plans,
        plan_settings=MappingProxyType({plan: _plan(record, plan) for plan in record.keys_below("plans")}),
        measure_settings=MappingProxyType({item: _measure(record, item) for item in record.keys_below("measures")}),
        form_aliases=_table(record, "round", "forms"),
        **{
            key: record.fields[(key,)]
            for key in ("office", "office_phone", "demo", "superior")
            if (key,) in record.fields
        },  # type: ignore[arg-type]  # the loader checked the types against formats.py
    )
    return settings, ()


def _round(record: Record) -> Round:
    forecast = record.get("round", "forecast")
    return Round(
        id=record.text("round", "id"),
        title=record.text("round", "title"),
        actual_through=_whole(record.get("round", "actual_through")),
        forecast=tuple(_whole(year) for year in forecast) if isinstance(forecast, tuple) else (),
        cutoffs=_table(record, "round", "cutoffs"),
        deadlines=_table(record, "round", "deadlines"),
        report_limit=_table(record, "round", "report_limit"),
        **_given(record, "round", ("deadline_inclusive", "money_unit", "previous")),
    )


def _unit(record: Record, unit: str) -> Unit:
    since = record.get("units", unit, "since")
    return Unit(
        id=unit,
        name=record.text("units", unit, "name"),
        kind="town" if record.text("units", unit, "kind") == "town" else "department",
        short=record.text("units", unit, "short"),
        aliases=_texts(record.get("units", unit, "aliases")),
        renamed_from=record.text("units", unit, "renamed_from"),
        merged_from=_texts(record.get("units", unit, "merged_from")),
        since=since if isinstance(since, date) else None,
        reviewer_step=record.get("units", unit, "reviewer_step") is True,
    )


def _plan(record: Record, plan: str) -> PlanSettings:
    keys = _given(record, ("plans", plan, "settings"), ("lag", "mean_early", "cell"))
    return PlanSettings(titles=_table(record, "plans", plan, "settings", "titles"), **keys)


def _measure(record: Record, measure: str) -> MeasureSettings:
    place = ("measures", measure, "settings")
    return MeasureSettings(
        contributors=_texts(record.get(*place, "contributors")), **_given(record, place, ("combine", "lead"))
    )


def _given(record: Record, place: str | tuple[str, ...], keys: tuple[str, ...]) -> dict[str, Any]:
    prefix = (place,) if isinstance(place, str) else place
    return {key: record.fields[(*prefix, key)] for key in keys if (*prefix, key) in record.fields}


def _table(record: Record, *prefix: str) -> Mapping[str, Any]:
    return MappingProxyType({rest[0]: leaf for rest, leaf in record.below(*prefix) if len(rest) == 1})


def _texts(leaf: Leaf | None) -> tuple[str, ...]:
    return tuple(str(item) for item in leaf) if isinstance(leaf, tuple) else ()


def _whole(leaf: object) -> int:
    return leaf if isinstance(leaf, int) else 0
