"""A session that ends under an open page: killed, away too long, deployed anew. Everything is there, or it is said what is not."""

import os
import re
import shutil
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support import IS_THOROUGH, ROOT, many, rarely
from support.browser import SETTLED, panel, tile, visit
from support.replicas import process_on
from support.servers import free_port, running_app

from costmodel.texts.catalog import Catalog
from pages.components.menu import PAGES, address_of, folders

NPV = "Netto nåverdi"
AWAY = "[data-testid=stApp]:not([data-test-connection-state=CONNECTED])"
SESSION = "JSON.parse(sessionStorage.getItem('helseplattformen'))?.session"
PATIENT = 120_000
"""Milliseconds: a server has to start meanwhile, and the browser asks for it ever more seldom."""
LONG_SLEEP = 150_000
"""Milliseconds: longer than a session without a connection is kept."""


def lever(page: Page):
    return page.get_by_role("slider", name="Ekstra tid per dag")


def opened(page: Page, url: str) -> str:
    page.goto(url)
    page.locator(".js-plotly-plot .bars").first.wait_for()
    page.locator(SETTLED).wait_for()
    return tile(page, NPV).inner_text()


def moved(page: Page, before: str) -> str:
    """The lever one step up, and what the first figure says then."""
    lever(page).press("ArrowRight")
    expect(tile(page, NPV)).not_to_have_text(before)
    page.locator(SETTLED).wait_for()
    return tile(page, NPV).inner_text()


def killed(page: Page, port: int) -> str:
    """End the server as a crash would; the name of the session that the tab had with it."""
    page.wait_for_function(f"() => {SESSION} !== undefined")
    name = page.evaluate(SESSION)
    os.kill(process_on(port), signal.SIGKILL)
    page.locator(AWAY).wait_for()
    return name


def wait_for_another(page: Page, session: str) -> None:
    """Until the page, which nobody has touched, has been drawn by another session."""
    page.wait_for_function(f"() => {SESSION} !== '{session}'", timeout=PATIENT)
    page.locator(SETTLED).wait_for()


def dearer(folder: Path, value: str) -> bytes:
    path = folder / "base" / "parameters.yaml"
    return path.read_bytes().replace(b"value: 80\n", f"value: {value}\n".encode())


def upload(page: Page, content: bytes) -> None:
    visit(page, "/forutsetninger")
    page.locator(".st-key-own_files summary").press("Enter")
    page.get_by_role("button", name="Last ned forutsetningene (zip)").wait_for()
    uploader = page.locator(".st-key-own_files [data-testid=stFileUploader] input[type=file]")
    uploader.set_input_files({"name": "parameters.yaml", "mimeType": "application/yaml", "buffer": content})
    page.get_by_text("Opplastede forutsetninger er i bruk.").wait_for()


@pytest.fixture
def folder(tmp_path) -> Path:
    copy = tmp_path / "assumptions"
    shutil.copytree(ROOT / "assumptions", copy)
    return copy


def test_after_a_crash_the_scenario_is_there_the_first_move_counts_and_a_reload_keeps_it(page):
    port = free_port()
    with running_app(port=port) as url:
        first = moved(page, opened(page, url))
        second = moved(page, first)
        session = killed(page, port)
        with running_app(port=port):
            wait_for_another(page, session)
            expect(tile(page, NPV)).to_have_text(second)
            expect(page).to_have_url(re.compile("extra_minutes=1.5"))
            third = moved(page, second)
            expect(page).to_have_url(re.compile("extra_minutes=2&"))
            expect(page.get_by_text("Siden har begynt på nytt")).to_have_count(0)
            page.reload()
            expect(tile(page, NPV)).to_have_text(third)
            expect(page).to_have_url(re.compile("extra_minutes=2&"))


@pytest.mark.skipif(not IS_THOROUGH, reason="starts three servers one after the other")
def test_after_a_deploy_with_other_assumptions_it_is_said_what_is_lost_and_the_upload_comes_back(page, folder):
    port = free_port()
    variables = {"HELSEPLATTFORMEN_ASSUMPTIONS": str(folder)}
    with running_app(port=port, **variables) as url:
        usual = opened(page, url)
        upload(page, dearer(folder, "60"))
        page.get_by_role("link", name="Utforsk").first.click()
        expect(tile(page, NPV)).not_to_have_text(usual)
        page.locator(SETTLED).wait_for()
        mine = moved(page, tile(page, NPV).inner_text())
        session = killed(page, port)
        (folder / "base" / "parameters.yaml").write_bytes(dearer(folder, "91"))
        with running_app(port=port, **variables):
            lost = page.locator(".st-key-lost")
            expect(lost).to_contain_text("parameters.yaml, som du hadde lastet opp, er ikke lenger i bruk", timeout=PATIENT)
            expect(lost).to_contain_text(re.compile(r"Publisert plattformkostnad: 60\s.+ → 91"))
            expect(page.get_by_text("Opplastede forutsetninger er i bruk.")).to_have_count(0)
            page.locator(SETTLED).wait_for()
            page.reload()
            lost.get_by_role("button", name="Ta det i bruk igjen").click()
            page.get_by_text("Opplastede forutsetninger er i bruk.").wait_for()
            expect(tile(page, NPV)).to_have_text(mine)
            expect(lost).to_have_count(0)
            assert session != page.evaluate(SESSION)


