"""Drafts as the terminal face uses them: kept while the session lives, offered when it is dead, never mixed up; claims."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltui.access import Identity
from evaltui.errors import Forbidden
from support.workspaces import TESTER, new_workspace, opened

CLERK = Identity("clerk", "yjglj", "王晓")
TEXT = ("plans", "safety_plan", "tasks", "s1_1", "progress")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return new_workspace(tmp_path)


def die(data: Path) -> None:
    """Leave the drafts as a killed session does: its sign is held by nobody."""
    for sign in (data / "drafts").glob("*.here"):
        sign.unlink()


def test_a_living_session_is_not_offered_to_others_and_a_dead_one_is(data: Path) -> None:
    first = opened(data, CLERK)
    first.drafting.keep("yjglj", TEXT, "已建成", None)
    assert opened(data, CLERK).drafting.offered("yjglj") == ()
    die(data)
    (draft,) = opened(data, CLERK).drafting.offered("yjglj")
    assert (draft.path, draft.text, draft.person) == (TEXT, "已建成", "王晓")


def test_a_saved_text_leaves_no_draft(data: Path) -> None:
    workspace = opened(data, CLERK)
    workspace.drafting.keep("yjglj", TEXT, "已建", None)
    workspace.edit("yjglj", {TEXT: "已建成"})
    workspace.drafting.drop("yjglj", TEXT)
    assert list((data / "drafts").glob("*.json")) == []


def test_a_discarded_draft_is_not_offered_again(data: Path) -> None:
    opened(data, CLERK).drafting.keep("yjglj", TEXT, "甲", None)
    die(data)
    workspace = opened(data, CLERK)
    workspace.drafting.discard(workspace.drafting.offered("yjglj")[0])
    assert opened(data, CLERK).drafting.offered("yjglj") == ()


def test_the_office_is_offered_its_own_drafts_only(data: Path) -> None:
    opened(data, CLERK).drafting.keep("yjglj", TEXT, "单位写的", None)
    opened(data, TESTER).drafting.keep("yjglj", TEXT, "代填的", None)
    die(data)
    assert [item.text for item in opened(data, TESTER).drafting.offered("yjglj")] == ["代填的"]


def test_another_unit_can_neither_keep_nor_see(data: Path) -> None:
    other = opened(data, Identity("clerk", "gaj", "李四"))
    with pytest.raises(Forbidden):
        other.drafting.keep("yjglj", TEXT, "甲", None)
    with pytest.raises(Forbidden):
        other.drafting.offered("yjglj")


def test_a_claimed_task_counts_among_what_the_unit_owes_while_it_is_claimed(data: Path) -> None:
    office = opened(data)
    nobody = ("assignments", "safety_plan", "tasks", "s1_1")
    office.store.save("city", office.loaded("city"), {nobody: ()}, office.author)
    workspace = opened(data, Identity("clerk", "kjj", "赵六"))
    assert ("safety_plan", "s1_1") not in workspace.duties("kjj").tasks
    claimed = ("plans", "safety_plan", "tasks", "s1_1", "claimed")
    workspace.edit("kjj", {claimed: True})
    assert ("safety_plan", "s1_1") in workspace.duties("kjj").tasks
    assert ("safety_plan", "s1_1") not in workspace.duties("yjglj").tasks
    workspace.edit("kjj", {claimed: None})
    assert ("safety_plan", "s1_1") not in workspace.duties("kjj").tasks
