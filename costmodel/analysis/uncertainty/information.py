"""Value of information: what knowing more is worth to the decision at hand, before it is made."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from costmodel.analysis.pairs import Pair, known_pair
from costmodel.analysis.uncertainty.acting import acting_on_choice
from costmodel.analysis.uncertainty.choice import NPV, choice_job, open_options, standing
from costmodel.analysis.uncertainty.evaluation import all_scores, every_figure
from costmodel.analysis.uncertainty.runner import Progress
from costmodel.analysis.uncertainty.sampling import USUAL, Plan, uncertain_names
from costmodel.analysis.uncertainty.simulation import standard_error
from costmodel.model.scenario import Scenario

Values = npt.NDArray[np.float64]

DEGREE = 5
"""Degree of the polynomial that says what is expected of each option when a number is known."""


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

    options: tuple[str, ...]
    """The options that are chosen among."""
    better: str
    """The option with the highest expected value."""
    expected: Mapping[str, float]
    """Expected net present value of each option, MNOK."""
    best: Mapping[str, float]
    """Share of the draws in which each option is the best."""
    everything: float
    """EVPI: what it is worth to know all uncertain numbers, MNOK."""
    everything_error: float
    draws: int
    items: tuple[Worth, ...]
    """EVPPI of each number that does anything to what tells the options apart, the largest first."""


def perfect_information(outcomes: Values) -> float:
    """EVPI of a choice: what is expected of the best option in each draw, less the best of what is expected of each option.

    `outcomes` is ``(option, draw)``, or ``(draw,)`` for what one option gives more than another; the answer is in its unit.

    >>> perfect_information(np.array([-1.0, 3.0]))
    0.5
    """
    options = outcomes if outcomes.ndim > 1 else np.stack([outcomes, np.zeros_like(outcomes)])
    return float(options.max(axis=0).mean() - options.mean(axis=1).max())


def partial_information(outcomes: Values, scores: Values) -> float:
    """EVPPI of one number: the same with the outcomes that are expected when the number is known.

    `outcomes` as in :func:`perfect_information`; `scores` are standard normal scores of the number, ``(draw,)``. The
    expectation is a polynomial in the score, fitted by least squares (Strong, Oakley and Brennan 2014 fit a spline).
    Correlated numbers are taken into account, for knowing one says something of the others.
    """
    return _known(outcomes, _basis(scores))


def _basis(scores: Values) -> Values:
    """The polynomials of each score, ``(draw, polynomial)``."""
    return np.asarray(np.polynomial.hermite_e.hermevander(scores, DEGREE), dtype=np.float64)


def _known(outcomes: Values, basis: Values) -> float:
    fit = np.linalg.solve(basis.T @ basis, basis.T @ outcomes.T)  # well conditioned: the basis is orthogonal for normal scores
    return max(perfect_information(np.asarray((basis @ fit).T, dtype=np.float64)), 0.0)


def value_of_information(
    scenario: Scenario, plan: Plan = USUAL, progress: Progress | None = None, options: Pair | None = None
) -> Information:
    """What knowing all, or one, of the uncertain numbers is worth to the choice, before it is made.

    The scenario is a batch of one. `options` are two to choose between; None: all that the municipality can choose.
    Raises AssumptionError for an option that it does not have.
    """
    chosen = open_options(scenario) if options is None else known_pair(scenario, options)
    job = choice_job(scenario, chosen, (NPV,))
    scores = all_scores(scenario, plan)
    outcomes = np.stack(list(every_figure(job, scores, progress).values()))
    names, stand = uncertain_names(scenario.assumptions), standing(chosen, outcomes, plan.blocks)
    found = [_worth(name, outcomes, scores[names.index(name)], plan) for name in acting_on_choice(job)]
    parts = np.split(outcomes, plan.blocks, axis=1)
    return Information(
        options=chosen,
        better=max(chosen, key=lambda name: stand.expected[name]),
        expected=stand.expected,
        best=stand.best,
        everything=perfect_information(outcomes),
        everything_error=standard_error([perfect_information(part) for part in parts]),
        draws=plan.total,
        items=tuple(sorted(found, key=lambda item: -item.value)),
    )


def _worth(name: str, outcomes: Values, scores: Values, plan: Plan) -> Worth:
    basis = _basis(scores)
    parts = zip(np.split(outcomes, plan.blocks, axis=1), basis.reshape(plan.blocks, -1, DEGREE + 1), strict=True)
    return Worth(name, _known(outcomes, basis), standard_error([_known(one, other) for one, other in parts]))
