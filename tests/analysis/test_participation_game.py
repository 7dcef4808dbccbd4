"""Everybody's bill, joining and leaving, the price by number, and best responses: exact relations to the engine's answers."""

import numpy as np
import pytest
from support import random_values, shipped

from costmodel import Scenario, appraise, base_case
from costmodel.analysis.participation import coalition
from costmodel.analysis.participation.bills import Bills, bills, total
from costmodel.analysis.participation.coalition import (
    appraise_sets,
    best_response,
    from_decision,
    gains_of_being_in,
    members_of,
    names_of,
    region_of,
)
from costmodel.analysis.participation.game import effect_of, first_year_with_everybody
from costmodel.analysis.participation.price_curve import by_number, order_of, price_by_share, smallest_number
from costmodel.assumptions.records import Role
from costmodel.model.discounting import present_value

NAMES = [item.name for item in shipped().municipalities]
MOVED = (Role.DECISION, Role.UNCERTAIN)


def random_scenario(seed: int) -> Scenario:
    """Every lever and the participants at random."""
    rng = np.random.default_rng(seed)
    values = {name: column[0] for name, column in random_values(1, seed, MOVED).items() if name != "participants"}
    chosen = [name for name in NAMES if rng.random() < 0.5] or NAMES[:1]
    exits = {"exit_year": 2027.0 + rng.integers(0, 12)} if seed % 3 == 2 else {}
    return base_case(shipped(), None).with_values({**values, **exits}).with_participants(chosen)


SCENARIOS = [base_case(shipped(), None), base_case(shipped(), None).with_values({"participants": 66}), *map(random_scenario, range(8))]


def everybodys(scenario: Scenario) -> Bills:
    return bills(appraise(scenario))


def npv_with(scenario: Scenario, names: list[str]) -> np.ndarray:
    """Net present value of every municipality, in the engine's order, for the participants named."""
    return everybodys(scenario.with_participants(names)).npv.ravel()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_rows_add_up_to_all_participants_to_the_last_bit(scenario):
    for frame in (scenario, from_decision(scenario)):
        result = appraise(frame)
        rows = bills(result)
        assert total(rows.npv) == result.indicators.npv
        assert np.array(rows.npv.ravel().tolist()).sum() == result.indicators.npv.item()
        everybody = rows.everybody
        assert everybody.total(rows.npv) == result.indicators.npv
        for name in ("npv_per_inhabitant", "annual_per_inhabitant", "break_even_minutes"):
            np.testing.assert_array_equal(getattr(everybody, name), getattr(result.indicators, name))


@pytest.mark.parametrize("scenario", SCENARIOS[:4])
def test_groups_add_up_to_everybody(scenario):
    rows = everybodys(scenario)
    for field in ("county", "wave"):
        kinds = {getattr(item, field) for item in shipped().municipalities}
        groups = [rows.group(item.name for item in shipped().municipalities if getattr(item, field) == kind) for kind in kinds]
        assert sum(group.total(rows.npv).item() for group in groups) == pytest.approx(total(rows.npv).item(), rel=1e-12)
        assert sum(group.weight.sum() for group in groups) == len(NAMES)


def test_who_stays_out_has_no_flow_and_who_leaves_pays_on():
    rows = everybodys(base_case(shipped(), None).with_participants(["Trondheim"]))
    by_name = dict(zip(rows.names, zip(rows.takes_part.ravel(), rows.inhabitants.ravel(), rows.npv.ravel(), strict=True), strict=True))
    assert by_name["Averøy"] == (0.0, 0.0, 0.0)
    assert by_name["Trondheim"][0] == 1.0
    at = rows.names.index("Molde")
    assert rows.takes_part[0, 0, at] == 0.0
    assert rows.charge_in(2029)[0, 0, at] > 0
    assert rows.in_use_in(2029)[0, 0, at] == 0
    assert not rows.charge_in(1999).any()


