"""What the hospitals pay of the platform, MNOK a year in the run's prices, ``(draw, year, 1)``.

They carry a share h of the common cost: h/(1 − h) of what the reference participants carry.
"""

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import MUNICIPALITY, Array
from costmodel.model import costs, participation
from costmodel.model.derivation import per_inhabitant
from costmodel.model.drivers import Census, Growth, Platform
from costmodel.model.participation import hospital_weight
from costmodel.model.protocols import AnyRegion


def reference_in_use(c: Census, region: AnyRegion, p: Platform) -> Array:
    """Σ scale × started over the reference participants, ``(draw, year, 1)``."""
    return p.served_ref * per_inhabitant(c, region)


def reference_in_service(i: Inputs, region: AnyRegion, year: Array) -> Array:
    """1 in years in which all the reference participants are in service to the end, else 0, ``(draw, year, 1)``.

    After it the charge of the hospitals, which follows theirs, is not that of the region.
    """
    reference = participation.first_ranks(region, i.reference_participants)
    ends = np.where(reference == 1.0, participation.go_live(i, region) + i.service_years, np.inf).min(axis=MUNICIPALITY, keepdims=True)
    return np.where(year + 1.0 <= ends, 1.0, 0.0)


def operation(i: Inputs, c: Census, region: AnyRegion, p: Platform, g: Growth) -> Array:
    """Their charge for operation."""
    return hospital_weight(i) * costs.operating_price(i, g, p) * reference_in_use(c, region, p)


def charge(i: Inputs, c: Census, region: AnyRegion, p: Platform, g: Growth) -> Array:
    """Their whole charge: operation, and capital old and new."""
    used = (costs.operating_price(i, g, p) + costs.new_capital_price(i, g, p)) * reference_in_use(c, region, p)
    return hospital_weight(i) * (used + costs.capital_price(i, p) * (p.owing_ref / c.at_reference[:, :, region.reference]))
