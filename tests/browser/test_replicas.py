"""Two replicas behind Debian's nginx, below a path of the host: a visitor stays with one, and loses nothing when it is killed."""

from playwright.sync_api import Page, expect
from support import rarely
from support.browser import SETTLED
from support.replicas import running_replicas

PATH = "/kostnad"
FIGURES = "stMetricValue"


def replica_of(page: Page) -> str:
    """The replica that the visitor stays with, by his cookie."""
    (name,) = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "replica"]
    return name


def settled(page: Page) -> list[str]:
    page.get_by_test_id(FIGURES).first.wait_for()
    page.locator(SETTLED).wait_for()
    return page.get_by_test_id(FIGURES).all_inner_texts()


@rarely
def test_a_scenario_outlives_the_replica_that_held_it(new_page):
    page = new_page
    with running_replicas(2, PATH) as replicas:
        page.goto(f"{replicas.url}/")
        before = settled(page)
        page.get_by_role("slider").first.press("ArrowRight")
        page.wait_for_url("**?*")
        moved, address, home = settled(page), page.url, replica_of(page)
        assert moved != before
        page.get_by_role("link", name="Kommuner").click()
        page.wait_for_url(f"**{PATH}/kommuner?{address.partition('?')[2]}")
        page.get_by_role("link", name="Utforsk").first.click()
        page.wait_for_url(address)
        assert settled(page) == moved
        assert replica_of(page) == home, "a page was answered by a replica that has not the session"
        with page.expect_response(lambda answer: "_stcore" in answer.url and answer.ok):  # it asks whether a server is back
            replicas.kill(home)
        assert settled(page) == moved
        page.wait_for_function("async () => (await fetch('.')).ok")
        assert replica_of(page) != home
        page.reload()
        assert (settled(page), page.url) == (moved, address)
        page.goto(f"{replicas.url}/ingenting")
        expect(page.get_by_role("heading", name="Fant ikke siden")).to_be_visible()
        page.get_by_role("link", name="Til forsiden").click()
        assert settled(page) == before
        assert page.url == f"{replicas.url}/"
