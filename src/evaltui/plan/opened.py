"""An opened plan: its data, and what it and the core contribute to rating, checking and exporting it.

The first failure of a plan's own code ends the use of that code: from then on the core answers alone, and the problem
says so. What the code gave is checked where it comes in and guarded where it is called later.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from evaltui.catalogue.plan_keys import CODE_ANSWERS, CODE_STAGES
from evaltui.errors import Problem, problem
from evaltui.plan.answers import contribution_name, derived_figures, guarded, is_fit, unfit_rule
from evaltui.plan.clash import clashes
from evaltui.plan.contract import Check, DerivedFigures, ExportFormat, Rule
from evaltui.plan.findings import Findings, show
from evaltui.plan.isolate import CodeFailure, code_digest, code_failure
from evaltui.plan.load import CODE_FILE, describe_plan, has_code, read_plan
from evaltui.plan.model import Plan

Made = TypeVar("Made", Rule, Check, ExportFormat)


@dataclass(frozen=True)
class CoreContributions:
    """The core's own rules, checks and export formats, made when first asked for: they import heavy things."""

    rules: Callable[[], Iterable[Rule]]
    checks: Callable[[], Iterable[Check]]
    formats: Callable[[], Iterable[ExportFormat]]


@dataclass(frozen=True)
class Hooks:
    """One plan's hooks, connected: `call` asks one by name, `drop_code` leaves the core to answer alone."""

    call: Callable[[str, Mapping[str, Any]], Any]
    drop_code: Callable[[], None]


