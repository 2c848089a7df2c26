"""Themes: complete, chosen by the environment, and never the only carrier of a meaning."""

from __future__ import annotations

import pytest

from evaltui.tui.theme import LOOKS, STYLES, Look, choose, plain


@pytest.mark.parametrize("look", LOOKS, ids=lambda item: item.id)
def test_every_style_is_defined(look: Look) -> None:
    assert set(look.styles) == set(STYLES)
    assert look.style("stripe+behind") is look.style("stripe+behind")


def test_no_colour_means_none() -> None:
    look = choose({"NO_COLOR": "1", "EVALTUI_THEME": "light"})
    assert look.id == "plain"
    assert all(style.color is None and style.bgcolor is None for style in look.styles.values())


def test_choice() -> None:
    assert choose({"EVALTUI_THEME": "light"}).id == "light"
    assert choose({"TERM": "xterm-256color"}).id == "dark"
    assert choose({"TERM": "xterm"}).id == "ansi"
    assert choose({"EVALTUI_THEME": "nonsense", "TERM": "xterm"}).id == "dark"


@pytest.mark.parametrize("look", LOOKS, ids=lambda item: item.id)
def test_the_cell_being_typed_in_differs_from_one_that_is_only_looked_at(look: Look) -> None:
    assert look.style("edit") != look.style("cursor") != look.style("")


def test_brackets_in_stored_text_are_letters() -> None:
    assert plain("[bold]x[/bold]").plain == "[bold]x[/bold]"
