"""What an appraisal costs and what it gives when saved time counts as a benefit.

The model's ``total_cost`` holds the time that staff lose or save: saved time lowers it. Whoever sets costs beside benefits in a
sentence says what is saved as a gain, not as a cost below zero.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from costmodel.axes import Array
from costmodel.model.line_items import cost_items

IN_TIME = tuple(item.name for item in cost_items() if item.in_budget == "time_in_budget")
"""The costs that are paid in working time."""
TOLD_APART = ("total_cost", "total_benefit", *IN_TIME)
"""The amounts that it takes to tell costs from benefits."""


class CostAndBenefit(NamedTuple):
    """Both positive as named, in the unit and shape of what they are made of."""

    cost: Array
    benefit: Array
    saved_time: Array
    """The part of the benefit that is saved time."""


def cost_and_benefit(amounts: Mapping[str, npt.ArrayLike]) -> CostAndBenefit:
    """Costs and benefits from line items and totals by name, costs positive: of a year, or as present values.

    >>> found = cost_and_benefit({"total_cost": 6.0, "total_benefit": 1.0, "extra_time_cost": -4.0})
    >>> [float(amount) for amount in found]
    [10.0, 5.0, 4.0]
    """
    saved = sum((np.maximum(np.negative(amounts[name]), 0.0) for name in IN_TIME if name in amounts), np.zeros(()))
    return CostAndBenefit(np.add(amounts["total_cost"], saved), np.add(amounts["total_benefit"], saved), saved)
