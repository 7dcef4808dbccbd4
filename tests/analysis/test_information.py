"""Sobol indices and the value of information on cases with known answers, and on the model."""

import numpy as np
import pytest
from scipy import stats
from support import shipped

from costmodel import base_case, decide
from costmodel.analysis.uncertainty.distributions import scores_of
from costmodel.analysis.uncertainty.indices import IndexPlan, indices, joined, sobol_indices
from costmodel.analysis.uncertainty.information import partial_information, perfect_information, value_of_information
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.output.answer_records.uncertainty import group_label


def test_groups_keep_their_own_index_whatever_their_order():
    found = sobol_indices(lambda points: 3 * points[0] + 2 * points[1] + points[2], [2, 0, 1], 1024)
    np.testing.assert_allclose(found["S1"], np.array([4, 1, 9]) / 14, atol=0.02)


def test_correlated_numbers_share_one_index():
    found = indices(base_case(shipped()), plan=IndexPlan(64))
    groups = {frozenset(item.names) for item in found.items}
    assert frozenset(name for name in shipped().quantities if name.endswith(".realisation")) in groups
    assert frozenset({"real_wage_growth", "real_cost_growth"}) in groups
    assert sum(len(item.names) for item in found.items) == 60
    chain = {"a": ["legacy_operating_cost"], "b": ["replacement_cost"], "c": ["legacy_reinvestment"], "d": ["users"]}
    assert sorted(map(sorted, joined(chain, shipped()).values())) == [
        ["legacy_operating_cost", "legacy_reinvestment", "replacement_cost"],
        ["users"],
    ]


def test_first_order_indices_by_theme_add_up_to_about_one_for_a_nearly_additive_model():
    found = indices(base_case(shipped()), by_theme=True, plan=IndexPlan(1024))
    assert sum(item.first for item in found.items) == pytest.approx(1, abs=0.1)
    first = found.items[0]
    assert group_label(first.key, first.names, shipped()) == "Daglig bruk", "the minutes that each user loses or gains move the answer most"


def unit_normal_loss(mean, spread):
    """E[max(d, 0)] − max(E[d], 0) of a normal difference (Raiffa and Schlaifer 1961)."""
    return spread * stats.norm.pdf(mean / spread) - abs(mean) * stats.norm.cdf(-abs(mean) / spread)


@pytest.mark.parametrize("mean", [0.0, 5.0, -8.0])
def test_the_value_of_information_of_a_normal_choice_is_its_closed_form(mean):
    scores = scores_of(stats.qmc.Sobol(2, rng=np.random.default_rng(4)).random(2**14).T)
    difference = mean + 10 * scores[0] + 5 * scores[1]
    assert perfect_information(difference) == pytest.approx(unit_normal_loss(mean, np.hypot(10, 5)), rel=0.02)
    assert partial_information(difference, scores[0]) == pytest.approx(unit_normal_loss(mean, 10), rel=0.02)
    assert partial_information(difference, scores[1]) == pytest.approx(unit_normal_loss(mean, 5), rel=0.02)


def test_a_number_without_influence_is_worth_next_to_nothing():
    scores = scores_of(stats.qmc.Sobol(2, rng=np.random.default_rng(4)).random(2**14).T)
    assert partial_information(1 + 10 * scores[0], scores[1]) < 0.01


def test_knowing_all_is_worth_at_least_as_much_as_knowing_one():
    for town in ("Trondheim", "Averøy"):
        found = value_of_information(base_case(shipped(), town), Plan(8_000))
        assert found.options == decide(base_case(shipped(), town)).names
        assert 0 <= found.items[-1].value <= found.items[0].value <= found.everything
        assert found.better in found.options and len(found.items) == 60


def test_a_number_that_is_fixed_has_no_value_of_information():
    found = value_of_information(base_case(shipped()).with_values({"extra_minutes": 1}), Plan(1_000))
    assert "extra_minutes" not in {item.name for item in found.items}
