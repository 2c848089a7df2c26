"""A TOML file of a plan folder, read as hostile data: size, encoding, syntax and depth are problems, never tracebacks."""

from __future__ import annotations

import hashlib
import re
import stat
import tomllib
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from evaltui.catalogue.problems_plan import SYNTAX
from evaltui.plan.findings import Findings, not_read
from evaltui.plan.spans import Position

LARGEST = 1024 * 1024
"""Bytes of a file that are read at most; the bundled plans have about a tenth of it."""

_BOM = b"\xef\xbb\xbf"
_PART = r"""(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')"""
# tomllib takes quadratic time over a dotted key with thousands of parts.
_ENDLESS_KEY = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}[ \t]*+\.[ \t]*+){{64}}")
_WHERE = re.compile(r"(.*) \((?:at line (\d+), column (\d+)|at end of document)\)", re.DOTALL)


@dataclass(frozen=True)
class Document:
    """What a file says: its tables, or None where it cannot be read, and the sha256 of its bytes."""

    tables: dict[str, Any] | None
    findings: Findings
    digest: str = ""


def read_document(path: Path) -> Document:
    """Read the TOML file at `path`; its findings say everything that is wrong with it as TOML."""
    empty = Findings(str(path))
    content = _content(path, empty)
    if content is None:
        return Document(None, empty)
    return parse_document(content, str(path))


def parse_document(content: bytes, name: str) -> Document:
    """Read TOML bytes; `name` is what problems call the file."""
    digest = hashlib.sha256(content).hexdigest()
    if len(content) > LARGEST:
        empty = Findings(name)
        empty.add("plan_file_too_big", limit=LARGEST // 1024)
        return Document(None, empty, digest)
    try:
        text = content.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        findings = Findings(name)
        findings.add("plan_not_utf8", position=Position(line, column))
        return Document(None, findings, digest)
    findings = Findings(name, text)
    if content.startswith(_BOM):
        findings.add("plan_bom", position=Position(1, 1))
    return Document(_tables(text, findings), findings, digest)


def _content(path: Path, findings: Findings) -> bytes | None:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            findings.add("plan_file_missing")
            return None
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        findings.add("plan_file_missing")
    except (OSError, ValueError) as error:
        findings.add("plan_file_unreadable", why=not_read(error))
    return None


def _tables(text: str, findings: Findings) -> dict[str, Any] | None:
    if _ENDLESS_KEY.search(text):
        findings.add("plan_too_deep")
        return None
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        what, position = _explained(str(error), text)
        findings.add("plan_syntax", position=position, what=what)
    except (ValueError, InvalidOperation):
        # An integer of thousands of digits, or an exponent that Decimal does not take; neither says where.
        findings.add("plan_syntax", what="有一个数字大得无法读取")
    except RecursionError:
        findings.add("plan_too_deep")
    return None


def _explained(message: str, text: str) -> tuple[str, Position]:
    found = _WHERE.fullmatch(message)
    what = found[1] if found else message
    if found and found[2]:
        position = Position(int(found[2]), int(found[3]))
    else:
        lines = text.split("\n")
        position = Position(len(lines), len(lines[-1]) + 1)
    return next((said for start, said in SYNTAX.items() if what.startswith(start)), what), position
