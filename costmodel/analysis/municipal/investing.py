"""The municipality's own investments in its accounts: loans with the least instalment of the law, depreciation, interest."""

from dataclasses import dataclass

import numpy as np

from costmodel.axes import YEAR, Array
from costmodel.model.accounts.loans import minimum_instalment


@dataclass(frozen=True)
class LoanAccount:
    """Investments financed by loans, MNOK of each year, ``(draw, year, 1)``."""

    depreciation: Array
    """Linear, from the year after the outlay."""
    interest: Array
    """On what is owed at the start of the year."""
    instalment: Array
    """The least that kommuneloven § 14-18 asks for: depreciation × debt ÷ book value."""
    debt: Array
    """What is owed at the end of the year."""


def loan_account(outlay: Array, rate: Array, years: int) -> LoanAccount:
    """Outlays by year (positive, ``(draw, year, 1)``), all borrowed, written off over so many `years`; `rate` is nominal, ``(draw, 1, 1)``.

    >>> account = loan_account(np.array([[[100.0], [0.0], [0.0]]]), np.full((1, 1, 1), 0.04), 2)
    >>> account.instalment.ravel().tolist(), account.interest.ravel().tolist()
    ([0.0, 50.0, 50.0], [0.0, 4.0, 2.0])
    """
    size = outlay.shape[YEAR]
    written_off = [
        sum((outlay[:, at] for at in range(max(year - years, 0), year)), np.zeros_like(outlay[:, 0])) / years for year in range(size)
    ]
    owed = book = np.zeros_like(outlay[:, 0])
    rows: list[tuple[Array, Array, Array, Array]] = []
    for year, depreciation in enumerate(written_off):
        instalment = np.minimum(minimum_instalment(depreciation, owed, book), owed)
        interest = rate[:, 0] * owed
        owed = _without_rest(owed - instalment, outlay) + outlay[:, year]
        book = _without_rest(book - depreciation, outlay) + outlay[:, year]
        rows.append((depreciation, interest, instalment, owed))
    return LoanAccount(*(np.stack(column, axis=YEAR) for column in zip(*rows, strict=True)))


def _without_rest(left: Array, outlay: Array) -> Array:
    """What is left, without what rounding leaves of an account that is paid."""
    return np.where(np.abs(left) <= 1e-12 * np.abs(outlay).max(axis=YEAR), 0.0, left)
