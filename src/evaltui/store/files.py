"""How bytes get to the disk and stay there: durable saves, appends, locks, safe reads, exported files.

The only module that calls fsync, rename and flock. Paths are given relative to the
data folder, and links, devices and anything outside are refused. The protocol of a save is docs/reliability.md's:
`stage` writes and syncs a temporary file beside the target; what has to happen before the commit point happens; then
`Staged.commit` renames and syncs the folder.
"""

from __future__ import annotations

import errno
import fcntl
import os
import random
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from evaltui.errors import Conflict, DamagedData, EvaltuiError, OutputFailed, problem
from evaltui.store.folder import TEMP_PREFIX, Folder, in_words

ORPHAN_AGE: Final = 60.0
"""Seconds after which a temporary file whose lock is free is nobody's."""
LOCK_WAIT: Final = 10.0
"""Seconds to wait for somebody else's save, which takes milliseconds."""

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class OsLayer:
    """Thin names for the calls of `store.files`; every one of them may raise OSError."""

    def open(self, path: Path, flags: int, mode: int = 0o600) -> int:
        """A descriptor; close-on-exec and not following a link at the end of the path."""
        return os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW, mode)

    def write(self, fd: int, data: memoryview) -> int:
        """Bytes written, possibly fewer than given."""
        return os.write(fd, data)

    def fsync(self, fd: int) -> None:
        """What was written to `fd` is on the disk."""
        os.fsync(fd)

    def close(self, fd: int) -> None:
        """Release the descriptor."""
        os.close(fd)

    def ftruncate(self, fd: int, size: int) -> None:
        """Cut the file to `size` bytes."""
        os.ftruncate(fd, size)

    def fchmod(self, fd: int, mode: int) -> None:
        """Set the mode bits."""
        os.fchmod(fd, mode)

    def fchown(self, fd: int, uid: int, gid: int) -> None:
        """Set owner and group; -1 leaves one as it is."""
        os.fchown(fd, uid, gid)

    def replace(self, source: Path, target: Path) -> None:
        """`target` becomes `source`, at once."""
        source.replace(target)

    def link(self, source: Path, target: Path) -> None:
        """`target` becomes another name of `source`; FileExistsError where it exists."""
        target.hardlink_to(source)

    def unlink(self, path: Path) -> None:
        """Remove a name."""
        path.unlink()

    def mkdir(self, path: Path) -> None:
        """Make a folder that only its owner may enter."""
        path.mkdir(0o700)

    def flock(self, fd: int, *, shared: bool = False) -> None:
        """Take the advisory lock of an open file; BlockingIOError where somebody else holds it."""
        fcntl.flock(fd, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)


class AppendUncertain(Exception):
    """An append failed in a way that leaves open whether the line is on the disk."""


@dataclass(frozen=True)
class Staged:
    """A complete, synced temporary file beside its target."""

    files: Files
    temp: Path
    target: Path

    def commit(self) -> bool:
        """Put it in place: from here on the save has happened. False where the disk did not confirm the new name."""
        try:
            self.files.layer.replace(self.temp, self.target)
        except BaseException:
            self.discard()
            raise
        return self.files.sync_folder(self.target.parent)

    def discard(self) -> None:
        """Remove the temporary file."""
        with suppress(OSError):
            self.files.layer.unlink(self.temp)


@dataclass(frozen=True)
class Held:
    """A file kept open and locked as a sign of life; the kernel lets go of it when the process ends."""

    files: Files
    fd: int
    path: Path

    def release(self) -> None:
        """Remove the file and let go."""
        with suppress(OSError):
            self.files.layer.unlink(self.path)
        with suppress(OSError):
            self.files.layer.close(self.fd)


