"""What a workbook that is read back cannot carry is said, with the cell."""

from functools import lru_cache

import pytest
from support import shipped
from support.books import COVER, book, card
from support.workbooks import opened, saved

from costmodel import AssumptionError
from costmodel.output.faults import faults_text
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.importing import read_workbook
from costmodel.output.workbook.marks.gathering import HEAD, marks_text
from costmodel.output.workbook.writing import book_bytes

KEPT = (at.COVER, at.INPUTS, at.MEMBERS, at.MUNICIPALITIES, at.PRICES, at.RESULTS)


@lru_cache(maxsize=1)
def written() -> bytes:
    """The workbook without most of its sheets, which are not compared where they are not there."""
    sheets = opened(book_bytes(book(), COVER, card()))
    for name in set(sheets.sheetnames[:-1]) - set(KEPT):
        del sheets[name]
    return saved(sheets)


def read(**cells):
    """What is read with cells changed, by sheet and cell with two underscores between, saved by a program that calculates nothing."""
    sheets = opened(written())
    for place, value in cells.items():
        sheet, _, cell = place.partition("__")
        sheets[sheet][cell] = value
    return read_workbook(saved(sheets), "x.xlsx", shipped())


def test_changed_formulas_municipalities_and_prices_are_named_by_their_cells():
    assert read().notices == ()
    formula, *rest = read(Resultater__F25="=1+1", Kommuner__F9=12345, Prisindeks__B8=99.0, Resultater__C8=-600).notices
    assert "Resultater!F25" in formula
    assert len(rest) == 1
    assert all(place in rest[0] for place in ("Kommuner!F9", "Prisindeks!B8", "Resultater!C8"))


def test_a_number_that_has_gone_and_another_municipality_are_named():
    [told] = read(Kommuner__F8=None, Kommuner__A10="Bergen").notices
    assert "Kommuner!F8" in told
    assert "Kommuner!A10" in told


def test_many_changes_are_counted():
    [told] = read(**{f"Kommuner__F{row}": 1 for row in range(7, 27)}).notices
    assert "og 12 til" in told


def test_the_choice_of_the_distribution_is_no_part_of_a_scenario():
    row = book().input_rows["pair_from"]
    [told] = read(**{f"Inndata__C{row}": "Fortsette"}).notices
    assert f"Inndata!C{row}" in told


@pytest.mark.parametrize("name", ["platform_cost", "exit_year"])
def test_a_formula_without_a_value_is_refused_by_its_cell(name):
    cell = f"C{book().input_rows[name]}"
    with pytest.raises(AssumptionError) as caught:
        read(**{f"Inndata__{cell}": "=80*1.1"})
    assert [fault.place for fault in caught.value.faults] == [f"x.xlsx:Inndata!{cell}"]
    assert "formel som ikke er regnet ut" in faults_text(caught.value)


def test_a_name_that_stands_twice_is_refused_where_the_two_differ():
    row = max(book().input_rows.values()) + 3
    again = {f"Inndata__K{row}": "platform_cost", f"Inndata__C{row}": 80}
    assert read(**again).notices == ()
    with pytest.raises(AssumptionError) as caught:
        read(**{**again, f"Inndata__C{row}": 95})
    told = faults_text(caught.value)
    assert f"Inndata!C{row}" in told
    assert f"Inndata!C{book().input_rows['platform_cost']}" in told


def test_marks_that_are_destroyed_are_pointed_out_and_a_workbook_without_them_opens_as_before():
    sheets = opened(written())
    last = sheets.worksheets[-1]
    place = next(cell for row in last.iter_rows() for cell in row if str(cell.value).startswith(HEAD))
    for content in (HEAD + "AAAA", f"{HEAD}eJwDAAAAAAE="):
        place.value = content
        [told] = read_workbook(saved(sheets), "x.xlsx", shipped()).notices
        assert f"{last.title}!{place.coordinate}" in told
    place.value = None
    sheets[at.MUNICIPALITIES]["F9"] = 1
    assert read_workbook(saved(sheets), "x.xlsx", shipped()).notices == ()


def test_marks_are_left_out_rather_than_cut():
    assert marks_text({}).startswith(HEAD)
