"""What the description of the model must reproduce, to 1e-9, of both readings: the engine and the plain model."""

import numpy as np
import pytest
from support import REFERENCE_RELATIVE, shipped
from support import published as wanted
from support.readings import READINGS

from costmodel import appraise, base_case, decide, named, stack

TRONDHEIM = base_case(shipped())


@pytest.fixture(params=READINGS)
def reading(request):
    return READINGS[request.param]


def exactly(value: float) -> object:
    return pytest.approx(value, rel=REFERENCE_RELATIVE, abs=0)


@pytest.mark.parametrize("name", wanted.INDICATORS)
def test_base_case(reading, name):
    assert reading.indicator(wanted.TRONDHEIM, name) == exactly(wanted.INDICATORS[name])


@pytest.mark.parametrize("name", wanted.NPV)
def test_net_present_value(reading, name):
    case, expected = wanted.NPV[name]
    assert reading.indicator(case, "npv") == exactly(expected)


@pytest.mark.parametrize(("case", "option", "expected", "budget"), wanted.OPTIONS)
def test_options(reading, case, option, expected, budget):
    npv, budget_npv = reading.option(case, option)
    assert npv == exactly(expected)
    assert budget is None or budget_npv == exactly(budget)


@pytest.mark.parametrize(("case", "ranking", "benchmarks"), wanted.RANKING)
def test_ranking_and_benchmarks(reading, case, ranking, benchmarks):
    assert reading.options(case) == (ranking, benchmarks)


@pytest.mark.parametrize(("case", "a", "b", "expected"), wanted.PAYERS)
def test_who_pays(reading, case, a, b, expected):
    found = reading.payers(case, a, b)
    assert [found[party] for party in wanted.PARTIES] == [exactly(value) for value in expected]


@pytest.mark.parametrize(("fixed_share", "market", "renewed"), wanted.SOCIETY_BY_FIXED_SHARE)
def test_society_loses_less_where_less_is_fixed(reading, fixed_share, market, renewed):
    case = wanted.TRONDHEIM.having({"operating_fixed_share": fixed_share})
    found = [reading.payers(case, "stay", f"leave_{key}")["society"] for key in ("market_system", "renewed_old_systems")]
    assert found == pytest.approx([market, renewed], abs=0.5)


def test_the_region(reading):
    charge = reading.charge_of_region(wanted.TRONDHEIM)
    assert charge[2030] == exactly(wanted.CHARGE_OF_REGION_2030)
    assert charge[2024] == pytest.approx(wanted.CHARGE_OF_REGION_2024, abs=0.5)
    assert np.isnan(charge.get(2037, np.nan)), "the first of the reference participants ends its service in it"
    assert reading.wind_down(wanted.TRONDHEIM) == tuple(map(exactly, wanted.WIND_DOWN))


def test_the_pair_that_leads():
    assert decide(TRONDHEIM).leading_pair == ("stay", "leave_renewed_old_systems")
    assert decide(base_case(shipped(), "Averøy")).leading_pair == ("join", "stay_out")


def npv(scenario) -> float:
    return appraise(scenario).indicators.npv.item()


def test_shipped_scenarios_give_the_same_as_their_values():
    assert npv(named(shipped(), "alle-66-med-fastleger")) == npv(TRONDHEIM.with_values(wanted.WIDE.values))
    assert npv(named(shipped(), "exit-2029")) == npv(TRONDHEIM.with_values({"exit_year": 2029}))
    assert npv(named(shipped(), "tidstapet-forsvinner")) == npv(TRONDHEIM.with_values({"extra_minutes": 0}))
    assert npv(named(shipped(), "averoy-blir-med")) == exactly(wanted.NPV["Averøy"][1])


def test_base_case_never_pays_back_and_has_no_rate_of_return():
    result = appraise(TRONDHEIM)
    assert result.irr.shape == result.payback_year.shape == (1, 1, 1)
    assert str(result.irr.item()) == str(result.payback_year.item()) == "nan"


def test_a_profitable_case_pays_back_from_where_its_cumulated_value_stays_positive():
    changes = {"benefits.*.realisation": 1, "extra_minutes": -9}
    result = appraise(stack([TRONDHEIM, TRONDHEIM.with_values(changes)]))
    cumulated = (result.totals.net_benefit * result.drivers.discount_factor)[1, :, 0].cumsum()
    last_negative = np.flatnonzero(cumulated < 0)[-1]
    assert result.payback_year[1].item() == result.drivers.year[0, last_negative + 1, 0]
    assert result.irr[1].item() > 0.04
