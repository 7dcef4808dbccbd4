"""Writing the cells of nodes: a formula with its cached value, so that viewers show numbers before they recalculate."""

import math
from typing import Any

import numpy as np

from costmodel.explain.nodes import Node
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import BEFORE, COLUMN, NONE, ROW, letters
from costmodel.output.workbook.assembly import Book
from costmodel.output.workbook.model.cells import NEVER_IN_CELL
from costmodel.output.workbook.styles import MONEY, WIDE, Sheet, Styles, begin, number_of, number_of_input

VISIBLE_YEARS = 30
"""Years that are shown; those after them are folded away, and a control says so where they are needed."""
YEAR_WIDTH = 10
"""Letters that the column of a year holds: an amount of money in kroner for all of a municipality."""
WIDEST_AMOUNT = 1e6
"""The largest amount that the column holds with a digit after the point: present values at odd rates are larger."""
Cached = float | str | bool


def cached(value: Any) -> Cached:
    """A value as a cell holds it."""
    plain = value.item() if hasattr(value, "item") else value
    if isinstance(plain, bool):
        return plain
    number = float(plain)
    if math.isnan(number):
        return NONE
    return max(-NEVER_IN_CELL, min(number, NEVER_IN_CELL)) if math.isinf(number) else number


def write_node(sheet: Sheet, book: Book, node: Node, look: Any) -> None:
    """The node's own formula in each of its cells; a constant of the model as plain numbers."""
    address = book.addresses[node]
    template = "" if node.op == "constant" else book.formulas(address.sheet).defining(node)
    if address.kind == "cell":
        write_formula(sheet, (address.row, at_column(address.column)), template, node.value.flat[0], look)
    elif address.kind == "row":
        write_years(sheet, address.row, template, node.value.ravel(), look)
    else:
        for town in range(book.places.towns):
            row = at.FIRST_TOWN_ROW + town
            here = template.replace(ROW, str(row))
            if address.kind == "grid":
                write_years(sheet, row, here, node.value[0, :, town], look)
            else:
                write_formula(sheet, (row, at_column(address.column)), here, node.value[0, 0, town], look)


def at_column(name: str) -> int:
    """Number of a column from its letters, 0 for the first.

    >>> at_column("A"), at_column("AB")
    (0, 27)
    """
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def write_years(sheet: Sheet, row: int, template: str, values: Any, look: Any) -> None:
    """One formula along the years of a row, and a note to the sheet that its cells are copies of the first."""
    if template:
        sheet.copied[row] = (at.FIRST_YEAR_COLUMN + 1, at.FIRST_YEAR_COLUMN + len(values))
    for year, value in enumerate(values):
        column = at.FIRST_YEAR_COLUMN + year
        formula = template.replace(COLUMN, letters(column)).replace(BEFORE, letters(column - 1))
        write_formula(sheet, (row, column), formula, value, look)


def write_formula(sheet: Sheet, place: tuple[int, int], formula: str, value: Any, look: Any) -> None:
    """A formula with its value in a row, 1 for the first, and a column, 0 for the first; plain numbers where there is none."""
    row, column = place
    if formula:
        sheet.write_formula(row - 1, column, formula.replace(ROW, str(row)), look, cached(value))
    else:
        sheet.write_number(row - 1, column, cached(value), look)


def begin_years(sheet: Sheet, styles: Styles, book: Book, title: str, note: str) -> None:
    """Heads of a sheet with years along its columns, which begin in the same column on all of them."""
    begin(sheet, styles, title, note)
    last = at.FIRST_YEAR_COLUMN + years_on(book, sheet) - 1
    sheet.set_column(0, 0, 50)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 3, 13)
    sheet.set_column(4, 4, 2)
    sheet.set_column(at.FIRST_YEAR_COLUMN, at.FIRST_YEAR_COLUMN + VISIBLE_YEARS - 1, YEAR_WIDTH)
    sheet.set_column(at.FIRST_YEAR_COLUMN + VISIBLE_YEARS, last, YEAR_WIDTH, None, {"level": 1, "hidden": True})
    sheet.set_column(last + 1, last + 1, 9, None, {"collapsed": True})
    sheet.freeze_panes(at.YEAR_ROW, at.FIRST_YEAR_COLUMN)
    sheet.repeat_columns(0, 1)
    sheet.repeat_rows(0, at.YEAR_ROW - 1)


def years_on(book: Book, sheet: Sheet) -> int:
    """How many years a sheet has."""
    return book.years_of(sheet.get_name()).shape[1]


def write_year_row(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The calendar years, taken from the sheet where they are calculated."""
    years = book.years_of(sheet.get_name())
    address = book.addresses[years]
    if address.sheet != sheet.get_name():
        sheet.write_string(at.YEAR_ROW - 1, 0, book.label_of(years), styles.get("heading"))
        sheet.write_string(at.YEAR_ROW - 1, 1, book.unit_of(years), styles.get("heading"))
        for column in range(2, at.FIRST_YEAR_COLUMN):
            sheet.write_blank(at.YEAR_ROW - 1, column, None, styles.get("heading"))
        write_years(sheet, at.YEAR_ROW, f"={address.sheet}!{COLUMN}{address.row}", years.value.ravel(), styles.get("heading", "year"))


def look_of(node: Node, unit: str, styles: Styles) -> Any:
    """Format of a node's cells."""
    if node.op == "constant":
        return styles.get("constant", number_of_input(unit))
    kind = number_of(unit)
    is_wide = kind == MONEY and float(np.abs(node.value).max()) >= WIDEST_AMOUNT
    return styles.get("plain", WIDE if is_wide else kind)
