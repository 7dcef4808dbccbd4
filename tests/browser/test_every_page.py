"""The pages without a file of their own in a real browser: no sideways scroll, no accessibility fault, reachable by keyboard."""

import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from support import rarely
from support.browser import SETTLED, assert_accessible, assert_sound_in_every_look, unfold, visit, words_in_sight

PAGES = {
    "hvem-betaler": "Hvem betaler, og hvem vinner?",
    "budsjett": "Hva betyr Helseplattformen for budsjettet?",
    "sammenlign": "Sammenlign scenarioer",
    "det_vi_ikke_vet": "Hva vet vi ikke?",
    "om_modellen": "Om modellen",
    "last_ned": "Last ned",
}
WITH_CHARTS = {"hvem-betaler", "budsjett", "sammenlign", "det_vi_ikke_vet"}


def opened(page: Page, name: str) -> Page:
    visit(page, f"/{name}")
    expect(page.get_by_role("heading", name=PAGES[name], level=1, exact=True)).to_be_visible()
    if name in WITH_CHARTS:
        page.locator(".js-plotly-plot .bars").first.wait_for()
    page.locator(SETTLED).wait_for()
    return page


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_never_scrolls_sideways(open_page, name):
    page = opened(open_page, name)
    if name == "det_vi_ikke_vet":
        assert words_in_sight(page) < 700
    unfold(page)
    assert_sound_in_every_look(page)


def test_prices_are_chosen_by_keyboard_and_the_numbers_downloaded(open_page):
    page = opened(open_page, "budsjett")
    page.get_by_role("radio", name="Faste 2027-kroner").press("ArrowDown")
    expect(page.get_by_role("region", name="Driftsregnskapet. MNOK i faste 2024-kroner").first).to_be_visible()
    page.get_by_role("radio", name="Faste 2024-kroner").press("ArrowDown")
    expect(page.get_by_role("region", name="Driftsregnskapet. MNOK i løpende kroner").first).to_be_visible()
    page.locator(SETTLED).wait_for()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Last ned tallene").click()
    assert taken.value.suggested_filename.startswith("budsjett-trondheim-2027-utgangspunktet-")
    lines = taken.value.path().read_text("utf-8-sig").splitlines()
    assert lines[:3] == ["Scenario;Utgangspunktet", "Endringer;ingen", "Kommune;Trondheim"]
    assert any("2027;2028;2029;2030" in line for line in lines)


@rarely
def test_a_scenario_is_added_to_the_comparison(open_page):
    page = opened(open_page, "sammenlign")
    page.get_by_role("combobox", name="Scenarioer").press_sequentially("Slutte")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_role("columnheader", name="Slutte i 2029").first).to_be_visible()
    page.locator(SETTLED).wait_for()
    assert_accessible(page)


@rarely
def test_a_workbook_goes_out_and_comes_back_changed(open_page):
    page = opened(open_page, "last_ned")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Last ned regnearket (Excel)").press("Enter")
    assert re.fullmatch(r"helseplattformen-trondheim-utgangspunktet-[0-9a-f]{12}-modell-[\d-]+\.xlsx", taken.value.suggested_filename)
    book = openpyxl.load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    row = next(row for row in book["Inndata"].iter_rows() if row[10].value == "gp_uptake")
    row[2].value = 0.5
    changed = io.BytesIO()
    book.save(changed)
    sheet = {"name": "mitt.xlsx", "mimeType": "application/octet-stream", "buffer": changed.getvalue()}
    page.locator("[data-testid=stMain] [data-testid=stFileUploader] input[type=file]").set_input_files(sheet)
    expect(page.get_by_text("Regnearket er lest")).to_be_visible()
    page.get_by_role("link", name="Utforsk", exact=True).click()
    expect(page.get_by_text("1 endring", exact=True)).to_be_visible()
    expect(page.get_by_text("5\u00a0% → 50\u00a0%").first).to_be_visible()
