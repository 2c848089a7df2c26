"""The main job, headless: a workspace is made, figures go in, ratings come out, forms are written."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from support.cli import cli
from support.workspaces import R1, new_workspace

R1_DERIVATION = (
    "2020年基数120起；2024年实际96起，较2020年下降20.0%；序时进度要求15%×4/5=12.0%，快于序时进度8.0个百分点；"
    "2025年预计94起，下降21.7%，大于15%，预计达标；2024年已达标且预计保持，评价为提前实现。2025年控制在101起以内方可达标。"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return new_workspace(tmp_path)


def _fill(data: Path) -> None:
    done = cli("unit", "set", "市应急管理局", *(f"work_accidents.{y}={v}" for y, v in R1.items()), data=data)
    assert done.code == 0, done.err


def test_init_makes_a_workspace_that_opens(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    assert cli("init", folder, "--plan", "safety_plan", "--plan", "emergency_plan").code == 0
    units = cli("unit", "list", "--json", data=folder).json["units"]
    assert len(units) == 30
    assert {unit["kind"] for unit in units} == {"department"}


def test_init_names_another_region(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert cli("init", folder, "--plan", "safety_plan", "--region", "如皋市").code == 0
    text = (folder / "workspace.toml").read_text(encoding="utf-8")
    assert 'region = "如皋市"' in text
    assert "如皋市公安局" in text
    assert "海安" not in text


def test_init_refuses_what_is_there(data: Path, tmp_path: Path) -> None:
    assert cli("init", data, "--plan", "safety_plan").code == 4
    other = tmp_path / "mine"
    other.mkdir()
    (other / "letter.txt").write_text("keep me")
    assert cli("init", other, "--plan", "safety_plan").code == 4
    assert (other / "letter.txt").read_text() == "keep me"


def test_init_with_an_unknown_plan_or_round_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert cli("init", folder, "--plan", "safty_plan").code == 2
    assert cli("init", folder, "--plan", "safety_plan", "--round", "final_2099").code == 2
    assert not folder.exists()


def test_what_was_typed_is_what_is_stored(data: Path) -> None:
    _fill(data)
    stored = tomllib.loads((data / "units" / "yjglj.toml").read_text(encoding="utf-8"))
    measure = stored["measures"]["work_accidents"]
    assert measure["values"] == {"2020": 120, "2021": 114, "2022": 110, "2023": 104, "2024": 96}
    assert measure["forecast"] == {"2025": 94}


def test_rate_says_ahead_in_every_table_that_uses_the_measure(data: Path) -> None:
    _fill(data)
    results = cli("rate", "--unit", "应急管理局", "--json", data=data).json["results"]
    found = {(r["plan"], r["table"]): r for r in results if r["measure"] == "work_accidents"}
    assert set(found) == {(p, t) for p in ("safety_plan", "emergency_plan") for t in ("nantong", "haian")}
    assert {r["rating"] for r in found.values()} == {"ahead"}
    nantong = found["safety_plan", "nantong"]
    assert nantong["derivation"] == R1_DERIVATION
    assert nantong["required"] == {"op": "<", "value": "102.000000", "integer": 101, "state": "open"}
    assert nantong["aggregate_actual"] == "20.000000"


def test_the_city_takes_the_leads_figure(data: Path) -> None:
    _fill(data)
    results = cli("rate", "--city", "--json", data=data).json["results"]
    assert len(results) == 9 + 9 + 17 + 14
    assert all(r["unit"] is None for r in results)
    first = next(r for r in results if r["indicator"] == "work_accidents_drop" and r["plan"] == "safety_plan")
    assert first["rating"] == "ahead"


def test_set_keeps_a_question_and_says_so(data: Path) -> None:
    asked = cli("unit", "set", "yjglj", "work_accidents.2023=约104", "work_accidents.2022=１１０", data=data)
    assert asked.code == 1
    assert "104" in asked.err
    values = tomllib.loads((data / "units" / "yjglj.toml").read_text(encoding="utf-8"))["measures"]["work_accidents"]
    assert values["values"]["2022"] == 110
    assert values["values"]["2023"] == {"raw": "约104"}


def test_set_one_part_of_a_year(data: Path) -> None:
    _fill(data)
    done = cli("unit", "set", "yjglj", "work_accidents.2023.note=含铁路交通事故", data=data)
    assert done.code == 0, done.err
    fields = cli("unit", "show", "yjglj", "--json", data=data).json["fields"]
    assert fields["measures.work_accidents.values.2023"] == {"value": "104", "note": "含铁路交通事故"}
    cli("unit", "set", "yjglj", "work_accidents.2023=105", data=data)
    fields = cli("unit", "show", "yjglj", "--json", data=data).json["fields"]
    assert fields["measures.work_accidents.values.2023"] == {"value": "105", "note": "含铁路交通事故"}


def test_dry_run_writes_nothing(data: Path) -> None:
    assert cli("unit", "set", "yjglj", "work_accidents.2020=120", "--dry-run", data=data).code == 0
    assert not (data / "units" / "yjglj.toml").exists()


@pytest.mark.parametrize("form", ["附件3", "annex3", "附件3之二", "附件4", "annex4", "附件4之二"])
@pytest.mark.parametrize("edition", ["review", "filing", "upward"])
def test_exports_are_the_same_bytes_twice(data: Path, tmp_path: Path, form: str, edition: str) -> None:
    _fill(data)
    outputs = []
    for name in ("one.xlsx", "two.xlsx"):
        done = cli("--as-of", "2025-06-16", "export", form, "--edition", edition, "-o", tmp_path / name, data=data)
        assert done.code == 0, done.err
        outputs.append((tmp_path / name).read_bytes())
    assert outputs[0] == outputs[1]
    assert outputs[0][:2] == b"PK"


def test_export_to_stdout_is_the_file(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    cli("--as-of", "2025-06-16", "export", "附件3", "-o", target, data=data)
    assert cli("--as-of", "2025-06-16", "export", "附件3", "-o", "-", data=data).stdout == target.read_bytes()


def test_export_never_overwrites_without_force(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"mine")
    refused = cli("export", "附件3", "-o", target, data=data)
    assert refused.code == 6
    assert target.read_bytes() == b"mine"
    assert cli("export", "附件3", "-o", target, "--force", data=data).code == 0
    assert target.read_bytes() != b"mine"


@pytest.mark.parametrize("suffix", ["csv", "json", "toml", "parquet"])
def test_data_formats_of_a_form(data: Path, tmp_path: Path, suffix: str) -> None:
    _fill(data)
    target = tmp_path / f"a.{suffix}"
    done = cli("--as-of", "2025-06-16", "export", "附件3", "--unit", "yjglj", "-o", target, data=data)
    assert done.code == 0, done.err
    content = target.read_bytes()
    again = cli("--as-of", "2025-06-16", "export", "附件3", "--unit", "yjglj", "--format", suffix, "-o", "-", data=data)
    assert again.stdout == content
    assert content.startswith({"csv": b"\xef\xbb\xbf", "json": b"{", "toml": b"schema", "parquet": b"PAR1"}[suffix])


def test_a_printed_code_is_found_again(data: Path, tmp_path: Path) -> None:
    _fill(data)
    shown = cli("export", "附件3", "--unit", "yjglj", "--edition", "filing", "--format", "xlsx", "-o", "-", data=data)
    from io import BytesIO

    from openpyxl import load_workbook

    cells = [
        str(c.value) for row in load_workbook(BytesIO(shown.stdout)).worksheets[0].iter_rows() for c in row if c.value
    ]
    code = next(text for text in cells if "校验码" in text).rpartition("：")[2].strip()[:8]
    assert "应急管理局" in cli("verify", code, data=data).out
    cli("unit", "set", "yjglj", "work_accidents.2024=97", data=data)
    assert cli("verify", code, data=data).code == 2


def test_log_names_person_field_and_values(data: Path) -> None:
    _fill(data)
    cli("unit", "set", "yjglj", "work_accidents.2024=97", "--reason", "核对台账", data=data)
    entries = cli("log", "--unit", "yjglj", "--cell", "work_accidents.2024", "--json", data=data).json["log"]
    assert [(e["old"], e["new"], e["reason"]) for e in entries] == [(None, "96", ""), ("96", "97", "核对台账")]


def test_verify_and_doctor_are_content(data: Path) -> None:
    _fill(data)
    assert cli("verify", data=data).code == 0
    text = (data / "history" / "units" / "yjglj.jsonl").read_text(encoding="utf-8")
    (data / "history" / "units" / "yjglj.jsonl").write_text(
        text.replace('"120"', '"121"').replace("120", "121"), "utf-8"
    )
    broken = cli("verify", data=data)
    assert broken.code == 3
    assert "yjglj" in broken.out


def test_progress_counts_what_is_owed(data: Path) -> None:
    _fill(data)
    rows = cli("--as-of", "2025-06-07", "progress", "--json", data=data).json["progress"]
    row = next(r for r in rows if r["unit"] == "yjglj" and r["plan"] == "safety_plan")
    assert row["answered"] == 6
    assert row["days_left"] == 9
    assert not row["late"]


def test_a_declared_rating_counts_while_it_is_fresh(data: Path) -> None:
    _fill(data)
    declared = "plans.safety_plan.declared.work_accidents_drop"
    cli("unit", "set", "yjglj", f"{declared}.rating=on_track", f"{declared}.reason=2025年事故统计口径待调整", data=data)

    def judged() -> tuple[str, str, bool]:
        results = cli("rate", "--unit", "yjglj", "--plan", "safety_plan", "--json", data=data).json["results"]
        found = next(r for r in results if r["indicator"] == "work_accidents_drop")
        return found["rating"], found["effective"], found["declared_stale"]

    assert judged() == ("ahead", "on_track", False)
    cli("unit", "set", "yjglj", "work_accidents.2023=103", data=data)
    assert judged() == ("ahead", "ahead", True)


def test_an_impossible_declaration_never_counts(data: Path) -> None:
    figures = {**R1, 2025: "110"}
    cli("unit", "set", "yjglj", *(f"work_accidents.{y}={v}" for y, v in figures.items()), data=data)
    declared = "plans.safety_plan.declared.work_accidents_drop"
    cli("unit", "set", "yjglj", f"{declared}.rating=ahead", f"{declared}.reason=领导要求", data=data)
    results = cli("rate", "--unit", "yjglj", "--plan", "safety_plan", "--json", data=data).json["results"]
    assert {r["effective"] for r in results if r["indicator"] == "work_accidents_drop"} == {"behind"}
