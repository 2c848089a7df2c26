"""What the terminal can do: one sentence where it can't, its width of “, and nothing typed meanwhile lost."""

from __future__ import annotations

import itertools

import pytest

from evaltui.tui.env import DEFAULTS, set_defaults
from evaltui.tui.probe import Terminal, read_answer, refusal


@pytest.mark.parametrize("term", ["xterm", "xterm-256color", "putty-256color", "screen-256color", "tmux-256color"])
def test_terminals_with_chinese_open(term: str) -> None:
    assert refusal({"TERM": term}, "utf-8", is_terminal=True) is None


@pytest.mark.parametrize("term", ["linux", "vt100", "dumb", ""])
def test_terminals_without_chinese_get_a_sentence(term: str) -> None:
    sentence = refusal({"TERM": term}, "utf-8", is_terminal=True)
    assert sentence is not None
    assert "SSH" in sentence


def test_a_gbk_locale_gets_a_sentence_it_can_show() -> None:
    sentence = refusal({"TERM": "xterm"}, "gbk", is_terminal=True)
    assert sentence is not None
    assert "UTF-8" in sentence
    assert sentence.encode("gbk").decode("gbk") == sentence


def test_a_locale_without_chinese_gets_plain_letters() -> None:
    sentence = refusal({"TERM": "xterm"}, "ascii", is_terminal=True)
    assert sentence is not None
    assert sentence.isascii()


def answers(*pieces: bytes) -> Terminal:
    left = iter([*pieces, b""])
    ticks = itertools.count()
    return read_answer(lambda _: next(left), lambda: next(ticks) / 1000)


def test_the_column_after_the_quote_tells_its_width() -> None:
    assert not answers(b"\x1b[5;2R").ambiguous_wide
    assert answers(b"\x1b[5;3R").ambiguous_wide


def test_no_answer_means_narrow() -> None:
    assert answers() == Terminal(ambiguous_wide=False, typed_ahead=b"")


def test_keys_typed_while_asking_are_kept_in_order() -> None:
    assert answers(b"12", b"\x1b[5;", b"3R4").typed_ahead == b"124"
    assert answers("起".encode()).typed_ahead == "起".encode()


def test_the_users_own_switches_win() -> None:
    environ = {"TEXTUAL_FPS": "30"}
    set_defaults(environ)
    assert environ["TEXTUAL_FPS"] == "30"
    assert environ["TEXTUAL_DISABLE_KITTY_KEY"] == DEFAULTS["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
