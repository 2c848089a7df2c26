"""The views of the grid: 我的指标 and each official table, laid out for a width of screen."""

from __future__ import annotations

from dataclasses import dataclass

from evaltui.plan.model import IndicatorTable, Plan
from evaltui.store.record import Record
from evaltui.tui.grid.model import (
    MINE,
    Column,
    Grid,
    figure_width,
    lay_out,
    my_rows,
    tab_name,
    table_rows,
    year_columns,
)
from evaltui.tui.grid.paint import RATING_CELLS
from evaltui.tui.source import Source, plans_of, read_only

FIGURE_CELLS = 6
LABEL_CELLS = 6
WIDE = 110
"""From this many cells on, targets and attributes stand beside the ratings."""


@dataclass(frozen=True, slots=True)
class View:
    """One view: 我的指标 (no plan), or one table of one plan. `short` is its tab."""

    id: str
    title: str
    short: str
    plan: Plan | None = None
    table: IndicatorTable | None = None


def views(source: Source, unit: str) -> tuple[View, ...]:
    """我的指标 first, then every table in plan order."""
    out = [View(MINE, "我的指标", "我的指标")]
    for plan in plans_of(source):
        for table in plan.tables:
            out.append(View(f"{plan.id}/{table.id}", table.title, tab_name(plan, table), plan, table))
    return tuple(out)


def build(source: Source, unit: str, view: View, record: Record, yoy: frozenset[str], cells: int) -> Grid:
    """The view as a grid of `cells` cells."""
    plans = plans_of(source)
    duties = source.duties(unit)
    why_not = read_only(source, unit)
    wide = cells >= WIDE
    if view.plan is None or view.table is None:
        rows = my_rows(plans, duties, why_not)
        years = year_columns(plans, source.settings, FIGURE_CELLS)
    else:
        rows = table_rows(view.plan, view.table, plans, duties, why_not)
        years = year_columns((view.plan,), source.settings, FIGURE_CELLS)
    size = figure_width(record, duties, years, FIGURE_CELLS)
    years = tuple(Column("year", item.title, size, item.year, item.slot) for item in years)
    spans = sum(item.slot == "values" for item in years) - 1
    columns = [*years, Column("to_date", f"前{spans}年", 7), Column("final", "全期", 7)]
    if view.plan is not None:
        columns += [Column("target", "目标", 8), Column("attribute", "属性", 6)]
    owner_part = (4 + 1 + 8 + 1 + 6 + 1 if wide else 2 + 1) if view.plan is None else 0
    counted = columns if wide else years
    taken = LABEL_CELLS + 1 + sum(item.width + 1 for item in counted) + owner_part + RATING_CELLS + 1
    name_cells = min(max(cells - taken, 14), 36)
    labels = dict.fromkeys(yoy, "同比%")
    return Grid(
        id=view.id,
        title=view.title,
        rows=rows,
        columns=tuple(columns),
        lines=lay_out(rows, name_cells, labels),
        name_width=name_cells,
        label_width=LABEL_CELLS,
    )
