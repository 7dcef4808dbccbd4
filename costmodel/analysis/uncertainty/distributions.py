"""Distributions of uncertain numbers, as tables from a standard normal score to a value.

A table is the inverse cumulative distribution at evenly spaced scores, read by straight lines between them: inverting PERT
for every draw would take longer than the appraisals. On scores, and not on probabilities, the curves are smooth to their
ends, so that a table errs by less than TABLE_ERROR of the range (held by a test); only where a density breaks off, as that of
uniform and triangular does at its corners, it errs by more, over less than a step.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from costmodel.assumptions.records import Assumption, Distribution
from costmodel.units import BY_SYMBOL

Column = npt.NDArray[np.float64]

REACH = 6.5
"""Scores are held within ±6.5: one draw in twelve thousand million lies outside."""
STEPS_OF_TABLE = 1024
"""Intervals of a table: few enough for the tables of all numbers to stay in the processor's cache."""
TAIL = 0.05
"""normal and lognormal: the share of draws below low, and above high."""
OUTER = 0.25
"""discrete: the probability of low, and of high; the base value has the rest (the 25–50–25 shortcut of decision analysis)."""
PERT_WEIGHT = 4.0
"""PERT: the weight of the base value against each end (Malcolm and others 1959)."""


@dataclass(frozen=True)
class Marginal:
    """The distribution of one number, by itself.

    pert, triangular, uniform and beta lie between `low` and `high`; pert and triangular peak in `value`; beta has its mean
    there (a tenth of the range from the ends at the nearest) and a standard deviation of a sixth of the range. normal and
    lognormal have 5 % of the draws below `low` and 5 % above `high`. All are truncated to `minimum`–`maximum`.
    """

    kind: Distribution
    low: float
    value: float
    high: float
    minimum: float
    maximum: float
    whole: bool = False
    """Values are rounded to the nearest whole number."""

    @classmethod
    def of(cls, item: Assumption, shift: float = 0.0) -> "Marginal":
        """The distribution of an assumption with a range, moved by `shift` as a whole."""
        low, high = item.low or 0.0, item.high or 0.0
        value = min(max(item.value or 0.0, low), high)
        bounds = (item.minimum, item.maximum)
        return cls(Distribution(item.distribution), low + shift, value + shift, high + shift, *bounds, whole=BY_SYMBOL[item.unit].whole)

    def values(self, scores: Column) -> Column:
        """Values for standard normal scores, any shape; in the unit of the assumption."""
        return values_of([self], scores.reshape(1, -1)).reshape(scores.shape)

    @property
    def steps(self) -> bool:
        """Whether it has no curve to read: a few values, or only one."""
        return self.kind in (Distribution.DISCRETE, Distribution.FIXED) or self.low == self.high

    def stepped(self, scores: Column) -> Column:
        """Values where there is no curve to read."""
        if self.kind is not Distribution.DISCRETE or self.low == self.high:
            return np.full(scores.shape, min(max(self.value, self.minimum), self.maximum))
        edge = -_edge()
        found = np.where(scores < -edge, self.low, np.where(scores < edge, self.value, self.high))
        return np.clip(found, self.minimum, self.maximum)

    def table(self) -> Column:
        """Values at the scores of the table, ``(STEPS + 1,)``."""
        if self.steps:
            return np.full(STEPS_OF_TABLE + 1, self.value)
        return np.clip(self._curve(), self.minimum, self.maximum)

    def _curve(self) -> Column:
        if self.kind in (Distribution.NORMAL, Distribution.LOGNORMAL):
            ends = (self.low, self.high, self.minimum, self.maximum)
            return np.exp(_normal(*map(_log, ends))) if self.kind is Distribution.LOGNORMAL else _normal(*ends)
        width = self.high - self.low
        relative = ((end - self.low) / width for end in (self.value, self.minimum, self.maximum))
        peak, start, stop = (round(min(max(share, 0.0), 1.0), 12) for share in relative)
        return self.low + width * _unit_table(self.kind, peak, start, stop)


