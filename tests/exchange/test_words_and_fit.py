"""The small parts: typography, numerals, row ranges, widths, printed numbers, the check code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaltui.exchange.fitting import POINTS_PER_MM, text_width, wrapped
from evaltui.exchange.forms import build
from evaltui.exchange.numerals import counted, mark, ranges
from evaltui.exchange.printed import number_format, printed
from evaltui.exchange.tables import Cell
from evaltui.exchange.typography import sealed_name, typeset
from evaltui.exchange.verify_code import canonical, code, matches, table_digest
from support.forms_sample import ASSESSMENTS, city_request, request


@pytest.mark.parametrize(
    ("copied", "proper"),
    [
        ("生产安全事故起数下降 (%)", "生产安全事故起数下降（%）"),
        ("死亡人数\n下 降 ( %   )", "死亡人数\n下降（%）"),
        ("市公安局、市交通  运输局", "市公安局、市交通运输局"),
        ("村(社区)应急管理员(灾害信息员、安全专员)", "村（社区）应急管理员（灾害信息员、安全专员）"),
        ("填表说明:综合,另附;完", "填表说明：综合，另附；完"),
        ("≥2.5m²", "≥2.5m²"),
        (">15", ">15"),
        ("占(%),约12.5", "占（%），约12.5"),
        ("比例1:2", "比例1:2"),
        ("如下::", "如下：："),
        ("GDP (current) value", "GDP (current) value"),
        ("亿元 GDP 死亡率", "亿元 GDP 死亡率"),
        ("重 点\u00a0工程", "重点工程"),
    ],
)
def test_typography(copied: str, proper: str) -> None:
    assert typeset(copied) == proper


@given(st.text(alphabet=" \u00a0\u3000()（）,:;，甲乙1%≥a\n", max_size=30))
def test_typesetting_twice_changes_nothing(text: str) -> None:
    assert typeset(typeset(text)) == typeset(text)


def test_units_as_their_seals_have_them() -> None:
    assert sealed_name("市应急管理局", "海安市") == "海安市应急管理局"
    assert sealed_name("城东镇", "海安市") == "城东镇"
    assert sealed_name("市安委办", "云川市（演示）") == "云川市安委办"


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (2, "两"), (3, "三"), (5, "五"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")],
)
def test_years_are_counted_in_chinese(number: int, said: str) -> None:
    assert counted(number) == said


def test_row_numbers_join_in_runs() -> None:
    assert ranges([1, 2, 3, 4, 7]) == "1—4、7"
    assert ranges([8, 9]) == "8、9"
    assert ranges([5]) == "5"
    assert ranges([3, 1, 2, 1]) == "1—3"


def test_marks_go_on_after_twenty() -> None:
    assert [mark(n) for n in (1, 20, 21, 35, 36, 50, 51)] == ["①", "⑳", "㉑", "㉟", "㊱", "㊿", "[51]"]
    assert len({mark(n) for n in range(1, 80)}) == 79


@pytest.mark.parametrize(
    ("cell", "text", "form"),
    [
        (Cell(Decimal("21.6667"), 1), "21.7", "0.0"),
        (Cell(Decimal("-5"), 1, sign="fall"), "上升5.0%", '0.0;"上升"0.0"%";0.0'),
        (Cell(Decimal("-5"), 1, sign="growth"), "下降5.0%", '0.0;"下降"0.0"%";0.0'),
        (Cell(Decimal("-5"), 1), "-5.0", "0.0"),
        (Cell(96), "96", "0"),
        (Cell(Decimal("0.150")), "0.150", "0.000"),
        (Cell("符合预期", mark="①"), "符合预期①", '@"①"'),
        (Cell(date(2025, 6, 6)), "2025年6月6日", 'yyyy"年"m"月"d"日"'),
        (Cell(None), "", "@"),
        (Cell(Decimal("0.5"), 0), "1", "0"),
    ],
)
def test_printed_and_its_number_format(cell: Cell, text: str, form: str) -> None:
    assert (printed(cell), number_format(cell)) == (text, form)


@given(st.text(alphabet="中文，。（）abcW1 2.%\n", max_size=80), st.floats(8, 60))
def test_wrapping_loses_nothing_and_overfills_no_line(text: str, width: float) -> None:
    lines = wrapped(text, width, 10.5)
    assert "".join(lines) == text
    room = max(width * POINTS_PER_MM - 5, 10.5)
    assert all(text_width(line.strip("\n"), 10.5) <= room + 0.01 or len(line) <= 3 for line in lines)


def test_a_closing_mark_does_not_begin_a_line() -> None:
    lines = wrapped("安全生产，应急管理，", 16.8, 10.5)
    assert all(not line.startswith("，") for line in lines)


def test_the_code_is_the_first_eight_digits_of_the_canonical_tables_sha256() -> None:
    table = build(request(edition="filing"))[0]
    printed_code = re.fullmatch(r"数据校验码：([0-9a-f]{8})", table.below[-1])
    assert printed_code is not None
    assert printed_code[1] == table_digest(table)[:8] == code(table)
    stated = json.loads(canonical(table))
    assert stated["rows"][0][8] == {"number": "21.666666666667"}


def test_the_code_is_the_same_in_every_edition_and_follows_the_data_only() -> None:
    review, filing = build(request())[0], build(request(edition="filing"))[0]
    assert code(review) == code(filing)
    assert matches(f" {code(filing).upper()} ", [review]) == (review,)
    assert matches("", [review]) == ()
    other = build(request(assessments=(replace(ASSESSMENTS[0], effective="on_track"), *ASSESSMENTS[1:])))[0]
    assert code(other) != code(review)
    assert code(build(city_request())[0]) != code(review)
    assert code(build(request(as_of=date(2026, 1, 1), records={}))[0]) == code(review)


def test_typed_zeros_at_the_end_do_not_change_the_code() -> None:
    table = build(request())[0]
    longer = tuple(
        tuple(
            replace(c, value=Decimal(f"{c.value}00")) if isinstance(c.value, Decimal) and "." in str(c.value) else c
            for c in row
        )
        for row in table.rows
    )
    assert code(replace(table, rows=longer)) == code(table)


def test_building_a_form_imports_neither_openpyxl_nor_polars() -> None:
    script = (
        "import sys; import evaltui.exchange.forms, evaltui.exchange.write, evaltui.exchange.raw_reader\n"
        "print([name for name in ('openpyxl', 'polars', 'textual') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
