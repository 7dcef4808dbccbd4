"""Value of information: what knowing more is worth to the decision at hand, before it is made."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from costmodel.analysis.uncertainty.evaluation import all_scores, job_figures, job_for
from costmodel.analysis.uncertainty.measures import DIFFERENCE
from costmodel.analysis.uncertainty.runner import Progress
from costmodel.analysis.uncertainty.sampling import USUAL, Plan, uncertain_names
from costmodel.analysis.uncertainty.simulation import standard_error
from costmodel.model.decision import decide
from costmodel.model.scenario import Scenario

Values = npt.NDArray[np.float64]

DEGREE = 5
"""Degree of the polynomial that says what is expected of the difference when a number is known."""


@dataclass(frozen=True)
class Worth:
    """What it is worth to know one number for certain before the decision."""

    name: str
    value: float
    """EVPPI, MNOK."""
    error: float
    """Standard error, from the spread between blocks."""


@dataclass(frozen=True)
class Information:
    """What it is worth to know more."""

    options: tuple[str, str]
    """stay and leave, or join and stay_out."""
    better: str
    """The option with the higher expected value."""
    expected: float
    """Expected net present value of the first option less the second, MNOK."""
    probability: float
    """Probability that the first option is the better one."""
    everything: float
    """EVPI: what it is worth to know all uncertain numbers, MNOK."""
    everything_error: float
    draws: int
    items: tuple[Worth, ...]
    """EVPPI of each number, the largest first."""


def perfect_information(outcomes: Values) -> float:
    """EVPI of a choice: what is expected of the best option in each draw, less the best of what is expected of each option.

    `outcomes` is ``(option, draw)``, or ``(draw,)`` for what one option gives more than another; the answer is in its unit.

    >>> perfect_information(np.array([-1.0, 3.0]))
    0.5
    """
    options = outcomes if outcomes.ndim > 1 else np.stack([outcomes, np.zeros_like(outcomes)])
    return float(options.max(axis=0).mean() - options.mean(axis=1).max())


def partial_information(difference: Values, scores: Values) -> float:
    """EVPPI of one number: the same with the difference that is expected when the number is known.

    Both ``(draw,)``; `scores` are standard normal scores of the number. The expectation is a polynomial in the score,
    fitted by least squares (Strong, Oakley and Brennan 2014 fit a spline). Correlated numbers are taken into account, for
    knowing one says something of the others.
    """
    basis = np.polynomial.hermite_e.hermevander(scores, DEGREE)
    fit = np.linalg.solve(basis.T @ basis, basis.T @ difference)  # well conditioned: the basis is orthogonal for normal scores
    return max(perfect_information(np.asarray(basis @ fit, dtype=np.float64)), 0.0)


def value_of_information(scenario: Scenario, plan: Plan = USUAL, progress: Progress | None = None) -> Information:
    """What knowing all, or one, of the uncertain numbers is worth to the decision of `decide`, a batch of one."""
    job = job_for(scenario, DIFFERENCE)
    scores = all_scores(scenario, plan)
    difference = job_figures(job, scores, progress)
    names = uncertain_names(scenario.assumptions)
    options = decide(scenario).names
    found = [_worth(name, difference, scores[names.index(name)], plan) for name in job.distributions]
    expected = float(difference.mean())
    return Information(
        options=options,
        better=options[0] if expected >= 0 else options[1],
        expected=expected,
        probability=float((difference > 0).mean()),
        everything=perfect_information(difference),
        everything_error=standard_error([perfect_information(part) for part in difference.reshape(plan.blocks, -1)]),
        draws=difference.size,
        items=tuple(sorted(found, key=lambda item: -item.value)),
    )


def _worth(name: str, difference: Values, scores: Values, plan: Plan) -> Worth:
    parts = zip(difference.reshape(plan.blocks, -1), scores.reshape(plan.blocks, -1), strict=True)
    error = standard_error([partial_information(one, other) for one, other in parts])
    return Worth(name, partial_information(difference, scores), error)
