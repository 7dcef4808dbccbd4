"""The address is the state, in a real browser: reload, Back and Forward, undo, another page, a second tab."""

import re

from playwright.sync_api import Page, expect
from support import rarely
from support.browser import SETTLED, opened_first_page, panel, tile

from costmodel.scenarios.links import link_value
from costmodel.texts.numbers import number

NPV = "Netto nåverdi"


def lever(page: Page):
    return page.get_by_role("slider", name="Ekstra tid per dag")


STEP = 0.5
"""Minutes between two positions of the lever, which is the base value too."""


def assert_at(page: Page, step: int) -> None:
    """So many steps from the base value."""
    minutes = STEP * (1 + step)
    expect(lever(page)).to_have_attribute("aria-valuetext", number(minutes, 1))
    expect(page).to_have_url(re.compile(f"extra_minutes={link_value(minutes)}&") if step else re.compile(r"/$"))
    page.locator(SETTLED).wait_for()


def moved_twice(page: Page) -> list[str]:
    """The lever one step up and another; what the first figure says before, between and after."""
    said = [tile(page, NPV).inner_text()]
    for step in (1, 2):
        lever(page).press("ArrowRight")
        assert_at(page, step)
        expect(tile(page, NPV)).not_to_have_text(said[-1])
        said.append(tile(page, NPV).inner_text())
    return said


def test_back_undoes_a_lever_forward_does_it_again_and_a_reload_loses_nothing(first_page):
    page, said = first_page, moved_twice(first_page)
    for move, step in ((page.go_back, 1), (page.go_back, 0), (page.go_forward, 1), (page.reload, 1)):
        move()
        assert_at(page, step)
        expect(tile(page, NPV)).to_have_text(said[step])


def test_undo_and_redo_stand_beside_the_way_back(first_page):
    page, said = first_page, moved_twice(first_page)
    undo, redo = (page.get_by_role("button", name=name, exact=True) for name in ("Angre", "Gjør om"))
    expect(redo).to_be_disabled()
    for button, step in ((undo, 1), (undo, 0), (redo, 1)):
        button.click()
        assert_at(page, step)
        expect(tile(page, NPV)).to_have_text(said[step])
    page.get_by_role("button", name="Tilbake til utgangspunktet").click()
    assert_at(page, 0)
    undo.click()
    assert_at(page, 1)


def test_the_menu_takes_the_state_along_and_back_leads_through_it(first_page):
    page, _ = first_page, moved_twice(first_page)
    page.get_by_role("link", name="Budsjett", exact=True).click()
    expect(page).to_have_url(re.compile(r"/budsjett\?.*extra_minutes=1\.5"))
    expect(panel(page)).to_contain_text("1 endring")
    page.get_by_role("radio", name="Faste 2027-kroner").press("ArrowDown")
    expect(page).to_have_url(re.compile("plan_prices=price_year"))
    page.locator(SETTLED).wait_for()
    page.reload()
    expect(page.get_by_role("radio", name="Faste 2024-kroner")).to_be_checked()
    page.locator(SETTLED).wait_for()
    page.go_back()
    expect(page.get_by_role("radio", name="Faste 2027-kroner")).to_be_checked()
    page.locator(SETTLED).wait_for()
    page.go_back()
    assert_at(page, 2)


@rarely
def test_two_tabs_of_one_address_go_their_own_ways(first_page):
    page, _ = first_page, moved_twice(first_page)
    with page.context.expect_page() as opened:
        page.evaluate("window.open(location.href)")
    other = opened.value
    assert_at(other, 2)
    lever(other).press("ArrowRight")
    assert_at(other, 3)
    assert_at(page, 2)
    page.reload()
    assert_at(page, 2)


def test_the_first_page_that_one_goes_to_is_of_the_same_municipality(page):
    opened_first_page(page)
    page.get_by_role("link", name="Sammenlign", exact=True).click()
    expect(page).to_have_url(re.compile(r"/sammenlign$"))
    expect(page.get_by_role("combobox", name="Kommune")).to_have_value("Trondheim")
    page.locator(SETTLED).wait_for()
    page.go_back()
    expect(page.get_by_text("kron og mynt for Trondheim").first).to_be_visible()
    page.get_by_text("Hva nå", exact=True).click()
    expect(page).to_have_url(re.compile("view=now"))
    page.get_by_role("link", name="Kommuner", exact=True).click()
    expect(page.get_by_role("radio", name="Hva nå")).to_be_checked()
