"""The first page in a real browser: what users of a mouse, a keyboard, a phone or a screen reader meet."""

import re

import pytest
from playwright.sync_api import expect
from support import many
from support.browser import (
    MORE_LEVERS,
    PHONE,
    SETTLED,
    assert_sound_in_every_look,
    open_fold,
    tile,
)


def test_the_first_screen_answers_without_scrolling(first_page):
    page = first_page
    for label, unit in (("Netto nåverdi", "MNOK"), ("Per innbygger per år", "kr"), ("Driftsbudsjettet i 2027", "MNOK")):
        expect(tile(page, label)).to_have_text(re.compile(rf"^−?[\d\s]+(,\d)?\s{unit}$"))
        expect(tile(page, label)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("figure")).to_have_attribute("aria-label", re.compile("Søylediagram over nytte og kostnader"))
    assert page.title() == "Helseplattformen: kostnad og nytte"


def test_a_lever_moved_by_keyboard_changes_the_answer_and_back(first_page):
    page = first_page
    before = tile(page, "Netto nåverdi").inner_text()
    handle = page.get_by_role("slider").first
    before_value = handle.get_attribute("aria-valuetext")
    handle.press("ArrowRight")
    expect(tile(page, "Netto nåverdi")).not_to_have_text(before)
    expect(page.get_by_text(re.compile(r"Ekstra tid per dag: 0,5\sminutter per årsverk per dag → 1\s")).last).to_be_visible()
    page.get_by_role("button", name="Tilbake til utgangspunktet").click()
    expect(tile(page, "Netto nåverdi")).to_have_text(before)
    expect(handle).to_have_attribute("aria-valuetext", before_value)


@pytest.mark.parametrize(("pause", "moves"), many([(250, 9)], [(0, 12), (250, 9), (600, 5)]))
def test_quick_moves_end_where_the_user_left_the_lever(first_page, pause, moves):
    """`pause` is in milliseconds: within one change, about when a change is sent, and while the page is drawn."""
    page = first_page
    open_fold(page, MORE_LEVERS)
    handle = page.get_by_role("slider", name="Plattformkostnad")
    handle.focus()
    for _ in range(moves):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(pause)
    expect(handle).to_have_attribute("aria-valuetext", f"{80 + moves}")
    expect(page.get_by_text(f"Plattformkostnad: 80 MNOK per år → {80 + moves} MNOK per år").last).to_be_visible()
    expect(handle).to_have_attribute("aria-valuetext", f"{80 + moves}")


def test_the_keyboard_stays_on_what_is_moved(first_page):
    """Also where the move makes new texts appear above it: the first change, and a spread that is switched off and on."""
    page = first_page
    open_fold(page, MORE_LEVERS)
    for handle in page.get_by_role("slider").all()[:: many(2, 1)]:
        handle.focus()
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text(re.compile("din endring")).first).to_be_visible()
        page.locator(SETTLED).wait_for()
        expect(handle).to_be_focused()
        page.keyboard.press("ArrowLeft")
        expect(page.get_by_text("din endring")).to_have_count(0)
        page.locator(SETTLED).wait_for()
        expect(handle).to_be_focused()
    spread = page.get_by_role("switch", name="Vis usikkerhet (P10–P90)")
    for shown in (False, True):
        spread.focus()
        page.keyboard.press("Space")
        expect(spread).to_be_checked(checked=shown)
        page.locator(SETTLED).wait_for()
        expect(spread).to_be_focused()


def test_a_phone_shows_the_figures_first_and_no_look_has_a_fault_once_a_lever_is_moved(first_page):
    page = first_page
    page.set_viewport_size(PHONE)
    expect(tile(page, "Driftsbudsjettet")).to_be_in_viewport(ratio=1)
    page.get_by_role("slider").nth(1).press("ArrowRight")
    expect(page.get_by_text("din endring")).to_be_visible()
    page.get_by_text("Tallene bak figuren").click()
    expect(page.get_by_role("table")).to_be_visible()
    assert_sound_in_every_look(page)
