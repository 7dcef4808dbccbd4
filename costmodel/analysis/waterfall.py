"""The difference between two appraisals in net present value, line item by line item."""

import math
from dataclasses import dataclass

from costmodel.axes import Array
from costmodel.model.line_items import LineItem, as_read, items_to_read
from costmodel.model.results import Appraisal, present_values


@dataclass(frozen=True)
class Waterfall:
    """From one net present value to another, MNOK."""

    start: float
    """Net present value of the first appraisal."""
    steps: dict[str, float]
    """What each line item that differs adds, by name: those that raise first, the largest first in each direction."""
    end: float
    """Net present value of the second appraisal: start and all the steps."""

    @property
    def difference(self) -> float:
        """All the steps together."""
        return math.fsum(self.steps.values())

    @property
    def levels(self) -> list[float]:
        """Where each step begins, and last where the steps end."""
        amounts = list(self.steps.values())
        return [math.fsum([self.start, *amounts[:count]]) for count in range(len(amounts) + 1)]


def waterfall(first: Appraisal, second: Appraisal, draw: int = 0) -> Waterfall:
    """From the first appraisal to the second; a line item that only one of them has counts as 0 in the other."""
    before, after = contributions(first, draw), contributions(second, draw)
    changes = {name: after.get(name, 0.0) - before.get(name, 0.0) for name in {**before, **after}}
    moved = {name: change for name, change in changes.items() if change != 0.0}
    ordered = sorted(moved, key=lambda name: (moved[name] < 0, -abs(moved[name])))
    npv = [_plain(appraisal.indicators.npv, draw) for appraisal in (first, second)]
    return Waterfall(npv[0], {name: moved[name] for name in ordered}, npv[1])


def gross_to_net(appraisal: Appraisal, draw: int = 0) -> Waterfall:
    """From the gross cost, without any deduction or benefit, to the net present value: what takes off it, the largest first."""
    parts, items = contributions(appraisal, draw), items_of(appraisal)
    gross = {name: value for name, value in parts.items() if items[name].is_cash_out}
    others = {name: value for name, value in parts.items() if name not in gross and value != 0.0}
    ordered = sorted(others, key=lambda name: (others[name] < 0, -abs(others[name])))
    end = _plain(appraisal.indicators.npv, draw)
    return Waterfall(math.fsum(gross.values()), {name: others[name] for name in ordered}, end)


def contributions(appraisal: Appraisal, draw: int = 0) -> dict[str, float]:
    """What each line item adds to the net present value, MNOK: benefits positive, costs negative."""
    values = signed_present_values(appraisal, draw)
    return {name: values[name] for name in items_of(appraisal)}


def signed_present_values(appraisal: Appraisal, draw: int = 0) -> dict[str, float]:
    """Present value of each line item and total by name, MNOK, as a reader sees it: what goes out is negative."""
    return {name: as_read(name, _plain(array, draw)) for name, array in present_values(appraisal).items()}


def items_of(appraisal: Appraisal) -> dict[str, LineItem]:
    """The line items of an appraisal by name."""
    return {item.name: item for item in items_to_read(appraisal.benefits.register)}


def _plain(array: Array, draw: int) -> float:
    return float(array[draw if array.shape[0] > 1 else 0, 0, 0])