@rarely
def test_a_reload_offers_the_upload_again_until_somebody_goes_on_without(page, base_url, folder):
    usual = opened(page, base_url)
    upload(page, dearer(folder, "60"))
    page.locator(SETTLED).wait_for()
    page.wait_for_function("() => JSON.parse(sessionStorage.getItem('helseplattformen')).names.length === 1")
    page.goto(base_url)
    lost = page.locator(".st-key-lost")
    for _ in range(2):
        expect(lost).to_contain_text("Siden har begynt på nytt.")
        expect(tile(page, NPV)).to_have_text(usual)
        page.locator(SETTLED).wait_for()
        page.reload()
    lost.get_by_role("button", name="Fortsett uten").click()
    expect(lost).to_have_count(0)
    page.locator(SETTLED).wait_for()
    page.wait_for_function("() => JSON.parse(sessionStorage.getItem('helseplattformen')).names.length === 0")
    page.reload()
    page.locator(".js-plotly-plot .bars").first.wait_for()
    page.locator(SETTLED).wait_for()
    expect(lost).to_have_count(0)


@pytest.mark.parametrize("name", many(folders()[3:4], folders()))
def test_a_reload_of_every_page_keeps_the_scenario(page, name):
    words, place = Catalog(PAGES / name), "" if name == folders()[0] else address_of(name)
    page.goto(f"/{place}?extra_minutes=2&gp_uptake=0.5&simulation_draws=1000")
    expect(panel(page)).to_contain_text("2 endringer")
    page.locator(SETTLED).wait_for()
    page.reload()
    expect(page.get_by_role("heading", name=words("title"), level=1, exact=True)).to_be_visible()
    expect(panel(page)).to_contain_text("2 endringer")
    expect(page).to_have_url(re.compile(rf"/{re.escape(place)}\?(?=.*extra_minutes=2(&|$)).*gp_uptake=0\.5(&|$)"))


@pytest.mark.skipif(not IS_THOROUGH, reason="opens the largest page and three more")
def test_of_two_tabs_one_may_have_an_upload_in_force(page, base_url, folder):
    usual = opened(page, base_url)
    upload(page, dearer(folder, "60"))
    other = page.context.new_page()
    assert opened(other, base_url) == usual
    page.get_by_role("link", name="Utforsk").first.click()
    expect(tile(page, NPV)).not_to_have_text(usual)
    page.locator(SETTLED).wait_for()
    mine = tile(page, NPV).inner_text()
    theirs = moved(other, usual)
    other.reload()
    expect(tile(other, NPV)).to_have_text(theirs)
    expect(other.get_by_text("Opplastede forutsetninger er i bruk.")).to_have_count(0)
    expect(other.locator(".st-key-lost")).to_have_count(0)
    moved(page, mine)
    expect(page.get_by_text("Opplastede forutsetninger er i bruk.")).to_be_visible()
    expect(tile(other, NPV)).to_have_text(theirs)


@pytest.mark.skipif(not IS_THOROUGH, reason="waits longer than a session without a connection is kept")
def test_a_phone_that_sleeps_longer_than_its_session_finds_its_scenario_and_its_first_move_counts(new_page, base_url):
    page, is_asleep, lines = new_page, False, []

    def line(socket):
        if is_asleep:
            socket.close()
        else:
            socket.connect_to_server()
            lines.append(socket)

    page.route_web_socket(re.compile("_stcore/stream"), line)
    said = moved(page, opened(page, base_url))
    session = page.evaluate(SESSION)
    is_asleep = True
    lines[-1].close()
    page.wait_for_timeout(LONG_SLEEP)
    is_asleep = False
    wait_for_another(page, session)
    expect(tile(page, NPV)).to_have_text(said)
    moved(page, said)
    expect(page).to_have_url(re.compile("extra_minutes=1.5&"))
