"""Everybody's bill, joining and leaving, the price by number, and best responses: exact relations to the engine's answers."""

import numpy as np
import pytest
from support import many, random_values, shipped

from costmodel import Scenario, appraise, base_case
from costmodel.analysis.participation import coalition
from costmodel.analysis.participation.bills import Bills, bills, total
from costmodel.analysis.participation.coalition import (
    appraise_sets,
    best_response,
    gains_of_being_in,
    members_of,
    names_of,
    region_of,
    without_exits,
)
from costmodel.analysis.participation.game import choice_options, effect_of, first_year_with_everybody, gains_of_everybody
from costmodel.analysis.participation.price_curve import by_number, order_of, price_by_share, smallest_number
from costmodel.assumptions.records import Role
from costmodel.model.decision import decide, from_decision
from costmodel.model.discounting import present_value
from costmodel.model.parties.distribution import distribution
from costmodel.model.parties.region import regional_charge

NAMES = [item.name for item in shipped().municipalities]
MOVED = (Role.DECISION, Role.UNCERTAIN)


def random_scenario(seed: int) -> Scenario:
    """Every lever, the alternative, the partners and the participants at random."""
    rng = np.random.default_rng(seed)
    values = {name: column[0] for name, column in random_values(1, seed, MOVED).items() if name != "participants"}
    chosen = [name for name in NAMES if rng.random() < 0.5] or NAMES[:1]
    exits = {"exit_year": 2035.0 + rng.integers(0, 8)} if seed % 3 == 2 else {}
    scenario = base_case(shipped(), None).with_values({**values, **exits}).with_participants(chosen)
    keys = scenario.alternatives
    return scenario.with_alternative(keys[seed % len(keys)]).with_partners(NAMES[:20] if seed % 2 else ())


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


@pytest.mark.parametrize("participants", [1, 5, 36, 66])
def test_an_amount_per_inhabitant_is_over_everyone_whose_money_is_counted(participants):
    """Also those who leave, and the years in which they use what they go over to."""
    result = appraise(base_case(shipped(), None).with_values({"participants": participants}))
    flows = np.abs(present_value(result.totals.net_benefit, result.drivers.discount_factor))[0, 0] > 0
    people = (result.drivers.population_in_reference_year[0, 0] * flows).sum()
    npv, per_head, per_year = (getattr(result.indicators, name).item() for name in ("npv", "npv_per_inhabitant", "annual_per_inhabitant"))
    assert per_head == pytest.approx(npv * 1e6 / people, rel=1e-12)
    assert abs(per_year) < abs(per_head)


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


