"""The way of an item from 未开始 to 已定稿: one table of states and actions, and what each action writes.

An item is what is submitted, returned and approved: ``indicator:ID``, ``measure:ID``, ``task:ID``, ``commitment:ID``,
``project:ID``, ``report``, ``contact``, each within one plan. Its state is never stored; it follows from the plan's
`review` fields and from whether anything was filled in. Who may do what is decided above, in access.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal, get_args

from evaltui.catalogue.words import FLOW_ACTION, SECTION
from evaltui.errors import Problem, problem
from evaltui.plan.model import Plan
from evaltui.store.leaves import compact, to_json
from evaltui.store.record import Changes, Leaf, Path, Record

State = Literal["not_started", "in_progress", "submitted", "returned", "approved", "consolidated", "final"]
Action = Literal["check", "submit", "withdraw", "return", "approve", "cancel", "consolidate", "close", "reopen"]
STATES: Final[tuple[State, ...]] = get_args(State)
ACTIONS: Final[tuple[Action, ...]] = get_args(Action)
LIVE: Final[frozenset[State]] = frozenset({"submitted", "approved", "consolidated", "final"})
"""States in which the unit may not edit what the item stands for."""

_BLANK: Final = "flow_not_filled"
_UNSENT: Final = "flow_not_submitted"
_SENT: Final = "flow_already_submitted"
_BACK: Final = "flow_already_returned"
_PASSED: Final = "flow_already_approved"
_UNPASSED: Final = "flow_not_approved"
_APART: Final = "flow_not_consolidated"
_TAKEN: Final = "flow_consolidated"
_OPEN: Final = "flow_not_final"
_FINAL: Final = "flow_final"

TRANSITIONS: Final[Mapping[Action, tuple[str, str, str, str, str, str, str]]] = MappingProxyType({
    # from:         not_started  in_progress    submitted      returned     approved        consolidated    final
    "check":       (_BLANK,      "in_progress", _SENT,         "returned",  _PASSED,        _TAKEN,         _FINAL),
    "submit":      (_BLANK,      "submitted",   _SENT,         "submitted", _PASSED,        _TAKEN,         _FINAL),
    "withdraw":    (_UNSENT,     _UNSENT,       "in_progress", _BACK,       _PASSED,        _TAKEN,         _FINAL),
    "return":      (_UNSENT,     _UNSENT,       "returned",    _BACK,       _PASSED,        _TAKEN,         _FINAL),
    "approve":     (_UNSENT,     _UNSENT,       "approved",    _BACK,       "approved",     _TAKEN,         _FINAL),
    "cancel":      (_UNPASSED,   _UNPASSED,     _UNPASSED,     _UNPASSED,   "submitted",    "submitted",    _FINAL),
    "consolidate": (_UNPASSED,   _UNPASSED,     _UNPASSED,     _UNPASSED,   "consolidated", _TAKEN,         _FINAL),
    "close":       (_APART,      _APART,        _APART,        _APART,      _APART,         "final",        _FINAL),
    "reopen":      (_OPEN,       _OPEN,         _OPEN,         _OPEN,       _OPEN,          _OPEN,          "consolidated"),
})  # fmt: skip  # the table reads as a table
"""State after an action, or the code of the problem that refuses it."""

REASON_NEEDED: Final[frozenset[Action]] = frozenset({"return", "cancel", "reopen"})

_LISTS: Final = {"task": "tasks", "commitment": "commitments", "project": "projects"}
_BY_INDICATOR: Final = ("declared", "statement", "statement_text", "typed", "explanations")


@dataclass(frozen=True, slots=True)
class Flow:
    """What an action does: the fields to write, the items it moves, and why others stay where they are."""

    changes: Changes
    moved: tuple[str, ...]
    refused: Mapping[str, Problem]


@dataclass(frozen=True, slots=True)
class Lock:
    """Why a measure cannot be edited: the plan that holds it in a submission, and through which items."""

    plan: str
    title: str
    items: tuple[str, ...]
    approved: bool

    def problem(self, path: Path = ()) -> Problem:
        """The refusal, naming the plan and the way out."""
        return problem("flow_locked_approved" if self.approved else "flow_locked", path=path, plan=self.title)


@dataclass(frozen=True, slots=True)
class Details:
    """What an action says beside the items. `digests`: item -> hash of what it rests on now (see `item_digest`).

    `number`: the submission's, for submit. `proxy`: the office's person who submits for a unit (代填), else "".
    """

    person: str = ""
    when: datetime | None = None
    number: int = 0
    code: str = ""
    text: str = ""
    digests: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    proxy: str = ""
    reviewer_step: bool = False


def is_closed(city: Record) -> bool:
    """True where the office has closed the round."""
    return city.get("closed", "when") is not None


def state_of(record: Record, plan: Plan, item: str, *, closed: bool = False) -> State:
    """The item's state, derived from the record."""
    review = ("plans", plan.id, "review")
    sent = _number(record.get(*review, "submitted", item))
    back = _number(record.get(*review, "returned", item))
    taken = _number(record.get(*review, "withdrawn", item))
    if sent > max(back, taken):
        if record.get(*review, "approved", item) is None:
            return "submitted"
        if record.get(*review, "consolidated", item) is None:
            return "approved"
        return "final" if closed else "consolidated"
    if sent and back == sent:
        return "returned"
    return "in_progress" if _started(record, plan, item) else "not_started"


