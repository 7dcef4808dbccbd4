"""The numbers as they were when the workbook was written, beside what they are now: of every year, and of what has none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

import numpy as np

from costmodel.explain.nodes import Node
from costmodel.model import results
from costmodel.output import labels
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook import naming
from costmodel.output.workbook.addresses import COLUMN, letters
from costmodel.output.workbook.assembly import Book, calculation_sheets
from costmodel.output.workbook.cells import Cached, cached, write_years
from costmodel.output.workbook.sheets.options import NPV_ROW, option_name, option_rows
from costmodel.output.workbook.sheets.parties import party_row_label, party_rows, yearly_party_rows
from costmodel.output.workbook.sheets.results import FIRST_INDICATOR_ROW, rows_of
from costmodel.output.workbook.sheets.sums import table_sums
from costmodel.output.workbook.styles import SMALL, WHOLE, Sheet, Styles, heads_of, number_of, write_heads_of_numbers, write_unit
from costmodel.texts.catalog import text

LIFE, OPTIONS, PARTIES, NUMBERS, TABLES, FORMULAS = "life", "options", "parties", "numbers", "tables", "formulas"
"""Parts of the sheet: by year of the scenario, of the options and of the parties; single numbers; tables; how many formulas there are."""
OF_RESULTS = (LIFE, OPTIONS, PARTIES, NUMBERS)
THEN, NOW, APART = 2, 3, 4
"""Columns of a number then and now, and of how far they are apart; of a line of years the third only."""


@dataclass(frozen=True)
class WrittenLine:
    """A number, or one for each year."""

    label: str
    unit: str
    now: str
    """The cell that holds it now; with COLUMN for its letters where there is one for each year."""
    then: tuple[Cached, ...]
    """As it was: one, or one for each year."""


Counts = Mapping[str, tuple[int, str]]
"""How many formulas each sheet has, and its last cell."""


def written_lines(book: Book, counts: Counts | None = None) -> dict[str, list[WrittenLine]]:
    """The lines by part; without `counts` only to see which there are."""
    known = counts or dict.fromkeys(counted_sheets(book), (0, "A1"))
    return {
        LIFE: list(_yearly_of_life(book)),
        OPTIONS: list(_yearly_of_options(book)),
        PARTIES: list(_yearly_of_parties(book)),
        NUMBERS: [*_indicators(book), *_present_of_parties(book)],
        TABLES: [WrittenLine(label, text("workbook.units.number"), now, (then,)) for label, now, then in table_sums(book)],
        FORMULAS: [_count(name, *known[name]) for name in counted_sheets(book)],
    }


def counted_sheets(book: Book) -> tuple[str, ...]:
    """Sheets whose formulas are counted: one that has become a number is one less."""
    outputs = (at.RESULTS, at.WHY, at.OPTIONS, at.PARTIES, at.BUDGET, at.OPTIONS_BY_YEAR)
    return (*outputs, *calculation_sheets(book.model), *at.GRIDS, at.MUNICIPALITIES)


def _count(sheet: str, count: int, last: str) -> WrittenLine:
    now = f"SUMPRODUCT(_xlfn.ISFORMULA('{sheet}'!$A$1:{last})*1)"
    return WrittenLine(sheet, text("workbook.differences.cells"), now, (float(count),))


def _yearly(book: Book, place: tuple[str, int], told: tuple[str, str], node: Node) -> WrittenLine:
    """Where the line stands, its label and unit, and its numbers."""
    (sheet, row), (label, unit) = place, told
    values = np.broadcast_to(node.value, (1, book.years_of(sheet).shape[1], 1)).ravel()
    return WrittenLine(label, unit, f"'{sheet}'!{COLUMN}{row}", tuple(cached(value) for value in values))


def _yearly_of_life(book: Book) -> Iterator[WrittenLine]:
    every = {**book.life.line_items, **book.life.drivers}
    for name, row in rows_of(book).items():
        label = labels.line_item_label(name, book.scenario.assumptions)
        yield _yearly(book, (at.RESULTS, row), (label, labels.unit_of_result(name)), every[name])


def _yearly_of_options(book: Book) -> Iterator[WrittenLine]:
    """The sums of each option: a line item that is another moves one of them."""
    for number, option in enumerate(book.options):
        for name, row in option_rows(book, number).items():
            if results.kind(name) == "total":
                label = naming.numbered_option_label(number + 1, labels.yearly_label(name))
                yield _yearly(book, (at.OPTIONS_BY_YEAR, row), (label, labels.unit_of_result(name)), option.line_items[name])


def _yearly_of_parties(book: Book) -> Iterator[WrittenLine]:
    nodes = cast(dict[str, Any], book.model.pair.yearly.named())
    for name, row in yearly_party_rows(book).items():
        label = party_row_label(name, naming.BY_YEAR)
        yield _yearly(book, (at.PARTIES, row), (label, labels.unit_of_result("net_benefit")), nodes[name])


def _indicators(book: Book) -> Iterator[WrittenLine]:
    for row, (name, node) in enumerate(book.life.indicators.items(), start=FIRST_INDICATOR_ROW):
        then, unit = cached(node.value.flat[0]), labels.unit_of_result(name)
        yield WrittenLine(labels.indicator_label(name), unit, f"{at.RESULTS}!$C${row}", (then,))
    live = bool(book.model.live.value.item())
    for number, option in enumerate(book.options):
        column = letters(at.FIRST_OPTION_COLUMN + number)
        is_there = bool(option_name(book, book.model.choices[number], live=live))
        for row, (name, node) in enumerate(option.indicators.items(), start=NPV_ROW):
            label = naming.numbered_option_label(number + 1, labels.indicator_label(name))
            then = cached(node.value.flat[0]) if is_there else ""
            yield WrittenLine(label, labels.unit_of_result(name), f"{at.OPTIONS}!${column}${row}", (then,))


def _present_of_parties(book: Book) -> Iterator[WrittenLine]:
    nodes = cast(dict[str, Any], book.model.pair.present.named())
    for name, row in party_rows(book).items():
        label = party_row_label(name, naming.INDICATORS)
        yield WrittenLine(label, labels.unit_of_result("npv"), f"{at.PARTIES}!$C${row}", (cached(nodes[name].value.flat[0]),))


def rows_of_written(book: Book, first: int) -> dict[str, tuple[int, int]]:
    """First and last row of the lines of each part, the first part's head in row `first`."""
    found, row = dict[str, tuple[int, int]](), first
    for part, lines in written_lines(book).items():
        found[part] = (row + 1, row + len(lines))
        row += len(lines) + 2
    return found


