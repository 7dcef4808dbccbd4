"""Distributions of results as counts: memory does not grow with the draws, and counts add up the same in any order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]

MARGIN = 0.75
"""How far the bins reach outside what a first look found, as a share of what it found; what lies farther is put in the end bins."""
UNIT = 1e-6
"""Sums are kept as whole multiples of this, so that they are the same in whatever order they are added."""


@dataclass(frozen=True)
class Bins:
    """Bins of equal width; a quantile errs by less than one."""

    start: float
    width: float
    size: int

    @classmethod
    def around(cls, first_look: Values, size: int) -> "Bins":
        """Bins that suit values like these, nan apart."""
        seen = first_look[np.isfinite(first_look)]
        low, high = (float(seen.min()), float(seen.max())) if seen.size else (0.0, 0.0)
        span = max(high - low, 1e-9 * max(abs(low), abs(high), 1.0))
        return cls(low - MARGIN * span, (1.0 + 2.0 * MARGIN) * span / size, size)

    def tally(self, values: Values) -> "Tally":
        """These values counted, ``(draw, column)``; nan is counted as missing."""
        exists = np.isfinite(values)
        whole = bool(exists.all())
        sound = values if whole else np.where(exists, values, 0.0)
        columns = values.shape[1]
        relative: Values = (sound - self.start) * (1.0 / self.width)
        within = np.minimum(np.maximum(relative, 0.0), self.size - 1.0).astype(np.int64)
        place: Counts = np.add(within, np.arange(columns, dtype=np.int64) * self.size)
        counted = np.bincount(place.ravel() if whole else place[exists], minlength=self.size * columns)
        low, high = (values, values) if whole else (np.where(exists, values, end) for end in (np.inf, -np.inf))
        return Tally(
            bins=self,
            counts=counted.reshape(columns, self.size).astype(np.int64, copy=False),
            missing=np.count_nonzero(~exists, axis=0).astype(np.int64),
            positive=np.count_nonzero(sound > 0, axis=0).astype(np.int64),
            total=np.rint(sound * (1.0 / UNIT)).astype(np.int64).sum(axis=0),
            lowest=low.min(axis=0),
            highest=high.max(axis=0),
        )


@dataclass(frozen=True)
class Tally:
    """What was counted of one figure, in columns (one, or one a year)."""

    bins: Bins
    counts: Counts
    """``(column, bin)``."""
    missing: Counts
    """Draws for which the figure does not exist, ``(column,)``."""
    positive: Counts
    """Draws above 0, ``(column,)``."""
    total: Counts
    """Sum of the values in multiples of UNIT, ``(column,)``."""
    lowest: Values
    """``(column,)``; inf where nothing was counted."""
    highest: Values
    """``(column,)``; −inf where nothing was counted."""

    def merged(self, other: "Tally") -> "Tally":
        """Both together. Raises ValueError where the bins differ."""
        if self.bins != other.bins:
            raise ValueError("counts in different bins cannot be merged")
        return Tally(
            bins=self.bins,
            counts=self.counts + other.counts,
            missing=self.missing + other.missing,
            positive=self.positive + other.positive,
            total=self.total + other.total,
            lowest=np.minimum(self.lowest, other.lowest),
            highest=np.maximum(self.highest, other.highest),
        )

    @property
    def counted(self) -> Counts:
        """Draws for which the figure exists, ``(column,)``."""
        return self.counts.sum(axis=1)

    @property
    def mean(self) -> Values:
        """Expected value, ``(column,)``; nan where nothing was counted."""
        number = self.counted
        return np.where(number > 0, self.total * UNIT / np.maximum(number, 1), np.nan)

    @property
    def share_positive(self) -> Values:
        """Share of the draws in which the figure is above 0, ``(column,)``."""
        return self.positive / np.maximum(self.counted + self.missing, 1)

    def quantile(self, share: float) -> Values:
        """The value with this share of the draws below it, ``(column,)``; by straight lines within a bin, nan where nothing was counted."""
        number = self.counted
        upto = np.cumsum(self.counts, axis=1)
        wanted = share * number
        at = np.minimum((upto < wanted[:, None]).sum(axis=1), self.bins.size - 1)
        column = np.arange(len(number))
        within = self.counts[column, at]
        before = upto[column, at] - within
        part = np.where(within > 0, (wanted - before) / np.maximum(within, 1), 0.0)
        found = np.clip(self.bins.start + (at + part) * self.bins.width, self.lowest, self.highest)
        return np.where(number > 0, found, np.nan)

    def share_below(self, values: Sequence[float]) -> list[float]:
        """Share of the counted draws of the first column that lie below each of these values."""
        ends = self.bins.start + self.bins.width * np.arange(self.bins.size + 1)
        upto = np.concatenate([[0], np.cumsum(self.counts[0])]) / max(int(self.counted[0]), 1)
        return [float(share) for share in np.interp(values, ends, upto)]


def merge(tallies: Sequence[Tally]) -> Tally:
    """All of them together, one or more."""
    found = tallies[0]
    for tally in tallies[1:]:
        found = found.merged(tally)
    return found


def merged(one: Mapping[str, Tally], other: Mapping[str, Tally]) -> dict[str, Tally]:
    """The counts of the same figures together."""
    return {name: tally.merged(other[name]) for name, tally in one.items()}
