"""What stands in a number cell, piece by piece: numbers, units, and the words people put around them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from evaltui.store import chinese_numerals, uom
from evaltui.store.uom import Uom
from evaltui.text import clean, clean_line

Kind = Literal[
    "number", "unit", "times", "sign", "fall", "rise", "to", "same", "yoy", "mom", "base", "year", "date", "period",
    "approx", "more", "bound", "range", "slash", "equals", "points", "filler", "confirmed", "preliminary", "revised",
    "predicted", "mark", "other",
]  # fmt: skip  # a list of words reads better in lines than one to a line


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the cell. `value`, `unit`: of a number or a unit. `trouble`: why a number is not clearly one.

    `year`: of a year or of the base a fall refers to.
    """

    kind: Kind
    text: str
    value: Decimal = Decimal(0)
    unit: Uom | None = None
    trouble: Literal["", "comma", "separator", "list", "chinese"] = ""
    year: int | None = None
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A cell made ready for reading: `line` as typed but cleaned, `text` normalised, without blanks, lower case.

    `notes`: codes of what was normalised. `gap`: a blank stood between two digits and was no thousands separator.
    """

    line: str
    text: str
    notes: tuple[str, ...] = field(default=())
    gap: bool = False


_NORMAL = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        **dict.fromkeys("－−–—―‒﹣─━‐‑", "-"),
        **dict.fromkeys("～〜∼﹏", "~"),
        **dict.fromkeys("【〔[〖", "("),
        **dict.fromkeys("】〕]〗", ")"),
        **dict.fromkeys("∕⁄÷", "/"),
        **dict.fromkeys("≧⩾", "≥"),
        **dict.fromkeys("≦⩽", "≤"),
        **dict.fromkeys("⬇↘⇩", "↓"),
        **dict.fromkeys("⬆↗⇧", "↑"),
        "﹪": "%",
        "﹢": "+",
    }
)
_GROUPED = re.compile(r"(?<![0-9 ])[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?(?![0-9 ])")


def prepare(text: str) -> Prepared:
    """Normalise what was typed; blanks between digits stay visible as `gap` unless they group thousands."""
    line = clean_line(text)
    notes = []
    if clean(text) != unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")):
        notes.append("invisible")
    if any(character in "０１２３４５６７８９．，" for character in line):
        notes.append("full_width")
    s = line.translate(_NORMAL).lower()
    s = s.replace("m²", "m2").replace("㎡", "m2").replace("㎢", "km2")
    bare = s.strip("\"'“”‘’「」『』")
    if bare != s:
        notes.append("apostrophe" if s.lstrip("'‘’") == bare else "quotes")
    s = re.sub(r"\s+", " ", bare).strip()
    gap = False
    if " " in s:
        s = _GROUPED.sub(lambda match: match[0].replace(" ", ""), s)
        gap = re.search(r"[0-9.] [0-9.]", s) is not None
        notes.append("spaces")
    return Prepared(line, s.replace(" ", ""), tuple(notes), gap)


_WORDS: tuple[tuple[Kind, str], ...] = (
    ("mom", r"环比|[较比]上个?(?:月|季度?)"),
    ("yoy", r"同比|[较比与](?:上|去|前一)年(?:同期)?(?:相比|比)?"),
    (
        "base",
        r"[较比与](?P<base_year>(?:19|20)[0-9][0-9])年?(?:末|底|度)?(?:同期)?(?:相比|比)?"
        r"|[较比与]基(?:期|数|准)(?:相比|比)?|[较比与]?十[三四五]五?(?:期?末|时期末)(?:相比|比)?|累计",
    ),
    (
        "date",
        r"(?:19|20)[0-9][0-9](?:[-./][0-9]{1,2}[-./][0-9]{1,2}(?![0-9.])|年[0-9]{1,2}(?:月(?:[0-9]{1,2}[日号]?)?|[-./][0-9]{1,2}))"
        r"|[0-9]{1,2}月[0-9]{1,2}[日号]?",
    ),
    (
        "period",
        r"[0-9]{1,2}[-~至到][0-9]{1,2}月份?|[上下]半年|前?[一二三四1-4]个?季度|截[至止](?:[0-9]{1,2}月(?:[0-9]{1,2}日|底|末))?|今年以来|[0-9]{1,2}月份?",
    ),
    ("year", r"(?P<named_year>(?:19|20)[0-9][0-9])年(?:度|底|末|全年)?"),
    ("same", r"持平|无变化|没有变化|不变"),
    ("fall", r"负增长|降幅[为达是]?|(?:下降|降低|减少|下跌|下滑)了?|[降减↓]"),
    ("rise", r"增幅[为达是]?|(?:上升|增长|增加|提高|提升|上涨|反弹)了?|[升增↑]"),
    (
        "bound",
        r">=|<=|[<>≥≤]|不(?:超过|高于|低于|少于|小于|大于|多于|足|到|满)|未(?:超过|超|到|满)"
        r"|超过|超出|高于|大于|多于|低于|小于|少于|至少|至多|最多|最少|起码|控制在|及?以[上下]|[以之]内|[内超]|[上下]限",
    ),
    ("approx", r"大?约[为有]?|大概|大致|估计|将近|接近|近|左右|上下|出头|≈"),
    ("to", r"[到至]"),
    ("points", r"个?百分点|个点"),
    ("confirmed", r"确实?[为是]|属实|(?:经|已)?(?:核实|确认|核对)(?:无误)?|无误"),
    ("preliminary", r"快报数?|初步(?:统计|核算)?数?"),
    ("revised", r"已?修[订正]数?|(?:最终)?核[定实]数"),
    ("predicted", r"预[计测估期](?:数|值|为|达)?"),
    (
        "filler",
        r"一?共[计有]?|合计|总[计数共]|小计|实[际有现](?:为|完成|发生)?|全年|当年|本年|年[末底]|发生|完成|已?达到?|新增|[为是有计由从]",
    ),
    ("more", r"[余多几来]|数(?=[十百千万亿])"),
)
_WORD = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _WORDS))
_NUMBER = re.compile(r"\.?[0-9][0-9.,。、]*(?:e[+-]?[0-9]{1,3}(?![0-9]))?")
_TIMES = re.compile("|".join(sorted(uom.MULTIPLIERS, key=len, reverse=True)))
_NUMERAL = re.compile(f"[{chinese_numerals.CHARACTERS}]+")
_MARKS = "()，,;。.:!"
_PERCENT = uom.own_unit("%")


def tokens(text: str, own: Uom) -> tuple[Token, ...]:
    """`text` (of a Prepared) as tokens; every character ends up in one. `own`: the unit the line wants."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        token = _next(text, at, own, found)
        found.append(token)
        at += len(token.text)
    return tuple(found)


