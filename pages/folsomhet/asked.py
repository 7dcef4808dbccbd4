"""What is looked at on the page about sensitivity, and the answers to it in the session's scenario."""

from dataclasses import dataclass

from costmodel import AssumptionSet, Scenario
from costmodel.analysis.sensitivity.answers import Question
from costmodel.analysis.sensitivity.flips import Flips
from costmodel.analysis.sensitivity.levers import Lever, lever_named, levers_of
from costmodel.analysis.sensitivity.one_way import Line, Tornado, spider
from costmodel.analysis.sensitivity.switching import Switching
from costmodel.analysis.sensitivity.two_way import Grid
from costmodel.assumptions.records import Role
from costmodel.assumptions.rules import YEARS_OF_CHOICE
from costmodel.output.charts.sensitivity.lines import MOST_LINES
from pages.answers.sensitivity import flips_of, grid_of, switching_of, tornado_of
from pages.components.words import in_file_name
from pages.session.state import session_scenario

ROLES = (Role.UNCERTAIN, Role.DECISION, Role.METHOD)


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
        return in_file_name(self.municipality)

    @property
    def scenario(self) -> Scenario:
        """The session's scenario."""
        return session_scenario(self.assumptions, self.municipality)

    @property
    def tornado(self) -> Tornado:
        """How much each lever of the role moves the answer."""
        return tornado_of(self.scenario, self.question, self.role)

    @property
    def switching(self) -> list[Switching]:
        """What it takes of each lever alone for the answer to be 0."""
        return switching_of(self.scenario, self.question)

    @property
    def flips(self) -> Flips:
        """The fewest levers that together change the sign of the answer."""
        return flips_of(self.scenario, self.question)

    @property
    def lines(self) -> list[Line]:
        """The levers that move the answer most, along their ranges."""
        found = self.tornado
        return spider(self.scenario, found.question, [bar.lever for bar in found.shown][:MOST_LINES])

    def grid(self, pair: tuple[str, str]) -> Grid:
        """The heat map of two levers."""
        return grid_of(self.scenario, self.question, pair)


def levers_to_choose(scenario: Scenario) -> dict[str, Lever]:
    """Every lever with a range of finite numbers, by name."""
    years = (*YEARS_OF_CHOICE, ".earliest_year")
    found = {
        lever.name: lever for role in ROLES for lever in levers_of(scenario, role) if lever.has_range and not lever.name.endswith(years)
    }
    return {**found, "participants": lever_named(scenario, "participants")}
