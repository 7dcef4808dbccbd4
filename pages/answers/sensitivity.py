"""What would change an answer: how much each number matters, where the answer is 0, and what it takes to turn it."""

from costmodel import Scenario
from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.flips import Flips, smallest_flips
from costmodel.analysis.sensitivity.levers import lever_named
from costmodel.analysis.sensitivity.one_way import Tornado, tornado
from costmodel.analysis.sensitivity.switching import Switching, switching_values
from costmodel.analysis.sensitivity.turning_grid import turning_grid
from costmodel.analysis.sensitivity.two_way import Grid
from costmodel.assumptions.records import Role
from pages.answers.keeping import kept

STEPS, STEPS_OF_ALL = 25, 13
"""Positions of each lever of the heat map; fewer for all participants together, who take longer."""
KEPT = 128


@kept(KEPT)
def tornado_of(scenario: Scenario, question: Question, role: Role) -> Tornado:
    """How much each lever of a role moves the answer."""
    return tornado(scenario, question, role)


@kept(KEPT)
def switching_of(scenario: Scenario, question: Question) -> list[Switching]:
    """What it takes of each lever alone for the answer to be 0."""
    return switching_values(scenario, question)


@kept(KEPT)
def flips_of(scenario: Scenario, question: Question) -> Flips:
    """The fewest levers that together change the sign of the answer."""
    return smallest_flips(scenario, question)


@kept(KEPT)
def grid_of(scenario: Scenario, question: Question, pair: tuple[str, str]) -> Grid:
    """The answer for pairs of values of two levers, on to where it turns."""
    across, up = (lever_named(scenario, name) for name in pair)
    return turning_grid(scenario, (across, up), question, STEPS_OF_ALL if scenario.municipality is None else STEPS)
