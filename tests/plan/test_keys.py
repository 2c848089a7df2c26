"""The key table and the dataclasses say the same, and every key and problem is described."""

from __future__ import annotations

import string
from dataclasses import MISSING, fields

import pytest

from evaltui.catalogue.plan_keys import ABOUT, KINDS_ALLOWED
from evaltui.catalogue.problems_plan import SENTENCES
from evaltui.plan.cases import CASE_KEYS, Case
from evaltui.plan.keys import COMPUTED_FIELDS, KEYS, Section

SECTIONS = {**KEYS, **CASE_KEYS}


@pytest.mark.parametrize("section", SECTIONS.values(), ids=lambda section: section.path or "top")
def test_every_field_is_a_key_and_every_key_a_field(section: Section) -> None:
    stored = {item.name: item for item in fields(section.makes)}
    computed = COMPUTED_FIELDS | ({"line"} if section.makes is Case else frozenset())
    assert set(section.names) == set(stored) - computed
    for key in section.keys:
        has_default = stored[key.name].default is not MISSING or stored[key.name].default_factory is not MISSING
        assert key.required != has_default


def test_every_key_is_described_and_nothing_else() -> None:
    described = {f"{path}.{name}" if path else name for path, s in SECTIONS.items() for name in s.names}
    assert set(ABOUT) == described


def test_every_kind_of_value_can_be_told() -> None:
    assert {key.kind for section in SECTIONS.values() for key in section.keys} <= set(KINDS_ALLOWED)


@pytest.mark.parametrize(("code", "entry"), SENTENCES.items(), ids=SENTENCES.keys())
def test_sentences_end_and_name_no_reserved_fact(code: str, entry: tuple[str, str, str]) -> None:
    _, sentence, hint = entry
    names = {name for text in (sentence, hint) for _, name, _, _ in string.Formatter().parse(text) if name}
    assert not names & {"code", "place", "path", "severity", "position"}
    assert sentence.endswith(("。", "}"))
    assert hint == "" or hint.endswith("。")
