"""A workspace in memory for tests of the terminal face: the real plans, a rating simple enough to read.

`FakeWorkspace` satisfies evaltui.tui.source.Source. Reductions are rated by the plain table of the spec; every other rule
is 待定. Run as a script it opens the terminal face on itself:

    python fake_workspace.py UNIT [--log FILE] [--slow SECONDS] [--break] [--filled]
"""

from __future__ import annotations

import json
import os
import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from evaltui.access import Identity
from evaltui.assess.duties import Duties, contributors, duties
from evaltui.assess.progress import UnitProgress, progress
from evaltui.assess.results import Assessment, Required, YearCell
from evaltui.errors import OutputFailed, Problem, Severity
from evaltui.plan.load import load_plan
from evaltui.plan.model import Comparator, Indicator, Plan
from evaltui.store.numbers import parse_figure
from evaltui.store.record import Changes, Figure, Record, forecast_path, value_path
from evaltui.store.settings import Round, Settings, Unit
from evaltui.text import plain, round_half_up

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2025, 6, 7)


@dataclass(frozen=True)
class FakeAnswer:
    saved: bool = True
    figure: Figure | None = None
    notes: tuple[str, ...] = ()
    problem: Problem | None = None
    conflicts: tuple[object, ...] = ()


@dataclass(frozen=True)
class FakePlan:
    plan: Plan
    code_problem: Problem | None = None


@dataclass(frozen=True)
class FakeEntry:
    id: str
    title: str
    version: str
    state: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class FakeRegistry:
    entries: tuple[FakeEntry, ...]


def read_plans() -> tuple[Plan, ...]:
    found = []
    for name in ("safety_plan", "emergency_plan"):
        plan, problems = load_plan(ROOT / "plugins" / name)
        assert plan is not None, problems
        found.append(plan)
    return tuple(found)


def read_settings(plans: Sequence[Plan]) -> Settings:
    raw = tomllib.loads((ROOT / "data" / "workspace.toml").read_text("utf-8"))
    units = tuple(
        Unit(item["id"], item["name"], item["kind"], item.get("short", ""), tuple(item.get("aliases", ())))
        for item in raw["units"]
    )
    given = raw["round"]
    return Settings(
        region=raw["region"],
        round=Round(
            given["id"],
            given["title"],
            given["actual_through"],
            tuple(given["forecast"]),
            given["cutoffs"],
            given["deadlines"],
        ),
        units=units,
        plans=tuple(plan.id for plan in plans),
        office_phone="0513-88888888",
    )


class FakeWorkspace:
    """Records in memory; `broken` makes every save fail, `slow` makes it take that many seconds."""

    def __init__(
        self,
        unit: str | None = "yjglj",
        *,
        role: str = "clerk",
        records: Mapping[str, Record] | None = None,
        log: Path | None = None,
    ) -> None:
        read = read_plans()
        self.plans = tuple(FakePlan(plan) for plan in read)
        self.settings = read_settings(read)
        self.registry = FakeRegistry(tuple(FakeEntry(plan.id, plan.title, plan.version, "ready") for plan in read))
        self.identity = Identity(role, unit)  # type: ignore[arg-type]  # a test names a real role
        self.problems: tuple[Problem, ...] = ()
        self.today = TODAY
        self.records: dict[str, Record] = dict(records or {})
        self.entered: list[tuple[str, int, str, str, str]] = []
        self.broken = False
        self.slow = 0.0
        self.locks: dict[str, str] = {}
        self._log = log
        self._duties = duties(read, self.settings)

    def record(self, unit: str) -> Record:
        return self.records.get(unit, Record(unit))

    def city(self) -> Record:
        return Record("city")

    def duties(self, unit: str) -> Duties:
        return self._duties[unit]

    def contributors(self, measure: str) -> tuple[str, ...]:
        return contributors(measure, [item.plan for item in self.plans], self.settings)

    def locked(self, unit: str) -> Mapping[str, str]:
        return self.locks

    def enter(self, unit: str, measure: str, year: int, slot: str, reading: str, text: str) -> FakeAnswer:
        self._may_save()
        self.entered.append((measure, year, slot, reading, text))
        if self._log is not None:
            with self._log.open("a", encoding="utf-8") as file:
                file.write(json.dumps([measure, year, slot, reading, text], ensure_ascii=False) + "\n")
        known = next(plan.plan.measure_by_id[measure] for plan in self.plans if measure in plan.plan.measure_by_id)
        typed = parse_figure(
            text,
            uom=known.uom,
            nature=known.nature,
            reading=reading,  # type: ignore[arg-type]  # readings are spelled right
            integer=known.integer,
            bounds=known.bounds,
            year=year,
            forecast=slot == "forecast",
        )
        leaf = None if typed.figure is None else typed.figure.to_leaf()
        path = value_path(measure, year) if slot == "values" else forecast_path(measure, year)
        self.records[unit] = self.record(unit).edited({path: leaf})
        return FakeAnswer(True, typed.figure, typed.notes, typed.problem)

    def edit(self, unit: str, changes: Changes, reason: str = "") -> FakeAnswer:
        self._may_save()
        self.records[unit] = self.record(unit).edited(changes)
        return FakeAnswer()

    def _may_save(self) -> None:
        if self.slow:
            time.sleep(self.slow)
        if self.broken:
            raise OutputFailed(Problem("disk_full", Severity.MUST_FIX, "", "磁盘满了，没有保存。", "请告诉管理员。"))

    def preview(self, unit: str, changes: Changes) -> tuple[Assessment, ...]:
        return self._rate(unit, self.record(unit).edited(changes))

    def rate(self, unit: str | None = "all", plan: str | None = None) -> tuple[Assessment, ...]:
        assert unit is not None
        return self._rate(unit, self.record(unit))

    def _rate(self, unit: str, record: Record) -> tuple[Assessment, ...]:
        mine = set(self.duties(unit).measures)
        return tuple(
            assess(unit, item.plan, indicator, record)
            for item in self.plans
            for indicator in item.plan.indicators
            if indicator.measure in mine
        )

    def check(self, unit: str) -> tuple[Problem, ...]:
        return tuple(
            Problem("open_question", Severity.MUST_FIX, "", f"“{leaf_text}”还不是一个数。", "请改成一个数。", path)
            for path, leaf in self.record(unit).fields.items()
            if path[:1] == ("measures",) and len(path) == 4 and (leaf_text := Figure.from_leaf(leaf).raw)
        )

    def refresh(self) -> None:
        """Nothing is kept that could be old."""

    def progress(self) -> tuple[UnitProgress, ...]:
        plans = [item.plan for item in self.plans]
        wanted = {self.identity.unit: self._duties[self.identity.unit]} if self.identity.unit else self._duties
        return progress(
            wanted,
            plans,
            self.settings,
            self.records,
            self.city(),
            self.today,
            problems={unit: self.check(unit) for unit in wanted},
        )


