"""What is done on a page of entries and fields: opening, typing, choosing, saving on leaving, undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from evaltui.assess.checks_texts import LEFTOVERS
from evaltui.catalogue.texts import SAID
from evaltui.store.record import Leaf, Path
from evaltui.store.workflow import lock_of
from evaltui.tui.accordion import choice_of
from evaltui.tui.book import Result
from evaltui.tui.field_values import Field, best_choice, code_leaf, understood
from evaltui.tui.pages.split import Split
from evaltui.tui.source import plans_of, read_only
from evaltui.tui.textbox import TextBox

_EDITS: Final = frozenset({"backspace", "delete", "newline"})
_CHOSEN: Final = ("choice", "flag")


class FillPage(Split):
    """Entries whose fields can be filled in."""

    _copied = ""

    def show_path(self, path: Sequence[str]) -> bool:
        """Open the field of a path, ready to be filled in; False where no entry has it."""
        found = super().show_path(path)
        if found:
            self._enter()
        return found

    # Keys in the list

    def act(self, action: str) -> bool:
        """Do an action of this page."""
        scope, _, name = action.partition(".")
        if scope == "text":
            return self._act_text(name)
        if scope == "list" and name in ("up", "down", "page_up", "page_down", "top", "bottom"):
            self._go(name)
            return True
        handler = getattr(self, f"_do_{name}", None) if scope in ("list", "items") else None
        if handler is None:
            return False
        handler()
        return True

    def _do_open(self) -> None:
        entry = self.entry
        if entry is None or not entry.fields:
            self.host.say(SAID["claim"] if entry is not None and entry.claim else self.nothing)
            return
        self._show()
        empty = [at for at, field in enumerate(entry.fields) if field.required and self._leaf(field.path) is None]
        if empty:
            self.accordion.at = empty[0]
        else:
            self._show_main()
        self._enter()

    def _enter(self) -> None:
        self.inside = True
        field = self.accordion.field
        self.accordion.chosen, self.accordion.sought = None, ""
        if field is not None and field.kind not in _CHOSEN:
            box = self.accordion.box(field, self._shown())
            if not box.changed:
                box.act("text_end")

    def _do_back(self) -> None:
        self.host.back()

    def _do_state(self) -> None:
        choices = [at for at, field in enumerate(self.accordion.fields) if field.kind == "choice"]
        if not choices:
            self.host.say(SAID["no_state"], "warning")
            return
        if self.inside:
            self._commit()
        self.accordion.at = choices[0]
        self._enter()

    def _do_claim(self) -> None:
        entry = self.entry
        if entry is None or not entry.claim:
            self.host.say(SAID["cannot_claim"], "warning")
            return
        if why := self._why_not(entry.claim):
            self.host.say(why, "warning")
            return
        on = self._leaf(entry.claim) is not True
        done = partial(self._told, SAID["claimed" if on else "unclaimed"])
        self.book.edit(entry.name, None, {entry.claim: True if on else None}, done)

    def _do_undo(self) -> None:
        if not self.book.undo(partial(self._told, "")):
            self.host.say(SAID["nothing_to_undo"])

    def _do_redo(self) -> None:
        if not self.book.redo(partial(self._told, "")):
            self.host.say(SAID["nothing_to_redo"])

    def _do_saved(self) -> None:
        if self.inside:
            self._commit()
        self.host.say(SAID["auto_saved"].format(status=self.book.status))

    def type(self, text: str) -> None:
        """Take typed text."""
        field = self.accordion.field
        if not self.inside or field is None:
            self.host.say(SAID["open_first"])
            return
        if field.kind in _CHOSEN:
            if self._may_type(field):
                self._seek(field, text)
            return
        self._change(field, lambda box: box.type(text))

    def _seek(self, field: Field, text: str) -> None:
        """Choose by a number or the beginning of a word, however many keys it comes in."""
        for sought in (self.accordion.sought + text, text):
            chosen = best_choice(field, sought)
            if chosen is not None:
                self.accordion.chosen, self.accordion.sought = chosen, sought
                return
        self.accordion.sought = ""

    def paste(self, text: str) -> None:
        """Take pasted text."""
        field = self.accordion.field
        if self.inside and field is not None and field.kind not in _CHOSEN:
            self._change(field, lambda box: box.paste(text))
        else:
            self.type(" ".join(text.split()))

    # Keys in a field

    def _act_text(self, name: str) -> bool:
        field = self.accordion.field
        if field is None:
            self.inside = False
            return True
        handler = getattr(self, f"_text_{name}", None)
        if handler is not None:
            handler(field)
        elif field.kind in _CHOSEN:
            self._act_choice(field, name)
        elif field.kind != "text" and name in ("up", "down", "newline"):
            self._next(-1 if name == "up" else 1)
        else:
            box = self.accordion.box(field, self._shown())
            if name in _EDITS:
                self._change(field, lambda box: box.act(name))
            else:
                box.act(name)
        return True

    def _act_choice(self, field: Field, name: str) -> None:
        count = len(field.choices)
        now, self.accordion.sought = self.accordion.chosen, ""
        if now is None:
            now = choice_of(field, self._leaf(field.path))
        step = {"left": -1, "right": 1}.get(name)
        if step is not None:
            if self._may_type(field):
                self.accordion.chosen = (0 if step > 0 else count - 1) if now is None else (now + step) % count
        elif name in ("home", "end"):
            if self._may_type(field):
                self.accordion.chosen = 0 if name == "home" else count - 1
        elif name in ("backspace", "delete"):
            if self._may_type(field):
                self.accordion.chosen = None
                self._save(field, None)
        elif name in ("up", "down", "newline"):
            self._next(-1 if name == "up" else 1)

    def _text_leave(self, field: Field) -> None:
        if field.kind == "text" and self.accordion.box(field, self._shown()).act("unselect"):
            return
        self._commit()
        self.inside = False

    def _text_next(self, _field: Field) -> None:
        self._next(1)

    def _text_previous(self, _field: Field) -> None:
        self._next(-1)

    def _text_next_item(self, _field: Field) -> None:
        """On to the same field of the next entry."""
        self._commit()
        key = self.accordion.fields[self.accordion.at].path[-1]
        before = self.at
        self._go("down")
        if self.at == before:
            self.inside = False
            return
        names = [field.path[-1] for field in self.accordion.fields]
        self.accordion.at = names.index(key) if key in names else 0
        self._enter()

    def _text_state(self, _field: Field) -> None:
        self._do_state()

    def _text_saved(self, _field: Field) -> None:
        self._do_saved()

    def _text_undo(self, field: Field) -> None:
        self._step_back(field, "undo", SAID["box_undone"])

    def _text_redo(self, field: Field) -> None:
        self._step_back(field, "redo", SAID["nothing_to_redo"])

    def _step_back(self, field: Field, name: str, otherwise: str) -> None:
        box = self.accordion.box(field, self._shown()) if field.kind not in _CHOSEN else None
        if box is None or not box.act(name):
            self.host.say(otherwise)
        else:
            self.book.writing.typed(field.path, box.text)

    def _text_select(self, field: Field) -> None:
        if field.kind not in _CHOSEN:
            box = self.accordion.box(field, self._shown())
            box.act("select")
            self.host.say(SAID["selecting"] if box.selecting else "")

    def _text_copy(self, field: Field) -> None:
        self._copy(field, "copy")

    def _text_cut(self, field: Field) -> None:
        if self._may_type(field):
            self._copy(field, "cut")
            if field.kind not in _CHOSEN:
                self.book.writing.typed(field.path, self.accordion.box(field, self._shown()).text)

    def _copy(self, field: Field, name: str) -> None:
        box = self.accordion.box(field, self._shown()) if field.kind not in _CHOSEN else None
        if box is None or not box.act(name):
            self.host.say(SAID["nothing_selected"])
            return
        self._copied = box.clipboard
        self.host.copy(box.clipboard)
        self.host.say(SAID["copied"].format(count=len(box.clipboard)))

    def _text_paste(self, _field: Field) -> None:
        self.paste(self._copied)

    def _text_flag(self, field: Field) -> None:
        """The caret behind the next leftover of a template, around the end."""
        if field.kind != "text":
            return
        box = self.accordion.box(field, self._shown())
        found = [
            (box.place_of(match.start()), box.place_of(match.end() - 1) + 1) for match in LEFTOVERS.finditer(box.text)
        ]
        if not found:
            self.host.say(SAID["no_flags"])
            return
        start, end = next((span for span in found if span[0] >= box.caret), found[0])
        box.mark(start, end)

    def _text_draft(self, _field: Field) -> None:
        self.host.say(SAID["no_drafts"])

    def _text_theirs(self, field: Field) -> None:
        """Put what is stored in place of what was typed; undo brings it back."""
        box = self.accordion.box(field, self._shown())
        stored = self._leaf(field.path)
        box.replace("" if stored is None else str(stored))
        box.keep()
        self.book.writing.settled(field.path)
        self.host.say(SAID["theirs"])

    def _next(self, step: int) -> None:
        """On to the next field; behind the last one to the next entry."""
        self._commit()
        self._show()
        wanted = self.accordion.at + step
        if 0 <= wanted < len(self.accordion.fields):
            self.accordion.at = wanted
            self._enter()
            return
        before = self.at
        self._go("down" if step > 0 else "up")
        if self.at == before:
            self.inside = False
            return
        self.accordion.at = 0 if step > 0 else max(len(self.accordion.fields) - 1, 0)
        if self.accordion.fields:
            self._enter()
        else:
            self.inside = False

    # Saving

    def restore(self, path: Path, text: str) -> bool:
        """Open a field with `text` in it, not saved yet; False where that is not possible."""
        field = self.accordion.field if self.show_path(path) else None
        if field is None or field.kind in _CHOSEN or self._why_not(path):
            return False
        box = self.accordion.box(field, self._shown())
        box.replace(text)
        self.book.writing.typed(path, box.text)
        return True

    def leave(self) -> None:
        """Keep what is being typed."""
        if self.inside:
            self._commit()
            self.book.writing.flush()

    def _change(self, field: Field, edit: Callable[[TextBox], object]) -> None:
        """Edit the box of a field, and journal it."""
        box = self.accordion.box(field, self._shown())
        if box.changed or self._may_type(field):
            edit(box)
            self.book.writing.typed(field.path, box.text)

    def _why_not(self, path: Path) -> str:
        """Why a field can't be typed on; "" where it can."""
        refused = read_only(self.host.source, self._unit).get("")
        if refused:
            return refused
        lock = lock_of(self.book.record, path, plans_of(self.host.source))
        return lock.line() if lock is not None else ""

    def _may_type(self, field: Field) -> bool:
        why = self._why_not(field.path)
        if why:
            self.host.say(why, "warning")
        return not why

    def _commit(self) -> None:
        """Save the open field if it says something else than before."""
        field, entry = self.accordion.field, self.entry
        if field is None or entry is None:
            return
        if field.kind in _CHOSEN:
            chosen, self.accordion.chosen = self.accordion.chosen, None
            if chosen is not None and chosen != choice_of(field, self._leaf(field.path)):
                self._save(field, code_leaf(field, field.choices[chosen][0]))
            return
        box = self.accordion.box(field, self._shown())
        if not box.changed and field.path not in self.book.held:
            return
        if field.kind == "text":
            self._save(field, box.text if box.text.strip() else None)
            return
        found = understood(field, box.text)
        if found.question is not None:
            self.book.writing.hold(field.path, box.text, found.question.line())
            self.host.say(found.question.line(), "warning")
            return
        self._save(field, found.leaf, found.notes)

    def _save(self, field: Field, leaf: Leaf | None, notes: Sequence[str] = ()) -> None:
        entry = self.entry
        if leaf == self._leaf(field.path):
            self._settled(field)
            return
        label = f"{entry.name}·{field.label}" if entry is not None else field.label
        said = "；".join((*notes, SAID["emptied" if leaf is None else "saved"].format(label=field.label)))
        if field.kind not in _CHOSEN:
            self.accordion.box(field, self._shown()).keep()
        self.book.writing.save(label, field.path, leaf, partial(self._saved, field, said))

    def _settled(self, field: Field) -> None:
        """What was typed is what is stored already."""
        self.book.writing.settled(field.path)
        if field.kind not in _CHOSEN:
            self.accordion.box(field, self._shown()).keep()

    def _saved(self, field: Field, said: str, result: Result) -> None:
        if result.conflict:
            self.host.say(SAID["conflict"].format(label=field.label), "warning")
        else:
            self._told(said, result)

    def _told(self, said: str, result: Result) -> None:
        sentences = result.sentences or ((said,) if said else ())
        if sentences:
            self.host.say(
                "；".join(item.rstrip("。；") for item in sentences) + "。", "warning" if result.failed else "message"
            )