class Files(Folder):
    """The files beneath one data folder, written durably."""

    def __init__(self, root: Path, layer: OsLayer | None = None) -> None:
        super().__init__(root)
        self.layer = layer or OsLayer()

    def stage(self, name: str, data: bytes) -> Staged:
        """Write and sync `data` beside `name`, with the mode and group of the file it will replace. Raises OSError."""
        target = self.path(name)
        self.make_folder(target.parent)
        temp = target.parent / f"{TEMP_PREFIX}{target.name}.{secrets.token_hex(6)}"
        fd = self.layer.open(temp, _NEW)
        try:
            try:
                self._take_over(fd, target)
                self._write(fd, data)
                self.layer.fsync(fd)
            finally:
                self.layer.close(fd)
        except BaseException:
            with suppress(OSError):
                self.layer.unlink(temp)
            raise
        return Staged(self, temp, target)

    def append(self, name: str, data: bytes) -> None:
        """Add `data` to the end of a file and sync it. OSError: nothing was added; AppendUncertain: nobody knows."""
        path = self.path(name)
        self.make_folder(path.parent)
        new = not path.exists()
        fd = self.layer.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        try:
            size = os.fstat(fd).st_size
            try:
                self._write(fd, data)
            except BaseException as error:
                self._cut_back(fd, size, error)
                raise
            try:
                self.layer.fsync(fd)
                if new and not self.sync_folder(path.parent):
                    raise OSError(errno.EIO, os.strerror(errno.EIO))
            except OSError as error:
                self._cut_back(fd, size, error)
                raise AppendUncertain from error
        finally:
            with suppress(OSError):
                self.layer.close(fd)

    def truncate(self, name: str, size: int) -> None:
        """Cut a file to its first `size` bytes and sync it. Raises OSError."""
        fd = self.layer.open(self.path(name), os.O_WRONLY)
        try:
            self.layer.ftruncate(fd, size)
            self.layer.fsync(fd)
        finally:
            self.layer.close(fd)

    def create(self, name: str, data: bytes) -> bool:
        """A new file, whole or not at all. FileExistsError where the name is taken; OSError otherwise."""
        target = self.path(name)
        staged = self.stage(name, data)
        if target.exists():
            staged.discard()
            raise FileExistsError(errno.EEXIST, name)
        return staged.commit()

    def write(self, name: str, data: bytes) -> bool:
        """Write a whole file durably: the old or the new one, never a part. Raises OSError."""
        return self.stage(name, data).commit()

    def remove(self, name: str) -> None:
        """Remove a file if it is there; the removal is synced. Raises OSError."""
        path = self.path(name)
        with suppress(FileNotFoundError):
            self.layer.unlink(path)
            self.sync_folder(path.parent)

    @contextmanager
    def lock(self, name: str, who: str = "", wait: float = LOCK_WAIT) -> Iterator[None]:
        """Hold the lock of `name` (locks/<name>.lock, never deleted). Conflict, naming the holder, after `wait` seconds.

        OSError where the lock file cannot be made (a read-only disk).
        """
        path = self.path(f"locks/{name}.lock")
        self.make_folder(path.parent)
        fd = self.layer.open(path, os.O_RDWR | os.O_CREAT)
        try:
            if not stat.S_ISREG(os.fstat(fd).st_mode):
                raise DamagedData(problem("store_not_a_file", f"locks/{name}.lock"))
            self._wait_for(fd, name, wait)
            with suppress(OSError):
                os.ftruncate(fd, 0)
                os.pwrite(fd, who.encode(), 0)
            yield
        finally:
            with suppress(OSError):
                self.layer.close(fd)

    def hold(self, name: str, data: bytes) -> Held:
        """Make a file that says somebody is here, locked for as long as this process lives. Raises OSError."""
        path = self.path(name)
        self.make_folder(path.parent)
        fd = self.layer.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        try:
            self.layer.flock(fd)
            self._write(fd, data)
        except BaseException:
            with suppress(OSError):
                self.layer.unlink(path)
            self.layer.close(fd)
            raise
        return Held(self, fd, path)

    def is_held(self, name: str) -> bool:
        """True while a living process holds `name`."""
        try:
            fd = self.layer.open(self.path(name), os.O_RDONLY)
        except OSError:
            return False
        try:
            self.layer.flock(fd, shared=True)
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            self.layer.close(fd)
        return False

    def sweep(self, folders: tuple[str, ...]) -> tuple[str, ...]:
        """Remove temporary files that a dead process left behind; their names. A writer at work keeps its own."""
        gone = []
        for folder in folders:
            place = self.path(folder) if folder else self.root
            for path in sorted(place.glob(f"{TEMP_PREFIX}*")) if place.is_dir() else ():
                owner = path.name.removeprefix(TEMP_PREFIX).split(".", 1)[0]
                with suppress(OSError, EvaltuiError):
                    if time.time() - path.lstat().st_mtime > ORPHAN_AGE:
                        with self.lock(owner, wait=0):
                            self.layer.unlink(path)
                        gone.append(path.relative_to(self.root).as_posix())
        return tuple(gone)

    def make_folder(self, folder: Path) -> None:
        """Make a folder and those above it, down from the root. Raises OSError."""
        if folder.is_dir():
            return
        if folder != self.root:
            self.make_folder(folder.parent)
        elif not folder.parent.is_dir():
            folder.parent.mkdir(parents=True, mode=0o700)
        with suppress(FileExistsError):
            self.layer.mkdir(folder)
        self.sync_folder(folder.parent)

    def sync_folder(self, folder: Path) -> bool:
        """True where the disk confirmed the names in `folder`."""
        try:
            fd = self.layer.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        except OSError:
            return False
        try:
            self.layer.fsync(fd)
        except OSError:
            return False
        finally:
            with suppress(OSError):
                self.layer.close(fd)
        return True

    def _wait_for(self, fd: int, name: str, wait: float) -> None:
        until = time.monotonic() + wait
        while True:
            try:
                self.layer.flock(fd)
            except BlockingIOError:
                if time.monotonic() >= until:
                    who = os.pread(fd, 200, 0).decode(errors="replace") or "另一个程序"
                    raise Conflict(problem("store_locked", owner=name, who=who, seconds=f"{wait:g}")) from None
                time.sleep(random.uniform(0.001, 0.005))
            else:
                return

    def _take_over(self, fd: int, target: Path) -> None:
        """Give the new file the mode and group of the old one; a new one stays 0600."""
        try:
            old = os.lstat(target)
        except FileNotFoundError:
            return
        if not stat.S_ISREG(old.st_mode):
            raise DamagedData(problem("store_not_a_file", target.name))
        if os.fstat(fd).st_gid != old.st_gid:
            with suppress(PermissionError):
                self.layer.fchown(fd, -1, old.st_gid)
        self.layer.fchmod(fd, stat.S_IMODE(old.st_mode) & 0o777)

    def _write(self, fd: int, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self.layer.write(fd, rest) :]

    def _cut_back(self, fd: int, size: int, error: BaseException) -> None:
        try:
            self.layer.ftruncate(fd, size)
        except OSError:
            raise AppendUncertain from error


