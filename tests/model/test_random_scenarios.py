"""Thousands of random scenarios and every corner of what may be entered: finite, adding up, and monotone where the model is."""

from dataclasses import fields
from functools import lru_cache
from itertools import product

import numpy as np
import pytest
from support import many, random_values, shipped

from costmodel import Appraisal, Scenario, appraise, base_case, decide
from costmodel.assumptions.parameters import RUN_SETTINGS
from costmodel.assumptions.records import Role
from costmodel.model import results
from costmodel.model.discounting import present_value
from costmodel.model.line_items import Costs

DRAWS, CORNERS, RUNS = many(1500, 5000), many(640, 2000), many(12, 36)
COSTS = [field.name for field in fields(Costs)]
NAMES = [item.name for item in shipped().municipalities]
WHO = ("Trondheim", "Averøy", None)
"""One that is live, one that is planned, and all participants together (who take 66 times the room)."""
SHARE_FOR_ALL = 0.06
VARIED = {name: item for name, item in shipped().quantities.items() if name not in (*RUN_SETTINGS, "exit_year")}
PRICE_YEARS = sorted(shipped().price_index)
SLACK = 1e-9
"""Relative to the sum of the sizes of what is added."""


def draws_for(municipality: str | None, draws: int) -> int:
    return draws if municipality else int(draws * SHARE_FOR_ALL)


def any_values(draws: int, seed: int, decision_year: float = 2027) -> dict[str, np.ndarray]:
    """Every parameter that may vary by draw, anywhere from minimum to maximum; half of the draws leave in some year."""
    values = {name: column for name, column in random_values(draws, seed, tuple(Role)).items() if name in VARIED}
    rng = np.random.default_rng(seed + 1)
    leaving = rng.integers(int(decision_year), int(shipped().parameters["exit_year"].maximum) + 1, draws)
    soon = np.minimum(leaving, decision_year + rng.integers(0, 20, draws))
    return {**values, "exit_year": np.select([rng.random(draws) < 0.5, rng.random(draws) < 0.2], [np.inf, leaving], soon)}


@lru_cache(maxsize=8)
def random_batch(municipality: str | None, seed: int = 1) -> Scenario:
    return base_case(shipped(), municipality).with_values(any_values(draws_for(municipality, DRAWS), seed))


def settings_at(*years: float) -> dict[str, float]:
    return dict(zip(RUN_SETTINGS, map(float, years), strict=True))


def size_of(items: dict[str, np.ndarray], *names: str) -> np.ndarray:
    """How large what is added is: what rounding can be held against."""
    return sum(np.abs(items[name]) for name in names or COSTS) + SLACK


def assert_sound(result: Appraisal) -> None:
    """All that must hold of any appraisal."""
    items = results.line_items(result)
    for name, item in items.items():
        assert np.isfinite(item).all(), f"{name} is not finite"
    assert_adding_up(result, items)
    assert_drivers_in_range(result)
    assert_indicators_exist(result, items)


def assert_adding_up(result: Appraisal, items: dict[str, np.ndarray]) -> None:
    gains = [name for name in items if name.startswith(("benefit_", "avoided_"))]
    cost = sum(items[name] for name in COSTS) - 2 * items["gp_contribution"]
    size = size_of(items, *COSTS, *gains)
    assert (np.abs(items["total_cost"] - cost) <= SLACK * size).all()
    assert (np.abs(items["total_benefit"] - sum(items[name] for name in gains)) <= SLACK * size).all()
    assert (np.abs(items["net_benefit"] - items["total_benefit"] + items["total_cost"]) <= SLACK * size).all()
    assert (np.abs(items["net_budget_effect"] - budget_effect(result, items)) <= SLACK * size).all()
    tax = -result.scenario.values["tax_funding_rate"] * items["net_budget_effect"]
    assert (np.abs(items["tax_funding_cost"] - tax) <= SLACK * size).all()


