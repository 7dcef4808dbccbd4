"""What now: every option of the municipality with its rank and indicators, and the yearly table of each."""

from costmodel.explain.nodes import Node
from costmodel.output import labels
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook import naming
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.assembly import Book
from costmodel.output.workbook.cells import begin_years, cached, write_year_row
from costmodel.output.workbook.lookups import across, sheet_text
from costmodel.output.workbook.model.options import OptionCell
from costmodel.output.workbook.sheets.paging import page_years
from costmodel.output.workbook.sheets.results import (
    YEARS_OF_OPTION,
    YearlyTable,
    lines_of_table,
    table_rows,
    write_indicator_name,
    write_table,
    write_years_of_option,
    years_or_never,
)
from costmodel.output.workbook.styles import WHOLE, YEAR, Sheet, Styles, begin, number_of, write_unit
from costmodel.texts.catalog import text

NPV_ROW = at.FIRST_OPTION_INDICATOR_ROW


def write_options(sheet: Sheet, styles: Styles, book: Book) -> None:
    """A column for each option: its name, whether it can be chosen, its rank, its indicators."""
    begin(sheet, styles, at.OPTIONS, text("workbook.options.note"))
    for row, key in {
        at.OPTION_NAME_ROW: "name",
        at.OPTION_KIND_ROW: "kind",
        at.OPTION_ORDER_ROW: "order",
        at.OPTION_RANK_ROW: "rank",
    }.items():
        sheet.write_string(row - 1, 0, text(f"workbook.options.{key}"), styles.get("heading" if key == "name" else "plain"))
    for number, name in enumerate(book.options[0].indicators):
        write_indicator_name(sheet, styles, NPV_ROW + number, name)
    write_years_of_option(sheet, styles, years_row(book))
    for row, key in zip(order_rows(book), ("order_live", "order_planned"), strict=True):
        sheet.write_string(row - 1, 0, text(f"workbook.options.{key}"), styles.get("note"))
    for row in (at.OPTION_ORDER_ROW, at.OPTION_RANK_ROW, *order_rows(book)):
        write_unit(sheet, styles, row, text("workbook.units.lookups.rank"))
    for row, unit in ((at.OPTION_NAME_ROW, "name"), (at.OPTION_KIND_ROW, "kind")):
        write_unit(sheet, styles, row, text(f"workbook.options.units.{unit}"))
    for number, choice in enumerate(book.model.choices):
        _write_option(sheet, styles, book, number, choice)
    sheet.set_row(at.OPTION_NAME_ROW - 1, 48)
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 1, 26)
    sheet.set_column(at.FIRST_OPTION_COLUMN, at.FIRST_OPTION_COLUMN + len(book.options) - 1, 26)
    sheet.freeze_panes(at.OPTION_NAME_ROW, at.FIRST_OPTION_COLUMN)
    sheet.fit_to_pages(1, 1)


def _write_option(sheet: Sheet, styles: Styles, book: Book, number: int, choice: OptionCell) -> None:
    column = at.FIRST_OPTION_COLUMN + number
    is_live, name = bool(book.model.live.value.item()), f"{letters(column)}${at.OPTION_NAME_ROW}"
    kinds = {way: option_kind(choice, live=way) for way in (True, False)}
    places = {way: place_in_list(book, number, live=way) for way in (True, False)}
    written = {
        at.OPTION_NAME_ROW: (
            _by_status(book, *(sheet_text(option_name(book, choice, live=way)) for way in (True, False))),
            "right_wide_heading",
        ),
        at.OPTION_KIND_ROW: (_by_status(book, sheet_text(kinds[True]), sheet_text(kinds[False])), "right"),
        at.OPTION_ORDER_ROW: (_by_status(book, *(f"{letters(column)}{row}" for row in order_rows(book))), "right"),
        at.OPTION_RANK_ROW: (rank_formula(book, column), "right"),
    }
    values = (option_name(book, choice, live=is_live), kinds[is_live], places[is_live], rank_of(book, number))
    for (row, (formula, look)), value in zip(written.items(), values, strict=True):
        sheet.write_formula(row - 1, column, formula, styles.get(look), value)
    for at_row, (indicator, node) in enumerate(book.options[number].indicators.items(), start=NPV_ROW):
        look = styles.get("sum" if indicator == "npv" else "plain", number_of(labels.unit_of_result(indicator)))
        exists = choice.slot.name(live=is_live) is not None
        shown = cached(node.value.flat[0]) if exists else ""
        sheet.write_formula(at_row - 1, column, f'=IF({name}="","",{book.refer(node, at.OPTIONS)})', look, shown)
    for row, (formula, told) in enumerate(years_or_never(book, book.options[number], at.OPTIONS), start=years_row(book)):
        value = told if choice.slot.name(live=is_live) else ""
        sheet.write_formula(row - 1, column, f'=IF({name}="","",{formula})', styles.get("right", YEAR), value)
    for row, live in zip(order_rows(book), (True, False), strict=True):
        sheet.write_number(row - 1, column, places[live], styles.get("constant", WHOLE))


