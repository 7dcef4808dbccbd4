"""The choice of the municipality under study."""

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY
from pages.components import wording
from pages.components.words import text
from pages.session.state import EVERYBODY, MUNICIPALITY, municipality
from pages.session.views import keep_valid


def choose_municipality(assumptions: AssumptionSet, label: str = "") -> str | None:
    """The municipality under study; None is all participants together."""
    names = [EVERYBODY, *sorted((item.name for item in assumptions.municipalities), key=wording.alphabetical)]
    keep_valid(MUNICIPALITY, names, REFERENCE_MUNICIPALITY)
    label = label or text("municipality")
    st.selectbox(label, names, format_func=municipality_name, key=MUNICIPALITY, persist_state="session")
    return municipality()


def municipality_name(choice: str) -> str:
    """What the reader calls a choice of municipality."""
    return text("everybody") if choice == EVERYBODY else choice
