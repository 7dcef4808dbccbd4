"""The workbook is the model: one written file, its input cells changed in LibreOffice, equals the engine line by line."""

from datetime import date
from functools import lru_cache

import numpy as np
import pytest
from support import random_values, shipped
from support.spreadsheets import Edit, Shown, recalculate

from costmodel import Appraisal, Scenario, appraise, base_case, decide
from costmodel.assumptions.records import Role
from costmodel.model import results
from costmodel.output.workbook.addresses import CHECKS, FIRST_TOWN_ROW, INPUTS, MEMBERS, RESULTS, letters
from costmodel.output.workbook.assembly import Book, assemble
from costmodel.output.workbook.choices import BY_LIST, BY_NUMBER, DECISION, LIFETIME, word
from costmodel.output.workbook.importing import read_workbook
from costmodel.output.workbook.sheets.results import FIRST_INDICATOR_ROW, rows_of
from costmodel.output.workbook.writing import About, book_bytes

RELATIVE, ROUNDING = 1e-9, 1e-12
NAMES = [item.name for item in shipped().municipalities]
ROUNDS = 26
Case = tuple[Scenario, str]
COVER = About("Basis", "Som basis.", date(2026, 1, 1), "")


@lru_cache(maxsize=1)
def book() -> Book:
    return assemble(base_case(shipped()))


def random_case(number: int) -> Case:
    """Every input anywhere between its bounds or at their ends, any municipality, a set or a number, an exit, either view."""
    rng = np.random.default_rng(number)
    columns = random_values(1, 100 + number, tuple(Role), ends=number % 3 == 0)
    values: dict[str, float | None] = {name: float(column[0]) for name, column in columns.items()}
    values["price_year"] = float(rng.choice(list(shipped().price_index)))
    leaves = values["decision_year"] + rng.integers(0, 12)
    values["exit_year"] = None if number % 2 else float(leaves)
    scenario = base_case(shipped(), str(rng.choice(NAMES))).with_values(values)
    if number % 4 == 1:
        scenario = scenario.with_participants([str(name) for name in rng.choice(NAMES, rng.integers(1, 66), replace=False)])
    return scenario, DECISION if number % 3 == 1 else LIFETIME


def plain_cases() -> list[Case]:
    """The shipped base case, its decisions, and the settings that move the frame."""
    base = base_case(shipped())
    gains = {"benefits.*.realisation": 1.0, "benefits.*.potential": 60.0}
    found = [(base, LIFETIME), (base, DECISION), (base.for_municipality("Averøy"), DECISION), (base.with_values(gains), LIFETIME)]
    for values in ({"exit_year": 2028.0}, {"loan_rate": 0.0}, {"transition_decay": 0.0}, {"start_year": 2045.0, "extra_investment": 400.0}):
        found.append((base.for_municipality("Molde").with_values({**gains, **values}), LIFETIME))
    return found


def edits(case: Case) -> list[Edit]:
    """Every input cell as the case has it."""
    scenario, view = case
    rows = book().input_rows
    cells: dict[str, float | str | None] = {name: float(array.flat[0]) for name, array in scenario.values.items()}
    if not np.isfinite(scenario.values["exit_year"]).all():
        cells["exit_year"] = None
    named = scenario.participant_set
    cells |= {"view": word(view), "municipality": scenario.municipality, "participation": word(BY_NUMBER if named is None else BY_LIST)}
    ticks = [(MEMBERS, f"D{FIRST_TOWN_ROW + at}", "x" if name in (named or ()) else None) for at, name in enumerate(book().model.names)]
    return [*((INPUTS, f"C{rows[name]}", value) for name, value in cells.items()), *ticks]


def ranges() -> list[tuple[str, str]]:
    last = letters(5 + book().years - 1)
    count = len(book().first.indicators)
    tables = [list(rows_of(book(), option).values()) for option in (book().first, book().second)]
    indicators = (RESULTS, f"C{FIRST_INDICATOR_ROW}:E{FIRST_INDICATOR_ROW + count - 1}")
    return [indicators, *((RESULTS, f"F{rows[0]}:{last}{rows[-1]}") for rows in tables), (CHECKS, "B5:B19"), (RESULTS, f"F5:{last}5")]


