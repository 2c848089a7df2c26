"""The report and the explanation of what lags as documents: paragraphs, look, bytes, hostile texts, and the page."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import pytest
from docx import Document
from docx.oxml.ns import qn

from evaltui.assess.drafting import draft_sentences
from evaltui.errors import UsageProblem
from evaltui.exchange import docx_style as look
from evaltui.exchange.docx_file import signature, title_lines
from evaltui.exchange.forms import core_formats
from evaltui.exchange.guard import inspect
from evaltui.exchange.indicators_form import indicators_table
from evaltui.exchange.printed import printed
from evaltui.exchange.report_docx import explanations_document, report_document
from evaltui.exchange.request import FormRequest
from evaltui.plan.model import Form, Plan
from evaltui.store.record import Leaf, Record
from evaltui.text import width
from support import forms_sample as sample
from support.forms_sample import request
from support.system import needs

HERE = Path(__file__).parent
MARKS = {"review": "内部资料　送审稿"}
REPORT = Form("report", "report", "海安市“十四五”样例规划实施总结评估报告", "附件1")
EXPLANATIONS = Form("explanations", "explanations", "海安市“十四五”样例规划滞后指标分析说明")
BODY = {"indicators": "自己写的指标部分。", "tasks": "完成任务。\n一是检查。", "measures": "成立专班。", "problems": "力量不足。",
        "outlook": "预计完成。", "proposals": "加强保障。"}  # fmt: skip  # one list of texts

PLAN = replace(sample.PLAN, forms=(REPORT, EXPLANATIONS), report_units=("应急管理局",))
BEHIND = replace(
    sample.ASSESSMENTS[0],
    effective="behind",
    computed="behind",
    explanation_owed=True,
    on_schedule=False,
    meets_target=False,
)


def asked(
    fields: Mapping[str, Leaf] | None = None,
    *,
    form: Form = REPORT,
    plan: Plan = PLAN,
    edition: Literal["review", "filing", "upward"] = "review",
    **more: Any,
) -> FormRequest:
    """The sample unit's document, with these fields below plans.sample_plan (a leading / means the record's root)."""
    found = dict(sample.RECORD.fields)
    for key, leaf in (fields or {}).items():
        path = key.removeprefix("/").split(".") if key.startswith("/") else ["plans", PLAN.id, *key.split(".")]
        found[tuple(path)] = leaf
    record = Record("yjglj", MappingProxyType(found))
    return request(form=form, plan=sample.Opened(plan), edition=edition, records={"yjglj": record}, **more)


def written(**more: Any) -> FormRequest:
    return asked({f"report.{key}": text for key, text in BODY.items()}, **more)


def read(data: bytes) -> list[tuple[str, str]]:
    """(style id, text) of every paragraph."""
    found = Document(io.BytesIO(data))
    return [(item._p.style or "", item.text) for item in found.paragraphs]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_the_report_has_the_notices_frame_and_the_units_own_words() -> None:
    assert read(report_document(written(edition="filing"))) == [
        ("Title", "海安市“十四五”样例规划实施总结评估报告"),
        ("Subtitle", "海安市应急管理局"),
        ("Normal", ""),
        ("Heading1", "一、规划实施总体进展情况"),
        ("Heading2", "（一）主要目标指标进展"),
        ("Normal", "自己写的指标部分。"),
        ("Heading2", "（二）主要任务进展"),
        ("Normal", "完成任务。"),
        ("Normal", "一是检查。"),
        ("Heading2", "（三）规划实施主要举措进展"),
        ("Normal", "成立专班。"),
        ("Heading1", "二、规划实施过程存在的主要问题和风险挑战"),
        ("Normal", "力量不足。"),
        ("Heading1", "三、规划目标任务完成情况预测及对策建议"),
        ("Heading2", "（一）规划目标任务完成情况预测"),
        ("Normal", "预计完成。"),
        ("Heading2", "（二）对策建议"),
        ("Normal", "加强保障。"),
        ("Normal", ""),
        ("Signature", "海安市应急管理局"),
        ("Signature", "2025年6月6日"),
    ]


def test_an_empty_indicator_part_is_drafted_and_marked_in_the_review_only() -> None:
    fields: dict[str, Leaf] = {f"report.{key}": text for key, text in BODY.items() if key != "indicators"}
    review = read(report_document(asked(fields)))
    assert ("Marking", MARKS["review"]) in review
    assert ("Note", "〔以下为系统按数据起草的文字，请核对修改〕") in review
    drafted = [text for style, text in review if style == "Drafted"]
    assert len(drafted) == 1 + len(PLAN.indicators)
    assert drafted[1].startswith("生产安全事故起数下降目标为大于15%，2021—2024年累计下降20.0%")
    filing = read(report_document(asked(fields, edition="filing")))
    assert not [style for style, _ in filing if style in ("Marking", "Note", "Drafted")]
    assert [text for style, text in filing if style == "Normal"][1 : 1 + len(drafted)] == drafted


def test_what_is_still_missing_shows_in_the_review() -> None:
    review = read(report_document(asked({"report.tasks": "完成任务。"})))
    assert ("Note", "〔待补充〕") in review


def test_drafted_figures_are_those_of_the_table() -> None:
    """前四年 and 五年 of every row stand in its sentence as the table prints them, whatever their decimals."""
    asked_table = request(edition="filing")
    table = indicators_table(asked_table)
    keys = [column.key for column in table.columns]
    drafts = draft_sentences(
        sample.PLAN, "应急管理局", asked_table.assessments, asked_table.record, asked_table.settings
    )
    compared = 0
    for row, draft in zip(table.rows, drafts, strict=True):
        for key in ("to_date", "full"):
            cell = row[keys.index(key)]
            if cell.value is not None:
                figure = re.sub(r"[^\d.]", "", printed(cell))
                assert figure in re.findall(r"\d+(?:\.\d+)?", draft.standing), draft.standing
                compared += 1
    assert compared >= 6


def test_page_and_styles_are_the_standards() -> None:
    data = report_document(written())
    document = part(data, "word/document.xml")
    assert '<w:pgSz w:w="11906" w:h="16838"/>' in document
    assert {name: int(value) for name, value in re.findall(r'w:(top|bottom|left|right)="(\d+)"', document)} == {
        "top": 2098, "bottom": 1984, "left": 1588, "right": 1474,
    }  # fmt: skip  # millimetres 37, 35, 28, 26 in twips
    millimetres = [round(value * 25.4 / 1440) for value in look.MARGINS.values()]
    assert millimetres == [37, 35, 28, 26]
    found = Document(io.BytesIO(data))
    expected = {
        "Title": ("方正小标宋简体", 22), "Normal": ("仿宋_GB2312", 16), "Heading1": ("黑体", None),
        "Heading2": ("楷体_GB2312", None), "Footer": ("宋体", 14),
    }  # fmt: skip  # one style, one entry
    for style in found.styles:
        fonts = style.element.find(f".//{qn('w:rFonts')}")
        spacing = style.element.find(f".//{qn('w:spacing')}")
        if style.style_id in expected:
            font, size = expected[style.style_id]
            assert fonts.get(qn("w:eastAsia")) == font
            assert fonts.get(qn("w:asciiTheme")) is None
            assert size is None or style.font.size.pt == size
        if spacing is not None and style.style_id != "Footer":
            assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    assert 22 * 579 / 20 <= 225 / 25.4 * 72


def test_page_numbers_stand_outside() -> None:
    data = report_document(written())
    assert "<w:evenAndOddHeaders" in part(data, "word/settings.xml")
    found = Document(io.BytesIO(data)).sections[0]
    sides = [footer.paragraphs[0]._p.pPr.jc.val for footer in (found.footer, found.even_page_footer)]
    assert [str(side).split(".")[-1].split(" ")[0] for side in sides] == ["RIGHT", "LEFT"]
    assert found.footer.paragraphs[0].text == "— 1 —"


def test_nothing_of_the_librarys_template_is_left() -> None:
    with zipfile.ZipFile(io.BytesIO(report_document(written()))) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert set(archive.namelist()) == {
            "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels",
            "word/document.xml", "word/footer1.xml", "word/footer2.xml", "word/settings.xml", "word/styles.xml",
        }  # fmt: skip  # one list of members
    assert "Calibri" not in part(report_document(written()), "word/styles.xml")
    assert inspect(report_document(written())) == ()


def test_equal_bytes_in_unlike_environments() -> None:
    def made(**environment: str) -> str:
        return subprocess.run(
            [sys.executable, str(HERE / "make_documents.py")],
            env={**os.environ, "PYTHONPATH": str(HERE.parent), **environment},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    here = made(PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="C")
    there = made(PYTHONHASHSEED="4242", TZ="America/New_York", LC_ALL="C.UTF-8", PYTHONUTF8="0")
    assert here == there
    assert len(here.splitlines()) == 3


HOSTILE = (
    "控制\x00\x01\x1b[31m符\x7f",
    "<w:p><w:r>&amp;<!-- ]]> <?xml?>",
    "长" * 10_000,
    "\ud800\ufffe\uffff\ufdd0坏字符",
    "\u202e反向\u2066",
    "😀①\u3000全角空格\t制表",
    "a\r\nb\u2028c\u2029d\x0be",
    '{"}${jndi}%s{0}',
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_only_text(text: str) -> None:
    data = report_document(
        asked({**{f"report.{key}": text for key in BODY}, "report.title": text[:200], "report.cases": text})
    )
    said = "".join(line for _, line in read(data))
    for word in re.findall("[\u4e00-\u9fff]{2,}", text)[:1]:
        assert word in said
    if text != "长" * 10_000:  # packs better than any real text: the guard would call it a bomb
        assert inspect(data) == ()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202e\u2066]", said)


def test_a_long_text_stays_whole() -> None:
    data = report_document(asked({"report.tasks": "\n".join(["甲" * 500] * 40)}))
    assert sum(text.count("甲") for _, text in read(data)) == 20_000


def test_a_title_of_the_units_own_and_a_merged_report() -> None:
    other = replace(PLAN, id="other_plan", short="应急规划", forms=(REPORT,))
    fields: dict[str, Leaf] = {
        "report.title": "海安市应急管理局总结评估报告",
        "report.tasks": "完成任务。",
        "/plans.other_plan.report_mode": "merged",
        "/plans.other_plan.report_with": PLAN.id,
    }
    lines = read(report_document(asked(fields, plans=(sample.Opened(PLAN), sample.Opened(other)))))
    assert ("Title", "海安市应急管理局总结评估报告") in lines
    assert ("Subtitle", "（含应急规划）") in lines


@pytest.mark.parametrize("mode", ["merged", "part"])
def test_a_report_that_stands_elsewhere_is_not_made(mode: str) -> None:
    with pytest.raises(UsageProblem, match="不单独成文"):
        report_document(asked({"report_mode": mode, "report_with": "yjglj"}))


def test_material_for_another_units_report_says_so() -> None:
    fields: dict[str, Leaf] = {"report_mode": "part", "report_with": "yjglj", "report.tasks": "完成任务。"}
    assert ("Subtitle", "（并入市应急管理局报告的材料）") in read(report_document(asked(fields)))


def test_a_unit_that_owes_no_report_and_wrote_none_is_told() -> None:
    with pytest.raises(UsageProblem, match="没有要填"):
        report_document(asked(plan=replace(PLAN, report_units=())))


def test_the_citys_report_is_the_citys() -> None:
    city = Record("city", MappingProxyType({("plans", PLAN.id, "report", "tasks"): "全市任务进展顺利。"}))
    lines = read(report_document(replace(sample.city_request(form=REPORT, plan=sample.Opened(PLAN)), city=city)))
    assert ("Subtitle", "海安市安委办") in lines
    assert ("Normal", "全市任务进展顺利。") in lines
    assert next(text for style, text in lines if style == "Drafted").startswith("全市6项")


def test_the_explanation_says_where_why_and_what_is_done() -> None:
    fields: dict[str, Leaf] = {
        "/explanations.work_accidents.cause": "货运量增长。",
        "/explanations.work_accidents.final_progress": "预计94起。",
        "/explanations.work_accidents.measures_taken": "一是整治。\n二是督办。",
    }
    lines = read(explanations_document(asked(fields, form=EXPLANATIONS, edition="filing", assessments=(BEHIND,))))
    start = lines.index(("Heading1", "一、生产安全事故起数"))
    assert lines[start : start + 9] == [
        ("Heading1", "一、生产安全事故起数"),
        ("Heading2", "（一）进展情况"),
        (
            "Normal",
            "生产安全事故起数下降目标为大于15%，2021—2024年累计下降20.0%，预计到2025年底累计下降21.7%，"
            "未达序时进度且预计不能完成规划目标，滞后预期。",
        ),
        ("Heading2", "（二）滞后原因"),
        ("Normal", "货运量增长。"),
        ("Heading2", "（三）预计最终完成情况"),
        ("Normal", "预计94起。"),
        ("Heading2", "（四）已采取和拟采取的措施"),
        ("Normal", "一是整治。"),
    ]
    review = read(explanations_document(asked(fields, form=EXPLANATIONS, assessments=(BEHIND,))))
    assert any(style == "Note" and text.startswith("评价依据：") for style, text in review)


def test_a_row_of_the_same_measure_that_is_fine_is_not_explained() -> None:
    twin = replace(sample.PLAN.indicators[0], id="i9", no=9, name="事故起数")
    plan = replace(PLAN, indicators=(*PLAN.indicators, twin))
    fine = replace(BEHIND, indicator="i9", effective="on_track", computed="on_track", explanation_owed=False)
    fields: dict[str, Leaf] = {"/explanations.work_accidents.cause": "货运量增长。"}
    lines = read(explanations_document(asked(fields, form=EXPLANATIONS, plan=plan, assessments=(BEHIND, fine))))
    assert not [text for _, text in lines if text.startswith("事故起数")]


def test_an_owed_explanation_that_is_missing_shows_in_the_review() -> None:
    review = read(explanations_document(asked(form=EXPLANATIONS, assessments=(BEHIND,))))
    assert review.count(("Note", "〔待补充〕")) == 3


def test_nothing_lagging_is_said_in_a_sentence() -> None:
    empty = Record("yjglj")
    lines = read(
        explanations_document(
            replace(asked(form=EXPLANATIONS, assessments=sample.ASSESSMENTS[:1]), records={"yjglj": empty})
        )
    )
    assert any("无须附滞后分析说明" in text for _, text in lines)


def test_a_unit_without_indicators_has_nothing_to_explain() -> None:
    with pytest.raises(UsageProblem, match="没有应填的指标"):
        explanations_document(asked(form=EXPLANATIONS, assessments=()))


TITLES = (
    ("短标题", ("短标题",)),
    ("海安市“十四五”安全生产规划实施总结评估报告", ("海安市“十四五”安全生产", "规划实施总结评估报告")),
    (
        "海安市“十四五”应急管理体系和能力建设规划实施总结评估报告",
        ("海安市“十四五”应急管理体系和能力建设", "规划实施总结评估报告"),
    ),
)


@pytest.mark.parametrize(("title", "lines"), TITLES)
def test_titles_break_between_words_longer_lines_first(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title) == lines


@pytest.mark.parametrize("title", ["字" * 61, "A" * 300, "规划实施" * 30, ""])
def test_any_title_fits_its_lines(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(width(line) <= 40 for line in lines)


@pytest.mark.parametrize("name", ["海安市公安局", "南通市自然资源和规划局海安市自然资源和规划分局", "局"])
def test_the_name_stands_over_the_middle_of_the_date(name: str) -> None:
    over, under = signature(name, "2025年6月16日")
    assert over.keep
    assert under.inset >= 4
    middle = [line.inset + width(line.text) / 4 for line in (over, under)]
    assert abs(middle[0] - middle[1]) < 0.01


def test_the_formats_are_the_cores() -> None:
    found = {item.kind: item.suffixes for item in core_formats()}
    assert found["report"] == found["explanations"] == ("docx",)


@pytest.mark.system
def test_libreoffice_lays_out_twenty_two_lines_of_the_whole_text(tmp_path: Path) -> None:
    needs("soffice")
    needs("pdftotext")
    body = "；".join(f"第{number}项整改已完成并通过验收" for number in range(120)) + "。"
    data = report_document(asked({**{f"report.{key}": text for key, text in BODY.items()}, "report.measures": body}))
    (tmp_path / "report.docx").write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "report.docx",
        ],
        cwd=tmp_path,
        capture_output=True,
        timeout=180,
        check=True,
    )
    raw = subprocess.run(
        ["pdftotext", "-layout", "report.pdf", "-"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    pages = raw.stdout.split("\f")[:-1]
    lines = [line for line in pages[1].splitlines() if line.strip()]
    assert len(lines) == 22 + 1
    assert lines[-1].strip().replace(" ", "") == "—2—"
    assert lines[-1].startswith((" —", "—"))
    whole = re.sub(r"\s|—\d+—", "", raw.stdout)
    for text in (*body.split("；"), *BODY.values(), "一、规划实施总体进展情况", MARKS["review"]):
        if text != BODY["measures"]:
            assert re.sub(r"\s", "", text.rstrip("。")) in whole
    size = subprocess.run(["pdfinfo", "report.pdf"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size:\s+595\.\d+ x 841\.\d+", size) or "A4" in size


def test_the_date_is_never_the_clocks() -> None:
    fields = {key: leaf for key, leaf in sample.RECORD.fields.items() if key[-1] != "date"}
    undated = replace(asked(), records={"yjglj": Record("yjglj", MappingProxyType(fields))})
    assert (
        read(report_document(undated))[-1] == ("Signature", "年月日") or "年" in read(report_document(undated))[-1][1]
    )
    dated = asked({"date": date(2025, 6, 16)})
    assert read(report_document(dated))[-1] == ("Signature", "2025年6月16日")
