"""The first page in a real browser: both answers, every main lever by keyboard, touch, and the bar of figures."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect
from support import many, rarely
from support.browser import (
    BACKGROUNDS,
    MORE_LEVERS,
    PATIENCE,
    PHONE,
    SETTLED,
    assert_accessible,
    assert_sound_in_every_look,
    assert_within_the_window,
    open_fold,
    tile,
    words_in_sight,
)
from support.browser import opened_first_page as opened

NPV = "Netto nåverdi"
MOST_WORDS = 450
"""In sight before anything is unfolded."""
ON_THE_PLATFORM = ("Ekstra tid per dag", "Plattformkostnad", "Drift per år, journal for omsorgstjenestene", "Ny investering")
"""Sliders that move what being on the platform gives."""
SLIDERS = (*ON_THE_PLATFORM[:3], "Drift per år, de tidligere systemene i ny utgave", ON_THE_PLATFORM[3])
BUTTONS = (
    ("Realiseringsgrad, alle gevinster", r"^75\s%$"),
    ("Deltakende kommuner", "^34$"),
    ("Andel fastlegekontor som deltar", r"^60\s%$"),
)


def study(page: Page, municipality: str) -> None:
    box = page.get_by_role("combobox", name=re.compile("Hvem er du"))
    box.click()
    box.fill(municipality)
    page.get_by_role("option", name=municipality, exact=True).click()
    page.locator(SETTLED).wait_for()


def lever(page: Page, number: int):
    """The first, second … lever from the top, with its name and where it begins."""
    return page.locator(".st-key-levers").locator("[data-testid=stSlider], [data-testid=stButtonGroup]").nth(number)


@pytest.mark.parametrize(
    ("municipality", "words", "choice"),
    [("Trondheim", "i bruk siden 7. mai 2022", "kron og mynt for Trondheim"), ("Averøy", "takket nei i 2023", "best ut av å la være")],
)
def test_the_first_screen_has_the_answer_three_levers_and_the_chart(first_page, municipality, words, choice):
    page = first_page
    page.set_viewport_size({"width": 1280, "height": 800})
    study(page, municipality)
    for text in (words, f"koster Helseplattformen {municipality}", choice):
        expect(page.get_by_text(text).first).to_be_in_viewport(ratio=1)
    expect(tile(page, NPV)).to_be_in_viewport(ratio=1)
    page.locator(".js-plotly-plot .bars").first.wait_for()
    for number in range(3):
        expect(lever(page, number)).to_be_in_viewport(ratio=1)
    expect(page.locator(".js-plotly-plot")).to_be_in_viewport(ratio=0.44)  # the bars and the line at zero are in sight
    expect(page.get_by_text(re.compile("^Ikke med i kronene: 11 virkninger uten pris")).first).to_be_visible()
    assert words_in_sight(page) < MOST_WORDS
    if municipality == "Trondheim":
        page.get_by_role("radio", name="Slutte i 2029").or_(page.get_by_role("button", name="Slutte i 2029")).click()
        expect(page.get_by_text("1 endring").first).to_be_visible()
        assert words_in_sight(page) < MOST_WORDS
        study(page, "Alle deltakere samlet")
        expect(page.get_by_text("kommuner deltar fra 2027").first).to_be_visible()
        assert words_in_sight(page) < MOST_WORDS


def test_the_first_screen_of_a_phone_has_the_answer_a_lever_and_the_figures(page):
    page.set_viewport_size(PHONE)
    opened(page)
    expect(page.get_by_text("kron og mynt for Trondheim").first).to_be_in_viewport(ratio=1)
    expect(page.locator(".st-key-tiles")).to_be_in_viewport(ratio=1)
    figures, first = page.locator(".st-key-tiles").bounding_box(), lever(page, 0).bounding_box()
    assert figures is not None and first is not None
    assert first["y"] + first["height"] <= figures["y"]


def start_again(page: Page, npv: str) -> None:
    """Back to the base case, which shows its own figure."""
    page.get_by_role("button", name="Tilbake til utgangspunktet").click()
    expect(tile(page, NPV)).to_have_text(npv)
    page.locator(SETTLED).wait_for()


@rarely
def test_each_main_slider_by_keyboard(first_page):
    page = first_page
    open_fold(page, MORE_LEVERS)
    before = tile(page, NPV).inner_text()
    for label in ON_THE_PLATFORM[:: many(2, 1)]:
        handle = page.get_by_test_id("stSlider").filter(has_text=label).get_by_role("slider")
        for _ in range(3):
            handle.press("ArrowRight")
        expect(tile(page, NPV)).not_to_have_text(before)
        expect(page.get_by_text("1 endring").first).to_be_visible()
        start_again(page, before)


def group(page: Page, label: str):
    return page.get_by_test_id("stButtonGroup").filter(has_text=label)


def test_each_row_of_buttons_by_keyboard(first_page):
    page = first_page
    open_fold(page, MORE_LEVERS)
    before = tile(page, NPV).inner_text()
    for label, value in BUTTONS:
        button = group(page, label).locator("button").filter(has_text=re.compile(value))
        button.focus()
        button.press("Enter")
        expect(tile(page, NPV)).not_to_have_text(before)
        other = group(page, label).locator("button").filter(has_text="annet")
        other.focus()
        other.press("Enter")
        expect(page.get_by_role("slider")).to_have_count(len(SLIDERS) + 1)
        start_again(page, before)
        expect(page.get_by_role("slider")).to_have_count(len(SLIDERS))


def test_the_switch_shows_what_now(first_page):
    page = first_page
    before = tile(page, NPV).inner_text()
    page.get_by_text("Hva nå", exact=True).click()
    for label in ("Hva koster det?", "Hva nå?"):
        open_fold(page, label)
    expect(page.get_by_text("Figurene gjelder å fortsette, regnet fra 2027")).to_be_visible()
    expect(tile(page, NPV)).not_to_have_text(before)
    options = page.get_by_role("region", name="Valgene side om side, regnet fra 2027").get_by_role("row")
    expect(options).to_have_count(5)
    other = options.filter(has_text="de tidligere systemene i ny utgave")
    amount = other.get_by_role("cell").first.inner_text()
    page.get_by_role("slider", name="Drift per år, de tidligere systemene i ny utgave").press("ArrowRight")
    expect(other.get_by_role("cell").first).not_to_have_text(amount)
    assert_sound_in_every_look(page)


def test_a_folded_group_opens_and_a_search_finds(first_page):
    page = first_page
    page.get_by_text("Alle andre forutsetninger").click()
    page.get_by_label("Søk i forutsetningene").fill("levetid")
    page.keyboard.press("Enter")
    sliders = page.get_by_test_id("stSlider")
    expect(sliders.filter(has_text="Levetid").first).to_be_visible()
    expect(sliders.filter(has_text="Fastlegekontorets betaling")).to_have_count(0)
    assert_accessible(page)


@pytest.fixture(scope="module")
def phone(browser: Browser, base_url: str):
    """One opened page for all that touches and looks, and changes nothing in the end."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="nb-NO", base_url=base_url)
    context.set_default_timeout(PATIENCE)
    page = opened(context.new_page())
    open_fold(page, MORE_LEVERS)
    yield page
    context.close()


