"""cases.toml: worked examples of a plan, figures in and rating out, as data. Running them is not done here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args

from evaltui.catalogue.plan_keys import KINDS_ALLOWED, SECTIONS
from evaltui.catalogue.words import RATING
from evaltui.errors import Problem
from evaltui.plan import model
from evaltui.plan.document import read_document
from evaltui.plan.findings import Findings, brief, show
from evaltui.plan.keys import FIRST_YEAR, LAST_YEAR, Key, section_of
from evaltui.plan.load import CASES_FILE
from evaltui.plan.model import Comparator, Lag, MeanEarly, Plan, Target, ZeroBase
from evaltui.plan.sections import Row, read_section
from evaltui.plan.spans import KeyPath
from evaltui.plan.targets import exact_number, parse_target
from evaltui.plan.values import UNFIT, read_value

YEAR_STATES = ("not_occurred", "not_applicable", "not_available", "by_superior")
BASE_STATES = (*YEAR_STATES, "no_system")

Reading: TypeAlias = Literal["raw", "vs_base", "yoy"]
CaseValue: TypeAlias = Decimal | str
"""A number, or the name of a year state."""
Years: TypeAlias = Mapping[int, CaseValue]
ThreeValued: TypeAlias = bool | Literal["unknown"] | None
"""True, False, "unknown"; None where the case does not say."""
RequiredState: TypeAlias = Literal["secured", "impossible", "none"]

_NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Expected:
    """[cases.expected]: what the case must give; None and () are not compared.

    `to_date` and `final` are compared after half-up rounding to the digits they are written with.
    """

    rating: str
    owed: bool | None = None
    on_schedule: ThreeValued = None
    meets: ThreeValued = None
    early: ThreeValued = None
    required: tuple[Comparator, Decimal] | RequiredState | None = None
    required_integer: int | None = None
    to_date: Decimal | None = None
    final: Decimal | None = None
    contains: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Switches:
    """[cases.switches]: the round's switches in this case; None takes the plan's."""

    lag: Lag | None = None
    mean_early: MeanEarly | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One worked example. `figures` (measure -> year -> value) stand in place of base, actual and forecast.

    `actual_through` is always filled. `line` is where the case stands in cases.toml.
    """

    title: str
    indicator: str
    expected: Expected
    base: CaseValue | None = None
    actual: Years = field(default_factory=lambda: _NOTHING)
    forecast: Years = field(default_factory=lambda: _NOTHING)
    figures: Mapping[str, Years] = field(default_factory=lambda: _NOTHING)
    reading: Reading = "raw"
    readings: Mapping[int, Reading] = field(default_factory=lambda: _NOTHING)
    statement: Literal["", "can", "difficult", "cannot"] = ""
    actual_through: int = 0
    switches: Switches = Switches()
    zero_base: ZeroBase | None = None
    local_share: Target | None = None
    target: Target | None = None
    note: str = ""
    line: int = 0

    def reading_of(self, year: int) -> Reading:
        """How the figure of a year is typed."""
        return self.readings.get(year, self.reading)


CASE_KEYS = MappingProxyType(
    {
        section.path: section
        for section in (
            section_of(
                "cases",
                Case,
                Key("title", "line"),
                Key("indicator", "id", refers="indicators"),
                Key("base", "free"),
                Key("actual", "free"),
                Key("forecast", "free"),
                Key("figures", "free"),
                Key("reading", "choice", get_args(Reading)),
                Key("readings", "free"),
                Key("statement", "choice", ("can", "difficult", "cannot")),
                Key("actual_through", "integer", low=FIRST_YEAR, high=LAST_YEAR),
                Key("switches", "free"),
                Key("zero_base", "choice", get_args(ZeroBase)),
                Key("local_share", "target"),
                Key("target", "target"),
                Key("note", "prose"),
                Key("expected", "free"),
                rows=True,
            ),
            section_of(
                "cases.switches",
                Switches,
                Key("lag", "choice", get_args(model.Lag)),
                Key("mean_early", "choice", get_args(model.MeanEarly)),
            ),
            section_of(
                "cases.expected",
                Expected,
                Key("rating", "id"),
                Key("owed", "flag"),
                Key("on_schedule", "free"),
                Key("meets", "free"),
                Key("early", "free"),
                Key("required", "free"),
                Key("required_integer", "integer"),
                Key("to_date", "number"),
                Key("final", "number"),
                Key("contains", "free"),
                Key("missing", "free"),
            ),
        )
    }
)
"""Every key of cases.toml, in the shape of `keys.KEYS`."""


