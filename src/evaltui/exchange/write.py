"""From tables to the bytes of a file, by the name of its type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from evaltui.errors import UsageProblem, problem
from evaltui.exchange.csv_file import csv_bytes
from evaltui.exchange.data_files import columns_of, json_bytes, toml_bytes
from evaltui.exchange.tables import Table
from evaltui.exchange.zipfix import moment

FORMATS = ("xlsx", "csv", "json", "toml", "parquet")
BINARY = frozenset({"xlsx", "parquet"})
_SINGLE = frozenset({"csv", "parquet"})
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


def render(
    tables: Sequence[Table],
    fmt: str,
    *,
    as_of: date | None = None,
    epoch: str | None = None,
    guard: bool = True,
) -> bytes:
    """The tables as one file, the same bytes every time.

    as_of: the day written into the file, by default the one the form was built for; `epoch` (SOURCE_DATE_EPOCH) comes
    before it. guard False leaves formulas in CSV texts as they are. csv and parquet hold one table: of a form the form
    itself; UsageProblem where several data tables are asked for at once, and for an unknown type.
    """
    if fmt not in FORMATS:
        raise UsageProblem(problem("format_unknown", format=fmt, formats="、".join(FORMATS)))
    if fmt == "xlsx":
        from evaltui.exchange.xlsx import workbook_bytes  # openpyxl is heavy and not needed by the others

        return workbook_bytes(tables, moment_of(tables, as_of, epoch))
    wanted = _data(tables)
    if fmt == "json":
        return json_bytes(wanted)
    if fmt == "toml":
        return toml_bytes(wanted)
    if fmt in _SINGLE and len(wanted) != 1:
        names = "、".join(table.id for table in wanted)
        raise UsageProblem(problem("format_holds_one_table", format=fmt, count=len(wanted), tables=names))
    if fmt == "csv":
        return csv_bytes(wanted[0], guard=guard)
    from evaltui.assess.parquet import frame_to_parquet  # polars is heavy and not needed by the others

    return frame_to_parquet(columns_of(wanted[0]))


def moment_of(tables: Sequence[Table], as_of: date | None, epoch: str | None) -> datetime:
    """The time written into a file of these tables."""
    stated = next((table.meta["as_of"] for table in tables if table.meta.get("as_of")), "")
    day = as_of or (date.fromisoformat(stated) if stated else date(1980, 1, 1))
    return moment(day, epoch)


def _data(tables: Sequence[Table]) -> list[Table]:
    """What a data file holds: forms and data, not the sheets that only a workbook carries."""
    return [table for table in tables if table.meta.get("role", "form") in ("form", "data")]


def file_name(tables: Sequence[Table], fmt: str, unit_name: str = "") -> str:
    """附件3-市公安局-2025-06-16.xlsx: annex (or title), unit, day; legal on Windows, at most 80 characters."""
    first = tables[0]
    return saved_name(first.meta.get("annex") or first.title, unit_name, first.meta.get("as_of", ""), fmt)


def saved_name(form: str, unit_name: str, day: str, fmt: str) -> str:
    """The name of a file of one form (its annex number or title); every part but the form may be ""."""
    stem = "-".join(_FORBIDDEN.sub("", part) for part in (form, unit_name, day) if part)
    return f"{stem[: 79 - len(fmt)]}.{fmt}"
