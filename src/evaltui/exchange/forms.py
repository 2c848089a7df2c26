"""From a request to the named tables of a form: which kinds there are, and what each edition carries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from evaltui.assess.duties import Kind
from evaltui.errors import UsageProblem, problem
from evaltui.exchange.basis_sheet import basis_table
from evaltui.exchange.data_tables import DATA_FORMS, data_tables
from evaltui.exchange.indicators_form import indicators_table, shown_rows
from evaltui.exchange.list_forms import contacts_table, list_table
from evaltui.exchange.raw_sheet import feeds_indicators, feeds_list, identity_table, raw_table
from evaltui.exchange.report_docx import explanations_document, report_document
from evaltui.exchange.request import FormRequest
from evaltui.exchange.tables import Table
from evaltui.exchange.verify_code import with_code
from evaltui.exchange.write import FORMATS
from evaltui.plan.contract import ExportFormat
from evaltui.store.record import Path

__all__ = ["DATA_FORMS", "DOCUMENTS", "KINDS", "FormRequest", "build"]


def _indicators(request: FormRequest) -> tuple[Table, ...]:
    concerns = feeds_indicators(request.plan.plan, [indicator for indicator, _ in shown_rows(request)])
    extra = (basis_table(request),) if request.edition == "review" else ()
    return _sheets(request, indicators_table(request), concerns, extra)


def _listed(kind: Kind) -> Builder:
    def made(request: FormRequest) -> tuple[Table, ...]:
        return _sheets(request, list_table(request, kind), feeds_list(request.open_plans, kind))

    return made


def _contacts(request: FormRequest) -> tuple[Table, ...]:
    return _sheets(request, contacts_table(request), feeds_list(request.open_plans, "contact"))


def _sheets(
    request: FormRequest, form: Table, concerns: Callable[[Path], bool], extra: tuple[Table, ...] = ()
) -> tuple[Table, ...]:
    """A form with the sheets that its edition carries."""
    if request.edition == "upward":
        return (form,)
    carried = (raw_table(request, concerns), identity_table(request, form))
    coded = with_code(form) if request.edition == "filing" and request.with_code else form
    return coded, *extra, *carried


Builder: TypeAlias = Callable[[FormRequest], tuple[Table, ...]]

KINDS: Mapping[str, Builder] = {
    "indicators": _indicators,
    "projects": _listed("projects"),
    "tasks": _listed("tasks"),
    "commitments": _listed("commitments"),
    "contacts": _contacts,
    "data": data_tables,
}
"""Kind of [[forms]] -> its builder."""


DOCUMENTS: Mapping[str, Callable[[FormRequest], bytes]] = {
    "report": report_document,
    "explanations": explanations_document,
}
"""Kind of [[forms]] -> what writes it as a docx."""


def core_formats() -> tuple[ExportFormat, ...]:
    """The core's own kinds, as a plan's hook would contribute them."""
    tables = (ExportFormat(kind, FORMATS, builder) for kind, builder in KINDS.items())
    documents = (ExportFormat(kind, ("docx",), builder) for kind, builder in DOCUMENTS.items())
    return (*tables, *documents)


def build(request: FormRequest) -> tuple[Table, ...]:
    """The tables of one form, the form itself first.

    review: form, 评价依据, 原始数据, hidden id. filing: form with its 数据校验码, 原始数据, hidden id. upward: the form alone.
    UsageProblem for a kind that cannot be made, and for a form without rows for this unit.
    """
    builder = KINDS.get(request.form.kind)
    if builder is None:
        known = "、".join((*KINDS, *DOCUMENTS))
        name = request.annex or request.form.id
        raise UsageProblem(problem("form_kind_unknown", form=name, kind=request.form.kind, kinds=known))
    first, *rest = builder(request)
    return replace(first, meta={**first.meta, "as_of": request.as_of.isoformat()}), *rest
