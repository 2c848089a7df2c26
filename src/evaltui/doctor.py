"""Is this machine fit for the program, and is this data folder healthy: findings with advice.

`probe` is the only function that looks at the machine; the checks are pure functions over what it found, so that a test
can describe any machine. Whatever the store and the plan registry already know comes in as their own problems.
"""

from __future__ import annotations

import locale
import os
import platform
import re
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from evaltui.errors import Problem, problem
from evaltui.store.folder import TEMP_PREFIX

NEEDED_PYTHON = (3, 11)
NEEDED_CPU_FLAGS = (
    "sse3", "ssse3", "sse4_1", "sse4_2", "popcnt", "cx16", "avx", "avx2", "fma", "bmi1", "bmi2", "abm", "pclmulqdq",
    "movbe",
)  # fmt: skip  # one list of words
"""What the default polars build for x86-64 uses without asking; /proc/cpuinfo's names."""
NEEDED_BYTES = 64 * 1024 * 1024
COMMON_PAGE = 4096
GOOD_TERMS = frozenset(
    {
        "xterm", "xterm-256color", "xterm-direct", "putty", "putty-256color", "tmux", "tmux-256color", "screen",
        "screen-256color", "alacritty", "foot", "kitty", "xterm-kitty", "rxvt-unicode-256color", "ms-terminal",
    }
)  # fmt: skip  # one list of words
POOR_TERMS = frozenset({"linux", "vt100", "vt102", "vt220", "ansi", "dumb", "cons25"})
NETWORK_KINDS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs", "fuse.glusterfs", "ncpfs",
     "davfs", "fuse.davfs", "lustre", "virtiofs", "drvfs", "vboxsf", "fuse.vmhgfs-fuse", "fuse.rclone"}
)  # fmt: skip  # one list of words
VOLATILE_KINDS = frozenset({"tmpfs", "ramfs"})
_ESCAPE = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """One line of /proc/mounts."""

    point: str
    kind: str
    options: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Machine:
    """What `probe` saw. None: could not be read, no finding follows from it."""

    arch: str = "x86_64"
    cpu_flags: frozenset[str] | None = None
    page_size: int | None = COMMON_PAGE
    python: tuple[int, int] = NEEDED_PYTHON
    encoding: str = "utf-8"
    term: str | None = None
    mount: Mount | None = None
    free_bytes: int | None = None
    uid: int = 0


@dataclass(frozen=True, slots=True)
class Folder:
    """The data folder as found: mode bits and owner of itself and of every file below (relative names)."""

    exists: bool = True
    mode: int = 0o700
    owner: int = 0
    files: Mapping[str, tuple[int, int]] = field(default_factory=dict)


class PlanState(Protocol):
    """The part of a registry entry that matters here."""

    @property
    def id(self) -> str: ...  # noqa: D102  # see plan.registry.PlanEntry
    @property
    def folder(self) -> object: ...  # noqa: D102  # see plan.registry.PlanEntry
    @property
    def state(self) -> str: ...  # noqa: D102  # see plan.registry.PlanEntry
    @property
    def problems(self) -> Sequence[Problem]: ...  # noqa: D102  # see plan.registry.PlanEntry
    @property
    def shadowed_by(self) -> object: ...  # noqa: D102  # see plan.registry.PlanEntry


def probe(data: Path, environment: Mapping[str, str]) -> tuple[Machine, Folder]:
    """Look at this machine and at the data folder `data`; nothing is written."""
    folder = _folder(data)
    place = data if folder.exists else next((p for p in data.absolute().parents if p.exists()), Path("/"))
    machine = Machine(
        arch=platform.machine(),
        cpu_flags=cpu_flags(_read("/proc/cpuinfo")),
        page_size=os.sysconf("SC_PAGE_SIZE") if "SC_PAGE_SIZE" in os.sysconf_names else None,
        python=sys.version_info[:2],
        encoding=locale.getpreferredencoding(False),
        term=environment.get("TERM") if sys.stdout.isatty() else None,
        mount=mount_of(str(place.resolve()), _read("/proc/mounts")),
        free_bytes=shutil.disk_usage(place).free,
        uid=os.getuid() if hasattr(os, "getuid") else 0,
    )
    return machine, folder


def check_machine(machine: Machine) -> tuple[Problem, ...]:
    """Findings about processor, Python, locale, terminal, and the disk under the data folder."""
    return (*_cpu(machine), *_python(machine), *_terminal(machine), *_disk(machine))


def check_folder(folder: Folder, uid: int) -> tuple[Problem, ...]:
    """Findings about modes, owners and left-over temporary files of the data folder."""
    if not folder.exists:
        return (problem("doctor_folder_missing"),)
    found: list[Problem] = []
    if folder.mode & 0o077:
        found.append(problem("doctor_folder_open", found=f"{folder.mode & 0o777:03o}"))
    if folder.owner != uid or any(owner != uid for _, owner in folder.files.values()):
        found.append(problem("doctor_foreign_owner"))
    opened = [name for name, (mode, _) in sorted(folder.files.items()) if mode & 0o077]
    if opened:
        found.append(problem("doctor_file_open", count=len(opened), example=opened[0]))
    temps = [name for name in sorted(folder.files) if Path(name).name.startswith(TEMP_PREFIX)]
    if temps:
        found.append(problem("doctor_orphan_temp", count=len(temps), example=temps[0]))
    return tuple(found)


