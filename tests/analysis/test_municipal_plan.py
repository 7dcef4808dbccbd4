"""The budget by municipal rules: against a hand calculation and a plain one, loans, shares, prices, and what ties it to the appraisal."""

import math

import numpy as np
import numpy_financial as npf
import pytest
from reference import municipal_plan as plain
from reference.version_2 import Scenario as PlainScenario
from support import ROOT, many, shipped
from support.plain import FACTS, any_scenario

from costmodel import appraise, base_case
from costmodel.analysis.budget import in_years, plan_lines
from costmodel.analysis.municipal.frames import frames
from costmodel.analysis.municipal.investing import loan_account
from costmodel.analysis.municipal.plan import PARTS_OF_BRIDGE, municipal_plan, rules_of
from costmodel.analysis.municipal.prices import PriceBasis, growth_by_year, levels, to_current
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.assumptions.records import BudgetLine, PricePathYear
from costmodel.model import line_items
from costmodel.model.accounts.loans import equal_instalment_loan
from costmodel.model.discounting import add, total_over_municipalities

YEARS = (2027, 2028, 2029, 2030)
IN_PLAIN = {
    "transition_time_in_budget": "transition_time_cost",
    "extra_time_in_budget": "extra_time_cost",
    "alternative_transition_in_budget": "alternative_transition",
    "alternative_time_in_budget": "alternative_time_cost",
    "introduction_investment": "invested_introduction_cost",
    "replacement_investment": "invested_alternative_introduction",
    "renewal_investment": "invested_avoided_legacy_renewal",
}


def row(plan, name: str) -> list[float]:
    return {**plan.drift, **plan.investment}[name][0, :, 0].tolist()


def plans(municipality="Trondheim", **changes):
    result = appraise(base_case(shipped(), municipality).with_values(changes))
    return {basis: municipal_plan(result, 2027, basis=basis) for basis in PriceBasis}


@pytest.mark.parametrize(
    ("municipality", "exit_year", "whole_renewal"),
    [
        ("Trondheim", None, {2026: 42 + 7.5 + 3, 2028: 7.5}),
        ("Averøy", None, {2029: 60 * math.sqrt(5955 / 214565)}),  # it renews first in 2029; scale × scale^-0.5
        ("Trondheim", 2029, {2026: 42 + 7.5 + 3, 2028: 7.5}),
    ],
)
def test_the_plan_is_that_of_plain_loops_in_all_three_prices(municipality, exit_year, whole_renewal):
    end = 2022 + 126 / 365 + 15  # of Trondheim's service life; the alternative takes the place of what is left of it
    life = 0.0 if exit_year is None else (end - 2029) / 15
    expected = plain.net_results(PlainScenario(FACTS, municipality, exit_year=exit_year), whole_renewal, life)
    for basis, plan in plans(municipality, **({} if exit_year is None else {"exit_year": exit_year})).items():
        for name in (*plan.operating, *plan.finance, *plan.investing, "net_result"):
            found = expected[basis].get(IN_PLAIN.get(name, name), [0.0] * 4)
            assert row(plan, name) == pytest.approx(found, rel=1e-9, abs=1e-9), (basis, name)


def test_trondheim_by_hand():
    """51.2 MNOK of operation × people × what the fixed 0.7 of it costs each of them × the deflator; 28.8 of capital stays as it is."""
    deflator = 1.039 * (1.02 * 1.008) ** 2  # 2025 published, 2026 and 2027 prices 2 % and real growth 0.8 %
    people, participants = 218460 * 1.005 / 214565, 455644 / (462301 * 1.005)
    operation = 51.2 * people * (0.3 + 0.7 * participants) * deflator
    current, fixed, price_year = (plans()[basis] for basis in (PriceBasis.CURRENT, PriceBasis.PLAN_YEAR, PriceBasis.PRICE_YEAR))
    assert row(current, "operating_charge")[0] == pytest.approx(-operation) == pytest.approx(-56.7646192922)
    assert row(fixed, "operating_charge")[0] == pytest.approx(-operation)
    assert row(price_year, "operating_charge")[0] == pytest.approx(-operation / (137.2 / 133.6 * 1.02**2))
    assert row(current, "capital_charge") == pytest.approx([-28.8] * 4)
    assert row(fixed, "capital_charge") == pytest.approx([-28.8 / (1.02 * 1.008) ** years for years in range(4)])
    assert row(price_year, "capital_charge") == pytest.approx([-28.8 / (137.2 / 133.6 * 1.02 ** (2 + years)) for years in range(4)])
    saved = 52.5 * 137.2 / 133.6 * 1.02  # three systems that would have been renewed in 2026, in kroner of 2026
    later = 7.5 * 137.2 / 133.6 * 1.02**3  # and one in 2028
    assert row(current, "saved_instalment") == pytest.approx([saved / 5, saved / 5, saved / 5 + later / 5, saved / 5 + later / 5])
    rate = 1.02 * 1.02 - 1
    owed = [saved, saved * 0.8, saved * 0.6 + later, saved * 0.4 + later * 0.8]
    assert row(current, "saved_interest") == pytest.approx([rate * debt for debt in owed])
    assert row(current, "renewal_investment") == pytest.approx([0.0, later, 0.0, 0.0])


