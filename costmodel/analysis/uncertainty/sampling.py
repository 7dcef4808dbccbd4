"""Draws of the uncertain numbers: scrambled Sobol points in blocks of 2^k, the same for every scenario with the same seed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, log2
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from costmodel.analysis.uncertainty.distributions import REACH, Marginal, scores_of, values_of
from costmodel.assumptions.correlation import Copula, copula, is_drawn, pairs_of
from costmodel.assumptions.records import AssumptionSet
from costmodel.axes import Array, narrow, per_draw
from costmodel.model.scenario import Scenario

Scores = npt.NDArray[np.float64]
"""Standard normal scores, ``(number, draw)``."""

DRAWS, SEED = 10_000, 2026
FEWEST, MOST = 1_000, 10_000_000
BLOCKS = 8
"""A run has at least so many blocks, each with a scramble of its own: their spread is the standard error."""
LARGEST_BLOCK = 2**16
KEPT_DRAWS = 20_000
"""Samples of at most so many draws are kept for the next question."""
DEPENDENCES = ("gp_dependence", "coverage_dependence")
"""Fields of a benefit that may not sum to more than 1: where they would, the second gives way."""


@dataclass(frozen=True)
class Plan:
    """How many draws, from which seed."""

    draws: int = DRAWS
    """At least so many; rounded up to whole blocks."""
    seed: int = SEED
    independent: bool = False
    """Leave the correlations of the files out."""

    @property
    def block(self) -> int:
        """Draws of a block, a power of two."""
        return min(2 ** int(log2(max(self.draws // BLOCKS, 1))), LARGEST_BLOCK)

    @property
    def blocks(self) -> int:
        """Number of blocks."""
        return ceil(self.draws / self.block)

    @property
    def total(self) -> int:
        """Draws that are made.

        >>> Plan(10_000).total, Plan(1_000_000).total
        (10240, 1048576)
        """
        return self.block * self.blocks


USUAL = Plan()


@dataclass(frozen=True)
class Sample:
    """Some draws of one block."""

    block: int
    """Number of the block."""
    scores: Scores
    """Correlated standard normal scores, a row for each uncertain number."""


@lru_cache(maxsize=16)
def uncertain_names(assumptions: AssumptionSet) -> tuple[str, ...]:
    """Full names of all numbers that can be drawn, in the order of the files; a name's position is its row of the scores."""
    return tuple(name for name, item in assumptions.quantities.items() if is_drawn(item))


def marginals(scenario: Scenario, keep: bool = False) -> dict[str, Marginal]:
    """The distribution of each number that is drawn in this scenario, a batch of one.

    A number that the scenario has moved away from the files is no longer uncertain; with `keep` it stays so, its
    distribution moved along with it.
    """
    quantities, found = scenario.assumptions.quantities, dict[str, Marginal]()
    for name, as_in_file in distributions_in_files(scenario.assumptions).items():
        shift = float(scenario.values[name].flat[0]) - (quantities[name].value or 0.0)
        if shift == 0.0 or keep:
            found[name] = Marginal.of(quantities[name], shift) if shift else as_in_file
    return found


@lru_cache(maxsize=16)
def copula_of(assumptions: AssumptionSet) -> Copula:
    """The copula of the correlation file."""
    return copula(pairs_of(assumptions.correlations, assumptions))


def correlated_pairs(assumptions: AssumptionSet) -> list[tuple[str, str]]:
    """Pairs of numbers that are correlated."""
    return [pair for pair, value in pairs_of(assumptions.correlations, assumptions).items() if value != 0]


def samples(assumptions: AssumptionSet, plan: Plan, chunk: int) -> Iterator[Sample]:
    """The draws of a plan, at most `chunk` at a time; the same draws whatever the chunk."""
    for block in range(plan.blocks):
        scores = whole_block(assumptions, plan, block).scores
        for start in range(0, plan.block, chunk):
            yield Sample(block, scores[:, start : start + chunk])


def whole_block(assumptions: AssumptionSet, plan: Plan, block: int) -> Sample:
    """All draws of one block; those of a small plan are kept."""
    return Sample(block, (_block if plan.total <= KEPT_DRAWS else _fresh_block)(assumptions, plan, block))


