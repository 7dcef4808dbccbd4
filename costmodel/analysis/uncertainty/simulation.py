"""Monte Carlo: what the uncertain numbers together make of the answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property, partial
from math import isfinite, sqrt
from typing import Any

import numpy as np

from costmodel.analysis.pairs import Pair
from costmodel.analysis.uncertainty.histograms import Tally, merge, merged
from costmodel.analysis.uncertainty.measures import INDICATORS, PRESENT_BENEFIT, PRESENT_COST, Period, measure
from costmodel.analysis.uncertainty.runner import (
    DRAWS_AT_A_TIME,
    CountedChunk,
    Inline,
    Job,
    Progress,
    count,
    count_block,
    in_order_of_completion,
    job_of,
    with_bins,
)
from costmodel.analysis.uncertainty.sampling import USUAL, Plan, copula_of, samples
from costmodel.cluster import Cluster
from costmodel.model.scenario import Scenario

GROUPS = 16
"""Blocks are counted in at most so many groups: enough for standard errors, and memory does not grow with the blocks."""
REPORTED_SHARES = {"p10": 0.10, "p50": 0.50, "p85": 0.85, "p90": 0.90}
"""Quantiles that are reported."""
MEAN, ABOVE_ZERO, MISSING = "mean", "above_zero", "missing"
STATISTICS = (MEAN, *REPORTED_SHARES, ABOVE_ZERO, MISSING)
"""What is kept of a figure beside its value with nothing drawn, where many scenarios are drawn."""
FIGURES_OF_EACH = (*INDICATORS, PRESENT_COST, PRESENT_BENEFIT)
BETWEEN = "."


Tallies = Mapping[str, Tally]


@dataclass(frozen=True)
class Run:
    """How a simulation is carried out, and of what; what comes of a figure is the same whatever stands here."""

    executor: Executor | None = None
    """Where the chunks are appraised; threads of its own where there is none."""
    progress: Progress | None = None
    """Told how far the run has come; raises to stop it."""
    chunk: int = DRAWS_AT_A_TIME
    """Draws handed over at a time."""
    figures: tuple[str, ...] = ()
    """Names of the figures to count; all where empty."""
    options: Pair | None = None
    """The two options of the decision; the usual pair where None."""
    cluster: Cluster | None = None
    """Where whole blocks are drawn and appraised, instead of here."""


IN_THREADS = Run()


@dataclass(frozen=True)
class Simulation:
    """What came of a scenario with its uncertain numbers drawn."""

    plan: Plan
    question: Period
    scenario: Scenario
    """The scenario that was drawn, a batch of one."""
    options: Pair | None
    """The two options of the decision, where it was asked about; ``difference`` is the first less the second."""
    years: tuple[int, ...]
    drawn: tuple[str, ...]
    """Full names of the numbers that were drawn."""
    groups: tuple[Tallies, ...]
    """What was counted of each figure, by name, in each group of blocks; the groups are independent of each other."""
    by_year: Tallies
    """What was counted of money by year, a column a year."""
    base: Mapping[str, float]
    """The same figures with nothing drawn; nan where one does not exist."""
    base_by_year: Mapping[str, list[float]]
    """The same of money by year."""

    @cached_property
    def scalars(self) -> dict[str, Tally]:
        """What was counted of each figure in all draws."""
        return {name: merge([group[name] for group in self.groups]) for name in self.groups[0]}

    @property
    def repair(self) -> float:
        """The largest change of a rank correlation that made the matrix of the files possible; 0 where it was, or is not used."""
        return 0.0 if self.plan.independent else copula_of(self.scenario.assumptions).repair

    def quantile(self, name: str, share: float) -> float:
        """The value of a figure with this share of the draws below it; nan where the figure does not exist."""
        return float(self.scalars[name].quantile(share)[0])

    def mean(self, name: str) -> float:
        """Expected value of a figure over the draws for which it exists."""
        return float(self.scalars[name].mean[0])

    def probability(self, name: str) -> float:
        """Share of the draws in which a figure is above 0."""
        return float(self.scalars[name].share_positive[0])

    def missing(self, name: str) -> float:
        """Share of the draws for which a figure does not exist."""
        tally = self.scalars[name]
        return float(tally.missing[0] / (tally.missing[0] + tally.counted[0]))

    def errors(self, name: str) -> dict[str, float]:
        """Standard error of the mean, of the probability and of each quantile, from the spread between the groups of blocks."""
        tallies = [group[name] for group in self.groups]
        found = {"mean": [tally.mean[0] for tally in tallies], "probability": [tally.share_positive[0] for tally in tallies]}
        found |= {label: [tally.quantile(share)[0] for tally in tallies] for label, share in REPORTED_SHARES.items()}
        return {label: standard_error([float(value) for value in values]) for label, values in found.items()}

    def yearly_quantiles(self, name: str) -> dict[str, list[float]]:
        """Quantiles of money by year, a number for each year."""
        return {label: self.by_year[name].quantile(share).tolist() for label, share in REPORTED_SHARES.items()}

    def convergence(self, name: str) -> list[dict[str, float]]:
        """The figures after each group of blocks: draws, mean and quantiles."""
        trace: list[dict[str, float]] = []
        so_far: Tally | None = None
        for group in self.groups:
            so_far = group[name] if so_far is None else so_far.merged(group[name])
            quantiles = {label: float(so_far.quantile(share)[0]) for label, share in REPORTED_SHARES.items()}
            trace.append({"draws": float(so_far.counted[0] + so_far.missing[0]), "mean": float(so_far.mean[0]), **quantiles})
        return trace


def simulate(
    scenario: Scenario, plan: Plan = USUAL, question: Period = Period.LIFETIME, *, keep: bool = False, run: Run = IN_THREADS
) -> Simulation:
    """Draw the uncertain numbers of a scenario, a batch of one, and count what comes of them.

    With `keep`, numbers that the scenario has moved stay uncertain around their new value. The same plan gives the same
    draws for every scenario, and the same numbers whatever the executor, the chunk and the cluster.
    """
    job = with_bins(job_of(scenario, question, keep, run.figures, run.options), plan)
    groups: dict[int, Tallies] = {}
    by_year: Tallies | None = None
    done = 0
    for part in counted_parts(job, plan, run):
        group = part.block % GROUPS
        groups[group] = merged(groups[group], part.scalars) if group in groups else part.scalars
        by_year = merged(by_year, part.by_year) if by_year else part.by_year
        done += part.draws
        if run.progress:
            run.progress(done, plan.total)
    return _result(scenario, plan, job, [groups[number] for number in sorted(groups)], by_year or {})


def counted_parts(job: Job, plan: Plan, run: Run) -> Iterator[CountedChunk]:
    """What was counted of each part of the draws, as it is finished."""
    if run.cluster is None:
        yield from in_order_of_completion(partial(count, job), samples(job.assumptions, plan, run.chunk), run.executor)
    else:
        yield from (part for _, part in run.cluster.each(count_block, (job, plan), range(plan.blocks)))


def _result(scenario: Scenario, plan: Plan, job: Job, groups: Sequence[Tallies], by_year: Tallies) -> Simulation:
    base = measure(scenario, job.question, len(job.years), job.figures, job.options)
    return Simulation(
        plan=plan,
        question=job.question,
        scenario=scenario,
        options=job.options,
        years=job.years,
        drawn=tuple(job.distributions),
        groups=tuple(groups),
        by_year=by_year,
        base={name: float(values[0]) for name, values in base.scalars.items()},
        base_by_year={name: values[0].tolist() for name, values in base.by_year.items()},
    )


def standard_error(estimates: list[float]) -> float:
    """Standard error of the mean of independent estimates; nan where there are fewer than two."""
    known = np.array([value for value in estimates if isfinite(value)])
    return float(known.std(ddof=1) / sqrt(len(known))) if len(known) > 1 else float("nan")


@dataclass(frozen=True)
class Drawing:
    """What all scenarios share; travels to other processes."""

    scenario_of: Callable[[Scenario, Any], Scenario]
    """A function of a module: of the start and of what tells one scenario from it, the scenario, a batch of one."""
    start: Scenario
    plan: Plan
    keep: bool = False
    """Whether numbers that a scenario has moved stay uncertain around their new value."""


def draw_each(drawing: Drawing, items: Iterable[Any], cluster: Cluster | None = None) -> Iterator[tuple[int, dict[str, float]]]:
    """The place of each scenario and its figures, as they are finished; worked out here in threads, or by a cluster.

    Figures go by name, with nothing drawn, and as ``npv.mean``, ``npv.p10``, ``npv.above_zero`` and the other :data:`STATISTICS`; nan
    where one does not exist. They are those of :func:`~costmodel.analysis.uncertainty.simulation.simulate`, whoever works them out.
    """
    if cluster is None:
        yield from enumerate(map(partial(figures_of_one, drawing, Run(figures=FIGURES_OF_EACH)), items))
    else:
        yield from cluster.each(draw_one, drawing, items)


def draw_one(drawing: Drawing, item: Any) -> dict[str, float]:
    """The figures of one scenario, worked out in the thread that asks: a piece of work for a cluster."""
    return figures_of_one(drawing, Run(executor=Inline(), figures=FIGURES_OF_EACH), item)


def figures_of_one(drawing: Drawing, run: Run, item: Any) -> dict[str, float]:
    """The figures of one scenario, worked out where the run says."""
    found = simulate(drawing.scenario_of(drawing.start, item), drawing.plan, Period.LIFETIME, keep=drawing.keep, run=run)
    return {name: value for figure in FIGURES_OF_EACH for name, value in _figures(found, figure)}


def _figures(found: Simulation, figure: str) -> Iterator[tuple[str, float]]:
    yield figure, found.base[figure]
    quantiles = {label: found.quantile(figure, share) for label, share in REPORTED_SHARES.items()}
    ends = {ABOVE_ZERO: found.probability(figure), MISSING: found.missing(figure)}
    yield from ((f"{figure}{BETWEEN}{name}", value) for name, value in {MEAN: found.mean(figure), **quantiles, **ends}.items())
