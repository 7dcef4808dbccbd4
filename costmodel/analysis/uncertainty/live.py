"""The spread of one scenario's answers, quick enough to follow a slider: the draws are kept, and only appraised again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from costmodel.analysis.pairs import Pair
from costmodel.analysis.uncertainty.measures import DIFFERENCE, Measured, Period
from costmodel.analysis.uncertainty.paired import Difference, difference_of
from costmodel.analysis.uncertainty.runner import job_of, measure_scores
from costmodel.analysis.uncertainty.sampling import USUAL, Plan, kept_block
from costmodel.model.scenario import Scenario

Values = npt.NDArray[np.float64]

SCALARS, BY_YEAR = ("npv", "annual_per_inhabitant"), ("net_benefit", "net_budget_effect")
FEW = Plan(256)
"""The draws where every municipality is appraised, which costs as many times as much as there are municipalities."""
ENDS = (0.1, 0.5, 0.9)


@dataclass(frozen=True)
class Range:
    """P10, P50 and P90 of a figure, and how often it is above 0."""

    low: float
    middle: float
    high: float
    probability: float


@dataclass(frozen=True)
class Live:
    """What the draws make of one scenario."""

    options: Pair | None
    """The two options of the decision, where it was asked about; the ranges are those of the first."""
    years: tuple[int, ...]
    drawn: int
    """How many numbers were drawn."""
    ranges: dict[str, Range]
    """npv and annual_per_inhabitant; with the decision also ``difference``."""
    net_benefit: list[Range]
    """Money of each year."""
    budget_effect: Range | None
    """The effect on the budget in the year that was asked for; None where it is outside the appraisal."""
    npv: Values
    """Net present value of every draw, ``(draw,)``."""
    plan: Plan

    def against(self, other: "Live") -> Difference:
        """Net present value less that of another scenario on the same draws."""
        return difference_of(self.npv, other.npv, self.plan.blocks)


def spread(scenario: Scenario, question: Period | Pair, year: int, *, keep: bool = False, check: Callable[[], None]) -> Live:
    """Draw the scenario, a batch of one, for one of the two questions; `year` is that of the effect on the budget.

    Two options ask about the decision between them; the decision alone is between the usual pair.
    `check` is called between the blocks of the plan, each a few milliseconds of work, and raises to give up: the user has moved on.
    """
    period, pair = (question, None) if isinstance(question, Period) else (Period.DECISION, question)
    scalars = (*SCALARS, *((DIFFERENCE,) if period is Period.DECISION else ()))
    job, plan = job_of(scenario, period, keep, (*scalars, *BY_YEAR), pair), FEW if scenario.municipality is None else USUAL
    parts: list[Measured] = []
    for block in range(plan.blocks):
        check()
        parts.append(measure_scores(job, *kept_block(scenario.assumptions, plan, block)))
    found = {name: np.concatenate([part.scalars[name] for part in parts]) for name in scalars}
    return Live(
        options=job.options,
        years=job.years,
        drawn=len(job.distributions),
        ranges={name: _range(values) for name, values in found.items()},
        net_benefit=_ranges(np.concatenate([part.by_year["net_benefit"] for part in parts]), check),
        budget_effect=_budget_effect(job.years, parts, year),
        npv=found["npv"],
        plan=plan,
    )


def _budget_effect(years: tuple[int, ...], parts: Sequence[Measured], year: int) -> Range | None:
    if year not in years:
        return None
    return _range(np.concatenate([part.by_year["net_budget_effect"][:, years.index(year)] for part in parts]))


def _ranges(values: Values, check: Callable[[], None]) -> list[Range]:
    """A range for each year, ``(draw, year)``."""
    found: list[Range] = []
    for column in np.ascontiguousarray(values.T):
        check()
        found.append(_range(column))
    return found


def _range(values: Values) -> Range:
    """Nearest-rank quantiles, which need only a partial sort; nan where the figure does not exist in every draw."""
    ranks = [int(share * (values.size - 1)) for share in ENDS]
    low, middle, high = (float(value) for value in np.partition(values, ranks)[ranks])
    return Range(low, middle, high, float(np.count_nonzero(values > 0)) / values.size)
