"""The plans of a workspace: the core's own contributions, finding plans, and checking one folder whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from evaltui.errors import EvaltuiError, Problem
from evaltui.plan.contract import Check, ExportFormat, Rule
from evaltui.plan.model import Plan
from evaltui.plan.registry import CoreContributions, LoadedPlan, Registry, discover, search_places
from evaltui.store.repository import Store
from evaltui.store.units import split_units
from evaltui.workspace.place import Places, bundled


def _rules() -> Iterable[Rule]:
    from evaltui.assess.rules import core_rules  # polars is imported when a rule is first asked for

    return core_rules().values()


def _checks() -> Iterable[Check]:
    return ()


def _formats() -> Iterable[ExportFormat]:
    from evaltui.exchange.forms import core_formats

    return core_formats()


CORE = CoreContributions(rules=_rules, checks=_checks, formats=_formats)


def open_registry(places: Places) -> Registry:
    """Every plan that can be found from `places`, in search order; reads plan.toml files only."""
    found = search_places(places.plugins, places.environment, places.data, bundled("plugins"))
    return discover(found, CORE, run_code=places.plugin_code)


def check_plan(folder: Path, places: Places, data: Path | None) -> tuple[Problem, ...]:
    """Everything wrong with one plan folder, its worked examples included.

    `data`: a workspace whose units and aliases the plan's printed names are held against, where there is one.
    """
    from evaltui.plan.check import check_folder
    from evaltui.workspace.cases import case_problems

    known = None
    if data is not None:
        try:
            settings, _ = Store(data).settings()
        except EvaltuiError:
            settings = None
        if settings is not None:
            known_settings = settings

            def known(name: str) -> bool:
                units, unknown, _ = split_units(name, known_settings)
                return bool(units) and not unknown

    opened: list[LoadedPlan] = []

    def open_plan(plan: Plan) -> LoadedPlan:
        registry = discover(search_places(folder, {}, None, bundled("plugins")), CORE, run_code=places.plugin_code)
        opened.append(registry.open(plan.id))
        return opened[-1]

    neighbours = [entry for entry in open_registry(places).entries if entry.plan and entry.state == "ready"]
    elsewhere = [entry.plan for entry in neighbours if entry.plan and entry.folder.resolve() != folder.resolve()]
    own_id = next(
        (entry.id for entry in neighbours if entry.folder.resolve() == folder.resolve()), folder.resolve().name
    )
    problems = check_folder(folder, known, open_plan, [plan for plan in elsewhere if plan.id != own_id])
    return (*problems, *(item for loaded in opened for item in case_problems(loaded)))
