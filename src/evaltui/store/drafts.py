"""Text being typed and not yet saved: kept beside the data, offered on the next open, gone with the save.

One small file per unit and session, replaced whole; whoever types calls `keep` at most a second after a key. A draft
whose session still lives is not offered: somebody is typing it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from evaltui.errors import EvaltuiError, OutputFailed
from evaltui.store import ondisk
from evaltui.store.files import Files
from evaltui.store.formats import FORMAT
from evaltui.store.leaves import UnfitValue, from_json, same, to_json
from evaltui.store.presence import is_living
from evaltui.store.record import Leaf, Path, Record
from evaltui.text import clean, clean_line

_ENDING: Final = ".json"


@dataclass(frozen=True, slots=True)
class Draft:
    """One field's unsaved text. `base`: what the field held when the typing began."""

    unit: str
    session: str
    person: str
    path: Path
    text: str
    base: Leaf | None
    when: datetime

    def stale(self, record: Record) -> bool:
        """True where the field has been changed since the typing began: compare before restoring."""
        return not same(record.fields.get(self.path), self.base)


class Drafts:
    """The drafts of one session in one unit, and those that earlier sessions left."""

    def __init__(self, files: Files, unit: str, session: str, person: str) -> None:
        self._files = files
        self._unit = unit
        self._session = session
        self._person = clean_line(person)
        self._mine: dict[Path, Draft] = {}

    def keep(self, path: Path, text: str, base: Leaf | None, when: datetime) -> None:
        """Put the text of one field on the disk. OutputFailed where that does not work; what was kept before stays."""
        draft = Draft(self._unit, self._session, self._person, path, clean(text), base, when)
        if self._mine.get(path) == draft:
            return
        wanted = {**self._mine, path: draft}
        self._write(wanted)
        self._mine = wanted

    def drop(self, path: Path) -> None:
        """Forget one field's text: it was saved, or given up."""
        if path in self._mine:
            rest = {key: draft for key, draft in self._mine.items() if key != path}
            self._write(rest)
            self._mine = rest

    def offered(self) -> tuple[Draft, ...]:
        """What dead sessions left in this unit, oldest first."""
        found: list[Draft] = []
        with suppress(EvaltuiError):
            for name in self._files.names("drafts"):
                unit, _, rest = name.partition(".")
                session = rest.removesuffix(_ENDING)
                if unit != self._unit or not rest.endswith(_ENDING) or session == self._session:
                    continue
                if not is_living(self._files, session):
                    found += read_drafts(self._files, f"drafts/{name}")
        return tuple(sorted(found, key=lambda draft: (draft.when, draft.path)))

    def discard(self, draft: Draft) -> None:
        """Remove one offered draft: it was restored and saved, or is not wanted."""
        name = draft_file(draft.unit, draft.session)
        rest = {other.path: other for other in read_drafts(self._files, name) if other.path != draft.path}
        self._replace(name, draft.session, draft.person, rest)

    def _write(self, drafts: dict[Path, Draft]) -> None:
        self._replace(draft_file(self._unit, self._session), self._session, self._person, drafts)

    def _replace(self, name: str, session: str, person: str, drafts: dict[Path, Draft]) -> None:
        body = {
            "format": FORMAT,
            "unit": self._unit,
            "session": session,
            "person": person,
            "drafts": [
                {
                    "path": list(draft.path),
                    "text": draft.text,
                    "base": to_json(draft.base),
                    "when": draft.when.isoformat(),
                }
                for draft in drafts.values()
            ],
        }
        try:
            if drafts:
                self._files.write(name, json.dumps(body, ensure_ascii=False).encode())
            else:
                self._files.remove(name)
        except OSError as error:
            raise OutputFailed(*ondisk.not_saved(self._unit, error).problems) from error


def draft_file(unit: str, session: str) -> str:
    """Where a session keeps its drafts, relative to the data folder."""
    return f"drafts/{unit}.{session}{_ENDING}"


def read_drafts(files: Files, name: str) -> tuple[Draft, ...]:
    """The drafts in one file; () where it is missing or was damaged."""
    try:
        body = json.loads(files.read(name) or b"{}")
        return tuple(_decode(body))
    except (EvaltuiError, UnfitValue, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()


def _decode(body: dict[str, Any]) -> Iterator[Draft]:
    for entry in body.get("drafts", ()):
        base = from_json(entry["base"])
        yield Draft(
            str(body["unit"]),
            str(body["session"]),
            clean_line(str(body["person"])),
            tuple(clean(str(part)) for part in entry["path"]),
            clean(str(entry["text"])),
            base,
            datetime.fromisoformat(entry["when"]),
        )
