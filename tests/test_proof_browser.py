"""Regnestykket in a real browser: from the first screen to a source in at most four clicks, by mouse and by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


def settled(page: Page) -> Page:
    page.locator(SETTLED).wait_for()
    return page


def assert_sound(page: Page) -> None:
    found = Axe().run(page, options=AXE_OPTIONS)
    assert found.violations_count == 0, found.generate_report()
    assert page.eval_on_selector("[data-testid=stMain]", "element => element.scrollWidth <= element.clientWidth")


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", name=text)).to_be_visible()
    settled(page)


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_from_the_first_screen_to_a_source_in_four_steps(page, by):
    def press(name: str, after: str) -> None:
        button = page.get_by_role("button", name=name)
        if by == "mouse":
            button.click()
        else:
            button.focus()
            page.keyboard.press("Enter")
        heading(page, after)

    page.emulate_media(color_scheme="dark" if by == "mouse" else "light")
    page.set_viewport_size({"width": 390, "height": 844} if by == "mouse" else {"width": 1280, "height": 900})
    page.goto("/")
    page.locator(".js-plotly-plot .bars").first.wait_for()  # before the first run begins, the page counts as settled too
    settled(page)
    assert_sound(page)
    press("Vis regnestykket: netto nåverdi", "Netto nåverdi (MNOK):")
    press("Diskonteringsfaktor:", "Diskonteringsfaktor i 2027:")
    press("Real kalkulasjonsrente:", "Real kalkulasjonsrente: 0,04")
    expect(page.get_by_text("Rundskriv R-109/21 om samfunnsøkonomiske analyser. Finansdepartementet, 2021")).to_be_visible()
    assert_sound(page)
