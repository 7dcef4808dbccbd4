"""The server as a browser meets it: the first load, the typeface, words of Streamlit, uploads, a folder with faults."""

import re
import tomllib

from playwright.sync_api import Page, expect
from support import ROOT, rarely
from support.browser import SETTLED
from support.servers import running_app

CONFIG = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
LARGEST_FIRST_LOAD = 3_000_000
WATCH_POLICY = """
window.refused = []
document.addEventListener("securitypolicyviolation", event => window.refused.push(`${event.violatedDirective} ${event.blockedURI}`))
"""


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    page.locator(SETTLED).wait_for()
    page.locator(".js-plotly-plot .bars").first.wait_for()
    return page


def test_streamlits_own_words_are_in_norwegian(page):
    page.goto("/sammenlign")
    page.get_by_role("heading", level=1).wait_for()
    expect(page.get_by_role("button", name="Fjern alle", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Fjern Utgangspunktet", exact=True)).to_be_visible()
    box = page.get_by_role("combobox", name="Kommune")
    box.click()
    box.fill("Atlantis")
    expect(page.get_by_text("Ingen treff")).to_be_visible()
    page.goto("/")
    expect(page.get_by_role("button", name="Hjelp om Netto nåverdi")).to_be_visible()
    expect(page.get_by_label(re.compile("^Help"))).to_have_count(0)


def test_a_faulty_folder_of_assumptions_does_not_keep_the_server_down(page, tmp_path):
    with running_app(HELSEPLATTFORMEN_ASSUMPTIONS=str(tmp_path / "nowhere")) as url:
        page.goto(url)
        expect(page.get_by_role("heading", name="Forutsetningene kan ikke brukes")).to_be_visible()
        assert "Traceback" not in page.content()


def test_the_first_load_is_small_stays_home_and_breaks_no_rule(new_page, base_url):
    page, asked, sizes, said = new_page, [], [], []
    page.add_init_script(WATCH_POLICY)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    opened(page, base_url)
    page.get_by_role("slider").first.press("ArrowRight")
    page.locator(SETTLED).wait_for()
    assert page.evaluate("window.refused") == []
    assert said == []
    assert [url for url in asked if not url.startswith((base_url, "data:", "blob:"))] == []
    assert len(sizes) > 50, "the sizes were not seen"
    assert sum(sizes) <= LARGEST_FIRST_LOAD


def test_the_typeface_is_the_apps_own(first_page):
    page = first_page
    loaded = page.evaluate("[...document.fonts].filter(face => face.status == 'loaded').map(face => face.family + ' ' + face.weight)")
    assert {"Inter 400", "Inter 500"} <= set(loaded)
    assert page.evaluate("document.fonts.check('16px Inter', 'æøåÆØÅ −–«»…·')")
    for element in (page.get_by_role("heading", level=1), page.get_by_test_id("stMetricValue").first):
        assert element.evaluate("element => getComputedStyle(element).fontFamily").startswith("Inter")
    assert page.locator("html").get_attribute("lang") == "nb"


UPLOAD = """async ([session, size]) => {
  const token = document.cookie.match(/_streamlit_xsrf=([^;]+)/)?.[1] ?? ""
  const form = new FormData()
  form.append("file", new Blob([new Uint8Array(size)]), "x.csv")
  const headers = {"X-Xsrftoken": token}
  return (await fetch(`/_stcore/upload_file/${session}/some-file`, {method: "PUT", body: form, headers})).status
}"""


def test_large_uploads_are_refused(new_page, base_url):
    page, sessions = new_page, []

    def read(frame):
        sessions.extend(re.findall(rb"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", frame if isinstance(frame, bytes) else b""))

    page.on("websocket", lambda socket: socket.on("framereceived", read))
    opened(page, base_url)
    answers = {size: {page.evaluate(UPLOAD, [found.decode(), size * 1024**2]) for found in set(sessions)} for size in (4, 6)}
    unknown_session = 400  # some of the identifiers found are those of something else
    assert {size: found - {unknown_session} for size, found in answers.items()} == {4: {204}, 6: {413}}
    assert CONFIG["server"]["maxUploadSize"] == 5


@rarely
def test_plain_streamlit_run_shows_the_same_app(page):
    with running_app(plain=True) as url:
        opened(page, url)
        expect(page.get_by_test_id("stMetric")).to_have_count(3)
        assert page.evaluate("document.fonts.check('16px Inter')")
