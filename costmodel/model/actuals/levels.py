"""At which level later years are charged: what was paid in the last whole year ÷ what the model says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import Array
from costmodel.model import costs
from costmodel.model.actuals.paid import PLATFORM_CHARGE, Paid, is_nothing, of_line
from costmodel.model.derivation import drivers_of, frame_at
from costmodel.model.discounting import add
from costmodel.model.drivers import Drivers
from costmodel.model.line_items import charges
from costmodel.model.studied import Studied


def with_level(all_paid: Sequence[Paid], i: Inputs, studied: Studied, d: Drivers) -> Drivers:
    """The drivers with the level at which later years are charged, where some of the studied ones have paid for a whole year."""
    found = level_ratio(all_paid, i, studied, d.year)
    return d if found is None else replace(d, level_ratio=found)


def level_ratio(all_paid: Sequence[Paid], i: Inputs, studied: Studied, year: Array) -> Array | None:
    """What the yearly platform cost is multiplied by, ``(draw, year, municipality)``: 1 up to the last whole year that is paid, what was
    paid ÷ what the model says of that year after it. None where nothing is known of the studied ones, for then it is 1.
    """
    level: Array | None = None
    for paid in of_line(all_paid, PLATFORM_CHARGE):
        is_last = paid.is_last[:, :, studied.rows]
        if not is_nothing(is_last):
            later = np.where(year > paid.year, is_last * i.rebase_on_actuals, 0.0)
            level = np.where(later == 1.0, level_of_year(i, studied, paid), 1.0 if level is None else level)
    return level


def level_of_year(i: Inputs, studied: Studied, paid: Paid) -> Array:
    """What was paid for the platform ÷ what the model says of the year, ``(draw, 1, municipality)``; 1 where that is nothing."""
    d = drivers_in(i, studied, paid)
    charged = modelled_charge(charges_of(i, d))
    counts = charged * d.before_exit > 0
    return np.where(counts, paid.amount[:, :, studied.rows] * paid.factor / np.where(counts, charged, 1.0), 1.0)


def drivers_in(i: Inputs, studied: Studied, paid: Paid) -> Drivers:
    """The drivers in the year of an actual alone, whatever year the appraisal starts in."""
    return drivers_of(i, studied, frame_at(i, studied, paid.year))


def charges_of(i: Inputs, d: Drivers) -> dict[str, Array]:
    """What the model says of the parts of the platform charge, by name."""
    return {item.name: getattr(costs, item.name)(i, d) for item in charges()}


def modelled_charge(parts: Mapping[str, Array]) -> Array:
    """Their sum."""
    return add(list(parts.values()))
