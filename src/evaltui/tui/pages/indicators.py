"""指标: what the actions of the grid do: clear, states, notes, blocks, fills, undo, finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from evaltui.catalogue.words import YEAR_STATE
from evaltui.store.record import Figure, YearState
from evaltui.tui.book import Result
from evaltui.tui.grid.block import format_block, landing_lines, parse_block
from evaltui.tui.grid.editbuf import EditBuf
from evaltui.tui.grid.model import Place, figure_at
from evaltui.tui.grid.motion import Cursor, settle
from evaltui.tui.pages.sheet import Sheet
from evaltui.tui.pinyin import matches

_STATES: tuple[tuple[str, YearState], ...] = (
    ("1", "not_occurred"),
    ("2", "not_applicable"),
    ("3", "not_available"),
    ("4", "by_superior"),
    ("5", "no_system"),
)
_REASONED = ("not_applicable", "not_available")


class IndicatorsPage(Sheet):
    """The grid of a unit with everything that can be done on it."""

    name = "指标"
    about = (
        "每个指标一行或两行。有“原始值”和“降幅%”两行的：上一行填实际的数（起、人），下一行填降幅；填了一行，另一行自动算出。",
        "打字就是重新填，F2 在原有内容上改，回车保存并到下一行，Tab 保存并向右。离开格子就已保存。",
        "填错了或看不懂的内容照原样留在格子里，后面带“？”，下面写着问题；改好为止都不当作数。",
        "灰色的数是算出来的，或由别的单位填，打字时会说明原因。右边是综合进度评价，下面是评价依据和达标所需值。",
    )

    # Actions

    def _do_edit(self) -> None:
        if self._may_type() and (place := self.place) is not None:
            self.edit, self._typed_over = EditBuf.of(self._text(place)), False

    def _do_retype(self) -> None:
        if self._may_type():
            self.edit, self._typed_over = EditBuf(), True

    def _do_clear(self) -> None:
        filled = [place for place in self._selected() if self._text(place)]
        unsaved = {place for place in filled if place in self.book.overlays}
        for place in unsaved:
            self.book.forget_overlay(place)
        stored = [place for place in filled if place not in unsaved]
        if stored:
            self._enter("清空", [(place, "") for place in stored])
        elif not filled:
            self._may_type()

    def _do_reading(self) -> None:
        row = self.grid.rows[self.grid.lines[self.cursor.line].row]
        if not row.falls:
            self.host.say("只有带“降幅%”的指标才分较基期和同比。", "warning")
            return
        on = row.measure.id not in self._yoy
        self._yoy = self._yoy | {row.measure.id} if on else self._yoy - {row.measure.id}
        self._build()
        self.host.say("这一行的降幅现在按同比（较上年）填和显示。" if on else "这一行的降幅现在按较基期填和显示。")

    def _do_state(self) -> None:
        if not self._may_type() or (place := self.place) is None:
            return
        choices = " ".join(
            f"{key}{YEAR_STATE[state].removeprefix('由').removeprefix('基期')}" for key, state in _STATES
        )
        self.host.ask(f"{choices} 6快报 7修订 0清除：", "", partial(self._state_chosen, place))

    def _state_chosen(self, place: Place, key: str) -> None:
        figure = figure_at(self.book.record, place)
        state = dict(_STATES).get(key)
        if key == "0":
            self._put(place, "清除状态", replace(figure, state=None, flag=None, reason=""))
        elif key in ("6", "7"):
            self._put(place, "标记", replace(figure, flag="preliminary" if key == "6" else "revised"))
        elif state is None:
            self.host.say("没有这一项，状态没有改。", "warning")
        elif state == "no_system" and place.year != self.grid.rows[self.grid.lines[self.cursor.line].row].base:
            self.host.say("“基期无此制度”只能填在基期那一格。", "warning")
        elif state in _REASONED:
            self.host.ask(f"{YEAR_STATE[state]}的原因：", figure.reason, partial(self._state_reasoned, place, state))
        else:
            self._put(place, YEAR_STATE[state], Figure(state=state, note=figure.note))

    def _state_reasoned(self, place: Place, state: YearState, reason: str) -> None:
        if not reason.strip():
            self.host.say("要写原因，状态没有改。", "warning")
            return
        self._put(
            place,
            YEAR_STATE[state],
            Figure(state=state, reason=reason.strip(), note=figure_at(self.book.record, place).note),
        )

    def _do_note(self) -> None:
        place = self.place
        if place is None or not self._may_type():
            return
        figure = figure_at(self.book.record, place)
        self.host.ask("备注：", figure.note, lambda text: self._put(place, "备注", replace(figure, note=text.strip())))

    def _put(self, place: Place, name: str, figure: Figure) -> None:
        leaf = None if figure == Figure() else figure.to_leaf()
        path = ("measures", place.measure, place.slot, str(place.year))
        self.book.edit(name, place, {path: leaf}, partial(self._told, ""))

    def _do_select(self) -> None:
        self._extend = not self._extend
        if self._extend:
            self.cursor = replace(self.cursor, anchor=(self.cursor.line, self.cursor.column))
            self.host.say("开始选择：用方向键扩大，Esc 结束。")
        else:
            self.cursor = replace(self.cursor, anchor=None)

    def _do_select_all(self) -> None:
        shape = self.shape
        first, last = shape.nearest(0, 1), shape.nearest(len(shape.lines) - 1, -1)
        if first is not None and last is not None:
            self.cursor = Cursor(last, shape.columns - 1, (first, 0))

    def _do_copy(self) -> None:
        top, left, bottom, right = self.cursor.block
        facts = self._facts()
        cells = [
            [self._painter.cell(line, column, facts)[0].strip("_？") for column in range(left, right + 1)]
            for line in range(top, bottom + 1)
            if self.grid.lines[line].part
        ]
        self._copied = format_block(cells)
        self.host.copy(self._copied)
        self.host.say(f"已复制 {len(cells)} 行 {right - left + 1} 列。")

    def _do_cut(self) -> None:
        self._do_copy()
        self._do_clear()

    def _do_paste(self) -> None:
        if self._copied:
            self.paste(self._copied)
        else:
            self.host.say("还没有复制过。从 WPS 复制的内容请用终端自己的粘贴（右键或 Shift+Insert）。", "warning")

    def paste(self, text: str) -> None:
        """Take pasted text."""
        cells = parse_block(text)
        if len(cells) == 1 and len(cells[0]) == 1:
            if self.edit is not None or self.cursor.anchor is None:
                self.type(cells[0][0])
            else:
                self._enter("粘贴", [(place, cells[0][0]) for place in self._selected()])
            return
        self.edit = None
        top, left, _, _ = self.cursor.block
        lines = landing_lines(self.grid, top, len(cells), each_line=text == self._copied)
        targets: list[tuple[Place, str]] = []
        skipped = 0
        for line, row in zip(lines, cells, strict=False):
            for column, value in enumerate(row, left):
                place = self.grid.place(line, column) if column < len(self.grid.columns) else None
                if place is not None and not self.grid.why_not(line, column):
                    targets.append((place, value))
                elif value:
                    skipped += 1
        skipped += sum(bool(value) for row in cells[len(lines) :] for value in row)
        self._enter(f"粘贴 {len(cells)} 行", targets)
        told = f"已粘贴 {len(targets)} 格" + (
            f"，{skipped} 格落在不能填的地方，没有放进去。" if skipped else "。Ctrl+Z 一次撤销。"
        )
        self.host.say(told, "warning" if skipped else "message")

    def _do_fill_down(self) -> None:
        self._fill("向下填充", down=True)

    def _do_fill_right(self) -> None:
        self._fill("向右填充", down=False)

    def _fill(self, name: str, *, down: bool) -> None:
        """From the first line or column of the selection; a single cell takes from its neighbour."""
        top, left, bottom, right = self.cursor.block
        if (top == bottom) if down else (left == right):
            if down:
                part = self.grid.lines[top].part
                above = [line for line in range(top) if self.grid.lines[line].part == part]
                top = above[-1] if above else top
            else:
                left = max(left - 1, 0)
        targets: list[tuple[Place, str]] = []
        for line in range(top, bottom + 1):
            for column in range(left, right + 1):
                origin = self.grid.place(top, column) if down else self.grid.place(line, left)
                place = self.grid.place(line, column)
                if origin is None or place is None or origin == place or self.grid.why_not(line, column):
                    continue
                if self.grid.lines[line].part == (self.grid.lines[top].part if down else place.part):
                    targets.append((place, self._text(origin)))
        self._enter(name, targets)

    def _do_fill(self) -> None:
        place = self.place
        if place is not None:
            self._enter("填满选区", [(target, self._text(place)) for target in self._selected() if target != place])

    def _do_undo(self) -> None:
        if not self.book.undo(self._jump):
            self.host.say("没有可以撤销的了：只撤销本次打开以后自己改的。")

    def _do_redo(self) -> None:
        if not self.book.redo(self._jump):
            self.host.say("没有可以重做的了。")

    def _jump(self, result: Result) -> None:
        if result.place is not None and (found := self.grid.find(result.place)) is not None:
            self.cursor = Cursor(*found)
        self._told("", result)

    def _do_find(self) -> None:
        self.host.ask("查找指标（汉字、拼音首字母、序号）：", "", self._found)

    def _found(self, text: str) -> None:
        rows = sorted(
            range(len(self.grid.rows)),
            key=lambda at: -max(matches(text, self.grid.rows[at].name), 5 if self.grid.rows[at].number == text else 0),
        )
        if rows and (matches(text, self.grid.rows[rows[0]].name) or self.grid.rows[rows[0]].number == text):
            self.show_row(rows[0])
        else:
            self.host.say(f"这张表里没有“{text}”。按 F9 换一张表，或用 Ctrl+P 查找全部。", "warning")

    def show_row(self, row: int) -> None:
        """Put the cursor on the first empty cell of a row, or on its first cell."""
        line = self.grid.row_line(row)
        facts = self._facts()
        empty = (at for at in range(len(self.grid.columns)) if self._painter.cell(line, at, facts)[0].startswith("_"))
        self.cursor = settle(self.shape, Cursor(line, next(empty, 0)))

    def show_measure(self, measure: str) -> bool:
        """Go to the row of a measure, in this view or in 我的指标; False where the unit has no such row."""
        for at, row in enumerate(self.grid.rows):
            if row.measure.id == measure:
                self.show_row(at)
                return True
        return False

    def show_path(self, path: Sequence[str]) -> bool:
        """Go to the field of a problem: the cell of a year, else the row of its measure or indicator."""
        for line in range(len(self.grid.lines)):
            for column in range(len(self.grid.columns)):
                place = self.grid.place(line, column)
                if place is not None and tuple(path) == ("measures", place.measure, place.slot, str(place.year)):
                    self.cursor = settle(self.shape, Cursor(line, column))
                    return True
        for at, row in enumerate(self.grid.rows):
            if row.measure.id in path or any(item.indicator.id in path for item in row.judged):
                self.show_row(at)
                return True
        return False

    def _do_view(self) -> None:
        self._view = (self._view + 1) % len(self._views)
        self._build()

    def _do_saved(self) -> None:
        self.host.say(f"{self.book.status}：离开格子就自动保存，不用再按。")

    def _do_back(self) -> None:
        if self.cursor.anchor is not None or self._extend:
            self.cursor, self._extend = replace(self.cursor, anchor=None), False
        else:
            self.host.back()
