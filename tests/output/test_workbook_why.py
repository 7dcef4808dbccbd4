"""The sheet that says why the net present value is another than the base case's: the split that is asked for elsewhere, and its sums."""

import io
from math import fsum

import openpyxl
import pytest
import xlsxwriter
from support import many, shipped
from support.workbooks import alike_rows

from costmodel import Scenario, base_case, named
from costmodel.analysis.attribution.splitting import MOST_EXACT, split_change
from costmodel.output.attribution.telling import change_label, split_sentence, theme_label
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.as_written.why import (
    AFTER,
    AFTER_ROW,
    AMOUNT,
    BEFORE,
    BEFORE_ROW,
    DIFFERENCE_ROW,
    ERROR,
    FIRST_SENTENCE_ROW,
    SUM_ROW,
    write_why,
)
from costmodel.output.workbook.styles import Styles
from costmodel.output.workbook.writing import sheet_class
from costmodel.texts.catalog import text

CHANGED = {
    "averoy": lambda: named(shipped(), "gevinster-fullt-ut", "Averøy"),
    "other years": lambda: base_case(shipped()).with_values({"exit_year": 2031.0, "price_year": 2025.0, "discount_rate": 0.03}),
    "who": lambda: named(shipped(), "stjordal-anskaffer-sammen", "Stjørdal"),
}


def many_changes() -> Scenario:
    """More changes than every order of can be gone through."""
    moved = {name: item.low for name, item in shipped().parameters.items() if item.low is not None and item.unit != "årstall"}
    return base_case(shipped()).with_values(dict(list(moved.items())[: many(MOST_EXACT + 4, 60)]))


def written(scenario: Scenario, *, values: bool = False):
    buffer = io.BytesIO()
    file = xlsxwriter.Workbook(buffer)
    write_why(file.add_worksheet(at.WHY, sheet_class()), Styles(file), scenario)
    file.close()
    return openpyxl.load_workbook(buffer, data_only=values)[at.WHY]


def amount(sheet, row: int):
    return sheet.cell(row, AMOUNT + 1).value


@pytest.mark.parametrize("case", CHANGED)
def test_the_parts_are_those_of_the_split_each_under_its_theme(case):
    scenario = CHANGED[case]()
    split = split_change(base_case(shipped(), scenario.municipality), scenario)
    sheet = written(scenario, values=True)
    rows = {row[0].value: row for row in sheet.iter_rows() if row[0].value}
    assert split.parts
    for part in split.parts:
        row = rows[change_label(part.change.name, shipped())]
        assert row[AMOUNT].value == pytest.approx(part.amount, rel=1e-12, abs=1e-12)
        for column, value in ((BEFORE, part.change.before), (AFTER, part.change.after)):
            if isinstance(value, float):
                assert row[column].value == value
        known = shipped().quantities.get(part.change.name)
        assert ("%" in row[AFTER].number_format) == (known is not None and known.unit in ("andel", "andel per år"))
        assert row[1].value
    for theme, whole in split.by_theme.items():
        row = rows[text("workbook.why.theme", theme=theme_label(theme, shipped()))]
        assert row[AMOUNT].value == pytest.approx(whole, rel=1e-12, abs=1e-12)
        below = sum(part.theme == theme for part in split.parts)
        inside = [amount(sheet, row[0].row + place) for place in range(1, below + 1)]
        assert fsum(inside) == pytest.approx(whole, abs=1e-9)
    assert [amount(sheet, row) for row in (BEFORE_ROW, AFTER_ROW)] == pytest.approx([split.before, split.after], rel=1e-15)
    assert amount(sheet, SUM_ROW) == pytest.approx(split.after - split.before, abs=1e-12)
    assert sheet.cell(FIRST_SENTENCE_ROW, 1).value == split_sentence(split, shipped())
    assert alike_rows(sheet) == []


def test_the_sums_are_formulas_over_every_part_and_no_part_is_outside_a_theme():
    sheet = written(many_changes())
    themes = [int(cell[1:]) for cell in amount(sheet, SUM_ROW).removeprefix("=").split("+")]
    inside = []
    for row in themes:
        first, last = (int(cell[1:]) for cell in amount(sheet, row).removeprefix("=SUM(").removesuffix(")").split(":"))
        inside += range(first, last + 1)
    values = [
        row
        for row in range(max(SUM_ROW, FIRST_SENTENCE_ROW), sheet.max_row + 1)
        if sheet.cell(row, AMOUNT + 1).data_type == "n" and amount(sheet, row) is not None
    ]
    assert sorted(inside) == values
    assert amount(sheet, DIFFERENCE_ROW) == f"=E{AFTER_ROW}-E{BEFORE_ROW}"


def test_a_sampled_split_states_its_standard_error_and_an_exact_one_has_none():
    scenario = many_changes()
    split = split_change(base_case(shipped()), scenario)
    sheet = written(scenario, values=True)
    told = [row[0].value for row in sheet.iter_rows()]
    assert text("attribution.sampled", orders=split.orders) in told
    largest = split.parts[0]
    assert sheet.cell(told.index(change_label(largest.change.name, shipped())) + 1, ERROR + 1).value == pytest.approx(largest.error)
    exact = written(CHANGED["averoy"](), values=True)
    assert [row[0].row for row in exact.iter_rows(max_row=exact.max_row) if len(row) > ERROR and row[ERROR].value is not None] == []


def test_a_scenario_that_changes_nothing_says_so_and_its_sum_is_nothing():
    sheet = written(base_case(shipped(), "Averøy"))
    assert text("workbook.why.nothing") in [row[0].value for row in sheet.iter_rows()]
    assert amount(sheet, SUM_ROW) == "=0"
    assert amount(sheet, BEFORE_ROW) == amount(sheet, AFTER_ROW)
