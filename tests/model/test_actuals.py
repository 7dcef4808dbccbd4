"""What has been paid stands in its year in every draw and levels the years after it; what equals the model changes nothing."""

from dataclasses import replace

import numpy as np
import pytest
from reference import version_2 as plain
from support import many, random_values, shipped
from support.paid import LINES, any_rows, as_modelled, assumptions_with, paying, row
from support.plain import any_scenario, close, plain_of

from costmodel import Scenario, appraise, base_case, decide
from costmodel.assumptions.evidence.changing import having_paid
from costmodel.assumptions.records import Role
from costmodel.model import results
from costmodel.model.actuals.paid import last_whole_years
from costmodel.model.parties.distribution import PARTIES, distribution_of
from costmodel.model.parties.region import regional_charge, wind_down
from costmodel.model.results import sum_of_charges, years_of

SEEDS = range(many(4, 300))
ROLES = (Role.UNCERTAIN, Role.DECISION, Role.METHOD)


def paid_scenario(seed: int) -> Scenario:
    """A random scenario that is built on random rows."""
    return replace(any_scenario(seed), assumptions=assumptions_with(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_plain_model_says_the_same(seed):
    scenario = paid_scenario(seed)
    result, expected = appraise(scenario), plain.appraise(plain_of(scenario))
    items = results.line_items(result)
    for name, values in {**expected.items, **expected.totals}.items():
        close(items[name] + np.zeros((1, len(values), 1)), values, name)
    if scenario.municipality is None:
        charge, wanted = regional_charge(scenario), plain.regional_charge(plain_of(scenario))
        close(charge.total[~np.isnan(charge.total)], list(wanted.values()), "what all pay")
        close(wind_down(scenario).npv, plain.wind_down(plain_of(scenario)).wind_down_npv, "wind-down", 1e3)
        return
    decision, options = decide(scenario), plain.decide(plain_of(scenario))
    for name, option in {**options.options, **options.benchmarks}.items():
        close(decision.all[name].indicators.npv, option.npv, name)
    a, b = np.random.default_rng(seed).choice(list(decision.all), 2, replace=False)
    shares, columns = plain.distribution(plain_of(scenario), a, b), distribution_of(decision, a, b).present.named()
    size = sum(abs(shares[party]) for party in PARTIES)
    for name in (*PARTIES, "tax_cost", "society"):
        close(columns[name], shares[name], f"{a} to {b}: {name}", size)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_equals_the_model_changes_nothing(seed):
    scenario = any_scenario(seed).with_values({"rebase_on_actuals": 1})
    before = appraise(scenario)
    rows = as_modelled(before)
    rng = np.random.default_rng(seed)
    some = [item for item in rows if rng.random() < 0.4]
    after = appraise(paying(scenario, *some))
    size = np.abs(before.totals.total_cost).max()
    for name, flow in results.flows(before).items():
        np.testing.assert_allclose(results.flows(after)[name], flow, rtol=1e-12, atol=1e-12 * size, err_msg=name)
    np.testing.assert_allclose(after.drivers.level_ratio, 1.0, rtol=1e-12)
    if scenario.municipality is None:
        return
    options, decision = decide(scenario), decide(paying(scenario, *some))
    for name, npv in options.npv.items():
        np.testing.assert_allclose(decision.npv[name], npv, rtol=1e-10, atol=1e-12 * size)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_level_of_1_changes_no_later_year(seed):
    """Whatever was paid: where the setting is off, only the years of the file are others, and those to the last bit alike."""
    scenario = any_scenario(seed).with_values({"rebase_on_actuals": 0})
    before, after = appraise(scenario), appraise(replace(scenario, assumptions=assumptions_with(seed)))
    years = {item.year for item in any_rows(seed) if item.is_whole}
    others = [t for t, year in enumerate(years_of(before)) if year not in years]
    assert (after.drivers.level_ratio == 1.0).all()
    for name, flow in results.flows(before).items():
        wanted = np.broadcast_to(flow, results.flows(after)[name].shape)
        assert np.array_equal(results.flows(after)[name][:, others], wanted[:, others]), name


@pytest.mark.parametrize("municipality", ["Trondheim", "Molde", "Averøy"])
def test_what_was_paid_stands_in_every_draw_in_the_prices_of_the_run(municipality):
    base = base_case(shipped(), municipality).with_values(random_values(40, 3, ROLES)).with_values({"price_year": 2023, "exit_year": None})
    rows = [row(municipality, 2024, 7.5 + number, line) for number, line in enumerate(LINES)]
    result, index = appraise(paying(base, *rows)), shipped().price_index
    factor, t = index[2023].cpi / index[2024].cpi, years_of(result).index(2024)
    assert sum_of_charges(result)[:, t, 0] == pytest.approx(7.5 * factor, rel=1e-12)
    for number, line in enumerate(LINES[1:], start=1):
        assert getattr(result.costs, line)[:, t, 0] == pytest.approx((7.5 + number) * factor, rel=1e-12)
    model, shares = appraise(base), sum_of_charges(appraise(base))[:, t, 0]
    if shares.any():
        wanted = model.costs.capital_charge[:, t, 0] / shares * (7.5 * factor)
        np.testing.assert_allclose(result.costs.capital_charge[:, t, 0] * np.ones(40), wanted, rtol=1e-12)
    else:
        assert (result.costs.operating_charge[:, t, 0] > 0).all() and not result.costs.capital_charge[:, t, 0].any()


def test_later_years_follow_the_last_whole_year_alone():
    base = base_case(shipped(), "Trondheim")
    model = appraise(base)
    charge = {year: float(sum_of_charges(model)[0, t, 0]) for t, year in enumerate(years_of(model))}
    rows = [row("Trondheim", 2023, 2 * charge[2023], price_year=2024), row("Trondheim", 2025, 1.1 * charge[2025], price_year=2024)]
    result = appraise(paying(base, *rows, row("Trondheim", 2026, 999.0, price_year=2024, months=6)))
    level = dict(zip(years_of(result), result.drivers.level_ratio[0, :, 0], strict=True))
    assert [level[year] for year in (2022, 2025)] == [1, 1] and level[2026] == pytest.approx(1.1) and level[2037] == pytest.approx(1.1)
    i, at = base.inputs, years_of(result).index(2030)
    price = (i.platform_cost * 1.1 - i.capital_share * i.published_platform_cost).item()
    unlevelled = (i.platform_cost - i.capital_share * i.published_platform_cost).item()
    assert result.costs.operating_charge[0, at, 0] == pytest.approx(model.costs.operating_charge[0, at, 0] * price / unlevelled, rel=1e-12)
    assert sum_of_charges(result)[0, years_of(result).index(2026), 0] < 100  # the part of a year replaces nothing


def test_only_a_whole_year_in_use_gives_a_level():
    """Trondheim went live in May 2022; Averøy is a plan; a part of a year is none."""
    rows = [row("Trondheim", 2022, 50), row("Averøy", 2024, 3), row("Levanger", 2025, 6, months=11), row("Molde", 2024, 8)]
    assert last_whole_years(having_paid(shipped(), rows)) == {"Molde": 2024}


def test_the_level_moves_the_choice_and_the_past_does_not():
    """From the decision year on, history is common to the options, the level is not."""
    base = base_case(shipped(), "Trondheim")
    rows = (row("Trondheim", 2025, 100.0), row("Trondheim", 2025, 20.0, "local_operation"))
    unmoved, plainly = decide(paying(base.with_values({"rebase_on_actuals": 0}), *rows)).npv, decide(base).npv
    assert {name: npv.item() for name, npv in unmoved.items()} == {name: npv.item() for name, npv in plainly.items()}
    levelled = decide(paying(base, *rows)).npv
    moved = {name: plainly[name].item() - levelled[name].item() for name in plainly}
    assert moved["stay"] > 2 * moved["leave_market_system"] > 0


def test_an_exit_ends_what_is_known_too():
    base = base_case(shipped(), "Trondheim").with_values({"decision_year": 2022, "exit_year": 2025})
    result = appraise(paying(base, *(row("Trondheim", year, 90.0, price_year=2024) for year in (2024, 2025))))
    charges = dict(zip(years_of(result), sum_of_charges(result)[0, :, 0], strict=True))
    assert charges[2024] == pytest.approx(90) and charges[2025] == sum_of_charges(appraise(base))[0, years_of(result).index(2025), 0]


def test_each_of_all_participants_has_its_own():
    """Alone and among all, a municipality pays what its own rows say; the others' level is theirs."""
    rows = (row("Trondheim", 2025, 95.0), row("Molde", 2024, 20.0), row("Levanger", 2025, 2.0))
    together = paying(base_case(shipped(), None), *rows)
    whole = appraise(together)
    for name in ("Trondheim", "Molde", "Levanger", "Verdal"):
        alone, column = appraise(together.for_municipality(name)), together.region.names.index(name)
        own, years = sum_of_charges(alone), min(alone.drivers.year.size, whole.drivers.year.size)
        np.testing.assert_allclose(sum_of_charges(whole)[:, :years, column], own[:, :years, 0], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", None])
def test_rows_of_a_batch_stand_alone(municipality):
    batch = paying(base_case(shipped(), municipality).with_values(random_values(30, 5, ROLES)), *any_rows(2))
    result = appraise(batch)
    for at in range(0, 30, 3 if municipality else 15):
        one = appraise(batch.rows(at, at + 1))
        for name, flow in results.flows(one).items():
            mine = np.broadcast_to(results.flows(result)[name], (30, *results.flows(result)[name].shape[1:]))[at]
            years = min(mine.shape[0], flow.shape[1])
            assert mine[:years].tobytes() == np.ascontiguousarray(flow[0, :years]).tobytes(), name
