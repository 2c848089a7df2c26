"""Checks of free texts: template wording, empty ones, repeated ones, old ones, personal data, lists that do not add up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from evaltui.assess.prose import folded, pairs, run_together
from evaltui.assess.report_body import (
    headings,
    is_heading,
    owed_sections,
    report_length,
    section_title,
)
from evaltui.assess.unit_facts import Rule, UnitFacts
from evaltui.assess.unit_texts import Text
from evaltui.errors import Problem, problem
from evaltui.store.record import Path
from evaltui.text import fold

SHORT: Final = 20
"""Texts below this many characters may well be equal: 已按计划完成。"""
EXCERPT: Final = 24

_GAP: Final = re.compile(
    r"[〔（(\[【]\s*(?:待(?:补充|补|填|填写|定|核实|完善)|以下为系统按数据起草)[^〕）)\]】]*[〕）)\]】]"
)
_TEMPLATE: Final = re.compile(
    r"(?<![A-Za-z])[XxＸｘ]{2,}(?![A-Za-z])"
    r"|[×╳]{2,}"
    r"|(?<![0-9０-９A-Za-z])[XxＸｘ×]\s*[年月日](?=\s*[XxＸｘ×0-9]|[^A-Za-z]|$)"
    r"|[（(]\s*示\s*例\s*[)）]"
    r"|[_＿]{3,}"
    r"|(?<![一二三四五六七八九〇○])[○]{2,}(?![一二三四五六七八九〇○年])"
    r"|〔(?![\d０-９〇○一二三四五六七八九零]+〕)[^〕]*〕"
    r"|[（(](?:此处|请)(?:填写|说明|写明|补充)[^）)]*[）)]"
)
LEFTOVERS: Final = re.compile(f"{_GAP.pattern}|{_TEMPLATE.pattern}")
"""What templates and drafts leave in a text, for pointing it out while it is written."""

_ELSEWHERE: Final = re.compile(
    r"[（(]?(?:详细?(?:情况)?)?(?:请)?(?:见|参见|参阅|同|如)(?:附件|附表|上|上文|上述|前|前文|下|后|下文|报告|总结|另附|上表|下表)"
    r"(?:\d+|[一二三四五六七八九十]+)?(?:材料|报告|文件|内容|说明|所述|表)?[)）]?[。.；;]?"
)
_SAME: Final = re.compile(r"[（(]?(?:内容)?同(?:上|前)(?:条|项|述|一条)?[)）]?[。.；;]?")
_STALE: Final = re.compile(
    r"截[至止]到?(20\d\d)年|预计到?(20\d\d)年底?(?!以)|到(20\d\d)年底?[^。；，]{0,8}?(?:将|预计)"
)
_DAY: Final = re.compile(r"截[至止]到?(20\d\d)年(\d{1,2})月(?:(\d{1,2})日)?")
_LOOKED_BACK: Final = ("后", "以来", "提出", "指出", "发现", "反馈", "意见", "中", "问题", "整改", "建议", "时", "结果")
_MOBILE: Final = re.compile(r"(?<![\d.])1[3-9]\d{9}(?![\d.元万亿吨%])")
_IDENTITY: Final = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SAID: Final = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")


def leftovers(facts: UnitFacts) -> Iterator[Problem]:
    """L-4: 待补充 marks, and wording of a template: XXX, （示例）, blanks to fill."""
    for text in facts.texts:
        gaps = list(dict.fromkeys(found[0] for found in _GAP.finditer(text.text)))
        for found in gaps:
            yield _problem("text_gap_left", text, found=_cut(found))
        rest = _GAP.sub("", text.text)
        for found in dict.fromkeys(_around(rest, item) for item in _TEMPLATE.finditer(rest)):
            yield _problem("text_template_left", text, found=found)


def empty_ones(facts: UnitFacts) -> Iterator[Problem]:
    """L-3 and S-24: a text that is only headings or marks, or only points elsewhere."""
    for text in facts.texts:
        if text.kind == "report":
            known = headings(facts.plan(text.plan))
            body = [line for line in text.text.split("\n") if line.strip() and not is_heading(line, known)]
        else:
            body = [text.text]
        if not any(_SAID.search(line) for line in body):
            yield _problem("text_only_headings", text)
        elif _ELSEWHERE.fullmatch(text.text) or _SAME.fullmatch(text.text):
            yield _problem("text_see_elsewhere", text, found=_cut(text.text))


def lengths(facts: UnitFacts) -> Iterator[Problem]:
    """L-1, L-2: a report near its limit or above it; never in the way of handing in."""
    unit = facts.settings.unit_by_id.get(facts.unit)
    limit = None if unit is None else facts.settings.round.report_limit.get(unit.kind)
    if limit is None:
        return
    for plan in facts.plans:
        if plan.id not in facts.duties.report:
            continue
        length = report_length(facts.record, plan, limit, owed=owed_sections(plan, facts.duties))
        longest = [(section_title(plan, key), count) for key, count in length.sections[:3]]
        path = _report_path(plan.id, length.sections[0][0] if length.sections else "tasks")
        place = f"{plan.short or plan.title}报告"
        if length.too_long:
            said = "、".join(f"{title}{count}字" for title, count in longest)
            yield problem(
                "report_too_long", place, path=path, total=length.total, limit=limit, over=length.over, longest=said
            )
        elif length.near:
            side = "超出" if length.over else "距"
            difference = length.over or limit - length.total
            yield problem(
                "report_near_limit",
                place,
                path=path,
                total=length.total,
                limit=limit,
                side=side,
                difference=difference,
            )


def drafted_ones(facts: UnitFacts) -> Iterator[Problem]:
    """Parts of a report that are still as the program drafted them."""
    for plan in facts.plans:
        drafted = facts.record.get("plans", plan.id, "report", "drafted")
        keys = drafted if isinstance(drafted, tuple) else ()
        for text in facts.texts:
            if text.kind == "report" and text.plan == plan.id and text.key in keys:
                yield _problem("report_still_drafted", text)


def repeated_ones(facts: UnitFacts) -> Iterator[Problem]:
    """A text that stands word for word in two places; the same thing in two plans may be told alike.

    Two reports with equal parts are one problem, with the way out: one report for both plans.
    """
    first: dict[str, Text] = {}
    reports: dict[tuple[str, str], list[Text]] = {}
    for text in facts.texts:
        key = fold(text.text)
        if len(key) < SHORT or text.key == "reason":
            continue
        other = first.setdefault(key, text)
        if other is text or _same_thing(facts, text, other):
            continue
        if text.kind == other.kind == "report" and text.plan != other.plan:
            reports.setdefault((text.plan, other.plan), []).append(text)
        else:
            yield _problem("text_repeated", text, other=other.place)
    for (plan, other_plan), texts in reports.items():
        one, two = facts.plan(plan), facts.plan(other_plan)
        yield problem(
            "reports_alike",
            f"{one.short or one.title}报告",
            path=texts[0].path,
            sections="、".join(section_title(one, text.key) for text in texts),
            other=f"{two.short or two.title}报告",
        )


def old_ones(facts: UnitFacts) -> Iterator[Problem]:
    """Texts left from an earlier round: its name, 截至 a year that is long over, a forecast of the past."""
    through = facts.settings.round.actual_through
    for text in facts.texts:
        said = folded(text.text)
        found = _old_round(facts, text, said)
        base = min((plan.period.base for plan in facts.plans), default=through)
        found += [
            item[0]
            for item in _STALE.finditer(said)
            if base < int(next(year for year in item.groups() if year)) < through
        ]
        for excerpt in dict.fromkeys(found):
            yield _problem("text_earlier_round", text, found=excerpt)


def after_cutoff(facts: UnitFacts) -> Iterator[Problem]:
    """T-12: texts and dates beyond the day to which this round's progress is told."""
    cutoff = facts.settings.round.cutoffs.get("progress")
    if cutoff is None:
        return
    shown = f"{cutoff.year}年{cutoff.month}月{cutoff.day}日"
    for text in facts.texts:
        for found in _DAY.finditer(folded(text.text)):
            year, month, day = int(found[1]), int(found[2]), found[3]
            said = (year, month, int(day)) if day else (year, month)
            if said > (cutoff.year, cutoff.month, cutoff.day)[: len(said)]:
                yield _problem("text_after_cutoff", text, found=found[0], cutoff=shown)
    for path, day in _dates(facts):
        if day > cutoff:
            found_day = f"{day.year}年{day.month}月{day.day}日"
            yield problem("text_after_cutoff", facts.title(path), path=path, found=found_day, cutoff=shown)


