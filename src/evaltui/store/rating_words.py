"""The word of a rating as people type it: 提前实现, 符合预期, 滞后预期, or something near them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evaltui.catalogue.problems_numbers import NOTES
from evaltui.catalogue.words import RATING
from evaltui.errors import Problem, problem
from evaltui.store.typed import quoted
from evaltui.text import clean_line, fold

WORDS = {key: RATING[key] for key in ("ahead", "on_track", "behind")}
"""The three words a rating is printed with unless the plan has its own."""

_HINTS = {
    "behind": (
        *(
            "滞后",
            "落后",
            "未达",
            "不达标",
            "不符合",
            "未完成",
            "未实现",
            "没有实现",
            "尚未",
            "偏慢",
            "慢于",
            "低于预期",
        ),
        *("难以", "不能", "有差距", "✗", "✘"),
    ),
    "ahead": ("提前", "超前", "超额", "超预期", "超过预期", "好于预期", "快于", "已实现", "已完成", "优于"),
    "on_track": (
        "符合",
        "正常",
        "达序时",
        "达到序时",
        "按序时",
        "按期",
        "如期",
        "顺利",
        "达到预期",
        "已达标",
        "达标",
        "√",
        "✓",
        "✔",
    ),
}


@dataclass(frozen=True, slots=True)
class RatingTyped:
    """The rating's key, or a question with the key a screen may propose; all empty for an empty cell."""

    rating: str | None = None
    notes: tuple[str, ...] = ()
    problem: Problem | None = None
    proposal: str | None = None


def parse_rating_word(text: str, *, words: Mapping[str, str] = WORDS, place: str = "") -> RatingTyped:
    """The key of `words` (key -> printed word) that `text` names; anything but the word itself is a question."""
    line = clean_line(text)
    if not line:
        return RatingTyped()
    key = fold(line)
    for rating, word in words.items():
        if key == fold(word):
            notes = () if line == word else (NOTES["rating"].format(word=word),)
            return RatingTyped(rating, notes)
    proposal = _nearest(key, words)
    offer = f"如果是“{words[proposal]}”，请填“{words[proposal]}”。" if proposal else ""
    listed = "、".join(words.values())
    return RatingTyped(None, (), problem("rating_word", place, typed=quoted(line), offer=offer, words=listed), proposal)


def _nearest(key: str, words: Mapping[str, str]) -> str | None:
    """The rating `key` most likely means; 滞后 before 提前, so that 未提前完成 never becomes better than it is."""
    if any(word in key for word in ("未提前", "没有提前", "不算提前")):
        return "on_track" if "on_track" in words else None
    found = next((rating for rating, hints in _HINTS.items() if any(fold(hint) in key for hint in hints)), None)
    return found if found in words else None
