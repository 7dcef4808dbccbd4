"""The sheet of deviations: how far the workbook is from adding up in each year, and from what it was when it was written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from costmodel.model.line_items import BENEFIT, COST, items_to_read
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import BEFORE, COLUMN, letters
from costmodel.output.workbook.assembly import Book
from costmodel.output.workbook.cells import begin_years, write_years
from costmodel.output.workbook.naming import numbered_option_label
from costmodel.output.workbook.sheets.options import option_rows
from costmodel.output.workbook.sheets.paging import page_years
from costmodel.output.workbook.sheets.parties import SOCIETY, yearly_party_rows
from costmodel.output.workbook.sheets.results import rows_of
from costmodel.output.workbook.sheets.written import Counts, rows_of_written, write_written
from costmodel.output.workbook.styles import SMALL, Sheet, Styles, heads_of, write_heads, write_unit
from costmodel.texts.catalog import text
from costmodel.units import MNOK_A_YEAR

LARGEST = 2
"""Column of the largest deviation of a line."""


@dataclass(frozen=True)
class Deviation:
    """How far something is from adding up in a year."""

    label: str
    formula: str
    """Of one year, with COLUMN for its letters; 0 where it adds up."""


def deviations(book: Book) -> dict[str, dict[str, Deviation]]:
    """By the sheet whose years they have, and by name: of the scenario, and of its options and parties."""
    options = [_of_table(book, at.OPTIONS_BY_YEAR, option_rows(book, number), number + 1) for number in range(len(book.options))]
    of_options = {f"{name}_{number}": item for number, found in enumerate(options, start=1) for name, item in found.items()}
    return {
        at.RESULTS: {**_of_table(book, at.RESULTS, rows_of(book)), "last_year": _cumulated(book)},
        at.OPTIONS_BY_YEAR: {**of_options, **_of_parties(book)},
    }


def _of_table(book: Book, sheet: str, rows: Mapping[str, int], option: int = 0) -> dict[str, Deviation]:
    """The sums of a yearly table; `option` is its number, 0 for the scenario."""

    def cell(name: str) -> str:
        return f"'{sheet}'!{COLUMN}{rows[name]}"

    def sum_of(kind: str) -> str:
        items = [item for item in items_to_read(book.scenario.assumptions.benefits) if item.kind == kind]
        added, subtracted = ([cell(item.name) for item in items if item.lowers == lowers] for lowers in (False, True))
        return "-".join(["+".join(added), *subtracted])

    found = {
        "costs": f"{sum_of(COST)}-{cell('total_cost')}",
        "gains": f"{sum_of(BENEFIT)}-{cell('total_benefit')}",
        "net": f"{cell('total_benefit')}-{cell('total_cost')}-{cell('net_benefit')}",
    }
    return {name: Deviation(_label(name, option), formula) for name, formula in found.items()}


def _label(name: str, option: int) -> str:
    return numbered_option_label(option, text(f"workbook.checks.{name}.text"))


def _cumulated(book: Book) -> Deviation:
    """The running sum grows by the year's net benefit, discounted."""
    rows = rows_of(book)
    running, net, factor = (rows[name] for name in ("cumulated_net_benefit", "net_benefit", "discount_factor"))
    here, before = (f"{at.RESULTS}!{column}{running}" for column in (COLUMN, BEFORE))
    grown = f"{at.RESULTS}!{COLUMN}{net}*{at.RESULTS}!{COLUMN}{factor}"
    return Deviation(text("workbook.checks.last_year.text"), f"{here}-N({before})-{grown}")


def _of_parties(book: Book) -> dict[str, Deviation]:
    """The parties make up society, and the municipality's column is the difference of its options."""
    rows = {name: f"{at.PARTIES}!{COLUMN}{row}" for name, row in yearly_party_rows(book).items()}
    parts = "+".join(cell for name, cell in rows.items() if name != SOCIETY)
    nets = ",".join(f"'{at.OPTIONS_BY_YEAR}'!{COLUMN}{option_rows(book, number)['net_benefit']}" for number in range(len(book.options)))
    first, second = (f"CHOOSE({book.refer(number, at.DIFFERENCES)},{nets})" for number in book.model.pair.numbers)
    found = {"parties": f"{parts}-{rows[SOCIETY]}", "own_part": f"{second}-{first}-{rows['municipality']}"}
    return {name: Deviation(text(f"workbook.checks.{name}.text"), formula) for name, formula in found.items()}


def rows_of_deviations(book: Book) -> dict[str, int]:
    """Row of each deviation by year; under ``after`` the first row that is free after them."""
    found, row = dict[str, int](), at.YEAR_ROW
    for items in deviations(book).values():
        found |= {name: row + number for number, name in enumerate(items, start=1)}
        row += len(items) + 2
    return {**found, "after": row}


def largest(rows: Mapping[str, int], names: Iterable[str]) -> str:
    """The largest deviation of some lines, as a formula takes it; `rows` are those of all."""
    cells = ",".join(f"{at.DIFFERENCES}!${letters(LARGEST)}${rows[name]}" for name in names)
    return f"MAX({cells})"


def write_differences(sheet: Sheet, styles: Styles, book: Book, counts: Counts) -> None:
    """Deviations by year, then the numbers as they were."""
    begin_years(sheet, styles, book, at.DIFFERENCES, text("workbook.differences.note"))
    sheet.set_column(LARGEST, LARGEST + 2, 13.5)
    sheet.freeze_panes(at.YEAR_ROW - 1, at.FIRST_YEAR_COLUMN)
    sheet.repeat_rows(0, at.YEAR_ROW - 2)
    rows = rows_of_deviations(book)
    for source, items in deviations(book).items():
        head, years = min(rows[name] for name in items) - 1, book.years_of(source).value.ravel()
        write_heads(sheet, styles, head, (text(f"workbook.differences.by_year.{'life' if source == at.RESULTS else 'options'}"),))
        write_heads_of_deviations(sheet, styles, head)
        write_years(sheet, head, f"='{source}'!{COLUMN}{at.YEAR_ROW}", years, styles.get("heading", "year"))
        for name, item in items.items():
            _write_deviation(sheet, styles, rows[name], item, years.size)
    write_written(sheet, styles, book, rows["after"], counts)
    heads = [min(rows[name] for name in items) - 1 for items in deviations(book).values()]
    page_years(sheet, (*heads, *(first - 1 for first, _ in rows_of_written(book, rows["after"]).values())))


def write_heads_of_deviations(sheet: Sheet, styles: Styles, row: int) -> None:
    """Heads beside the title of a block of deviations."""
    for column, head in enumerate(heads_of("differences.of_deviations"), start=1):
        sheet.write_string(row - 1, column, head, styles.get("heading"))


def _write_deviation(sheet: Sheet, styles: Styles, row: int, item: Deviation, years: int) -> None:
    sheet.write_string(row - 1, 0, item.label, styles.get())
    write_unit(sheet, styles, row, MNOK_A_YEAR.symbol)
    flow, look = f"$F{row}:${letters(at.FIRST_YEAR_COLUMN + years - 1)}{row}", styles.get("plain", SMALL)
    sheet.write_formula(row - 1, LARGEST, f"=MAX(MAX({flow}),-MIN({flow}))", look, 0.0)
    write_years(sheet, row, f"={item.formula}", [0.0] * years, look)
