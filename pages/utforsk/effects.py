"""Effects without a price: what the sources report, and the user's own judgement on DFØ's scale. No kroner."""

from collections.abc import Iterator

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from costmodel import AssumptionSet
from costmodel.assumptions.records import Effect
from pages.components.words import plain
from pages.session.views import JUDGEMENT, keep_valid
from pages.utforsk.words import text

FOLD = "effects_fold"
"""Session state: whether the choices are open."""
UNJUDGED = "unjudged"
STEPS = (UNJUDGED, 4, 3, 2, 1, 0, -1, -2, -3, -4)
"""What may be chosen: nothing, or a step of DFØ's scale for consequences without a price."""


def judged(assumptions: AssumptionSet) -> int:
    """How many effects this session has judged."""
    return sum(_judgement(key) != UNJUDGED for key in assumptions.effects)


def show_effects(assumptions: AssumptionSet) -> None:
    """Each effect with what the sources say and the user's own judgement, in two columns; the choices are made once they are opened."""
    fold = st.expander(text("effects.judge"), key=FOLD, on_change="rerun")
    if fold.open:
        with fold:
            for column, part in _halves(assumptions):
                for key, effect in part:
                    _judgement(key)
                    column.selectbox(plain(effect.name), STEPS, format_func=step_text, key=_key(key), persist_state="session")
    with st.container(key="effects"):
        st.markdown("\n\n".join(_told(key, effect) for key, effect in assumptions.effects.items()))


def step_text(step: int | str) -> str:
    """A choice as the reader sees it: as many signs as steps, and what they mean."""
    return text(f"effects.steps.{step}")


def _halves(assumptions: AssumptionSet) -> Iterator[tuple[DeltaGenerator, list[tuple[str, Effect]]]]:
    """Two columns, and the effects of each."""
    items = list(assumptions.effects.items())
    half = (len(items) + 1) // 2
    yield from zip(st.columns(2), (items[:half], items[half:]), strict=True)


def _told(key: str, effect: Effect) -> str:
    judgement = _judgement(key)
    own = "" if judgement == UNJUDGED else f" :blue-badge[{text('effects.own', step=step_text(judgement))}]"
    reported = text("effects.reported", direction=text(f"effects.directions.{effect.direction_reported}"))
    sources = f":small[:gray[{plain(effect.what_sources_report)} ({plain(', '.join(effect.sources))})]]"
    return f"**{plain(effect.name)}** :gray-badge[{reported}]{own}\\\n{sources}"


def _judgement(key: str) -> int | str:
    keep_valid(_key(key), STEPS, UNJUDGED)
    return st.session_state[_key(key)]


def _key(key: str) -> str:
    return f"{JUDGEMENT}{key}"