def budget_effect(result: Appraisal, items: dict[str, np.ndarray]) -> np.ndarray:
    values = result.scenario.values
    released = sum(values[f"benefits.{key}.budget_releasing"] * items[f"benefit_{key}"] for key in result.benefits.register)
    avoided = items["avoided_legacy_operation"] + items["avoided_legacy_reinvestment"]
    return avoided + released - items["total_cost"] + (1 - values["time_in_budget"]) * items["extra_time_cost"]


def assert_drivers_in_range(result: Appraisal) -> None:
    d = result.drivers
    for name in ("started", "before_exit", "remaining", "live", "has_begun", "coverage", "gp_share", "gp_network", "share_of_region"):
        share = getattr(d, name)
        assert (share >= 0).all() and (share <= 1 + SLACK).all(), name
    assert (d.sharing > 0).all() and (d.sharing <= 1 / result.scenario.values["hospital_share"] + SLACK).all()
    assert (d.population > 0).all() and (d.wage_growth > 0).all() and (d.cost_growth > 0).all() and (d.small > 0).all()
    assert (d.discount_factor > 0).all() and (d.discount_factor[:, 0] == 1).all() and (np.diff(d.discount_factor, axis=1) <= 0).all()


def assert_indicators_exist(result: Appraisal, items: dict[str, np.ndarray]) -> None:
    """Indicators are finite, and none only where the denominator is 0 (or, for the rate and the payback, by their rules)."""
    found = results.indicators(result)
    assert not any(np.isinf(array).any() for array in found.values())
    size = present_value(size_of(items), result.drivers.discount_factor)
    value = {name: present_value(items[name], result.drivers.discount_factor) for name in ("net_benefit", "tax_funding_cost", "total_cost")}
    assert (np.abs(found["npv"] - value["net_benefit"]) <= SLACK * (size + np.abs(found["npv"]))).all()
    with_tax = value["net_benefit"] - value["tax_funding_cost"]
    assert (np.abs(found["npv_with_tax_cost"] - with_tax) <= SLACK * (size + np.abs(with_tax))).all()
    people = (result.drivers.population * result.drivers.live).sum(axis=(1, 2), keepdims=True)
    denominators = {
        "npv": np.ones(1),
        "npv_with_tax_cost": np.ones(1),
        "implied_investment": np.ones(1),
        "npv_per_inhabitant": results.drivers(result)["population"][:, :1],
        "annual_per_inhabitant": people,
        "benefit_cost_ratio": value["total_cost"],
        "break_even_minutes": people * result.scenario.values["users"],
    }
    for name, denominator in denominators.items():
        assert (np.isnan(found[name]) == (denominator == 0)).all(), name
    assert within(found["payback_year"], result.drivers.year.min(), result.drivers.year.max())
    assert within(found["irr"], -0.9, 10)


def within(array: np.ndarray, low: float, high: float) -> bool:
    """Whether all that exist lie between the two."""
    return bool((np.isnan(array) | ((array >= low) & (array <= high))).all())


@pytest.mark.parametrize("municipality", WHO)
def test_random_scenarios_are_sound_over_the_lifetime(municipality):
    assert_sound(appraise(random_batch(municipality)))


@pytest.mark.parametrize("municipality", WHO)
def test_random_scenarios_are_sound_as_a_decision(municipality):
    decision = decide(random_batch(municipality, seed=2))
    assert_sound(decision.first)
    assert_sound(decision.second)
    assert np.isfinite(decision.difference).all()
    if decision.names[1] == "stay_out":
        assert all((item == 0).all() for item in results.line_items(decision.second).values())


