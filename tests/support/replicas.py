"""Several servers behind nginx, as ``make serve REPLICAS=n`` starts them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from support import ROOT
from support.servers import START_SECONDS, free_port

LISTENS = "0A"
"""The state of a socket that waits for connections, as the kernel writes it."""


@dataclass
class Replicas:
    """What runs, and where."""

    url: str
    """Of nginx, with the path below which the app is served."""
    ports: dict[str, int]
    """Port of each replica, by what the cookie calls it."""

    def kill(self, name: str) -> None:
        """End a replica as a crash would."""
        os.kill(process_on(self.ports[name]), signal.SIGKILL)


def process_on(port: int) -> int:
    """The process that listens on a port of this machine, by what the kernel says of sockets."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]]
    sockets = {f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{port:04X}") and row[3] == LISTENS}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # ended meanwhile, or somebody else's
            if sockets & {str(file.readlink()) for file in (folder / "fd").iterdir()}:
                return int(folder.name)
    raise AssertionError(f"nothing listens on port {port}")


def is_free(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def ports_in_a_row(count: int) -> int:
    """The first of so many free ports."""
    while True:
        first = free_port()
        if first + count < 65_000 and all(is_free(first + number) for number in range(count)):
            return first


def answers(url: str) -> bool:
    try:
        return urllib.request.urlopen(url, timeout=1).status == 200
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def running_replicas(count: int, path: str = "") -> Iterator[Replicas]:
    """So many replicas below a path of the host; they end with the block."""
    port = ports_in_a_row(count + 1)
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "HELSEPLATTFORMEN_BASE_PATH": path}
    command = [sys.executable, "deploy/replicas.py", str(count)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}{path}"
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(f"{url}/"):
            assert server.poll() is None, "the replicas ended before they answered"
            assert time.monotonic() < deadline, f"they did not answer within {START_SECONDS} s"
            time.sleep(0.1)
        yield Replicas(url, {str(number): port + number for number in range(1, count + 1)})
    finally:
        server.terminate()
        server.wait(timeout=30)
