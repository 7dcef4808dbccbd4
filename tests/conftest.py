"""The running app and the browser that looks at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import expect
from support import ROOT

CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 90
PATIENCE = 60_000
"""Milliseconds that a step or a check in the browser waits: a busy machine is no fault of the app."""

expect.set_options(timeout=PATIENCE)


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
def running_app(*, plain: bool = False, **variables: str) -> Iterator[str]:
    """The address of a fresh server of the app, as ``make app`` starts it or by plain ``streamlit run``; it ends with the block."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    by_streamlit = ["-m", "streamlit", "run", "app.py", f"--server.port={port}", "--server.address=127.0.0.1"]
    command = [sys.executable, *(by_streamlit if plain else ["server.py"])]
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


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """Takes the place of the plugin's fixture: ``page.goto("/")`` opens the app."""
    with running_app() as url:
        yield url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    chromium = shutil.which("chromium")
    assert chromium, "The browser tests need Chromium as the command 'chromium': sudo apt-get install chromium"
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "nb-NO", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def context(context):
    context.set_default_timeout(PATIENCE)
    return context


def pytest_collection_modifyitems(items):
    """A browser on a busy machine may answer too late: its tests are tried once more, and the summary names those that were."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):  # every page has one
            item.add_marker(pytest.mark.flaky(reruns=1))
