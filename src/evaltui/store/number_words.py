"""Words that stand in a number cell in place of a number: states of a year, missing values, promises."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from evaltui.catalogue.words import YEAR_STATE
from evaltui.plan.model import Nature
from evaltui.store.number_checks import settle
from evaltui.store.record import Figure, YearState
from evaltui.store.typed import Slot, Typed, asked, note, quoted, refused
from evaltui.text import clean_line, fold

_STATES: tuple[tuple[YearState, str], ...] = (
    (
        "not_occurred",
        "(?:全年|当年|本年)?(?:未|没有?|无)(?:发生|出现)(?:过?(?:事故|灾害|灾情|火灾|险情|救助|响应|此类事件))?|无(?:灾害|灾情|灾)",
    ),
    ("not_applicable", r"不适用|不涉及|未开展|没有开展|n/?a|n\.a\.?|(?:不|无)需填报?|免填|无此项(?:工作|指标)?"),
    ("by_superior", "由?(?:国家|省|市|南通市?|上级)[级局厅部门]*(?:统一)?(?:统计|反馈|提供)|以上级统计(?:数)?为准"),
    ("no_system", "(?:基期|当时|当年)?尚?(?:无此|没有此?|未建立)项?制度|制度尚?未建立"),
    (
        "not_available",
        "暂缺|数据缺失|缺(?:失|数据?)?|暂无(?:数据|统计)?|无数据|[尚暂]?未统计|尚?待(?:统计|补充?|定|报|核实|查)|不详|未知|不清楚",
    ),
)
_STATE = re.compile("[按为]?(?:" + "|".join(f"(?P<{state}>{words})" for state, words in _STATES) + ")")
_LONGEST = 24
"""Characters of the longest phrase that is looked for; what is longer is a text."""
_NEEDS_REASON = ("not_applicable", "not_available")
_HALF_WIDTH = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})

_NOTHING = re.compile("无|没有|零报告|无(?:事故|死亡|伤亡|人员伤亡|人)|零(?:事故|死亡|伤亡|发生)|未死人")
_MISSING = re.compile(r"[-_/\\.,;:?*~·=()]+|空白?|nan|null|none|-?inf(?:inity)?|无法(?:统计|提供)")
_FULL = re.compile(
    "已?(?:实现)?(?:100%)?(?:全部?覆盖)(?:100%)?|100%覆盖|百分之?百(?:覆盖)?|全部(?:完成|修订|投保|达标)?"
)
_END = "(?:完成|达标|达到(?:规划)?目标?|实现)(?:任务|目标)?"
_PROMISE = re.compile(
    "(?:预[计期]|确保|保证|力争|争取|[应肯定可]*能够?|可以?|[可能]*[按如]期|可望|有望|全部|顺利)+" + _END + "|不?能"
    "|[有无没]+(?:一定)?(?:难度|困难|问题)|(?:难以|不能|无法|可能)" + _END
)
_DONE = re.compile(
    "已?经?(?:全部|基本|均|都|超额)?已?(?:完成|达标|达到(?:目标|要求)?|实现|落实|合格|正常|良好|符合(?:要求)?)(?:任务|目标)?|[√✓✔是]|ok|yes"
)
_REFERENCE = re.compile("(?:详?见|参[见照]|同)(?:[上下前后左右]|附[件表]|备注|报告|说明|材料).{0,12}|〃")
_ERROR = re.compile("#(?:div/0|ref|value|name|n/?a|num|null|spill|calc)|#{2,}")


def read_words(slot: Slot, text: str) -> Typed | None:
    """What the words in `text` mean for this cell, None where they are not all there is to it."""
    line = clean_line(text)
    key = fold(line).rstrip(".") or fold(line)
    if _ERROR.search(fold(line)):
        return refused(slot, text, "number_excel_error")
    if line[0] in "=＝@＠":
        return asked(slot, text, "number_formula")
    if len(key) <= _LONGEST and _REFERENCE.fullmatch(key):
        return asked(slot, text, "number_reference")
    if slot.nature == "count" and not slot.takes_fall and _NOTHING.fullmatch(key):
        return settle(slot, text, Decimal(0), (note("nothing"),), confirmed=True)
    if state := read_state(slot, text):
        return state
    if len(key) > _LONGEST:
        return None
    if _NOTHING.fullmatch(key) or _MISSING.fullmatch(key):
        return _missing(slot, text)
    if slot.nature == "share" and not slot.takes_fall and _FULL.fullmatch(key):
        return asked(slot, text, "number_done", Decimal(100))
    if slot.forecast and _PROMISE.fullmatch(key):
        return asked(slot, text, "number_promise")
    if _FULL.fullmatch(key) or _DONE.fullmatch(key) or _PROMISE.fullmatch(key):
        return asked(slot, text, "number_done")
    return None


def read_state(slot: Slot, text: str) -> Typed | None:
    """未发生, 不适用：原因, 暂缺：原因, 由上级统计, 基期无此制度 and their synonyms; None for anything else."""
    line = clean_line(text)
    body = line.lstrip("（(“\"'")
    match = _match_state(body)
    if match is None:  # 未 发 生, spread out to fill a cell
        body = re.sub(r"\s+", "", body)
        match = _match_state(body)
    reason = _reason(body[match.end() :]) if match else None
    if match is None or reason is None:
        return None
    state: YearState = next(state for state, _ in _STATES if match[state] is not None)
    word = YEAR_STATE[state]
    if state == "not_occurred" and slot.nature in ("share", "area", "level"):
        return asked(slot, text, "number_not_occurred")
    if state == "no_system" and slot.year and slot.known.base_year and slot.year != slot.known.base_year:
        return asked(slot, text, "number_no_system")
    if state in _NEEDS_REASON and not reason:
        code = "number_missing" if state == "not_available" and fold(line) != fold(word) else "number_reason"
        return _missing(slot, text) if code == "number_missing" else asked(slot, text, code, state=word)
    notes = [note("state_reason", state=word, reason=quoted(reason))] if reason else []
    if not reason and line != word:
        notes.append(note("state", state=word))
    if state == "not_occurred" and slot.forecast:
        notes.append(note("state_forecast"))
    return Typed(Figure(state=state, reason=reason), tuple(notes), None, None, "state")


def parse_year_state(text: str, *, nature: Nature, year: int | None = None, forecast: bool = False) -> Typed:
    """The state of a year as typed or picked, with its reason; a question where it is none or lacks its reason."""
    slot = Slot("", nature, year=year, forecast=forecast)
    if not clean_line(text):
        return Typed()
    return read_state(slot, text) or asked(slot, text, "number_text")


def _match_state(text: str) -> re.Match[str] | None:
    return _STATE.match(text.translate(_HALF_WIDTH).lower()) if len(text.lower()) == len(text) else None


def _missing(slot: Slot, text: str) -> Typed:
    zero: Literal["", "没有发生请填0；"] = "没有发生请填0；" if slot.nature == "count" and not slot.takes_fall else ""
    return asked(slot, text, "number_missing", zero_hint=zero)


def _reason(rest: str) -> str | None:
    """The reason that follows a state: "" for none, None where what follows shows that it was no state at all."""
    if not rest.strip(" 。.!！)）”\"'"):
        return ""
    reason = rest.lstrip(" \u3000\xa0:：,，;；、。—-(（")
    if reason == rest and not rest.startswith(("因", "由于")):
        return None
    if rest.lstrip()[:1] in ("(", "（"):
        reason = reason.removesuffix("）").removesuffix(")")
    return re.sub("^(?:原因[是为]?[:：]?\\s*)+", "", reason).strip()
