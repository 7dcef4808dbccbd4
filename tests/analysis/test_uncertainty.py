"""Draws, counts and the run: known answers, exact relations, and the same numbers however the work is parted."""

import pickle
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from math import isnan
from multiprocessing import get_context

import numpy as np
import pytest
from scipy import stats
from scipy.special import betaincinv
from support import many, shipped
from support.told import refused

from costmodel import appraise, base_case, decide, named
from costmodel.analysis.uncertainty.choice import choice_among
from costmodel.analysis.uncertainty.distributions import REACH, Marginal, probabilities, shape
from costmodel.analysis.uncertainty.evaluation import all_scores, job_figures, job_for
from costmodel.analysis.uncertainty.histograms import Bins
from costmodel.analysis.uncertainty.live import spread
from costmodel.analysis.uncertainty.measures import DIFFERENCE, PRESENT_COST, Period, measure, of_option
from costmodel.analysis.uncertainty.paired import compare_draws, difference_of
from costmodel.analysis.uncertainty.runner import Inline, job_of, measure_scores
from costmodel.analysis.uncertainty.sampling import DEPENDENCES, Plan, copula_of, drawn, kept_block, marginals, samples, uncertain_names
from costmodel.analysis.uncertainty.simulation import Run, simulate
from costmodel.assumptions.correlation import copula, is_possible, nearest_correlation, of_scores
from costmodel.assumptions.records import Distribution
from costmodel.axes import per_draw

SMALL = Plan(2_000)
TABLE_ERROR = 2e-5
"""How far a table may be from the exact inverse, as a share of the range from low to high."""
MOST_BY_CHANCE = 0.05
"""No two of the thousands of pairs of numbers are correlated more than this by chance in 10 000 draws; plain random draws have 0.04."""
REALISATION = "benefits.citizen_services.realisation"


def marginal(kind, **more):
    usual = {"low": 10.0, "value": 20.0, "high": 50.0, "minimum": 0.0, "maximum": 100.0}
    return Marginal(Distribution(kind), **{**usual, **more})


def exact(item: Marginal):
    """The same distribution by scipy, without truncation."""
    width = item.high - item.low
    peak = (item.value - item.low) / width
    spread = width / 2 / stats.norm.ppf(0.95)
    return {
        "uniform": stats.uniform(item.low, width),
        "triangular": stats.triang(peak, item.low, width),
        "pert": stats.beta(*shape(item.kind, peak), item.low, width),
        "beta": stats.beta(*shape(item.kind, peak), item.low, width),
        "normal": stats.norm((item.low + item.high) / 2, spread),
        "lognormal": stats.lognorm(np.log(item.high / item.low) / 2 / stats.norm.ppf(0.95), scale=np.sqrt(item.low * item.high)),
    }[item.kind]


SCORES = np.linspace(-REACH, REACH, 20_011)


@pytest.mark.parametrize("value", [10.0, 20.0, 30.0, 50.0])
@pytest.mark.parametrize("kind", ["pert", "triangular", "uniform", "beta"])
def test_tables_err_by_less_than_is_stated(kind, value):
    item = marginal(kind, value=value)
    tails = SCORES[np.abs(SCORES) < 5.9]  # beyond, the rounding of probabilities near 1 is larger than the table's error
    found, wanted = item.values(tails), exact(item).ppf(probabilities(tails))
    allowed = TABLE_ERROR if kind in ("pert", "beta") else 5e-3  # a corner of a density is rounded by less than a step
    assert np.abs(found - wanted).max() <= allowed * (item.high - item.low)
    assert np.sqrt(np.mean((found - wanted) ** 2)) <= 10 * TABLE_ERROR * (item.high - item.low)


@pytest.mark.parametrize("kind", ["normal", "lognormal"])
def test_low_and_high_hold_nine_draws_of_ten(kind):
    item = marginal(kind, minimum=1e-9 if kind == "lognormal" else -1e9, maximum=1e9)
    scores = np.linspace(-4, 4, 999)
    np.testing.assert_allclose(item.values(scores), exact(item).ppf(probabilities(scores)), rtol=2e-5, atol=1e-4)
    np.testing.assert_allclose(item.values(np.array([stats.norm.ppf(0.05), stats.norm.ppf(0.95)])), [10, 50], rtol=1e-4)


