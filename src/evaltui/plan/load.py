"""From a plan's folder to its `Plan`: all problems of plan.toml at once, or the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from evaltui.errors import Problem
from evaltui.plan.across import check_across, measure_bounds
from evaltui.plan.document import read_document
from evaltui.plan.findings import Findings
from evaltui.plan.keys import KEYS, OPEN_END
from evaltui.plan.model import API, Plan, RatingWord, Target
from evaltui.plan.sections import Rows, read_rows
from evaltui.plan.targets import target_words

PLAN_FILE = "plan.toml"
CODE_FILE = "plugin.py"
CASES_FILE = "cases.toml"


def load_plan(folder: Path) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan of a folder, or None with every reason why not; hints come with the plan. Never raises."""
    document = read_document(folder / PLAN_FILE)
    if document.tables is None:
        return None, document.findings.problems()
    plan = read_plan(document.tables, document.findings, has_code=has_code(folder))
    if plan is not None:
        plan = replace(plan, folder=str(folder), digest=document.digest)
    return plan, document.findings.problems()


def has_code(folder: Path) -> bool:
    """Whether the plan brings Python."""
    path = folder / CODE_FILE
    return path.is_file() or path.is_symlink()


def read_plan(tables: Mapping[str, Any], out: Findings, *, has_code: bool) -> Plan | None:
    """The plan that `tables` describe (the shape of plan.toml), or None; `out` gets what is wrong."""
    api = tables.get("api", API)
    if isinstance(api, int) and not isinstance(api, bool) and api > API:
        out.add("plan_api_newer", ("api",), found=api, known=API)
        return None
    rows = read_rows(tables, out)
    check_across(rows, has_code=has_code, out=out)
    return None if out.fatal else _build(rows)


def describe_plan(plan: Plan) -> dict[str, Any]:
    """A plan in the shape of plan.toml's tables; `read_plan` makes the same plan of it.

    This is how a plan that Python made is held to the same rules as one that TOML made.
    """
    described: dict[str, Any] = _described("", plan)
    return described


def _build(rows: Rows) -> Plan:
    built: dict[str, Any] = {}
    for section, items in rows.sections.items():
        for row in items:
            if section == "measures":
                row.values["bounds"] = measure_bounds(row)
        built[section] = tuple(row.build() for row in items)
    return Plan(**{**rows.top.values, **built})


def _described(section: str, item: Any) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for key in KEYS[section].keys:
        value = getattr(item, key.name)
        match value:
            case None if key.kind != "target":
                if key.kind == "bound":
                    written[key.name] = OPEN_END
                continue
            case _ if key.kind == "target":
                written[key.name] = target_words(value) if value is None or isinstance(value, Target) else value
            case Mapping() if key.kind == "words":
                written[key.name] = {name: _word(word) for name, word in value.items()}
            case tuple() | list() if key.kind == "table":
                made = KEYS[key.section].makes
                written[key.name] = [_described(key.section, x) if isinstance(x, made) else x for x in value]
            case _ if key.kind == "table" and isinstance(value, KEYS[key.section].makes):
                written[key.name] = _described(key.section, value)
            case _:
                written[key.name] = value
    return {**written, **getattr(item, "options", {})}


def _word(word: object) -> object:
    return {"word": word.word, "counts_as": word.counts_as} if isinstance(word, RatingWord) else word
