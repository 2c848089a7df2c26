"""任务, 量化目标事项, 滞后分析说明: states, texts saved on leaving, what is missing, claims, undo, conflicts, locks."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from evaltui.access import Identity
from evaltui.errors import OutputFailed
from evaltui.store.record import Leaf
from evaltui.workspace.session import Workspace
from support.shell_bench import ShellBench
from support.workspaces import R1, new_workspace, opened, type_in

UNIT = "gaj"
CLERK = Identity("clerk", UNIT, "王晓")
SOAK = os.environ.get("EVALTUI_SOAK") == "1"
BY_NAME = (
    "up", "down", "pageup", "pagedown", "home", "end", "enter", "escape", "tab", "shift+tab", "f2", "f6", "f9", "left", "right",
    "backspace", "delete", "ctrl+z", "ctrl+y", "ctrl+a", "ctrl+x", "ctrl+v", "f8", "shift+left", "shift+down", "ctrl+s", "f3",
)  # fmt: skip  # one list of keys
RANDOM_KEYS = (*BY_NAME, *BY_NAME[:14], "安", "全", "，", "1", "4", "“", "9", "两段\n文字。", "XX项目")
TASKS = ("plans", "safety_plan", "tasks")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return new_workspace(tmp_path)


@pytest.fixture
def workspace(data: Path) -> Workspace:
    return opened(data, CLERK)


@pytest.fixture
def bench(workspace: Workspace) -> Iterator[ShellBench]:
    made = ShellBench(workspace)
    yield made
    made.close()


def go(bench: ShellBench, section: str) -> None:
    """Open the first row of 首页 that names a section."""
    bench.press("home")
    for _ in range(14):
        line = next(
            "".join(text for text, _ in line) for line in bench.shown if any(style == "cursor" for _, style in line)
        )
        if section in line:
            break
        bench.press("down")
    assert section in line
    bench.press("enter")


def stored(data: Path, *path: str) -> Leaf | None:
    return opened(data, CLERK).record(UNIT).get(*path)


def first_task(workspace: Workspace) -> str:
    return workspace.duties(UNIT).of("tasks", "safety_plan")[0]


def test_a_state_is_chosen_by_number_and_the_next_field_follows(
    bench: ShellBench, workspace: Workspace, data: Path
) -> None:
    task = first_task(workspace)
    go(bench, "任务")
    bench.press("enter", "3", "enter")
    assert stored(data, *TASKS, task, "state") == "ongoing"
    bench.type("全面推进。")
    bench.press("escape")
    assert stored(data, *TASKS, task, "progress") == "全面推进。"
    assert bench.shows("持续推进")
    assert bench.shows("已保存：进展情况")


def test_a_state_that_needs_a_reason_asks_for_it(bench: ShellBench, workspace: Workspace, data: Path) -> None:
    task = first_task(workspace)
    go(bench, "任务")
    bench.press("f6", "4", "enter")
    assert bench.shows("原因")
    bench.type("资金未到位")
    bench.press("escape")
    assert stored(data, *TASKS, task, "reason") == "资金未到位"
    assert bench.shows("进展滞后！"), "the text of progress is still missing"


def test_a_task_that_is_not_ours_needs_a_reason_but_no_progress(bench: ShellBench) -> None:
    go(bench, "任务")
    bench.press("f6", "7", "enter")
    bench.type("职能已划转")
    bench.press("escape")
    assert bench.shows("不承担 ")
    assert not bench.shows("不承担！")


def test_choices_go_round_with_the_arrows_and_are_cleared(bench: ShellBench, workspace: Workspace, data: Path) -> None:
    task = first_task(workspace)
    go(bench, "任务")
    bench.press("enter", "left", "tab")
    assert stored(data, *TASKS, task, "state") == "not_ours"
    bench.press("shift+tab", "right", "escape")
    assert stored(data, *TASKS, task, "state") == "done"
    bench.press("f6", "delete")
    assert stored(data, *TASKS, task, "state") is None


def test_leaving_the_field_saves_whatever_way_it_is_left(bench: ShellBench, workspace: Workspace, data: Path) -> None:
    task = first_task(workspace)
    path = (*TASKS, task, "progress")
    go(bench, "任务")
    bench.press("enter", "tab")
    bench.type("甲")
    for key, leave in [
        ("乙", ("tab", "shift+tab")),
        ("丙", ("f1", "escape")),
        ("丁", ("ctrl+p", "escape")),
        ("戊", ("f9",)),
    ]:
        bench.type(key)
        before = "甲乙丙丁戊"[: "甲乙丙丁戊".index(key) + 1]
        bench.press(*leave)
        assert stored(data, *path) == before, leave


def test_a_text_of_several_paragraphs_is_stored_as_typed(bench: ShellBench, workspace: Workspace, data: Path) -> None:
    go(bench, "任务")
    bench.press("enter", "tab")
    bench.type("一是建成。")
    bench.press("enter")
    bench.paste("二是“推广”；\r\n  三是… 98.5％")
    bench.press("escape")
    assert stored(data, *TASKS, first_task(workspace), "progress") == "一是建成。\n二是“推广”；\n  三是… 98.5％"


def test_undo_in_the_box_and_after_it_was_saved(bench: ShellBench, workspace: Workspace, data: Path) -> None:
    path = (*TASKS, first_task(workspace), "progress")
    go(bench, "任务")
    bench.press("enter", "tab")
    bench.type("建成。推广")
    bench.press("ctrl+z", "escape")
    assert stored(data, *path) == "建成。"
    bench.press("ctrl+z")
    assert stored(data, *path) is None
    bench.press("ctrl+y")
    assert stored(data, *path) == "建成。"
    assert bench.shows("建成。")


def test_a_number_and_a_day_are_read_and_a_question_stays_as_typed(
    bench: ShellBench, workspace: Workspace, data: Path
) -> None:
    item = workspace.duties(UNIT).commitments[0]
    where = ("plans", item[0], "commitments", item[1])
    go(bench, "量化目标事项")
    bench.press("enter", "1", "tab")
    bench.type("１２０")
    bench.press("tab", "tab")
    bench.type("2022年12月31日")
    bench.press("tab")
    assert stored(data, *where, "value") == 120
    assert str(stored(data, *where, "done_on")) == "2022-12-31"
    bench.press("escape", "f6", "tab")
    for _ in range(3):
        bench.press("backspace")
    bench.type("许多")
    bench.press("tab", "escape")
    assert stored(data, *where, "value") == 120
    assert bench.shows("许多"), "never discarded"
    assert "有内容未保存" in bench.lines[0]


def test_leftovers_of_a_template_are_flagged_and_found(bench: ShellBench) -> None:
    go(bench, "任务")
    bench.press("enter", "1", "tab")
    bench.type("完成XX项目（示例）。")
    assert bench.shows("模板遗留：XX、（示例）")
    bench.press("f3")
    bench.type("智慧安监")
    assert bench.shows("完成智慧安监项目")
    bench.press("escape")
    assert bench.shows("已完成！")


def test_typing_in_the_list_says_how_to_begin(bench: ShellBench) -> None:
    go(bench, "任务")
    bench.type("张")
    assert bench.shows("按回车进去写")


def test_a_unit_without_anything_is_told_so(data: Path) -> None:
    bench = ShellBench(opened(data, Identity("clerk", "swj")))
    from evaltui.tui.pages.texts import CommitmentsPage

    bench.shell.open(CommitmentsPage(bench.shell, "swj"))
    bench.shell.repaint()
    assert bench.shows("本单位无此项。")
    bench.close()


def test_what_nobody_was_given_can_be_claimed_and_given_back(data: Path) -> None:
    office = opened(data)
    nobody = ("assignments", "safety_plan", "tasks", "s1_1")
    office.store.save("city", office.loaded("city"), {nobody: ()}, office.author)
    workspace = opened(data, CLERK)
    bench = ShellBench(workspace)
    go(bench, "任务")
    bench.press("end")
    assert bench.shows("没有分配给任何单位的")
    bench.press("f7")
    assert ("safety_plan", "s1_1") in workspace.duties(UNIT).tasks
    assert bench.shows("已认领")
    bench.press("enter", "1", "enter")
    bench.type("已办结")
    bench.press("escape")
    assert stored(data, *TASKS, "s1_1", "progress") == "已办结"
    bench.press("f7")
    assert ("safety_plan", "s1_1") not in workspace.duties(UNIT).tasks
    bench.press("home", "f7")
    assert bench.shows("不用认领")
    bench.close()


def test_a_conflict_keeps_the_text_and_the_next_leaving_takes_it(
    bench: ShellBench, workspace: Workspace, data: Path
) -> None:
    path = (*TASKS, first_task(workspace), "progress")
    go(bench, "任务")
    bench.press("enter", "tab")
    bench.type("我写的")
    opened(data, CLERK).edit(UNIT, {path: "同事写的"})
    bench.press("escape")
    assert bench.shows("刚被别人改过")
    assert stored(data, *path) == "同事写的"
    assert bench.shows("我写的")
    bench.press("enter", "tab", "escape")
    assert stored(data, *path) == "我写的"


def test_after_a_conflict_theirs_can_be_taken_and_mine_found_again(
    bench: ShellBench, workspace: Workspace, data: Path
) -> None:
    path = (*TASKS, first_task(workspace), "progress")
    go(bench, "任务")
    bench.press("enter", "tab")
    bench.type("我写的")
    opened(data, CLERK).edit(UNIT, {path: "同事写的"})
    bench.press("tab", "shift+tab", "ctrl+r")
    assert bench.shows("同事写的")
    bench.press("escape")
    assert stored(data, *path) == "同事写的"
    bench.press("enter", "tab", "ctrl+z", "escape")
    assert stored(data, *path) == "我写的"


def test_a_text_read_anew_while_it_is_typed_is_a_conflict_too(
    bench: ShellBench, workspace: Workspace, data: Path
) -> None:
    path = (*TASKS, first_task(workspace), "progress")
    go(bench, "任务")
    bench.press("enter", "tab")
    bench.type("我写的")
    opened(data, CLERK).edit(UNIT, {path: "同事写的"})
    bench.press("f5", "escape")
    assert bench.shows("刚被别人改过")
    assert stored(data, *path) == "同事写的"
    bench.press("enter", "tab", "escape")
    assert stored(data, *path) == "我写的"


def test_a_text_that_cannot_be_written_stays_and_is_written_later(
    bench: ShellBench, workspace: Workspace, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = (*TASKS, first_task(workspace), "progress")
    go(bench, "任务")
    bench.press("enter", "tab")
    bench.type("写好的")

    def full(*_: object, **__: object) -> None:
        raise OutputFailed()

    with monkeypatch.context() as patched:
        patched.setattr(workspace.store, "save", full)
        bench.press("escape")
        assert "有内容未保存" in bench.lines[0]
        bench.press("escape", "ctrl+q")
        assert bench.status is None, "quitting warns first"
    go(bench, "任务")
    assert bench.shows("写好的")
    bench.press("enter", "tab", "escape")
    assert stored(data, *path) == "写好的"
    assert "有内容未保存" not in bench.lines[0]


def test_another_role_reads_but_does_not_type(data: Path, workspace: Workspace) -> None:
    bench = ShellBench(opened(data, Identity("viewer", UNIT)))
    go(bench, "任务")
    bench.press("enter", "1")
    bench.press("tab")
    bench.type("改")
    bench.press("escape")
    assert stored(data, *TASKS, first_task(workspace), "progress") is None
    assert stored(data, *TASKS, first_task(workspace), "state") is None
    bench.close()


def test_an_explanation_is_owed_once_for_two_plans_and_reached_from_home(data: Path) -> None:
    workspace = opened(data, Identity("clerk", "yjglj"))
    type_in(workspace, "yjglj", "work_accidents", {**R1, 2024: "118", 2025: "119"})
    bench = ShellBench(workspace, 120, 40)
    go(bench, "滞后说明")
    assert bench.shows("0/3")
    assert bench.shows("评价为滞后预期")
    bench.press("enter")
    bench.type("道路施工")
    bench.press("tab")
    bench.type("预计119起")
    bench.press("tab")
    bench.type("专项整治")
    bench.press("escape")
    record = opened(data).record("yjglj")
    assert [
        record.text("explanations", "work_accidents", key) for key in ("cause", "final_progress", "measures_taken")
    ] == [
        "道路施工",
        "预计119起",
        "专项整治",
    ]
    assert bench.shows("3/3")
    bench.close()


def test_nothing_to_explain_is_said(bench: ShellBench) -> None:
    from evaltui.tui.pages.explanations import ExplanationsPage

    bench.shell.open(ExplanationsPage(bench.shell, UNIT))
    bench.settle()
    bench.shell.repaint()
    assert bench.shows("没有滞后的指标，不用写滞后分析说明。")


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 50)])
def test_every_line_fills_the_screen_and_the_caret_is_on_it(data: Path, size: tuple[int, int]) -> None:
    bench = ShellBench(opened(data, CLERK), *size, wide=size[0] == 80)
    go(bench, "任务")
    bench.press("enter", "4", "tab")
    bench.paste("“全市”共排查—治理…隐患1286处，整改率98.5%。" * 40)
    for key in ("tab", "tab", "shift+tab", "escape", "down", "end", "home", "enter", "f6"):
        bench.press(key)
        assert bench.widths == {size[0]}, key
        assert bench.caret is not None
        assert bench.caret[0] < size[0], key
        assert 0 < bench.caret[1] < size[1], key
    bench.close()


def test_control_characters_of_a_file_changed_by_hand_reach_no_line(data: Path) -> None:
    workspace = opened(data, CLERK)
    task = first_task(workspace)
    workspace.edit(UNIT, {(*TASKS, task, "progress"): "钩子", (*TASKS, task, "results"): "成绩[/b]"})
    file = data / "units" / f"{UNIT}.toml"
    file.write_text(file.read_text("utf-8").replace("钩子", "钩\\u001b]0;标题\\u0007子\\u202e"), "utf-8")
    bench = ShellBench(opened(data, CLERK))
    for keys in ((), ("enter",), ("tab",), ("tab",)):
        if not keys:
            go(bench, "任务")
        bench.press(*keys)
        drawn = "".join(text for line in bench.shown for text, _ in line)
        assert "\x1b" not in drawn
        assert "\x07" not in drawn
        assert "\u202e" not in drawn
    bench.close()


def test_random_keys_break_nothing_and_undo_takes_everything_back(data: Path) -> None:
    workspace = opened(data, CLERK)
    original = dict(workspace.record(UNIT).fields)
    bench = ShellBench(workspace, 80, 24)
    go(bench, "任务")
    chosen = random.Random(7)
    for _ in range(1500 if SOAK else 150):
        key = chosen.choice(RANDOM_KEYS)
        if len(key) > 1 and key not in BY_NAME:
            bench.paste(key)
        else:
            bench.press(key)
        assert bench.widths == {80}, key
        assert bench.caret is not None, key
        if not bench.lines[0].startswith(" 公安局 任务"):
            bench.press("ctrl+o")
            go(bench, "任务")
    bench.press("ctrl+o")
    for _ in range(400):
        if not bench.shell.book(UNIT).undo(lambda _: None):
            break
        bench.settle()
    assert dict(opened(data, CLERK).record(UNIT).fields) == original
    bench.close()
