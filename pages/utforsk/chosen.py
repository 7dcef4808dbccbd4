"""What Utforsk looks at, and the answers to it as they are now."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from costmodel import AssumptionSet, Scenario
from costmodel.analysis.decision_card.facts import Card
from costmodel.analysis.pairs import Pair
from costmodel.analysis.uncertainty.live import Live
from costmodel.analysis.uncertainty.measures import Period
from pages.answers.appraisals import Answers, Result, answers_of
from pages.answers.uncertainty import card_for, live_of
from pages.components.life_or_now import is_ahead
from pages.components.live import keeps_moved
from pages.session.shown_number import FIRST, LIFE
from pages.session.state import base_scenario, choices, session_scenario
from pages.utforsk import facts


@dataclass(frozen=True)
class Chosen:
    """What is looked at; a lever changes none of it."""

    assumptions: AssumptionSet
    municipality: str | None
    is_now: bool = False
    """Whether tiles and chart show what now, rather than the whole life."""
    year: int = 0
    """The year of the effect on the budget."""
    is_spread: bool = False
    """Whether the uncertainty is shown."""
    latest: dict[Hashable, Scenario] = field(default_factory=dict[Hashable, Scenario])
    """The latest scenario by what it is made of: each part asks for it."""

    @property
    def scenario(self) -> Scenario:
        """What is chosen now."""
        now = choices()
        key = (tuple(sorted(now.changes.items())), now.participant_set, now.alternative, now.together)
        if key not in self.latest:
            found = session_scenario(self.assumptions, self.municipality)
            self.latest.clear()
            self.latest[key] = found
        return self.latest[key]

    @property
    def is_ahead(self) -> bool:
        """Whether all that the platform costs and gives the municipality lies after the decision: all is then told from its year."""
        return is_ahead(self.scenario)

    @property
    def answers(self) -> Answers:
        """Both answers as they are now."""
        return answers_of(self.scenario, keep=keeps_moved())

    @property
    def result(self) -> Result:
        """The appraisal that tiles and chart show."""
        return self.answers.own if self.is_now else self.answers.life

    @property
    def base(self) -> Result:
        """The same in the base case."""
        return self.base_answers.own if self.is_now else self.base_answers.life

    @property
    def base_answers(self) -> Answers:
        """Both answers in the base case."""
        return answers_of(base_scenario(self.assumptions, self.municipality))

    @property
    def live(self) -> Live | None:
        """How sure that is; None where it is not shown."""
        return live_of(self.scenario, self.asked, self.year, keep=keeps_moved()) if self.is_spread else None

    @property
    def base_live(self) -> Live:
        """How sure the base case is."""
        return live_of(base_scenario(self.assumptions, self.municipality), self.asked, self.year, keep=False)

    @property
    def card(self) -> Card:
        """The decision card of what is chosen."""
        return card_for(self.scenario, keep=keeps_moved())

    @property
    def asked(self) -> Period | Pair:
        """Which question that is about; what now is between the two options that matter most."""
        return self.answers.pair if self.is_now else Period.LIFETIME

    @property
    def levers(self) -> tuple[str, ...]:
        """The levers that the page shows; none comes or goes while another moves."""
        return facts.main_levers(self.base_answers, self.assumptions)

    @property
    def question(self) -> str:
        """The same as Regnestykket knows it."""
        return FIRST if self.is_now else LIFE
