"""The engine's sensitivity analyses of the session's scenario, kept for the latest questions asked."""

from dataclasses import dataclass

import streamlit as st

from costmodel import AssumptionSet, Scenario, base_case
from costmodel.charts_sensitivity import MOST_LINES
from costmodel.schema import Role
from costmodel.sensitivity.answers import Question, settled
from costmodel.sensitivity.flips import Flips, smallest_flips
from costmodel.sensitivity.levers import Lever, lever_named, levers_of
from costmodel.sensitivity.one_way import Line, Tornado, spider, tornado
from costmodel.sensitivity.switching import Switching, switching_values
from costmodel.sensitivity.two_way import Grid, two_way
from pages.shared.current import changes, participant_set

ROLES = (Role.UNCERTAIN, Role.DECISION, Role.METHOD)
STEPS, STEPS_OF_ALL = 25, 13
"""Positions of each lever of the heat map; fewer for all participants together, who take longer."""
Key = tuple[tuple[str, float | None], ...]


@dataclass(frozen=True)
class Sensitivity:
    """What would change one answer."""

    question: Question
    tornados: dict[Role, Tornado]
    switching: list[Switching]
    flips: Flips


def scenario_of(assumptions: AssumptionSet, municipality: str | None) -> Scenario:
    """The session's scenario."""
    return _scenario(assumptions, municipality, tuple(sorted(changes().items())), participant_set())


def sensitivity_of(assumptions: AssumptionSet, municipality: str | None, question: Question) -> Sensitivity:
    """Everything but the heat map, for the session's scenario."""
    return _sensitivity(assumptions, assumptions.hash, municipality, (tuple(sorted(changes().items())), participant_set()), question)


def spider_of(assumptions: AssumptionSet, municipality: str | None, found: Tornado) -> list[Line]:
    """The levers that move the answer most, along their ranges; for the session's scenario."""
    longest = [bar.lever for bar in found.shown][:MOST_LINES]
    return spider(scenario_of(assumptions, municipality), found.question, longest)


def grid_of(assumptions: AssumptionSet, municipality: str | None, question: Question, pair: tuple[str, str]) -> Grid:
    """The heat map of two levers, for the session's scenario."""
    asked = (question, pair)
    return _grid(assumptions, assumptions.hash, municipality, (tuple(sorted(changes().items())), participant_set()), asked)


def levers_to_choose(scenario: Scenario) -> dict[str, Lever]:
    """Every lever with a range of finite numbers, by name."""
    found = {lever.name: lever for role in ROLES for lever in levers_of(scenario, role) if lever.has_range and lever.name != "exit_year"}
    return {**found, "participants": lever_named(scenario, "participants")}


def _scenario(assumptions: AssumptionSet, municipality: str | None, values: Key, names: tuple[str, ...] | None) -> Scenario:
    return base_case(assumptions, municipality).with_values(dict(values)).with_participants(names)


Content = tuple[Key, tuple[str, ...] | None]


@st.cache_resource(max_entries=128, show_spinner=False)
def _sensitivity(
    _assumptions: AssumptionSet, fingerprint: str, municipality: str | None, content: Content, question: Question
) -> Sensitivity:
    del fingerprint  # stands for the assumptions in the key of the cache
    scenario = _scenario(_assumptions, municipality, *content)
    tornados = {role: tornado(scenario, question, role) for role in ROLES}
    return Sensitivity(
        settled(scenario, question),
        tornados,
        switching_values(scenario, question),
        smallest_flips(scenario, question),
    )


@st.cache_resource(max_entries=128, show_spinner=False)
def _grid(
    _assumptions: AssumptionSet, fingerprint: str, municipality: str | None, content: Content, asked: tuple[Question, tuple[str, str]]
) -> Grid:
    del fingerprint
    scenario, (question, pair) = _scenario(_assumptions, municipality, *content), asked
    across, up = (lever_named(scenario, name) for name in pair)
    return two_way(scenario, across, up, question, STEPS_OF_ALL if municipality is None else STEPS)
