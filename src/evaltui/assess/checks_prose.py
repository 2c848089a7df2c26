"""L-5: figures in texts that contradict the tables, as pairs of what is written and what the table says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from evaltui.assess.counts import count_ratings
from evaltui.assess.drafting import bare_name
from evaltui.assess.printed_figures import typed_digits
from evaltui.assess.prose import SENTENCE_END, Said, folded, pairs, statements, years_in
from evaltui.assess.results import Assessment, YearCell
from evaltui.assess.unit_facts import Rule, UnitFacts
from evaltui.assess.unit_texts import Text
from evaltui.catalogue.words import RATING
from evaltui.errors import Problem, problem
from evaltui.plan.model import Measure
from evaltui.text import plain, round_half_up, shown

SHORTEST: Final = 4
"""A name below this many characters may mean anything."""

_CHANGED: Final = re.compile(r"(?:五年|累计|总体)?(?:下降|降低|减少|增长|上升)(?:率|幅度|比例)?$|降幅$")
_BEFORE: Final = re.compile(
    r"(?:^|[，。；：、（“\n]|[年月底末]|以来|期间|全市|本市|我市|全年|其中|共|同期|目标是)(?:[和与及]|各类|一般)?$"
)
_PART_BEFORE: Final = re.compile(
    r"(?:\d月|\d{1,2}日|季度|半年|目前|今年以来|今年)(?:底|末|份|期间)?，?(?:全市|本市|我市)?(?:各类|一般)?$"
)
"""Part of a year before a name: the tables hold whole ones."""
_COUNTED: Final = re.compile("(" + "|".join((*RATING.values(),)) + r")(?:的?(?:指标)?(?:有|为|共|达)?)(\d+)(?=项)")


@dataclass(frozen=True)
class Known:
    """What the tables say of one measure of the unit."""

    measure: Measure
    assessments: tuple[Assessment, ...]

    def cell(self, year: int) -> YearCell | None:
        """The figures of one year, the base year too."""
        for item in self.assessments:
            cells = (item.base, *item.years) if item.base is not None else item.years
            found = next((cell for cell in cells if cell is not None and cell.year == year), None)
            if found is not None:
                return found
        return None

    @property
    def years(self) -> tuple[int, ...]:
        """Every year with a cell, base first."""
        found = {cell.year for item in self.assessments for cell in item.years}
        return tuple(sorted(found | {item.base.year for item in self.assessments if item.base is not None}))


def contradictions(facts: UnitFacts) -> Iterator[Problem]:
    """Statements about an indicator by name, in any text; in its explanation also those that only name a year."""
    known = _known(facts)
    names = _names(facts, known)
    for text in facts.texts:
        said = folded(text.text)
        seen: set[str] = set()
        for name, measure, item in _read(facts, text, said, names, known):
            values = tuple(_candidates(facts, known[measure], item))
            if values and not any(_same(value, item) for value in values) and item.excerpt not in seen:
                seen.add(item.excerpt)
                yield problem(
                    "text_figure_differs",
                    text.place,
                    path=text.path,
                    name=name,
                    found=_excerpt(said, item),
                    table=_table_words(known[measure], item, values),
                )


def rating_counts(facts: UnitFacts) -> Iterator[Problem]:
    """提前实现3项 in a report, against the counts of the tables, of one table or of all."""
    for text in facts.texts:
        if text.kind != "report":
            continue
        plan = facts.plan(text.plan)
        counts = count_ratings(facts.assessments, (plan,), facts.unit)
        both = count_ratings(facts.assessments, facts.plans, facts.unit)
        for found in _COUNTED.finditer(folded(text.text)):
            key = next(key for key, word in RATING.items() if word == found[1])
            tables = [table.ratings[key] for table in both.tables]
            possible = {*tables, *(owner.ratings[key] for owner in (*both.owners, *counts.owners))}
            possible |= {
                sum(table.ratings[key] for table in both.tables),
                sum(table.ratings[key] for table in counts.tables),
                *(sum(t.ratings[key] for t in both.tables if t.owner == owner.owner) for owner in both.owners),
                *(table.by_attribute[kind][key] for table in both.tables for kind in table.by_attribute),
            }
            if tables and int(found[2]) not in possible:
                said = "、".join(f"{number}项" for number in dict.fromkeys(t.ratings[key] for t in counts.tables))
                yield problem(
                    "text_counts_differ", text.place, path=text.path, found=f"{found[0]}项", table=said or "0项"
                )


RULES: Final[tuple[Rule, ...]] = (contradictions, rating_counts)


def _known(facts: UnitFacts) -> Mapping[str, Known]:
    found: dict[str, list[Assessment]] = {}
    for item in facts.assessments:
        found.setdefault(item.measure, []).append(item)
    return {measure: Known(facts.measure(measure), tuple(items)) for measure, items in found.items()}


def _names(facts: UnitFacts, known: Mapping[str, Known]) -> tuple[tuple[str, str], ...]:
    """(folded name, measure), longest first, so that 道路运输…死亡人数 is not taken for …死亡人数."""
    found: dict[str, str] = {}
    for measure_id, item in known.items():
        names = [item.measure.name, *item.measure.aliases]
        for _, indicator in facts.indicators(measure_id):
            names += [bare_name(indicator), *(alias for alias in indicator.aliases)]
        for name in names:
            bare = _CHANGED.sub("", re.sub(r"（[%％]）$", "", folded(name)))
            if len(bare) >= SHORTEST:
                found.setdefault(bare, measure_id)
    return tuple(sorted(found.items(), key=lambda pair: -len(pair[0])))


def _read(
    facts: UnitFacts, text: Text, said: str, names: Sequence[tuple[str, str]], known: Mapping[str, Known]
) -> Iterator[tuple[str, str, Said]]:
    """(name, measure, statement) of everything that is plainly said of an indicator."""
    mentions = list(_mentions(facts, said, names))
    starts = [start for start, *_ in mentions]
    for number, (_, end, name, measure) in enumerate(mentions):
        if _PART_BEFORE.search(said[: end - len(name)]):
            continue
        stop = _stop(said, end, starts[number + 1 :])
        for item in statements(said, end, known[measure].measure.uom, stop):
            yield name, measure, _dated(item, said, end - len(name))
    yield from _paired(said, names, known)
    if text.kind == "explanation" and text.subject in known:
        subject = known[text.subject].measure
        for start in years_in(said):
            for item in statements(said, start, subject.uom, _stop(said, start, [at for at in starts if at > start])):
                yield subject.name, subject.id, item


def _mentions(facts: UnitFacts, said: str, names: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, str, str]]:
    taken = [False] * len(said)
    region = facts.settings.region.partition("（")[0]
    found: list[tuple[int, int, str, str]] = []
    for name, measure in names:
        for match in re.finditer(re.escape(name), said):
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = [True] * len(name)
            before = said[max(0, match.start() - 8) : match.start()]
            if _BEFORE.search(before) or before.endswith(region):
                found.append((match.start(), match.end(), name, measure))
    return iter(sorted(found))


def _stop(said: str, start: int, later: Sequence[int]) -> int:
    end = SENTENCE_END.search(said, start)
    return min([end.start() if end else len(said), *later[:1]])


def _dated(item: Said, said: str, start: int) -> Said:
    """A statement with the year that stands right before the name: 2024年生产安全事故起数下降……"""
    if item.year is not None:
        return item
    before = re.search(r"(?:(20\d\d)年?[—至到])?(20\d\d)年(?:底|末|全年)?，?(?:全市|本市|我市)?$", said[:start])
    if before is None:
        return item
    first = int(before[1]) if before[1] else None
    return Said(
        item.kind,
        item.value,
        item.digits,
        item.excerpt,
        int(before[2]),
        first,
        item.whole,
        item.against,
        item.other,
    )


def _paired(said: str, names: Sequence[tuple[str, str]], known: Mapping[str, Known]) -> Iterator[tuple[str, str, Said]]:
    """生产安全事故起数、死亡人数同比分别下降9.2%、14.3%: each noun with its figure."""
    for pair in pairs(said):
        if len(pair.nouns) != len(pair.figures):
            continue
        head = next((name for name, _ in names if pair.nouns[0].endswith(name)), pair.nouns[0])
        before = said[: pair.start] + pair.nouns[0].removesuffix(head)
        if _PART_BEFORE.search(before):
            continue
        measures = _resolved(pair.nouns, dict(names))
        verb = re.match(r"\D*", pair.figures[0])
        for noun, measure, figure in zip(pair.nouns, measures, pair.figures, strict=True):
            if measure is None:
                continue
            own = re.match(r"\D*", figure)
            prefix = "" if own and own[0] else verb[0] if verb else ""
            clause = f"{pair.between}{prefix}{figure}"
            for item in statements(clause, 0, known[measure].measure.uom, len(clause)):
                yield noun.removeprefix(pair.nouns[0].removesuffix(head)), measure, _dated(item, before, len(before))


def _resolved(nouns: Sequence[str], names: Mapping[str, str]) -> Iterator[str | None]:
    """The measures of nouns of which the later may be short: 生产安全事故起数、死亡人数."""
    head = next((name for name in names if nouns[0].endswith(name)), None)
    for noun in nouns:
        exact = noun if noun in names else head if noun is nouns[0] else None
        if exact is None and head is not None:
            exact = next((head[:cut] + noun for cut in range(len(head), 1, -1) if head[:cut] + noun in names), None)
        yield None if exact is None else names[exact]


def _candidates(facts: UnitFacts, known: Known, item: Said) -> Iterator[Decimal]:
    """Every figure of the tables that a statement may mean; nothing where the tables cannot say."""
    years = known.years if item.year is None else (item.year,)
    if item.whole or item.first is not None:
        yield from _totals(facts, known, item)
    if item.kind == "level":
        if item.first is None and item.whole in ("", "累计"):
            yield from (cell.raw for year in years if (cell := known.cell(year)) and cell.raw is not None)
            yield from (
                figure.value
                for table, year, _, figure in facts.figures(known.measure.id)
                if year in years and figure.value is not None and figure.reading == "raw" and table != "ytd"
            )
        return
    for year in years:
        cell = known.cell(year)
        if cell is None:
            continue
        base = min(known.years)
        against_base = item.against == "base" or (item.against == "year" and item.other == base)
        against_last = item.against == "before" or (item.against == "year" and item.other == year - 1)
        if cell.fall is not None and (against_base or not item.against):
            yield cell.fall
        if cell.yoy is not None and (against_last or not item.against) and not item.whole:
            yield cell.yoy
        other = known.cell(item.other) if item.other is not None and not against_base and not against_last else None
        if other is not None and other.raw and cell.raw is not None:
            yield (other.raw - cell.raw) * 100 / other.raw


def _totals(facts: UnitFacts, known: Known, item: Said) -> Iterator[Decimal]:
    through = facts.settings.round.actual_through
    for assessment in known.assessments:
        plan = facts.plan(assessment.plan)
        rule = plan.indicator_by_id[assessment.indicator].rule
        is_change = rule in ("reduction", "growth")
        if is_change != (item.kind == "fall") or rule in ("end_level", "maintain"):
            continue
        sign = -1 if rule == "growth" else 1
        for value, last in ((assessment.aggregate_actual, through), (assessment.aggregate_all, plan.period.last)):
            if value is not None and item.year in (None, last) and item.first in (None, plan.period.first):
                yield value * sign


def _same(value: Decimal, item: Said) -> bool:
    return Fraction(round_half_up(value, item.digits)) == Fraction(item.value)


def _excerpt(said: str, item: Said) -> str:
    year = "" if item.year is None else f"{item.year}年"
    span = f"{item.first}—{year}" if item.first is not None else year
    against = {"base": "较基期", "before": "同比", "year": f"较{item.other}年", "": ""}[item.against]
    return f"{span}{item.whole}{against}{item.excerpt}"


def _table_words(known: Known, item: Said, values: Sequence[Decimal]) -> str:
    """The table's figures that the statement could mean, three at most."""
    found = []
    for value in dict.fromkeys(values):
        if item.kind == "fall":
            word = "下降" if value > 0 else "上升" if value < 0 else "持平"
            digits = max(1, item.digits)
            found.append(f"{word}{shown(abs(value), digits)}%" if value else word)
        else:
            digits = min(typed_digits(value), 4)
            found.append(f"{plain(round_half_up(value, digits))}{known.measure.uom}")
    return "、".join(list(dict.fromkeys(found))[:3]) + ("等" if len(set(found)) > 3 else "")
