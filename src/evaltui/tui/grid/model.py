"""The grid as data: rows of measures, the lines and columns they are shown in, and what each cell edits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evaltui.assess.duties import Duties
from evaltui.plan.model import Indicator, IndicatorTable, Measure, Plan
from evaltui.store.record import Figure, Record
from evaltui.store.settings import Settings
from evaltui.text import width
from evaltui.tui.cells import wrap

Part = Literal["raw", "fall", ""]
Kind = Literal["year", "to_date", "final", "target", "attribute"]
MINE = "mine"
"""Id of the view 我的指标; the other views bear the id of their table, "plan/table"."""


@dataclass(frozen=True, slots=True)
class Place:
    """What one cell edits: a year of a measure, as a raw figure or as a fall."""

    measure: str
    year: int
    slot: Literal["values", "forecast"]
    part: Part


@dataclass(frozen=True, slots=True)
class Column:
    """One scrolling column of figures; `width` in cells without the gap before it."""

    kind: Kind
    title: str
    width: int
    year: int = 0
    slot: Literal["values", "forecast"] = "values"

    @property
    def editable(self) -> bool:
        """True for years."""
        return self.kind == "year"


@dataclass(frozen=True, slots=True)
class Judged:
    """An indicator with its plan and the table's owner (南通市)."""

    plan: Plan
    indicator: Indicator
    table: IndicatorTable

    @property
    def key(self) -> tuple[str, str]:
        """(plan, indicator), as assessments are found."""
        return self.plan.id, self.indicator.id

    @property
    def owner(self) -> str:
        """南通, 海安; the plan's short name where the table names nobody."""
        return (self.table.owner or self.plan.short or self.plan.title)[:2]


@dataclass(frozen=True, slots=True)
class Row:
    """One measure with every indicator shown on it. `number` is printed before the name; `why_not` says why it can't
    be typed on ("" where it can)."""

    measure: Measure
    judged: tuple[Judged, ...]
    name: str
    base: int
    number: str = ""
    why_not: str = ""

    @property
    def falls(self) -> bool:
        """True where a fall against the base is asked for, so that there are two lines to type on."""
        return any(item.indicator.rule == "reduction" for item in self.judged)

    @property
    def owners(self) -> tuple[str, ...]:
        """Owners of the targets, in order and once each."""
        return tuple(dict.fromkeys(item.owner for item in self.judged))

    def of_owner(self, owner: str) -> tuple[Judged, ...]:
        """The indicators of one owner."""
        return tuple(item for item in self.judged if item.owner == owner)


@dataclass(frozen=True, slots=True)
class GridLine:
    """One line of text of a row: `index` counts within the row, `part` is what is typed on it ("": nothing)."""

    row: int
    index: int
    part: Part
    label: str
    name: str
    owner: str


@dataclass(frozen=True)
class Grid:
    """A view: rows, the lines they take at a width of name, and the columns."""

    id: str
    title: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    lines: tuple[GridLine, ...]
    name_width: int
    label_width: int = 6

    def place(self, line: int, column: int) -> Place | None:
        """What the cell edits, or None where it is not a year."""
        here, over = self.lines[line], self.columns[column]
        if over.kind != "year" or not here.part:
            return None
        return Place(self.rows[here.row].measure.id, over.year, over.slot, here.part)

    def why_not(self, line: int, column: int) -> str:
        """Why the cell can't be typed on; "" where it can."""
        here, over = self.lines[line], self.columns[column]
        row = self.rows[here.row]
        if over.kind != "year":
            return "这一列由系统计算或由规划规定，不用填。"
        if here.part == "fall" and over.year == row.base:
            return "基期没有降幅：请在上一行填基期的原始值。"
        if not here.part:
            return "这一行不用填：请在本指标的上一行填。"
        return row.why_not

    def find(self, place: Place) -> tuple[int, int] | None:
        """Line and column of a cell."""
        for line, here in enumerate(self.lines):
            if here.part == place.part and self.rows[here.row].measure.id == place.measure:
                for column, over in enumerate(self.columns):
                    if over.kind == "year" and (over.year, over.slot) == (place.year, place.slot):
                        return line, column
        return None

    def row_line(self, row: int) -> int:
        """The first line of a row."""
        return next((at for at, line in enumerate(self.lines) if line.row == row), 0)


def figure_at(record: Record, place: Place) -> Figure:
    """The figure behind a cell."""
    if place.slot == "forecast":
        return record.forecast(place.measure, place.year)
    return record.figure(place.measure, place.year)


def shows(figure: Figure, part: Part) -> bool:
    """True where what was typed belongs on this line: falls on the lower, everything else on the upper."""
    return (figure.reading != "raw") == (part == "fall")


def measures_of(plans: Sequence[Plan]) -> Mapping[str, Measure]:
    """Measures by id; the first plan that names one defines it."""
    found: dict[str, Measure] = {}
    for plan in plans:
        for measure in plan.measures:
            found.setdefault(measure.id, measure)
    return found


