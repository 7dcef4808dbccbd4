"""The region as a whole: what everybody pays in a year, and an orderly wind-down of the whole platform."""

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Annotated

import numpy as np

from costmodel import units as u
from costmodel.assumptions.parameters import Inputs
from costmodel.axes import Array, per_draw
from costmodel.model import costs, participation
from costmodel.model.appraisal import appraise
from costmodel.model.benefits import platform_benefit
from costmodel.model.decision import from_decision
from costmodel.model.derivation import census_of, per_inhabitant
from costmodel.model.discounting import add, present_value, ratio, total_over_municipalities
from costmodel.model.drivers import Census
from costmodel.model.participation import clip01, elapsed_share
from costmodel.model.parties import hospitals
from costmodel.model.results import Appraisal, sum_of_charges
from costmodel.model.scenario import Scenario


@dataclass(frozen=True)
class RegionalCharge:
    """What the hospitals and the participants pay of the platform, MNOK a year, ``(draw, year, 1)``."""

    appraisal: Appraisal
    """All participants together."""
    hospitals: Array
    participants: Array
    in_service: Array
    """1 in years in which all the reference participants are in service to the end, else 0: after it the sum is not the region's."""

    @property
    def total(self) -> Array:
        """Both together; nan where not all the reference participants are in service."""
        return np.where(self.in_service == 1.0, self.hospitals + self.participants, np.nan)


@dataclass(frozen=True)
class WindDown:
    """An orderly wind-down of the whole platform, from the decision year."""

    appraisal: Appraisal
    """All participants together, as they are without it."""
    saved_operation: Annotated[Array, u.MNOK_A_YEAR]
    """Of the platform's operation, by year, ``(draw, year, 1)``."""
    saved_local_operation: Annotated[Array, u.MNOK_A_YEAR]
    lost_benefits: Annotated[Array, u.MNOK_A_YEAR]
    time: Annotated[Array, u.MNOK_A_YEAR]
    """What the minutes are worth that are gained by it; negative where they are lost."""
    replacement: Annotated[Array, u.MNOK_A_YEAR]
    npv: Annotated[Array, u.MNOK]
    """Present value in the decision year, ``(draw, 1, 1)``."""
    break_even_minutes: Annotated[Array, u.MINUTES]
    """Minutes a full-time employee a day that must be gained for npv to be 0."""


def all_participants(scenario: Scenario) -> Scenario:
    """The scenario for everybody, without exits of its own."""
    never = per_draw(np.inf)
    values = {**scenario.values, "exit_year": never, "alternative_year": never}
    return replace(scenario, municipality=None, together=frozenset(), values=MappingProxyType(values))


def regional_charge(scenario: Scenario) -> RegionalCharge:
    """What is paid each year from ``start_year``, by the hospitals and by all participants."""
    everybody = replace(scenario, municipality=None, together=frozenset())
    appraisal = appraise(everybody)
    i, d, region = everybody.inputs, appraisal.drivers, everybody.region
    return RegionalCharge(
        appraisal=appraisal,
        hospitals=hospitals.charge(i, census_of(i, region, d.year), region, d, d),
        participants=total_over_municipalities(sum_of_charges(appraisal)),
        in_service=hospitals.reference_in_service(i, region, d.year),
    )


def wind_down(scenario: Scenario) -> WindDown:
    """What the region gains by winding the platform down in ``wind_down_year``; the scenario's own exits are left out."""
    everybody = all_participants(scenario)
    now = from_decision(everybody)
    appraisal = appraise(now)
    i, d = now.inputs, appraisal.drivers
    census = census_of(i, now.region, d.year)
    after = np.where(d.year >= i.wind_down_year, 1.0, 0.0)
    winding = after * (1.0 - elapsed_share(d.year, d.platform_end))
    operation = (
        total_over_municipalities(appraisal.costs.operating_charge) * after + hospitals.operation(i, census, now.region, d, d) * winding
    )
    saved = (1.0 - i.wind_down_operation_share) * operation
    local = total_over_municipalities(appraisal.costs.local_operation) * after
    given = add([total_over_municipalities(platform_benefit(b, i, d)) for b in i.benefits.values()])
    lost = (1.0 - i.wind_down_reach) * given * after
    minute = minute_of_all(i, census, appraisal) * winding
    life = clip01((d.platform_end - i.wind_down_year) / i.service_years)
    replacement = np.where(d.year == i.wind_down_year, i.wind_down_replacement * life, 0.0)
    rest = present_value(saved + local - lost - replacement, d.discount_factor)
    of_a_minute = present_value(minute, d.discount_factor)
    return WindDown(
        appraisal=appraisal,
        saved_operation=saved,
        saved_local_operation=local,
        lost_benefits=lost,
        time=minute * i.wind_down_minutes,
        replacement=replacement,
        npv=rest + i.wind_down_minutes * of_a_minute,
        break_even_minutes=ratio(-rest, of_a_minute),
    )


def minute_of_all(i: Inputs, census: Census, appraisal: Appraisal) -> Array:
    """What a minute of every user of the region is worth a year, the hospitals' too, MNOK, ``(draw, year, 1)``."""
    d, region = appraisal.drivers, appraisal.scenario.region
    everyone = census.in_table * participation.first_ranks(region, i.reference_participants)
    users = i.users * (total_over_municipalities(everyone) * per_inhabitant(census, region)) + i.hospital_users
    return users / i.users * costs.minute_cost(i) * d.wage_growth
