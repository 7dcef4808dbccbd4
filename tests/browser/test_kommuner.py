"""Kommuner in a real browser: choosing by mouse and by keyboard, the link, the table, accessibility, a phone's width."""

from playwright.sync_api import Page, expect
from support import rarely, shipped
from support.browser import SETTLED, SIZES, assert_sound_in_turn, panel, shared_link, unfold, visit

from costmodel import appraise, base_case
from costmodel.analysis.participation.bills import bills
from costmodel.output.charts.map.bubbles import BY_CHOICE, bubbles
from costmodel.texts.numbers import number

VIEWS = {
    "Alles regning": "Alles regning",
    "Én inn eller ut": "Hva betyr det at én er med?",
    "Hvem tjener på det": "Hvem tjener på å være med, gitt hvem som ellers er det?",
}
"""What stands over each view, by the label of its tab."""
MAP = ".st-key-map .js-plotly-plot"
LIVE = [item.name for item in shipped().municipalities if item.status == "live"]
ON_SCREEN = """([x, y]) => {
  const chart = document.querySelector(".st-key-map .js-plotly-plot"), axes = chart._fullLayout, box = chart.getBoundingClientRect()
  return [box.left + axes.xaxis._offset + axes.xaxis.l2p(x), box.top + axes.yaxis._offset + axes.yaxis.l2p(y)]
}"""
"""Where a place of the map is on the screen."""
WIDTH = """() => {
  const [west, east] = document.querySelector(".st-key-map .js-plotly-plot")._fullLayout.xaxis.range
  return east - west
}"""
"""How many degrees the map shows from west to east."""


def opened(page: Page, address: str = "/kommuner") -> Page:
    visit(page, address)
    page.get_by_role("heading", name="Hvem er med, og hva betyr det for de andre?").wait_for()
    page.locator(MAP).wait_for()
    box(page, "Trondheim").wait_for()
    page.locator(SETTLED).wait_for()
    return page


def box(page: Page, name: str):
    return page.get_by_role("checkbox", name=f"{name} er med", exact=True)


def press_bubble(page: Page, name: str) -> None:
    found = bills(appraise(base_case(shipped(), None)))
    place = next(item for item in bubbles(shipped().municipalities, found, BY_CHOICE, "Trondheim") if item.row.name == name)
    page.locator(MAP).scroll_into_view_if_needed()
    page.mouse.click(*page.evaluate(ON_SCREEN, [place.x, place.y]))


def assert_shown(page: Page, names: list[str]) -> None:
    """The takeaway, the sum, the ticks and a row are the engine's answer for these participants."""
    scenario = base_case(shipped(), None).with_participants(names)
    found = bills(appraise(scenario))
    expect(page.get_by_role("heading", name=f"{len(names)} av 66 kommuner er med")).to_be_visible()
    total = number(appraise(scenario).indicators.npv.item(), 1)
    expect(page.locator("[data-row-table] tfoot tr").last).to_contain_text(total)
    expect(page.locator("[data-row-table] tbody tr.in")).to_have_count(len(names))
    for name in ("Trondheim", names[-1]):
        npv = number(found.npv[0, 0, found.names.index(name)], 1)
        row = page.locator("[data-row-table] tbody tr").filter(has=page.get_by_role("checkbox", name=f"{name} er med", exact=True))
        expect(row).to_contain_text(npv)


def test_choosing_by_keyboard_and_by_mouse_and_the_link(open_page, new_page):
    page = opened(open_page)
    box(page, "Heim").press("Space")
    assert_shown(page, [*LIVE, "Heim"])
    expect(box(page, "Heim")).to_be_focused()
    press_bubble(page, "Oppdal")
    assert_shown(page, [*LIVE, "Heim", "Oppdal"])
    press_bubble(page, "Heim")
    assert_shown(page, [*LIVE, "Oppdal"])
    press_bubble(page, "Heim")
    assert_shown(page, [*LIVE, "Oppdal", "Heim"])
    box(page, "Røros").press("Space")
    chosen = [*(name for name in LIVE if name != "Røros"), "Oppdal", "Heim"]
    assert_shown(page, chosen)
    expect(panel(page)).to_contain_text("1 endring")
    assert_shown(opened(new_page, shared_link(page)), chosen)


def test_the_table_is_sorted_searched_and_downloaded_and_a_wave_is_chosen(open_page):
    page = opened(open_page)
    head = page.get_by_role("columnheader", name="Minutter som gir null")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(page.locator("[data-row-table] tbody tr").first).to_contain_text("Os")
    head.get_by_role("button").press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("[data-row-table] tbody tr").first).to_contain_text("Trondheim")
    page.get_by_role("searchbox").fill("ki2 møre")
    expect(page.get_by_text("7 treff")).to_be_visible()
    expect(page.locator("[data-row-table] tbody tr")).to_have_count(7)
    page.get_by_role("button", name="KI2 (10)").click()
    expect(page.locator("[data-row-table] tbody tr.in")).to_have_count(7)
    expect(page.get_by_role("heading", name="29 av 66 kommuner er med")).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Last ned alles regning").click()
    assert taken.value.suggested_filename.startswith("alles-regning-2029-")
    assert len(taken.value.path().read_text("utf-8-sig").partition("\n\n")[2].splitlines()) == 68


def test_the_page_is_accessible_and_never_scrolls_sideways(open_page):
    page = opened(open_page)
    for at, (tab, heading) in enumerate(VIEWS.items()):
        page.get_by_role("tab", name=tab).click()
        page.get_by_role("tab", name=tab, selected=True).wait_for()
        page.get_by_role("heading", name=heading).wait_for()
        unfold(page)
        assert_sound_in_turn(page, at)
        page.set_viewport_size(SIZES["desktop"])


@rarely
def test_a_choice_on_the_map_is_followed_by_the_view_that_is_open(open_page):
    page = opened(open_page)
    page.get_by_role("tab", name="Én inn eller ut").click()
    expect(page.get_by_role("heading", name="Betalingen per innbygger i Trondheim")).to_be_visible()
    before = page.get_by_role("region", name="Med og uten Trondheim").inner_text()
    press_bubble(page, "Oppdal")
    expect(page.get_by_role("heading", name="20 av 66 kommuner er med")).to_be_visible()
    expect(page.get_by_role("region", name="Med og uten Trondheim")).not_to_have_text(before)
    whole = page.evaluate(WIDTH)
    start, end = (page.evaluate(ON_SCREEN, place) for place in ([7.5, 64.6], [9.5, 63.8]))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=5)
    page.mouse.up()
    page.wait_for_function(f"({WIDTH})() < {whole / 2}")
    page.mouse.dblclick(*start)
    page.wait_for_function(f"({WIDTH})() === {whole}")
    expect(page.get_by_role("heading", name="20 av 66 kommuner er med")).to_be_visible()
