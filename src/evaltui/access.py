"""Who may do what to which unit: the role table as data, and the identities that sessions run under.

The table is the whole policy; `workspace/` asks it before every action. Error texts name the session's own role only:
a unit-scoped session gets the same sentence for another unit as for one that does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, cast, get_args

from evaltui.catalogue import words
from evaltui.errors import Forbidden, Problem, UsageProblem, problem
from evaltui.store.settings import Settings, Unit
from evaltui.store.units import resolve_unit
from evaltui.text import fold

Role = Literal["clerk", "reviewer", "writer", "office", "viewer"]
Action = Literal[
    "view", "view_city", "edit", "undo", "import", "thread", "submit", "withdraw", "return", "approve", "cancel",
    "decide", "settings", "extend", "receive", "city_texts", "reopen", "export_review", "export_filing",
    "export_upward", "history", "verify", "units", "grant", "backup",
]  # fmt: skip  # one list of words, not one per line
Reach = Literal["own", "approved", "all"]
"""How far a right goes: the session's own unit, approved items of every unit, everything."""

ROLES: Final[tuple[Role, ...]] = get_args(Role)
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)
UNIT_ROLES: Final[frozenset[Role]] = frozenset({"clerk", "reviewer"})
"""Roles that exist only within a unit; a viewer may be given one."""

_CLERK: Final[tuple[Action, ...]] = (
    "view", "edit", "undo", "import", "thread", "submit", "withdraw", "export_review", "export_filing", "history",
)  # fmt: skip  # one list of words
_REVIEWER: Final[tuple[Action, ...]] = (
    "view", "thread", "submit", "withdraw", "export_review", "export_filing", "history",
)  # fmt: skip  # one list of words
_VIEWER: Final[tuple[Action, ...]] = ("view", "view_city", "history", "verify", "export_review")

RIGHTS: Final[Mapping[Role, Mapping[Action, Reach]]] = MappingProxyType(
    {
        "clerk": MappingProxyType(dict.fromkeys(_CLERK, "own")),
        "reviewer": MappingProxyType(dict.fromkeys(_REVIEWER, "own")),
        "writer": MappingProxyType(
            {"view": "approved", "view_city": "approved", "export_review": "approved", "city_texts": "all"}
        ),
        "office": MappingProxyType(dict.fromkeys(ACTIONS, "all")),
        "viewer": MappingProxyType(dict.fromkeys(_VIEWER, "all")),
    }
)
"""The policy. An action that is not listed for a role is not allowed to it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Under which role, for which unit, and as which person a session runs.

    `plan` limits a grant to one plan; `until` is its last valid day. `grant` is the id in access.toml, "" for a view
    chosen with --as: the history records it.
    """

    role: Role
    unit: str | None = None
    person: str = ""
    plan: str | None = None
    until: date | None = None
    grant: str = ""

    @property
    def scoped(self) -> bool:
        """True where the session may see one unit only."""
        return self.unit is not None


OFFICE: Final = Identity("office")


def allowed(
    identity: Identity,
    action: Action,
    unit: str | None = None,
    *,
    plan: str | None = None,
    approved: bool = False,
    reviewer_step: bool = False,
    office: str = "市安委办",
) -> Problem | None:
    """Why `identity` may not do `action` to `unit` (None: the city, the workspace), or None where it may.

    `approved`: every item concerned is approved. `reviewer_step`: the unit has its own reviewer, who submits.
    """
    role = words.ROLE[identity.role]
    reach = RIGHTS[identity.role].get(action)
    if reach is None:
        return problem("access_action_denied", role=role, action=words.ACTION[action], office=office)
    if (reach == "own" or identity.scoped) and (unit is None or unit != identity.unit):
        return problem("access_unit_denied", role=role, office=office)
    if identity.plan is not None and plan is not None and plan != identity.plan:
        return problem("access_plan_denied", office=office)
    if reach == "approved" and not approved:
        return problem("access_not_approved", role=role, office=office)
    if action == "submit" and identity.role == "clerk" and reviewer_step:
        return problem("access_reviewer_first")
    return None


