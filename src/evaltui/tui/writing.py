"""The texts and fields of one unit on their way to the disk: what was handed over, what failed, what is being typed.

A text is saved when it is left. While it is typed, it is journalled beside the data, at most a second late and without a
word on the screen; a text that could not be saved stays here, so that no page loses it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from evaltui.catalogue.texts import SAID
from evaltui.store.leaves import same
from evaltui.store.record import Leaf, Path, Record
from evaltui.tui.desk import Desk

if TYPE_CHECKING:
    from evaltui.store.drafts import Draft
    from evaltui.tui.book import Book, Result

LATE: Final = 0.5
"""Seconds after the first unjournalled key until the journal is written; the desk may add a moment."""


class Drafting(Protocol):
    """Where text that is being typed is kept."""

    def keep(self, unit: str, path: Path, text: str, base: Leaf | None) -> None:
        """Put what is being typed on the disk."""

    def drop(self, unit: str, path: Path) -> None:
        """Forget what was being typed into one field."""

    def offered(self, unit: str) -> Sequence[Draft]:
        """What dead sessions left in a unit, oldest first."""

    def discard(self, draft: Draft) -> None:
        """Remove a draft that was offered."""


@runtime_checkable
class Keeps(Protocol):
    """A workspace that keeps drafts."""

    @property
    def drafting(self) -> Drafting:
        """The drafts of this session."""


class Journal:
    """Hands what is being typed to the desk, a moment after it was typed."""

    def __init__(self, drafting: Drafting, unit: str, desk: Desk) -> None:
        self._drafting = drafting
        self._unit = unit
        self._desk = desk
        self._lock = threading.Lock()
        self._waiting: dict[Path, tuple[str, Leaf | None]] = {}

    def typed(self, path: Path, text: str, base: Leaf | None) -> None:
        """Take the present text of a field; `base` stood there when the typing began."""
        with self._lock:
            first = not self._waiting
            self._waiting[path] = (text, base)
        if first:
            timer = threading.Timer(LATE, lambda: self._desk.submit(self._write, _nothing))
            timer.daemon = True
            timer.start()

    def saved(self, path: Path) -> None:
        """Forget a field that was saved or given up."""
        with self._lock:
            self._waiting.pop(path, None)
        self._desk.submit(lambda: self._drafting.drop(self._unit, path), _nothing)

    def flush(self) -> None:
        """Write at once what still waits."""
        with self._lock:
            waiting = bool(self._waiting)
        if waiting:
            self._desk.submit(self._write, _nothing)

    def _write(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, {}
        for path, (text, base) in waiting.items():
            self._drafting.keep(self._unit, path, text, base)


class Writing:
    """The fields of `book` that are no figures."""

    def __init__(self, book: Book, desk: Desk) -> None:
        self._book = book
        self._sent: dict[Path, Leaf | None] = {}
        self._bases: dict[Path, Leaf | None] = {}
        self._latest: dict[Path, str] = {}
        self._laid: tuple[Record, int] | None = None
        self._merged = book.record
        self._changes = 0
        source = book.source
        self._journal = Journal(source.drafting, book.unit, desk) if isinstance(source, Keeps) else None

    @property
    def record(self) -> Record:
        """The record with what is on its way to the disk."""
        key = (self._book.record, self._changes)
        if self._laid is None or self._laid[0] is not key[0] or self._laid[1] != key[1]:
            self._laid = key
            self._merged = key[0].edited(self._sent) if self._sent else key[0]
        return self._merged

    def typed(self, path: Path, text: str) -> None:
        """Journal what is being typed into a field."""
        base = self._bases.setdefault(path, self._book.record.fields.get(path))
        self._latest[path] = text
        if self._journal is not None:
            self._journal.typed(path, text, base)

    def save(self, name: str, path: Path, leaf: Leaf | None, done: Callable[[Result], None]) -> None:
        """Save a field as one undo step; what fails is kept as text.

        Also a field that was read anew while it was being typed is a conflict: somebody else's text is never covered
        unseen. Saving once more takes the own text.
        """
        from evaltui.tui.book import Result  # the book holds its writing: neither module can come first

        now = self._book.record.fields.get(path)
        if path in self._bases and path not in self._sent and not same(now, self._bases[path]) and not same(now, leaf):
            self._bases[path] = now
            sentence = SAID["conflict"].format(label=name)
            self.hold(path, "" if leaf is None else str(leaf), sentence)
            done(Result((sentence,), failed=True, conflict=True))
            return
        self._sent[path] = leaf
        self._changes += 1
        typed = self.latest(path)

        def finished(result: Result) -> None:
            if path in self._sent and self._sent[path] is leaf:
                del self._sent[path]
            self._changes += 1
            if result.failed:
                sentence = SAID["conflict"].format(label=name) if result.conflict else result.sentences[0]
                self.hold(path, "" if leaf is None else str(leaf), sentence)
                self._bases[path] = self._book.record.fields.get(path)
            else:
                self._book.held.pop(path, None)
                self.saved(path, typed, leaf)
            done(result)

        self._book.edit(name, None, {path: leaf}, finished)

    def hold(self, path: Path, text: str, sentence: str) -> None:
        """Keep a text that could not be saved, or is still a question."""
        self._book.hold(path, text, sentence)

    def latest(self, path: Path) -> str | None:
        """What was journalled last of a field, None where nothing is."""
        return self._latest.get(path)

    def saved(self, path: Path, typed: str | None, leaf: Leaf | None) -> None:
        """A field is stored as `leaf`; its draft goes, unless something newer than `typed` is being typed already."""
        if self._latest.get(path) == typed:
            self.settled(path)
        else:
            self._bases[path] = leaf

    def flush(self) -> None:
        """Journal at once what still waits for it."""
        if self._journal is not None:
            self._journal.flush()

    def settled(self, path: Path) -> None:
        """A field is as it is stored: nothing of it is unsaved any more."""
        self._book.held.pop(path, None)
        self._bases.pop(path, None)
        if self._latest.pop(path, None) is not None and self._journal is not None:
            self._journal.saved(path)


def _nothing(_result: object, _error: BaseException | None) -> None:
    """A draft that could not be written says nothing: the save of the same text will."""
