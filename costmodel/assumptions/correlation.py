"""Correlation between uncertain numbers: rank correlation, carried by a Gaussian copula."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from costmodel.assumptions.records import Assumption, AssumptionSet, Correlation, Distribution, Role
from costmodel.assumptions.rules import full_names

Matrix = npt.NDArray[np.float64]
Pairs = Mapping[tuple[str, str], float]
"""Rank correlation of two numbers by their full names."""

SMALLEST = 1e-8
"""A matrix is possible where no eigenvalue lies under this."""
MOST_ROUNDS = 200


@dataclass(frozen=True)
class Copula:
    """Numbers that vary together."""

    names: tuple[str, ...]
    """Full names of the correlated numbers."""
    factor: Matrix
    """Lower triangular: correlated scores are factor × independent scores."""
    repair: float
    """The largest change of a rank correlation that made the matrix possible; 0 where it was."""

    def correlated(self, scores: Matrix, position: Mapping[str, int]) -> Matrix:
        """Standard normal scores, ``(number, draw)``, with these rows made correlated; `position` is the row of each number.

        Added one after the other, so that a draw is the same whatever batch it stands in.
        """
        rows = [position[name] for name in self.names]
        found = scores.copy()
        for at, row in enumerate(rows):
            found[row] = self.factor[at, 0] * scores[rows[0]]
            for before in range(1, at + 1):
                found[row] += self.factor[at, before] * scores[rows[before]]
        return found


def is_drawn(item: Assumption) -> bool:
    """Whether the number is drawn: nobody knows it, and the files give a range; also of an assumption that could not be read whole."""
    role, kind = getattr(item, "role", None), getattr(item, "distribution", None)
    return role == Role.UNCERTAIN and kind != Distribution.FIXED and None not in (getattr(item, "low", None), getattr(item, "high", None))


def pairs_of(records: Mapping[str, Correlation], known: AssumptionSet) -> dict[tuple[str, str], float]:
    """Rank correlation of every pair that the records name, by full names; only numbers that are drawn."""
    found: dict[tuple[str, str], float] = {}
    for item in records.values():
        names = dict.fromkeys(full for name in item.between for full in full_names(name, known))
        drawn = [name for name in names if name in known.quantities and is_drawn(known.quantities[name])]
        found |= dict.fromkeys(combinations(drawn, 2), item.rank_correlation)
    return found


def copula(pairs: Pairs) -> Copula:
    """The copula with these rank correlations, or with the nearest possible ones."""
    names = tuple(dict.fromkeys(name for pair in pairs for name in pair))
    wanted = np.eye(len(names))
    for (one, other), value in pairs.items():
        i, j = names.index(one), names.index(other)
        wanted[i, j] = wanted[j, i] = value
    normal = of_scores(wanted)
    possible = nearest_correlation(normal)
    change = float(np.abs(of_ranks(possible) - wanted).max()) if names and possible is not normal else 0.0
    factor = np.linalg.cholesky(possible) if names else possible
    return Copula(names, np.asarray(factor, dtype=np.float64), change)


def of_scores(ranks: Matrix) -> Matrix:
    """Correlation of normal scores that gives these rank correlations (Pearson 1907): 2 sin(π ρ / 6).

    >>> of_scores(np.array([[1.0, 0.5], [0.5, 1.0]])).round(4).tolist()
    [[1.0, 0.5176], [0.5176, 1.0]]
    """
    return 2.0 * np.sin(np.pi * ranks / 6.0)


def of_ranks(scores: Matrix) -> Matrix:
    """The inverse of :func:`of_scores`."""
    return 6.0 / np.pi * np.arcsin(scores / 2.0)


def is_possible(matrix: Matrix) -> bool:
    """Whether some numbers can be correlated so: no negative eigenvalue."""
    return matrix.size == 0 or float(np.linalg.eigvalsh(matrix).min()) >= SMALLEST


def nearest_correlation(matrix: Matrix) -> Matrix:
    """The matrix itself where it is possible, else the nearest that is, by alternating projections (Higham 2002)."""
    if is_possible(matrix):
        return matrix
    found, correction = matrix, np.zeros_like(matrix)
    for _ in range(MOST_ROUNDS):
        trial = found - correction
        projected = _positive(trial)
        correction = projected - trial
        found = projected.copy()
        np.fill_diagonal(found, 1.0)
    return _scaled(_positive(found))


def _positive(matrix: Matrix) -> Matrix:
    """The nearest matrix without eigenvalues under a small floor, so that it has a Cholesky factor."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2.0)
    return (vectors * np.maximum(values, 10.0 * SMALLEST)) @ vectors.T


def _scaled(matrix: Matrix) -> Matrix:
    """The same with ones on the diagonal."""
    size = np.sqrt(np.diag(matrix))
    return matrix / np.outer(size, size)
