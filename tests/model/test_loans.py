"""Loan schedules and the municipal view of capital."""

import numpy as np
import pytest
from support import shipped

from costmodel import appraise, base_case
from costmodel.axes import per_draw
from costmodel.model.accounts import capital, loans

PRINCIPAL, RATE, YEARS = per_draw([100.0, 250.0, 80.0]), per_draw([0.04, 0.0, 0.02]), per_draw([10.0, 5.0, 15.0])


@pytest.mark.parametrize("loan", [loans.level_payment_loan, loans.equal_instalment_loan])
def test_each_loan_is_paid_back_in_its_own_time(loan):
    schedule = loan(PRINCIPAL, RATE, YEARS)
    assert schedule.instalment.shape == (3, 15, 1)
    assert schedule.instalment.sum(axis=1).ravel() == pytest.approx(PRINCIPAL.ravel())
    for row, years in enumerate([10, 5, 15]):
        assert schedule.balance[row, years - 1, 0] == 0
        assert (schedule.payment[row, years:] == 0).all()
        assert (schedule.payment[row, :years] > 0).all()


def test_interest_is_on_what_is_left_before_the_payment():
    for schedule in (loans.level_payment_loan(PRINCIPAL, RATE, YEARS), loans.equal_instalment_loan(PRINCIPAL, RATE, YEARS)):
        before = np.concatenate([PRINCIPAL, schedule.balance[:, :-1]], axis=1)
        assert schedule.interest == pytest.approx(RATE * before, abs=1e-9)


def test_level_payments_are_level_and_equal_instalments_equal():
    level = loans.level_payment_loan(PRINCIPAL, RATE, YEARS).payment[0, :10, 0]
    assert level == pytest.approx(np.full(10, level[0]))
    assert loans.equal_instalment_loan(PRINCIPAL, RATE, YEARS).instalment[1, :5, 0].tolist() == [50.0] * 5


def test_minimum_instalment_is_zero_without_book_value():
    assert loans.minimum_instalment(per_draw(5), per_draw(100), per_draw(0)).item() == 0


@pytest.mark.parametrize("changes", [{}, {"participants": 66}, {"participants": 10}, {"loan_rate": 0.03, "rollout_delay": 1.5}])
@pytest.mark.parametrize("municipality", ["Trondheim", "Averøy", None])
@pytest.mark.parametrize("view", [capital.platform_account, capital.introduction_account])
def test_debt_rolls_forward_and_ends_at_nothing(municipality, view, changes):
    result = appraise(base_case(shipped(), municipality).with_values(changes))
    account, d = view(result), result.drivers
    before, debt, depreciation, transfer = (
        np.broadcast_to(x, account.debt.shape)[0, 1:]
        for x in (np.roll(account.debt, 1, axis=1), account.debt, account.depreciation, account.transfer)
    )
    went_live_earlier = np.broadcast_to(d.year > d.go_live, account.debt.shape)[0, 1:]
    assert debt[went_live_earlier] == pytest.approx((before - depreciation + transfer)[went_live_earlier], abs=1e-9)
    assert account.debt[:, -1] == pytest.approx(0)
    assert (account.debt >= 0).all()
    assert (account.interest >= 0).all()
    assert (account.depreciation.sum() > 0) == (account.interest.sum() > 0)


def test_debt_passes_from_one_that_leaves_to_the_others_and_none_to_one_that_joins():
    base = base_case(shipped())
    for scenario in (base, base.with_values({"participants": 66}), base.with_values({"exit_year": 2030})):
        assert (capital.platform_account(appraise(scenario)).transfer == 0).all()
    half = base.with_values({"stranded_share": 0.5})
    left = capital.platform_account(appraise(half.with_values({"exit_year": 2030})))
    at = appraise(half).drivers.year.ravel().tolist().index(2030)
    assert -0.5 * left.debt[0, at - 1, 0] < left.transfer[0, at, 0] < -0.45 * left.debt[0, at - 1, 0]
    assert capital.platform_account(appraise(half.with_values({"participants": 10}))).transfer.sum() > 4
    assert (capital.introduction_account(appraise(base)).transfer == 0).all()


def test_platform_depreciation_is_the_implied_investment():
    result = appraise(base_case(shipped()))
    assert capital.platform_account(result).depreciation.sum() == pytest.approx(result.indicators.implied_investment.item())


def test_introduction_account_is_the_municipalitys_own_outlay():
    result = appraise(base_case(shipped()))
    account = capital.introduction_account(result)
    assert account.depreciation.sum() == pytest.approx(result.costs.introduction_cost.sum())
    assert account.capital_cost == pytest.approx(account.depreciation + account.interest)
