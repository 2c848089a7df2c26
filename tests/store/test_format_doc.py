"""docs/format.md and evaltui.store.formats say the same, row by row, in both directions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evaltui.catalogue.words import FIELD_TYPE
from evaltui.store.formats import FILES, TABLES, FileKind
from evaltui.store.keys import Key

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "format.md").read_text(encoding="utf-8")
WRITERS = {"unit": "单位", "office": "市安委办", "writer": "撰稿", "program": "程序", "admin": "管理员"}


def _sections() -> dict[str, str]:
    parts = re.split(r"^## (\w+)：", DOCUMENT, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _row(key: Key) -> str:
    choices = "：" + "、".join(f"`{choice}`" for choice in key.choices) if key.choices else ""
    writers = "、".join(WRITERS[writer] for writer in key.writer)
    return f"| `{key.dotted}` | {FIELD_TYPE[key.type]} | {writers} | {key.reader} | {key.meaning}{choices} |"


def test_the_document_has_a_section_for_every_file_and_no_other() -> None:
    assert list(_sections()) == [kind.name for kind in FILES]


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.name)
def test_every_key_is_documented_and_every_documented_key_exists(kind: FileKind) -> None:
    section = _sections()[kind.name]
    assert section.startswith(kind.place)
    assert kind.meaning in section
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    assert rows == [_row(key) for key in kind.keys]


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.name)
def test_no_key_stands_twice_or_inside_another(kind: FileKind) -> None:
    patterns = [key.pattern for key in kind.keys]
    assert len(set(patterns)) == len(patterns)
    for key in kind.keys:
        inside = [other for other in patterns if other != key.pattern and other[: len(key.pattern)] == key.pattern]
        assert not inside or key.type == "tree"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.kind)
def test_every_key_is_found_by_a_path_of_its_pattern(table: object) -> None:
    from evaltui.store.keys import KeyTable

    assert isinstance(table, KeyTable)
    for key in table.keys:
        path = tuple("2022" if part == "<year>" else "x1" if part.startswith("<") else part for part in key.pattern)
        assert table.find(path) == key
