"""The worker process: takes one piece of work after the other from its input, each in a fork of itself that has bounds.

``python -m costmodel.isolation.worker MODULE…`` imports the modules once; a fork begins with them in no time, and leaves nothing behind.
Where there is no fork (Windows), the process does the work itself, and only time is bounded, by the other side.
"""

import contextlib
import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from costmodel.faults import AssumptionError
from costmodel.isolation.frames import receive, send

MEMORY = 120_000_000
"""Bytes that a piece of work may take beside the 60 million that the worker holds itself. A whole folder takes 20 million."""
PROCESSOR_SECONDS = 10
"""Seconds of a processor for a piece of work. A whole folder takes one."""
DONE, FAULTS, TOO_LARGE, TOO_LONG, BROKEN = "done", "faults", "too_large", "too_long", "broken"
"""What came of it: a value, an AssumptionError, or why there is neither."""

Outcome = tuple[str, Any]


def main() -> None:
    """Work until the input ends."""
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what somebody prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the server, whose end ends this process
    for name in sys.argv[1:]:
        import_module(name)
    gc.collect()
    gc.freeze()
    while (asked := receive(source)) is not None:
        send(target, in_a_fork(asked, (source.fileno(), target.fileno())) if hasattr(os, "fork") else done(asked))


def in_a_fork(asked: bytes, own: tuple[int, int]) -> bytes:
    """The packed outcome of a piece of work, done in a process of its own that has not the worker's `own` files."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        for file in (reading, *own):  # else the other side would not see that the worker has ended
            os.close(file)
        _work_and_end(asked, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        answer = receive(stream)
    _, status = os.waitpid(child, 0)
    return answer if answer is not None else pickle.dumps((_cause(status), None))


def _work_and_end(asked: bytes, writing: int) -> None:
    """In the fork: answer within the bounds, and end without what ends a whole program."""
    try:
        bound()
        with os.fdopen(writing, "wb") as stream:
            send(stream, done(asked))
    except MemoryError:
        os.kill(os.getpid(), signal.SIGKILL)
    finally:
        os._exit(0)


def _cause(status: int) -> str:
    """Why a fork ended without an answer."""
    if not os.WIFSIGNALED(status):
        return BROKEN
    return TOO_LONG if os.WTERMSIG(status) == signal.SIGXCPU else TOO_LARGE  # a library that gets no memory aborts


def bound() -> None:
    """Bound this process: what it may hold beside what it holds now, and how long it may calculate. Others come first."""
    import resource

    pages = Path("/proc/self/statm")
    with contextlib.suppress(OSError, ValueError):
        if pages.exists():
            most = int(pages.read_text().split()[0]) * resource.getpagesize() + MEMORY
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS + 1))
        os.nice(10)


def done(asked: bytes) -> bytes:
    """The packed outcome of a packed piece of work, a function of a module and what it takes."""
    try:
        work, given = pickle.loads(asked)
        return pickle.dumps(_outcome(work, given))
    except MemoryError:
        return pickle.dumps((TOO_LARGE, None))


def _outcome(work: Callable[..., Any], given: tuple[Any, ...]) -> Outcome:
    try:
        return DONE, work(*given)
    except AssumptionError as error:
        return FAULTS, error
    except MemoryError:
        raise
    except Exception as error:
        return BROKEN, type(error).__name__


if __name__ == "__main__":
    main()
