"""附件3, 附件4 and their kin: one official table of indicators, of one unit or of the city."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evaltui.assess.results import Assessment
from evaltui.catalogue import forms as words
from evaltui.catalogue.words import ATTRIBUTE, RATING, STATEMENT
from evaltui.errors import UsageProblem, problem
from evaltui.exchange.numerals import counted, mark, ranges
from evaltui.exchange.request import FormRequest
from evaltui.exchange.signatures import sealing, signatures
from evaltui.exchange.tables import Cell, Column, Table
from evaltui.exchange.typography import typeset
from evaltui.exchange.why_not import why_not
from evaltui.exchange.year_cells import FALLS, Row, aggregate_cell, year_cell
from evaltui.plan.model import Indicator, Measure, Plan
from evaltui.store.record import Record


@dataclass(frozen=True)
class Span:
    """The years a form shows: actual ones, forecast ones, whether the whole period is known, and whether 能否 is asked."""

    actual: tuple[int, ...]
    forecast: tuple[int, ...]
    whole: bool
    asks: bool


def span(request: FormRequest) -> Span:
    """The years of the plan's period as the round sees them."""
    period, round_ = request.plan.plan.period, request.settings.round
    actual = tuple(year for year in period.years if year <= round_.actual_through)
    forecast = tuple(year for year in period.years if year > round_.actual_through and year in round_.forecast)
    return Span(
        actual, forecast, len(actual) + len(forecast) == period.n, period.last > round_.actual_through and not forecast
    )


def shown_rows(request: FormRequest) -> tuple[tuple[Indicator, Assessment], ...]:
    """The printed rows with their assessments: a unit's own, or all of the table. UsageProblem where there are none."""
    plan, form = request.plan.plan, request.form
    judged = request.judged()
    every = plan.rows(form.table)
    if form.rows:
        every = tuple(item for item in every if item.id in form.rows)
    rows = tuple((item, judged[plan.id, item.id]) for item in every if (plan.id, item.id) in judged)
    if not rows:
        unit = request.settings.office if request.unit is None else request.unit.label
        raise UsageProblem(problem("form_has_no_rows", unit=unit, form=request.annex or form.title))
    return rows


def indicators_table(request: FormRequest) -> Table:
    """The form itself, as it is printed, sealed and handed in."""
    years = span(request)
    pairs = shown_rows(request)
    rows = [_row(request, indicator, assessment) for indicator, assessment in pairs]
    columns = _columns(request, years)
    cells = [tuple(_cells(request, row, years)) for row in rows]
    marked, notes = _numbered([indicator.no for indicator, _ in pairs], cells)
    below = (_guide(request, rows), *notes, *signatures(request))
    return Table(
        id=request.form.id,
        title=typeset(request.title),
        columns=columns,
        rows=marked,
        above=(words.SEALED_UNIT.format(unit=sealing(request)),),
        below=below,
        meta=request.meta(),
    )


def _row(request: FormRequest, indicator: Indicator, assessment: Assessment) -> Row:
    plan = request.plan.plan
    if request.unit is None:
        records: Sequence[Record] = (request.city, *request.records.values())
    else:
        records = (request.record,)
    return Row(
        indicator=indicator,
        measure=plan.measure_by_id[indicator.measure],
        assessment=assessment,
        period=plan.period,
        through=request.settings.round.actual_through,
        shown=request.settings.plan(plan.id).cell,
        records=records,
    )


def rating_words(plan: Plan) -> Mapping[str, str]:
    """The plan's words for its ratings, by key: its own where it has some, else the three."""
    own = {key: item.word for key, item in plan.rating.words.items()}
    return {key: own.get(key, word) for key, word in RATING.items() if key in ("ahead", "on_track", "behind")} | own


def _columns(request: FormRequest, years: Span) -> tuple[Column, ...]:
    """The thirteen columns of the notice, the year columns following the round; widths in mm, 225 in all."""
    period, title = request.plan.plan.period, words.COLUMN
    year_count = len(years.actual) + len(years.forecast) + (1 if years.asks else 0)
    year_width = 70 / max(year_count, 5)
    choices = tuple(rating_words(request.plan.plan).values())
    columns = [
        Column("no", title["no"], "integer", 8),
        Column("name", title["name"], "text", 44, "left"),
        Column("target", title["target"], "text", 12),
        Column("attribute", title["attribute"], "text", 14),
        *(Column(f"y{year}", title["year"].format(year=year), "number", year_width) for year in years.actual),
        *(Column(f"y{year}", title["forecast"].format(year=year), "number", year_width) for year in years.forecast),
    ]
    if years.asks:
        columns.append(Column("statement", title["statement"], "text", year_width))
    if not years.whole or years.forecast:
        columns.append(Column("to_date", title["to_date"].format(count=counted(len(years.actual))), "number", 15))
    if years.whole:
        columns.append(Column("full", title["full"].format(count=counted(period.n)), "number", 15))
    columns.append(Column("rating", title["rating"], "rating", 17, choices=choices))
    columns.append(Column("responsible", title["responsible"], "text", 30, "left"))
    spare = 225 - sum(column.width or 0 for column in columns)
    columns[1] = replace(columns[1], width=(columns[1].width or 0) + spare)
    own = [typeset(item) for item in request.form.columns]
    return tuple(
        replace(column, title=own[at]) if at < len(own) and own[at] else column for at, column in enumerate(columns)
    )


