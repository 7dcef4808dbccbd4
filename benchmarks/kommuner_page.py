"""Kommuner beside the floor page: from a tick in a row to the last change of map, table or anything else on the page."""

import shutil
import statistics
import tempfile

from playwright.sync_api import Page, sync_playwright

from benchmarks.pages import CHROMIUM_ARGS, FLOOR, OURS, QUIET, ROOT, milliseconds_of, open_page, served
from benchmarks.timing import table

NAMES = ("Averøy", "Melhus", "Namsos", "Volda", "Heim", "Molde")
ROUNDS = 2
WATCH_TABLE = """() => {
  const root = [...document.querySelectorAll("*")].find(element => element.shadowRoot?.querySelector("[data-row-table]")).shadowRoot
  new MutationObserver(() => { window.last = performance.now() })
    .observe(root, {subtree: true, childList: true, characterData: true, attributes: true})
}"""
"""The table has a tree of its own, which the watch over the page does not see."""


def milliseconds_of_tick(page: Page, name: str) -> float:
    """One row ticked by keyboard: from the key to the last change on the page, its table included."""
    page.get_by_role("checkbox", name=f"{name} er med", exact=True).focus()
    page.keyboard.press("Space")
    while not page.evaluate(QUIET):
        page.wait_for_timeout(100)
    return float(page.evaluate("() => window.last - window.start"))


def main() -> None:
    """Print the table."""
    with (
        tempfile.TemporaryDirectory() as elsewhere,
        served(FLOOR, elsewhere) as floor,
        served(OURS, ROOT) as ours,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_ARGS)
        floor_page, our_page = open_page(browser, floor)[0], open_page(browser, f"{ours}/kommuner")[0]
        our_page.evaluate(WATCH_TABLE)
        found: dict[str, list[float]] = {"ours": [], "floor": []}
        for turn in range(ROUNDS * len(NAMES)):
            found["ours"].append(milliseconds_of_tick(our_page, NAMES[turn % len(NAMES)]))
            found["floor"].append(milliseconds_of(floor_page, "Cost", "ArrowRight" if turn % 2 == 0 else "ArrowUp"))
        browser.close()
    ours_ms, floor_ms = (statistics.median(found[name]) for name in ("ours", "floor"))
    row = ["tick to the last change on the page, ms", f"{ours_ms:.0f}", f"{floor_ms:.0f}", f"{ours_ms / floor_ms:.2f}"]
    print(table(["Kommuner", "ours", "floor", "ratio"], [row]))


if __name__ == "__main__":
    main()
