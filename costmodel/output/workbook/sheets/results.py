"""The scenario over its life: indicators, the yearly table, and charts of the yearly flows."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from costmodel.explain.nodes import Node
from costmodel.model import results
from costmodel.model.line_items import BENEFIT, COST
from costmodel.output import labels
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook import naming
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.assembly import Book, Option
from costmodel.output.workbook.cells import VISIBLE_YEARS, begin_years, cached, write_year_row, write_years, years_on
from costmodel.output.workbook.lookups import sheet_text
from costmodel.output.workbook.model.cells import NEVER_IN_CELL
from costmodel.output.workbook.sheets.paging import page_years
from costmodel.output.workbook.styles import YEAR, Sheet, Styles, begin, heads_of, number_of, write_heads_of_numbers, write_unit
from costmodel.texts.catalog import text
from costmodel.units import CALENDAR_YEAR

FIRST_INDICATOR_ROW = 8
YEARS_OF_OPTION = ("exit_year", "alternative_start")
"""Drivers that are stated beside the indicators: when the platform is left, and when the alternative is taken."""
NEVER = "never"
"""Name of the cell that holds the year of what never happens."""
SECTIONS_OF_KINDS = {COST: naming.COSTS, BENEFIT: naming.BENEFITS, "total": naming.TOTALS, "driver": naming.BY_YEAR}
"""The sections of a yearly table in their order, by the kind of their lines."""
YEARLY_TOTALS = ("total_cost", "total_benefit", "net_benefit")
CHARTED = {"total_cost": "#B65C00", "total_benefit": "#0062BA"}
NET, CUMULATED = "#1E2B3C", "#5B3E99"
TOLERANCE = "tolerance"
"""Name of the cell with the deviation of money that is only rounding."""
COSTS_DOWN_ROW, LAST_CHART_COLUMN = 49, 17
"""Row under the charts that holds the costs below zero, and the last column that the charts cover."""


@dataclass(frozen=True)
class YearlyTable:
    """A yearly table of an appraisal."""

    title: str
    option: Option
    heading: int
    """Row of its heading."""
    number: int = 0
    """The option's number, where the sheet has a table for each; its rows are called by it."""


def write_results(sheet: Sheet, styles: Styles, book: Book) -> None:
    """Indicators of the scenario on top, then its yearly table."""
    begin_years(sheet, styles, book, at.RESULTS, text("workbook.results.note"))
    write_year_row(sheet, styles, book)
    sheet.set_column(2, 3, 15)
    _write_indicators(sheet, styles, book)
    write_table(sheet, styles, book, YearlyTable(text("workbook.results.life"), book.life, first_table_row(book)))
    page_years(sheet, (FIRST_INDICATOR_ROW - 1,))


def first_table_row(book: Book) -> int:
    """Row of the heading of the yearly table."""
    return FIRST_INDICATOR_ROW + len(book.life.indicators) + len(YEARS_OF_OPTION) + 1


def rows_of(book: Book) -> dict[str, int]:
    """Row of each yearly figure of the scenario."""
    return table_rows(book.life, first_table_row(book))


def table_rows(option: Option, heading: int) -> dict[str, int]:
    """Row of each yearly figure of a table whose heading stands in a row."""
    lines = lines_of_table(option)
    return {name: heading + 1 + number for number, (name, section) in enumerate(lines) if not section}


def lines_of_table(option: Option) -> list[tuple[str, bool]]:
    """What stands in a yearly table: its sections, costs before benefits, and under each its lines; whether it is a section."""
    found, names = list[tuple[str, bool]](), (*option.line_items, *option.drivers)
    for kind, section in SECTIONS_OF_KINDS.items():
        found += [(section, True), *((name, False) for name in names if results.kind(name) == kind)]
    return found


def _write_indicators(sheet: Sheet, styles: Styles, book: Book) -> None:
    write_heads_of_numbers(sheet, styles, FIRST_INDICATOR_ROW - 1, heads_of("results.indicators"))
    for number, (name, node) in enumerate(book.life.indicators.items()):
        write_indicator_name(sheet, styles, FIRST_INDICATOR_ROW + number, name)
        look = styles.get("sum" if name == "npv" else "plain", number_of(labels.unit_of_result(name)))
        formula = f"={book.refer(node, at.RESULTS)}"
        sheet.write_formula(FIRST_INDICATOR_ROW + number - 1, 2, formula, look, cached(node.value.flat[0]))
    first = FIRST_INDICATOR_ROW + len(book.life.indicators)
    write_years_of_option(sheet, styles, first)
    for row, (formula, value) in enumerate(years_or_never(book, book.life, at.RESULTS), start=first):
        sheet.write_formula(row - 1, 2, f"={formula}", styles.get("right", YEAR), value)


