"""Three versions of a record: nothing of anybody's is lost, and nobody's is taken unasked."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from evaltui.store.leaves import agree, same
from evaltui.store.merge import contradiction, merge
from evaltui.store.record import Leaf, Path, Record
from support.storing import SOURCE, value, year_leaves

_paths = st.sampled_from([value("m1", year) for year in (2020, 2021, 2022)] + [value("m2", 2020)])
_fields = st.dictionaries(_paths, year_leaves, max_size=4)
_changes = st.dictionaries(_paths, st.none() | year_leaves, max_size=4)


@given(_fields, _changes, _changes)
def test_each_field_is_somebodys_and_conflicts_say_all_three(
    base: dict[Path, Leaf], theirs: dict[Path, Leaf | None], mine: dict[Path, Leaf | None]
) -> None:
    start = Record("gaj", MappingProxyType(base))
    disk = start.edited(theirs)
    merged = merge(start, disk, mine)
    after = disk.edited(merged.changes)
    fought = {conflict.path: conflict for conflict in merged.conflicts}
    for path in {*base, *theirs, *mine}:
        now, was, wanted = after.fields.get(path), start.fields.get(path), mine.get(path, start.fields.get(path))
        if path in fought:
            conflict = fought[path]
            assert same(now, disk.fields.get(path))
            assert (conflict.base, conflict.theirs, conflict.mine) == (was, disk.fields.get(path), mine[path])
            assert not same(was, conflict.theirs)
            assert not agree(conflict.theirs, conflict.mine)
        elif path in mine and not same(disk.fields.get(path), was):
            assert agree(now, wanted)
        elif path in mine:
            assert _says(now, wanted)
        else:
            assert same(now, disk.fields.get(path))
    changed = {path for path in {*base, *theirs} if not same(start.fields.get(path), disk.fields.get(path))}
    assert set(merged.arrived) == changed - set(fought)


def _says(now: Leaf | None, wanted: Leaf | None) -> bool:
    """What was wanted, plus the keys of a year that this program does not know."""
    if isinstance(now, MappingProxyType) and "from_the_future" in now:
        kept = {key: leaf for key, leaf in now.items() if key != "from_the_future"}
        if not isinstance(wanted, MappingProxyType):
            wanted = {"raw" if isinstance(wanted, str) else "value": wanted}  # type: ignore[dict-item]  # None cannot be here
        return same(kept, {key: leaf for key, leaf in wanted.items() if key != "from_the_future"})
    return same(now, wanted)


@given(_fields, _changes)
def test_alone_everything_is_written(base: dict[Path, Leaf], mine: dict[Path, Leaf | None]) -> None:
    start = Record("gaj", MappingProxyType(base))
    merged = merge(start, start, mine)
    assert not merged.conflicts
    assert not merged.arrived
    assert merge(start, start.edited(merged.changes), mine).changes == {}


def test_numbers_agree_by_value_but_are_kept_as_typed() -> None:
    assert agree(Decimal("12.5"), Decimal("12.50"))
    assert agree(12, Decimal("12.0"))
    assert not agree(1, True)
    assert not same(Decimal("12.5"), Decimal("12.50"))
    start = Record("gaj", {value("m1", 2020): Decimal("12.5")})
    assert merge(start, start, {value("m1", 2020): Decimal("12.50")}).changes == {value("m1", 2020): Decimal("12.50")}


def test_a_field_within_a_field_is_found() -> None:
    assert contradiction(Record("gaj", {("a",): 1, ("a", "b"): 2})) == ("a", "b")
    assert contradiction(Record("gaj", {SOURCE: "x", ("measures", "m1", "note"): "y"})) is None
