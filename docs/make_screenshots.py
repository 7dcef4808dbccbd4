"""Takes the README's pictures of the app: ``python docs/make_screenshots.py``, or ``make screenshots``."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support.browser import launch_options  # noqa: E402 (after the path is set)
from support.servers import running_app  # noqa: E402

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
LARGEST = 300_000
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PICTURES = {
    "utforsk": ("", DESK, "light"),
    "utforsk-phone": ("", PHONE, "dark"),
    "kommuner": ("kommuner", DESK, "light"),
    "folsomhet": ("folsomhet", DESK, "light"),
    "usikkerhet": ("usikkerhet", DESK, "light"),
    "regnestykket": ("regnestykket", DESK, "light"),
}
"""Name of the picture: path, window and colour scheme."""


def main() -> None:
    """Start the app, open the pages, and keep what a screen shows of them."""
    with running_app() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for name, (path, window, scheme) in PICTURES.items():
            page = browser.new_page(viewport=window, locale="nb-NO", color_scheme=scheme)
            page.goto(f"{url}/{path}")
            take(page, ROOT / "docs" / f"screenshot-{name}.png")
            page.close()
        browser.close()


def take(page: Page, path: Path) -> None:
    """One picture, once the page and its first chart are drawn; refused where it is too large for a README."""
    page.locator(SETTLED).wait_for()
    page.locator(".js-plotly-plot .plot-container").first.wait_for()
    page.wait_for_timeout(2500)
    page.screenshot(path=path)
    assert path.stat().st_size <= LARGEST, f"{path.name} is larger than {LARGEST} bytes"


main()
