"""Which alternative is left to or taken, and who procures it together: choices of a scenario that are no numbers."""

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.records import OpenTo
from costmodel.assumptions.rules import check_values
from costmodel.output.labels import alternative_label
from pages.components import layout, wording
from pages.components.levers.controls import REFUSAL
from pages.components.words import plain, text
from pages.session.state import TOGETHER, alternative, changes, choose_alternative, municipality

CHOSEN, PARTNERS = "alternative_choice", "partner_choice"
"""Session state: both choices as their widgets have them."""


def show_alternative(assumptions: AssumptionSet) -> None:
    """The choice of the alternative, what it is, and for one municipality who procures it together with it."""
    now = alternative(assumptions)
    if st.session_state.get(CHOSEN) != now:
        st.session_state[CHOSEN] = now
    st.selectbox(
        text("levers.alternative.label"),
        list(assumptions.alternatives),
        format_func=lambda key: alternative_name(key, assumptions),
        key=CHOSEN,
        help=text("levers.alternative.help"),
        on_change=_choose,
        args=(assumptions,),
    )
    layout.note(plain(assumptions.alternatives[now].description))
    if municipality() is not None:
        show_partners(assumptions)


def alternative_name(key: str, assumptions: AssumptionSet) -> str:
    """Name of an alternative, with who can choose it where that is not everybody."""
    case, name = assumptions.alternatives[key].open_to, alternative_label(key, assumptions)
    return name if case == OpenTo.ALL else text(f"levers.alternative.{case}", name=name)


def show_partners(assumptions: AssumptionSet) -> None:
    """Those that procure the alternative with the municipality under study."""
    names = sorted((row.name for row in assumptions.municipalities if row.name != municipality()), key=wording.alphabetical)
    now = [name for name in st.session_state.get(TOGETHER) or () if name in names]
    if st.session_state.get(PARTNERS) != now:
        st.session_state[PARTNERS] = now
    st.multiselect(
        text("levers.together.label"),
        names,
        key=PARTNERS,
        help=text("levers.together.help"),
        placeholder=text("levers.together.choose"),
        select_all=False,
        on_change=_join,
    )


def _choose(assumptions: AssumptionSet) -> None:
    key = st.session_state[CHOSEN]
    faults = check_values(changes(), assumptions, key)
    if faults:
        st.session_state[REFUSAL] = tuple(faults)
    else:
        choose_alternative(key, assumptions)


def _join() -> None:
    st.session_state[TOGETHER] = tuple(sorted(st.session_state[PARTNERS]))
