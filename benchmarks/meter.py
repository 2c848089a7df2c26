"""A pseudo-terminal with a stopwatch: bytes, frames, times and changed cells of each key.

Pieces are timed as they are read and fed to the screen model afterwards, so that the model's own work is in no time.
"""

from __future__ import annotations

import os
import select
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from support.budgets import share
from support.pty_terminal import KEYS, PtyTerminal

FRAME_END = b"\x1b[?2026l"
QUIET = 0.15

Cells = list[list[object]]
Mark = Callable[["Meter"], bool]


@dataclass(frozen=True)
class Piece:
    """What one read brought, `ms` after the clock was started."""

    ms: float
    data: bytes


@dataclass(frozen=True)
class Stroke:
    """What one key cost. `marks`: ms at which each condition was first true; `changed`: cells that look different after it."""

    pieces: tuple[Piece, ...]
    marks: Mapping[str, float]
    changed: int
    lines_before: tuple[str, ...] = field(default=(), repr=False)
    lines_after: tuple[str, ...] = field(default=(), repr=False)

    @property
    def size(self) -> int:
        return sum(len(piece.data) for piece in self.pieces)

    @property
    def first(self) -> float:
        """ms to the first byte; 0 where nothing came."""
        return self.pieces[0].ms if self.pieces else 0.0

    @property
    def last(self) -> float:
        """ms to the last byte; 0 where nothing came."""
        return self.pieces[-1].ms if self.pieces else 0.0

    @property
    def frame(self) -> tuple[int, float]:
        """Bytes and ms of the first whole frame; everything where frames are not marked."""
        size = 0
        for piece in self.pieces:
            if FRAME_END in piece.data:
                return size + piece.data.index(FRAME_END) + len(FRAME_END), piece.ms
            size += len(piece.data)
        return size, self.last


class Meter(PtyTerminal):
    """A program whose every answer is timed."""

    def __init__(
        self,
        argv: Sequence[str],
        *,
        size: tuple[int, int],
        environ: Mapping[str, str],
        marks: Mapping[str, Mark] | None = None,
        until: str = "",
        answer: tuple[bytes, bytes] | None = None,
        quiet: float = 0.5,
    ) -> None:
        """Starts the program; `opening` is the stroke of its start. `answer`: what is typed as soon as it wrote what."""
        self.started = time.perf_counter()
        super().__init__(argv, columns=size[0], lines=size[1], environ=environ)
        self.opening = self._watch(self.started, quiet, 60.0, marks or {}, until, answer)

    def __enter__(self) -> Meter:
        return self

    def key(self, name: str, quiet: float = QUIET) -> Stroke:
        """Press a named key or type text."""
        return self.stroke(KEYS.get(name, name).encode(), quiet=quiet)

    def stroke(
        self,
        data: bytes,
        *,
        quiet: float = QUIET,
        limit: float = 20.0,
        marks: Mapping[str, Mark] | None = None,
        until: str = "",
    ) -> Stroke:
        """Type bytes, then read until it is quiet for `quiet` seconds and, where named, the mark `until` was reached."""
        started = time.perf_counter()
        self.send(data)
        return self._watch(started, quiet, limit, marks or {}, until)

    def _watch(
        self,
        started: float,
        quiet: float,
        limit: float,
        marks: Mapping[str, Mark],
        until: str,
        answer: tuple[bytes, bytes] | None = None,
    ) -> Stroke:
        before, lines_before = self.snapshot(), tuple(self.lines)
        pieces: list[Piece] = []
        fed = 0
        reached: dict[str, float] = {}

        def feed() -> None:
            nonlocal fed
            for piece in pieces[fed:]:
                self._feed(piece.data)
                for name, holds in marks.items():
                    if name not in reached and holds(self):
                        reached[name] = piece.ms
            fed = len(pieces)

        while time.perf_counter() - started < limit:
            ready, _, _ = select.select([self.fd], [], [], quiet)
            if not ready:
                feed()
                if not until or until in reached:
                    break
                continue
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                data = b""
            if not data:
                self.wait()
                break
            pieces.append(Piece(1000 * (time.perf_counter() - started), data))
            self.received += data
            if answer is not None and answer[0] in self.received:
                self.send(answer[1])
                answer = None
            if b"$p" in data or b"[6n" in data:
                feed()
        feed()
        if until and until not in reached:
            raise AssertionError(f"{until} was never reached:\n{self.text}")
        changed = sum(
            was != now
            for row, new in zip(before, self.snapshot(), strict=True)
            for was, now in zip(row, new, strict=True)
        )
        return Stroke(tuple(pieces), reached, changed, lines_before, tuple(self.lines))

    def snapshot(self) -> Cells:
        """Every cell of the screen with its colours."""
        buffer, columns = self.screen.buffer, range(self.screen.columns)
        return [[buffer[y][x] for x in columns] for y in range(self.screen.lines)]

    def burst(self, keys: Sequence[bytes], seconds: float) -> tuple[list[float], list[Piece]]:
        """Type one key every `seconds` whatever comes back: when each was sent and what came when, in ms from the start."""
        start = time.perf_counter()
        sent: list[float] = []
        pieces: list[Piece] = []
        while True:
            now = time.perf_counter() - start
            if len(sent) < len(keys) and now >= len(sent) * seconds:
                self.send(keys[len(sent)])
                sent.append(1000 * now)
                continue
            wait = len(sent) * seconds - now if len(sent) < len(keys) else 0.5
            ready, _, _ = select.select([self.fd], [], [], max(wait, 0.0))
            if ready:
                pieces.append(Piece(1000 * (time.perf_counter() - start), os.read(self.fd, 65536)))
            elif len(sent) == len(keys):
                return sent, pieces


def spread(values: Sequence[float], digits: int = 1) -> dict[str, float]:
    """p50, p95 and max."""
    return {name: round(share(values, part), digits) for name, part in (("p50", 0.5), ("p95", 0.95), ("max", 1.0))}


def cost(strokes: Sequence[Stroke]) -> dict[str, object]:
    """What these keys cost: bytes, ms to the first and the last byte, bytes per cell that changed."""
    changed = sum(item.changed for item in strokes)
    return {
        "keys": len(strokes),
        "bytes": spread([item.size for item in strokes], 0),
        "first_ms": spread([item.first for item in strokes]),
        "last_ms": spread([item.last for item in strokes]),
        "bytes_per_changed_cell": round(sum(item.size for item in strokes) / changed, 1) if changed else None,
    }