def personal_data(facts: UnitFacts) -> Iterator[Problem]:
    """S-23: numbers of mobiles and identity cards in texts that get printed."""
    for text in facts.texts:
        said = folded(text.text)
        for found in dict.fromkeys(_IDENTITY.findall(said)):
            if _is_identity(found):
                yield _problem("text_personal_data", text, what="身份证号", found=f"{found[:6]}********{found[-2:]}")
        for found in dict.fromkeys(_MOBILE.findall(said)):
            yield _problem("text_personal_data", text, what="手机号码", found=f"{found[:3]}****{found[-4:]}")


def lists(facts: UnitFacts) -> Iterator[Problem]:
    """L-6: 分别 with more or fewer figures than nouns; figures whose separators were lost."""
    for text in facts.texts:
        said = folded(text.text)
        for found in dict.fromkeys(run_together(said)):
            yield _problem("text_numbers_run_together", text, found=found)
        for item in pairs(said):
            if not item.fits:
                nouns = str(item.fewest) if item.fewest == item.most else f"{item.fewest}至{item.most}"
                yield _problem("text_pairs_uneven", text, found=item.excerpt, nouns=nouns, figures=len(item.figures))


RULES: Final[tuple[Rule, ...]] = (
    leftovers, empty_ones, lengths, drafted_ones, repeated_ones, old_ones, after_cutoff, personal_data, lists,
)  # fmt: skip  # one list of words


