"""TOML <-> record: what was typed is what is stored, and nothing that arrives makes a traceback."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.store import codec
from evaltui.store.codec import Head
from evaltui.store.leaves import normal
from evaltui.store.record import Leaf, Path, Record
from evaltui.text import clean
from support.storing import exactly, records


def _record(fields: dict[Path, Leaf]) -> Record:
    return Record("gaj", MappingProxyType({path: normal(leaf) for path, leaf in fields.items()}))


def _read(text: str | bytes, owner: str = "gaj") -> codec.Parsed:
    return codec.read(text if isinstance(text, bytes) else text.encode(), owner, "units/gaj.toml")


@given(records)
def test_record_to_bytes_to_record_is_the_identity(record: Record) -> None:
    record = _record(dict(record.fields))
    parsed = _read(codec.render(record, Head(7, "ab" * 32)))
    assert exactly(parsed.record) == exactly(record)
    assert parsed.head == Head(7, "ab" * 32)
    assert not parsed.broken


@given(records)
def test_bytes_depend_on_the_fields_alone(record: Record) -> None:
    record = _record(dict(record.fields))
    backwards = Record("gaj", MappingProxyType(dict(reversed(list(record.fields.items())))))
    assert codec.render(record) == codec.render(backwards)


@given(records)
def test_the_sha_leaves_the_head_out(record: Record) -> None:
    record = _record(dict(record.fields))
    with_head = codec.render(record, Head(3, "cd" * 32))
    assert codec.content_sha(with_head) == codec.sha256(codec.render(record))
    again = codec.with_head(with_head, Head(4, "ef" * 32))
    assert again == codec.render(record, Head(4, "ef" * 32))


@given(st.text(max_size=3000))
def test_any_text_survives_cleaned(text: str) -> None:
    record = _record({("plans", "p", "report", "tasks"): text})
    assert _read(codec.render(record)).record.text("plans", "p", "report", "tasks") == clean(text)


def test_a_megabyte_of_text_survives() -> None:
    text = '安全生产“十四五”规划\\"\'\'\'"""\t评估。\n' * 40_000
    record = _record({("plans", "p", "report", "tasks"): text})
    assert _read(codec.render(record)).record.text("plans", "p", "report", "tasks") == text


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (Decimal("12.50"), "12.50"),
        (Decimal("5"), "5"),
        (Decimal("5.0"), "5.0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.0000001"), "0.0000001"),
        (Decimal("100000000000.000000"), "100000000000.000000"),
        (-3, "-3"),
        (Decimal("-0.50"), "-0.50"),
    ],
)
def test_a_number_is_stored_as_typed(typed: Decimal | int, stored: str) -> None:
    text = codec.render(_record({("measures", "m", "values", "2020"): typed})).decode()
    assert f"\n2020 = {stored}\n" in text


def test_the_file_reads_as_the_design_shows_it() -> None:
    record = _record(
        {
            ("measures", "work_accidents", "values", "2022"): {"reason": "台账移交中", "state": "not_available"},
            ("measures", "work_accidents", "values", "2021"): 114,
            ("measures", "work_accidents", "values", "2020"): 120,
            ("measures", "work_accidents", "as_of"): date(2025, 6, 16),
            ("measures", "work_accidents", "source"): "市应急管理局事故统计台账",
            ("plans", "safety_plan", "report", "problems"): "第一段\n第二段",
        }
    )
    assert codec.render(record, Head(41, "0" * 64)).decode() == (
        "# 本文件由 evaltui 读写，注释不会保留。可以用编辑器修改，保存后程序会记入修改记录。\n"
        "format = 1\n"
        'unit = "gaj"\n'
        "\n[head]\nseq = 41\n" + f'sha = "{"0" * 64}"\n'
        "\n[measures.work_accidents]\n"
        'source = "市应急管理局事故统计台账"\n'
        "as_of = 2025-06-16\n"
        "\n[measures.work_accidents.values]\n"
        "2020 = 120\n"
        "2021 = 114\n"
        "\n[measures.work_accidents.values.2022]\n"
        'state = "not_available"\n'
        'reason = "台账移交中"\n'
        "\n[plans.safety_plan.report]\n"
        'problems = """\n第一段\n第二段"""\n'
    )


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("format = 1\nunit = \n", "store_bad_toml", "第2行第8列"),
        ('format = 1\nunit = "gaj"\n[measures\n', "store_bad_toml", "第3行第10列"),
        ("format = 1\na = 1\na = 2\n", "store_bad_toml", "第3行"),
        ("format = 1\nx = '''abc", "store_bad_toml", "文件末尾"),
        (b"format = 1\n\n\xd6\xd0 = 1\n", "store_not_utf8", "第3行"),
        ("format = 1\nx = " + "[" * 3000 + "]" * 3000, "store_too_deep", ""),
        ("format = 1\n" + "a." * 400 + "b = 1", "store_too_deep", ""),
        ("format = 1\nx = " + "9" * 5000, "store_bad_toml", ""),
        ("format = 1\nx = nan", "store_unfit_value", ""),
        ("format = 1\nx = -inf", "store_unfit_value", ""),
        ("format = 1\nx = 1e999999999", "store_unfit_value", ""),
        ("format = 1\nx = 1e-999999999", "store_unfit_value", ""),
        ("format = 1\nx = 99999999999999999999999999999999999999999999", "store_unfit_value", ""),
        ("format = 1\n[measures.m.values]\n2020 = true", "store_wrong_type", ""),
        ("format = 1\n[measures.m.values]\n20 = 1", "store_not_a_year", ""),
        ("format = 1\n[measures.m.values.2020]\nstate = '未发生'", "store_wrong_type", ""),
        ("format = 1\n[measures.m]\nas_of = '2025-06-16'", "store_wrong_type", ""),
        ("format = 1\n[plans.p.tasks.s1]\nstate = 'finished'", "store_wrong_type", ""),
        ("format = 1\nmeasures = 3", "store_wrong_type", ""),
        ('format = 1\n"a\\u0007b" = 3', "store_bad_key", ""),
        ("unit = 'gaj'", "store_format_missing", ""),
        ("format = '1'", "store_format_missing", ""),
        ("format = true", "store_format_missing", ""),
        ("format = 1\nunit = 'other'", "store_wrong_owner", ""),
    ],
)
def test_what_cannot_be_read_is_a_problem_with_its_place(text: str | bytes, code: str, place: str) -> None:
    parsed = _read(text)
    assert parsed.broken
    found = {item.code: item for item in parsed.problems}
    assert code in found
    assert place in found[code].place


