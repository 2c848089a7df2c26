"""A plan's plugin.py: overriding, failing alone, and when it is not imported at all."""

from __future__ import annotations

import os
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Any

import pytest

from evaltui.errors import PlanRefused, Severity, problem
from evaltui.plan.hooks import Hooks
from evaltui.plan.isolate import code_refused
from evaltui.plan.registry import CoreContributions, LoadedPlan, SearchPlace, discover
from support.plan_folder import CORE, bent, codes, fake_rule, named, registry_of, write_plan

HEAD = "from evaltui.plan.hooks import *\nfrom dataclasses import replace\n"


def opened(tmp_path: Path, code: str, text: str | None = None, **more: Any) -> LoadedPlan:
    write_plan(tmp_path / "roads", *((text,) if text else ()), code=HEAD + code)
    return registry_of(tmp_path, **more).open("roads")


def state(tmp_path: Path, loaded: LoadedPlan) -> str:
    """The state of the registry's entry after the plan was used."""
    registry = registry_of(tmp_path)
    again = registry.open(loaded.id)
    again.rules()
    return registry.entries[0].state


def test_a_plan_without_code_answers_every_hook_from_the_core(tmp_path: Path) -> None:
    write_plan(tmp_path / "roads")
    loaded = registry_of(tmp_path).open("roads")
    assert set(loaded.rules()) == {"reduction", "end_level"}
    assert [item.code for item in loaded.checks()] == ["core_check"]
    assert [item.kind for item in loaded.formats()] == ["indicators"]
    assert loaded.derive({("deaths", 2021): Decimal(1)}) == {}
    assert (loaded.code_problem, loaded.code_digest, loaded.has_code) == (None, "", False)


def test_a_plan_overrides_one_rule_and_inherits_the_rest(tmp_path: Path) -> None:
    loaded = opened(
        tmp_path,
        "@hookimpl\ndef evaltui_rating_rules(plan, core):\n"
        "    return [replace(core['reduction'], words=lambda facts: plan.title)]\n",
    )
    rules = loaded.rules()
    assert rules["reduction"].words({}) == "道路交通安全规划"
    assert rules["end_level"].words({}) == "核心"
    assert loaded.code_problem is None


def test_checks_and_formats_are_added_and_replaced_by_their_names(tmp_path: Path) -> None:
    loaded = opened(
        tmp_path,
        "@hookimpl\ndef evaltui_checks():\n"
        "    return [Check('core_check', lambda facts: []), Check('own', lambda facts: [])]\n"
        "@hookimpl\ndef evaltui_export_formats():\n"
        "    return [ExportFormat('sheet', ('.txt',), lambda request: b'x')]\n",
    )
    assert [item.code for item in loaded.checks()] == ["core_check", "own"]
    assert [item.kind for item in loaded.formats()] == ["sheet", "indicators"]


def test_figures_are_derived_exactly_and_never_replace_what_was_filled_in(tmp_path: Path) -> None:
    loaded = opened(
        tmp_path,
        "@hookimpl\ndef evaltui_derive(plan, values):\n"
        "    return {('helmets', y): values['deaths', y] * 2 for y in plan.period.years if ('deaths', y) in values}\n",
    )
    values = {("deaths", 2021): Decimal("1.5"), ("deaths", 2022): Decimal(2), ("helmets", 2022): Decimal(9)}
    assert loaded.derive(values) == {("helmets", 2021): Decimal("3.0")}


def test_the_schema_hook_changes_the_plan(tmp_path: Path) -> None:
    loaded = opened(
        tmp_path,
        "@hookimpl\ndef evaltui_schema(plan):\n    return replace(plan, short='道路', tables=list(plan.tables))\n",
    )
    assert loaded.plan.short == "道路"
    assert isinstance(loaded.plan.tables, tuple)
    assert loaded.plan.digest
    assert loaded.code_problem is None


@pytest.mark.parametrize(
    ("made", "code"),
    [
        ("replace(plan, indicators=[replace(plan.indicators[0], measure='gone')])", "plan_code_schema"),
        ("replace(plan, measures=[replace(plan.measures[0], nature='counts'), plan.measures[1]])", "plan_code_schema"),
        ("replace(plan, indicators=[replace(plan.indicators[0], target=0.5)])", "plan_code_schema"),
        ("replace(plan, indicators=5)", "plan_code_schema"),
        ("replace(plan, indicators=[5])", "plan_code_schema"),
        ("replace(plan, period=None)", "plan_code_answer"),
        ("replace(plan, id='streets')", "plan_code_answer"),
        ("{'id': 'roads'}", "plan_code_answer"),
        ("1/0", "plan_code_failed"),
    ],
)
def test_a_bad_plan_from_the_schema_hook_leaves_the_toml(tmp_path: Path, made: str, code: str) -> None:
    loaded = opened(tmp_path, f"@hookimpl\ndef evaltui_schema(plan):\n    return {made}\n")
    assert loaded.plan.indicators[0].measure == "deaths"
    assert loaded.code_problem is not None
    assert loaded.code_problem.code == code


