"""What must hold whatever the numbers: sums, history, who pays for whom, exits that come too late."""

import numpy as np
import pytest
from support import many, random_values, shipped
from support.batches import VARIED, WHO
from support.plain import NAMES, any_of_one, any_scenario, first_exit
from support.soundness import SLACK

from costmodel import appraise, base_case, decide, stack
from costmodel.assumptions.parameters import PARAMETER_UNITS
from costmodel.assumptions.records import Role
from costmodel.model import results
from costmodel.model.costs import existing_capital
from costmodel.model.parties import gps
from costmodel.model.parties.distribution import distribution_of
from costmodel.model.studied import studied_of
from costmodel.units import BY_SYMBOL

ROLES = (Role.UNCERTAIN, Role.DECISION, Role.METHOD)
SEEDS = range(many(8, 120))


def one_random(municipality, seed):
    return base_case(shipped(), municipality).with_values(random_values(1, seed, ROLES))


@pytest.mark.parametrize("seed", SEEDS)
def test_more_participants_never_raise_anyones_charge(seed):
    base = any_of_one(seed)
    cost = base.values["platform_cost"] / base.values["published_platform_cost"]  # operation is not negative
    charge = base.with_values(
        {"participants": np.arange(1.0, 67.0), "capital_share": np.minimum(base.values["capital_share"], cost).item()}
    )
    result = appraise(charge)
    assert (existing_capital(charge.inputs) <= charge.inputs.platform_cost + SLACK).all()
    for name in ("operating_charge", "new_capital_charge", "capital_charge"):
        flow = getattr(result.costs, name) * np.ones((66, 1, 1))
        assert (np.diff(flow, axis=0) <= SLACK * (1 + np.abs(flow[1:]))).all(), name


@pytest.mark.parametrize("municipality", [*WHO, "Levanger"])
def test_who_joins_relieves_nobody_of_capital(municipality):
    """While nobody leaves, what each pays of the capital does not hang on who takes part."""
    base = base_case(shipped(), municipality).with_values({"stranded_share": 0.3})
    everyone, *others = [base.with_values({"participants": number}) for number in (66, 19, 40)]
    row = slice(None) if municipality else base.region.row("Trondheim")
    wanted = appraise(everyone).costs.capital_charge[:, :, row]
    for scenario in [*others, base.with_participants([*(item.name for item in shipped().municipalities if item.status == "live"), "Leka"])]:
        found = appraise(scenario)
        assert (found.drivers.sharing_capital == 1.0).all()
        both = min(wanted.shape[1], found.drivers.year.size)
        assert np.array_equal(found.costs.capital_charge[:, :both, row], wanted[:, :both])