def _fresh_block(assumptions: AssumptionSet, plan: Plan, block: int) -> Scores:
    """The scores of one block: points of one scramble, made normal, made correlated.

    Each block gives the numbers the Sobol dimensions in an order of its own: some pairs of the many dimensions are correlated
    in any scramble (up to 0.1 in blocks of 1 024), which would else stay with the same two numbers.
    """
    from scipy.stats import qmc  # slow to import

    names = uncertain_names(assumptions)
    engine = qmc.Sobol(len(names), scramble=True, rng=np.random.default_rng([plan.seed, block]))
    order = np.random.default_rng([plan.seed, block, len(names)]).permutation(len(names))
    scores = scores_of(np.ascontiguousarray(engine.random(plan.block).T[order]))
    position = {name: index for index, name in enumerate(names)}
    found = copula_of(assumptions)
    return scores if plan.independent or not found.names else np.clip(found.correlated(scores, position), -REACH, REACH)


@lru_cache(maxsize=64)
def _block(assumptions: AssumptionSet, plan: Plan, block: int) -> Scores:
    """The same, kept for all who ask, and so read only."""
    scores = _fresh_block(assumptions, plan, block)
    scores.flags.writeable = False
    return scores


@lru_cache(maxsize=64)
def kept_block(assumptions: AssumptionSet, plan: Plan, block: int) -> tuple[Scores, Scores]:
    """The scores of one block and the values that the distributions of the files give for them, for questions that recur."""
    scores = _block(assumptions, plan, block)
    values = values_of(tuple(distributions_in_files(assumptions).values()), scores)
    values.flags.writeable = False
    return scores, values


def drawn(scenario: Scenario, distributions: Mapping[str, Marginal], scores: Scores, as_in_files: Scores | None = None) -> Scenario:
    """The scenario with a draw for each column of scores; what is not in `distributions` stays as it is.

    The values need no check: each distribution ends within what may be entered. `as_in_files`, where it is known, has the
    values that the distributions of the files give for these scores.
    """
    if not distributions:
        return scenario
    place = {name: at for at, name in enumerate(uncertain_names(scenario.assumptions))}
    found: dict[str, Scores] = {}
    if as_in_files is not None:
        known = distributions_in_files(scenario.assumptions)
        found = {name: as_in_files[place[name]] for name, item in distributions.items() if known[name] == item}
    others = {name: item for name, item in distributions.items() if name not in found}
    if others:
        rows = [place[name] for name in others]
        found |= dict(zip(others, values_of(tuple(others.values()), scores[rows]), strict=True))
    return with_drawn(scenario, {name: per_draw(found[name]) for name in distributions})


def all_drawn(scenario: Scenario, plan: Plan, portion: int) -> Iterator[Scenario]:
    """The draws of a plan as batches of at most `portion`, for a scenario that is a batch of one; where nothing is drawn, copies of it."""
    distributions = marginals(scenario)
    for sample in samples(scenario.assumptions, plan, min(plan.block, portion)):
        found = drawn(scenario, distributions, sample.scores)
        count = sample.scores.shape[1]
        start = np.broadcast_to(scenario.values["start_year"], (count, 1, 1))
        yield found if found.draws == count else with_drawn(found, {"start_year": start})


@lru_cache(maxsize=16)
def distributions_in_files(assumptions: AssumptionSet) -> Mapping[str, Marginal]:
    """The distribution of each uncertain number in the files, in their order."""
    return MappingProxyType({name: Marginal.of(assumptions.quantities[name]) for name in uncertain_names(assumptions)})


def with_drawn(scenario: Scenario, drawn_values: Mapping[str, Array]) -> Scenario:
    """The scenario with drawn values; the two dependences of a benefit are held to a sum of 1."""
    values = {**scenario.values, **drawn_values}
    for key in scenario.assumptions.benefits:
        first, second = (f"benefits.{key}.{field}" for field in DEPENDENCES)
        if first in drawn_values or second in drawn_values:
            values[second] = narrow(np.minimum(values[second], 1.0 - values[first]))
    return replace(scenario, values=MappingProxyType(values))
