"""The three axes of every array in the engine, named once.

Each array has rank 3, shape ``(draw, year, municipality)``, with size 1 where it does not vary.
A single scenario is a batch of one draw; a slider position, a tornado bar, a heat-map cell and a
Monte Carlo draw are all draws. Docstrings write shapes with these words: ``(draw, 1, 1)`` is a
number for each draw, ``(1, year, 1)`` one for each year.
"""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

DRAW, YEAR, MUNICIPALITY = 0, 1, 2
RANK = 3

Array = npt.NDArray[np.float64]

_KEPT_MEMORY = 31 << 20
"""Bytes under which glibc keeps what an array leaves for the next one. It takes this from the largest block that it has given back, so one
is made and left here; without it, memory of the engine's arrays goes back to the system after every appraisal and comes anew for the
next, which takes as long as the arithmetic."""
np.empty(_KEPT_MEMORY, dtype=np.int8)


def narrow(array: Array) -> Array:
    """The same numbers with one draw where every draw is alike: what does not vary need not be computed for each."""
    return array if array.shape[DRAW] == 1 or not (array == array[:1]).all() else array[:1]


def part_of(amount: Callable[[], Array], share: Array) -> Array:
    """Amount × share; where the share is 0 in every draw it is the answer already, and the amount is not worked out."""
    if type(share) is not np.ndarray:
        return amount() * share
    is_nothing = share.shape[DRAW] == 1 and not share.any()
    return share if is_nothing else amount() * share + 0.0  # + 0.0: zero has one sign, in whatever batch it stands


def per_draw(values: npt.ArrayLike) -> Array:
    """Numbers → ``(draw, 1, 1)``; a scalar is a batch of one."""
    return np.asarray(values, dtype=np.float64).reshape(-1, 1, 1)


def as_draws(value: npt.ArrayLike) -> Array:
    """Somebody's numbers as those of a batch: one, or one for each draw. Raises ValueError for other shapes."""
    numbers = np.asarray(value, dtype=np.float64)
    if numbers.size == 0 or numbers.size != max(numbers.shape, default=1) or numbers.ndim == 2:
        raise ValueError(f"values of a batch are one number or one for each draw, not an array of shape {numbers.shape}")
    return per_draw(numbers)


def per_year(values: npt.ArrayLike) -> Array:
    """Numbers → ``(1, year, 1)``."""
    return np.asarray(values, dtype=np.float64).reshape(1, -1, 1)


def per_municipality(values: npt.ArrayLike) -> Array:
    """Numbers → ``(1, 1, municipality)``."""
    return np.asarray(values, dtype=np.float64).reshape(1, 1, -1)


def draws_between(array: Array, start: int, stop: int) -> Array:
    """Draws from `start` up to, not including, `stop`; what does not vary stays as it is."""
    return array if array.shape[DRAW] == 1 else array[start:stop]


def one_after_another(arrays: Sequence[Array], draws: Sequence[int]) -> Array:
    """Numbers ``(draw, 1, 1)`` one after the other, each for so many draws; a single one where all are the same."""
    if all(array.shape[DRAW] == 1 and array.item() == arrays[0].item() for array in arrays):
        return arrays[0]
    return np.concatenate([np.broadcast_to(array, (n, 1, 1)) for array, n in zip(arrays, draws, strict=True)], axis=DRAW)
