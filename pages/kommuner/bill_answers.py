"""The engine's answers about who takes part, kept for the latest questions."""

from collections.abc import Sequence

import streamlit as st

from costmodel import AssumptionSet, Scenario, appraise, base_case
from costmodel.analysis.participation.bills import Bills, bills
from costmodel.analysis.participation.coalition import Path, best_response, from_decision, gains_of_being_in, members_of, region_of
from costmodel.analysis.participation.game import Effect, earliest_start, effect_of, first_year_with_everybody
from costmodel.analysis.participation.price_curve import ByNumber, by_number, price_by_share
from costmodel.assumptions.rules import Values

Key = tuple[tuple[str, float | None], ...]
Names = tuple[str, ...] | None
STARTS = ("chosen", "nobody", "everybody")
"""From where the coalition game may start."""


class Question:
    """A scenario for everybody, as the caches know it."""

    def __init__(self, assumptions: AssumptionSet, values: Values, names: Names) -> None:
        """The base case with some values changed and, where `names` are given, these participants."""
        self.assumptions = assumptions
        self.values: Key = tuple(sorted(values.items()))
        self.names = None if "participants" in values else names

    @property
    def key(self) -> tuple[str, Key, Names]:
        """What tells it from others."""
        return self.assumptions.hash, self.values, self.names

    @property
    def scenario(self) -> Scenario:
        """All participants together."""
        return base_case(self.assumptions, None).with_values(dict(self.values)).with_participants(self.names)

    @property
    def any_set(self) -> "Question":
        """The same whoever takes part, for answers that do not depend on it."""
        return Question(self.assumptions, {name: value for name, value in self.values if name != "participants"}, None)


def hash_of(question: Question) -> tuple[str, Key, Names]:
    """For the caches."""
    return question.key


KEPT = {"max_entries": 128, "show_spinner": False, "hash_funcs": {Question: hash_of}}


@st.cache_resource(**KEPT)
def bills_of(question: Question, *, is_now: bool) -> Bills:
    """Everybody's bill over the service life, or from the decision year."""
    scenario = question.scenario
    return bills(appraise(from_decision(scenario) if is_now else scenario))


@st.cache_resource(**KEPT)
def gains_of(question: Question) -> dict[str, float]:
    """What each gains by being in, given the others, from the decision year: MNOK by name."""
    scenario = question.scenario
    gains = gains_of_being_in(scenario, members_of(scenario)).ravel().tolist()
    return dict(zip(region_of(scenario).names, gains, strict=True))


@st.cache_resource(**KEPT)
def first_year_of(question: Question) -> int:
    """The first year that everybody could use from beginning to end."""
    return first_year_with_everybody(question.scenario)


@st.cache_resource(**KEPT)
def earliest_start_of(question: Question) -> int | None:
    """The year in which the first of the planned ones can start."""
    return earliest_start(question.scenario)


@st.cache_resource(**KEPT)
def effect(question: Question, name: str, year: int) -> Effect:
    """What it changes that one municipality is in."""
    return effect_of(question.scenario, name, year)


@st.cache_resource(**KEPT)
def curve_of(question: Question, name: str, year: int) -> ByNumber:
    """Prices and net present value by number of participants; ask with :attr:`Question.any_set`."""
    return by_number(question.scenario, name, year)


@st.cache_resource(**KEPT)
def bend_of(question: Question, name: str, year: int, shares: Sequence[float]) -> dict[float, tuple[float, ...]]:
    """The price by number for other common shares; ask with :attr:`Question.any_set`."""
    return price_by_share(question.scenario, name, year, shares)


@st.cache_resource(**KEPT)
def path_of(question: Question, start: str, *, together: bool) -> Path:
    """Best responses from the choice, from nobody, or from everybody."""
    scenario = question.scenario
    members = members_of(scenario)
    first = {"chosen": members, "nobody": members * 0.0, "everybody": members * 0.0 + 1.0}[start]
    return best_response(scenario, first, together=together)
