"""The plans of this session: which there are, and opening one with its hooks connected."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from evaltui.errors import PlanRefused, Problem, Severity, UsageProblem, problem
from evaltui.plan.contract import Check, ExportFormat, Rule
from evaltui.plan.discovery import PlanEntry, PlanState, find_plans
from evaltui.plan.findings import near
from evaltui.plan.hooks import PREFIX, PROJECT, Hooks, hookimpl
from evaltui.plan.isolate import CodeFailure, code_digest, code_failure, import_code, imported_digest
from evaltui.plan.load import CODE_FILE, has_code
from evaltui.plan.model import Plan
from evaltui.plan.opened import CoreContributions, LoadedPlan
from evaltui.plan.opened import Hooks as ConnectedHooks
from evaltui.plan.places import PlaceKind, SearchPlace, search_places

__all__ = [
    "CoreContributions",
    "LoadedPlan",
    "PlaceKind",
    "PlanEntry",
    "PlanState",
    "Registry",
    "SearchPlace",
    "discover",
    "search_places",
]


class Registry:
    """Every plan that was found. Opening one twice gives the same LoadedPlan."""

    def __init__(
        self,
        entries: Sequence[PlanEntry],
        problems: Sequence[Problem],
        core: CoreContributions,
        *,
        run_code: bool = True,
    ) -> None:
        self._entries = tuple(entries)
        # Made once: a contribution of the core is told from a plan's by being the same object.
        self._core = CoreContributions(
            rules=cache(lambda: tuple(core.rules())),
            checks=cache(lambda: tuple(core.checks())),
            formats=cache(lambda: tuple(core.formats())),
        )
        self._run_code = run_code
        self._opened: dict[str, LoadedPlan] = {}
        self.problems = tuple(problems)
        """What is wrong with the places that were searched."""

    @property
    def entries(self) -> tuple[PlanEntry, ...]:
        """Every plan folder, in search order, with its state as it is by now."""
        return tuple(self._current(entry) for entry in self._entries)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the plans that can be opened."""
        return tuple(entry.id for entry in self._entries if entry.state == "ready")

    def open(self, plan_id: str) -> LoadedPlan:
        """The plan `plan_id`, its data readable whatever its code does.

        UsageProblem where there is no such plan; PlanRefused with every reason where there is, but not usable.
        """
        if plan_id in self._opened:
            return self._opened[plan_id]
        found = [entry for entry in self._entries if entry.id == plan_id and entry.state != "shadowed"]
        if not found:
            choices = "、".join(self.ids) or "无"
            raise UsageProblem(problem("plan_unknown", id=plan_id, near=near(plan_id, self.ids), allowed=choices))
        entry = found[0]
        if entry.state != "ready" or entry.plan is None:
            refused = problem("plan_refused", str(entry.folder), id=plan_id, folder=entry.folder)
            must_fix = tuple(p for e in found for p in e.problems if p.severity is Severity.MUST_FIX)
            raise PlanRefused(refused, *dict.fromkeys(must_fix))
        opened = LoadedPlan(
            entry.plan,
            self._core,
            self._connect,
            run_code=self._run_code,
            others=lambda: self._others(plan_id),
        )
        self._opened[plan_id] = opened
        return opened

    def _current(self, entry: PlanEntry) -> PlanEntry:
        opened = self._opened.get(entry.id)
        if entry.state != "ready" or opened is None or opened.code_problem is None:
            return entry
        if opened.code_problem.severity is not Severity.MUST_FIX:
            return entry
        return replace(entry, state="code_failed", problems=(*entry.problems, opened.code_problem))

    def _others(self, plan_id: str) -> tuple[Plan, ...]:
        return tuple(e.plan for e in self._entries if e.plan and e.state == "ready" and e.id != plan_id)

    def _connect(self, folder: Path | None) -> ConnectedHooks | CodeFailure:
        """A manager of its own for one plan: an exception in a shared call would throw away everybody's answers."""
        manager = pluggy.PluginManager(PROJECT)
        manager.add_hookspecs(Hooks)
        manager.register(_CoreAnswers(self._core), "core")
        if folder is not None:
            module = import_code(folder)
            if isinstance(module, CodeFailure):
                return module
            if slip := _misplaced_hook(manager, module):
                return CodeFailure(slip)
            try:
                manager.register(module, "plan")
                manager.check_pending()
            except Exception as error:  # noqa: BLE001  # pluggy's own complaints, and whatever a strange module raises
                return _not_connected(folder, error)
        return ConnectedHooks(
            lambda hook, facts: getattr(manager.hook, hook)(**facts),
            lambda: _dropped(manager),
        )