def test_averoy_by_hand():
    """Its introduction: 65 MNOK of 2022 for Trondheim, the square root of its share of the people, half of it borrowed."""
    whole = 65 * math.sqrt(5955 / 214565)  # in kroner of 2022
    current, go_live = plans("Averøy")[PriceBasis.CURRENT], 2027 + 19 / 12  # decided in 2027, 19 months to introduce
    share = {2027: 12 / 19, 2028: 7 / 19}
    half = {year: 0.5 * whole * part * 137.2 / 122.8 * 1.02 ** (year - 2025) for year, part in share.items()}
    assert row(current, "introduction_cost") == pytest.approx([-half[2027], -half[2028], 0.0, 0.0])
    assert row(current, "introduction_investment") == pytest.approx([-half[2027], -half[2028], 0.0, 0.0])
    assert row(current, "use_of_loans")[:2] == pytest.approx([half[2027], half[2028]])
    assert row(current, "instalment") == pytest.approx([0.0, -half[2027] / 5, -sum(half.values()) / 5, -sum(half.values()) / 5])
    capital = 28.8 * 5955 / 214565
    assert row(current, "capital_charge") == pytest.approx([0.0, -capital * (2029 - go_live), -capital, -capital])


@pytest.mark.parametrize("basis", PriceBasis)
def test_results_are_as_municipal_accounts_define_them(basis):
    plan = plans(exit_year=2029)[basis]
    drift = {name: array[0, :, 0] for name, array in plan.drift.items()}
    gross = drift["operating"] + drift["depreciation"]
    net = gross + sum(drift[name] for name in ("interest", "instalment", "saved_interest", "saved_instalment", "depreciation_reversed"))
    assert drift["gross_result"] == pytest.approx(gross)
    assert drift["net_result"] == pytest.approx(net)
    assert drift["depreciation_reversed"] == pytest.approx(-drift["depreciation"])
    investment = plan.investment
    assert investment["investments"] + investment["use_of_loans"] == pytest.approx(0.0)


@pytest.mark.parametrize("seed", range(many(8, 200)))
def test_every_line_reconciles_with_the_appraisal(seed):
    result = appraise(any_scenario(seed))
    first = int(result.drivers.year.flat[0]) + 3
    plan = municipal_plan(result, first, 6, PriceBasis.PRICE_YEAR)
    assert tuple(plan.bridge) == PARTS_OF_BRIDGE
    felt = in_years(total_over_municipalities(result.totals.net_budget_effect), result, plan.years)
    size = max(1.0, *(float(np.abs(item).max()) for item in (*plan.bridge.values(), *plan.operating.values(), *plan.finance.values())))
    assert np.abs(plan.bridge["appraisal"] - felt).max() <= 1e-11 * size
    assert np.abs(add(list(plan.bridge.values())) - plan.net_result).max() <= 1e-11 * size


def test_without_known_growth_and_investments_the_plan_is_the_appraisal_but_for_capital():
    bare = shipped().model_copy(update={"price_paths": (), "hash": "bare"})
    result = appraise(base_case(bare))
    plan = municipal_plan(result, 2027, basis=PriceBasis.PRICE_YEAR, rules=rules_of(bare, introduction=0.0, replacement=0.0, renewal=0.0))
    assert np.abs(plan.bridge["price_paths"]).max() < 1e-12
    for name in ("moved_to_investments", "loans"):
        assert not plan.bridge[name].any()
    assert -plan.operating["local_operation"] == pytest.approx(in_years(result.costs.local_operation, result, YEARS))


