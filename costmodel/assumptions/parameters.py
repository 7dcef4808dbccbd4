"""The parameters that the engine reads: their names, in the order of ``model.md``, and their units.

This is the one list of parameter names in the code. The loader checks the assumption files against it; what a
parameter means, its value, range and origin stand in the files.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import inf
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
    u.MINUTES_PER_GP: Limits(-1440, 1440),
    u.MINUTES_PER_EVENT: Limits(0, 100_000),
    u.EVENTS: Limits(0, 1e9),
    u.FTE_PER_PERSON: Limits(0, 1),
    u.GPS_PER_OFFICE: Limits(0, 100),
    u.YES_OR_NO: Limits(0, 1),
    u.MNOK: Limits(0, 1e6),
    u.MNOK_A_YEAR: Limits(0, 1e6),
    u.NOK_PER_HOUR: Limits(0, 1e6),
    u.NOK_PER_OFFICE: Limits(0, 1e9),
    u.NOK_PER_OFFICE_YEAR: Limits(0, 1e9),
}
"""What the model can bear of a parameter by its unit, unless the parameter has limits of its own."""
RAMP = Limits(0.1, 100)
"""A ramp is divided by."""


@dataclass(frozen=True)
class BenefitInputs:
    """One benefit of the register: arrays ``(draw, 1, 1)``, money in the run's price year.

    Its full effect is either an amount (`potential`) or so many events of so many minutes; what it has not is None.
    """

    realisation: Annotated[Array, u.SHARE]
    lag_years: Annotated[Array, u.YEARS]
    ramp_years: Annotated[Array, u.YEARS, RAMP]
    budget_releasing: Annotated[Array, u.SHARE]
    also_in_null: Annotated[Array, u.SHARE]
    gp_dependence: Annotated[Array, u.SHARE]
    coverage_dependence: Annotated[Array, u.SHARE]
    potential: Annotated[Array | None, u.MNOK_A_YEAR] = None
    quantity: Annotated[Array | None, u.EVENTS] = None
    minutes: Annotated[Array | None, u.MINUTES_PER_EVENT] = None


@dataclass(frozen=True)
class LegacyInputs:
    """One of the systems that Helseplattformen replaces: arrays ``(draw, 1, 1)``, money in the run's price year."""

    yearly_cost: Annotated[Array, u.MNOK_A_YEAR]
    renewal_cost: Annotated[Array, u.MNOK]
    renewal_year: Annotated[Array, u.CALENDAR_YEAR]
    life_years: Annotated[Array, u.WHOLE_YEARS]
    weight: Annotated[Array, u.SHARE]
    replaced: Annotated[Array, u.YES_OR_NO]


@dataclass(frozen=True)
class AlternativeInputs:
    """One alternative: arrays ``(draw, 1, 1)``, money in the run's price year; ``earliest_year`` 0 where there is none."""

    earliest_year: Annotated[Array, u.CALENDAR_YEAR, Limits(0, 2200)]
    per_inhabitant: Annotated[Array, u.YES_OR_NO]
    one_off_cost: Annotated[Array, u.MNOK]
    transition_time_share: Annotated[Array, u.SHARE]
    operating_cost: Annotated[Array, u.MNOK_A_YEAR]
    extra_minutes: Annotated[Array, u.MINUTES]
    lag_years: Annotated[Array, u.YEARS]
    ramp_years: Annotated[Array, u.YEARS, RAMP]
    reach: Annotated[Array, u.SHARE]
    reach_of: Mapping[str, Array]
    """The share of the full effect that is reached of each benefit of the register, by key: `reach` unless it has one of its own."""


