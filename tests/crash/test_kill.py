"""A writing process is killed at random moments: every reader sees a whole file, and no acknowledged edit is lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

from evaltui.store.record import Record
from evaltui.store.repository import Store
from support.storing import CLERK, REPORT, SOAK, value

KILLS = 500 if SOAK else 25
SEED = int(os.environ.get("EVALTUI_SEED", "20250616"))
COUNT = value("m1", 2020)


def _text(number: int) -> str:
    return f"{number}|" + f"第{number}次修改。\n" * (number % 700)


def _write_for_ever(root: str, start: int, pipe: int) -> None:
    store = Store(Path(root), person="写入者")
    loaded = store.unit("gaj")
    number = start
    while True:
        number += 1
        loaded = store.save("gaj", loaded, {COUNT: number, REPORT: _text(number)}, CLERK).loaded
        os.write(pipe, number.to_bytes(8, "little"))


def _whole(record: Record) -> int:
    number = record.get(*COUNT) or 0
    assert isinstance(number, int)
    assert record.text(*REPORT) == (_text(number) if number else "")
    return number


def _acknowledged(pipe: int, before: int) -> int:
    data = b""
    while chunk := os.read(pipe, 65536):
        data += chunk
    os.close(pipe)
    numbers: list[int] = [int.from_bytes(data[at : at + 8], "little") for at in range(0, len(data) - 7, 8)]
    return max([before, *numbers])


def test_random_kills(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    context = multiprocessing.get_context("fork")
    promised = seen = 0
    for _ in range(KILLS):
        reading, writing = os.pipe()
        process = context.Process(target=_write_for_ever, args=(str(tmp_path), seen, writing))
        process.start()
        os.close(writing)
        until = time.monotonic() + chance.uniform(0.0, 0.12)
        while time.monotonic() < until:
            looked = Store(tmp_path).unit("gaj")
            assert not looked.read_only, looked.problems
            assert _whole(looked.record) >= seen
            seen = _whole(looked.record)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert process.exitcode == -signal.SIGKILL
        promised = _acknowledged(reading, promised)
        loaded = Store(tmp_path).unit("gaj")
        assert not loaded.read_only, loaded.problems
        seen = _whole(loaded.record)
        assert seen >= promised
        assert not [item for item in Store(tmp_path).verify() if item.severity == "must_fix"]
    assert promised > KILLS / 5
