"""What must hold whatever the numbers."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import random_values, shipped

from costmodel import appraise, base_case, decide, stack
from costmodel.assumptions.parameters import PARAMETER_UNITS
from costmodel.assumptions.records import Role
from costmodel.model import results
from costmodel.model.line_items import Costs
from costmodel.units import BY_SYMBOL

COSTS = [field.name for field in fields(Costs)]
ROLES = (Role.UNCERTAIN, Role.DECISION, Role.METHOD)
MONEY = [name for name, unit in PARAMETER_UNITS.items() if unit.money]
NAMES = st.sampled_from([item.name for item in shipped().municipalities])
SEEDS = st.integers(0, 2**32 - 1)
EXAMPLES = settings(max_examples=25, deadline=None, derandomize=True)


def one_random(municipality: str | None, seed: int):
    return base_case(shipped(), municipality).with_values(random_values(1, seed, ROLES))


@EXAMPLES
@given(seed=SEEDS, municipality=NAMES, name=st.sampled_from([*MONEY, *(f"benefits.{key}.potential" for key in shipped().benefits)]))
def test_npv_is_affine_in_each_money_amount(seed, municipality, name):
    start = one_random(municipality, seed).with_values({"exit_year": 2031})
    item = shipped().quantities[name]
    amounts = np.linspace(item.minimum, item.maximum, 3)
    npv = appraise(start.with_values({name: amounts})).indicators.npv.ravel()
    assert npv[1] == pytest.approx((npv[0] + npv[2]) / 2, rel=1e-9, abs=1e-9)


@EXAMPLES
@given(seed=SEEDS, municipality=NAMES)
def test_more_participants_never_raise_anyones_charge(seed, municipality):
    values = {**random_values(1, seed, ROLES), "participants": np.arange(1.0, 67.0)}
    values["capital_share"] = np.minimum(values["capital_share"], values["platform_cost"] / 80.0)  # operation is not negative
    batch = base_case(shipped(), municipality).with_values(values)
    charge = results.sum_of_charges(appraise(batch))
    assert (np.diff(charge, axis=0) <= 1e-9 * (1 + np.abs(charge[1:]))).all()


@EXAMPLES
@given(seed=SEEDS, municipality=NAMES)
def test_at_zero_discount_rate_npv_is_the_plain_sum(seed, municipality):
    result = appraise(one_random(municipality, seed).with_values({"discount_rate": 0}))
    assert result.indicators.npv.item() == pytest.approx(result.totals.net_benefit.sum(), rel=1e-9, abs=1e-9)


@EXAMPLES
@given(seed=SEEDS, participants=st.sampled_from([19, 34, 66]))
def test_municipalities_sum_to_all(seed, participants):
    together = one_random(None, seed).with_values({"participants": participants})
    ranked = [name for _, name in sorted(zip(together.region.rank.ravel(), together.region.names, strict=True))]
    alone = [appraise(together.for_municipality(name)).indicators.npv.item() for name in ranked[:participants]]
    assert appraise(together).indicators.npv.item() == pytest.approx(sum(alone), rel=1e-9, abs=1e-9)


@EXAMPLES
@given(seed=SEEDS, municipality=st.one_of(st.none(), NAMES))
def test_no_decision_changes_a_year_before_the_decision_year(seed, municipality):
    base = base_case(shipped(), municipality)
    changed = base.with_values({**random_values(1, seed, (Role.DECISION,)), "exit_year": base.setting("decision_year")})
    both = appraise(stack([base, changed]))
    history = both.drivers.year.ravel() < base.setting("decision_year")
    for name, item in results.line_items(both).items():
        assert (item[0, history] == item[-1, history]).all(), name
    assert history.sum() == 7


@EXAMPLES
@given(seed=SEEDS, later=st.integers(0, 5))
def test_stay_equals_leave_where_the_exit_lies_after_the_service_life(seed, later):
    scenario = one_random("Trondheim", seed)
    end = int(np.ceil(appraise(scenario).drivers.go_live.item() + scenario.values["service_years"].item()))
    decision = decide(scenario.with_values({"exit_year": max(end, 2027) + later}))
    assert decision.difference.item() == 0


@EXAMPLES
@given(seed=SEEDS, municipality=st.one_of(st.none(), NAMES))
def test_totals_add_up_and_are_finite(seed, municipality):
    items = {name: array.ravel() for name, array in results.line_items(appraise(one_random(municipality, seed))).items()}
    assert all(np.isfinite(array).all() for array in items.values())
    costs = sum(items[name] for name in COSTS) - 2 * items["gp_contribution"]
    benefits = sum(array for name, array in items.items() if name.startswith(("benefit_", "avoided_")))
    assert items["total_cost"] == pytest.approx(costs, rel=1e-9, abs=1e-9)
    assert items["net_benefit"] == pytest.approx(benefits - costs, rel=1e-9, abs=1e-9)


def test_a_planned_municipality_that_stays_out_has_no_flows():
    result = decide(base_case(shipped(), "Averøy")).second
    assert all((item == 0).all() for item in results.line_items(result).values())
    assert np.isnan(result.indicators.benefit_cost_ratio).all()


def test_npv_at_the_break_even_minutes_is_zero():
    base = base_case(shipped())
    minutes = appraise(base).indicators.break_even_minutes.item()
    assert appraise(base.with_values({"extra_minutes": -minutes})).indicators.npv.item() == pytest.approx(0, abs=1e-9)


def test_whole_quantities_are_marked_by_their_unit():
    assert {name for name, unit in PARAMETER_UNITS.items() if unit.whole} >= {
        "participants",
        "service_years",
        "introduction_months",
        "workdays",
    }
    assert all(item.unit in BY_SYMBOL for item in shipped().quantities.values())


def test_a_live_one_outside_the_set_leaves_at_the_decision_year_but_its_debt_stays():
    scenario = base_case(shipped(), None).with_participants(["Trondheim", "Averøy"])
    result, row = appraise(scenario), {name: scenario.region.names.index(name) for name in ("Trondheim", "Molde", "Averøy", "Malvik")}
    operating, capital = result.costs.operating_charge[0], result.costs.capital_charge[0]
    from_decision = result.drivers.year.ravel() >= 2027
    assert (operating[from_decision][:8, row["Trondheim"]] > 0).all()
    assert (operating[~from_decision][4:, row["Molde"]] > 0).all()
    assert (operating[from_decision][:, row["Molde"]] == 0).all()
    assert (capital[from_decision][:8, row["Molde"]] > 0).all()
    assert operating[:, row["Averøy"]].sum() > 0
    assert result.totals.total_cost[0, :, row["Malvik"]].sum() == 0
    with_flows = results.drivers(result)["population"][0, 4, 0]
    counted = [item for item in shipped().municipalities if item.status == "live" or item.name == "Averøy"]
    assert with_flows == sum(item.population[2024] for item in counted)


def test_a_planned_member_that_would_leave_at_once_is_not_counted():
    everyone = base_case(shipped(), None).with_values({"participants": 66, "exit_year": 2027})
    live_only = base_case(shipped(), None).with_values({"participants": 19, "exit_year": 2027})
    people = [results.drivers(appraise(scenario))["population"][0, 0, 0] for scenario in (everyone, live_only)]
    assert people[0] == people[1]
    indicators = appraise(everyone).indicators
    live = sum(item.population[2024] for item in shipped().municipalities if item.status == "live")
    assert indicators.npv.item() * 1e6 / indicators.npv_per_inhabitant.item() == pytest.approx(live)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"participants": [1, 2], "gp_uptake": [0.1, 0.2, 0.3]}, "as many draws"),
        ({"gp_uptake": []}, "shape"),
        ({"gp_uptake": [[0.1], [0.2]]}, "shape"),
    ],
)
def test_uneven_batches_are_refused_at_once(values, said):
    with pytest.raises(ValueError, match=said):
        base_case(shipped()).with_values(values)
