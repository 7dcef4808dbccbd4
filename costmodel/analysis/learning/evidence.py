"""A measurement as weights on the draws: each weighs as much as it agrees with what was measured."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from costmodel.analysis.learning.quantities import values_of_quantity
from costmodel.analysis.uncertainty.sampling import Plan
from costmodel.analysis.uncertainty.weighing import Values, quantiles_of_draws
from costmodel.assumptions.measuring.measurement_rules import result_year, standard_error_of_mean
from costmodel.assumptions.records import AssumptionSet, Measurement
from costmodel.faults import AssumptionError, Facts, Fault, shown
from costmodel.model.inputs import price_factor
from costmodel.model.scenario import Scenario

FEWEST_EFFECTIVE = 500
"""With fewer effective draws than this the answer would rest on a handful of them."""
ROUNDING = 1e-6
RIM = 0.01
"""The share of the draws at either end of a range that is its rim: what is measured there lies outside what the range expects."""


@dataclass(frozen=True)
class Evidence:
    """A measurement beside the draws, in the unit and the prices of these."""

    key: str
    item: Measurement
    mean: float
    error: float
    """Standard error of the mean, representativeness included."""
    drawn: Values
    """The quantity in each draw, ``(draw,)``."""

    @property
    def log_likelihood(self) -> Values:
        """How well each draw agrees with it, up to a constant."""
        return -((self.mean - self.drawn) ** 2) / (2.0 * self.error**2)


def evidence_of(measurements: Mapping[str, Measurement], scenario: Scenario, plan: Plan, keep: bool) -> tuple[Evidence, ...]:
    """The measurements that count beside the draws of a plan; those that are written back count in the files already."""
    counting = counting_measurements(measurements)
    if not counting:
        raise AssumptionError([Fault("", "", "nothing_measured")])
    found: list[Evidence] = []
    for key, item in counting.items():
        factor = _price_factor(item, scenario)
        values = values_of_quantity(item.quantity, item.municipality, scenario, plan, keep)
        found.append(Evidence(key, item, item.mean * factor, standard_error_of_mean(item) * factor, values))
    return tuple(found)


def counting_measurements(measurements: Mapping[str, Measurement]) -> dict[str, Measurement]:
    """Those that are not written back."""
    return {key: item for key, item in measurements.items() if not item.written_back}


def _price_factor(item: Measurement, scenario: Scenario) -> float:
    """From the prices of a measurement to those of the draws: the number's own in the files, the run's of a result."""
    if item.price_year is None:
        return 1.0
    return price_factor_of(item.quantity, item.price_year, scenario.assumptions, int(scenario.setting("price_year")))


def price_factor_of(quantity: str, price_year: int, assumptions: AssumptionSet, run: int) -> float:
    """What an amount of a price year is multiplied by to be in the prices in which a quantity is drawn; `run`: the run's price year."""
    own = run if result_year(quantity) is not None else assumptions.quantities[quantity].price_year
    return 1.0 if own is None else price_factor(assumptions, price_year, own)


def weights_of(evidence: Sequence[Evidence]) -> Values:
    """The weight of each draw, ``(draw,)``, with a sum of 1; several measurements multiply, in any order.

    Raises AssumptionError where fewer than FEWEST_EFFECTIVE draws would carry the answer.
    """
    faults = [fault for one in evidence if (fault := _fault_of(one)) is not None]
    if faults:
        raise AssumptionError(faults)
    weights = _normalised(sum((one.log_likelihood for one in evidence), np.zeros(())))
    left = effective_draws(weights)
    if left < FEWEST_EFFECTIVE - ROUNDING:
        names = tuple(shown(one.key) for one in evidence)
        raise AssumptionError([Fault("", "", "measurements_leave_few", {"names": names, **_counts(left)})])
    return weights


def effective_draws(weights: Values) -> float:
    """How many draws of equal weight say as much as these: 1 / Σ w².

    >>> effective_draws(np.full(4, 0.25))
    4.0
    """
    return float(1.0 / (weights**2).sum())


def _normalised(logs: Values) -> Values:
    raw = np.exp(logs - logs.max())
    return np.asarray(raw / raw.sum())


def _fault_of(one: Evidence) -> Fault | None:
    """Why a measurement by itself cannot be weighed: it lies outside the range, or is more exact than so many draws can follow."""
    left = effective_draws(_normalised(one.log_likelihood))
    if left >= FEWEST_EFFECTIVE - ROUNDING:
        return None
    low, high = (float(end) for end in quantiles_of_draws(one.drawn, (RIM, 1.0 - RIM)))
    code = "measurement_too_exact" if low <= one.mean <= high else "measurement_outside_range"
    rounded = {key: float(f"{value:.3g}") for key, value in {"mean": one.mean, "error": one.error, "low": low, "high": high}.items()}
    told: Facts = {**rounded, "quantity": one.item.quantity, **_counts(left)}
    return Fault("", shown(one.key), code, told)


def _counts(left: float) -> Facts:
    return {"left": float(round(left)), "fewest": float(FEWEST_EFFECTIVE)}
