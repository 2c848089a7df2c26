"""Two versions of a text as one: what went and what came, told by marks and not by colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal

from evaltui.text import graphemes

Piece = tuple[Literal["same", "gone", "new"], str]

_CLAUSE: Final = re.compile(r"[^，。；：、！？\n]*[，。；：、！？\n]|[^，。；：、！？\n]+")
_WORD: Final = re.compile(r"([0-9A-Za-z.]+)")
_FINE: Final = 400
"""Characters up to which a changed passage is compared character by character."""
_ALIKE: Final = 0.5


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """`after` with what `before` had instead: pieces that stayed, went and came, in order."""
    pieces: list[Piece] = []
    for kind, text in _by_clauses(before, after):
        if not text:
            continue
        if pieces and pieces[-1][0] == kind:
            pieces[-1] = (kind, pieces[-1][1] + text)
        else:
            pieces.append((kind, text))
    return tuple(pieces)


def marked(piece: Piece) -> str:
    """A piece with its marks: 【－went】, 【＋came】."""
    kind, text = piece
    return text if kind == "same" else f"【{'－' if kind == 'gone' else '＋'}{text}】"


def _by_clauses(before: str, after: str) -> Iterator[Piece]:
    old, new = _CLAUSE.findall(before), _CLAUSE.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[a:b]), "".join(new[c:d])
        if tag == "equal":
            yield "same", gone
        elif gone and came and len(gone) + len(came) <= _FINE:
            yield from _by_characters(gone, came)
        else:
            yield "gone", gone
            yield "new", came


def _by_characters(before: str, after: str) -> Iterator[Piece]:
    old, new = _tokens(before), _tokens(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield "gone", before
        yield "new", after
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield "same", "".join(old[a:b])
        else:
            yield "gone", "".join(old[a:b])
            yield "new", "".join(new[c:d])


def _tokens(text: str) -> list[str]:
    """Characters, with numbers and Latin words whole: 86 became 126, not 8 became 12."""
    return [token for piece in _WORD.split(text) for token in ([piece] if _WORD.fullmatch(piece) else graphemes(piece))]
