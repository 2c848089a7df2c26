"""The body of an evaluation report as paragraphs, and its 字数: what is printed is what is counted.

The frame is the notice's 附件1. Title, signature, date and tables are no part of the body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from evaltui.assess.duties import Duties
from evaltui.assess.slots import REPORT_KEYS
from evaltui.catalogue import report as words
from evaltui.plan.model import Plan
from evaltui.store.record import Record
from evaltui.text import clean, clean_line, fold, word_count

NEAR: Final = 100
"""A hundredth above or below the limit Word may count otherwise: said as 接近上限."""

LONGEST_HEADING: Final = 60

ParagraphKind = Literal["first", "second", "text", "drafted", "note"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: a heading of the first or second level, text, drafted text, or a note to whoever reads a review.

    `section`: the key under plans.PLAN.report it belongs to, "" for headings of the first level.
    """

    kind: ParagraphKind
    text: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class ReportLength:
    """字数 of a body against the round's limit (None: no limit). `sections`: the sections by length, longest first."""

    total: int
    limit: int | None
    sections: tuple[tuple[str, int], ...]

    @property
    def over(self) -> int:
        """Words above the limit, 0 within it."""
        return 0 if self.limit is None else max(0, self.total - self.limit)

    @property
    def near(self) -> bool:
        """True within one percent of the limit on either side."""
        return self.limit is not None and abs(self.total - self.limit) * NEAR <= self.limit

    @property
    def too_long(self) -> bool:
        """True where Word, too, will count more than the limit."""
        return self.over > 0 and not self.near


def report_body(
    record: Record, plan: Plan, *, drafts: Mapping[str, str] | None = None, owed: Iterable[str] | None = None
) -> tuple[Paragraph, ...]:
    """The report of a unit (or the city) on one plan, in the frame's order.

    `drafts`: text by section that stands where the record has none. `owed`: the sections the owner has to write (None:
    all of the frame); others say 本单位无此项 where they are empty.
    """
    wanted = None if owed is None else frozenset(owed)
    found = list(_text(record, plan, "opening", drafts or {}))
    for number, (part, sections) in enumerate(words.PARTS):
        found.append(_heading("first", number, words.PART_TITLE[part]))
        shown = [key for key in sections if key not in words.OPTIONAL or section_text(record, plan.id, key)]
        for at, key in enumerate(shown):
            if len(sections) > 1:
                found.append(_heading("second", at, words.SECTION_TITLE[key], key))
            found += _section(record, plan, key, drafts or {}, wanted)
    for number, key in enumerate(more_sections(record, plan.id), len(words.PARTS)):
        found.append(_heading("first", number, more_title(plan, key), key))
        found += _text(record, plan, key, {})
    return tuple(found)


def report_length(record: Record, plan: Plan, limit: int | None, *, owed: Iterable[str] | None = None) -> ReportLength:
    """How long the body is as Word counts it: its headings and what the owner wrote, without drafts and notes."""
    counts: dict[str, int] = {}
    total = 0
    for paragraph in report_body(record, plan, owed=owed):
        if paragraph.kind == "note":
            continue
        length = word_count(paragraph.text)
        total += length
        if paragraph.kind == "text" and section_text(record, plan.id, paragraph.section):
            counts[paragraph.section] = counts.get(paragraph.section, 0) + length
    return ReportLength(total if counts else 0, limit, tuple(sorted(counts.items(), key=lambda item: -item[1])))


def owed_sections(plan: Plan, duties: Duties) -> tuple[str, ...]:
    """The sections a unit has to write: all of the frame, without the indicators where it has none."""
    return tuple(key for key in REPORT_KEYS if key != "indicators" or duties.indicators_of(plan.id))


def section_text(record: Record, plan_id: str, key: str) -> str:
    """What was written in one section, cleaned; `more.x` names a section of the plan's own."""
    return clean(record.text("plans", plan_id, "report", *key.split(".", 1))).strip()


def section_title(plan: Plan, key: str) -> str:
    """What a section is called."""
    return more_title(plan, key) if key.startswith("more.") else words.SECTION_TITLE[key]


def more_sections(record: Record, plan_id: str) -> tuple[str, ...]:
    """The keys (more.x) of sections beyond the frame in which something was written."""
    keys = record.keys_below("plans", plan_id, "report", "more")
    return tuple(f"more.{key}" for key in sorted(keys) if section_text(record, plan_id, f"more.{key}"))


def own_sections(plan: Plan) -> tuple[str, ...]:
    """The keys (more.x) of the sections that the plan's report form adds to the frame, in its order."""
    return tuple(f"more.{key}" for key in _own_titles(plan))


def more_title(plan: Plan, key: str) -> str:
    """The title of a section beyond the frame: as the plan's report form names it, else 其他情况."""
    title = _own_titles(plan).get(key.removeprefix("more."))
    return title if isinstance(title, str) and title else words.OTHER


def _own_titles(plan: Plan) -> Mapping[str, object]:
    form = next((item for item in plan.forms if item.kind == "report"), None)
    titles = form.options.get("sections") if form is not None else None
    return titles if isinstance(titles, Mapping) else {}


def headings(plan: Plan) -> frozenset[str]:
    """Every heading of the frame, folded, with and without its number: what a pasted frame leaves in a text."""
    return _headings(plan.title)


@lru_cache(maxsize=16)
def _headings(plan_title: str) -> frozenset[str]:
    found = {plan_title}
    for number, (part, sections) in enumerate(words.PARTS):
        found |= {words.PART_TITLE[part], _heading("first", number, words.PART_TITLE[part]).text}
        for at, key in enumerate(sections):
            title = words.SECTION_TITLE[key]
            found |= {title, _heading("second", at, title).text}
    return frozenset(fold(text) for text in found)


def is_heading(line: str, known: frozenset[str]) -> bool:
    """True for a line that is nothing but a heading of the frame, whatever stop ends it."""
    if len(line) > LONGEST_HEADING:
        return False
    key = fold(line)
    return key in known or key.strip(".:,;") in known


def _heading(kind: Literal["first", "second"], at: int, title: str, section: str = "") -> Paragraph:
    pattern = words.FIRST if kind == "first" else words.SECOND
    return Paragraph(kind, pattern.format(number=words.NUMERALS[min(at, 9)], title=title), section)


def _section(
    record: Record, plan: Plan, key: str, drafts: Mapping[str, str], owed: frozenset[str] | None
) -> Iterator[Paragraph]:
    written = tuple(_text(record, plan, key, drafts))
    if written:
        yield from written
    elif owed is not None and key not in owed:
        yield Paragraph("text", words.NOTHING_OWED, key)
    else:
        yield Paragraph("note", words.TO_FILL, key)


def _text(record: Record, plan: Plan, key: str, drafts: Mapping[str, str]) -> Iterator[Paragraph]:
    """A section line by line; a heading of the frame that was pasted with the text is not said twice."""
    said = section_text(record, plan.id, key)
    known = headings(plan)
    lines = [clean_line(line) for line in said.split("\n")]
    while lines and (not lines[0] or is_heading(lines[0], known)):
        lines.pop(0)
    if any(lines):
        yield from (Paragraph("text", line, key) for line in lines if line)
    elif drafts.get(key, "").strip():
        yield Paragraph("note", words.DRAFTED, key)
        drafted = (clean_line(line) for line in drafts[key].split("\n"))
        yield from (Paragraph("drafted", line, key) for line in drafted if line)