def test_a_schema_hook_may_not_make_the_plan_clash_with_another(tmp_path: Path) -> None:
    write_plan(tmp_path / "a", named("avenues"))
    loaded = opened(
        tmp_path,
        "@hookimpl\ndef evaltui_schema(plan):\n"
        "    return replace(plan, measures=(replace(plan.measures[0], uom='起'), plan.measures[1]))\n",
    )
    assert loaded.plan.measures[0].uom == "人"
    assert loaded.code_problem is not None
    assert loaded.code_problem.code == "plan_code_schema"


# What is at module level, and a piece of the problem.
BROKEN_IMPORTS = {
    "raises": ("1/0\n", "ZeroDivisionError"),
    "exits": ("import sys\nsys.exit(3)\n", "SystemExit"),
    "syntax": ("def (:\n", "SyntaxError"),
    "recursion": ("def f(): f()\nf()\n", "RecursionError"),
    "missing_module": ("import no_such_module\n", "ModuleNotFoundError"),
    "bad_message": ("class E(Exception):\n    def __str__(self): raise ValueError\nraise E\n", "E:"),
    "mistyped_hook": ("@hookimpl\ndef evaltui_rating_rule(plan): ...\n", "evaltui_rating_rule"),
    "hook_without_mark": ("def evaltui_checks(plan): ...\n", "evaltui_checks"),
    "wrong_argument": ("@hookimpl\ndef evaltui_checks(unit): ...\n", "unit"),
}


@pytest.mark.parametrize(("code", "piece"), BROKEN_IMPORTS.values(), ids=BROKEN_IMPORTS.keys())
def test_code_that_cannot_be_imported_leaves_the_data_and_the_core(tmp_path: Path, code: str, piece: str) -> None:
    loaded = opened(tmp_path, code)
    assert loaded.plan.title == "道路交通安全规划"
    assert set(loaded.rules()) == {"reduction", "end_level"}
    assert loaded.code_problem is not None
    assert piece in loaded.code_problem.sentence
    assert f"{tmp_path}/roads/plugin.py" in loaded.code_problem.place
    assert state(tmp_path, loaded) == "code_failed"


@pytest.mark.parametrize("code", ["1/0\n", "def (:\n", "raise KeyboardInterrupt\n"])
def test_a_half_loaded_module_does_not_stay(tmp_path: Path, code: str) -> None:
    (tmp_path / "roads").mkdir()
    (tmp_path / "roads" / "helper.py").write_text("x = 1\n", encoding="utf-8")
    loaded = opened(tmp_path, "from .helper import x\n" + code)
    before = set(sys.modules)
    if "Keyboard" in code:
        with pytest.raises(KeyboardInterrupt):
            loaded.rules()
    else:
        loaded.rules()
    assert not [name for name in set(sys.modules) - before if name.startswith("_evaltui_plan")]


def test_relative_imports_work_without_touching_the_path(tmp_path: Path) -> None:
    (tmp_path / "roads" / "deep").mkdir(parents=True)
    (tmp_path / "roads" / "helper.py").write_text("from .deep import code\n", encoding="utf-8")
    (tmp_path / "roads" / "deep" / "__init__.py").write_text("code = 'own'\n", encoding="utf-8")
    path = list(sys.path)
    loaded = opened(
        tmp_path,
        "from .helper import code\n@hookimpl\ndef evaltui_checks():\n    return [Check(code, lambda facts: [])]\n",
    )
    assert [item.code for item in loaded.checks()] == ["own", "core_check"]
    assert sys.path == path
    assert not list(tmp_path.rglob("__pycache__"))


def test_two_plans_with_the_same_file_names_do_not_mix(tmp_path: Path) -> None:
    for plan_id in ("one", "two"):
        folder = write_plan(
            tmp_path / plan_id,
            named(plan_id),
            code=HEAD + "from .helper import x\n@hookimpl\ndef evaltui_checks(): return [Check(x, lambda facts: [])]\n",
        )
        (folder / "helper.py").write_text(f"x = 'from_{plan_id}'\n", encoding="utf-8")
    registry = registry_of(tmp_path)
    assert [registry.open(name).checks()[0].code for name in ("one", "two")] == ["from_one", "from_two"]


