"""Kommuner, Følsomhet and Regnestykket beside the floor page: from a key or a click to the last change on the page."""

import statistics
import tempfile
from collections.abc import Callable

from playwright.sync_api import Page, sync_playwright

from benchmarks.pages import CHROMIUM, CHROMIUM_ARGS, FLOOR, OURS, ROOT, milliseconds_of, open_page, served, slider
from benchmarks.timing import table

TICKS = ("Averøy", "Melhus", "Namsos", "Volda", "Heim", "Molde")
ROUNDS = 12
WATCH_MAP_AND_TABLE = """() => {
  const root = [...document.querySelectorAll("*")].find(element => element.shadowRoot?.querySelector("[data-row-table]")).shadowRoot
  for (const part of [document.querySelector(".st-key-map .plot-container"), root]) {
    new MutationObserver(() => { window.seen = performance.now() })
      .observe(part, {subtree: true, childList: true, characterData: true, attributes: true})
  }
}"""
"""Map and table of Kommuner stand before what takes longer; the table has a tree of its own, which no watch over the page sees."""


def tick(page: Page, turn: int) -> float:
    """A municipality comes in or goes out."""
    return milliseconds_of(page, page.get_by_role("checkbox", name=f"{TICKS[turn % len(TICKS)]} er med", exact=True), "Space")


def move(page: Page, _turn: int) -> float:
    """The lever of the assumption that is open moves a step, to a value of its own every time."""
    return milliseconds_of(page, page.get_by_role("slider").first, "ArrowRight")


def open_number(page: Page, turn: int) -> float:
    """A number that the shown one is made of opens, and then the one before."""
    name = "Diskonteringsfaktor:" if turn % 2 == 0 else "← Netto nåverdi"
    return milliseconds_of(page, page.get_by_role("button", name=name).first, "Enter")


ACTS: dict[str, tuple[str, Callable[[Page, int], float]]] = {
    "Kommuner, a tick: map and table": ("kommuner", tick),
    "Følsomhet, a lever a step": ("folsomhet", move),
    "Regnestykket, a number opened": ("regnestykket", open_number),
}


def main() -> None:
    """Print the table; the pages and the floor take turns."""
    with (
        tempfile.TemporaryDirectory() as elsewhere,
        served(FLOOR, elsewhere) as floor,
        served(OURS, ROOT) as ours,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_ARGS)
        rows = []
        for label, (path, act) in ACTS.items():
            floor_page, our_page = open_page(browser, floor)[0], open_page(browser, f"{ours}/{path}")[0]
            if path == "kommuner":
                our_page.evaluate(WATCH_MAP_AND_TABLE)
            found: dict[str, list[float]] = {"ours": [], "floor": []}
            for turn in range(ROUNDS):
                found["ours"].append(act(our_page, turn))
                found["floor"].append(milliseconds_of(floor_page, slider(floor_page, "Cost"), "ArrowRight"))
            ours_ms, floor_ms = (statistics.median(found[name]) for name in ("ours", "floor"))
            rows.append([label, f"{ours_ms:.0f}", f"{floor_ms:.0f}", f"{ours_ms / floor_ms:.2f}"])
            our_page.context.close()
            floor_page.context.close()
        browser.close()
    print(table(["to the last change on the page, ms", "ours", "floor's slider", "ratio"], rows))


if __name__ == "__main__":
    main()
