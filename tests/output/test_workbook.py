"""The workbook as a file: whole, safe, laid out as promised, within its size, and read back."""

import io
import re
import unicodedata
import zipfile
from datetime import date
from functools import lru_cache

import numpy as np
import openpyxl
import pytest
from support import many, shipped
from support.books import COVER, book, card
from support.hostile import shipped_files
from support.told import refused
from support.workbooks import alike_rows, opened, saved

from costmodel import AssumptionError, appraise, base_case, load_assumptions, named
from costmodel.analysis.decision_card.facts import of_hundred
from costmodel.assumptions.loading import read_scenario
from costmodel.model import results
from costmodel.model.appraisal import value_today
from costmodel.output.card.sentences import card_sentences
from costmodel.output.card.tables import calendar_rows
from costmodel.output.faults import faults_text
from costmodel.output.scenario_files import scenario_file
from costmodel.output.workbook import addresses as at
from costmodel.output.workbook.describing import about
from costmodel.output.workbook.importing import read_workbook
from costmodel.output.workbook.model.building import columns_needed
from costmodel.output.workbook.sheets.results import FIRST_INDICATOR_ROW, rows_of
from costmodel.output.workbook.writing import About, book_bytes, workbook_bytes
from costmodel.scenarios.choices import choices_of
from costmodel.texts.catalog import text as words
from costmodel.version import MODEL_VERSION

LARGEST = 2_000_000
VOLATILE = re.compile(r"\b(NOW|TODAY|RAND|RANDBETWEEN|OFFSET|INDIRECT|INFO|CELL)\(")
COLUMN = re.compile(r"(?<![A-Z$'])(\$?)([A-Z]{1,3})(\$?)([0-9]+)(?![0-9(])")


@lru_cache(maxsize=1)
def written() -> bytes:
    return book_bytes(book(), COVER, card())


@lru_cache(maxsize=1)
def formulas() -> dict[str, dict[str, str]]:
    """Every formula by sheet and cell."""
    sheets = opened(written())
    return {
        sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"} for sheet in sheets
    }


def test_the_card_is_that_of_the_scenario_with_its_words_and_its_calendar():
    sheet = opened(written(), values=True)[at.CARD]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    first = next(number for number, row in enumerate(rows) if row[-1] == words("workbook.card.now")) + 1
    for item, row in zip(card().options, rows[first:], strict=False):
        best = None if item.best is None else of_hundred(item.best)
        wanted = [item.npv.expected, item.npv.base, item.npv_per_inhabitant.expected, item.budget_npv.expected, best, item.regret]
        assert row[1:-1] == [None if value is None else pytest.approx(value, rel=1e-12) for value in wanted]
        assert row[-1] == pytest.approx(item.npv.base, rel=1e-9)
    told = [row[0] for row in rows]
    assert all(sentence in told for sentence in card_sentences(card()))
    assert [when for _, when in calendar_rows(card())] == [row[1] for row in rows[-len(calendar_rows(card())) :]]


def test_it_is_small():
    assert len(written()) < LARGEST


def test_it_holds_no_links_macros_or_volatile_functions():
    names = zipfile.ZipFile(io.BytesIO(written())).namelist()
    assert not [name for name in names if "externalLink" in name or "vbaProject" in name]
    found = [(sheet, cell) for sheet, cells in formulas().items() for cell, text in cells.items() if VOLATILE.search(text) or "[" in text]
    assert found == []


def test_every_formula_has_a_cached_value_and_none_is_an_error():
    values = opened(written(), values=True)
    for sheet, cells in formulas().items():
        for cell in cells:
            value = values[sheet][cell].value
            assert value is not None or sheet in (at.INPUTS, at.RESULTS, at.OPTIONS), (sheet, cell)
            assert not str(value).startswith("#"), (sheet, cell, value)