def test_a_wrong_field_is_named_and_the_others_are_still_there() -> None:
    parsed = _read('format = 1\n[measures.m]\nas_of = 5\nsource = "台账"\n')
    assert parsed.record.text("measures", "m", "source") == "台账"
    assert [item.path for item in parsed.problems] == [("measures", "m", "as_of")]
    assert "measures.m.as_of" in parsed.problems[0].sentence


def test_too_big_a_file_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "MAX_BYTES", 100)
    assert [item.code for item in _read("format = 1\n" + "#" * 200).problems] == ["store_too_big"]


def test_a_newer_format_is_told_and_keeps_what_is_known() -> None:
    parsed = _read('format = 2\nunit = "gaj"\n[measures.m.values]\n2020 = 5\n')
    assert parsed.newer
    assert not parsed.broken
    assert parsed.record.get("measures", "m", "values", "2020") == 5


def test_windows_editors_are_understood() -> None:
    parsed = _read(b"\xef\xbb\xbf" + "format = 1\r\n[plans.p.report]\r\ntasks = '''\r\n一\r\n二'''\r\n".encode())
    assert not parsed.problems
    assert parsed.record.text("plans", "p", "report", "tasks") == "一\n二"


def test_unknown_keys_of_any_kind_are_kept_and_named_once() -> None:
    text = (
        'format = 1\nunit = "gaj"\n\n[future]\nat = 07:32:00\nlist = [[1, 2.50], { a = "b" }]\n\n'
        "[[later]]\na = 1\n\n[[later]]\nb = 1979-05-27T07:32:00Z\n"
    )
    parsed = _read(text)
    assert {item.code for item in parsed.problems} == {"store_unknown_key"}
    assert not parsed.broken
    again = _read(codec.render(parsed.record))
    assert exactly(again.record) == exactly(parsed.record)
    assert tomllib.loads(codec.render(parsed.record).decode())["later"][0] == {"a": 1}


def test_the_roster_keeps_its_order() -> None:
    text = "".join(f'[[units]]\nid = "{name}"\nname = "单位{name}"\nkind = "town"\n' for name in ("zz", "aa", "mm"))
    parsed = codec.read(f"format = 1\n{text}".encode(), "workspace", "workspace.toml")
    assert parsed.record.keys_below("units") == ("zz", "aa", "mm")
    again = codec.read(codec.render(parsed.record), "workspace", "workspace.toml")
    assert again.record.keys_below("units") == ("zz", "aa", "mm")


@pytest.mark.parametrize(
    "entry", ["name = '无'", "id = 'A'", "id = '../x'", "id = 'city'", "id = 5", "id = 'ok'\n[units.sub]\na = 1"]
)
def test_a_bad_entry_of_the_roster_is_a_problem(entry: str) -> None:
    parsed = codec.read(f"format = 1\n[[units]]\n{entry}\n".encode(), "workspace", "workspace.toml")
    assert "store_bad_unit_entry" in {item.code for item in parsed.problems}


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_make_a_traceback(data: bytes) -> None:
    parsed = codec.read(data, "gaj", "x")
    assert parsed.broken or parsed.newer or data


_TOMLISH = st.text(alphabet="format=1\n[]{}.\"'\\#,:-+eExnaif_ 0u年T", max_size=120)


@given(_TOMLISH)
def test_nothing_like_toml_makes_a_traceback(text: str) -> None:
    codec.read(b"format = 1\n" + text.encode(), "gaj", "x")
    codec.read(b"format = 1\n" + text.encode(), "workspace", "x")