def write_years_of_option(sheet: Sheet, styles: Styles, first: int) -> None:
    """Labels of the years in which a municipality leaves and takes the alternative, from a row on."""
    for row, name in enumerate(YEARS_OF_OPTION, start=first):
        sheet.write_string(row - 1, 0, text(f"workbook.results.years.{name}"), styles.get())
        write_unit(sheet, styles, row, CALENDAR_YEAR.symbol)


def years_or_never(book: Book, option: Option, sheet: str) -> list[tuple[str, float | str]]:
    """When an option leaves the platform and takes the alternative, or that it never does: formula without its equals sign, and value."""
    begun = book.refer(option.begun, sheet)
    never, outside = text("workbook.cover.never"), text("workbook.results.not_in")
    told: list[tuple[str, float | str]] = []
    for node in option.years:
        year, value = book.refer(node, sheet), float(node.value.flat[0])
        told.append((f"IF({year}>={NEVER},{sheet_text(never)},{year})", never if value >= NEVER_IN_CELL else value))
    (leaves, when), alternative = told
    is_in = bool(option.begun.value.flat[0])
    return [(f"IF({begun}=1,{leaves},{sheet_text(outside)})", when if is_in else outside), alternative]


def write_indicator_name(sheet: Sheet, styles: Styles, row: int, name: str) -> None:
    """Name and unit of an indicator in the first columns of a row, 1 for the first."""
    sheet.write_string(row - 1, 0, labels.indicator_label(name), styles.get("sum" if name == "npv" else "plain"))
    write_unit(sheet, styles, row, labels.unit_of_result(name))


def write_table(sheet: Sheet, styles: Styles, book: Book, table: YearlyTable) -> None:
    """The yearly table of an appraisal."""
    option, heading = table.option, table.heading
    write_heads_of_numbers(sheet, styles, heading, (table.title, *heads_of("results.heads")))
    for number, (section, is_section) in enumerate(lines_of_table(option)):
        if is_section:
            sheet.write_string(heading + number, 0, text(f"workbook.sections.{section}"), styles.get("section"))
    for name, row in table_rows(option, heading).items():
        is_item = name in option.line_items
        node, unit = (option.line_items if is_item else option.drivers)[name], labels.unit_of_result(name)
        kind = "sum" if name in YEARLY_TOTALS else "plain"
        label = naming.numbered_option_label(table.number, labels.line_item_label(name, book.scenario.assumptions))
        sheet.write_string(row - 1, 0, label, styles.get(kind))
        write_yearly(sheet, styles, book, (node, unit, row, kind))
        if is_item:
            write_sums(sheet, book, (node, row, styles.get(kind, number_of(unit))))


def write_yearly(sheet: Sheet, styles: Styles, book: Book, line: tuple[Node, str, int, str]) -> None:
    """Unit and years of a line: its node, unit, row and look."""
    node, unit, row, kind = line
    write_unit(sheet, styles, row, unit)
    values = np.broadcast_to(node.value, (1, years_on(book, sheet), 1)).ravel()
    write_years(sheet, row, f"={book.refer(node, sheet.get_name())}", values, styles.get(kind, number_of(unit)))


def write_sums(sheet: Sheet, book: Book, line: tuple[Node, int, Any]) -> None:
    """Sum and present value of a line: its node, row and look."""
    node, row, look = line
    years = years_on(book, sheet)
    factor = (book.life if sheet.get_name() == at.RESULTS else book.options[0]).drivers["discount_factor"]
    last, values = letters(at.FIRST_YEAR_COLUMN + years - 1), np.broadcast_to(node.value, (1, years, 1)).ravel()
    place, flow = book.addresses[factor], f"$F{row}:${last}{row}"
    sheet.write_formula(row - 1, 2, f"=SUM({flow})", look, float(values.sum()))
    present = f"=SUMPRODUCT({flow}*{place.sheet}!$F${place.row}:${last}${place.row})"
    sheet.write_formula(row - 1, 3, present, look, float((values * factor.value.ravel()).sum()))


