"""The workbook as a file: what the model is today, with live formulas, for one scenario and one municipality."""

from functools import cache
from io import BytesIO
from typing import Any, cast

from costmodel.faults import AssumptionError, Fault
from costmodel.model.scenario import Scenario
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.assembly import Book, assemble
from costmodel.output.workbook.choices import LIFETIME
from costmodel.output.workbook.sheets.calculations import write_calculations, write_grid, write_municipalities, write_prices
from costmodel.output.workbook.sheets.checks import write_checks
from costmodel.output.workbook.sheets.cover import About, write_cover, write_sources
from costmodel.output.workbook.sheets.inputs import names_of_cells, write_inputs, write_members
from costmodel.output.workbook.sheets.results import write_charts, write_results
from costmodel.output.workbook.styles import Styles
from costmodel.texts.catalog import text
from costmodel.version import MODEL_VERSION

PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
"""Nothing that somebody has written becomes a formula, a link or a number."""


def workbook_bytes(scenario: Scenario, about: About, view: str = LIFETIME) -> bytes:
    """The workbook (xlsx) of a batch of one. Raises AssumptionError where all participants are studied together."""
    if scenario.municipality is None:
        raise AssumptionError([Fault("", "municipality", "workbook_of_everybody")])
    return book_bytes(assemble(scenario, view), about)


def book_bytes(book: Book, about: About) -> bytes:
    """The file of a book that is planned."""
    import xlsxwriter

    buffer = BytesIO()
    file = cast(Any, xlsxwriter).Workbook(buffer, PLAIN_TEXT)
    styles = Styles(file)
    for name, place in {**names_of_cells(book), **_names_of_results(book)}.items():
        file.define_name(name, place)
    _write_sheets(file, styles, book, about)
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
    """A worksheet that takes formulas as they are: looking for newer functions in each of them takes most of the time."""
    from xlsxwriter.worksheet import Worksheet

    class PlainSheet(Worksheet):
        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            del expand_future_functions
            return formula.removeprefix("=")

    return PlainSheet


def _names_of_results(book: Book) -> dict[str, str]:
    """Names of the cells that formulas call by name."""
    cells = (address for node in book.plan.order if (address := book.addresses[node]).name)
    return {address.name: f"={address.sheet}!${address.column}${address.row}" for address in cells}


def _write_sheets(file: Any, styles: Styles, book: Book, about: About) -> None:
    """Every sheet in the order in which it is read: cover, outputs, inputs, calculations, controls, sources."""
    grids = [book.addresses[node].sheet for node in book.places.grids]
    order = (at.COVER, at.RESULTS, at.CHARTS, at.INPUTS, at.MEMBERS, at.CALCULATION, at.ALTERNATIVE)
    kind = sheet_class()
    sheets = {name: file.add_worksheet(name, kind) for name in (*order, *grids, at.MUNICIPALITIES, at.PRICES, at.CHECKS, at.SOURCES)}
    write_cover(sheets[at.COVER], styles, book, about)
    write_results(sheets[at.RESULTS], styles, book)
    write_charts(file, sheets[at.CHARTS], styles, book)
    write_inputs(sheets[at.INPUTS], styles, book)
    write_members(sheets[at.MEMBERS], styles, book)
    write_calculations(sheets[at.CALCULATION], styles, book)
    write_calculations(sheets[at.ALTERNATIVE], styles, book)
    for node in book.places.grids:
        write_grid(sheets[book.addresses[node].sheet], styles, book, node)
    write_municipalities(sheets[at.MUNICIPALITIES], styles, book)
    write_prices(sheets[at.PRICES], styles, book)
    write_checks(sheets[at.CHECKS], styles, book)
    write_sources(sheets[at.SOURCES], styles, book)
    for name, sheet in sheets.items():
        sheet.set_tab_color("#F2B872" if name in (at.INPUTS, at.MEMBERS) else "#0062BA" if name in order[:3] else "#9AA7B4")