def step(state: State, action: Action, *, closed: bool = False) -> State | str:
    """The state after `action`, or the code of the problem that refuses it. In a closed round only reopen is left."""
    if closed and action not in ("reopen", "close"):
        return _FINAL
    return TRANSITIONS[action][STATES.index(state)]


def act(
    record: Record, plan: Plan, items: Sequence[str], action: Action, details: Details, *, closed: bool = False
) -> Flow:
    """What `action` writes for those of `items` whose state allows it, and why not for the others.

    close and reopen write nothing here: they are one field of the city's record.
    """
    changes: dict[Path, Leaf | None] = {}
    refused: dict[str, Problem] = {}
    moved = []
    for item in items:
        found = _refusal(record, plan, item, action, details, closed)
        if found is not None:
            refused[item] = found
            continue
        moved.append(item)
        changes.update(_written(record, plan, item, action, details))
    return Flow(MappingProxyType(changes), tuple(moved), MappingProxyType(refused))


def _refusal(record: Record, plan: Plan, item: str, action: Action, details: Details, closed: bool) -> Problem | None:
    label = item_label(plan, item)
    if label is None:
        return problem("flow_unknown_item", item=item)
    after = step(state_of(record, plan, item, closed=closed), action, closed=closed)
    if after not in STATES:
        return problem(after, item=label, action=FLOW_ACTION[action])
    if action in REASON_NEEDED and not details.text.strip():
        return problem("flow_reason_needed", action=FLOW_ACTION[action])
    if action == "submit" and details.reviewer_step:
        checked = record.get("plans", plan.id, "review", "checked", item)
        if checked is None or checked != details.digests.get(item, checked):
            return problem("flow_needs_check", item=label)
    return None


def _written(record: Record, plan: Plan, item: str, action: Action, details: Details) -> Mapping[Path, Leaf | None]:
    review = ("plans", plan.id, "review")
    sent = _number(record.get(*review, "submitted", item))
    match action:
        case "check":
            return {(*review, "checked", item): details.digests.get(item, "")}
        case "submit":
            return {
                (*review, "submitted", item): max(details.number, sent + 1),
                (*review, "to_confirm", item): details.proxy or None,
                (*review, "return_request", item): None,
                (*review, "approved", item): None,
            }
        case "withdraw":
            return {(*review, "withdrawn", item): sent}
        case "return":
            return {
                (*review, "returned", item): sent,
                (*review, "returns", item, "code"): details.code or None,
                (*review, "returns", item, "text"): details.text,
                (*review, "returns", item, "person"): details.person or None,
                (*review, "returns", item, "when"): details.when,
                (*review, "return_request", item): None,
                (*review, "checked", item): None,
            }
        case "approve":
            return {(*review, "approved", item): details.digests.get(item, "")}
        case "cancel":
            return {(*review, "approved", item): None, (*review, "consolidated", item): None}
        case "consolidate":
            return {(*review, "consolidated", item): details.number or 1}
        case _:
            return {}


def item_digest(record: Record, plan: Plan, item: str, extra: str = "") -> str:
    """Hash of everything the item rests on in this record; `extra` adds what lies outside it (targets, rules, others)."""
    lines = [
        compact([list(path), to_json(leaf)])
        for path, leaf in sorted(record.fields.items(), key=lambda entry: entry[0])
        if any(path[: len(prefix)] == prefix for prefix in prefixes(plan, item))
    ]
    return hashlib.sha256("\n".join([*lines, extra]).encode()).hexdigest()


def changed_after_approval(record: Record, plan: Plan, item: str, digest: str) -> bool:
    """True where the item was approved on something else than what `digest` stands for: 通过后有改动."""
    approved = record.get("plans", plan.id, "review", "approved", item)
    return approved is not None and approved != digest


def prefixes(plan: Plan, item: str) -> tuple[Path, ...]:
    """The beginnings of all field paths that belong to an item; () for an item this plan does not have."""
    kind, _, name = item.partition(":")
    own = ("plans", plan.id)
    if kind == "indicator" and name in plan.indicator_by_id:
        measures = measures_of(plan, plan.indicator_by_id[name].measure)
        return (
            *(("measures", measure) for measure in measures),
            *(("explanations", measure) for measure in measures),
            *((*own, table, name) for table in _BY_INDICATOR),
        )
    if kind == "measure" and name in plan.measure_by_id:
        return (("measures", name), ("explanations", name))
    if kind in _LISTS and any(entry.id == name for entry in getattr(plan, _LISTS[kind])):
        return ((*own, _LISTS[kind], name),)
    if item == "report":
        return ((*own, "report"), (*own, "report_mode"), (*own, "report_with"))
    if item == "contact":
        return ((*own, "contact"),)
    return ()


