"""Means, shares and quantiles of draws, each draw with a weight or all alike."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Weights = npt.NDArray[np.float64] | None
"""A weight a draw, ``(draw,)``, that sum to 1; None: all draws weigh alike."""


def mean_of_draws(values: Values, weights: Weights = None) -> Values:
    """The mean over the last axis, ``(…, draw)`` → ``(…)``."""
    return values.mean(axis=-1) if weights is None else np.asarray((values * weights).sum(axis=-1))


def quantiles_of_draws(values: Values, shares: Sequence[float], weights: Weights = None) -> Values:
    """The values with these shares of the draws, or of their weight, below them, ``(draw,)`` → ``(share,)``.

    By straight lines between the draws, each in the middle of its own weight; without weights as NumPy has it.
    """
    if weights is None:
        return np.asarray(np.quantile(values, shares))
    order = np.argsort(values, kind="stable")
    heavy = weights[order]
    return np.interp(shares, np.cumsum(heavy) - heavy / 2.0, values[order])


def spread_of_draws(values: Values, weights: Weights = None) -> float:
    """Standard deviation of the draws, ``(draw,)``."""
    return float(np.sqrt(mean_of_draws((values - mean_of_draws(values, weights)) ** 2, weights)))
