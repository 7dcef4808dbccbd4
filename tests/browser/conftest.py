"""The browser that looks at the app: Debian's Chromium, in Norwegian, patient on a busy machine, one page for all tests of a process.

Opening the app takes longer than most of what tests do with it, so Utforsk stays open for those that begin there.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from support.browser import PATIENCE, SIZES, as_at_first, launch_options

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, **launch_options()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args, base_url):
    return {**browser_context_args, "base_url": base_url, "locale": "nb-NO", "viewport": SIZES["desktop"]}


@pytest.fixture(scope="session")
def kept_context(browser: Browser, browser_context_args) -> Iterator[BrowserContext]:
    context = browser.new_context(**browser_context_args)
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(kept_context: BrowserContext) -> Page:
    """A page that nothing is left in of the test before: no app, no cookie, nothing stored, size and colours as at first.

    A test that listens to the page, or adds scripts to it, uses ``new_page``, which ends with the test.
    """
    for one in kept_context.pages[1:]:
        one.close()
    page = kept_context.pages[0] if kept_context.pages else kept_context.new_page()
    page.goto("/health")  # without the app, which would go on storing
    page.evaluate("localStorage.clear(), sessionStorage.clear()")
    kept_context.clear_cookies()
    page.goto("about:blank")
    page.set_viewport_size(SIZES["desktop"])
    page.emulate_media(color_scheme="light")
    return page


@pytest.fixture(scope="session")
def _utforsk(browser: Browser, browser_context_args) -> Iterator[tuple[Page, list[str]]]:
    context = browser.new_context(**browser_context_args)
    context.set_default_timeout(PATIENCE)
    yield context.new_page(), []
    context.close()


@pytest.fixture
def open_page(_utforsk: tuple[Page, list[str]]) -> Page:
    """The tab that stays open, wherever the test before has left it, in the light of a desk: for ``visit``."""
    page, _ = _utforsk
    for one in page.context.pages[1:]:
        one.close()
    page.set_viewport_size(SIZES["desktop"])
    page.emulate_media(color_scheme="light")
    return page


@pytest.fixture
def first_page(open_page: Page, _utforsk: tuple[Page, list[str]]) -> Page:
    """Utforsk as it opens, its folds closed, in the light of a desk; what a test has changed is taken back by the app's own button.

    It is opened anew where that does not lead back. What the tab and the session remember otherwise (undo, folds once opened) may be
    there; a test that asks for nothing of the kind uses ``page``.
    """
    return as_at_first(open_page, _utforsk[1])


@pytest.fixture
def new_page(context: BrowserContext) -> Page:
    context.set_default_timeout(PATIENCE)
    return context.new_page()
