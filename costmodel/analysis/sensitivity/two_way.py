"""Two levers at a time: a grid of answers and the line along which the answer is 0."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from costmodel.analysis.sensitivity.answers import Question, answers, settled
from costmodel.analysis.sensitivity.levers import Lever, Numbers
from costmodel.analysis.sensitivity.positions import REGIONAL, goes_together, positions_of
from costmodel.faults import AssumptionError, Fault
from costmodel.model.scenario import Scenario

GRID_STEPS = 50
"""Positions of each lever of a grid."""


@dataclass(frozen=True)
class Grid:
    """The answer for each pair of positions."""

    question: Question
    across: Lever
    up: Lever
    columns: Numbers
    """Positions of the lever across, ``(column,)``."""
    rows: Numbers
    """Positions of the lever up, ``(row,)``."""
    answers: Numbers
    """``(row, column)``; nan where the two positions do not go together, or the answer does not exist."""

    @property
    def break_even(self) -> list[tuple[float, float]]:
        """Points of the line along which the answer is 0, across and up, interpolated between neighbouring positions."""
        by_row = [(x, float(y)) for y, row in zip(self.rows, self.answers, strict=True) for x in crossings(self.columns, row)]
        by_column = [(float(x), y) for x, column in zip(self.columns, self.answers.T, strict=True) for y in crossings(self.rows, column)]
        return list(dict.fromkeys([*by_row, *by_column]))

    @property
    def likely(self) -> Numbers:
        """The answers where both levers are within their plausible ranges, ``(row, column)``; of one without a range all count."""
        return self.answers[np.ix_(_is_likely(self.up, self.rows), _is_likely(self.across, self.columns))]

    @property
    def positive_share(self) -> float:
        """Share of the pairs within the plausible ranges whose answer is above 0."""
        known = self.likely[np.isfinite(self.likely)]
        return float((known > 0).mean()) if known.size else float("nan")

    @property
    def signs(self) -> frozenset[int]:
        """The signs of the answers within the plausible ranges; empty where there is none."""
        return frozenset(np.sign(self.likely[np.isfinite(self.likely)]).astype(int).tolist())

    @property
    def turns(self) -> bool:
        """Whether the answer is above 0 for some of the pairs and below 0 for others."""
        known = self.answers[np.isfinite(self.answers)]
        return bool((known > 0).any() and (known < 0).any())


def _is_likely(lever: Lever, positions: Numbers) -> npt.NDArray[np.bool_]:
    """Which positions are within the plausible range."""
    if lever.low is None or lever.high is None:
        return np.ones(positions.shape, dtype=np.bool_)
    return (positions >= lever.low) & (positions <= lever.high)


def crossings(positions: Numbers, values: Numbers) -> list[float]:
    """Where a row of values passes 0, by linear interpolation; a value that is 0 counts once.

    >>> crossings(np.array([0.0, 1.0, 2.0]), np.array([-1.0, 1.0, 0.0]))
    [0.5, 2.0]
    """
    start, end = values[:-1], values[1:]
    turns = np.flatnonzero(start * end < 0)
    between = positions[turns] + (positions[turns + 1] - positions[turns]) * start[turns] / (start[turns] - end[turns])
    return sorted([*between.tolist(), *positions[values == 0].tolist()])


def two_way(scenario: Scenario, across: Lever, up: Lever, question: Question, steps: int = GRID_STEPS) -> Grid:
    """The answer for every pair of positions within the plausible ranges, today's positions included in their width."""
    return grid(scenario, (across, positions_of(across, steps)), (up, positions_of(up, steps)), question)


def grid(scenario: Scenario, across: tuple[Lever, Numbers], up: tuple[Lever, Numbers], question: Question) -> Grid:
    """The answer for every pair of the positions given. Raises AssumptionError where both move one number.

    One batch for each position of one lever: what does not vary within a batch is computed once, which for the number of
    participants is most of the work.
    """
    (first, columns), (second, rows) = across, up
    if set(first.members) & set(second.members):
        raise AssumptionError([Fault("", "two-way", "lever_twice", {"name": first.name})])
    if first.name in REGIONAL:
        by_column = [_row(scenario, first.at(x), second.at(rows), question) for x in columns]
        found = np.stack(by_column, axis=1)
    else:
        found = np.stack([_row(scenario, second.at(y), first.at(columns), question) for y in rows])
    return Grid(settled(scenario, question), first, second, columns, rows, found)


def _row(scenario: Scenario, fixed: dict[str, Numbers], moving: dict[str, Numbers], question: Question) -> Numbers:
    """The answers along one lever with the other fixed; nan where the two do not go together."""
    size = next(iter(moving.values())).size
    together = goes_together({**{name: np.full(size, value) for name, value in fixed.items()}, **moving})
    found = np.full(size, np.nan)
    if together.any():
        found[together] = answers(scenario.with_values({**fixed, **{name: column[together] for name, column in moving.items()}}), question)
    return found
