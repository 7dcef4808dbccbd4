"""What will be known: a number measured with an error, and what is then expected of each option."""

from dataclasses import dataclass

import numpy as np

from costmodel.analysis.uncertainty.expected import MOST_CELLS, Expected
from costmodel.analysis.uncertainty.weighing import Values

REACH, PARTS_OF_ERROR = 6.5, 8
"""A signal is looked at so many errors beyond what the number can be, at so many places within an error."""
MOST_SIGNALS = 16_384
"""A measurement so exact that it would take more places tells the number itself."""


@dataclass(frozen=True)
class Prior:
    """A number before it is measured, as points with a mass each, and what is expected of each option there."""

    points: Values
    masses: Values
    levels: Values
    """``(1 + block, option, point)``: from all draws, then without each block."""

    @property
    def known(self) -> Values:
        """What it is worth to choose with the number known, ``(1 + block,)``."""
        return np.asarray((self.levels.max(axis=1) * self.masses).sum(axis=1)) - self.unknown

    @property
    def unknown(self) -> Values:
        """What the best option is expected to give with nothing more known, ``(1 + block,)``."""
        return np.asarray((self.levels * self.masses).sum(axis=2).max(axis=1))


@dataclass(frozen=True)
class Signals:
    """What may be measured, and what is expected of each option where it is."""

    places: Values
    chances: Values
    """How probable each is, ``(signal,)``, with a sum of 1."""
    expected: Values
    """``(1 + block, option, signal)``."""

    @property
    def best(self) -> Values:
        """What is had by choosing by the signal, ``(1 + block,)``."""
        return np.asarray((self.expected.max(axis=1) * self.chances).sum(axis=1))


def prior_of(curves: Expected, values: Values) -> Prior:
    """The number of each draw, ``(draw,)``, as points: its own values where they are few, else the means of even parts."""
    points, counts = np.unique(values, return_counts=True)
    if len(points) <= MOST_CELLS + 1:
        return Prior(points, counts / values.size, curves.everywhere(points))
    order = np.sort(values)
    starts = np.linspace(0, values.size, MOST_CELLS, endpoint=False).astype(int)
    sizes = np.diff(np.append(starts, values.size))
    levels = np.add.reduceat(curves.everywhere(order), starts, axis=2) / sizes
    return Prior(np.add.reduceat(order, starts) / sizes, sizes / values.size, levels)


def signals_of(prior: Prior, error: float) -> Signals:
    """The signals of a measurement with this standard error; one without error, or nearly so, tells the number itself.

    Exact for a normal error: the mass of each point is spread over the signals and none is lost, so that what is expected
    by a signal is a mean of what is expected by the number. More exact is then never worth less.
    """
    low, high = prior.points[0] - REACH * error, prior.points[-1] + REACH * error
    count = PARTS_OF_ERROR * (high - low) / error if error > 0 else np.inf
    if count > MOST_SIGNALS:
        return Signals(prior.points, prior.masses, prior.levels)
    places: Values = low + (high - low) * np.arange(int(count) + 2) / (int(count) + 1)
    spread = np.exp(-(((places[:, None] - prior.points) / error) ** 2) / 2.0)
    joint = spread * (prior.masses / spread.sum(axis=0))
    seen = joint.sum(axis=1) > 0.0  # between the values of a discrete number there may be nothing
    places, joint = places[seen], joint[seen]
    chances = joint.sum(axis=1)
    sums = np.tensordot(prior.levels, joint, axes=(2, 1))
    return Signals(places, chances, sums / chances)