@dataclass(frozen=True)
class Inputs:
    """Every parameter as an array ``(draw, 1, 1)``, money in the run's price year; years of exit and alternative inf where none."""

    start_year: Annotated[Array, u.CALENDAR_YEAR]
    decision_year: Annotated[Array, u.CALENDAR_YEAR]
    price_year: Annotated[Array, u.CALENDAR_YEAR]
    reference_year: Annotated[Array, u.CALENDAR_YEAR]
    exit_lead_years: Annotated[Array, u.YEARS, Limits(0, 6)]
    reference_participants: Annotated[Array, u.MUNICIPALITIES]
    rebase_on_actuals: Annotated[Array, u.YES_OR_NO]
    discount_rate: Annotated[Array, u.SHARE_A_YEAR]
    tax_funding_rate: Annotated[Array, u.SHARE]
    service_years: Annotated[Array, u.WHOLE_YEARS]
    depreciation_years: Annotated[Array, u.WHOLE_YEARS]
    entry_transfer_share: Annotated[Array, u.SHARE]
    real_wage_growth: Annotated[Array, u.SHARE_A_YEAR]
    real_cost_growth: Annotated[Array, u.SHARE_A_YEAR]
    population_growth: Annotated[Array, u.SHARE_A_YEAR]
    participants: Annotated[Array, u.MUNICIPALITIES]
    rollout_delay: Annotated[Array, u.YEARS]
    published_platform_cost: Annotated[Array, u.MNOK_A_YEAR]
    platform_cost: Annotated[Array, u.MNOK_A_YEAR]
    capital_share: Annotated[Array, u.SHARE]
    extra_investment: Annotated[Array, u.MNOK]
    unplanned_investment: Annotated[Array, u.MNOK]
    operating_fixed_share: Annotated[Array, u.SHARE]
    hospital_share: Annotated[Array, u.SHARE, Limits(0.01, 0.99)]
    loan_rate: Annotated[Array, u.SHARE_A_YEAR]
    stranded_share: Annotated[Array, u.SHARE]
    gp_uptake: Annotated[Array, u.SHARE]
    gp_start_year: Annotated[Array, u.CALENDAR_YEAR]
    gp_ramp_years: Annotated[Array, u.YEARS, RAMP]
    gp_offices: Annotated[Array, u.OFFICES]
    gp_fee: Annotated[Array, u.NOK_PER_OFFICE_YEAR]
    gp_service_cost: Annotated[Array, u.NOK_PER_OFFICE_YEAR]
    gp_system_saved: Annotated[Array, u.NOK_PER_OFFICE_YEAR]
    gp_switch_cost: Annotated[Array, u.NOK_PER_OFFICE]
    gps_per_office: Annotated[Array, u.GPS_PER_OFFICE]
    gp_minutes: Annotated[Array, u.MINUTES_PER_GP]
    gp_hourly_cost: Annotated[Array, u.NOK_PER_HOUR]
    network_exponent: Annotated[Array, u.EXPONENT]
    introduction_outlay: Annotated[Array, u.MNOK]
    introduction_months: Annotated[Array, u.MONTHS]
    clinic_twelve_month_loss: Annotated[Array, u.MNOK]
    transition_decay: Annotated[Array, u.SHARE_A_YEAR, Limits(0, 0.95)]
    transition_time_share: Annotated[Array, u.SHARE]
    users: Annotated[Array, u.PEOPLE]
    fte_per_user: Annotated[Array, u.FTE_PER_PERSON]
    workdays: Annotated[Array, u.WORKDAYS]
    extra_minutes: Annotated[Array, u.MINUTES]
    hourly_cost: Annotated[Array, u.NOK_PER_HOUR]
    time_in_budget: Annotated[Array, u.SHARE]
    local_operating_cost: Annotated[Array, u.MNOK_A_YEAR]
    scale_elasticity: Annotated[Array, u.EXPONENT, Limits(0, 2)]
    legacy_overlap_years: Annotated[Array, u.YEARS]
    exit_year: Annotated[Array, u.CALENDAR_YEAR]
    alternative_year: Annotated[Array, u.CALENDAR_YEAR]
    wind_down_year: Annotated[Array, u.CALENDAR_YEAR]
    wind_down_replacement: Annotated[Array, u.MNOK]
    wind_down_operation_share: Annotated[Array, u.SHARE]
    wind_down_reach: Annotated[Array, u.SHARE]
    wind_down_minutes: Annotated[Array, u.MINUTES]
    hospital_users: Annotated[Array, u.PEOPLE]
    benefits: Mapping[str, BenefitInputs]
    """The benefit register by key."""
    legacy_systems: Mapping[str, LegacyInputs]
    """The systems that Helseplattformen replaces, by key."""
    alternatives: Mapping[str, AlternativeInputs]
    """What else can be chosen, by key, in the order of the register."""
    alternative: AlternativeInputs
    """The one that is chosen, to leave to or to take."""
    alternative_outside: AlternativeInputs
    """The one that live municipalities outside the set leave to: the run's, whatever the studied one chooses."""


