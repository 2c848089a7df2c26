"""Programs of the system that a few tests need."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(program: str) -> None:
    """Skip the calling test, by name, where `program` is absent; in CI, where nothing may be skipped, fail."""
    if shutil.which(program) is None:
        if os.environ.get("EVALTUI_NO_SKIPS") == "1":
            pytest.fail(f"{program} is not installed, and here no test may be skipped")
        pytest.skip(f"needs {program}")