@lru_cache(maxsize=1)
def cases() -> list[Case]:
    return [*plain_cases(), *(random_case(number) for number in range(ROUNDS))]


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> list[Shown]:
    path = tmp_path_factory.mktemp("workbook") / "model.xlsx"
    path.write_bytes(book_bytes(book(), COVER))
    return recalculate(path, [edits(case) for case in cases()], ranges())


def expected(case: Case) -> tuple[Appraisal, Appraisal | None, float | None]:
    scenario, view = case
    if view == LIFETIME:
        return appraise(scenario), None, None
    both = decide(scenario)
    return both.first, both.second, both.difference.item()


def assert_alike(found: float | str, wanted: float, what: object, size: float = 0.0) -> None:
    """Alike to 1e-9; what rounds to nothing on one side is held against `size`, the largest amount of its line."""
    if np.isnan(wanted):
        assert found == "ingen", what
    else:
        assert isinstance(found, float | int), (what, found, wanted)
        assert abs(found - wanted) <= RELATIVE * abs(wanted) + ROUNDING * size, (what, found, wanted)


def assert_years(grid: list[list[float | str]], appraisal: Appraisal, what: str) -> None:
    """Every line item, total and driver in every year; nothing in the years after the last."""
    names = {**results.line_items(appraisal), **results.drivers(appraisal)}
    size = appraisal.drivers.year.size
    assert len(grid) == len(names)
    for row, (name, array) in zip(grid, names.items(), strict=True):
        largest = float(np.nanmax(np.abs(array), initial=0.0))
        for at, wanted in enumerate(np.broadcast_to(array, (1, size, 1)).ravel()):
            assert_alike(row[at], wanted, (what, name, at), largest)
        if name in results.line_items(appraisal):
            assert not any(row[size:]), (what, name)


@pytest.mark.parametrize("number", range(ROUNDS + len(plain_cases())))
def test_every_line_item_in_every_year_and_every_indicator_is_the_engine_s(shown, number):
    case, found = cases()[number], shown[number]
    indicators, first, second, states, years = found.ranges
    appraisal, alternative, difference = expected(case)
    assert found.errors == 0
    assert {state for row in states for state in row} == {"I orden"}
    assert years[0][: appraisal.drivers.year.size] == appraisal.drivers.year.ravel().tolist()
    assert_years(first, appraisal, f"{number}")
    for row, (name, array) in zip(indicators, results.indicators(appraisal).items(), strict=True):
        assert_alike(row[0], array.item(), (number, name))
    if alternative is None:
        assert all(row[1:] == ["", ""] for row in indicators)
        return
    assert_years(second, alternative, f"{number}, alternative")
    for row, (name, array) in zip(indicators, results.indicators(alternative).items(), strict=True):
        assert_alike(row[1], array.item(), (number, name, "alternative"))
    assert_alike(indicators[0][2], difference, (number, "difference"))


def test_the_cases_are_as_different_as_they_should_be():
    """Many municipalities, live and planned; sets; exits; both views; indicators that exist and that do not."""
    found = cases()
    assert len({scenario.municipality for scenario, _ in found}) >= 20
    assert sum(scenario.participant_set is not None for scenario, _ in found) >= 5
    assert sum(bool(np.isfinite(scenario.values["exit_year"]).all()) for scenario, _ in found) >= 10
    assert sum(view == DECISION for _, view in found) >= 10
    rates = [expected(case)[0].irr.item() for case in found]
    assert any(np.isfinite(rates))
    assert any(np.isnan(rates))


def test_five_cells_changed_in_libreoffice_come_back_as_exactly_five_changes(tmp_path):
    rows = book().input_rows
    changes = {
        "participants": 40.0,
        "exit_year": 2034.0,
        "discount_rate": 0.035,
        "platform_cost": 92.5,
        "benefits.citizen_services.lag_years": 3.25,
    }
    written, saved = tmp_path / "model.xlsx", tmp_path / "changed.xlsx"
    written.write_bytes(book_bytes(book(), COVER))
    recalculate(written, [[(INPUTS, f"C{rows[name]}", value) for name, value in changes.items()]], [], saved)
    found = read_workbook(saved.read_bytes(), saved.name, shipped())
    assert found.notices == ()
    assert found.record.values == changes
    assert found.record.participant_set is None
    assert found.record.municipality == "Trondheim"
