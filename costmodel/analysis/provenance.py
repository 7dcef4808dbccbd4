"""What the present values rest on: how much of cost and of benefit depends on published, measured, derived and assumed numbers.

Attribution: each number in turn is made one per cent lower, and the change in the present value is noted. A number's share
is its part of the sum of all these changes, whatever their sign, so that the shares of all numbers add up to 1.
Calendar years, counts of municipalities and answers of yes or no are left out, since one per cent of them means nothing, and a number
that is 0 has no weight by this measure, however uncertain it is.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from costmodel.analysis.saved_time import cost_and_benefit
from costmodel.assumptions.records import Assumption, AssumptionSet, Basis
from costmodel.axes import Array
from costmodel.model.appraisal import appraise
from costmodel.model.results import present_values
from costmodel.model.scenario import Scenario
from costmodel.units import CALENDAR_YEAR, MUNICIPALITIES, YES_OR_NO

STEP = 0.01
"""How much lower each number is made: within the bounds of nearly all, and small enough that the order does not matter."""
NOT_WEIGHED = (CALENDAR_YEAR.symbol, MUNICIPALITIES.symbol, YES_OR_NO.symbol)
OWN = "own"
"""Origin of what a user has changed."""
ORIGINS: tuple[str, ...] = (Basis.PUBLISHED.value, Basis.MEASURED.value, Basis.DERIVED.value, Basis.ASSUMPTION.value, OWN)


@dataclass(frozen=True)
class ValueProvenance:
    """What one present value rests on."""

    amount: float
    """The present value, MNOK."""
    moves: Mapping[str, float]
    """How much the present value changes, up or down, when a number is one per cent lower; MNOK by number, largest first."""

    @property
    def shares(self) -> dict[str, float]:
        """Part of each number in all the changes; they add up to 1. Empty where nothing moves the value."""
        total = sum(self.moves.values())
        return {name: move / total for name, move in self.moves.items()} if total else {}

    def by_origin(self, assumptions: AssumptionSet, changed: Collection[str]) -> dict[str, float]:
        """Part of the published, measured, derived and assumed numbers, and of those that a user has changed; they add up to 1."""
        found: dict[str, float] = dict.fromkeys(ORIGINS, 0.0)
        for name, share in self.shares.items():
            found[OWN if name in changed else assumptions.quantities[name].basis.value] += share
        return found


def provenances(scenario: Scenario) -> dict[str, ValueProvenance]:
    """What the present value of ``total_cost`` and of ``total_benefit`` rests on, saved time among the benefits, for a batch of one."""
    names = weighed(scenario)
    cost, benefit, _ = cost_and_benefit(present_values(appraise(each_lower(scenario, names))))
    return {total: _provenance(values.ravel(), names) for total, values in (("total_cost", cost), ("total_benefit", benefit))}


def weighed(scenario: Scenario) -> list[str]:
    """The numbers that a per cent means something of, and that are not 0 or empty."""
    quantities = scenario.assumptions.quantities
    values = {name: scenario.values[name].flat[0] for name in quantities}
    return [name for name, item in quantities.items() if item.unit not in NOT_WEIGHED and np.isfinite(values[name]) and values[name]]


def each_lower(scenario: Scenario, names: list[str]) -> Scenario:
    """Draw 0 is the scenario; then each number in turn one per cent lower.

    Not checked against the bounds of the files: a number of workdays need not be whole here, and the formulas bear it.
    """
    columns = {name: np.full((len(names) + 1, 1, 1), scenario.values[name].flat[0]) for name in names}
    for at, column in enumerate(columns.values(), start=1):
        column[at] *= 1.0 - STEP
    return replace(scenario, values=MappingProxyType({**scenario.values, **columns}))


def _provenance(values: Array, names: list[str]) -> ValueProvenance:
    moves = zip(names, np.abs(values[1:] - values[0]).tolist(), strict=True)
    return ValueProvenance(float(values[0]), dict(sorted(moves, key=lambda pair: -pair[1])))


def whole_percentages(shares: Mapping[str, float]) -> dict[str, int]:
    """Shares as whole per cents that add up to 100: what rounding leaves over goes to those that lost most by it.

    >>> whole_percentages({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3})
    {'a': 34, 'b': 33, 'c': 33}
    """
    if not any(shares.values()):
        return dict.fromkeys(shares, 0)
    exact = {name: 100.0 * share for name, share in shares.items()}
    floors = {name: int(part) for name, part in exact.items()}
    missing = 100 - sum(floors.values())
    winners = sorted(exact, key=lambda name: floors[name] - exact[name])[:missing]
    return {name: floor + (name in winners) for name, floor in floors.items()}


def count_by_basis(records: Iterable[Assumption]) -> dict[str, int]:
    """How many of some numbers are published, derived, measured and assumed."""
    kinds = Counter(item.basis for item in records)
    return {basis.value: kinds[basis] for basis in Basis}
