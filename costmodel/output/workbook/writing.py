"""The workbook as a file: what the model is today, with live formulas, for one scenario and one municipality."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any, cast

from costmodel.analysis.decision_card.facts import Card
from costmodel.analysis.decision_card.making import card_of
from costmodel.analysis.learning.evidence import counting_measurements
from costmodel.assumptions.records import Measurement
from costmodel.faults import AssumptionError, Fault
from costmodel.model.scenario import Scenario
from costmodel.output.identity.about import Asked, Identity, identity_of
from costmodel.output.identity.sheet import More, write_identity
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.as_written.budget import write_budget
from costmodel.output.workbook.as_written.learning import write_learning
from costmodel.output.workbook.as_written.why import write_why
from costmodel.output.workbook.assembly import Book, assemble, calculation_sheets
from costmodel.output.workbook.marks.gathering import marks_text
from costmodel.output.workbook.sheets.actuals import write_actuals
from costmodel.output.workbook.sheets.calculations import write_calculations, write_grid, write_municipalities, write_prices
from costmodel.output.workbook.sheets.card import write_card
from costmodel.output.workbook.sheets.controls import names_of_checks, write_checks
from costmodel.output.workbook.sheets.cover import About, sheet_note, write_cover, write_sources
from costmodel.output.workbook.sheets.differences import write_differences
from costmodel.output.workbook.sheets.inputs import names_of_cells, write_inputs, write_members
from costmodel.output.workbook.sheets.options import write_options, write_options_by_year
from costmodel.output.workbook.sheets.parties import write_parties
from costmodel.output.workbook.sheets.results import write_charts, write_results
from costmodel.output.workbook.sheets.written import counted_sheets
from costmodel.output.workbook.styles import Styles
from costmodel.texts.catalog import text
from costmodel.version import MODEL_VERSION

PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
"""Nothing that somebody has written becomes a formula, a link or a number."""
MAY_BE_DONE = {"format_columns": True, "format_rows": True}
"""What can be changed on a protected sheet beside the yellow cells: widths, and what is folded away. There is no password."""
OUTPUTS = (at.COVER, at.CARD, at.RESULTS, at.WHY, at.OPTIONS, at.PARTIES, at.BUDGET, at.CHARTS, at.OPTIONS_BY_YEAR)
CHANGED = (at.INPUTS, at.MEMBERS)
"""Sheets that are read, and sheets that somebody changes."""


def workbook_bytes(scenario: Scenario, about: About, *, keep: bool = False, item: Identity | None = None) -> bytes:
    """The workbook (xlsx) of a batch of one. Raises AssumptionError where all participants are studied together.

    `keep`: numbers that the scenario has moved stay uncertain on the decision card. `item` is what it says of itself beyond the cover.
    """
    if scenario.municipality is None:
        raise AssumptionError([Fault("", "municipality", "workbook_of_everybody")])
    return book_bytes(assemble(scenario), about, card_of(scenario, keep=keep), item)


def book_bytes(book: Book, about: About, card: Card, item: Identity | None = None) -> bytes:
    """The file of a book that is planned, with the decision card of its scenario; `item` is what it says of itself beyond the cover."""
    import xlsxwriter

    buffer = BytesIO()
    file = cast(Any, xlsxwriter).Workbook(buffer, PLAIN_TEXT)
    styles = Styles(file)
    for name, place in {**names_of_cells(book), **_names_of_results(book), **names_of_checks()}.items():
        file.define_name(name, place)
    told = item or identity_of(book.scenario, Asked(about.name), about.written)
    _write_sheets(file, styles, book, (about, card, told))
    marks = (text("workbook.marks.name"), marks_text({sheet.get_name(): sheet for sheet in file.worksheets()}))
    write_identity(file, styles, told, book.scenario.assumptions, More(for_programs=(marks,)))
    file.set_properties(
        {
            "title": text("workbook.properties.title", scenario=about.name, municipality=book.scenario.municipality)[:250],
            "comments": text("workbook.properties.comments", model=MODEL_VERSION, fingerprint=book.scenario.assumptions.hash),
        }
    )
    file.set_calc_mode("auto")
    file.close()
    return buffer.getvalue()


@cache
def sheet_class() -> Any:
    """A worksheet that takes formulas as they are: looking for newer functions in each of them takes most of the time.

    ``copied``: by row the first and the last column, counted from 1, of cells that hold copies of one formula.
    """
    from xlsxwriter.worksheet import Worksheet

    class PlainSheet(Worksheet):
        def __init__(self) -> None:
            super().__init__()
            self.copied: dict[int, tuple[int, int]] = {}

        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            del expand_future_functions
            return formula.removeprefix("=")

    return PlainSheet


def formulas_on(sheet: Any) -> tuple[int, str]:
    """How many formulas have been written on a sheet, and its last cell."""
    count = sum(type(cell).__name__ == "Formula" for row in sheet.table.values() for cell in row.values())
    return count, f"${letters(sheet.dim_colmax)}${sheet.dim_rowmax + 1}"


def _names_of_results(book: Book) -> dict[str, str]:
    """Names of the cells that formulas call by name."""
    cells = (address for node in book.plan.order if (address := book.addresses[node]).name)
    return {address.name: f"={address.sheet}!${address.column}${address.row}" for address in cells}


def _write_sheets(file: Any, styles: Styles, book: Book, told: tuple[About, Card, Identity]) -> None:
    """Every sheet in the order in which it is read: cover, outputs, inputs, calculations, controls, sources."""
    about, card, item = told
    grids = {book.addresses[node].sheet: node for node in book.places.grids}
    calculations = calculation_sheets(book.model)
    kind = sheet_class()
    assumptions = book.scenario.assumptions
    measured = counting_measurements(assumptions.measurements)
    more, paid = [at.LEARNING] if measured else [], [at.ACTUALS] if assumptions.actuals else []
    order = (*OUTPUTS, *more, *CHANGED, *calculations, *grids, at.MUNICIPALITIES, at.PRICES, *paid, at.CHECKS, at.DIFFERENCES, at.SOURCES)
    sheets = {name: file.add_worksheet(name, kind) for name in order}
    write_cover(sheets[at.COVER], styles, book, about, item)
    write_card(sheets[at.CARD], styles, book, card)
    write_results(sheets[at.RESULTS], styles, book)
    _write_as_written(sheets, styles, book, measured)
    write_options(sheets[at.OPTIONS], styles, book)
    write_options_by_year(sheets[at.OPTIONS_BY_YEAR], styles, book)
    write_parties(sheets[at.PARTIES], styles, book)
    write_charts(file, sheets[at.CHARTS], styles, book)
    write_inputs(sheets[at.INPUTS], styles, book)
    write_members(sheets[at.MEMBERS], styles, book)
    for name in calculations:
        write_calculations(sheets[name], styles, book, sheet_note(book, name))
    for name, node in grids.items():
        write_grid(sheets[name], styles, book, node)
    write_municipalities(sheets[at.MUNICIPALITIES], styles, book)
    write_prices(sheets[at.PRICES], styles, book)
    for name in paid:
        write_actuals(sheets[name], styles, book)
    write_checks(sheets[at.CHECKS], styles, book)
    write_sources(sheets[at.SOURCES], styles, book)
    write_differences(sheets[at.DIFFERENCES], styles, book, {name: formulas_on(sheets[name]) for name in counted_sheets(book)})
    for name, sheet in sheets.items():
        sheet.protect("", MAY_BE_DONE)
        sheet.set_tab_color("#F2B872" if name in CHANGED else "#0062BA" if name in (*OUTPUTS, *more) else "#9AA7B4")


def _write_as_written(sheets: Mapping[str, Any], styles: Styles, book: Book, measured: Mapping[str, Measurement]) -> None:
    """The sheets that do not follow the yellow cells; that of what is learnt only where something has been measured."""
    write_why(sheets[at.WHY], styles, book.scenario)
    write_budget(sheets[at.BUDGET], styles, book.scenario)
    if measured:
        write_learning(sheets[at.LEARNING], styles, book.scenario, measured)
