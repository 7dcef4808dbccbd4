"""The frame of the app: page config, navigation, and a readable page when something fails."""

import gc
import logging

import streamlit as st

from pages.components.menu import pages
from pages.components.messages import show_breakdown
from pages.components.words import text
from pages.session.address import settle as settle_address
from pages.session.language import use_readers_language

ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0062BA"/>'
    '<path d="M4 8V4h3v4zM9 8V3h3v5z" fill="#fff"/><path d="M4 9h3v4H4zM9 9h3v2H9z" fill="#F2B872"/></svg>'
)


@st.cache_resource
def settle() -> None:
    """Once a process: leave what is loaded by now out of every later collection, which else dominates a rerun."""
    gc.collect()
    gc.freeze()


def main() -> None:
    """Choose the page and run it."""
    use_readers_language()
    st.set_page_config(page_title=text("app_title"), page_icon=ICON, layout="wide")
    page = st.navigation(pages(), position="hidden")  # the menu stands on the page, in the reader's language
    settle()
    try:
        page.run()
        settle_address()
    except Exception:
        logging.getLogger(__name__).exception("the page failed")
        show_breakdown()


main()
