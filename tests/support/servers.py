"""A running server of the app, for tests that ask it and for browsers that look at it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from support import ROOT

START_SECONDS = 90


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_up(url: str) -> bool:
    try:
        return urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).status == 200
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def running_app(
    *, plain: bool = False, port: int | None = None, program: Sequence[str] = ("server.py",), **variables: str
) -> Iterator[str]:
    """The address of a fresh server of the app, as ``make app`` starts it or by plain ``streamlit run``; it ends with the block."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    by_streamlit = ["-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.address=127.0.0.1"]
    command = [sys.executable, *(by_streamlit if plain else program)]
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), **variables}
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not is_up(url):
            assert server.poll() is None, "the app's server ended before it answered"
            assert time.monotonic() < deadline, f"the app did not answer within {START_SECONDS} s"
            time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=10)
