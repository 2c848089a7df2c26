"""From what somebody typed into a number cell to a figure, a question or a refusal; and back to what she may type.

The rules: nothing is guessed by size, nothing normalised without a note, nothing dropped. A plain number is stored as
typed (12.50 keeps its zero). docs: bad input N-1 to N-46, as far as one cell can show it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from evaltui.catalogue.words import FLAG, YEAR_STATE
from evaltui.errors import Problem
from evaltui.plan.model import Bounds, Nature
from evaltui.store.fall_cells import read_fall
from evaltui.store.level_cells import read_level
from evaltui.store.number_pairs import as_written, read_several
from evaltui.store.number_tokens import Prepared, prepare, tokens
from evaltui.store.number_words import read_words
from evaltui.store.quantities import Reading, take_apart
from evaltui.store.record import Figure
from evaltui.store.record import Reading as FigureReading
from evaltui.store.typed import DEFAULT_BOUNDS, NOTHING_KNOWN, Known, Slot, Typed, answer, asked, note, quoted
from evaltui.text import clean_line, plain

__all__ = ["Known", "Typed", "figure_text", "parse_figure", "parse_plain"]

_AROUND_SAME = frozenset(
    {"same", "yoy", "base", "year", "filler", "mark", "confirmed", "predicted", "period", "preliminary", "revised"}
)
_LONGEST = 80
"""Characters a number cell may hold before it is taken for a text."""


def parse_figure(
    text: str,
    *,
    uom: str,
    nature: Nature,
    reading: FigureReading = "raw",
    integer: bool = False,
    bounds: Bounds = DEFAULT_BOUNDS,
    year: int | None = None,
    forecast: bool = False,
    to_date: bool = False,
    known: Known | None = None,
) -> Typed:
    """What `text` means in one cell.

    uom, nature, integer, bounds: of the measure. reading: which line the cell is on (raw, or a fall in percent).
    year: the calendar year of the cell. to_date: it takes 本年累计, so that 1-6月 and 累计 belong there.
    known: figures beside it that may settle a question. Never raises; an empty text gives an empty `Typed`.
    """
    slot = Slot(uom, nature, reading, integer, bounds, year, forecast, to_date, known or NOTHING_KNOWN)
    line = clean_line(text)
    if not line:
        return Typed()
    if words := read_words(slot, text):
        return words
    if len(line) > _LONGEST:
        return asked(slot, text, "number_long", length=len(line))
    prepared = prepare(text)
    if trouble := _unclear(slot, text, prepared):
        return trouble
    parts = take_apart(tokens(prepared.text, slot.own))
    if trouble := _not_one_number(slot, text, parts):
        return trouble
    read = read_fall if slot.takes_fall else read_level
    typed = read(slot, text, parts)
    return _noted(line, prepared, parts, typed, to_date) if typed.outcome == "value" else typed


def parse_plain(text: str) -> tuple[Decimal | None, Problem | None]:
    """A number without a unit (a reference figure, a setting): its value, or why it is none; (None, None) when empty."""
    typed = parse_figure(text, uom="", nature="level", bounds=Bounds(min=None))
    if typed.figure is not None and typed.figure.state is not None:
        typed = asked(Slot("", "level"), text, "number_text")
    return (typed.figure.value if typed.figure else None), typed.problem


def figure_text(figure: Figure, *, uom: str, nature: Nature, forecast: bool = False) -> str:
    """What to put into the editor of a cell so that leaving it unchanged changes nothing: the inverse of parsing.

    Figure.reading says which line the cell is on. Note, scope, basis and through are fields of their own.
    """
    if figure.raw:
        return figure.raw
    if figure.state is not None:
        return YEAR_STATE[figure.state] + (f"：{figure.reason}" if figure.reason else "")
    if figure.value is None:
        return ""
    slot = Slot(uom, nature, figure.reading, forecast=forecast)
    flag = f"（{FLAG[figure.flag]}）" if figure.flag else ""
    if figure.num is not None and figure.den is not None and nature == "share":
        return f"{plain(figure.num)}/{plain(figure.den)}={plain(figure.value)}%{flag}"
    return answer(slot, figure.value) + flag


def _unclear(slot: Slot, text: str, prepared: Prepared) -> Typed | None:
    """Questions about the spelling as a whole: letters among digits, a blank inside a number."""
    s = prepared.text
    if re.search(r"[olqi|〇○]", s) and re.search(r"[0-9]|^[ol]+$", s):
        mended = s.translate(str.maketrans("oq〇○li|", "0000111"))
        if re.fullmatch(r"[+-]?[0-9]+(?:\.[0-9]+)?%?", mended):
            return asked(slot, text, "number_letters", Decimal(mended.rstrip("%")))
    if re.fullmatch(r"\([0-9.,]+%?\)", s):  # a remark, or a minus as accountants write it
        return asked(slot, text, "number_text")
    if prepared.gap:
        glued = re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", s)
        return asked(slot, text, "number_spaced", Decimal(s) if glued else None)
    return None


def _not_one_number(slot: Slot, text: str, parts: Reading) -> Typed | None:
    """Questions that arise before it matters what kind of cell this is."""
    one = parts.quantities[0] if len(parts.quantities) == 1 else None
    likely = as_written(slot, one)
    for quantity in parts.quantities:
        if quantity.trouble == "list":
            return asked(slot, text, "number_two_values", values=quoted(quantity.text))
        if quantity.trouble:
            code = {"comma": "number_comma", "separator": "number_separator", "chinese": "number_chinese"}[
                quantity.trouble
            ]
            return asked(slot, text, code, likely)
    kinds = parts.kinds
    if "date" in kinds:
        return asked(slot, text, "number_date")
    if "period" in kinds and not slot.to_date:
        return asked(slot, text, "number_part_year")
    year = parts.first("year")
    if year is not None and slot.year and year.year != slot.year:
        return asked(slot, text, "number_other_year", likely, other=year.year)
    if "mom" in kinds:
        return asked(slot, text, "number_month_on_month")
    if len(parts.quantities) > 1:
        return read_several(slot, text, parts)
    if "other" in kinds:
        unsure = parts.trailed or kinds & {"fall", "rise", "to", "yoy", "base", "bound"}
        return asked(slot, text, "number_text", None if unsure else likely)
    if one is None:
        return None if "same" in kinds and kinds <= _AROUND_SAME else asked(slot, text, "number_text")
    if "bound" in kinds:
        return asked(
            slot, text, "number_limit" if slot.nature == "duration" and not slot.takes_fall else "number_condition"
        )
    if "more" in kinds:
        exact_tens = one.value % 10 == 0 or one.multiplied
        return asked(slot, text, "number_lower_bound") if exact_tens else asked(slot, text, "number_approx", likely)
    if "approx" in kinds:
        return asked(slot, text, "number_approx", likely)
    if "predicted" in kinds and not slot.forecast:
        return asked(slot, text, "number_estimate", likely)
    turns = sum(token.kind in ("fall", "rise") for token in parts.rest)
    if kinds & {"range", "slash", "equals", "same", "sign", "unit"} or turns > 1 or ("to" in kinds and not parts.led):
        return asked(slot, text, "number_text", None if turns else likely)
    return None


def _noted(line: str, prepared: Prepared, parts: Reading, typed: Typed, to_date: bool) -> Typed:
    """`typed` with its flag, and a note for everything that was normalised on the way."""
    figure, notes = typed.figure, []
    if figure is None or figure.value is None:
        return typed
    value = plain(figure.value)
    for code in prepared.notes:
        notes.append(note(code))
    for quantity in parts.quantities:
        for code, found in quantity.notes:
            notes.append(note(code, found=found, value=value.lstrip("-")))
        if quantity.sign == "+":
            notes.append(note("plus"))
        elif quantity.sign and not line.startswith("-"):
            notes.append(note("minus"))
    notes.extend(typed.notes)
    kinds = parts.kinds
    if "confirmed" in kinds:
        notes.append(note("confirmed" if figure.value else "zero_confirmed"))
    for flag in ("preliminary", "revised"):
        if flag in kinds:
            figure = replace(figure, flag=flag)
            notes.append(note(flag))
    if kinds & {"filler", "year", "predicted", "to", "period"} or (to_date and "base" in kinds):
        notes.append(note("words", value=value))
    if not notes and line != value:
        notes.append(note("read_as", value=value))
    return replace(typed, figure=figure, notes=tuple(dict.fromkeys(notes)))