class LoadedPlan:
    """One plan in use. Its code is not imported before `plan`, `rules`, `derive`, `checks` or `formats` needs it."""

    def __init__(
        self,
        plan: Plan,
        core: CoreContributions,
        connect: Callable[[Path | None], Hooks | CodeFailure],
        *,
        run_code: bool = True,
        others: Callable[[], Sequence[Plan]] = tuple,
    ) -> None:
        """`connect` connects the hooks with the code of a folder, or (None) without any.

        `core` must give the same objects each time. `others` are the plans whose measures this one must agree with
        even after its code changed it.
        """
        self._toml = plan
        self._core = core
        self._connect = connect
        self._others = others
        self._folder = Path(plan.folder)
        self._hooks: Hooks | None = None
        self._plan: Plan | None = None
        self._gathered: dict[str, tuple[Any, ...]] = {}
        self._failure: CodeFailure | None = None
        # Rating runs in a worker thread while the screen asks too; a module must not be seen half imported.
        self._lock = threading.RLock()
        self.has_code = has_code(self._folder)
        self._runs_code = self.has_code and run_code
        if self.has_code and not run_code:
            self._failure = CodeFailure(problem("plan_code_not_run", str(self._folder / CODE_FILE)))

    @property
    def id(self) -> str:
        """The plan's id."""
        return self._toml.id

    @property
    def code_problem(self) -> Problem | None:
        """Why the plan's own code is not in use, as far as is known by now; None where it is, or there is none."""
        return self._failure.problem if self._failure else None

    @property
    def code_trace(self) -> str:
        """The traceback behind `code_problem`, for the plan's author."""
        return self._failure.trace if self._failure else ""

    @property
    def code_digest(self) -> str:
        """sha256 over the plan's Python files; "" where it has none."""
        return code_digest(self._folder)

    @property
    def plan(self) -> Plan:
        """The plan: what plan.toml says, or what evaltui_schema made of it."""
        with self._lock:
            if self._plan is None:
                self._plan = self._toml
                if self._runs_code and _names_schema(self._folder):
                    self._plan = self._made_by_schema()
            return self._plan

    def rules(self) -> Mapping[str, Rule]:
        """Every rule by name; the plan's own in place of the core's where they share it."""
        core = {rule.name: rule for rule in self._core.rules()}
        hook = "evaltui_rating_rules"
        rules = {rule.name: rule for rule in self._all(hook, Rule, core.values(), {"core": MappingProxyType(core)})}
        if self._runs_code and (what := unfit_rule(self.plan, rules)):
            self._fail(CodeFailure(problem("plan_code_hook", self._place, what=what)))
            rules = core
        return MappingProxyType(rules)

    def checks(self) -> tuple[Check, ...]:
        """Every check, the plan's own first; one for each code."""
        return self._all("evaltui_checks", Check, self._core.checks(), {})

    def formats(self) -> tuple[ExportFormat, ...]:
        """Every export format, the plan's own first; one for each kind."""
        return self._all("evaltui_export_formats", ExportFormat, self._core.formats(), {})

    def derive(self, values: Mapping[tuple[str, int], Decimal]) -> DerivedFigures:
        """The figures that the plan's code derives from `values`, never one that is there already."""
        if not self._runs_code:
            return MappingProxyType({})
        answer = self._call("evaltui_derive", {"values": MappingProxyType(dict(values))})
        derived = derived_figures(answer, self.plan)
        if derived is None:
            self.unfit("evaltui_derive", answer)
        return MappingProxyType({key: value for key, value in (derived or {}).items() if key not in values})

    def fail(self, stage: str, error: BaseException) -> Problem:
        """Note that the plan's code raised while being used: `stage` is rate, words, run, build or a hook's name."""
        return self._fail(code_failure(self._folder, stage, error))

    def unfit(self, stage: str, answer: object) -> Problem:
        """Note that the plan's code returned something it must not."""
        told = CODE_STAGES.get(stage, stage)
        found = show(answer)
        return self._fail(
            CodeFailure(problem("plan_code_answer", self._place, hook=told, allowed=CODE_ANSWERS[stage], found=found))
        )

    def _made_by_schema(self) -> Plan:
        hook = "evaltui_schema"
        made = self._call(hook, {})
        if made is None or not self._runs_code:
            return self._toml
        if not isinstance(made, Plan) or _identity(made) != _identity(self._toml):
            self.unfit(hook, made)
            return self._toml
        findings = Findings(self._place)
        try:
            plan = read_plan(describe_plan(made), findings, has_code=True)
        except Exception as error:  # noqa: BLE001  # a plan made by Python can hold anything at all
            self.fail(hook, error)
            return self._toml
        if plan is not None:
            plan = replace(plan, folder=self._toml.folder, digest=self._toml.digest)
        problems = findings.problems() if plan is None else clashes(plan, self._others())
        if plan is None or problems:
            first = problems[0].line()
            self._fail(CodeFailure(problem("plan_code_schema", self._place, count=len(problems), first=first)))
            return self._toml
        return plan

    def _all(self, hook: str, kind: type[Made], core: Iterable[Made], facts: Mapping[str, Any]) -> tuple[Made, ...]:
        """What the plan and the core contribute, the plan's first; the core's alone after a failure."""
        with self._lock:
            if hook not in self._gathered:
                own = tuple(core)
                made = self._contributed(hook, kind, facts)
                first: dict[str, Made] = {}
                for item in made if self._runs_code else own:
                    is_core = any(item is core_item for core_item in own)
                    first.setdefault(contribution_name(item), item if is_core else guarded(item, self))
                self._gathered[hook] = tuple(first.values())
            return self._gathered[hook]

    def _contributed(self, hook: str, kind: type[Made], facts: Mapping[str, Any]) -> list[Made]:
        items: list[Made] = []
        for answer in self._call(hook, facts):
            try:
                found = tuple(answer)
            except Exception as error:  # an answer may be a generator of the plan's code
                if not self._runs_code:
                    raise
                self.fail(hook, error)
                return []
            strange = [item for item in found if not is_fit(item, kind)]
            if strange:
                self.unfit(hook, strange[0])
                return []
            items.extend(found)
        return items

    def _call(self, hook: str, facts: Mapping[str, Any]) -> Any:
        """The hook's answer; after a failure of the plan's code, the core's alone."""
        arguments = {"plan": self._toml if hook == "evaltui_schema" else self.plan, **facts}
        try:
            return self._connected().call(hook, arguments)
        except (Exception, SystemExit) as error:
            if not self._runs_code:
                raise
            self.fail(hook, error)
            return self._connected().call(hook, arguments)

    def _connected(self) -> Hooks:
        with self._lock:
            return self._hooks or self._connect_now()

    def _connect_now(self) -> Hooks:
        connected = self._connect(self._folder if self._runs_code else None)
        if isinstance(connected, CodeFailure):
            self._fail(connected)
            connected = self._connect(None)
        if isinstance(connected, CodeFailure):
            raise TypeError("connecting without code cannot fail")
        self._hooks = connected
        return connected

    def _fail(self, failure: CodeFailure) -> Problem:
        with self._lock:
            if self._runs_code:
                self._runs_code = False
                self._failure = failure
                # What was gathered with the plan's code is gathered again without it; the plan stays as it was read.
                self._gathered.clear()
                if self._hooks is not None:
                    self._hooks.drop_code()
        return failure.problem

    @property
    def _place(self) -> str:
        return str(self._folder / CODE_FILE)


def _identity(plan: Plan) -> tuple[object, ...]:
    return (plan.id, plan.version, plan.period)


def _names_schema(folder: Path) -> bool:
    """Whether any Python of the plan names the schema hook, so that looking at a plan need not import it."""
    try:
        return any(b"evaltui_schema" in path.read_bytes() for path in folder.rglob("*.py"))
    except OSError:
        return True
