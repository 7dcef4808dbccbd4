"""Effects without a price: what the sources report, and the user's own judgement on DFØ's scale. No kroner."""

import streamlit as st

from costmodel import AssumptionSet
from costmodel.schema import Effect
from pages.shared import wording

OPTIONS = [wording.NOT_JUDGED, *wording.SCALE]


def judged(assumptions: AssumptionSet) -> int:
    """How many effects this session has judged."""
    answers = (st.session_state.get(_key(key), wording.NOT_JUDGED) for key in assumptions.effects)
    return sum(answer != wording.NOT_JUDGED for answer in answers)


def show_effects(assumptions: AssumptionSet) -> None:
    """Each effect with what the sources say and a choice on the scale, in two columns."""
    items = list(assumptions.effects.items())
    half = (len(items) + 1) // 2
    for column, part in zip(st.columns(2), (items[:half], items[half:]), strict=True):
        with column:
            for key, effect in part:
                _show(key, effect)


def _show(key: str, effect: Effect) -> None:
    direction = f"kildene: {wording.DIRECTIONS[effect.direction_reported]}"
    told = f":small[:gray[{effect.what_sources_report} ({', '.join(effect.sources)})]]"
    st.markdown(f"**{effect.name}** :gray-badge[{direction}]\n\n{told}")
    st.selectbox(
        f"Din vurdering: {effect.name.lower()}",
        OPTIONS,
        format_func=lambda step: wording.SCALE.get(step, str(step)),
        key=_key(key),
        persist_state="session",
        label_visibility="collapsed",
    )


def _key(key: str) -> str:
    return f"effect:{key}"
