"""What evaltui is measured against: programs as Textual's own widgets make them, with Textual's own driver and settings.

    python benchmarks/stock_apps.py empty | table ROWS.json | editor ROWS.json

ROWS.json: {"columns": [...], "rows": [[...], ...]}, the cells that evaltui's grid shows. The caret does not blink: the
stream would never be quiet.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from textual import events
from textual.app import App, ComposeResult
from textual.coordinate import Coordinate
from textual.widgets import DataTable, Input


class EmptyApp(App[None]):
    """Nothing at all."""


class TableApp(App[None]):
    """A DataTable that can be read. Without scrollbars: they would be sent again with every key in an Input."""

    CSS = "DataTable { scrollbar-size: 0 0; }"

    def __init__(self, rows: Path) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield DataTable(fixed_columns=1)

    def on_mount(self) -> None:
        found = json.loads(self.rows.read_text("utf-8"))
        table = self.query_one(DataTable)
        table.add_columns(*found["columns"])
        table.add_rows(found["rows"])


class EditorApp(TableApp):
    """The usual way to make a DataTable editable: F2 puts an Input over the cell, Enter writes it back and goes down."""

    CSS = """
    Screen { layers: below over; }
    DataTable { layer: below; scrollbar-size: 0 0; }
    Input { layer: over; display: none; }
    """

    def compose(self) -> ComposeResult:
        yield from super().compose()
        editor = Input(compact=True, select_on_focus=False)
        editor.cursor_blink = False
        yield editor

    def on_key(self, event: events.Key) -> None:
        if event.key == "f2":
            event.stop()
            self._open()

    def _open(self) -> None:
        table, editor = self.query_one(DataTable), self.query_one(Input)
        at = table.cursor_coordinate
        region = table._get_cell_region(at).translate(-table.scroll_offset)
        editor.styles.offset = (region.x, region.y)
        editor.styles.width = max(region.width, 12)
        editor.value = str(table.get_cell_at(at))
        editor.display = True
        editor.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        table = self.query_one(DataTable)
        at = table.cursor_coordinate
        table.update_cell_at(at, event.value)
        event.input.display = False
        table.focus()
        table.move_cursor(row=Coordinate(*at).down().row)


def main(arguments: list[str]) -> None:
    kind = arguments[0]
    app: App[None]
    if kind == "empty":
        app = EmptyApp()
    else:
        app = (TableApp if kind == "table" else EditorApp)(Path(arguments[1]))
    app.run()


if __name__ == "__main__":
    main(sys.argv[1:])
