"""What the description of the model must reproduce, to 1e-9: two readings of it agree on every number here."""

import numpy as np
import pytest
from support import REFERENCE_RELATIVE, shipped

from costmodel import appraise, base_case, decide, named, stack
from costmodel.model import results
from costmodel.model.parties.distribution import PARTIES, distribution
from costmodel.model.parties.region import regional_charge, wind_down

TRONDHEIM = base_case(shipped())
WIDE = TRONDHEIM.with_values({"participants": 66, "gp_uptake": 0.6})
HALF_STRANDED = TRONDHEIM.with_values({"stranded_share": 0.5, "extra_investment": 400})
AVEROY, STJORDAL, LEVANGER, EVERYBODY = (base_case(shipped(), name) for name in ("Averøy", "Stjørdal", "Levanger", None))

INDICATORS = {
    "npv": -772.8033468551472,
    "budget_npv": -846.990206241428,
    "break_even_minutes": 7.482469406417641,
    "benefit_cost_ratio": 0.3355503853654773,
    "annual_per_inhabitant": -331.8815833170598,
}
NPV = {
    "all 66 with GPs": (WIDE, -714.5560649381673),
    "benefits realised too": (WIDE.with_values({"benefits.*.realisation": 1}), -454.12663473614833),
    "exit in 2029": (TRONDHEIM.with_values({"exit_year": 2029}).with_alternative("market_system"), -857.6095350761395),
    "extra investment": (TRONDHEIM.with_values({"extra_investment": 400}), -1053.2575489550218),
    "Averøy": (AVEROY, -19.036983269618897),
    "all participants": (EVERYBODY, -1681.4359804965884),
    "all participants, 66": (EVERYBODY.with_values({"participants": 66}), -2501.363405073413),
}
OPTIONS = [
    (TRONDHEIM, "stay", -435.2190900272282, -597.0485678044727),
    (TRONDHEIM, "leave_market_system", -546.8182481830881, -562.1549929698585),
    (TRONDHEIM, "leave_renewed_old_systems", -475.21442786921364, -469.2951449417871),
    (TRONDHEIM, "leave_national_record", -674.556379153966, -716.6517102888521),
    (AVEROY, "stay_out", 0, 0),
    (AVEROY, "join", -25.05137126527251, -26.780536579054868),
    (AVEROY, "take_market_system", -15.510026005537465, -16.05125317234879),
    (STJORDAL, "stay_out", 0, None),
    (STJORDAL, "join", -98.46325689632792, None),
    (STJORDAL, "take_market_system", -43.58620154952819, None),
    (STJORDAL.with_partners(["Steinkjer", "Orkland", "Malvik"]), "take_market_system", -26.120637909216768, None),
    (LEVANGER, "stay", -44.49673830146976, None),
    (LEVANGER, "leave_market_system", -70.22510161531233, None),
    (LEVANGER, "leave_renewed_old_systems", -59.540717997827464, None),
    (HALF_STRANDED, "stay", -804.277687190684, None),
    (HALF_STRANDED, "leave_market_system", -540.1821683674663, None),
    (HALF_STRANDED, "leave_renewed_old_systems", -468.57834805359164, None),
]
PAYERS = [
    (TRONDHEIM, "stay", "leave_market_system",
     (-111.59915815585994, -37.43422318144421, -226.93737494777986, 1.8475031400515978, -419.2172796948224)),
    (TRONDHEIM, "stay", "leave_renewed_old_systems",
     (-39.995337841985375, -37.43422318144421, -226.93737494777986, 1.8475031400515978, -329.04148977533356)),
    (AVEROY, "stay_out", "join",
     (-25.05137126527251, 2.9049718063668, 12.696897702282259, -0.08350692720647752, -11.815299593069565)),
]  # fmt: skip


def exactly(value: float) -> object:
    return pytest.approx(value, rel=REFERENCE_RELATIVE, abs=0)


def npv(scenario) -> float:
    return appraise(scenario).indicators.npv.item()


@pytest.mark.parametrize("name", INDICATORS)
def test_base_case(name):
    assert getattr(appraise(TRONDHEIM).indicators, name).item() == exactly(INDICATORS[name])


@pytest.mark.parametrize("name", NPV)
def test_net_present_value(name):
    scenario, expected = NPV[name]
    assert npv(scenario) == exactly(expected)


@pytest.mark.parametrize(("scenario", "option", "expected", "budget"), OPTIONS)
def test_options(scenario, option, expected, budget):
    found = decide(scenario).all[option].indicators
    assert found.npv.item() == exactly(expected)
    assert budget is None or found.budget_npv.item() == exactly(budget)


def test_ranking_and_benchmarks():
    live, planned = decide(TRONDHEIM), decide(AVEROY)
    assert live.ranking == ("stay", "leave_renewed_old_systems", "leave_market_system")
    assert live.leading_pair == ("stay", "leave_renewed_old_systems")
    assert planned.ranking == ("stay_out", "take_market_system", "join")
    assert planned.leading_pair == ("join", "stay_out")
    assert (set(live.benchmarks), set(planned.benchmarks)) == ({"leave_national_record"}, {"take_national_record"})


@pytest.mark.parametrize(("scenario", "a", "b", "expected"), PAYERS)
def test_who_pays(scenario, a, b, expected):
    found = distribution(scenario, a, b).present.named()
    assert [found[party].item() for party in (*PARTIES, "society")] == [exactly(value) for value in expected]


@pytest.mark.parametrize(("fixed_share", "market", "renewed"), [(0.4, -280, -190), (0.7, -419, -329), (0.9, -512, -422)])
def test_society_loses_less_where_less_is_fixed(fixed_share, market, renewed):
    scenario = TRONDHEIM.with_values({"operating_fixed_share": fixed_share})
    found = [distribution(scenario, "stay", f"leave_{key}").present.society.item() for key in ("market_system", "renewed_old_systems")]
    assert found == pytest.approx([market, renewed], abs=0.5)


def test_the_region():
    charge, ending = regional_charge(TRONDHEIM), wind_down(TRONDHEIM)
    by_year = dict(zip(results.years_of(charge.appraisal), charge.total.ravel(), strict=True))
    assert by_year[2030] == exactly(840.0451466574341)
    assert by_year[2024] == pytest.approx(809, abs=0.5)
    assert np.isnan(by_year[2037])
    assert ending.npv.item() == exactly(-749.2302451206228)
    assert ending.break_even_minutes.item() == exactly(3.694063764669766)


def test_shipped_scenarios_give_the_same_as_their_values():
    assert npv(named(shipped(), "alle-66-med-fastleger")) == npv(WIDE)
    assert npv(named(shipped(), "exit-2029")) == npv(TRONDHEIM.with_values({"exit_year": 2029}))
    assert npv(named(shipped(), "dagens-kurs")) == npv(TRONDHEIM)
    assert npv(named(shipped(), "averoy-blir-med")) == exactly(NPV["Averøy"][1])


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
