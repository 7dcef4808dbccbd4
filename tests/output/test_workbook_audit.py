"""The workbook as an auditor opens it: protected, every row told, no number hidden in a formula, checked, and laid out for print."""

import re
from functools import lru_cache
from itertools import pairwise

import pytest
from support import shipped
from support.books import COVER, book, card
from support.workbooks import alike_rows, is_heading, opened, rows_without_label

from costmodel import base_case
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.as_written.why import SCALE
from costmodel.output.workbook.as_written.why import WIDTHS as WHY_WIDTHS
from costmodel.output.workbook.assembly import TICKS, assemble
from costmodel.output.workbook.marks.relative import mark_of, relative_formula
from costmodel.output.workbook.sheets.checks import DEVIATION, FIRST_CHECK_ROW, checks
from costmodel.output.workbook.sheets.cover import SOURCE_WIDTHS, SOURCES_SCALE
from costmodel.output.workbook.sheets.differences import deviations
from costmodel.output.workbook.sheets.paging import first_rows
from costmodel.output.workbook.sheets.results import last_charted, rows_of
from costmodel.output.workbook.writing import book_bytes

CALCULATIONS = (at.CALCULATION, *(at.option_sheet(number) for number in range(1, 5)), at.PARTIES_CALCULATION)
WITH_UNITS = (*CALCULATIONS, at.RESULTS, at.OPTIONS, at.PARTIES, at.OPTIONS_BY_YEAR, at.BUDGET, *at.GRIDS, at.DIFFERENCES)
LITERAL = re.compile(r"(?<![A-Za-z_$0-9.:])(\d+\.?\d*(?:E-?\d+)?)(?![0-9.:A-Za-z_(!])")


@lru_cache(maxsize=1)
def written() -> bytes:
    return book_bytes(book(), COVER, card())


@lru_cache(maxsize=1)
def sheets():
    return opened(written())


