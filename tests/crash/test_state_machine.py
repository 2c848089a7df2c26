"""Any order of edits, other sessions, crashes, full disks, editors and restarts, against a dict."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from evaltui.errors import OutputFailed
from evaltui.store import codec
from evaltui.store.leaves import agree, normal, same
from evaltui.store.record import Leaf
from evaltui.store.record import Path as FieldPath
from evaltui.store.repository import Edit, Loaded
from support.storing import CLERK, OFFICE, SOAK, Died, FaultyLayer, exactly, known_fields, new_store

edits = st.lists(known_fields | known_fields.map(lambda pair: (pair[0], None)), min_size=1, max_size=3).map(dict)


class Saving(RuleBasedStateMachine):
    """`model` is what must be on the disk; `bases` are what each session loaded last."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="evaltui-"))
        self.model: dict[FieldPath, Leaf] = {}
        self.bases: dict[int, Loaded] = {n: new_store(self.root).unit("gaj") for n in (1, 2)}

    def teardown(self) -> None:
        if hasattr(self, "root"):
            shutil.rmtree(self.root)

    def _apply(self, changes: dict[FieldPath, Leaf | None]) -> dict[FieldPath, Leaf]:
        after = dict(self.model)
        for path, leaf in changes.items():
            if leaf is None:
                after.pop(path, None)
            elif isinstance(after.get(path), type(leaf)) and same(after[path], normal(leaf)):
                continue
            else:
                after[path] = _with_future(normal(leaf), self.model.get(path))
        return after

    @rule(session=st.sampled_from([1, 2]), changes=edits)
    def edit(self, session: int, changes: dict[FieldPath, Leaf | None]) -> None:
        base = self.bases[session]
        saved = new_store(self.root).save("gaj", base, changes, CLERK)
        fought = {conflict.path for conflict in saved.conflicts}
        for path, leaf in changes.items():
            theirs = self.model.get(path)
            moved = not same(theirs, base.record.fields.get(path))
            mine = None if leaf is None else normal(leaf)
            assert (path in fought) == (moved and not agree(theirs, mine))
        wanted = {path: leaf for path, leaf in changes.items() if path in saved.written}
        self.model = self._apply(wanted)
        self.bases[session] = saved.loaded

    @rule(session=st.sampled_from([1, 2]))
    def reload(self, session: int) -> None:
        self.bases[session] = new_store(self.root).unit("gaj")

    @rule(changes=edits, step=st.integers(1, 22), how=st.sampled_from(["kill", "torn", errno.ENOSPC, errno.EIO]))
    def fail(self, changes: dict[FieldPath, Leaf | None], step: int, how: str | int) -> None:
        base = new_store(self.root).unit("gaj")
        before, after = dict(self.model), self._apply(changes)
        try:
            new_store(self.root, FaultyLayer(step, how)).save("gaj", base, changes, CLERK)
            possible = [after]
        except OutputFailed as error:
            possible = [before, after] if error.problems[0].code == "store_unconfirmed" else [before]
        except Died:
            possible = [before, after]
        loaded = new_store(self.root).unit("gaj")
        found = exactly(loaded.record)
        chosen = [state for state in possible if exactly(loaded.record.__class__("gaj", state)) == found]
        assert chosen
        self.model = chosen[0]

    @rule(changes=edits, step=st.integers(1, 40))
    def fail_in_a_batch(self, changes: dict[FieldPath, Leaf | None], step: int) -> None:
        store = new_store(self.root)
        unit, city = store.unit("gaj"), store.city()
        number = len(store.history("city"))
        parts = [
            Edit("gaj", unit, changes),
            Edit("city", city, {("reporting", "gaj"): f"{'login' if number % 2 else 'mail'}"}),
        ]
        before, after = dict(self.model), self._apply(changes)
        try:
            new_store(self.root, FaultyLayer(step, "kill")).save_all(parts, OFFICE)
            done = True
        except Died:
            done = False
        store = new_store(self.root)
        found, turned = (
            exactly(store.unit("gaj").record),
            not same(store.city().record.get("reporting", "gaj"), city.record.get("reporting", "gaj")),
        )
        assert turned or not done
        self.model = after if turned else before
        assert found == exactly(unit.record.__class__("gaj", self.model))

    @rule(changes=edits)
    def edit_by_hand(self, changes: dict[FieldPath, Leaf | None]) -> None:
        record = new_store(self.root).unit("gaj").record
        after = record.edited({path: None if leaf is None else normal(leaf) for path, leaf in changes.items()})
        file = self.root / "units/gaj.toml"
        if file.exists():
            file.write_bytes(codec.render(after) + "# 手改\n".encode())
            self.model = dict(after.fields)

    @invariant()
    def the_disk_is_the_model_and_proves_it(self) -> None:
        store = new_store(self.root)
        loaded = store.unit("gaj")
        assert not loaded.read_only
        assert exactly(loaded.record) == exactly(loaded.record.__class__("gaj", self.model))
        assert not [item for item in store.verify() if item.severity == "must_fix"]


def _with_future(leaf: Leaf, before: Leaf | None) -> Leaf:
    """A year keeps the key that this program does not know."""
    if not isinstance(before, Mapping) or "from_the_future" not in before or isinstance(leaf, tuple):
        return leaf
    own = leaf if isinstance(leaf, Mapping) else {"raw" if isinstance(leaf, str) else "value": leaf}
    return {"from_the_future": before["from_the_future"], **own}


SavingTest = Saving.TestCase
SavingTest.settings = hypothesis_settings(
    max_examples=300 if SOAK else 15, stateful_step_count=40 if SOAK else 14, deadline=None
)
