"""Weights on the draws: closed forms, the worked example, order, the guard, and the card before and after."""

from datetime import date
from functools import cache
from math import sqrt

import numpy as np
import pytest
from scipy import stats
from support import shipped
from support.hostile import shipped_files

from costmodel import base_case, load_assumptions
from costmodel.analysis.decision_card.making import card_of
from costmodel.analysis.learning.evidence import FEWEST_EFFECTIVE, Evidence, effective_draws, evidence_of, weights_of
from costmodel.analysis.learning.quantities import values_of_quantity
from costmodel.analysis.learning.updating import expectation_of, learn, quantity_updates
from costmodel.analysis.uncertainty.distributions import scores_of
from costmodel.analysis.uncertainty.evaluation import all_scores
from costmodel.analysis.uncertainty.sampling import Plan, drawn, marginals
from costmodel.analysis.uncertainty.weighing import mean_of_draws, quantiles_of_draws, spread_of_draws
from costmodel.assumptions.records import Measurement
from costmodel.faults import AssumptionError
from costmodel.model import results
from costmodel.model.appraisal import appraise

PLAN = Plan(4_000)
DAY = date(2026, 11, 1)


def measured(quantity="extra_minutes", mean=1.0, sd=2.0, n=200, representativeness=0.5, **more):
    given = {"quantity": quantity, "mean": mean, "sd": sd, "n": n, "representativeness": representativeness, **more}
    return Measurement(**given, date=DAY, source="Tidsstudien", who="Helse og velferd")


def beside(values, mean, error, key="a"):
    return Evidence(key, measured(mean=mean), mean, error, values)


@cache
def example():
    """The files with the prior of the worked example: pert(−1, 0, 3)."""
    files = shipped_files()
    before = b"unit: minutter per \xc3\xa5rsverk per dag\n        value: 0.5\n        low: -1.5\n        high: 4"
    text = files["base/parameters.yaml"]
    assert text.count(before) == 1
    after = before.replace(b"value: 0.5", b"value: 0").replace(b"low: -1.5", b"low: -1").replace(b"high: 4", b"high: 3")
    return load_assumptions({**files, "base/parameters.yaml": text.replace(before, after)})


@pytest.mark.parametrize(("mean", "error"), [(1.0, 0.75), (-0.5, 0.4), (0.3, 2.0)])
def test_the_conjugate_normal_case_to_a_thousandth(mean, error):
    scores = np.concatenate([scores_of(stats.qmc.Sobol(1, rng=np.random.default_rng(seed)).random(2**14)[:, 0]) for seed in range(6)])
    drawn, (prior, spread) = 0.333 + 0.713 * scores, (0.333, 0.713)
    found = expectation_of(drawn, weights_of([beside(drawn, mean, error)]))
    exact = (prior / spread**2 + mean / error**2) / (1 / spread**2 + 1 / error**2)
    sd = 1 / sqrt(1 / spread**2 + 1 / error**2)
    assert found.mean == pytest.approx(exact, abs=1e-3) and found.sd == pytest.approx(sd, abs=1e-3)
    assert found.p50 == pytest.approx(exact, abs=1e-3) and found.p90 == pytest.approx(stats.norm.ppf(0.9, exact, sd), abs=2e-3)
    assert found.probability == pytest.approx(stats.norm.sf(0, exact, sd), abs=1e-3)


def test_the_worked_example():
    scenario = base_case(example())
    found = evidence_of({"a": measured(sd=0, n=1, representativeness=0.75)}, scenario, Plan(10_000), keep=False)
    (item,) = quantity_updates(found, weights_of(found))
    assert (item.before.mean, item.before.sd) == (pytest.approx(0.333, abs=1e-3), pytest.approx(0.713, abs=1e-3))
    assert item.pull == pytest.approx(0.475, abs=1e-3) and item.approximate == pytest.approx(0.65, abs=1e-3)
    assert item.after.mean == pytest.approx(0.65, abs=0.03), "the rule of thumb is that of a normal prior"


def test_two_measurements_in_either_order_and_one_after_the_other_are_alike():
    values = 0.3 + 0.7 * np.random.default_rng(1).standard_normal(4096)
    one, other = beside(values, 1.0, 0.75), beside(values, 0.2, 0.5, "b")
    np.testing.assert_allclose(weights_of([one, other]), weights_of([other, one]), rtol=1e-12)
    first = weights_of([one])
    after = first * np.exp(other.log_likelihood)
    np.testing.assert_allclose(weights_of([one, other]), after / after.sum(), rtol=1e-12)
    scenario = base_case(shipped())
    both = {"a": measured(), "b": measured("hospital_share", 0.75, 0, 1, 0.05)}
    found = [learn(scenario, some, PLAN) for some in (both, dict(reversed(both.items())))]
    assert found[0].effective == pytest.approx(found[1].effective, rel=1e-9)
    assert found[0].after.pair.npv.expected == pytest.approx(found[1].after.pair.npv.expected, rel=1e-9)


def test_equal_weights_are_no_weights():
    values = np.random.default_rng(3).standard_normal(1001)
    even = np.full(1001, 1 / 1001)
    assert mean_of_draws(values, even) == pytest.approx(values.mean(), abs=1e-12)
    assert spread_of_draws(values, even) == pytest.approx(values.std(), abs=1e-12)
    np.testing.assert_allclose(quantiles_of_draws(values, (0.1, 0.5, 0.9), even), np.quantile(values, (0.1, 0.5, 0.9)), atol=0.01)
    assert effective_draws(even) == pytest.approx(1001)


