"""Følsomhet in a real browser: no sideways scroll, no accessibility fault, a bar opens its assumption, files."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect
from support import many, rarely, shipped
from support.browser import BACKGROUNDS, SETTLED, SIZES, assert_sound_in_turn, unfold, visit

from costmodel import Question, base_case, tornado
from costmodel.output.charts.sensitivity.tornado import longest_first
from pages.components.levers.controls import CHOICES

VIEWS = {
    "Å gå i null": ("heading", "Hva må til for å gå i null?"),
    "Uenighet": ("heading", "Hva må to parter være uenige om?"),
    "To tall om gangen": ("label", "^Varmekart over svaret"),
    "Fra lav til høy": ("heading", re.compile("linje(r|ne) krysser null")),
}
"""What shows that a view is there, by the label of its tab."""
BARS = ".js-plotly-plot .bars .point path"


def opened(page: Page) -> Page:
    visit(page, "/folsomhet")
    expect(page.get_by_role("heading", name="Hva ville endret svaret?")).to_be_visible(timeout=30_000)
    page.locator(BARS).first.wait_for()
    page.locator(SETTLED).wait_for()
    return page


def shown_by(page: Page, shown: tuple[str, str | re.Pattern[str]]) -> Locator:
    kind, text = shown
    return page.get_by_role("heading", name=text) if kind == "heading" else page.get_by_label(re.compile(text))


def look_at(page: Page, tab: str, shown: tuple[str, str | re.Pattern[str]]) -> None:
    page.get_by_role("tab", name=tab).click()
    expect(shown_by(page, shown)).to_have_count(1, timeout=30_000)


@pytest.mark.parametrize("scheme", many(["dark"], [*BACKGROUNDS]))
def test_the_page_is_accessible_and_never_scrolls_sideways(page, scheme):
    page.emulate_media(color_scheme=scheme)
    opened(page)
    if scheme == "dark":
        page.get_by_text("Hva nå", exact=True).click()
        expect(page.get_by_text("å fortsette minus å slutte og gå over til")).to_be_visible(timeout=30_000)
        expect(page.get_by_role("combobox", name="enn å")).to_be_visible()
    expect(page.get_by_label(re.compile("^Liggende søyler rundt dagens svar"))).to_have_count(1)
    for number, (tab, shown) in enumerate(VIEWS.items()):
        look_at(page, tab, shown)
        unfold(page)
        page.get_by_role("region", name=re.compile("Svaret i hver ende av spennet")).wait_for()
        assert_sound_in_turn(page, number)
        page.set_viewport_size(SIZES["desktop"])


@rarely
def test_the_views_are_reached_and_left_by_keyboard(open_page):
    page = opened(open_page)
    page.get_by_role("tab", name="Å gå i null").focus()
    for shown in [*VIEWS.values()][1:]:
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(shown_by(page, shown)).to_have_count(1, timeout=30_000)


def test_a_bar_opens_its_assumption_and_the_numbers_come_as_files(open_page):
    page = opened(open_page)
    bars = longest_first(tornado(base_case(shipped()), Question()))
    at, lever = next((at, bar.lever) for at, bar in enumerate(bars) if at and not bar.lever.is_factor and bar.lever.name not in CHOICES)
    record = shipped().quantities[next(iter(lever.members))]
    page.locator(BARS).nth(at).click(force=True)
    expect(page.get_by_text(record.description).first).to_be_visible(timeout=30_000)
    page.get_by_role("slider").first.press("ArrowRight")
    expect(page.get_by_text("1 endring").first).to_be_visible(timeout=30_000)
    page.get_by_text("Det noen velger", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("Mest betyr ny investering"))).to_be_visible(timeout=30_000)
    look_at(page, "To tall om gangen", VIEWS["To tall om gangen"])
    with page.expect_download() as taken:
        page.get_by_role("button", name="Last ned alle rutene").click()
    assert taken.value.suggested_filename.startswith("to-tall-trondheim-")
    rows = taken.value.path().read_text("utf-8-sig").partition("\n\n")[2].splitlines()
    assert rows[0].startswith("Drift per år, alle tidligere systemer / Ekstra tid per dag;")
    assert len(rows) == 26


@rarely
def test_another_pair_of_options_is_chosen_by_keyboard(open_page):
    page = opened(open_page)
    page.get_by_text("Hva nå", exact=True).click()
    second = page.get_by_role("combobox", name="enn å")
    expect(second).to_be_visible(timeout=30_000)
    second.press_sequentially("marked")
    page.keyboard.press("Enter")
    expect(page.get_by_text("å fortsette minus å slutte og gå over til et nytt system i markedet er")).to_be_visible(timeout=30_000)
