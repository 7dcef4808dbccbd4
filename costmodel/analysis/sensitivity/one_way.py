"""One lever at a time: the tornado, the spider, and how far one lever alone can move the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import isnan

import numpy as np

from costmodel.analysis.sensitivity.answers import Question, answers, settled
from costmodel.analysis.sensitivity.levers import Lever, Numbers, levers_of
from costmodel.analysis.sensitivity.positions import Block, batch_of
from costmodel.assumptions.records import Role
from costmodel.model.scenario import Scenario

SMALLEST_BAR = 0.01
"""Bars shorter than this share of the longest are left out of a picture."""
SPIDER_STEPS = 10


@dataclass(frozen=True)
class Bar:
    """What the answer is with a lever at either end of its plausible range, all else as today."""

    lever: Lever
    at_low: float
    """The answer at the low end."""
    at_high: float
    """The answer at the high end."""

    @cached_property
    def swing(self) -> float:
        """Length of the bar; 0 where the answer does not exist at an end."""
        length = abs(self.at_high - self.at_low)
        return 0.0 if isnan(length) else length


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
    bars = [Bar(lever, ends[2 * at], ends[2 * at + 1]) for at, lever in enumerate(levers)]
    role = levers[0].role if levers else Role.UNCERTAIN
    return Tornado(question, role, today, tuple(sorted(bars, key=lambda bar: -bar.swing)))


@dataclass(frozen=True)
class Line:
    """One lever on its way through its plausible range."""

    lever: Lever
    shares: tuple[float, ...]
    """−1 at the low end, 0 today, 1 at the high end."""
    answers: tuple[float, ...]
    """The answer at each."""


def spider(scenario: Scenario, question: Question, levers: Sequence[Lever]) -> list[Line]:
    """The answer along the plausible range of each lever, all in one batch; a lever that may be never is left out."""
    moving = [lever for lever in levers if lever.has_range and all(np.isfinite(lever.end(True)[name]) for name in lever.members)]
    steps = np.linspace(-1.0, 1.0, 2 * SPIDER_STEPS + 1)
    blocks: list[Block] = [(steps.size, along(lever, steps)) for lever in moving]
    found = answers(batch_of(scenario, [(1, {}), *blocks]), question)[1:].reshape(len(moving), steps.size)
    return [Line(lever, tuple(steps.tolist()), tuple(row)) for lever, row in zip(moving, found.tolist(), strict=True)]


def along(lever: Lever, shares: Numbers) -> dict[str, Numbers]:
    """Values of the members from the low end (−1) over today's (0) to the high end (1)."""
    down, up = lever.toward(False, np.abs(shares)), lever.toward(True, np.abs(shares))
    return {name: np.where(shares < 0, down[name], up[name]) for name in lever.members}
