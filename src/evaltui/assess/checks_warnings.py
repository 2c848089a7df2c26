"""The rating engine's warnings as problems of the unit's list; they never change a rating.

Codes here are the engine's with `warn_` before them. One measure's warning stands once, whichever plans rate it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from evaltui.assess.results import Assessment
from evaltui.assess.slots import figure_at, figure_path
from evaltui.assess.unit_facts import Rule, UnitFacts
from evaltui.catalogue import words
from evaltui.errors import Problem, problem
from evaltui.store.record import Path

Facts = Mapping[str, Any]
Told = dict[str, Any]


def warnings(facts: UnitFacts) -> Iterator[Problem]:
    """What the engine noticed while it rated: trend, running totals, preliminary figures, swings and the like."""
    seen: set[tuple[str, str]] = set()
    for item in facts.assessments:
        found = item.facts.get("warnings")
        for code in item.warnings:
            typed = _typed_measure(facts, item)
            if code not in _SAYERS or (code, typed) in seen:
                continue
            seen.add((code, typed))
            given: Facts = found[code] if isinstance(found, Mapping) and code in found else {}
            year, told = _SAYERS[code](item, given)
            path = _path(code, typed, year)
            if not _settled(facts, code, typed, year):
                place = facts.place(typed, None if "years" in told else year)
                yield problem(f"warn_{code}", place, path=path, **told)


RULES: Final[tuple[Rule, ...]] = (warnings,)


def _leap(item: Assessment, given: Facts) -> tuple[int, Told]:
    year = int(given["year"])
    return year, {"year": year, "needed": given["needed"], "best": given["best"]}


def _turn(item: Assessment, given: Facts) -> tuple[int, Told]:
    year = int(given["year"])
    better = given["trend"] == "better"
    return year, {"year": year, "past": "好转" if better else "变差", "now": "变差" if better else "好转"}


def _on_target(item: Assessment, given: Facts) -> tuple[int, Told]:
    year = int(given["year"])
    return year, {"year": year, "target": given["target"]}


def _running_total(item: Assessment, given: Facts) -> tuple[int, Told]:
    year = int(given["last"])
    return year, {"year": year, "value": given["value"]}


def _years(item: Assessment, given: Facts) -> tuple[int, Told]:
    years = [int(year) for year in given["years"]]
    return years[-1], {"years": "、".join(f"{year}年" for year in years)}


def _ytd(item: Assessment, given: Facts) -> tuple[int, Told]:
    year = int(given["year"])
    return year, {"year": year, "ytd": given["ytd"], "forecast": given["forecast"]}


def _flagged(item: Assessment, given: Facts) -> tuple[int, Told]:
    flags: Mapping[Any, str] = given["years"]
    said = "、".join(f"{year}年为{words.FLAG.get(flag, flag)}数" for year, flag in sorted(flags.items()))
    return max(int(year) for year in flags), {"years": said}


def _scope(item: Assessment, given: Facts) -> tuple[int, Told]:
    year, told = _years(item, given)
    return year, {**told, "base_year": given["base_year"]}


_SAYERS: Final[Mapping[str, Callable[[Assessment, Facts], tuple[int, Told]]]] = {
    "forecast_leap": _leap,
    "forecast_turn": _turn,
    "forecast_on_target": _on_target,
    "running_total": _running_total,
    "swing": _years,
    "met_and_lost": _years,
    "ytd_above_forecast": _ytd,
    "flagged": _flagged,
    "scope_changed": _scope,
}


def _typed_measure(facts: UnitFacts, item: Assessment) -> str:
    """The measure to jump to: the indicator's, or the numerator of a ratio that nobody types."""
    measure = facts.measure(item.measure)
    if measure.ratio is not None and not facts.figures(measure.id) and measure.ratio.num in facts.duties.measures:
        return measure.ratio.num
    return measure.id


def _path(code: str, measure: str, year: int) -> Path:
    if code == "ytd_above_forecast":
        return ("measures", measure, "ytd", str(year))
    return figure_path(measure, "forecast" if code.startswith("forecast") else "value", year)


def _settled(facts: UnitFacts, code: str, measure: str, year: int) -> bool:
    """True where the year says why: the basis of a forecast, the note of any figure.

    A flag on a ratio that comes from the office's reference figure is nothing the unit could settle.
    """
    if code == "flagged":
        return not any(figure.flag for *_, figure in facts.figures(measure))
    ahead = code.startswith("forecast") or code == "ytd_above_forecast"
    figure = figure_at(facts.record, measure, "forecast" if ahead else "value", year)
    return bool(figure.note.strip() or figure.basis.strip())