def decided(scenario: Scenario, name: str) -> tuple[float, float]:
    """Net present value of what the municipality does otherwise, and of being in, as `decide` gives them."""
    one = scenario.for_municipality(name)
    found = decide(one).npv
    return tuple(found[option].item() for option in choice_options(one))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_what_each_gains_is_the_difference_between_its_options(scenario):
    names, gains = region_of(scenario).names, gains_of_being_in(scenario, members_of(scenario)).ravel()
    for at in range(0, len(names), 7):
        otherwise, inside = decided(scenario, names[at])
        assert gains[at] == pytest.approx(inside - otherwise, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("scenario", [item for item in SCENARIOS if np.isinf(item.setting("exit_year")) and not item.together])
def test_what_each_gains_is_the_difference_that_ticking_its_row_makes(scenario):
    now, names = from_decision(scenario), region_of(scenario).names
    inside = sorted(names_of(region_of(scenario), members_of(scenario)))
    gains = gains_of_being_in(scenario, members_of(scenario)).ravel()
    for at in range(0, len(names), 7):
        others = [name for name in inside if name != names[at]]
        ticked = npv_with(now, [*others, names[at]])[at] - npv_with(now, others)[at]
        assert gains[at] == pytest.approx(ticked, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("scenario", SCENARIOS[::3])
def test_what_each_choice_means_for_all_is_its_distribution(scenario):
    found = gains_of_everybody(scenario)
    assert list(found) == NAMES
    own = dict(zip(region_of(scenario).names, gains_of_being_in(scenario, members_of(scenario)).ravel(), strict=True))
    for name in ("Trondheim", "Levanger", "Averøy", "Stjørdal"):
        one = scenario.for_municipality(name)
        columns = distribution(one, *choice_options(one)).present.named()
        assert {party: found[name][party] for party in columns} == {party: item.item() for party, item in columns.items()}
        assert sum(found[name][party] for party in columns if party != "society") == pytest.approx(found[name]["society"], abs=1e-9)
        assert found[name]["municipality"] == pytest.approx(own[name], rel=1e-9, abs=1e-9)


def test_the_base_case_says_what_the_decision_says():
    found = gains_of_everybody(base_case(shipped(), None))
    wanted = {
        "Trondheim": (111.59915815585994, 37.43422318144421, 226.93737494777986, -1.8475031400515978, 419.2172796948224),
        "Averøy": (-25.05137126527251, 2.9049718063668, 12.696897702282259, -0.08350692720647752, -11.815299593069565),
    }
    for name, columns in wanted.items():
        parties = ("municipality", "others", "hospitals", "gps", "society")
        assert [found[name][party] for party in parties] == pytest.approx(columns, rel=1e-9)


@pytest.mark.parametrize("together", [True, False], ids=["together", "one at a time"])
@pytest.mark.parametrize("start", [0.0, 1.0], ids=["nobody", "everybody"])
@pytest.mark.parametrize("seed", range(many(1, 4)))
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
def test_the_effect_of_one_is_its_decision_and_the_difference_of_two_scenarios(scenario, name):
    now, inside = from_decision(scenario), names_of(region_of(scenario), members_of(scenario))
    year = 2034
    effect, at = effect_of(scenario, name, year), region_of(scenario).names.index(name)
    assert effect.is_in == (name in inside)
    assert (effect.own_npv.outside, effect.own_npv.inside) == decided(scenario, name)
    assert effect.gains["municipality"] == pytest.approx(effect.own_npv.change, rel=1e-9, abs=1e-9)
    assert effect.gains["budget"] == pytest.approx(effect.own_budget.change, rel=1e-9, abs=1e-9)
    if scenario.setting("exit_year") < np.inf:
        return  # where all participants are appraised together they all leave then
    sides = {"inside": [*sorted(inside - {name}), name], "outside": sorted(inside - {name})}
    for side, names in sides.items():
        charge = bills(appraise(now.with_participants(names))).charge_in(year).ravel()
        assert getattr(effect.own_charge, side) == pytest.approx(charge[at], rel=1e-12)
        assert getattr(effect.others_charge, side) == pytest.approx(np.delete(charge, at).sum(), rel=1e-12, abs=1e-12)
    if np.isfinite(effect.marginal_price):
        people = everybodys(now.with_participants(sides["inside"])).in_use_in(year)[0, 0, at]
        extra = effect.own_charge.change + effect.others_charge.change
        assert effect.marginal_price == pytest.approx(extra * 1e6 / people, rel=1e-9)


@pytest.mark.parametrize("name", ["Trondheim", "Levanger", "Averøy"])
def test_all_charges_with_it_in_or_out_are_the_charge_of_the_region(name):
    scenario = base_case(shipped(), None)
    effect, inside = effect_of(scenario, name, 2031), names_of(region_of(scenario), members_of(scenario))
    years = list(range(2027, 2044))
    for side, names in {"inside": inside | {name}, "outside": inside - {name}}.items():
        region = regional_charge(from_decision(scenario).with_participants(sorted(names)))
        parts = [getattr(part, side) for part in (effect.own_charge, effect.others_charge, effect.hospitals_charge)]
        assert sum(parts) == pytest.approx(region.total[0, years.index(2031), 0], rel=1e-12)


def test_joining_lowers_the_others_bill_and_the_hospitals():
    effect = effect_of(base_case(shipped(), None), "Averøy", 2029)
    assert not effect.is_in
    assert (effect.other, effect.out_from) == ("stay_out", None)
    assert effect.others_charge.change < 0 < effect.gains["others"]
    assert effect.hospitals_charge.change < 0 < effect.gains["hospitals"]
    assert effect.marginal_price < effect.average_price.inside < effect.average_price.outside


def test_leaving_decides_nothing_before_it_can_be_done():
    scenario = base_case(shipped(), None)
    before, after = (effect_of(scenario, "Trondheim", year) for year in (2028, 2029))
    assert (before.other, before.out_from) == ("leave_market_system", 2029)
    assert before.own_charge.change == before.others_charge.change == 0
    assert np.isnan(before.marginal_price)
    assert before.own_price > after.marginal_price > 0
    curve = by_number(scenario, "Trondheim", 2028)
    assert np.isnan(curve.marginal[1:19]).all()


def test_leaving_is_to_the_alternative_of_the_run_and_in_the_year_chosen():
    scenario = base_case(shipped(), None).with_alternative("renewed_old_systems").with_values({"exit_year": 2032})
    effect = effect_of(scenario, "Trondheim", 2032)
    assert (effect.other, effect.out_from) == ("leave_renewed_old_systems", 2032)
    assert effect.own_npv.outside == decide(scenario.for_municipality("Trondheim")).npv["leave_renewed_old_systems"].item()


def test_a_year_outside_the_appraisal_has_no_price():
    effect = effect_of(base_case(shipped(), None), "Averøy", 1999)
    assert np.isnan([effect.marginal_price, effect.own_price, effect.average_price.inside, effect.hospitals_charge.inside]).all()


@pytest.mark.parametrize("values", [{}, {"hospital_share": 0.6, "stranded_share": 0.5, "gp_uptake": 0.5, "exit_year": 2033}])
@pytest.mark.parametrize("name", ["Trondheim", "Averøy"])
def test_each_number_of_participants_is_a_scenario_of_its_own(values, name):
    scenario = base_case(shipped(), None).with_values(values)
    curve, region = by_number(scenario, name, 2030), region_of(scenario)
    now, at = from_decision(without_exits(scenario)), region.names.index(name)
    assert curve.last_in[0] == name
    assert sorted(curve.last_in) == sorted(NAMES)
    for number in (1, 2, 19, 66):
        inside = list(curve.last_in[:number])
        among = scenario.with_participants(inside)
        assert curve.npv[number - 1] == appraise(among.for_municipality(name)).indicators.npv.item()
        otherwise, own = decided(among, name)
        assert curve.gain[number - 1] == own - otherwise
        rows = everybodys(now.with_participants(inside))
        price = rows.charge_in(2030)[0, 0, at] * 1e6 / rows.in_use_in(2030)[0, 0, at]
        assert curve.price[number - 1] == pytest.approx(price, rel=1e-12)
        before = everybodys(now.with_participants(list(curve.last_in[: number - 1])))
        extra = total(rows.charge_in(2030)).item() - total(before.charge_in(2030)).item()
        people = rows.in_use_in(2030).ravel()[region.names.index(curve.last_in[number - 1])]
        assert curve.marginal[number - 1] == pytest.approx(extra * 1e6 / people, rel=1e-9)


def test_the_smallest_number_at_which_it_breaks_even():
    scenario = base_case(shipped(), None).with_values({"alternatives.market_system.operating_cost": 20})
    curve = by_number(scenario, "Trondheim", 2029)
    number = smallest_number(curve.gain)
    assert number is not None and number > 1
    assert curve.gain[number - 1] >= 0 > curve.gain[number - 2]
    assert smallest_number(curve.npv) is None
    assert smallest_number([float("nan"), -1.0]) is None


def test_the_price_bends_with_the_common_share_and_is_flat_without_one():
    scenario = base_case(shipped(), None)
    found = price_by_share(scenario, "Averøy", 2029, (0.0, 0.5, 1.0))
    assert max(found[0.0]) == pytest.approx(min(found[0.0]), rel=1e-12)
    assert all(later < earlier for earlier, later in zip(found[1.0], found[1.0][1:], strict=False))
    assert found[1.0][0] - found[1.0][-1] > found[0.5][0] - found[0.5][-1] > 0
    own = scenario.with_values({"operating_fixed_share": 1.0})
    assert found[1.0] == by_number(own, "Averøy", 2029).price


def test_the_order_is_that_of_the_rollout_plan():
    region = region_of(base_case(shipped(), None))
    ranks = region.rank.ravel()[order_of(region, "Orkland")]
    assert (np.diff(ranks[1:]) > 0).all()


def test_the_first_year_with_everybody_waits_for_the_last():
    scenario = base_case(shipped(), None)
    assert first_year_with_everybody(scenario) == 2029
    assert first_year_with_everybody(scenario.with_values({"rollout_delay": 2})) == 2031
