"""One answer a draw, as plain arrays: for what needs the draws themselves and not only counts of them."""

import numpy as np
import numpy.typing as npt

from costmodel.analysis.uncertainty.measures import DIFFERENCE, Period
from costmodel.analysis.uncertainty.runner import Job, Progress, job_of, measure_scores
from costmodel.analysis.uncertainty.sampling import Plan, Scores, samples
from costmodel.model.scenario import Scenario

Values = npt.NDArray[np.float64]


def job_for(scenario: Scenario, name: str, keep: bool = False) -> Job:
    """The job of finding one figure; ``difference`` is how much better the first option is than the second."""
    return job_of(scenario, Period.DECISION if name == DIFFERENCE else Period.LIFETIME, keep, (name,))


def job_figures(job: Job, scores: Scores, progress: Progress | None = None) -> Values:
    """The job's figure for each column of scores, ``(draw,)``."""
    total, found = scores.shape[1], list[Values]()
    for start in range(0, total, job.portion):
        found.append(measure_scores(job, scores[:, start : start + job.portion]).scalars[job.figures[0]])
        if progress:
            progress(min(start + job.portion, total), total)
    return np.concatenate(found)


def all_scores(scenario: Scenario, plan: Plan) -> Scores:
    """The scores of every draw of the plan, ``(number, draw)``."""
    return np.concatenate([sample.scores for sample in samples(scenario.assumptions, plan, plan.block)], axis=1)