def test_one_plans_exception_costs_no_other_plan_anything(tmp_path: Path) -> None:
    hook = "@hookimpl\ndef evaltui_checks(plan): return [Check('own', lambda facts: [])]\n"
    write_plan(tmp_path / "a", named("a"), code=HEAD + hook.replace("return", "1/0; return"))
    write_plan(tmp_path / "b", named("b"), code=HEAD + hook)
    registry = registry_of(tmp_path)
    assert [item.code for item in registry.open("a").checks()] == ["core_check"]
    assert [item.code for item in registry.open("b").checks()] == ["own", "core_check"]
    assert [entry.state for entry in registry.entries] == ["code_failed", "ready"]


def test_what_the_code_prints_does_not_reach_stdout(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    opened(tmp_path, "print('hello')\n").rules()
    out, err = capsys.readouterr()
    assert (out, err) == ("", "hello\n")


BAD_ANSWERS = {
    "raises": "raise ValueError('x')",
    "exits": "raise SystemExit",
    "one_item": "return Check('x', print)",
    "text": "return 'abc'",
    "numbers": "return [1]",
    "generator_raises": "yield 1/0",
    "generator_of_numbers": "yield 1",
    "wrong_kind": "return [Check(5, print)]",
    "wrong_function": "return [Check('x', 5)]",
    "hostile_object": "return [type('T', (), {'__repr__': lambda s: 1/0, '__str__': lambda s: 1/0})()]",
}


@pytest.mark.parametrize("body", BAD_ANSWERS.values(), ids=BAD_ANSWERS.keys())
def test_a_bad_answer_ends_the_use_of_the_code_and_the_core_answers(tmp_path: Path, body: str) -> None:
    loaded = opened(
        tmp_path,
        f"@hookimpl\ndef evaltui_checks(plan):\n    {body}\n"
        "@hookimpl\ndef evaltui_export_formats(): return [ExportFormat('sheet', ('.txt',), print)]\n",
    )
    assert [item.kind for item in loaded.formats()] == ["sheet", "indicators"]
    assert [item.code for item in loaded.checks()] == ["core_check"]
    assert loaded.code_problem is not None
    assert loaded.code_problem.severity is Severity.MUST_FIX
    assert [item.kind for item in loaded.formats()] == ["indicators"]


@pytest.mark.parametrize(
    "answer",
    [
        "5",
        "{('gone', 2021): 1}",
        "{('deaths', '2021'): 1}",
        "{('deaths', 2021): 0.5}",
        "{('deaths', 2021): '5'}",
        "{1: 2}",
    ],
)
def test_a_bad_derivation_derives_nothing(tmp_path: Path, answer: str) -> None:
    loaded = opened(tmp_path, f"@hookimpl\ndef evaltui_derive(plan, values):\n    return {answer}\n")
    assert loaded.derive({}) == {}
    assert loaded.code_problem is not None
    assert loaded.code_problem.code == "plan_code_answer"


@pytest.mark.parametrize("body", ["1/0", "exit()", "5"])
def test_functions_that_fail_later_fail_as_the_plans_problem(tmp_path: Path, body: str) -> None:
    loaded = opened(
        tmp_path,
        "@hookimpl\ndef evaltui_rating_rules(core):\n"
        f"    return [replace(core['reduction'], words=lambda facts: {body})]\n",
    )
    assert "插件代码出错" in loaded.rules()["reduction"].words({})
    assert loaded.code_problem is not None
    assert loaded.rules()["reduction"].words({}) == "核心"


@pytest.mark.parametrize("body", ["1/0", "exit()", "5", "[5]"])
def test_a_check_that_fails_later_is_a_problem_among_the_others(tmp_path: Path, body: str) -> None:
    loaded = opened(tmp_path, f"@hookimpl\ndef evaltui_checks():\n    return [Check('own', lambda facts: {body})]\n")
    own = loaded.checks()[0]
    assert next(item.code for item in own.run({})).startswith("plan_code_")


def test_a_format_that_fails_later_refuses_the_export(tmp_path: Path) -> None:
    loaded = opened(
        tmp_path, "@hookimpl\ndef evaltui_export_formats():\n    return [ExportFormat('x', (), lambda request: 1/0)]\n"
    )
    with pytest.raises(PlanRefused) as refused:
        loaded.formats()[0].build(None)
    assert codes(refused.value.problems) == ["plan_code_failed"]


def test_the_core_failing_is_not_blamed_on_a_plan(tmp_path: Path) -> None:
    def broken() -> list[Any]:
        raise RuntimeError("a mistake of the core")

    write_plan(tmp_path / "roads")
    core = CoreContributions(rules=broken, checks=broken, formats=broken)
    loaded = discover([SearchPlace("option", tmp_path)], core).open("roads")
    with pytest.raises(RuntimeError):
        loaded.checks()


def test_a_rule_that_the_code_does_not_bring_is_told(tmp_path: Path) -> None:
    loaded = opened(tmp_path, "", bent(('rule = "end_level"', 'rule = "endlevel"')))
    assert set(loaded.rules()) == {"reduction", "end_level"}
    assert loaded.code_problem is not None
    assert "“end_level”" in loaded.code_problem.sentence


def test_hooks_cannot_change_what_the_core_holds(tmp_path: Path) -> None:
    loaded = opened(
        tmp_path,
        "@hookimpl\ndef evaltui_rating_rules(plan, core):\n    core['reduction'] = None\n"
        "@hookimpl\ndef evaltui_derive(plan, values):\n    values.clear()\n",
    )
    values = {("deaths", 2021): Decimal(1)}
    loaded.rules()
    assert loaded.code_problem is not None
    assert "TypeError" in loaded.code_problem.sentence
    assert set(loaded.rules()) == {"reduction", "end_level"}
    loaded.derive(values)
    assert values == {("deaths", 2021): Decimal(1)}


def test_the_rules_that_are_handed_out_cannot_be_changed(tmp_path: Path) -> None:
    write_plan(tmp_path / "roads")
    rules = registry_of(tmp_path).open("roads").rules()
    assert isinstance(rules, MappingProxyType)


def test_without_plan_code_nothing_is_imported_and_a_hint_says_so(tmp_path: Path) -> None:
    loaded = opened(tmp_path, "raise SystemExit\n", run_code=False)
    loaded.rules()
    assert loaded.code_problem is not None
    assert (loaded.code_problem.code, loaded.code_problem.severity) == ("plan_code_not_run", Severity.HINT)
    registry = registry_of(tmp_path, run_code=False)
    registry.open("roads").checks()
    [entry] = registry.entries
    assert (entry.state, codes(entry.problems)) == ("ready", ["plan_code_not_run"])


def test_changed_code_is_not_reloaded_and_a_hint_says_so(tmp_path: Path) -> None:
    hook = "@hookimpl\ndef evaltui_checks():\n    return [Check('{}', lambda facts: [])]\n"
    first = opened(tmp_path, hook.format("before"))
    digest = first.code_digest
    assert first.checks()[0].code == "before"
    second = opened(tmp_path, hook.format("after"))
    assert second.checks()[0].code == "before"
    assert second.code_digest != digest
    assert codes(registry_of(tmp_path).entries[0].problems) == ["plan_code_changed"]


def test_code_that_failed_may_be_mended_and_looked_for_again(tmp_path: Path) -> None:
    assert opened(tmp_path, "1/0\n").rules()
    mended = opened(tmp_path, "@hookimpl\ndef evaltui_checks():\n    return [Check('own', lambda facts: [])]\n")
    assert mended.checks()[0].code == "own"


@pytest.mark.parametrize(
    ("target", "mode"),
    [("roads/plugin.py", 0o666), ("roads/plugin.py", 0o646), ("roads", 0o777), ("roads/helper.py", 0o602)],
)
def test_code_that_others_can_write_is_not_imported(tmp_path: Path, target: str, mode: int) -> None:
    (tmp_path / "roads").mkdir()
    (tmp_path / "roads" / "helper.py").write_text("", encoding="utf-8")
    loaded_code = "raise SystemExit('imported')\n"
    write_plan(tmp_path / "roads", code=loaded_code)
    (tmp_path / target).chmod(mode)
    loaded = registry_of(tmp_path).open("roads")
    loaded.rules()
    assert loaded.code_problem is not None
    assert loaded.code_problem.code == "plan_code_unsafe"
    assert loaded.code_problem.place == str(tmp_path / target)
    assert loaded.plan.title


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("target", ["roads/plugin.py", "roads"])
def test_code_of_a_third_person_is_not_imported(tmp_path: Path, target: str) -> None:
    write_plan(tmp_path / "roads", code="raise SystemExit('imported')\n")
    os.chown(tmp_path / target, 12345, 12345)
    loaded = registry_of(tmp_path).open("roads")
    loaded.rules()
    assert loaded.code_problem is not None
    assert loaded.code_problem.code == "plan_code_unsafe"


@pytest.mark.parametrize("name", ["plugin.py", "helper.py"])
def test_code_that_lies_elsewhere_is_not_imported(tmp_path: Path, name: str) -> None:
    folder = write_plan(tmp_path / "plans" / "roads", code="from . import helper\n")
    elsewhere = tmp_path / "elsewhere.py"
    elsewhere.write_text("raise SystemExit('imported')\n", encoding="utf-8")
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(elsewhere)
    loaded = registry_of(tmp_path / "plans").open("roads")
    loaded.rules()
    assert loaded.code_problem is not None
    assert loaded.code_problem.code == "plan_code_outside"


@pytest.mark.parametrize(
    ("group", "members", "safe"),
    [("ann", [], True), ("ann", ["ann"], True), ("ann", ["bob"], False), ("staff", [], False)],
)
def test_a_group_of_its_owner_alone_is_as_good_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, group: str, members: list[str], safe: bool
) -> None:
    folder = write_plan(tmp_path / "roads", code="x = 1\n")
    owner = os.geteuid() or 4321
    for path in (folder, folder / "plugin.py"):
        os.chown(path, owner, -1)
        path.chmod(0o775)
    monkeypatch.setattr(os, "geteuid", lambda: owner)
    monkeypatch.setattr("evaltui.plan.isolate.pwd", SimpleNamespace(getpwuid=lambda _: SimpleNamespace(pw_name="ann")))
    found = SimpleNamespace(gr_name=group, gr_mem=members)
    monkeypatch.setattr("evaltui.plan.isolate.grp", SimpleNamespace(getgrgid=lambda _: found))
    assert (code_refused(folder) is None) == safe


