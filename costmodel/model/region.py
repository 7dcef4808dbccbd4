"""The municipalities as arrays: who they are, when they start, how many live there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

import numpy as np

from costmodel.assumptions.records import REFERENCE_MUNICIPALITY, AssumptionSet, Municipality
from costmodel.assumptions.rollout import rank_order
from costmodel.axes import RANK, Array, narrow, per_draw, per_municipality
from costmodel.model.discounting import add

T = TypeVar("T")
FEW_DRAWS = 256
"""Draws up to which a register is worked out at once."""


@dataclass(frozen=True)
class Region:
    """The municipality table as arrays ``(1, 1, municipality)``, rows ordered so that each cohort stands together.

    A cohort starts on one day whatever the scenario: the live ones of one date, and the planned ones of one date;
    planned dates that have passed at the decision year count as one, since all of them can only start after it. What an
    appraisal reads of it is :class:`costmodel.model.protocols.AnyRegion`.
    """

    names: tuple[str, ...]
    """Names in the order of the rows."""
    rank: Array
    """1 for the first to join: by wave, then by population in the reference year, then by name."""
    live: Array
    """1 where in use (status live), 0 where planned."""
    go_live: Array
    """Decimal year of the date in the table, fact or plan."""
    known_years: Array
    """Years of the population columns, ``(year,)``."""
    known_population: Array
    """Inhabitants in those years, ``(year, municipality)``."""
    cohorts: tuple[slice, ...]
    """The rows of each cohort."""

    def population_in_table(self, years: Array) -> Array:
        """Inhabitants ``(1, year, municipality)``: linear between the table's years, constant before and after."""
        return between_years(years, self.known_years, self.known_population)

    def row(self, name: str) -> slice:
        """The row of a municipality as a slice, so that the axis stays."""
        index = self.names.index(name)
        return slice(index, index + 1)

    @property
    def all_live(self) -> bool:
        """Whether there is no planned one among them: then no date hangs on the scenario."""
        return bool(self.live.all())

    @property
    def counted(self) -> slice:
        """The first rows, up to the last of the cohorts."""
        return slice(0, self.cohorts[-1].stop)

    @property
    def reference(self) -> slice:
        """The row of the municipality for which all amounts are stated."""
        return self.row(REFERENCE_MUNICIPALITY)

    def only(self, rows: slice) -> "Region":
        """The same arrays for some of the rows; cohorts are left out."""
        parts = {field: getattr(self, field)[..., rows] for field in ("rank", "live", "go_live")}
        return replace(self, names=self.names[rows], known_population=self.known_population[:, rows], cohorts=(), **parts)

    def counting(self, highest_rank: float, names: frozenset[str]) -> "Region":
        """Without the planned cohorts in which nobody is counted, by rank or by name: they would only add zeros."""
        counted = np.maximum(np.where(self.rank <= highest_rank, 1.0, self.live), self.among(names)).ravel()
        return replace(self, cohorts=tuple(rows for rows in self.cohorts if counted[rows].any()))

    def chosen(self, by_number: Array, names: frozenset[str] | None) -> Array:
        """1 for those who take part: the ones named, where names are given, else those given by number."""
        return by_number if names is None else self.among(names)

    def among(self, names: frozenset[str]) -> Array:
        """1 for the municipalities named, else 0."""
        return per_municipality([name in names for name in self.names])

    def own(self, name: str) -> Array:
        """1 for the municipality under study, else 0."""
        return self.among(frozenset((name,)))

    def gathered(self, years: Sequence[Array], weights: Sequence[Array]) -> tuple[tuple[Array, Array], ...]:
        """Each year that occurs with the sum of its weights, ``(draw, 1, municipality)``; those without weight are left out.

        The sums are the same whatever other draws there are: a year that a draw has not adds 0 to it.
        """
        distinct = [per_draw(year) for year in sorted({float(year) for item in years for year in item.ravel()})]
        sums = [
            (at, add([weight * np.where(year == at, 1.0, 0.0) for year, weight in zip(years, weights, strict=True)])) for at in distinct
        ]
        return tuple((at, narrow(total)) for at, total in sums if total.any()) or tuple(sums[:1])

    def put_together(self, rows: Sequence[T], draws: int) -> Sequence[T]:
        """The rows of a register as a formula is to be asked of them in a batch of so many draws.

        Of few draws the rows' arrays are stacked to ``(row, draw, 1, 1)`` and worked out at once, which spares most of the calls; of many
        one by one, since the stack would not stay in the processor's cache. A cell is the same either way.
        """
        if draws > FEW_DRAWS:
            return rows
        columns = {name: np.stack(np.broadcast_arrays(*(getattr(row, name) for row in rows))) for name in vars(rows[0])}
        return [type(rows[0])(**columns)]

    def each_row(self, found: Sequence[Array]) -> Sequence[Array]:
        """What a formula gave of such rows, for each row of the register."""
        return [*found[0]] if found[0].ndim > RANK else found


def between_years(years: Array, known_years: Array, table: Array) -> Array:
    """A table ``(known year, municipality)`` in other years, ``(1, year, municipality)``: linear between, constant outside."""
    last = known_years.size - 1
    position = np.interp(years.ravel(), known_years, np.arange(last + 1.0))
    before = np.floor(position).astype(int)
    at_start, at_end = table[before], table[np.minimum(before + 1, last)]
    return (at_start + (at_end - at_start) * (position - before)[:, np.newaxis])[np.newaxis]


def decimal_year(day: date) -> float:
    """Year + (day of the year − 1) ÷ days in the year."""
    first, next_first = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - first).days / (next_first - first).days


@lru_cache(maxsize=16)
def read_region(assumptions: AssumptionSet, reference_year: float, decision_year: float) -> Region:
    """The municipality table of the assumption files for a run's reference and decision year.

    Kept for the last few tables and years: sorting 66 records takes longer than appraising a scenario.
    """

    def first_possible(item: Municipality) -> tuple[bool, float]:
        moment = decimal_year(item.go_live)
        return (item.status == "planned", moment if item.status == "live" else max(moment, decision_year))

    ranked = rank_order(assumptions.municipalities, reference_year)
    rank = {item.name: number for number, item in enumerate(ranked, start=1)}
    rows = sorted(ranked, key=first_possible)
    starts = [index for index, item in enumerate(rows) if index == 0 or first_possible(item) != first_possible(rows[index - 1])]
    years = sorted(rows[0].population)
    return Region(
        names=tuple(item.name for item in rows),
        rank=per_municipality([rank[item.name] for item in rows]),
        live=per_municipality([item.status == "live" for item in rows]),
        go_live=per_municipality([decimal_year(item.go_live) for item in rows]),
        known_years=np.array(years, dtype=np.float64),
        known_population=np.array([[item.population[year] for item in rows] for year in years], dtype=np.float64),
        cohorts=tuple(slice(a, b) for a, b in zip(starts, [*starts[1:], len(rows)], strict=True)),
    )
