"""Which of the two questions a page answers: over the whole life, or what now."""

import streamlit as st

from pages.components.words import text
from pages.session.state import keep_valid

LIFE, NOW = "life", "now"
VIEW = "view"
"""Session state: the choice, the same on every page that does not keep one of its own."""


def choose_view(label: str, key: str = VIEW) -> str:
    """The choice between :data:`LIFE` and :data:`NOW`."""
    keep_valid(key, [LIFE, NOW], LIFE)
    return st.segmented_control(label, [LIFE, NOW], format_func=view_name, key=key, required=True, persist_state="session")


def view_name(view: str) -> str:
    """What the reader calls it."""
    return text(f"view.{view}")
