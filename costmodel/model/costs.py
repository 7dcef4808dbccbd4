"""The cost line items: one small function each, MNOK a year in the run's prices, ``(draw, year, municipality)``.

Names and formulas are those of the model description; `i` are the inputs, `d` the drivers.
"""

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import Array
from costmodel.model.discounting import annuity, power
from costmodel.model.drivers import Drivers
from costmodel.model.participation import elapsed_share
from costmodel.units import MINUTES_PER_HOUR, MONTHS_PER_YEAR, NOK_PER_MNOK


def existing_capital(i: Inputs) -> Array:
    """Capital part of the published yearly cost, MNOK a year for the reference municipality, ``(draw, 1, 1)``."""
    return i.capital_share * i.published_platform_cost


def agreed_platform_cost(i: Inputs, d: Drivers) -> Array:
    """Yearly platform cost: the published one before the decision year, the scenario's from it on."""
    return np.where(d.year < i.decision_year, i.published_platform_cost, i.platform_cost)


def operating_charge(i: Inputs, d: Drivers) -> Array:
    """Charge for operation of the platform; a share of it is common and falls with more participants."""
    f = i.operating_fixed_share
    operation = agreed_platform_cost(i, d) - existing_capital(i)
    return operation * d.cost_growth * (1.0 - f + f * d.sharing) * d.in_use


def shared_capital(i: Inputs, d: Drivers) -> Array:
    """Weight of the common part of capital: 1 with the reference participants, less with more."""
    k = i.capital_fixed_share
    return 1.0 - k + k * d.sharing


def capital_charge(i: Inputs, d: Drivers) -> Array:
    """Charge for the capital already invested; goes on after an exit, since the debt stays."""
    written_off = elapsed_share(d.year, d.go_live + i.depreciation_years)
    return existing_capital(i) * d.ref_scale * shared_capital(i, d) * ((d.started - written_off) * d.has_begun)


def new_capital_charge(i: Inputs, d: Drivers) -> Array:
    """Level payment for new investment over what is left of the service life; goes on after an exit."""
    start = np.maximum(i.decision_year, d.go_live)
    end = d.go_live + i.service_years
    payment = i.extra_investment * annuity(i.loan_rate, np.maximum(end - start, 1.0)) * d.ref_scale
    paying = elapsed_share(d.year, start) * (1.0 - elapsed_share(d.year, end)) * d.has_begun
    return payment * shared_capital(i, d) * paying


def gp_contribution(i: Inputs, d: Drivers) -> Array:
    """What GP offices pay, less what serving them costs; lowers the cost (negative where serving costs more)."""
    margin = i.gp_offices * (i.gp_fee - i.gp_service_cost) / NOK_PER_MNOK
    return margin * d.gp_share * (d.share_of_region * d.live)


def introduction_cost(i: Inputs, d: Drivers) -> Array:
    """Outlay for introduction, spread evenly over the months before go-live."""
    duration = i.introduction_months / MONTHS_PER_YEAR
    begin = d.go_live - duration
    by_end = np.clip(d.year + 1.0 - begin, 0.0, duration)
    by_start = np.clip(d.year - begin, 0.0, duration)
    outlay = i.introduction_outlay * d.ref_scale * d.small / duration
    return outlay * (by_end - by_start) * d.before_exit


def transition_loss(i: Inputs, d: Drivers) -> Array:
    """Lost work in the transition: each twelve months after go-live a fixed share of the twelve before."""
    q = i.transition_decay
    by_start = power(q, np.maximum(d.year - d.go_live, 0.0))
    by_end = power(q, np.maximum(d.year + 1.0 - d.go_live, 0.0))
    loss = i.twelve_month_loss * d.ref_scale * d.small / (1.0 - q)
    return loss * (by_start - by_end) * d.remaining


def minute_cost(i: Inputs, d: Drivers) -> Array:
    """What one more minute per user and working day costs in a year."""
    hours = i.users * i.workdays / MINUTES_PER_HOUR
    return hours * i.hourly_cost / NOK_PER_MNOK * d.wage_growth * d.in_use


def extra_time_cost(i: Inputs, d: Drivers) -> Array:
    """Cost of the extra minutes that users spend; a gain where the minutes are negative."""
    return i.extra_minutes * minute_cost(i, d)


def local_operation(i: Inputs, d: Drivers) -> Array:
    """The municipality's own operation of the platform."""
    return i.local_operating_cost * d.wage_growth * d.in_use


def exit_cost(i: Inputs, d: Drivers) -> Array:
    """A replacement in the exit year; only the share of its life that would else have been Helseplattformen's."""
    share = np.clip((d.go_live + i.service_years - d.exit_year) / i.service_years, 0.0, 1.0)
    cost = i.replacement_cost * d.ref_scale * d.small * d.has_begun * share
    return np.where(d.year == d.exit_year, cost, 0.0)
