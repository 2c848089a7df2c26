"""Plans that share a measure must say the same about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaltui.errors import PlanRefused
from support.plan_folder import bent, codes, named, registry_of, write_plan

SECOND = ('id = "roads"', 'id = "streets"')


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('name = "头盔佩戴率"', 'name = "佩戴率"', "name"),
        ('nature = "share"', 'nature = "rate"\nbounds = { max = 100 }', "nature"),
        ('nature = "share"', 'nature = "share"\nscope = "城区"', "scope"),
        ('nature = "share"', 'nature = "share"\nbounds = { max = 99 }', "bounds"),
        ('nature = "share"', 'nature = "share"\nprecision = 2', "precision"),
        ('nature = "share"', 'nature = "share"\ncombine = "pooled"', "combine"),
        ('uom = "人"', 'uom = "起"', "uom"),
    ],
)
def test_the_later_plan_is_refused_and_both_places_are_named(tmp_path: Path, old: str, new: str, key: str) -> None:
    write_plan(tmp_path / "a")
    write_plan(tmp_path / "b", bent(SECOND, (old, new)))
    first, second = registry_of(tmp_path).entries
    assert (first.state, second.state) == ("ready", "refused")
    assert codes(second.problems) == ["plan_clash"]
    told = second.problems[0]
    assert told.place.startswith(f"{tmp_path}/b/plan.toml:")
    assert f"{tmp_path}/a/plan.toml:" in told.sentence
    assert key in told.sentence
    with pytest.raises(PlanRefused) as refused:
        registry_of(tmp_path).open("streets")
    assert "plan_clash" in codes(refused.value.problems)


def test_units_aliases_and_notes_may_differ(tmp_path: Path) -> None:
    write_plan(tmp_path / "a")
    write_plan(tmp_path / "b", bent(SECOND, ('nature = "share"', 'nature = "share"\naliases = ["佩戴"]\nnote = "x"')))
    assert [entry.state for entry in registry_of(tmp_path).entries] == ["ready", "ready"]


def test_a_refused_plan_takes_part_in_no_clash(tmp_path: Path) -> None:
    write_plan(tmp_path / "a", named("roads").replace('uom = "人"', 'uom = "起"').replace("no = 2\n", "no = 1\n"))
    write_plan(tmp_path / "b", bent(SECOND))
    assert [entry.state for entry in registry_of(tmp_path).entries] == ["refused", "ready"]
