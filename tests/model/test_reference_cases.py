"""Worked cases from textbooks, manuals and rules: those whose kind the toolkit covers must come out."""

import json

import numpy as np
import pytest
from scipy.stats import qmc
from support import ROOT

from costmodel.analysis.uncertainty.indices import sobol_indices
from costmodel.analysis.uncertainty.information import perfect_information
from costmodel.axes import per_draw, per_year
from costmodel.model import discounting
from costmodel.model.accounts import loans

CASES = {case["id"]: case for case in json.loads((ROOT / "tests" / "support" / "data" / "reference_cases.json").read_text("utf-8"))}
OUT_OF_SCOPE = {
    "mirr": "the model has no reinvestment rate",
    "xirr": "flows are yearly, not dated",
    "rate": "the rate is always given",
    "optimism_bias": "optimism bias enters as a scenario, not as a formula",
}
SEVERAL_SIGN_CHANGES = {"irr_np1", "irr_np3"}
"""The model gives no internal rate of return where the flows change sign more than once: it need not be the only one."""
PAYMENT_IN_ADVANCE = {"pmt_ms2"}
"""Payments fall at the end of their period."""


def rate_of(text: float | str) -> float:
    """A rate, or a yearly rate over twelve: 0.08/12."""
    numerator, _, denominator = str(text).partition("/")
    return float(numerator) / float(denominator or 1)


def npv_from_now(case):
    flows = np.array(case["flows"], dtype=float)
    return discounting.present_value(per_year(flows), discounting.discount_factors(per_draw(case["rate"]), flows.size)).item()


def npv_from_next_year(case):
    return npv_from_now({**case, "flows": [0.0, *case["flows"]]})


def npv_of_annuity(case):
    return case["annual"] / discounting.annuity(per_draw(case["rate"]), per_draw(case["years"])).item() - case["capex"]


def irr(case):
    rate = discounting.internal_rate_of_return(per_year(case["flows"])).item()
    return None if np.isnan(rate) else rate


def payment(case):
    return -case["pv"] * discounting.annuity(per_draw(rate_of(case["rate"])), per_draw(case["nper"])).item()


def schedule(case):
    return loans.level_payment_loan(per_draw(float(case["pv"])), per_draw(rate_of(case["rate"])), per_draw(float(case["nper"])))


def interest_paid(case):
    return -schedule(case).interest[0, case["start"] - 1 : case["end"], 0].sum()


def first_month(case):
    loan = schedule(case)
    return [-loan.instalment[0, 0, 0], -loan.interest[0, 0, 0]]


def loan_rows(case):
    loan = schedule(case)
    rows = [[-loan.instalment[0, k, 0], -loan.interest[0, k, 0], loan.balance[0, k, 0]] for k in (0, -1)]
    return {"first": rows[0], "last": rows[1], "total_interest": -loan.interest.sum()}


def interest(case):
    return [-schedule(case).interest[0, period - 1, 0] for period in case["per"]]


def value_of_payments(case):
    return -case["pmt"] / discounting.annuity(per_draw(case["rate"]), per_draw(case["nper"])).item()


def ratio_and_payback(case):
    years = np.arange(0.0, 10.0)
    net = np.where(years == 0, -case["cost"], case["per_year"])
    payback = discounting.payback_year(per_year(net), discounting.discount_factors(per_draw(0.0), 10), per_year(years)).item()
    return {"bcr": discounting.benefit_cost_ratio(per_draw(case["benefit"]), per_draw(case["cost"])).item(), "payback": payback}


def minimum_instalment(case):
    return loans.minimum_instalment(*(per_draw(case[name]) for name in ("depreciation", "debt", "book_value"))).item()


def stepped_factors(case):
    assert case["steps"] == [[40, 0.04], [75, 0.03]]
    factor = discounting.discount_factors(per_draw(0.04), 76).ravel()
    return {"40": factor[40], "75": factor[75]}


def slope_of_investment(case):
    return {"npv": [npv_from_now({"rate": 0.0, "flows": [-amount, 253.0]}) for amount in case["investment"]]}


def value_of_perfect_information(case):
    """Each probability as so many of ten draws that are alike."""
    states = np.repeat(np.arange(3), [round(10 * chance) for chance in case["p"]])
    outcomes = np.array(case["payoff"], dtype=float)[:, states]
    value, expected = perfect_information(outcomes), outcomes.mean(axis=1)
    return {"emv": list(expected), "ev_pi": expected.max() + value, "evpi": value}


def indices_of_ishigami(case):
    """Sobol indices as they are estimated, and mean and variance of as many points of the same kind."""

    def ishigami(points):
        x, y, z = 2 * np.pi * points - np.pi
        return np.sin(x) + case["a"] * np.sin(y) ** 2 + case["b"] * z**4 * np.sin(x)

    assert case["inputs"] == "3 x U(-pi,pi)"
    found = sobol_indices(ishigami, [0, 1, 2], 4096)
    values = ishigami(qmc.Sobol(3, rng=np.random.default_rng(1)).random(2**14).T)
    return {"mean": values.mean(), "var": values.var(), "S1": list(found["S1"]), "ST": list(found["ST"])}


COVERED = {
    "evpi": value_of_perfect_information,
    "sobol": indices_of_ishigami,
    "npv_t0": npv_from_now,
    "npv_t1": npv_from_next_year,
    "npv_annuity": npv_of_annuity,
    "irr": irr,
    "pmt": payment,
    "cumipmt": interest_paid,
    "loan_first_month": first_month,
    "loan_schedule": loan_rows,
    "ipmt": interest,
    "pv": value_of_payments,
    "bcr_payback": ratio_and_payback,
    "minimumsavdrag": minimum_instalment,
    "discount_factor": stepped_factors,
    "sensitivity": slope_of_investment,
}


def in_scope(case) -> bool:
    return case["kind"] in COVERED and case["id"] not in SEVERAL_SIGN_CHANGES | PAYMENT_IN_ADVANCE


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if in_scope(case)])
def test_worked_case(name):
    case = CASES[name]
    answer, expected = COVERED[case["kind"]](case["input"]), case["expected"]
    if isinstance(expected, dict):
        assert set(answer) == set(expected)
        for key, value in expected.items():
            assert answer[key] == pytest.approx(value, abs=case["tol"]), key
    else:
        assert answer == pytest.approx(expected, abs=case["tol"])


def test_every_case_is_covered_or_named_as_out_of_scope():
    outside = {case["id"] for case in CASES.values() if not in_scope(case)}
    assert len(CASES) - len(outside) == 24
    assert {CASES[name]["kind"] for name in outside - SEVERAL_SIGN_CHANGES - PAYMENT_IN_ADVANCE} == set(OUT_OF_SCOPE)


def test_several_sign_changes_give_no_rate_of_return():
    assert all(irr(CASES[name]["input"]) is None for name in SEVERAL_SIGN_CHANGES)
