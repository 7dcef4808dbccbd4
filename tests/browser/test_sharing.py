"""Share links in a real browser: what is sent, opened, refused, and kept apart."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from support import IS_THOROUGH, rarely, shipped
from support.browser import LOADING, SETTLED, assert_sound_in_every_look, panel, shared_link, visit
from support.servers import running_app

from costmodel.output.scenario_files import scenario_file
from costmodel.scenarios.choices import Choices
from costmodel.scenarios.links import encode

ODD = encode("Averøy", Choices({"platform_cost": 90.123, "benefits.*.realisation": 0.377}), shipped())
HOSTILE = (
    "platform_cost=9000&gp_uptake=0.6&%3Cimg%20src%3Dx%20onerror%3D%22window.hurt%3D1%22%3E=1"
    "&municipality=%3Cscript%3Ewindow.hurt%3D1%3C/script%3E"
)


def opened(page: Page, path: str = "/") -> Page:
    visit(page, path)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()  # before the first run begins, the page counts as settled too
    page.locator(SETTLED).wait_for()
    return page


def figures(page: Page) -> list[str]:
    page.locator(SETTLED).wait_for()
    expect(page.get_by_test_id("stMetricValue")).to_have_count(3)
    return page.get_by_test_id("stMetricValue").all_inner_texts()


def choose(page: Page, scenario: str) -> None:
    box = page.get_by_label("Scenario", exact=True)
    if not box.is_visible():
        panel(page).click()
    box.wait_for()
    page.locator(SETTLED).wait_for()  # a list that is opened while the page is drawn closes again
    box.click()
    page.get_by_role("option", name=scenario, exact=True).click()
    expect(panel(page)).to_contain_text(scenario)
    page.locator(SETTLED).wait_for()


def test_a_shared_link_shows_somebody_else_the_same_figures(page, new_page, base_url):
    opened(page, f"/?{ODD}")
    for handle in page.get_by_role("slider").all()[:2]:
        before = panel(page).inner_text(), figures(page)
        handle.press("ArrowRight")
        expect(page.get_by_test_id("stMetricValue").first).not_to_have_text(before[1][0])
    link = shared_link(page)
    assert link.startswith(f"{base_url}/?")
    other = opened(new_page, link)
    assert figures(other) == figures(page)
    assert panel(other).inner_text() == panel(page).inner_text()
    assert shared_link(other) == link


def test_a_link_opens_to_values_between_the_steps(open_page):
    page = open_page
    opened(page, f"/?{ODD}")
    expect(panel(page)).to_contain_text("2 endringer")
    assert urlsplit(shared_link(page)).query == ODD


def test_a_hostile_link_is_refused_in_words_and_runs_nothing(new_page):
    page, dialogs = new_page, []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    opened(page, f"/?{HOSTILE}")
    notice = page.locator(".st-key-notices")
    expect(notice).to_contain_text("fant 9000")
    expect(notice).to_contain_text("<img src=x onerror=")
    expect(notice).to_contain_text("<script>window.hurt=1</script>")
    assert page.evaluate("window.hurt") is None
    assert dialogs == []
    expect(panel(page)).to_contain_text("1 endring")
    page.get_by_role("button", name="Lukk meldingen").click()
    expect(notice).to_have_count(0)
    expect(panel(page)).to_contain_text("1 endring")


def test_the_scenario_follows_to_every_page_and_back(open_page):
    page = open_page
    opened(page, f"/?{ODD}")
    first = figures(page)
    for name in ("Budsjett", "Sammenlign"):
        page.get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(re.compile(name.lower()))
        page.locator(SETTLED).wait_for()
        expect(panel(page)).to_contain_text("2 endringer")
        link = urlsplit(shared_link(page))
        assert (link.path, link.query) == (f"/{name.lower()}", ODD)
    page.go_back()
    expect(page).to_have_url(re.compile("budsjett"))
    expect(panel(page)).to_contain_text("2 endringer")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/\?"))
    assert figures(page) == first


@pytest.mark.skipif(not IS_THOROUGH, reason="starts a server of its own")
def test_a_fresh_server_opens_a_link_to_another_page_with_its_frame(page):
    with running_app() as url:
        opened(page, f"{url}/budsjett?{ODD}")
        expect(page.get_by_role("link", name="Sammenlign", exact=True)).to_be_visible()
        expect(panel(page)).to_contain_text("2 endringer")
        assert urlsplit(shared_link(page)).query == ODD


@rarely
def test_back_to_a_link_does_not_undo_what_was_changed_since(open_page):
    page = open_page
    opened(page, f"/?{ODD}")
    choose(page, "Uten fastleger")
    after = figures(page)
    page.get_by_role("link", name="Budsjett", exact=True).click()
    expect(page).to_have_url(re.compile("budsjett"))
    expect(panel(page)).to_contain_text("Uten fastleger")
    page.go_back()
    expect(panel(page)).to_contain_text("Uten fastleger")
    assert figures(page) == after
    page.go_forward()
    expect(page).to_have_url(re.compile("budsjett"))
    expect(panel(page)).to_contain_text("Uten fastleger")


@rarely
def test_back_and_forward_between_two_links(page):
    page.goto("/?platform_cost=90")
    ninety = figures(page)
    page.goto("/?platform_cost=70")
    seventy = figures(page)
    assert ninety != seventy
    page.go_back()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(ninety[0])
    page.go_forward()
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(seventy[0])


@rarely
def test_two_sessions_do_not_see_each_other(page, new_page):
    other = opened(new_page, "/?municipality=Molde")
    before = figures(other)
    opened(page)
    choose(page, "Kostnadssprekk")
    changed = figures(page)
    other.reload()
    assert figures(other) == before
    expect(panel(other)).to_contain_text("ingen endringer")
    assert figures(page) == changed


def test_a_saved_file_opens_again_and_a_broken_one_changes_nothing(open_page, tmp_path):
    page = open_page
    opened(page, f"/?{ODD}")
    before = figures(page)
    page.get_by_role("button", name="Del", exact=True).click()
    page.get_by_label("Navn i scenariofilen").fill("Mitt forslag")
    page.get_by_label("Navn i scenariofilen").press("Tab")
    page.locator(SETTLED).wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Last ned scenariofil").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    broken = tmp_path / "feil.yaml"
    broken.write_text(scenario_file("A", "B", None, Choices({"platform_cost": 9000.0})), "utf-8")
    opened(page, "/")
    panel(page).click()
    uploader = page.get_by_test_id("stFileUploaderDropzoneInput")
    uploader.set_input_files(broken)
    expect(page.get_by_text(re.compile(r"feil\.yaml:8:18.*fant 9000"))).to_be_visible()
    expect(panel(page)).to_contain_text("ingen endringer")
    expect(uploader).to_have_count(1)
    uploader.set_input_files(saved)
    expect(panel(page)).to_contain_text("2 endringer")
    assert figures(page) == before


def test_no_accessibility_fault_with_panel_notice_and_dialog_open(open_page):
    page = open_page
    opened(page, f"/?{HOSTILE}")
    panel(page).click()
    expect(page.get_by_role("button", name="Tilbake til utgangspunktet").first).to_be_visible()
    assert_sound_in_every_look(page)
    page.get_by_role("button", name="Del", exact=True).click()
    expect(page.get_by_role("dialog").get_by_role("img")).to_be_visible(timeout=LOADING)
    assert_sound_in_every_look(page)


def test_the_dialog_is_reached_and_left_by_keyboard(first_page):
    page = first_page
    page.get_by_role("button", name="Del", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
