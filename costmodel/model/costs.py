"""The cost line items: one small function each, MNOK a year in the run's prices, ``(draw, year, municipality)``.

Names and formulas are those of the model description; `i` are the inputs, `d` the drivers.
"""

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import Array, part_of
from costmodel.model.discounting import annuity
from costmodel.model.drivers import Drivers, Growth, Platform
from costmodel.model.participation import clip01, elapsed_share
from costmodel.units import HOURS_PER_DAY, MINUTES_PER_HOUR, MONTHS_PER_YEAR, NOK_PER_MNOK


def existing_capital(i: Inputs) -> Array:
    """Capital part of the published yearly cost, MNOK a year for the reference municipality, ``(draw, 1, 1)``."""
    return i.capital_share * i.published_platform_cost


def agreed_platform_cost(i: Inputs, g: Growth) -> Array:
    """Yearly platform cost: the published one before the decision year, the scenario's from it on."""
    return np.where(g.year < i.decision_year, i.published_platform_cost, i.platform_cost)


def operating_price(i: Inputs, g: Growth, p: Platform, level: Array | float = 1.0) -> Array:
    """What operation of the platform costs a year for a municipality like the reference; a share of it is fixed and shared by all.

    ``(draw, year, 1)``, or by municipality as the `level` that the yearly platform cost has by what has been paid.
    """
    return (agreed_platform_cost(i, g) * level - existing_capital(i)) * g.cost_growth * shared_part(i, p)


def price_of_level(i: Inputs, g: Growth, p: Platform) -> Array:
    """What the price of operation rises by where the level of the yearly platform cost rises by 1, ``(draw, year, 1)``."""
    return agreed_platform_cost(i, g) * g.cost_growth * shared_part(i, p)


def shared_part(i: Inputs, p: Platform) -> Array:
    """What operation costs against a year with the reference participants alone: a share of it is fixed and shared by all."""
    f = i.operating_fixed_share
    return 1.0 - f + f * (p.sharing * p.steady)


def new_capital_price(i: Inputs, g: Growth, p: Platform) -> Array:
    """What new investment costs a year for a municipality like the reference, ``(draw, year, 1)``."""
    return new_capital(i, g) * (p.steady * p.sharing)


def capital_price(i: Inputs, p: Platform) -> Array:
    """What the capital already invested costs a year for a municipality like the reference, ``(draw, year, 1)``."""
    return existing_capital(i) * p.sharing_capital


def new_capital(i: Inputs, g: Growth) -> Array:
    """Level payment for new investment from the decision year over what is left of the platform's life, ``(draw, year, 1)``."""
    years = np.maximum(g.platform_end - i.decision_year, 1.0)
    payment = (i.extra_investment + i.unplanned_investment) * annuity(i.loan_rate, years)
    return payment * (np.where(g.year >= i.decision_year, 1.0, 0.0) * (1.0 - elapsed_share(g.year, g.platform_end)))


def operating_charge(i: Inputs, d: Drivers) -> Array:
    """Charge for operation of the platform; a share of it is common and falls with more participants."""
    return operating_price(i, d, d, d.level_ratio) * d.in_use


def capital_charge(i: Inputs, d: Drivers) -> Array:
    """Charge for the capital already invested; goes on after an exit as far as it is stranded."""
    return capital_price(i, d) * (d.ref_scale * (d.owed * d.has_begun * d.carried))


def new_capital_charge(i: Inputs, d: Drivers) -> Array:
    """Charge for new investment, paid by those who use it: who leaves stops."""
    return new_capital_price(i, d, d) * d.in_use


def gp_contribution(i: Inputs, d: Drivers) -> Array:
    """The municipality's part of what GP offices pay less what serving them costs; lowers the cost (negative where serving costs more)."""
    margin = i.gp_offices * (i.gp_fee - i.gp_service_cost) / NOK_PER_MNOK * (1.0 - i.hospital_share)
    return margin * d.gp_share * (d.share_of_region * d.live)


def introduction_cost(i: Inputs, d: Drivers) -> Array:
    """Outlay for introduction, spread evenly over the months before go-live."""
    outlay = i.introduction_outlay * d.ref_scale * d.small
    return outlay * (share_before(d.year, d.go_live, i.introduction_months / MONTHS_PER_YEAR) * d.before_exit)


def share_before(year: Array, moment: Array, duration: Array) -> Array:
    """Share of the years (`duration`, more than 0) before a moment that lies in the year."""
    begin = moment - duration
    by_end = np.clip(year + 1.0 - begin, 0.0, duration)
    by_start = np.clip(year - begin, 0.0, duration)
    return (by_end - by_start) / duration


def clinic_transition_loss(i: Inputs, d: Drivers) -> Array:
    """What the emergency clinic lost in the transition."""
    return i.clinic_twelve_month_loss * d.ref_scale * (d.transition_path * d.remaining)


def hour_cost(i: Inputs) -> Array:
    """What an hour of every full-time employee on every working day costs in a year, for the reference municipality, ``(draw, 1, 1)``."""
    return i.users * i.fte_per_user * i.workdays * i.hourly_cost / NOK_PER_MNOK


def minute_cost(i: Inputs) -> Array:
    """The same of a minute."""
    return hour_cost(i) / MINUTES_PER_HOUR


def transition_time_cost(i: Inputs, d: Drivers) -> Array:
    """Working time lost in all services while the platform is learnt."""
    return i.transition_time_share * (HOURS_PER_DAY * hour_cost(i)) * (d.time_in_service * d.transition_path)


def extra_time_cost(i: Inputs, d: Drivers) -> Array:
    """Cost of the extra minutes that employees spend; a gain where the minutes are negative."""
    return i.extra_minutes * minute_cost(i) * (d.working_time * d.live)


def local_operation(i: Inputs, d: Drivers) -> Array:
    """The municipality's own operation of the platform."""
    return i.local_operating_cost * (d.wage_growth * d.in_use)


def alternative_introduction(i: Inputs, d: Drivers) -> Array:
    """Procurement, introduction and moving of records, for the share of its life that would else have been the platform's."""
    weight = np.where(i.alternative.per_inhabitant == 1.0, 1.0, d.small_together)
    life = d.alternative_life * np.where(d.year >= i.decision_year, 1.0, 0.0)
    share = part_of(lambda: before_alternative(i, d), life)
    return part_of(lambda: i.alternative.one_off_cost * d.ref_scale * weight, share)


def whole_of_alternative(part: Array, d: Drivers) -> Array:
    """The whole of a one-off cost of the alternative, of which the appraisal has the part that would else have been the platform's life."""
    life = d.alternative_life
    return np.where(life > 0, part / np.where(life > 0, life, 1.0), 0.0)


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
