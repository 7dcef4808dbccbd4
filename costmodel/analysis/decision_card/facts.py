"""What stands on the card: numbers and codes, never words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from costmodel.analysis.sensitivity.levers import Lever
from costmodel.assumptions.records import AssumptionSet

LEAST_OF_TOSS_UP, MOST_OF_TOSS_UP = 40, 60
"""In so many of 100 draws, as a reader sees the number, it is a toss-up which of two options comes out best."""

NOTHING = 1e-9
"""MNOK: what is no more than this is rounding."""


@dataclass(frozen=True)
class Amount:
    """A figure of an option or of a party."""

    expected: float
    """Over the draws."""
    base: float
    """With every number as the scenario has it."""


@dataclass(frozen=True)
class Margin:
    """How much more one of two options gives, MNOK."""

    expected: float
    """Over the draws."""
    base: float
    """With every number as the scenario has it."""
    low: float
    """P10."""
    high: float
    """P90."""
    chance: float
    """Share of the draws in which the first is above the second; draws in which they are equal count half."""

    @property
    def is_toss_up(self) -> bool:
        """Whether the draws do not say which of the two comes out best; not where they are the same thing."""
        return LEAST_OF_TOSS_UP <= of_hundred(self.chance) <= MOST_OF_TOSS_UP and not self.is_nothing

    @property
    def is_nothing(self) -> bool:
        """Whether the two come to the same in at least eight of ten draws, and on average."""
        return max(abs(self.expected), abs(self.low), abs(self.high)) <= NOTHING

    def turned(self) -> "Margin":
        """How much more the second gives."""
        return Margin(-self.expected, -self.base, -self.high, -self.low, 1.0 - self.chance)


@dataclass(frozen=True)
class OptionFacts:
    """What one option comes to, from the decision year on, against the same null as the others."""

    name: str
    """As ``decide`` has it."""
    is_benchmark: bool
    """Whether it is shown beside the others and cannot be chosen."""
    npv: Amount
    """Net present value, MNOK."""
    npv_per_inhabitant: Amount
    """NOK."""
    budget_npv: Amount
    """Present value of what the operating budget feels, MNOK."""
    best: float | None
    """Share of the draws in which it gives most of those that can be chosen; None for a benchmark."""
    best_for_budget: float | None
    """The same of what relieves the operating budget most."""
    regret: float | None
    """Expected regret: how much more the best of each draw gives on average, MNOK; None for a benchmark."""
    from_year: int | None
    """First year with the alternative, in the scenario as it stands; None for an option without one."""
    is_after_service: bool
    """Whether that year is at or after the end of the service life, and makes no difference in any draw."""


@dataclass(frozen=True)
class PairFacts:
    """The two options that matter most: being on the platform, and the other one that is expected to give most."""

    own: str
    """``stay`` or ``join``."""
    other: str
    npv: Margin
    """Net present value of ``own`` less that of ``other``."""
    budget: Margin
    """The same of what the operating budget feels."""
    parties: Mapping[str, Amount] | None
    """What each party gains where ``own`` is chosen and not ``other``, MNOK, society last; None for all participants together."""
    society: Margin | None
    """The same of society alone, with how sure it is."""


@dataclass(frozen=True)
class TurningPoint:
    """The number that turns the answer first: all else as the scenario has it, its switching value lies nearest."""

    lever: Lever
    value: float
    """Where the two options come to the same, or, where the answer jumps, the first position at which it has turned."""
    before: float
    """The position next to it at which it has not; the same where the options come to the same."""
    distance: float
    """How far it is from the scenario's own position, in widths of the likely span."""

    @property
    def is_exact(self) -> bool:
        """Whether the two options come to the same there; else the answer jumps."""
        return self.value == self.before


@dataclass(frozen=True)
class WaitingFacts:
    """What it gives to do the same a year later, MNOK; negative where waiting costs."""

    option: str
    gain: Amount


@dataclass(frozen=True)
class RenewalFacts:
    """When one of the former systems would be renewed."""

    system: str
    """Its key in the register."""
    year: int


@dataclass(frozen=True)
class Calendar:
    """What must be decided by when."""

    decision_year: int
    is_live: bool
    """Whether it is on the platform today."""
    plan: date | None
    """Go-live as the table has it, fact or plan; None for all participants together."""
    declined: int | None
    """The year in which it said no to the platform; None where nothing is known of that."""
    go_live: float | None
    """Decimal year in which one that is planned would start, as the scenario has it."""
    withdrawal: float | None
    """Decimal year up to which one that has decided to join may withdraw; None for one that is live."""
    service_end: float | None
    """Decimal year in which the service life of the platform ends for one that stays or joins; None for all together."""
    notice_years: float
    """Years from the decision to the first possible exit."""
    first_exit_year: int
    """First year in which it can be without the platform, or have taken an alternative."""
    alternatives: Mapping[str, int]
    """First year with the alternative of each option that leads to one, benchmarks among them."""
    renewals: tuple[RenewalFacts, ...]
    """Those of the former systems that the platform replaces, the first one first; empty for all participants together."""


@dataclass(frozen=True)
class Card:
    """The decision card of a scenario, a batch of one."""

    assumptions: AssumptionSet
    municipality: str | None
    """None: all participants together."""
    together: frozenset[str]
    """Names of those that procure an alternative with it; what they save is in no column."""
    price_year: int
    discount_rate: float
    """A year, for the first 40 years."""
    is_base_case: bool
    """Whether every number is as the assumption files have it."""
    draws: int
    drawn: int
    """How many numbers were drawn."""
    options: tuple[OptionFacts, ...]
    """Those that can be chosen, in the order of what they are expected to give, then the benchmarks."""
    pair: PairFacts
    turning: TurningPoint | None
    """None where no number does it alone within its likely span."""
    waiting: tuple[WaitingFacts, ...]
    calendar: Calendar

    @property
    def is_toss_up(self) -> bool:
        """Whether the draws do not say which of the pair gives the municipality most."""
        return self.pair.npv.is_toss_up

    @property
    def has_two_ways(self) -> bool:
        """Whether net present value and the operating budget point different ways."""
        return self.pair.npv.expected * self.pair.budget.expected < 0

    @property
    def society_differs(self) -> bool | None:
        """Whether the municipality's and society's answer differ; None for all participants together."""
        parties = self.pair.parties
        return None if parties is None else self.pair.npv.expected * parties["society"].expected < 0

    @property
    def base_differs(self) -> bool:
        """Whether the answer with every number as the scenario has it has another sign than the expected one."""
        return self.pair.npv.expected * self.pair.npv.base < 0

    def option(self, name: str) -> OptionFacts:
        """The facts of one option or benchmark."""
        return next(item for item in self.options if item.name == name)


def of_hundred(share: float) -> int:
    """A share as so many of 100, as a reader sees it.

    >>> of_hundred(0.396), of_hundred(0.604)
    (40, 60)
    """
    return round(100.0 * share)
