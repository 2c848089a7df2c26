"""The text being typed in one cell or prompt: graphemes, a caret, and which part of it a narrow cell shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evaltui.text import graphemes, width


@dataclass(frozen=True, slots=True)
class EditBuf:
    """Graphemes with a caret before `caret`; 0 <= caret <= len(parts)."""

    parts: tuple[str, ...] = ()
    caret: int = 0

    @classmethod
    def of(cls, text: str) -> EditBuf:
        """`text` with the caret at its end."""
        parts = tuple(graphemes(text))
        return cls(parts, len(parts))

    @property
    def text(self) -> str:
        """What stands in it."""
        return "".join(self.parts)

    def insert(self, text: str) -> EditBuf:
        """`text` at the caret; a combining mark joins the grapheme before it."""
        before = tuple(graphemes("".join(self.parts[: self.caret]) + text))
        return EditBuf(before + self.parts[self.caret :], len(before))

    def backspace(self) -> EditBuf:
        """Without the grapheme before the caret."""
        if not self.caret:
            return self
        return EditBuf(self.parts[: self.caret - 1] + self.parts[self.caret :], self.caret - 1)

    def delete(self) -> EditBuf:
        """Without the grapheme after the caret."""
        return EditBuf(self.parts[: self.caret] + self.parts[self.caret + 1 :], self.caret)

    def cut_to_start(self) -> EditBuf:
        """Without everything before the caret."""
        return EditBuf(self.parts[self.caret :], 0)

    def move(self, step: int) -> EditBuf:
        """The caret `step` graphemes on."""
        return replace(self, caret=min(max(self.caret + step, 0), len(self.parts)))

    def home(self) -> EditBuf:
        """The caret at the start."""
        return replace(self, caret=0)

    def end(self) -> EditBuf:
        """The caret at the end."""
        return replace(self, caret=len(self.parts))

    def window(self, cells: int) -> tuple[str, int]:
        """What a field of `cells` cells shows, and the caret's cell in it (0 <= cell < cells).

        The caret needs a cell of its own, also behind the last character.
        """
        start = 0
        while width("".join(self.parts[start : self.caret])) > cells - 1:
            start += 1
        shown = ""
        for part in self.parts[start:]:
            if width(shown) + width(part) > cells:
                break
            shown += part
        return shown, width("".join(self.parts[start : self.caret]))
