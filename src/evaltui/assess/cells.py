"""The years of an indicator as the grid and the forms show them: raw figure, fall against the base, fall against last year."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from evaltui.assess.chains import Series, Year
from evaltui.assess.decimals import shortest
from evaltui.assess.results import YearCell

DIGITS = 12


def year_cells(series: Series) -> tuple[YearCell, tuple[YearCell, ...]]:
    """(base, years) of a series. Falls are percent, positive is a fall, half-up to 12 decimals where they do not end."""
    cells = []
    before = series.base
    for year in series.years:
        cells.append(_cell(year, _fall(year), _from_year_before(year, before)))
        before = year
    return _cell(series.base, None, None), tuple(cells)


def _cell(year: Year, fall: Fraction | None, yoy: Fraction | None) -> YearCell:
    figure = year.figure
    typed = figure.reading if figure.value is not None and not year.given.computed else None
    return YearCell(
        year.year,
        raw=_decimal(year.level),
        fall=_decimal(fall),
        yoy=_decimal(yoy),
        typed=typed or "",
        state=year.state,
        forecast=year.given.forecast,
    )


def _fall(year: Year) -> Fraction | None:
    if year.pair is None or year.pair[0] <= 0:
        return None
    start, to = year.pair
    return (start - to) * 100 / start


def _from_year_before(year: Year, before: Year) -> Fraction | None:
    figure = year.figure
    if figure.reading == "yoy" and figure.value is not None and not year.trouble:
        return Fraction(figure.value)
    if year.level is not None and before.level is not None and before.level > 0:
        return (before.level - year.level) * 100 / before.level
    if year.pair is not None and before.pair is not None and year.pair[0] == before.pair[0] and before.pair[1] > 0:
        return (before.pair[1] - year.pair[1]) * 100 / before.pair[1]
    return None


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else shortest(value, DIGITS)
