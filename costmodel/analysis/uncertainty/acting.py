"""Which of the numbers that are drawn do anything to an answer: most alternatives' numbers have no part in a given choice."""

from collections.abc import Callable

import numpy as np

from costmodel.analysis.uncertainty.distributions import REACH
from costmodel.analysis.uncertainty.evaluation import Values, every_figure
from costmodel.analysis.uncertainty.runner import Job
from costmodel.analysis.uncertainty.sampling import correlated_pairs, uncertain_names

PLACES = 8
"""Random draws around which each number is moved, the rest as it is there."""
SEED_OF_PLACES = 1
ROUNDING = 1e-12
"""A difference of two figures that moves by less than this share of the figures has not moved."""


def acting_numbers(job: Job) -> tuple[str, ...]:
    """Full names of the drawn numbers that move any of the job's figures, or are correlated with one that does.

    Each is moved to both ends of what it can be around some random draws; one that changes no figure by a single bit in any
    of them does nothing.
    """
    return _acting(job, lambda figures: figures, 0.0)


def acting_on_choice(job: Job) -> tuple[str, ...]:
    """The same of what tells the job's figures apart: a number that moves all options alike cannot make another one the best."""
    return _acting(job, lambda figures: figures - figures[:1], ROUNDING)


def _acting(job: Job, told: Callable[[Values], Values], slack: float) -> tuple[str, ...]:
    """The numbers that move what is told by the figures, ``(figure, draw)``, by more than this share of the largest figure."""
    names, every = tuple(job.distributions), uncertain_names(job.assumptions)
    places = np.clip(np.random.default_rng(SEED_OF_PLACES).standard_normal((len(every), PLACES)), -REACH, REACH)
    moved = np.repeat(places[:, None, :], 2 * len(names), axis=1)
    for at, name in enumerate(names):
        moved[every.index(name), 2 * at : 2 * at + 2] = [[-REACH], [REACH]]
    as_is, found = (np.stack(list(every_figure(job, scores.reshape(len(every), -1)).values())) for scores in (places, moved))
    change = told(found).reshape(len(found), len(names), -1, PLACES) - told(as_is)[:, None, None, :]
    largest = np.abs(change).max(axis=(0, 2, 3))
    acting = ~(largest <= slack * np.abs(found).max())  # what does not exist, nan, counts as a move
    moves = {name for name, acts in zip(names, acting.tolist(), strict=True) if acts}
    known_by = {name for pair in correlated_pairs(job.assumptions) if moves & set(pair) for name in pair}
    return tuple(name for name in names if name in moves | known_by)
