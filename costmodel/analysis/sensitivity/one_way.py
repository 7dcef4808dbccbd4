"""One lever at a time: the tornado, the spider, and how far one lever alone can move the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan

import numpy as np

from costmodel.analysis.sensitivity.answers import Question, answers, settled
from costmodel.analysis.sensitivity.levers import Lever, Numbers, levers_of
from costmodel.analysis.sensitivity.positions import Block, batch_of, positions_of
from costmodel.assumptions.records import Role
from costmodel.model.scenario import Scenario

SMALLEST_BAR = 0.01
"""Bars shorter than this share of the longest are left out of a picture."""
SPIDER_STEPS = 21
"""Positions along a line, beside those that have a name."""


@dataclass(frozen=True)
class Bar:
    """What the answer is with a lever at either end of its plausible range, all else as today."""

    lever: Lever
    at_low: float
    """The answer at the low end."""
    at_high: float
    """The answer at the high end."""
    today: float
    """The answer as the scenario is; outside the bar where the lever does not run one way, or is set outside its range."""

    @cached_property
    def lowest_and_highest(self) -> tuple[float, float]:
        """The lowest and the highest of the three answers."""
        found = (self.at_low, self.today, self.at_high)
        return min(found), max(found)

    @cached_property
    def swing(self) -> float:
        """How far the lever moves the answer: from the lowest to the highest of the three; 0 where one does not exist."""
        low, high = self.lowest_and_highest
        return 0.0 if isnan(self.at_low + self.today + self.at_high) else high - low


@dataclass(frozen=True)
class Span:
    """An answer, and the lowest and the highest that one uncertain number alone can make it."""

    value: float
    low: float
    high: float

    @property
    def keeps_its_sign(self) -> bool:
        """Whether no single uncertain number turns the answer round."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Tornado:
    """The levers of one role by how much each moves the answer."""

    question: Question
    role: Role
    today: float
    """The answer as the scenario is."""
    bars: tuple[Bar, ...]
    """Every lever with a plausible range, the longest bar first."""

    @property
    def shown(self) -> tuple[Bar, ...]:
        """The bars that can be seen beside the longest."""
        longest = max((bar.swing for bar in self.bars), default=0.0)
        return tuple(bar for bar in self.bars if bar.swing > 0 and bar.swing >= SMALLEST_BAR * longest)

    @property
    def span(self) -> Span:
        """The lowest and the highest answer of all bars."""
        ends = [self.today, *(end for bar in self.bars for end in (bar.at_low, bar.at_high) if np.isfinite(end))]
        return Span(self.today, min(ends), max(ends))


def tornado(scenario: Scenario, question: Question, role: Role = Role.UNCERTAIN) -> Tornado:
    """Each lever of the role at its low and at its high end: one batch of 2n + 1 draws, draw 0 as the scenario is.

    The same field of several rows of a register moves together, each row to its own ends.
    """
    levers = [lever for lever in levers_of(scenario, role, is_decision=question.is_decision) if lever.has_range]
    return tornado_of(settled(scenario, question), levers, answers(ends_of(scenario, levers), question))


def ends_of(scenario: Scenario, levers: Sequence[Lever]) -> Scenario:
    """The batch of a tornado: draw 0 as the scenario is, then each lever at its low and at its high end."""
    ends: list[Block] = [(1, lever.end(is_high)) for lever in levers for is_high in (False, True)]
    return batch_of(scenario, [(1, {}), *ends])


def tornado_of(question: Question, levers: Sequence[Lever], found: Numbers) -> Tornado:
    """The tornado of the answers to :func:`ends_of`; the levers are of one role."""
    today, *ends = found.ravel().tolist()
    bars = [Bar(lever, ends[2 * at], ends[2 * at + 1], today) for at, lever in enumerate(levers)]
    role = levers[0].role if levers else Role.UNCERTAIN
    return Tornado(question, role, today, tuple(sorted(bars, key=lambda bar: -bar.swing)))


@dataclass(frozen=True)
class Line:
    """One lever on its way through its plausible range, and on to today's position where that lies outside."""

    lever: Lever
    positions: tuple[float, ...]
    """Rising; both ends of the range, its middle and today's are among them."""
    answers: tuple[float, ...]
    """The answer at each."""

    def at(self, position: float) -> float:
        """The answer at one of the positions."""
        return self.answers[self.positions.index(position)]

    @property
    def places(self) -> tuple[float, float, float, float]:
        """The low end, the middle and the high end of the plausible range, and today's position."""
        return places_of(self.lever)


def spider(scenario: Scenario, question: Question, levers: Sequence[Lever]) -> list[Line]:
    """The answer along the plausible range of each lever, all in one batch; a lever that may be never is left out."""
    moving = [lever for lever in levers if lever.has_range and all(np.isfinite(lever.end(True)[name]) for name in lever.members)]
    if not moving:
        return []
    along = [np.unique([*positions_of(lever, SPIDER_STEPS), *places_of(lever)]) for lever in moving]
    blocks: list[Block] = [(steps.size, lever.at(steps)) for lever, steps in zip(moving, along, strict=True)]
    found = np.split(answers(batch_of(scenario, [(1, {}), *blocks]), question)[1:], np.cumsum([steps.size for steps in along])[:-1])
    return [Line(lever, tuple(at.tolist()), tuple(row.tolist())) for lever, at, row in zip(moving, along, found, strict=True)]


def places_of(lever: Lever) -> tuple[float, float, float, float]:
    """The low end, the middle and the high end of the plausible range, and today's position; without a range all are today's."""
    low, high = (lever.today if end is None else end for end in (lever.low, lever.high))
    middle = (low + high) / 2
    return low, float(np.round(middle)) if lever.is_whole else middle, high, lever.today