def _problem(code: str, text: Text, **told: str | int) -> Problem:
    return problem(code, text.place, path=text.path, severity=None, **told)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[:EXCERPT]}…"


def _around(text: str, found: re.Match[str]) -> str:
    """What was found with a few characters behind it, so that it can be recognised: XX项目."""
    tail = re.match(r"[\u3400-\u9fff]{0,4}", text[found.end() :])
    return _cut(found[0] + (tail[0] if tail else ""))


def _report_path(plan: str, key: str) -> Path:
    return ("plans", plan, "report", *key.split(".", 1))


def _same_thing(facts: UnitFacts, one: Text, other: Text) -> bool:
    """True for one thing that two plans name: a project or commitment with same_as, an explanation of a measure."""
    if one.kind != other.kind or one.key != other.key or one.kind not in ("project", "commitment", "explanation"):
        return False
    if one.kind == "explanation":
        return one.subject == other.subject
    items = {(plan.id, item.id): item.same_as for plan in facts.plans for item in plan.projects if item.same_as}
    items |= {(plan.id, item.id): item.same_as for plan in facts.plans for item in plan.commitments if item.same_as}
    ours, theirs = f"{one.plan}:{one.subject}", f"{other.plan}:{other.subject}"
    return items.get((one.plan, one.subject)) == theirs or items.get((other.plan, other.subject)) == ours


def _old_round(facts: UnitFacts, text: Text, said: str) -> list[str]:
    """Mentions of another round by name, where they do not look back at it (中期评估后, 中期评估提出的问题)."""
    plans = [plan for plan in facts.plans if text.plan in ("", plan.id)]
    now = facts.settings.round
    titles = {item.title for plan in plans for item in plan.rounds if item.id != now.id and item.title != now.title}
    found = []
    for title in sorted(titles):
        for match in re.finditer(re.escape(title), said):
            rest = said[match.end() : match.end() + 6]
            looked_back = any(word in rest for word in _LOOKED_BACK) or said[: match.start()].endswith(("自", "在"))
            if not looked_back:
                found.append(said[max(0, match.start() - 4) : match.end() + 4].strip("，。；、"))
    return found


def _dates(facts: UnitFacts) -> Iterator[tuple[Path, date]]:
    """The dates of progress that a unit wrote down."""
    for plan in facts.plans:
        for kind in ("tasks", "commitments", "projects"):
            for rest, leaf in facts.record.below("plans", plan.id, kind):
                if len(rest) == 2 and rest[1] in ("as_of", "done_on") and type(leaf) is date:
                    yield ("plans", plan.id, kind, *rest), leaf


def _is_identity(number: str) -> bool:
    """True where the check digit of an identity card's number fits."""
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()
