"""What the terminal face calls: the part of the workspace it needs, as protocols, so that a test can stand in for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol, runtime_checkable

from evaltui.access import Identity, allowed
from evaltui.assess.duties import Duties
from evaltui.assess.progress import UnitProgress
from evaltui.assess.results import Assessment
from evaltui.errors import Problem
from evaltui.plan.model import Plan
from evaltui.store.record import Changes, Figure, Record
from evaltui.store.settings import Settings


class Answer(Protocol):
    """What came of an edit: whether it is on disk, the figure as stored, and what there is to say about it."""

    @property
    def saved(self) -> bool:
        """True where the edit is on disk (a question too: its text is kept)."""

    @property
    def figure(self) -> Figure | None:
        """The figure as stored; None where the field is empty now."""

    @property
    def notes(self) -> Sequence[str]:
        """What was normalised, in short sentences."""

    @property
    def problem(self) -> Problem | None:
        """The question or refusal, if there is one."""

    @property
    def conflicts(self) -> Sequence[object]:
        """Fields that somebody else changed meanwhile; they were not written."""


class OpenPlan(Protocol):
    """A plan as the registry hands it out."""

    @property
    def plan(self) -> Plan:
        """What the plan says."""

    @property
    def code_problem(self) -> Problem | None:
        """Why its Python does not run."""


class Entry(Protocol):
    """A plan as the registry lists it, loaded or not."""

    @property
    def id(self) -> str: ...  # noqa: D102  # the name says it

    @property
    def title(self) -> str: ...  # noqa: D102  # the name says it

    @property
    def version(self) -> str: ...  # noqa: D102  # the name says it

    @property
    def state(self) -> str:
        """ready, code_failed, refused or shadowed."""

    @property
    def problems(self) -> Sequence[Problem]:
        """Why it is not ready."""


class Listing(Protocol):
    """The registry as far as a screen shows it."""

    @property
    def entries(self) -> Sequence[Entry]:
        """Every plan found, in order."""


class Source(Protocol):
    """The workspace as the terminal face uses it. Every method may raise an EvaltuiError."""

    @property
    def settings(self) -> Settings: ...  # noqa: D102  # the name says it

    @property
    def registry(self) -> Listing: ...  # noqa: D102  # the name says it

    @property
    def plans(self) -> Sequence[OpenPlan]: ...  # noqa: D102  # the name says it

    @property
    def identity(self) -> Identity: ...  # noqa: D102  # the name says it

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the workspace itself."""

    @property
    def today(self) -> date:
        """The day that deadlines are counted from."""

    def record(self, unit: str) -> Record:
        """What a unit filled in."""

    def city(self) -> Record:
        """What the office decided: who was given what."""

    def duties(self, unit: str) -> Duties:
        """What a unit owes."""

    def contributors(self, measure: str) -> Sequence[str]:
        """Units that answer for a measure, lead first."""

    def enter(self, unit: str, measure: str, year: int, slot: str, reading: str, text: str) -> Answer:
        """Take what was typed into one year of one measure, and save it."""

    def edit(self, unit: str, changes: Changes, reason: str = "") -> Answer:
        """Save leaves as they are."""

    def rate(self, unit: str | None = "all", plan: str | None = None) -> Sequence[Assessment]:
        """Judge one unit."""

    def check(self, unit: str) -> Sequence[Problem]:
        """Every problem of one unit, with the path of its field."""

    def refresh(self) -> None:
        """Forget what was loaded, so that other sessions' changes are seen."""

    def progress(self) -> Sequence[UnitProgress]:
        """Where every unit stands that this session may see. May be slow: called off the screen's thread."""


@runtime_checkable
class Locks(Protocol):
    """A workspace that can say beforehand which figures are locked; others refuse when the figure is saved."""

    def locked(self, unit: str) -> Mapping[str, str]:
        """Why figures of a unit can't be typed on: a sentence by measure id."""


def read_only(source: Source, unit: str) -> Mapping[str, str]:
    """Why figures of a unit can't be typed on: a sentence by measure id, under "" one for all of them."""
    identity = source.identity
    if (found := allowed(identity, "edit", unit, office=source.settings.office)) is not None:
        return {"": found.line()}
    return source.locked(unit) if isinstance(source, Locks) else {}


def plans_of(source: Source) -> tuple[Plan, ...]:
    """The plans themselves."""
    return tuple(item.plan for item in source.plans)


def by_indicator(assessments: Sequence[Assessment]) -> Mapping[tuple[str, str], Assessment]:
    """Assessments by (plan, indicator)."""
    return {(item.plan, item.indicator): item for item in assessments}
