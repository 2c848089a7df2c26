"""Which rating counts: decided, declared while fresh and reasoned, else computed; and what the figures forbid."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from evaltui.assess.effective import stamped
from evaltui.assess.results import Assessment
from evaltui.plan.model import RatingWord
from evaltui.store.record import Figure
from support.rated import UNIT, Case, assess

MET = Case("reduction", ">15", "120", ["118", "117", "115", "112"], ["100"], nature="count")
MISSED = MET.but(forecast=["110"])
FRESH = "fresh"


def declared(case: Case, rating: str, reason: str = "口径调整", inputs: str = FRESH) -> Assessment:
    where = ("plans", "p", "declared", "i")
    known = assess(case).inputs if inputs == FRESH else inputs
    return assess(case.but(fields={(*where, "rating"): rating, (*where, "reason"): reason, (*where, "inputs"): known}))


def decided(case: Case, rating: str, owner: str = UNIT) -> Assessment:
    where = ("decisions", "ratings", owner, "p", "i")
    return assess(case.but(city={(*where, "rating"): rating, (*where, "reason"): "市安委会会议纪要"}))


def test_a_fresh_and_reasoned_declaration_counts() -> None:
    found = declared(MET, "on_track")
    assert (found.computed, found.effective, found.source) == ("behind", "on_track", "declared")
    assert "单位自评为符合预期，理由：口径调整。" in found.derivation
    assert found.explanation_owed is True


def test_a_declaration_without_reason_does_not_count() -> None:
    found = declared(MET, "on_track", reason=" ")
    assert (found.effective, found.declared, found.source) == ("behind", "on_track", "computed")


@pytest.mark.parametrize(
    "change",
    [
        {"forecast": ["99"]},
        {"actual": ["118", "117", "115", "111"]},
        {"actual": ["118", "118", "115", "112"]},
        {"base": "121"},
        {"target": ">=15"},
        {"rule": "growth"},
        {"lag": "target_only"},
        {"mean_early": "to_date"},
        {"milestones": {2024: "1"}},
        {"statement": "difficult"},
        {"zero_base": "keep_zero"},
        {"attribute": "binding"},
        {"through": 2023, "actual": ["118", "117", "115"], "forecast": ["112", "100"]},
        {"actual": ["118", "117", "115", ("vs_base", "6.666666")]},
    ],
)
def test_a_declaration_goes_stale_when_what_it_rests_on_changes(change: dict[str, Any]) -> None:
    tied = assess(MET).inputs
    found = declared(MET.but(**change), "on_track", inputs=tied)
    assert found.declared_stale
    assert found.effective == found.computed


@pytest.mark.parametrize(
    "change",
    [
        {"uom": "件"},
        {"forecast": ["100.00"]},
        {"actual": ["118", "117", "115", Figure(value=Decimal(112), note="说明", flag="revised")]},
        {"fields": {("measures", "m", "source"): "台账"}},
    ],
)
def test_texts_and_spelling_leave_a_declaration_fresh(change: dict[str, Any]) -> None:
    assert assess(MET.but(**change)).inputs == assess(MET).inputs


def test_a_declaration_that_is_tied_to_nothing_is_not_fresh() -> None:
    found = declared(MET, "on_track", inputs="")
    assert (found.declared_stale, found.effective) == (True, "behind")


def test_the_office_decides_over_the_unit() -> None:
    found = decided(MET, "on_track")
    assert (found.effective, found.source, found.decided_reason) == ("on_track", "decided", "市安委会会议纪要")
    assert "市安委办认定为符合预期，理由：市安委会会议纪要。" in found.derivation


def test_a_decision_about_another_unit_or_the_city_is_not_this_units() -> None:
    assert decided(MET, "on_track", owner="city").effective == "behind"
    assert decided(MET, "on_track", owner="gaj").effective == "behind"


@pytest.mark.parametrize(
    ("attribute", "rating", "effective"),
    [
        ("expected", "ahead", "behind"), ("expected", "on_track", "on_track"), ("unmarked", "on_track", "on_track"),
        ("binding", "ahead", "behind"), ("binding", "on_track", "behind"), ("binding", "behind", "behind"),
    ],
)  # fmt: skip  # one attribute, one line
def test_a_missed_target_limits_what_may_be_said(attribute: str, rating: str, effective: str) -> None:
    case = MISSED.but(attribute=attribute)
    for found in (declared(case, rating), decided(case, rating)):
        assert found.effective == effective
        assert found.explanation_owed


def test_a_forbidden_declaration_is_shown_and_not_used() -> None:
    found = declared(MISSED, "ahead")
    assert (found.declared, found.source) == ("ahead", "computed")
    assert "单位自评为提前实现，因不能达标不采用。" in found.derivation


def test_a_pending_row_can_be_declared() -> None:
    found = declared(MET.but(actual=["118", "117", "115", None]), "on_track")
    assert (found.computed, found.effective, found.explanation_owed) == ("pending", "on_track", False)


def test_a_declared_behind_owes_an_explanation() -> None:
    good = MET.but(actual=["114", "110", "104", "96"], forecast=["94"])
    assert declared(good, "behind").explanation_owed is True


@pytest.mark.parametrize("rating", ["pending", "unratable", "很好"])
def test_only_ratings_can_be_declared(rating: str) -> None:
    assert declared(MET, rating).effective == "behind"


def test_a_plans_own_word_counts_as_its_core_rating() -> None:
    words = {"faster": RatingWord("快于预期", "on_track"), "great": RatingWord("大幅提前", "ahead")}
    assert declared(MET.but(words=words), "faster").effective == "faster"
    assert declared(MISSED.but(words=words), "great").effective == "behind"
    assert declared(MISSED.but(words=words, attribute="binding"), "faster").effective == "behind"


def test_saving_a_declaration_stamps_what_was_seen() -> None:
    seen = assess(MET)
    path = ("plans", "p", "declared", "i")
    changes = stamped({(*path, "rating"): "on_track", (*path, "reason"): "口径"}, [seen])
    assert changes[*path, "inputs"] == seen.inputs
    assert (
        assess(MET.but(fields={key: leaf for key, leaf in changes.items() if leaf is not None})).effective == "on_track"
    )
    gone = stamped({(*path, "rating"): None}, [seen])
    assert gone[*path, "inputs"] is None
    office = ("decisions", "ratings", UNIT, "p", "i")
    assert stamped({(*office, "rating"): "behind"}, [seen])[*office, "inputs"] == seen.inputs
    assert dict(stamped({("measures", "m", "note"): "x"}, [seen])) == {("measures", "m", "note"): "x"}