def texts_of(sheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_only_the_yellow_cells_can_be_changed_and_no_password_is_asked_for():
    last = at.FIRST_TOWN_ROW + len(book().model.names)
    wanted = {(at.INPUTS, f"C{row}") for row in book().input_rows.values()}
    wanted |= {(at.MEMBERS, f"{column}{row}") for column in TICKS.values() for row in range(at.FIRST_TOWN_ROW, last)}
    open_cells = {
        (sheet.title, cell.coordinate) for sheet in sheets() for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    assert open_cells == wanted
    assert [sheet.title for sheet in sheets() if not sheet.protection.sheet or sheet.protection.password] == []


def test_no_two_rows_of_a_sheet_are_called_the_same_and_no_number_stands_without_a_label():
    assert {sheet.title: alike for sheet in sheets() if (alike := alike_rows(sheet))} == {}
    assert {sheet.title: rows for sheet in sheets() if (rows := rows_without_label(sheet))} == {}


@pytest.mark.parametrize("name", WITH_UNITS)
def test_every_row_has_a_unit(name):
    rows = [
        row for row in sheets()[name].iter_rows(max_col=7) if any(cell.data_type in "nf" and cell.value is not None for cell in row[2:])
    ]
    assert len(rows) > 10
    assert [row[0].value for row in rows if not row[1].value and not is_heading(row[0])] == []


def test_no_formula_holds_a_number_whose_meaning_it_does_not_tell():
    found = set()
    for sheet in sheets():
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    numbers = LITERAL.findall(re.sub('"[^"]*"', "", str(cell.value)))
                    found |= {(sheet.title, cell.coordinate, number) for number in numbers if number not in ("0", "1")}
    assert found == set()
    names = sheets().defined_names
    assert {"months_per_year", "nok_per_mnok", "never", "tolerance"} <= set(names)


def test_shares_and_rates_are_shown_as_percent():
    inputs, rows = sheets()[at.INPUTS], book().input_rows
    for name, item in shipped().quantities.items():
        is_share = item.unit in ("andel", "andel per år")
        assert ("%" in inputs[f"C{rows[name]}"].number_format) == is_share, name
        assert (inputs[f"B{rows[name]}"].value in ("%", "% per år")) == is_share, name
    bounded = {str(rule.sqref): rule for rule in inputs.data_validations.dataValidation}
    assert "fra 0 % til 15 %" in bounded[f"C{rows['discount_rate']}"].error
    assert "%" in sheets()[at.RESULTS].cell(rows_of(book())["coverage"], 6).number_format
    assert not [
        sheet.title for sheet in sheets() for row in sheet.iter_rows(max_col=12) for cell in row if cell.number_format.endswith("#0.#")
    ]


def test_costs_stand_before_benefits_each_under_a_heading():
    for name in (at.RESULTS, at.CALCULATION, at.option_sheet(2)):
        heads = [value for value in texts_of(sheets()[name]) if value in ("Kostnader", "Nytte", "Summer")]
        assert heads == ["Kostnader", "Nytte", "Summer"], name
    by_year = [value for value in texts_of(sheets()[at.OPTIONS_BY_YEAR]) if value in ("Kostnader", "Nytte")]
    assert by_year == ["Kostnader", "Nytte"] * 4


def test_the_year_of_the_alternative_is_stated_and_the_cover_says_the_question():
    for name in (at.COVER, at.RESULTS, at.OPTIONS):
        assert {"Ut av Helseplattformen", "Alternativet tas i bruk"} <= set(texts_of(sheets()[name])), name
    cover = {row[0].value: row[1].value for row in sheets()[at.COVER].iter_rows()}
    assert cover["Spørsmål"] == "Hele levetiden"
    assert cover["Alternativ"] == "Et nytt system i markedet"
    leaving = base_case(shipped()).with_values({"exit_year": 2030.0})
    assert [node.value.item() for node in assemble(leaving).life.years] == [2030.0, 2030.0]


def test_every_check_has_its_deviation_and_what_holds_every_year_is_controlled_every_year():
    sheet = sheets()[at.CHECKS]
    for row, check in enumerate(checks(book()), start=FIRST_CHECK_ROW):
        assert sheet.cell(row, 1).value == check.text
        assert sheet.cell(row, DEVIATION + 1).data_type == "f"
        assert sheet.cell(row, DEVIATION + 2).value == check.allowed
    found = deviations(book())
    assert set(found[at.RESULTS]) == {"costs", "gains", "net", "last_year"}
    assert len(found[at.OPTIONS_BY_YEAR]) == 3 * 4 + 2
    for items in found.values():
        assert all("SUM(" not in item.formula for item in items.values()), "each year stands for itself"


def test_the_charts_end_with_the_last_year_that_has_a_flow():
    years = book().years_of(at.RESULTS).value.ravel()
    last = int(years[last_charted(book()) - at.FIRST_YEAR_COLUMN])
    sheet = sheets()[at.CHARTS]
    assert f"til og med {last}" in sheet["A2"].value
    flows = [book().life.line_items[name].value.ravel() for name in ("total_cost", "total_benefit")]
    assert any(flow[last - int(years[0])] for flow in flows)
    assert not any(flow[last - int(years[0]) + 1 :].any() for flow in flows)


def test_the_sheets_are_laid_out_for_print():
    sources = sheets()[at.SOURCES]
    for row in range(5, sources.max_row + 1):
        lines = max(len(str(sources.cell(row, column).value)) / width for column, width in ((2, 42), (5, 84)))
        assert (sources.row_dimensions[row].height or 15) >= 15 * lines
    for name in (*CALCULATIONS, *at.GRIDS, at.RESULTS):
        assert len(sheets()[name].col_breaks.brk) == 2, name
    assert len(sheets()[at.OPTIONS_BY_YEAR].row_breaks.brk) == 3
    on_one_page = (at.COVER, at.CARD, at.OPTIONS, at.BUDGET, at.CHARTS, at.CHECKS)
    assert {(sheets()[name].sheet_properties.pageSetUpPr.fitToPage, sheets()[name].page_setup.fitToHeight) for name in on_one_page} == {
        (True, None)
    }, "as high as one page unless something else is said"
    towns = sheets()[at.MUNICIPALITIES]
    assert towns["R5"].alignment.wrap_text
    starts = [1, *(mark.id for mark in towns.col_breaks.brk), towns.max_column]
    assert max(columns_a_page(starts)) <= 15
    assert min(columns_a_page(starts)) >= 10, "no page with a few columns only"
    assert sum(WHY_WIDTHS) * SCALE <= sum(SOURCE_WIDTHS) * SOURCES_SCALE, "the sheet Endring is as wide as one page"


def columns_a_page(starts: list[int]) -> list[int]:
    return [after - before for before, after in pairwise(starts)]


def test_numbers_have_their_heads_above_them_and_room_before_the_text_beside_them():
    for name, row, column in ((at.CARD, 6, 2), (at.OPTIONS, at.OPTION_NAME_ROW, 3)):
        assert sheets()[name].cell(row, column).alignment.horizontal == "right", name
    for name, row, column in ((at.CHECKS, FIRST_CHECK_ROW, 5), (at.PRICES, 6, 3)):
        assert sheets()[name].cell(row, column).alignment.indent == 1, name
    inputs, row = sheets()[at.INPUTS], book().input_rows["alternative"]
    assert inputs[f"C{row}"].alignment.shrink_to_fit, "a name that is longer than its cell"


def test_no_amount_is_wider_than_its_column():
    values = opened(written(), values=True)
    for name in (*CALCULATIONS, *at.GRIDS, at.RESULTS, at.OPTIONS_BY_YEAR):
        for row in values[name].iter_rows(min_row=at.YEAR_ROW, min_col=at.FIRST_YEAR_COLUMN + 1, max_col=at.FIRST_YEAR_COLUMN + 30):
            for cell in row:
                if isinstance(cell.value, float) and "E+" not in cell.number_format:
                    decimals = 4 if "0.0000" in cell.number_format else 1 if "0.0" in cell.number_format else 0
                    assert len(f"{cell.value:,.{decimals}f}") <= 10, (name, cell.coordinate, cell.value)


def test_pages_are_about_as_full():
    rows = [(row, 10.0) for row in range(1, 102)]
    starts = [1, *first_rows(rows, 500.0), 102]
    sizes = [after - before for before, after in pairwise(starts)]
    assert max(sizes) <= 50
    assert min(sizes) >= 30


def test_a_copy_of_a_formula_has_the_same_mark_and_another_formula_another():
    assert relative_formula("=B3+$A$1*Kommuner!C$7", 3, 3) == relative_formula("=C4+$A$1*'Kommuner'!D$7", 4, 4)
    assert mark_of("=A1*1.0", 2, 2) == mark_of("=A1 * 1", 2, 2)
    assert mark_of("=A1*2", 2, 2) != mark_of("=A1*3", 2, 2)
    assert mark_of(0.04, 1, 1) == mark_of(0.04000000000000001, 1, 1) != mark_of(0.041, 1, 1)
