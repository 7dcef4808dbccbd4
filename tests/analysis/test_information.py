"""Sobol indices and the value of information on cases with known answers, and on the model."""

import numpy as np
import pytest
from scipy import stats
from support import many, shipped

from costmodel import base_case, decide
from costmodel.analysis.uncertainty.acting import acting_numbers, acting_on_choice
from costmodel.analysis.uncertainty.choice import choice_job, open_options
from costmodel.analysis.uncertainty.distributions import Marginal, scores_of
from costmodel.analysis.uncertainty.evaluation import job_for
from costmodel.analysis.uncertainty.indices import IndexPlan, indices, joined, sobol_indices
from costmodel.analysis.uncertainty.information import partial_information, perfect_information, value_of_information
from costmodel.analysis.uncertainty.measures import measure
from costmodel.analysis.uncertainty.sampling import Plan, uncertain_names
from costmodel.assumptions.records import Distribution
from costmodel.output.answer_records.uncertainty import group_label


def test_groups_keep_their_own_index_whatever_their_order():
    found = sobol_indices(lambda points: 3 * points[0] + 2 * points[1] + points[2], [2, 0, 1], 1024)
    np.testing.assert_allclose(found["S1"], np.array([4, 1, 9]) / 14, atol=0.02)


def test_correlated_numbers_share_one_index():
    found = indices(base_case(shipped()), plan=IndexPlan(64))
    groups = {frozenset(item.names) for item in found.items}
    replaced = [key for key, row in shipped().legacy_systems.items() if row.fields["replaced"].value]
    assert frozenset(f"legacy_systems.{key}.yearly_cost" for key in replaced) in groups
    systems = [f"legacy_systems.{key}.yearly_cost" for key in replaced[:3]]
    chain = {"a": [systems[0]], "b": [systems[1]], "c": [systems[2]], "d": ["hourly_cost"]}
    assert sorted(map(sorted, joined(chain, shipped()).values())) == [["hourly_cost"], sorted(systems)]


@pytest.mark.parametrize("figure", ["npv", "budget_npv", ("stay", "leave_market_system"), "npv.leave_renewed_old_systems"])
def test_numbers_that_do_nothing_have_no_index(figure):
    scenario = base_case(shipped())
    job = job_for(scenario, figure)
    named = {name for item in indices(scenario, figure, plan=IndexPlan(64)).items for name in item.names}
    assert named == set(acting_numbers(job)) < set(job.distributions)
    for name in set(job.distributions) - named:
        ends = [scenario.with_values({name: end}) for end in (shipped().quantities[name].low, shipped().quantities[name].high)]
        found = {measure(end, job.question, len(job.years), job.figures, job.options).scalars[job.figures[0]].item() for end in ends}
        assert len(found) == 1, name


def test_what_acts_is_what_the_question_is_about():
    scenario = base_case(shipped())
    of = {figure: set(acting_numbers(job_for(scenario, figure))) for figure in ("npv", "budget_npv", ("stay", "leave_market_system"))}
    assert not any(name.startswith("alternatives.") for name in of["npv"])
    assert of["budget_npv"] - of["npv"] == {"time_in_budget", *(f"benefits.{key}.budget_releasing" for key in shipped().benefits)}
    of_pair = of["stay", "leave_market_system"]
    assert {name.split(".")[1] for name in of_pair if name.startswith("alternatives.")} == {"market_system"}
    assert "introduction_outlay" not in of_pair, "what is spent is common to both"


@pytest.mark.parametrize(("municipality", "alike"), [("Trondheim", "benefits.interaction.also_in_null"), ("Averøy", None)])
def test_what_moves_all_options_alike_cannot_act_on_the_choice(municipality, alike):
    scenario = base_case(shipped(), municipality)
    options = open_options(scenario)
    job = choice_job(scenario, options, ("npv",))
    of_any, of_choice = set(acting_numbers(job)), set(acting_on_choice(job))
    assert of_choice <= of_any and (alike in of_any - of_choice if alike else of_choice == of_any)
    for name in of_any - of_choice:
        record = shipped().quantities[name]
        found = [decide(scenario.with_values({name: end}), only=options).all for end in (record.low, record.high)]
        for option in options[1:]:
            low, high = (all_[options[0]].indicators.npv.item() - all_[option].indicators.npv.item() for all_ in found)
            assert low == pytest.approx(high, abs=1e-6), (name, option)
    told = value_of_information(scenario, Plan(1_000))
    assert {item.name for item in told.items} == of_choice


def test_first_order_indices_by_theme_add_up_to_about_one_for_a_nearly_additive_model():
    found = indices(base_case(shipped()), by_theme=True, plan=IndexPlan(1024))
    assert sum(item.first for item in found.items) == pytest.approx(1, abs=0.1)
    first = found.items[0]
    assert group_label(first.key, first.names, shipped()) == "Daglig bruk", "the minutes that each user loses or gains move the answer most"


def test_the_difference_of_a_pair_has_indices_of_its_own():
    scenario = base_case(shipped())
    found = {
        pair: indices(scenario, pair, plan=IndexPlan(512)) for pair in (("stay", "leave_market_system"), ("leave_market_system", "stay"))
    }
    one, other = found.values()
    assert [(item.key, item.total) for item in one.items] == [(item.key, pytest.approx(item.total, rel=1e-9)) for item in other.items]
    assert one.options == ("stay", "leave_market_system")
    assert {item.key for item in one.items[:2]} == {"extra_minutes", "alternatives.market_system.operating_cost"}
    usual = indices(scenario, "difference", by_theme=True, plan=IndexPlan(64))
    assert usual.options == ("stay", "leave_renewed_old_systems")
    assert "Alternativer" in {group_label(item.key, item.names, shipped()) for item in usual.items}


