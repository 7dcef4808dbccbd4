"""The budget plan: its lines are the engine's, add up to what the operating budget feels, and say what lies outside."""

import numpy as np
import pytest
from support import random_values, shipped, with_exits

from costmodel import appraise, base_case, named
from costmodel.analysis.bearers import bearers
from costmodel.analysis.budget import columns_of, in_years, plan, sums_of
from costmodel.assumptions.records import Role
from costmodel.model.accounts import capital
from costmodel.model.discounting import total_over_municipalities
from costmodel.model.parties.region import regional_charge
from costmodel.model.results import sum_of_charges
from costmodel.output.charts.budget import bar_labels, budget_chart, budget_columns, describe_budget
from costmodel.output.labels import budget_label
from costmodel.texts.catalog import text

EVERY_YEAR = {"first_year": 2015, "years": 60}
MUNICIPALITIES = ["Trondheim", "Averøy", "Molde", None]


def batch(municipality, draws=40):
    roles = (Role.UNCERTAIN, Role.DECISION, Role.METHOD)
    return with_exits(base_case(shipped(), municipality).with_values(random_values(draws, 3, roles, ends=True)), draws, 4)


def total(flow, result, years):
    return in_years(total_over_municipalities(flow), result, years)


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_the_lines_are_what_the_operating_budget_feels(municipality):
    result = appraise(batch(municipality))
    budget = plan(result, **EVERY_YEAR)
    felt = total(result.totals.net_budget_effect, result, budget.years)
    size = max(1.0, np.abs(felt).max())
    assert np.abs(budget.total - felt).max() <= 1e-12 * size
    rest = budget.total + budget.outside_with_sum["outside"]
    assert np.abs(rest - total(result.totals.net_benefit, result, budget.years)).max() <= 1e-12 * size
    assert np.abs(budget.spent_and_saved["spent"] + budget.spent_and_saved["saved"] - budget.total).max() <= 1e-12 * size
    sums = budget.with_sums
    assert np.abs(sums["platform"] + sums["own"] + sums["saved"] - sums["total"]).max() <= 1e-12 * size


def test_the_base_case_lines_are_the_engines_to_the_last_digits():
    result = appraise(base_case(shipped()).with_values({"extra_minutes": 1.0}))
    budget = plan(result, 2027)
    assert np.abs(budget.total - total(result.totals.net_budget_effect, result, budget.years)).max() <= 1e-12
    assert budget.years == (2027, 2028, 2029, 2030)
    assert (-budget.lines["operating_charge"]).ravel().tolist() == result.costs.operating_charge[0, 7:11, 0].tolist()
    assert budget.lines["extra_time_in_budget"] + budget.outside["extra_time_outside"] == pytest.approx(
        -result.costs.extra_time_cost[:, 7:11]
    )
    assert sums_of(budget.lines)["operating_charge"] == pytest.approx(-result.costs.operating_charge[0, 7:11, 0].sum())


def test_years_outside_the_appraisal_are_zero_and_marked():
    result = appraise(base_case(shipped()))
    late, early = plan(result, 2036), plan(result, 2018)
    assert late.covered == (True, True, False, False)
    assert early.covered == (False, False, True, True)
    for items in (late.lines, late.outside, late.capital, late.per_inhabitant):
        assert all((item[:, 2:] == 0).all() for item in items.values())
    assert late.lines["operating_charge"][0, 0, 0] < 0


def test_per_inhabitant_is_the_sum_over_those_with_flows():
    result = appraise(base_case(shipped()))
    budget = plan(result, 2024)
    assert 363 <= -budget.per_inhabitant["platform"][0, 0, 0] <= 376
    assert budget.per_inhabitant["total"] == pytest.approx(budget.total * 1e6 / result.drivers.population[:, 4:8])


def test_capital_is_that_of_the_accounts():
    result = appraise(base_case(shipped(), "Averøy"))
    budget = plan(result, 2028)
    account = capital.introduction_account(result)
    first = 2028 - int(result.drivers.year.flat[0])
    assert budget.capital["introduction_debt"].ravel() == pytest.approx(-account.debt[0, first : first + 4, 0])
    sums = budget.capital["platform_depreciation"] + budget.capital["platform_interest"]
    assert budget.capital["platform_capital_cost"] == pytest.approx(sums)


def test_every_line_has_a_name_of_its_own():
    budget = plan(appraise(base_case(shipped())), 2027)
    used = [*budget.with_sums, *budget.outside_with_sum, *budget.capital, "spent"]
    names = {name: budget_label(name) for name in used}
    assert {name for name, label in names.items() if name == label} == set()
    assert len(set(names.values())) == len(used)
    assert text.part("labels.budget").keys() <= names.keys()


