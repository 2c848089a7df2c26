"""The hash of everything a rating depends on: figures, target, rule and switches.

A declared rating is tied to it and goes stale when it changes; texts, sources and the way a number is written (12.50 or
12.5) do not enter.
"""

from __future__ import annotations

import hashlib
import json

from evaltui.assess.chains import Year
from evaltui.assess.rows import Row


def inputs_hash(row: Row) -> str:
    """sha256 over the canonical JSON of a row's inputs, as 64 hex digits."""
    text = json.dumps(_inputs(row), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _inputs(row: Row) -> dict[str, object]:
    indicator, target = row.indicator, row.goal.target
    return {
        "figures": [_figure(year) for year in (row.series.base, *row.series.years)],
        "target": None if target is None else [target.comparator.value, _number(target.value)],
        "milestones": {str(year): _number(value) for year, value in row.goal.milestones.items()},
        "rule": [indicator.rule, indicator.zero_base, indicator.target_scope, indicator.attribute],
        "measure": [
            row.measure.nature,
            row.measure.precision,
            None if row.measure.ratio is None else _number(row.measure.ratio.per),
            _number(row.measure.bounds.min),
            _number(row.measure.bounds.max),
        ],
        "switches": [row.lag, row.mean_early],
        "statement": row.statement,
        "years": [row.series.base.year, row.plan.period.first, row.plan.period.last, row.through, row.asks_statement],
    }


def _figure(year: Year) -> list[object]:
    figure = year.figure
    parts = (figure.value, figure.num, figure.den)
    return [
        year.year,
        *(_number(part) for part in parts),
        figure.reading,
        figure.state,
        figure.raw,
        year.given.forecast,
    ]


def _number(value: object) -> str | None:
    """A number by its value alone: 12.50 and 12.5 are the same."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
