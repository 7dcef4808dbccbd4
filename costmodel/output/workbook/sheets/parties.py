"""Who pays and who gains where one option is chosen and not another: present values that add up, and every year."""

from typing import Any, cast

from costmodel.explain.nodes import Node
from costmodel.output import labels
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook import naming
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.assembly import Book
from costmodel.output.workbook.cells import begin_years, cached, write_year_row
from costmodel.output.workbook.sheets.options import option_name
from costmodel.output.workbook.sheets.paging import page_years
from costmodel.output.workbook.sheets.results import write_sums, write_yearly
from costmodel.output.workbook.styles import LINE_HEIGHT, MONEY, Sheet, Styles, heads_of, write_heads_of_numbers, write_unit
from costmodel.texts.catalog import text

FIRST_NAME_ROW, FIRST_PARTY_ROW, LINES_OF_NAME = 7, 11, 3
"""The last: so many lines the longest name of an option takes."""
SOCIETY = "society"


def party_rows(book: Book) -> dict[str, int]:
    """Row of each party's present value; society's is the last."""
    return {name: FIRST_PARTY_ROW + number for number, name in enumerate(book.model.pair.present.named())}


def yearly_party_rows(book: Book) -> dict[str, int]:
    """Row of what each party gains by year."""
    return {name: row + len(party_rows(book)) + 2 for name, row in party_rows(book).items()}


def party_row_label(name: str, section: str) -> str:
    """What the row of a party is called: naming.BY_YEAR of every year, naming.INDICATORS of its present value."""
    return text(f"workbook.steps.party_{section}", party=labels.party_label(name))


def write_parties(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The two options, what each party gains in present value, and by year."""
    begin_years(sheet, styles, book, at.PARTIES, text("workbook.parties.note"))
    write_year_row(sheet, styles, book)
    sheet.set_column(2, 3, 15)
    for row, key, number in (
        (FIRST_NAME_ROW, "first", book.model.pair.numbers[0]),
        (FIRST_NAME_ROW + 1, "second", book.model.pair.numbers[1]),
    ):
        sheet.write_string(row - 1, 0, text(f"workbook.parties.{key}"), styles.get())
        sheet.write_formula(row - 1, 1, option_name_formula(book, number), styles.get("wide_heading"), _name_of(book, number))
        sheet.set_row(row - 1, LINES_OF_NAME * LINE_HEIGHT)
    _write_present(sheet, styles, book)
    _write_by_year(sheet, styles, book)
    page_years(sheet, (FIRST_NAME_ROW,))


def option_name_formula(book: Book, number: Node) -> str:
    """Name of the option with this number."""
    first, last = (letters(at.FIRST_OPTION_COLUMN + place) for place in (0, len(book.options) - 1))
    names = f"{at.OPTIONS}!${first}${at.OPTION_NAME_ROW}:${last}${at.OPTION_NAME_ROW}"
    return f"=INDEX({names},{book.refer(number, at.PARTIES)})"


def _name_of(book: Book, number: Node) -> str:
    return option_name(book, book.model.choices[int(number.value.item()) - 1], live=bool(book.model.live.value.item()))


def _write_present(sheet: Sheet, styles: Styles, book: Book) -> None:
    write_heads_of_numbers(sheet, styles, FIRST_PARTY_ROW - 1, heads_of("parties.heads"))
    columns = cast(dict[str, Any], book.model.pair.present.named())
    for name, row in party_rows(book).items():
        kind = "sum" if name == SOCIETY else "plain"
        sheet.write_string(row - 1, 0, party_row_label(name, naming.INDICATORS), styles.get(kind))
        write_unit(sheet, styles, row, labels.unit_of_result("npv"))
        node: Node = columns[name]
        sheet.write_formula(row - 1, 2, f"={book.refer(node, at.PARTIES)}", styles.get(kind, MONEY), cached(node.value.flat[0]))
        sheet.write_string(row - 1, at.FIRST_YEAR_COLUMN, labels.party_meaning(name), styles.get("note"))


def _write_by_year(sheet: Sheet, styles: Styles, book: Book) -> None:
    rows = yearly_party_rows(book)
    write_heads_of_numbers(sheet, styles, min(rows.values()) - 1, (text("workbook.parties.by_year"), *heads_of("results.heads")))
    for name, node in cast(dict[str, Any], book.model.pair.yearly.named()).items():
        kind, unit = "sum" if name == SOCIETY else "plain", labels.unit_of_result("net_benefit")
        sheet.write_string(rows[name] - 1, 0, party_row_label(name, naming.BY_YEAR), styles.get(kind))
        write_yearly(sheet, styles, book, (node, unit, rows[name], kind))
        write_sums(sheet, book, (node, rows[name], styles.get(kind, MONEY)))