def write_charts(file: Any, sheet: Sheet, styles: Styles, book: Book) -> None:
    """Yearly costs and benefits, net benefit, and what it has come to so far."""
    last, rows = last_charted(book), rows_of(book)
    year = book.years_of(at.RESULTS).value.ravel()[last - at.FIRST_YEAR_COLUMN]
    begin(sheet, styles, at.CHARTS, text("workbook.charts.note", year=year))
    _write_completeness(sheet, styles, book, last)
    columns = file.add_chart({"type": "column"})
    _write_costs_down(sheet, styles, book)
    places = {"total_cost": (at.CHARTS, COSTS_DOWN_ROW), "total_benefit": (at.RESULTS, rows["total_benefit"])}
    for name, colour in CHARTED.items():
        columns.add_series(
            _series((*places[name], last), labels.yearly_label(name), {"fill": {"color": colour}, "gap": 60, "overlap": 100})
        )
    line = file.add_chart({"type": "line"})
    line.add_series(
        _series((at.RESULTS, rows["net_benefit"], last), labels.yearly_label("net_benefit"), {"line": {"color": NET, "width": 2}})
    )
    columns.combine(line)
    _dress(columns, text("workbook.charts.flows"))
    sheet.insert_chart("A4", columns, {"description": text("workbook.charts.flows_description")})
    total = file.add_chart({"type": "line"})
    running = "cumulated_net_benefit"
    total.add_series(_series((at.RESULTS, rows[running], last), labels.yearly_label(running), {"line": {"color": CUMULATED, "width": 2.5}}))
    _dress(total, text("workbook.charts.cumulated"))
    sheet.insert_chart("A26", total, {"description": text("workbook.charts.cumulated_description")})
    sheet.print_area(0, 0, COSTS_DOWN_ROW - 3, LAST_CHART_COLUMN)
    sheet.fit_to_pages(1, 1)


def last_charted(book: Book) -> int:
    """Column of the last of the visible years with a flow; of the second year where there is none."""
    years = book.years_of(at.RESULTS).shape[1]
    cost, benefit = (np.broadcast_to(book.life.line_items[name].value, (1, years, 1)).ravel() for name in CHARTED)
    with_flow = np.flatnonzero((cost != 0.0)[:VISIBLE_YEARS] | (benefit != 0.0)[:VISIBLE_YEARS])
    return at.FIRST_YEAR_COLUMN + max(int(with_flow[-1]) if with_flow.size else 1, 1)


def _write_completeness(sheet: Sheet, styles: Styles, book: Book, last: int) -> None:
    """Whether some year after the last one of the charts has a flow."""
    rows, end = rows_of(book), letters(at.FIRST_YEAR_COLUMN + book.years_of(at.RESULTS).shape[1] - 1)
    after = "+".join(f"SUMPRODUCT(ABS({at.RESULTS}!${letters(last + 1)}${rows[name]}:${end}${rows[name]}))" for name in CHARTED)
    complete, cut = (text(f"workbook.charts.{key}") for key in ("complete", "cut"))
    is_whole = last < at.FIRST_YEAR_COLUMN + VISIBLE_YEARS - 1
    formula = f"=IF({after}>{TOLERANCE},{sheet_text(cut)},{sheet_text(complete)})"
    sheet.write_formula(2, 0, formula, styles.get("note"), complete if is_whole else cut)


def _write_costs_down(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The costs below zero, as charts have them: under the charts, from the row of the results, where a cost is positive as named."""
    row, years = rows_of(book)["total_cost"], book.years_of(at.RESULTS).shape[1]
    costs = np.broadcast_to(book.life.line_items["total_cost"].value, (1, years, 1))
    sheet.write_string(COSTS_DOWN_ROW - 1, 0, text("workbook.charts.costs_down"), styles.get("note"))
    for number, value in enumerate(costs.ravel()[:VISIBLE_YEARS]):
        column = at.FIRST_YEAR_COLUMN + number
        formula = f"=-{at.RESULTS}!{letters(column)}{row}"
        sheet.write_formula(COSTS_DOWN_ROW - 1, column, formula, styles.get("plain", number_of("MNOK")), 0.0 - float(value))


def _series(place: tuple[str, int, int], name: str, look: dict[str, Any]) -> dict[str, Any]:
    """A line of a sheet by the years of the results: its sheet, its row, and the column of the last year."""
    sheet, row, last = place
    years = [at.RESULTS, at.YEAR_ROW - 1, at.FIRST_YEAR_COLUMN, at.YEAR_ROW - 1, last]
    return {"name": name, "categories": years, "values": [sheet, row - 1, at.FIRST_YEAR_COLUMN, row - 1, last], **look}


def _dress(chart: Any, title: str) -> None:
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_size({"width": 1100, "height": 400})
    chart.set_legend({"position": "bottom"})
    chart.set_x_axis({"label_position": "low", "num_font": {"rotation": -45}})
    chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": True, "line": {"color": "#D5DBE1"}}})
