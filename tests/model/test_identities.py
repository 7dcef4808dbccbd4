"""Who pays, on the engine: what one does not pay others do, columns add up, the short way to the others gives what the long one does."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from support import many
from support.plain import NAMES, any_of_one, any_scenario

from costmodel import Appraisal, Scenario, decide
from costmodel.assumptions.parameters import Inputs
from costmodel.axes import YEAR
from costmodel.model import costs, participation, results
from costmodel.model import studied as studying
from costmodel.model.appraisal import appraise, appraise_studied
from costmodel.model.decision import JOIN, STAY, Decision
from costmodel.model.derivation import census_of, frame_of, platform_of
from costmodel.model.discounting import present_value
from costmodel.model.drivers import Census, Platform
from costmodel.model.participation import hospital_weight
from costmodel.model.parties import hospitals
from costmodel.model.parties.distribution import PARTIES, distribution_of, others_together
from costmodel.model.parties.others import covered_benefit

SEEDS = range(many(20, 500))
CHARGES = ("operating_charge", "new_capital_charge", "capital_charge")


@dataclass(frozen=True)
class Seen:
    """An option, with the full appraisal of all other participants."""

    name: str
    own: Appraisal
    around: Appraisal
    census: Census
    platform: Platform

    @property
    def years(self) -> int:
        """Years of the studied one or of the others, whichever has fewer."""
        return min(self.own.drivers.year.size, self.around.drivers.year.size)

    def flow(self, name: str) -> np.ndarray:
        """A line item of the others together in the years of the studied one; 0 after the last of theirs."""
        total = results.line_items(self.around)[name] - np.zeros((1, self.around.drivers.year.size, 1))
        wanted = self.own.drivers.year.size
        longer = np.concatenate([total, np.zeros((total.shape[0], max(wanted - total.shape[1], 0), 1))], axis=YEAR)
        return longer[:, :wanted]


def scenario_of(seed: int) -> Scenario:
    """A random scenario of one municipality; in every other one another number of participants is the reference."""
    scenario = any_of_one(seed)
    return scenario if seed % 2 else scenario.with_values({"reference_participants": float(np.random.default_rng(seed).integers(1, 67))})


def seen_of(name: str, own: Appraisal) -> Seen:
    option, i = own.scenario, inputs_of_others(own.scenario)
    around = studying.others(option, i, stays=float(name in (STAY, JOIN)))
    census = census_of(i, around.region, own.drivers.year)
    platform = platform_of(i, around, census, own.drivers.year)
    return Seen(name, own, appraise_studied(option, i, around, frame_of(i, around)), census, platform)


def inputs_of_others(option: Scenario) -> Inputs:
    """Live ones outside the set leave to the run's alternative, whichever the studied one chooses."""
    return replace(option.inputs, alternative=option.inputs.alternative_outside)


def all_seen(decision: Decision) -> list[Seen]:
    return [seen_of(name, own) for name, own in decision.all.items()]


def in_service(seen: Seen) -> np.ndarray:
    """Years in which the reference participants, the studied one and all others with flows are in service to their end."""
    i, region = seen.own.scenario.inputs, seen.around.scenario.region
    counted = (seen.around.drivers.exit_year > -np.inf) | (participation.first_ranks(region, i.reference_participants) == 1.0)
    ends = np.where(counted, seen.around.drivers.service_end, np.inf).min()
    return seen.own.drivers.year.ravel() + 1.0 <= min(ends, seen.own.drivers.service_end.min())


def charges_of_hospitals(seen: Seen) -> dict[str, np.ndarray]:
    i, d, region = seen.own.scenario.inputs, seen.own.drivers, seen.around.scenario.region
    total = hospitals.charge(i, seen.census, region, seen.platform, d)
    operating = hospitals.operation(i, seen.census, region, seen.platform, d)
    used = hospitals.reference_in_use(seen.census, region, seen.platform)
    new = hospital_weight(i) * costs.new_capital_price(i, d, seen.platform) * used
    return {"operating_charge": operating, "new_capital_charge": new, "capital_charge": total - operating - new}


def paid_by_all(seen: Seen, name: str) -> np.ndarray:
    """What the municipality, the others and the hospitals pay of a charge, by draw and year."""
    return (results.line_items(seen.own)[name] + seen.flow(name) + charges_of_hospitals(seen)[name])[:, :, 0]


