"""What the hospitals pay of the platform, MNOK a year in the run's prices, ``(draw, year, 1)``.

They carry a share h of the common cost: h/(1 − h) of what the reference participants carry.
"""

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import Array
from costmodel.model import costs
from costmodel.model.drivers import Growth, Platform, population_growth
from costmodel.model.protocols import AnyRegion


def weight(i: Inputs) -> Array:
    """What the hospitals carry for each krone of the reference participants: h/(1 − h), ``(draw, 1, 1)``."""
    return i.hospital_share / (1.0 - i.hospital_share)


def reference_in_use(i: Inputs, region: AnyRegion, g: Growth, p: Platform) -> Array:
    """Σ scale × started over the reference participants, ``(draw, year, 1)``."""
    return p.served_ref * per_inhabitant(i, region, g.year)


def per_inhabitant(i: Inputs, region: AnyRegion, year: Array) -> Array:
    """Scale of an inhabitant that the table counts in the year, ``(draw, year, 1)``: growth after it over the reference municipality."""
    reference = region.population_in_table(i.reference_year[:1])[:, :, region.reference]
    return population_growth(i, region, year) / (reference * population_growth(i, region, i.reference_year))


def operation(i: Inputs, region: AnyRegion, g: Growth, p: Platform) -> Array:
    """Their charge for operation."""
    return weight(i) * costs.operating_price(i, g, p) * reference_in_use(i, region, g, p)


def charge(i: Inputs, region: AnyRegion, g: Growth, p: Platform) -> Array:
    """Their whole charge: operation, and capital old and new."""
    reference = region.population_in_table(i.reference_year[:1])[:, :, region.reference]
    used = (costs.operating_price(i, g, p) + costs.new_capital_price(i, g, p)) * reference_in_use(i, region, g, p)
    return weight(i) * (used + costs.capital_price(i, p) * (p.owing_ref / reference))
