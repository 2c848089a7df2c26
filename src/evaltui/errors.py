"""What can go wrong, as data: problems, exit codes, and the exceptions that carry a problem.

A parser returns ``(value, problems)``. An exception is for what the caller cannot go on from; it carries the
same `Problem`, so that every face says the same sentence and exits with the same code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from evaltui.catalogue.problems import PROBLEMS


class Severity(StrEnum):
    """How much a problem weighs: 必改, 需说明, 提示."""

    MUST_FIX = "must_fix"
    MUST_EXPLAIN = "must_explain"
    HINT = "hint"


class ExitCode(IntEnum):
    """Exit codes of the command (docs: 命令行参考)."""

    OK = 0
    PROBLEMS = 1
    USAGE = 2
    DAMAGED = 3
    CONFLICT = 4
    PLAN = 5
    OUTPUT = 6
    FORBIDDEN = 13
    INTERNAL = 70
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: a stable code, where it is, a sentence in Chinese, and what to do next.

    `place` is text for people (file, line, cell); `path` is the field of a record, for jumping to it.
    """

    code: str
    severity: Severity
    place: str
    sentence: str
    hint: str
    path: tuple[str, ...] = ()

    def line(self) -> str:
        """The problem as one line: place, sentence, hint."""
        return "".join(part for part in (f"{self.place}：" if self.place else "", self.sentence, self.hint))


def problem(
    code: str,
    place: str = "",
    *,
    path: tuple[str, ...] = (),
    severity: Severity | None = None,
    **facts: object,
) -> Problem:
    """Make the problem `code` of the catalogue, its sentence filled with `facts`.

    `severity` overrides the catalogue's where the same thing weighs differently in context. KeyError for an
    unknown code or a missing fact: that is a mistake of the program, not of the user.
    """
    entry = PROBLEMS[code]
    return Problem(
        code=code,
        severity=severity or Severity(entry.severity),
        place=place,
        sentence=entry.sentence.format(**facts),
        hint=entry.hint.format(**facts),
        path=path,
    )


class EvaltuiError(Exception):
    """Something the caller cannot go on from; `problems` says what, `exit_code` how the command ends."""

    exit_code = ExitCode.INTERNAL

    def __init__(self, *problems: Problem) -> None:
        super().__init__("；".join(item.line() for item in problems))
        self.problems = problems


class NotReady(EvaltuiError):
    """What was asked for has to wait until something is fixed: 必改 at submission."""

    exit_code = ExitCode.PROBLEMS


class UsageProblem(EvaltuiError):
    """The call was wrong: an unknown unit, plan, form, option."""

    exit_code = ExitCode.USAGE


class DamagedData(EvaltuiError):
    """A file of the workspace cannot be read, or does not fit its history."""

    exit_code = ExitCode.DAMAGED


class Conflict(EvaltuiError):
    """Somebody else changed the same field, or the item is locked by a submission."""

    exit_code = ExitCode.CONFLICT


class PlanRefused(EvaltuiError):
    """The asked-for plan is not valid, or its code failed."""

    exit_code = ExitCode.PLAN


class OutputFailed(EvaltuiError):
    """A file could not be written: full disk, read-only folder, existing file."""

    exit_code = ExitCode.OUTPUT


class Forbidden(EvaltuiError):
    """The role of this session may not do this, or not to this unit."""

    exit_code = ExitCode.FORBIDDEN
