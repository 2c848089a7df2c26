"""The one table of actions: what makes the key map, the hint line, F1, the palette and the manual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

Scope = Literal["app", "grid", "edit", "list", "prompt", "palette", "items", "text"]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a user can do. `keys`: names as Textual spells them, the first is the one that is shown; none for
    what the palette alone offers.

    `title` is its name in the palette, `help` what F1 says, `hint` two to four characters for the last line.
    `palette` False: a motion, which needs no name there.
    """

    id: str
    scope: Scope
    keys: tuple[str, ...]
    title: str
    help: str
    hint: str = ""
    palette: bool = True


def _motion(name: str, scope: Scope, keys: tuple[str, ...], title: str, text: str) -> Action:
    return Action(f"{scope}.{name}", scope, keys, title, text, palette=False)


ACTIONS: Final[tuple[Action, ...]] = (
    Action("app.help", "app", ("f1",), "帮助", "说明这一屏怎么用。", "帮助"),
    Action(
        "app.palette",
        "app",
        ("ctrl+p",),
        "找操作或指标",
        "输入汉字、拼音首字母或序号，跳到任何操作、任何指标。",
        "查找",
    ),
    Action("app.quit", "app", ("ctrl+q",), "退出", "填的内容都已保存，随时可以退出。", "退出"),
    Action("app.home", "app", ("ctrl+o",), "首页", "回到首页：看还欠什么。", "首页"),
    Action("app.plans", "app", (), "规划", "看装了哪些规划、哪些没装上、为什么。", "规划"),
    Action("app.reload", "app", ("f5",), "刷新", "重新读取数据，看到别人刚填的内容。", "刷新"),
    Action("app.redraw", "app", ("ctrl+l",), "重画屏幕", "屏幕被别的文字弄乱时用。"),
    Action("app.theme", "app", (), "换配色", "深色、浅色、高对比、终端自带色、无色，依次切换。"),
    _motion("up", "grid", ("up",), "上", "到上一行。"),
    _motion("down", "grid", ("down",), "下", "到下一行。"),
    _motion("left", "grid", ("left",), "左", "到左边一格。"),
    _motion("right", "grid", ("right",), "右", "到右边一格。"),
    _motion("home", "grid", ("home",), "行首", "到本行第一格。"),
    _motion("end", "grid", ("end",), "行尾", "到本行最后一格。"),
    _motion("page_up", "grid", ("pageup",), "上一页", "上翻一页。"),
    _motion("page_down", "grid", ("pagedown",), "下一页", "下翻一页。"),
    _motion("top", "grid", ("ctrl+home",), "左上角", "到第一行第一格。"),
    _motion("bottom", "grid", ("ctrl+end",), "右下角", "到最后一行最后一格。"),
    _motion("next", "grid", ("tab",), "下一格", "到右边一格，行尾接下一行。"),
    _motion("previous", "grid", ("shift+tab",), "前一格", "到左边一格。"),
    _motion("enter", "grid", ("enter",), "下一行", "到下一行；按过 Tab 时回到起始列。"),
    Action("grid.edit", "grid", ("f2",), "修改", "在原有内容上修改；直接打字则重新填。", "修改"),
    Action("grid.clear", "grid", ("delete",), "清空", "清空这一格或选中的格子。", "清空"),
    Action("grid.retype", "grid", ("backspace",), "清空并输入", "清空后接着输入。", palette=False),
    Action("grid.reading", "grid", ("f4",), "较基期／同比", "降幅一行在“较基期”和“同比（较上年）”之间切换。", "同比"),
    Action(
        "grid.state",
        "grid",
        ("f6",),
        "状态",
        "没有数时说明原因：未发生、不适用、暂缺、由上级统计；快报、修订也在这里。",
        "状态",
    ),
    Action("grid.note", "grid", ("f7",), "备注", "给这一格写备注。", "备注"),
    Action("grid.select", "grid", ("f8",), "选择", "开始选择，用方向键扩大，Esc 结束。"),
    _motion("select_up", "grid", ("shift+up",), "向上选", "选择向上扩一行。"),
    _motion("select_down", "grid", ("shift+down",), "向下选", "选择向下扩一行。"),
    _motion("select_left", "grid", ("shift+left",), "向左选", "选择向左扩一格。"),
    _motion("select_right", "grid", ("shift+right",), "向右选", "选择向右扩一格。"),
    Action("grid.select_all", "grid", ("ctrl+a",), "全选", "选中整个表。"),
    Action("grid.copy", "grid", ("ctrl+c",), "复制", "复制选中的格子，可粘到 WPS。"),
    Action("grid.cut", "grid", ("ctrl+x",), "剪切", "复制并清空选中的格子。"),
    Action("grid.paste", "grid", ("ctrl+v",), "粘贴", "粘贴复制的格子；从 WPS 复制的一块用终端自己的粘贴。"),
    Action("grid.undo", "grid", ("ctrl+z",), "撤销", "撤销自己刚才的一步。", "撤销"),
    Action("grid.redo", "grid", ("ctrl+y",), "重做", "把撤销的一步做回来。"),
    Action("grid.fill_down", "grid", ("ctrl+d",), "向下填充", "用选区第一行（或上一行）的内容往下填。"),
    Action("grid.fill_right", "grid", ("ctrl+r",), "向右填充", "用选区第一列（或左边一格）的内容往右填。"),
    Action("grid.fill", "grid", ("ctrl+j",), "填满选区", "用光标所在格的内容填满选区。"),
    Action("grid.find", "grid", ("f3", "ctrl+f"), "查找指标", "按名称、拼音首字母或序号找指标。", "查找"),
    Action("grid.view", "grid", ("f9", "ctrl+t"), "换表", "在“我的指标”和各张官方表之间切换。", "换表"),
    Action("grid.saved", "grid", ("ctrl+s",), "保存", "离开格子就已保存，这里告诉您保存的时间。"),
    Action("grid.back", "grid", ("escape",), "返回", "取消选择；没有选择时回首页。", "返回"),
    Action("edit.accept", "edit", ("enter",), "确定", "保存，到下一行。", "确定"),
    Action("edit.accept_next", "edit", ("tab",), "确定向右", "保存，到右边一格。", "向右"),
    Action("edit.accept_previous", "edit", ("shift+tab",), "确定向左", "保存，到左边一格。", palette=False),
    Action("edit.accept_up", "edit", ("up",), "确定向上", "保存，到上一行。", palette=False),
    Action("edit.accept_down", "edit", ("down",), "确定向下", "保存，到下一行。", palette=False),
    Action("edit.cancel", "edit", ("escape",), "取消", "不改，恢复原来的内容。", "取消"),
    Action("edit.left", "edit", ("left",), "左移", "光标左移；刚打字时保存并到左边一格。", palette=False),
    Action("edit.right", "edit", ("right",), "右移", "光标右移；刚打字时保存并到右边一格。", palette=False),
    Action("edit.home", "edit", ("home",), "到头", "光标到最前。", palette=False),
    Action("edit.end", "edit", ("end",), "到尾", "光标到最后。", palette=False),
    Action("edit.backspace", "edit", ("backspace",), "退格", "删光标前一个字。", palette=False),
    Action("edit.delete", "edit", ("delete",), "删除", "删光标后一个字。", palette=False),
    Action("edit.clear", "edit", ("ctrl+u",), "清除", "删去光标前的全部。", palette=False),
    Action("edit.fill", "edit", ("ctrl+j",), "填满选区", "把输入的内容填进选区的每一格。", palette=False),
    Action("list.up", "list", ("up",), "上", "到上一行。", palette=False),
    Action("list.down", "list", ("down",), "下", "到下一行。", palette=False),
    Action("list.page_up", "list", ("pageup",), "上一页", "上翻一页。", palette=False),
    Action("list.page_down", "list", ("pagedown",), "下一页", "下翻一页。", palette=False),
    Action("list.top", "list", ("home", "ctrl+home"), "第一行", "到第一行。", palette=False),
    Action("list.bottom", "list", ("end", "ctrl+end"), "最后一行", "到最后一行。", palette=False),
    Action("list.open", "list", ("enter", "f2"), "打开", "打开光标所在的一项。", "打开", palette=False),
    Action("list.erase", "list", ("backspace",), "改筛选", "删去筛选文字的最后一个字。", palette=False),
    Action("list.back", "list", ("escape",), "返回", "清除筛选；没有筛选时返回上一屏。", "返回", palette=False),
    Action("items.state", "items", ("f6",), "填状态", "选这一项的状态：已完成、持续推进、进展滞后等。", "状态"),
    Action("items.claim", "items", ("f7",), "认领", "没有分配给任何单位的，由本单位承担时认领；再按一次取消。", "认领"),
    Action("items.undo", "items", ("ctrl+z",), "撤销", "撤销自己刚才保存的一步。", "撤销"),
    Action("items.redo", "items", ("ctrl+y",), "重做", "把撤销的一步做回来。"),
    Action("items.saved", "items", ("ctrl+s",), "保存", "离开一栏就已保存，这里告诉您保存的时间。"),
    _motion("left", "text", ("left",), "左移", "光标左移；选状态时到左边一个。"),
    _motion("right", "text", ("right",), "右移", "光标右移；选状态时到右边一个。"),
    _motion("up", "text", ("up",), "上", "到上一行；不是长文字时到上一栏。"),
    _motion("down", "text", ("down",), "下", "到下一行；不是长文字时到下一栏。"),
    _motion("home", "text", ("home",), "行首", "到这一行的开头。"),
    _motion("end", "text", ("end",), "行尾", "到这一行的末尾。"),
    _motion("page_up", "text", ("pageup",), "上一页", "上翻一页。"),
    _motion("page_down", "text", ("pagedown",), "下一页", "下翻一页。"),
    _motion("text_start", "text", ("ctrl+home",), "开头", "到全文开头。"),
    _motion("text_end", "text", ("ctrl+end",), "末尾", "到全文末尾。"),
    _motion("word_left", "text", ("ctrl+left",), "前一词", "到前一个词或分句。"),
    _motion("word_right", "text", ("ctrl+right",), "后一词", "到后一个词或分句。"),
    _motion("select_left", "text", ("shift+left",), "向左选", "选择向左扩一字。"),
    _motion("select_right", "text", ("shift+right",), "向右选", "选择向右扩一字。"),
    _motion("select_up", "text", ("shift+up",), "向上选", "选择向上扩一行。"),
    _motion("select_down", "text", ("shift+down",), "向下选", "选择向下扩一行。"),
    _motion("select_home", "text", ("shift+home",), "选到行首", "选到行首。"),
    _motion("select_end", "text", ("shift+end",), "选到行尾", "选到行尾。"),
    _motion("backspace", "text", ("backspace",), "退格", "删光标前一个字，或选中的字。"),
    _motion("delete", "text", ("delete",), "删除", "删光标后一个字，或选中的字。"),
    _motion("newline", "text", ("enter", "ctrl+j"), "换行", "另起一段；不是长文字时确定并到下一栏。"),
    Action("text.leave", "text", ("escape",), "保存返回", "保存这一栏，回到列表。", "返回"),
    Action("text.next", "text", ("tab",), "下一栏", "保存，到下一栏；最后一栏接下一项。", "下一栏"),
    Action("text.previous", "text", ("shift+tab",), "上一栏", "保存，到上一栏。"),
    Action("text.next_item", "text", ("f9", "ctrl+t"), "下一项", "保存，到下一项的同一栏。", "下一项"),
    Action("text.state", "text", ("f6",), "填状态", "去选这一项的状态。", "状态"),
    Action("text.draft", "text", ("f4",), "插入句子", "插入按数据起草的句子，或任务里写过的内容。", "插入"),
    Action("text.flag", "text", ("f3",), "找模板遗留", "跳到下一处XXX、示例、〔待补充〕。", "遗留"),
    Action("text.undo", "text", ("ctrl+z",), "撤销", "撤销这一栏刚才的输入。", "撤销"),
    Action("text.redo", "text", ("ctrl+y",), "重做", "把撤销的输入做回来。"),
    Action("text.select", "text", ("f8",), "选择", "开始选择，用方向键扩大，Esc 结束。"),
    Action("text.select_all", "text", ("ctrl+a",), "全选", "选中这一栏的全部文字。"),
    Action("text.copy", "text", ("ctrl+c",), "复制", "复制选中的文字。"),
    Action("text.cut", "text", ("ctrl+x",), "剪切", "复制并删去选中的文字。"),
    Action("text.paste", "text", ("ctrl+v",), "粘贴", "粘贴复制的文字；别处复制的用终端自己的粘贴。"),
    Action("text.theirs", "text", ("ctrl+r",), "换成已存的", "放弃框里的文字，换成已经保存的。"),
    Action("text.saved", "text", ("ctrl+s",), "保存", "马上保存这一栏；离开时也自动保存。"),
)


