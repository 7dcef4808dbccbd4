"""Money: every answer is affine in each amount, and in prices of another year it is the same times the index."""

import numpy as np
import pytest
from support import many, shipped
from support.batches import VARIED
from support.plain import any_of_one
from support.soundness import SLACK

from costmodel import appraise, decide
from costmodel.model import results
from costmodel.model.discounting import present_value
from costmodel.model.parties.distribution import distribution_of
from costmodel.model.parties.region import regional_charge, wind_down
from costmodel.units import BY_SYMBOL

MONEY = [name for name, item in VARIED.items() if BY_SYMBOL[item.unit].money]


def values_of_all(scenario):
    """Every answer that is a sum of money: the lifetime, each option, who pays for the last of them, the region."""
    result, decision, ending = appraise(scenario), decide(scenario), wind_down(scenario)
    first, *_, last = decision.all
    return {
        "npv": result.indicators.npv,
        "budget_npv": result.indicators.budget_npv,
        "implied_investment": result.indicators.implied_investment,
        **{f"npv of {name}": item.indicators.npv for name, item in decision.all.items()},
        **{f"budget_npv of {name}": item.indicators.budget_npv for name, item in decision.all.items()},
        **{f"column of {party}": column for party, column in distribution_of(decision, first, last).present.named().items()},
        "hospitals": present_value(regional_charge(scenario).hospitals, result.drivers.discount_factor[:, :1]),
        "wind-down": ending.npv,
        "size": sum(np.abs(item).sum(axis=1, keepdims=True) for item in results.line_items(ending.appraisal).values()),
    }


@pytest.mark.parametrize("name", MONEY)
def test_every_answer_is_affine_in_each_amount(name):
    """So a lever of money has one switching value, and an amount may be given in any share of it."""
    for seed in range(many(1, 6)):
        start, item = any_of_one(len(name) + 7 * seed), VARIED[name]
        found = values_of_all(start.with_values({name: np.linspace(item.minimum, item.maximum, 3)}))
        for answer, values in found.items():
            low, middle, high = np.broadcast_to(values, (3, 1, 1)).ravel()
            assert answer == "size" or abs(middle - (low + high) / 2) <= SLACK * found["size"].max(), answer


@pytest.mark.parametrize("seed", range(many(15, 120)))
def test_every_figure_in_prices_of_another_year_is_the_same_times_the_index(seed):
    scenario, index = any_of_one(seed), shipped().price_index
    year = sorted(index)[seed % len(index)]
    ratio = index[year].cpi / index[int(scenario.setting("price_year"))].cpi
    before, after = values_of_all(scenario), values_of_all(scenario.with_values({"price_year": year}))
    for name, value in before.items():
        assert np.allclose(after[name], value * ratio, rtol=1e-9, atol=SLACK * before["size"].max()), name
    first, second = (appraise(item) for item in (scenario, scenario.with_values({"price_year": year})))
    for name, item in results.line_items(first).items():
        assert np.allclose(results.line_items(second)[name], item * ratio, rtol=1e-9, atol=1e-9), name
    for name in ("benefit_cost_ratio", "break_even_minutes"):
        assert getattr(second.indicators, name).item() == pytest.approx(getattr(first.indicators, name).item(), rel=1e-9, nan_ok=True)
