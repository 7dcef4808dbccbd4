"""The choice among all options: exact relations, and what the model's description says that draws must give."""

import numpy as np
import pytest
from support import IS_THOROUGH, many, shipped

from costmodel import base_case, decide
from costmodel.analysis.uncertainty.choice import NPV, choice_among, choice_job, open_options, standing
from costmodel.analysis.uncertainty.evaluation import all_scores, every_figure
from costmodel.analysis.uncertainty.information import value_of_information
from costmodel.analysis.uncertainty.measures import of_option
from costmodel.analysis.uncertainty.sampling import Plan, drawn, marginals
from costmodel.analysis.uncertainty.simulation import Run, simulate
from costmodel.model.parties.distribution import distribution

STAY, MARKET, RENEWED = "stay", "leave_market_system", "leave_renewed_old_systems"
PLANS = [Plan(many(4_096, 16_384), seed) for seed in (1, 2)]
IN_100 = 2 if IS_THOROUGH else 3
"""How far a share may be from what is described, of 100 draws."""
RELATIVE = 0.03
MNOK = 8.0 if IS_THOROUGH else 12.0
"""How far a quantile of a difference may be; the spread of the differences is some 250."""


def test_ties_share_a_draw_and_regret_is_what_the_best_gives_more():
    found = standing(("a", "b", "c"), np.array([[1.0, 2, 5, 0], [1, 3, 1, 0], [0, 1, 5, 0]]), 2)
    assert found.best == pytest.approx({"a": (1 / 2 + 1 / 2 + 1 / 3) / 4, "b": (1 / 2 + 1 + 1 / 3) / 4, "c": (1 / 2 + 1 / 3) / 4})
    assert found.expected == {"a": 2, "b": 1.25, "c": 1.5}
    assert found.regret == {"a": 1 / 4, "b": 1, "c": 3 / 4}
    assert found.best_error["b"] == pytest.approx(abs((1 / 2 + 1) / 2 - 1 / 6) / 2)


@pytest.mark.parametrize("town", ["Trondheim", "Averøy", "Levanger"])
def test_the_choice_is_that_of_the_draws_themselves(town):
    scenario, plan = base_case(shipped(), town), Plan(1_000)
    found = choice_among(scenario, plan)
    decision = decide(drawn(scenario, marginals(scenario), all_scores(scenario, plan)))
    outcomes = np.stack([np.broadcast_to(item.indicators.npv.ravel(), (plan.total,)) for item in decision.options.values()])
    assert found.options == open_options(scenario) == tuple(decision.options)
    assert list(found.by_npv.best.values()) == pytest.approx((outcomes.argmax(axis=0)[:, None] == range(len(outcomes))).mean(axis=0))
    assert list(found.by_npv.expected.values()) == pytest.approx(outcomes.mean(axis=1))
    for (first, second), item in found.differences.items():
        values = np.broadcast_to(decision.difference(second, first).ravel(), (plan.total,))
        assert (item.middle, item.mean) == pytest.approx((np.median(values), values.mean()))
    assert sum(found.by_npv.best.values()) == pytest.approx(1) == sum(found.by_budget.best.values())


def test_the_smallest_expected_regret_is_what_it_is_worth_to_know_all():
    found, worth = choice_among(base_case(shipped()), PLANS[0]), value_of_information(base_case(shipped()), PLANS[0])
    assert min(found.by_npv.regret.values()) == pytest.approx(worth.everything)
    assert min(found.by_npv.regret, key=found.by_npv.regret.__getitem__) == worth.better
    assert dict(found.by_npv.best) == worth.best


def test_a_benchmark_can_be_held_against_an_option_and_is_no_choice():
    scenario, pair = base_case(shipped()), (STAY, "leave_national_record")
    found = choice_among(scenario, Plan(1_000), pairs=[pair])
    assert found.options == (STAY, MARKET, RENEWED)
    assert list(found.differences) == [pair]
    assert found.differences[pair].mean > 0


def test_the_draws_are_the_same_for_every_question():
    scenario, plan = base_case(shipped()), Plan(1_000)
    found = choice_among(scenario, plan, pairs=[(STAY, MARKET)]).differences[STAY, MARKET]
    result = simulate(scenario, plan, run=Run(figures=("npv",)))
    assert result.options is None
    counted = simulate(scenario, plan, result.question.BOTH, run=Run(options=(STAY, MARKET)))
    assert counted.mean("difference") == pytest.approx(found.mean, rel=1e-6)
    job = choice_job(scenario, (MARKET, RENEWED), (NPV,))
    assert list(every_figure(job, all_scores(scenario, plan))) == [of_option(NPV, MARKET), of_option(NPV, RENEWED)]


@pytest.mark.parametrize("plan", PLANS)
def test_the_spread_of_the_lifetime_is_as_described(plan):
    result = simulate(base_case(shipped()), plan, run=Run(figures=("npv",)))
    for share, npv in ((0.1, -1087), (0.5, -881), (0.9, -699)):
        assert result.quantile("npv", share) == pytest.approx(npv, rel=RELATIVE)
    assert result.base["npv"] > result.quantile("npv", 0.5), "the base case is not the middle of what is possible"


@pytest.mark.parametrize("plan", PLANS)
def test_the_choice_of_trondheim_is_as_described(plan):
    found = choice_among(base_case(shipped()), plan)
    best = {name: 100 * share for name, share in found.by_npv.best.items()}
    assert best == pytest.approx({STAY: 45, RENEWED: 43, MARKET: 12}, abs=IN_100)
    assert 100 * found.by_budget.best[RENEWED] == pytest.approx(86, abs=IN_100)
    for other, quantiles, above in ((MARKET, (-81, 85, 251), 74), (RENEWED, (-151, 1, 154), 50)):
        item = found.differences[STAY, other]
        assert (item.low, item.middle, item.high) == pytest.approx(quantiles, abs=MNOK)
        assert 100 * item.probability == pytest.approx(above, abs=IN_100)


@pytest.mark.parametrize("plan", PLANS)
def test_what_it_is_worth_to_know_is_as_described(plan):
    found = value_of_information(base_case(shipped()), plan)
    worth = {item.name: item.value for item in found.items}
    assert found.everything == pytest.approx(52, abs=3)
    for name, value in (
        ("extra_minutes", 28),
        (f"alternatives.{RENEWED.removeprefix('leave_')}.operating_cost", 19),
        ("unplanned_investment", 11),
    ):
        assert worth[name] == pytest.approx(value, abs=2)


@pytest.mark.parametrize("plan", PLANS)
def test_staying_out_is_nearly_always_best_for_averoy(plan):
    found = choice_among(base_case(shipped(), "Averøy"), plan)
    assert 100 * found.by_npv.best["stay_out"] >= 99
    assert found.by_npv.regret["stay_out"] < 0.1 < found.by_npv.regret["join"]


@pytest.mark.parametrize(("option", "middle"), [(MARKET, -453), (RENEWED, -348)])
def test_society_loses_by_leaving_in_nearly_every_draw(option, middle):
    """The description has all of 500 draws; of more draws 1 in 1 000 (another system) and 4 in 1 000 (renewed ones) say otherwise."""
    scenario = base_case(shipped())
    scores = all_scores(scenario, Plan(4_096))[:, :: many(8, 4)]
    society = distribution(drawn(scenario, marginals(scenario), scores), STAY, option).present.society.ravel()
    assert (society < 0).mean() >= 0.99
    assert np.median(society) == pytest.approx(middle, rel=0.05)
