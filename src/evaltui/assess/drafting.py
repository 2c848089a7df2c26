"""Drafted sentences for a report's indicator part: one per indicator, every figure from its assessment.

Nothing is guessed: where a figure or an explanation is missing, the sentence says 〔待补充：…〕 and gives no rating.
Figures are printed with the decimals that the tables print.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from evaltui.assess.counts import count_ratings, counts_sentence
from evaltui.assess.duties import contributors
from evaltui.assess.printed_figures import JudgedRow, held
from evaltui.assess.results import Assessment, YearCell
from evaltui.assess.slots import explanation_path
from evaltui.catalogue import drafts as words
from evaltui.catalogue.words import RATING, YEAR_STATE
from evaltui.plan.model import Indicator, Plan
from evaltui.store.record import Record
from evaltui.store.settings import Settings
from evaltui.text import plain, shown

CITY: Final = "city"
NO_OTHERS: Final[Mapping[str, Record]] = MappingProxyType({})
_SIGNS: Final = re.compile("[<>≤≥＜＞≦≧]")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_UOM_IN_NAME: Final = re.compile(r"[（(]\s*[%％‰]\s*[）)]")


@dataclass(frozen=True, slots=True)
class Draft:
    """One indicator's sentence: `standing` (target, figures, rating), then why it lags.

    `complete`: it has no 待补充 in it.
    """

    plan: str
    table: str
    indicator: str
    standing: str
    explanation: str
    complete: bool

    @property
    def text(self) -> str:
        """The whole sentence."""
        return self.standing + self.explanation


def draft_sentences(
    plan: Plan,
    unit_label: str,
    assessments: Sequence[Assessment],
    record: Record,
    settings: Settings,
    *,
    others: Mapping[str, Record] = NO_OTHERS,
) -> tuple[Draft, ...]:
    """A sentence for every judged indicator of the record's owner (a unit, or the city), in printed order.

    `assessments` may hold other subjects' too. `unit_label` says who declared a rating. `others`: the units' records
    behind the city's figures; a lead's explanation stands where the city has none.
    """
    owner = None if record.owner == CITY else record.owner
    judged = {item.indicator: item for item in assessments if item.unit == owner and item.plan == plan.id}
    found = []
    for table in plan.tables:
        for indicator in plan.rows(table.id):
            if indicator.id in judged:
                row = JudgedRow(
                    indicator,
                    plan.measure_by_id[indicator.measure],
                    judged[indicator.id],
                    plan.period,
                    (record, *others.values()),
                )
                sentence = _Sentence(plan, unit_label, record, settings, row, others)
                said = sentence.standing(), "".join(sentence.explanation())
                found.append(Draft(plan.id, table.id, indicator.id, *said, words.GAP not in "".join(said)))
    return tuple(found)


def draft_opening(plan: Plan, unit_label: str, assessments: Sequence[Assessment], owner: str) -> str:
    """How many indicators stand where, by the owners of the plan's tables; "" where the subject has none."""
    unit = None if owner == CITY else owner
    counts = count_ratings(assessments, (plan,), unit)
    pattern = words.OF_CITY if unit is None else words.OF_UNIT
    said = []
    for item in counts.owners:
        text = pattern.format(unit=unit_label, counts=counts_sentence(counts, item.owner))
        several = len(counts.owners) > 1 and item.owner
        said.append(words.BY_OWNER.format(owner=item.owner, counts=text) if several else text)
    return "".join(said)


def draft_text(
    plan: Plan,
    unit_label: str,
    assessments: Sequence[Assessment],
    record: Record,
    settings: Settings,
    *,
    others: Mapping[str, Record] = NO_OTHERS,
) -> str:
    """The whole part: the counts, then table by table one sentence per line; "" where the subject has no indicator."""
    drafts = draft_sentences(plan, unit_label, assessments, record, settings, others=others)
    tables = dict.fromkeys(item.table for item in drafts)
    lines = [draft_opening(plan, unit_label, assessments, record.owner)] if drafts else []
    for table in tables:
        if len(tables) > 1:
            lines.append(words.BY_TABLE.format(table=plan.table_by_id[table].title))
        lines += [item.text for item in drafts if item.table == table]
    return "\n".join(lines)