def assert_same_in_all(amounts: list[np.ndarray], where: np.ndarray, size: np.ndarray) -> None:
    first, *rest = amounts
    for other in rest:
        assert (np.abs(other - first)[:, where] <= 1e-10 * (1 + np.abs(size))[:, where]).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_fixed_of_operation_is_paid_whoever_leaves(seed):
    """The first draw is the scenario, the second has nothing fixed: what is left of the first is the fixed part."""
    scenario = scenario_of(seed)
    f = scenario.values["operating_fixed_share"].item()
    seen = all_seen(decide(scenario.with_values({"operating_fixed_share": [f, 0.0]})))
    paid = [paid_by_all(item, "operating_charge") for item in seen]
    assert_same_in_all([amount[:1] - (1.0 - f) * amount[1:] for amount in paid], in_service(seen[0]), paid[0][:1])


@pytest.mark.parametrize("seed", SEEDS)
def test_new_capital_is_paid_whoever_leaves(seed):
    seen = all_seen(decide(scenario_of(seed)))
    paid = [paid_by_all(item, "new_capital_charge") for item in seen]
    assert_same_in_all(paid, in_service(seen[0]), paid[0])


def own_entry(seen: Seen) -> np.ndarray:
    """The capital that the municipality brings by beginning: more is then owed in all, and no more than that is paid."""
    d = seen.own.drivers
    return (costs.existing_capital(seen.own.scenario.inputs) * d.ref_scale * d.owed * d.has_begun)[:, :, 0]


@pytest.mark.parametrize("seed", SEEDS)
def test_existing_capital_is_paid_whoever_leaves(seed):
    """In every year, for any stranded share (of nothing at all, where somebody else carries some)."""
    scenario = scenario_of(seed)
    shares = [scenario.values["stranded_share"].item(), 0.0, 1.0]
    seen = all_seen(decide(scenario.with_values({"stranded_share": shares})))
    carried = np.logical_and.reduce([(item.platform.owing_and_in + item.platform.owing_ref > 0)[0, :, 0] for item in seen])
    paid = [paid_by_all(item, "capital_charge") - own_entry(item) for item in seen]
    assert_same_in_all(paid, carried, paid[0] + own_entry(seen[0]))


@pytest.mark.parametrize("seed", SEEDS)
def test_the_region_is_paid_the_same_whoever_takes_part(seed):
    """All participants: fixed operation and new capital are a sum that does not hang on who they are, while all are in service."""
    wide = any_scenario(seed).for_municipality(None).with_partners([])
    wide = wide.with_values({"exit_year": None, "operating_fixed_share": 1.0, "participants": 66})
    few = wide.with_participants([str(name) for name in np.random.default_rng(seed).choice(NAMES, 12, replace=False)])
    paid = [region_pays(scenario) for scenario in (wide, wide.with_values({"participants": 1 + seed % 30}), few)]
    years = min(len(amount) for amount, _ in paid)
    ends = min(end for _, end in paid)
    year = wide.setting("start_year") + np.arange(years)
    within = (year + 1 <= ends) & (year >= 2023)
    first, *rest = (amount[:years][within] for amount, _ in paid)
    for other in rest:
        assert other == pytest.approx(first, rel=1e-10)


def region_pays(scenario: Scenario) -> tuple[np.ndarray, float]:
    """What hospitals and participants pay of operation and new capital by year, and when the first of them ends its service."""
    result = appraise(scenario)
    i, d, region = scenario.inputs, result.drivers, scenario.region
    price = costs.operating_price(i, d, d) + costs.new_capital_price(i, d, d)
    by_hospitals = hospital_weight(i) * price * hospitals.reference_in_use(census_of(i, region, d.year), region, d)
    by_participants = sum(results.line_items(result)[name] for name in CHARGES[:2])
    return (by_hospitals + by_participants).ravel(), d.service_end.min()


@pytest.mark.parametrize("seed", SEEDS)
def test_charges_are_those_of_all_in_one_sum(seed):
    """With the studied one in the same sum as the others, each pays the same as where it is appraised alone."""
    for seen in all_seen(decide(scenario_of(seed))):
        option, i = seen.own.scenario, seen.own.scenario.inputs
        around, own = studying.others(option, i, float(seen.name in (STAY, JOIN))), option.region.own(option.municipality)
        years = {name: np.where(own == 1.0, getattr(i, name), getattr(around, name)) for name in ("exit_year", "alternative_year")}
        whole = replace(around, **years)
        together = appraise_studied(option, i, whole, frame_of(i, whole))
        for name in CHARGES:
            apart = results.line_items(seen.own)[name] + seen.flow(name)
            found = results.line_items(together)[name][:, : apart.shape[1]]
            assert found == pytest.approx(apart[:, : found.shape[1]], rel=1e-10, abs=1e-10), name


