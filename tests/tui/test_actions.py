"""The table of actions: no clash, no key that a terminal or an IME swallows, nothing that can't be reached."""

from __future__ import annotations

import pytest

from evaltui.tui.actions import ACTIONS, BY_ID, Action, clashes, hints, key_label, keymap
from evaltui.tui.pages.home import HomePage
from evaltui.tui.pages.indicators import IndicatorsPage
from evaltui.tui.pages.listing import ListPage
from evaltui.tui.shell import Shell

LOST = {"ctrl+h", "ctrl+i", "ctrl+m", "ctrl+left_square_bracket", "ctrl+at", "ctrl+space", "shift+enter", "f11", "f12"}


def test_no_key_means_two_things() -> None:
    assert clashes() == []


def test_a_clash_is_found() -> None:
    twice = (Action("grid.a", "grid", ("f2",), "甲", "甲。"), Action("app.b", "app", ("f2",), "乙", "乙。"))
    assert clashes(twice) == ["f2: grid.a, app.b"]


def test_no_key_that_an_ime_or_a_client_swallows() -> None:
    for action in ACTIONS:
        for key in action.keys:
            assert key not in LOST, action.id
            assert "alt+" not in key, action.id
            assert len(key) > 1, f"{action.id}: a bare letter goes into the IME"


def test_every_action_has_a_title_a_help_line_and_a_way_to_it() -> None:
    assert len(BY_ID) == len(ACTIONS)
    for action in ACTIONS:
        assert action.title, action.id
        assert action.help.endswith("。"), action.id
        assert action.keys or action.palette, action.id


@pytest.mark.parametrize(
    "action", [item for item in ACTIONS if item.scope in ("grid", "app")], ids=lambda item: item.id
)
def test_every_action_does_something(action: Action) -> None:
    name = action.id.partition(".")[2]
    if action.scope == "app":
        assert hasattr(Shell, f"_do_{name}")
    elif action.palette:
        assert hasattr(IndicatorsPage, f"_do_{name}")


def test_keys_can_be_remapped_by_action() -> None:
    assert keymap(("grid",), {"grid.edit": ("f10",)})["f10"] == "grid.edit"
    assert "f2" not in keymap(("grid",), {"grid.edit": ("f10",)})


def test_keys_are_shown_as_people_know_them() -> None:
    assert [key_label(key) for key in ("ctrl+p", "f1", "escape", "shift+tab", "pagedown", "shift+up")] == [
        "Ctrl+P", "F1", "Esc", "Shift+Tab", "PgDn", "Shift+↑",
    ]  # fmt: skip  # a row of names


def test_hints_leave_out_what_has_no_key() -> None:
    assert hints(("grid.edit", "app.plans")) == (("F2", "修改"),)
    assert IndicatorsPage.hints is not ListPage.hints
    assert HomePage.name == "首页"