@pytest.mark.parametrize("scenario", SCENARIOS[2:6])
def test_a_set_in_a_batch_answers_as_the_scenario_with_those_participants(scenario):
    region, rng = region_of(scenario), np.random.default_rng(7)
    sets = (rng.random((5, 1, len(NAMES))) < np.array([0.0, 0.2, 0.5, 0.9, 1.0]).reshape(-1, 1, 1)).astype(float)
    result = appraise_sets(scenario, sets)
    npv = present_value(result.totals.net_benefit, result.drivers.discount_factor)
    for draw, members in enumerate(sets):
        names = [name for name, member in zip(region.names, members[0], strict=True) if member]
        assert (npv[draw].ravel() == npv_with(scenario, names)).all()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_what_each_gains_is_the_difference_that_ticking_its_row_makes(scenario):
    now, names = from_decision(scenario), region_of(scenario).names
    inside = sorted(names_of(region_of(scenario), members_of(scenario)))
    gains = gains_of_being_in(scenario, members_of(scenario)).ravel()
    for at in range(0, len(names), 7):
        others = [name for name in inside if name != names[at]]
        assert gains[at] == npv_with(now, [*others, names[at]])[at] - npv_with(now, others)[at]


@pytest.mark.parametrize("together", [True, False], ids=["together", "one at a time"])
@pytest.mark.parametrize("start", [0.0, 1.0], ids=["nobody", "everybody"])
@pytest.mark.parametrize("seed", range(4))
def test_best_responses_end_where_nobody_wants_to_move(seed, start, together):
    scenario = random_scenario(seed)
    path = best_response(scenario, np.full_like(members_of(scenario), start), together=together)
    assert path.returns_to is None
    rows = np.array([name in path.members for name in region_of(scenario).names])
    gains = gains_of_being_in(scenario, rows.astype(float).reshape(1, 1, -1)).ravel()
    assert (gains[rows] >= -coalition.INDIFFERENT).all()
    assert (gains[~rows] <= coalition.INDIFFERENT).all()
    assert all(gain > 0 for step in path.steps for gain in step.gains)
    assert all(together or len(step.names) == 1 for step in path.steps)
    if path.steps:
        assert path.steps[-1].participants == len(path.members)


def test_the_base_case_rests_and_comes_back_from_either_end():
    scenario = base_case(shipped(), None)
    members = members_of(scenario)
    assert best_response(scenario, members, together=False).steps == ()
    for start in (np.zeros_like(members), np.ones_like(members)):
        for together in (True, False):
            assert best_response(scenario, start, together=together).members == names_of(region_of(scenario), members)


def test_a_circle_is_found_and_said(monkeypatch):
    """Two that chase each other: the first wants to do as the second does, the second the opposite."""

    def chase(_scenario, members):
        gains = np.where(members == 1.0, 1.0, -1.0)
        gains[0, 0, 0] = 1.0 if members[0, 0, 1] else -1.0
        gains[0, 0, 1] = -1.0 if members[0, 0, 0] else 1.0
        return gains

    monkeypatch.setattr(coalition, "gains_of_being_in", chase)
    start = np.zeros_like(members_of(base_case(shipped(), None)))
    for together in (True, False):
        path = best_response(base_case(shipped(), None), start, together=together)
        assert path.returns_to == 0
        assert [step.participants for step in path.steps] == [1, 2, 1, 0]


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("name", ["Trondheim", "Averøy", "Orkland"])
def test_the_effect_of_one_is_the_difference_of_two_scenarios(scenario, name):
    now, inside = from_decision(scenario), names_of(region_of(scenario), members_of(scenario))
    effect, at = effect_of(scenario, name, 2029), region_of(scenario).names.index(name)
    assert effect.is_in == (name in inside)
    sides = {"inside": [*sorted(inside - {name}), name], "outside": sorted(inside - {name})}
    for side, names in sides.items():
        result = appraise(now.with_participants(names))
        rows = bills(result)
        charge = rows.charge_in(2029).ravel()
        assert getattr(effect.own_npv, side) == rows.npv[0, 0, at]
        assert getattr(effect.others_npv, side) == pytest.approx(np.delete(rows.npv.ravel(), at).sum(), rel=1e-12, abs=1e-9)
        assert getattr(effect.own_charge, side) == charge[at]
        assert getattr(effect.others_charge, side) == pytest.approx(np.delete(charge, at).sum(), rel=1e-12, abs=1e-12)
    if np.isfinite(effect.marginal_price):
        people = everybodys(now.with_participants(sides["inside"])).in_use_in(2029)[0, 0, at]
        extra = effect.own_charge.change + effect.others_charge.change
        assert effect.marginal_price == pytest.approx(extra * 1e6 / people, rel=1e-9)


