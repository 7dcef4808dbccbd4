"""Scenarios of every kind with their decision cards, each drawn once for all tests of a process."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from costmodel import Decision, Scenario, base_case, decide
from costmodel.analysis.decision_card.facts import Card
from costmodel.analysis.decision_card.making import card_of
from costmodel.analysis.uncertainty.evaluation import all_scores
from costmodel.analysis.uncertainty.sampling import Plan, drawn, marginals
from support import random_values, shipped
from support.plain import ROLES, WHO, any_scenario

PLAN = Plan(64)
FEW_MOVED = 6


@dataclass(frozen=True)
class Case:
    """A scenario, and whether what it has moved stays uncertain."""

    scenario: Scenario
    keep: bool

    @cached_property
    def card(self) -> Card:
        return card_of(self.scenario, PLAN, keep=self.keep)

    @cached_property
    def base(self) -> Decision:
        """The decision of the scenario itself, without draws."""
        return decide(self.scenario)

    @cached_property
    def sampled(self) -> Decision:
        """The decision of the draws alone, in one batch of their own."""
        return decide(self.drawn)

    @property
    def drawn(self) -> Scenario:
        """The scenario with every draw of its own."""
        return drawn(self.scenario, marginals(self.scenario, self.keep), all_scores(self.scenario, PLAN))

    def draws_of(self, figure: str, option: str) -> np.ndarray:
        """A figure of an option in every draw."""
        return per_draw_of(getattr(self.sampled.all[option].indicators, figure))


def per_draw_of(array: np.ndarray) -> np.ndarray:
    """One number for each draw of the plan, also where all draws are alike."""
    return np.broadcast_to(array.ravel(), (PLAN.total,))


@lru_cache(maxsize=80)  # each holds some 30 MB of draws: all of those of `make thorough` would fill the memory
def case(seed: int) -> Case:
    """Every number anywhere and still uncertain, or settled there; or a few numbers moved and the others uncertain as in the files."""
    if seed % 3 < 2:
        return Case(any_scenario(seed), keep=seed % 3 == 0)
    rng = np.random.default_rng(seed)
    values = random_values(1, seed, ROLES, ends=bool(rng.random() < 0.5))
    names = [str(name) for name in rng.choice(sorted(values), rng.integers(0, FEW_MOVED), replace=False)]
    names += [name.replace("coverage", "gp") for name in names if name.endswith("coverage_dependence")]
    names += [name.replace("gp_dep", "coverage_dep") for name in names if name.endswith("gp_dependence")]
    scenario = base_case(shipped(), WHO[seed // 3 % len(WHO)])
    return Case(scenario.with_values({name: values[name] for name in dict.fromkeys(names) if name in values}), keep=False)