@pytest.mark.parametrize("seed", range(RUNS))
def test_random_settings_of_the_run_are_sound(seed):
    rng = np.random.default_rng(seed)
    bounds = [shipped().parameters[name] for name in RUN_SETTINGS]
    years = [rng.choice(PRICE_YEARS) if item is bounds[2] else rng.integers(item.minimum, item.maximum + 1) for item in bounds]
    run = base_case(shipped(), rng.choice([*WHO[:2], *NAMES, ""]) or None).with_values(settings_at(*years))
    run = run.with_values(any_values(40, seed, years[1]))
    if seed % 3 == 0:
        run = run.with_participants(list(rng.choice(NAMES, rng.integers(1, 67), replace=False)))
    assert_sound(appraise(run))
    both = decide(run)
    assert_sound(both.first)
    assert_sound(both.second)


FALLING = (
    *("platform_cost", "extra_investment", "loan_rate", "introduction_outlay", "twelve_month_loss", "local_operating_cost"),
    *("extra_minutes", "replacement_cost", "gp_service_cost", "network_exponent", "legacy_overlap_years", "benefits.*.lag_years"),
    *("benefits.*.ramp_years", "benefits.*.also_in_alternative", "benefits.*.gp_dependence", "benefits.*.coverage_dependence"),
)
"""Whatever else the scenario says, more of it never raises the net present value: each stands in one line item (or in
benefits alone) with a factor that cannot be negative."""
RISING = ("legacy_operating_cost", "legacy_reinvestment", "gp_fee", "benefits.*.potential", "benefits.*.realisation")
"""The same the other way."""
DEPENDING = {
    "hourly_cost": lambda values: -np.sign(values["extra_minutes"]),
    "workdays": lambda values: -np.sign(values["extra_minutes"]),
    "users": lambda values: -np.sign(values["extra_minutes"]),
    "gp_offices": lambda values: np.sign(values["gp_fee"] - values["gp_service_cost"]),
    "gp_uptake": lambda values: np.where(values["gp_fee"] >= values["gp_service_cost"], 1.0, np.nan),
}
"""Whose direction hangs on others: the sign by draw, nan where the model promises none. Minutes cost or save; a GP office
pays more than it costs or less. More uptake also raises benefits, so that below cost price it may go either way."""
DIRECTIONS = {
    **{name: lambda values: np.full(1, -1.0) for name in FALLING},
    **{name: lambda values: np.full(1, 1.0) for name in RISING},
    **DEPENDING,
}


