"""The GPs' own account: what the offices on the platform gain and pay, MNOK a year in the run's prices."""

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import Array
from costmodel.model import participation
from costmodel.model.derivation import service_of
from costmodel.model.drivers import Drivers
from costmodel.model.studied import Studied
from costmodel.units import MINUTES_PER_HOUR, NOK_PER_MNOK


def yearly_net(i: Inputs) -> Array:
    """What an office on the platform gains a year, NOK, ``(draw, 1, 1)``; negative where it loses by joining."""
    time = i.gps_per_office * i.workdays * (i.gp_minutes / MINUTES_PER_HOUR) * i.gp_hourly_cost
    return i.gp_system_saved - i.gp_fee - time


def own_net(i: Inputs, studied: Studied, d: Drivers) -> Array:
    """What the municipality's GPs gain, less what it costs those that change over in the year, ``(draw, year, municipality)``."""
    before = d.year - 1.0
    used = d.gp_share * d.live
    has_begun = np.where(before >= i.start_year, 1.0, 0.0)
    used_before = participation.gp_share(i, before) * service_of(i, studied, before, d.go_live).live * has_begun
    offices = i.gp_offices * d.share_of_region
    gains = used * yearly_net(i) - np.maximum(used - used_before, 0.0) * i.gp_switch_cost
    return gains * offices / NOK_PER_MNOK