def bare_name(indicator: Indicator) -> str:
    """An indicator's name in a sentence: 生产安全事故起数下降（%） without its （%）."""
    return _UOM_IN_NAME.sub("", indicator.name).strip()


def target_words(row: JudgedRow) -> str:
    """The target of a row as a sentence says it: 大于15%, 不低于2.5平方米/人, 下降15%, 100%."""
    indicator, target = row.indicator, row.target
    uom = "%" if row.is_fall else row.measure.uom
    printed = indicator.target_text.strip()
    down = words.GROWN if indicator.rule == "growth" else words.DOWN
    told = down in indicator.name or down in printed or not row.is_fall
    if target is None or (printed and not _SIGNS.search(printed) and not _NUMBER.fullmatch(printed)):
        return printed
    value = f"{plain(target.value)}{uom}"
    if _SIGNS.search(printed) or not printed:
        value = words.COMPARED[target.comparator.value].format(value=value)
    return value if told else down + value


@dataclass(frozen=True)
class _Sentence:
    """What one sentence is made from."""

    plan: Plan
    unit_label: str
    record: Record
    settings: Settings
    row: JudgedRow
    others: Mapping[str, Record]

    def standing(self) -> str:
        """Target, figures and rating."""
        item = self.row.assessment
        missing = [gap for gap in item.missing if not self._said_otherwise(gap)]
        clauses = [self._target(), *_CLAUSES.get(self.row.indicator.rule, _levels)(self)]
        stated = words.STATEMENT.get(str(item.facts.get("statement") or ""))
        if stated and not self._forecasts():
            clauses.append(stated)
        if item.effective in ("pending", "unratable"):
            clauses.append(words.NO_RATING)
            gap = words.TO_FILL.format(what="、".join(missing)) if missing else ""
            return "，".join(clause for clause in clauses if clause) + gap + "。"
        clauses += [*self._why_behind(), self._rating()]
        return "，".join(clause for clause in clauses if clause) + "。"

    # the parts

    def _target(self) -> str:
        indicator, item = self.row.indicator, self.row.assessment
        name = bare_name(indicator)
        note = item.facts.get("target_note")
        if isinstance(note, str) and note:
            return words.TARGET_NOTE.format(name=name, note=note)
        printed = target_words(self.row)
        if item.target is None and indicator.target_scope == "superior":
            return words.TARGET_SUPERIOR.format(name=name, target=printed)
        return words.TARGET.format(name=name, target=printed) if printed else words.TARGET_OPEN.format(name=name)

    def _rating(self) -> str:
        item = self.row.assessment
        own = self.plan.rating.words.get(item.effective)
        rating = own.word if own is not None else RATING.get(item.effective, item.effective)
        if item.source == "declared":
            return words.DECLARED.format(rating=rating, unit=self.unit_label, reason=_inline(item.declared_reason))
        if item.source == "decided":
            pattern = words.DECIDED if item.decided_reason.strip() else words.DECIDED_BARE
            return pattern.format(rating=rating, office=self.settings.office, reason=_inline(item.decided_reason))
        return rating

    def _behind(self) -> bool:
        item = self.row.assessment
        own = self.plan.rating.words.get(item.effective)
        return (item.effective if own is None else own.counts_as) == "behind"

    def _why_behind(self) -> Iterator[str]:
        """未达序时进度, 预计不能完成规划目标: the two causes that the notice names."""
        item = self.row.assessment
        if not self._behind():
            return
        closed = self.settings.round.actual_through >= self.row.period.last
        missed = words.MISSED_CLOSED if closed else words.MISSED
        stated = item.facts.get("statement") and not self._forecasts()
        if item.on_schedule is False and item.meets_target is False and not stated and not closed:
            yield words.LATE_AND_MISSED.format(late=words.LATE, missed=missed)
        elif item.meets_target is False and not stated:
            yield missed
        elif item.on_schedule is False and not closed:
            yield words.LATE

    def explanation(self) -> Iterator[str]:
        """Why it lags and what comes next, in the lead's own words; the lead's sentence asks for a missing cause."""
        if not self._behind():
            return
        cause, measures = (self._told(key) for key in ("cause", "measures_taken"))
        if cause:
            yield (cause if cause.startswith(words.CAUSE_TOLD) else words.CAUSE.format(text=cause)) + "。"
        elif self.record.owner in (CITY, self._lead()):
            yield words.TO_FILL.format(what=words.CAUSE_MISSING)
        if measures:
            yield (measures if measures.startswith(words.NEXT_TOLD) else words.NEXT.format(text=measures)) + "。"

    def _told(self, key: str) -> str:
        indicator, lead = self.row.indicator, self._lead()
        for record in (self.record, *(item for owner, item in self.others.items() if owner == lead)):
            said = record.text(*explanation_path(record, self.plan.id, indicator.id, indicator.measure, key))
            if said.strip():
                return _inline(said)
        return ""

    def _lead(self) -> str:
        return next(iter(contributors(self.row.measure.id, (self.plan,), self.settings)), "")

    # the figures

    def _forecasts(self) -> bool:
        """True where the period ends with a forecast or an actual figure rather than with a statement."""
        last = self.year(self.row.period.last)
        return self.row.assessment.aggregate_all is not None or (last is not None and bool(last.state))

    def year(self, year: int) -> YearCell | None:
        """What is known of one year."""
        return next((item for item in self.row.assessment.years if item.year == year), None)

    def span(self, last: int) -> str:
        """The years from the first of the period to `last`: 2021—2024年."""
        first = self.row.period.first
        return (words.ONE_YEAR if first == last else words.SPAN).format(first=first, last=last)

    def through(self) -> int:
        """The last actual year of the period."""
        return min(self.settings.round.actual_through, self.row.period.last)

    def level(self, value: Decimal, last: int) -> str:
        """A level, mean or sum with its uom, in the decimals of its column."""
        value = held(value)
        return shown(value, self.row.aggregate_digits(value, last)) + self.row.measure.uom

    def _said_otherwise(self, gap: str) -> bool:
        """True for a gap that a clause tells already: a year that is 由上级统计 and the like."""
        return any(
            f"{item.year}年" in gap and item.state in ("by_superior", "not_available")
            for item in self.row.assessment.years
            if item.year in (self.through(), self.row.period.last)
        )

    def ends(self) -> Iterator[tuple[Decimal | None, int, bool]]:
        """(figure, last year, ahead) of the columns 前N年 and 全期 that this round has."""
        item, last = self.row.assessment, self.row.period.last
        if self.through() < last:
            if self.through() >= self.row.period.first:
                yield item.aggregate_actual, self.through(), False
            yield item.aggregate_all, last, True
        else:
            yield item.aggregate_all, last, False


