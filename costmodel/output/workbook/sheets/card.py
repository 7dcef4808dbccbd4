"""The decision card as it was when the workbook was written, beside what the sheets come to now, and whether the two still agree."""

from collections.abc import Iterator
from math import ceil

from costmodel.analysis.decision_card.facts import Card, OptionFacts, of_hundred
from costmodel.output.card.sentences import card_frame, card_heading, card_sentences
from costmodel.output.card.tables import calendar_heading, calendar_rows, card_table, table_note
from costmodel.output.labels import option_label
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.assembly import Book
from costmodel.output.workbook.cells import cached
from costmodel.output.workbook.lookups import sheet_text
from costmodel.output.workbook.sheets.checks import near
from costmodel.output.workbook.sheets.options import NPV_ROW
from costmodel.output.workbook.styles import LINE_HEIGHT, MONEY, WHOLE, Sheet, Styles, begin
from costmodel.texts.catalog import text

STATE_ROW, HEAD_ROW = 4, 6
"""Whether the card still holds, and the heads of the table; rows counted from 1."""
BASE_COLUMN, LIVE_COLUMN = 2, 7
"""What each option comes to with every number as it was, and with every number as it is now."""
WIDTHS = (52, *[19] * LIVE_COLUMN)
LETTERS_OF_A_LINE = 170
"""So many letters a line of all columns together takes."""


def write_card(sheet: Sheet, styles: Styles, book: Book, card: Card) -> None:
    """Whether it still holds, the options with their figures, what is to be said of them, and the calendar."""
    begin(sheet, styles, card_heading(card), card_frame(card))
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(2, 0, text("workbook.card.note", draws=card.draws), styles.get("note"))
    sheet.write_formula(STATE_ROW - 1, 0, _state_formula(book, card), styles.get("sum"), text("workbook.card.holds"))
    sheet.fit_to_pages(1, 1)
    row = _write_options(sheet, styles, book, card)
    for told in card_sentences(card):
        row += 1
        _write_line(sheet, styles, row, told)
    sheet.write_string(row + 1, 0, calendar_heading(), styles.get("heading"))
    for number, (what, when) in enumerate(calendar_rows(card), start=row + 2):
        sheet.write_string(number, 0, what, styles.get("wide"))
        sheet.merge_range(number, 1, number, LIVE_COLUMN, when, styles.get("wide"))


def _write_options(sheet: Sheet, styles: Styles, book: Book, card: Card) -> int:
    """A row for each option, in the order of the card; gives the last row that is written to."""
    heads, _ = card_table(card)
    sheet.set_row(HEAD_ROW - 1, 2 * LINE_HEIGHT)
    for column, head in enumerate((*heads, text("workbook.card.now"))):
        sheet.write_string(HEAD_ROW - 1, column, head, styles.get("right_wide_heading" if column else "wide_heading"))
    for row, item in enumerate(card.options, start=HEAD_ROW + 1):
        sheet.write_string(row - 1, 0, option_label(item.name, card.assumptions) + ("*" if item.is_benchmark else ""), styles.get())
        for column, (value, kind) in enumerate(_figures(item), start=1):
            if value is not None:
                sheet.write_number(row - 1, column, value, styles.get("plain", kind))
        for place, npv in _live(book, item):
            sheet.write_formula(row - 1, LIVE_COLUMN, f"={at.OPTIONS}!{place}{NPV_ROW}", styles.get("plain", MONEY), npv)
    row = HEAD_ROW + len(card.options) + 1
    sheet.write_string(row - 1, 0, table_note(card) or "", styles.get("note"))
    return row


def _figures(item: OptionFacts) -> Iterator[tuple[float | None, str]]:
    """The figures of the card's columns with the kind of number of each."""
    yield item.npv.expected, MONEY
    yield item.npv.base, MONEY
    yield item.npv_per_inhabitant.expected, WHOLE
    yield item.budget_npv.expected, MONEY
    yield None if item.best is None else of_hundred(item.best), WHOLE
    yield item.regret, MONEY


def _live(book: Book, item: OptionFacts) -> Iterator[tuple[str, float | str | bool]]:
    """Column of an option on the sheet of options, and its net present value as the workbook is written."""
    live = bool(book.model.live.value.item())
    for number, choice in enumerate(book.model.choices):
        if choice.slot.name(live=live) == item.name:
            yield letters(at.FIRST_OPTION_COLUMN + number), cached(book.options[number].indicators["npv"].value.flat[0])


def _state_formula(book: Book, card: Card) -> str:
    """Says whether every option is called the same and comes to the same now as when the card was made."""
    same: list[str] = []
    for row, item in enumerate(card.options, start=HEAD_ROW + 1):
        for place, _ in _live(book, item):
            name = sheet_text(option_label(item.name, card.assumptions))
            same += [
                f"{at.OPTIONS}!{place}{at.OPTION_NAME_ROW}={name}",
                near(f"N({at.OPTIONS}!{place}{NPV_ROW})", f"{letters(BASE_COLUMN)}{row}"),
            ]
    same.append(f"municipality={sheet_text(card.municipality or '')}")
    holds, changed = (sheet_text(text(f"workbook.card.{key}")) for key in ("holds", "changed"))
    return f"=IF(AND({','.join(same)}),{holds},{changed})"


def _write_line(sheet: Sheet, styles: Styles, row: int, told: str) -> None:
    """A sentence over all columns."""
    sheet.set_row(row - 1, LINE_HEIGHT * ceil(len(told) / LETTERS_OF_A_LINE))
    sheet.merge_range(row - 1, 0, row - 1, LIVE_COLUMN, told, styles.get("wide"))
