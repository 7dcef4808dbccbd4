"""The choice among all options: how often each is the best, and what is lost on average by choosing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from costmodel.analysis.pairs import Pair, known_pair, usual_pair
from costmodel.analysis.uncertainty.evaluation import all_scores, every_figure
from costmodel.analysis.uncertainty.measures import Period, of_option
from costmodel.analysis.uncertainty.paired import Difference, difference_of
from costmodel.analysis.uncertainty.runner import Job, Progress, job_of
from costmodel.analysis.uncertainty.sampling import USUAL, Plan
from costmodel.analysis.uncertainty.simulation import standard_error
from costmodel.analysis.uncertainty.weighing import Weights, mean_of_draws
from costmodel.model.decision import benchmarks_of, options_of
from costmodel.model.scenario import Scenario

Outcomes = npt.NDArray[np.float64]
"""What each option gives, ``(option, draw)``."""
NPV, BUDGET_NPV = "npv", "budget_npv"


@dataclass(frozen=True)
class Standing:
    """How the options stand by one figure, by option."""

    best: Mapping[str, float]
    """Share of the draws in which it is the best; those that are equally good share a draw."""
    best_error: Mapping[str, float]
    """Standard error of that, from the spread between blocks."""
    expected: Mapping[str, float]
    """Expected value, MNOK."""
    regret: Mapping[str, float]
    """Expected regret: how much more the best of each draw gives on average, MNOK."""


@dataclass(frozen=True)
class Choice:
    """What the draws say of the choice among all options."""

    options: tuple[str, ...]
    """Those that can be chosen."""
    draws: int
    drawn: tuple[str, ...]
    """Full names of the numbers that were drawn."""
    by_npv: Standing
    """Where the best is what gives the municipality most."""
    by_budget: Standing
    """Where the best is what relieves the operating budget most."""
    differences: Mapping[Pair, Difference]
    """Net present value of the first option less that of the second, for each pair that was asked for, MNOK."""


def open_options(scenario: Scenario) -> tuple[str, ...]:
    """The options that the municipality can choose; benchmarks are none."""
    beside = benchmarks_of(scenario)
    return tuple(name for name in options_of(scenario) if name not in beside)


def choice_job(scenario: Scenario, options: Sequence[str], indicators: Sequence[str], keep: bool = False) -> Job:
    """The job of finding the indicators of each of these options, two or more."""
    figures = tuple(of_option(indicator, option) for indicator in indicators for option in options)
    return job_of(scenario, Period.DECISION, keep, figures, (options[0], options[1]))


def choice_among(
    scenario: Scenario, plan: Plan = USUAL, *, pairs: Sequence[Pair] = (), keep: bool = False, progress: Progress | None = None
) -> Choice:
    """Draw the scenario, a batch of one, and see which of its options is the best in each draw.

    `pairs` are those whose difference is reported: the option of being on the platform against each other one where none
    is named. Raises AssumptionError for an option that the municipality does not have.
    """
    options = open_options(scenario)
    own = usual_pair(scenario)[0]
    asked = [known_pair(scenario, pair) for pair in pairs] or [(own, other) for other in options if other != own]
    shown = tuple(dict.fromkeys([*options, *(name for pair in asked for name in pair)]))
    job = choice_job(scenario, shown, (NPV, BUDGET_NPV), keep)
    found = every_figure(job, all_scores(scenario, plan), progress)
    npv = {option: found[of_option(NPV, option)] for option in shown}
    by_npv, by_budget = (np.stack([found[of_option(figure, option)] for option in options]) for figure in (NPV, BUDGET_NPV))
    return Choice(
        options=options,
        draws=plan.total,
        drawn=tuple(job.distributions),
        by_npv=standing(options, by_npv, plan.blocks),
        by_budget=standing(options, by_budget, plan.blocks),
        differences={(one, other): difference_of(npv[one], npv[other], plan.blocks) for one, other in asked},
    )


def standing(options: Sequence[str], outcomes: Outcomes, blocks: int, weights: Weights = None) -> Standing:
    """How the options stand by their outcomes, draws in whole blocks; the errors are those of equal weights."""
    top = outcomes.max(axis=0)
    is_best = outcomes == top
    shares = is_best / is_best.sum(axis=0)
    errors = [standard_error(row.reshape(blocks, -1).mean(axis=1).tolist()) for row in shares]
    return Standing(
        best=dict(zip(options, mean_of_draws(shares, weights).tolist(), strict=True)),
        best_error=dict(zip(options, errors, strict=True)),
        expected=dict(zip(options, mean_of_draws(outcomes, weights).tolist(), strict=True)),
        regret=dict(zip(options, mean_of_draws(top - outcomes, weights).tolist(), strict=True)),
    )
