"""The order in which municipalities join, which the rollout plan and their size decide."""

from collections.abc import Collection, Iterable
from typing import get_args

import numpy as np

from costmodel.assumptions.records import Municipality, Wave

WAVES: tuple[str, ...] = get_args(Wave)


def rank_order(rows: Iterable[Municipality], year: float) -> list[Municipality]:
    """The municipalities by rank: wave, then population in the year, largest first, then name."""
    return sorted(rows, key=lambda row: (WAVES.index(row.wave), -population(row, year), row.name))


def population(row: Municipality, year: float) -> float:
    """Inhabitants in a year: linear between the table's years, constant outside them (growth is common to all)."""
    years = sorted(row.population)
    return float(np.interp(year, years, [row.population[known] for known in years]))


def those_in(rows: Iterable[Municipality], named: Collection[str] | None, count: int, year: float) -> set[str]:
    """Names of those that take part: the named ones, else the `count` first of the plan with populations in `year`."""
    return set(named) if named is not None else {row.name for row in rank_order(rows, year)[:count]}