def write_written(sheet: Sheet, styles: Styles, book: Book, first: int, counts: Counts) -> None:
    """The parts one after the other, each with its head."""
    places = rows_of_written(book, first)
    for part, lines in written_lines(book, counts).items():
        head = places[part][0] - 1
        write_heads_of_numbers(sheet, styles, head, (text(f"workbook.differences.parts.{part}"), *heads_of("differences.heads")))
        source = {LIFE: at.RESULTS, OPTIONS: at.OPTIONS_BY_YEAR, PARTIES: at.PARTIES}.get(part)
        if source:
            years = book.years_of(source).value.ravel()
            write_years(sheet, head, f"='{source}'!{COLUMN}{at.YEAR_ROW}", years, styles.get("heading", "year"))
        for row, line in enumerate(lines, start=head + 1):
            sheet.write_string(row - 1, 0, line.label, styles.get())
            write_unit(sheet, styles, row, line.unit)
            write = partial(_write_years_then, sheet, styles) if source else partial(_write_then_and_now, sheet, styles)
            write(row, line)


def _write_years_then(sheet: Sheet, styles: Styles, row: int, line: WrittenLine) -> None:
    look, last = styles.get("constant", number_of(line.unit)), letters(at.FIRST_YEAR_COLUMN + len(line.then) - 1)
    for column, value in enumerate(line.then, start=at.FIRST_YEAR_COLUMN):
        sheet.write_number(row - 1, column, value, look)
    now = f"{line.now.replace(COLUMN, '$F')}:{line.now.replace(COLUMN, f'${last}').partition('!')[2]}"
    sheet.write_formula(row - 1, APART, f"=SUMPRODUCT(ABS({now}-$F{row}:${last}{row}))", styles.get("plain", SMALL), 0.0)


def _write_then_and_now(sheet: Sheet, styles: Styles, row: int, line: WrittenLine) -> None:
    kind = WHOLE if line.unit in (text("workbook.differences.cells"), text("workbook.units.number")) else number_of(line.unit)
    sheet.write(row - 1, THEN, line.then[0], styles.get("constant", kind))
    sheet.write_formula(row - 1, NOW, f"={line.now}", styles.get("plain", kind), line.then[0])
    then, now = (f"${letters(column)}{row}" for column in (THEN, NOW))
    formula = f'=IF(AND(ISNUMBER({then}),ISNUMBER({now})),ABS({then}-{now}),IF({then}&""={now}&"",0,1))'
    sheet.write_formula(row - 1, APART, formula, styles.get("plain", SMALL), 0.0)
