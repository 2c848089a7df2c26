"""The program in a real pseudo-terminal: what is on the screen, what went over the line, how it ends."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyte
import pytest

from evaltui.tui.cells import ambiguous
from support.fake_workspace import FakeWorkspace, filled_record
from support.pty_terminal import PtyTerminal, ctrl
from support.shell_bench import ShellBench

SOAK = os.environ.get("EVALTUI_SOAK") == "1"
SCRIPT = Path(__file__).resolve().parents[1] / "support" / "fake_workspace.py"
UNIT = "yjglj"


def opened(
    *arguments: str,
    columns: int = 80,
    lines: int = 24,
    term: str = "xterm-256color",
    screen: pyte.Screen | None = None,
    answers: bool = True,
    ready: str = "应填：",
) -> PtyTerminal:
    path = os.pathsep.join(item for item in sys.path if item)
    terminal = PtyTerminal(
        [sys.executable, str(SCRIPT), UNIT, *arguments],
        columns=columns,
        lines=lines,
        environ={"PYTHONPATH": path, "FIXED_CLOCK": "1", "TERM": term},
        screen=screen,
        answers=answers,
    )
    if ready:
        terminal.wait_for(ready)
        terminal.read(until=lambda: not terminal.shows("正在核对") and not terminal.shows("…"))
    return terminal


@pytest.fixture
def terminal() -> Iterator[PtyTerminal]:
    with opened("--filled") as made:
        yield made


def twin(columns: int = 80, lines: int = 24, *, wide: bool = False) -> ShellBench:
    """The same program without a terminal, to compare with."""
    return ShellBench(FakeWorkspace(UNIT, records={UNIT: filled_record(UNIT)}), columns, lines, wide=wide)


# (bytes sent, keys by Textual's names); text is typed as an IME commits it, in one piece.
KEYS: Sequence[tuple[str, tuple[str, ...]]] = (
    ("\x1b[C", ("right",)), ("\x1b[B", ("down",)), ("\x1b[D", ("left",)), ("\x1b[A", ("up",)), ("\t", ("tab",)),
    ("\x1b[Z", ("shift+tab",)), ("\r", ("enter",)), ("\x1b[F", ("end",)), ("\x1b[H", ("home",)), ("\x1bOQ", ("f2",)),
    ("1", ("1",)), ("2", ("2",)), ("\x7f", ("backspace",)), ("三十五", ("三", "十", "五")), ("１２", ("１", "２")),
    ("“约”", ("“", "约", "”")), ("\x1b[6~", ("pagedown",)), ("\x1b[5~", ("pageup",)), ("\x1b[1;2C", ("shift+right",)),
    ("\x1a", ("ctrl+z",)), ("\x1b[20~", ("f9",)), ("\x1bOR", ("f3",)), ("\x10", ("ctrl+p",)), ("\x1b[3~", ("delete",)),
)  # fmt: skip  # pairs


def compare(terminal: PtyTerminal, bench: ShellBench, done: Sequence[str]) -> None:
    terminal.read(
        quiet=0.01,
        until=lambda: terminal.lines == bench.lines and terminal.cursor == bench.caret,
        limit=5,
        why=lambda: (
            f"after {list(done)}: caret {terminal.cursor} for {bench.caret}\n{terminal.text}\n--- expected\n{bench.text}"
        ),
    )


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
def test_after_every_key_screen_and_caret_are_what_the_program_means(size: tuple[int, int]) -> None:
    chosen = random.Random(size[0])
    bench = twin(*size)
    with opened("--filled", columns=size[0], lines=size[1]) as terminal:
        done: list[str] = []
        compare(terminal, bench, done)
        script = [("\r", ("enter",))] + [chosen.choice(KEYS) for _ in range(500 if SOAK else 60)]
        for sent, names in script:
            done.extend(names)
            terminal.send(sent.encode())
            bench.press(*names)
            compare(terminal, bench, done[-12:])
    bench.close()


def test_chinese_punctuation_keeps_its_columns_where_it_is_drawn_wide(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = pyte.screens.wcwidth
    monkeypatch.setattr(pyte.screens, "wcwidth", lambda char: 2 if ambiguous(char) else narrow(char))
    bench = twin(wide=True)
    with opened("--filled", screen=pyte.Screen(80, 24)) as terminal:
        compare(terminal, bench, ["opened"])
        for sent, names in [("\r", ("enter",)), ("“", ("“",)), ("”", ("”",)), ("5", ("5",)), ("\x1b[20~", ("f9",))]:
            terminal.send(sent.encode())
            bench.press(*names)
            compare(terminal, bench, names)
    bench.close()


def test_nothing_is_asked_of_the_terminal_that_harms_typing(terminal: PtyTerminal) -> None:
    terminal.press("enter", ctrl("Q"))
    assert terminal.wait() == 0
    sent = terminal.received
    assert b"\x1b[?1004h" not in sent, "focus reports repaint everything at each switch of windows"
    assert not [mode for mode in (b"1000", b"1002", b"1003", b"1006") if b"\x1b[?" + mode + b"h" in sent], (
        "the mouse is not captured"
    )
    assert b"\x1b[>" not in sent, "the Kitty protocol loses Chinese input"
    assert b"\x1b[<u" not in sent
    assert b"\x1b[?2004h" in sent, "blocks come by bracketed paste"
    assert b"\x1b[?2026h" in sent, "frames are shown at once where the terminal can"
    assert sent.rstrip().endswith(b"\x1b[?25h"), "the cursor is given back"


def test_nothing_is_written_while_nothing_happens(terminal: PtyTerminal) -> None:
    terminal.press("enter", "f2")
    assert terminal.read(quiet=0.6) == b""
    terminal.send(b"\x1b[O\x1b[I")
    assert terminal.read(quiet=0.6) == b"", "switching windows costs nothing"


def test_keys_that_stay_in_the_row_cost_little() -> None:
    with opened("--filled", columns=120, lines=40) as terminal:
        terminal.press("enter", quiet=0.3)
        moves = ["right"] * 5 + ["left"] * 5 + ["tab"] * 4
        keys = [*moves, "1", "2", "0", "backspace", "escape", "f2", "9", "left", "right", "8", "escape"]
        costs = sorted(len(terminal.press(key)) for key in keys)
        assert costs[int(len(costs) * 0.95)] <= 400, costs
        assert costs[-1] <= 700, costs


def test_keys_that_change_the_row_or_commit_cost_one_packet_or_two() -> None:
    with opened("--filled", columns=120, lines=40) as terminal:
        terminal.press("enter", quiet=0.3)
        costs = sorted(
            len(terminal.press(key)) for key in ["down", "up", "down", "down", "up", "9", "5", "enter", "9", "tab"]
        )
        assert costs[-1] <= 2400, costs


def test_the_first_screen_is_one_small_paint() -> None:
    with opened("--filled") as terminal:
        before = len(terminal.received)
        assert before <= 20_000
        terminal.press("enter", quiet=0.3)
        assert len(terminal.received) - before <= 20_000


def test_a_terminal_that_answers_no_question_works_too() -> None:
    with opened("--filled", answers=False) as terminal:
        terminal.press("enter")
        assert terminal.shows("2020基")


@pytest.mark.parametrize("term", ["xterm", "screen-256color", "tmux-256color", "putty-256color"])
def test_other_terminals_open_and_close(term: str) -> None:
    with opened(term=term) as terminal:
        terminal.press(ctrl("Q"))
        assert terminal.wait() == 0


@pytest.mark.parametrize("term", ["linux", "vt100", "dumb"])
def test_terminals_without_chinese_get_one_sentence(term: str) -> None:
    with opened(term=term, ready="") as terminal:
        assert terminal.wait() == 2
        assert "SSH" in terminal.text
        assert "Traceback" not in terminal.text


def test_a_pasted_block_lands_and_is_saved(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with opened("--log", str(log)) as terminal:
        terminal.press("enter")
        terminal.paste("120\t114\t110\n40\t39\t37")
        terminal.wait_for("已粘贴 6 格")
        terminal.press(ctrl("Q"))
        assert terminal.wait() == 0
    entered = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [item[-1] for item in entered] == ["120", "114", "110", "40", "39", "37"]


def test_keys_typed_faster_than_saving_all_arrive(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with opened("--log", str(log), "--slow", "0.05") as terminal:
        terminal.press("enter")
        terminal.send(b"120\t114\t110\t104\t96\t94\r")
        terminal.send(ctrl("Q").encode())
        assert terminal.wait() == 0
    entered = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [item[-1] for item in entered] == ["120", "114", "110", "104", "96", "94"]


@pytest.mark.parametrize("how", ["line cut", "SIGTERM", "SIGHUP"])
def test_a_cut_line_loses_nothing(how: str, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with opened("--log", str(log)) as terminal:
        terminal.press("enter", "1", "2", "0")
        if how == "line cut":
            status = terminal.hang_up()
        else:
            os.kill(terminal.pid, getattr(signal, how))
            status = terminal.wait()
        assert status == 129
    assert json.loads(log.read_text("utf-8"))[-1] == "120"


def test_resizing_lays_the_screen_out_again(terminal: PtyTerminal) -> None:
    terminal.press("enter")
    terminal.resize(120, 40)
    bench = twin(120, 40)
    bench.press("enter")
    compare(terminal, bench, ["resized"])
    terminal.resize(50, 15)
    terminal.wait_for("窗口太小")
    bench.close()
