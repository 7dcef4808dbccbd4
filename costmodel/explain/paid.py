"""What has been paid as nodes: each row of the file is an input, whose origin is the invoice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from costmodel.assumptions.records import Actual, AssumptionSet
from costmodel.axes import Array, per_draw
from costmodel.explain.dimensions import POINT, PURE, dimension_of
from costmodel.explain.nodes import Node, Tape
from costmodel.model.actuals.paid import Entry, Paid, entries_of, paid_columns
from costmodel.model.scenario import Scenario
from costmodel.units import CALENDAR_YEAR, MNOK_A_YEAR, YES_OR_NO

PAID, PAID_YEAR, PAID_KNOWN, PAID_LAST = "paid.", "paid_year.", "paid_known.", "paid_last."
"""Begin the names of inputs: the amount by line and year, the year, and of all municipalities who has one and whose is the last."""
PREFIXES = (PAID, PAID_YEAR, PAID_KNOWN, PAID_LAST)
AMOUNT = "amount"
PREFIX_OF = {"is_known": PAID_KNOWN, AMOUNT: PAID, "is_last": PAID_LAST}
OF_ALL = ".all"
"""Ends the name of a column that one municipality under study reads of the others."""


@dataclass(frozen=True)
class Column:
    """A column of the municipalities, which is asked either for the studied one's number or for all."""

    own: Array
    """``(1, 1, 1)``; an input of the graph where it has a name."""
    every: Callable[[], Any]
    """All of them, as an input of the graph where somebody has one."""

    def __getitem__(self, index: Any) -> Any:
        """The studied one where the last index is no slice, else some rows of all."""
        rows = index[-1]
        return self.every()[index] if isinstance(rows, slice) else self.own


def paid_nodes(scenario: Scenario, tape: Tape, names: Sequence[str], prices: tuple[Callable[[int], Node], Node]) -> tuple[Paid, ...]:
    """What has been paid, on nodes; `prices` gives the price index of a year, and that of the run's price year."""
    index, of_run = prices
    entries = entries_of(scenario.assumptions)
    return tuple(_paid(entry, scenario, tape, names, factor_of(of_run, index(entry.price_year))) for entry in entries)


def factor_of(of_run: Node, own: Node) -> Array:
    """What an amount in prices of one index is multiplied by to be in those of the run."""
    return np.ones((1, 1, 1)) if own is of_run else of_run / own


def _paid(entry: Entry, scenario: Scenario, tape: Tape, names: Sequence[str], factor: Array) -> Paid:
    year = tape.input(f"{PAID_YEAR}{entry.year}", per_draw(entry.year), POINT, CALENDAR_YEAR.symbol)
    grids = paid_columns(entry, scenario.assumptions, names)
    at = None if scenario.municipality is None else names.index(scenario.municipality)
    columns = {field: _column(field, grid, at, entry, tape) for field, grid in grids.items()}
    return Paid(entry.line, year=cast(Any, year), factor=factor, **columns)


def _column(field: str, grid: Array, at: int | None, entry: Entry, tape: Tape) -> Any:
    """All of a column as an input, and the studied one's own number; that is an input where it is an amount, else it is settled."""
    dimension = dimension_of(MNOK_A_YEAR, entry.price_year) if field == AMOUNT else PURE
    symbol, name = MNOK_A_YEAR.symbol if field == AMOUNT else YES_OR_NO.symbol, PREFIX_OF[field] + entry.name
    if at is None:
        return tape.input(name, grid, dimension, symbol) if grid.any() else grid
    own: Any = grid[:, :, at : at + 1]
    if field == AMOUNT and own.any():
        own = tape.input(name, own, dimension, symbol)
    return Column(own, lambda: tape.input(f"{name}{OF_ALL}", grid, dimension, symbol))


def rows_behind(name: str, assumptions: AssumptionSet, studied: str | None) -> tuple[Actual, ...]:
    """The rows of the file that an input of these names holds; those of the studied one, unless it is of all."""
    if name.startswith(PAID_YEAR):
        found = [row for entry in entries_of(assumptions) if str(entry.year) == name.removeprefix(PAID_YEAR) for row in entry.rows.values()]
    else:
        prefix = next(prefix for prefix in PREFIXES if name.startswith(prefix))
        key = name.removeprefix(prefix).removesuffix(OF_ALL)
        found = [row for entry in entries_of(assumptions) if entry.name == key for row in entry.rows.values()]
    mine = [row for row in found if row.municipality == studied]
    return tuple(found if studied is None or name.endswith(OF_ALL) else mine)