def load_cases(folder: Path, plan: Plan) -> tuple[tuple[Case, ...], tuple[Problem, ...]]:
    """The cases of a plan's folder that can be run, and everything wrong with the others. No file: no cases."""
    path = folder / CASES_FILE
    if not path.exists():
        return (), ()
    document = read_document(path)
    if document.tables is None:
        return (), document.findings.problems()
    reader = _CaseReader(plan, document.findings)
    cases = reader.read(document.tables)
    return cases, document.findings.problems()


class _CaseReader:
    """Reads the cases of one file against one plan."""

    def __init__(self, plan: Plan, out: Findings) -> None:
        self.plan = plan
        self.out = out

    def read(self, tables: Mapping[str, Any]) -> tuple[Case, ...]:
        for name in tables:
            if name != "cases":
                self.out.add("plan_unknown_key", (name,), found=brief(name), near="", allowed="cases")
        raw = tables.get("cases", [])
        if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
            self.out.add("plan_wrong_type", ("cases",), found=show(raw), allowed="用 [[cases]] 写的若干张表")
            return ()
        titles: dict[str, KeyPath] = {}
        cases = []
        for index, item in enumerate(raw):
            row = read_section(CASE_KEYS["cases"], item, ("cases", index), self.out)
            if title := row.get("title"):
                first = titles.setdefault(title, row.at("title"))
                if first != row.at("title"):
                    self.out.add("plan_duplicate", row.at("title"), found=show(title), line=self.out.line(first))
            if case := self._case(row):
                cases.append(case)
        return tuple(cases)

    def _case(self, row: Row) -> Case | None:
        period = self.plan.period
        through = row.values.setdefault("actual_through", self._last_actual())
        if through not in period.years:
            facts = {"first": period.first, "last": period.last}
            self.out.add("plan_year_outside", row.at("actual_through"), year=through, **facts)  # type: ignore[arg-type]  # facts are no position
            row.complete = False
        years = {
            "actual": [year for year in period.years if year <= through],
            "forecast": [year for year in period.years if year > through],
        }
        read: dict[str, Any] = {
            name: self._years(raw, row.at(name), allowed)
            for name, allowed in years.items()
            if (raw := row.get(name)) is not None
        }
        if (base := row.get("base")) is not None:
            read["base"] = self._figure(base, row.at("base"), BASE_STATES)
        if (figures := row.get("figures")) is not None:
            read["figures"] = self._figures(figures, row.at("figures"))
        if (readings := row.get("readings")) is not None:
            read["readings"] = self._readings(readings, row.at("readings"))
        for name, reader in (("switches", self._switches), ("expected", self._expected)):
            if (raw := row.get(name)) is not None:
                read[name] = reader(raw, row.at(name))
        self._inputs(row)
        if not row.complete or any(value is UNFIT for value in read.values()):
            return None
        return Case(**{**row.values, **read, "line": self.out.line(row.path)})

    def _last_actual(self) -> int:
        rounds = self.plan.rounds
        return rounds[-1].actual_through if rounds else max(self.plan.period.last - 1, self.plan.period.first)

    def _inputs(self, row: Row) -> None:
        """Figures are given one way or the other, for an indicator that exists."""
        typed = [name for name in ("base", "actual", "forecast") if name in row.values]
        if "figures" in row.values and typed:
            self._refuse(row, "case_inputs_mixed", "figures", found="、".join(typed))
        if "figures" not in row.values and not typed and not row.get("statement"):
            self._refuse(row, "case_no_figures", "")
        wanted = row.get("indicator")
        known = self.plan.indicator_by_id
        if wanted is not None and wanted not in known:
            what = SECTIONS["indicators"]
            self._refuse(
                row, "plan_no_such", "indicator", found=show(wanted), what=what, near=self.out.near(wanted, known)
            )

    def _refuse(self, row: Row, code: str, name: str, **facts: str) -> None:
        self.out.add(code, row.at(name) if name else row.path, **facts)  # type: ignore[arg-type]  # facts are no position
        row.complete = False

    def _years(self, raw: object, path: KeyPath, allowed: list[int], states: tuple[str, ...] = YEAR_STATES) -> Any:
        if not isinstance(raw, Mapping):
            return self._wrong(raw, path, "year_values")
        values: dict[int, Any] = {}
        fit = True
        for name, value in raw.items():
            at = (*path, name)
            if not re.fullmatch(r"[0-9]{4}", name):
                fit = self._wrong(name, at, "year_values") is not UNFIT
            elif int(name) not in allowed:
                first, last = (allowed[0], allowed[-1]) if allowed else ("无", "无")
                self.out.add("plan_year_outside", at, year=name, first=first, last=last)
                fit = False
            else:
                values[int(name)] = self._figure(value, at, states)
        return MappingProxyType(values) if fit and UNFIT not in values.values() else UNFIT

    def _figure(self, raw: object, path: KeyPath, states: tuple[str, ...]) -> Any:
        if isinstance(raw, str) and raw in states:
            return raw
        value = exact_number(raw)
        if value is None:
            self.out.add("case_bad_value", path, found=show(raw), allowed="、".join(states))
            return UNFIT
        return value

    def _figures(self, raw: object, path: KeyPath) -> Any:
        if not isinstance(raw, Mapping) or not raw:
            return self._wrong(raw, path, "figures")
        period = self.plan.period
        values: dict[str, Any] = {}
        for name, years in raw.items():
            at = (*path, name)
            if name not in self.plan.measure_by_id:
                nearest = self.out.near(name, self.plan.measure_by_id)
                self.out.add("plan_no_such", at, found=show(name), what=SECTIONS["measures"], near=nearest)
                values[name] = UNFIT
            else:
                values[name] = self._years(years, at, [period.base, *period.years], BASE_STATES)
        return UNFIT if UNFIT in values.values() else MappingProxyType(values)

    def _readings(self, raw: object, path: KeyPath) -> Any:
        if not isinstance(raw, Mapping):
            return self._wrong(raw, path, "readings")
        choice = Key("reading", "choice", get_args(Reading))
        values: dict[int, Any] = {}
        for name, value in raw.items():
            at = (*path, name)
            if not re.fullmatch(r"[0-9]{4}", name) or int(name) not in self.plan.period.years:
                return self._wrong(name, at, "readings")
            values[int(name)] = read_value(choice, value, at, self.out)
        return UNFIT if UNFIT in values.values() else MappingProxyType(values)

    def _switches(self, raw: object, path: KeyPath) -> Any:
        if not isinstance(raw, Mapping):
            return self._wrong(raw, path, "section")
        row = read_section(CASE_KEYS["cases.switches"], raw, path, self.out)
        return row.build() if row.complete else UNFIT

    def _expected(self, raw: object, path: KeyPath) -> Any:
        if not isinstance(raw, Mapping):
            return self._wrong(raw, path, "section")
        row = read_section(CASE_KEYS["cases.expected"], raw, path, self.out)
        ratings = (*RATING, *(name for name in self.plan.rating.words if name not in RATING))
        if (rating := row.get("rating")) is not None and rating not in ratings:
            choices = "、".join(ratings)
            at = row.at("rating")
            self.out.add(
                "plan_not_a_choice", at, found=show(rating), near=self.out.near(rating, ratings), allowed=choices
            )
            row.complete = False
        for name, reader in _EXPECTED_READERS.items():
            if name in row.values:
                row.values[name] = reader(row.values[name], row.at(name), self.out)
        return row.build() if row.complete and UNFIT not in row.values.values() else UNFIT

    def _wrong(self, raw: object, path: KeyPath, kind: str) -> Any:
        self.out.add("plan_wrong_type", path, found=show(raw), allowed=KINDS_ALLOWED[kind])
        return UNFIT


def _three_valued(raw: object, path: KeyPath, out: Findings) -> Any:
    if isinstance(raw, bool) or raw == "unknown":
        return raw
    out.add("plan_wrong_type", path, found=show(raw), allowed=KINDS_ALLOWED["three_valued"])
    return UNFIT


def _required(raw: object, path: KeyPath, out: Findings) -> Any:
    if raw in get_args(RequiredState):
        return raw
    target, readable = parse_target(raw) if isinstance(raw, str) else (None, False)
    if not readable or target is None:
        out.add("case_bad_required", path, found=show(raw))
        return UNFIT
    return target.comparator, target.value


def _pieces(raw: object, path: KeyPath, out: Findings) -> Any:
    pieces = (raw,) if isinstance(raw, str) else raw
    if isinstance(pieces, (list, tuple)) and all(isinstance(piece, str) and piece for piece in pieces):
        return tuple(pieces)
    out.add("plan_wrong_type", path, found=show(raw), allowed=KINDS_ALLOWED["pieces"])
    return UNFIT


_EXPECTED_READERS = {
    "on_schedule": _three_valued,
    "meets": _three_valued,
    "early": _three_valued,
    "required": _required,
    "contains": _pieces,
    "missing": _pieces,
}
