"""指标 as a clerk works on it, key by key, on the real plans; the terminal itself is left out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from evaltui.store.record import Figure, Record, forecast_path, value_path
from support.fake_workspace import FakeWorkspace, filled_record
from support.shell_bench import ShellBench

UNIT = "yjglj"


@pytest.fixture
def workspace() -> FakeWorkspace:
    return FakeWorkspace(UNIT)


@pytest.fixture
def bench(workspace: FakeWorkspace) -> Iterator[ShellBench]:
    made = ShellBench(workspace)
    made.press("enter")
    yield made
    made.close()


def value(workspace: FakeWorkspace, year: int, measure: str = "work_accidents") -> Figure:
    return workspace.record(UNIT).figure(measure, year)


def row(bench: ShellBench, text: str) -> str:
    return next(line for line in bench.lines if text in line)


def test_a_row_is_typed_and_rated_at_once(bench: ShellBench, workspace: FakeWorkspace) -> None:
    for figure in ("120", "114", "110", "104", "96"):
        bench.type(figure)
        bench.press("tab")
    assert "待定" in row(bench, "原始值"), "the forecast is still missing"
    bench.type("94")
    bench.press("enter")
    assert [value(workspace, year).value for year in range(2020, 2025)] == [120, 114, 110, 104, 96]
    assert workspace.record(UNIT).forecast("work_accidents", 2025).value == 94
    assert "提前实现" in row(bench, "120")
    assert "21.67" in row(bench, "降幅%"), "the fall is derived on the lower line"
    assert bench.shows("2025年控制在101起以内方可达标")
    assert bench.shows("已保存 10:32")
    assert bench.shows("海安 下降15%"), "the other owner's target stands beside it"


def test_enter_after_tabs_goes_to_the_next_line_in_the_first_column(bench: ShellBench) -> None:
    bench.type("120")
    bench.press("tab")
    bench.type("114")
    bench.press("enter")
    assert bench.caret is not None
    column, line = bench.caret
    bench.press("up")
    assert bench.caret == (column, line - 1)


def test_a_fall_typed_below_is_a_fall(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.press("down", "right")
    bench.type("5.5")
    bench.press("enter")
    assert value(workspace, 2021) == Figure(Decimal("5.5"), "vs_base")


def test_f4_makes_the_lower_line_a_fall_against_the_year_before(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.press("down", "right", "f4")
    assert bench.shows("同比%")
    bench.type("3.2")
    bench.press("enter")
    assert value(workspace, 2021) == Figure(Decimal("3.2"), "yoy")


def test_a_raw_figure_that_gives_way_to_a_fall_is_named(bench: ShellBench) -> None:
    bench.press("right")
    bench.type("114")
    bench.press("enter")
    bench.type("5")
    bench.press("tab")
    assert bench.shows("原来填的原始值114")


def test_a_bad_value_stays_as_typed_with_its_question(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.type("约33")
    bench.press("enter")
    assert bench.shows("约33？")
    assert bench.style_at("约33？").endswith("question")
    assert bench.shows("约数")
    assert value(workspace, 2020).value is None
    bench.press("up", "f2")
    assert bench.shows("约33 "), "F2 offers the text again"


def test_full_width_digits_are_taken_and_said(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.type("１２０")
    bench.press("enter")
    assert value(workspace, 2020).value == 120
    assert bench.shows("全角数字已转换")


def test_escape_forgets_the_typing_and_nothing_is_saved(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.type("999")
    bench.press("escape")
    assert workspace.entered == []
    assert not bench.shows("999")


def test_leaving_by_an_arrow_saves(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.type("120")
    bench.press("right")
    assert value(workspace, 2020).value == 120


def test_f2_moves_the_caret_inside_the_text(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.type("124")
    bench.press("enter", "up", "f2", "left", "backspace", "3", "enter")
    assert value(workspace, 2020).value == 134


def test_an_unchanged_cell_is_not_saved_again(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.type("120")
    bench.press("enter", "up", "f2", "enter")
    assert len(workspace.entered) == 1


@pytest.mark.parametrize(("keys", "reason"), [(["down"], "基期没有降幅"), (["end", "end"], "由系统计算")])
def test_cells_that_are_not_typed_on_say_why(bench: ShellBench, keys: list[str], reason: str) -> None:
    bench.press(*keys, "5")
    assert bench.shows(reason)
    assert not bench.shows("回车 确定")


def test_a_computed_row_says_from_what(bench: ShellBench) -> None:
    bench.press("down", "down", "down", "down", "1")
    assert bench.shows("除以")


def test_rows_of_other_units_are_shown_in_the_printed_table_but_not_typed_on(bench: ShellBench) -> None:
    bench.press("f9", "ctrl+end", "home")
    bench.press(*["up"] * 5, "7")
    assert any("填报，不用填" in line or bench.shows("只读") for line in bench.lines)


def test_a_viewer_types_nowhere() -> None:
    bench = ShellBench(FakeWorkspace(UNIT, role="viewer"))
    bench.press("enter", "1")
    assert not bench.shows("回车 确定")
    bench.close()


def test_a_locked_figure_says_why() -> None:
    workspace = FakeWorkspace(UNIT)
    workspace.locks = {"work_accidents": "安全规划已提交，要改请联系市安委办退回。"}
    bench = ShellBench(workspace)
    bench.press("enter", "1")
    assert bench.shows("要改请联系市安委办退回")
    bench.close()


def test_undo_and_redo_take_steps_back_and_forth(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.type("120")
    bench.press("tab")
    bench.type("114")
    bench.press("tab", "ctrl+z")
    assert value(workspace, 2021) == Figure()
    assert bench.shows("已撤销：生产安全事故起数 2021年")
    bench.press("ctrl+z", "ctrl+z")
    assert workspace.record(UNIT) == Record(UNIT)
    assert bench.shows("没有可以撤销的了")
    bench.press("ctrl+y", "ctrl+y")
    assert [value(workspace, year).value for year in (2020, 2021)] == [120, 114]


def test_undo_refuses_what_somebody_else_changed_since(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.type("120")
    bench.press("enter")
    workspace.records[UNIT] = workspace.record(UNIT).edited({value_path("work_accidents", 2020): 125})
    bench.press("ctrl+z")
    assert value(workspace, 2020).value == 125
    assert bench.shows("后来又被改过")


def test_a_pasted_block_lands_row_by_row_as_one_step(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.paste("120\t114\t110\t104\t96\t94\r\n40\t３９\t37\t约36\t35\t33\r\n")
    assert [value(workspace, year).value for year in range(2020, 2025)] == [120, 114, 110, 104, 96]
    assert value(workspace, 2021, "work_deaths").value == 39
    assert value(workspace, 2023, "work_deaths").raw == "约36"
    assert bench.shows("约36？")
    bench.press("ctrl+z")
    assert workspace.record(UNIT) == Record(UNIT)


def test_a_block_copied_here_comes_back_line_by_line(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.type("120")
    bench.press("tab")
    bench.type("114")
    bench.press("enter", "up", "shift+right", "ctrl+c")
    assert bench.copied == ["120\t114\r\n"]
    bench.press("down", "down", "home", "ctrl+v")
    assert [value(workspace, year, "work_deaths").value for year in (2020, 2021)] == [120, 114]


def test_one_value_fills_a_selection_and_delete_clears_it(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.press("f8", "right", "right")
    bench.paste("7")
    assert [value(workspace, year).value for year in (2020, 2021, 2022)] == [7, 7, 7]
    bench.press("delete")
    assert workspace.record(UNIT) == Record(UNIT)


def test_fill_right_and_down(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.type("8")
    bench.press("enter", "up", "shift+right", "shift+right", "ctrl+r")
    assert [value(workspace, year).value for year in (2020, 2021, 2022)] == [8, 8, 8]
    bench.press("escape", "down", "down", "home", "ctrl+d")
    assert value(workspace, 2020, "work_deaths").value == 8


def test_ctrl_j_fills_the_selection_with_what_is_being_typed(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.press("shift+right", "shift+right")
    bench.type("9")
    bench.press("ctrl+j")
    assert [value(workspace, year).value for year in (2020, 2021, 2022)] == [9, 9, 9]


def test_a_state_needs_its_reason(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.press("right", "f6", "3", "enter", "enter")
    assert bench.shows("要写原因")
    assert value(workspace, 2021) == Figure()
    bench.press("f6", "3", "enter")
    bench.type("台账移交中")
    bench.press("enter")
    assert value(workspace, 2021) == Figure(state="not_available", reason="台账移交中")
    assert bench.shows("暂缺")
    assert bench.shows("台账移交中")


def test_a_note_is_kept_with_its_figure(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.type("120")
    bench.press("enter", "up", "f7")
    bench.type("含火灾")
    bench.press("enter")
    assert value(workspace, 2020) == Figure(Decimal(120), note="含火灾")


def test_a_save_that_fails_leaves_the_typing_in_the_cell(bench: ShellBench, workspace: FakeWorkspace) -> None:
    workspace.broken = True
    bench.type("120")
    bench.press("enter")
    assert bench.style_at("120") == "failed"
    assert bench.shows("磁盘满了")
    assert bench.shows("有内容未保存")
    bench.press("ctrl+q")
    assert bench.status is None
    assert bench.shows("没有保存成功")
    workspace.broken = False
    bench.press("up", "f2", "enter")
    assert value(workspace, 2020).value == 120
    assert bench.shows("已保存 10:32")
    bench.press("ctrl+q")
    assert bench.status == 0


def test_quitting_keeps_the_cell_being_typed_in(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.type("120")
    bench.press("ctrl+q")
    assert bench.status == 0
    assert value(workspace, 2020).value == 120


def test_ctrl_c_never_quits(bench: ShellBench) -> None:
    bench.press("ctrl+c")
    assert bench.status is None


def test_find_by_initials_goes_to_the_row(bench: ShellBench) -> None:
    bench.press("f3")
    bench.type("zhssg")
    bench.press("enter")
    assert bench.shows("没有“zhssg”")
    bench.press("f3")
    bench.type("swrs")
    bench.press("enter")
    assert any(line.startswith(" 生产安全事故死亡人数") for line in bench.lines)


def test_the_palette_finds_indicators_and_actions(bench: ShellBench) -> None:
    bench.press("ctrl+p")
    bench.type("gaofeng")
    assert bench.shows("没有找到")
    bench.press("ctrl+u")
    bench.type("gwhy")
    bench.press("enter")
    assert any(line.startswith(" 高危行业") for line in bench.lines)


def test_stored_text_is_never_markup(workspace: FakeWorkspace) -> None:
    workspace.records[UNIT] = Record(UNIT).edited({("measures", "work_accidents", "source"): "[bold red]台账[/]"})
    bench = ShellBench(workspace, 120, 40)
    bench.press("enter")
    assert bench.shows("[bold red]台账[/]")
    bench.close()


SIZES = [(60, 20), (80, 24), (100, 30), (120, 40), (200, 50)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("wide", [False, True], ids=["narrow", "wide"])
def test_every_line_of_every_view_fills_the_screen_exactly(size: tuple[int, int], wide: bool) -> None:
    workspace = FakeWorkspace(UNIT, records={UNIT: filled_record(UNIT)})
    bench = ShellBench(workspace, *size, wide=wide)
    pages = ["首页"]
    for keys in (
        ["enter"],
        ["down", "end"],
        ["f9"],
        ["f9", "f9", "ctrl+end"],
        ["f2", "9"],
        ["escape", "f1"],
        ["escape", "ctrl+p"],
    ):
        pages.append(str(keys))
        assert bench.widths == {size[0]}, pages
        assert len(bench.shown) == size[1], pages
        bench.press(*keys)
    bench.close()


@pytest.mark.parametrize("size", [(59, 24), (80, 19), (20, 5)])
def test_too_small_a_window_gets_one_sentence(size: tuple[int, int]) -> None:
    bench = ShellBench(FakeWorkspace(UNIT), *size)
    assert "窗口太小" in bench.text
    bench.close()


def test_forecast_and_actual_go_to_their_own_places(bench: ShellBench, workspace: FakeWorkspace) -> None:
    bench.press("end")
    bench.type("94")
    bench.press("enter")
    assert list(workspace.record(UNIT).fields) == [forecast_path("work_accidents", 2025)]


def test_f5_shows_what_others_wrote_meanwhile(bench: ShellBench, workspace: FakeWorkspace) -> None:
    workspace.records[UNIT] = workspace.record(UNIT).edited({value_path("work_accidents", 2020): 125})
    assert not bench.shows("125")
    bench.press("f5")
    assert bench.shows("125")