def drag_up(page: Page, x: float, y: float, distance: int) -> None:
    """A finger that goes straight up from a point, as one scrolls."""
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y - distance * step / 10}]})
        page.wait_for_timeout(16)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(300)


SHARES = (0.05, 0.5, 0.8)
"""How far along a slider a finger is put down."""
TOUCHED = [(label, share) for label in SLIDERS for share in SHARES][:: many(7, 1)]


@pytest.mark.parametrize(("label", "share"), TOUCHED)
def test_scrolling_by_touch_moves_no_slider(phone, label, share):
    before = tile(phone, NPV).inner_text()
    slider = phone.get_by_test_id("stSlider").filter(has_text=label)
    for target in (slider.get_by_role("group"), slider.get_by_test_id("stSliderThumbValue").locator("..")):
        slider.evaluate("element => element.scrollIntoView({block: 'center'})")
        value, place, box = slider.get_by_role("slider").get_attribute("aria-valuetext"), scrolled(phone), target.bounding_box()
        drag_up(phone, box["x"] + box["width"] * share, box["y"] + box["height"] / 2, 150)
        assert scrolled(phone) > place
        expect(slider.get_by_role("slider")).to_have_attribute("aria-valuetext", value)
    expect(tile(phone, NPV)).to_have_text(before)


def test_a_finger_on_the_knob_moves_the_slider_sideways(phone):
    slider = phone.get_by_test_id("stSlider").filter(has_text="Plattformkostnad")
    slider.evaluate("element => element.scrollIntoView({block: 'center'})")
    box, before = slider.get_by_test_id("stSliderThumbValue").locator("..").bounding_box(), tile(phone, NPV).inner_text()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    session = phone.context.new_cdp_session(phone)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + 6 * step, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(slider.get_by_role("slider")).not_to_have_attribute("aria-valuetext", "80")
    expect(phone.get_by_text("1 endring").first).to_be_visible()
    start_again(phone, before)


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "wide"])
def test_every_spread_stands_under_its_figure(first_page, size):
    page = first_page
    page.set_viewport_size(size)
    edges = "all => all.map(one => one.getBoundingClientRect()).map(box => [Math.round(box.left), Math.round(box.right)])"
    figures = page.get_by_test_id("stMetric").locator("xpath=ancestor::*[@data-testid='stElementContainer']").evaluate_all(edges)
    assert page.locator(".spread").evaluate_all(edges) == figures
    assert page.locator(".spread").evaluate_all("all => all.map(one => one.scrollWidth - one.clientWidth)") == [0, 0, 0]
    assert page.locator(".spread").last.evaluate("one => one.getBoundingClientRect().bottom <= innerHeight")


