"""The one thread in which everything that saves or rates happens, in the order it was asked for."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

Job = Callable[[], Any]
Done = Callable[[Any, BaseException | None], None]
Deliver = Callable[[Callable[[], None]], None]


class Desk:
    """Runs jobs one after the other off the screen's thread; `deliver` brings each result back to it.

    Saving comes first: a job given to `later` waits until nothing else is queued, and a newer one under the same name
    takes its place.
    """

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._jobs: deque[tuple[Job, Done]] = deque()
        self._later: dict[str, tuple[Job, Done]] = {}
        self._wake = threading.Condition()
        self._busy = False
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="evaltui-desk", daemon=True)
        self._thread.start()

    def submit(self, job: Job, done: Done) -> None:
        """Run `job` after everything submitted before it; `done(result, error)` is delivered."""
        with self._wake:
            self._jobs.append((job, done))
            self._wake.notify_all()

    def later(self, name: str, job: Job, done: Done) -> None:
        """Run `job` when nothing waits to be saved, instead of an earlier one of that name that has not begun."""
        with self._wake:
            self._later[name] = (job, done)
            self._wake.notify_all()

    @property
    def idle(self) -> bool:
        """True where nothing runs and nothing waits."""
        with self._wake:
            return not (self._jobs or self._later or self._busy)

    def drain(self, seconds: float | None = None) -> bool:
        """Wait until everything submitted is done; False where that took longer than `seconds`."""
        with self._wake:
            return self._wake.wait_for(lambda: not self._jobs and not self._busy, seconds)

    def close(self, seconds: float | None = None) -> bool:
        """Finish what was submitted, drop what could wait, stop. False where that took longer than `seconds`."""
        with self._wake:
            self._closing = True
            self._later.clear()
            self._wake.notify_all()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            with self._wake:
                self._wake.wait_for(lambda: self._jobs or self._later or self._closing)
                if self._jobs:
                    job, done = self._jobs.popleft()
                elif self._later:
                    job, done = self._later.pop(next(iter(self._later)))
                else:
                    return
                self._busy = True
            result: Any = None
            error: BaseException | None = None
            try:
                result = job()
            except Exception as caught:  # noqa: BLE001  # whatever it is, the screen says so; the thread goes on saving
                error = caught
            self._deliver(lambda done=done, result=result, error=error: done(result, error))  # type: ignore[misc]  # defaults bind the loop's values
            with self._wake:
                self._busy = False
                self._wake.notify_all()
