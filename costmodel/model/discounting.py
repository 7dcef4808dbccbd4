"""Money over time: growth, discount factors, present value, annuity, internal rate of return, payback.

Arrays have the shapes of :mod:`costmodel.axes`; flows are yearly and fall in their year. Nothing here knows the model.
"""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np

from costmodel.axes import MUNICIPALITY, YEAR, Array

RATE_STEPS = ((40, 0.0), (75, 0.01))
"""R-109/21: to how many elapsed years, and how much lower the rate is than in the first period."""
LAST_STEP = 0.02
"""R-109/21: how much lower the rate is after the last of the steps."""


def power(base: Array, exponent: Array) -> Array:
    """``base ** exponent``, each cell the same whatever the batch it stands in.

    NumPy takes shortcuts for exponents of size 1 (−1, 0.5, 2) that differ in the last bit from the general case, so
    both operands are first copied to their full common shape.

    >>> power(np.full((1, 1, 1), 2.0), np.full((1, 2, 1), 3.0)).ravel().tolist()
    [8.0, 8.0]
    """
    full_base, full_exponent = np.broadcast_arrays(base, exponent)
    return np.power(full_base.copy(), full_exponent.copy())


def compound(rate: Array, years: Array) -> Array:
    """Growth factor ``(1 + rate) ** years``; rate a year, years may be negative. Broadcast shape of the two.

    >>> compound(np.full((1, 1, 1), 0.5), np.array([[[-1.0], [0.0], [2.0]]])).ravel().round(4).tolist()
    [0.6667, 1.0, 2.25]
    """
    return power(1.0 + rate, years)


def discount_factors(rate: Array, years: int) -> Array:
    """Value in the first year of one krone in each year, ``(draw, year, 1)``.

    1 in the first year; each later year divides by 1 + the rate of that year: `rate` for 40 elapsed years, one
    percentage point less for 41–75, two less after, never under 0. Source: Finansdepartementet, R-109/21.

    >>> discount_factors(np.full((1, 1, 1), 0.04), 3).ravel().round(4).tolist()
    [1.0, 0.9615, 0.9246]
    """
    elapsed = np.arange(years, dtype=np.float64).reshape(1, -1, 1)
    reduction = np.where(elapsed <= RATE_STEPS[0][0], RATE_STEPS[0][1], np.where(elapsed <= RATE_STEPS[1][0], RATE_STEPS[1][1], LAST_STEP))
    divisor = np.where(elapsed == 0, 1.0, 1.0 + np.maximum(rate - reduction, 0.0))
    return np.divide.accumulate(divisor, axis=YEAR)


def total_over_years(flow: Array) -> Array:
    """Sum along the years, ``(draw, 1, municipality)``, added one year after the other.

    In sequence and not pairwise, so that a longer axis with empty years gives the same sum to the last bit.

    >>> total_over_years(np.array([[[1.0], [2.0], [3.0]]])).shape
    (1, 1, 1)
    """
    return np.add.accumulate(flow, axis=YEAR)[:, -1:, :]


def present_value(flow: Array, factor: Array) -> Array:
    """Σ flow × discount factor over the years, ``(draw, 1, municipality)``, in the unit of the flow.

    >>> flow, factor = np.array([[[-100.0], [208.0]]]), discount_factors(np.full((1, 1, 1), 0.04), 2)
    >>> round(present_value(flow, factor).item(), 9)
    100.0
    """
    return total_over_years(flow * factor)


def annuity(rate: Array, years: Array) -> Array:
    """Yearly payment at the end of each year that pays back 1 with interest over `years`; 1 / years at rate 0.

    Both ``(draw, 1, municipality)``; a share of the principal a year. Source: the annuity formula, as in numpy-financial's
    ``pmt``, which divides by 0 at rates too small to change 1 + r.

    r / (1 − (1 + r)^−n), written with log1p and expm1, which stay exact for rates near 0.

    >>> annuity(np.full((1, 1, 1), 0.02), np.full((1, 1, 1), 15.0)).item()
    0.07782547225...
    """
    safe_rate = np.where(rate == 0, 1.0, rate)
    return np.where(rate == 0, 1.0 / years, safe_rate / -np.expm1(-years * np.log1p(safe_rate)))


