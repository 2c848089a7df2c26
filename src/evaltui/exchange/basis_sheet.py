"""评价依据: the review edition's second sheet, why every rating is what it is and what is still open."""

from __future__ import annotations

from collections.abc import Mapping

from evaltui.assess.results import Assessment, Required
from evaltui.catalogue import forms as words
from evaltui.catalogue.words import RATING, REQUIRED_STATE
from evaltui.exchange.indicators_form import rating_words, shown_rows
from evaltui.exchange.request import FormRequest
from evaltui.exchange.tables import Cell, Column, Table
from evaltui.exchange.typography import typeset
from evaltui.exchange.why_not import joined
from evaltui.plan.model import Indicator
from evaltui.text import plain

_WIDTHS = {
    "no": 8, "name": 34, "computed": 15, "declared": 17, "decided": 15, "effective": 15, "explanation": 15,
    "derivation": 57, "required": 22, "problems": 27,
}  # fmt: skip  # one line reads as what it is: millimetres, 225 in all


def basis_table(request: FormRequest) -> Table:
    """One row per printed row: suggestion, declaration, decision, derivation, required value, problems."""
    titles = words.BASIS_COLUMN
    left = ("name", "derivation", "problems")
    return Table(
        id=f"{request.form.id}_basis",
        title=words.BASIS_TITLE.format(title=typeset(request.title)),
        columns=tuple(
            Column(key, title, "text", _WIDTHS[key], "left" if key in left else "center")
            for key, title in titles.items()
        ),
        rows=tuple(_row(request, indicator, assessment) for indicator, assessment in shown_rows(request)),
        meta={
            "role": "basis",
            "sheet": f"{request.annex}{words.BASIS_SHEET}",
            "annex": request.annex,
            "marking": request.marking,
        },
    )


def _row(request: FormRequest, indicator: Indicator, item: Assessment) -> tuple[Cell, ...]:
    names = {**RATING, **rating_words(request.plan.plan)}
    return (
        Cell(indicator.no),
        Cell(typeset(indicator.name)),
        Cell(names[item.computed]),
        Cell(_declared(item, names)),
        Cell(names[item.decided] if item.decided else None),
        Cell(names[item.effective]),
        Cell(words.EXPLANATION[item.explanation_owed]),
        Cell(item.derivation),
        Cell(required_words(item.required)),
        Cell("\n".join(_problems(request, indicator, item))),
    )


def _declared(item: Assessment, names: Mapping[str, str]) -> str | None:
    if not item.declared:
        return None
    name = names.get(item.declared, item.declared)
    return words.STALE.format(rating=name) if item.declared_stale else name


def required_words(required: Required | None) -> str | None:
    """达标所需值 in short: <0.32, for counts the last whole number that passes (≤101); the state where it is no number."""
    if required is None:
        return None
    if required.state != "open" or required.value is None:
        return REQUIRED_STATE.get(required.state)
    if required.integer is not None:
        return f"{'≥' if required.op.upward else '≤'}{required.integer}"
    return f"{required.op.printed}{plain(required.value.normalize())}"


def _problems(request: FormRequest, indicator: Indicator, item: Assessment) -> list[str]:
    measure = request.plan.plan.measure_by_id[indicator.measure]
    measures = {measure.id, *((measure.ratio.num, measure.ratio.den) if measure.ratio else ())}
    found = [joined(item.missing)] if item.missing else []
    for problem in request.problems:
        match problem.path:
            case ("measures" | "explanations", name, *_) if name in measures:
                found.append(problem.sentence)
            case ("plans", plan, _, name, *_) if plan == item.plan and name in (indicator.id, measure.id):
                found.append(problem.sentence)
    return list(dict.fromkeys(found))
