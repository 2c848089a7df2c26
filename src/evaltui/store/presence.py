"""Who else is in this unit: a small locked file per session, which the kernel lets go of when the session dies."""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from evaltui.errors import EvaltuiError
from evaltui.store.files import Files, Held
from evaltui.text import clean_line

_ENDING: Final = ".here"


@dataclass(frozen=True, slots=True)
class Somebody:
    """One living session in a unit."""

    unit: str
    session: str
    person: str
    role: str
    since: datetime


class Presence:
    """This session's own sign, and a look at the others'. Being unable to write one never stops anybody's work."""

    def __init__(self, files: Files, person: str, role: str, now: datetime) -> None:
        self.session = secrets.token_hex(8)
        self._files = files
        self._person = clean_line(person)
        self._role = role
        self._since = now
        self._held: Held | None = None

    def enter(self, unit: str) -> None:
        """Say that this session is in `unit`; the sign in an earlier unit is taken away."""
        self.leave()
        body = {
            "unit": unit,
            "session": self.session,
            "person": self._person,
            "role": self._role,
            "since": self._since.isoformat(),
            "pid": os.getpid(),
        }
        with suppress(OSError, EvaltuiError):
            self._held = self._files.hold(here_file(self.session), json.dumps(body, ensure_ascii=False).encode())

    def leave(self) -> None:
        """Take the sign away."""
        if self._held is not None:
            self._held.release()
            self._held = None

    def others(self, unit: str) -> tuple[Somebody, ...]:
        """The other living sessions in `unit`, longest first. Signs of dead sessions are removed."""
        found = [somebody for somebody in living(self._files) if somebody.unit == unit]
        return tuple(somebody for somebody in found if somebody.session != self.session)


def here_file(session: str) -> str:
    """A session's sign, relative to the data folder."""
    return f"drafts/{session}{_ENDING}"


def is_living(files: Files, session: str) -> bool:
    """True while the session's process runs and holds its sign."""
    return files.is_held(here_file(session))


def living(files: Files) -> tuple[Somebody, ...]:
    """Every living session, longest first. Signs that nobody holds are removed."""
    found = []
    with suppress(EvaltuiError):
        for name in files.names("drafts"):
            if not name.endswith(_ENDING):
                continue
            if not files.is_held(f"drafts/{name}"):
                with suppress(OSError):
                    files.remove(f"drafts/{name}")
                continue
            somebody = _read(files, f"drafts/{name}")
            if somebody is not None:
                found.append(somebody)
    return tuple(sorted(found, key=lambda somebody: (somebody.since, somebody.session)))


def _read(files: Files, name: str) -> Somebody | None:
    try:
        body = json.loads(files.read(name) or b"")
        return Somebody(
            str(body["unit"]),
            str(body["session"]),
            clean_line(str(body["person"])),
            str(body["role"]),
            datetime.fromisoformat(body["since"]),
        )
    except (EvaltuiError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
