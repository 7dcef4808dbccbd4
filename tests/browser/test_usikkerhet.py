"""Usikkerhet in a real browser, and what becomes of a spread when the user has moved on."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support import ROOT, rarely
from support.browser import MORE_LEVERS, SETTLED, SIZES, assert_sound_in_every_look, open_fold, unfold, visit
from support.servers import free_port, is_up

MOVES = 5
PATIENT = 120_000


@pytest.fixture
def waiting_app(tmp_path):
    port = free_port()
    command = [sys.executable, str(ROOT / "tests" / "support" / "waiting_server.py"), str(tmp_path)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PORT": str(port)}, **quiet)
    url = f"http://127.0.0.1:{port}"
    while not is_up(url):
        assert process.poll() is None
        time.sleep(0.2)
    yield url, tmp_path
    (tmp_path / "go").touch()
    process.terminate()
    process.wait(timeout=30)


def lines(folder: Path, word: str) -> list[str]:
    log = folder / "log"
    return [line for line in log.read_text().splitlines() if line.startswith(word)] if log.exists() else []


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    for _ in range(PATIENT // 50):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("the server never came so far")


@rarely
def test_five_quick_moves_finish_one_run(browser, waiting_app):
    url, folder = waiting_app
    page = browser.new_page(locale="nb-NO", viewport=SIZES["desktop"])
    page.set_default_timeout(PATIENT)
    page.goto(url)
    page.locator(".js-plotly-plot").first.wait_for()
    page.locator(SETTLED).wait_for()
    open_fold(page, MORE_LEVERS)
    handle = page.get_by_test_id("stSlider").filter(has_text="Plattformkostnad").get_by_role("slider")
    for number in range(1, MOVES + 1):
        handle.press("ArrowRight")
        wait_until(page, lambda wanted=number: len(lines(folder, "begun")) >= wanted)
    (folder / "go").touch()
    page.locator(SETTLED).wait_for()
    expect(page.get_by_text("Plattformkostnad: 80 MNOK per år → 85 MNOK per år").last).to_be_visible()
    assert len(lines(folder, "begun")) == MOVES
    assert lines(folder, "finished") == ["finished 85"], "the four runs that were overtaken gave up"
    page.close()


def opened(page: Page) -> Page:
    visit(page, "/usikkerhet")
    expect(page.get_by_role("heading", name="Hvor sikre er tallene?")).to_be_visible(timeout=PATIENT)
    page.locator(".js-plotly-plot .bars").nth(1).wait_for()
    page.locator(SETTLED).wait_for()
    return page


def test_the_page_is_accessible_and_never_scrolls_sideways(open_page):
    page = opened(open_page)
    unfold(page)
    expect(page.get_by_role("figure")).to_have_count(5)
    assert_sound_in_every_look(page)


def test_a_long_simulation_can_be_stopped(open_page):
    page = opened(open_page)
    page.get_by_role("combobox", name="Trekninger").click()
    page.get_by_role("option", name="1 000 000").click()
    page.get_by_role("button", name="Avbryt beregningen").click()
    expect(page.get_by_text("Beregningen er avbrutt.")).to_be_visible(timeout=PATIENT)
    expect(page.get_by_role("progressbar")).to_have_count(0)
