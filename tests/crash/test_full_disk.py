"""A disk that is full, or folders that may only be read, on the real system calls."""

from __future__ import annotations

import multiprocessing
import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from evaltui.errors import OutputFailed
from evaltui.store.files import OsLayer, write_output
from evaltui.store.repository import Store
from support.storing import CLERK, REPORT, SOAK, SOURCE, WORKSPACE, new_store

NOBODY = 65534


@contextmanager
def _file_size(limit: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_wherever_the_disk_ends_the_old_file_stays_and_the_edit_can_be_made_later(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    loaded = store.unit("gaj")
    for number in range(6):
        loaded = store.save("gaj", loaded, {SOURCE: f"第{number}次", REPORT: "长文" * 100}, CLERK).loaded
    text = "更长" * 800
    sizes = [(tmp_path / name).stat().st_size for name in ("units/gaj.toml", "history/units/gaj.jsonl")]
    full = 0
    for limit in range(0, max(sizes) + 6000, 97 if SOAK else 487):
        copy = tmp_path / f"copy{limit}"
        shutil.copytree(tmp_path, copy, ignore=shutil.ignore_patterns("copy*"))
        other = new_store(copy)
        base = other.unit("gaj")
        try:
            with _file_size(limit):
                other.save("gaj", base, {REPORT: text}, CLERK)
        except OutputFailed as error:
            full += error.problems[0].code == "store_not_saved" and "磁盘已满" in error.problems[0].sentence
            after = new_store(copy).unit("gaj")
            assert after.record.fields == loaded.record.fields
            assert not after.problems
            other.save("gaj", base, {REPORT: text}, CLERK)
        assert new_store(copy).unit("gaj").record.text(*REPORT) == text
        assert not new_store(copy).verify()
        assert not list(copy.rglob(".~*"))
        shutil.rmtree(copy)
    assert full > 5


class _FullDevice(OsLayer):
    """Every new file is /dev/full."""

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        fd = super().open(path, flags, mode)
        if flags & os.O_EXCL:
            full = os.open("/dev/full", os.O_WRONLY | os.O_CLOEXEC)
            os.dup2(full, fd, inheritable=False)
            os.close(full)
        return fd


def test_a_full_device(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    loaded = store.save("gaj", store.unit("gaj"), {SOURCE: "台账"}, CLERK).loaded
    full = Store(tmp_path, _FullDevice())
    with pytest.raises(OutputFailed, match="磁盘已满"):
        full.save("gaj", full.unit("gaj"), {SOURCE: "新"}, CLERK)
    with pytest.raises(OutputFailed, match="磁盘已满"):
        write_output(tmp_path / "out.csv", b"x", layer=_FullDevice())
    assert store.unit("gaj").record.fields == loaded.record.fields
    assert not (tmp_path / "out.csv").exists()


def _as_reader(root: str, pipe: Connection) -> None:
    if os.getuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    said: list[str] = []
    store = Store(Path(root), person="只读")
    settings, _ = store.settings()
    loaded = store.unit("gaj")
    said += [settings.region, loaded.record.text(*SOURCE), *(item.code for item in loaded.problems)]
    for attempt in (
        lambda: store.save("gaj", loaded, {SOURCE: "新"}, CLERK),
        lambda: store.save("yjglj", store.unit("yjglj"), {SOURCE: "新"}, CLERK),
        lambda: write_output(Path(root) / "out.csv", b"x"),
    ):
        try:
            attempt()
            said.append("saved")
        except OutputFailed as error:
            said.append(error.problems[0].sentence)
    pipe.send(said)


def test_a_folder_that_may_only_be_read_is_read_and_says_why_it_is_not_written() -> None:
    """Permission bits do not stop root, so the reader is somebody else."""
    root = Path(tempfile.mkdtemp(prefix="evaltui-"))
    try:
        (root / "workspace.toml").write_text(WORKSPACE, encoding="utf-8")
        store = new_store(root)
        store.save("gaj", store.unit("gaj"), {SOURCE: "台账"}, CLERK)
        file = root / "units/gaj.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("台账", "手改"), encoding="utf-8")
        for path in [root, *root.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_as_reader, args=(str(root), there))
        process.start()
        there.close()
        said = here.recv()
        process.join()
        assert process.exitcode == 0
        assert said[:2] == ["海安市", "手改"]
        assert [text for text in said[2:] if "没有写入权限" in text] == said[-3:]
    finally:
        for path in [root, *root.rglob("*")]:
            path.chmod(0o700)
        shutil.rmtree(root)
