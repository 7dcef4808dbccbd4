"""What the municipalities have paid, as arrays: one record for each line, year and price year of the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from costmodel.assumptions.records import Actual, AssumptionSet
from costmodel.axes import Array, per_draw, per_municipality
from costmodel.model.discounting import add
from costmodel.model.inputs import price_factor

PLATFORM_CHARGE = "platform_charge"
"""Operation and both kinds of capital, which an invoice does not tell apart."""
OTHER_LINES = ("introduction_cost", "local_operation", "gp_contribution")


@dataclass(frozen=True)
class Paid:
    """What the municipalities have paid in a year for one line, in the prices of one year."""

    line: str
    year: Array
    """``(1, 1, 1)``."""
    is_known: Array
    """1 for the municipalities of which it is known, ``(1, 1, every municipality)``."""
    amount: Array
    """MNOK in its own prices, 0 where it is not known, ``(1, 1, every municipality)``."""
    factor: Array
    """What the amount is multiplied by to be in the run's prices, ``(1, 1, 1)``."""
    is_last: Array
    """1 where it is the last whole year in use, by which later years are levelled, ``(1, 1, every municipality)``."""


@dataclass(frozen=True)
class Entry:
    """The rows of the file of one line, year and price year."""

    line: str
    year: int
    price_year: int
    rows: Mapping[str, Actual]
    """By municipality."""

    @property
    def name(self) -> str:
        """By which explanations and workbooks call it."""
        own = "" if self.price_year == self.year else f".{self.price_year}"
        return f"{self.line}.{self.year}{own}"


@lru_cache(maxsize=16)
def entries_of(assumptions: AssumptionSet) -> tuple[Entry, ...]:
    """The rows that cover whole years, by line, year and price year."""
    found: dict[tuple[str, int, int], dict[str, Actual]] = {}
    for row in assumptions.actuals:
        if row.is_whole:
            found.setdefault((row.line, row.year, row.price_year), {})[row.municipality] = row
    return tuple(Entry(*key, rows) for key, rows in sorted(found.items()))


@lru_cache(maxsize=16)
def last_whole_years(assumptions: AssumptionSet) -> Mapping[str, int]:
    """The last year of each municipality that is paid for the platform and in which it was in use from the first day to the last."""
    start = {item.name: item.go_live for item in assumptions.municipalities if item.status == "live"}
    last: dict[str, int] = {}
    for row in assumptions.actuals:
        begun = start.get(row.municipality)
        in_use = begun is not None and (begun.year < row.year or (begun.year == row.year and begun.timetuple().tm_yday == 1))
        if row.line == PLATFORM_CHARGE and row.is_whole and in_use:
            last[row.municipality] = max(row.year, last.get(row.municipality, row.year))
    return last


def paid_columns(entry: Entry, assumptions: AssumptionSet, names: Sequence[str]) -> dict[str, Array]:
    """The entry as columns ``(1, 1, municipality)`` in the order of `names`: is_known, amount, is_last."""
    last, is_charge = last_whole_years(assumptions), entry.line == PLATFORM_CHARGE
    return {
        "is_known": per_municipality([name in entry.rows for name in names]),
        "amount": per_municipality([entry.rows[name].amount if name in entry.rows else 0.0 for name in names]),
        "is_last": per_municipality([name in entry.rows and is_charge and last.get(name) == entry.year for name in names]),
    }


@lru_cache(maxsize=16)
def paid_of(assumptions: AssumptionSet, names: tuple[str, ...], price_year: int) -> tuple[Paid, ...]:
    """What has been paid, as arrays, with the municipalities in this order."""
    return tuple(
        Paid(
            entry.line,
            year=per_draw(entry.year),
            factor=per_draw(price_factor(assumptions, entry.price_year, price_year)),
            **paid_columns(entry, assumptions, names),
        )
        for entry in entries_of(assumptions)
    )


def known_of(of_one_line: Sequence[Paid], rows: slice, year: Array) -> tuple[Array, Array] | None:
    """1 in the years in which it is known what some municipalities have paid for a line, and the amount in the run's prices (0 in others).

    Both ``(1, year, municipality)``; None where it is known in none of the years.
    """
    known: list[Array] = []
    amounts: list[Array] = []
    for paid in of_one_line:
        is_known = paid.is_known[:, :, rows]
        here = is_known if is_nothing(is_known) else np.where(year == paid.year, is_known, 0.0)
        if not is_nothing(here):
            known.append(here)
            amounts.append(here * (paid.amount[:, :, rows] * paid.factor))
    return (add(known), add(amounts)) if known else None


def of_line(all_paid: Sequence[Paid], line: str) -> list[Paid]:
    """What has been paid for a line, by year."""
    return [paid for paid in all_paid if paid.line == line]


def is_nothing(array: Array) -> bool:
    """Whether it is known to be 0 everywhere."""
    return type(array) is np.ndarray and not array.any()