def test_every_button_of_a_choice_is_in_sight_on_a_phone(phone):
    groups = phone.locator("[role=radiogroup]:not(.st-key-ready *)")  # ready scenarios stand in a row that one pushes sideways
    assert groups.count() >= 4
    assert groups.evaluate_all("groups => groups.map(group => group.scrollWidth - group.clientWidth)") == [0] * groups.count()


def scrolled(page: Page) -> float:
    return page.eval_on_selector("[data-testid=stMain]", "element => element.scrollTop")


def test_the_figures_stay_in_sight_on_a_phone_and_cover_no_focused_control(phone):
    bar = phone.locator(".st-key-tiles")
    for label in (*SLIDERS, None):
        handle = (
            phone.get_by_test_id("stSlider").filter(has_text=label).get_by_role("slider") if label else phone.get_by_role("combobox").last
        )
        handle.focus()
        phone.wait_for_timeout(200)
        expect(tile(phone, NPV)).to_be_in_viewport(ratio=1)
        assert handle.bounding_box()["y"] + handle.bounding_box()["height"] <= bar.bounding_box()["y"]


def test_the_figures_stay_in_sight_on_a_wide_screen(first_page):
    page = first_page
    open_fold(page, MORE_LEVERS)
    for label in (*SLIDERS, *reversed(SLIDERS)):
        handle = page.get_by_test_id("stSlider").filter(has_text=label).get_by_role("slider")
        handle.focus()
        page.wait_for_timeout(200)
        figures = page.locator(".spreads").bounding_box()
        expect(tile(page, NPV)).to_be_in_viewport(ratio=1)
        assert handle.bounding_box()["y"] >= figures["y"] + figures["height"]


@pytest.mark.parametrize("scheme", many(["dark"], [*BACKGROUNDS]))
def test_the_legend_has_the_colours_of_the_chart(page, scheme):
    """It stands outside the chart, so nothing but this holds the two together."""
    page.emulate_media(color_scheme=scheme)
    opened(page)
    marks = "marks => marks.map(mark => [getComputedStyle(mark).backgroundColor, getComputedStyle(mark).borderTopColor])"
    filled = [background for background, _ in page.locator(".legend i").evaluate_all(marks) if background != "rgba(0, 0, 0, 0)"]
    lines = [border for background, border in page.locator(".legend i").evaluate_all(marks) if background == "rgba(0, 0, 0, 0)"]
    a_bar = "trace => [...trace.querySelectorAll('path')].find(path => path.getBBox().height)"
    bars = page.locator(".js-plotly-plot .barlayer .trace").evaluate_all(
        f"traces => traces.map({a_bar}).filter(Boolean).map(path => path.style.fill)"
    )
    drawn = page.locator(".js-plotly-plot .js-line").evaluate_all("lines => lines.map(line => line.style.stroke)")
    assert page.locator(".legend span").all_text_contents()[0] == "Gevinster i tjenestene"
    assert filled[:-1] == bars, "the last is the field of uncertainty"
    assert len(set(filled)) == 6
    assert len(lines) == 2
    assert lines == [line for line in drawn if line in lines][:2]


def test_no_accessibility_fault_and_no_sideways_scroll(first_page):
    page = first_page
    open_fold(page, MORE_LEVERS)
    group(page, "Deltakende kommuner").get_by_text("annet").click()
    page.get_by_text("Alle andre forutsetninger").click()
    expect(page.get_by_label("Søk i forutsetningene")).to_be_visible()
    assert_sound_in_every_look(page, [PHONE, {"width": 1920, "height": 1080}])


@pytest.mark.parametrize("size", [(844, 390), (853, 533)][: many(1, 2)], ids=["a phone on its side", "at 150 per cent"][: many(1, 2)])
def test_the_page_is_usable_on_a_low_screen(first_page, size):
    """Menu, answer and levers neither cover each other nor leave the window; what is focused can be seen."""
    page = first_page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    boxes = [page.locator(f".st-key-{name}").bounding_box() for name in ("menu", "scenario_panel", "share")]
    assert all(left["x"] + left["width"] <= right["x"] for left, right in pairwise(boxes)), boxes
    expect(page.get_by_text("kron og mynt for Trondheim").first).to_be_in_viewport(ratio=1)
    open_fold(page, MORE_LEVERS)
    for label in SLIDERS[:3]:
        slider = page.get_by_test_id("stSlider").filter(has_text=label)
        slider.get_by_role("slider").focus()
        knob = slider.get_by_test_id("stSliderThumbValue")
        expect(knob).to_be_in_viewport(ratio=1)
        slider.get_by_role("group").click(trial=True)  # nothing lies over it
    assert_within_the_window(page)