@pytest.mark.parametrize("where", ["outside", "others_can_write"])
def test_a_linked_or_open_folder_below_is_a_way_in_too(tmp_path: Path, where: str) -> None:
    folder = write_plan(tmp_path / "plans" / "roads", code="from .deep import x\n")
    deep = tmp_path / "elsewhere" if where == "outside" else folder / "deep"
    deep.mkdir()
    (deep / "__init__.py").write_text("raise SystemExit('imported')\n", encoding="utf-8")
    deep.chmod(0o777)
    if where == "outside":
        (folder / "deep").symlink_to(deep)
    loaded = registry_of(tmp_path / "plans").open("roads")
    loaded.rules()
    assert loaded.code_problem is not None
    assert loaded.code_problem.code == ("plan_code_outside" if where == "outside" else "plan_code_unsafe")


def test_the_screen_and_a_worker_asking_at_once_see_the_same_whole_module(tmp_path: Path) -> None:
    hook = "@hookimpl\ndef evaltui_checks():\n    return [Check('own', lambda facts: [])]\n"
    loaded = opened(tmp_path, "for _ in range(300_000): pass\n" + hook)
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: loaded.checks(), range(8)))
    finally:
        sys.setswitchinterval(before)
    assert [[item.code for item in checks] for checks in found] == [["own", "core_check"]] * 8
    assert loaded.code_problem is None


