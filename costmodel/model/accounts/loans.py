"""Loans of a municipality: level payments, equal instalments, and the least that the law asks to be paid back.

Arrays have the shapes of :mod:`costmodel.axes`; the second axis counts periods from the first payment on. Payments fall
at the end of their period. Amounts are positive, in the unit of the principal.
"""

from dataclasses import dataclass
from typing import Any, cast

import numpy as np

from costmodel.axes import YEAR, Array, per_year


@dataclass(frozen=True)
class LoanSchedule:
    """A loan by period, each ``(draw, period, municipality)``; 0 after the last payment."""

    interest: Array
    """Interest of the period."""
    instalment: Array
    """What is paid back in the period."""
    balance: Array
    """What remains after the payment."""

    @property
    def payment(self) -> Array:
        """Interest and instalment together."""
        return self.interest + self.instalment


def level_payment_loan(principal: Array, rate: Array, periods: Array) -> LoanSchedule:
    """Annuity loan: the same payment each period, interest at `rate` a period on what is left.

    `periods` are whole numbers, ``(draw, 1, 1)``; the schedule has as many as the longest loan. Interest and instalment
    by numpy-financial's ``ipmt`` and ``ppmt``.

    >>> loan = level_payment_loan(np.full((1, 1, 1), 100.0), np.full((1, 1, 1), 0.1), np.full((1, 1, 1), 2.0))
    >>> loan.payment.ravel().round(4).tolist(), loan.balance.ravel().round(4).tolist()
    ([57.619, 57.619], [52.381, 0.0])
    """
    import numpy_financial

    npf = cast(Any, numpy_financial)  # without type hints
    period = _periods(periods)
    within, counted = period <= periods, np.minimum(period, periods)
    with np.errstate(invalid="ignore"):  # at rate 0 it divides by 0 and then discards the quotient
        interest = np.where(within, -npf.ipmt(rate, counted, periods, principal), 0.0)
        instalment = np.where(within, -npf.ppmt(rate, counted, periods, principal), 0.0)
    return LoanSchedule(interest, instalment, _balance(principal, instalment))


def equal_instalment_loan(principal: Array, rate: Array, periods: Array) -> LoanSchedule:
    """Serial loan, the usual municipal one: the same instalment each period, interest on what is left before it.

    Shapes and periods as for :func:`level_payment_loan`. Source: municipal practice, equal yearly instalments.

    >>> loan = equal_instalment_loan(np.full((1, 1, 1), 100.0), np.full((1, 1, 1), 0.1), np.full((1, 1, 1), 2.0))
    >>> loan.interest.ravel().tolist(), loan.balance.ravel().tolist()
    ([10.0, 5.0], [50.0, 0.0])
    """
    instalment = np.where(_periods(periods) <= periods, principal / periods, 0.0)
    balance = _balance(principal, instalment)
    return LoanSchedule(rate * (balance + instalment), instalment, balance)


def minimum_instalment(depreciation: Array, debt: Array, book_value: Array) -> Array:
    """Least instalment of a year: depreciation × debt ÷ book value of what is depreciated; 0 where nothing is.

    Source: kommuneloven § 14-18. Shapes broadcast; the unit of `depreciation`.

    >>> minimum_instalment(np.array([30.0]), np.array([400.0]), np.array([600.0])).item()
    20.0
    """
    exists = book_value > 0
    return np.where(exists, depreciation * debt / np.where(exists, book_value, 1.0), 0.0)


def _periods(periods: Array) -> Array:
    return per_year(np.arange(1.0, periods.max() + 1.0))


def _balance(principal: Array, instalment: Array) -> Array:
    left = principal - np.add.accumulate(instalment, axis=YEAR)
    return np.where(np.abs(left) <= 1e-12 * np.abs(principal), 0.0, left)
