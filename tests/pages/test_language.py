"""The reader's language: that of the address, for the page and for the parts of it that are drawn alone."""

import pytest
from streamlit.testing.v1 import AppTest
from support import ROOT

from costmodel.texts.catalog import Catalog
from costmodel.texts.language import language, use_language
from pages.session.language import LANGUAGE, PARAMETER, use_readers_language

BOKMAAL, ENGLISH = "title: Last ned\nlead: Ta med deg tallene.\n", "title: Downloads\n"


@pytest.fixture
def in_english(monkeypatch):
    """A page with an English catalog of a single text."""
    real = Catalog.texts

    def texts(self, code, first=""):
        is_page = code == "en" and self.folder.name == "last_ned"
        return {"title": "Downloads"} if is_page else real(self, code, first)

    monkeypatch.setattr(Catalog, "texts", texts)
    yield
    use_language(None)


def opened(**query) -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    app.switch_page("pages/last_ned/page.py").run()
    assert not app.exception
    return app


@pytest.mark.parametrize(("asked", "title"), [("en", "Downloads"), ("nn", "Last ned"), ("xx", "Last ned"), ("", "Last ned")])
def test_a_catalog_alone_gives_a_page_its_words(in_english, asked, title):
    app = opened(lang=asked)
    assert app.title[-1].value == title
    assert any("Ta med deg tallene" in item.value for item in app.markdown), "what the catalog lacks is said in bokmål"


def test_an_address_without_a_language_is_answered_in_bokmaal(in_english):
    assert opened().title[-1].value == "Last ned"


def test_the_language_is_kept_on_the_next_page_and_is_no_part_of_the_scenario(in_english):
    app = opened(lang="en", platform_cost="90")
    assert app.session_state["changes"] == {"platform_cost": 90.0}
    assert not [item for item in app.get("html") if "Tatt bort" in item.proto.body]
    assert app.session_state[LANGUAGE] == "en"
    app.query_params.clear()
    app.run()
    assert app.title[-1].value == "Downloads"


def test_a_catalog_in_a_folder_is_all_that_it_takes(tmp_path):
    (tmp_path / "nb.yaml").write_text(BOKMAAL, "utf-8")
    (tmp_path / "en.yaml").write_text(ENGLISH, "utf-8")

    def page(folder):
        import streamlit as st

        from costmodel.texts.catalog import Catalog
        from pages.components import parts
        from pages.session.language import use_readers_language

        text = Catalog(folder)
        use_readers_language()
        parts.begin()
        parts.show("title", lambda: st.title(text("title")))
        st.markdown(text("lead"))

    for code, title in (("en", "Downloads"), ("nb", "Last ned")):
        app = AppTest.from_function(page, kwargs={"folder": str(tmp_path)}, default_timeout=60)
        app.query_params[PARAMETER] = code
        app.run()
        assert (app.title[0].value, app.markdown[0].value) == (title, "Ta med deg tallene.")


def test_without_a_session_it_is_bokmaal():
    use_readers_language()
    assert language() == "nb"
