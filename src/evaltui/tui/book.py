"""One unit's figures while they are on the screen: what is stored, what is on its way there, and what undo would bring back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from evaltui.assess.results import Assessment
from evaltui.errors import EvaltuiError, Problem
from evaltui.store.record import Leaf, Path, Record
from evaltui.tui.desk import Desk
from evaltui.tui.grid.model import Place
from evaltui.tui.source import Answer, Source, by_indicator
from evaltui.tui.writing import Writing

_NOT_SAVED = "没有保存。"
_FIELD_CONFLICT = "这一栏刚被别人改过，您填的没有保存。要用自己的：按 F2 再回车；要用对方的：按 Esc。"
_CONFLICT = "这一格刚被别人改过，您填的没有保存，还留在格子里。要用自己的：按 F2 再回车；要用对方的：按 Del。"


@dataclass(frozen=True, slots=True)
class Typed:
    """Text typed into one cell; `reading` says what its number means."""

    place: Place
    text: str
    reading: str

    @property
    def path(self) -> Path:
        """The field it goes into."""
        return ("measures", self.place.measure, self.place.slot, str(self.place.year))


@dataclass(frozen=True, slots=True)
class Overlay:
    """What stands in a cell that is not (or not yet) what the file says."""

    text: str
    state: Literal["saving", "failed"]
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One undo step: a name for people, the cell to jump to, and (path, before, after) of every field."""

    name: str
    place: Place | None
    fields: tuple[tuple[Path, Leaf | None, Leaf | None], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a step: sentences to show, the worst first, and whether anything failed.

    `path`: the first field that undo or redo changed.
    """

    sentences: tuple[str, ...]
    failed: bool = False
    question: bool = False
    place: Place | None = None
    conflict: bool = False
    path: Path | None = None


@dataclass
class _Batch:
    """What one job found out, in the worker."""

    record: Record
    fields: list[tuple[Path, Leaf | None, Leaf | None]] = field(default_factory=list)
    answers: list[tuple[Typed, Answer]] = field(default_factory=list)
    failures: list[tuple[Typed, str]] = field(default_factory=list)
    conflict: bool = False


class Book:
    """The state of one unit in this session. `changed` is called whenever there is something new to paint."""

    def __init__(
        self, source: Source, unit: str, desk: Desk, changed: Callable[[], None], clock: Callable[[], datetime]
    ) -> None:
        self.source = source
        self.unit = unit
        self.record = source.record(unit)
        self.assessments: Mapping[tuple[str, str], Assessment] | None = None
        self.problems: tuple[Problem, ...] = ()
        self.checked = False
        self.overlays: dict[Place, Overlay] = {}
        self.held: dict[Path, Overlay] = {}
        self.saved_at: datetime | None = None
        self.version = 0
        self.rating_problem = ""
        self._desk = desk
        self._changed = changed
        self._clock = clock
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._pending = 0
        self.writing = Writing(self, desk)

    @property
    def status(self) -> str:
        """The save state for the title line."""
        if self.unsaved:
            return "有内容未保存"
        if self._pending:
            return "保存中"
        return f"已保存 {self.saved_at:%H:%M}" if self.saved_at else "已保存"

    @property
    def unsaved(self) -> int:
        """Cells and fields of forms whose text is on the screen only."""
        return sum(item.state == "failed" for item in (*self.overlays.values(), *self.held.values()))

    def rate(self) -> None:
        """Judge the unit when nothing waits to be saved; the first call imports the engine."""
        self._desk.later(f"rate {self.unit}", lambda: tuple(self.source.rate(self.unit)), self._rated)

    def _rated(self, result: Sequence[Assessment] | None, error: BaseException | None) -> None:
        if result is not None:
            self.assessments = by_indicator(result)
            self.rating_problem = ""
        else:
            self.rating_problem = f"暂时评不出来：{sentence_of(error)}"
        # The rating is what she waits for; the checks take longer and may come a moment later.
        self._desk.later(f"check {self.unit}", lambda: tuple(self.source.check(self.unit)), self._checked)
        self._touch()

    def _checked(self, problems: Sequence[Problem] | None, error: BaseException | None) -> None:
        if problems is not None:
            news = not self.checked or tuple(problems) != self.problems
            self.checked, self.problems = True, tuple(problems)
            if news:
                self._touch()

    def enter(self, name: str, typed: Sequence[Typed], done: Callable[[Result], None]) -> None:
        """Save what was typed into one or more cells, as one undo step."""
        for item in typed:
            self.overlays[item.place] = Overlay(item.text, "saving")
        self._pending += 1
        self._touch()
        self._desk.submit(
            lambda: self._enter(typed), lambda batch, error: self._entered(name, typed, batch, error, done)
        )

    def _enter(self, typed: Sequence[Typed]) -> _Batch:
        batch = _Batch(self.source.record(self.unit))
        for item in typed:
            before = batch.record.fields.get(item.path)
            place = item.place
            try:
                answer = self.source.enter(self.unit, place.measure, place.year, place.slot, item.reading, item.text)
            except EvaltuiError as error:
                batch.failures.append((item, sentence_of(error)))
                continue
            batch.record = self.source.record(self.unit)
            after = batch.record.fields.get(item.path)
            batch.answers.append((item, answer))
            if before != after:
                batch.fields.append((item.path, before, after))
        return batch

    def _entered(
        self,
        name: str,
        typed: Sequence[Typed],
        batch: _Batch | None,
        error: BaseException | None,
        done: Callable[[Result], None],
    ) -> None:
        self._pending -= 1
        if batch is None:
            for item in typed:
                self.overlays[item.place] = Overlay(item.text, "failed", sentence_of(error))
            self._tell(done, Result((f"没有保存：{sentence_of(error)}",), failed=True, place=typed[0].place))
            return
        self.record = batch.record
        sentences: list[str] = []
        failed = question = False
        where: Place | None = None
        for item, why in batch.failures:
            self.overlays[item.place] = Overlay(item.text, "failed", why)
            sentences.append(f"没有保存：{why}")
            failed, where = True, where or item.place
        for item, answer in batch.answers:
            if answer.saved:
                self._landed(item)
            else:
                why = answer.problem.line() if answer.problem else _NOT_SAVED
                if answer.conflicts:
                    why = _CONFLICT
                    sentences.append(why)
                self.overlays[item.place] = Overlay(item.text, "failed", why)
            failed |= not answer.saved
            if answer.problem is not None:
                question, where = True, where or item.place
                sentences.append(answer.problem.sentence + answer.problem.hint)
        for _, answer in batch.answers:
            sentences.extend(note for note in answer.notes if note not in sentences)
        if batch.fields:
            self._undo.append(Step(name, typed[0].place, tuple(batch.fields)))
            self._redo.clear()
        if any(answer.saved for _, answer in batch.answers):
            self.saved_at = self._clock()
        self.rate()
        self._tell(done, Result(tuple(sentences), failed=failed, question=question, place=where))

    def _landed(self, item: Typed) -> None:
        """Take the overlay away, unless something newer was typed into the same cell meanwhile."""
        overlay = self.overlays.get(item.place)
        if overlay is not None and overlay.text == item.text:
            del self.overlays[item.place]

    def edit(
        self, name: str, place: Place | None, changes: Mapping[Path, Leaf | None], done: Callable[[Result], None]
    ) -> None:
        """Save leaves as they are (states, notes), as one undo step."""
        self._pending += 1
        self._touch()

        def job() -> _Batch:
            batch = _Batch(self.source.record(self.unit))
            before = {path: batch.record.fields.get(path) for path in changes}
            refused = bool(self.source.edit(self.unit, changes).conflicts)
            batch.record = self.source.record(self.unit)
            batch.fields = [(path, before[path], batch.record.fields.get(path)) for path in changes]
            if refused:
                batch.fields = [item for item in batch.fields if item[1] != item[2] and changes[item[0]] == item[2]]
                batch.conflict = True
            return batch

        def finish(batch: _Batch | None, error: BaseException | None) -> None:
            self._pending -= 1
            if batch is None:
                self._tell(done, Result((f"没有保存：{sentence_of(error)}",), failed=True, place=place))
                return
            self.record = batch.record
            if batch.fields:
                self._undo.append(Step(name, place, tuple(batch.fields)))
                self._redo.clear()
                self.saved_at = self._clock()
            self.rate()
            fought = batch.conflict
            self._tell(done, Result((_FIELD_CONFLICT,) if fought else (), fought, place=place, conflict=fought))

        self._desk.submit(job, finish)

    def work(self, job: Callable[[], Any], done: Callable[[Any, BaseException | None], None]) -> None:
        """Run what reads or moves the unit as a whole (handing in, exporting) behind everything that is to be saved."""
        self._pending += 1
        self._touch()

        def finish(result: Any, error: BaseException | None) -> None:
            self._pending -= 1
            done(result, error)
            self.reload()

        self._desk.submit(job, finish)

    def undo(self, done: Callable[[Result], None]) -> bool:
        """Take back the last own step; False where there is none."""
        return self._replay(self._undo, self._redo, "撤销", done, back=True)

    def redo(self, done: Callable[[Result], None]) -> bool:
        """Do again what was taken back last; False where there is none."""
        return self._replay(self._redo, self._undo, "重做", done, back=False)

    def _replay(
        self, taken: list[Step], given: list[Step], word: str, done: Callable[[Result], None], *, back: bool
    ) -> bool:
        if not taken:
            return False
        step = taken.pop()
        self._pending += 1
        self._touch()

        def job() -> Record | None:
            now = self.source.record(self.unit)
            if any(now.fields.get(path) != (after if back else before) for path, before, after in step.fields):
                return None
            self.source.edit(self.unit, {path: before if back else after for path, before, after in step.fields}, word)
            return self.source.record(self.unit)

        def finish(record: Record | None, error: BaseException | None) -> None:
            self._pending -= 1
            path = step.fields[0][0] if step.fields else None
            if error is not None:
                taken.append(step)
                result = Result((f"没有{word}：{sentence_of(error)}",), failed=True, place=step.place, path=path)
            elif record is None:
                said = f"不能{word}“{step.name}”：这一格后来又被改过。"
                result = Result((said,), failed=True, place=step.place, path=path)
            else:
                given.append(step)
                self.record = record
                self.saved_at = self._clock()
                self.rate()
                result = Result((f"已{word}：{step.name}",), place=step.place, path=path)
            self._tell(done, result)

        self._desk.submit(job, finish)
        return True

    def hold(self, path: Path, text: str, sentence: str) -> None:
        """Keep the text of a field that could not be saved, and why."""
        self.held[path] = Overlay(text, "failed", sentence)

    def forget_overlay(self, place: Place) -> None:
        """Give up text that could not be saved."""
        self.overlays.pop(place, None)
        self._touch()

    def reload(self) -> None:
        """Read the record again, behind everything that is to be saved, and judge it again."""

        def job() -> Record:
            self.source.refresh()
            return self.source.record(self.unit)

        def finish(record: Record | None, error: BaseException | None) -> None:
            if record is not None:
                self.record = record
            self.rate()
            self._touch()

        self._desk.submit(job, finish)

    def _tell(self, done: Callable[[Result], None], result: Result) -> None:
        """Hand a result to whoever asked, then paint what they say about it."""
        done(result)
        self._touch()

    def _touch(self) -> None:
        self.version += 1
        self._changed()


def sentence_of(error: BaseException | None) -> str:
    """An exception in the words its problems carry; a plain sentence for one that carries none."""
    if isinstance(error, EvaltuiError):
        return "；".join(item.line() for item in error.problems)
    if isinstance(error, OSError):
        return f"写不进数据文件夹（{error.strerror or type(error).__name__}），请告诉管理员。"
    return f"程序出错（{type(error).__name__}），请告诉管理员。"