def values_of(distributions: Sequence[Marginal], scores: Column) -> Column:
    """Values of several numbers at once, ``(number, draw)``, for standard normal scores of that shape within ±REACH."""
    tables, slopes = _tables(tuple(distributions))
    place = (scores + REACH) * (STEPS_OF_TABLE / (2.0 * REACH))
    below = place.astype(np.int64)
    place -= below
    below += np.arange(len(distributions)).reshape(-1, 1) * (STEPS_OF_TABLE + 1)
    place *= slopes.take(below)
    place += tables.take(below)
    for row, item in enumerate(distributions):
        if item.steps:
            place[row] = item.stepped(scores[row])
        elif item.whole:
            np.rint(place[row], out=place[row])
    return place


@lru_cache(maxsize=16)
def _tables(distributions: tuple[Marginal, ...]) -> tuple[Column, Column]:
    """The tables of several numbers, and the rise to the next value in each."""
    tables = np.stack([item.table() for item in distributions])
    rises = np.diff(tables, axis=1, append=tables[:, -1:])
    for kept in (tables, rises):
        kept.flags.writeable = False
    return tables, rises


def probabilities(scores: Column) -> Column:
    """Cumulative probability of standard normal scores."""
    from scipy.special import ndtr  # slow to import

    return np.asarray(ndtr(scores), dtype=np.float64)


def scores_of(shares: Column) -> Column:
    """Standard normal scores of cumulative probabilities, held within ±REACH."""
    from scipy.special import ndtri

    return np.clip(np.asarray(ndtri(shares), dtype=np.float64), -REACH, REACH)


@lru_cache(maxsize=1)
def _edge() -> float:
    return float(scores_of(np.array([OUTER]))[0])


def _nodes() -> Column:
    return np.linspace(-REACH, REACH, STEPS_OF_TABLE + 1)


@lru_cache(maxsize=512)
def _unit_table(kind: Distribution, peak: float, start: float, stop: float) -> Column:
    """The table of a distribution from 0 to 1, of which only the part from `start` to `stop` is kept."""
    shares = probabilities(_nodes())
    first, last = (float(_cumulative(kind, peak, end)) for end in (start, stop))
    table = np.clip(_inverse(kind, peak, first + shares * (last - first)), start, stop)
    table.flags.writeable = False
    return table


def _inverse(kind: Distribution, peak: float, shares: Column) -> Column:
    """The exact inverse of a distribution from 0 to 1."""
    if kind is Distribution.UNIFORM:
        return shares
    if kind is Distribution.TRIANGULAR:
        return np.where(shares < peak, np.sqrt(shares * peak), 1.0 - np.sqrt((1.0 - shares) * (1.0 - peak)))
    from scipy.special import betaincinv

    return np.asarray(betaincinv(*shape(kind, peak), shares), dtype=np.float64)


def _cumulative(kind: Distribution, peak: float, x: float) -> float:
    """The share of a distribution from 0 to 1 that lies below x."""
    if kind is Distribution.UNIFORM:
        return x
    if kind is Distribution.TRIANGULAR:
        return x * x / peak if x < peak else 1.0 - ((1.0 - x) ** 2 / (1.0 - peak) if x < 1.0 else 0.0)
    from scipy.special import betainc

    return float(betainc(*shape(kind, peak), x))


def shape(kind: Distribution, peak: float) -> tuple[float, float]:
    """Both shapes of the beta distribution behind PERT and beta; `peak` is the place of the base value from 0 to 1.

    >>> shape(Distribution.PERT, 0.5), shape(Distribution.BETA, 0.5)
    ((3.0, 3.0), (4.0, 4.0))
    """
    if kind is Distribution.PERT:
        return 1.0 + PERT_WEIGHT * peak, 1.0 + PERT_WEIGHT * (1.0 - peak)
    mean = min(max(peak, 0.1), 0.9)
    weight = max(36.0 * mean * (1.0 - mean) - 1.0, 2.0)  # a spread of a sixth, or as near to it as the mean allows
    return mean * weight, (1.0 - mean) * weight


def _normal(low: float, high: float, minimum: float, maximum: float) -> Column:
    """The table of a normal distribution with TAIL outside either end, truncated."""
    reach = -float(scores_of(np.array([TAIL]))[0])
    mean, spread = (low + high) / 2.0, (high - low) / (2.0 * reach)
    first, last = probabilities((np.array([minimum, maximum]) - mean) / spread)
    return mean + spread * scores_of(first + probabilities(_nodes()) * (last - first))


def _log(x: float) -> float:
    return float(np.log(x)) if x > 0 else -np.inf
