"""Frames of a plan: what the net expense is with even chances, and what it stays under in 85 of 100 draws."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from costmodel.analysis.municipal.plan import MunicipalPlan, Rules, municipal_plan
from costmodel.analysis.municipal.prices import PriceBasis
from costmodel.analysis.uncertainty.sampling import Plan, all_drawn
from costmodel.model.appraisal import appraise
from costmodel.model.scenario import Scenario

SHARES = {"p50": 0.50, "p85": 0.85}
"""P50 is the steering frame, P85 the cost frame (the state's scheme for large projects)."""
FRAME_DRAWS = Plan(1_024)
PORTION = 512
"""Draws appraised at once; fewer where every municipality is appraised."""


@dataclass(frozen=True)
class Frames:
    """P50 and P85 of the net expense (minus the net operating result), MNOK; positive is an expense."""

    by_year: dict[str, list[float]]
    in_all: dict[str, float]
    """The same of the sum over the plan's years: not the sum of those by year."""
    draws: int


def frames(scenario: Scenario, plan: MunicipalPlan, rules: Rules | None = None, draws: Plan = FRAME_DRAWS) -> Frames:
    """The frames of a plan of a scenario, a batch of one: every uncertain number of the files is drawn."""
    portion = PORTION if scenario.municipality is not None else max(PORTION // len(scenario.assumptions.municipalities), 8)
    expense = np.concatenate([_expense(item, plan.years, plan.basis, rules) for item in all_drawn(scenario, draws, portion)])
    by_year = {name: np.quantile(expense, share, axis=0).tolist() for name, share in SHARES.items()}
    in_all = expense.sum(axis=1)
    return Frames(by_year, {name: float(np.quantile(in_all, share)) for name, share in SHARES.items()}, expense.shape[0])


def _expense(drawn: Scenario, years: tuple[int, ...], basis: PriceBasis, rules: Rules | None) -> npt.NDArray[np.float64]:
    """The net expense of each draw, ``(draw, year)``."""
    plan = municipal_plan(appraise(drawn), years[0], len(years), basis, rules)
    return 0.0 - np.broadcast_to(plan.net_result, (drawn.draws, len(years), 1))[:, :, 0]
