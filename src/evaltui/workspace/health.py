"""`doctor`: what the machine, the data folder, the plans and the workspace's own proofs say, together."""

from __future__ import annotations

import os
from pathlib import Path

from evaltui.doctor import examine as examined
from evaltui.doctor import probe
from evaltui.errors import EvaltuiError, Problem
from evaltui.store.repository import Store
from evaltui.workspace import trail
from evaltui.workspace.place import Places
from evaltui.workspace.plans import open_registry


def examine(data: Path, places: Places) -> tuple[Problem, ...]:
    """Every finding, the gravest first. Never raises for what it finds."""
    machine, folder = probe(data, os.environ)
    store = Store(data)
    found: list[Problem] = []
    try:
        _, problems = store.settings()
        found += problems
        found += trail.verify_store(store)
    except EvaltuiError as error:
        found += error.problems
    return examined(machine, folder, open_registry(places).entries, found)
