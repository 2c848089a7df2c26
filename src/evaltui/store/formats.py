"""Every file of a workspace and every key of it: format 1. Frozen; keys are added, never reshaped.

docs/format.md is this table for people; a test holds the two against each other, both ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from evaltui.store.formats_city import CITY_KEYS
from evaltui.store.formats_files import (
    ACCESS_KEYS,
    BATCH_KEYS,
    DRAFT_KEYS,
    EDITION_KEYS,
    HISTORY_KEYS,
    PRESENCE_KEYS,
    REFUSAL_KEYS,
    SNAPSHOT_KEYS,
)
from evaltui.store.formats_unit import UNIT_KEYS
from evaltui.store.formats_workspace import WORKSPACE_KEYS
from evaltui.store.keys import YEAR_KEYS, Key, KeyTable, Writer

FORMAT: Final = 1
"""The format this program writes; a file that says a higher number is opened read-only."""

WORKSPACE: Final = "workspace"
CITY: Final = "city"
ACCESS: Final = "access"

RecordKind = Literal["unit", "city", "workspace", "access"]


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: the name of its section in docs/format.md, where it lies, what it is, and its keys."""

    name: str
    place: str
    meaning: str
    keys: tuple[Key, ...]


FILES: Final[tuple[FileKind, ...]] = (
    FileKind("workspace", "workspace.toml", "地区、评估轮次、单位名单、各项设置", WORKSPACE_KEYS),
    FileKind("city", "city.toml", "市安委办的记录：认定、参考数据、目标调整、分工、延期、问答、收件、上报、全市文稿", CITY_KEYS),
    FileKind("unit", "units/<unit>.toml", "一个单位填报的全部内容", UNIT_KEYS),
    FileKind("year", "（单位文件、city.toml内）", "一年的数据不止一个数时，这一年写成一个表", YEAR_KEYS),
    FileKind("history", "history/units/<unit>.jsonl、history/<owner>.jsonl", "修改记录，一行一次，只增不改", HISTORY_KEYS),
    FileKind("snapshot", "submitted/<unit>/<plan>-<n>.toml", "报送快照，写下后不再改动", SNAPSHOT_KEYS),
    FileKind("edition", "sent/<n>/manifest.toml", "上报稿清单，与上报文件同在一个文件夹，写下后不再改动", EDITION_KEYS),
    FileKind("access", "access.toml", "授权", ACCESS_KEYS),
    FileKind("draft", "drafts/<unit>.<session>.json", "正在填写、还没有保存的文字", DRAFT_KEYS),
    FileKind("batch", "drafts/batch-<event>.json", "写到一半的批量操作，打开时自动续写", BATCH_KEYS),
    FileKind("presence", "drafts/<session>.here", "谁正打开着哪个单位", PRESENCE_KEYS),
    FileKind("refusal", "log/refused.jsonl", "被拒绝的操作", REFUSAL_KEYS),
)  # fmt: skip  # one kind, one line

TABLES: Final[dict[RecordKind, KeyTable]] = {
    "unit": KeyTable("unit", UNIT_KEYS),
    "city": KeyTable("city", CITY_KEYS),
    "workspace": KeyTable("workspace", WORKSPACE_KEYS),
    "access": KeyTable("access", ACCESS_KEYS),
}

SNAPSHOT_TABLE: Final = KeyTable("snapshot", SNAPSHOT_KEYS)
EDITION_TABLE: Final = KeyTable("edition", EDITION_KEYS)


def record_kind(owner: str) -> RecordKind:
    """The kind of file that belongs to `owner`: "city", "workspace", "access", or a unit id."""
    if owner == CITY:
        return "city"
    if owner == WORKSPACE:
        return "workspace"
    if owner == ACCESS:
        return "access"
    return "unit"


def in_envelope(owner: str, path: tuple[str, ...]) -> bool:
    """True for what the program itself says at the top of a file: format, unit, [head]."""
    return path[:1] in (("format",), ("head",)) or (path[:1] == ("unit",) and record_kind(owner) == "unit")


def table_of(owner: str) -> KeyTable:
    """The key table of the owner's file."""
    return TABLES[record_kind(owner)]


def may_write(owner: str, path: tuple[str, ...], writer: Writer) -> bool:
    """True where the format lets `writer` fill this field by hand: a clerk cannot approve by typing a path.

    The office may write what a unit may (代填); nobody types what the program itself keeps.
    """
    key = table_of(owner).find(path)
    if key is None or in_envelope(owner, path):
        return False
    return writer in key.writer or (writer == "office" and "unit" in key.writer)
