"""The address is the state, in a real browser: reload, Back and Forward, undo, another page, a second tab, a killed server."""

import re

from playwright.sync_api import Page, expect
from support.browser import SETTLED, opened_first_page, panel, tile
from support.servers import free_port, running_app

NPV = "Netto nåverdi"


def lever(page: Page):
    return page.get_by_role("slider", name="Plattformkostnad")


def assert_at(page: Page, millions: int) -> None:
    expect(lever(page)).to_have_attribute("aria-valuetext", str(millions))
    expect(page).to_have_url(re.compile(f"platform_cost={millions}") if millions != 80 else re.compile(r"/$"))
    page.locator(SETTLED).wait_for()


def moved_twice(page: Page) -> list[str]:
    """The lever one step up and another; what the first figure says at 80, 81 and 82."""
    said = [tile(opened_first_page(page), NPV).inner_text()]
    for millions in (81, 82):
        lever(page).press("ArrowRight")
        assert_at(page, millions)
        expect(tile(page, NPV)).not_to_have_text(said[-1])
        said.append(tile(page, NPV).inner_text())
    return said


def test_back_undoes_a_lever_forward_does_it_again_and_a_reload_loses_nothing(page):
    said = moved_twice(page)
    for step, millions in ((page.go_back, 81), (page.go_back, 80), (page.go_forward, 81), (page.reload, 81)):
        step()
        assert_at(page, millions)
        expect(tile(page, NPV)).to_have_text(said[millions - 80])


def test_undo_and_redo_stand_beside_the_way_back(page):
    said = moved_twice(page)
    undo, redo = (page.get_by_role("button", name=name, exact=True) for name in ("Angre", "Gjør om"))
    expect(redo).to_be_disabled()
    for button, millions in ((undo, 81), (undo, 80), (redo, 81)):
        button.click()
        assert_at(page, millions)
        expect(tile(page, NPV)).to_have_text(said[millions - 80])
    page.get_by_role("button", name="Tilbake til utgangspunktet").click()
    assert_at(page, 80)
    undo.click()
    assert_at(page, 81)


def test_the_menu_takes_the_state_along_and_back_leads_through_it(page):
    moved_twice(page)
    page.get_by_role("link", name="Budsjett", exact=True).click()
    expect(page).to_have_url(re.compile(r"/budsjett\?.*platform_cost=82"))
    expect(panel(page)).to_contain_text("1 endring")
    page.get_by_role("radio", name="Faste 2024-kroner").press("ArrowDown")
    expect(page).to_have_url(re.compile("plan_prices=deflator"))
    page.locator(SETTLED).wait_for()
    page.reload()
    expect(page.get_by_role("radio", name="Løpende, kommunal deflator")).to_be_checked()
    page.locator(SETTLED).wait_for()
    page.go_back()
    expect(page.get_by_role("radio", name="Faste 2024-kroner")).to_be_checked()
    page.locator(SETTLED).wait_for()
    page.go_back()
    assert_at(page, 82)


def test_two_tabs_of_one_address_go_their_own_ways(page):
    moved_twice(page)
    with page.context.expect_page() as opened:
        page.evaluate("window.open(location.href)")
    other = opened.value
    assert_at(other, 82)
    lever(other).press("ArrowRight")
    assert_at(other, 83)
    assert_at(page, 82)
    page.reload()
    assert_at(page, 82)


def test_a_killed_server_loses_nothing_once_it_is_back(page):
    port = free_port()
    with running_app(port=port) as url:
        page.goto(url)
        page.locator(".js-plotly-plot .bars").first.wait_for()
        page.locator(SETTLED).wait_for()
        lever(page).press("ArrowRight")
        assert_at(page, 81)
        said = tile(page, NPV).inner_text()
    with running_app(port=port):
        page.reload()
        assert_at(page, 81)
        expect(tile(page, NPV)).to_have_text(said)
