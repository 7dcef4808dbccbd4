"""Which way the net present value and the budget go as a number grows, whatever the others are; every number stands in one of the lists."""

from collections.abc import Callable, Mapping
from functools import lru_cache

import numpy as np
import pytest
from support import many, shipped
from support.batches import VARIED, WHO, any_batch, draws_for
from support.soundness import SLACK

from costmodel import Appraisal, Scenario, appraise, base_case
from costmodel.assumptions.rules import full_names, over_rows
from costmodel.model import costs, participation, results

DRAWS = many(60, 1500)
Sign = Callable[[Appraisal], np.ndarray]
"""+1 where more of a number never lowers, −1 where it never raises, nan where nothing is promised; by draw."""

FALLING = (
    *("platform_cost", "extra_investment", "unplanned_investment", "loan_rate", "introduction_outlay", "clinic_twelve_month_loss"),
    *("transition_time_share", "extra_minutes", "local_operating_cost", "legacy_overlap_years", "gp_service_cost", "network_exponent"),
    *("legacy_systems.*.life_years", "benefits.*.also_in_null", "benefits.*.gp_dependence", "benefits.*.coverage_dependence"),
    *("alternatives.*.one_off_cost", "alternatives.*.transition_time_share", "alternatives.*.operating_cost"),
    *("alternatives.*.extra_minutes", "alternatives.*.lag_years", "alternatives.*.ramp_years"),
)
"""Each has a factor in the net benefit that cannot be positive: a cost or a delay, or what would have been had anyway. The overlap also
lengthens the time in which a leaver runs both."""
RISING = (
    *("gp_fee", "legacy_systems.*.yearly_cost", "legacy_systems.*.renewal_cost"),
    *("alternatives.*.reach", "alternatives.*.reach.interaction", "alternatives.*.reach.medication"),
)
"""The same the other way."""
WITHOUT_NULL = (
    *("benefits.*.realisation", "benefits.*.potential", "benefits.*.quantity", "benefits.*.minutes"),
    *("benefits.*.lag_years", "benefits.*.ramp_years"),
)
"""With them grows, or comes later, what new systems would have given too: of one direction only where that is nothing."""
SILENT = (
    *("tax_funding_rate", "entry_transfer_share", "gp_system_saved", "gp_switch_cost", "gps_per_office", "gp_minutes", "gp_hourly_cost"),
    *("wind_down_replacement", "wind_down_operation_share", "wind_down_reach", "wind_down_minutes", "wind_down_year", "hospital_users"),
    "rebase_on_actuals",
)
"""No line item has them: they count for the other parties, for the whole region, or only where something has been paid."""
BUDGET_ALONE = ("time_in_budget", "benefits.*.budget_releasing")
"""What the operating budget feels of a flow; the net present value has the whole flow."""
EITHER_WAY = (
    *("published_platform_cost", "capital_share", "hospital_share", "introduction_months", "rollout_delay"),
    *("discount_rate", "service_years", "depreciation_years", "real_wage_growth", "real_cost_growth", "population_growth"),
    *("scale_elasticity", "reference_participants", "legacy_systems.*.renewal_year", "legacy_systems.*.replaced"),
)
"""They weigh gains against costs, or move something from one year or payer to another."""
IN_COMPANY = ("legacy_systems.*.weight", "alternatives.*.earliest_year", "exit_lead_years")
"""They cannot move alone: weights share out the whole, and the others bind the years of choice."""


def more_minutes_cost(before: Appraisal) -> np.ndarray:
    """−1 where neither the platform nor the alternative saves time: then all working time that counts is lost."""
    i = before.scenario.inputs
    return np.where((i.extra_minutes >= 0) & (i.alternative.extra_minutes >= 0) & (i.alternative_outside.extra_minutes >= 0), -1.0, np.nan)


def margin_of_gps(before: Appraisal) -> np.ndarray:
    i = before.scenario.inputs
    return np.sign(i.gp_fee - i.gp_service_cost)


