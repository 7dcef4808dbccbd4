"""Have work done by the worker process: one piece at a time, those who wait in the order that they came."""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from costmodel.faults import AssumptionError, Fault
from costmodel.isolation.frames import receive, send
from costmodel.isolation.worker import BROKEN, DONE, FAULTS, TOO_LARGE, TOO_LONG

MOST_WAITING = 8
"""Pieces of work that wait, the one under way among them; another is refused."""
SECONDS = 60
"""By the clock, for a piece of work on a busy machine; the worker's bound on processor time comes first on an idle one."""
ROOT = Path(__file__).parents[2]
T = TypeVar("T")
Tell = Callable[[int], None]
"""Is told how many are before one's own, each time that this changes."""


class Isolated:
    """A worker process, begun when it is first needed and anew after it has ended."""

    def __init__(self, modules: Sequence[str]) -> None:
        """`modules` are what the worker imports before it is asked for anything."""
        self._modules = modules
        self._queue = deque[object]()
        self._moved = threading.Condition()
        self._worker: subprocess.Popen[bytes] | None = None

    def call(self, work: Callable[..., T], file: str, given: tuple[Any, ...], tell: Tell = lambda before: None) -> T:
        """What a function of a module makes of `given`, found by the worker.

        `file` is what messages call that which is read. Raises AssumptionError where the function does, and where the work takes
        more than it may, breaks down, or finds too many waiting.
        """
        with self._turn(file, tell):
            kind, value = self._asked(pickle.dumps((work, given)))
        if kind == DONE:
            return value
        if kind == FAULTS:
            raise value
        codes = {TOO_LARGE: "reading_too_large", TOO_LONG: "reading_too_long", BROKEN: "reading_failed"}
        raise AssumptionError([Fault(file, "", codes[kind])])

    def end(self) -> None:
        """End the worker, if it lives, with whatever it is doing."""
        worker, self._worker = self._worker, None
        if worker is not None:
            _kill(worker)
            worker.communicate()

    @contextmanager
    def _turn(self, file: str, tell: Tell) -> Generator[None]:
        """Waits until all who came before are done; lets go whatever happens."""
        own = object()
        with self._moved:
            if len(self._queue) >= MOST_WAITING:
                raise AssumptionError([Fault(file, "", "reading_busy")])
            self._queue.append(own)
        try:
            before = None
            while before != 0:
                before = self._waited(own, before)
                tell(before)
            yield
        finally:
            with self._moved:
                self._queue.remove(own)
                self._moved.notify_all()

    def _waited(self, own: object, seen: int | None) -> int:
        """How many are before one's own, when that is no longer what was seen."""
        with self._moved:
            self._moved.wait_for(lambda: self._queue.index(own) != seen)
            return self._queue.index(own)

    def _asked(self, work: bytes) -> tuple[str, Any]:
        worker = self._alive()
        clock = threading.Timer(SECONDS, _kill, [worker])
        clock.start()
        try:
            send(cast("BinaryIO", worker.stdin), work)
            answer = receive(cast("BinaryIO", worker.stdout))
        except OSError:
            answer = None
        was_stopped = not clock.is_alive()
        clock.cancel()
        if answer is None:
            self.end()
            return (TOO_LONG if was_stopped else BROKEN), None
        return pickle.loads(answer)

    def _alive(self) -> subprocess.Popen[bytes]:
        if self._worker is None or self._worker.poll() is not None:
            command = [sys.executable, "-m", "costmodel.isolation.worker", *self._modules]
            variables = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # else memory and threads for multiplying matrices
            pipe = subprocess.PIPE
            self._worker = subprocess.Popen(command, cwd=ROOT, env=variables, stdin=pipe, stdout=pipe, start_new_session=True)
        return self._worker


def _kill(worker: subprocess.Popen[bytes]) -> None:
    """End a worker and what it has forked."""
    if hasattr(os, "killpg"):
        try:
            os.killpg(worker.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
    else:
        worker.kill()
