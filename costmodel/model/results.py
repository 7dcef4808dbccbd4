"""The result of an appraisal, and what is reported of it by name: line items, totals and drivers by year, indicators."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Annotated, Any, cast

import numpy as np

from costmodel import units as u
from costmodel.axes import DRAW, YEAR, Array
from costmodel.model import discounting
from costmodel.model.discounting import present_value, ratio, total_over_municipalities
from costmodel.model.drivers import Drivers
from costmodel.model.line_items import Benefits, Costs, charges, flows_of, kind_of_item, sum_of
from costmodel.model.protocols import AnyScenario
from costmodel.units import NOK_PER_MNOK


@dataclass(frozen=True)
class Totals:
    """Sums of line items, ``(draw, year, municipality)``, in the run's prices."""

    total_cost: Annotated[Array, u.MNOK_A_YEAR]
    """Sum of the cost line items; the GPs' contribution lowers it."""
    total_benefit: Annotated[Array, u.MNOK_A_YEAR]
    """Sum of the register's benefits and of what is avoided of the former systems."""
    net_benefit: Annotated[Array, u.MNOK_A_YEAR]
    """Benefits less costs."""
    net_budget_effect: Annotated[Array, u.MNOK_A_YEAR]
    """What the operating budget feels; positive is better."""


@dataclass(frozen=True)
class Indicators:
    """What the appraisal comes to, ``(draw, 1, 1)``; nan where an indicator does not exist."""

    npv: Annotated[Array, u.MNOK]
    """Net present value: the discounted net benefit of all years."""
    npv_per_inhabitant: Annotated[Array, u.NOK_PER_INHABITANT]
    """Net present value for each inhabitant in the reference year."""
    annual_per_inhabitant: Annotated[Array, u.NOK_PER_INHABITANT_YEAR]
    """The level amount per inhabitant and year of use with the same present value."""
    benefit_cost_ratio: Annotated[Array, u.RATIO]
    """Present value of the benefits for each krone of cost."""
    budget_npv: Annotated[Array, u.MNOK]
    """Present value of what the operating budget feels; it can point the other way than npv."""
    break_even_minutes: Annotated[Array, u.MINUTES]
    """Minutes saved per full-time employee and working day, beyond those of the scenario, at which the net present value is 0."""
    implied_investment: Annotated[Array, u.MNOK]
    """The investment behind the capital part of the published cost, for the reference municipality."""


@dataclass(frozen=True)
class Appraisal:
    """The result of one scenario or of a batch of them."""

    scenario: AnyScenario
    drivers: Drivers
    costs: Costs
    benefits: Benefits
    totals: Totals
    indicators: Indicators

    def rows(self, start: int, stop: int) -> "Appraisal":
        """Draws from `start` up to, not including, `stop`."""
        parts = (self.drivers, self.costs, self.benefits, self.totals, self.indicators)
        return Appraisal(self.scenario.rows(start, stop), *(some_draws(part, slice(start, stop)) for part in parts))

    @cached_property
    def irr(self) -> Annotated[Array, u.SHARE_A_YEAR]:
        """Internal rate of return of net_benefit, ``(draw, 1, 1)``; nan where there is not exactly one."""
        return discounting.internal_rate_of_return(total_over_municipalities(self.totals.net_benefit))

    @cached_property
    def payback_year(self) -> Annotated[Array, u.CALENDAR_YEAR]:
        """Year in which the discounted net benefit has paid back, ``(draw, 1, 1)``; nan where it never does."""
        net_benefit = total_over_municipalities(self.totals.net_benefit)
        return discounting.payback_year(net_benefit, self.drivers.discount_factor, self.drivers.year)


def some_draws(part: Any, rows: slice) -> Any:
    """The same record with some of the draws of every array that varies by draw."""
    if isinstance(part, np.ndarray):
        array = cast(Array, part)
        return array if array.shape[DRAW] == 1 else array[rows]
    if isinstance(part, tuple):
        return tuple(some_draws(item, rows) for item in cast(tuple[Any, ...], part))
    if isinstance(part, Mapping):
        return {key: some_draws(item, rows) for key, item in cast(Mapping[str, Array], part).items()}
    return replace(part, **{field.name: some_draws(getattr(part, field.name), rows) for field in fields(part)})


def years_of(appraisal: Appraisal) -> list[int]:
    """The calendar years of the appraisal."""
    return [int(year) for year in appraisal.drivers.year.ravel()]


def flows(appraisal: Appraisal) -> dict[str, Array]:
    """Line items by name, MNOK a year, ``(draw, year, municipality)``, positive as named."""
    return flows_of(appraisal.costs, appraisal.benefits)


def line_items(appraisal: Appraisal) -> dict[str, Array]:
    """Line items and totals by name, MNOK a year, ``(draw, year, 1)``, positive as named."""
    return {name: total_over_municipalities(item) for name, item in {**flows(appraisal), **vars(appraisal.totals)}.items()}


def drivers(appraisal: Appraisal) -> dict[str, Array]:
    """Drivers by name, ``(draw, year, 1)``: people, time in use, coverage, sharing, the yearly price per inhabitant, the running sum.

    Inhabitants are those of the municipalities with flows; ``live``, ``on`` and ``using`` are their shares that have the platform,
    the alternative or either in use.
    """
    d = appraisal.drivers
    population = total_over_municipalities(d.population * np.where(d.exit_year > -np.inf, 1.0, 0.0))
    charges = total_over_municipalities(sum_of_charges(appraisal))
    return {
        "population": population,
        **{name: ratio(total_over_municipalities(d.population * getattr(d, name)), population) for name in ("live", "on", "using")},
        "coverage": d.coverage,
        "sharing": d.sharing,
        "sharing_capital": d.sharing_capital,
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
    return sum_of(charges(), vars(appraisal.costs))


def present_values(appraisal: Appraisal) -> dict[str, Array]:
    """Present value of every line item and total, MNOK, ``(draw, 1, 1)``."""
    return {name: present_value(item, appraisal.drivers.discount_factor) for name, item in line_items(appraisal).items()}


def indicators(appraisal: Appraisal) -> dict[str, Array]:
    """Every indicator by name, ``(draw, 1, 1)``; nan where it does not exist."""
    eager = {field.name: cast(Array, getattr(appraisal.indicators, field.name)) for field in fields(appraisal.indicators)}
    return {**eager, "irr": appraisal.irr, "payback_year": appraisal.payback_year}


def reading_order(names: Iterable[str]) -> list[str]:
    """Names of line items and totals as reports have them: costs with their sum, benefits with theirs, then the other totals."""
    known = {sort: [name for name in names if kind(name) == sort] for sort in ("cost", "benefit", "total")}
    others = [name for name in known["total"] if name not in ("total_cost", "total_benefit")]
    return [*known["cost"], "total_cost", *known["benefit"], "total_benefit", *others]


def kind(name: str) -> str:
    """What a yearly figure is: cost, benefit, total or driver."""
    is_total = name in {field.name for field in fields(Totals)}
    return "total" if is_total else kind_of_item(name) or "driver"