RATES = (-0.9, 10.0)
"""Between these an internal rate of return is looked for."""


def internal_rate_of_return(flow: Array) -> Array:
    """Rate at which the present value of `flow` is 0, ``(draw, 1, 1)``; nan where there is none.

    Only for flows with exactly one change of sign (zero years skipped), from negative to positive, where at most one rate exists,
    and only between −0.9 and 10. The root is found by pyxirr; where it gives up, far below zero, by Brent's method.

    >>> round(internal_rate_of_return(np.array([[[-100.0], [39.0], [59.0], [55.0], [20.0]]])).item(), 5)
    0.28095
    """
    rows = flow[:, :, 0]
    return np.array([_rate_of(row) for row in rows]).reshape(-1, 1, 1)


def _rate_of(flow: Array) -> float:
    import pyxirr  # slow to import, and only wanted here

    changes = np.diff(np.sign(flow[flow != 0]))
    if changes[changes != 0].tolist() != [2.0]:
        return np.nan
    rate = pyxirr.irr(flow)
    if rate is None:
        rate = _rate_between(flow, *RATES)
    return rate if RATES[0] <= rate <= RATES[1] else np.nan


def _rate_between(flow: Array, low: float, high: float) -> float:
    """The rate between two others; nan where the present values there have one sign."""
    from scipy import optimize  # slow to import too

    def value(rate: float) -> float:
        return float((flow / (1.0 + rate) ** np.arange(flow.size)).sum())

    return float(cast(Any, optimize).brentq(value, low, high, xtol=1e-14)) if value(low) * value(high) < 0 else np.nan


def payback_year(net_benefit: Array, factor: Array, years: Array) -> Array:
    """First year from which the cumulated discounted net benefit stays ≥ 0 to the end, after having been negative.

    ``(draw, 1, 1)``; nan if none: a late one-off cost can undo a first crossing.

    >>> net, years = np.array([[[-10.0], [4.0], [8.0]]]), np.array([[[2027.0], [2028.0], [2029.0]]])
    >>> payback_year(net, np.ones((1, 3, 1)), years).item()
    2029.0
    """
    negative = np.add.accumulate(net_benefit * factor, axis=YEAR) < 0
    last = negative.shape[YEAR] - 1 - np.argmax(negative[:, ::-1], axis=YEAR, keepdims=True)
    recovers = negative.any(axis=YEAR, keepdims=True) & ~negative[:, -1:]
    return np.where(recovers, years[:, :1, :] + last + 1.0, np.nan)


def ratio(numerator: Array, denominator: Array) -> Array:
    """Numerator ÷ denominator; nan where the denominator is 0: the indicator does not exist there.

    >>> ratio(np.array([1.0, 1.0]), np.array([4.0, 0.0])).tolist()
    [0.25, nan]
    """
    exists = denominator != 0
    return np.where(exists, numerator / np.where(exists, denominator, 1.0), np.nan)


def total_over_municipalities(amount: Array) -> Array:
    """Sum along the municipalities, ``(draw, year, 1)``.

    >>> total_over_municipalities(np.ones((1, 2, 66))).ravel().tolist()
    [66.0, 66.0]
    """
    return amount.sum(axis=MUNICIPALITY, keepdims=True)


def add(items: Sequence[Array]) -> Array:
    """Sum of line items, added in their order.

    >>> add([np.ones((1, 1, 1)), np.full((1, 1, 1), 2.0)]).item()
    3.0
    """
    total = items[0]
    for item in items[1:]:
        total = total + item
    return total


def benefit_cost_ratio(benefits: Array, costs: Array) -> Array:
    """Present value of the benefits for each krone of cost; nan where there is no cost. Both ``(draw, 1, 1)``.

    >>> benefit_cost_ratio(np.full((1, 1, 1), 250.0), np.full((1, 1, 1), 200.0)).item()
    1.25
    """
    return ratio(benefits, costs)