def year_columns(plans: Sequence[Plan], settings: Settings, cells: int) -> tuple[Column, ...]:
    """Base, actual and forecast years of the round, over all plans shown."""
    columns: dict[int, Column] = {}
    forecast = set(settings.round.forecast)
    for plan in plans:
        period = plan.period
        columns[period.base] = Column("year", f"{period.base}基", cells, period.base)
        for year in period.years:
            if year in forecast:
                columns[year] = Column("year", f"{year}预", cells, year, "forecast")
            elif year <= settings.round.actual_through:
                columns.setdefault(year, Column("year", str(year), cells, year))
    return tuple(columns[year] for year in sorted(columns))


def tab_name(plan: Plan, table: IndicatorTable) -> str:
    """A table in few words: 南通安全规划."""
    return (table.owner or "")[:2] + (plan.short or plan.title)


def judged_on(plans: Sequence[Plan], measure: str) -> tuple[Judged, ...]:
    """Every indicator on a measure, in plan and print order."""
    return tuple(
        Judged(plan, indicator, plan.table_by_id[indicator.table])
        for plan in plans
        for table in plan.tables
        for indicator in plan.rows(table.id)
        if indicator.measure == measure
    )


def my_rows(plans: Sequence[Plan], duties: Duties, why_not: Mapping[str, str]) -> tuple[Row, ...]:
    """One row per measure that the unit answers for. `why_not` gives reasons by measure id, "" for all."""
    known = measures_of(plans)
    return tuple(
        Row(
            measure=known[id],
            judged=judged_on(plans, id),
            name=with_uom(known[id].name, known[id].uom),
            base=plans[0].period.base,
            why_not=_why_not(known[id], known, why_not),
        )
        for id in duties.measures
        if id in known
    )


def table_rows(
    plan: Plan, table: IndicatorTable, plans: Sequence[Plan], duties: Duties, why_not: Mapping[str, str]
) -> tuple[Row, ...]:
    """The rows of one official table, as printed."""
    known = measures_of(plans)
    mine = set(duties.measures)
    return tuple(
        Row(
            measure=known[item.measure],
            judged=(Judged(plan, item, table),),
            name=item.name,
            base=plan.period.base,
            number=str(item.no),
            why_not=_why_not(known[item.measure], known, why_not)
            if item.measure in mine
            else f"这一行由{item.responsible_text or '别的单位'}填报，不用填。",
        )
        for item in plan.rows(table.id)
    )


def _why_not(measure: Measure, known: Mapping[str, Measure], why_not: Mapping[str, str]) -> str:
    if reason := why_not.get("") or why_not.get(measure.id, ""):
        return reason
    if measure.ratio is not None and measure.ratio.num in known and measure.ratio.den in known:
        num, den = known[measure.ratio.num], known[measure.ratio.den]
        return f"这一行由“{num.name}”除以“{den.name}”算出，请填那两项。"
    return ""


def with_uom(name: str, uom: str) -> str:
    """The name with its uom behind it, unless it says so already: 生产安全事故起数（起）."""
    if not uom or name.endswith((")", "）")):
        return name
    return f"{name}({uom})"


def lay_out(rows: Sequence[Row], name_width: int, falls_label: Mapping[str, str]) -> tuple[GridLine, ...]:
    """The lines of all rows: both lines of a reduction, a second one for a second owner or a long name.

    `falls_label` gives the lower line's label by measure (降幅%, 同比%).
    """
    lines: list[GridLine] = []
    for at, row in enumerate(rows):
        names = break_name(f"{row.number} {row.name}" if row.number else row.name, name_width)
        count = max(2 if row.falls else 1, min(len(row.owners), 3), min(len(names), 2))
        for index in range(count):
            part: Part = "raw" if index == 0 else "fall" if index == 1 and row.falls else ""
            label = ""
            if part == "raw":
                label = "原始值" if row.falls else (row.measure.uom or "数值")
            elif part == "fall":
                label = falls_label.get(row.measure.id, "降幅%")
            name = names[index] if index < len(names) else ""
            if index == count - 1 and len(names) > count:
                name = "".join(names[index:])
            owner = row.owners[index] if index < len(row.owners) else ""
            lines.append(GridLine(at, index, part, label, name, owner))
    return tuple(lines)


def break_name(name: str, cells: int) -> tuple[str, ...]:
    """A name in pieces of at most `cells` cells, with no mark alone at a line's start where that can be helped."""
    return wrap(name, cells)


def figure_width(record: Record, duties: Duties, columns: Sequence[Column], least: int, most: int = 12) -> int:
    """Cells that the widest stored figure needs, within limits."""
    need = least
    for measure in duties.measures:
        for column in columns:
            figure = figure_at(record, Place(measure, column.year, column.slot, "raw"))
            if figure.value is not None:
                need = max(need, width(format(figure.value, "f")))
    return min(need, most)