def test_real_growth_of_wages_is_not_counted_twice():
    """Wages of the plan grow by prices and real growth; moving the real growth moves them, as it moves the appraisal."""
    current = row(plans(real_wage_growth=0.0)[PriceBasis.CURRENT], "local_operation")
    people = [218460 * 1.005 ** (year - 2026) / 214565 for year in YEARS]
    assert current == pytest.approx([-6 * people[at] * 137.2 / 133.6 * 1.02 ** (year - 2025) for at, year in enumerate(YEARS)])
    faster = row(plans(real_wage_growth=0.015)[PriceBasis.CURRENT], "local_operation")
    assert faster == pytest.approx([amount * 1.015 ** (year - 2024) for amount, year in zip(current, YEARS, strict=True)])


def test_a_known_growth_of_wages_takes_the_place_of_the_assumed():
    known = PricePathYear.model_construct(path="wage", year=2025, growth=0.05, basis="forecast", source="TBU", review_by=None, note="")
    changed = shipped().model_copy(update={"price_paths": (*shipped().price_paths, known), "hash": "wages"})
    result = appraise(base_case(changed))
    before, after = (municipal_plan(item, 2027, basis=PriceBasis.CURRENT) for item in (appraise(base_case(shipped())), result))
    assert after.operating["local_operation"] / before.operating["local_operation"] == pytest.approx(1.05 / (137.2 / 133.6 * 1.009))
    assert after.operating["operating_charge"] == pytest.approx(before.operating["operating_charge"])
    told = {(item.path, item.year): (item.basis, item.source) for item in growth_by_year(result, range(2024, 2028))}
    assert told["wage", 2025] == ("forecast", "TBU")
    assert told["municipal_deflator", 2025] == ("forecast", "RNB")
    assert told["consumer_prices", 2025] == ("forecast", "price_index.csv")
    assert told["consumer_prices", 2027] == ("assumption", "consumer_price_growth")


def test_new_investment_is_a_level_payment_on_a_nominal_loan():
    result = appraise(base_case(shipped()).with_values({"extra_investment": 100.0}))
    current = row(municipal_plan(result, 2027, basis=PriceBasis.CURRENT), "new_capital_charge")
    borrowed = 100 * 137.2 / 133.6 * 1.02**2  # in kroner of the decision year
    left = 2022 + 126 / 365 + 15 - 2027
    payment = npf.pmt(1.02 * 1.02 - 1, left, borrowed)
    people = [218460 * 1.005 ** (year - 2026) / 214565 * 455644 / (462301 * 1.005 ** (year - 2026)) for year in YEARS]
    assert current == pytest.approx([payment * share for share in people])


def test_loans_are_those_of_a_serial_loan_and_of_the_law():
    rate = np.full((1, 1, 1), 0.04)
    outlay = np.array([100.0, 0, 0, 0, 0, 0, 0]).reshape(1, -1, 1)
    serial = equal_instalment_loan(np.full((1, 1, 1), 100.0), rate, np.full((1, 1, 1), 5.0))
    account = loan_account(outlay, rate, 5)
    assert account.instalment.ravel() == pytest.approx([0, *serial.instalment.ravel(), 0])
    assert account.interest.ravel() == pytest.approx([0, *serial.interest.ravel(), 0])
    assert account.debt.ravel() == pytest.approx([100, *serial.balance.ravel(), 0], abs=1e-12)
    level = -npf.ppmt(0.04, np.arange(1, 6), 5, 100.0)
    assert account.instalment.sum() == pytest.approx(level.sum()) == pytest.approx(100.0)


@pytest.mark.parametrize("seed", range(many(8, 300)))
def test_what_is_borrowed_is_paid_back_and_never_more_than_is_owed(seed):
    rng = np.random.default_rng(seed)
    outlay = np.concatenate([rng.uniform(0, 50, (3, 12, 1)) * (rng.random((3, 12, 1)) > 0.5), np.zeros((3, 40, 1))], axis=1)
    account = loan_account(outlay, np.full((3, 1, 1), 0.05), int(rng.integers(1, 20)))
    assert account.instalment.sum(axis=1) == pytest.approx(outlay.sum(axis=1))
    assert account.depreciation.sum(axis=1) == pytest.approx(outlay.sum(axis=1))
    assert (account.debt >= 0).all() and account.debt[:, -1].max() == 0
    assert account.instalment == pytest.approx(account.depreciation)


def test_a_saved_renewal_is_no_income_of_one_year():
    plan = plans("Averøy")[PriceBasis.CURRENT]
    assert not plan.operating["avoided_legacy_renewal"].any()
    assert row(plan, "renewal_investment")[2] > 11
    assert row(plan, "saved_instalment")[2:] == pytest.approx([0.0, row(plan, "renewal_investment")[2] / 5])


