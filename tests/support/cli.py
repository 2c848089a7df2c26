"""The command, run in this process with streams of its own."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from evaltui.cli.main import run


@dataclass(frozen=True)
class Ran:
    """What one command line came to."""

    code: int
    stdout: bytes
    err: str

    @property
    def out(self) -> str:
        return self.stdout.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)


def cli(*arguments: object, data: Path | None = None, stdin: bytes = b"") -> Ran:
    """Run `evaltui ARGUMENTS`; the terminal face is never opened."""
    out, err = BytesIO(), BytesIO()
    argv = [str(item) for item in arguments]
    if data is not None:
        argv = ["--data", str(data), *argv]
    code = run(argv, BytesIO(stdin), out, err, open_terminal=lambda _session: 99)
    assert "Traceback" not in err.getvalue().decode()
    return Ran(int(code), out.getvalue(), err.getvalue().decode())
