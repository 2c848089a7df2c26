"""Who owes what: settings before the plan's proposal, towns, claims, reports by 附件8."""

from __future__ import annotations

from dataclasses import replace

from evaltui.assess.duties import contributors, duties
from evaltui.plan.model import Commitment, IndicatorTable
from evaltui.store.settings import MeasureSettings
from support.small_plan import MEASURES, UNITS, indicator, plan, record, settings


def test_contributors_follow_print_order_lead_first() -> None:
    assert contributors("road", [plan()], settings()) == ("gaj", "jtj")


def test_the_office_names_another_lead() -> None:
    chosen = settings({"road": MeasureSettings(lead="jtj")})
    assert contributors("road", [plan()], chosen) == ("jtj", "gaj")


def test_the_office_replaces_the_contributors() -> None:
    chosen = settings({"road": MeasureSettings(contributors=("czj", "gaj"), lead="gaj")})
    assert contributors("road", [plan()], chosen) == ("gaj", "czj")


def test_a_setting_that_names_a_vanished_unit_is_ignored() -> None:
    chosen = settings({"road": MeasureSettings(contributors=("gone", "gaj"), lead="gone")})
    assert contributors("road", [plan()], chosen) == ("gaj",)


def test_a_measure_without_units_has_no_contributors() -> None:
    assert contributors("gdp", [plan()], settings()) == ()


def test_two_plans_naming_different_units_join_them_first_plan_leads() -> None:
    other = plan("other", measures=tuple(replace(m, units=("交通局", "财政局")) for m in MEASURES if m.id == "road"))
    assert contributors("road", [plan(), other], settings()) == ("gaj", "jtj", "czj")


def test_figures_collected_from_towns_add_every_town() -> None:
    assert contributors("officers", [plan()], settings()) == ("lbz", "qtz")


def test_the_office_narrows_which_towns_are_asked() -> None:
    city = record("city", {"assignments.collected_from.officers": ("qtz",)})
    assert contributors("officers", [plan()], settings(), city) == ("qtz",)


def test_the_office_collects_a_measure_from_towns_that_the_plan_does_not() -> None:
    city = record("city", {"assignments.collected_from.accidents": ("lbz",)})
    assert contributors("accidents", [plan()], settings(), city) == ("yjglj", "lbz")


def test_a_unit_owes_figures_without_being_listed_for_a_report() -> None:
    owed = duties([plan()], settings())["yjglj"]
    assert owed.measures == ("accidents", "deaths", "death_rate")
    assert owed.report == ()
    assert owed.contact == ("safety",)


def test_a_shared_measure_stands_once_and_its_indicators_under_each_plan() -> None:
    plans = [plan(), plan("emergency", report_units=())]
    owed = duties(plans, settings())["yjglj"]
    assert owed.measures == ("accidents", "deaths", "death_rate")
    assert owed.indicators_of("safety") == ("accidents_row", "deaths_row", "death_rate_row")
    assert owed.indicators_of("emergency") == ("accidents_row", "deaths_row", "death_rate_row")


def test_only_the_lead_leads() -> None:
    owed = duties([plan()], settings())
    assert "road" in owed["gaj"].leads
    assert "road" in owed["jtj"].measures
    assert "road" not in owed["jtj"].leads


def test_towns_owe_report_and_contact_and_collected_figures() -> None:
    owed = duties([plan()], settings())["lbz"]
    assert (owed.report, owed.contact, owed.measures) == (("safety",), ("safety",), ("officers",))
    assert owed.leads == frozenset({"officers"})
    assert duties([plan()], settings())["qtz"].leads == frozenset()


def test_a_unit_without_anything_owes_nothing() -> None:
    owed = duties([plan()], settings())["czj"]
    assert (owed.measures, owed.tasks, owed.report, owed.contact) == ((), (), (), ())


def test_the_office_assigns_a_task_and_the_proposal_no_longer_counts() -> None:
    city = record("city", {"assignments.safety.tasks.t1": ("czj", "jtj"), "assignments.safety.projects.p1": ()})
    owed = duties([plan()], settings(), city)
    assert owed["czj"].of("tasks", "safety") == ("t1",)
    assert owed["gaj"].tasks == ()
    assert owed["yjglj"].projects == ()


def test_a_commitment_goes_with_its_task() -> None:
    city = record("city", {"assignments.safety.tasks.t1": ("czj",)})
    assert duties([plan()], settings(), city)["czj"].commitments == (("safety", "k1"),)


def test_a_commitment_goes_with_its_indicators_measure() -> None:
    linked = plan(commitments=(Commitment("k2", "下降", indicator="road_row"),))
    assert duties([linked], settings())["jtj"].commitments == (("safety", "k2"),)


def test_a_unit_claims_a_task_that_nobody_was_given() -> None:
    claims = {"czj": record("czj", {"plans.safety.tasks.t2.claimed": True, "plans.safety.tasks.t1.claimed": True})}
    assert duties([plan()], settings(), records=claims)["czj"].of("tasks", "safety") == ("t2",)


def test_the_office_names_who_reports_and_who_has_a_contact() -> None:
    city = record("city", {"assignments.safety.report": ("czj",), "assignments.safety.contact": ("czj", "lbz")})
    owed = duties([plan()], settings(), city)
    assert [unit for unit, item in owed.items() if item.report] == ["czj"]
    assert [unit for unit, item in owed.items() if item.contact] == ["czj", "lbz"]


def test_items_are_the_workflow_keys_of_one_plan() -> None:
    owed = duties([plan()], settings())["gaj"]
    assert owed.items("safety") == (
        "indicator:road_row", "indicator:cover_row", "task:t1", "commitment:k1", "report", "contact",
    )  # fmt: skip  # one list of words


def test_every_unit_of_the_roster_is_answered_for_in_order() -> None:
    assert list(duties([plan()], settings())) == [unit.id for unit in UNITS]


def test_measures_come_in_indicator_order_with_ratio_parts_beside_them() -> None:
    table = IndicatorTable("main", "主要指标", "南通市")
    turned = plan(
        tables=(table,), indicators=(indicator("death_rate", "reduction"), indicator("accidents", "reduction"))
    )
    assert duties([turned], settings())["yjglj"].measures == ("death_rate", "deaths", "accidents")
