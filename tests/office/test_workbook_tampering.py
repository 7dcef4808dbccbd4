"""Somebody changes a formula, a table or an input of a written workbook: the controls say so when LibreOffice has calculated."""

import pytest
from support.books import COVER, book, card
from support.spreadsheets import Edit, recalculate
from support.workbooks import opened

from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.as_written.why import SUM_ROW
from costmodel.output.workbook.sheets.checks import CHANGED_ROW, DEVIATION, FIRST_CHECK_ROW, checks
from costmodel.output.workbook.sheets.results import rows_of
from costmodel.output.workbook.writing import book_bytes

UNCHANGED, TABLES, FORMULAS, COSTS, PARTS = "Uendrede", "Kommunetabellen", "Ingen", "Kostnadene", "Bidragene"
"""How the texts of the controls begin."""
CHARGE = book().addresses[book().life.line_items["operating_charge"]].row
MONTHS = next(address.row for address in book().addresses.values() if address.name == "months_per_year")
RESULT = rows_of(book())["operating_charge"]
INPUT = book().input_rows["platform_cost"]
TAMPERED: dict[str, tuple[dict[tuple[str, str], object], set[str]]] = {
    "nothing": ({}, set()),
    "a formula": ({(at.CALCULATION, f"J{CHARGE}"): "={}*0.9"}, {UNCHANGED}),
    "a price": ({(at.PRICES, "B15"): 140.0}, {UNCHANGED, TABLES}),
    "an inhabitant": ({(at.MUNICIPALITIES, "H20"): "+1"}, {UNCHANGED, TABLES}),
    "two that change places": ({(at.MUNICIPALITIES, "F20"): "F21", (at.MUNICIPALITIES, "F21"): "F20"}, {TABLES}),
    "a fixed number": ({(at.CALCULATION, f"D{MONTHS}"): 13.0}, {UNCHANGED, TABLES}),
    "the sum of the parts of a change": ({(at.WHY, f"E{SUM_ROW}"): "={}+1"}, {PARTS}),
    "a number for a formula": ({(at.CALCULATION, f"J{CHARGE}"): "value"}, {FORMULAS}),
    "an input": ({(at.INPUTS, f"C{INPUT}"): 90.0}, set()),
    "years that even out": (
        {(at.INPUTS, f"C{INPUT}"): 90.0, (at.RESULTS, f"J{RESULT}"): "={}+1", (at.RESULTS, f"K{RESULT}"): "={}-1"},
        {COSTS},
    ),
}
"""What is changed, and the controls that are no longer in order. Where two years even out, the sums alone would show nothing."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    data = book_bytes(book(), COVER, card())
    path = tmp_path_factory.mktemp("tampering") / "model.xlsx"
    path.write_bytes(data)
    formulas, values = opened(data), opened(data, values=True)

    def change(place: tuple[str, str], what: object) -> Edit:
        sheet, cell = place
        known = formulas[sheet][cell].value
        if what == "value":
            return sheet, cell, values[sheet][cell].value
        if what == "+1":
            return sheet, cell, known + 1
        if isinstance(what, str) and "{}" in what:
            return sheet, cell, what.format(f"({known[1:]})").replace("!", ".")
        return sheet, cell, formulas[sheet][what].value if isinstance(what, str) else what

    def put_back(sheet: str, cell: str) -> Edit:
        known = formulas[sheet][cell].value
        return sheet, cell, known.replace("!", ".") if isinstance(known, str) and known.startswith("=") else known

    rounds, before = [], dict[tuple[str, str], object]()
    for changes, _ in TAMPERED.values():
        rounds.append([*(put_back(*place) for place in before), *(change(place, what) for place, what in changes.items())])
        before = changes
    last = FIRST_CHECK_ROW + len(checks(book())) - 1
    read = [(at.CHECKS, f"A{FIRST_CHECK_ROW}:C{last}"), (at.CHECKS, f"C{CHANGED_ROW}:C{CHANGED_ROW}"), (at.COVER, "A1:B30")]
    return dict(zip(TAMPERED, recalculate(path, rounds, read), strict=True))


@pytest.mark.parametrize("what", TAMPERED)
def test_the_controls_see_what_is_changed(shown, what):
    states, [[changed]], cover = shown[what].ranges
    wrong = {str(row[0]).split()[0].rstrip(",") for row in states if row[1] == "Feil"}
    assert wrong == TAMPERED[what][1]
    assert all(row[DEVIATION] > 0 for row in states if row[1] == "Feil"), "and how much"
    is_input_changed = any(sheet == at.INPUTS for sheet, _ in TAMPERED[what][0])
    assert changed == is_input_changed
    assert any(row[1] == "Ikke prøvd" for row in states) == is_input_changed
    assert any("Alle kontroller er i orden" in row for row in cover) != bool(wrong)
