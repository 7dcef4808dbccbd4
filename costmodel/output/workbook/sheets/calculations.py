"""The sheets of calculations: one row a line item, one column a year, one formula along the row; grids and tables beside them."""

from datetime import datetime, time
from math import ceil

from costmodel.assumptions.records import Municipality
from costmodel.explain.nodes import Node
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.assembly import TABLE_COLUMNS, Book
from costmodel.output.workbook.cells import begin_years, look_of, write_node, write_year_row
from costmodel.output.workbook.lookups import PRICE_ROW, TABLE_COLUMN, TABLE_YEAR_ROW
from costmodel.output.workbook.sheets.paging import page_years
from costmodel.output.workbook.styles import (
    DECIMAL_YEAR,
    LINE_HEIGHT,
    Sheet,
    Styles,
    begin,
    heads_of,
    height_of,
    shown_unit,
    write_heads,
    write_unit,
)
from costmodel.texts.catalog import text

DATE_COLUMN = 4
NAME_WIDTH = 20
"""Letters of the names in the code; longer ones are cut where a number stands beside them."""
TOWN_WIDTH, TOWN_COLUMNS_A_PAGE, TOWNS_SCALE = 15, 15, 38
"""Of the municipality table: letters that a column holds, how many columns stand on a page in print at most, and its size in percent,
at which all municipalities stand on one."""


def write_calculations(sheet: Sheet, styles: Styles, book: Book, note: str) -> None:
    """One of the sheets of calculations."""
    name = sheet.get_name()
    begin_years(sheet, styles, book, name, note)
    sheet.set_column(2, 2, NAME_WIDTH)
    write_heads(sheet, styles, at.YEAR_ROW - 1, heads_of("calculations.heads"))
    write_year_row(sheet, styles, book)
    for row, item in book.places.rows[name]:
        if isinstance(item, str):
            sheet.write_string(row - 1, 0, text(f"workbook.sections.{item}"), styles.get("heading"))
        else:
            _write_line(sheet, styles, book, row, item)
    page_years(sheet, (row for row, item in book.places.rows[name] if isinstance(item, str)))


def _write_line(sheet: Sheet, styles: Styles, book: Book, row: int, node: Node) -> None:
    title = book.titles.get(node)
    unit = book.unit_of(node)
    sheet.write_string(row - 1, 0, book.label_of(node), styles.get("label" if title else "note_label"))
    write_unit(sheet, styles, row, unit)
    sheet.write_string(row - 1, 2, title.name if title else "", styles.get("note"))
    write_node(sheet, book, node, look_of(node, unit, styles))


def write_grid(sheet: Sheet, styles: Styles, book: Book, node: Node) -> None:
    """A table of municipalities by year."""
    begin_years(sheet, styles, book, sheet.get_name(), text("workbook.calculations.grid_note", label=book.label_of(node)))
    write_heads(sheet, styles, at.YEAR_ROW - 1, (text("workbook.calculations.municipality"), "", "", "", ""))
    write_year_row(sheet, styles, book)
    _write_names(sheet, styles, book)
    for row in range(at.FIRST_TOWN_ROW, at.FIRST_TOWN_ROW + book.places.towns):
        write_unit(sheet, styles, row, book.unit_of(node))
    write_node(sheet, book, node, look_of(node, book.unit_of(node), styles))
    page_years(sheet, ())


def _write_names(sheet: Sheet, styles: Styles, book: Book) -> None:
    for number, town in enumerate(ordered_towns(book)):
        sheet.write_string(at.FIRST_TOWN_ROW - 1 + number, 0, town.name, styles.get())


def ordered_towns(book: Book) -> list[Municipality]:
    """The municipalities in the order of the sheets' rows."""
    by_name = {item.name: item for item in book.scenario.assumptions.municipalities}
    return [by_name[name] for name in book.model.names]


