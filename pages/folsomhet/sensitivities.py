"""The engine's sensitivity analyses of the session's scenario, kept for the latest questions asked."""

from dataclasses import dataclass

import streamlit as st

from costmodel import AssumptionSet, Scenario, base_case
from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.flips import Flips, smallest_flips
from costmodel.analysis.sensitivity.levers import Lever, lever_named, levers_of
from costmodel.analysis.sensitivity.one_way import Line, Tornado, spider, tornado
from costmodel.analysis.sensitivity.switching import Switching, switching_values
from costmodel.analysis.sensitivity.two_way import Grid, two_way
from costmodel.assumptions.records import Role
from costmodel.output.charts.sensitivity import MOST_LINES
from pages.session.state import changes, participant_set

ROLES = (Role.UNCERTAIN, Role.DECISION, Role.METHOD)
STEPS, STEPS_OF_ALL = 25, 13
"""Positions of each lever of the heat map; fewer for all participants together, who take longer."""
Content = tuple[tuple[tuple[str, float | None], ...], tuple[str, ...] | None]
"""The session's changes and its named participants, as the caches know them."""
KEPT = {"max_entries": 128, "show_spinner": False}


@dataclass(frozen=True)
class Asked:
    """What is looked at; a lever changes none of it, but every answer, which is that of the session's scenario."""

    assumptions: AssumptionSet
    municipality: str | None
    question: Question
    role: Role = Role.UNCERTAIN
    """What is moved in the tornado."""

    @property
    def place(self) -> str:
        """Whom it is about, for names of files."""
        return self.municipality or "alle"

    @property
    def scenario(self) -> Scenario:
        """The session's scenario."""
        return scenario_of(self.assumptions, self.municipality)

    @property
    def tornado(self) -> Tornado:
        """How much each lever of the role moves the answer."""
        return _tornado(*self._key, (self.question, self.role))

    @property
    def switching(self) -> list[Switching]:
        """What it takes of each lever alone for the answer to be 0."""
        return _switching(*self._key, self.question)

    @property
    def flips(self) -> Flips:
        """The fewest levers that together change the sign of the answer."""
        return _flips(*self._key, self.question)

    @property
    def spider(self) -> list[Line]:
        """The levers that move the answer most, along their ranges."""
        found = self.tornado
        return spider(self.scenario, found.question, [bar.lever for bar in found.shown][:MOST_LINES])

    def grid(self, pair: tuple[str, str]) -> Grid:
        """The heat map of two levers."""
        return _grid(*self._key, (self.question, pair))

    @property
    def _key(self) -> tuple[AssumptionSet, str, str | None, Content]:
        return self.assumptions, self.assumptions.hash, self.municipality, _content()


def scenario_of(assumptions: AssumptionSet, municipality: str | None) -> Scenario:
    """The session's scenario."""
    return _scenario(assumptions, municipality, _content())


def levers_to_choose(scenario: Scenario) -> dict[str, Lever]:
    """Every lever with a range of finite numbers, by name."""
    found = {lever.name: lever for role in ROLES for lever in levers_of(scenario, role) if lever.has_range and lever.name != "exit_year"}
    return {**found, "participants": lever_named(scenario, "participants")}


def _content() -> Content:
    return tuple(sorted(changes().items())), participant_set()


def _scenario(assumptions: AssumptionSet, municipality: str | None, content: Content) -> Scenario:
    values, names = content
    return base_case(assumptions, municipality).with_values(dict(values)).with_participants(names)


@st.cache_resource(**KEPT)
def _tornado(
    _assumptions: AssumptionSet, fingerprint: str, municipality: str | None, content: Content, asked: tuple[Question, Role]
) -> Tornado:
    del fingerprint  # stands for the assumptions in the key of the cache
    return tornado(_scenario(_assumptions, municipality, content), *asked)


@st.cache_resource(**KEPT)
def _switching(
    _assumptions: AssumptionSet, fingerprint: str, municipality: str | None, content: Content, question: Question
) -> list[Switching]:
    del fingerprint
    return switching_values(_scenario(_assumptions, municipality, content), question)


@st.cache_resource(**KEPT)
def _flips(_assumptions: AssumptionSet, fingerprint: str, municipality: str | None, content: Content, question: Question) -> Flips:
    del fingerprint
    return smallest_flips(_scenario(_assumptions, municipality, content), question)


@st.cache_resource(**KEPT)
def _grid(
    _assumptions: AssumptionSet, fingerprint: str, municipality: str | None, content: Content, asked: tuple[Question, tuple[str, str]]
) -> Grid:
    del fingerprint
    scenario, (question, pair) = _scenario(_assumptions, municipality, content), asked
    across, up = (lever_named(scenario, name) for name in pair)
    return two_way(scenario, across, up, question, STEPS_OF_ALL if municipality is None else STEPS)