def test_beta_has_its_mean_in_the_value_and_a_sixth_of_the_range_as_spread():
    found = exact(marginal("beta", value=30.0))
    assert found.mean() == pytest.approx(30) and found.std() == pytest.approx(40 / 6)


def test_discrete_takes_three_values_a_quarter_a_half_a_quarter():
    shares = np.random.default_rng(0).random(40_000)
    values, counts = np.unique(marginal("discrete").values(stats.norm.ppf(shares)), return_counts=True)
    assert values.tolist() == [10, 20, 50]
    np.testing.assert_allclose(counts / 40_000, [0.25, 0.5, 0.25], atol=0.01)


@pytest.mark.parametrize("kind", ["pert", "triangular", "uniform", "beta", "normal", "lognormal", "discrete"])
def test_every_distribution_is_truncated_to_what_may_be_entered(kind):
    item = marginal(kind, minimum=15.0, maximum=40.0)
    values = item.values(SCORES)
    assert values.min() >= 15 and values.max() <= 40
    if kind in ("pert", "triangular", "uniform"):
        whole = exact(item)
        share = whole.cdf(15) + 0.5 * (whole.cdf(40) - whole.cdf(15))
        assert item.values(np.zeros(1))[0] == pytest.approx(whole.ppf(share), rel=1e-5)


def test_whole_numbers_are_whole_and_fixed_ones_stay():
    assert set(marginal("pert", whole=True).values(SCORES)) <= set(range(10, 51))
    assert set(marginal("fixed").values(SCORES)) == {20.0}
    assert set(marginal("pert", low=20.0, high=20.0).values(SCORES)) == {20.0}


def test_values_do_not_depend_on_the_company():
    item = marginal("pert")
    assert [item.values(np.array([score]))[0] for score in SCORES[:50]] == item.values(SCORES)[:50].tolist()


def sample_of(assumptions, plan):
    return np.concatenate([part.scores for part in samples(assumptions, plan, plan.block)], axis=1)


def test_sampled_rank_correlations_are_those_asked_for():
    names, scores = uncertain_names(shipped()), sample_of(shipped(), Plan(10_000))
    ranks = stats.spearmanr(scores.T).statistic
    together = [at for at, name in enumerate(names) if name.startswith("legacy_systems.") and name.endswith(".yearly_cost")]
    replaced = [at for at in together if "emergency_dispatch" not in names[at]]
    asked = np.eye(len(names))
    asked[np.ix_(replaced, replaced)] += 0.7 * (1 - np.eye(len(replaced)))
    assert len(replaced) == 4
    assert np.abs(ranks - asked)[np.ix_(replaced, replaced)].max() < 0.02
    assert np.abs(ranks - asked).max() < MOST_BY_CHANCE


def test_independent_draws_are_independent():
    scores = sample_of(shipped(), Plan(10_000, independent=True))
    assert np.abs(stats.spearmanr(scores.T).statistic - np.eye(len(scores))).max() < MOST_BY_CHANCE


