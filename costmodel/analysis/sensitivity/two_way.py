"""Two levers at a time: a grid of answers and the line along which the answer is 0."""

from dataclasses import dataclass

import numpy as np

from costmodel.analysis.sensitivity.answers import Question, answers, settled
from costmodel.analysis.sensitivity.levers import Lever, Numbers
from costmodel.analysis.sensitivity.positions import REGIONAL, goes_together
from costmodel.assumptions.parameters import unit_of
from costmodel.assumptions.rules import allowed_number
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
    def positive_share(self) -> float:
        """Share of the pairs whose answer is above 0."""
        known = self.answers[np.isfinite(self.answers)]
        return float((known > 0).mean()) if known.size else float("nan")


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


def positions_of(lever: Lever, steps: int) -> Numbers:
    """Positions from end to end of the plausible range, of what may be entered where there is none; today's within them."""
    low, high = (lever.low, lever.high) if lever.low is not None and lever.high is not None else (lever.minimum, lever.maximum)
    known = [end for end in (low, high, lever.today) if np.isfinite(end)]
    top = lever.maximum if not np.isfinite(high) else max(known)
    return even_steps(lever, min(known), top, steps)


def even_steps(lever: Lever, start: float, end: float, steps: int) -> Numbers:
    """Even steps from start to end; whole numbers where only these are meaningful. Raises AssumptionError outside the bounds."""
    if not lever.minimum <= start < end <= lever.maximum:
        allowed = allowed_number(None if lever.is_factor else unit_of(lever.name), lever.minimum, lever.maximum)
        raise AssumptionError([Fault("", lever.name, "wrong_range", {"start": start, "end": end, "allowed": allowed})])
    points = np.linspace(start, end, steps)
    return np.unique(np.round(points)) if lever.is_whole else points
