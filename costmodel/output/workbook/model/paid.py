"""What has been paid as columns of a sheet: the amount, who has one, and whose last whole year it is."""

from typing import Any, cast

from costmodel.axes import Array, per_draw
from costmodel.explain.nodes import Node
from costmodel.explain.paid import AMOUNT, PAID_YEAR, PREFIX_OF, Column, factor_of
from costmodel.explain.symbolic import SymbolicRegion
from costmodel.model.actuals.paid import Entry, Paid, entries_of, paid_columns
from costmodel.model.scenario import Scenario
from costmodel.output.workbook.model.cells import Cells

FIELDS = (AMOUNT, *(field for field in PREFIX_OF if field != AMOUNT))
"""The columns of an entry, in their order."""


def paid_on_sheet(cells: Cells, scenario: Scenario, table: SymbolicRegion, of_run: Node) -> tuple[Paid, ...]:
    """What has been paid, on cells; prices follow the cell of the price year."""
    return tuple(_paid(entry, cells, scenario, table, of_run) for entry in entries_of(scenario.assumptions))


def _paid(entry: Entry, cells: Cells, scenario: Scenario, table: SymbolicRegion, of_run: Node) -> Paid:
    index = scenario.assumptions.price_index
    grids = paid_columns(entry, scenario.assumptions, table.names)
    own = cells.price_index(entry.price_year, index[entry.price_year].cpi, len(index))
    columns = {field: _column(cells, column_name(field, entry), grid) for field, grid in grids.items()}
    year = cells.input(f"{PAID_YEAR}{entry.name}", per_draw(entry.year))
    return Paid(entry.line, year=cast(Any, year), factor=factor_of(of_run, own), **columns)


def _column(cells: Cells, name: str, grid: Array) -> Any:
    """A column of the sheet; what is 0 for all needs none."""
    return cells.input(name, grid) if grid.any() else Column(grid[:, :, :1], lambda: grid)


def column_name(field: str, entry: Entry) -> str:
    """By which the cells know a column of an entry."""
    return PREFIX_OF[field] + entry.name
