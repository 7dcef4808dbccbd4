"""Indicators of yearly flows. `None` where a denominator is 0 or the definition gives nothing."""

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise


def yearly_rate(rate: float, elapsed: int) -> float:
    """R-109/21: 1 percentage point less for 41–75 elapsed years, 2 less after, never under 0."""
    return max(rate - (0.0 if elapsed <= 40 else 0.01 if elapsed <= 75 else 0.02), 0.0)


def discount_factors(rate: float, n: int) -> list[float]:
    """1 in the first year; each later year divides by 1 + r."""
    factors = [1.0]
    for elapsed in range(1, n):
        factors.append(factors[-1] / (1 + yearly_rate(rate, elapsed)))
    return factors


def present_value(flows: Sequence[float], factors: Sequence[float]) -> float:
    """Σ flow × discount_factor."""
    return sum(flow * factor for flow, factor in zip(flows, factors, strict=True))


def ratio(numerator: float, denominator: float) -> float | None:
    """None where the denominator is 0."""
    return numerator / denominator if denominator else None


def changes_of_sign(flows: Sequence[float]) -> list[float]:
    """The sign after each change, zero years skipped."""
    signs = [flow > 0 for flow in flows if flow]
    return [1.0 if after else -1.0 for before, after in pairwise(signs) if before != after]


def irr(flows: Sequence[float]) -> float | None:
    """Internal rate of return: exactly one change of sign, from − to +, between −0.9 and 10."""
    if changes_of_sign(flows) != [1.0]:
        return None

    def value(rate: float) -> float:
        return sum(flow / (1 + rate) ** t for t, flow in enumerate(flows))

    return root(value, -0.9, 10.0)


def root(value: Callable[[float], float], low: float, high: float) -> float | None:
    """Where a function is 0 between two bounds, by halving; none where its signs there agree."""
    at_low, at_high = value(low), value(high)
    if not at_low or not at_high:
        return high if at_low else low
    if at_low * at_high > 0:
        return None
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if (value(middle) > 0) != (at_low > 0) else (middle, high)
    return (low + high) / 2


def payback_year(years: Sequence[int], flows: Sequence[float], factors: Sequence[float]) -> int | None:
    """First year from which the cumulated discounted flow stays ≥ 0 to the end, after having been negative."""
    sums = list(accumulate(flow * factor for flow, factor in zip(flows, factors, strict=True)))
    negative = [i for i, total in enumerate(sums) if total < 0]
    if not negative or negative[-1] == len(sums) - 1:
        return None
    return years[negative[-1] + 1]
