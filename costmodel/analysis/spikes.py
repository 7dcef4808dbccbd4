"""Years that stand out from those beside them, and which number makes each of them do so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
STANDS_OUT = 0.1
"""A year stands out that exceeds both years beside it by this share of the largest sum of any year."""
MAKES_IT = 0.25
"""The number that makes it exceeds its own values beside it by at least this share of what the year exceeds its neighbours by."""


@dataclass(frozen=True)
class Spike:
    """A year that stands out."""

    year: int
    name: str
    """The line that makes it."""
    amount: float
    """What the line comes to in the year, MNOK; positive where it is gained or saved."""


def spikes(lines: Mapping[str, Sequence[float]], years: Sequence[int]) -> list[Spike]:
    """The spikes of each side by year, in the order of the years.

    `lines` are amounts by year, MNOK, positive where gained or saved, negative where paid. Before the first year and after the
    last there is nothing.
    """
    names, amounts = list(lines), np.array(list(lines.values()), dtype=np.float64).reshape(len(lines), len(years))
    sides = {1.0: np.maximum(amounts, 0.0), -1.0: np.maximum(-amounts, 0.0)}
    largest = max((float(side.sum(axis=0).max(initial=0.0)) for side in sides.values()), default=0.0)
    found: list[Spike] = []
    for sign, side in sides.items():
        rise, own = _rise(side.sum(axis=0)), _rise(side)
        for at in np.flatnonzero((rise > 0) & (rise >= STANDS_OUT * largest)).tolist():
            first = int(own[:, at].argmax())
            if own[first, at] >= MAKES_IT * rise[at]:
                found.append(Spike(years[at], names[first], sign * float(side[first, at])))
    return sorted(found, key=lambda spike: spike.year)


def _rise(values: Values) -> Values:
    """By how much each year exceeds the larger one beside it, along the last axis."""
    edge = np.zeros((*values.shape[:-1], 1))
    beside = np.maximum(np.concatenate([edge, values[..., :-1]], axis=-1), np.concatenate([values[..., 1:], edge], axis=-1))
    return np.asarray(values - beside, dtype=np.float64)
