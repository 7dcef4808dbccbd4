"""Value of information: what knowing more is worth to the decision at hand, before it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import hypot, sqrt

import numpy as np
import numpy.typing as npt

from costmodel.analysis.pairs import Pair, known_pair
from costmodel.analysis.uncertainty.acting import acting_on_choice
from costmodel.analysis.uncertainty.choice import NPV, choice_job, open_options, standing
from costmodel.analysis.uncertainty.evaluation import all_scores, every_figure
from costmodel.analysis.uncertainty.expected import Expected, expected_given
from costmodel.analysis.uncertainty.runner import Progress
from costmodel.analysis.uncertainty.sampling import BLOCKS, USUAL, Plan, uncertain_names
from costmodel.analysis.uncertainty.simulation import standard_error
from costmodel.model.scenario import Scenario

Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Worth:
    """What it is worth to know one number for certain before the decision."""

    name: str
    value: float
    """EVPPI, MNOK."""
    error: float
    """Standard error, from what each block does to it and to the curves that it rests on."""


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


def partial_information(outcomes: Values, known: Values, blocks: int = BLOCKS) -> tuple[float, float]:
    """EVPPI of one number: the same with the outcomes that are expected when the number is known; and its error.

    `outcomes` as in :func:`perfect_information`; `known` is the number in each draw, ``(draw,)``, draws in whole blocks. Correlated
    numbers are taken into account, for knowing one says something of the others.
    """
    options = outcomes if outcomes.ndim > 1 else np.stack([outcomes, np.zeros_like(outcomes)])
    return worth_of_curves(expected_given(known, options, blocks), known, options, blocks)


def worth_of_curves(curves: Expected, known: Values, options: Values, blocks: int) -> tuple[float, float]:
    """What it is worth to choose by what is expected at each value of a number, and its error.

    The error has three parts: how far the answer moves when a block is left out; how much more or less is had by choosing in each block
    by the curves of the others, less where the curves have made something of chance and more where they are too coarse; and what half
    as many knots make of it, where the curves need many.
    """
    of_all, *of_others = curves.everywhere(known)
    value, without, had = perfect_information(of_all), list[float](), 0.0
    for there, here in zip(of_others, np.split(np.arange(known.size), blocks), strict=True):
        had += options[there[:, here].argmax(axis=0), here].sum()
        without.append(perfect_information(np.delete(there, here, axis=1)))
    fit = value - (had / known.size - options.mean(axis=1).max())
    unresolved = 0.0 if curves.coarser is None else value - perfect_information(curves.coarser.at(known))
    return max(value, 0.0), hypot(jackknife_error(without), fit, unresolved)


def jackknife_error(without: Sequence[float]) -> float:
    """Standard error of an answer from what it is without each block in turn."""
    found = np.array(without)
    return float(sqrt((len(found) - 1) / len(found) * ((found - found.mean()) ** 2).sum()))


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
    everything = perfect_information(outcomes)
    found: list[Worth] = []
    for name in acting_on_choice(job):
        value, error = partial_information(outcomes, job.distributions[name].values(scores[names.index(name)]), plan.blocks)
        found.append(Worth(name, min(value, everything), error))
    parts = np.split(outcomes, plan.blocks, axis=1)
    return Information(
        options=chosen,
        better=max(chosen, key=lambda name: stand.expected[name]),
        expected=stand.expected,
        best=stand.best,
        everything=everything,
        everything_error=standard_error([perfect_information(part) for part in parts]),
        draws=plan.total,
        items=tuple(sorted(found, key=lambda item: -item.value)),
    )