def test_the_cached_values_are_the_engine_s():
    values, appraisal = opened(written(), values=True)[at.RESULTS], appraise(base_case(shipped()))
    for number, (name, array) in enumerate(results.indicators(appraisal).items()):
        found = values.cell(FIRST_INDICATOR_ROW + number, 3).value
        assert found == "ingen" if np.isnan(array.item()) else found == pytest.approx(array.item(), rel=1e-12), name
    items = results.line_items(appraisal)
    for name, row in rows_of(book()).items():
        if name in items:
            found = [values.cell(row, 6 + year).value for year in range(appraisal.drivers.year.size)]
            every_year = np.broadcast_to(items[name], (1, len(found), 1)).ravel().tolist()
            assert found == pytest.approx(every_year, rel=1e-12, abs=1e-12), name
            present = value_today(items[name], appraisal.drivers).item()
            assert values.cell(row, 4).value == pytest.approx(present, rel=1e-12, abs=1e-12)


def relative(text: str, column: int) -> str:
    """A formula with the columns that move with it written by their distance."""

    def moved(found: re.Match[str]) -> str:
        letters = found[2] if found[1] else f"[{openpyxl.utils.column_index_from_string(found[2]) - column}]"
        return f"{found[1]}{letters}{found[3]}{found[4]}"

    return COLUMN.sub(moved, text)


CALCULATIONS = (at.CALCULATION, *(at.option_sheet(number) for number in range(1, 5)), at.PARTIES_CALCULATION)


@pytest.mark.parametrize("sheet", [*CALCULATIONS, at.RESULTS, at.OPTIONS_BY_YEAR, at.PARTIES, *at.GRIDS])
def test_each_row_has_one_formula(sheet):
    rows: dict[int, set[str]] = {}
    for cell, formula in formulas()[sheet].items():
        letters, row = openpyxl.utils.cell.coordinate_from_string(cell)
        column = openpyxl.utils.column_index_from_string(letters)
        if column > at.FIRST_YEAR_COLUMN:
            rows.setdefault(row, set()).add(relative(formula, column))
    assert rows
    assert {row: texts for row, texts in rows.items() if len(texts) > 1} == {}


def test_the_column_before_the_years_is_empty():
    """A running sum starts from it."""
    sheets = opened(written())
    for sheet in CALCULATIONS:
        found = [cell for row in sheets[sheet].iter_rows(min_row=at.YEAR_ROW, min_col=5, max_col=5) for cell in row]
        assert [cell.coordinate for cell in found if cell.value is not None] == []


def test_the_sheets_hold_the_longest_appraisal_that_is_allowed():
    p = shipped().parameters
    longest = {name: p[name].maximum for name in ("decision_year", "introduction_months", "rollout_delay", "service_years")}
    longest |= {"start_year": p["start_year"].minimum, "depreciation_years": p["depreciation_years"].maximum}
    for town in shipped().municipalities:
        whole = base_case(shipped(), town.name).with_values(longest)
        assert appraise(whole).drivers.year.size <= columns_needed(shipped(), "start_year")
        early = whole.with_values({"decision_year": p["decision_year"].minimum, "start_year": p["decision_year"].minimum})
        for now in (early, whole.with_values({"start_year": longest["decision_year"]})):
            assert appraise(now).drivers.year.size <= columns_needed(shipped(), "decision_year")


def test_every_input_has_bounds_a_name_and_a_note():
    sheet = opened(written())[at.INPUTS]
    bounded = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    names = opened(written()).defined_names
    for name, item in shipped().quantities.items():
        cell = f"C{book().input_rows[name]}"
        assert float(bounded[cell].formula1) == item.minimum
        assert float(bounded[cell].formula2) == (2025 if name == "price_year" else item.maximum)
        assert sheet[cell].comment.text
        assert names[name.replace(".", "_")].attr_text == f"{at.INPUTS}!$C${book().input_rows[name]}"
        assert sheet[cell.replace("C", "K")].value == name


def test_nothing_that_somebody_has_written_becomes_a_formula():
    nasty = '=HYPERLINK("http://x","y")'
    data = workbook_bytes(base_case(shipped()), About(nasty, f"@SUM(1) {nasty}", date(2026, 1, 1), "javascript:alert(1)"))
    cover = opened(data)[at.COVER]
    found = {cell.value: cell.data_type for row in cover.iter_rows() for cell in row if cell.value}
    assert found[nasty] == "s"
    assert found[f"@SUM(1) {nasty}"] == "s"
    assert [cell for row in cover.iter_rows() for cell in row if cell.hyperlink and not cell.hyperlink.location] == []


