"""附件1 and 滞后指标分析说明 as documents: which paragraphs they have; docx_file makes the file of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from evaltui.assess.drafting import draft_sentences, draft_text
from evaltui.assess.duties import contributors, duties
from evaltui.assess.report_body import Paragraph, owed_sections, report_body
from evaltui.assess.results import Assessment
from evaltui.assess.slots import EXPLANATION_KEYS, explanation_path
from evaltui.catalogue import forms as forms
from evaltui.catalogue import report as words
from evaltui.catalogue.words import REPORT_MODE, WHOLE_CITY
from evaltui.errors import UsageProblem, problem
from evaltui.exchange.docx_file import Line, StyleName, document_bytes, signature, title_lines
from evaltui.exchange.printed import chinese_date
from evaltui.exchange.request import FormRequest
from evaltui.exchange.signatures import sealing
from evaltui.exchange.typography import typeset
from evaltui.exchange.zipfix import moment
from evaltui.plan.model import Indicator, Plan
from evaltui.store.record import Record
from evaltui.text import clean_line

_STYLES: dict[str, StyleName] = {
    "first": "Heading1",
    "second": "Heading2",
    "text": "Normal",
    "drafted": "Normal",
    "note": "Note",
}


def report_document(request: FormRequest) -> bytes:
    """The report of a unit, or the city's, on one plan. UsageProblem where there is none to make."""
    plan, record = request.plan.plan, request.record
    title = record.text("plans", plan.id, "report", "title").strip() or typeset(request.title)
    mode = record.text("plans", plan.id, "report_mode")
    mine = None if request.unit is None else duties([plan], request.settings, request.city, request.records)
    owed = None if mine is None or request.unit is None else owed_sections(plan, mine[request.unit.id])
    merged = _merged_in(request)
    draft = _draft(request, (plan, *merged))
    body = report_body(record, plan, drafts={"indicators": draft}, owed=owed)
    written = any(item.kind == "text" and item.text != words.NOTHING_OWED for item in body)
    if not written and mode in ("merged", "part"):
        raise UsageProblem(problem("report_elsewhere", unit=sealing(request), how=_elsewhere(request, mode)))
    if not written and mine is not None and request.unit is not None and plan.id not in mine[request.unit.id].report:
        name = request.annex or request.form.title
        raise UsageProblem(problem("form_has_no_items", unit=request.unit.label, form=name))
    below = [words.MERGED_TITLE.format(plans="、".join(item.short or item.title for item in merged))] if merged else []
    if mode == "part":
        below.append(words.PART_OF.format(unit=_host_unit(request)))
    return _document(request, title, below, _lines(request, body))


def explanations_document(request: FormRequest) -> bytes:
    """The sealed explanation of everything that lags: where it stands, why, how it will end, what is done about it."""
    plan = request.plan.plan
    judged = [(item, request.judged().get((plan.id, item.id))) for item in plan.indicators]
    mine = [(indicator, found) for indicator, found in judged if found is not None]
    if not mine and request.unit is not None:
        name = request.annex or request.form.title
        raise UsageProblem(problem("form_has_no_rows", unit=request.unit.label, form=name))
    return _document(request, typeset(request.title), [], list(_explanations(request, plan, mine)))


def _document(request: FormRequest, title: str, below: Sequence[str], body: Sequence[Line]) -> bytes:
    record, plan = request.record, request.plan.plan
    day = record.get("plans", plan.id, "date")
    dated = chinese_date(day) if isinstance(day, date) else forms.BLANK_DATE
    lines = [Line("Marking", request.marking)] if request.marking else []
    lines += [Line("Title", line) for line in title_lines(title)]
    lines += [Line("Subtitle", line) for line in (sealing(request), *below)]
    lines += [Line("Normal", ""), *body, Line("Normal", "", keep=True)]
    lines += signature(sealing(request), dated)
    return document_bytes(lines, moment(request.as_of), title)


def _lines(request: FormRequest, body: Sequence[Paragraph]) -> list[Line]:
    """What an edition shows of a body: notes and the marks of drafted text are for the review."""
    review = request.edition == "review"
    found = []
    for item in body:
        if item.kind == "note" and not review:
            continue
        style = "Drafted" if item.kind == "drafted" and review else _STYLES[item.kind]
        found.append(Line(style, item.text))
    return found


def _draft(request: FormRequest, plans: Sequence[Plan]) -> str:
    """The indicator part as the data give it, of every plan that the report is about."""
    others = request.records if request.unit is None else {}
    label = WHOLE_CITY if request.unit is None else request.unit.label
    drafts = (
        draft_text(plan, label, request.assessments, request.record, request.settings, others=others) for plan in plans
    )
    return "\n".join(draft for draft in drafts if draft)


