"""A simulation for the page of uncertainty: run with a bar and a button to stop it, and kept for the latest questions."""

from dataclasses import dataclass

import streamlit as st

from costmodel import AssumptionSet, Scenario, base_case
from costmodel.analysis.uncertainty.indices import Indices, indices
from costmodel.analysis.uncertainty.information import Information, value_of_information
from costmodel.analysis.uncertainty.measures import Question
from costmodel.analysis.uncertainty.runner import Progress
from costmodel.analysis.uncertainty.sampling import Plan, marginals
from costmodel.analysis.uncertainty.simulation import Run, Simulation, simulate
from pages.session.state import changes, participant_set

STOPPED, RESULTS = "simulation_stopped", "simulation_results"
MOST_KEPT = 8
Key = tuple[object, ...]


@dataclass(frozen=True)
class Asked:
    """What is simulated."""

    scenario: Scenario
    plan: Plan
    keep: bool

    @property
    def scenario_is_uncertain(self) -> bool:
        """Whether any number is drawn."""
        return bool(marginals(self.scenario))

    @property
    def key(self) -> Key:
        """By which the answer is kept."""
        moved = (tuple(sorted(changes().items())), participant_set())
        return (self.scenario.assumptions.hash, self.scenario.municipality, moved, self.plan, self.keep)


def asked(assumptions: AssumptionSet, municipality: str | None, plan: Plan, *, keep: bool) -> Asked:
    """The session's scenario, to be drawn as planned."""
    scenario = base_case(assumptions, municipality).with_values(changes()).with_participants(participant_set())
    return Asked(scenario, plan, keep)


def simulation_of(question: Asked) -> Simulation | None:
    """The simulation; None where the user has stopped it. A bar shows how far it has come, with a button that stops it.

    Streamlit ends the run of the page when the button is pressed, at the next step of the bar; what is under way is finished
    and the rest is never begun.
    """
    kept: dict[Key, Simulation] = _kept()
    if question.key in kept:
        return kept[question.key]
    if st.session_state.get(STOPPED) == question.key:
        st.markdown("Beregningen er avbrutt.")
        st.button("Regn likevel", on_click=lambda: st.session_state.pop(STOPPED, None))
        return None
    place = st.empty()
    with place.container():
        st.button("Avbryt beregningen", key="stop_simulation", on_click=_stop, args=(question.key,))
        bar = st.progress(0.0, "Regner")
        result = simulate(question.scenario, question.plan, Question.BOTH, keep=question.keep, run=Run(progress=_tell(bar)))
    place.empty()
    if len(kept) >= MOST_KEPT:
        kept.pop(next(iter(kept)))
    kept[question.key] = result
    return result


@st.cache_resource(show_spinner=False)
def _kept() -> dict[Key, Simulation]:
    """The latest simulations of all sessions: each is a few megabytes of counts."""
    return {}


def _stop(key: Key) -> None:
    st.session_state[STOPPED] = key


def _tell(bar: "st.delta_generator.DeltaGenerator") -> Progress:
    def tell(done: int, total: int) -> None:
        bar.progress(done / total, f"Regner: {100 * done // total} %")

    return tell


def indices_of(question: Asked, figure: str, *, by_theme: bool) -> Indices:
    """Indices by theme or by number."""
    return _indices(question.scenario, question.key[:3], figure, by_theme)


@st.cache_resource(max_entries=32, show_spinner="Regner ut hvor usikkerheten kommer fra")
def _indices(_scenario: Scenario, key: Key, figure: str, by_theme: bool) -> Indices:
    del key
    return indices(_scenario, figure, by_theme=by_theme)


def information_of(question: Asked) -> Information:
    """The value of information."""
    return _information(question.scenario, question.key[:3])


@st.cache_resource(max_entries=32, show_spinner="Regner ut hva det er verdt å vite mer")
def _information(_scenario: Scenario, key: Key) -> Information:
    del key
    return value_of_information(_scenario)