@pytest.mark.parametrize("seed", SEEDS)
def test_at_zero_discount_rate_npv_is_the_plain_sum(seed):
    result = appraise(any_scenario(seed).with_values({"discount_rate": 0}))
    for indicator, flow in (("npv", "net_benefit"), ("budget_npv", "net_budget_effect")):
        total = getattr(result.totals, flow).sum()
        assert getattr(result.indicators, indicator).item() == pytest.approx(total, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_municipalities_sum_to_all(seed):
    """Each alone has the line items that it has among all; with exits as well, where nobody leaves capital behind."""
    together = one_random(None, seed).with_values({"participants": [10, 19, 34, 66][seed % 4]})
    if seed % 3 == 0:
        together = together.with_values({"stranded_share": 1, "exit_year": 2030 + seed % 7, "alternative_year": 2029 + seed % 5})
    if seed % 5 == 0:
        together = together.with_participants([str(name) for name in np.random.default_rng(seed).choice(NAMES, 12, replace=False)])
    whole, names = appraise(together), together.region.names
    members = together.participant_set or {
        name for name, rank in zip(names, together.region.rank.ravel(), strict=True) if rank <= together.values["participants"].item()
    }
    for name in members:
        alone = results.flows(appraise(together.for_municipality(name)))
        for item, flow in results.flows(whole).items():
            own, years = flow[0, :, names.index(name)], alone[item].shape[1]
            np.testing.assert_allclose(own[:years], alone[item][0, :, 0], rtol=1e-9, atol=1e-9, err_msg=f"{name}: {item}")
            assert not own[years:].any()
    flows = results.line_items(whole)
    for item, flow in results.flows(whole).items():
        assert np.array_equal(flows[item], flow.sum(axis=2, keepdims=True))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_decision_changes_a_year_before_the_decision_year(seed):
    base = base_case(shipped(), WHO[seed % 3])
    choices = {**random_values(1, seed, (Role.DECISION,)), "unplanned_investment": 100, "exit_year": 2029, "alternative_year": 2029}
    changed = base.with_values(choices).with_alternative(base.alternatives[seed % 2])
    if seed % 4 == 0:
        changed = changed.with_participants([str(name) for name in np.random.default_rng(seed).choice(NAMES, 12, replace=False)])
    before, after = appraise(base), appraise(changed)
    history = int(base.setting("decision_year") - base.setting("start_year"))
    for name, item in results.line_items(before).items():
        later = results.line_items(after)[name] - np.zeros((1, after.drivers.year.size, 1))
        assert np.array_equal((item - np.zeros((1, before.drivers.year.size, 1)))[:, :history], later[:, :history]), name
    assert history == 7


@pytest.mark.parametrize("seed", SEEDS)
def test_an_exit_at_or_after_the_end_of_service_is_none(seed):
    scenario = any_scenario(seed).with_values({"exit_year": None})
    end = max(int(np.ceil(appraise(scenario).drivers.service_end.max())), first_exit(scenario))
    result = appraise(stack([scenario, *(scenario.with_values({"exit_year": year}) for year in range(end, end + 4))]))
    for name, item in {**results.line_items(result), **results.drivers(result), **results.indicators(result)}.items():
        assert np.array_equal(item, np.broadcast_to(item[:1], item.shape), equal_nan=True), name


@pytest.mark.parametrize("seed", SEEDS)
def test_to_leave_or_take_after_the_end_of_service_changes_nothing_for_anyone(seed):
    scenario = any_of_one(seed).with_values({"service_years": 5 + seed % 8, "exit_year": None, "alternative_year": None})
    end = int(np.ceil(next(reversed(decide(scenario).all.values())).drivers.service_end.item()))
    year = max(end, first_exit(scenario)) + seed % 3
    decision = decide(scenario.with_values({"exit_year": year, "alternative_year": year}))
    same = "stay" if "stay" in decision.options else "stay_out"
    for name in decision.all:
        if name not in (same, "join"):
            assert decision.difference(same, name).item() == 0
            assert not any(column.any() for column in distribution_of(decision, same, name).yearly.named().values())


@pytest.mark.parametrize("seed", SEEDS)
def test_before_its_exit_a_leaver_changes_nothing_for_others(seed):
    decision = decide(any_of_one(seed))
    first, *rest = decision.all
    for name in rest if first == "stay" else ():
        found = distribution_of(decision, first, name)
        before = found.second.drivers.year.ravel() < found.second.drivers.exit_year.item()
        for party in ("others", "hospitals", "gps"):
            assert not getattr(found.yearly, party)[:, before].any(), party


@pytest.mark.parametrize("name", ["Trondheim", "Averøy", "Levanger"])
def test_npv_of_every_option_is_zero_at_its_break_even_minutes(name):
    base = base_case(shipped(), name)
    for option, result in decide(base).all.items():
        minutes = result.indicators.break_even_minutes.item()
        if option != "stay_out":
            changes = {key: base.values[key].item() - minutes for key in VARIED if key.endswith("extra_minutes")}
            assert decide(base.with_values(changes)).npv[option].item() == pytest.approx(0, abs=1e-9)


def test_offices_that_use_the_platform_in_the_first_year_of_an_appraisal_change_over_in_it():
    """Also where they have had it for some years: what was before the appraisal is not in it."""
    scenario = base_case(shipped()).with_values({"start_year": 2031, "gp_uptake": 0.5})
    i, d = scenario.inputs, appraise(scenario).drivers
    found = gps.own_net(i, studied_of(scenario, i), d).ravel()
    offices = (i.gp_offices * d.share_of_region * d.gp_share * d.live).ravel()
    gained = offices * gps.yearly_net(i).item() / 1e6
    assert found[0] == pytest.approx(gained[0] - offices[0] * i.gp_switch_cost.item() / 1e6)
    assert found[1] == pytest.approx(gained[1] - (offices[1] - offices[0]) * i.gp_switch_cost.item() / 1e6, rel=0.02)
    assert found[0] < found[2]


def test_a_planned_municipality_that_stays_out_has_no_flows():
    result = decide(base_case(shipped(), "Averøy")).options["stay_out"]
    assert all((item == 0).all() for item in results.line_items(result).values())
    assert np.isnan(result.indicators.benefit_cost_ratio).all()


def test_whole_quantities_are_marked_by_their_unit():
    assert {name for name, unit in PARAMETER_UNITS.items() if unit.whole} >= {
        "participants",
        "service_years",
        "introduction_months",
        "workdays",
    }
    assert all(item.unit in BY_SYMBOL for item in shipped().quantities.values())


@pytest.mark.parametrize(("key", "exit_year"), [("market_system", 2029), ("national_record", 2032)])
def test_a_live_one_outside_the_set_leaves_when_it_can_but_its_debt_stays(key, exit_year):
    scenario = base_case(shipped(), None).with_participants(["Trondheim", "Averøy"]).with_alternative(key)
    result, row = appraise(scenario), {name: scenario.region.names.index(name) for name in ("Trondheim", "Molde", "Averøy", "Malvik")}
    operating, capital, alternative = (
        getattr(result.costs, name)[0] for name in ("operating_charge", "capital_charge", "alternative_operation")
    )
    after = result.drivers.year.ravel() >= exit_year
    assert (operating[after][:5, row["Trondheim"]] > 0).all()
    assert (operating[~after][4:, row["Molde"]] > 0).all()
    assert (operating[after][:, row["Molde"]] == 0).all()
    assert (capital[after][:5, row["Molde"]] > 0).all()
    assert (alternative[after][:5, row["Molde"]] > 0).all() and not alternative[:, row["Trondheim"]].any()
    assert operating[:, row["Averøy"]].sum() > 0
    assert result.totals.total_cost[0, :, row["Malvik"]].sum() == 0
    with_flows = results.drivers(result)["population"][0, 4, 0]
    counted = [item for item in shipped().municipalities if item.status == "live" or item.name == "Averøy"]
    assert with_flows == sum(item.population[2024] for item in counted)


def test_a_member_that_would_leave_before_it_begins_counts_as_people_and_takes_the_alternative_in_its_year():
    late = {"participants": 66, "rollout_delay": 5, "exit_year": 2029}
    everyone = base_case(shipped(), None).with_values(late)
    row = everyone.region.row("Averøy")
    without, taking = (appraise(item) for item in (everyone, everyone.with_values({"alternative_year": 2031})))
    assert not any(item[:, :, row].any() for item in results.flows(without).values())
    assert taking.costs.alternative_operation[0, :, row].sum() > 0
    assert not taking.costs.operating_charge[0, :, row].any() and not taking.costs.capital_charge[0, :, row].any()
    people = results.drivers(without)["population"][0, 4, 0]
    assert people == sum(item.population[2024] for item in shipped().municipalities)


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
