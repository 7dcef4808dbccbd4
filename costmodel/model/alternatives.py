"""The line items of the alternative that a municipality leaves to or takes, MNOK a year in the run's prices, ``(draw, year, municipality)``.

Names and formulas are those of the model description; `i` are the inputs, `d` the drivers.
"""

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import Array, part_of
from costmodel.model.costs import hour_cost, minute_cost, share_before
from costmodel.model.drivers import Drivers
from costmodel.model.participation import clip01
from costmodel.units import HOURS_PER_DAY, MONTHS_PER_YEAR


def alternative_introduction(i: Inputs, d: Drivers) -> Array:
    """Procurement, introduction and moving of records, for the share of its life that would else have been the platform's."""
    weight = np.where(i.alternative.per_inhabitant == 1.0, 1.0, d.small_together)
    return part_of(lambda: i.alternative.one_off_cost * d.ref_scale * weight, d.alternative_life * before_alternative(i, d))


def before_alternative(i: Inputs, d: Drivers) -> Array:
    """Share of the months of introduction before the alternative that lies in the year; those before the decision are not there to use."""
    duration = np.minimum(i.introduction_months / MONTHS_PER_YEAR, d.alternative_start - i.decision_year)
    has_time = duration > 0
    at_once = np.where(d.year == d.alternative_start, 1.0, 0.0)
    return np.where(has_time, share_before(d.year, d.alternative_start, np.where(has_time, duration, 1.0)), at_once)


def alternative_transition(i: Inputs, d: Drivers) -> Array:
    """Working time lost while the alternative is learnt."""
    path = part_of(lambda: d.alternative_path * d.alternative_life, d.time_on_alternative)
    return part_of(lambda: i.alternative.transition_time_share * (HOURS_PER_DAY * hour_cost(i)), path)


def alternative_operation(i: Inputs, d: Drivers) -> Array:
    """Operation of the alternative; who leaves runs both for a while before it stops paying."""
    waits = (d.year >= i.decision_year) & (d.year < d.alternative_start) & (d.alternative_start < np.inf)
    waiting = np.where(waits, 1.0, 0.0)
    both = part_of(lambda: clip01(d.year + 1.0 - d.alternative_start + i.legacy_overlap_years), waiting * d.has_begun)
    return part_of(lambda: i.alternative.operating_cost * (d.scale * d.cost_growth), d.on + both)


def alternative_time_cost(i: Inputs, d: Drivers) -> Array:
    """Cost of the extra minutes with the alternative; a gain where the minutes are negative."""
    return part_of(lambda: i.alternative.extra_minutes * minute_cost(i), d.time_on_alternative)