@pytest.mark.parametrize("municipality", WHO)
@pytest.mark.parametrize("name", DIRECTIONS)
def test_net_present_value_is_monotone(name, municipality):
    start = at_the_edge(name, random_batch(municipality).rows(0, DRAWS // 5))
    before, after = appraise(start), appraise(start.with_values(more_of(name, start)))
    sign = DIRECTIONS[name](start.values)
    change = after.indicators.npv - before.indicators.npv
    size = sum(np.abs(item).sum(axis=1, keepdims=True) for result in (before, after) for item in results.line_items(result).values())
    wrong = (change * np.where(np.isnan(sign), 0.0, sign) < -SLACK * size).ravel()
    assert not wrong.any(), f"{name} in draws {np.flatnonzero(wrong)[:5]}: {change.ravel()[wrong][:5]}"
    moved = np.abs(change) > SLACK * size
    assert moved.mean() > 0.02, f"{name} moves hardly any of the draws: the test says nothing"


def at_the_edge(name: str, start: Scenario) -> Scenario:
    """The same, with the parameter at its minimum in every fifth draw: formulas have their seams there."""
    edge = np.arange(start.draws) % 5 == 0
    keys = keys_of(name)
    return start.with_values({key: np.where(edge, shipped().quantities[key].minimum, start.values[key].ravel()) for key in keys})


def keys_of(name: str) -> list[str]:
    return [name.replace("*", key) for key in shipped().benefits] if "*" in name else [name]


def more_of(name: str, start: Scenario) -> dict[str, np.ndarray]:
    """The parameter, or the field of each benefit, moved some way up to its maximum, as far as the others allow."""
    rng = np.random.default_rng(7)
    changes = {}
    for key in keys_of(name):
        now, most = start.values[key].ravel(), room_for(key, start)
        changes[key] = now + (most - now) * rng.uniform(0.1, 1.0, start.draws)
        if np.equal(now, np.round(now)).all():
            changes[key] = np.round(changes[key])
    return changes


def room_for(key: str, start: Scenario) -> np.ndarray:
    twin = {"gp_dependence": "coverage_dependence", "coverage_dependence": "gp_dependence"}.get(key.rpartition(".")[2])
    other = start.values[f"{key.rpartition('.')[0]}.{twin}"].ravel() if twin else 0.0
    return np.minimum(shipped().quantities[key].maximum, 1.0 - other if twin else np.inf)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("municipality", WHO)
def test_one_more_participant_never_raises_the_shared_cost_and_never_lowers_coverage(seed, municipality):
    one = {name: column for name, column in any_values(1, seed).items() if name != "participants"}
    d = appraise(base_case(shipped(), municipality).with_values({**one, "participants": np.arange(1.0, 67.0)})).drivers
    assert (np.diff(d.sharing, axis=0) <= 0).all()
    assert (np.diff(d.coverage, axis=0) >= 0).all()
    assert d.coverage[0].sum() < d.coverage[-1].sum()


def corner_of(name: str, end: str) -> dict[str, float]:
    """One parameter at an end; the other dependence makes room for it."""
    changes = {name: getattr(VARIED[name], end)}
    if name.endswith("gp_dependence"):
        return {**changes, name.replace("gp_", "coverage_"): 0.0}
    return {**changes, name.replace("coverage_", "gp_"): 0.0} if name.endswith("coverage_dependence") else changes


@pytest.mark.parametrize("municipality", WHO)
def test_every_parameter_works_at_both_ends(municipality):
    corners = [corner_of(name, end) for name, end in product(VARIED, ("minimum", "maximum"))]
    corners += [{"exit_year": year} for year in (2027.0, shipped().parameters["exit_year"].maximum)]
    base = base_case(shipped(), municipality)
    varied = {name for corner in corners for name in corner}
    columns = {name: np.array([corner.get(name, base.values[name].item()) for corner in corners]) for name in varied}
    batch = base.with_values(columns)
    assert batch.draws == 2 * len(VARIED) + 2
    assert_sound(appraise(batch))
    assert_sound(decide(batch).first)


SETTING_CORNERS = list(product((2015, 2045), (2020, 2045), (PRICE_YEARS[0], PRICE_YEARS[-1]), (2015, 2045)))


@pytest.mark.parametrize("years", SETTING_CORNERS)
def test_random_corners_are_sound(years):
    bounds = [(shipped().parameters[name].minimum, shipped().parameters[name].maximum) for name in RUN_SETTINGS]
    assert all(year in ends for year, ends, name in zip(years, bounds, RUN_SETTINGS, strict=True) if name != "price_year")
    for municipality in WHO:
        run = base_case(shipped(), municipality).with_values(settings_at(*years))
        batch = run.with_values(corner_values(draws_for(municipality, CORNERS // len(SETTING_CORNERS)), years))
        assert_sound(appraise(batch))
        assert_sound(decide(batch).first)


def corner_values(draws: int, years: tuple[int, ...]) -> dict[str, np.ndarray]:
    """Every parameter at its minimum or maximum; of two dependences at 1 one gives way."""
    rng = np.random.default_rng(years)
    values = {name: rng.choice([item.minimum, item.maximum], draws) for name, item in VARIED.items()}
    for key in shipped().benefits:
        coverage = f"benefits.{key}.coverage_dependence"
        values[coverage] = np.minimum(values[coverage], 1.0 - values[f"benefits.{key}.gp_dependence"])
    ends = (np.inf, float(years[1]), shipped().parameters["exit_year"].maximum)
    return {**values, "exit_year": rng.choice(ends, draws)}
