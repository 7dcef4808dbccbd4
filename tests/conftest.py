"""The kind of every test, which its folder says; and one server of the app for all tests of a process that ask it."""

import gc
import sys
from collections.abc import Iterator
from functools import cache

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import local_script_runner
from support import ROOT
from support.servers import running_app

KINDS = (
    "model",
    "assumptions",
    "scenarios",
    "analysis",
    "explain",
    "output",
    "texts",
    "cli",
    "pages",
    "web",
    "browser",
    "office",
    "conventions",
    "examples",
)
"""Folders below this one; ``examples`` are the ones in docstrings. ``make check`` runs the first four and the conventions."""
SLOW = ("browser", "office", "cli", "pages")
"""Kinds whose files are begun first, in this order: a slow file that is begun last leaves the other processors idle."""

MAIN = sys.modules["__main__"]

# Streamlit reads the metadata of every installed package for each page under test, which takes longer than the page; they stay the same.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def _until_it_has_ended(runner: local_script_runner.LocalScriptRunner, timeout: float = 3) -> None:
    runner._script_thread.join(timeout)
    if not runner.script_stopped():
        ASKING(runner, 0)


# Streamlit asks a thousand times a second whether a tested page has ended, which takes a tenth of the page's own time.
ASKING, local_script_runner.require_widgets_deltas = local_script_runner.require_widgets_deltas, _until_it_has_ended


def pytest_configure(config):
    for kind in KINDS:
        config.addinivalue_line("markers", f"{kind}: tests in tests/{kind}")


def kind_of(item: pytest.Item) -> str:
    """The folder of a test below tests/, and ``examples`` for what stands in a docstring of the package."""
    parts = item.path.relative_to(ROOT).parts
    return "examples" if parts[0] == "costmodel" else parts[1] if len(parts) > 2 else ""


def pytest_collection_modifyitems(items):
    """Every test has exactly one kind, and only those in the browser's folder use a browser.

    A browser on a busy machine may answer too late: its tests are tried once more, and the summary names those that were.
    """
    for item in items:
        kind, marked = kind_of(item), [mark.name for mark in item.iter_markers() if mark.name in KINDS]
        if kind not in KINDS or marked:
            raise pytest.UsageError(f"{item.nodeid} stands in no folder of a kind ({', '.join(KINDS)}), or is marked as {marked}")
        if ("browser" in getattr(item, "fixturenames", ())) != (kind == "browser"):
            raise pytest.UsageError(f"{item.nodeid}: tests that use a browser stand in tests/browser, and all tests there use one")
        item.add_marker(kind)
        if kind == "browser":
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(key=lambda item: SLOW.index(kind_of(item)) if kind_of(item) in SLOW else len(SLOW))


def pytest_collection_finish():
    """The tests themselves are half a million objects that stay: looking through them for what can go takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)


@pytest.fixture(autouse=True)
def _main_module() -> Iterator[None]:
    """Streamlit leaves a tested page behind as ``__main__``, and a process that is spawned later would run that page."""
    yield
    sys.modules["__main__"] = MAIN


@pytest.fixture(scope="session")
def base_url() -> Iterator[str]:
    """Takes the place of the plugin's fixture: ``page.goto("/")`` opens the app."""
    with running_app() as url:
        yield url
