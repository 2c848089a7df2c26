"""Importing a plan's plugin.py: under a private name, only if nobody else can write it, failing alone.

sys.path is never touched. A module that was imported stays as it is until the process ends; the digest of what was
imported is kept beside it, so that a change on disk can be told.
"""

from __future__ import annotations

import contextlib
import grp
import hashlib
import importlib.machinery
import importlib.util
import os
import pwd
import stat
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from evaltui.catalogue.plan_keys import CODE_STAGES
from evaltui.errors import Problem, problem
from evaltui.plan.findings import not_read, printable
from evaltui.plan.load import CODE_FILE

_DIGEST = "__evaltui_digest__"
_LONGEST_ERROR = 200


@dataclass(frozen=True)
class CodeFailure:
    """Why a plan's code does not run: the problem for people, the traceback for its author."""

    problem: Problem
    trace: str = ""


def import_code(folder: Path) -> ModuleType | CodeFailure:
    """The plan's module, imported on the first call, or why it is not.

    KeyboardInterrupt passes; everything else that the code raises, SystemExit too, is a failure and leaves no module.
    """
    name = _module_name(folder)
    if name in sys.modules:
        return sys.modules[name]
    if unsafe := code_refused(folder):
        return CodeFailure(unsafe)
    spec = importlib.util.spec_from_file_location(
        name, folder / CODE_FILE, submodule_search_locations=[str(folder.resolve())]
    )
    if spec is None or spec.loader is None:  # pragma: no cover  # only for names that do not end in .py
        return CodeFailure(problem("plan_file_missing", str(folder / CODE_FILE)))
    module = importlib.util.module_from_spec(spec)
    setattr(module, _DIGEST, code_digest(folder))
    sys.modules[name] = module
    try:
        with _quietly():
            spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever a plan's code raises is the plan's problem
        _forget(name)
        return code_failure(folder, "import", error)
    except BaseException:
        _forget(name)
        raise
    return module


def code_failure(folder: Path, stage: str, error: BaseException) -> CodeFailure:
    """A failure of a plan's code: `stage` is "import" or the hook's name; the place is its own last line."""
    told = CODE_STAGES.get(stage, stage)
    # format_exception_only survives exceptions whose own text raises.
    what = printable(traceback.format_exception_only(error)[-1].strip())[:_LONGEST_ERROR]
    trace = "".join(traceback.format_exception(error))
    return CodeFailure(problem("plan_code_failed", _line_of(folder, error), stage=told, what=what), trace)


def code_digest(folder: Path) -> str:
    """sha256 over the plan's Python files, "" where there is no plugin.py; nothing is imported."""
    if not (folder / CODE_FILE).is_file():
        return ""
    digest = hashlib.sha256()
    for path in _python_files(folder):
        with contextlib.suppress(OSError):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()


def imported_digest(folder: Path) -> str | None:
    """The digest of the code as this process imported it; None where it did not."""
    return getattr(sys.modules.get(_module_name(folder)), _DIGEST, None)


def code_refused(folder: Path) -> Problem | None:
    """Why the code may not be imported: somebody else can write it, or it lies outside the folder (StrictModes)."""
    inside = folder.resolve()
    for path in _importable(folder):
        try:
            if not path.resolve().is_relative_to(inside):
                return problem("plan_code_outside", str(path), file=path.name)
            why = _writable_by_others(path.stat())
        except (OSError, RuntimeError) as error:
            why = not_read(error)
        if why:
            return problem("plan_code_unsafe", printable(str(path)), file=printable(path.name), why=why)
    return None


def _module_name(folder: Path) -> str:
    return f"_evaltui_plan_{hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:16]}"


def _forget(name: str) -> None:
    for loaded in [key for key in sys.modules if key == name or key.startswith(f"{name}.")]:
        del sys.modules[loaded]


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """What the code prints goes to stderr, where it cannot mix with an export, and no bytecode is left in the folder."""
    writes = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        sys.dont_write_bytecode = writes


def _importable(folder: Path) -> Iterator[Path]:
    """The folder and everything below it that an import could take in: folders, linked ones too, and modules."""
    suffixes = tuple(importlib.machinery.all_suffixes())
    for parent, folders, files in os.walk(folder):
        yield Path(parent)
        yield from (Path(parent, name) for name in folders if Path(parent, name).is_symlink())
        yield from (Path(parent, name) for name in sorted(files) if name.endswith(suffixes))


def _python_files(folder: Path) -> list[Path]:
    return sorted(path for path in _importable(folder) if path.suffix == ".py")


def _writable_by_others(found: os.stat_result) -> str:
    if found.st_uid not in (0, os.geteuid()):
        return "的属主既不是root，也不是当前用户"
    if found.st_mode & stat.S_IWOTH:
        return "任何人都能改写"
    if found.st_mode & stat.S_IWGRP and not _private_group(found):
        return "同组用户能改写"
    return ""


def _private_group(found: os.stat_result) -> bool:
    """Whether the group is its owner's alone, as Debian and Ubuntu set it up together with umask 002."""
    try:
        owner, group = pwd.getpwuid(found.st_uid), grp.getgrgid(found.st_gid)
    except KeyError:
        return False
    return found.st_uid != 0 and group.gr_name == owner.pw_name and set(group.gr_mem) <= {owner.pw_name}


def _line_of(folder: Path, error: BaseException) -> str:
    """The last place in the plan's own files that the error passed."""
    if isinstance(error, SyntaxError) and error.filename:
        return printable(f"{error.filename}:{error.lineno}")
    own = {str(folder), str(folder.resolve())}
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"{f.filename}:{f.lineno}" for f in frames if any(f.filename.startswith(f"{o}{os.sep}") for o in own)]
    return printable(lines[-1] if lines else str(folder / CODE_FILE))
