"""How far the answers move when one uncertain number at a time takes the ends of its plausible range."""

from dataclasses import dataclass

import numpy as np

from costmodel.appraisal import appraise
from costmodel.axes import Array
from costmodel.decision import decide
from costmodel.scenario import Scenario
from costmodel.schema import Assumption, Role

BOUND_TOGETHER = ("gp_dependence", "coverage_dependence")
"""Fields of a benefit that may not sum to more than 1; they stay as they are."""


@dataclass(frozen=True)
class Span:
    """An answer, and the lowest and the highest that one uncertain number alone can make it."""

    value: float
    low: float
    high: float

    @property
    def keeps_its_sign(self) -> bool:
        """Whether no single uncertain number turns the answer round."""
        return self.low > 0 or self.high < 0


def lifetime_span(scenario: Scenario) -> Span:
    """Net present value of a batch of one, MNOK."""
    return span_of(appraise(one_at_a_time(scenario)).indicators.npv)


def decision_span(scenario: Scenario) -> Span:
    """Net present value of the first option less the second, MNOK, of a batch of one."""
    return span_of(decide(one_at_a_time(scenario)).difference)


def span_of(values: Array) -> Span:
    """The answers to :func:`one_at_a_time`: that of draw 0, the lowest and the highest."""
    return Span(float(values.flat[0]), float(values.min()), float(values.max()))


def one_at_a_time(scenario: Scenario) -> Scenario:
    """Draw 0 is the scenario; then each uncertain number at its low and at its high end, all else equal.

    The same field of all benefits moves together, each benefit to its own ends.
    """
    groups = uncertain_groups(scenario.assumptions.quantities)
    draws = 1 + 2 * len(groups)
    values: dict[str, Array] = {}
    for at, members in enumerate(groups.values()):
        for name, item in members.items():
            column = np.full(draws, scenario.values[name].flat[0])
            column[1 + 2 * at : 3 + 2 * at] = item.low, item.high
            values[name] = column
    return scenario.with_values(values)


def uncertain_groups(quantities: dict[str, Assumption]) -> dict[str, dict[str, Assumption]]:
    """Uncertain numbers with a range, those that move together under one name."""
    groups: dict[str, dict[str, Assumption]] = {}
    for name, item in quantities.items():
        field = name.split(".")[-1]
        if item.role is Role.UNCERTAIN and item.low is not None and field not in BOUND_TOGETHER:
            groups.setdefault(f"benefits.*.{field}" if "." in name else name, {})[name] = item
    return groups
