"""What a page begins with: the assumptions that it works on, and the frame above it."""

from pathlib import Path

import streamlit as st

from costmodel import AssumptionError, AssumptionSet
from pages.components import layout, parts
from pages.components.frame import scenario
from pages.components.frame.panel import show_panel
from pages.components.frame.sharing import show_share
from pages.components.frame.tab import keep_in_tab, show_lost
from pages.components.frame.uploading import read_uploaded, show_banner
from pages.components.menu import show_menu
from pages.components.messages import show_faults, show_long_address, show_notices, show_old_files, show_shared
from pages.components.words import text
from pages.session.address import follow_address
from pages.session.folder import shared
from pages.session.links import keep_sound
from pages.session.state import OPENED, assumptions_in_force, follow, uploaded

STYLE = (Path(__file__).parent / "frame.css").read_text("utf-8")
"""Streamlit pales the closed expander below WCAG AA, shows the copy button on hover only, and has no Norwegian uploader."""


def open_page() -> AssumptionSet:
    """Draw what stands above every page and give what the page works on; a page calls it first, since it may change what is shown.

    Where the assumption files have faults, says so on the page and ends the run.
    """
    read_uploaded()
    try:
        assumptions = assumptions_in_force()
    except AssumptionError as error:
        show_faults(error.faults)
        st.stop()
    st.session_state[OPENED] = assumptions
    show_frame(assumptions)
    layout.compact()
    return assumptions


def show_frame(assumptions: AssumptionSet) -> None:
    """The scenario in one line, the panel to choose another, the way to share it, and what a link led to."""
    parts.begin()
    follow()
    with layout.place():
        show_banner()
        show_old_files(shared().faults if uploaded() is None else ())
    keep_sound(assumptions)
    follow_address(assumptions)
    style = STYLE.replace("CHOOSE", text("frame.choose_file")).replace("LIMIT", text("frame.largest_file"))
    st.html(f"<style>\n{style}</style>")
    with st.container(key="frame", horizontal=True, gap="small"):
        parts.show("menu", lambda: show_menu(assumptions))
        panel = st.expander(scenario.summary(assumptions), type="compact", key=scenario.PANEL, on_change="rerun")
        if panel.open:
            with panel:
                show_panel(assumptions)
        if st.button(text("share.button"), key="share", help=text("share.help")):
            show_share(assumptions)
        keep_in_tab(assumptions)
    with layout.place():
        show_lost(assumptions)
        show_notices(assumptions)
        show_shared(assumptions)
        show_long_address()