def test_the_examples_in_the_contract_run(tmp_path: Path) -> None:
    hooks = [getattr(Hooks, name) for name in dir(Hooks) if name.startswith("evaltui_")]
    assert len(hooks) == 5
    examples = "".join(_example(hook.__doc__) for hook in hooks)
    write_plan(tmp_path / "roads", code=HEAD + examples)
    core = replace(CORE, rules=lambda: [fake_rule("reduction"), fake_rule("end_level")])
    loaded = discover([SearchPlace("option", tmp_path)], core).open("roads")
    assert (loaded.plan.short, loaded.code_trace) == ("道路交通", "")
    assert "end_level_briefly" in loaded.rules()
    assert {item.code for item in loaded.checks()} == {"roads_source", "core_check"}
    assert loaded.formats()[0].build(None) == "道路交通安全规划".encode()
    assert loaded.derive({("deaths", 2021): Decimal(1)}) == {}
    assert loaded.code_problem is None


def _example(docstring: str | None) -> str:
    """The indented block after `::`."""
    block = (docstring or "").partition("::\n")[2]
    return textwrap.dedent(block) + "\n"


def test_noting_a_failure_of_a_rule_from_outside(tmp_path: Path) -> None:
    loaded = opened(
        tmp_path, "@hookimpl\ndef evaltui_rating_rules(core): return [replace(core['reduction'], name='own')]\n"
    )
    assert "own" in loaded.rules()
    told = loaded.fail("rate", ValueError("no such column"))
    assert "计算评价" in told.sentence
    assert "own" not in loaded.rules()
    assert loaded.code_problem == told
    assert problem("plan_code_not_run").code != told.code
