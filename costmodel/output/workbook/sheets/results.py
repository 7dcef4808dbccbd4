"""The output sheets: indicators, the yearly table of both options, and charts of the yearly flows."""

from typing import Any

import numpy as np

from costmodel.explain.nodes import Node
from costmodel.output import labels
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import COLUMN, letters
from costmodel.output.workbook.assembly import Book, Option
from costmodel.output.workbook.cells import VISIBLE_YEARS, begin_years, cached, write_year_row, write_years
from costmodel.output.workbook.choices import DECISION, word
from costmodel.output.workbook.styles import Sheet, Styles, begin, heads_of, number_of, write_heads
from costmodel.texts.catalog import text

FIRST_INDICATOR_ROW = 8
YEARLY_TOTALS = ("total_cost", "total_benefit", "net_benefit")
CHARTED = {"total_cost": "#B65C00", "total_benefit": "#0062BA"}
NET, CUMULATED = "#1E2B3C", "#5B3E99"


def write_results(sheet: Sheet, styles: Styles, book: Book) -> None:
    """Indicators on top, then the yearly table of the first option, then that of the second."""
    begin_years(sheet, styles, book, at.RESULTS, text("workbook.results.note"))
    write_year_row(sheet, styles, book)
    sheet.set_column(2, 4, 15)
    _write_indicators(sheet, styles, book)
    row = first_table_row(book)
    _write_table(sheet, styles, book, row, (text("workbook.results.first"), book.first))
    row = second_table_row(book)
    _write_table(sheet, styles, book, row, (text("workbook.results.second"), book.second))


def first_table_row(book: Book) -> int:
    """Row of the heading of the first yearly table."""
    return FIRST_INDICATOR_ROW + len(book.first.indicators) + 1


def second_table_row(book: Book) -> int:
    """Row of the heading of the second one."""
    return first_table_row(book) + len(book.first.line_items) + len(book.first.drivers) + 3


def rows_of(book: Book, option: Option) -> dict[str, int]:
    """Row of each yearly figure of an option."""
    start = (first_table_row(book) if option is book.first else second_table_row(book)) + 1
    return {name: start + number for number, name in enumerate((*option.line_items, *option.drivers))}


def _write_indicators(sheet: Sheet, styles: Styles, book: Book) -> None:
    write_heads(sheet, styles, FIRST_INDICATOR_ROW - 1, heads_of("results.indicators"))
    shows_both = f'view="{word(DECISION)}"'
    is_decision = book.model.view == DECISION
    for number, (name, first) in enumerate(book.first.indicators.items()):
        row, unit, second = FIRST_INDICATOR_ROW + number, labels.unit_of_result(name), book.second.indicators[name]
        look = styles.get("sum" if name == "npv" else "plain", number_of(unit))
        sheet.write_string(row - 1, 0, labels.indicator_label(name), styles.get("sum" if name == "npv" else "plain"))
        sheet.write_string(row - 1, 1, unit, styles.get("note"))
        sheet.write_formula(row - 1, 2, f"={_cell(book, first)}", look, cached(first.value.flat[0]))
        value = cached(second.value.flat[0]) if is_decision else ""
        sheet.write_formula(row - 1, 3, f'=IF({shows_both},{_cell(book, second)},"")', look, value)
        difference = float(first.value.flat[0]) - float(second.value.flat[0])
        shown = "" if not is_decision or np.isnan(difference) else difference
        formula = f'=IF(AND({shows_both},ISNUMBER(C{row}),ISNUMBER(D{row})),C{row}-D{row},"")'
        sheet.write_formula(row - 1, 4, formula, look, shown)


def _cell(book: Book, node: Node) -> str:
    address = book.addresses[node]
    return f"{address.sheet}!${address.column}${address.row}"


def _write_table(sheet: Sheet, styles: Styles, book: Book, row: int, table: tuple[str, Option]) -> None:
    title, option = table
    write_heads(sheet, styles, row, (title, *heads_of("results.heads")))
    discount = book.addresses[book.first.drivers["discount_factor"]].row
    last = letters(at.FIRST_YEAR_COLUMN + book.years - 1)
    factor = f"{at.CALCULATION}!$F${discount}:${last}${discount}"
    for name, place in rows_of(book, option).items():
        is_item = name in option.line_items
        node, unit = (option.line_items if is_item else option.drivers)[name], labels.unit_of_result(name)
        look = styles.get("sum" if name in YEARLY_TOTALS else "plain", number_of(unit))
        sheet.write_string(
            place - 1, 0, labels.line_item_label(name, book.scenario.assumptions), styles.get("sum" if name in YEARLY_TOTALS else "plain")
        )
        sheet.write_string(place - 1, 1, unit, styles.get("note"))
        address, values = book.addresses[node], np.broadcast_to(node.value, (1, book.years, 1)).ravel()
        write_years(sheet, place, f"={address.sheet}!{COLUMN}{address.row}", values, look)
        if is_item:
            _write_sums(sheet, place, (values, factor, last), look, book)


def _write_sums(sheet: Sheet, row: int, parts: tuple[Any, str, str], look: Any, book: Book) -> None:
    """Sum and present value of a line item."""
    values, factor, last = parts
    flow = f"$F{row}:${last}{row}"
    present = float((values * book.first.drivers["discount_factor"].value.ravel()).sum())
    sheet.write_formula(row - 1, 2, f"=SUM({flow})", look, float(values.sum()))
    sheet.write_formula(row - 1, 3, f"=SUMPRODUCT({flow}*{factor})", look, present)


def write_charts(file: Any, sheet: Sheet, styles: Styles, book: Book) -> None:
    """Yearly costs and benefits, net benefit, and what it has come to so far."""
    note = text("workbook.charts.note", years=VISIBLE_YEARS)
    begin(sheet, styles, at.CHARTS, note)
    rows = rows_of(book, book.first)
    columns = file.add_chart({"type": "column"})
    for name, colour in CHARTED.items():
        columns.add_series(_series(rows[name], labels.yearly_label(name), {"fill": {"color": colour}, "gap": 60}))
    line = file.add_chart({"type": "line"})
    line.add_series(_series(rows["net_benefit"], labels.yearly_label("net_benefit"), {"line": {"color": NET, "width": 2}}))
    columns.combine(line)
    _dress(columns, text("workbook.charts.flows"))
    sheet.insert_chart("A4", columns, {"description": text("workbook.charts.flows_description")})
    total = file.add_chart({"type": "line"})
    total.add_series(
        _series(rows["cumulated_net_benefit"], labels.yearly_label("cumulated_net_benefit"), {"line": {"color": CUMULATED, "width": 2.5}})
    )
    _dress(total, text("workbook.charts.cumulated"))
    sheet.insert_chart("A26", total, {"description": text("workbook.charts.cumulated_description")})


def _series(row: int, name: str, look: dict[str, Any]) -> dict[str, Any]:
    last = at.FIRST_YEAR_COLUMN + VISIBLE_YEARS - 1
    years = [at.RESULTS, at.YEAR_ROW - 1, at.FIRST_YEAR_COLUMN, at.YEAR_ROW - 1, last]
    return {"name": name, "categories": years, "values": [at.RESULTS, row - 1, at.FIRST_YEAR_COLUMN, row - 1, last], **look}


def _dress(chart: Any, title: str) -> None:
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_size({"width": 1100, "height": 400})
    chart.set_legend({"position": "bottom"})
    chart.set_x_axis({"label_position": "low", "num_font": {"rotation": -45}})
    chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#D5DBE1"}}})
