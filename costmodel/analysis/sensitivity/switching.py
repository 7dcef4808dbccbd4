"""Switching values: at which value of each lever, all else as today, the answer is 0."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

import numpy as np

from costmodel.analysis.sensitivity.answers import Question, answers, settled
from costmodel.analysis.sensitivity.levers import Lever, Numbers, levers_of
from costmodel.analysis.sensitivity.positions import REGIONAL, Block, batch_of, sampled_positions
from costmodel.analysis.sensitivity.roots import NEAR_ZERO, Brackets, Which, refine
from costmodel.assumptions.records import Role
from costmodel.model.scenario import Scenario

SAMPLES = 32
"""Positions at which each lever is tried first; roots that lie closer to each other than these are not told apart."""
FLAT = 1e-9
"""An answer that moves less than this from bound to bound does not depend on the lever."""
ROLES = (Role.UNCERTAIN, Role.DECISION, Role.METHOD)
MINUTES_LEVER = "extra_minutes"
"""The lever that a ward can hold against its own day; it comes first."""


class Kind(StrEnum):
    """How many switching values a lever has within its bounds."""

    ONE = "one"
    SEVERAL = "several"
    NONE = "none"
    FLAT = "flat"


@dataclass(frozen=True)
class Crossing:
    """Where the answer turns."""

    value: float
    """The position at which the answer is 0, or has just turned where it jumps; inf: never."""
    before: float
    """The neighbouring position, on today's side, at which it has not; the same where the answer is 0."""

    @property
    def is_exact(self) -> bool:
        """Whether the answer is 0 there; else it jumps, as with whole numbers."""
        return self.value == self.before


@dataclass(frozen=True)
class Switching:
    """The switching values of one lever."""

    lever: Lever
    kind: Kind
    crossings: tuple[Crossing, ...]
    """The nearest to today's position first."""

    @property
    def nearest(self) -> Crossing | None:
        """The switching value nearest to today's position."""
        return self.crossings[0] if self.crossings else None

    @property
    def is_plausible(self) -> bool | None:
        """Whether the nearest is within the plausible range; None where there is no range or no switching value."""
        low, high = self.lever.low, self.lever.high
        if self.nearest is None or low is None or high is None:
            return None
        slack = 1e-9 * max(abs(low), abs(high), 1.0) if np.isfinite(high) else 0.0
        return low - slack <= self.nearest.value <= high + slack

    @property
    def turns_within_range(self) -> bool:
        """Whether the answer has another sign than now somewhere within the plausible range, also where today's position lies outside."""
        low, high, today = self.lever.low, self.lever.high, self.lever.today
        if low is None or high is None:
            return False
        if any(low <= item.value <= high for item in self.crossings) or self.is_plausible is True:
            return True
        first, last = sorted((today, min(max(today, low), high)))
        return sum(first < item.value < last for item in self.crossings) % 2 == 1

    @property
    def distance(self) -> float | None:
        """How far the nearest is from today, in widths of the plausible range; None where there is none of either."""
        low, high = self.lever.low, self.lever.high
        if self.nearest is None or low is None or high is None or not np.isfinite([high - low, self.nearest.value, self.lever.today]).all():
            return None
        return abs(self.nearest.value - self.lever.today) / (high - low) if high > low else None


def positions_within_bounds(lever: Lever) -> Numbers:
    """Where a lever is tried: from bound to bound, half of the positions within the likely span."""
    return sampled_positions(lever, SAMPLES)


def switching_values(
    scenario: Scenario,
    question: Question,
    levers: Sequence[Lever] | None = None,
    tried: Callable[[Lever], Numbers] = positions_within_bounds,
) -> list[Switching]:
    """The switching values of every lever among the positions `tried`, all levers searched and refined together.

    Minutes first, then by how near the switching value is, those without one last. `levers`: other levers than all of
    the uncertain ones, the choices and the methods.
    """
    every = [lever for role in ROLES for lever in levers_of(scenario, role, is_decision=question.is_decision)]
    moved = every if levers is None else levers
    positions = [tried(lever) for lever in moved]
    rows = _rows(scenario, question, moved, positions)
    turns = _refined(scenario, settled(scenario, question), moved, list(_turns(positions, rows)))
    result = [_switching(lever, at, row, turns[number]) for number, (lever, at, row) in enumerate(zip(moved, positions, rows, strict=True))]
    return sorted(result, key=_reading_order)


