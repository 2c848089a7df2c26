"""What lies beneath one data folder, read safely: links, devices and anything outside are refused, sizes are capped."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final

from evaltui.catalogue.words import OS_ERROR
from evaltui.errors import DamagedData, problem

MAX_BYTES: Final = 16 * 1024 * 1024
"""Largest file read as a whole."""
TEMP_PREFIX: Final = ".~"

_READ: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOFOLLOW
_KINDS: Final = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "read_only",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EIO: "io",
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.EMFILE: "too_many",
    errno.ENFILE: "too_many",
    errno.ENAMETOOLONG: "name",
    errno.EINVAL: "name",
}


def in_words(error: OSError) -> tuple[str, str]:
    """(why, what to do) in Chinese."""
    return OS_ERROR[_KINDS.get(error.errno or 0, "other")]


class Folder:
    """The files beneath `root`; names are relative to it."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def path(self, name: str) -> Path:
        """The absolute path of `name` beneath the root. DamagedData for a way out, or through a link."""
        parts = PurePosixPath(name).parts
        if not parts or name.startswith("/") or ".." in parts or "\0" in name:
            raise DamagedData(problem("store_outside", name))
        path = self.root
        for part in parts:
            path = path / part
            with suppress(FileNotFoundError, NotADirectoryError):
                if stat.S_ISLNK(os.lstat(path).st_mode):
                    raise DamagedData(problem("store_not_a_file", name))
        return path

    def read(self, name: str, limit: int = MAX_BYTES) -> bytes | None:
        """The file's bytes, None where it does not exist. DamagedData for anything but a readable, regular file."""
        found = self._open(name)
        if found is None:
            return None
        fd, size = found
        with os.fdopen(fd, "rb") as opened:
            if size > limit:
                raise DamagedData(problem("store_too_big", name, limit=limit // 1024 // 1024))
            try:
                return opened.read(limit + 1)
            except OSError as error:
                raise DamagedData(problem("store_unreadable_file", name, why=in_words(error)[0])) from error

    def tail(self, name: str, size: int) -> tuple[bytes, bool, int]:
        """The last `size` bytes of a file, whether that is all of it, and its length; empty where it does not exist."""
        found = self._open(name)
        if found is None:
            return b"", True, 0
        fd, total = found
        with os.fdopen(fd, "rb") as opened:
            opened.seek(max(0, total - size))
            return opened.read(min(size, total)), total <= size, total

    def _open(self, name: str) -> tuple[int, int] | None:
        """(descriptor, length) of a regular file; None where it does not exist."""
        path = self.path(name)
        try:
            fd = os.open(path, _READ)
        except FileNotFoundError:
            return None
        except OSError as error:
            code = "store_not_a_file" if error.errno in (errno.ELOOP, errno.ENXIO) else "store_unreadable_file"
            raise DamagedData(problem(code, name, why=in_words(error)[0])) from error
        about = os.fstat(fd)
        if not stat.S_ISREG(about.st_mode):
            os.close(fd)
            raise DamagedData(problem("store_not_a_file", name))
        return fd, about.st_size

    def names(self, folder: str) -> tuple[str, ...]:
        """Names in a folder, sorted; () where there is none. Temporary files are left out."""
        try:
            found = [entry.name for entry in (self.path(folder) if folder else self.root).iterdir()]
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise DamagedData(problem("store_unreadable_file", folder, why=in_words(error)[0])) from error
        return tuple(sorted(name for name in found if not name.startswith(TEMP_PREFIX)))
