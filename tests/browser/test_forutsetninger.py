"""Forutsetninger in a real browser: found by keyboard, uploaded, used elsewhere, taken home; no accessibility fault."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import FilePayload, Page, expect
from support import IS_THOROUGH, rarely, shipped
from support.browser import LOADING, SETTLED, assert_accessible, assert_sound_in_every_look, unfold, visit
from support.commands import table_of
from support.hostile import HOSTILE, shipped_files

DEARER = shipped_files()["base/parameters.yaml"].replace(b"value: 80\n", b"value: 90\n")
BANNER = ".st-key-uploaded"


def opened(page: Page) -> Page:
    visit(page, "/forutsetninger")
    expect(page.get_by_role("heading", name="Hvilke tall bygger modellen på?")).to_be_visible()
    page.locator(".records summary").first.wait_for()
    page.locator(SETTLED).wait_for()
    return page


def unfold_some(page: Page) -> None:
    """The page's expanders, and some of the many numbers."""
    unfold(page, "[data-testid=stMain] [data-testid=stExpander] details")
    for name in ("Plattformkostnad", "Kapitalandel", "Potensial"):
        page.locator(".records summary", has_text=name).first.click()
    page.locator(SETTLED).wait_for()


def own_files(page: Page) -> Page:
    page.locator(".st-key-own_files summary").press("Enter")
    page.get_by_role("button", name="Last ned forutsetningene (zip)").wait_for()
    return page


def upload(page: Page, name: str, data: bytes) -> None:
    uploader = page.locator(".st-key-own_files [data-testid=stFileUploader] input[type=file]")
    expect(uploader).to_have_count(1)  # each upload gets an empty uploader; the old one stays until the page is drawn to its end
    uploader.set_input_files(FilePayload(name=name, mimeType="application/octet-stream", buffer=data))


def test_the_page_is_accessible_open_and_closed(open_page):
    unfold_some(opened(open_page))
    assert_sound_in_every_look(open_page)


@rarely
def test_the_page_is_accessible_with_uploaded_files(page):
    unfold_some(opened(page))
    upload(page, "parameters.yaml", DEARER.replace(b"value: 90", b"value: ni"))
    expect(page.get_by_text("Ingenting er endret.")).to_be_visible(timeout=LOADING)
    upload(page, "parameters.yaml", DEARER)
    expect(page.locator(BANNER)).to_be_visible(timeout=LOADING)
    assert_sound_in_every_look(page)


def test_a_number_is_found_and_opened_by_keyboard(open_page):
    page = opened(open_page)
    search = page.get_by_label("Søk i navn")
    search.fill("plattformkostnad")
    search.press("Enter")
    every = len(shipped().numbers)
    expect(page.get_by_text(f"Viser {every} av {every} tall.")).to_have_count(0, timeout=LOADING)
    fold = page.locator(".records summary", has_text="Plattformkostnad").first
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".records details[open]")).to_contain_text("platform_cost")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Last ned tallene som vises").press("Enter")
    lines = table_of(taken.value.path().read_text("utf-8-sig")).splitlines()
    assert lines[0].startswith("navn;gruppe;navn i filene;verdi;") and any(line.startswith("Plattformkostnad;") for line in lines)


def test_upload_use_share_take_home_and_back(page, new_page):
    own_files(opened(page))
    hostile, words = HOSTILE["symlink"]
    upload(page, "alt.zip", hostile)
    expect(page.get_by_text(words)).to_be_visible(timeout=LOADING)
    expect(page.locator(BANNER)).to_have_count(0)
    upload(page, "parameters.yaml", DEARER)
    expect(page.locator(BANNER)).to_contain_text("parameters.yaml", timeout=LOADING)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Last ned forutsetningene (zip)").click()
    with zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes())) as archive:
        assert archive.read("forutsetninger/base/parameters.yaml") == DEARER
        assert set(archive.namelist()) >= {f"forutsetninger/{place}" for place in [*shipped_files(), "README.md"]}
    page.get_by_role("link", name="Budsjett", exact=True).click()
    expect(page).to_have_url(re.compile("budsjett"))
    expect(page.locator(BANNER)).to_be_visible()
    page.get_by_role("button", name="Del", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("En lenke kan ikke ha dem med seg")).to_be_visible(timeout=LOADING)
    expect(dialog.get_by_test_id("stCode")).to_have_count(0)
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(opened(new_page).locator(BANNER)).to_have_count(0)
    page.get_by_role("button", name="Tilbake til de vanlige forutsetningene").press("Enter")
    expect(page.locator(BANNER)).to_have_count(0)
    page.locator(SETTLED).wait_for()


@pytest.mark.skipif(not IS_THOROUGH, reason="loads the largest page once more")
def test_what_was_taken_home_can_be_uploaded_again(page):
    own_files(opened(page))
    with page.expect_download() as taken:
        page.get_by_role("button", name="Last ned forutsetningene (zip)").click()
    upload(page, "forutsetninger.zip", taken.value.path().read_bytes())
    expect(page.locator(BANNER)).to_contain_text(f"{len(shipped_files())} filer", timeout=LOADING)
    expect(page.get_by_text("Filer som ikke brukes")).to_have_count(0)