def test_an_impossible_matrix_is_repaired_to_the_nearest_possible_one():
    wanted = {("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): -0.9}
    found = copula(wanted)
    assert 0.1 < found.repair < 0.9
    assert copula({("a", "b"): 0.9, ("b", "c"): 0.9, ("a", "c"): 0.7}).repair == 0
    impossible = of_scores(np.array([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]))
    repaired = nearest_correlation(impossible)
    assert is_possible(repaired) and not is_possible(impossible)
    np.testing.assert_allclose(np.diag(repaired), 1)
    # No possible matrix of a fine grid is nearer: correlations x, y, z of three numbers with |x|, |y|, |z| ≤ 1.
    grid = np.linspace(-1, 1, 61)
    x, y, z = np.meshgrid(grid, grid, grid)
    is_sound = 1 + 2 * x * y * z - x**2 - y**2 - z**2 >= 0
    a, b, c = impossible[0, 1], impossible[1, 2], impossible[0, 2]
    nearest_on_grid = np.sqrt(((x - a) ** 2 + (y - b) ** 2 + (z - c) ** 2)[is_sound].min())
    assert np.linalg.norm((repaired - impossible)[np.triu_indices(3, 1)]) <= nearest_on_grid + 1e-6


def test_perfect_correlation_is_possible_to_draw():
    found = copula({("a", "b"): 1.0})
    both = found.correlated(np.random.default_rng(0).standard_normal((2, 1000)), {"a": 0, "b": 1})
    assert np.corrcoef(both)[0, 1] > 0.999


def test_two_scenarios_see_the_same_draws():
    base, other = base_case(shipped()), named(shipped(), sorted(shipped().scenarios)[0], "Molde")
    scores = sample_of(shipped(), SMALL)[:, :100]
    one, two = (drawn(item, marginals(item), scores).values for item in (base, other))
    for name in uncertain_names(shipped()):
        assert np.array_equal(one[name], two[name]), name


def test_only_uncertain_numbers_are_drawn_and_a_moved_one_only_where_asked():
    base = base_case(shipped())
    moved = base.with_values({"extra_minutes": 2, REALISATION: 1.0})
    scores = sample_of(shipped(), SMALL)
    varying = {name for name, array in drawn(base, marginals(base), scores).values.items() if array.size > 1}
    assert varying == set(uncertain_names(shipped()))
    fixed = drawn(moved, marginals(moved), scores).values
    assert fixed["extra_minutes"].item() == 2 and fixed[REALISATION].item() == 1
    kept = drawn(moved, marginals(moved, keep=True), scores).values
    np.testing.assert_allclose(kept["extra_minutes"].mean(), 2 + (-1.5 + 4 * 0.5 + 4) / 6 - 0.5, rtol=1e-3)
    assert kept[REALISATION].min() > 0.5 and kept[REALISATION].max() <= 1


def test_no_draw_breaks_a_bound_or_a_rule():
    base = base_case(shipped())
    scores = np.random.default_rng(5).choice([-REACH, 0, REACH], (len(uncertain_names(shipped())), 500))
    odd = base.with_values({"benefits.interaction.gp_dependence": 0.75})
    for scenario in (base, odd):
        found = drawn(scenario, marginals(scenario, keep=True), scores)
        changed = {name: array.ravel() for name, array in found.values.items() if array.size > 1}
        base.with_values(changed)  # refuses what is out of bounds
        for key in shipped().benefits:
            assert (sum(found.values[f"benefits.{key}.{field}"] for field in DEPENDENCES) <= 1).all()


@pytest.mark.parametrize(("changes", "keep"), [({}, False), ({"extra_minutes": 0.5}, False), ({"extra_minutes": 0.5}, True)])
def test_values_that_are_kept_are_those_that_the_scores_give(changes, keep):
    scenario = base_case(shipped()).with_values(changes)
    scores, as_in_files = kept_block(scenario.assumptions, SMALL, 1)
    distributions = marginals(scenario, keep)
    fresh, kept = (drawn(scenario, distributions, scores, known).values for known in (None, as_in_files))
    assert {name: array.tolist() for name, array in fresh.items()} == {name: array.tolist() for name, array in kept.items()}


@pytest.mark.parametrize("question", list(Period))
def test_fewer_figures_are_the_same_ones(question):
    scenario = base_case(shipped(), "Averøy")
    everything = measure(scenario, question, 12)
    some = measure(scenario, question, 12, ("npv", "net_benefit", "cumulated_net_benefit", DIFFERENCE))
    assert set(some.by_year) == {"net_benefit", "cumulated_net_benefit"}
    assert set(some.scalars) == {"npv", DIFFERENCE} & set(everything.scalars)
    for part, whole in ((some.scalars, everything.scalars), (some.by_year, everything.by_year)):
        assert all(np.array_equal(array, whole[name]) for name, array in part.items())


def as_numbers(result):
    """Everything that a simulation says, to compare to the last bit."""
    figures = {name: (result.mean(name), result.probability(name), *result.errors(name).values()) for name in result.scalars}
    quantiles = {name: [result.quantile(name, share) for share in (0.1, 0.5, 0.85, 0.9)] for name in result.scalars}
    return repr((figures, quantiles, {name: result.yearly_quantiles(name) for name in result.by_year}, result.convergence("npv")))


def test_the_same_numbers_for_any_workers_and_chunks():
    base = base_case(shipped())
    with ThreadPoolExecutor(3) as threads, ThreadPoolExecutor(1) as one:
        ways = [Run(), Run(Inline(), chunk=64), Run(threads, chunk=100), Run(one, chunk=10_000), Run(threads, chunk=1024)]
        found = {as_numbers(simulate(base, SMALL, Period.BOTH, run=run)) for run in ways}
    assert len(found) == 1


def test_the_same_numbers_from_other_processes():
    alone = named(shipped(), "stjordal-anskaffer-sammen")
    chosen = base_case(shipped()).with_values({"exit_year": 2030}).with_alternative("renewed_old_systems")
    asked = ((alone, ("take_market_system", "stay_out")), (chosen, ("leave_market_system", "stay")))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:  # a fork would copy the browser tests' threads
        for scenario, pair in asked:
            there, here = (
                simulate(scenario, Plan(1_000), Period.BOTH, run=Run(executor, options=pair)) for executor in (processes, Inline())
            )
            assert as_numbers(there) == as_numbers(here)


@pytest.mark.parametrize(("town", "pair"), [("Trondheim", ("leave_renewed_old_systems", "leave_market_system")), (None, None)])
def test_workers_rebuild_the_whole_scenario(town, pair):
    plain = base_case(shipped(), town).with_values({"exit_year": 2032})
    scenario = replace(plain.with_alternative("national_record"), alternative_outside=per_draw(1.0))
    scenario = scenario if town is None else scenario.with_partners(["Malvik", "Orkland"])
    job = job_of(scenario, Period.BOTH, False, ("npv",), pair)
    assert job.scenario.key == scenario.key
    there = pickle.loads(pickle.dumps(job))
    assert (there.scenario.key, there.options, there.years) == (job.scenario.key, job.options, job.years)
    scores = all_scores(scenario, Plan(1_000))[:, :50]
    npv = appraise(drawn(scenario, marginals(scenario), scores)).indicators.npv.ravel()
    assert np.array_equal(measure_scores(there, scores).scalars["npv"], npv)
    assert not np.array_equal(measure_scores(job_of(plain, Period.LIFETIME, False, ("npv",)), scores).scalars["npv"], npv)


def test_another_seed_gives_other_numbers_within_their_standard_errors():
    one, other = (simulate(base_case(shipped()), Plan(10_000, seed)) for seed in (1, 2))
    assert one.quantile("npv", 0.5) != other.quantile("npv", 0.5)
    for label, share in (("p10", 0.1), ("p50", 0.5), ("p90", 0.9)):
        error = np.hypot(one.errors("npv")[label], other.errors("npv")[label])
        assert abs(one.quantile("npv", share) - other.quantile("npv", share)) < 5 * error


def test_expected_value_and_quantiles_agree_with_brute_force():
    """Plain random numbers, scipy's own inverse, no tables, no copula, no counts."""
    base, draws = base_case(shipped()), many(8_000, 20_000)
    rng, values = np.random.default_rng(11), {}
    for name, item in marginals(base).items():
        peak = (item.value - item.low) / (item.high - item.low)
        column = item.low + (item.high - item.low) * betaincinv(*shape(item.kind, peak), rng.random(draws))
        values[name] = np.rint(column) if item.whole else column
    npv = appraise(base.with_values(values)).indicators.npv.ravel()
    found = simulate(base, Plan(10_000, independent=True))
    assert abs(found.mean("npv") - npv.mean()) < 4 * np.hypot(npv.std() / np.sqrt(draws), found.errors("npv")["mean"])
    for share in (0.1, 0.5, 0.85, 0.9):
        assert found.quantile("npv", share) == pytest.approx(np.quantile(npv, share), abs=6)


def test_counts_say_what_the_draws_themselves_say():
    scenario = base_case(shipped(), "Levanger")
    pair = ("leave_market_system", "stay")
    result = simulate(scenario, SMALL, Period.DECISION, run=Run(options=pair))
    scores = all_scores(scenario, SMALL)
    decision = decide(drawn(scenario, marginals(scenario), scores))
    first = decision.options[pair[0]]
    for name, values in (("npv", first.indicators.npv.ravel()), ("difference", decision.difference(*pair[::-1]).ravel())):
        width = result.scalars[name].bins.width
        assert result.probability(name) == (values > 0).mean()
        assert result.mean(name) == pytest.approx(values.mean(), rel=1e-9)
        assert result.quantile(name, 0.1) == pytest.approx(np.quantile(values, 0.1), abs=np.ptp(values) / 200)
        assert (result.scalars[name].lowest[0], result.scalars[name].highest[0]) == (values.min(), values.max())
        assert width < np.ptp(values) / 1000
    yearly = first.totals.net_benefit[:, :, 0]
    assert np.array_equal(result.years, first.drivers.year.ravel())
    for at in range(yearly.shape[1]):
        assert result.yearly_quantiles("net_benefit")["p50"][at] == pytest.approx(np.quantile(yearly[:, at], 0.5), abs=0.5)


def test_the_axis_has_room_for_every_draw():
    """For one that is planned, the introduction time moves the last year."""
    scenario, few = base_case(shipped(), "Averøy"), Plan(64)
    for question in (Period.LIFETIME, Period.DECISION):
        result = simulate(scenario, few, question, run=Run(chunk=1))
        batch = drawn(scenario, marginals(scenario), all_scores(scenario, few))
        longest = (appraise(batch) if question is Period.LIFETIME else decide(batch).options["join"]).drivers.year.ravel()
        assert result.years[: longest.size] == tuple(longest.astype(int))
        for label in ("p10", "p90"):
            assert not any(result.yearly_quantiles("net_benefit")[label][longest.size :]), "no flow where no draw has one"
            running = result.yearly_quantiles("cumulated_net_benefit")[label]
            assert running[-1] == running[longest.size - 1] == pytest.approx(result.quantile("npv", float(label[1:]) / 100), rel=0.02)


def test_a_scenario_with_nothing_uncertain_gives_one_number():
    quantities = shipped().quantities
    values = {name: 0.5 * (quantities[name].value + quantities[name].high) for name in uncertain_names(shipped())}
    values = {name: quantities[name].high for name in values if quantities[name].high != quantities[name].value}
    values |= {name: quantities[name].low for name in uncertain_names(shipped()) if name not in values}
    scenario = base_case(shipped()).with_values(values)
    result = simulate(scenario, Plan(1_000))
    assert result.drawn == ()
    for name in ("npv", "present_cost"):
        assert result.quantile(name, 0.1) == result.quantile(name, 0.9) == result.base[name]
    assert result.scalars["npv"].counted[0] == result.plan.total
    assert compare_draws(scenario, base_case(shipped()), plan=Plan(1_000)).low < 0, "and can be held against one that is uncertain"


def test_missing_figures_are_counted_and_left_out():
    tally = Bins.around(np.array([0.0, 10.0]), 100).tally(np.array([[1.0], [np.nan], [3.0], [-2.0]]))
    assert (tally.missing[0], tally.counted[0], tally.share_positive[0]) == (1, 3, 0.5)
    assert tally.mean[0] == pytest.approx(2 / 3)
    nothing = Bins.around(np.array([np.nan]), 100).tally(np.array([[np.nan]]))
    assert isnan(nothing.quantile(0.5)[0]) and isnan(nothing.mean[0])


def test_histograms_add_up_in_any_order():
    rng = np.random.default_rng(3)
    values = rng.normal(size=(999, 3))
    bins = Bins.around(values[:100], 500)
    whole, parts = bins.tally(values), [bins.tally(part) for part in (values[:10], values[10:700], values[700:])]
    for order in ((0, 1, 2), (2, 1, 0)):
        joint = parts[order[0]].merged(parts[order[1]]).merged(parts[order[2]])
        for field in ("counts", "missing", "positive", "total", "lowest", "highest"):
            assert np.array_equal(getattr(joint, field), getattr(whole, field))
    with pytest.raises(ValueError):
        whole.merged(Bins.around(values, 400).tally(values))


class StoppedError(Exception):
    pass


@pytest.mark.parametrize("executor", [None, Inline()])
def test_a_stop_stops_the_work(monkeypatch, executor):
    from costmodel.analysis.uncertainty import simulation

    begun = []
    monkeypatch.setattr(simulation, "count", lambda job, sample, real=simulation.count: begun.append(1) or real(job, sample))

    def stop(done, total):
        raise StoppedError

    with pytest.raises(StoppedError):
        simulate(base_case(shipped()), Plan(100_000), run=Run(executor, stop, chunk=1_024))
    after = len(begun)
    assert after <= 10, "of 98 chunks only those under way are finished"
    assert len(begun) == after


def test_progress_counts_to_the_end():
    seen = []
    simulate(base_case(shipped()), SMALL, run=Run(progress=lambda done, total: seen.append((done, total)), chunk=256))
    assert seen[-1] == (SMALL.total, SMALL.total) and sorted(seen) == seen


def test_memory_does_not_grow_with_the_draws():
    kept = [
        sum(tally.counts.size for group in simulate(base_case(shipped()), Plan(n)).groups for tally in group.values())
        for n in (1_000, 30_000)
    ]
    assert kept[1] <= kept[0]


def test_a_difference_is_paired_draw_by_draw():
    base, better = base_case(shipped()), base_case(shipped()).with_values({"platform_cost": 79})
    found = compare_draws(better, base, plan=SMALL)
    assert found.probability == 1 and found.is_clear, "one million a year less is better in every draw, however uncertain the rest"
    assert compare_draws(base, better, PRESENT_COST, SMALL).probability == 1
    same = compare_draws(base, base, plan=SMALL)
    assert (same.probability, same.low, same.high) == (0.5, 0, 0) and not same.is_clear
    first, second = job_figures(job_for(better, "npv"), all_scores(base, SMALL)), job_figures(job_for(base, "npv"), all_scores(base, SMALL))
    assert difference_of(first, second, SMALL.blocks).mean == pytest.approx((first - second).mean())


def test_all_participants_together_can_be_drawn():
    result = simulate(base_case(shipped(), None), Plan(1_000), Period.BOTH)
    assert result.quantile("npv", 0.1) < result.quantile("npv", 0.9)
    assert result.options == ("stay", "leave_renewed_old_systems")


def test_the_indicators_of_any_option_can_be_counted():
    scenario, options = base_case(shipped(), "Averøy"), ("stay_out", "join", "take_market_system", "take_national_record")
    names = tuple(of_option(indicator, option) for option in options for indicator in ("npv", "budget_npv"))
    found = measure(scenario, Period.DECISION, 20, names)
    decision = decide(scenario)
    assert {name: values.item() for name, values in found.scalars.items()} == {
        of_option(indicator, option): getattr(decision.all[option].indicators, indicator).item()
        for option in options
        for indicator in ("npv", "budget_npv")
    }
    assert not simulate(scenario, Plan(1_000), Period.DECISION, run=Run(figures=("npv.stay_out",))).quantile("npv.stay_out", 0.5)


def test_an_option_that_the_municipality_has_not_is_refused():
    for work in (simulate, lambda *args, run: choice_among(args[0], pairs=[run.options])):
        with refused("fant «leave_market_system»"):
            work(base_case(shipped(), "Averøy"), SMALL, Period.DECISION, run=Run(options=("join", "leave_market_system")))


def test_the_spread_beside_a_lever_follows_the_pair():
    scenario, pair = base_case(shipped()), ("leave_market_system", "stay")
    usual, other = (spread(scenario, question, 2030, check=lambda: None) for question in (Period.DECISION, pair))
    assert usual.options == ("stay", "leave_renewed_old_systems")
    assert (other.options, other.years) == (pair, usual.years)
    whole = simulate(scenario, question=Period.DECISION, run=Run(options=pair))
    assert other.ranges["difference"].middle == pytest.approx(whole.quantile("difference", 0.5), abs=1)
    assert other.ranges["npv"].low == pytest.approx(whole.quantile("npv", 0.1), abs=1)
    assert spread(scenario, Period.LIFETIME, 2030, check=lambda: None).options is None


def test_the_copula_of_the_shipped_file_needs_no_repair():
    assert copula_of(shipped()).repair == 0
