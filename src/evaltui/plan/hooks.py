"""The whole contract of a plan's plugin.py: five hooks, and the names a plan author imports.

A plan without plugin.py is complete: the core answers every hook from plan.toml. A hook that returns None leaves the
answer to the core. An exception costs the plan its own code, never its data and never another plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pluggy

from evaltui.errors import Problem, Severity
from evaltui.plan.contract import Check, DerivedFigures, ExportFormat, Facts, Rule
from evaltui.plan.model import (
    Bounds,
    Chapter,
    Commitment,
    Comparator,
    Form,
    Indicator,
    IndicatorTable,
    Measure,
    Period,
    Plan,
    PlanNote,
    Project,
    RatingDefaults,
    RatingWord,
    Ratio,
    Related,
    RoundTemplate,
    Target,
    Task,
)

__all__ = [
    "Bounds", "Chapter", "Check", "Commitment", "Comparator", "DerivedFigures", "ExportFormat", "Facts", "Form",
    "Hooks", "Indicator", "IndicatorTable", "Measure", "Period", "Plan", "PlanNote", "Problem", "Project",
    "RatingDefaults", "RatingWord", "Ratio", "Related", "RoundTemplate", "Rule", "Severity", "Target", "Task",
    "hookimpl",
]  # fmt: skip  # names for authors, read as one paragraph

PROJECT = "evaltui"
PREFIX = "evaltui_"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """The five hooks. A plugin writes them as plain functions without `self` and may leave out arguments."""

    @hookspec(firstresult=True)
    def evaltui_schema(self, plan: Plan) -> Plan | None:
        """Return the plan to use in place of what plan.toml says; it is checked by the same rules.

        `plan` is the plan of plan.toml, read-only; id, period and version stay as they are. The first answer counts::

            from dataclasses import replace

            @hookimpl
            def evaltui_schema(plan):
                return replace(plan, short=plan.short or plan.title[:4])
        """

    @hookspec(firstresult=True)
    def evaltui_derive(self, plan: Plan, values: Mapping[tuple[str, int], Decimal]) -> DerivedFigures | None:
        """Return figures that follow from others, where a measure's `ratio` does not do.

        `values` holds the known figures of one unit or of the city: (measure id, year) -> value. A figure that was
        filled in is never replaced. The first answer counts::

            @hookimpl
            def evaltui_derive(plan, values):
                return {("deaths_all", y): values["deaths_road", y] + values["deaths_work", y]
                        for y in plan.period.years
                        if ("deaths_road", y) in values and ("deaths_work", y) in values}
        """

    @hookspec
    def evaltui_rating_rules(self, plan: Plan, core: Mapping[str, Rule]) -> Sequence[Rule] | None:
        """Return rating rules of the plan's own; one named like a core rule replaces it for this plan.

        `core` holds the core's rules by name, to build on::

            from dataclasses import replace

            @hookimpl
            def evaltui_rating_rules(plan, core):
                return [replace(core["end_level"], name="end_level_briefly", words=lambda facts: "期末值与目标相比。")]
        """

    @hookspec
    def evaltui_checks(self, plan: Plan) -> Sequence[Check] | None:
        """Return further checks of one unit's record; one with the code of a core check replaces it.

        `run` gets the facts of one unit by name, among them its `record`, and gives problems::

            @hookimpl
            def evaltui_checks(plan):
                def run(facts):
                    if facts["record"].get("measures", "deaths_road", "source") is None:
                        yield Problem("roads_source", Severity.HINT, "道路死亡人数", "没有写数据来源。", "请补上。")
                return [Check("roads_source", run)]
        """

    @hookspec
    def evaltui_export_formats(self, plan: Plan) -> Sequence[ExportFormat] | None:
        """Return kinds of forms that [[forms]] may name; one with the kind of a core format replaces it.

        `build` gets the form request and returns bytes, or tables of `evaltui.exchange.tables`::

            @hookimpl
            def evaltui_export_formats(plan):
                return [ExportFormat("title_page", (".txt",), lambda request: plan.title.encode())]
        """
