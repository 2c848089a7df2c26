"""Text being typed survives its session; who is here is known; both without ever stopping anybody's work."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from evaltui.errors import OutputFailed
from evaltui.store.drafts import Drafts, draft_file, read_drafts
from evaltui.store.files import Files
from evaltui.store.presence import Presence, is_living, living
from support.storing import CLERK, NOON, REPORT, SOURCE, FaultyLayer, QuickLayer, new_store


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path, QuickLayer())


def test_what_a_dead_session_was_typing_is_offered(files: Files) -> None:
    mine = Drafts(files, "gaj", "s1", "张三")
    mine.keep(REPORT, "正在写的\r\n第二段\x1b[2J", "旧文", NOON)
    mine.keep(SOURCE, "台", None, NOON + timedelta(seconds=1))
    mine.keep(REPORT, "正在写的\n第二段，再加", "旧文", NOON + timedelta(seconds=2))
    offered = Drafts(files, "gaj", "s2", "张三").offered()
    assert [(draft.path, draft.text, draft.base, draft.person) for draft in offered] == [
        (SOURCE, "台", None, "张三"),
        (REPORT, "正在写的\n第二段，再加", "旧文", "张三"),
    ]
    assert Drafts(files, "yjglj", "s2", "李四").offered() == ()


def test_a_living_session_keeps_its_text_to_itself(files: Files) -> None:
    presence = Presence(files, "张三", "clerk", NOON)
    presence.enter("gaj")
    Drafts(files, "gaj", presence.session, "张三").keep(REPORT, "正在写", None, NOON)
    other = Drafts(files, "gaj", "s2", "李四")
    assert other.offered() == ()
    presence.leave()
    assert [draft.text for draft in other.offered()] == ["正在写"]


def test_saved_text_is_no_draft_any_more(files: Files) -> None:
    mine = Drafts(files, "gaj", "s1", "张三")
    mine.keep(REPORT, "甲", None, NOON)
    mine.keep(SOURCE, "乙", None, NOON)
    mine.drop(REPORT)
    assert [draft.path for draft in read_drafts(files, draft_file("gaj", "s1"))] == [SOURCE]
    mine.drop(SOURCE)
    assert not (files.root / draft_file("gaj", "s1")).exists()


def test_discarding_one_leaves_the_others(files: Files) -> None:
    mine = Drafts(files, "gaj", "s1", "张三")
    mine.keep(REPORT, "甲", None, NOON)
    mine.keep(SOURCE, "乙", None, NOON)
    later = Drafts(files, "gaj", "s2", "张三")
    later.discard(next(draft for draft in later.offered() if draft.path == REPORT))
    assert [(draft.path, draft.person, draft.session) for draft in later.offered()] == [(SOURCE, "张三", "s1")]


def test_a_draft_knows_whether_its_field_has_moved_on(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    loaded = store.save("gaj", store.unit("gaj"), {REPORT: "旧"}, CLERK).loaded
    Drafts(store.files, "gaj", "s1", "张三").keep(REPORT, "旧，加写", "旧", NOON)
    (draft,) = Drafts(store.files, "gaj", "s2", "张三").offered()
    assert not draft.stale(loaded.record)
    after = store.save("gaj", loaded, {REPORT: "别人改的"}, CLERK).loaded
    assert draft.stale(after.record)


def test_a_full_disk_keeps_the_earlier_draft_and_says_so(tmp_path: Path) -> None:
    layer = FaultyLayer()
    mine = Drafts(Files(tmp_path, layer), "gaj", "s1", "张三")
    mine.keep(REPORT, "先写的", None, NOON)
    layer.at, layer.how, layer.after = len(layer.calls) + 1, errno.ENOSPC, True
    with pytest.raises(OutputFailed, match="磁盘已满"):
        mine.keep(REPORT, "先写的，后写的", None, NOON)
    (draft,) = Drafts(Files(tmp_path), "gaj", "s2", "张三").offered()
    assert draft.text == "先写的"
    layer.at = 0
    mine.keep(REPORT, "先写的，后写的", None, NOON)
    assert [draft.text for draft in Drafts(Files(tmp_path), "gaj", "s2", "张三").offered()] == ["先写的，后写的"]


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b'{"drafts": [1]}', b'{"drafts": [{"path": 3}]}', b"\xff"])
def test_a_damaged_draft_offers_nothing_and_breaks_nothing(files: Files, data: bytes) -> None:
    files.write(draft_file("gaj", "s1"), data)
    assert Drafts(files, "gaj", "s2", "张三").offered() == ()


def test_others_in_the_unit_are_shown_the_longest_first(files: Files) -> None:
    first, second, elsewhere = (
        Presence(files, name, "clerk", NOON + timedelta(minutes=n)) for n, name in enumerate("甲乙丙")
    )
    first.enter("gaj")
    second.enter("gaj")
    elsewhere.enter("yjglj")
    assert [(somebody.person, somebody.since) for somebody in second.others("gaj")] == [("甲", NOON)]
    assert [somebody.person for somebody in elsewhere.others("gaj")] == ["甲", "乙"]
    first.enter("yjglj")
    assert second.others("gaj") == ()


def test_a_read_only_folder_does_not_stop_anybody(tmp_path: Path) -> None:
    presence = Presence(Files(tmp_path, FaultyLayer(1, errno.EROFS, after=True)), "张三", "clerk", NOON)
    presence.enter("gaj")
    assert presence.others("gaj") == ()
    presence.leave()


def _sit(root: str, ready: object) -> None:
    presence = Presence(Files(Path(root)), "张三\x1b[2J", "clerk", NOON)
    presence.enter("gaj")
    ready.send(presence.session)  # type: ignore[attr-defined]  # a Connection
    signal.pause()


def test_a_killed_session_is_gone_at_once(files: Files) -> None:
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_sit, args=(str(files.root), there))
    process.start()
    session = here.recv()
    assert [somebody.person for somebody in living(files)] == ["张三"]
    assert is_living(files, session)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert not is_living(files, session)
    assert living(files) == ()
    assert not list((files.root / "drafts").iterdir())


def test_a_strange_sign_is_ignored(files: Files) -> None:
    held = [
        files.hold(f"drafts/{n}.here", data) for n, data in enumerate([b"", b"[]", json.dumps({"unit": 1}).encode()])
    ]
    assert living(files) == ()
    for sign in held:
        sign.release()
