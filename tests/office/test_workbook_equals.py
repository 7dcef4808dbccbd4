"""The workbook is the model: one written file, its input cells changed in LibreOffice, equals the engine line by line."""

from functools import lru_cache

import numpy as np
import pytest
from support import many, paid, random_values, rarely, shipped
from support.books import COVER, Case, assert_alike, book, card, edits, lines_of, ranges
from support.spreadsheets import Shown, recalculate

from costmodel import Appraisal, Scenario, appraise, base_case, decide
from costmodel.assumptions.records import Role
from costmodel.model import results
from costmodel.model.parties.distribution import distribution_of
from costmodel.output.labels import option_label
from costmodel.output.workbook.addresses import INPUTS
from costmodel.output.workbook.assembly import assemble
from costmodel.output.workbook.importing import read_workbook
from costmodel.output.workbook.sheets.checks import checks
from costmodel.output.workbook.sheets.options import option_rows
from costmodel.output.workbook.sheets.results import rows_of
from costmodel.output.workbook.writing import book_bytes
from costmodel.texts.catalog import text

NAMES = [item.name for item in shipped().municipalities]
ROUNDS = many(6, 25)
UNCHANGED = next(at for at, check in enumerate(checks(book())) if check.only_unchanged)
"""The control that tries nothing once an input is changed."""


def random_case(number: int) -> Case:
    """Every input anywhere between its bounds or at their ends, both registers too; any municipality, alternative, partners and pair."""
    rng = np.random.default_rng(number)
    columns = random_values(1, 100 + number, tuple(Role), ends=number % 3 == 0)
    values: dict[str, float | None] = {name: None if np.isnan(column[0]) else float(column[0]) for name, column in columns.items()}
    values["price_year"] = float(rng.choice(list(shipped().price_index)))
    values |= random_weights(rng)
    alternative = str(rng.choice(list(shipped().alternatives)))
    if number % 2:  # else the earliest years are drawn so late that hardly anybody leaves
        values |= {f"alternatives.{key}.earliest_year": None for key in shipped().alternatives}
    first = max(np.ceil(values["decision_year"] + values["exit_lead_years"]), values[f"alternatives.{alternative}.earliest_year"] or 0.0)
    years = {name: float(first + rng.integers(0, 9)) for name in ("exit_year", "alternative_year")}
    values |= {name: None if rng.random() < 0.4 or year > 2100 else year for name, year in years.items()}
    scenario = base_case(shipped(), str(rng.choice(NAMES))).with_alternative(alternative).with_values(values)
    if number % 4 == 1:
        scenario = scenario.with_participants([str(name) for name in rng.choice(NAMES, rng.integers(1, 66), replace=False)])
    if number % 3 == 1:
        scenario = scenario.with_partners([str(name) for name in rng.choice(NAMES, rng.integers(1, 9), replace=False)])
    options = list(decide(scenario).all)
    return Case(scenario, tuple(str(name) for name in rng.choice(options, 2, replace=False)) if number % 5 < 3 else None)


def random_weights(rng: np.random.Generator) -> dict[str, float]:
    """Weights of the systems that the files replace, which sum to 1."""
    keys = [key for key, row in shipped().legacy_systems.items() if row.fields["replaced"].value == 1]
    parts = rng.dirichlet(np.ones(len(keys)))
    return {f"legacy_systems.{key}.weight": float(part) for key, part in zip(keys, parts, strict=True)}


def plain_cases() -> list[Case]:
    """The shipped base case, a planned municipality, and the settings that move the frame."""
    base = base_case(shipped())
    molde = base.for_municipality("Molde")
    full = base.with_values({"benefits.*.realisation": 1.0, "legacy_systems.*.yearly_cost": 20.0})
    frames = ({"exit_year": 2029.0}, {"loan_rate": 0.0}, {"transition_decay": 0.0}, {"start_year": 2045.0, "extra_investment": 400.0})
    found = [base, base.for_municipality("Averøy"), full, *(molde.with_values(values) for values in frames)]
    together = base.for_municipality("Stjørdal").with_partners(["Steinkjer", "Orkland", "Malvik"]).with_values({"alternative_year": 2030})
    late = base.with_alternative("national_record").with_values({"exit_year": 2033, "stranded_share": 0.5})
    return [*map(Case, many(found[:2], found)), Case(together, ("stay_out", "join")), Case(late, ("leave_national_record", "stay"))]


