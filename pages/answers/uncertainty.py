"""How sure an answer is: the spread that follows every lever, chances between two scenarios, sources of the uncertainty.

A run of a page that a newer move has overtaken gives up while it waits.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import streamlit as st

from costmodel import Scenario
from costmodel.analysis.decision_card.facts import Card
from costmodel.analysis.decision_card.making import CARD_DRAWS, card_of
from costmodel.analysis.pairs import Pair
from costmodel.analysis.uncertainty.choice import Choice, choice_among
from costmodel.analysis.uncertainty.indices import Indices, indices
from costmodel.analysis.uncertainty.information import Information, value_of_information
from costmodel.analysis.uncertainty.live import FEW, Live, spread
from costmodel.analysis.uncertainty.measures import PRESENT_COST, Period
from costmodel.analysis.uncertainty.paired import Difference, compare_draws
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.analysis.uncertainty.simulation import Simulation
from costmodel.model.scenario import Key
from pages.answers.keeping import kept

DRAWS, DRAWS_OF_ALL = 4_000, 256
"""For the chances: where every municipality is appraised, a draw costs as many times as much as there are municipalities."""
TURN, CHANGING, WAIT_SECONDS = Lock(), Lock(), 0.02
MOST_SIMULATIONS = 8
LOG = logging.getLogger("helseplattformen.live")
Chances = tuple[Difference, Difference]
"""Cost of B less that of A in present value; net present value of A less that of B."""
SimulationKey = tuple[Key, Plan, bool, Pair]
"""Scenario, plan, whether moved numbers stay uncertain, and the options whose difference is looked at."""


@kept(128)
def live_of(scenario: Scenario, question: Period | Pair, year: int, *, keep: bool) -> Live:
    """The spread of the answer, and of the effect on the budget in a year; `keep`: moved numbers stay uncertain.

    Two options ask about the first of them from the decision year, and how much better it is than the second.
    """
    with one_at_a_time():
        LOG.info("begun")
        found = spread(scenario, question, year, keep=keep, check=give_way)
        LOG.info("finished")
    return found


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for the spreads of other sessions: side by side, each takes several times as long, since they share the interpreter."""
    while not TURN.acquire(timeout=WAIT_SECONDS):
        give_way()
    try:
        yield
    finally:
        TURN.release()


def give_way() -> None:
    """End this run of the page where a newer one has taken its place: Streamlit looks whenever the session's state is read."""
    st.session_state.get("overtaken")  # any name does


def card_for(scenario: Scenario, *, keep: bool) -> Card:
    """The decision card, the same on every page; `keep`: moved numbers stay uncertain."""
    give_way()
    return _card(scenario, keep=keep)


@kept(128)
def _card(scenario: Scenario, *, keep: bool) -> Card:
    with one_at_a_time():
        return card_of(scenario, keep=keep, check=give_way)


def choice_of(scenario: Scenario, *, keep: bool) -> Choice:
    """How often each option of the municipality is the best; `keep`: moved numbers stay uncertain."""
    give_way()
    return _choice(scenario, keep=keep)


@kept(128)
def _choice(scenario: Scenario, *, keep: bool) -> Choice:
    plan = CARD_DRAWS if scenario.municipality else FEW  # the draws of the card: one answer to one question
    with one_at_a_time():
        return choice_among(scenario, plan, keep=keep, progress=lambda _done, _total: give_way())


def chances_of(first: Scenario, second: Scenario) -> Chances:
    """How sure it is that the first of two scenarios, A, is cheaper and better than B, both drawn with the same numbers."""
    give_way()
    return _chances(first, second)


@kept(64, "waiting.chances")
def _chances(first: Scenario, second: Scenario) -> Chances:
    plan = Plan(DRAWS if first.municipality else DRAWS_OF_ALL)
    return compare_draws(second, first, PRESENT_COST, plan), compare_draws(first, second, "npv", plan)


@kept(32, "waiting.sources")
def indices_of(scenario: Scenario, figure: str | Pair, *, by_theme: bool) -> Indices:
    """Where the uncertainty of a figure, or of the difference between two options, comes from, by theme or by number."""
    return indices(scenario, figure, by_theme=by_theme)


@kept(32, "waiting.information")
def information_of(scenario: Scenario) -> Information:
    """What it is worth to know more."""
    return value_of_information(scenario)


@kept(1)
def _simulations() -> dict[SimulationKey, Simulation]:
    """Those of all sessions: each is a few megabytes of counts."""
    return {}


def kept_simulation(key: SimulationKey) -> Simulation | None:
    """A simulation that has been run; None where it has not, or no longer stands among the latest."""
    return _simulations().get(key)


def keep_simulation(key: SimulationKey, result: Simulation) -> None:
    """Keep a simulation, which a page runs itself to show how far it has come; the oldest gives way."""
    found = _simulations()
    with CHANGING:  # sessions are threads: two that take out the oldest at once would trip over each other
        while len(found) >= MOST_SIMULATIONS:
            found.pop(next(iter(found)))
        found[key] = result