def _changes(sentence: _Sentence) -> Iterator[str]:
    row, base = sentence.row, sentence.row.assessment.base
    if base is not None and base.raw == 0:
        yield from _zero_base(sentence)
        return
    for value, last, ahead in sentence.ends():
        if value is None:
            yield from _state(sentence, last)
            continue
        size, rule = held(value), row.indicator.rule
        key = "flat" if value == 0 else f"{rule}_{'good' if value > 0 else 'bad'}"
        said = words.MOVED[key].format(
            value=shown(abs(Fraction(size)), row.fall_digits(size, last)), base=row.period.base
        )
        yield words.AHEAD.format(year=last, value=said) if ahead else sentence.span(last) + said


def _zero_base(sentence: _Sentence) -> Iterator[str]:
    """Nothing to take a share of: the figures themselves."""
    years = [sentence.through(), *([sentence.row.period.last] if sentence.through() < sentence.row.period.last else [])]
    cells = [cell for year in years if (cell := sentence.year(year)) is not None and cell.raw is not None]
    if not cells:
        yield words.NOT_A_SHARE.format(base=sentence.row.period.base)
    for number, cell in enumerate(cells):
        assert cell.raw is not None
        value = shown(cell.raw, sentence.row.raw_digits(cell)) + sentence.row.measure.uom
        if number == 0 and not cell.forecast:
            yield words.KEPT_ZERO.format(base=sentence.row.period.base, year=cell.year, value=value)
        elif cell.forecast:
            yield words.AHEAD_LEVEL.format(year=cell.year, value=value)