@lru_cache(maxsize=1)
def cases() -> list[Case]:
    return [*plain_cases(), *(random_case(number) for number in range(ROUNDS))]


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> list[Shown]:
    path = tmp_path_factory.mktemp("workbook") / "model.xlsx"
    path.write_bytes(book_bytes(book(), COVER, card()))
    return recalculate(path, [edits(case) for case in cases()], ranges())


def assert_row(row: list[float | str], array: np.ndarray, size: int, what: object, scale: float = 0.0) -> None:
    largest = max(float(np.nanmax(np.abs(array), initial=0.0)), scale)
    for place, wanted in enumerate(np.broadcast_to(array, (1, size, 1)).ravel()):
        assert_alike(row[place], wanted, (what, place), largest)


def assert_years(grid: list[list[float | str]], appraisal: Appraisal, what: object) -> None:
    """Every line item, total and driver in every year; nothing in the years after the last."""
    names = {**results.line_items(appraisal), **results.drivers(appraisal)}
    size = appraisal.drivers.year.size
    assert len(grid) == len(names)
    for row, (name, array) in zip(grid, names.items(), strict=True):
        assert_row(row, array, size, (what, name))
        if name in results.line_items(appraisal):
            assert not any(row[size:]), (what, name)


def paid_cases() -> list[Case]:
    """What has been paid by live ones and a planned one, in its own prices or others, in the years before and after the decision."""
    rows = [paid.row("Trondheim", 2023, 95.0), paid.row("Trondheim", 2025, 110.0, price_year=2022), paid.row("Molde", 2024, 17.0)]
    rows += [
        paid.row("Molde", 2024, 3.0, "local_operation"),
        paid.row("Averøy", 2025, 4.0, "introduction_cost"),
        paid.row("Levanger", 2025, 1.0),
    ]
    rows += [paid.row("Molde", 2023, 0.5, "gp_contribution"), paid.row("Verdal", 2028, 9.0), paid.row("Trondheim", 2026, 70.0, months=7)]
    base = paid.paying(base_case(shipped()), *rows)
    molde = base.for_municipality("Molde").with_values({"price_year": 2021.0, "extra_investment": 100.0})
    early = base.with_values({"decision_year": 2022.0, "exit_year": 2025.0, "rebase_on_actuals": 0.0})
    verdal = base.for_municipality("Verdal").with_values({"stranded_share": 0.4, "capital_share": 0.5})
    return [Case(molde, ("stay", "leave_market_system")), Case(early), Case(verdal)][: many(1, 3)]


@pytest.fixture(scope="module")
def shown_with_paid(tmp_path_factory) -> list[Shown]:
    path, found = tmp_path_factory.mktemp("workbook") / "paid.xlsx", paid_cases()
    path.write_bytes(book_bytes(assemble(found[0].scenario), COVER, card()))
    return recalculate(path, [edits(case) for case in found], ranges())


@pytest.mark.parametrize("number", range(many(1, 3)))
def test_what_has_been_paid_is_the_engine_s(shown_with_paid, number):
    found, case = shown_with_paid[number], paid_cases()[number]
    assert_life(found, case.scenario, number)
    assert_options(found, case.scenario, number)
    assert_pair(found, case, number)


@pytest.mark.parametrize("number", range(ROUNDS + len(plain_cases())))
def test_every_line_item_in_every_year_and_every_indicator_is_the_engine_s(shown, number):
    assert_life(shown[number], cases()[number].scenario, number)


def assert_life(found: Shown, scenario: Scenario, number: int) -> None:
    appraisal = appraise(scenario)
    states, years, indicators, by_year = found.ranges[:4]
    assert found.errors == 0
    told = [state for row in states for state in row]
    unchanged = told.pop(UNCHANGED)
    assert set(told[:-1]) == {"I orden"}  # the last says whether some years are folded away
    assert unchanged in ("I orden", "Ikke prøvd")
    assert years[0][: appraisal.drivers.year.size] == appraisal.drivers.year.ravel().tolist()
    assert_years(lines_of(by_year, rows_of(book()).values()), appraisal, number)
    for row, (name, array) in zip(indicators, results.indicators(appraisal).items(), strict=True):
        assert_alike(row[0], array.item(), (number, name))


