"""Fields one under the other, of which one is open: a line each, the open one with its text, its choices or its box."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evaltui.assess.checks_texts import LEFTOVERS
from evaltui.catalogue.texts import SAID, WORDS
from evaltui.store.record import Leaf, Path
from evaltui.text import width, word_count
from evaltui.tui.book import Overlay
from evaltui.tui.cells import Glyphs, Line, Span, fit_line, wrap
from evaltui.tui.field_values import Field, shown, typed
from evaltui.tui.pages.page import Frame
from evaltui.tui.textbox import TextBox

BOX_CELLS: Final = 76
BOX_LINES: Final = 24
"""A box is never larger: a screen of Chinese text that has to be sent whole stays below 3 kB."""

_LEAST_BOX: Final = 3
_FEW_LINES: Final = 6
_STEP: Final = 3
_WIDEST_LABEL: Final = 18


@dataclass(frozen=True, slots=True)
class Shown:
    """What an accordion is drawn from: the stored leaf of a path, texts that could not be saved, the open field's tail."""

    leaf: Callable[[Path], Leaf | None]
    held: Mapping[Path, Overlay]
    tail: Callable[[Field, TextBox], tuple[str, str]]


class Accordion:
    """The fields of one thing. `at` is the open one; each text field has a box that lives as long as this."""

    def __init__(self) -> None:
        self.fields: tuple[Field, ...] = ()
        self.at = 0
        self.chosen: int | None = None
        self.sought = ""
        self._boxes: dict[Path, TextBox] = {}

    def show(self, fields: Sequence[Field]) -> None:
        """Show these fields; the open one stays open where it is still there."""
        if tuple(fields) == self.fields:
            return
        here = self.field
        self.fields = tuple(fields)
        paths = [field.path for field in self.fields]
        if here is not None and here.path in paths:
            self.at = paths.index(here.path)
        else:
            self.at = min(self.at, max(len(paths) - 1, 0))

    @property
    def field(self) -> Field | None:
        """The open field."""
        return self.fields[self.at] if self.at < len(self.fields) else None

    def box(self, field: Field, said: Shown) -> TextBox:
        """The box of a field, with what is stored, or what could not be saved."""
        held = said.held.get(field.path)
        text = held.text if held is not None else typed(field, said.leaf(field.path))
        box = self._boxes.get(field.path)
        if box is None or (not box.changed and box.text != text):
            marks = LEFTOVERS if field.kind == "text" else None
            box = TextBox(text, limit=field.limit, multiline=field.kind == "text", marks=marks)
            if field.kind == "text":
                box.go(0)
            self._boxes[field.path] = box
        return box

    def forget(self, path: Path) -> None:
        """Give up what stands in the box of a field."""
        self._boxes.pop(path, None)

    # Drawing

    def draw(self, cells: int, lines: int, said: Shown, glyphs: Glyphs, *, focused: bool) -> Frame:
        """The fields in `cells` x `lines`; the caret in the open one where `focused`."""
        here = self.field
        if here is None:
            return Frame(tuple(((" " * cells, ""),) for _ in range(lines)))
        label = min(max(width(field.label) for field in self.fields) + 3, _WIDEST_LABEL)
        foot = self._foot(here, said, cells, glyphs)[: max(lines // 6, 1)]
        room = max(lines - len(foot), 1)
        closed = max(room - 1 - _LEAST_BOX, 0) if here.kind == "text" else room - 1
        first, last = self._window(closed)
        out: list[Line] = []
        caret: tuple[int, int] | None = None
        for at in range(first, last):
            field = self.fields[at]
            if at != self.at:
                out.append(_summary(field, said, label, cells, glyphs))
                continue
            free = room - (last - first - 1)
            opened, where = self._open(field, said, label, cells, free, glyphs, focused=focused)
            if focused and where is not None:
                caret = (where[0], where[1] + len(out))
            out += opened
        blank: Line = ((" " * cells, ""),)
        out += [blank] * (len(out) < room) + foot
        return Frame((*out, *([blank] * (lines - len(out))))[:lines], caret)

    def _window(self, closed: int) -> tuple[int, int]:
        """Which fields there is room for: the open one and `closed` more, as many before it as possible."""
        first = max(self.at - closed, 0)
        last = min(self.at + 1 + closed - (self.at - first), len(self.fields))
        return first, last

    def _open(
        self, field: Field, said: Shown, label: int, cells: int, lines: int, glyphs: Glyphs, *, focused: bool
    ) -> tuple[list[Line], tuple[int, int] | None]:
        head: Span = (glyphs.fit(f" {field.label}", label), "tab_on" if focused else "header")
        if field.kind in ("choice", "flag"):
            return self._chips(field, said, head, cells, lines, glyphs, focused=focused)
        box = self.box(field, said)
        if field.kind != "text":
            frame = box.draw(cells - label - 1, 1, glyphs, focused=focused, style="edit" if focused else "")
            caret = (frame.caret[0] + label + 1, 0) if frame.caret is not None else None
            return [fit_line((head, (" ", ""), *frame.lines[0]), cells)], caret
        tail, style = said.tail(field, box)
        right = glyphs.show(f"{tail} ") if tail else ""
        bar = (head, (" " * max(cells - width(head[0]) - width(right), 0), "header"), (right, f"header+{style}"))
        inner = min(cells - 2, BOX_CELLS)
        # In steps, so that the fields below do not move with every line.
        wanted = (
            max(_FEW_LINES, -(-(box.rows(inner, glyphs) + 1) // _STEP) * _STEP) if len(self.fields) > 1 else BOX_LINES
        )
        size = max(min(lines - 1, wanted, BOX_LINES), 1)
        frame = box.draw(inner, size, glyphs, focused=focused)
        body = [fit_line(((" ", ""), *line), cells) for line in frame.lines]
        if not box.text and not focused:
            body[0] = fit_line(((f" {SAID['needed' if field.required else 'optional']}", _empty_style(field)),), cells)
        caret = (frame.caret[0] + 1, frame.caret[1] + 1) if frame.caret is not None else None
        return [fit_line(bar, cells, "header"), *body], caret

    def _chips(
        self, field: Field, said: Shown, head: Span, cells: int, lines: int, glyphs: Glyphs, *, focused: bool
    ) -> tuple[list[Line], tuple[int, int] | None]:
        """The choices of a field side by side, numbered."""
        stored = said.leaf(field.path)
        marked = self.chosen if focused and self.chosen is not None else choice_of(field, stored)
        rows: list[list[Span]] = [[head, (" ", "")]]
        indent = width(head[0]) + 1
        used = indent
        caret: tuple[int, int] | None = (indent, 0)
        for at, (_, word) in enumerate(field.choices):
            chip = glyphs.show(f"{at + 1}{word}")
            if used + width(chip) > cells and used > indent:
                rows.append([(" " * indent, "")])
                used = indent
            if at == marked:
                caret = (used, len(rows) - 1)
            rows[-1] += [(chip, ("cursor" if focused else "cursor_row") if at == marked else ""), (" ", "")]
            used += width(chip) + 1
        if len(rows) > lines and caret is not None:
            top = min(caret[1], len(rows) - lines)
            rows = rows[top:]
            caret = (caret[0], caret[1] - top)
        return [fit_line(row, cells) for row in rows[:lines]], caret

    def _foot(self, field: Field, said: Shown, cells: int, glyphs: Glyphs) -> list[Line]:
        """What there is to say about the open field: why it is not saved, else leftovers, else what it wants."""
        held = said.held.get(field.path)
        found = held.sentence if held is not None else ""
        style = "question"
        if not found and field.kind == "text" and (flags := flags_in(self.box(field, said).text)):
            found = SAID["flags"].format(flags="、".join(flags))
        if not found:
            found, style = field.hint, "dim"
        return (
            [fit_line(((f" {line}", style),), cells) for line in wrap(glyphs.show(found), cells - 2)] if found else []
        )


def choice_of(field: Field, leaf: Leaf | None) -> int | None:
    """Index of the stored choice, or of the one that counts while nothing is stored."""
    if leaf is None and field.default:
        return next((at for at, (_, word) in enumerate(field.choices) if word == field.default), None)
    code = ("yes" if leaf is True else "") if field.kind == "flag" else "" if leaf is None else str(leaf)
    return next((at for at, (known, _) in enumerate(field.choices) if known == code), None)


def flags_in(text: str) -> tuple[str, ...]:
    """Leftovers of a template in a text, each once."""
    return tuple(dict.fromkeys(match[0] for match in LEFTOVERS.finditer(text)))


def _empty_style(field: Field) -> str:
    return "pending" if field.required else "dim"


def _summary(field: Field, said: Shown, label: int, cells: int, glyphs: Glyphs) -> Line:
    """A closed field on one line: label, the beginning of its text, its 字数."""
    held = said.held.get(field.path)
    text = held.text if held is not None else shown(field, said.leaf(field.path))
    head: Span = (glyphs.fit(f" {field.label}", label), "label")
    if not text.strip():
        words = SAID["needed" if field.required else "optional"]
        if field.default:
            words = field.default
        return fit_line((head, (" ", ""), (glyphs.show(words), _empty_style(field))), cells)
    count = glyphs.show(WORDS.format(count=word_count(text))) if field.kind == "text" else ""
    style = "failed" if held is not None else "question" if count and flags_in(text) else ""
    room = max(cells - label - 2 - width(count), 1)
    return fit_line((head, (" ", ""), (glyphs.fit(" ".join(text.split()), room), style), (count, "dim")), cells)
