"""A Dask scheduler and workers on this machine, each in a process of its own, as Dask starts them."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from support import ROOT
from support.servers import free_port

DASK = (sys.executable, "-m", "dask")
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__ADMIN__LOG_FORMAT": "%(message)s"}


@dataclass
class Workers:
    """The address of the scheduler, and the processes that work for it."""

    address: str
    begin: Callable[[], subprocess.Popen]
    processes: list[subprocess.Popen] = field(default_factory=list)
    """Those that work; whoever is killed is none of them any more."""

    def add(self) -> None:
        """Begin one more."""
        self.processes.append(self.begin())

    def kill(self) -> None:
        """End one of them as a crash would."""
        self.processes.pop().send_signal(signal.SIGKILL)


@contextmanager
def running_cluster(workers: int, folder: Path, code: Path = ROOT) -> Iterator[Workers]:
    """A scheduler and so many workers, with the code in a folder; they end with the block."""
    address = f"tcp://127.0.0.1:{free_port()}"
    options = {"env": {**ENVIRONMENT, "PYTHONPATH": str(code)}, "cwd": folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = [*DASK, "scheduler", "--host", address, "--no-dashboard", "--no-show"]
    worker = [*DASK, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(folder)]
    started = [subprocess.Popen(scheduler, **options)]

    def begin() -> subprocess.Popen:
        started.append(subprocess.Popen(worker, **options))
        return started[-1]

    try:
        yield Workers(address, begin, [begin() for _ in range(workers)])
    finally:
        for process in started:
            process.kill()
            process.wait(timeout=30)