def unit_normal_loss(mean, spread):
    """E[max(d, 0)] − max(E[d], 0) of a normal difference (Raiffa and Schlaifer 1961)."""
    return spread * stats.norm.pdf(mean / spread) - abs(mean) * stats.norm.cdf(-abs(mean) / spread)


@pytest.mark.parametrize("mean", [0.0, 5.0, -8.0])
def test_the_value_of_information_of_a_normal_choice_is_its_closed_form(mean):
    scores = scores_of(stats.qmc.Sobol(2, rng=np.random.default_rng(4)).random(2**14).T)
    difference = mean + 10 * scores[0] + 5 * scores[1]
    assert perfect_information(difference) == pytest.approx(unit_normal_loss(mean, np.hypot(10, 5)), rel=0.02)
    for row, spread in enumerate((10, 5)):
        value, error = partial_information(difference, scores[row])
        assert value == pytest.approx(unit_normal_loss(mean, spread), rel=0.02, abs=2 * error)


def test_a_number_without_influence_is_worth_next_to_nothing():
    scores = scores_of(stats.qmc.Sobol(2, rng=np.random.default_rng(4)).random(2**14).T)
    assert partial_information(1 + 10 * scores[0], scores[1])[0] < 0.01


def test_two_options_are_worth_the_same_as_their_difference():
    scores = scores_of(stats.qmc.Sobol(2, rng=np.random.default_rng(4)).random(2**12).T)
    outcomes = np.stack([3 + 10 * scores[0], 5 * scores[1] - 1])
    difference = outcomes[0] - outcomes[1]
    assert perfect_information(outcomes) == pytest.approx(perfect_information(difference), rel=1e-9)
    one, other = (partial_information(item, scores[0])[0] for item in (outcomes, difference))
    assert one == pytest.approx(other, rel=1e-6)


CHOICES = {
    "straight": lambda x: 10 * x - 4,
    "bent": lambda x: np.maximum(x, 0.5) * 10 - 7,
    "step": lambda x: np.where(x > 0.3, 10.0, -5.0),
    "wave": lambda x: 20 * np.sin(9 * x),
}


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("kind", ["discrete", "triangular", "uniform", "pert", "normal", "beta", "lognormal"])
def test_with_one_uncertain_number_knowing_it_is_knowing_all(kind, choice):
    number = Marginal(Distribution(kind), 0.1, 0.3, 1.0, -5.0, 9.0)
    points = np.concatenate([stats.qmc.Sobol(1, rng=np.random.default_rng(seed)).random(2048)[:, 0] for seed in range(8)])
    known = number.values(scores_of(points))
    outcomes = np.stack([CHOICES[choice](known), np.zeros_like(known)])
    value, error = partial_information(outcomes, known)
    exact = perfect_information(outcomes)
    assert abs(value - exact) <= 2 * error + 1e-6 * abs(exact) + 1e-9 and value <= exact * 1.01 + 1e-9
    assert error < 0.05 * exact + 0.05


def test_noise_is_worth_no_more_than_the_error_says():
    rng = np.random.default_rng(8)
    known, noise = rng.standard_normal((2, 10_240))
    for reach, bent in ((28.0, 0.0), (0.0, 40.0)):
        plain = reach * known + bent * (np.abs(known) - 0.8)
        value, error = partial_information(np.stack([plain + 100 * noise, np.zeros_like(known)]), known)
        assert value == pytest.approx(perfect_information(plain), abs=3 * error)
        assert 0.1 < error < 4


def test_three_options_by_hand():
    outcomes = np.array([[3.0, 0, 0, 1], [0, 2, 0, 1], [0, 0, 1, 1]])
    assert perfect_information(outcomes) == (3 + 2 + 1 + 1) / 4 - 1


@pytest.mark.parametrize(
    ("town", "options"), [("Trondheim", None), ("Averøy", None), ("Trondheim", ("leave_market_system", "leave_renewed_old_systems"))]
)
def test_knowing_all_is_worth_at_least_as_much_as_knowing_one(town, options):
    scenario = base_case(shipped(), town)
    found = value_of_information(scenario, Plan(many(3_000, 8_000)), options=options)
    assert found.options == (options or tuple(decide(scenario).options))
    assert 0 <= found.items[-1].value <= found.items[0].value <= found.everything
    assert found.better == max(found.options, key=found.expected.__getitem__)
    assert sum(found.best.values()) == pytest.approx(1)
    assert len(found.items) < len(uncertain_names(shipped()))


def test_numbers_that_do_nothing_to_the_choice_are_left_out():
    worth = {item.name for item in value_of_information(base_case(shipped()), Plan(1_000)).items}
    assert {"extra_minutes", "stranded_share", "alternatives.market_system.reach"} <= worth
    assert not {"entry_transfer_share", "wind_down_minutes", "gp_minutes", "introduction_outlay", "time_in_budget"} & worth
    assert not any("national_record" in name or "emergency_dispatch" in name for name in worth), "a benchmark is no choice"


def test_a_number_that_is_fixed_has_no_value_of_information():
    found = value_of_information(base_case(shipped()).with_values({"extra_minutes": 1}), Plan(1_000))
    assert "extra_minutes" not in {item.name for item in found.items}