def assess(unit: str, plan: Plan, indicator: Indicator, record: Record) -> Assessment:
    """The table of the spec for a reduction in raw figures; pending for anything else."""
    period, target = plan.period, indicator.target
    figures = {year: record.figure(indicator.measure, year).value for year in (period.base, *period.years[:-1])}
    figures[period.last] = record.forecast(indicator.measure, period.last).value
    base = figures[period.base]
    missing = tuple(f"{year}年" for year, value in figures.items() if value is None)

    def fall(year: int) -> Decimal | None:
        value = figures[year]
        if not base or value is None:
            return None
        return round_half_up(Fraction(base - value) / Fraction(base) * 100, 12)

    blank = Assessment(
        unit=unit, plan=plan.id, table=indicator.table, indicator=indicator.id, measure=indicator.measure,
        computed="pending", effective="pending", on_schedule=None, meets_target=None, early=None, explanation_owed=False,
        aggregate_actual=fall(period.last - 1), aggregate_all=fall(period.last), required=None, missing=missing,
        derivation=f"还缺{'、'.join(missing)}的数，暂时不能评价。" if missing else "这类指标在演示中不评价。",
        base=YearCell(period.base, raw=base),
        years=tuple(YearCell(year, raw=figures[year], fall=fall(year), forecast=year == period.last) for year in period.years),
        inputs="", facts=MappingProxyType({}),
    )  # fmt: skip  # one call, read as a table
    if indicator.rule != "reduction" or target is None or missing or not base:
        return blank
    last, now = fall(period.last), fall(period.last - 1)
    assert last is not None
    assert now is not None
    strict = target.comparator is Comparator.GT

    def passes(value: Decimal, against: Decimal) -> bool:
        return value > against if strict else value >= against

    schedule = target.value * (period.n - 1) / period.n
    meets, on_schedule = passes(last, target.value), now >= schedule
    early = meets and passes(now, target.value)
    rating = "behind" if not (meets and on_schedule) else "ahead" if early else "on_track"
    limit = base * (100 - target.value) / 100
    whole = int(limit) - (1 if strict and limit == int(limit) else 0)
    word = {"ahead": "提前实现", "on_track": "符合预期", "behind": "滞后预期"}[rating]
    last_year, first = period.last, period.base
    said = (
        f"{first}年基数{plain(base)}起；{last_year - 1}年实际{plain(figures[last_year - 1] or Decimal(0))}起，"
        f"较{first}年下降{round_half_up(now, 1)}%；"
        f"序时进度要求{plain(target.value)}%×4/5={round_half_up(schedule, 1)}%；"
        f"{last_year}年预计{plain(figures[last_year] or Decimal(0))}起，下降{round_half_up(last, 1)}%；评价为{word}。"
        f"{last_year}年控制在{whole}起以内方可达标。"
    )
    return replace(
        blank, computed=rating, effective=rating, on_schedule=on_schedule, meets_target=meets, early=early,
        explanation_owed=rating == "behind", derivation=said, required=Required(Comparator.LT, limit, whole, "open"),
    )  # fmt: skip  # one call, read as a table


def filled_record(unit: str) -> Record:
    """Plausible figures for the first measures of 市应急管理局, with a question, a state and a fall."""
    changes: dict[tuple[str, ...], object] = {}
    for year, value in {2020: 120, 2021: 114, 2022: 110, 2023: 104, 2024: 96}.items():
        changes[value_path("work_accidents", year)] = value
    changes[forecast_path("work_accidents", 2025)] = 94
    for year, value in {2020: 40, 2021: 39, 2022: 37, 2023: 36, 2024: 35}.items():
        changes[value_path("work_deaths", year)] = value
    changes[forecast_path("work_deaths", 2025)] = "约33"
    return Record(unit).edited(changes)  # type: ignore[arg-type]  # ints and text are leaves


def main(arguments: Sequence[str]) -> int:
    from evaltui.tui.app import run

    unit = None if arguments[0] == "-" else arguments[0]
    log = Path(arguments[arguments.index("--log") + 1]) if "--log" in arguments else None
    records = {"yjglj": filled_record("yjglj")} if "--filled" in arguments else {}
    workspace = FakeWorkspace(unit, role="clerk" if unit else "office", records=records, log=log)
    workspace.broken = "--break" in arguments
    if "--slow" in arguments:
        workspace.slow = float(arguments[arguments.index("--slow") + 1])
    return (
        run(workspace, clock=lambda: datetime(2025, 6, 7, 10, 32)) if os.environ.get("FIXED_CLOCK") else run(workspace)
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
