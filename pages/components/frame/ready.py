"""Scenarios to try, as buttons in sight: as many that favour the platform as that do not, and what somebody has named."""

import streamlit as st

from costmodel import AssumptionSet
from costmodel.scenarios.choices import Choices
from pages.components.frame.scenario import BASE, NAMED, option, take_over, title
from pages.components.words import text
from pages.session.own_scenarios import own_scenarios
from pages.session.state import adopt

FAVOURING = ("gevinster-fullt-ut", "tidstapet-forsvinner", "alle-66-med-fastleger")
AGAINST = ("gevinster-uteblir", "kostnadssprekk", "noen-trekker-seg")
LEAVING = ("exit-2029", "dyrere-markedssystem")
"""Shipped scenarios by what they do to the worth of being on the platform, held against the engine by a test; the last leave it."""
READY = "ready_scenario"
"""Session state: the choice as its buttons have it."""


def ready_names(assumptions: AssumptionSet) -> list[str]:
    """The scenarios with a button, in turn one that favours and one that does not; those that the files lack are left out."""
    in_turn = [name for pair in zip(FAVOURING, AGAINST, strict=True) for name in pair]
    return [*(name for name in (*in_turn, *LEAVING) if name in assumptions.scenarios), *(f"{NAMED}{name}" for name in own_scenarios())]


def show_ready(assumptions: AssumptionSet) -> None:
    """The buttons; the one in force is pressed, and pressing it again leads back to the base case."""
    names, now = ready_names(assumptions), option(assumptions)
    wanted = now if now in names else None
    if st.session_state.get(READY) != wanted:
        st.session_state[READY] = wanted
    with st.container(key="ready"):
        st.pills(
            text("scenario.try"),
            names,
            format_func={name: title(name, assumptions) for name in names}.__getitem__,
            key=READY,
            on_change=_pick,
            args=(assumptions,),
        )


def _pick(assumptions: AssumptionSet) -> None:
    choose(st.session_state[READY] or BASE, assumptions)


def choose(choice: str, assumptions: AssumptionSet) -> None:
    """Let the session show a shipped scenario, one that somebody has named, or the base case."""
    if choice.startswith(NAMED):
        adopt(own_scenarios()[choice.removeprefix(NAMED)])
    elif choice in assumptions.scenarios:
        take_over(assumptions.scenarios[choice], choice, assumptions)
    elif choice == BASE:
        adopt(Choices())
