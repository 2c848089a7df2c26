"""Who may do what: every role against every action, own unit, foreign unit and city; identities and grants."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from evaltui.access import (
    ACTIONS,
    OFFICE,
    RIGHTS,
    ROLES,
    Action,
    Identity,
    Role,
    allowed,
    granted,
    named_unit,
    parse_as,
    require,
    visible_contributions,
    visible_units,
)
from evaltui.errors import ExitCode, Forbidden, UsageProblem
from support.small_plan import settings

# o: own unit · a: approved items of every unit · A: everything · -: not at all.  clerk reviewer writer office viewer
POLICY = """
view           o o a A A
view_city      - - a A A
edit           o - - A -
undo           o - - A -
import         o - - A -
thread         o o - A -
submit         o o - A -
withdraw       o o - A -
return         - - - A -
approve        - - - A -
cancel         - - - A -
decide         - - - A -
settings       - - - A -
extend         - - - A -
receive        - - - A -
city_texts     - - A A -
reopen         - - - A -
export_review  o o a A A
export_filing  o o - A -
export_upward  - - - A -
history        o o - A A
verify         - - - A A
units          - - - A -
grant          - - - A -
backup         - - - A -
"""
REACH: dict[tuple[str, str], str] = {
    (role, action): cell
    for action, *cells in (line.split() for line in POLICY.strip().splitlines())
    for role, cell in zip(("clerk", "reviewer", "writer", "office", "viewer"), cells, strict=True)
}
OWN = {"clerk": "gaj", "reviewer": "gaj"}


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ROLES)
def test_every_role_against_every_action(role: Role, action: Action) -> None:
    who = Identity(role, OWN.get(role))
    cell = REACH[role, action]
    open_for = {
        ("gaj", False): cell in "oA",
        ("gaj", True): cell in "oaA",
        ("yjglj", False): cell == "A",
        ("yjglj", True): cell in "aA",
        (None, False): cell == "A",
        (None, True): cell in "aA",
    }
    for (unit, approved), expected in open_for.items():
        assert (allowed(who, action, unit, approved=approved) is None) is expected, (unit, approved)


def test_what_nobody_said_is_approved_is_not() -> None:
    writer = Identity("writer")
    found = allowed(writer, "view", "gaj")
    assert found is not None
    assert found.code == "access_not_approved"
    with pytest.raises(Forbidden):
        require(writer, "view_city")
    require(writer, "view_city", approved=True)


def test_the_policy_above_is_complete() -> None:
    assert set(REACH) == {(role, action) for role in ROLES for action in ACTIONS}
    assert set(RIGHTS) == set(ROLES)


@pytest.mark.parametrize("action", ["view", "view_city", "history", "verify", "export_review"])
def test_a_viewer_of_one_unit_sees_that_unit_alone(action: Action) -> None:
    who = Identity("viewer", "gaj")
    assert allowed(who, action, "gaj") is None
    assert allowed(who, action, "yjglj") is not None
    assert allowed(who, action) is not None


def test_a_grant_for_one_plan_stops_at_the_other() -> None:
    who = Identity("clerk", "gaj", plan="safety")
    assert allowed(who, "edit", "gaj", plan="safety") is None
    found = allowed(who, "edit", "gaj", plan="emergency")
    assert found is not None
    assert found.code == "access_plan_denied"


def test_where_a_unit_has_a_reviewer_the_clerk_does_not_submit() -> None:
    clerk, reviewer = Identity("clerk", "gaj"), Identity("reviewer", "gaj")
    found = allowed(clerk, "submit", "gaj", reviewer_step=True)
    assert found is not None
    assert found.code == "access_reviewer_first"
    assert allowed(reviewer, "submit", "gaj", reviewer_step=True) is None


def test_require_ends_the_command_with_13() -> None:
    with pytest.raises(Forbidden) as refusal:
        require(Identity("clerk", "gaj"), "approve", "gaj")
    assert refusal.value.exit_code == ExitCode.FORBIDDEN
    assert "审核通过" in refusal.value.problems[0].sentence


@pytest.mark.parametrize("action", ACTIONS)
def test_a_refusal_never_names_another_unit(action: Action) -> None:
    found = allowed(Identity("clerk", "gaj"), action, "yjglj")
    assert found is not None
    for name in ("yjglj", "应急"):
        assert name not in found.line()


def test_an_existing_and_an_unknown_unit_are_refused_alike() -> None:
    who = Identity("clerk", "gaj")
    said = []
    for text in ("yjglj", "海安市应急管理局", "没有这个局", "../../etc"):
        with pytest.raises(Forbidden) as refusal:
            named_unit(who, text, settings())
        said.append(refusal.value.problems)
    assert len(set(said)) == 1
    assert named_unit(who, "公安局", settings()).id == "gaj"


def test_the_office_is_told_which_name_it_mistyped() -> None:
    with pytest.raises(UsageProblem, match="没有这个局"):
        named_unit(OFFICE, "没有这个局", settings())


def test_only_its_own_unit_is_listed_to_a_clerk() -> None:
    assert [unit.id for unit in visible_units(Identity("clerk", "gaj"), settings())] == ["gaj"]
    assert len(visible_units(OFFICE, settings())) == 6


def test_contributors_of_a_joint_row_see_each_other() -> None:
    row = ("gaj", "jtj")
    assert visible_contributions(Identity("clerk", "jtj"), row) == row
    assert visible_contributions(Identity("clerk", "czj"), row) == ()
    assert visible_contributions(OFFICE, row) == row


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("office", Identity("office")),
        ("市安委办", Identity("office")),
        ("clerk:gaj", Identity("clerk", "gaj")),
        ("填报员：公安局", Identity("clerk", "gaj")),
        (" 填报员 : 海安市公安局 ", Identity("clerk", "gaj")),
        ("reviewer:公安局", Identity("reviewer", "gaj")),
        ("writer", Identity("writer")),
        ("viewer", Identity("viewer")),
        ("只读:lbz", Identity("viewer", "lbz")),
    ],
)
def test_as_reads_roles_and_units(text: str, expected: Identity) -> None:
    assert parse_as(text, settings()) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("chief", "access_role_unknown"),
        ("", "access_role_unknown"),
        ("clerk", "access_unit_needed"),
        ("clerk:", "access_unit_needed"),
        ("clerk:没有这个局", "access_unit_unknown"),
        ("office:gaj", "access_unit_not_taken"),
        ("writer:gaj", "access_unit_not_taken"),
    ],
)
def test_as_refuses_what_it_cannot_mean(text: str, code: str) -> None:
    with pytest.raises(UsageProblem) as refusal:
        parse_as(text, settings())
    assert refusal.value.problems[0].code == code
    assert refusal.value.exit_code == ExitCode.USAGE


def grants(**more: Any) -> dict[str, dict[str, Any]]:
    entry = {"role": "clerk", "unit": "gaj", "person": "张三", "until": date(2025, 6, 30), **more}
    return {"g17": {key: leaf for key, leaf in entry.items() if leaf is not None}}


def test_a_grant_becomes_an_identity_until_its_last_day() -> None:
    who = granted(grants(plan="safety"), "g17", settings(), date(2025, 6, 30))
    assert who == Identity("clerk", "gaj", "张三", "safety", date(2025, 6, 30), "g17")
    assert granted(grants(until=None), "g17", settings(), date(2099, 1, 1)).until is None
    assert granted(grants(role="viewer"), "g17", settings(), date(2025, 6, 1)).unit == "gaj"
    assert granted(grants(role="office", unit=None), "g17", settings(), date(2025, 6, 1)).role == "office"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"until": date(2025, 6, 6)}, "access_grant_expired"),
        ({"revoked": date(2025, 6, 1)}, "access_grant_unknown"),
        ({"role": "root"}, "access_grant_damaged"),
        ({"unit": None}, "access_grant_damaged"),
        ({"unit": "gone"}, "access_grant_damaged"),
        ({"role": "office"}, "access_grant_damaged"),
        ({"until": "2099-01-01"}, "access_grant_damaged"),
    ],
)
def test_a_grant_that_does_not_hold_is_forbidden(more: dict[str, Any], code: str) -> None:
    with pytest.raises(Forbidden) as refusal:
        granted(grants(**more), "g17", settings(), date(2025, 6, 7))
    assert refusal.value.problems[0].code == code
    assert refusal.value.exit_code == ExitCode.FORBIDDEN


@pytest.mark.parametrize("grant", ["g18", "", "g17.role"])
def test_an_unknown_grant_is_forbidden(grant: str) -> None:
    with pytest.raises(Forbidden):
        granted(grants(), grant, settings(), date(2025, 6, 7))
