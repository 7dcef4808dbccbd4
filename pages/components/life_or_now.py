"""Which of the two questions a page answers: over the whole life, or what now, and between which options."""

import streamlit as st

from costmodel import Scenario
from costmodel.analysis.pairs import Pair, usual_pair
from costmodel.model.decision import benchmarks_of, is_live, options_of
from pages.answers.appraisals import appraisal_of
from pages.components.wording import option_title
from pages.components.words import text
from pages.session.views import keep_valid

LIFE, NOW = "life", "now"
FIRST, SECOND, WHOSE = "option_looked_at", "option_held_against", "pair_chosen_for"
"""Session state: two options that are held against each other, and the municipality that they were chosen for."""
VIEW = "view"
"""Session state: the choice, the same on every page that does not keep one of its own."""


def is_ahead(scenario: Scenario) -> bool:
    """Whether all that the platform costs and gives the municipality lies after the decision: its whole life is then what now."""
    drivers = appraisal_of(scenario).drivers
    return not is_live(scenario) and bool(drivers.live.any()) and not drivers.on.any()


def choose_view(label: str, *, is_one: bool, key: str = VIEW) -> str:
    """The choice between :data:`LIFE` and :data:`NOW`; where both are one, what now without a choice."""
    if is_one:
        return NOW
    keep_valid(key, [LIFE, NOW], LIFE)
    return st.segmented_control(label, [LIFE, NOW], format_func=view_name, key=key, required=True, persist_state="session")


def view_name(view: str) -> str:
    """What the reader calls it."""
    return text(f"view.{view}")


def choose_pair(scenario: Scenario) -> Pair:
    """How much better the first of two options is than the second: at first the leading pair, and anew for another municipality."""
    forget_others(scenario.municipality)
    beside, usual = benchmarks_of(scenario), usual_pair(scenario)
    titles = {name: option_title(name, scenario.assumptions, is_benchmark=name in beside) for name in options_of(scenario)}
    left, right = st.columns(2)
    with left:
        first = _choose(FIRST, list(titles), usual[0], titles)
    with right:
        rest = [name for name in titles if name != first]
        return first, _choose(SECOND, rest, next(name for name in (usual[1], usual[0]) if name in rest), titles)


def forget_others(municipality: str | None) -> None:
    """What was chosen for another municipality is not chosen for this one."""
    if st.session_state.get(WHOSE, municipality) != municipality:
        for key in (FIRST, SECOND):
            st.session_state.pop(key, None)
    st.session_state[WHOSE] = municipality


def _choose(key: str, names: list[str], usual: str, titles: dict[str, str]) -> str:
    keep_valid(key, names, usual)
    return st.selectbox(text(f"options.{key}"), names, format_func=titles.__getitem__, key=key, persist_state="session")
