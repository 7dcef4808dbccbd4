"""Shapley values: what each of some changes is worth on average over every order in which they could be made."""

from collections.abc import Callable, Sequence
from math import factorial, fsum, inf, nextafter

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Coalitions = npt.NDArray[np.bool_]
"""Which changes are made, ``(coalition, change)``."""
FINEST = 1e-9
"""A part below this carries no rest of rounding."""
MOST_STEPS = 8
"""So many neighbouring numbers are tried for the last rest of rounding."""
Worth = Callable[[Coalitions], Values]
"""The value of each coalition."""


def every_coalition(count: int) -> Coalitions:
    """All coalitions of so many changes, ``(2^count, count)``; the number of a row has the change k as its bit k.

    >>> every_coalition(2).tolist()
    [[False, False], [True, False], [False, True], [True, True]]
    """
    rows = [[bool(number >> change & 1) for change in range(count)] for number in range(2**count)]
    return np.array(rows, dtype=np.bool_).reshape(2**count, count)


def exact(count: int, worth: Worth) -> tuple[list[float], Values]:
    """The value of each change from every coalition of them, and the worth of each coalition.

    >>> exact(2, lambda made: np.where(made[:, 0], 3.0, 2.0) * np.where(made[:, 1], 5.0, 4.0))[0]
    [4.5, 2.5]
    """
    made = every_coalition(count)
    worths = worth(made)
    size, number = made.sum(axis=1), np.arange(len(made))
    weight = np.array([factorial(k) * factorial(count - k - 1) / factorial(count) for k in range(count)] or [0.0])
    found: list[float] = []
    for change in range(count):
        without = number[~made[:, change]]
        gains = worths[without + (1 << change)] - worths[without]
        found.append(fsum((weight[size[without]] * gains).tolist()))
    return found, worths


def sampled(count: int, worth: Worth, orders: int, seed: int) -> tuple[list[float], list[float]]:
    """The same from so many random orders, each with its reverse, and the standard error of each value; they sum to the whole exactly."""
    rng = np.random.default_rng([seed, count])
    pairs = [(order, order[::-1]) for order in (rng.permutation(count) for _ in range(max(orders // 2, 2)))]
    paths = np.stack([order for pair in pairs for order in pair])
    made = np.zeros((len(paths), count + 1, count), dtype=bool)
    for step in range(count):
        made[:, step + 1] = made[:, step]
        made[np.arange(len(paths)), step + 1, paths[:, step]] = True
    worths = worth(made.reshape(-1, count)).reshape(len(paths), count + 1)
    gains = np.zeros((len(paths), count))
    gains[np.arange(len(paths))[:, None], paths] = np.diff(worths, axis=1)
    of_pairs = gains.reshape(-1, 2, count).mean(axis=1)
    error = of_pairs.std(axis=0, ddof=1) / np.sqrt(len(of_pairs))
    return of_pairs.mean(axis=0).tolist(), error.tolist()


def summing_to(whole: float, values: Sequence[float]) -> list[float]:
    """The values with what rounding leaves over put on the largest, and what that is too coarse for on the smallest that is something.

    >>> fsum(summing_to(0.3, [0.1, 0.2])) == 0.3
    True
    """
    found = list(values)
    sized = sorted((at for at, value in enumerate(found) if abs(value) > FINEST), key=lambda at: abs(found[at]))
    for at in (sized[-1:] + sized[:1]) * 2:
        found[at] += whole - fsum(found)
    for at in sized[:1] * MOST_STEPS:  # what is left lies half-way between two numbers: the smallest can tell them apart
        if left := whole - fsum(found):
            found[at] = nextafter(found[at], inf * left)
    return found