def require(
    identity: Identity,
    action: Action,
    unit: str | None = None,
    *,
    plan: str | None = None,
    approved: bool = False,
    reviewer_step: bool = False,
    office: str = "市安委办",
) -> None:
    """Raise Forbidden where `allowed` finds a reason against it."""
    found = allowed(identity, action, unit, plan=plan, approved=approved, reviewer_step=reviewer_step, office=office)
    if found is not None:
        raise Forbidden(found)


def visible_units(identity: Identity, settings: Settings) -> tuple[Unit, ...]:
    """The units whose names and states this session may be shown."""
    if identity.scoped:
        return tuple(unit for unit in settings.units if unit.id == identity.unit)
    return settings.units


def visible_contributions(identity: Identity, contributors: Sequence[str]) -> tuple[str, ...]:
    """Whose figures of a measure this session sees: on a joint row a contributor sees the other contributors'."""
    if not identity.scoped or identity.unit in contributors:
        return tuple(contributors)
    return ()


def named_unit(identity: Identity, text: str, settings: Settings) -> Unit:
    """The unit that `text` names, by id, name or alias, if this session may know of it.

    Raises Forbidden in a unit-scoped session for anything but its own unit, existing or not; UsageProblem elsewhere
    for a name that nobody bears.
    """
    unit = _unit(text, settings)
    if identity.scoped:
        if unit is None or unit.id != identity.unit:
            raise Forbidden(problem("access_unit_denied", role=words.ROLE[identity.role], office=settings.office))
        return unit
    if unit is None:
        raise UsageProblem(problem("access_unit_unknown", text=text))
    return unit


def parse_as(text: str, settings: Settings, person: str = "") -> Identity:
    """The identity that `--as ROLE[:UNIT]` asks for; role as code or Chinese word, unit as id, name or alias.

    Raises UsageProblem for an unknown role or unit, a unit role without unit, a city-wide role with one.
    """
    said, _, unit_text = text.replace("：", ":").partition(":")
    role = _role(said)
    if role is None:
        choices = "、".join(f"{words.ROLE[item]}（{item}）" for item in ROLES)
        raise UsageProblem(problem("access_role_unknown", text=said.strip(), choices=choices))
    word = words.ROLE[role]
    if not unit_text.strip():
        if role in UNIT_ROLES:
            raise UsageProblem(problem("access_unit_needed", role=word))
        return Identity(role, None, person)
    if role in ("office", "writer"):
        raise UsageProblem(problem("access_unit_not_taken", role=word))
    unit = _unit(unit_text, settings)
    if unit is None:
        raise UsageProblem(problem("access_unit_unknown", text=unit_text.strip()))
    return Identity(role, unit.id, person)


def granted(grants: Mapping[str, Mapping[str, object]], grant: str, settings: Settings, today: date) -> Identity:
    """The identity that grant `grant` of access.toml (id -> person, role, unit, plan, until) stands for on `today`.

    Raises Forbidden for an unknown, revoked, expired or damaged grant; the last valid day counts.
    """
    entry = grants.get(grant)
    if entry is None or entry.get("revoked"):
        raise Forbidden(problem("access_grant_unknown", office=settings.office))
    role = _role(str(entry.get("role", "")))
    unit = entry.get("unit") or None
    until = entry.get("until") or None
    plan = entry.get("plan") or None
    damaged = ""
    if role is None:
        damaged = "role"
    elif (unit is None and role in UNIT_ROLES) or (
        unit is not None and (role in ("office", "writer") or unit not in settings.unit_by_id)
    ):
        damaged = "unit"
    elif until is not None and not isinstance(until, date):
        damaged = "until"
    elif plan is not None and not isinstance(plan, str):
        damaged = "plan"
    if damaged:
        raise Forbidden(problem("access_grant_damaged", key=damaged, office=settings.office))
    last = cast("date | None", until)
    if last is not None and today > last:
        raise Forbidden(problem("access_grant_expired", until=last.isoformat(), office=settings.office))
    return Identity(
        cast("Role", role),
        cast("str | None", unit),
        str(entry.get("person", "")),
        cast("str | None", plan),
        last,
        grant,
    )


def _role(text: str) -> Role | None:
    said = fold(text)
    for role in ROLES:
        if said in (role, fold(words.ROLE[role])):
            return role
    return None


def _unit(text: str, settings: Settings) -> Unit | None:
    return settings.unit_by_id.get(text.strip()) or resolve_unit(text, settings)
