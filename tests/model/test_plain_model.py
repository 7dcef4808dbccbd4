"""The engine against the plain model, a second reading of the description, on random scenarios of every kind."""

import numpy as np
import pytest
from reference import version_2 as plain
from support import many
from support.plain import any_scenario, close, plain_of

from costmodel import appraise, decide
from costmodel.model import results
from costmodel.model.parties.distribution import PARTIES, distribution_of
from costmodel.model.parties.region import regional_charge, wind_down

SEEDS = range(many(5, 600))
REGIONS = range(many(3, 100))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_line_item_driver_and_indicator(seed):
    scenario = any_scenario(seed)
    result, expected = appraise(scenario), plain.appraise(plain_of(scenario))
    assert results.years_of(result) == expected.years
    items = results.line_items(result)
    assert set(items) == {*expected.items, *expected.totals}
    for name, values in {**expected.items, **expected.totals}.items():
        close(items[name] + np.zeros((1, len(values), 1)), values, name)
    drivers = results.drivers(result)
    for name, values in expected.drivers.items():
        close(drivers[name] + np.zeros((1, len(values), 1)), values, name, 1e-3 * max(map(abs, values)))
    for name, value in expected.indicators.items():
        close(results.indicators(result)[name], value, name, 1e3 if name == "irr" else 1.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_option_and_who_pays(seed):
    scenario = any_scenario(seed)
    if scenario.municipality is None:
        return
    decision, expected = decide(scenario), plain.decide(plain_of(scenario))
    assert (set(decision.options), set(decision.benchmarks)) == (set(expected.options), set(expected.benchmarks))
    for name, result in {**expected.options, **expected.benchmarks}.items():
        close(decision.all[name].indicators.npv, result.npv, name)
        close(decision.all[name].indicators.budget_npv, result.budget_npv, name)
    a, b = np.random.default_rng(seed).choice(list(decision.all), 2, replace=False)
    wanted, found = plain.distribution(plain_of(scenario), a, b), distribution_of(decision, a, b).present.named()
    size = sum(abs(wanted[party]) for party in PARTIES)
    for name in (*PARTIES, "tax_cost", "society"):
        close(found[name], wanted[name], f"{a} to {b}: {name}", size)


@pytest.mark.parametrize("seed", REGIONS)
def test_the_region(seed):
    scenario = any_scenario(seed)
    charge, expected = regional_charge(scenario), plain.regional_charge(plain_of(scenario))
    found = {int(year): total for year, total in zip(charge.appraisal.drivers.year.ravel(), charge.total.ravel(), strict=True)}
    assert {year for year, total in found.items() if not np.isnan(total)} == set(expected)
    for year, total in expected.items():
        close(found[year], total, str(year))
    ending, wanted = wind_down(scenario), plain.wind_down(plain_of(scenario))
    close(ending.npv, wanted.wind_down_npv, "npv", abs(wanted.wind_down_npv))
    close(ending.break_even_minutes, wanted.wind_down_break_even_minutes, "minutes")
