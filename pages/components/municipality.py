"""The choice of the municipality under study."""

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.records import REFERENCE_MUNICIPALITY
from costmodel.assumptions.rollout import those_in
from pages.components import layout, wording
from pages.components.words import text
from pages.session.state import EVERYBODY, MUNICIPALITY, changes, municipality, participant_set
from pages.session.views import keep_valid


def choose_municipality(assumptions: AssumptionSet, label: str = "") -> str | None:
    """The municipality under study; None is all participants together."""
    names = [EVERYBODY, *sorted((item.name for item in assumptions.municipalities), key=wording.alphabetical)]
    keep_valid(MUNICIPALITY, names, REFERENCE_MUNICIPALITY)
    label = label or text("municipality")
    st.selectbox(label, names, format_func=municipality_name, key=MUNICIPALITY, persist_state="session")
    if left_out(assumptions):
        layout.note(text("left_out", who=municipality(), count=len(inside(assumptions))))
    return municipality()


def left_out(assumptions: AssumptionSet) -> bool:
    """Whether the scenario leaves out a municipality that uses the platform, or names others than the one under study."""
    status = {item.name: item.status for item in assumptions.municipalities}.get(municipality() or "")
    counts = status == "live" or participant_set() is not None
    return status is not None and counts and municipality() not in inside(assumptions)


def inside(assumptions: AssumptionSet) -> set[str]:
    """Names of those that take part in this session's scenario."""
    known = {name: changes().get(name, assumptions.parameters[name].value) or 0.0 for name in ("participants", "reference_year")}
    return those_in(assumptions.municipalities, participant_set(), int(known["participants"]), known["reference_year"])


def municipality_name(choice: str) -> str:
    """What the reader calls a choice of municipality."""
    return text("everybody") if choice == EVERYBODY else choice
