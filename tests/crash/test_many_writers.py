"""Several processes edit one unit at random: the file is what all acknowledged edits add up to, and nobody's is lost."""

from __future__ import annotations

import multiprocessing
import random
from multiprocessing.connection import Connection
from pathlib import Path

from evaltui.store import history
from evaltui.store.history import Author
from evaltui.store.record import Path as FieldPath
from evaltui.store.repository import Store
from support.storing import SOAK, value

WRITERS, EDITS = (8, 300) if SOAK else (4, 40)
FIELDS = [value(f"m{number}", year) for number in range(4) for year in range(2020, 2025)]


def _edit(root: str, writer: int, pipe: Connection) -> None:
    chance = random.Random(writer)
    store = Store(Path(root), person=f"写入者{writer}")
    author = Author(f"写入者{writer}", "clerk", "gaj")
    loaded = store.unit("gaj")
    kept: list[tuple[FieldPath, int]] = []
    lost: list[tuple[FieldPath, int]] = []
    for number in range(EDITS):
        path, mine = chance.choice(FIELDS), writer * 100_000 + number
        saved = store.save("gaj", loaded, {path: mine}, author)
        (lost if saved.conflicts else kept).append((path, mine))
        loaded = saved.loaded
    pipe.send((kept, lost))
    pipe.close()


def test_the_file_is_the_merge_of_all_acknowledged_edits(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    work = []
    for writer in range(1, WRITERS + 1):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_edit, args=(str(tmp_path), writer, there))
        process.start()
        there.close()
        work.append((process, here))
    kept: list[tuple[FieldPath, int]] = []
    lost: list[tuple[FieldPath, int]] = []
    for process, here in work:
        mine, not_mine = here.recv()
        kept += mine
        lost += not_mine
        process.join()
        assert process.exitcode == 0
    store = Store(tmp_path)
    lines = store.history("gaj")
    written = [(change.path, change.new) for line in history.effective(lines) for change in line.changes]
    refused = [(change.path, change.new) for line in lines if line.kind == "conflict" for change in line.changes]
    assert sorted(written) == sorted(kept)
    assert sorted(refused) == sorted(lost)
    assert len(kept) + len(lost) == WRITERS * EDITS
    assert dict(store.unit("gaj").record.fields) == dict(written)
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    assert not store.verify()
    assert not list(tmp_path.rglob(".~*"))
