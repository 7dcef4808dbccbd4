"""A simulation for the page of uncertainty: run with a bar and a button to stop it."""

from dataclasses import dataclass

import streamlit as st

from costmodel import Scenario
from costmodel.analysis.pairs import Pair
from costmodel.analysis.uncertainty.measures import Period
from costmodel.analysis.uncertainty.runner import Progress
from costmodel.analysis.uncertainty.sampling import Plan, marginals
from costmodel.analysis.uncertainty.simulation import Run, Simulation, simulate
from pages.answers.uncertainty import SimulationKey, keep_simulation, kept_simulation
from pages.usikkerhet.facts import text

STOPPED = "simulation_stopped"


@dataclass(frozen=True)
class Asked:
    """What is simulated."""

    scenario: Scenario
    plan: Plan
    keep: bool
    pair: Pair
    """The options whose difference is looked at, the first less the second."""

    @property
    def scenario_is_uncertain(self) -> bool:
        """Whether any number is drawn."""
        return bool(marginals(self.scenario))

    @property
    def key(self) -> SimulationKey:
        """By which the answer is kept."""
        return self.scenario.key, self.plan, self.keep, self.pair


def simulation_of(question: Asked) -> Simulation | None:
    """The simulation; None where the user has stopped it. A bar shows how far it has come, with a button that stops it.

    Streamlit ends the run of the page when the button is pressed, at the next step of the bar; what is under way is finished
    and the rest is never begun.
    """
    known = kept_simulation(question.key)
    if known is not None:
        return known
    if st.session_state.get(STOPPED) == question.key:
        st.markdown(text("running.stopped"))
        st.button(text("running.again"), on_click=lambda: st.session_state.pop(STOPPED, None))
        return None
    place = st.empty()
    with place.container():
        st.button(text("running.stop"), key="stop_simulation", on_click=_stop, args=(question.key,))
        bar = st.progress(0.0, text("running.begun"))
        run = Run(progress=_tell(bar), options=question.pair)
        result = simulate(question.scenario, question.plan, Period.BOTH, keep=question.keep, run=run)
    place.empty()
    keep_simulation(question.key, result)
    return result


def _stop(key: SimulationKey) -> None:
    st.session_state[STOPPED] = key


def _tell(bar: "st.delta_generator.DeltaGenerator") -> Progress:
    def tell(done: int, total: int) -> None:
        bar.progress(done / total, text("running.progress", percent=100 * done // total))

    return tell
