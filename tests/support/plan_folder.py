"""Plan folders for tests: a small good plan as text, and ways to bend it."""

from __future__ import annotations

import textwrap
from pathlib import Path

from evaltui.errors import Problem
from evaltui.plan.contract import Check, ExportFormat, Rule
from evaltui.plan.model import Comparator
from evaltui.plan.registry import CoreContributions, Registry, SearchPlace, discover

GOOD = """\
api = 1
id = "roads"
version = "1.0"
title = "道路交通安全规划"
period = { base = 2020, first = 2021, last = 2025 }

[[rounds]]
id = "final"
title = "总结评估"
actual_through = 2024
forecast = [2025]
deadlines = { submission = 2025-06-16 }

[[tables]]
id = "main"
title = "主要指标"

[[forms]]
id = "main_form"
kind = "indicators"
title = "主要指标完成情况表"
table = "main"

[[measures]]
id = "deaths"
name = "道路交通死亡人数"
uom = "人"
nature = "count"
units = ["市公安局"]

[[measures]]
id = "helmets"
name = "头盔佩戴率"
uom = "%"
nature = "share"
units = ["市公安局"]

[[indicators]]
id = "deaths_drop"
table = "main"
no = 1
name = "道路交通死亡人数下降(%)"
measure = "deaths"
rule = "reduction"
target = ">15"
target_text = ">15"
uom = "%"

[[indicators]]
id = "helmets_worn"
table = "main"
no = 2
name = "头盔佩戴率(%)"
measure = "helmets"
rule = "end_level"
target = 95
target_text = "95"
uom = "%"

[[chapters]]
id = "c1"
no = "一"
title = "加强监管"

[[tasks]]
id = "t1"
chapter = "c1"
no = "（一）"
title = "严查酒驾"

[[commitments]]
id = "k1"
title = "建成监控平台"
task = "t1"
due = 2025-12-31

[[projects]]
id = "p1"
no = 1
title = "智慧交通工程"
"""


def write_plan(folder: Path, text: str = GOOD, *, code: str | None = None, cases: str | None = None) -> Path:
    """A plan folder with these files; the folder is returned."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    (folder / "plan.toml").write_text(text, encoding="utf-8")
    for name, content in (("plugin.py", code), ("cases.toml", cases)):
        if content is not None:
            (folder / name).write_text(textwrap.dedent(content), encoding="utf-8")
            (folder / name).chmod(0o644)
    return folder


def bent(*changes: tuple[str, str]) -> str:
    """The good plan with texts replaced; each must occur exactly once."""
    text = GOOD
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        text = text.replace(old, new)
    return text


def named(plan_id: str, **more: str) -> str:
    """The good plan under another id."""
    return bent(('id = "roads"', f'id = "{plan_id}"'), *more.items())


def codes(problems: tuple[Problem, ...]) -> list[str]:
    """The codes of problems, in order."""
    return [item.code for item in problems]


def fake_rule(name: str, words: str = "核心") -> Rule:
    """A rule without polars expressions: the plan layer never looks at them."""
    nothing: object = None
    return Rule(name, frozenset(Comparator), *(nothing,) * 6, lambda facts: words)  # type: ignore[arg-type]  # see above


CORE = CoreContributions(
    rules=lambda: [fake_rule("reduction"), fake_rule("end_level")],
    checks=lambda: [Check("core_check", lambda facts: ())],
    formats=lambda: [ExportFormat("indicators", (".xlsx",), lambda request: ())],
)


def registry_of(*folders: Path, run_code: bool = True) -> Registry:
    """A registry over places, the first one first."""
    return discover([SearchPlace("option", folder) for folder in folders], CORE, run_code=run_code)
