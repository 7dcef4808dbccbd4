"""The parameters that the engine reads: their names, in the order of ``model.md``, and their units.

This is the one list of parameter names in the code. The loader checks the assumption files against it; what a
parameter means, its value, range and origin stand in the files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Annotated, NamedTuple, get_type_hints

from costmodel import units as u
from costmodel.axes import Array
from costmodel.units import Unit


class Limits(NamedTuple):
    """The lowest and the highest number that the model can bear: outside them it divides by nothing or never ends."""

    lowest: float
    highest: float


LIMITS: dict[Unit, Limits] = {
    u.CALENDAR_YEAR: Limits(1900, 2200),
    u.WHOLE_YEARS: Limits(1, 100),
    u.YEARS: Limits(0, 100),
    u.MONTHS: Limits(1, 600),
    u.WORKDAYS: Limits(0, 366),
    u.MUNICIPALITIES: Limits(0, 10_000),
    u.OFFICES: Limits(0, 1e6),
    u.PEOPLE: Limits(0, 1e7),
    u.SHARE: Limits(0, 1),
    u.SHARE_A_YEAR: Limits(-0.5, 1),
    u.EXPONENT: Limits(0, 10),
    u.MINUTES: Limits(-1440, 1440),
    u.MNOK: Limits(0, 1e6),
    u.MNOK_A_YEAR: Limits(0, 1e6),
    u.NOK_PER_HOUR: Limits(0, 1e6),
    u.NOK_PER_OFFICE: Limits(0, 1e9),
}
"""What the model can bear of a parameter by its unit, unless the parameter has limits of its own."""
RAMP = Limits(0.1, 100)
"""A ramp is divided by."""


@dataclass(frozen=True)
class BenefitInputs:
    """One benefit of the register: arrays ``(draw, 1, 1)``, money in the run's price year."""

    potential: Annotated[Array, u.MNOK_A_YEAR]
    realisation: Annotated[Array, u.SHARE]
    lag_years: Annotated[Array, u.YEARS]
    ramp_years: Annotated[Array, u.YEARS, RAMP]
    budget_releasing: Annotated[Array, u.SHARE]
    also_in_alternative: Annotated[Array, u.SHARE]
    gp_dependence: Annotated[Array, u.SHARE]
    coverage_dependence: Annotated[Array, u.SHARE]


@dataclass(frozen=True)
class Inputs:
    """Every parameter as an array ``(draw, 1, 1)``, money in the run's price year; ``exit_year`` inf where there is none."""

    start_year: Annotated[Array, u.CALENDAR_YEAR]
    decision_year: Annotated[Array, u.CALENDAR_YEAR]
    price_year: Annotated[Array, u.CALENDAR_YEAR]
    reference_year: Annotated[Array, u.CALENDAR_YEAR]
    reference_participants: Annotated[Array, u.MUNICIPALITIES]
    discount_rate: Annotated[Array, u.SHARE_A_YEAR]
    tax_funding_rate: Annotated[Array, u.SHARE]
    service_years: Annotated[Array, u.WHOLE_YEARS]
    depreciation_years: Annotated[Array, u.WHOLE_YEARS]
    real_wage_growth: Annotated[Array, u.SHARE_A_YEAR]
    real_cost_growth: Annotated[Array, u.SHARE_A_YEAR]
    population_growth: Annotated[Array, u.SHARE_A_YEAR]
    participants: Annotated[Array, u.MUNICIPALITIES]
    rollout_delay: Annotated[Array, u.YEARS]
    published_platform_cost: Annotated[Array, u.MNOK_A_YEAR]
    platform_cost: Annotated[Array, u.MNOK_A_YEAR]
    capital_share: Annotated[Array, u.SHARE]
    extra_investment: Annotated[Array, u.MNOK]
    operating_fixed_share: Annotated[Array, u.SHARE]
    hospital_share: Annotated[Array, u.SHARE, Limits(0.01, 1)]
    capital_fixed_share: Annotated[Array, u.SHARE]
    loan_rate: Annotated[Array, u.SHARE_A_YEAR]
    gp_uptake: Annotated[Array, u.SHARE]
    gp_start_year: Annotated[Array, u.CALENDAR_YEAR]
    gp_ramp_years: Annotated[Array, u.YEARS, RAMP]
    gp_offices: Annotated[Array, u.OFFICES]
    gp_fee: Annotated[Array, u.NOK_PER_OFFICE]
    gp_service_cost: Annotated[Array, u.NOK_PER_OFFICE]
    network_exponent: Annotated[Array, u.EXPONENT]
    introduction_outlay: Annotated[Array, u.MNOK]
    introduction_months: Annotated[Array, u.MONTHS]
    twelve_month_loss: Annotated[Array, u.MNOK]
    transition_decay: Annotated[Array, u.SHARE_A_YEAR, Limits(0, 0.95)]
    users: Annotated[Array, u.PEOPLE]
    workdays: Annotated[Array, u.WORKDAYS]
    extra_minutes: Annotated[Array, u.MINUTES]
    hourly_cost: Annotated[Array, u.NOK_PER_HOUR]
    time_in_budget: Annotated[Array, u.SHARE]
    local_operating_cost: Annotated[Array, u.MNOK_A_YEAR]
    scale_elasticity: Annotated[Array, u.EXPONENT, Limits(0, 2)]
    legacy_operating_cost: Annotated[Array, u.MNOK_A_YEAR]
    legacy_overlap_years: Annotated[Array, u.YEARS]
    legacy_reinvestment: Annotated[Array, u.MNOK]
    legacy_reinvestment_year: Annotated[Array, u.CALENDAR_YEAR]
    exit_year: Annotated[Array, u.CALENDAR_YEAR]
    replacement_cost: Annotated[Array, u.MNOK]
    benefits: Mapping[str, BenefitInputs]
    """The benefit register by key."""


def _notes(record: type) -> dict[str, tuple[Unit, Limits]]:
    """Unit and limits of each array of the record."""
    hints = get_type_hints(record, include_extras=True)
    notes = {field.name: getattr(hints[field.name], "__metadata__", ()) for field in fields(record)}
    return {name: (note[0], note[1] if len(note) > 1 else LIMITS[note[0]]) for name, note in notes.items() if note}


_OF_BENEFITS = _notes(BenefitInputs)
_OF_PARAMETERS = _notes(Inputs)
BENEFIT_UNITS: dict[str, Unit] = {name: unit for name, (unit, _) in _OF_BENEFITS.items()}
"""Unit of each field of a benefit, by name."""
PARAMETER_UNITS: dict[str, Unit] = {name: unit for name, (unit, _) in _OF_PARAMETERS.items()}
"""Unit of each parameter, by name."""
BUDGET_UNITS: dict[str, Unit] = {"municipal_deflator": u.SHARE_A_YEAR}
"""Unit of each number that only the budget page reads: no formula of the appraisal has them."""
HARD_LIMITS: dict[str, Limits] = {name: limits for name, (_, limits) in {**_OF_BENEFITS, **_OF_PARAMETERS}.items()}
"""What the model can bear of each parameter and of each field of a benefit; the files may only narrow it."""
RUN_SETTINGS = ("start_year", "decision_year", "price_year", "reference_year")
"""Settings of the whole run: the same for all draws of a batch."""
