"""What LibreOffice makes of a form on paper: every row, no ####, nothing cut, the pages expected."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from evaltui.exchange.forms import build
from evaltui.exchange.printed import printed
from evaltui.exchange.raw_reader import read_raw_sheet
from evaltui.exchange.tables import Table
from evaltui.exchange.write import render
from evaltui.store.record import Leaf
from evaltui.store.record import Path as FieldPath
from support import forms_sample as sample
from support.forms_sample import ASSESSMENTS, D, assessment, request, with_fields, years
from support.system import needs

NAMES = (
    "生产安全事故起数下降(%)",
    "生产安全事故死亡人数下降(%)",
    "单位国内生产总值生产安全事故死亡率下降(%)",
    "工矿商贸就业人员十万人生产安全事故死亡率下降(%)",
    "道路运输生产安全事故死亡人数下降(%)",
    "建筑施工生产安全事故死亡人数累计下降(%)",
    "渔业船舶生产安全事故死亡人数累计下降(%)",
    "工业企业较大以上安全风险报告率(%)",
    "高危行业领域安全生产责任险投保率(%)",
)

pytestmark = pytest.mark.system


def pages(tables: tuple[Table, ...], folder: Path) -> list[str]:
    """The text of each page of the PDF, words and line breaks run together."""
    needs("soffice")
    needs("pdftotext")
    (folder / "form.xlsx").write_bytes(render(tables, "xlsx"))
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "form.xlsx"],
        cwd=folder,
        capture_output=True,
        timeout=180,
        check=True,
    )
    text = subprocess.run(
        ["pdftotext", "-raw", "form.pdf", "-"], cwd=folder, capture_output=True, text=True, check=True
    ).stdout
    return [re.sub(r"\s", "", page) for page in text.split("\f")[:-1]]


def landscape(folder: Path) -> bool:
    info = subprocess.run(["pdfinfo", "form.pdf"], cwd=folder, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info)
    assert found is not None
    return round(float(found[1])) == 842 and round(float(found[2])) == 595


def missing(table: Table, text: str) -> list[str]:
    """Printed cells and lines of a table that the page does not show whole."""
    said = [printed(cell) for row in table.rows for cell in row] + [*table.above, *table.below, table.title]
    return [item for item in said if re.sub(r"\s", "", item) not in text]


def test_annex_3_is_one_landscape_page_with_everything_on_it(tmp_path: Path) -> None:
    nine = tuple(replace(sample.PLAN.indicators[0], id=f"i{no}", no=no, name=name) for no, name in enumerate(NAMES, 1))
    plan = replace(sample.PLAN, indicators=nine)
    rated = tuple(replace(ASSESSMENTS[0], indicator=f"i{no}") for no in range(1, 10))
    form = build(request(plan=sample.Opened(plan), edition="filing", assessments=rated))[:1]
    (page,) = pages(form, tmp_path)
    assert landscape(tmp_path)
    assert missing(form[0], page) == []
    assert "#" not in page


def test_rises_states_notes_and_long_numbers_are_never_hashed_or_cut(tmp_path: Path) -> None:
    worse = assessment(1, "behind", years((120, 155, 130, 120, 145), base=D(120)), "-12.345678", "-20.8")
    tight = assessment(3, "behind", years(("0.200001", "by_superior", "4999.123456", "0.1", "0.2")), "0.200001", "0.19")
    form = build(request(edition="filing", assessments=(worse, ASSESSMENTS[1], tight, *ASSESSMENTS[3:])))[:1]
    (page,) = pages(form, tmp_path)
    assert missing(form[0], page) == []
    assert "#" not in page


def test_the_review_shows_every_sheet_whole(tmp_path: Path) -> None:
    long = "；".join(f"2024年实际{number}起，较2020年下降20.0%" for number in range(60))
    tables = build(request(assessments=(replace(ASSESSMENTS[0], derivation=long), *ASSESSMENTS[1:])))
    text = pages(tables, tmp_path)
    whole = "".join(text)
    head, basis, raw, identity = tables
    assert "#" not in "".join(text[:2])
    assert missing(head, whole) == []
    assert [item for item in missing(basis, whole) if item != long] == []
    assert whole.count("较2020年下降20.0%") >= 60
    assert missing(replace(raw, title=""), whole) == []
    assert str(identity.rows[-1][1].value) not in whole


def test_a_second_page_repeats_the_header(tmp_path: Path) -> None:
    many = tuple(replace(sample.PLAN.indicators[0], id=f"i{no}", no=no) for no in range(1, 21))
    plan = replace(sample.PLAN, indicators=many)
    rated = tuple(replace(ASSESSMENTS[0], indicator=f"i{no}") for no in range(1, 21))
    form = build(request(plan=sample.Opened(plan), edition="filing", assessments=rated))[:1]
    text = pages(form, tmp_path)
    assert len(text) == 2
    assert all("规划指标内容" in page for page in text)


def test_a_file_saved_by_another_program_still_says_the_same(tmp_path: Path) -> None:
    needs("soffice")
    texts = (
        "=1+1",
        "_x0041_",
        "控制\x01符",
        " 前后空格 ",
        "多行\n文字\t制表",
        "0012",
        "1e5",
        "TRUE",
        "2025-06-16",
        "'引号",
        "😀①",
    )
    fields: dict[FieldPath, Leaf] = {("measures", "work_accidents", f"t{at}"): text for at, text in enumerate(texts)}
    fields |= {
        ("measures", "work_accidents", "values", "2020"): D("12.50"),
        ("measures", "work_accidents", "as_of"): sample.AS_OF,
        ("measures", "work_accidents", "evidence"): ("甲", "乙,丙"),
    }
    (tmp_path / "ours.xlsx").write_bytes(render(build(with_fields(fields)), "xlsx"))
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            "saved",
            "ours.xlsx",
        ],
        cwd=tmp_path,
        capture_output=True,
        timeout=180,
        check=True,
    )
    changes, problems = read_raw_sheet((tmp_path / "saved" / "ours.xlsx").read_bytes())
    assert problems == ()
    assert dict(changes) == fields
