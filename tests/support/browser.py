"""What the browser tests share: waiting for a settled page, unfolding it, sizes of screens, and the check of accessibility."""

import shutil
from collections.abc import Iterable
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from support import IS_THOROUGH, many

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}, "resultTypes": ["violations"]}
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
PHONE = SIZES["phone"]
PATIENCE = 60_000
"""Milliseconds that a step or a check in the browser waits: a busy machine is no fault of the app."""
BACKGROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(23, 24, 26)"}
"""Of the app in each colour scheme."""
LOADING = 30_000
"""Milliseconds that parts of Streamlit which are fetched when first shown may take on a busy machine."""
CHROMIUM = ("chromium-headless-shell", "chromium")
"""Commands of Chromium; the first draws no window around the page, which makes the tests a fifth quicker."""
CHROMIUM_ARGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def launch_options() -> dict[str, object]:
    """How Playwright starts the system's Chromium."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert found, f"The browser tests need Chromium: sudo apt-get install {CHROMIUM[0]}"
    return {"executable_path": found, "args": list(CHROMIUM_ARGS)}


OPEN_ALL = """folds => document.querySelectorAll(`${folds}:not([open]) > summary`).forEach(one => one.click())"""
FILLED = """folds => [...document.querySelectorAll(`${folds}[open] [data-testid=stExpanderDetails]`)]
  .every(one => one.querySelector("[data-testid=stElementContainer]"))"""


def unfold(page: Page, folds: str = "[data-testid=stMain] details") -> None:
    """Open every fold of the page itself, those that come to sight in an opened one too.

    All at a time: each draws the page anew, and some get what is in them from the server first.
    """
    while page.locator(f"{folds}:not([open])").count():
        page.evaluate(OPEN_ALL, folds)
        page.wait_for_function(FILLED, arg=folds)
        page.locator(SETTLED).wait_for()


def assert_accessible(page: Page) -> None:
    page.locator(SETTLED).wait_for()
    # A cancelled animation rejects its promise; it has ended all the same. One that is not drawn may never end.
    running = "document.getAnimations().filter(one => one.effect.getTiming().iterations < 9)"
    ended = f"Promise.all({running}.map(one => one.finished.catch(() => null)))"
    page.evaluate(f"Promise.race([{ended}, new Promise(after => setTimeout(after, 3000))])")
    known = page.evaluate("'axe' in window")
    found = (Axe("null") if known else Axe()).run(page, options=AXE_OPTIONS)
    assert found.violations_count == 0, found.generate_report()


NO_SIDEWAYS_SCROLL = """() => ["html", "[data-testid=stMain]"].every(one => {
  const element = document.querySelector(one)
  return element.scrollWidth <= element.clientWidth
})"""


def assert_within_the_window(page: Page) -> None:
    """Nothing scrolls sideways once charts have followed the size of the window."""
    page.wait_for_function(NO_SIDEWAYS_SCROLL)


def show_in(page: Page, scheme: str) -> None:
    """Let the page follow a colour scheme, to the end."""
    page.emulate_media(color_scheme=scheme)
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", BACKGROUNDS[scheme])


def schemes_at(size: dict[str, int]) -> tuple[str, ...]:
    """The colour schemes that a page is looked at in at a size: dark on a phone, light elsewhere, both before something is called done."""
    return tuple(BACKGROUNDS) if IS_THOROUGH else ("dark",) if size == PHONE else ("light",)


def assert_sound_in_turn(page: Page, number: int) -> None:
    """The same of the first, second … of several views: each at one of the sizes in turn, at all before something is called done."""
    sizes = [*SIZES.values()]
    assert_sound_in_every_look(page, many(sizes[number % 2 :][:1], sizes))


def assert_sound_in_every_look(page: Page, sizes: Iterable[dict[str, int]] = SIZES.values()) -> None:
    """No sideways scroll and no accessibility fault, at every size and in both colour schemes, of the page as it stands.

    In a usual run faults of accessibility are looked for at the last size alone, which takes most of the time.
    """
    found = [*sizes]
    for size in found:
        page.set_viewport_size(size)
        page.locator(SETTLED).wait_for()
        assert_within_the_window(page)
        for scheme in schemes_at(size) if IS_THOROUGH or size == found[-1] else ():
            show_in(page, scheme)
            assert_accessible(page)


MORE_LEVERS = "Flere skyvere"


def opened_first_page(page: Page) -> Page:
    """Utforsk as it opens."""
    page.goto("/")
    page.locator(".js-plotly-plot .bars").first.wait_for()  # before the first run begins, the page counts as settled too
    page.locator(SETTLED).wait_for()
    return page


AS_BY_HISTORY = """address => new Promise(begun => {
  const app = document.querySelector("[data-testid=stApp]")
  const watch = new MutationObserver(() => { watch.disconnect(); begun() })
  watch.observe(app, {attributes: true, attributeFilter: ["data-test-script-state"]})
  setTimeout(begun, 5000)
  history.pushState({}, "", address)
  dispatchEvent(new PopStateEvent("popstate", {state: {}}))
})"""
"""Until the app has begun to draw the page: before that, it counts as settled. One that says nothing is looked at after a while."""
NEXT_FRAMES = "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
"""Until the page has been drawn with what was just asked for: only then does it say that it is not settled."""
TAKE_BACK = """(() => {
  const button = document.querySelector(".st-key-reset button:enabled")
  button?.click()
  return button !== null
})()"""
"""Asked and pressed at once: the button may become disabled in between."""
MOST_TAKEN_BACK = 5
"""A move of a lever that was still under way comes after the first press."""


def visit(page: Page, address: str) -> None:
    """Lead the page to an address of the app: by loading it, or as Back and Forward do where the app is open already.

    What was chosen there is left first, since another page of a session goes on with it; and the page itself where it is the same
    one, since its parts may remember more, such as the order of a table.
    """
    if not page.get_by_test_id("stApp").count():
        page.goto(address)
        return
    here, another = urlsplit(page.url), "/om_modellen"
    for step in [here.path] * bool(here.query) + [another] * (here.path == urlsplit(address).path) + [address]:
        page.evaluate(AS_BY_HISTORY, step)
        page.locator(SETTLED).wait_for()


CLOSE_ALL = "document.querySelectorAll('[data-testid=stMain] details[open] > summary').forEach(one => one.click())"
SHOWN = "['told', 'tiles', 'levers', 'chart'].map(one => document.querySelector(`.st-key-${one}`).innerText)"
"""What Utforsk shows of the scenario, with its folds closed."""


def as_at_first(page: Page, first: list[str]) -> Page:
    """Utforsk as it opened when it showed what `first` says; opened anew, and `first` filled, where nothing leads back there."""
    is_open = first and not page.get_by_role("dialog").count()
    if not (is_open and (_is_back(page, first) or _is_back_by_history(page, first))):
        first[:] = opened_first_page(page).evaluate(SHOWN)
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 0)")
    return page


def _is_back(page: Page, first: list[str]) -> bool:
    if urlsplit(page.url).path != "/":
        return False
    page.evaluate(CLOSE_ALL)
    for _ in range(MOST_TAKEN_BACK):
        page.locator(SETTLED).wait_for()
        if not page.evaluate(TAKE_BACK):
            break
        page.evaluate(NEXT_FRAMES)
    return not urlsplit(page.url).query and page.evaluate(SHOWN) == first


def _is_back_by_history(page: Page, first: list[str]) -> bool:
    visit(page, "/")
    page.locator(".js-plotly-plot .bars").first.wait_for()
    page.locator(SETTLED).wait_for()
    page.evaluate(CLOSE_ALL)
    return page.evaluate(SHOWN) == first


def words_in_sight(page: Page) -> int:
    """How many words the page shows, menu, figures and charts among them, before anything is unfolded."""
    page.locator(SETTLED).wait_for()
    return len(page.get_by_test_id("stMain").inner_text().split())


def open_fold(page: Page, label: str) -> None:
    page.locator("[data-testid=stMain] summary").filter(has_text=label).click()
    expect(page.locator("[data-testid=stMain] details[open] > summary").filter(has_text=label)).to_be_visible()


def tile(page: Page, label: str) -> Locator:
    return page.get_by_test_id("stMetric").filter(has_text=label).get_by_test_id("stMetricValue")


def panel(page: Page) -> Locator:
    """The line about the scenario above the page."""
    return page.locator(".st-key-scenario_panel summary")


def shared_link(page: Page) -> str:
    page.get_by_role("button", name="Del", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("img")).to_be_visible(timeout=LOADING)
    link = dialog.get_by_test_id("stCode").inner_text()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    return link