def _rows(scenario: Scenario, question: Question, levers: Sequence[Lever], positions: Sequence[Numbers]) -> list[Numbers]:
    """The answers along each lever: all in one batch, but for those that make who takes part differ from draw to draw.

    Each in a batch of its own for all participants together: what a lever does not touch is computed once for a batch.
    """
    found: dict[int, Numbers] = {}
    is_one = scenario.municipality is not None
    together = [number for number, lever in enumerate(levers) if is_one and not set(lever.members) & set(REGIONAL)]
    if together:
        blocks = [(positions[number].size, levers[number].at(positions[number])) for number in together]
        row = answers(batch_of(scenario, blocks), question)
        ends = np.cumsum([size for size, _ in blocks])[:-1]
        found = dict(zip(together, np.split(row, ends), strict=True))
    for number in set(range(len(levers))) - set(together):
        found[number] = answers(scenario.with_values(levers[number].at(positions[number])), question)
    return [found[number] for number in range(len(levers))]


Turn = tuple[int, float, float, float, float]
"""A change of sign: which lever, between which positions, with which answers."""
Ends = dict[int, list[tuple[float, float]]]
"""The positions on either side of each change of sign, by lever."""


def _turns(positions: Sequence[Numbers], rows: Sequence[Numbers]) -> Iterator[Turn]:
    """Every change of sign between neighbouring positions whose answers exist, and every answer that is 0."""
    for number, (at, row) in enumerate(zip(positions, rows, strict=True)):
        known = np.isfinite(row)
        x, f = at[known], np.where(np.abs(row[known]) <= NEAR_ZERO, 0.0, row[known])
        yield from ((number, float(x[i]), float(x[i + 1]), float(f[i]), float(f[i + 1])) for i in np.flatnonzero(f[:-1] * f[1:] < 0))
        yield from ((number, float(x[i]), float(x[i]), 0.0, 0.0) for i in _zeros(f))


def _zeros(f: Numbers) -> Iterator[int]:
    """Where a row of answers comes to 0; not where it ends or begins with several of them: there is nothing to turn."""
    start = 0
    for value, run in groupby(f.tolist()):
        size = len(list(run))
        if value == 0 and (size == 1 or 0 < start < f.size - size):
            yield start
        start += size


def _refined(
    scenario: Scenario, question: Question, levers: Sequence[Lever], turns: Sequence[Turn]
) -> dict[int, list[tuple[float, float]]]:
    """The two ends of each turn by lever, narrowed until they are one root or the two sides of a jump."""
    found: Ends = {number: [] for number in range(len(levers))}
    if not turns:
        return found
    which = [turn[0] for turn in turns]
    start, end, at_start, at_end = (np.array([turn[part] for turn in turns]) for part in range(1, 5))

    def answer_at(open_ones: Which, x: Numbers) -> Numbers:
        blocks: list[Block] = [(1, levers[which[int(turn)]].at(float(to))) for turn, to in zip(open_ones, x, strict=True)]
        return answers(batch_of(scenario, [(1, {}), *blocks]), question)[1:]

    is_step = np.array([levers[number].is_whole for number in which])
    narrowed = refine(answer_at, Brackets(start, np.where(np.isinf(end), start + 1.0, end), at_start, at_end), is_step)
    ends = np.where(np.isinf(end), end, narrowed.end)
    for number, pair in zip(which, zip(narrowed.start.tolist(), ends.tolist(), strict=True), strict=True):
        found[number].append(pair)
    return found


def _switching(lever: Lever, positions: Numbers, row: Numbers, turns: Sequence[tuple[float, float]]) -> Switching:
    known = row[np.isfinite(row)]
    if known.size == 0 or np.ptp(known) <= FLAT:
        return Switching(lever, Kind.FLAT, ())
    today = min(lever.today, positions[np.isfinite(positions)][-1] + 1.0)  # never: after the last year
    crossings = [Crossing(*sorted(turn, key=lambda end: -abs(end - today))) for turn in turns]
    crossings.sort(key=lambda crossing: abs(crossing.value - today))
    kind = (Kind.NONE, Kind.ONE, Kind.SEVERAL)[min(len(crossings), 2)]
    return Switching(lever, kind, tuple(crossings))


def _reading_order(item: Switching) -> tuple[bool, int, float]:
    kinds = {True: 0, None: 1, False: 2}
    without = {Kind.NONE: 3, Kind.FLAT: 4}
    order = without.get(item.kind, kinds[item.is_plausible])
    return item.lever.name != MINUTES_LEVER, order, item.distance if item.distance is not None else np.inf
