"""What is expected of each outcome when one number is known: a curve that finds its own bends, for any distribution.

The curve is drawn by straight lines between knots that part the draws evenly, or that are the number's values where it has few; so it
follows steps and kinks, which a polynomial cannot. How many knots there are is settled by the draws: each block, a scramble of its own, is
foretold from the others, and the number of knots that foretells best is used.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]

MOST_CELLS = 256
"""Intervals of the finest curve: with the usual draws 40 in each."""
MANY_KNOTS = 32
"""A curve with more has a step or a kink that it cannot follow to its end."""
TINY = 1e-9
"""What is added to a draw's weight at a knot, as a share of a draw, so that a knot without draws has an answer too."""


@dataclass(frozen=True)
class Sums:
    """What of the draws a curve is fitted to, in the cells between knots: for each block, ``(block, …, cell)``."""

    knots: Values
    left: Values
    right: Values
    cross: Values
    """Squares and product of the weights of both ends, ``(block, cell)``."""
    left_outcomes: Values
    right_outcomes: Values
    """Outcomes by these weights, ``(block, outcome, cell)``."""

    def coarser(self) -> "Sums":
        """The same with every other knot left out; the last cell stays where their number is odd."""
        one, two, last = slice(0, self._even, 2), slice(1, self._even, 2), slice(self._even, None)
        start, middle, end = (self.knots[at : at + self._even : 2][: self._even // 2] for at in (0, 1, 2))
        back = (end - middle) / (end - start)
        on = 1.0 - back
        left = self.left[:, one] + 2 * back * self.cross[:, one] + back**2 * (self.right[:, one] + self.left[:, two])
        right = on**2 * (self.right[:, one] + self.left[:, two]) + 2 * on * self.cross[:, two] + self.right[:, two]
        cross = on * self.cross[:, one] + back * self.cross[:, two] + back * on * (self.right[:, one] + self.left[:, two])
        middle_outcomes = self.right_outcomes[:, :, one] + self.left_outcomes[:, :, two]
        return Sums(
            knots=np.append(self.knots[: self._even : 2], self.knots[self._even :]),
            left=np.hstack([left, self.left[:, last]]),
            right=np.hstack([right, self.right[:, last]]),
            cross=np.hstack([cross, self.cross[:, last]]),
            left_outcomes=np.dstack([self.left_outcomes[:, :, one] + back * middle_outcomes, self.left_outcomes[:, :, last]]),
            right_outcomes=np.dstack([on * middle_outcomes + self.right_outcomes[:, :, two], self.right_outcomes[:, :, last]]),
        )

    @property
    def _even(self) -> int:
        return self.left.shape[1] // 2 * 2

    @cached_property
    def at_knots(self) -> tuple[Values, Values, Values]:
        """Diagonal ``(block, knot)``, what stands beside it ``(block, cell)``, and outcomes ``(block, outcome, knot)``."""
        none = np.zeros((len(self.left), 1))
        diagonal = np.hstack([self.left, none]) + np.hstack([none, self.right])
        nothing = np.zeros((*self.left_outcomes.shape[:2], 1))
        outcomes = np.dstack([self.left_outcomes, nothing]) + np.dstack([nothing, self.right_outcomes])
        return diagonal, self.cross, outcomes

    def fits(self) -> Values:
        """The level at each knot: of all draws, then of all but each block, ``(1 + block, outcome, knot)``."""
        diagonal, cross, outcomes = self.at_knots
        return np.stack([_solved(*(_without(part, block) for part in (diagonal, cross, outcomes))) for block in (None, *range(len(cross)))])

    def error_of(self, without: Values) -> float:
        """How badly each block is foretold by the levels that are found without it, up to what is the same for all curves."""
        diagonal, cross, outcomes = self.at_knots
        square = (diagonal[:, None] * without**2).sum() + 2 * (cross[:, None] * without[..., :-1] * without[..., 1:]).sum()
        return float(square - 2 * (without * outcomes).sum())


@dataclass(frozen=True)
class Expected:
    """The curves: what is expected of each outcome at a value of the number."""

    knots: Values
    levels: Values
    """From all draws, then from all but each block, ``(1 + block, outcome, knot)``; straight lines between the knots."""
    coarser: "Expected | None" = None
    """The curves with half as many knots, where many foretell best, so that still more might do better."""

    def at(self, values: Values, without: int | None = None) -> Values:
        """What is expected at these values, ``(outcome, value)``; `without` is a block whose draws are left out of the fit."""
        return self.everywhere(values)[0 if without is None else 1 + without]

    def everywhere(self, values: Values) -> Values:
        """The same from all draws, then without each block, ``(1 + block, outcome, value)``."""
        cell, on = _places(values, self.knots)
        below = self.levels[:, :, cell]
        return np.asarray(below + on * (self.levels[:, :, cell + 1] - below))


def expected_given(values: Values, outcomes: Values, blocks: int) -> Expected:
    """The curves of outcomes, ``(outcome, draw)``, over a number, ``(draw,)``, draws in whole blocks.

    What is common to all outcomes of a draw is left out before, and put in after as its mean: it tells no option from another.
    """
    common = outcomes.mean(axis=0)
    knots = _knots(values)
    if len(knots) == 1:
        return _level(values, outcomes, blocks)
    contrast = outcomes - common
    found = [_fitted(sums) for sums in _coarser_and_coarser(_sums(values, contrast, knots, blocks))]
    flat = _level(values, contrast, blocks)
    found.append((_error_of_level(contrast, flat.levels[1:], blocks), flat))
    _, best = min(found, key=lambda item: item[0])
    parts = common.reshape(blocks, -1).mean(axis=1)
    means = np.append(common.mean(), (parts.sum() - parts) / max(blocks - 1, 1))[:, None, None]
    after = next((curves for _, curves in found if 2 * len(curves.knots) < len(best.knots) + 4), None)
    coarser = None if after is None or len(best.knots) <= MANY_KNOTS else Expected(after.knots, after.levels + means)
    return Expected(best.knots, best.levels + means, coarser)


def _fitted(sums: Sums) -> tuple[float, Expected]:
    """The curves of these sums, and how badly they foretell."""
    fits = sums.fits()
    return sums.error_of(fits[1:]), Expected(sums.knots, fits)


def _knots(values: Values) -> Values:
    """The number's own values where they are few, else values that part the draws evenly."""
    distinct = np.unique(values)
    return distinct if len(distinct) <= MOST_CELLS + 1 else np.unique(np.quantile(values, np.linspace(0, 1, MOST_CELLS + 1)))


def _coarser_and_coarser(sums: Sums) -> list[Sums]:
    found = [sums]
    while found[-1].left.shape[1] > 1:
        found.append(found[-1].coarser())
    return found


def _sums(values: Values, outcomes: Values, knots: Values, blocks: int) -> Sums:
    cells = len(knots) - 1
    cell, on = _places(values, knots)
    back = 1.0 - on
    place = np.repeat(np.arange(blocks), values.size // blocks) * cells + cell

    def summed(weights: Values) -> Values:
        return np.asarray(np.bincount(place, weights, blocks * cells), dtype=np.float64).reshape(blocks, cells)

    return Sums(
        knots=knots,
        left=summed(back**2) + TINY,
        right=summed(on**2) + TINY,
        cross=summed(back * on),
        left_outcomes=np.stack([summed(back * outcome) for outcome in outcomes], axis=1),
        right_outcomes=np.stack([summed(on * outcome) for outcome in outcomes], axis=1),
    )


def _places(values: Values, knots: Values) -> tuple[npt.NDArray[np.intp], Values]:
    """The cell of each value, and how far into it the value lies, from 0 to 1."""
    cell = np.clip(np.searchsorted(knots, values, side="right") - 1, 0, len(knots) - 2)
    return cell, (values - knots[cell]) / np.diff(knots)[cell]


def _without(parts: Values, block: int | None) -> Values:
    return parts.sum(axis=0) if block is None else parts.sum(axis=0) - parts[block]


def _solved(diagonal: Values, cross: Values, outcomes: Values) -> Values:
    """Levels at the knots, ``(outcome, knot)``: least squares, where each knot meets its neighbours only."""
    import scipy.linalg  # slow to import

    solve: Any = scipy.linalg.solveh_banded  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    band = np.stack([np.append(0.0, cross), diagonal])
    return np.asarray(solve(band, outcomes.T, check_finite=False), dtype=np.float64).T


def _level(values: Values, outcomes: Values, blocks: int) -> Expected:
    """The mean, whatever the number is."""
    parts = outcomes.reshape(len(outcomes), blocks, -1).mean(axis=2)
    others = (parts.sum(axis=1, keepdims=True) - parts) / max(blocks - 1, 1)
    levels = np.concatenate([parts.mean(axis=1)[None], others.T])
    # Both ends apart, also of a number with one value.
    return Expected(np.array([values.min(), np.nextafter(values.max(), np.inf)]), np.repeat(levels[:, :, None], 2, axis=2))


def _error_of_level(outcomes: Values, without: Values, blocks: int) -> float:
    parts = outcomes.reshape(len(outcomes), blocks, -1)
    level = without[:, :, 0].T
    return float((parts.shape[2] * level**2 - 2 * level * parts.sum(axis=2)).sum())
