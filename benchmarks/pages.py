"""Utforsk as people meet it, beside a floor page under plain ``streamlit run``: slider, many users, first load."""

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from benchmarks.busy_users import reruns_a_second
from benchmarks.timing import table

ROOT = Path(__file__).parents[1]
FLOOR = [
    sys.executable,
    "-m",
    "streamlit",
    "run",
    str(ROOT / "benchmarks" / "floor_page.py"),
    "--server.headless=true",
    "--browser.gatherUsageStats=false",
]
OURS = [sys.executable, str(ROOT / "server.py")]
CHROMIUM_ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-headless-shell")
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
MOVES, ROUNDS = 4, 3
WATCH = """() => {
  window.start = null; window.last = null
  addEventListener("keydown", () => { window.start = performance.now(); window.last = null }, true)
  new MutationObserver(() => { window.last = performance.now() })
    .observe(document.body, {subtree: true, childList: true, characterData: true})
}"""
"""From the press of the key to the last change of what the page shows."""
LAST = "() => (window.seen ?? window.last) - window.start"
"""`seen`, where there is one, is the last change of what alone is watched."""
QUIET = "() => window.last !== null && performance.now() - window.last > 700"


@contextmanager
def served(command: list[str], folder: str | Path) -> Iterator[str]:
    """The address of a server started in a folder; it ends with the block."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    by_streamlit = ["--server.port", port, "--server.address", "127.0.0.1"] if "streamlit" in command else []
    silent: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([*command, *by_streamlit], cwd=folder, env={**os.environ, "PORT": port}, **silent)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def wait_for(url: str) -> None:
    """Until a server answers, 30 s at most."""
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=1)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise TimeoutError(url)


def open_page(browser: Browser, url: str) -> tuple[Page, int]:
    """A page in a fresh browser context, and the bytes that came over the wire until it stood still."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(120_000)
    received: list[int] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    page.goto(url)
    page.wait_for_selector(SETTLED)
    page.wait_for_selector(".js-plotly-plot .plot-container")
    page.wait_for_timeout(1500)
    page.evaluate(WATCH)
    return page, sum(received)


def milliseconds_of(page: Page, what: Locator, key: str) -> float:
    """A key on an element: from the key to the last change on the page, or of what alone is watched on it."""
    what.focus()
    page.keyboard.press(key)
    for _ in range(200):  # by a loop: the app's content security policy forbids what wait_for_function needs
        page.wait_for_timeout(100)
        if page.evaluate(QUIET):
            return float(page.evaluate(LAST))
    raise TimeoutError(f"{key} changed nothing within 20 s")


def slider(page: Page, name: str) -> Locator:
    """The first slider of a name."""
    return page.get_by_role("slider", name=name).first


def slider_times(pages: dict[str, tuple[Page, str]], key: str) -> dict[str, float]:
    """Median time of a move on each page; the pages take turns."""
    found: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(MOVES * ROUNDS):
        for name, (page, label) in pages.items():
            found[name].append(milliseconds_of(page, slider(page, label), key))
    return {name: statistics.median(times) for name, times in found.items()}


def rates(floor: str, ours: str) -> list[float]:
    """Reruns a second with 30 busy users, the best of rounds in turns: the floor, ours, and ours without the uncertainty."""
    levers = ["Ekstra tid", "Plattformkostnad"]
    asked = [(floor, ["Cost", "Benefit"]), (ours, levers), (ours, [*levers, "Vis usikkerhet"])]
    # A seed for each, so that no answer is one that has been kept from before.
    rounds = [[reruns_a_second(*ask, seed=1000 * turn + 100 * at) for at, ask in enumerate(asked)] for turn in range(ROUNDS)]
    return [max(found) for found in zip(*rounds, strict=True)]


def compared(moves: dict[str, float]) -> list[str]:
    """Ours, the floor's, and the ratio."""
    return [f"{moves['ours']:.0f}", f"{moves['floor']:.0f}", f"{moves['ours'] / moves['floor']:.2f}"]


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as elsewhere, served(FLOOR, elsewhere) as floor, served(OURS, ROOT) as ours:
        with sync_playwright() as driver:  # its event loop must be gone before the busy users have theirs
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
            (floor_page, floor_bytes), (our_page, our_bytes) = open_page(browser, floor), open_page(browser, ours)
            our_page.get_by_text("Flere skyvere").click()
            pages = {"floor": (floor_page, "Cost"), "ours": (our_page, "Plattformkostnad")}
            moves = slider_times(pages, "ArrowRight")
            our_page.get_by_text("Vis usikkerhet").click()
            our_page.wait_for_timeout(2000)
            without = slider_times(pages, "ArrowLeft")
            browser.close()
        floor_rate, *our_rates = rates(floor, ours)
    rows = [
        ["slider to the last change on the page, ms", *compared(moves)],
        ["the same, uncertainty switched off, ms", *compared(without)],
        *(
            [f"reruns a second with 30 busy users, uncertainty {word}", f"{rate:.1f}", f"{floor_rate:.1f}", f"{rate / floor_rate:.1f}"]
            for word, rate in zip(("shown", "switched off"), our_rates, strict=True)
        ),
        ["first load over the wire, MB", f"{our_bytes / 1e6:.2f}", f"{floor_bytes / 1e6:.2f}", f"{our_bytes / floor_bytes:.2f}"],
    ]
    print(table(["Utforsk", "ours", "floor", "ratio"], rows))


if __name__ == "__main__":
    main()
