"""Why the net present value is another than the base case's: the difference split over what the scenario changes, as values."""

from collections.abc import Iterator
from math import ceil

from costmodel.analysis.attribution.changes import Change
from costmodel.analysis.attribution.splitting import ChangePart, Split, split_change
from costmodel.model.scenario import Scenario, base_case
from costmodel.output.attribution.telling import change_label, split_notes, split_sentence, theme_label, value_of_change
from costmodel.output.labels import unit_of_result
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.addresses import letters
from costmodel.output.workbook.sheets.paging import blocks_of, break_pages
from costmodel.output.workbook.styles import (
    DECIMALS,
    LINE_HEIGHT,
    MONEY,
    Sheet,
    Styles,
    begin,
    heads_of,
    number_of_input,
    write_heads_of_numbers,
    write_unit,
)
from costmodel.texts.catalog import text

BEFORE_ROW, AFTER_ROW, DIFFERENCE_ROW, SUM_ROW, FIRST_SENTENCE_ROW = 5, 6, 7, 8, 10
"""The two present values, their difference and the sum of the parts, where the controls find them; rows counted from 1."""
BEFORE, AFTER, AMOUNT, ERROR = 2, 3, 4, 5
"""Columns of a change before and after, of what it adds, and of the standard error."""
WIDTHS, SCALE, LETTERS_OF_A_LINE = (62, 16, 22, 22, 16, 14), 64, 150
"""Of the sheet: letters that its columns hold, size in print in percent, and letters that a line of all columns together takes."""


def place_of(row: int) -> str:
    """Where one of the numbers on top of the sheet stands, for formulas on others."""
    return f"{at.WHY}!${letters(AMOUNT)}${row}"


def _amount_at(row: int) -> str:
    """Where the amount of a row stands, for formulas of the sheet itself."""
    return f"{letters(AMOUNT)}{row}"


def split_from_base(scenario: Scenario) -> Split:
    """The difference in net present value from the same municipality's base case to a scenario."""
    return split_change(base_case(scenario.assumptions, scenario.municipality), scenario)


def write_why(sheet: Sheet, styles: Styles, scenario: Scenario) -> None:
    """The two present values, what the difference comes from in words, and every change under its theme."""
    split = split_from_base(scenario)
    begin(sheet, styles, text("workbook.why.title"), text("workbook.why.note", municipality=scenario.municipality))
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row, heights = FIRST_SENTENCE_ROW, dict[int, float]()
    for told in _sentences(split, scenario):
        heights[row] = LINE_HEIGHT * ceil(len(told) / LETTERS_OF_A_LINE)
        sheet.set_row(row - 1, heights[row])
        sheet.merge_range(row - 1, 0, row - 1, ERROR, told, styles.get("wide"))
        row += 1
    if split.parts:
        sheet.repeat_rows(row)
    themes = _write_table(sheet, styles, scenario, split, row + 1) if split.parts else {}
    _write_totals(sheet, styles, split, list(themes.values()))
    break_pages(sheet, SCALE, blocks_of(sheet.dim_rowmax + 1, themes.values(), 1, heights), LINE_HEIGHT)


def _sentences(split: Split, scenario: Scenario) -> Iterator[str]:
    """What moved the number, how it is split, and what is to be said beside it."""
    yield split_sentence(split, scenario.assumptions)
    yield text("workbook.why.how") if split.parts else text("workbook.why.nothing")
    yield from split_notes(split, scenario.assumptions)


def _write_totals(sheet: Sheet, styles: Styles, split: Split, themes: list[int]) -> None:
    heads = (text("workbook.why.totals"), text("finance.heads.unit"), "", "", text("workbook.calculations.heads.value"))
    write_heads_of_numbers(sheet, styles, BEFORE_ROW - 1, heads)
    difference, total = split.after - split.before, sum(part.amount for part in split.parts)
    parts = "+".join(map(_amount_at, themes)) or "0"
    for row, key, formula, value in (
        (BEFORE_ROW, "before", "", split.before),
        (AFTER_ROW, "after", "", split.after),
        (DIFFERENCE_ROW, "difference", f"={_amount_at(AFTER_ROW)}-{_amount_at(BEFORE_ROW)}", difference),
        (SUM_ROW, "sum", f"={parts}", total),
    ):
        look = "sum" if formula else "plain"
        sheet.write_string(row - 1, 0, text(f"workbook.why.rows.{key}"), styles.get(look))
        write_unit(sheet, styles, row, unit_of_result(split.indicator))
        if formula:
            sheet.write_formula(row - 1, AMOUNT, formula, styles.get(look, MONEY), value)
        else:
            sheet.write_number(row - 1, AMOUNT, value, styles.get("constant", MONEY))


def _write_table(sheet: Sheet, styles: Styles, scenario: Scenario, split: Split, head: int) -> dict[str, int]:
    """Every change under its theme, the largest first, from a row of heads on; gives the row of each theme."""
    heads = heads_of("why.heads") if split.orders else heads_of("why.heads")[:-1]
    write_heads_of_numbers(sheet, styles, head, heads)
    row, found = head + 1, dict[str, int]()
    for theme, amount in split.by_theme.items():
        parts, found[theme] = [part for part in split.parts if part.theme == theme], row
        sheet.write_string(row - 1, 0, text("workbook.why.theme", theme=theme_label(theme, scenario.assumptions)), styles.get("sum"))
        write_unit(sheet, styles, row, unit_of_result(split.indicator))
        formula = f"=SUM({_amount_at(row + 1)}:{_amount_at(row + len(parts))})"
        sheet.write_formula(row - 1, AMOUNT, formula, styles.get("sum", MONEY), amount)
        for part in parts:
            row += 1
            _write_part(sheet, styles, scenario, part, row)
            if split.orders:
                sheet.write_number(row - 1, ERROR, part.error, styles.get("constant", DECIMALS))
        row += 1
    return found


def _write_part(sheet: Sheet, styles: Styles, scenario: Scenario, part: ChangePart, row: int) -> None:
    change, known = part.change, scenario.assumptions.quantities.get(part.change.name)
    unit = known.unit if known else text("workbook.why.choice")
    sheet.write_string(row - 1, 0, change_label(change.name, scenario.assumptions), styles.get("label"))
    write_unit(sheet, styles, row, unit)
    for column, value in ((BEFORE, change.before), (AFTER, change.after)):
        if isinstance(value, int | float):
            sheet.write_number(row - 1, column, value, styles.get("constant", number_of_input(unit)))
        else:
            sheet.write_string(row - 1, column, _told(change, value, scenario), styles.get("right"))
    sheet.write_number(row - 1, AMOUNT, part.amount, styles.get("constant", MONEY))


def _told(change: Change, value: str | None, scenario: Scenario) -> str:
    """A choice in words; who takes part and who procures together by how many they are, for the sheet of members names them."""
    if change.name in ("participant_set", "together") and value:
        return text("workbook.why.named", count=len(value.split(", ")))
    return value_of_change(change, value, scenario.assumptions)