@pytest.mark.parametrize("seed", SEEDS)
def test_columns_add_up_and_turn_round(seed):
    decision = decide(scenario_of(seed))
    a, b = np.random.default_rng(seed).choice(list(decision.all), 2, replace=False)
    found, back = distribution_of(decision, a, b), distribution_of(decision, b, a)
    for columns, other in ((found.yearly, back.yearly), (found.present, back.present)):
        assert np.array_equal(columns.society, sum(getattr(columns, party) for party in PARTIES) + columns.tax_cost)
        for name, column in columns.named().items():
            assert np.array_equal(column, -other.named()[name]), name
    assert found.present.municipality == pytest.approx(decision.difference(a, b), rel=1e-10, abs=1e-10)
    assert found.present.others == pytest.approx(present_value(found.yearly.others, found.first.drivers.discount_factor), rel=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_others_share_is_what_their_full_appraisal_has(seed):
    """Line by line: each charge is the common price times what all of them use, each benefit follows the coverage, nothing else moves."""
    decision = decide(scenario_of(seed))
    seen = all_seen(decision)
    i, d = seen[0].own.scenario.inputs, seen[0].own.drivers
    rest = others_together(seen[0].own)
    for item in seen:
        prices = {
            "operating_charge": costs.operating_price(i, d, item.platform) * rest.in_use,
            "new_capital_charge": costs.new_capital_price(i, d, item.platform) * rest.in_use,
            "capital_charge": costs.capital_price(i, item.platform) * rest.owed,
        }
        for name, expected in prices.items():
            np.testing.assert_allclose(item.flow(name), expected, rtol=1e-10, atol=1e-10, err_msg=name)
        for key, (b, amount) in zip(i.benefits, rest.covered, strict=True):
            moved = (covered_benefit(b, i, d, item.platform) - covered_benefit(b, i, d, seen[0].platform)) * amount
            expected = item.flow(f"benefit_{key}") - seen[0].flow(f"benefit_{key}")
            np.testing.assert_allclose(moved, expected, atol=1e-10 * (1 + np.abs(item.flow(f"benefit_{key}")).max()), err_msg=key)
        for name, flow in results.flows(item.around).items():
            if name not in CHARGES and not name.startswith("benefit_"):
                assert np.array_equal(flow, results.flows(seen[0].around)[name]), name


@pytest.mark.parametrize("seed", SEEDS)
def test_the_column_of_the_others_is_the_difference_of_their_full_appraisals(seed):
    decision = decide(scenario_of(seed))
    a, b = np.random.default_rng(seed + 1).choice(list(decision.all), 2, replace=False)
    before, after = (seen_of(name, decision.all[name]) for name in (a, b))
    i, d = before.own.scenario.inputs, before.own.drivers
    joins = float(b == JOIN) - float(a == JOIN)
    entry = i.entry_transfer_share * (after if b == JOIN else before).own.costs.capital_charge
    transfer = joins * (1.0 - i.hospital_share) * entry
    wanted = (after.flow("net_benefit") - before.flow("net_benefit")) * d.within_life + transfer
    size = np.abs(before.flow("total_cost")) + np.abs(before.flow("total_benefit"))
    assert (np.abs(distribution_of(decision, a, b).yearly.others - wanted) <= 1e-10 * (1 + size)).all()


def test_scenarios_of_every_kind_are_among_them():
    scenarios = [scenario_of(seed) for seed in range(100)]
    assert {item.municipality for item in scenarios} >= {"Trondheim", "Averøy", "Levanger"}
    assert sum(item.participant_set is not None for item in scenarios) > 10
    assert sum(bool(item.together) for item in scenarios) > 10
    for lasting in ("service_years", "depreciation_years"):
        left = [2022 + item.values[lasting].item() - item.setting("decision_year") for item in scenarios]
        assert sum(years > 2 for years in left) > 70, "in most there are years that are looked at"