def test_all_participants_together_are_refused():
    with refused("Velg en kommune"):
        workbook_bytes(base_case(shipped(), None), COVER)


@pytest.mark.parametrize("name", sorted(shipped().scenarios)[:: many(8, 1)])
def test_a_scenario_comes_back_as_it_was(name):
    scenario = named(shipped(), name)
    data = workbook_bytes(scenario, about(scenario, name, date(2026, 1, 1)))
    found = read_workbook(data, "x.xlsx", shipped())
    record = found.record
    assert found.notices == ()
    assert record.municipality == scenario.municipality
    assert (None if record.participant_set is None else set(record.participant_set)) == scenario.participant_set
    assert base_case(shipped()).with_values(record.values).values == scenario.values
    assert record.together == tuple(sorted(scenario.together, key=book().model.names.index))
    assert (record.alternative or scenario.alternatives[0]) == scenario.alternatives[int(scenario.alternative.item())]
    text = scenario_file(record.name, record.description, record.municipality, choices_of(record))
    assert read_scenario(text.encode(), "x.yaml", shipped()).values == record.values


@lru_cache(maxsize=1)
def sheets_that_are_read() -> bytes:
    """The workbook without the sheets that nobody reads back: writing it anew for each test takes a fraction of the time."""
    sheets = opened(written())
    for name in set(sheets.sheetnames) - {at.COVER, at.INPUTS, at.MEMBERS}:
        del sheets[name]
    return saved(sheets)


def changed(**cells) -> bytes:
    """The workbook with some input cells changed."""
    sheets = opened(sheets_that_are_read())
    for place, value in cells.items():
        sheets[at.MEMBERS if place.startswith(("D", "E")) else at.INPUTS][place] = value
    return saved(sheets)


def cell_of(name: str) -> str:
    return f"C{book().input_rows[name]}"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("discount_rate", 0.4, "et tall fra 0 til 0.15"),
        ("service_years", 15.5, "et helt tall"),
        ("platform_cost", "mye", "«mye»"),
        ("platform_cost", None, "en tom celle"),
        ("exit_year", 2021, "tidligst 2029"),
        ("alternative", "Et annet system", "«Et annet system»"),
        ("municipality", "Bergen", "«Bergen»"),
        ("participation", "Noen", "«Antall» eller «Liste»"),
        ("price_year", 2039, "prisindeksen"),
        ("platform_cost", True, "«True»"),
    ],
)
def test_a_fault_is_named_by_its_cell(name, value, message):
    with pytest.raises(AssumptionError) as caught:
        read_workbook(changed(**{cell_of(name): value}), "x.xlsx", shipped())
    assert len(caught.value.faults) == 1
    assert caught.value.faults[0].place == f"x.xlsx:{at.INPUTS}!{cell_of(name)}"
    assert message in faults_text(caught.value)


def test_several_faults_come_together_and_a_wrong_tick_has_its_cell():
    cells = {cell_of("participation"): "Liste", "D9": "ja", "D10": "x", cell_of("discount_rate"): -1}
    with pytest.raises(AssumptionError) as caught:
        read_workbook(changed(**cells), "x.xlsx", shipped())
    assert {fault.place for fault in caught.value.faults} == {"x.xlsx:Deltakere!D9", f"x.xlsx:Inndata!{cell_of('discount_rate')}"}


def test_alternative_and_partners_are_read():
    row = at.FIRST_TOWN_ROW + book().model.names.index("Malvik")
    found = read_workbook(changed(**{cell_of("alternative"): "de tidligere systemene i ny utgave", f"E{row}": "x"}), "x.xlsx", shipped())
    assert found.record.alternative == "renewed_old_systems"
    assert found.record.together == ("Malvik",)
    assert found.record.values == {}


def test_the_last_digit_of_a_cell_is_no_change_and_a_name_in_two_parts_is_the_same():
    cells = {cell_of("discount_rate"): 0.04000000000000001, cell_of("municipality"): unicodedata.normalize("NFD", "Åfjord")}
    record = read_workbook(changed(**cells), "x.xlsx", shipped()).record
    assert (record.values, record.municipality) == ({}, "Åfjord")
    other = read_workbook(changed(**{cell_of("discount_rate"): 0.0400001}), "x.xlsx", shipped()).record
    assert other.values == {"discount_rate": 0.0400001}


