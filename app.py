"""The frame of the app: page config, navigation, and a readable page when something fails."""

import gc
import logging

import streamlit as st

from pages.components.messages import show_breakdown
from pages.components.words import text
from pages.session.language import use_readers_language

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0062BA"/>'
    '<path d="M4 8V4h3v4zM9 8V3h3v5z" fill="#fff"/><path d="M4 9h3v4H4zM9 9h3v2H9z" fill="#F2B872"/></svg>'
)
FIRST = "utforsk"
OTHERS = (
    *("budsjett", "sammenlign", "kommuner", "folsomhet", "usikkerhet", "det_vi_ikke_vet", "regnestykket", "forutsetninger"),
    *("om_modellen", "last_ned"),
)
"""Addresses of the other pages, which are also the names of their folders, in the order of the menu."""


def pages() -> list[st.Page]:
    """All pages, in one row: axe finds fault with Streamlit's headings between pages on a phone."""
    first = st.Page(f"pages/{FIRST}/page.py", title=text(f"pages.{FIRST}"), default=True)
    return [first, *(st.Page(f"pages/{name}/page.py", title=text(f"pages.{name}"), url_path=name) for name in OTHERS)]


@st.cache_resource
def settle() -> None:
    """Once a process: leave what is loaded by now out of every later collection, which else dominates a rerun."""
    gc.collect()
    gc.freeze()


def main() -> None:
    """Choose the page and run it."""
    use_readers_language()
    st.set_page_config(page_title=text("pages.title"), page_icon=ICON, layout="wide")
    page = st.navigation(pages(), position="top")
    settle()
    try:
        page.run()
    except Exception:
        logging.getLogger(__name__).exception("the page failed")
        show_breakdown()


main()
