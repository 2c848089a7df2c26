"""Bytes to the disk: nothing outside, nothing through links, nothing half, and a sentence for every refusal."""

from __future__ import annotations

import errno
import os
import stat
import threading
import time
from pathlib import Path

import pytest

from evaltui.errors import Conflict, DamagedData, ExitCode, OutputFailed
from evaltui.store.files import Files, OsLayer, write_output
from support.storing import CLERK, SOURCE, FaultyLayer, new_store


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/../../x", "units/../../x", "", "a\0b", ".."])
def test_nothing_outside_the_folder_is_reached(tmp_path: Path, name: str) -> None:
    files = Files(tmp_path / "data")
    with pytest.raises(DamagedData):
        files.read(name)
    with pytest.raises(DamagedData):
        files.write(name, b"x")


@pytest.mark.parametrize("where", ["file", "folder", "dangling"])
def test_links_are_not_followed(tmp_path: Path, where: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "gaj.toml").write_text("secret", encoding="utf-8")
    root = tmp_path / "data"
    (root / "units").mkdir(parents=True)
    if where == "folder":
        (root / "units").rmdir()
        (root / "units").symlink_to(outside)
    else:
        (root / "units/gaj.toml").symlink_to(outside / ("gaj.toml" if where == "file" else "none.toml"))
    store = new_store(root)
    loaded = store.unit("gaj")
    assert loaded.read_only
    assert loaded.problems[0].code == "store_not_a_file"
    with pytest.raises(DamagedData):
        store.save("gaj", loaded, {SOURCE: "x"}, CLERK)
    assert (outside / "gaj.toml").read_text(encoding="utf-8") == "secret"
    assert sorted(path.name for path in outside.iterdir()) == ["gaj.toml"]


def test_a_linked_lock_or_history_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "victim"
    target.write_text("keep", encoding="utf-8")
    for name in ("locks/gaj.lock", "history/units/gaj.jsonl"):
        root = tmp_path / name.replace("/", "_")
        (root / name).parent.mkdir(parents=True)
        (root / name).symlink_to(target)
        store = new_store(root)
        with pytest.raises((DamagedData, OutputFailed)):
            store.save("gaj", store.unit("gaj"), {SOURCE: "x"}, CLERK)
        assert target.read_text(encoding="utf-8") == "keep"


@pytest.mark.parametrize("kind", ["fifo", "folder"])
def test_special_files_are_refused_without_waiting(tmp_path: Path, kind: str) -> None:
    (tmp_path / "units").mkdir()
    if kind == "fifo":
        os.mkfifo(tmp_path / "units/gaj.toml")
    else:
        (tmp_path / "units/gaj.toml").mkdir()
    store = new_store(tmp_path)
    loaded = store.unit("gaj")
    assert loaded.read_only
    with pytest.raises(DamagedData):
        store.save("gaj", loaded, {SOURCE: "x"}, CLERK)


def test_a_lock_that_somebody_holds_is_waited_for_then_named(tmp_path: Path) -> None:
    files = Files(tmp_path)
    with (
        files.lock("gaj", "王五（进程1）"),
        pytest.raises(Conflict, match="王五") as caught,
        files.lock("gaj", wait=0.02),
    ):
        pass
    assert caught.value.exit_code == ExitCode.CONFLICT
    assert (tmp_path / "locks/gaj.lock").exists()
    with files.lock("gaj", wait=0):
        pass


def test_locks_hold_between_threads_of_one_process(tmp_path: Path) -> None:
    files, inside, most = Files(tmp_path), [0], [0]

    def work() -> None:
        for _ in range(20):
            with files.lock("gaj"):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1]


def test_orphans_go_but_a_writer_keeps_its_own(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.write("units/gaj.toml", b"x")
    old, young, held = (tmp_path / "units" / name for name in (".~gaj.toml.aaaa", ".~gaj.toml.bbbb", ".~jtj.toml.cccc"))
    for path in (old, young, held):
        path.write_bytes(b"half")
    long_ago = time.time() - 3600
    os.utime(old, (long_ago, long_ago))
    os.utime(held, (long_ago, long_ago))
    with Files(tmp_path).lock("jtj"):
        assert files.sweep(("", "units", "nowhere")) == ("units/.~gaj.toml.aaaa",)
    assert [path.exists() for path in (old, young, held)] == [False, True, True]
    assert files.names("units") == ("gaj.toml",)


def test_an_output_file_is_whole_private_and_never_overwritten_unasked(tmp_path: Path) -> None:
    target = tmp_path / "新 文件夹" / "附件3.xlsx"
    write_output(target, b"one")
    assert target.read_bytes() == b"one"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(OutputFailed, match="已存在") as caught:
        write_output(target, b"two")
    assert caught.value.exit_code == ExitCode.OUTPUT
    assert target.read_bytes() == b"one"
    write_output(target, b"two", force=True)
    assert target.read_bytes() == b"two"
    assert [path.name for path in target.parent.iterdir()] == ["附件3.xlsx"]


def test_an_output_that_appears_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"

    class Racing(OsLayer):
        def link(self, source: Path, target: Path) -> None:
            target.write_bytes(b"somebody's")
            super().link(source, target)

    with pytest.raises(OutputFailed, match="已存在"):
        write_output(target, b"mine", layer=Racing())
    assert target.read_bytes() == b"somebody's"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_disk_without_second_names_is_written_to(tmp_path: Path) -> None:
    class NoLinks(OsLayer):
        def link(self, source: Path, target: Path) -> None:
            raise OSError(errno.EPERM, "")

    write_output(tmp_path / "a.csv", b"x", layer=NoLinks())
    assert (tmp_path / "a.csv").read_bytes() == b"x"
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_an_output_never_goes_through_a_link_or_into_a_device(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"keep")
    (tmp_path / "link.csv").symlink_to(victim)
    os.mkfifo(tmp_path / "pipe.csv")
    for name in ("link.csv", "pipe.csv"):
        with pytest.raises(OutputFailed):
            write_output(tmp_path / name, b"x", force=True)
    for name in ("/dev/full", "/dev/null"):
        with pytest.raises(OutputFailed):
            write_output(Path(name), b"x", force=True)
    assert victim.read_bytes() == b"keep"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "没有写入权限"),
        (errno.EIO, "磁盘读写出错"),
        (errno.ENOLINK, "系统"),
    ],
)
def test_every_failing_step_of_an_output_is_a_sentence_and_leaves_the_old_file(
    tmp_path: Path, number: int, words: str
) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    count = FaultyLayer()
    write_output(target, b"old", force=True, layer=count)
    commit = count.calls.index("replace") + 1
    for step in range(1, commit + 1):
        with pytest.raises(OutputFailed, match=words):
            write_output(target, b"new" * 1000, force=True, layer=FaultyLayer(step, number))
        assert target.read_bytes() == b"old"
        if count.calls[step - 1] != "unlink":
            assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_place_that_cannot_be_a_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for target in (tmp_path / "file" / "a.csv", tmp_path / ("长" * 200 + ".csv"), Path("/proc/nowhere/a.csv")):
        with pytest.raises(OutputFailed) as caught:
            write_output(target, b"x")
        assert caught.value.problems[0].hint
