"""What nobody has answered in public, and what the two answers of the model would be at either end of the plausible range.

The questions stand in the assumption files (``question``, ``why_it_matters``, ``who_knows``); none is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from costmodel.assumptions.records import Assumption
from costmodel.axes import Array
from costmodel.faults import AssumptionError
from costmodel.model.appraisal import appraise
from costmodel.model.decision import Decision, decide
from costmodel.model.parties.distribution import distribution_of
from costmodel.model.scenario import Scenario

SOCIETY = "society"
ROUNDING = 1e-6
"""MNOK: a difference below this is none."""


@dataclass(frozen=True)
class Ends:
    """An answer, MNOK, with the numbers behind a question at the low and at the high end of their ranges."""

    low: float
    high: float

    @property
    def swing(self) -> float:
        """How far apart the ends are."""
        return abs(self.high - self.low)


@dataclass(frozen=True)
class Unknown:
    """One open question with the numbers that stand in for its answer."""

    numbers: tuple[str, ...]
    """Names of the numbers that the question asks for, which take the ends of their ranges together."""
    record: Assumption
    """The first of them, with the question."""
    lifetime: Ends | None
    """Net present value over the service life; None where the scenario does not allow one of the ends."""
    decision: Ends | None
    """Net present value of the first of :attr:`Unknowns.options` less that of the second, from the decision year on."""
    parties: Mapping[str, Ends] = field(default_factory=dict[str, Ends])
    """The same choice for each party and for society; empty as for :attr:`Unknowns.parties`, and where an end is not allowed."""

    @property
    def swing(self) -> float:
        """How much the answer to the question could move either result, or what society gains, MNOK."""
        results = (self.lifetime, self.decision, self.parties.get(SOCIETY))
        return max((ends.swing for ends in results if ends is not None), default=0.0)

    @property
    def moves_something(self) -> bool:
        """Whether any result, of whichever party, differs between the ends by more than rounding."""
        results = (self.lifetime, self.decision, *self.parties.values())
        return any(ends is not None and ends.swing > ROUNDING for ends in results)


@dataclass(frozen=True)
class Unknowns:
    """All open questions of a scenario."""

    lifetime: float
    """Net present value of the scenario, MNOK."""
    decision: float
    """Net present value of its first option less the second, MNOK."""
    options: tuple[str, str]
    """Being on the platform (``stay`` or ``join``), and the best of the other options as the scenario stands."""
    parties: Mapping[str, float]
    """What each party, and society, gains where the first option is chosen and not the second; empty for all participants together."""
    questions: tuple[Unknown, ...]
    """The one that could move a result most comes first."""


def unknowns(scenario: Scenario) -> Unknowns:
    """Every open question of the assumption files, answered at both ends of its range, all else as in a batch of one."""
    asked: dict[str, list[str]] = {}
    for name, item in scenario.assumptions.quantities.items():
        if item.question is not None:
            asked.setdefault(item.question, []).append(name)
    base = decide(scenario)
    own, other = base.leading_pair
    found = [_answered(scenario, tuple(names), (own, other)) for names in asked.values()]
    npv, decision = appraise(scenario).indicators.npv, base.difference(other, own)
    parties = {name: float(values.flat[0]) for name, values in _of_parties(base, (own, other)).items()}
    return Unknowns(npv.item(), decision.item(), (own, other), parties, tuple(sorted(found, key=lambda item: -item.swing)))


def _answered(scenario: Scenario, names: tuple[str, ...], options: tuple[str, str]) -> Unknown:
    records = [scenario.assumptions.quantities[name] for name in names]
    pairs = [[float(end) for end in (record.low, record.high) if end is not None] for record in records]
    ends = dict(zip(names, pairs, strict=True))
    if any(len(pair) < 2 for pair in pairs):
        return Unknown(names, records[0], None, None)
    try:
        both = scenario.with_values(ends)
    except AssumptionError:  # an end may not go together with what the scenario has changed
        return Unknown(names, records[0], None, None)
    own, other = options
    decision = decide(both, only=options)
    parties = {name: _ends(values) for name, values in _of_parties(decision, options).items()}
    return Unknown(names, records[0], _ends(appraise(both).indicators.npv), _ends(decision.difference(other, own)), parties)


def _of_parties(decision: Decision, options: tuple[str, str]) -> Mapping[str, Array]:
    """What each gains where the first option is chosen and not the second; nothing where there are no others than those studied."""
    own, other = options
    is_one = decision.all[own].scenario.municipality is not None
    return distribution_of(decision, other, own).present.named() if is_one else {}


def _ends(values: Array) -> Ends:
    """A value that does not vary has one draw."""
    flat = values.ravel()
    return Ends(float(flat[0]), float(flat[-1]))