def _merged_in(request: FormRequest) -> tuple[Plan, ...]:
    """The other plans whose report the owner merged into this one."""
    host, record = request.plan.plan.id, request.record
    return tuple(
        item.plan
        for item in request.plans
        if item.plan.id != host
        and record.text("plans", item.plan.id, "report_mode") == "merged"
        and record.text("plans", item.plan.id, "report_with") == host
    )


def _elsewhere(request: FormRequest, mode: str) -> str:
    host = request.record.text("plans", request.plan.plan.id, "report_with")
    if mode == "part":
        return f"{REPORT_MODE[mode]}（{_host_unit(request)}）"
    plan = next((item.plan for item in request.plans if item.plan.id == host), None)
    return f"{REPORT_MODE[mode]}（{host if plan is None else plan.short or plan.title}）"


def _host_unit(request: FormRequest) -> str:
    host = request.record.text("plans", request.plan.plan.id, "report_with")
    unit = request.settings.unit_by_id.get(host)
    return host if unit is None else unit.name


def _explanations(request: FormRequest, plan: Plan, judged: Sequence[tuple[Indicator, Assessment]]) -> Iterator[Line]:
    """Measure by measure, in printed order: one explanation serves every row that stands on the measure."""
    shown: dict[str, list[tuple[Indicator, Assessment]]] = {}
    for indicator, found in judged:
        told = any(_told(request, plan, indicator, key) for key in EXPLANATION_KEYS)
        if (found.explanation_owed and _answers(request, plan, indicator)) or told:
            shown.setdefault(indicator.measure, []).append((indicator, found))
    if not shown:
        yield Line("Normal", words.NO_EXPLANATION.format(unit=sealing(request)))
        return
    others = request.records if request.unit is None else {}
    label = WHOLE_CITY if request.unit is None else request.unit.label
    sentences = {
        draft.indicator: draft.standing
        for draft in draft_sentences(plan, label, request.assessments, request.record, request.settings, others=others)
    }
    for number, (measure, every) in enumerate(shown.items()):
        rows = [(indicator, found) for indicator, found in every if found.explanation_owed] or every
        title = typeset(plan.measure_by_id[measure].name)
        yield Line("Heading1", words.FIRST.format(number=_numeral(number), title=title))
        yield Line("Heading2", words.SECOND.format(number=_numeral(0), title=words.STANDING))
        yield from (Line("Normal", sentences[indicator.id]) for indicator, _ in rows)
        if request.edition == "review":
            yield from (Line("Note", f"{words.BASIS}：{found.derivation}") for _, found in rows if found.derivation)
        yield from _told_lines(request, plan, [indicator for indicator, _ in rows])


def _told_lines(request: FormRequest, plan: Plan, rows: Sequence[Indicator]) -> Iterator[Line]:
    for number, key in enumerate(EXPLANATION_KEYS, 1):
        yield Line("Heading2", words.SECOND.format(number=_numeral(number), title=words.EXPLANATION_KEYS[key]))
        texts = dict.fromkeys(text for row in rows if (text := _told(request, plan, row, key)))
        lines = [clean_line(line) for text in texts for line in text.split("\n")]
        if any(lines):
            yield from (Line("Normal", line) for line in lines if line)
        elif request.edition == "review":
            yield Line("Note", words.TO_FILL)


def _told(request: FormRequest, plan: Plan, indicator: Indicator, key: str) -> str:
    """What the owner says; of the city, what the unit says that answers first."""
    records = [request.record]
    if request.unit is None:
        answering = contributors(indicator.measure, (plan,), request.settings, request.city)
        records += [request.records[unit] for unit in answering[:1] if unit in request.records]
    return next((said for record in records if (said := _said(record, plan, indicator, key))), "")


def _said(record: Record, plan: Plan, indicator: Indicator, key: str) -> str:
    return record.text(*explanation_path(record, plan.id, indicator.id, indicator.measure, key)).strip()


def _answers(request: FormRequest, plan: Plan, indicator: Indicator) -> bool:
    """True where the owner owes the explanation: the city, or the unit that answers first."""
    if request.unit is None:
        return True
    answering = contributors(indicator.measure, (plan,), request.settings, request.city)
    return answering[:1] == (request.unit.id,)


def _numeral(at: int) -> str:
    tens, ones = divmod(at + 1, 10)
    if tens == 0:
        return words.NUMERALS[ones - 1]
    return ("" if tens == 1 else words.NUMERALS[tens - 1]) + "十" + (words.NUMERALS[ones - 1] if ones else "")
