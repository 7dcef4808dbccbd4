"""What is reported of an appraisal: every line item, total and driver by year, summed over the studied municipalities."""

from dataclasses import fields
from typing import cast

import numpy as np

from costmodel.axes import YEAR, Array
from costmodel.model.appraisal import Appraisal, Costs, Totals
from costmodel.model.discounting import present_value, ratio, total_over_municipalities
from costmodel.units import NOK_PER_MNOK

COSTS = tuple(field.name for field in fields(Costs))
TOTALS = tuple(field.name for field in fields(Totals))
AVOIDED = ("avoided_legacy_operation", "avoided_legacy_reinvestment")
CHARGES = ("operating_charge", "capital_charge", "new_capital_charge")


def years_of(appraisal: Appraisal) -> list[int]:
    """The calendar years of the appraisal."""
    return [int(year) for year in appraisal.drivers.year.ravel()]


def benefit_names(appraisal: Appraisal) -> tuple[str, ...]:
    """Names of the benefit line items: ``benefit_KEY`` of the register, then what is avoided of the former systems."""
    return (*(f"benefit_{key}" for key in appraisal.benefits.register), *AVOIDED)


def line_items(appraisal: Appraisal) -> dict[str, Array]:
    """Line items and totals by name, MNOK a year, ``(draw, year, 1)``; ``gp_contribution`` lowers the cost."""
    costs = {name: cast(Array, getattr(appraisal.costs, name)) for name in COSTS}
    register = {f"benefit_{key}": item for key, item in appraisal.benefits.register.items()}
    avoided = {name: cast(Array, getattr(appraisal.benefits, name)) for name in AVOIDED}
    totals = {name: cast(Array, getattr(appraisal.totals, name)) for name in TOTALS}
    return {name: total_over_municipalities(item) for name, item in {**costs, **register, **avoided, **totals}.items()}


def drivers(appraisal: Appraisal) -> dict[str, Array]:
    """Drivers by name, ``(draw, year, 1)``: people, time in use, coverage, sharing, the yearly price per inhabitant, the running sum.

    Inhabitants are those of the municipalities with flows; ``live`` is their share that has the platform in use.
    """
    d = appraisal.drivers
    population = total_over_municipalities(d.population * np.where(d.exit_year > -np.inf, 1.0, 0.0))
    charges = total_over_municipalities(sum_of_charges(appraisal))
    return {
        "population": population,
        "live": ratio(total_over_municipalities(d.population * d.live), population),
        "coverage": d.coverage,
        "sharing": d.sharing,
        "gp_share": d.gp_share,
        "discount_factor": d.discount_factor,
        "platform_cost_per_inhabitant": ratio(charges * NOK_PER_MNOK, population),
        "cumulated_net_benefit": cumulated_net_benefit(appraisal),
    }


def cumulated_net_benefit(appraisal: Appraisal) -> Array:
    """Discounted net benefit from the first year to the end of each, MNOK, ``(draw, year, 1)``; its last is npv."""
    discounted = appraisal.totals.net_benefit * appraisal.drivers.discount_factor
    return np.add.accumulate(total_over_municipalities(discounted), axis=YEAR)


def sum_of_charges(appraisal: Appraisal) -> Array:
    """What is paid to the platform: operation and both kinds of capital, MNOK a year, ``(draw, year, municipality)``."""
    costs = appraisal.costs
    return costs.operating_charge + costs.capital_charge + costs.new_capital_charge


def present_values(appraisal: Appraisal) -> dict[str, Array]:
    """Present value of every line item and total, MNOK, ``(draw, 1, 1)``."""
    return {name: present_value(item, appraisal.drivers.discount_factor) for name, item in line_items(appraisal).items()}


def indicators(appraisal: Appraisal) -> dict[str, Array]:
    """Every indicator by name, ``(draw, 1, 1)``; nan where it does not exist."""
    eager = {field.name: cast(Array, getattr(appraisal.indicators, field.name)) for field in fields(appraisal.indicators)}
    return {**eager, "irr": appraisal.irr, "payback_year": appraisal.payback_year}
