"""plan.toml to Plan: what a good plan becomes, and that every mistake is told, where it is, all at once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from evaltui.errors import Severity
from evaltui.plan.document import LARGEST
from evaltui.plan.findings import MOST, Findings
from evaltui.plan.load import describe_plan, load_plan, read_plan
from evaltui.plan.model import Bounds, Comparator, RatingWord, Ratio, Target
from evaltui.plan.sections import MOST_ROWS
from support.plan_folder import GOOD, bent, codes, write_plan


def test_a_good_plan_has_every_part_of_the_file(tmp_path: Path) -> None:
    plan, problems = load_plan(write_plan(tmp_path))
    assert problems == ()
    assert plan is not None
    assert (plan.id, plan.period.n, plan.folder) == ("roads", 5, str(tmp_path))
    assert len(plan.digest) == 64
    first, second = plan.rows("main")
    assert first.target == Target(Comparator.GT, Decimal(15))
    assert second.target == Target(Comparator.GE, Decimal(95))
    assert plan.measures[0].bounds == Bounds(Decimal(0), None)
    assert plan.measures[1].bounds == Bounds(Decimal(0), Decimal(100))
    assert plan.commitments[0].due == date(2025, 12, 31)
    assert plan.rounds[0].deadlines == {"submission": date(2025, 6, 16)}


def test_a_plan_is_read_only(tmp_path: Path) -> None:
    plan, _ = load_plan(
        write_plan(tmp_path, bent(('table = "main"\n\n', 'table = "main"\nstyle = { bold = [1] }\n\n')))
    )
    assert plan is not None
    form = plan.forms[0]
    with pytest.raises(TypeError):
        form.options["style"]["bold"] = ()  # type: ignore[index]  # this is what must not work
    assert form.options["style"]["bold"] == (1,)  # type: ignore[index]  # options are whatever the author wrote
    with pytest.raises(TypeError):
        plan.rounds[0].deadlines["submission"] = date(2030, 1, 1)  # type: ignore[index]  # this is what must not work


def test_ten_mistakes_are_ten_problems_each_at_its_place(tmp_path: Path) -> None:
    text = bent(
        ('version = "1.0"\n', ""),
        ("last = 2025 }", "last = 2025, end = 2025 }"),
        ("actual_through = 2024", 'actual_through = "2024"'),
        ("forecast = [2025]", "forecast = [2031]"),
        ('nature = "count"', 'nature = "counts"'),
        ('measure = "deaths"', 'measure = "death"'),
        ('rule = "end_level"', 'rule = "endlevel"'),
        ("target = 95", 'target = "about 95"'),
        ('chapter = "c1"', 'chapter = "c2"'),
        ("due = 2025-12-31", 'due = "2025-12-31"'),
    )
    plan, problems = load_plan(write_plan(tmp_path, text))
    assert plan is None
    lines = text.splitlines()
    told = {}
    for item in problems:
        assert item.severity is Severity.MUST_FIX
        found = re.fullmatch(rf"{re.escape(str(tmp_path))}/plan\.toml:(\d+):(\d+) ?(\S*)", item.place)
        assert found is not None, item.place
        told[found[3]] = (item.code, lines[int(found[1]) - 1][int(found[2]) - 1 :].split(" ")[0])
    assert told == {
        "": ("plan_missing_key", "api"),
        "period.end": ("plan_unknown_key", "end"),
        "rounds[1].actual_through": ("plan_wrong_type", "actual_through"),
        "rounds[1].forecast[1]": ("plan_year_outside", "2031]"),
        "measures[1].nature": ("plan_not_a_choice", "nature"),
        "indicators[1].measure": ("plan_no_such", "measure"),
        "indicators[2].rule": ("plan_rule_unknown", "rule"),
        "indicators[2].target": ("plan_bad_target", "target"),
        "tasks[1].chapter": ("plan_no_such", "chapter"),
        "commitments[1].due": ("plan_wrong_type", "due"),
    }


# (text, what stands in its place, code, key path, a piece of the message)
MISTAKES = [
    ('id = "roads"', 'id = "Roads"', "plan_bad_id", "id", "“Roads”"),
    ('id = "roads"', f'id = "{"a" * 65}"', "plan_bad_id", "id", "1—64"),
    ('title = "道路交通安全规划"', 'title = ""', "plan_blank_text", "title", "规划全称"),
    ('title = "道路交通安全规划"', "title = 5", "plan_wrong_type", "title", "一行文字"),
    ('title = "道路交通安全规划"', 'title = "道路\\u001b[2J"', "plan_control_character", "title", "\\u001b"),
    ('title = "道路交通安全规划"', 'title = "道路\\u202e"', "plan_control_character", "title", "\\u202e"),
    ('title = "道路交通安全规划"', 'title = "一\\n二"', "plan_control_character", "title", "控制字符"),
    ('title = "道路交通安全规划"', 'title = " 道路"', "plan_blank_edge", "title", "首尾"),
    ('title = "道路交通安全规划"', 'titel = "道路"\ntitle = "道"', "plan_unknown_key", "titel", "最接近的写法是“title”"),
    ("api = 1", "api = 0", "plan_out_of_range", "api", "1"),
    ("api = 1", "api = true", "plan_wrong_type", "api", "是非值"),
    ("base = 2020", "base = 2021", "plan_period_order", "period", "基期2021年"),
    ("last = 2025 }", "last = 2020 }", "plan_period_order", "period", "2021—2020"),
    ("last = 2025 }", "last = 2199 }", "plan_period_order", "period", "最长30年"),
    ("base = 2020", "base = 20", "plan_out_of_range", "period.base", "1900—2199"),
    ("period = { base = 2020, first = 2021, last = 2025 }", "period = 2025", "plan_wrong_type", "period", "{ base"),
    ("actual_through = 2024", "actual_through = 2020", "plan_year_outside", "rounds[1].actual_through", "2021—2025"),
    ("forecast = [2025]", "forecast = [2024]", "plan_forecast_not_after", "rounds[1].forecast[1]", "2024"),
    ("forecast = [2025]", "forecast = [2025, 2025]", "plan_repeated_item", "rounds[1].forecast[2]", "2025"),
    ("submission = 2025-06-16", "submision = 2025-06-16", "plan_misspelt_key", "rounds[1].deadlines.submision", "submission"),
    ("submission = 2025-06-16", "submission = 2025", "plan_wrong_type", "rounds[1].deadlines.submission", "不加引号"),
    ("submission = 2025-06-16 }", "submission = 2025-06-16 }\nreport_limit = { town = 0 }", "plan_out_of_range",
     "rounds[1].report_limit.town", "1—"),
    ("submission = 2025-06-16 }", "submission = 2025-06-16 }\nreport_limit = { city = 9 }", "plan_unknown_key",
     "rounds[1].report_limit.city", "department"),
    ('kind = "indicators"', 'kind = "indicators"\ncolums = ["一"]', "plan_misspelt_key", "forms[1].colums", "columns"),
    ('table = "main"\n\n', "\n", "plan_form_needs_table", "forms[1]", "指标表"),
    ('table = "main"\n\n', 'table = "mian"\n\n', "plan_no_such", "forms[1].table", "最接近的写法是“main”"),
    ('id = "helmets_worn"', 'id = "deaths_drop"', "plan_duplicate", "indicators[2].id", "第39行"),
    ('nature = "share"', 'nature = "share"\nbounds = { min = 9, max = 1 }', "plan_bounds_order", "measures[2].bounds", "9"),
    ('nature = "share"', 'nature = "share"\nbounds = { min = nan }', "plan_bad_number", "measures[2].bounds.min", "NaN"),
    ('nature = "share"', 'nature = "share"\nbounds = { max = inf }', "plan_bad_number", "measures[2].bounds.max", "数字"),
    ('nature = "share"', 'nature = "share"\nbounds = { max = 1e11 }', "plan_bad_number", "measures[2].bounds.max", "1000亿"),
    ('nature = "share"', 'nature = "share"\nbounds = { max = 0.1234567 }', "plan_bad_number", "measures[2].bounds.max", "6位"),
    ('nature = "share"', 'nature = "share"\nbounds = { max = 1e999999999 }', "plan_bad_number", "measures[2].bounds.max", "6位"),
    ('nature = "share"', 'nature = "share"\nratio = { num = "deaths", den = "gdp" }', "plan_no_such", "measures[2].ratio.den",
     "gdp"),
    ('nature = "share"', 'nature = "share"\nratio = { num = "deaths" }', "plan_missing_key", "measures[2].ratio", "den"),
    ('nature = "share"', 'nature = "share"\nratio = { num = "deaths", den = "helmets" }', "plan_refers_to_itself",
     "measures[2].ratio.den", "helmets"),
    ('nature = "share"', 'nature = "share"\nparts = ["helmets"]', "plan_parts_circle", "measures[2].parts", "helmets"),
    ('nature = "share"', 'nature = "share"\nparts = ["death"]', "plan_no_such", "measures[2].parts[1]", "“deaths”"),
    ('nature = "share"', 'nature = "share"\nevents = "helmets"', "plan_refers_to_itself", "measures[2].events", "helmets"),
    ('nature = "share"', 'nature = "share"\nprecision = 7', "plan_out_of_range", "measures[2].precision", "0—6"),
    ('nature = "share"', 'nature = "share"\ncombine = "average"', "plan_not_a_choice", "measures[2].combine", "pooled"),
    ('nature = "share"', 'nature = "share"\naliases = "头盔"', "plan_wrong_type", "measures[2].aliases", "列表"),
    ('nature = "share"', 'nature = "share"\naliases = ["头盔", 1]', "plan_wrong_type", "measures[2].aliases[2]", "文字"),
    ("no = 2\n", "no = 1\n", "plan_duplicate", "indicators[2].no", "第41行"),
    ("no = 2\n", "no = 0\n", "plan_out_of_range", "indicators[2].no", "1—"),
    ('target = ">15"', 'target = "<15"', "plan_rule_comparator", "indicators[1].target", "reduction"),
    ('target = ">15"', 'target = ">>15"', "plan_bad_target", "indicators[1].target", ">>15"),
    ('target_text = ">15"', 'target_text = ""', "plan_target_text_blank", "indicators[1].target_text", "照印"),
    ('target_text = "95"', 'target_text = "95"\nmilestones = { 2026 = 1 }', "plan_year_outside",
     "indicators[2].milestones.2026", "2021—2025"),
    ('target_text = "95"', 'target_text = "95"\nmilestones = { "21" = 1 }', "plan_wrong_type",
     "indicators[2].milestones.21", "2023 = 60"),
    ('target_text = "95"', 'target_text = "95"\nmilestones = { 2023 = "多" }', "plan_bad_number",
     "indicators[2].milestones.2023", "“多”"),
    ('rule = "reduction"', 'rule = "reducton"', "plan_rule_unknown", "indicators[1].rule", "“reduction”"),
    ('task = "t1"', 'task = "t2"', "plan_no_such", "commitments[1].task", "主要任务"),
    ('task = "t1"', 'same_as = "k9"', "plan_bad_foreign", "commitments[1].same_as", "规划编号:编号"),
    ('task = "t1"', 'same_as = "roads:k9"', "plan_no_such", "commitments[1].same_as", "k9"),
    ('task = "t1"', 'hard = "no"', "plan_wrong_type", "commitments[1].hard", "true 或 false"),
    ("[[projects]]", '[[related]]\nindicator = "deaths_drop"\nother = "x:y"\nrelation = "equal"\n\n[[projects]]',
     "plan_not_a_choice", "related[1].relation", "similar"),
    ("[[projects]]", '[[notes]]\nid = "X-1"\nweight = "high"\ntext = "矛盾"\nabout = ["deaths_dorp"]\n\n[[projects]]',
     "plan_no_such", "notes[1].about[1]", "“deaths_drop”"),
    ("[[projects]]", '[rating]\nlag = "both"\n\n[[projects]]', "plan_not_a_choice", "rating.lag", "target_only"),
    ("[[projects]]", '[rating.words]\nfaster = "快于预期"\n\n[[projects]]', "plan_word_needs_counts_as",
     "rating.words.faster", "counts_as"),
    ("[[projects]]", '[rating.words]\nahead = { word = "快", counts_as = "behind" }\n\n[[projects]]',
     "plan_word_counts_as_itself", "rating.words.ahead", "ahead"),
    ("[[projects]]", '[rating.words]\nahead = "好"\nbehind = "好"\n\n[[projects]]', "plan_same_word",
     "rating.words.behind", "ahead"),
    ("[[projects]]", "[projects]", "plan_wrong_type", "projects", "[[projects]]"),
]  # fmt: skip  # one mistake a line, as far as it goes


@pytest.mark.parametrize(("old", "new", "code", "key", "piece"), MISTAKES, ids=[f"{m[3]}-{m[2]}" for m in MISTAKES])
def test_each_mistake_is_told_once_with_its_key(
    tmp_path: Path, old: str, new: str, code: str, key: str, piece: str
) -> None:
    plan, problems = load_plan(write_plan(tmp_path, bent((old, new))))
    assert plan is None
    assert codes(problems) == [code]
    assert problems[0].place.partition(" ")[2] == key
    assert piece in problems[0].line()


def test_a_faulty_row_is_not_reported_again_by_those_that_refer_to_it(tmp_path: Path) -> None:
    _, problems = load_plan(write_plan(tmp_path, bent(('uom = "人"\n', ""))))
    assert codes(problems) == ["plan_missing_key"]


def test_a_newer_contract_is_refused_with_the_version_it_needs(tmp_path: Path) -> None:
    _, problems = load_plan(write_plan(tmp_path, bent(("api = 1", 'api = 2\nnew_thing = "x"'))))
    assert codes(problems) == ["plan_api_newer"]
    assert "第2版" in problems[0].sentence
    assert "第1版" in problems[0].sentence


def test_parts_that_contain_each_other_are_told(tmp_path: Path) -> None:
    text = bent(('nature = "count"', 'nature = "count"\nparts = ["helmets"]')).replace(
        'nature = "share"', 'nature = "share"\nparts = ["deaths"]'
    )
    _, problems = load_plan(write_plan(tmp_path, text))
    assert codes(problems) == ["plan_parts_circle"] * 2


def test_a_ratio_of_a_ratio_is_refused(tmp_path: Path) -> None:
    ratio = '\n[[measures]]\nid = "{}"\nname = "比"\nuom = "%"\nnature = "rate"\nratio = {{ num = "{}", den = "helmets" }}\n'
    text = GOOD + ratio.format("r1", "deaths") + ratio.format("r2", "r1")
    _, problems = load_plan(write_plan(tmp_path, text))
    assert codes(problems) == ["plan_ratio_of_ratio"]


def test_a_target_no_value_can_reach_is_a_hint_only(tmp_path: Path) -> None:
    plan, problems = load_plan(write_plan(tmp_path, bent(("target = 95", "target = 195"))))
    assert plan is not None
    assert [(item.code, item.severity) for item in problems] == [("plan_target_outside_bounds", Severity.HINT)]


def test_an_undecided_target_needs_no_printed_text(tmp_path: Path) -> None:
    plan, problems = load_plan(
        write_plan(tmp_path, bent(("target = 95", 'target = "待定"'), ('target_text = "95"', 'target_text = ""')))
    )
    assert problems == ()
    assert plan is not None
    assert plan.indicator_by_id["helmets_worn"].target is None


def test_an_unknown_rule_may_come_from_the_plans_own_code(tmp_path: Path) -> None:
    plan, problems = load_plan(write_plan(tmp_path, bent(('rule = "end_level"', 'rule = "own"')), code=""))
    assert problems == ()
    assert plan is not None


def test_bounds_open_ends_and_defaults_by_nature(tmp_path: Path) -> None:
    text = bent(
        ('nature = "count"', 'nature = "level"\nbounds = { min = "none", max = 5 }'),
        ('nature = "share"', 'nature = "share"\nbounds = { min = 20 }'),
    )
    plan, _ = load_plan(write_plan(tmp_path, text))
    assert plan is not None
    assert plan.measures[0].bounds == Bounds(None, Decimal(5))
    assert plan.measures[1].bounds == Bounds(Decimal(20), Decimal(100))


def test_own_words_for_ratings(tmp_path: Path) -> None:
    words = '[rating.words]\nahead = "提早完成"\nfaster = { word = "快于预期", counts_as = "on_track" }\n\n[[projects]]'
    plan, problems = load_plan(write_plan(tmp_path, bent(("[[projects]]", words))))
    assert problems == ()
    assert plan is not None
    assert plan.rating.words == {
        "ahead": RatingWord("提早完成", "ahead"),
        "faster": RatingWord("快于预期", "on_track"),
    }


def test_what_was_read_can_be_written_and_read_again(tmp_path: Path) -> None:
    text = bent(
        ('nature = "share"', 'nature = "share"\nratio = { num = "deaths", den = "gdp", per = 100 }\nprecision = 2'),
        ("target = 95", 'target = "≤ 95.50%"\nmilestones = { 2023 = "60" }'),
        ("[[projects]]", '[rating.words]\nahead = "提早完成"\n\n[[projects]]'),
        ('table = "main"\n\n', 'table = "main"\nextra = { a = [1, 2] }\n\n'),
    ).replace(
        "[[indicators]]", '[[measures]]\nid = "gdp"\nname = "GDP"\nuom = "亿元"\nnature = "money"\n\n[[indicators]]', 1
    )
    plan, problems = load_plan(write_plan(tmp_path, text))
    assert problems == ()
    assert plan is not None
    assert plan.measures[1].ratio == Ratio("deaths", "gdp", Decimal(100))
    findings = Findings("again")
    again = read_plan(describe_plan(plan), findings, has_code=False)
    assert findings.problems() == ()
    assert again is not None
    assert replace(again, folder=plan.folder, digest=plan.digest) == plan


HOSTILE = {
    "empty": (b"", "plan_missing_key"),
    "not_utf8": ("id = “规划”".encode("gbk"), "plan_not_utf8"),
    "utf16": ("id = 1".encode("utf-16"), "plan_not_utf8"),
    "nul": (b'id = "a"\x00', "plan_syntax"),
    "unclosed": (b"[[tables", "plan_syntax"),
    "chinese_quotes": ("id = “roads”".encode(), "plan_syntax"),
    "twice": (b"id = 1\nid = 2", "plan_syntax"),
    "deep_list": (b"x = " + b"[" * 100_000, "plan_too_deep"),
    "deep_tables": (b"x = " + b"{a=" * 50_000, "plan_too_deep"),
    "endless_key": (b"a." * 200_000 + b"a = 1", "plan_too_deep"),
    "endless_quoted_key": (b"'a' . " * 100_000 + b"a = 1", "plan_too_deep"),
    "endless_header": (b"[" + b"a." * 200_000 + b"a]", "plan_too_deep"),
    "huge_integer": (b"x = " + b"9" * 5000, "plan_syntax"),
    "huge_exponent": (b"x = 1e99999999999999999999", "plan_syntax"),
    "too_big": (b"#" * (LARGEST + 1), "plan_file_too_big"),
    "too_big_split_character": (b"#" * (LARGEST - 1) + "规划".encode(), "plan_file_too_big"),
    "surrogate": (b'id = "\\ud800"', "plan_syntax"),
    "no_such_day": (b"x = 2025-02-30", "plan_syntax"),
}


@pytest.mark.parametrize(("content", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_problems(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "plan.toml").write_bytes(content)
    plan, problems = load_plan(tmp_path)
    assert plan is None
    assert code in codes(problems)


def test_a_syntax_error_is_told_in_chinese_at_its_place(tmp_path: Path) -> None:
    _, problems = load_plan(write_plan(tmp_path, bent(('id = "roads"', "id = roads"))))
    assert problems[0].place == f"{tmp_path}/plan.toml:2:6"
    assert "这个值看不懂" in problems[0].sentence


def test_a_byte_order_mark_is_a_hint(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    plan, problems = load_plan(tmp_path)
    assert plan is not None
    assert codes(problems) == ["plan_bom"]


def test_windows_line_ends_keep_the_positions(tmp_path: Path) -> None:
    text = bent(('nature = "share"', 'nature = "shares"')).replace("\n", "\r\n")
    (tmp_path / "plan.toml").write_bytes(text.encode())
    _, problems = load_plan(tmp_path)
    assert problems[0].place == f"{tmp_path}/plan.toml:35:1 measures[2].nature"


def test_a_folder_without_the_file_and_a_folder_in_its_place(tmp_path: Path) -> None:
    assert codes(load_plan(tmp_path)[1]) == ["plan_file_missing"]
    (tmp_path / "plan.toml").mkdir()
    assert codes(load_plan(tmp_path)[1]) == ["plan_file_missing"]
    assert codes(load_plan(Path("a\0b"))[1]) == ["plan_file_unreadable"]


def test_thousands_of_mistakes_are_counted_after_the_first(tmp_path: Path) -> None:
    text = GOOD + "".join(f"wrong_{number} = 1\n" for number in range(3000))
    _, problems = load_plan(write_plan(tmp_path, text))
    assert len(problems) == MOST + 1
    assert "2800" in problems[-1].sentence


CROWDED = {
    "rows": "[[measures]]\n" * 20_000,
    "circles": "".join(f"[[measures]]\nid='m{n}'\nparts=['m{n + 1}']\n" for n in range(8_000)),
    "references": "[[notes]]\nid='x'\nabout=[" + ",".join(f"'n{n}'" for n in range(30_000)) + "]",
    "distinct": "[[measures]]\nid='x'\nparts=[" + ",".join(f"'n{n}'" for n in range(30_000)) + "]",
    "keys": "\n".join(f"k{n}=1" for n in range(20_000)),
    "quotes": "x = " + '""' * 400_000,
    "one_long_line": "x = [" + "1.1.1," * 150_000,
}


@pytest.mark.parametrize("text", CROWDED.values(), ids=CROWDED.keys())
def test_crowded_files_are_told_without_taking_for_ever(tmp_path: Path, text: str) -> None:
    plan, problems = load_plan(write_plan(tmp_path, text))
    assert plan is None
    assert 0 < len(problems) <= MOST + 1


def test_more_rows_than_any_plan_has_are_not_read(tmp_path: Path) -> None:
    rows = "".join(f'[[chapters]]\nid = "x{n}"\nno = "{n}"\ntitle = "章"\n' for n in range(MOST_ROWS))
    _, problems = load_plan(write_plan(tmp_path, GOOD + rows))
    assert codes(problems) == ["plan_too_many_rows"]


@given(st.binary(max_size=400))
@example(b"a = '''\n'")
@example(b'[[forms]]\nid = "\xe8\xa1\xa8"\n[forms]')
def test_no_bytes_make_it_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("plan")
    (folder / "plan.toml").write_bytes(content)
    load_plan(folder)


VALUES = [
    "1",
    "-0",
    '""',
    '"x"',
    "[]",
    "[[1]]",
    "{}",
    "{ a = 1 }",
    "true",
    "nan",
    "1e9",
    "2025-01-01",
    "07:32:00",
    '["a", 1]',
    '"""\n"""',
]


@given(st.data())
def test_no_value_anywhere_makes_it_raise(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    lines = GOOD.splitlines()
    for _ in range(data.draw(st.integers(1, 5))):
        index = data.draw(st.sampled_from([i for i, line in enumerate(lines) if "=" in line]))
        key = lines[index].partition("=")[0]
        lines[index] = f"{key}= {data.draw(st.sampled_from(VALUES))}"
    folder = write_plan(tmp_path_factory.mktemp("plan"), "\n".join(lines))
    plan, problems = load_plan(folder)
    assert (plan is None) == any(item.severity is Severity.MUST_FIX for item in problems)
