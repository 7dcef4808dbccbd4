"""Mål og oppdater in a real browser: enter a measurement, see before and after, take the files home, write back, reload."""

from pathlib import Path

from playwright.sync_api import Page, expect
from support.browser import SETTLED, assert_sound_in_every_look, unfold, visit

PATIENT = 120_000


def opened(page: Page, query: str = "") -> Page:
    visit(page, f"/mal-og-oppdater{query}")
    expect(page.get_by_role("heading", name="Vi har målt. Hva nå?")).to_be_visible(timeout=PATIENT)
    page.locator(".js-plotly-plot .plot-container").first.wait_for(timeout=PATIENT)
    page.locator(SETTLED).wait_for()
    return page


def test_the_page_is_accessible_and_never_scrolls_sideways(open_page):
    page = opened(open_page)
    unfold(page)
    assert_sound_in_every_look(page)


def test_a_measurement_is_entered_weighed_taken_home_and_written_back(page):
    opened(page)
    page.get_by_role("spinbutton", name="Snittet som ble målt").fill("1.5")
    page.get_by_role("button", name="Regn", exact=True).click()
    expect(page.get_by_role("heading", name="Ekstra tid per dag: 1,50 målt")).to_be_visible(timeout=PATIENT)
    expect(page.get_by_role("columnheader", name="Ventet nåverdi etter")).to_be_visible()
    page.locator(SETTLED).wait_for()
    assert "measured_mean=1.5" in page.url
    page.reload()
    expect(page.get_by_role("heading", name="Ekstra tid per dag: 1,50 målt")).to_be_visible(timeout=PATIENT)
    page.locator(SETTLED).wait_for()
    unfold(page)
    with page.expect_download() as measurements:
        page.get_by_role("button", name="Last ned measurements.yaml").click()
    told = Path(measurements.value.path()).read_text("utf-8")
    assert "quantity: 'extra_minutes'" in told and "mean: 1.5" in told
    with page.expect_download() as numbers:
        page.get_by_role("button", name="Last ned parameters.yaml").click()
    assert "basis: measured" in Path(numbers.value.path()).read_text("utf-8")
    page.get_by_role("button", name="Bruk det i denne økten").click()
    expect(page.get_by_text("Opplastede forutsetninger er i bruk.")).to_be_visible(timeout=PATIENT)
