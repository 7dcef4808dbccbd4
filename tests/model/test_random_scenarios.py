"""Thousands of random scenarios and every corner of what may be entered: over the lifetime, every option, and who pays."""

from itertools import product

import numpy as np
import pytest
from support import many, shipped
from support.batches import LAST, REPLACED, VARIED, WHO, any_batch, corner_batch, draws_for, settings_at
from support.plain import any_scenario
from support.soundness import assert_decision_sound, assert_sound

from costmodel import appraise, base_case, decide
from costmodel.assumptions.parameters import RUN_SETTINGS
from costmodel.model.parties.region import regional_charge, wind_down

DRAWS, CORNERS, RUNS = many(800, 5000), many(320, 2000), many(6, 36)
NAMES = [item.name for item in shipped().municipalities]
PRICE_YEARS = sorted(shipped().price_index)


def random_batch(municipality, seed):
    return any_batch(base_case(shipped(), municipality), draws_for(municipality, DRAWS), seed)


@pytest.mark.parametrize("municipality", WHO)
def test_random_scenarios_are_sound_over_the_lifetime(municipality):
    assert_sound(appraise(random_batch(municipality, 1)))


@pytest.mark.parametrize("municipality", WHO)
def test_random_scenarios_are_sound_as_a_decision(municipality):
    assert_decision_sound(decide(random_batch(municipality, 2)))


@pytest.mark.parametrize("seed", range(many(12, 500)))
def test_named_sets_and_partners_are_sound(seed):
    scenario = any_scenario(seed)
    assert_sound(appraise(scenario))
    assert_decision_sound(decide(scenario))


@pytest.mark.parametrize("municipality", WHO)
def test_the_region_is_sound(municipality):
    batch = random_batch(municipality, 3).rows(0, draws_for(None, DRAWS))
    charge, ending = regional_charge(batch), wind_down(batch)
    assert np.isfinite(charge.hospitals).all() and np.isfinite(charge.participants).all()
    assert (np.isnan(charge.total) == (charge.in_service == 0)).all()
    assert np.isfinite(ending.npv).all() and not np.isinf(ending.break_even_minutes).any()


@pytest.mark.parametrize("seed", range(RUNS))
def test_random_settings_of_the_run_are_sound(seed):
    rng = np.random.default_rng(seed)
    bounds = [shipped().parameters[name] for name in RUN_SETTINGS]
    years = [rng.choice(PRICE_YEARS) if item is bounds[2] else rng.integers(item.minimum, item.maximum + 1) for item in bounds]
    run = base_case(shipped(), rng.choice([*WHO[:2], *NAMES, ""]) or None).with_values(settings_at(*years))
    run = any_batch(run, 40, seed)
    if seed % 3 == 0:
        run = run.with_participants(list(rng.choice(NAMES, rng.integers(1, 67), replace=False)))
    if seed % 3 == 1:
        run = run.with_partners(list(rng.choice(NAMES, rng.integers(1, 10), replace=False)))
    assert_sound(appraise(run))
    assert_decision_sound(decide(run))


def corner_of(name: str, end: str) -> dict[str, float]:
    """One number at an end; what has to go together with it makes room."""
    changes = {name: getattr(VARIED[name], end)}
    if name.endswith("gp_dependence"):
        return {**changes, name.replace("gp_", "coverage_"): 0.0}
    if name.endswith("coverage_dependence"):
        return {**changes, name.replace("coverage_", "gp_"): 0.0}
    if name in (weights := [f"legacy_systems.{key}.weight" for key in REPLACED]):
        rest = (1.0 - changes[name]) / (len(weights) - 1)
        return {**dict.fromkeys(weights, rest), **changes}
    return changes


@pytest.mark.parametrize("municipality", WHO)
def test_every_parameter_works_at_both_ends(municipality):
    corners = [corner_of(name, end) for name, end in product(VARIED, ("minimum", "maximum"))]
    corners += [{name: year} for name in ("exit_year", "alternative_year") for year in (2029.0, LAST)]
    base = base_case(shipped(), municipality)
    varied = {name for corner in corners for name in corner}
    columns = {name: np.array([corner.get(name, base.values[name].item()) for corner in corners]) for name in varied}
    batch = base.with_values(columns)
    assert batch.draws == 2 * len(VARIED) + 4
    assert_sound(appraise(batch))
    assert_decision_sound(decide(batch))


SETTING_CORNERS = list(product((2015, 2045), (2020, 2045), (PRICE_YEARS[0], PRICE_YEARS[-1]), (2015, 2045)))


@pytest.mark.parametrize("years", SETTING_CORNERS)
def test_random_corners_are_sound(years):
    bounds = [(shipped().parameters[name].minimum, shipped().parameters[name].maximum) for name in RUN_SETTINGS]
    assert all(year in ends for year, ends, name in zip(years, bounds, RUN_SETTINGS, strict=True) if name != "price_year")
    for municipality in WHO:
        run = base_case(shipped(), municipality).with_values(settings_at(*years))
        batch = corner_batch(run, draws_for(municipality, CORNERS // len(SETTING_CORNERS)), sum(years))
        assert_sound(appraise(batch))
        assert_decision_sound(decide(batch))
