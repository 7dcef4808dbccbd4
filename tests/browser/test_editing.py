"""Editing in a real browser, by keyboard: typed, reloaded, in force, reloaded, taken home; only what was edited has other bytes."""

import io
import zipfile

from playwright.sync_api import Locator, Page, expect
from support import rarely
from support.browser import LOADING, SETTLED, assert_sound_in_every_look, visit
from support.hostile import shipped_files

FILES = shipped_files()
PARAMETERS, LOG, CHANGES = "base/parameters.yaml", "edits.csv", "CHANGELOG.md"


def opened(page: Page) -> None:
    visit(page, "/forutsetninger")
    page.locator(".records summary").first.wait_for()
    page.locator(SETTLED).wait_for()


def chosen(page: Page, words: str, unit: str = "minutter") -> None:
    choice = page.get_by_role("combobox", name="Hva vil du endre?")
    choice.focus()
    choice.fill(words)
    choice.press("Enter")
    expect(page.get_by_role("spinbutton", name=f"Verdi ({unit}")).to_be_visible(timeout=LOADING)
    page.locator(SETTLED).wait_for()


def typed(page: Page, role: str, name: str, content: str) -> None:
    field = page.get_by_role(role, name=name)
    field.fill(content)
    field.press("Enter")
    page.locator(SETTLED).wait_for()


def is_kept(page: Page, what: str, name: str) -> None:
    """The tab keeps what was typed, or is in force, a moment after the page shows it; a reload before that is too early."""
    kept = "([what, name]) => JSON.stringify(JSON.parse(sessionStorage.helseplattformen)[what]).includes(name)"
    page.wait_for_function(kept, arg=[what, name])


def being_added(page: Page) -> None:
    """A new row whose name is taken."""
    kind = page.get_by_role("combobox", name="Hva gjelder endringen?")
    kind.focus()
    kind.fill("Rader i registrene")
    kind.press("Enter")
    change = page.get_by_role("radio", name="Endre en rad")
    expect(change).to_be_visible(timeout=LOADING)
    page.locator(SETTLED).wait_for()
    change.press("ArrowRight")
    expect(page.get_by_role("button", name="Legg til raden")).to_be_visible(timeout=LOADING)
    page.locator(SETTLED).wait_for()
    typed(page, "textbox", "Navn i filen", "medication")
    expect(page.get_by_text("som står der fra før")).to_be_visible(timeout=LOADING)


def with_an_edit(page: Page) -> Locator:
    """An edit that is in force; its way back."""
    opened(page)
    page.locator(".st-key-editing summary").press("Enter")
    chosen(page, "Ekstra tid per dag")
    typed(page, "spinbutton", "Verdi (minutter", "1")
    expect(page.get_by_text("Tas dette i bruk: Netto nåverdi")).to_be_visible(timeout=LOADING)
    typed(page, "textbox", "Hvem endrer?", "Kari")
    typed(page, "textbox", "Hvorfor?", "Ny tidsmåling")
    page.get_by_role("button", name="Ta endringen i bruk").press("Enter")
    undo = page.get_by_role("button", name="Angre 1. Daglig bruk: Ekstra tid per dag")
    expect(undo).to_be_visible(timeout=LOADING)
    return undo


def test_an_edit_and_a_draft_by_keyboard_outlive_a_reload_and_the_edit_is_all_that_differs_in_the_folder(page):
    undo = with_an_edit(page)
    chosen(page, "Plattformkostnad", "MNOK")
    typed(page, "spinbutton", "Verdi (MNOK", "90")
    is_kept(page, "edits", "extra_minutes")
    is_kept(page, "drafts", "platform_cost")
    page.reload()
    page.get_by_role("button", name="Ta det i bruk igjen").press("Enter")
    expect(undo).to_be_visible(timeout=LOADING)
    expect(page.get_by_role("spinbutton", name="Verdi (MNOK")).to_have_value("90", timeout=LOADING)
    page.locator(SETTLED).wait_for()
    with page.expect_download() as taken:
        page.locator(".st-key-editing").get_by_role("button", name="Last ned forutsetningene (zip)").press("Enter")
    with zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes())) as archive:
        found = {place: archive.read(f"forutsetninger/{place}") for place in FILES}
    assert {place for place in FILES if found[place] != FILES[place]} == {PARAMETERS, LOG, CHANGES}
    assert found[CHANGES].count(b"\n") == FILES[CHANGES].count(b"\n") + 4
    lines = zip(FILES[PARAMETERS].splitlines(True), found[PARAMETERS].splitlines(True), strict=True)
    assert [pair for pair in lines if pair[0] != pair[1]] == [(b"        value: 0.5\n", b"        value: 1\n")]
    assert found[LOG].startswith(FILES[LOG]) and found[LOG].count(b"\n") == FILES[LOG].count(b"\n") + 1
    undo.press("Enter")
    expect(undo).to_have_count(0, timeout=LOADING)
    page.locator(SETTLED).wait_for()


@rarely
def test_no_accessibility_fault_with_an_edit_a_faulty_draft_a_new_row_and_a_calibration_open(page):
    with_an_edit(page)
    chosen(page, "Ekstra tid per dag")
    typed(page, "spinbutton", "Verdi (minutter", "1000")
    expect(page.get_by_text("Dette kan ikke tas i bruk slik.")).to_be_visible(timeout=LOADING)
    being_added(page)
    page.locator(".st-key-calibrating summary").press("Enter")
    page.get_by_role("button", name="Finn verdien").press("Enter")
    expect(page.get_by_text("Publisert: 80 MNOK per år.")).to_be_visible(timeout=LOADING)
    page.locator(SETTLED).wait_for()
    assert_sound_in_every_look(page)
