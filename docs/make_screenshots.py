"""Takes the README's picture of the first page: ``python docs/make_screenshots.py``, or ``make screenshots``."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from conftest import CHROMIUM_ARGS, running_app  # noqa: E402 (after the path is set)

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
LARGEST = 300_000


def main() -> None:
    """Start the app, open the first page, and keep what a laptop's screen shows of it."""
    with running_app() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_ARGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="nb-NO", color_scheme="light")
        page.goto(url)
        take(page, ROOT / "docs" / "screenshot-utforsk.png")
        browser.close()


def take(page: Page, path: Path) -> None:
    """One picture, once the page and its chart are drawn; refused where it is too large for a README."""
    page.locator(SETTLED).wait_for()
    page.locator(".js-plotly-plot .bars").first.wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=path)
    assert path.stat().st_size <= LARGEST, f"{path.name} is larger than {LARGEST} bytes"


main()