def discover(places: Iterable[SearchPlace], core: CoreContributions, *, run_code: bool = True) -> Registry:
    """Find every plan. Reads plan.toml files only; `run_code` False never imports a plugin.py later either.

    Calling it again re-reads the files; Python that was imported before stays as it was, and a hint says so.
    """
    entries, problems = find_plans(places)
    return Registry([_told_about_code(entry, run_code) for entry in entries], problems, core, run_code=run_code)


class _CoreAnswers:
    """The core as a plugin of every plan: asked last, so that a plan can override one answer and keep the rest."""

    def __init__(self, core: CoreContributions) -> None:
        self._core = core

    @hookimpl(trylast=True)
    def evaltui_rating_rules(self, core: Mapping[str, Rule]) -> Sequence[Rule]:
        return tuple(core.values())

    @hookimpl(trylast=True)
    def evaltui_checks(self) -> Sequence[Check]:
        return tuple(self._core.checks())

    @hookimpl(trylast=True)
    def evaltui_export_formats(self) -> Sequence[ExportFormat]:
        return tuple(self._core.formats())


def _told_about_code(entry: PlanEntry, run_code: bool) -> PlanEntry:
    if entry.plan is None or not has_code(entry.folder):
        return entry
    place = str(entry.folder / CODE_FILE)
    imported = imported_digest(entry.folder)
    if not run_code:
        return replace(entry, problems=(*entry.problems, problem("plan_code_not_run", place)))
    if imported is not None and imported != code_digest(entry.folder):
        return replace(entry, problems=(*entry.problems, problem("plan_code_changed", place)))
    return entry


def _misplaced_hook(manager: pluggy.PluginManager, module: ModuleType) -> Problem | None:
    """The first function of a plugin.py that means to be a hook and is none: pluggy's own words are for programmers."""
    specs = [name for name in dir(Hooks) if name.startswith(PREFIX)]
    for name, function in vars(module).items():
        if not inspect.isfunction(function):
            continue
        marked = manager.parse_hookimpl_opts(module, name) is not None
        code = function.__code__
        place = f"{code.co_filename}:{code.co_firstlineno}"
        if marked and name not in specs:
            return problem("plan_hook_unknown", place, found=name, near=near(name, specs), allowed="、".join(specs))
        if name in specs and not marked:
            return problem("plan_hook_unmarked", place, found=name)
        if marked:
            known = list(inspect.signature(getattr(Hooks, name)).parameters)[1:]
            strange = next(
                (argument for argument in inspect.signature(function).parameters if argument not in known), None
            )
            if strange is not None:
                allowed = "、".join(known)
                return problem("plan_hook_argument", place, hook=name, found=strange, allowed=allowed)
    return None


def _dropped(manager: Any) -> None:
    if manager.has_plugin("plan"):
        manager.unregister(name="plan")


def _not_connected(folder: Path, error: Exception) -> CodeFailure:
    trace = code_failure(folder, "import", error).trace
    what = str(error).splitlines()[0] if str(error) else type(error).__name__
    return CodeFailure(problem("plan_code_hook", str(folder / CODE_FILE), what=what), trace)