def test_a_draw_of_double_weight_is_two_draws():
    values, weights = np.array([1.0, 2.0, 3.0]), np.array([1, 2, 1]) / 4
    twice = np.array([1.0, 2.0, 2.0, 3.0])
    assert mean_of_draws(values, weights) == twice.mean() and spread_of_draws(values, weights) == pytest.approx(twice.std())
    assert quantiles_of_draws(values, [0.5], weights)[0] == np.median(twice)


def test_figures_and_card_before_are_those_without_a_measurement_and_after_moves_towards_it():
    scenario = base_case(shipped())
    found = learn(scenario, {"a": measured()}, PLAN)
    assert found.before == card_of(scenario, PLAN)
    stay = (found.before.option("stay"), found.after.option("stay"))
    assert stay[1].npv.expected < stay[0].npv.expected and stay[1].best < stay[0].best, "more time is lost than was expected"
    assert stay[0].npv.base == stay[1].npv.base, "the scenario itself is not moved"
    assert sum(item.best or 0 for item in found.after.options) == pytest.approx(1)
    npv = next(item for item in found.figures if item.name == "npv")
    assert npv.after.mean < npv.before.mean and npv.after.sd < npv.before.sd
    assert npv.after.p10 < npv.after.p50 < npv.after.p90
    vague = learn(scenario, {"a": measured(representativeness=1e6)}, PLAN)
    assert vague.effective == pytest.approx(PLAN.total) and vague.after.pair.npv.expected == pytest.approx(found.before.pair.npv.expected)


def test_a_result_and_an_offer_are_measured_like_a_number():
    scenario = base_case(shipped())
    result = measured("register_benefits.2026", 20, 0, 1, 3, price_year=2024)
    found = learn(scenario, {"result": result}, PLAN)
    assert found.quantities[0].before.mean < found.quantities[0].after.mean < 20
    assert found.after.option("stay").npv.expected > found.before.option("stay").npv.expected
    offer = learn(scenario, {"offer": measured("alternatives.market_system.operating_cost", 40, 0, 1, 4, price_year=2024)}, PLAN)
    name = "leave_market_system"
    assert offer.after.option(name).npv.expected < offer.before.option(name).npv.expected


def test_a_result_is_that_of_the_appraisal_of_each_draw():
    scenario, plan = base_case(shipped(), "Averøy"), Plan(1_000)
    values = values_of_quantity("register_benefits.2027", "Trondheim", scenario, plan, keep=False)
    scores = all_scores(scenario, plan)[:, :16]
    appraisal = appraise(drawn(scenario.for_municipality("Trondheim"), marginals(scenario), scores))
    items, at = results.line_items(appraisal), appraisal.drivers.year.ravel().tolist().index(2027)
    exact = sum(items[f"benefit_{key}"][:, at, 0] for key in shipped().benefits)
    np.testing.assert_allclose(values[:16], exact, rtol=1e-12)
    assert values.shape == (plan.total,)


def test_prices_are_those_of_the_draws():
    scenario, index = base_case(shipped()), shipped().price_index
    later = measured("alternatives.market_system.operating_cost", 36, 0, 1, 4, price_year=2022)
    (one,) = evidence_of({"a": later}, scenario, Plan(1_000), keep=False)
    factor = index[2024].cpi / index[2022].cpi
    assert (one.mean, one.error) == (pytest.approx(36 * factor), pytest.approx(4 * factor))


@pytest.mark.parametrize(
    ("items", "codes"),
    [
        ([measured(mean=9.0)], ["measurement_outside_range"]),
        ([measured(mean=1.0, sd=0.05, representativeness=0)], ["measurement_too_exact"]),
        ([measured(mean=0.7, sd=0, representativeness=0.55)] * 3, ["measurements_leave_few"]),
        ([measured("participants", 20)], ["unknown_quantity"]),
        ([measured("register_benefits.2099", 20, price_year=2024)], ["result_outside_appraisal"]),
        ([measured().model_copy(update={"written_back": True})], ["nothing_measured"]),
        ([], ["nothing_measured"]),
    ],
)
def test_what_cannot_be_weighed_is_refused_with_the_reason(items, codes):
    with pytest.raises(AssumptionError) as caught:
        learn(base_case(shipped()), {str(at): item for at, item in enumerate(items)}, Plan(1_000))
    assert [fault.code for fault in caught.value.faults] == codes


def test_a_number_that_the_scenario_has_settled_cannot_be_measured_unless_it_stays_uncertain():
    moved = base_case(shipped()).with_values({"extra_minutes": 1.0})
    with pytest.raises(AssumptionError):
        learn(moved, {"a": measured()}, Plan(1_000))
    assert learn(moved, {"a": measured()}, Plan(1_000), keep=True).quantities[0].before.mean == pytest.approx(1.25, abs=0.05)


def test_all_participants_together_learn_nothing():
    with pytest.raises(AssumptionError):
        learn(base_case(shipped(), None), {"a": measured()}, Plan(1_000))


def test_the_guard_is_exact():
    values = np.repeat([0.0, 100.0], [FEWEST_EFFECTIVE, 4096 - FEWEST_EFFECTIVE])
    assert effective_draws(weights_of([beside(values, 0.0, 1.0)])) == pytest.approx(FEWEST_EFFECTIVE)
    with pytest.raises(AssumptionError):
        weights_of([beside(values[1:], 0.0, 1.0)])