def test_the_whole_replacement_is_paid_in_its_year():
    result = appraise(base_case(shipped()).with_values({"exit_year": 2029}))
    plan = municipal_plan(result, 2027, basis=PriceBasis.PRICE_YEAR)
    paid = plan.operating["alternative_introduction"] + plan.investing["replacement_investment"]
    assert paid.sum() == pytest.approx(-120.0)  # 19 months before 2029 lie in 2027 and 2028
    assert result.costs.alternative_introduction.sum() == pytest.approx(120.0 * (2022 + 126 / 365 + 15 - 2029) / 15)


def test_the_share_that_is_an_investment_is_the_users():
    result = appraise(base_case(shipped(), "Averøy"))
    all_drift = municipal_plan(result, 2027, rules=rules_of(shipped(), introduction=0.0))
    all_loans = municipal_plan(result, 2027, rules=rules_of(shipped(), introduction=1.0))
    assert not all_drift.investing["introduction_investment"].any() and not all_loans.operating["introduction_cost"].any()
    assert all_loans.investing["introduction_investment"] == pytest.approx(all_drift.operating["introduction_cost"])
    longer = municipal_plan(result, 2027, basis=PriceBasis.CURRENT, rules=rules_of(shipped(), years=10))
    assert longer.finance["instalment"][0, 1, 0] == pytest.approx(longer.investing["introduction_investment"][0, 0, 0] / 10)


def test_frames_are_quantiles_of_the_draws():
    scenario = base_case(shipped(), "Averøy")
    plan = municipal_plan(appraise(scenario), 2027)
    found = frames(scenario, plan, draws=Plan(512))
    assert found.draws == 512
    assert all(low < high for low, high in zip(found.by_year["p50"], found.by_year["p85"], strict=True))
    assert found.in_all["p50"] < found.in_all["p85"] < sum(found.by_year["p85"])  # not every year is bad in the same draw
    settled = scenario.with_values({name: array.item() for name, array in scenario.values.items() if np.isfinite(array.item())})
    assert frames(settled, plan, draws=Plan(512)) == found  # values as in the files are uncertain still


def test_years_outside_the_appraisal_are_zero_and_marked():
    plan = municipal_plan(appraise(base_case(shipped())), 2036)
    assert plan.covered == (True, True, False, False)
    assert all((item[:, 2:] == 0).all() for item in plan.operating.values())


def test_every_line_says_what_moves_it_and_has_a_place_in_the_mapping():
    known = {line_items.CONSUMER, line_items.DEFLATOR, line_items.WAGE, line_items.PAYMENT, line_items.LOAN}
    assert {line.item.moves_with for line in plan_lines()} == known
    plan = plans()[PriceBasis.CURRENT]
    named = {*plan.operating, *plan.investing, *plan.finance, "depreciation", "depreciation_reversed", "use_of_loans"}
    assert set(BudgetLine.__args__) == named == {row.line for row in shipped().kostra}


def test_what_holds_real_growth_has_a_path_that_holds_it_too():
    """A line whose formula follows wages or operating costs loses that growth and takes its path: nothing grows by both."""
    slow, fast = (base_case(shipped()).with_values({"real_wage_growth": rate, "real_cost_growth": rate}) for rate in (0.0, 0.015))
    for line in plan_lines():
        factors = []
        for scenario in (slow, fast):
            result = appraise(scenario.with_values({"exit_year": 2029}))
            factors.append(to_current(line.item, result, levels(result, YEARS))[0, -1, 0])
        expected = 1.0 if line.item.moves_with != "municipal_deflator" else 1.015**-1  # 2025 is known: only the years after it are assumed
        assert factors[1] / factors[0] == pytest.approx(expected), line.name


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy"])
def test_the_worked_plan_of_the_document_is_what_the_model_says(municipality):
    """docs/budget.md works 2027–2030 by hand from the model's lines, in all three prices."""
    worked = (ROOT / "docs/budget.md").read_text("utf-8").partition("## A worked plan")[2].partition(f"**{municipality}")[2]
    appraisal = appraise(base_case(shipped(), municipality))
    starts = {PriceBasis.CURRENT: "**netto driftsresultat", PriceBasis.PLAN_YEAR: "fixed kroner", PriceBasis.PRICE_YEAR: "kroner of 2024"}
    for basis, start in starts.items():
        line = next(line for line in worked.splitlines() if line.startswith(f"| {start}"))
        told = [float(cell.strip(" *").replace("−", "-")) for cell in line.strip("|").split("|")[1:]]
        found = municipal_plan(appraisal, 2027, basis=basis).net_result.ravel()
        assert told == pytest.approx(found.tolist(), abs=0.005001), (basis, line)