def _notes(record: type) -> dict[str, tuple[Unit, Limits]]:
    """Unit and limits of each array of the record."""
    hints = get_type_hints(record, include_extras=True)
    notes = {field.name: getattr(hints[field.name], "__metadata__", ()) for field in fields(record)}
    return {name: (note[0], note[1] if len(note) > 1 else LIMITS[note[0]]) for name, note in notes.items() if note}


_OF_PARAMETERS = _notes(Inputs)
_OF_REGISTERS = {"benefits": _notes(BenefitInputs), "legacy_systems": _notes(LegacyInputs), "alternatives": _notes(AlternativeInputs)}
PARAMETER_UNITS: dict[str, Unit] = {name: unit for name, (unit, _) in _OF_PARAMETERS.items()}
"""Unit of each parameter, by name."""
REGISTER_UNITS: dict[str, dict[str, Unit]] = {
    register: {name: unit for name, (unit, _) in notes.items()} for register, notes in _OF_REGISTERS.items()
}
"""Unit of each field of a row, by register and field. What an alternative reaches of one benefit is ``reach.BENEFIT``, in that of reach."""
BUDGET_UNITS: dict[str, Unit] = {
    "consumer_price_growth": u.SHARE_A_YEAR,
    "introduction_investment_share": u.SHARE,
    "replacement_investment_share": u.SHARE,
    "renewal_investment_share": u.SHARE,
    "investment_years": u.WHOLE_YEARS,
}
"""Unit of each number that only the budget reads: no formula of the appraisal has them."""
RETIRED_BUDGET = frozenset({"municipal_deflator"})
"""Numbers of the budget that older folders have; price_paths.csv has taken their place, and they are read by nothing."""
RUN_SETTINGS = ("start_year", "decision_year", "price_year", "reference_year")
"""Settings of the whole run: the same for all draws of a batch."""
MAY_BE_EMPTY = {"exit_year": inf, "alternative_year": inf, "earliest_year": 0.0}
"""What null means of the parameters and fields that may be empty: never, never, and at any time."""


def empty_as(name: str) -> float | None:
    """What the engine's arrays hold for an empty value of this number, by its full name; None where it may not be empty."""
    return MAY_BE_EMPTY.get(name.rpartition(".")[2])


def unit_of(name: str) -> Unit | None:
    """The engine's unit of a parameter or of a register's field, as ``alternatives.KEY.reach.BENEFIT``; None where it has no such name."""
    note = _note(name)
    return note and note[0]


def limits_of(name: str) -> Limits:
    """What the model can bear of a number, by its full name; the files may only narrow it. Raises KeyError where it has no such name."""
    note = _note(name)
    if note is None:
        raise KeyError(name)
    return note[1]


def _note(name: str) -> tuple[Unit, Limits] | None:
    register, _, rest = name.partition(".")
    if not rest:
        return _OF_PARAMETERS.get(name)
    field = rest.partition(".")[2]
    of_one_benefit = register == "alternatives" and field.startswith("reach.")
    return _OF_REGISTERS.get(register, {}).get("reach" if of_one_benefit else field)
