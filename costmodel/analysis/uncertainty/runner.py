"""The run: draws made in order, appraised in chunks by any executor, counted; the same numbers for any workers and chunks."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from costmodel.analysis.pairs import Pair, known_pair, usual_pair
from costmodel.analysis.uncertainty.distributions import REACH, Marginal
from costmodel.analysis.uncertainty.histograms import Bins, Tally, merged
from costmodel.analysis.uncertainty.measures import Measured, Period, Values, measure, years_reached
from costmodel.analysis.uncertainty.sampling import Plan, Sample, Scores, drawn, marginals, samples, uncertain_names, whole_block
from costmodel.assumptions.records import AssumptionSet
from costmodel.model.scenario import Scenario

Progress = Callable[[int, int], None]
"""Told the draws done and the draws in all; raises to stop the run."""

PORTION = 8_192
"""Draws appraised at once: enough for threads to work side by side, since each small piece waits for the interpreter."""
DRAWS_AT_A_TIME = 8_192
"""Draws handed to a worker at a time."""
FIRST_LOOK = 256
"""Draws that decide the bins: the first of the first block, whatever the chunks."""
BINS, BINS_OF_YEARS = 4_096, 1_024


class Inline(Executor):
    """Runs each task when it is handed over, in the caller's thread."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The finished task."""
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


@dataclass(frozen=True)
class Job:
    """What every worker needs; travels to other processes."""

    scenario: Scenario
    """The scenario whose uncertain numbers are drawn, its values in a plain dictionary, which can travel."""
    distributions: Mapping[str, Marginal]
    question: Period
    years: tuple[int, ...]
    figures: tuple[str, ...] = ()
    """What is counted; everything where empty."""
    options: Pair | None = None
    """The two options of the decision; None over the service life."""
    bins: Mapping[str, Bins] = field(default_factory=dict[str, Bins])

    @property
    def assumptions(self) -> AssumptionSet:
        """The assumption files behind the scenario."""
        return self.scenario.assumptions

    @property
    def portion(self) -> int:
        """Draws to appraise at once; fewer where every municipality is appraised."""
        return PORTION if self.scenario.municipality is not None else max(PORTION // len(self.assumptions.municipalities), 8)


@dataclass(frozen=True)
class CountedChunk:
    """What was counted of one chunk."""

    block: int
    draws: int
    scalars: Mapping[str, Tally]
    by_year: Mapping[str, Tally]


def job_of(scenario: Scenario, question: Period, keep: bool, figures: tuple[str, ...] = (), options: Pair | None = None) -> Job:
    """The job of drawing this scenario, a batch of one, without bins.

    `options` are the two of the decision, the usual pair where None. Raises AssumptionError for an option that the
    municipality does not have.
    """
    distributions = marginals(scenario, keep)
    top = np.full((len(uncertain_names(scenario.assumptions)), 1), REACH)
    years = tuple(years_reached(drawn(scenario, distributions, top), question))
    pair = None
    if question is not Period.LIFETIME:
        pair = usual_pair(scenario) if options is None else known_pair(scenario, options)
    return Job(replace(scenario, values=dict(scenario.values)), distributions, question, years, figures, pair)


def with_bins(job: Job, plan: Plan) -> Job:
    """The job with bins that suit the first draws of the plan."""
    first = next(samples(job.assumptions, plan, min(plan.block, FIRST_LOOK)))
    look = measure_scores(job, first.scores)
    scalars = {name: Bins.around(values, BINS) for name, values in look.scalars.items()}
    by_year = {name: Bins.around(values, BINS_OF_YEARS) for name, values in look.by_year.items()}
    return replace(job, bins={**scalars, **by_year})


def measure_scores(job: Job, scores: Scores, as_in_files: Values | None = None) -> Measured:
    """What the job counts, measured for these scores; `as_in_files` as for :func:`~costmodel.analysis.uncertainty.sampling.drawn`."""
    scenario = drawn(job.scenario, job.distributions, scores, as_in_files)
    found, draws = measure(scenario, job.question, len(job.years), job.figures, job.options), scores.shape[1]
    return Measured(  # where nothing is drawn, every draw is the same
        {name: np.broadcast_to(values, (draws,)) for name, values in found.scalars.items()},
        {name: np.broadcast_to(values, (draws, len(job.years))) for name, values in found.by_year.items()},
    )


def count(job: Job, sample: Sample) -> CountedChunk:
    """Measure the draws of a chunk a portion at a time and count what comes of them."""
    found: CountedChunk | None = None
    for start in range(0, sample.scores.shape[1], job.portion):
        scores = sample.scores[:, start : start + job.portion]
        measured = measure_scores(job, scores)
        scalars = {name: job.bins[name].tally(values[:, None]) for name, values in measured.scalars.items()}
        by_year = {name: job.bins[name].tally(values) for name, values in measured.by_year.items()}
        part = CountedChunk(sample.block, scores.shape[1], scalars, by_year)
        found = part if found is None else joined_parts(found, part)
    if found is None:
        raise ValueError("a chunk needs draws")
    return found


def count_block(shared: tuple[Job, Plan], block: int) -> CountedChunk:
    """Make the draws of one block of the plan and count what comes of them: a piece of work for a cluster."""
    job, plan = shared
    return count(job, whole_block(job.assumptions, plan, block))


def joined_parts(one: CountedChunk, other: CountedChunk) -> CountedChunk:
    """Two parts of the same block as one."""
    return CountedChunk(one.block, one.draws + other.draws, merged(one.scalars, other.scalars), merged(one.by_year, other.by_year))


def in_order_of_completion(work: Callable[[Any], Any], items: Iterator[Any], executor: Executor | None) -> Iterator[Any]:
    """What `work` makes of each item, as it is finished; few are under way at a time, and none is begun after the caller stops."""
    owned = ThreadPoolExecutor(workers()) if executor is None else None
    under_way: set[Future[Any]] = set()
    with owned or nullcontext(executor) as pool:
        assert pool is not None
        try:
            for item in items:
                under_way.add(pool.submit(work, item))
                if isinstance(pool, Inline) or len(under_way) > 2 * workers():
                    done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            while under_way:
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            for future in under_way:
                future.cancel()
            wait(under_way)


def workers() -> int:
    """Threads that suit the machine."""
    return os.cpu_count() or 1
