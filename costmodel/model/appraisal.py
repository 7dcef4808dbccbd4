"""The appraisal: the table of contents of the model, from a scenario to net present value and kroner per inhabitant."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Annotated, Any, cast

import numpy as np

from costmodel import units as u
from costmodel.assumptions.parameters import Inputs
from costmodel.axes import DRAW, Array
from costmodel.model import benefits, costs, discounting
from costmodel.model.discounting import add, present_value, ratio, total_over_municipalities
from costmodel.model.drivers import Drivers, Studied, drive, study
from costmodel.model.protocols import AnyScenario
from costmodel.units import NOK_PER_MNOK


@dataclass(frozen=True)
class Costs:
    """Cost line items, ``(draw, year, municipality)``, in the run's prices."""

    operating_charge: Annotated[Array, u.MNOK_A_YEAR]
    capital_charge: Annotated[Array, u.MNOK_A_YEAR]
    new_capital_charge: Annotated[Array, u.MNOK_A_YEAR]
    gp_contribution: Annotated[Array, u.MNOK_A_YEAR]
    """Lowers the cost."""
    introduction_cost: Annotated[Array, u.MNOK_A_YEAR]
    transition_loss: Annotated[Array, u.MNOK_A_YEAR]
    extra_time_cost: Annotated[Array, u.MNOK_A_YEAR]
    local_operation: Annotated[Array, u.MNOK_A_YEAR]
    exit_cost: Annotated[Array, u.MNOK_A_YEAR]


@dataclass(frozen=True)
class Benefits:
    """Benefit line items, ``(draw, year, municipality)``, in the run's prices."""

    avoided_legacy_operation: Annotated[Array, u.MNOK_A_YEAR]
    avoided_legacy_reinvestment: Annotated[Array, u.MNOK_A_YEAR]
    register: Mapping[str, Annotated[Array, u.MNOK_A_YEAR]]
    """The benefits of the register by key; reported as ``benefit_KEY``."""


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
    tax_funding_cost: Annotated[Array, u.MNOK_A_YEAR]
    """Cost to society of raising the taxes, R-109/21."""


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
    npv_with_tax_cost: Annotated[Array, u.MNOK]
    """Net present value less the cost to society of raising the taxes."""
    break_even_minutes: Annotated[Array, u.MINUTES]
    """Minutes saved per user and working day, beyond those of the scenario, at which the net present value is 0."""
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
        return Appraisal(self.scenario.rows(start, stop), *(rows_of(part, slice(start, stop)) for part in parts))

    @cached_property
    def irr(self) -> Annotated[Array, u.SHARE_A_YEAR]:
        """Internal rate of return of net_benefit, ``(draw, 1, 1)``; nan where there is not exactly one."""
        return discounting.internal_rate_of_return(total_over_municipalities(self.totals.net_benefit))

    @cached_property
    def payback_year(self) -> Annotated[Array, u.CALENDAR_YEAR]:
        """Year in which the discounted net benefit has paid back, ``(draw, 1, 1)``; nan where it never does."""
        net_benefit = total_over_municipalities(self.totals.net_benefit)
        return discounting.payback_year(net_benefit, self.drivers.discount_factor, self.drivers.year)


def rows_of(part: Any, rows: slice) -> Any:
    """The same record with some of the draws of every array that varies by draw."""
    if isinstance(part, np.ndarray):
        array = cast(Array, part)
        return array if array.shape[DRAW] == 1 else array[rows]
    if isinstance(part, Mapping):
        return {key: rows_of(item, rows) for key, item in cast(Mapping[str, Array], part).items()}
    return replace(part, **{field.name: rows_of(getattr(part, field.name), rows) for field in fields(part)})


def appraise(scenario: AnyScenario) -> Appraisal:
    """Appraise every draw of the scenario from its ``start_year``, relative to keeping the earlier record systems."""
    return appraise_studied(scenario, study(scenario.inputs, scenario.region, scenario.municipality, scenario.participant_set))


def appraise_studied(scenario: AnyScenario, studied: Studied) -> Appraisal:
    """The same with the studied municipalities and the participants given; `studied` may hold more draws than the scenario."""
    i = scenario.inputs
    d = drive(i, studied)
    cost = Costs(
        operating_charge=costs.operating_charge(i, d),
        capital_charge=costs.capital_charge(i, d),
        new_capital_charge=costs.new_capital_charge(i, d),
        gp_contribution=costs.gp_contribution(i, d),
        introduction_cost=costs.introduction_cost(i, d),
        transition_loss=costs.transition_loss(i, d),
        extra_time_cost=costs.extra_time_cost(i, d),
        local_operation=costs.local_operation(i, d),
        exit_cost=costs.exit_cost(i, d),
    )
    benefit = Benefits(
        avoided_legacy_operation=benefits.avoided_legacy_operation(i, d),
        avoided_legacy_reinvestment=benefits.avoided_legacy_reinvestment(i, d),
        register={key: benefits.benefit(b, i, d) for key, b in i.benefits.items()},
    )
    totals = add_up(i, cost, benefit)
    return Appraisal(scenario, d, cost, benefit, totals, indicate(i, d, totals))


def add_up(i: Inputs, c: Costs, b: Benefits) -> Totals:
    """The sums of the line items, and what the operating budget and the taxpayers feel of them."""
    avoided = b.avoided_legacy_operation + b.avoided_legacy_reinvestment
    total_cost = total_cost_of(c)
    total_benefit = add([avoided, *b.register.values()])
    released = add([avoided, *(i.benefits[key].budget_releasing * item for key, item in b.register.items())])
    net_budget_effect = released - (total_cost - (1.0 - i.time_in_budget) * c.extra_time_cost)
    return Totals(
        total_cost=total_cost,
        total_benefit=total_benefit,
        net_benefit=total_benefit - total_cost,
        net_budget_effect=net_budget_effect,
        tax_funding_cost=-i.tax_funding_rate * net_budget_effect,
    )


def total_cost_of(c: Costs) -> Array:
    """Sum of the cost line items; the GPs' contribution lowers it."""
    charges = c.operating_charge + c.capital_charge + c.new_capital_charge - c.gp_contribution
    transition = c.introduction_cost + c.transition_loss
    return charges + transition + c.extra_time_cost + c.local_operation + c.exit_cost


def indicate(i: Inputs, d: Drivers, totals: Totals) -> Indicators:
    """The indicators from the sums over the years and the studied municipalities."""
    npv = value_today(totals.net_benefit, d)
    has_flows = np.where(d.exit_year > -np.inf, 1.0, 0.0)
    inhabitants = total_over_municipalities(d.population_in_reference_year * has_flows)
    return Indicators(
        npv=npv,
        npv_per_inhabitant=ratio(npv * NOK_PER_MNOK, inhabitants),
        annual_per_inhabitant=ratio(npv * NOK_PER_MNOK, value_today(d.population * d.live, d)),
        benefit_cost_ratio=discounting.benefit_cost_ratio(value_today(totals.total_benefit, d), value_today(totals.total_cost, d)),
        npv_with_tax_cost=npv - value_today(totals.tax_funding_cost, d),
        break_even_minutes=ratio(-npv, value_today(costs.minute_cost(i, d), d)),
        implied_investment=costs.existing_capital(i) / discounting.annuity(i.loan_rate, i.depreciation_years),
    )


def value_today(flow: Array, d: Drivers) -> Array:
    """Present value in the first year of the appraisal, over the studied municipalities, ``(draw, 1, 1)``."""
    return total_over_municipalities(present_value(flow, d.discount_factor))