def sooner_gps(sign: float) -> Sign:
    """More GPs raise benefits; where they also pay what they cost, more of them sooner is never worse."""
    return lambda before: np.where(margin_of_gps(before) >= 0, sign, np.nan)


def fixed_operation(before: Appraisal) -> np.ndarray:
    """What is fixed weighs less the more people there are to share it, than what follows the people."""
    i, d = before.scenario.inputs, before.drivers
    gain = (costs.agreed_platform_cost(i, d) - costs.existing_capital(i)) * (1.0 - d.sharing * d.steady)
    return np.select([(gain >= 0).all(axis=1, keepdims=True), (gain <= 0).all(axis=1, keepdims=True)], [1.0, -1.0], np.nan)


def stranded_capital(before: Appraisal) -> np.ndarray:
    """One that stays pays for those that leave; one that leaves no later than they do, and all together, pay more of their own."""
    i, d = before.scenario.inputs, before.drivers
    if before.scenario.municipality is None:
        return np.full(1, -1.0)
    leaves_first = d.exit_year <= participation.exit_outside(i)
    return np.select([d.exit_year == np.inf, leaves_first], [1.0, -1.0], np.nan)


def more_participants(before: Appraisal) -> np.ndarray:
    """One under study gains by them where operation costs something; all together have the new ones' own result too."""
    i = before.scenario.inputs
    shares = i.platform_cost >= costs.existing_capital(i)
    return np.where(shares & (before.scenario.municipality is not None), 1.0, np.nan)


def price_a_head(before: Appraisal) -> np.ndarray:
    """It takes away the weight that one-off costs have for the small."""
    small = before.drivers.small_together
    if (small == 1).all():  # the reference municipality, alone
        return np.full(1, np.nan)
    return np.select([(small >= 1).all(axis=2, keepdims=True), (small <= 1).all(axis=2, keepdims=True)], [1.0, -1.0], np.nan)


def longer_transition(before: Appraisal) -> np.ndarray:
    """A loss that dies away slowly is less in the first months, and more in all if there is time for it."""
    return np.where((before.drivers.exit_year >= before.drivers.go_live + 1.0).all(axis=2, keepdims=True), -1.0, np.nan)


DEPENDING: Mapping[str, Sign] = {
    **dict.fromkeys(("users", "fte_per_user", "workdays", "hourly_cost"), more_minutes_cost),
    "gp_offices": margin_of_gps,
    "gp_uptake": sooner_gps(1.0),
    **dict.fromkeys(("gp_start_year", "gp_ramp_years"), sooner_gps(-1.0)),
    "operating_fixed_share": fixed_operation,
    "stranded_share": stranded_capital,
    "participants": more_participants,
    "transition_decay": longer_transition,
    "alternatives.*.per_inhabitant": price_a_head,
}
"""Whose direction hangs on others."""
DIRECTIONS: Mapping[str, Sign] = {
    **{name: lambda _: np.full(1, -1.0) for name in FALLING},
    **{name: lambda _: np.full(1, 1.0) for name in RISING},
    **{name: lambda _: np.full(1, 1.0) for name in WITHOUT_NULL},
    **{name: lambda _: np.full(1, -1.0) for name in WITHOUT_NULL if name.endswith("_years")},
    **DEPENDING,
}
GIVEN: Mapping[str, Mapping[str, float]] = {
    **{name: {"benefits.*.also_in_null": 0.0} for name in WITHOUT_NULL},
    "transition_decay": {"discount_rate": 0.0, "real_wage_growth": 0.0},
    "hourly_cost": {"benefits.message_monitoring.minutes": 0.0, "benefits.double_documentation.minutes": 0.0},
}
"""What is set first: an hour also prices what is saved, and what is lost later may count for less."""


def test_every_number_stands_in_one_list():
    listed = [*DIRECTIONS, *SILENT, *BUDGET_ALONE, *EITHER_WAY, *IN_COMPANY]
    assert sorted(listed) == sorted({over_rows(name) for name in VARIED})


