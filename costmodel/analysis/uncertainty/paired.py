"""Two scenarios on the same draws: how sure it is that one is better or cheaper than the other."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from costmodel.analysis.uncertainty.evaluation import Values, all_scores, job_figures, job_for
from costmodel.analysis.uncertainty.sampling import USUAL, Plan
from costmodel.analysis.uncertainty.weighing import Weights, mean_of_draws, quantiles_of_draws
from costmodel.model.scenario import Scenario

UNDECIDED = 0.1
"""A difference with a probability from here to one less this is smaller than what is known."""


@dataclass(frozen=True)
class Difference:
    """One figure of a scenario less that of another, on the same draws."""

    probability: float
    """Share of the draws in which the first is above the second; draws in which they are equal count half."""
    error: float
    """Standard error of the probability, from the spread between blocks."""
    low: float
    """P10 of the difference."""
    middle: float
    """P50."""
    high: float
    """P90."""
    mean: float

    @property
    def is_clear(self) -> bool:
        """Whether at least nine draws of ten say the same."""
        return not UNDECIDED < self.probability < 1.0 - UNDECIDED


def difference_of(first: Values, second: Values, blocks: int, weights: Weights = None) -> Difference:
    """The figure of each draw in both, ``(draw,)`` in whole blocks → their difference; the error is that of equal weights."""
    less = first - second
    above = (np.sign(less) + 1.0) / 2.0
    by_block = above.reshape(blocks, -1).mean(axis=1)
    error = float(by_block.std(ddof=1) / sqrt(blocks)) if blocks > 1 else float("nan")
    low, middle, high = (float(value) for value in quantiles_of_draws(less, (0.1, 0.5, 0.9), weights))
    probability, mean = (float(mean_of_draws(values, weights)) for values in (above, less))
    return Difference(probability, error, low, middle, high, mean)


def compare_draws(first: Scenario, second: Scenario, name: str = "npv", plan: Plan = USUAL) -> Difference:
    """A figure of the first scenario less that of the second, both drawn with the same numbers where both are uncertain."""
    scores = all_scores(first, plan)
    one, other = (job_figures(job_for(scenario, name), scores) for scenario in (first, second))
    return difference_of(one, other, plan.blocks)
