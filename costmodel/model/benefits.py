"""The benefit line items: one small function each, MNOK a year in the run's prices, ``(draw, year, municipality)``.

Names and formulas are those of the model description; `i` are the inputs, `d` the drivers.
"""

import numpy as np

from costmodel.assumptions.parameters import BenefitInputs, Inputs
from costmodel.axes import Array
from costmodel.model.drivers import Drivers
from costmodel.model.participation import clip01, elapsed_share


def avoided_legacy_operation(i: Inputs, d: Drivers) -> Array:
    """Operation of the former record systems that is no longer paid, after a time of overlap."""
    retired = elapsed_share(d.year, d.go_live + i.legacy_overlap_years)
    return i.legacy_operating_cost * d.cost_growth * (d.in_service * retired)


def avoided_legacy_reinvestment(i: Inputs, d: Drivers) -> Array:
    """Renewal of the former systems that is no longer needed, in its year; after an exit too."""
    within_life = i.legacy_reinvestment_year < d.go_live + i.service_years
    falls_due = np.where((d.year == i.legacy_reinvestment_year) & within_life, 1.0, 0.0)
    return i.legacy_reinvestment * d.ref_scale * d.small * (d.started * d.has_begun * falls_due)


def benefit(b: BenefitInputs, i: Inputs, d: Drivers) -> Array:
    """One benefit of the register: its realised potential, phased in, less what new systems would have given too."""
    phased_in = clip01((d.year + 1.0 - d.go_live - b.lag_years) / b.ramp_years)
    full_effect = b.potential * b.realisation * d.working_time_in_service
    return full_effect * phased_in * network_effect(b, d) * beyond_alternative(b, i, d)


def network_effect(b: BenefitInputs, d: Drivers) -> Array:
    """Share of the benefit that is reached, given how many GP offices and inhabitants are on the platform."""
    own = 1.0 - b.gp_dependence - b.coverage_dependence
    return own + b.gp_dependence * d.gp_network + b.coverage_dependence * d.coverage


def beyond_alternative(b: BenefitInputs, i: Inputs, d: Drivers) -> Array:
    """Share that new systems would not have given; 1 before the year in which they would have been renewed."""
    return np.where(d.year < i.legacy_reinvestment_year, 1.0, 1.0 - b.also_in_alternative)
