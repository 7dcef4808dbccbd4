"""Parts of a page that can be drawn anew without the rest, so that the answer follows a lever: Streamlit's keyed fragments.

Moving a lever changes figures, chart and sentences, but neither the frame nor the other levers. As long as the page stands
complete and the frame says the same as before, only the parts are drawn. Whatever else happens, the whole page is.
"""

import logging
from collections.abc import Callable, Hashable

import streamlit as st

from pages.components.messages import show_breakdown
from pages.session.language import use_readers_language

NAMES, STAMP = "parts_shown", "parts_stamp"
"""Session state: the parts of the page, and what stood around them when it was last drawn to its end."""
LOG = logging.getLogger("helseplattformen.parts")


def begin() -> None:
    """Call before the first part, and on a page without parts: until :func:`complete`, every move draws the whole page."""
    st.session_state[NAMES] = []
    st.session_state.pop(STAMP, None)


def show(name: str, draw: Callable[[], None]) -> None:
    """A part of the page. `draw` finds anew whatever a lever can change, and holds no widget that another part depends on."""

    def drawn() -> None:
        use_readers_language()
        try:
            draw()
        except Exception:  # a part drawn alone has no page around it that catches this
            LOG.exception("the part %s failed", name)
            show_breakdown()

    st.fragment(drawn, key=name)()
    st.session_state[NAMES].append(name)


def complete(stamp: Hashable) -> None:
    """Call when the page stands complete; `stamp` is all that a lever can change outside the parts."""
    st.session_state[STAMP] = stamp


def draw_alone(stamp: Hashable) -> None:
    """From the callback of a lever: draw the parts alone where nothing around them has changed, else let the whole page be drawn.

    Where no browser keeps the rest of the page, as in a test that runs the script, the whole page is drawn too.
    """
    names = st.session_state.get(NAMES)
    if names and stamp is not None and st.session_state.get(STAMP) == stamp and st.context.url:
        st.rerun(list(names))