def test_the_chart_shows_every_line_once_and_describes_itself():
    budget = plan(appraise(base_case(shipped()).with_values({"exit_year": 2029, "extra_minutes": 1.0})), 2027)
    columns = budget_columns(budget)
    bars = [sum(cells) for cells in zip(*(columns[label] for label in bar_labels().values()), strict=True)]
    assert bars == pytest.approx(columns[budget_label("total")])
    assert [trace.name for trace in budget_chart(budget).data] == [*bar_labels().values(), budget_label("total")]
    assert "fra 2027 til 2030" in describe_budget(budget)


@pytest.mark.parametrize("changes", [{}, {"participants": 66}, {"participants": 10}, {"exit_year": 2029}, {"extra_investment": 300}])
@pytest.mark.parametrize("municipality", ["Trondheim", "Ålesund", "Averøy"])
def test_the_municipality_and_the_others_are_all_that_pay(municipality, changes):
    result = appraise(base_case(shipped(), municipality).with_values(changes))
    years = tuple(range(2020, 2046))
    shares = bearers(result, years)
    leaves = "exit_year" in changes and municipality != "Averøy"
    others = base_case(shipped()).with_values({name: value for name, value in changes.items() if name != "exit_year"})
    together = appraise(without(others, municipality) if leaves else with_it(others, municipality))
    own_row = together.scenario.region.names.index(municipality)
    charges = in_years(sum_of_charges(together), together, years)
    assert shares.own == pytest.approx(total(sum_of_charges(result), result, years))
    assert shares.others == pytest.approx(np.delete(charges, own_row, axis=2).sum(axis=2, keepdims=True), abs=1e-12)
    if leaves or "exit_year" not in changes:
        assert shares.own == pytest.approx(charges[:, :, own_row : own_row + 1])
        assert shares.municipalities == pytest.approx(charges.sum(axis=2, keepdims=True))


def test_the_others_and_the_hospitals_take_over_what_one_that_leaves_no_longer_pays_of_what_is_fixed():
    everything_fixed = base_case(shipped()).with_values({"operating_fixed_share": 1.0, "stranded_share": 0.4})
    stays, leaves = (bearers(appraise(everything_fixed.with_values({"exit_year": year})), (2030, 2035)) for year in (None, 2029))
    assert leaves.own.max() < 0.2 * stays.own.min()
    assert (leaves.others > stays.others).all()
    assert leaves.municipalities + leaves.hospitals == pytest.approx(stays.municipalities + stays.hospitals)


def test_what_all_bear_is_the_charge_of_the_region():
    region = regional_charge(base_case(shipped()))
    years = tuple(int(year) for year in region.appraisal.drivers.year.ravel())
    for municipality in ("Trondheim", "Levanger", None):
        shares = bearers(appraise(base_case(shipped(), municipality)), years)
        assert shares.municipalities + shares.hospitals == pytest.approx(region.total, nan_ok=True)


def without(scenario, municipality):
    return scenario.with_participants(sorted(set(members(scenario)) - {municipality})).for_municipality(None)


def with_it(scenario, municipality):
    return scenario.with_participants(sorted({*members(scenario), municipality})).for_municipality(None)


def members(scenario):
    region = scenario.region
    ranks = dict(zip(region.names, region.rank.ravel(), strict=True))
    return [name for name, rank in ranks.items() if rank <= scenario.setting("participants")]


def test_who_bears_what_for_all_together_is_what_all_pay():
    result = appraise(base_case(shipped(), None))
    shares = bearers(result, (2024, 2025))
    assert shares.own == pytest.approx(total(sum_of_charges(result), result, shares.years))
    assert (shares.others == 0).all()
    assert 165 <= shares.municipalities[0, 0, 0] <= 175


def test_a_named_set_and_draws_keep_their_own_participants():
    result = appraise(named(shipped(), "averoy-blir-med"))
    one = bearers(result, (2030,))
    scenario = base_case(shipped(), "Averøy").with_values({"participants": [19.0, 66.0]})
    both = bearers(appraise(scenario), (2030,))
    assert both.others[0] == pytest.approx(one.others[0])
    assert both.others[1, 0, 0] > both.others[0, 0, 0]


def test_the_hospitals_share_falls_as_more_municipalities_join():
    few, many = (appraise(base_case(shipped()).with_values({"participants": number})) for number in (19, 66))
    assert bearers(few, (2030,)).hospital_share.item() == pytest.approx(0.79)
    assert bearers(many, (2032,)).hospital_share.item() < 0.79
    assert np.isnan(bearers(few, (2020,)).hospital_share).all()


def test_columns_and_sums_agree():
    budget = plan(appraise(base_case(shipped())), 2027)
    columns, sums = columns_of(budget.with_sums), sums_of(budget.with_sums)
    assert {label: sum(row) for label, row in columns.items()} == pytest.approx(sums)