@lru_cache(maxsize=3)
def random_batch(municipality: str | None) -> Scenario:
    return any_batch(base_case(shipped(), municipality), draws_for(municipality, 5 * DRAWS), 4).rows(0, DRAWS)


def moved(name: str, municipality: str | None) -> tuple[Appraisal, Appraisal]:
    """The appraisals before and after the number has grown."""
    start = at_the_edge(name, random_batch(municipality).with_values(GIVEN.get(name, {})))
    return appraise(start), appraise(start.with_values(more_of(name, start)))


@pytest.mark.parametrize("municipality", WHO)
@pytest.mark.parametrize("name", DIRECTIONS)
def test_value_and_budget_have_one_direction(name, municipality):
    before, after = moved(name, municipality)
    sign = DIRECTIONS[name](before)
    for indicator in ("npv", "budget_npv"):
        change = change_of(before, after, indicator)
        wrong = (change * np.where(np.isnan(sign), 0.0, sign) < -SLACK * size_of_flows(before, after)).ravel()
        assert not wrong.any(), f"{name}, {indicator}, in draws {np.flatnonzero(wrong)[:5]}: {change.ravel()[wrong][:5]}"
    share = (np.abs(change_of(before, after, "npv")) > SLACK * size_of_flows(before, after)).mean()
    assert share > 0.02 or np.isnan(sign).all(), f"{name} moves hardly any of the draws: the test says nothing"


def change_of(before: Appraisal, after: Appraisal, indicator: str) -> np.ndarray:
    return getattr(after.indicators, indicator) - getattr(before.indicators, indicator)


def size_of_flows(before: Appraisal, after: Appraisal) -> np.ndarray:
    """What rounding can be held against."""
    return sum(np.abs(item).sum(axis=1, keepdims=True) for result in (before, after) for item in results.line_items(result).values())


@pytest.mark.parametrize("name", SILENT)
def test_what_counts_for_others_moves_no_line_item(name):
    for municipality in WHO:
        before, after = moved(name, municipality)
        for item, flow in results.line_items(before).items():
            assert np.array_equal(flow, results.line_items(after)[item]), item


@pytest.mark.parametrize("name", BUDGET_ALONE)
def test_what_the_budget_feels_moves_no_value(name):
    before, after = moved(name, "Trondheim")
    assert np.array_equal(before.indicators.npv, after.indicators.npv)
    assert (change_of(before, after, "budget_npv") != 0).mean() > 0.5


@pytest.mark.parametrize("name", EITHER_WAY)
def test_what_is_promised_no_direction_goes_either_way(name):
    changes = np.concatenate([change_of(*moved(name, municipality), "npv").ravel() for municipality in WHO])
    assert changes.min() < 0 < changes.max()


def at_the_edge(name: str, start: Scenario) -> Scenario:
    """The same, with the number at its minimum in every fifth draw: formulas have their seams there."""
    edge = np.arange(start.draws) % 5 == 0
    return start.with_values({key: np.where(edge, VARIED[key].minimum, start.values[key].ravel()) for key in keys_of(name)})


def keys_of(name: str) -> list[str]:
    return full_names(name, shipped())


def more_of(name: str, start: Scenario) -> dict[str, np.ndarray]:
    """The number, or the field of each row, moved some way up to its maximum, as far as the others allow."""
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
    return np.minimum(VARIED[key].maximum, 1.0 - other if twin else np.inf)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("municipality", WHO)
def test_one_more_participant_never_raises_the_shared_cost_and_never_lowers_coverage(seed, municipality):
    one = any_batch(base_case(shipped(), municipality), 1, seed)
    one = one if municipality else one.with_values({"exit_year": None})  # else the new ones leave, too
    d = appraise(one.with_values({"participants": np.arange(1.0, 67.0)})).drivers
    assert (np.diff(d.sharing, axis=0) <= 0).all()
    assert (np.diff(d.sharing_capital, axis=0) <= SLACK).all()
    assert (np.diff(d.coverage, axis=0) >= 0).all()
    assert d.coverage[0].sum() < d.coverage[-1].sum()
