"""Effects without a price: what the sources report, and the user's own judgement on DFØ's scale. No kroner."""

from collections.abc import Iterator

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from costmodel import AssumptionSet
from costmodel.assumptions.records import Effect
from pages.components import wording

FOLD = "effects_fold"
"""Session state: whether the choices are open."""
OPTIONS = [wording.NOT_JUDGED, *wording.SCALE]


def judged(assumptions: AssumptionSet) -> int:
    """How many effects this session has judged."""
    answers = (st.session_state.get(_key(key), wording.NOT_JUDGED) for key in assumptions.effects)
    return sum(answer != wording.NOT_JUDGED for answer in answers)


def show_effects(assumptions: AssumptionSet) -> None:
    """Each effect with what the sources say and the user's own judgement, in two columns; the choices are made once they are opened."""
    fold = st.expander("Gi din egen vurdering", key=FOLD, on_change="rerun")
    if fold.open:
        with fold:
            for column, part in _halves(assumptions):
                for key, effect in part:
                    column.selectbox(effect.name, OPTIONS, format_func=_step, key=_key(key), persist_state="session")
    with st.container(key="effects"):
        st.markdown("\n\n".join(_told(key, effect) for key, effect in assumptions.effects.items()))


def _step(option: int | str) -> str:
    return option if isinstance(option, str) else wording.SCALE[option]


def _halves(assumptions: AssumptionSet) -> Iterator[tuple[DeltaGenerator, list[tuple[str, Effect]]]]:
    """Two columns, and the effects of each."""
    items = list(assumptions.effects.items())
    half = (len(items) + 1) // 2
    yield from zip(st.columns(2), (items[:half], items[half:]), strict=True)


def _told(key: str, effect: Effect) -> str:
    judgement = st.session_state.get(_key(key), wording.NOT_JUDGED)
    own = "" if judgement == wording.NOT_JUDGED else f" :blue-badge[din vurdering: {wording.SCALE[judgement]}]"
    sources = f":small[:gray[{effect.what_sources_report} ({', '.join(effect.sources)})]]"
    return f"**{effect.name}** :gray-badge[kildene: {wording.DIRECTIONS[effect.direction_reported]}]{own}\\\n{sources}"


def _key(key: str) -> str:
    return f"effect:{key}"
