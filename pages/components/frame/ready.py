"""Scenarios to try, as buttons in sight: as many that favour the platform as that do not, and what somebody has named."""

import streamlit as st

from costmodel import AssumptionSet
from pages.components.frame.scenario import named, option, pick, title
from pages.components.words import plain, text
from pages.session.views import show_in

FAVOURING = ("gevinster-fullt-ut", "tidstapet-forsvinner", "alle-66-med-fastleger")
AGAINST = ("gevinster-uteblir", "kostnadssprekk", "noen-trekker-seg")
LEAVING = ("exit-2029", "dyrere-markedssystem")
"""Shipped scenarios by what they do to the worth of being on the platform, held against the engine by a test; the last leave it."""
READY = "ready_scenario"
"""Session state: the choice as its buttons have it."""


def ready_names(assumptions: AssumptionSet) -> list[str]:
    """The scenarios with a button, in turn one that favours and one that does not; those that the files lack are left out."""
    in_turn = [name for pair in zip(FAVOURING, AGAINST, strict=True) for name in pair]
    return [*(name for name in (*in_turn, *LEAVING) if name in assumptions.scenarios), *named()]


def show_ready(assumptions: AssumptionSet) -> None:
    """The buttons; the one in force is pressed, and pressing it again leads back to the base case."""
    names, now = ready_names(assumptions), option(assumptions)
    show_in(READY, now if now in names else None)
    with st.container(key="ready"):
        st.pills(
            text("scenario.try"),
            names,
            format_func={name: plain(title(name, assumptions)) for name in names}.__getitem__,
            key=READY,
            on_change=pick,
            args=(READY, assumptions),
        )
