"""The shipped base case against a separate implementation of the model, to 1e-9 relative."""

import pytest
from support import REFERENCE_RELATIVE, shipped

from costmodel import appraise, base_case, decide, named, stack

INDICATORS = {
    "npv": -600.2186388102084,
    "npv_per_inhabitant": -2797.3744031422107,
    "annual_per_inhabitant": -257.76481558390606,
    "benefit_cost_ratio": 0.41621086097190957,
    "npv_with_tax_cost": -747.8738066025808,
    "break_even_minutes": 3.77745056775167,
}
NPV = {
    "all 66 with GPs": ("Trondheim", {"participants": 66, "gp_uptake": 0.6}, -524.0630355267785),
    "benefits realised too": ("Trondheim", {"participants": 66, "gp_uptake": 0.6, "benefits.*.realisation": 1}, -300.53272102933994),
    "exit in 2028": ("Trondheim", {"exit_year": 2028}, -609.384887118105),
    "extra investment": ("Trondheim", {"extra_investment": 400}, -884.7084578878139),
    "Averøy": ("Averøy", {}, -30.421937536252745),
    "all participants": (None, {}, -1518.8991236165132),
    "all participants, 66": (None, {"participants": 66}, -2726.192769095793),
}


def npv(scenario) -> float:
    return appraise(scenario).indicators.npv.item()


@pytest.mark.parametrize("name", INDICATORS)
def test_base_case(name):
    result = getattr(appraise(base_case(shipped())).indicators, name)
    assert result.item() == pytest.approx(INDICATORS[name], rel=REFERENCE_RELATIVE)


@pytest.mark.parametrize("name", NPV)
def test_net_present_value(name):
    municipality, changes, expected = NPV[name]
    assert npv(base_case(shipped(), municipality).with_values(changes)) == pytest.approx(expected, rel=REFERENCE_RELATIVE)


def test_decision_in_2027():
    decision = decide(base_case(shipped()))
    assert decision.names == ("stay", "leave")
    assert decision.first.indicators.npv.item() == pytest.approx(-348.4614498164187, rel=REFERENCE_RELATIVE)
    assert decision.second.indicators.npv.item() == pytest.approx(-360.52360726114637, rel=REFERENCE_RELATIVE)
    assert decision.difference.item() == pytest.approx(12.062157444727688, rel=REFERENCE_RELATIVE)


def test_shipped_scenarios_give_the_same_as_their_values():
    assert npv(named(shipped(), "alle-66-med-fastleger")) == npv(base_case(shipped()).with_values({"participants": 66, "gp_uptake": 0.6}))
    assert npv(named(shipped(), "exit-2028")) == npv(base_case(shipped()).with_values({"exit_year": 2028}))
    assert npv(named(shipped(), "dagens-kurs")) == npv(base_case(shipped()))
    assert npv(named(shipped(), "averoy-blir-med")) == pytest.approx(NPV["Averøy"][2], rel=REFERENCE_RELATIVE)


def test_base_case_never_pays_back_and_has_no_rate_of_return():
    result = appraise(base_case(shipped()))
    assert result.irr.shape == result.payback_year.shape == (1, 1, 1)
    assert str(result.irr.item()) == str(result.payback_year.item()) == "nan"


def test_a_profitable_case_pays_back_where_its_cumulated_value_turns():
    changes = {"benefits.*.realisation": 1, "extra_minutes": -5}
    result = appraise(stack([base_case(shipped()), base_case(shipped()).with_values(changes)]))
    cumulated = (result.totals.net_benefit * result.drivers.discount_factor)[1, :, 0].cumsum()
    first = next(index for index, value in enumerate(cumulated) if value >= 0 and (cumulated[:index] < 0).any())
    assert result.payback_year[1].item() == result.drivers.year[0, first, 0]
    assert result.irr[1].item() > 0.04