def _cells(request: FormRequest, row: Row, years: Span) -> list[Cell]:
    indicator, assessment = row.indicator, row.assessment
    cells = [
        Cell(indicator.no),
        Cell(typeset(indicator.name)),
        Cell(typeset(indicator.target_text), footnote=_target_note(row)),
        Cell(words.NO_ATTRIBUTE if indicator.attribute == "unmarked" else ATTRIBUTE[indicator.attribute]),
        *(year_cell(row, year) for year in (*years.actual, *years.forecast)),
    ]
    if years.asks:
        said = request.record.text("plans", request.plan.plan.id, "statement", indicator.id)
        cells.append(Cell(STATEMENT.get(said) or None))
    if not years.whole or years.forecast:
        cells.append(aggregate_cell(row, assessment.aggregate_actual, years.actual[-1]))
    if years.whole:
        cells.append(aggregate_cell(row, assessment.aggregate_all, row.period.last))
    cells.append(_rating_cell(request, row))
    cells.append(Cell(responsible(indicator, row.measure)))
    return cells


def responsible(indicator: Indicator, measure: Measure) -> str:
    """责任单位 as printed; where the plan prints none, the units that answer for the figure."""
    return typeset(indicator.responsible_text) or "、".join(measure.units)


def _target_note(row: Row) -> str:
    """A note where the office has set another target than the printed one (adjusted, or the local share of it)."""
    said = row.assessment.facts.get("target_note")
    return words.TARGET_SET.format(row=words.THIS_ROW, words=said) if isinstance(said, str) and said else ""


def _rating_cell(request: FormRequest, row: Row) -> Cell:
    item = row.assessment
    names = {**RATING, **rating_words(request.plan.plan)}
    if item.effective in ("pending", "unratable"):
        template = words.PENDING if item.effective == "pending" else words.UNRATABLE
        return Cell(None, footnote=_sentence(template.format(row=words.THIS_ROW, reason=why_not(item))))
    note = ""
    if item.source == "declared":
        note = words.DECLARED.format(row=words.THIS_ROW, reason=item.declared_reason)
    elif item.source == "decided":
        note = words.DECIDED.format(row=words.THIS_ROW, reason=item.decided_reason, office=request.settings.office)
    if note and request.edition == "review":
        note = note.rstrip("。") + words.SUGGESTED.format(rating=names[item.computed])
    return Cell(names[item.effective], footnote=_sentence(note))


def _sentence(text: str) -> str:
    return text if not text or text.endswith(("。", "！", "？")) else text + "。"


def _numbered(
    numbers: Sequence[int], rows: Sequence[Sequence[Cell]]
) -> tuple[tuple[tuple[Cell, ...], ...], tuple[str, ...]]:
    """The rows with footnote marks, and the notes to print under them; `numbers` are the printed row numbers.

    Equal notes of several rows become one. In a row the first cell of a note carries its mark; an empty cell carries
    none (nothing is printed there): the note names its rows.
    """
    about: dict[str, list[int]] = {}
    for number, row in zip(numbers, rows, strict=True):
        for note in dict.fromkeys(cell.footnote for cell in row if cell.footnote):
            about.setdefault(note, []).append(number)
    marks = {note: mark(at) for at, note in enumerate(about, 1)}
    told = {note: note.replace(words.THIS_ROW, words.ROW.format(no=ranges(found))) for note, found in about.items()}
    lines = [f"{marks[note]} {text}" for note, text in told.items()]
    marked = tuple(tuple(_with_marks(row, marks, told)) for row in rows)
    return marked, tuple([words.NOTE_TITLE + lines[0], *lines[1:]] if lines else ())


def _with_marks(row: Sequence[Cell], marks: Mapping[str, str], told: Mapping[str, str]) -> Iterator[Cell]:
    placed: set[str] = set()
    for cell in row:
        note = cell.footnote
        if not note:
            yield cell
            continue
        shows = cell.value is not None and note not in placed
        if shows:
            placed.add(note)
        yield replace(cell, footnote=told[note], mark=marks[note] if shows else "")


def _guide(request: FormRequest, rows: Sequence[Row]) -> str:
    """填表说明: the notice's sentence, then what the year columns and the two 年均/累计 columns hold."""
    plan = request.plan.plan
    listed = "、".join(rating_words(plan).values())
    first = tuple(typeset(note) for note in request.form.notes) or (words.GUIDE.format(words=listed),)
    first = tuple(_sentence(note.removeprefix(words.GUIDE_TITLE)) for note in first)
    lines = [*first, *_fall_guide(request, rows), _aggregate_guide(plan, rows)]
    table = plan.table_by_id.get(request.form.table)
    if table is not None and table.note:
        lines.append(_sentence(typeset(table.note).removeprefix(words.NOTE_TITLE)))
    numbered = [f"{number}.{line}" for number, line in enumerate(lines, 1)] if len(lines) > 1 else lines
    return words.GUIDE_TITLE + "".join(numbered)


def _fall_guide(request: FormRequest, rows: Sequence[Row]) -> list[str]:
    lines = []
    for rule in FALLS:
        numbers = [row.indicator.no for row in rows if row.indicator.rule == rule]
        if numbers:
            template = words.FALL_CELL[request.settings.plan(request.plan.plan.id).cell]
            said = words.ROW.format(no=ranges(numbers))
            lines.append(
                template.format(rows=said, base=request.plan.plan.period.base, direction=words.DIRECTION[rule])
            )
    return lines


def _aggregate_guide(plan: Plan, rows: Sequence[Row]) -> str:
    """Which of 年均 and 累计 applies to which row: the notice leaves it open (X-7), so the form says it."""
    said: dict[str, list[int]] = {}
    for row in rows:
        template = words.AGGREGATE.get(row.indicator.rule)
        if template:
            said.setdefault(template, []).append(row.indicator.no)
    parts = [
        template.format(rows=words.ROW.format(no=ranges(numbers)), base=plan.period.base)
        for template, numbers in said.items()
    ]
    return words.AGGREGATE_TITLE + "，".join(parts) + "。"
