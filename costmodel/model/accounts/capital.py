"""The municipal view of capital, beside the charge: depreciation, interest and the debt that remains, by year.

What a budget shows for an investment in municipal accounts: linear depreciation over its life, interest on what is
left. The instalments equal the depreciation, the minimum of kommuneloven § 14-18 where debt and book value are equal.
"""

from dataclasses import dataclass

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import YEAR, Array
from costmodel.model.costs import capital_price
from costmodel.model.discounting import annuity, total_over_years
from costmodel.model.results import Appraisal


@dataclass(frozen=True)
class CapitalAccount:
    """One investment in the accounts, MNOK in the run's prices, ``(draw, year, municipality)``."""

    depreciation: Array
    """Linear over the years of depreciation, from go-live on."""
    interest: Array
    """On the average debt of the year."""
    debt: Array
    """What remains at the end of the year."""
    transfer: Array
    """Debt taken over from (positive) or by (negative) the other participants as the share of the common cost changes."""

    @property
    def capital_cost(self) -> Array:
        """Depreciation and interest: what the accounts show for the year."""
        return self.depreciation + self.interest


def platform_account(appraisal: Appraisal) -> CapitalAccount:
    """The municipality's part of the investment behind the capital charge, shared and carried as the charge is each year.

    What one that leaves does not carry is a transfer to the others in the year of its exit.
    """
    i, d = appraisal.scenario.inputs, appraisal.drivers
    investment = capital_price(i, d) / annuity(i.loan_rate, i.depreciation_years)
    return account(i, appraisal, investment * (d.ref_scale * d.carried))


def introduction_account(appraisal: Appraisal) -> CapitalAccount:
    """The municipality's own outlay for introduction, as if financed by a loan that is paid back from go-live on.

    Only what falls within the appraisal is counted: in a decision appraisal what is spent before is spent.
    """
    return account(appraisal.scenario.inputs, appraisal, total_over_years(appraisal.costs.introduction_cost))


def accounts(appraisal: Appraisal) -> dict[str, CapitalAccount]:
    """Both accounts by name, for reports."""
    return {"platform": platform_account(appraisal), "introduction": introduction_account(appraisal)}


def account(i: Inputs, appraisal: Appraisal, investment: Array) -> CapitalAccount:
    """An investment at go-live, written off and paid back linearly; 0 where the municipality never began.

    `investment` may change by year with who carries it; what the change moves is the transfer, so that debt at the end of a
    year = debt before + investment − depreciation + transfer.
    """
    d = appraisal.drivers
    invested = investment * d.has_begun * np.ones_like(d.year)
    by_start = written_off_by(d.year, d.go_live, i.depreciation_years)
    by_end = written_off_by(d.year + 1.0, d.go_live, i.depreciation_years)
    left_before = (1.0 - by_start) * np.where(d.year > d.go_live, 1.0, 0.0)
    return CapitalAccount(
        depreciation=invested * (by_end - by_start),
        interest=invested * i.loan_rate * (1.0 - (by_start + by_end) / 2.0) * d.owed,
        debt=invested * (1.0 - by_end) * np.where(d.started > 0, 1.0, 0.0),
        transfer=(invested - _year_before(invested)) * left_before,
    )


def _year_before(amounts: Array) -> Array:
    """The amounts moved one year on; the first year stands in for the one before it."""
    return np.concatenate([amounts[:, :1], amounts[:, :-1]], axis=YEAR)


def written_off_by(moment: Array, go_live: Array, years: Array) -> Array:
    """Share of an investment at `go_live` that is written off at `moment` (decimal years)."""
    return np.clip((moment - go_live) / years, 0.0, 1.0)