def years_row(book: Book) -> int:
    """Row of the first of the years of an option, under its indicators."""
    return NPV_ROW + len(book.options[0].indicators)


def order_rows(book: Book) -> tuple[int, int]:
    """Rows of the place in the list of one that is live, and of one that is planned."""
    first = years_row(book) + len(YEARS_OF_OPTION) + 1
    return first, first + 1


def _by_status(book: Book, if_live: object, if_planned: object) -> str:
    return f"=IF({book.refer(book.model.live, at.OPTIONS)}=1,{if_live},{if_planned})"


def option_name(book: Book, choice: OptionCell, *, live: bool) -> str:
    """What the option is called; empty where the municipality has none here."""
    option = choice.slot.name(live=live)
    return "" if option is None else labels.option_label(option, book.scenario.assumptions)


def option_kind(choice: OptionCell, *, live: bool) -> str:
    """Whether it can be chosen."""
    is_there = choice.slot.name(live=live) is not None
    return text(f"workbook.options.kinds.{'benchmark' if choice.slot.is_benchmark else 'open' if is_there else 'none'}")


def place_in_list(book: Book, number: int, *, live: bool) -> int:
    """Place in the list of :func:`costmodel.decide`, which decides between options of the same worth."""
    wanted = [choice.slot.name(live=live) for choice in book.model.choices]
    names = [name for name in book.model.order(live=live) if name in wanted]
    return names.index(str(wanted[number])) + 1 if wanted[number] else len(names) + 1


def rank_formula(book: Book, column: int) -> str:
    """Rank among those that can be chosen; of two that are alike the one that is first in the list."""
    count, here, can_be_chosen = len(book.options), letters(column), sheet_text(text("workbook.options.kinds.open"))
    kinds, orders, npvs = (across(row, 0, count).partition("!")[2] for row in (at.OPTION_KIND_ROW, at.OPTION_ORDER_ROW, NPV_ROW))
    npv, order = f"{here}${NPV_ROW}", f"{here}${at.OPTION_ORDER_ROW}"
    better = f"({kinds}={can_be_chosen})*(({npvs}>{npv})+({npvs}={npv})*({orders}<{order}))"
    return f'=IF({here}${at.OPTION_KIND_ROW}={can_be_chosen},1+SUMPRODUCT({better}),"")'


def rank_of(book: Book, number: int) -> int | str:
    """The rank when the workbook is written; empty for what cannot be chosen."""
    live = bool(book.model.live.value.item())
    choices = book.model.choices
    listed = [at for at, item in enumerate(choices) if option_kind(item, live=live) == text("workbook.options.kinds.open")]
    ranked = sorted(listed, key=lambda at: (-_npv(book, at).value.item(), place_in_list(book, at, live=live)))
    return ranked.index(number) + 1 if number in ranked else ""


def _npv(book: Book, number: int) -> Node:
    return book.options[number].indicators["npv"]


def write_options_by_year(sheet: Sheet, styles: Styles, book: Book) -> None:
    """The yearly table of each option."""
    begin_years(sheet, styles, book, at.OPTIONS_BY_YEAR, text("workbook.options.by_year_note"))
    write_year_row(sheet, styles, book)
    sheet.set_column(2, 3, 15)
    for number, option in enumerate(book.options):
        heading = option_table_row(book, number)
        write_table(sheet, styles, book, YearlyTable("", option, heading, number + 1))
        live = bool(book.model.live.value.item())
        cell = f"{at.OPTIONS}!${letters(at.FIRST_OPTION_COLUMN + number)}${at.OPTION_NAME_ROW}"
        told = naming.numbered_option_label(number + 1, option_name(book, book.model.choices[number], live=live))
        formula = f"={sheet_text(naming.numbered_option_label(number + 1, ''))}&{cell}"
        sheet.write_formula(heading - 1, 0, formula, styles.get("heading"), told)
    page_years(sheet, (option_table_row(book, number) for number in range(len(book.options))))


def option_table_row(book: Book, number: int) -> int:
    """Row of the heading of an option's yearly table."""
    size = len(lines_of_table(book.options[0]))
    return at.YEAR_ROW + 2 + number * (size + 2)


def option_rows(book: Book, number: int) -> dict[str, int]:
    """Row of each yearly figure of an option."""
    return table_rows(book.options[number], option_table_row(book, number))