def write_municipalities(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The municipality table of the assumption files, and what is calculated for each municipality."""
    begin(sheet, styles, at.MUNICIPALITIES, text("workbook.municipalities.note"))
    towns = ordered_towns(book)
    known = sorted(towns[0].population)
    people = (text("workbook.municipalities.inhabitants", year=year) for year in known)
    read = (text(f"workbook.municipalities.columns.{name}") for name in TABLE_COLUMNS)
    write_heads(sheet, styles, TABLE_YEAR_ROW - 1, (*heads_of("municipalities.heads"), *people, *read), "wide_heading")
    sheet.write_string(TABLE_YEAR_ROW - 1, 0, text("workbook.municipalities.below"), styles.get("wide_note"))
    for number, year in enumerate(known):
        sheet.write_number(TABLE_YEAR_ROW - 1, TABLE_COLUMN + number, year, styles.get("constant", "year"))
    for number, town in enumerate(towns):
        _write_town(sheet, styles, book, number, town)
    for node in book.places.columns:
        column = book.addresses[node].column
        sheet.write_string(f"{column}{TABLE_YEAR_ROW - 1}", book.label_of(node), styles.get("wide_heading"))
        sheet.write_string(f"{column}{TABLE_YEAR_ROW}", shown_unit(book.unit_of(node)), styles.get("wide_note"))
        write_node(sheet, book, node, look_of(node, book.unit_of(node), styles))
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, TABLE_COLUMN + len(known) + len(TABLE_COLUMNS) + len(book.places.columns), TOWN_WIDTH)
    longest = max((book.label_of(node) for node in book.places.columns), key=len)
    sheet.set_row(TABLE_YEAR_ROW - 2, height_of((longest, TOWN_WIDTH - 4)))
    sheet.set_row(TABLE_YEAR_ROW - 1, 2 * LINE_HEIGHT)
    sheet.freeze_panes(at.FIRST_TOWN_ROW - 1, 1)
    sheet.repeat_columns(0)
    sheet.set_print_scale(TOWNS_SCALE)
    a_page = ceil(sheet.dim_colmax / ceil(sheet.dim_colmax / TOWN_COLUMNS_A_PAGE))
    sheet.set_v_pagebreaks(range(1 + a_page, sheet.dim_colmax + 1, a_page))


def _write_town(sheet: Sheet, styles: Styles, book: Book, number: int, town: Municipality) -> None:
    row, inputs = at.FIRST_TOWN_ROW - 1 + number, book.model.cells.inputs
    status = text(f"workbook.municipalities.status.{town.status}")
    for column, cell in enumerate((town.name, f"{town.number}", town.wave, status)):
        sheet.write_string(row, column, cell, styles.get())
    sheet.write_datetime(row, DATE_COLUMN, datetime.combine(town.go_live, time.min), styles.get("constant", "date"))
    values = [town.population[year] for year in sorted(town.population)]
    values += [inputs[name].value[0, 0, number] for name in TABLE_COLUMNS]
    for column, value in enumerate(values[:-1], start=TABLE_COLUMN):
        sheet.write_number(row, column, float(value), styles.get("constant", "whole"))
    last = TABLE_COLUMN + len(values) - 1
    sheet.write_formula(row, last, decimal_year_formula(row + 1), styles.get("plain", DECIMAL_YEAR), float(values[-1]))


def decimal_year_formula(row: int) -> str:
    """Year + (day of the year − 1) ÷ days in the year, as :func:`costmodel.model.region.decimal_year` has it; the last of the columns."""
    moment = f"${letters(DATE_COLUMN)}{row}"
    first, next_first = f"DATE(YEAR({moment}),1,1)", f"DATE(YEAR({moment})+1,1,1)"
    return f"=YEAR({moment})+({moment}-{first})/({next_first}-{first})"


def write_prices(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The price index of the assumption files."""
    begin(sheet, styles, at.PRICES, text("workbook.prices.note"))
    write_heads(sheet, styles, PRICE_ROW - 1, heads_of("prices.heads"))
    for number, (year, item) in enumerate(sorted(book.scenario.assumptions.price_index.items())):
        row = PRICE_ROW - 1 + number
        sheet.write_number(row, 0, year, styles.get("constant", "year"))
        sheet.write_number(row, 1, item.cpi, styles.get("constant", "money"))
        sheet.write_string(row, 2, text(f"workbook.prices.basis.{item.basis}"), styles.get("beside"))
        sheet.write_string(row, 3, item.note, styles.get())
    sheet.set_column(0, 2, 14)
    sheet.set_column(3, 3, 70)
    sheet.freeze_panes(PRICE_ROW - 1, 1)
