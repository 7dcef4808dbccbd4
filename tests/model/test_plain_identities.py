"""What must hold for any scenario of the plain model: who pays, and that the columns add up."""

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from reference.version_2 import Scenario, decide, distribution
from reference.version_2.appraise import CHARGES, COSTS, total
from reference.version_2.base_case import DECISIONS, METHODS, UNCERTAIN
from reference.version_2.decide import open_options
from reference.version_2.distribution import PARTIES, View, hospital_capital, hospital_factor, hospital_new_capital, ref_started, view
from reference.version_2.flows import existing_capital
from reference.version_2.participation import has_begun, live, owed, sharing, steady
from reference.version_2.population import cost_growth, ref_scale, reference_set, scale, service_end
from reference.version_2.scenario import flat_base, inputs
from support import ROOT, many

FACTS = ROOT / "assumptions" / "base"
SEEDS = range(many(2, 30))

WHOLE = {"participants", "gp_start_year", "service_years", "depreciation_years", "introduction_months", "workdays"}
NAMES = ["Trondheim", "Levanger", "Ålesund", "Rindal", "Os", "Averøy", "Stjørdal", "Namsos", "Røyrvik", "Melhus"]


def random_scenario(seed: int) -> Scenario:
    """Every value somewhere in its range, for one of a few municipalities."""
    random = Random(seed)
    ranges = {name: row for name, row in flat_base().items() if "." in name or name in {**DECISIONS, **METHODS, **UNCERTAIN}}
    values = {name: random.uniform(row.low, row.high) for name, row in ranges.items() if row.low < row.high}
    values = {name: round(value) if name in WHOLE else value for name, value in values.items()}
    values["service_years"] = max(values["service_years"], 13)
    return Scenario(FACTS, NAMES[seed % len(NAMES)], values)


@cache
def views(seed: int) -> dict[str, View]:
    """Every option of a random scenario, seen by all."""
    scenario = random_scenario(seed)
    given = inputs(scenario)
    return {name: view(scenario, given, name) for name in open_options(scenario, given)}


def both_reference_years(seen: View) -> list[int]:
    """Years in which all the reference participants are in service, and m is counted."""
    ends = [service_end(seen.own, m) for m in (*reference_set(seen.own), seen.m)]
    return [y for y in seen.years if y + 1 <= min(ends)]


def fixed_operation_and_new_capital(seen: View, y: int) -> float:
    """What all parties pay of both."""
    case, around = seen.own, seen.around
    f = case.p["operating_fixed_share"]
    level = (case.p["platform_cost"] - existing_capital(case)) * f * cost_growth(case, y) * steady(case, y)
    own = live(case, seen.m, y) * scale(case, seen.m, y) * sharing(case, y)
    others = sum(live(around, m, y) * scale(around, m, y) for m in around.subjects) * sharing(around, y)
    hospitals = hospital_factor(case) * ref_started(around, y) * sharing(around, y)
    new = total(case, y, COSTS["new_capital_charge"]) + total(around, y, COSTS["new_capital_charge"]) + hospital_new_capital(around, y)
    return level * (own + others + hospitals) + new


def capital(seen: View, y: int) -> float:
    """What all parties pay of existing capital."""
    municipalities = total(seen.own, y, COSTS["capital_charge"]) + total(seen.around, y, COSTS["capital_charge"])
    return municipalities + hospital_capital(seen.around, y)


def own_entry(seen: View, y: int) -> float:
    """The capital that m brings by beginning: more is then owed in all, and no more than that is paid."""
    return existing_capital(seen.own) * ref_scale(seen.own, seen.m) * owed(seen.own, seen.m, y) * has_begun(seen.own, seen.m)


@pytest.mark.parametrize("seed", SEEDS)
def test_fixed_operation_and_new_capital_are_the_same_whoever_leaves(seed: int) -> None:
    first, *rest = views(seed).values()
    for y in both_reference_years(first):
        wanted = pytest.approx(fixed_operation_and_new_capital(first, y), rel=1e-12)
        assert [fixed_operation_and_new_capital(other, y) for other in rest] == [wanted] * len(rest)


@pytest.mark.parametrize("seed", SEEDS)
def test_existing_capital_is_paid_whoever_leaves(seed: int) -> None:
    """For any stranded share, and in every year."""
    first, *rest = views(seed).values()
    for y in first.years:
        wanted = pytest.approx(capital(first, y) - own_entry(first, y), rel=1e-12)
        assert [capital(other, y) - own_entry(other, y) for other in rest] == [wanted] * len(rest)


@pytest.mark.parametrize("seed", SEEDS)
def test_charges_add_up_to_what_is_paid(seed: int) -> None:
    """With m in the same sum as the others, the same is paid as when it is reckoned alone."""
    for seen in views(seed).values():
        whole = replace(seen.around, subjects=(*seen.around.subjects, seen.m), memory={})
        for y in both_reference_years(seen):
            apart = sum(total(case, y, COSTS[name]) for case in (seen.own, seen.around) for name in CHARGES)
            assert sum(total(whole, y, COSTS[name]) for name in CHARGES) == pytest.approx(apart, rel=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_columns(seed: int) -> None:
    """The municipality's column is that of `decide`; the columns and the tax cost add up to society's; turned round, the signs turn."""
    scenario = random_scenario(seed)
    decision = decide(scenario)
    a, b = Random(seed).sample(list({**decision.options, **decision.benchmarks}), 2)
    found, back = distribution(scenario, a, b), distribution(scenario, b, a)
    assert found["municipality"] == pytest.approx(decision.difference(a, b), rel=1e-10, abs=1e-10)
    assert found["society"] == pytest.approx(sum(found[party] for party in PARTIES) + found["tax_cost"], rel=1e-12)
    assert found == {name: pytest.approx(-value, rel=1e-9, abs=1e-9) for name, value in back.items()}
