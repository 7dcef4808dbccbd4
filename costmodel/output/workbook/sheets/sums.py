"""Sums of the tables that nobody is to change, each number weighed by its place, so that two that change places are seen as well."""

from collections.abc import Iterator

import numpy as np

from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.assembly import TABLE_COLUMNS, Book
from costmodel.output.workbook.cells import cached
from costmodel.output.workbook.lookups import PRICE_ROW, TABLE_COLUMN
from costmodel.output.workbook.naming import CONSTANTS
from costmodel.output.workbook.sheets.calculations import ordered_towns
from costmodel.texts.catalog import text

Sum = tuple[str, str, float]
"""What it is the sum of, its formula, and what it was when the workbook was written."""


def table_sums(book: Book) -> Iterator[Sum]:
    """The municipality table, the price index, and the fixed numbers of the model."""
    index = sorted(book.scenario.assumptions.price_index.items())
    yield _sum("municipalities", at.MUNICIPALITIES, (at.FIRST_TOWN_ROW, TABLE_COLUMN), _towns(book))
    yield _sum("prices", at.PRICES, (PRICE_ROW, 0), np.array([(year, item.cpi) for year, item in index]))
    rows, values = zip(*_constants(book), strict=True)
    assert list(rows) == list(range(rows[0], rows[0] + len(rows))), "the fixed numbers stand together"
    yield _sum("constants", at.CALCULATION, (rows[0], 3), np.array(values).reshape(-1, 1))


def _sum(key: str, sheet: str, place: tuple[int, int], values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> Sum:
    """`place` is the row (from 1) and the column (from 0) of the first value."""
    (row, column), (rows, columns) = place, values.shape
    cells = f"{sheet}!${letters(column)}${row}:${letters(column + columns - 1)}${row + rows - 1}"
    weights = np.outer(np.arange(row, row + rows), np.arange(column + 1, column + columns + 1))
    formula = f"SUMPRODUCT({cells}*ROW({cells})*COLUMN({cells}))"
    return text(f"workbook.differences.tables.{key}"), formula, float((values * weights).sum())


def _towns(book: Book) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    """Inhabitants of each known year, and the columns that the model reads."""
    people = [[town.population[year] for year in sorted(town.population)] for town in ordered_towns(book)]
    read = [book.model.cells.inputs[name].value.ravel() for name in TABLE_COLUMNS]
    return np.column_stack([np.array(people, dtype=np.float64), *read])


def _constants(book: Book) -> Iterator[tuple[int, float]]:
    """Row and number of each fixed number."""
    for row, node in book.places.rows[at.CALCULATION]:
        title = None if isinstance(node, str) else book.titles.get(node)
        if title is not None and title.section == CONSTANTS and not isinstance(node, str):
            yield row, float(cached(node.value.flat[0]))
