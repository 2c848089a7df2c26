"""The report of an internal error, kept beside the data for the administrator."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from evaltui.errors import EvaltuiError
from evaltui.store.files import write_output


def write_report(data: Path, text: str) -> str | None:
    """Write `text` into the workspace's log folder; the path as text, None where that is not possible."""
    name = f"error-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.txt"
    target = data / "log" / name
    try:
        write_output(target, text.encode(), force=False)
    except (EvaltuiError, OSError):
        return None
    return str(target)
