"""The shape of a problem's entry in the catalogue."""

from __future__ import annotations

from typing import Literal, NamedTuple


class Sentence(NamedTuple):
    """Severity by default, the sentence and the hint, as `str.format` templates."""

    severity: Literal["must_fix", "must_explain", "hint"]
    sentence: str
    hint: str = ""
