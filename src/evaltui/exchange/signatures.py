"""Who seals and signs a form: 单位（盖章）, 填表人, 审核人, 联系电话, 填报日期."""

from __future__ import annotations

from datetime import date

from evaltui.catalogue import forms as words
from evaltui.exchange.printed import chinese_date
from evaltui.exchange.request import FormRequest
from evaltui.exchange.typography import sealed_name
from evaltui.text import clean_line, width


def sealing(request: FormRequest) -> str:
    """The name on the seal: the unit's, or the office's for the city."""
    name = request.settings.office if request.unit is None else request.unit.name
    return sealed_name(name, request.settings.region)


def signatures(request: FormRequest) -> tuple[str, ...]:
    """The line under a form: as filled in, else room to write by hand; never dated by the clock."""
    plan, record = request.plan.plan.id, request.record
    parts = []
    for key, label, room in words.SIGNATURES:
        said = clean_line(record.text("plans", plan, key))
        parts.append(label + said + "\u3000" * max(2, room - width(said) // 2))
    day = record.get("plans", plan, "date")
    dated = chinese_date(day) if isinstance(day, date) else words.BLANK_DATE
    return ("".join(parts) + words.SIGNATURE_DATE.format(date=dated),)