def write_output(target: Path, data: bytes, force: bool = False, layer: OsLayer | None = None) -> None:
    """Write an exported file durably; folders above it are made. OutputFailed says why not.

    An existing file is replaced only with `force`, a link or device never.
    """
    files = Files(target.parent, layer)
    target = files.root / target.name
    try:
        if target.is_symlink() or (target.exists() and not target.is_file()):
            raise OutputFailed(problem("store_not_a_file", str(target)))
        if target.exists() and not force:
            raise OutputFailed(problem("store_exists", str(target)))
        staged = files.stage(target.name, data)
        if force or not _link(files, staged):
            staged.commit()
        files.sync_folder(target.parent)
    except FileExistsError as error:
        raise OutputFailed(problem("store_exists", str(target))) from error
    except DamagedData as error:
        raise OutputFailed(*error.problems) from error
    except OSError as error:
        why, advice = in_words(error)
        raise OutputFailed(problem("store_output_failed", str(target), why=why, advice=advice)) from error


def _link(files: Files, staged: Staged) -> bool:
    """Give the staged file its name without ever replacing another; False where this disk knows no second names."""
    try:
        files.layer.link(staged.temp, staged.target)
    except FileExistsError:
        staged.discard()
        raise
    except OSError:
        return False
    staged.discard()
    return True
