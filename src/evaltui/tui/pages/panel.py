"""The lines under the grid: why the row under the cursor is rated as it is, and what it would take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from evaltui.assess.results import Assessment, Required
from evaltui.catalogue.words import ATTRIBUTE, REQUIRED_STATE, SEVERITY
from evaltui.errors import Problem, Severity
from evaltui.store.record import Record
from evaltui.text import plain, round_half_up
from evaltui.tui.cells import Glyphs, Line, Span, fit, fit_line, wrap
from evaltui.tui.grid.model import Judged, Place, Row, figure_at, tab_name
from evaltui.tui.grid.paint import Facts, rating_style, rating_word, tidy

LABEL = 9
_ORDER = {Severity.MUST_FIX: 0, Severity.MUST_EXPLAIN: 1, Severity.HINT: 2}
_SOURCE = {"declared": "单位自评", "decided": "市安委办认定"}


def panel(
    row: Row,
    place: Place | None,
    facts: Facts,
    problems: Iterable[Problem],
    waiting: str,
    glyphs: Glyphs,
    cells: int,
    lines: int,
) -> list[Line]:
    """The bar with the row's name and `lines` - 1 lines below it. `waiting` says why there is no rating yet."""
    bar = f" {row.number} {row.name}".rstrip() if row.number else f" {row.name}"
    if row.measure.scope:
        bar += f"  口径：{row.measure.scope}"
    out: list[Line] = [((fit(glyphs.show(bar), cells), "bar"),)]
    blocks = _blocks(row, place, facts, problems, waiting)
    for label, text, style in blocks:
        pieces = wrap(glyphs.show(text), cells - LABEL - 2)
        for at, piece in enumerate(pieces):
            head = glyphs.show(label) if at == 0 else ""
            out.append(fit_line(((fit(f" {head}", LABEL + 1), "label"), (piece, style)), cells))
    out.insert(1, fit_line(_targets(row, facts, glyphs), cells))
    del out[lines:]
    while len(out) < lines:
        out.append(((" " * cells, ""),))
    return out


def _blocks(
    row: Row, place: Place | None, facts: Facts, problems: Iterable[Problem], waiting: str
) -> list[tuple[str, str, str]]:
    """(label, text, style) in order of weight: what is wrong, the derivation, what is needed, what else."""
    blocks: list[tuple[str, str, str]] = []
    if place is not None and place in facts.overlays and facts.overlays[place].sentence:
        blocks.append(("未保存", facts.overlays[place].sentence, "question"))
    mine = sorted((item for item in problems if concerns(item, row)), key=lambda item: _ORDER[item.severity])
    here = [item for item in mine if _at(item, place)]
    blocks += [(SEVERITY[item.severity], item.sentence + item.hint, "question") for item in here[:2]]
    found = _assessed(row.judged, facts)
    if not found:
        blocks.append(("依据", waiting or "本单位这一行不单独评价。", "dim"))
    blocks += _reasons(row, found)
    others = [item for item in mine if item not in here and not unfilled(item)]
    blocks += [(SEVERITY[item.severity], item.sentence + item.hint, "question") for item in others[:3]]
    shared = shared_rows(row.judged)
    if shared:
        blocks.append(("共用", shared, "dim"))
    blocks.extend(_about(row, place, facts.record))
    return blocks


def _reasons(row: Row, found: Sequence[tuple[Assessment, Judged]]) -> list[tuple[str, str, str]]:
    """The first indicator's derivation and needs; another owner's derivation too where its rating is another one."""
    blocks: list[tuple[str, str, str]] = []
    seen: set[tuple[str, str]] = set()
    for assessment, rated in found:
        key = (rated.owner, assessment.effective)
        if key in seen or (seen and assessment.effective in {word for _, word in seen}):
            continue
        label = "依据" if len(row.owners) < 2 else f"{rated.owner}依据"
        blocks.append((label, assessment.derivation, ""))
        if not seen:
            needed = needed_sentence(assessment.required, row, rated.plan.period.last)
            if also := "；".join(part for part in (needed, schedule(assessment, row)) if part):
                blocks.append(("所需", also, ""))
            if not all(item in assessment.derivation for item in assessment.missing):
                blocks.append(("还缺", "、".join(assessment.missing), "pending"))
        seen.add(key)
    return blocks