def of_first_version(cells: dict[str, tuple[object, object]]) -> bytes:
    """A workbook as the first version of the model wrote it, with these values beside their base, by name."""
    sheets = openpyxl.Workbook()
    cover, inputs, members = (sheets.create_sheet(name) for name in (at.COVER, at.INPUTS, at.MEMBERS))
    cover["A7"], cover["B7"] = "Modellversjon", "1.0.0"
    choices = {"view": "Levetid", "municipality": "Molde", "participation": "Antall"}
    for row, (name, (value, base)) in enumerate({**{key: (word, word) for key, word in choices.items()}, **cells}.items(), start=5):
        inputs[f"C{row}"], inputs[f"D{row}"], inputs[f"K{row}"] = value, base, name
    members["A7"] = "Trondheim"
    buffer = io.BytesIO()
    sheets.save(buffer)
    return buffer.getvalue()


def test_a_workbook_of_the_first_version_says_so_and_opens_with_what_still_exists():
    cells = {
        "platform_cost": (92.5, 80),
        "scale_elasticity": (0.35, 0.35),
        "exit_year": (2028, None),
        "twelve_month_loss": (20, 17.8),
        "capital_fixed_share": (0.5, 0.9),
        "discount_rate": (0.9, 0.04),
    }
    found = read_workbook(of_first_version(cells), "gammelt.xlsx", shipped())
    assert found.record.municipality == "Molde"
    assert found.record.values == {"platform_cost": 92.5, "exit_year": 2029.0, "clinic_twelve_month_loss": 20.0}
    assert "modellversjon 1.0.0" in found.notices[0]
    told = "\n".join(found.notices[1:])
    assert "capital_fixed_share = 0.5: finnes ikke" in told
    assert "flyttet fra 2028 til 2029" in told
    assert "discount_rate" in told
    assert len(found.notices) == 5


def test_another_version_is_pointed_out():
    sheets = opened(written())
    cell = next(cell for row in sheets[at.COVER].iter_rows() for cell in row if cell.value == MODEL_VERSION)
    sheets[at.COVER][cell.coordinate] = "2.9.1"
    buffer = io.BytesIO()
    sheets.save(buffer)
    assert "modellversjon 2.9.1" in read_workbook(buffer.getvalue(), "x.xlsx", shipped()).notices[0]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a workbook", b"x" * 6_000_000])
def test_what_is_no_workbook_is_refused_in_words(data):
    with refused(r"x\.xlsx"):
        read_workbook(data, "x.xlsx", shipped())


def test_another_workbook_is_refused_in_words():
    buffer = io.BytesIO()
    openpyxl.Workbook().save(buffer)
    with refused("noe annet enn et regneark fra modellen"):
        read_workbook(buffer.getvalue(), "x.xlsx", shipped())


def test_other_assumptions_are_pointed_out():
    other = shipped().model_copy(update={"hash": "0" * 64})
    assert "andre forutsetninger" in read_workbook(written(), "x.xlsx", other).notices[0]


MEASURED = b"""measurements:
  minutes: {quantity: extra_minutes, mean: 1.0, sd: 2.0, n: 200, representativeness: 0.5,
            date: 2026-11-01, source: Tidsstudien, who: Helse og velferd}
"""


def test_measurements_beside_the_files_have_a_sheet_with_the_seed():
    files = {**shipped_files(), "base/measurements.yaml": MEASURED}
    scenario = base_case(load_assumptions(files))
    sheets = opened(workbook_bytes(scenario, COVER))
    assert at.LEARNING not in opened(written()).sheetnames
    told = [[cell.value for cell in row if cell.value is not None] for row in sheets[at.LEARNING].iter_rows()]
    texts = [cell for row in told for cell in row if isinstance(cell, str)]
    assert any("frø 2026" in text for text in texts) and any("nå venter vi 0,94" in text for text in texts)
    assert alike_rows(sheets[at.LEARNING]) == []
    stay = next(row for row in told if row and row[0] == "Fortsette")
    assert stay[2] < stay[1], "more time is lost than was expected"
    assert any("hvis det målte er over" in text for text in texts)