@pytest.mark.parametrize("number", range(ROUNDS + len(plain_cases())))
def test_every_option_is_the_engine_s(shown, number):
    assert_options(shown[number], cases()[number].scenario, number)


def assert_options(found: Shown, scenario: Scenario, number: int) -> None:
    table, by_year = found.ranges[4], found.ranges[8:]
    decision = decide(scenario)
    columns = dict(zip(table[0], range(len(table[0])), strict=True))
    assert set(columns) == {option_label(name, shipped()) for name in decision.all}
    for name, appraisal in decision.all.items():
        column = columns[option_label(name, shipped())]
        ranked = decision.ranking.index(name) + 1 if name in decision.options else ""
        assert [row[column] for row in table[1:4:2]] == ["valg" if name in decision.options else "målestokk", ranked]
        assert_years(lines_of(by_year[column], option_rows(book(), column).values()), appraisal, (number, name))
        for row, (indicator, array) in zip(table[4:], results.indicators(appraisal).items(), strict=True):
            assert_alike(row[column], array.item(), (number, name, indicator))


@pytest.mark.parametrize("number", range(ROUNDS + len(plain_cases())))
def test_the_distribution_of_the_pair_is_the_engine_s(shown, number):
    assert_pair(shown[number], cases()[number], number)


def assert_pair(found: Shown, case: Case, number: int) -> None:
    names, present, by_year = found.ranges[5:8]
    decision = decide(case.scenario)
    pair = case.pair or decision.leading_pair
    assert [row[0] for row in names] == [option_label(name, shipped()) for name in pair]
    wanted = distribution_of(decision, *pair)
    size = max(float(np.abs(array).max()) for array in wanted.yearly.named().values())
    for row, (name, array) in zip(present, wanted.present.named().items(), strict=True):
        assert_alike(row[0], array.item(), (number, name), size)
    for row, (name, array) in zip(by_year, wanted.yearly.named().items(), strict=True):
        assert_row(row, array, wanted.first.drivers.year.size, (number, name), size)


@pytest.mark.parametrize("number", range(ROUNDS + len(plain_cases())))
def test_the_card_says_whether_it_still_holds(shown, number):
    """The base case is the scenario that it was made of; every other case has another municipality or moves some option."""
    [[state]], figures = shown[number].ranges[-2:]
    assert state == text(f"workbook.card.{'holds' if number == 0 else 'changed'}")
    if number == 0:
        for item, row in zip(card().options, figures, strict=True):
            assert_alike(row[0], item.npv.base, item.name)
            assert_alike(row[-1], item.npv.base, item.name)


def test_the_cases_are_as_different_as_they_should_be():
    """Many municipalities, live and planned; sets; partners; exits; alternatives; indicators that exist and that do not."""
    found = [case.scenario for case in cases()]
    assert len({scenario.municipality for scenario in found}) >= ROUNDS * 0.6
    assert sum(scenario.participant_set is not None for scenario in found) >= 2
    assert sum(bool(scenario.together) for scenario in found) >= 3
    assert {scenario.alternative.item() for scenario in found} == {0.0, 1.0, 2.0}
    assert sum(bool(np.isfinite(scenario.values["exit_year"]).all()) for scenario in found) >= ROUNDS * 0.4
    assert sum("join" in decide(scenario).options for scenario in found) >= 3
    rates = [appraise(scenario).irr.item() for scenario in found]
    assert any(np.isfinite(rates))
    assert any(np.isnan(rates))


@rarely
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
    written.write_bytes(book_bytes(book(), COVER, card()))
    recalculate(written, [[(INPUTS, f"C{rows[name]}", value) for name, value in changes.items()]], [], saved)
    found = read_workbook(saved.read_bytes(), saved.name, shipped())
    assert found.notices == ()
    assert found.record.values == changes
    assert found.record.participant_set is None
    assert found.record.municipality == "Trondheim"
    assert found.record.alternative is None
    assert found.record.together == ()