def check_plans(entries: Sequence[PlanState]) -> tuple[Problem, ...]:
    """One finding per plan that is refused, shadowed, or whose code failed."""
    found: list[Problem] = []
    for entry in entries:
        if entry.state == "refused":
            found.append(problem("doctor_plan_refused", str(entry.folder), plan=entry.id, count=len(entry.problems)))
        elif entry.state == "code_failed":
            found.append(problem("doctor_plan_code", str(entry.folder), plan=entry.id))
        elif entry.state == "shadowed":
            found.append(problem("doctor_plan_shadowed", plan=entry.id, folder=entry.folder, by=entry.shadowed_by))
    return tuple(found)


def examine(
    machine: Machine,
    folder: Folder,
    plans: Sequence[PlanState] = (),
    data_problems: Sequence[Problem] = (),
) -> tuple[Problem, ...]:
    """All findings in one list: machine, folder, plans, and what loading and verifying the data reported."""
    return (*check_machine(machine), *check_folder(folder, machine.uid), *check_plans(plans), *data_problems)


def cpu_flags(cpuinfo: str) -> frozenset[str] | None:
    """The feature flags of the first processor in the text of /proc/cpuinfo; None where it lists none."""
    for line in cpuinfo.splitlines():
        key, _, value = line.partition(":")
        if key.strip() == "flags":
            return frozenset(value.split())
    return None


def mount_of(path: str, mounts: str) -> Mount | None:
    """The mount that holds the absolute `path`, from the text of /proc/mounts; a later line hides an earlier one."""
    best: Mount | None = None
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 4:
            continue
        point = _ESCAPE.sub(lambda found: chr(int(found.group(1), 8)), parts[1])
        inside = path == point or path.startswith(point.rstrip("/") + "/")
        if inside and (best is None or len(point) >= len(best.point)):
            best = Mount(point, parts[2], frozenset(parts[3].split(",")))
    return best


def _cpu(machine: Machine) -> Iterator[Problem]:
    if machine.arch.lower() in ("x86_64", "amd64"):
        if machine.cpu_flags is None:
            yield problem("doctor_cpu_unknown")
        else:
            missing = [flag for flag in NEEDED_CPU_FLAGS if not _has(flag, machine.cpu_flags)]
            if missing:
                yield problem("doctor_cpu_old", missing="、".join(missing))
    if machine.page_size is not None and machine.page_size > COMMON_PAGE:
        yield problem("doctor_page_size", kib=machine.page_size // 1024)


def _has(flag: str, flags: frozenset[str]) -> bool:
    return flag in flags or (flag == "sse3" and "pni" in flags)


def _python(machine: Machine) -> Iterator[Problem]:
    if machine.python < NEEDED_PYTHON:
        found, needed = (".".join(map(str, version)) for version in (machine.python, NEEDED_PYTHON))
        yield problem("doctor_python_old", found=found, needed=needed)


def _terminal(machine: Machine) -> Iterator[Problem]:
    if machine.encoding.lower().replace("-", "").replace("_", "") != "utf8":
        yield problem("doctor_locale", found=machine.encoding)
    if machine.term is None:
        return
    if machine.term in POOR_TERMS or not machine.term:
        yield problem("doctor_term_poor", found=machine.term or "（空）")
    elif machine.term not in GOOD_TERMS:
        yield problem("doctor_term_unknown", found=machine.term)


def _disk(machine: Machine) -> Iterator[Problem]:
    mount = machine.mount
    if mount is not None:
        if mount.kind in NETWORK_KINDS:
            yield problem("doctor_network_folder", kind=mount.kind)
        if mount.kind in VOLATILE_KINDS:
            yield problem("doctor_volatile_folder", kind=mount.kind)
        if "ro" in mount.options:
            yield problem("doctor_read_only_mount")
    if machine.free_bytes is not None and machine.free_bytes < NEEDED_BYTES:
        mib = 1024 * 1024
        yield problem("doctor_space_low", mib=machine.free_bytes // mib, needed=NEEDED_BYTES // mib)


def _folder(data: Path) -> Folder:
    try:
        own = data.stat()
    except OSError:
        return Folder(exists=False)
    files: dict[str, tuple[int, int]] = {}
    for path in sorted(data.rglob("*")):
        found = path.lstat()
        if stat.S_ISREG(found.st_mode):
            files[path.relative_to(data).as_posix()] = (stat.S_IMODE(found.st_mode), found.st_uid)
    return Folder(True, stat.S_IMODE(own.st_mode), own.st_uid, files)


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
