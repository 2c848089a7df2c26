"""What reading a typed cell gives: a figure with notes, a question, or a refusal; and what the reader may know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from evaltui.catalogue.problems_numbers import NOTES
from evaltui.catalogue.words import READING
from evaltui.errors import Problem, problem
from evaltui.plan.model import Bounds, Nature
from evaltui.store.record import Figure, Reading
from evaltui.store.uom import Uom, own_unit
from evaltui.text import clean, clean_line, cut, plain, round_half_up, width

MOST_DECIMALS = 6
TOO_LARGE = Decimal(10) ** 11

DEFAULT_BOUNDS = Bounds()

Outcome = Literal["empty", "value", "state", "question", "refused"]


@dataclass(frozen=True, slots=True)
class Known:
    """Raw figures beside the cell that settle a question or make a figure doubtful; None is unknown.

    base: of the base year; previous: of the year before; current: of this very year, where the cell takes a fall;
    num, den: parts of a share, where they are filled in.
    """

    base: Decimal | None = None
    previous: Decimal | None = None
    current: Decimal | None = None
    num: Decimal | None = None
    den: Decimal | None = None
    base_year: int | None = None

    def fall(self, reading: Reading) -> Decimal | Fraction | None:
        """The fall in percent that the raw figures give for this reading, None where they do not."""
        start = self.base if reading == "vs_base" else self.previous
        if not start or self.current is None:
            return None
        return (Fraction(start) - Fraction(self.current)) / Fraction(start) * 100


NOTHING_KNOWN = Known()


@dataclass(frozen=True, slots=True)
class Slot:
    """The cell a text was typed into, and what is known about it. `to_date`: it takes a year-to-date figure."""

    uom: str
    nature: Nature
    reading: Reading = "raw"
    integer: bool = False
    bounds: Bounds = DEFAULT_BOUNDS
    year: int | None = None
    forecast: bool = False
    to_date: bool = False
    known: Known = NOTHING_KNOWN

    @property
    def takes_fall(self) -> bool:
        """True on a 降幅 line."""
        return self.reading != "raw"

    @property
    def own(self) -> Uom:
        """The unit the cell wants."""
        return own_unit("%" if self.takes_fall else self.uom)

    @property
    def starts_from_zero(self) -> bool:
        """True on a 降幅 line whose base (or year before) is 0: no percentage exists."""
        return self.takes_fall and (self.known.base if self.reading == "vs_base" else self.known.previous) == 0

    @property
    def whole(self) -> bool:
        """True where only whole numbers are possible."""
        return (self.integer or self.nature == "count") and not self.takes_fall

    @property
    def place(self) -> str:
        """The cell in words, as far as it knows itself: 2025年预测值（同比降幅）."""
        year = f"{self.year}年" if self.year else ""
        line = f"（{READING[self.reading]}）" if self.takes_fall else ""
        return f"{year}{'预测值' if self.forecast else '累计值' if self.to_date else ''}{line}"

    @property
    def facts(self) -> dict[str, Any]:
        """Facts every sentence about this cell may use."""
        unit = "%" if self.takes_fall else self.uom
        line = f"{READING[self.reading]}（%）" if self.takes_fall else f"数字（单位：{unit}）" if unit else "数字"
        absent = "“暂缺：原因”或“不适用：原因”"
        if self.nature not in ("share", "area", "level"):
            absent = f"“未发生”{absent}"
        parts = "，也可以写成“12/15=80%”，分子分母会一并保存" if self.nature == "share" and not self.takes_fall else ""
        return {
            "parts": parts,
            "absent": absent,
            "unit": unit,
            "line": line,
            "unit_in_brackets": f"（{unit}）" if unit else "",
            "year": self.year,
        }


@dataclass(frozen=True, slots=True)
class Typed:
    """What came out of a cell.

    figure None and no problem: the cell is empty. A question and a refusal keep the text in `figure.raw`; a hint leaves
    its value in place. `proposal` is the number a screen may offer as the answer to a question.
    """

    figure: Figure | None = None
    notes: tuple[str, ...] = ()
    problem: Problem | None = None
    proposal: Decimal | None = None
    outcome: Outcome = "empty"


def quoted(text: str) -> str:
    """`text` as a sentence may repeat it: one clean line, at most 40 cells."""
    line = clean_line(text)
    return line if width(line) <= 40 else f"{cut(line, 38)}…"


def note(code: str, **facts: object) -> str:
    """The short note `code` of the catalogue."""
    return NOTES[code].format(**facts)


def asked(slot: Slot, text: str, code: str, proposal: Decimal | Fraction | None = None, **facts: Any) -> Typed:
    """A question about `text` (or its refusal), with the proposal where the cell could take it."""
    offered = offerable(slot, proposal)
    offer = (
        "" if offered is None else f"如果是{answer(slot, offered).removeprefix('确为')}，请填{answer(slot, offered)}。"
    )
    said: dict[str, Any] = {"typed": quoted(text), "offer": offer, **slot.facts, **facts}
    found = problem(code, slot.place, **said)
    figure = Figure(raw=clean(text).strip(), reading=slot.reading)
    return Typed(figure, (), found, offered, "question")


def refused(slot: Slot, text: str, code: str, proposal: Decimal | Fraction | None = None, **facts: Any) -> Typed:
    """The refusal of `text`; the text is kept, nothing else is lost."""
    return replace(asked(slot, text, code, proposal, **facts), outcome="refused")


def offerable(slot: Slot, value: Decimal | Fraction | None) -> Decimal | None:
    """`value` as a proposal: at most six decimals, None where the cell would refuse it."""
    if value is None or (isinstance(value, Decimal) and not value.is_finite()) or abs(Fraction(value)) >= TOO_LARGE:
        return None
    number = tidy(value)
    if slot.starts_from_zero or outside(slot, number) or (slot.whole and number != number.to_integral_value()):
        return None
    return number


def outside(slot: Slot, value: Decimal) -> str:
    """The code of the problem where `value` cannot be, "" where it can."""
    low, high = limits(slot)
    if low is not None and value < low:
        return "number_negative" if low == 0 else "number_out_of_bounds"
    if high is not None and value > high:
        if slot.takes_fall:
            return "number_fall_over_100"
        return "number_over_100" if high == 100 and slot.nature == "share" else "number_out_of_bounds"
    return ""


def limits(slot: Slot) -> tuple[Decimal | None, Decimal | None]:
    """Smallest and largest possible value. What cannot be negative cannot fall by more than 100 %."""
    if slot.takes_fall:
        never_negative = slot.bounds.min is not None and slot.bounds.min >= 0
        return None, Decimal(100) if never_negative else None
    if slot.nature == "share" and slot.bounds.max is None:
        return slot.bounds.min, Decimal(100)
    return slot.bounds.min, slot.bounds.max


def tidy(value: Decimal | Fraction) -> Decimal:
    """`value` rounded to six decimals, without zeros at the end; a whole number as an integer."""
    text = plain(round_half_up(value, MOST_DECIMALS)).rstrip("0").rstrip(".")
    return Decimal(text)


def decimals(value: Decimal) -> int:
    """How many decimals `value` was written with."""
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def agrees(real: Decimal | Fraction, stated: Decimal) -> bool:
    """True where `stated` is `real` rounded to the decimals it was written with."""
    return round_half_up(real, decimals(stated)) == stated


def answer(slot: Slot, value: Decimal) -> str:
    """How `value` is typed into this cell so that nothing has to be asked again."""
    number = plain(value)
    if slot.takes_fall:
        if value < 0:
            return f"上升{number[1:]}%"
        return "持平" if value == 0 else f"{number}%" if value < 1 else number
    if value == 0 and zero_is_asked(slot):
        return f"确为{number}"
    if asks_percent(slot) and 0 < value <= 1:
        return f"{number}%"
    return number


def zero_is_asked(slot: Slot) -> bool:
    """True where a typed 0 often means "no data": rates, shares, times and falls, but not forecasts."""
    return not slot.forecast and (slot.takes_fall or slot.nature in ("rate", "share", "duration"))


def asks_percent(slot: Slot) -> bool:
    """True where 0.15 may mean 15 %: shares and falls. A rate in % (loss in GDP) really is that small."""
    return slot.takes_fall or (slot.nature == "share" and slot.own.text == "%")
