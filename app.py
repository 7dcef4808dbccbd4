"""The frame of the app: page config, navigation, and a readable page when something fails."""

import gc
import logging

import streamlit as st

from pages.components.messages import show_breakdown
from pages.session.language import use_readers_language

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0062BA"/>'
    '<path d="M4 8V4h3v4zM9 8V3h3v5z" fill="#fff"/><path d="M4 9h3v4H4zM9 9h3v2H9z" fill="#F2B872"/></svg>'
)
# In one row: axe finds fault with Streamlit's headings between pages on a phone.
PAGES = [
    st.Page("pages/utforsk/page.py", title="Utforsk", default=True),
    st.Page("pages/budsjett/page.py", title="Budsjett", url_path="budsjett"),
    st.Page("pages/sammenlign/page.py", title="Sammenlign", url_path="sammenlign"),
    st.Page("pages/kommuner/page.py", title="Kommuner", url_path="kommuner"),
    st.Page("pages/folsomhet/page.py", title="Følsomhet", url_path="folsomhet"),
    st.Page("pages/usikkerhet/page.py", title="Usikkerhet", url_path="usikkerhet"),
    st.Page("pages/det_vi_ikke_vet/page.py", title="Det vi ikke vet", url_path="det_vi_ikke_vet"),
    st.Page("pages/regnestykket/page.py", title="Regnestykket", url_path="regnestykket"),
    st.Page("pages/forutsetninger/page.py", title="Forutsetninger", url_path="forutsetninger"),
    st.Page("pages/om_modellen/page.py", title="Om modellen", url_path="om_modellen"),
    st.Page("pages/last_ned/page.py", title="Last ned", url_path="last_ned"),
]


@st.cache_resource
def settle() -> None:
    """Once a process: leave what is loaded by now out of every later collection, which else dominates a rerun."""
    gc.collect()
    gc.freeze()


def main() -> None:
    """Choose the page and run it."""
    use_readers_language()
    st.set_page_config(page_title="Helseplattformen: kostnad og nytte", page_icon=ICON, layout="wide")
    page = st.navigation(PAGES, position="top")
    settle()
    try:
        page.run()
    except Exception:
        logging.getLogger(__name__).exception("the page failed")
        show_breakdown()


main()
