"""The same input gives the same bytes: in any process, hash seed, time zone and locale, today and later."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

from evaltui.exchange.tables import Cell, Column, Table
from evaltui.exchange.write import render
from support.forms_sample import AS_OF

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"
RENEW = os.environ.get("EVALTUI_RENEW_GOLDEN") == "1"

SMALL = Table(
    id="small",
    title="样表",
    columns=(
        Column("no", "序号", "integer", 10),
        Column("name", "名\n称", width=40, align="left"),
        Column("rating", "评价", "rating", 20, choices=("好", "差")),
    ),
    rows=(
        (Cell(1), Cell("=1+1\n第二行"), Cell("好", mark="①")),
        (Cell(2), Cell("带空格 的“名称”"), Cell(None)),
    ),
    above=("单位（盖章）：某局",),
    below=("注：① 说明。",),
    meta={"role": "form", "sheet": "样表", "annex": "附件9"},
)


def made(**environment: str) -> str:
    done = subprocess.run(
        [sys.executable, str(HERE / "make_bytes.py")],
        env={**os.environ, "PYTHONPATH": str(HERE.parent), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_equal_bytes_in_unlike_environments() -> None:
    here = made(PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="C")
    there = made(PYTHONHASHSEED="4242", TZ="America/New_York", LC_ALL="C.UTF-8", PYTHONUTF8="0")
    assert here == there
    assert len(here.splitlines()) == 9


def digest(data: bytes) -> str:
    """One sha256 over names and contents of a zip's members: unlike the zip, no matter of the compressor's version."""
    total = sha256()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def test_the_small_table_is_what_it_was() -> None:
    """A change here changes every exported file: look at it in a spreadsheet program, then renew the golden files."""
    xlsx = render([SMALL], "xlsx", as_of=AS_OF)
    with zipfile.ZipFile(io.BytesIO(xlsx)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    found = {
        "small_table.csv": render([SMALL], "csv").decode("utf-8-sig").replace("\r\n", "\n"),
        "small_table.json": render([SMALL], "json").decode(),
        "small_table.toml": render([SMALL], "toml").decode(),
        "small_table_sheet.xml": sheet.replace("><", ">\n<") + "\n",
        "small_table_xlsx.sha256": digest(xlsx) + "\n",
    }
    if RENEW:
        for name, text in found.items():
            (GOLDEN / name).write_text(text, encoding="utf-8")
    assert found == {name: (GOLDEN / name).read_text(encoding="utf-8") for name in found}