def _levels(sentence: _Sentence) -> Iterator[str]:
    row, base = sentence.row, sentence.row.assessment.base
    for value, last, ahead in sentence.ends():
        if value is None:
            yield from _state(sentence, last)
            continue
        text = sentence.level(value, last)
        if ahead:
            yield words.AHEAD_LEVEL.format(year=last, value=text)
        elif base is None or base.raw is None or row.indicator.rule != "end_level":
            yield words.LEVEL["plain"].format(year=last, value=text)
        else:
            key = "flat" if value == base.raw else "risen" if value > base.raw else "fallen"
            start = shown(held(base.raw), row.raw_digits(base)) + row.measure.uom
            yield words.LEVEL[key].format(year=last, value=text, base=base.year, start=start)


def _totals(sentence: _Sentence) -> Iterator[str]:
    for value, last, ahead in sentence.ends():
        if value is None:
            yield from _nothing(sentence, last, ahead)
            continue
        said = _total_words(sentence, last).replace("{value}", sentence.level(value, last))
        yield words.AHEAD.format(year=last, value=said) if ahead else sentence.span(last) + said


def _total_words(sentence: _Sentence, last: int) -> str:
    rule, row = sentence.row.indicator.rule, sentence.row
    if rule == "every_year":
        upward = row.target is not None and row.target.comparator.upward
        if row.measure.nature == "duration":
            return words.TOTAL["worst_shortest" if upward else "worst_longest"]
        return words.TOTAL["worst_lowest" if upward else "worst_highest"]
    years = [item for item in row.assessment.years if item.year <= last]
    counted = sum(item.state != "not_applicable" for item in years)
    if rule == "period_mean" and counted < len(years):
        return words.TOTAL["mean_of_some"].replace("{counted}", str(counted)).replace("{all}", str(len(years)))
    return words.TOTAL[rule]


def _nothing(sentence: _Sentence, last: int, ahead: bool) -> Iterator[str]:
    """A total without a figure: nothing ever happened, or its last year says why."""
    cells = [item for item in sentence.row.assessment.years if item.year <= last]
    if cells and all(item.state == "not_occurred" for item in cells):
        yield words.NEVER_AHEAD.format(year=last) if ahead else words.NEVER.format(span=sentence.span(last))
        return
    yield from _state(sentence, last)


def _state(sentence: _Sentence, year: int) -> Iterator[str]:
    """Why there is no figure of a year, where somebody said so."""
    cell = sentence.year(year)
    if cell is not None and cell.state in ("by_superior", "not_available", "not_applicable", "not_occurred"):
        yield words.LEVEL["state"].format(year=year, state=YEAR_STATE[cell.state])


_CLAUSES: Final[Mapping[str, Callable[[_Sentence], Iterator[str]]]] = {
    "reduction": _changes,
    "growth": _changes,
    "period_mean": _totals,
    "cumulative": _totals,
    "every_year": _totals,
}
"""By rule; every other rule is told by its levels."""


def _inline(text: str) -> str:
    """A text of several lines as part of a sentence, without the stop at its end."""
    lines = [line.strip() for line in text.split("\n")]
    joined = ""
    for line in lines:
        if line:
            joined += ("；" if joined and joined[-1] not in "。；，、：！？" else "") + line
    return joined.rstrip("。；，、 ")