def measures_of(plan: Plan, measure: str) -> tuple[str, ...]:
    """A measure and the ones it is the ratio of: whoever fixes the one fixes the others."""
    ratio = plan.measure_by_id[measure].ratio if measure in plan.measure_by_id else None
    return (measure,) if ratio is None else (measure, ratio.num, ratio.den)


def item_label(plan: Plan, item: str) -> str | None:
    """The item's name for people, or None where the plan has no such item."""
    kind, _, name = item.partition(":")
    if item in ("report", "contact"):
        return SECTION[item]
    if kind == "indicator" and name in plan.indicator_by_id:
        return f"指标“{plan.indicator_by_id[name].name}”"
    if kind == "measure" and name in plan.measure_by_id:
        return f"“{plan.measure_by_id[name].name}”"
    if kind in _LISTS:
        for entry in getattr(plan, _LISTS[kind]):
            if entry.id == name:
                return f"{SECTION[_LISTS[kind]]}“{entry.title}”"
    return None


def locked_measures(record: Record, plans: Sequence[Plan], *, closed: bool = False) -> Mapping[str, Lock]:
    """Measures that cannot be edited because a plan holds an unreturned submission of an item that uses them."""
    locks: dict[str, Lock] = {}
    for plan in plans:
        holding: dict[str, list[str]] = {}
        for item, measure in _measure_items(record, plan):
            if state_of(record, plan, item, closed=closed) in LIVE:
                for name in measures_of(plan, measure):
                    holding.setdefault(name, []).append(item)
        for name, items in holding.items():
            approved = any(record.get("plans", plan.id, "review", "approved", item) is not None for item in items)
            locks.setdefault(name, Lock(plan.id, plan.title, tuple(items), approved))
    return MappingProxyType(locks)


def lock_of(
    record: Record,
    path: Path,
    plans: Sequence[Plan],
    *,
    closed: bool = False,
    locks: Mapping[str, Lock] | None = None,
) -> Problem | None:
    """Why the unit may not edit this field now, or None where it may. Review fields and threads are never locked.

    `locks`: what `locked_measures` says, where it is known already.
    """
    if path[0] == "threads" or path[2:3] == ("review",):
        return None
    if closed:
        return problem("flow_final", path=path, action=FLOW_ACTION["edit"])
    if path[0] in ("measures", "explanations") and len(path) > 1:
        lock = (locked_measures(record, plans) if locks is None else locks).get(path[1])
        return lock.problem(path) if lock is not None else None
    for plan in plans:
        for item in _items_at(plan, path):
            if state_of(record, plan, item) in LIVE:
                approved = record.get("plans", plan.id, "review", "approved", item) is not None
                return Lock(plan.id, plan.title, (item,), approved).problem(path)
    return None


def locked(record: Record, changes: Changes, plans: Sequence[Plan], *, closed: bool = False) -> tuple[Problem, ...]:
    """One problem per locked field among `changes`; fit for the `guard` of Store.save."""
    locks = locked_measures(record, plans, closed=closed)
    found = (lock_of(record, path, plans, closed=closed, locks=locks) for path in changes)
    return tuple(item for item in found if item is not None)


def _measure_items(record: Record, plan: Plan) -> Iterator[tuple[str, str]]:
    """Submitted items that hold measures, with the measure."""
    for rest, _ in record.below("plans", plan.id, "review", "submitted"):
        kind, _, name = rest[0].partition(":")
        if kind == "indicator" and name in plan.indicator_by_id:
            yield rest[0], plan.indicator_by_id[name].measure
        elif kind == "measure" and name in plan.measure_by_id:
            yield rest[0], name


def _items_at(plan: Plan, path: Path) -> Iterator[str]:
    if path[:2] != ("plans", plan.id) or len(path) < 3:
        return
    table = path[2]
    if table in ("report", "report_mode", "report_with"):
        yield "report"
    elif table == "contact":
        yield "contact"
    elif table in _BY_INDICATOR and len(path) > 3:
        yield f"indicator:{path[3]}"
    elif len(path) > 3:
        yield from (f"{kind}:{path[3]}" for kind, name in _LISTS.items() if name == table)


def _started(record: Record, plan: Plan, item: str) -> bool:
    found = prefixes(plan, item)
    return any(path[: len(prefix)] == prefix for prefix in found for path in record.fields)


def _number(leaf: Leaf | None) -> int:
    return leaf if isinstance(leaf, int) else 0
