"""Dates as people type them, read as days, months or deadlines; anything unclear is a question."""

from __future__ import annotations

import calendar
import re
import unicodedata
from datetime import date, timedelta
from typing import NamedTuple, TypeAlias

from evaltui.catalogue.problems_numbers import NOTES
from evaltui.errors import Problem, problem
from evaltui.store import chinese_numerals
from evaltui.store.typed import quoted
from evaltui.text import clean_line

_LONGEST = 40
_EARLIEST, _LATEST = 1949, 2100
_SERIAL_FROM, _SERIAL_TO = 36526, 73415  # 2000-01-01 to 2100-12-31 as Excel counts
_DAY_ZERO, _DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)


class Month(NamedTuple):
    """A month where the day does not matter (年月)."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year}年{self.month}月"


When: TypeAlias = date | Month


class TypedDate(NamedTuple):
    """What was read: the day or month, notes on what was normalised, or the problem. All empty for an empty text."""

    value: When | None = None
    notes: tuple[str, ...] = ()
    problem: Problem | None = None


_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def parse_date(
    text: str, *, year: int | None = None, cutoff: date | None = None, date1904: bool = False, place: str = ""
) -> TypedDate:
    """The date `text` means.

    year: the year of the round, for 6月16日 and 三季度. cutoff: days after it get a hint, the value stays. date1904: the
    workbook counts its serial numbers from 1904.
    """
    line = clean_line(text)
    if not line:
        return TypedDate()
    compact = re.sub(r"\s+", "", unicodedata.normalize("NFKC", line)).rstrip("。,;，；")
    compact = re.sub("[年./-]0+(?=[0-9])", lambda match: match[0][0], compact)
    if len(compact) > _LONGEST:
        return TypedDate(None, (), problem("date_text", place, typed=quoted(line)))
    reader = _Reader(line, year, date1904, place)
    notes: tuple[str, ...] = ("full_width",) if re.search("[０-９．]", line) else ()
    if compact[-1:] != line[-1:]:
        notes = (*notes, "ending")
    if re.search(r"\S\s+\S", line) and not re.search(r"[0-9] +[0-9]{1,2}:", line):
        notes = (*notes, "spaces")
    found = reader.read(compact)
    if found.value is None:
        return found
    said = tuple(NOTES[code] for code in notes)
    late = None
    if cutoff is not None and isinstance(found.value, date) and found.value > cutoff:
        late = problem("date_after_cutoff", place, typed=quoted(line), value=found.value, cutoff=cutoff)
    return TypedDate(found.value, (*said, *found.notes), late)


class _Reader(NamedTuple):
    """One text and what is known about it, so that each form of a date is one short method."""

    line: str
    year: int | None
    date1904: bool
    place: str

    def ask(self, code: str, offer: str = "", **facts: object) -> TypedDate:
        """A question about the text."""
        told: dict[str, object] = {
            "typed": quoted(self.line),
            "offer": f"如果是{offer}，请填{offer}。" if offer else "",
            **facts,
        }
        return TypedDate(None, (), problem(code, self.place, **told))  # type: ignore[arg-type]  # facts never hold path

    def read(self, s: str) -> TypedDate:
        """Try each form a date is written in."""
        day = re.sub(r"T?00?:00(?::00(?:\.0+)?)?$", "", s)
        if day != s:
            found = self.read(day)
            return found._replace(notes=(*found.notes, NOTES["date_time"])) if found.value else found
        if re.search("[一二三四五六七八九十〇○零]", s) and re.search("[年月]", s) and "季度" not in s:
            return self._chinese(s)
        if s.isascii() and s.isdigit():
            return self._digits(s)
        match = re.fullmatch(r"([0-9]{4})([-./年])([0-9]{1,2})(?:[-./月]([0-9]{1,2})[日号]?|月)", s)
        if match:
            return self._parts(int(match[1]), int(match[3]), int(match[4]) if match[4] else None)
        match = re.fullmatch(r"([0-9]{1,2})(?:月|[./-])([0-9]{1,2})[日号]?", s)
        if match:
            return self._without_year(int(match[1]), int(match[2]))
        if match := re.fullmatch(r"([0-9]{4})[-./]([0-9]{1,2})", s):
            return self._parts(int(match[1]), int(match[2]), None)
        if match := re.fullmatch(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{2}|[0-9]{4})", s):
            return self._short_year(*(int(part) for part in match.groups()))
        if match := re.fullmatch(r"([0-9]{1,3}|[0-9]{5,})年([0-9]{1,2})月(?:[0-9]{1,2}[日号]?)?", s):
            offer = f"20{s}" if len(match[1]) == 2 else ""
            return self.ask("date_year", offer)
        return self._deadline(s)

    def _parts(self, year: int, month: int, day: int | None) -> TypedDate:
        if not _EARLIEST <= year <= _LATEST:
            return self.ask("date_year")
        if not 1 <= month <= 12 or (day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]):
            return self.ask("date_impossible")
        return TypedDate(Month(year, month) if day is None else date(year, month, day))

    def _digits(self, s: str) -> TypedDate:
        """20250616, 202506, 45824."""
        if len(s) == 8:
            return self._parts(int(s[:4]), int(s[4:6]), int(s[6:]))
        if len(s) == 6 and _EARLIEST <= int(s[:4]) <= _LATEST and 1 <= int(s[4:]) <= 12:
            return self.ask("date_order", f"{s[:4]}年{int(s[4:])}月")
        if len(s) == 4 and _EARLIEST <= int(s) <= _LATEST:
            return self.ask("date_year_only")
        if len(s) == 5 and _SERIAL_FROM - 1462 * self.date1904 <= int(s) <= _SERIAL_TO:
            found = (_DAY_ZERO_1904 if self.date1904 else _DAY_ZERO) + timedelta(days=int(s))
            return TypedDate(found, (NOTES["date_serial"].format(value=found),))
        return self.ask("date_text")

    def _without_year(self, month: int, day: int) -> TypedDate:
        if self.year is None:
            return self.ask("date_no_year")
        found = self._parts(self.year, month, day)
        if found.value is None:
            return found
        return TypedDate(found.value, (NOTES["date_year"].format(year=self.year),))

    def _short_year(self, first: int, second: int, third: int) -> TypedDate:
        """25.6.16 and 16/6/2025: which part is the year?"""
        if third >= 1000:
            days = {(month, day) for month, day in ((first, second), (second, first)) if month <= 12 and day <= 31}
            offers = [str(made.value) for month, day in sorted(days) if (made := self._parts(third, month, day)).value]
        else:
            made = self._parts(2000 + first, second, third)
            offers = [str(made.value)] if made.value else []
        return self.ask("date_order", offers[0] if len(offers) == 1 else "")

    def _chinese(self, s: str) -> TypedDate:
        """二〇二五年六月十六日; the year digit by digit, month and day as numerals."""
        spelled = re.sub("([〇○零一二三四五六七八九]{4})年", lambda match: match[1].translate(_DIGITS) + "年", s)
        numeral = re.compile("[一二三四五六七八九十廿卅〇○零]+")

        def as_digits(match: re.Match[str]) -> str:
            number = chinese_numerals.read(match[0])
            return match[0] if number is None or number.doubtful else str(number.value)

        arabic = numeral.sub(as_digits, spelled)
        if numeral.search(arabic):
            return self.ask("date_text")
        found = self.read(arabic)
        if found.value is None:
            return found
        return TypedDate(found.value, (*found.notes, NOTES["date_chinese"].format(value=found.value)))

    def _deadline(self, s: str) -> TypedDate:
        """2022年底前, 2023年上半年, 三季度; 2022年前 may mean either end of the year."""
        if by_day := re.fullmatch(r"(.+[日号])(?:前|之前|以前)", s):
            found_day = self.read(by_day[1])
            said = (*found_day.notes, NOTES["date_deadline"].format(found=quoted(self.line), value=found_day.value))
            return found_day._replace(notes=said) if found_day.value else found_day
        if (only := re.fullmatch(r"([0-9]{1,2})月份?", s)) and self.year is not None:
            made = self._parts(self.year, int(only[1]), None)
            return made._replace(notes=(NOTES["date_year"].format(year=self.year),)) if made.value else made
        match = re.fullmatch(r"(?:在|到|于)?(?:([0-9]{4})年?|(今年|本年|当年)?)(.*)", s)
        if match is None:
            return self.ask("date_text")
        year, rest = int(match[1]) if match[1] else self.year, match[3]
        quarter = re.fullmatch(r"第?([一二三四1-4])季度(?:末|底)?(?:前|之前|以前|内)?", rest)
        half = re.fullmatch(r"(上|下)半年(?:末|底)?(?:前|之前|以前|内)?", rest)
        end = re.fullmatch(r"(?:年?底|年?末|年内|内|全年|年终|12月底|年年底|年年末)(?:前|之前|以前)?", rest)
        month_end = re.fullmatch(r"([0-9]{1,2})月(?:底|末)(?:前|之前|以前)?", rest)
        month = (
            _QUARTERS[quarter[1]] if quarter
            else (6 if half[1] == "上" else 12) if half
            else 12 if end
            else int(month_end[1]) if month_end
            else 0
        )  # fmt: skip  # one form of a deadline to a line
        if not month:
            if match[1] and re.fullmatch("年?(?:之|以)?前", rest):
                return self.ask("date_before_or_by", year=year, before=f"{int(match[1]) - 1}年底前", by=f"{year}年底前")
            return self.ask("date_year_only" if match[1] and rest in ("", "年", "年度") else "date_text")
        if year is None:
            return self.ask("date_no_year")
        if not _EARLIEST <= year <= _LATEST or month > 12:
            return self.ask("date_year" if month <= 12 else "date_impossible")
        found = date(year, month, calendar.monthrange(year, month)[1])
        return TypedDate(found, (NOTES["date_deadline"].format(found=quoted(self.line), value=found),))
