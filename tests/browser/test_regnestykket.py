"""Regnestykket in a real browser: from the first screen to a source in at most four clicks, by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect
from support import many, rarely
from support.browser import SETTLED, assert_accessible, open_fold, visit


def settled(page: Page) -> Page:
    page.locator(SETTLED).wait_for()
    return page


def assert_sound(page: Page) -> None:
    assert_accessible(page)
    assert page.eval_on_selector("[data-testid=stMain]", "element => element.scrollWidth <= element.clientWidth")


def heading(page: Page, text: str | re.Pattern[str]) -> None:
    expect(page.get_by_role("heading", name=text)).to_be_visible()
    settled(page)


@pytest.mark.parametrize("by", many(["keyboard"], ["mouse", "keyboard"]))
def test_from_the_first_screen_to_a_source_in_four_steps(first_page, by):
    page = first_page

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
    open_fold(page, "Hva koster det?")
    press("Vis regnestykket: netto nåverdi", "Netto nåverdi (MNOK):")
    press("Diskonteringsfaktor:", "Diskonteringsfaktor i 2027:")
    press("Real kalkulasjonsrente:", "Real kalkulasjonsrente: 0,04")
    expect(page.get_by_text("Rundskriv R-109/21 om samfunnsøkonomiske analyser. Finansdepartementet, 2021")).to_be_visible()
    assert_sound(page)


def press_in_chart(page: Page) -> None:
    """A press in the yearly chart, where the pointer first rests: the chart takes it for the point under the hover text."""
    chart = page.locator(".js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    box = chart.bounding_box()
    place = (box["x"] + 0.58 * box["width"], box["y"] + 0.4 * box["height"])
    page.mouse.move(*place)
    page.locator(".js-plotly-plot .hoverlayer path").first.wait_for()
    page.mouse.click(*place)


@pytest.mark.parametrize("shown", many([True], [True, False]))
def test_a_year_of_the_chart_leads_to_its_sums_and_stays_while_a_lever_moves(first_page, shown):
    page = first_page
    if not shown:
        page.get_by_text("Vis usikkerhet").click()
        expect(page.get_by_text("P10–P90")).to_have_count(1)  # the switch alone
        settled(page)
    press_in_chart(page)
    leads = page.locator(".leads")
    expect(leads).to_contain_text("Regnestykker for 20")
    assert_sound(page)
    page.get_by_role("slider", name="Ekstra tid per dag").press("ArrowRight")
    net = leads.get_by_role("link", name="Netto nytte")
    expect(net).to_have_attribute("href", re.compile("extra_minutes=1&"))
    with page.context.expect_page() as opened:
        net.click()
    heading(opened.value, re.compile(r"^Netto nytte i 20\d\d:"))


@rarely
def test_a_cell_of_everybodys_bill_leads_to_the_sums_of_its_municipality(open_page):
    page = open_page
    visit(page, "/kommuner")
    cell = page.locator("[data-row-table] tbody tr").filter(has_text="Ørland").get_by_role("link").nth(3)
    shown = cell.inner_text()
    with page.context.expect_page() as opened:
        cell.click()
    heading(opened.value, re.compile(rf"^Netto nåverdi \(MNOK\): {shown}\d* MNOK \(Ørland\)$".replace(" ", r"\s")))
    assert page.locator("[data-row-table] tbody tr").filter(has_text="Oppdal").get_by_role("link").count() == 0
