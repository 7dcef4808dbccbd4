"""The appraisal: the table of contents of the model, from a scenario to net present value and kroner per inhabitant."""

from collections.abc import Sequence

import numpy as np

from costmodel.assumptions.parameters import Inputs
from costmodel.axes import Array
from costmodel.model import benefits, costs, discounting
from costmodel.model.actuals.levels import with_level
from costmodel.model.actuals.replacing import with_actuals
from costmodel.model.benefits import FullBenefit
from costmodel.model.derivation import drivers_of, frame_of
from costmodel.model.discounting import add, present_value, ratio, total_over_municipalities
from costmodel.model.drivers import Drivers, Frame
from costmodel.model.line_items import (
    ALL,
    Benefits,
    Costs,
    Flows,
    benefit_items,
    cost_items,
    flows_of,
    subtotals,
    sum_of,
    total_of,
)
from costmodel.model.protocols import AnyRegion, AnyScenario
from costmodel.model.results import Appraisal, Indicators, Totals
from costmodel.model.studied import Studied, studied_of
from costmodel.units import NOK_PER_MNOK


def appraise(scenario: AnyScenario) -> Appraisal:
    """Appraise every draw of the scenario from its ``start_year``, relative to keeping the earlier record systems."""
    i = scenario.inputs
    studied = studied_of(scenario, i)
    return appraise_studied(scenario, i, studied, frame_of(i, studied))


def appraise_studied(scenario: AnyScenario, i: Inputs, studied: Studied, frame: Frame) -> Appraisal:
    """The same with the inputs, who is studied and what the options have in common given."""
    d = with_level(scenario.paid, i, studied, drivers_of(i, studied, frame))
    cost = with_actuals(scenario.paid, studied, d, costs_of(i, d))
    benefit = benefits_of(i, d, studied, frame, scenario.draws)
    totals = totals_of(i, cost, benefit)
    return Appraisal(scenario, d, cost, benefit, totals, indicators_of(i, d, totals))


def costs_of(i: Inputs, d: Drivers) -> Costs:
    """Every cost line item."""
    return Costs(
        operating_charge=costs.operating_charge(i, d),
        capital_charge=costs.capital_charge(i, d),
        new_capital_charge=costs.new_capital_charge(i, d),
        gp_contribution=costs.gp_contribution(i, d),
        introduction_cost=costs.introduction_cost(i, d),
        clinic_transition_loss=costs.clinic_transition_loss(i, d),
        transition_time_cost=costs.transition_time_cost(i, d),
        extra_time_cost=costs.extra_time_cost(i, d),
        local_operation=costs.local_operation(i, d),
        alternative_introduction=costs.alternative_introduction(i, d),
        alternative_transition=costs.alternative_transition(i, d),
        alternative_operation=costs.alternative_operation(i, d),
        alternative_time_cost=costs.alternative_time_cost(i, d),
    )


def benefits_of(i: Inputs, d: Drivers, studied: Studied, frame: Frame, draws: int) -> Benefits:
    """Every benefit line item."""
    rows = register_of(i, studied.region, draws)
    paths = (benefits.benefit_path(row, frame) for row in rows) if frame.benefit_paths is None else frame.benefit_paths
    register = studied.region.each_row([benefits.benefit(row, path, d) for row, path in zip(rows, paths, strict=True)])
    return Benefits(
        avoided_legacy_operation=benefits.avoided_legacy_operation(i, d),
        avoided_legacy_renewal=benefits.avoided_legacy_renewal(i, d),
        register=dict(zip(i.benefits, register, strict=True)),
    )


def register_of(i: Inputs, region: AnyRegion, draws: int) -> Sequence[FullBenefit]:
    """The rows of the benefits' register as their formulas are asked of them."""
    return region.put_together([benefits.full_benefit(key, i) for key in i.benefits], draws)


def totals_of(i: Inputs, c: Costs, b: Benefits) -> Totals:
    """The sums of the line items, and what the operating budget feels of them."""
    flows, cost_list, benefit_list = flows_of(c, b), cost_items(), benefit_items(b.register)
    gains = [(part[0], sum_of(part, flows)) for part in subtotals(benefit_list)]
    total_cost = total_of(cost_list, flows)
    total_benefit = add([gain for _, gain in gains])
    released = add([item.felt(gain, i) for item, gain in gains])
    net_budget_effect = released - cost_in_budget(i, total_cost, flows)
    return Totals(
        total_cost=total_cost,
        total_benefit=total_benefit,
        net_benefit=total_benefit - total_cost,
        net_budget_effect=net_budget_effect,
    )


def cost_in_budget(i: Inputs, total_cost: Array, flows: Flows) -> Array:
    """What the operating budget feels of the costs: all of them, less the rest of each that it feels a share of."""
    shared = [item for item in cost_items() if item.in_budget != ALL]
    for share in dict.fromkeys(item.in_budget for item in shared):
        items = [item for item in shared if item.in_budget == share]
        total_cost = total_cost - (1.0 - items[0].share_in_budget(i)) * sum_of(items, flows)
    return total_cost


def indicators_of(i: Inputs, d: Drivers, totals: Totals) -> Indicators:
    """The indicators from the sums over the years and the studied municipalities."""
    npv = value_today(totals.net_benefit, d)
    has_flows = np.where(d.exit_year > -np.inf, 1.0, 0.0)
    inhabitants = total_over_municipalities(d.population_in_reference_year * has_flows)
    return Indicators(
        npv=npv,
        npv_per_inhabitant=ratio(npv * NOK_PER_MNOK, inhabitants),
        annual_per_inhabitant=ratio(npv * NOK_PER_MNOK, value_today(d.population * d.using, d)),
        benefit_cost_ratio=discounting.benefit_cost_ratio(value_today(totals.total_benefit, d), value_today(totals.total_cost, d)),
        budget_npv=value_today(totals.net_budget_effect, d),
        break_even_minutes=ratio(-npv, costs.minute_cost(i) * value_today(d.time_in_use, d)),
        implied_investment=costs.existing_capital(i) / discounting.annuity(i.loan_rate, i.depreciation_years),
    )


def value_today(flow: Array, d: Drivers) -> Array:
    """Present value in the first year of the appraisal, over the studied municipalities, ``(draw, 1, 1)``."""
    return total_over_municipalities(present_value(flow, d.discount_factor))
