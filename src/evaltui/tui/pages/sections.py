"""Which page fills in which part of a unit's work, and which page holds a field; pages are imported when opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from evaltui.tui.pages.page import Host, Page

Factory = Callable[["Host", str, str], "Page"]
"""(host, unit, plan; "" for no plan in particular) -> page."""


def _indicators(host: Host, unit: str, plan: str) -> Page:
    from evaltui.tui.pages.indicators import IndicatorsPage

    return IndicatorsPage(host, unit)


def _tasks(host: Host, unit: str, plan: str) -> Page:
    from evaltui.tui.pages.texts import TasksPage

    return TasksPage(host, unit, plan)


def _commitments(host: Host, unit: str, plan: str) -> Page:
    from evaltui.tui.pages.texts import CommitmentsPage

    return CommitmentsPage(host, unit, plan)


def _report(host: Host, unit: str, plan: str) -> Page:
    from evaltui.tui.pages.report import ReportPage

    return ReportPage(host, unit, plan)


def _explanations(host: Host, unit: str, plan: str) -> Page:
    from evaltui.tui.pages.explanations import ExplanationsPage

    return ExplanationsPage(host, unit, plan)


PAGES: Final[Mapping[str, Factory]] = MappingProxyType(
    {
        "indicators": _indicators,
        "tasks": _tasks,
        "commitments": _commitments,
        "report": _report,
        "explanations": _explanations,
    }
)
"""Section -> page."""

_TABLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tasks": "tasks",
        "commitments": "commitments",
        "projects": "projects",
        "report": "report",
        "report_mode": "report",
        "report_with": "report",
        "contact": "contact",
        "filled_by": "contact",
        "checked_by": "contact",
        "head": "contact",
        "phone": "contact",
        "date": "contact",
        "explanations": "explanations",
    }
)
"""Keys below plans.PLAN -> section."""


def section_of(path: Sequence[str]) -> str:
    """The section that a field belongs to."""
    if path and path[0] == "explanations":
        return "explanations"
    if len(path) > 2 and path[0] == "plans":
        return _TABLES.get(path[2], "indicators")
    return "indicators"


def page_for(host: Host, unit: str, section: str, plan: str = "") -> Page | None:
    """The page of a section; None where there is none."""
    factory = PAGES.get(section)
    return factory(host, unit, plan) if factory is not None else None


def page_at(host: Host, unit: str, path: Sequence[str]) -> Page | None:
    """The page of a field, opened on it; None where no page shows it."""
    page = page_for(host, unit, section_of(path))
    return page if page is not None and page.show_path(path) else None