def test_joining_lowers_the_others_bill_and_the_hospitals_share():
    effect = effect_of(base_case(shipped(), None), "Averøy", 2029)
    assert not effect.is_in
    assert effect.others_charge.change < 0 < effect.others_npv.change
    assert effect.hospital_share.inside < effect.hospital_share.outside == 0.79
    assert effect.marginal_price < effect.average_price.inside < effect.average_price.outside


def test_a_year_outside_the_appraisal_has_no_price():
    effect = effect_of(base_case(shipped(), None), "Averøy", 1999)
    assert np.isnan([effect.marginal_price, effect.average_price.inside, effect.hospital_share.inside]).all()


@pytest.mark.parametrize("values", [{}, {"hospital_share": 0.6, "capital_fixed_share": 0.85, "gp_uptake": 0.5, "exit_year": 2033}])
@pytest.mark.parametrize("name", ["Trondheim", "Averøy"])
def test_each_number_of_participants_is_a_scenario_of_its_own(values, name):
    scenario = base_case(shipped(), None).with_values(values)
    curve, region = by_number(scenario, name, 2030), region_of(scenario)
    now, at = from_decision(scenario), region.names.index(name)
    assert curve.last_in[0] == name
    assert sorted(curve.last_in) == sorted(NAMES)
    for number in (1, 2, 19, 66):
        inside, others = list(curve.last_in[:number]), list(curve.last_in[1:number])
        assert curve.npv[number - 1] == npv_with(scenario, inside)[at]
        assert curve.gain[number - 1] == npv_with(now, inside)[at] - npv_with(now, others)[at]
        rows = everybodys(now.with_participants(inside))
        price = rows.charge_in(2030)[0, 0, at] * 1e6 / rows.in_use_in(2030)[0, 0, at]
        assert curve.price[number - 1] == price
        before = everybodys(now.with_participants(list(curve.last_in[: number - 1])))
        extra = total(rows.charge_in(2030)).item() - total(before.charge_in(2030)).item()
        people = rows.in_use_in(2030).ravel()[region.names.index(curve.last_in[number - 1])]
        assert curve.marginal[number - 1] == pytest.approx(extra * 1e6 / people, rel=1e-9)


def test_the_smallest_number_at_which_it_breaks_even():
    curve = by_number(base_case(shipped(), None), "Trondheim", 2029)
    number = smallest_number(curve.gain)
    assert number == 8
    assert curve.gain[number - 1] >= 0 > curve.gain[number - 2]
    assert smallest_number(curve.npv) is None
    assert smallest_number([float("nan"), -1.0]) is None


def test_the_price_bends_with_the_common_share_and_is_flat_without_one():
    scenario = base_case(shipped(), None)
    found = price_by_share(scenario, "Averøy", 2029, (0.0, 0.5, 1.0))
    assert max(found[0.0]) == min(found[0.0])
    assert all(later < earlier for earlier, later in zip(found[1.0], found[1.0][1:], strict=False))
    assert found[1.0][0] - found[1.0][-1] > found[0.5][0] - found[0.5][-1] > 0
    own = scenario.with_values({"operating_fixed_share": 1.0, "capital_fixed_share": 1.0})
    assert found[1.0] == by_number(own, "Averøy", 2029).price


def test_the_order_is_that_of_the_rollout_plan():
    region = region_of(base_case(shipped(), None))
    ranks = region.rank.ravel()[order_of(region, "Orkland")]
    assert (np.diff(ranks[1:]) > 0).all()


def test_the_first_year_with_everybody_waits_for_the_last():
    scenario = base_case(shipped(), None)
    assert first_year_with_everybody(scenario) == 2029
    assert first_year_with_everybody(scenario.with_values({"rollout_delay": 2})) == 2031
