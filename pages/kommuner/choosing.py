"""Choosing who takes part: by name, by wave and by number. The choice is the scenario's, so it travels with it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from costmodel import AssumptionSet
from costmodel.assumptions.rollout import WAVES, rank_order
from pages.kommuner.facts import text
from pages.session.state import adopt, changes, choices
from pages.session.views import show_in

REFUSED = "choice_refused"
"""Session state: that the latest choice was not taken."""
PRESSED = "map_pressed"
"""Session state: how often the map has been pressed."""


def ranked(assumptions: AssumptionSet) -> list[str]:
    """Names in the order of the rollout plan."""
    year = changes().get("reference_year") or assumptions.parameters["reference_year"].value or 0.0
    return [item.name for item in rank_order(assumptions.municipalities, float(year))]


def choose(names: Collection[str], assumptions: AssumptionSet) -> None:
    """Let these take part: named, unless they are the ones of the base case."""
    if not names:
        st.session_state[REFUSED] = True
        return
    values = {name: value for name, value in changes().items() if name != "participants"}
    base = int(assumptions.parameters["participants"].value or 0)
    is_base = set(names) == set(ranked(assumptions)[:base])
    adopt(replace(choices(), changes=values, participant_set=None if is_base else tuple(names)))


def choose_number(number: int, assumptions: AssumptionSet) -> None:
    """Let the first ones of the rollout plan take part."""
    values = {name: value for name, value in changes().items() if name != "participants"}
    if number != assumptions.parameters["participants"].value:
        values["participants"] = float(number)
    adopt(replace(choices(), changes=values, participant_set=None))


def show_choice(chosen: Sequence[str], assumptions: AssumptionSet) -> None:
    """Whole waves, a number, and two ways back; every one of them reachable by keyboard."""
    waves = {wave: [item.name for item in assumptions.municipalities if item.wave == wave] for wave in WAVES}
    whole = [wave for wave, names in waves.items() if names and set(names) <= set(chosen)]
    show_in("chosen_waves", whole)
    st.pills(
        text("choosing.waves.label"),
        [wave for wave, names in waves.items() if names],
        selection_mode="multi",
        format_func=lambda wave: f"{wave} ({len(waves[wave])})",
        key="chosen_waves",
        wrap=True,
        on_change=_take_waves,
        args=(chosen, whole, assumptions),
        help=text("choosing.waves.help"),
    )
    is_new = show_in("chosen_number", len(chosen))
    st.number_input(
        text("choosing.number"),
        value="min" if is_new else len(chosen),
        min_value=1,
        max_value=len(assumptions.municipalities),
        step=1,
        key="chosen_number",
        on_change=lambda: choose_number(st.session_state["chosen_number"], assumptions),
    )
    live = [item.name for item in assumptions.municipalities if item.status == "live"]
    with st.container(horizontal=True):
        st.button(text("choosing.live", count=len(live)), key="choose_live", on_click=choose, args=(live, assumptions))
        everybody = [item.name for item in assumptions.municipalities]
        st.button(text("choosing.everybody", count=len(everybody)), key="choose_all", on_click=choose, args=(everybody, assumptions))
    if st.session_state.pop(REFUSED, False):
        st.markdown(text("choosing.last_one"))


def take_bubble(key: str, chosen: Sequence[str], assumptions: AssumptionSet) -> None:
    """Turn the bubbles that have been pressed from in to out, or from out to in."""
    st.session_state[PRESSED] = st.session_state.get(PRESSED, 0) + 1
    selection: Any = st.session_state[key].selection
    pressed = {point["customdata"][0] for point in selection.points if point.get("customdata")}
    if pressed:
        choose([name for name in ranked(assumptions) if (name in pressed) != (name in chosen)], assumptions)


def _take_waves(chosen: Sequence[str], before: Sequence[str], assumptions: AssumptionSet) -> None:
    after = st.session_state["chosen_waves"]
    turned = set(before) ^ set(after)
    of_turned = {item.name: item.wave in after for item in assumptions.municipalities if item.wave in turned}
    choose([name for name in ranked(assumptions) if of_turned.get(name, name in chosen)], assumptions)
