"""Documents through the workspace: found by annex number, named like every other file, refused as a table."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document

from evaltui.errors import UsageProblem
from evaltui.plan.check import check_folder
from evaltui.workspace.place import Places
from evaltui.workspace.plans import open_registry
from evaltui.workspace.session import Workspace
from support.workspaces import new_workspace, opened


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return opened(new_workspace(tmp_path_factory.mktemp("documents")))


def test_the_report_is_a_docx_named_by_annex_unit_and_day(workspace: Workspace) -> None:
    made = workspace.export("附件1", plan="safety_plan", unit="gaj")
    assert made.name == "附件1-安全规划-公安局-2025-06-07.docx"
    assert made.binary
    title = [item.text for item in Document(io.BytesIO(made.content)).paragraphs if item._p.style == "Title"]
    assert "".join(title) == "海安市“十四五”安全生产规划实施总结评估报告"
    assert workspace.export("附件1", plan="safety_plan", unit="gaj").sha256 == made.sha256


def test_a_form_without_annex_number_is_named_by_its_title(workspace: Workspace) -> None:
    made = workspace.export("explanations", plan="safety_plan", unit="gaj")
    assert made.name == "海安市“十四五”安全生产规划滞后指标分析说明-公安局-2025-06-07.docx"


def test_a_document_is_no_table(workspace: Workspace) -> None:
    with pytest.raises(UsageProblem, match="docx"):
        workspace.export("附件1", plan="safety_plan", unit="gaj", suffix="xlsx")


def test_the_citys_documents_are_among_everything(workspace: Workspace) -> None:
    names = [item.name for item in workspace.export_everything()]
    assert {"附件1-安全规划-2025-06-07.docx", "附件1-应急规划-2025-06-07.docx"} <= set(names)
    assert sum(name.endswith("滞后指标分析说明-2025-06-07.docx") for name in names) == 2
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("plan", ["safety_plan", "emergency_plan"])
def test_a_plan_is_not_told_that_its_report_has_to_wait(plan: str) -> None:
    loaded = open_registry(Places(data=None)).open(plan)
    found = check_folder(Path(loaded.plan.folder), opened=lambda _: loaded)
    waiting = [item.sentence for item in found if item.code == "plan_form_kind_later"]
    assert not [text for text in waiting if "“report”" in text or "“explanations”" in text]