def _next(text: str, at: int, own: Uom, before: list[Token]) -> Token:
    last = before[-1].kind if before else ""
    counted = last in ("number", "times", "more")
    if counted and (unit := uom.unit_at(text, at, own)):
        return Token("unit", unit.text, unit=unit)
    if counted and (match := _TIMES.match(text, at)):
        return Token("times", match[0], value=Decimal(uom.MULTIPLIERS[match[0]]))
    if text.startswith("百分之", at):
        return Token("unit", "百分之", unit=_PERCENT)
    if match := _WORD.match(text, at):
        year = match["base_year"] or match["named_year"]
        kind: Kind = next(kind for kind, _ in _WORDS if match[kind] is not None)
        return Token(kind, match[0], year=int(year) if year else None)
    if text.startswith("m2", at):
        return Token("other", "m2")
    if match := _NUMBER.match(text, at):
        return _number(match[0])
    if match := _NUMERAL.match(text, at):
        return _numeral(match[0], own)
    character = text[at]
    if character in "+-~":
        opens = last not in ("number", "times", "unit") and character != "~"
        return Token("sign" if opens else "range", character)
    if character in "/=":
        return Token("slash" if character == "/" else "equals", character)
    return Token("mark" if character in _MARKS else "other", character)


def _number(lexeme: str) -> Token:
    """An Arabic number as far as it goes: a comma or stop at its end belongs to the sentence around it."""
    body = lexeme.rstrip(".,。、")
    mark, text = lexeme[len(body) :][:1], body
    notes: list[tuple[str, str]] = []
    if mark and mark != "、":
        text = body + mark
        notes.append(("ending", ""))
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", body) and not body.startswith("0"):
        body = body.replace(",", "")
        notes.append(("thousands", ""))
    if re.fullmatch(r"[0-9]+[。、][0-9]+", body):
        if "、" in body and len(body.partition("、")[2]) > 1:
            return Token("number", text, trouble="list")
        return Token("number", text, Decimal(body.replace("。", ".").replace("、", ".")), trouble="separator")
    if re.fullmatch(r"[0-9]+,[0-9]+", body):
        return Token("number", text, Decimal(body.replace(",", ".")), trouble="comma")
    if not re.fullmatch(r"(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:e[+-]?[0-9]+)?", body):
        return Token("number", text, Decimal("NaN"), trouble="comma" if "," in body else "separator")
    if body.startswith("."):
        notes.append(("bare_point", ""))
    if "e" in body:
        notes.append(("scientific", ""))
    elif re.match(r"0[0-9]", body):
        notes.append(("leading_zeros", ""))
    return Token("number", text, Decimal(body), notes=tuple(notes))


def _numeral(run: str, own: Uom) -> Token:
    """A Chinese numeral; 万 of 三万 belongs to the unit where the line is in 万元."""
    if len(run) > 1 and own.measures == "money" and own.factor > 1 and run[-1] in "万亿":
        run = run[:-1]
    number = chinese_numerals.read(run)
    if number is None:
        return Token("other", run)
    trouble: Literal["", "chinese"] = "chinese" if number.doubtful else ""
    return Token("number", run, number.value, trouble=trouble, notes=(("chinese", run),))
