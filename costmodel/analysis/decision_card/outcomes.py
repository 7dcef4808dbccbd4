"""The draws behind the card: every option of the scenario itself and of each draw, appraised once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt

from costmodel.analysis.decision_card.facts import Amount
from costmodel.analysis.uncertainty.sampling import Plan, drawn, kept_block, marginals
from costmodel.analysis.uncertainty.weighing import Weights, mean_of_draws
from costmodel.axes import Array
from costmodel.model.appraisal import appraise
from costmodel.model.decision import Decision, decide
from costmodel.model.scenario import Scenario, stack

Values = npt.NDArray[np.float64]
Check = Callable[[], None]

FIGURES = ("npv", "npv_per_inhabitant", "budget_npv")
AT_A_TIME = 32
"""Draws appraised at once where every municipality is appraised; between them a reader may have moved on."""


@dataclass(frozen=True)
class Outcomes:
    """What comes of every option; the scenario itself stands first, the draws follow."""

    scenario: Scenario
    """The batch of both."""
    first: Decision
    """Of the scenario itself, with the first draws or all of them."""
    draws: int
    drawn: int
    """How many numbers were drawn."""
    blocks: int
    figures: Mapping[str, Mapping[str, Values]]
    """By figure and option, ``(1 + draw,)``."""
    weights: Weights = None
    """Of the draws, where something has been measured."""


def outcomes_of(scenario: Scenario, plan: Plan, keep: bool, check: Check) -> Outcomes:
    """Draw the scenario, a batch of one, and appraise all options of it and of every draw."""
    distributions = marginals(scenario, keep)
    blocks = (drawn(scenario, distributions, *kept_block(scenario.assumptions, plan, block)) for block in range(plan.blocks))
    batch = stack([scenario, *blocks]) if distributions else scenario
    parts, first = list[Mapping[str, Mapping[str, Values]]](), None
    for portion in _portions(batch, check):
        decision = decide(portion)
        first = first or decision
        parts.append(_figures(decision, portion.draws))
    assert first is not None
    joined = {
        figure: {option: all_draws([part[figure][option] for part in parts], plan.total) for option in parts[0][figure]}
        for figure in FIGURES
    }
    return Outcomes(batch, first, plan.total, len(distributions), plan.blocks, joined)


def _portions(batch: Scenario, check: Check) -> Iterator[Scenario]:
    """The batch as it is, or in small parts where every municipality is appraised."""
    size = batch.draws if batch.municipality is not None else AT_A_TIME
    for start in range(0, batch.draws, size):
        check()
        yield batch if size >= batch.draws else batch.rows(start, min(start + size, batch.draws))


def _figures(decision: Decision, draws: int) -> Mapping[str, Mapping[str, Values]]:
    found = decision.all.items()
    return {figure: {name: flat(cast(Array, getattr(item.indicators, figure)), draws) for name, item in found} for figure in FIGURES}


def all_draws(parts: list[Values], draws: int) -> Values:
    """The scenario itself and every draw; where nothing is drawn, all are alike."""
    whole = np.concatenate(parts)
    return np.broadcast_to(whole, (1 + draws,)) if whole.size == 1 else whole


def flat(array: Array, draws: int) -> Values:
    """One number a draw, ``(draw,)``."""
    return np.broadcast_to(array, (draws, 1, 1)).reshape(draws)


def npv_of(option: Scenario, found: Outcomes, check: Check) -> Values:
    """Net present value of a further option of the same batch, ``(1 + draw,)``."""
    parts = [flat(appraise(portion).indicators.npv, portion.draws) for portion in _portions(option, check)]
    return all_draws(parts, found.draws)


def amount_of(values: Values, weights: Weights) -> Amount:
    """A figure of the scenario itself and of every draw, ``(1 + draw,)``: what is expected of it, and what it is as the scenario stands."""
    return Amount(float(mean_of_draws(values[1:], weights)), float(values[0]))
