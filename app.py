"""The frame of the app: page config, navigation, and a readable page when something fails."""

import gc
import logging

import streamlit as st

from pages.shared import layout

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0062BA"/>'
    '<path d="M4 8V4h3v4zM9 8V3h3v5z" fill="#fff"/><path d="M4 9h3v4H4zM9 9h3v2H9z" fill="#F2B872"/></svg>'
)
# In one row: axe finds fault with Streamlit's headings between pages on a phone.
PAGES = [
    st.Page("pages/utforsk.py", title="Utforsk", default=True),
    st.Page("pages/budsjett.py", title="Budsjett"),
    st.Page("pages/sammenlign.py", title="Sammenlign"),
    st.Page("pages/kommuner.py", title="Kommuner"),
    st.Page("pages/folsomhet.py", title="Følsomhet"),
    st.Page("pages/usikkerhet.py", title="Usikkerhet"),
    st.Page("pages/det_vi_ikke_vet.py", title="Det vi ikke vet"),
    st.Page("pages/regnestykket.py", title="Regnestykket"),
    st.Page("pages/forutsetninger.py", title="Forutsetninger"),
    st.Page("pages/om_modellen.py", title="Om modellen"),
    st.Page("pages/last_ned.py", title="Last ned"),
]


@st.cache_resource
def settle() -> None:
    """Once a process: leave what is loaded by now out of every later collection, which else dominates a rerun."""
    gc.collect()
    gc.freeze()


def main() -> None:
    """Choose the page and run it."""
    st.set_page_config(page_title="Helseplattformen: kostnad og nytte", page_icon=ICON, layout="wide")
    page = st.navigation(PAGES, position="top")
    settle()
    try:
        page.run()
    except Exception:
        logging.getLogger(__name__).exception("the page failed")
        layout.show_breakdown()


main()
