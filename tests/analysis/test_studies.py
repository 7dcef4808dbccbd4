"""What the next measurement is worth: closed form, bounds, growth with size, and the best size."""

from functools import cache

import numpy as np
import pytest
from scipy import stats
from support import shipped

from costmodel import base_case
from costmodel.analysis.learning.quantities import values_of_quantity
from costmodel.analysis.learning.signals import prior_of, signals_of
from costmodel.analysis.learning.studies import SIZES, Study, best_size, candidates_of, measurable_of, study_worth
from costmodel.analysis.uncertainty.choice import choice_job, open_options
from costmodel.analysis.uncertainty.distributions import Marginal, scores_of
from costmodel.analysis.uncertainty.evaluation import all_scores, every_figure
from costmodel.analysis.uncertainty.expected import expected_given
from costmodel.analysis.uncertainty.information import perfect_information
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.assumptions.records import Distribution
from costmodel.faults import AssumptionError

PLAN = Plan(4_000)
BLOCKS = 8


@cache
def points(count=2):
    return np.hstack([stats.qmc.Sobol(count, rng=np.random.default_rng(seed)).random(2048).T for seed in range(BLOCKS)])


def unit_normal_loss(mean, spread):
    return spread * stats.norm.pdf(mean / spread) - abs(mean) * stats.norm.cdf(-abs(mean) / spread)


@pytest.mark.parametrize("mean", [0.0, 6.0])
@pytest.mark.parametrize("error", [0.2, 0.75, 3.0])
def test_a_normal_measurement_of_a_normal_number_is_worth_its_closed_form(mean, error):
    scores = scores_of(points())
    known, spread = 0.333 + 0.713 * scores[0], 0.713
    difference = mean + 20 * (known - 0.333) + 5 * scores[1]
    value, own = measurable_of(known, np.stack([difference, np.zeros_like(known)]), BLOCKS).worth(error)
    exact = unit_normal_loss(mean, 20 * spread * np.sqrt(spread**2 / (spread**2 + error**2)))
    assert value == pytest.approx(exact, rel=0.02, abs=2 * own)


@pytest.mark.parametrize("kind", ["discrete", "triangular", "pert", "uniform"])
def test_a_study_is_worth_between_nothing_and_the_number_itself_and_more_with_its_size(kind):
    scores = scores_of(points())
    known = Marginal(Distribution(kind), -1.0, 0.0, 3.0, -9.0, 9.0).values(scores[0])
    outcomes = np.stack([8 * np.maximum(known, 0.2) + 6 * scores[1], 3 + 4 * known, np.full_like(known, 4.5)])
    found = measurable_of(known, outcomes, BLOCKS)
    assert 0 < found.perfect <= found.everything == perfect_information(outcomes)
    worth = [found.worth(error)[0] for error in (1e4, 10, 3, 1, 0.5, 0.2, 0.1, 0.03, 0.01, 1e-3, 1e-6)]
    assert worth[0] == pytest.approx(0, abs=1e-3 * found.perfect)
    assert np.diff(worth).min() >= -1e-9 and worth[-1] <= found.perfect
    assert worth[-1] == pytest.approx(found.perfect, rel=2e-3)


def test_no_mass_is_lost_in_the_signals():
    known = np.random.default_rng(4).triangular(-1, 0, 3, 8192)
    outcomes = np.stack([10 * known - 3, np.zeros_like(known)])
    prior = prior_of(expected_given(known, outcomes, BLOCKS), known)
    for error in (0.01, 0.4, 5.0):
        found = signals_of(prior, error)
        assert found.chances.sum() == pytest.approx(1)
        np.testing.assert_allclose((found.expected[0] * found.chances).sum(axis=1), outcomes.mean(axis=1), atol=1e-6)


@cache
def of_minutes(town="Trondheim"):
    return study_worth(base_case(shipped(), town), Study("extra_minutes", 2.0, 0.5, 100_000, 1_500), PLAN)


@pytest.mark.parametrize("town", ["Trondheim", "Averøy"])
def test_the_curve_of_the_shipped_case_grows_within_its_bounds(town):
    found = of_minutes(town)
    values = [size.value for size in found.sizes]
    assert [size.n for size in found.sizes] == list(SIZES) and values == sorted(values)
    assert values[0] >= 0 and values[-1] <= found.perfect <= found.everything
    assert found.best is None or found.best.net >= max(size.net for size in found.sizes) - 0.02


def test_it_agrees_with_a_cubic_fitted_to_the_signals():
    scenario = base_case(shipped())
    options = open_options(scenario)
    outcomes = np.stack(list(every_figure(choice_job(scenario, options, ("npv",)), all_scores(scenario, PLAN)).values()))
    known = values_of_quantity("extra_minutes", None, scenario, PLAN, keep=False)
    for size in of_minutes().sizes[::3]:
        fitted = []
        for seed in range(4):
            signal = known + size.error * np.random.default_rng(seed).standard_normal(known.size)
            basis = np.vander((signal - signal.mean()) / signal.std(), 4)
            fitted.append((basis @ np.linalg.lstsq(basis, outcomes.T)[0]).max(axis=1).mean() - outcomes.mean(axis=1).max())
        assert size.value == pytest.approx(np.mean(fitted), abs=3 * size.value_error + 0.5)


def test_the_best_size_is_where_one_more_is_worth_no_more_than_it_costs():
    known = scores_of(points())[0]
    found = measurable_of(known, np.stack([5 * known, np.zeros_like(known)]), BLOCKS)
    cheap, dear = (best_size(found, Study("x", 3.0, 0.2, 0, cost)) for cost in (100, 10_000))
    assert cheap.n > dear.n >= 1 and dear.net < cheap.net
    assert best_size(found, Study("x", 3.0, 0.2, 5e6, 0)) is None
    assert Study("x", 3.0, 0.5, 200_000, 1_000).cost_at(300) == pytest.approx(0.5)


def test_the_number_that_is_most_worth_measuring_stands_first():
    found = candidates_of(base_case(shipped()), Plan(1_000))
    assert found[0].name == "extra_minutes"
    assert all(0 <= item.measured <= item.perfect for item in found)


def test_a_study_without_error_and_an_unknown_quantity_are_refused():
    for study in (Study("extra_minutes", 0.0), Study("participants", 1.0), Study("extra_minute", 1.0)):
        with pytest.raises(AssumptionError):
            study_worth(base_case(shipped()), study, Plan(1_000))
