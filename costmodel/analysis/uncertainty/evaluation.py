"""One answer a draw, as plain arrays: for what needs the draws themselves and not only counts of them."""

import numpy as np
import numpy.typing as npt

from costmodel.analysis.pairs import Pair
from costmodel.analysis.uncertainty.measures import DIFFERENCE, Period
from costmodel.analysis.uncertainty.runner import Job, Progress, job_of, measure_scores
from costmodel.analysis.uncertainty.sampling import Plan, Scores, samples
from costmodel.cluster import Cluster
from costmodel.model.scenario import Scenario

Values = npt.NDArray[np.float64]


def job_for(scenario: Scenario, figure: str | Pair, keep: bool = False) -> Job:
    """The job of finding one figure by its name, or how much better the first of two options is than the second.

    ``difference`` is that of the usual pair, ``npv.OPTION`` that of an option from the decision year.
    """
    name, pair = (figure, None) if isinstance(figure, str) else (DIFFERENCE, figure)
    return job_of(scenario, Period.DECISION if name == DIFFERENCE or "." in name else Period.LIFETIME, keep, (name,), pair)


def job_figures(job: Job, scores: Scores, progress: Progress | None = None, cluster: Cluster | None = None) -> Values:
    """The job's first figure for each column of scores, ``(draw,)``."""
    return every_figure(job, scores, progress, cluster)[job.figures[0]]


def every_figure(job: Job, scores: Scores, progress: Progress | None = None, cluster: Cluster | None = None) -> dict[str, Values]:
    """Each of the job's figures for each column of scores, ``(draw,)``, by name; worked out here, or by a cluster."""
    total, done = scores.shape[1], 0
    found = {name: np.empty(total) for name in job.figures}
    portions = (scores[:, start : start + job.portion] for start in range(0, total, job.portion))
    each = ((place, figures_of(job, portion)) for place, portion in enumerate(portions))
    for place, part in each if cluster is None else cluster.each(figures_of, job, portions):
        start, size = place * job.portion, part[job.figures[0]].size
        for name, values in part.items():
            found[name][start : start + size] = values
        done += size
        if progress:
            progress(done, total)
    return found


def figures_of(job: Job, scores: Scores) -> dict[str, Values]:
    """The job's figures for some columns of scores."""
    scalars = measure_scores(job, scores).scalars
    return {name: scalars[name] for name in job.figures}


def all_scores(scenario: Scenario, plan: Plan) -> Scores:
    """The scores of every draw of the plan, ``(number, draw)``."""
    return np.concatenate([sample.scores for sample in samples(scenario.assumptions, plan, plan.block)], axis=1)