def clashes(actions: Iterable[Action] = ACTIONS, layers: Sequence[Sequence[Scope]] | None = None) -> list[str]:
    """Keys that mean two things where both could be meant, as "key: one, other"."""
    found: list[str] = []
    for scopes in layers or (
        ("grid", "app"),
        ("edit", "app"),
        ("list", "app"),
        ("items", "list", "app"),
        ("text", "app"),
    ):
        seen: dict[str, str] = {}
        for action in actions:
            if action.scope in scopes:
                for key in action.keys:
                    if key in seen:
                        found.append(f"{key}: {seen[key]}, {action.id}")
                    seen[key] = action.id
    return found


def keymap(scopes: Sequence[Scope], remapped: Mapping[str, tuple[str, ...]] | None = None) -> dict[str, str]:
    """Key -> action id for a state in which `scopes` are live; `remapped` gives other keys to an action id."""
    chosen = remapped or {}
    found: dict[str, str] = {}
    for scope in scopes:
        for action in ACTIONS:
            if action.scope == scope:
                for key in chosen.get(action.id, action.keys):
                    found.setdefault(key, action.id)
    return found


BY_ID: Final[Mapping[str, Action]] = {action.id: action for action in ACTIONS}

_SHOWN = {
    "escape": "Esc", "enter": "回车", "tab": "Tab", "shift+tab": "Shift+Tab", "pageup": "PgUp", "pagedown": "PgDn",
    "home": "Home", "end": "End", "delete": "Del", "backspace": "退格", "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip  # pairs read better side by side


def key_label(key: str) -> str:
    """A key as people know it: ctrl+p -> Ctrl+P, f1 -> F1."""
    if key in _SHOWN:
        return _SHOWN[key]
    *modifiers, name = key.split("+")
    return "+".join(
        [
            *(item.capitalize() for item in modifiers),
            _SHOWN.get(name, name.upper() if len(name) < 4 else name.capitalize()),
        ]
    )


def hints(ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(key, two to four characters) of the actions that matter now."""
    return tuple(
        (key_label(BY_ID[name].keys[0]), BY_ID[name].hint or BY_ID[name].title) for name in ids if BY_ID[name].keys
    )