def _about(row: Row, place: Place | None, record: Record) -> list[tuple[str, str, str]]:
    blocks: list[tuple[str, str, str]] = []
    if place is not None:
        figure = figure_at(record, place)
        parts = [part for part in (figure.reason, figure.basis, figure.note) if part]
        if parts:
            blocks.append(("备注", "；".join(parts), ""))
    source = record.text("measures", row.measure.id, "source")
    if source:
        blocks.append(("来源", source, "dim"))
    notes = [item.indicator.note for item in row.judged if item.indicator.note]
    if row.measure.note or notes:
        blocks.append(
            ("说明", "；".join(dict.fromkeys([row.measure.note, *notes] if row.measure.note else notes)), "dim")
        )
    return blocks


def _assessed(judged: Sequence[Judged], facts: Facts) -> list[tuple[Assessment, Judged]]:
    if facts.assessments is None:
        return []
    return [(facts.assessments[item.key], item) for item in judged if item.key in facts.assessments]


def _targets(row: Row, facts: Facts, glyphs: Glyphs) -> Line:
    """Targets and ratings of all owners side by side: 南通 >15 约束性 提前实现   海安 下降15% 约束性 提前实现."""
    spans: list[Span] = []
    for at, owner in enumerate(row.owners):
        seen: set[tuple[str, str]] = set()
        for item in row.of_owner(owner):
            indicator = item.indicator
            target = indicator.target_text or "目标待定"
            word, style = "…", "dim"
            if facts.assessments is not None:
                found = facts.assessments.get(item.key)
                word, style = ("—", "dim") if found is None else (rating_word(found, item), rating_style(found, item))
                if found is not None and found.source != "computed":
                    word += f"({_SOURCE[found.source]})"
            if (target, word) in seen:
                continue
            seen.add((target, word))
            spans.append((glyphs.show(f"{'   ' if at or len(seen) > 1 else ' '}{owner} "), "label"))
            spans.append((glyphs.show(f"{target} "), "cursor_row"))
            if indicator.attribute != "unmarked":
                spans.append((glyphs.show(f"{ATTRIBUTE[indicator.attribute]} "), "dim"))
            spans.append((glyphs.show(word), style))
    if not spans:
        spans.append((" 这一项是计算别的指标用的基础数据，没有单独的目标。", "dim"))
    return tuple(spans)


def concerns(item: Problem, row: Row) -> bool:
    """True where a problem is about this row's measure or one of its indicators."""
    return row.measure.id in item.path or any(judged.indicator.id in item.path for judged in row.judged)


def _at(item: Problem, place: Place | None) -> bool:
    """True for a problem of the cell under the cursor."""
    return place is not None and item.path == ("measures", place.measure, place.slot, str(place.year))


def unfilled(item: Problem) -> bool:
    """True for what is only empty as yet: the grid and the counts show that already."""
    return item.code.endswith("_missing") or item.code == "rating_pending"


def schedule(assessment: Assessment, row: Row) -> str:
    """序时进度 as numbers: 到2024年应达12%，实际20%."""
    due, reached, year = (assessment.facts.get(name) for name in ("schedule", "to_date", "t"))
    if not isinstance(due, str) or not isinstance(reached, str):
        return ""
    uom = "%" if row.falls else row.measure.uom
    return f"序时进度：到{year}年应达{_short(due)}{uom}，实际{_short(reached)}{uom}"


def _short(number: str) -> str:
    """A computed figure in at most two decimals."""
    return plain(tidy(round_half_up(Decimal(number), 2)))


def needed_sentence(required: Required | None, row: Row, year: int) -> str:
    """达标所需值 in words: 2025年控制在101起以内."""
    if required is None:
        return ""
    if required.state != "open":
        return f"{year}年：{REQUIRED_STATE[required.state]}"
    uom = row.measure.uom
    if required.integer is not None:
        if required.op.upward:
            return f"{year}年不少于{required.integer}{uom}方可达标"
        return f"{year}年控制在{required.integer}{uom}以内方可达标"
    if required.value is None:
        return ""
    return f"{year}年{required.op.printed}{plain(tidy(required.value))}{uom}方可达标"


def shared_rows(judged: Sequence[Judged]) -> str:
    """Where else a shared measure stands, by the names of the tabs: 南通安全规划第1行、海安安全规划第2行."""
    if len(judged) < 2:
        return ""
    return "只填一次，同时用于" + "、".join(
        f"{tab_name(item.plan, item.table)}第{item.indicator.no}行" for item in judged
    )
