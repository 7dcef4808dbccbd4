"""The sheet of what has been paid: three columns for each line and year, a row for each municipality."""

from costmodel.model.actuals.paid import Entry, entries_of
from costmodel.output.labels import paid_line_label
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.assembly import Book
from costmodel.output.workbook.model.paid import FIELDS, column_name
from costmodel.output.workbook.sheets.calculations import ordered_towns
from costmodel.output.workbook.styles import Sheet, Styles, begin
from costmodel.texts.catalog import text

HEAD_ROW = at.FIRST_TOWN_ROW - 1


def write_actuals(sheet: Sheet, styles: Styles, book: Book) -> None:
    """What the municipalities have paid, as the assumption files say."""
    begin(sheet, styles, at.ACTUALS, text("workbook.actuals.note"))
    sheet.write_string(HEAD_ROW - 1, 0, text("workbook.calculations.municipality"), styles.get("heading"))
    sheet.write_string(at.YEAR_ROW - 1, 0, text("finance.heads.year"), styles.get("note"))
    towns, entries = ordered_towns(book), entries_of(book.scenario.assumptions)
    for row, town in enumerate(towns, start=HEAD_ROW):
        sheet.write_string(row, 0, town.name, styles.get())
    for number, entry in enumerate(entries):
        _write_entry(sheet, styles, book, 1 + number * len(FIELDS), entry)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, len(entries) * len(FIELDS), 18)
    sheet.freeze_panes(HEAD_ROW, 1)


def _write_entry(sheet: Sheet, styles: Styles, book: Book, first: int, entry: Entry) -> None:
    sheet.write_number(at.YEAR_ROW - 1, first, entry.year, styles.get("constant", "year"))
    for place, field in enumerate(FIELDS):
        head = text(f"workbook.actuals.{field}", line=paid_line_label(entry.line), year=entry.price_year)
        sheet.write_string(HEAD_ROW - 1, first + place, head, styles.get("heading"))
        node = book.model.cells.inputs.get(column_name(field, entry))
        for row, value in enumerate(() if node is None else node.value.ravel(), start=HEAD_ROW):
            sheet.write_number(row, first + place, float(value), styles.get("constant", "money"))
