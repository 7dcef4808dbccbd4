"""Which of the numbers that are drawn do anything to an answer: most alternatives' numbers have no part in a given choice."""

import numpy as np

from costmodel.analysis.uncertainty.distributions import REACH
from costmodel.analysis.uncertainty.evaluation import every_figure
from costmodel.analysis.uncertainty.runner import Job
from costmodel.analysis.uncertainty.sampling import correlated_pairs, uncertain_names

PLACES = 8
"""Random draws around which each number is moved, the rest as it is there."""
SEED_OF_PLACES = 1


def acting_numbers(job: Job) -> tuple[str, ...]:
    """Full names of the drawn numbers that move any of the job's figures, or are correlated with one that does.

    Each is moved to both ends of what it can be around some random draws; one that changes no figure by a single bit in any
    of them does nothing.
    """
    names, every = tuple(job.distributions), uncertain_names(job.assumptions)
    places = np.clip(np.random.default_rng(SEED_OF_PLACES).standard_normal((len(every), PLACES)), -REACH, REACH)
    moved = np.repeat(places[:, None, :], 2 * len(names), axis=1)
    for at, name in enumerate(names):
        moved[every.index(name), 2 * at : 2 * at + 2] = [[-REACH], [REACH]]
    moves: set[str] = set()
    as_is, found = (every_figure(job, scores.reshape(len(every), -1)) for scores in (places, moved))
    for figure, values in found.items():
        changed = (values.reshape(len(names), -1, PLACES) != as_is[figure]).any(axis=(1, 2))
        moves |= {name for name, is_changed in zip(names, changed.tolist(), strict=True) if is_changed}
    known_by = {name for pair in correlated_pairs(job.assumptions) if moves & set(pair) for name in pair}
    return tuple(name for name in names if name in moves | known_by)
