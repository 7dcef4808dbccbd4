"""The appraisal of a case: every line item by year, totals, drivers and indicators."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from reference.version_2 import alternatives, benefits, flows
from reference.version_2.case import Case, Option, all_case, one_case
from reference.version_2.indicators import discount_factors, irr, payback_year, present_value, ratio, root
from reference.version_2.participation import coverage, gp_share, live, on, sharing, sharing_capital, using
from reference.version_2.population import last_year, population, ref_population, years
from reference.version_2.scenario import Scenario, inputs
from reference.version_2.tables import Municipality

Series = dict[str, list[float]]
COSTS = {
    "operating_charge": flows.operating_charge,
    "capital_charge": flows.capital_charge,
    "new_capital_charge": flows.new_capital_charge,
    "gp_contribution": flows.gp_contribution,
    "introduction_cost": flows.introduction_cost,
    "clinic_transition_loss": flows.clinic_transition_loss,
    "transition_time_cost": flows.transition_time_cost,
    "extra_time_cost": flows.extra_time_cost,
    "local_operation": flows.local_operation,
    "alternative_introduction": alternatives.alternative_introduction,
    "alternative_transition": alternatives.alternative_transition,
    "alternative_operation": alternatives.alternative_operation,
    "alternative_time_cost": alternatives.alternative_time_cost,
}
AVOIDED = {
    "avoided_legacy_operation": benefits.avoided_legacy_operation,
    "avoided_legacy_renewal": benefits.avoided_legacy_renewal,
}
TIME = ("transition_time_cost", "extra_time_cost", "alternative_transition", "alternative_time_cost")
CHARGES = ("operating_charge", "capital_charge", "new_capital_charge")


@dataclass(frozen=True)
class Appraisal:
    """What a case gives. `items` and `totals` in MNOK by year, `drivers` by year, `indicators` one number each."""

    years: list[int]
    items: Series
    totals: Series
    drivers: Series
    indicators: dict[str, float | None]

    @property
    def npv(self) -> float:
        """Net present value [MNOK]."""
        return self.indicators["npv"] or 0.0

    @property
    def budget_npv(self) -> float:
        """Present value of the effect on the operating budget [MNOK]."""
        return self.indicators["budget_npv"] or 0.0

    def of(self, name: str, year: int) -> float:
        """A line item in a year."""
        return self.items[name][self.years.index(year)]


def total(case: Case, y: int, flow: Callable[[Case, Municipality, int], float]) -> float:
    """A flow summed over the subjects; 0 after the last year of each."""
    return sum(flow(case, m, y) for m in case.subjects if y <= last_year(case, m))


def line_items(case: Case) -> Series:
    """Every line item by year."""
    items = {name: [total(case, y, flow) for y in years(case)] for name, flow in {**COSTS, **AVOIDED}.items()}
    for key in case.given.benefits:
        items[f"benefit_{key}"] = [total(case, y, lambda c, m, year, key=key: benefits.benefit(c, m, year, key)) for y in years(case)]
    return items


def total_cost(items: dict[str, float]) -> float:
    """All costs, less what the GPs contribute."""
    return sum(-items[name] if name == "gp_contribution" else items[name] for name in COSTS)


def total_benefit(items: dict[str, float]) -> float:
    """All benefits and what the old systems no longer cost."""
    return sum(value for name, value in items.items() if name not in COSTS)


def net_budget_effect(case: Case, items: dict[str, float]) -> float:
    """What the operating budget feels; positive is better."""
    avoided = sum(items[name] for name in AVOIDED)
    released = sum(row["budget_releasing"] * items[f"benefit_{key}"] for key, row in case.given.benefits.items())
    time = (1 - case.p["time_in_budget"]) * sum(items[name] for name in TIME)
    return avoided + released - (total_cost(items) - time)


def totals(case: Case, items: Series) -> Series:
    """Totals by year."""
    by_year = [{name: values[t] for name, values in items.items()} for t in range(len(years(case)))]
    return {
        "total_cost": [total_cost(row) for row in by_year],
        "total_benefit": [total_benefit(row) for row in by_year],
        "net_benefit": [total_benefit(row) - total_cost(row) for row in by_year],
        "net_budget_effect": [net_budget_effect(case, row) for row in by_year],
    }


def mean(case: Case, y: int, share: Callable[[Case, Municipality, int], float]) -> float:
    """A share of the subjects, weighted by population."""
    people = sum(population(case, m, y) for m in case.subjects)
    return sum(share(case, m, y) * population(case, m, y) for m in case.subjects) / people


def drivers(case: Case, items: Series) -> Series:
    """What lies behind the flows, by year."""
    span = years(case)
    people = [sum(population(case, m, y) for m in case.subjects) for y in span]
    charges = [sum(items[name][t] for name in CHARGES) for t in range(len(span))]
    return {
        "population": people,
        "live": [mean(case, y, live) for y in span],
        "on": [mean(case, y, on) for y in span],
        "using": [mean(case, y, using) for y in span],
        "coverage": [coverage(case, y) for y in span],
        "sharing": [sharing(case, y) for y in span],
        "sharing_capital": [sharing_capital(case, y) for y in span],
        "gp_share": [gp_share(case, y) for y in span],
        "discount_factor": discount_factors(case.p["discount_rate"], len(span)),
        "platform_cost_per_inhabitant": [charge * 1e6 / number for charge, number in zip(charges, people, strict=True)],
    }


def minute_cost(case: Case, m: Municipality, y: int) -> float:
    """The cost of one minute, with `using` in place of `live`."""
    return flows.working_hours(case, m, y) / 60 * using(case, m, y)


def person_years(case: Case, m: Municipality, y: int) -> float:
    """Inhabitants × use."""
    return population(case, m, y) * using(case, m, y)


def indicators(case: Case, sums: Series, factors: Sequence[float]) -> dict[str, float | None]:
    """All indicators, from the sums by year."""
    span = list(years(case))
    value = {name: present_value(series, factors) for name, series in sums.items()}
    use = present_value([total(case, y, person_years) for y in span], factors)
    minute = present_value([total(case, y, minute_cost) for y in span], factors)
    npv = value["net_benefit"]
    return {
        "npv": npv,
        "npv_per_inhabitant": ratio(npv * 1e6, sum(ref_population(case, m) for m in case.subjects)),
        "annual_per_inhabitant": ratio(npv * 1e6, use),
        "benefit_cost_ratio": ratio(value["total_benefit"], value["total_cost"]),
        "budget_npv": value["net_budget_effect"],
        "break_even_minutes": ratio(-npv, minute),
        "irr": irr(sums["net_benefit"]),
        "payback_year": payback_year(span, sums["net_benefit"], factors),
    }


def appraise_case(case: Case) -> Appraisal:
    """The appraisal of a case."""
    items = line_items(case)
    sums, behind = totals(case, items), drivers(case, items)
    return Appraisal(list(years(case)), items, sums, behind, indicators(case, sums, behind["discount_factor"]))


def lifetime_case(scenario: Scenario) -> Case:
    """The case of a scenario from `start_year`: one municipality, or all participants."""
    given = inputs(scenario)
    start = int(given.p["start_year"])
    if scenario.municipality is None:
        return all_case(scenario, given, start)
    return one_case(scenario, given, Option(scenario.alternative, scenario.exit_year, scenario.alternative_year), start)


def appraise(scenario: Scenario) -> Appraisal:
    """Lifetime: was and is it profitable, from `start_year`."""
    return appraise_case(lifetime_case(scenario))


def switching_value(scenario: Scenario, lever: str, low: float, high: float) -> float | None:
    """The value of a lever at which npv is 0, all else equal; none within its bounds is an answer."""
    return root(lambda value: appraise(replace(scenario, values={**scenario.values, lever: value})).npv, low, high)
