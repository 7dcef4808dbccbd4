"""The region: what is paid in all, and an orderly wind-down of the whole platform."""

from dataclasses import dataclass, replace

from reference.version_2.appraise import CHARGES, COSTS, total
from reference.version_2.benefits import platform_benefits
from reference.version_2.case import Case, all_case
from reference.version_2.distribution import hospital_charge, hospital_operation
from reference.version_2.flows import local_operation, operating_charge
from reference.version_2.indicators import discount_factors, present_value, ratio
from reference.version_2.population import clip01, reference_set, scale, service_end, wage_growth, years
from reference.version_2.scenario import Scenario, inputs


@dataclass(frozen=True)
class WindDown:
    """An orderly wind-down: its npv and the minutes at which that is 0."""

    wind_down_npv: float
    wind_down_break_even_minutes: float | None


def charges(case: Case, y: int) -> float:
    """What the participants pay."""
    return sum(total(case, y, COSTS[name]) for name in CHARGES)


def regional_charge(scenario: Scenario) -> dict[int, float]:
    """What the hospitals and the participants pay, while all reference participants are in service."""
    given = inputs(scenario)
    case = all_case(scenario, given, int(given.p["start_year"]))
    end = min(service_end(case, m) for m in reference_set(case))
    return {y: hospital_charge(case, y) + charges(case, y) for y in years(case) if y + 1 <= end}


def end_of_platform(case: Case) -> float:
    """E of Trondheim."""
    return service_end(case, case.given.municipalities["Trondheim"])


def after(case: Case, y: int) -> float:
    """[y ≥ w]."""
    return float(y >= case.p["wind_down_year"])


def wind(case: Case, y: int) -> float:
    """[y ≥ w] × (1 − clip01(y + 1 − E))."""
    return after(case, y) * (1 - clip01(y + 1 - end_of_platform(case)))


def operation_saved(case: Case, y: int) -> float:
    """What is no longer paid for operation."""
    paid = total(case, y, operating_charge) * after(case, y) + hospital_operation(case, y) * wind(case, y)
    return (1 - case.p["wind_down_operation_share"]) * paid


def benefit_lost(case: Case, y: int) -> float:
    """What the participants' benefits are less."""
    return (1 - case.p["wind_down_reach"]) * total(case, y, platform_benefits) * after(case, y)


def one_minute(case: Case, y: int) -> float:
    """Value of a minute of every user of the region, on every working day."""
    p = case.p
    users = p["users"] * sum(scale(case, m, y) for m in reference_set(case)) + p["hospital_users"]
    value = users * p["fte_per_user"] / 60 * p["workdays"] * p["hourly_cost"] / 1e6
    return wind(case, y) * value * wage_growth(case, y)


def replacement(case: Case, y: int) -> float:
    """What a new system costs, for the part of its life that is left of the platform's."""
    left = clip01((end_of_platform(case) - case.p["wind_down_year"]) / case.p["service_years"])
    return case.p["wind_down_replacement"] * left if y == case.p["wind_down_year"] else 0.0


def wind_down_flow(case: Case, y: int) -> float:
    """The gain of a wind-down in a year, but for the minutes."""
    local = total(case, y, local_operation) * after(case, y)
    return operation_saved(case, y) + local - benefit_lost(case, y) - replacement(case, y)


def wind_down(scenario: Scenario) -> WindDown:
    """An orderly wind-down, discounted from `decision_year`."""
    given = inputs(scenario)
    case = all_case(replace(scenario, exit_year=None, alternative_year=None), given, int(given.p["decision_year"]))
    factors = discount_factors(given.p["discount_rate"], len(years(case)))
    rest = present_value([wind_down_flow(case, y) for y in years(case)], factors)
    minute = present_value([one_minute(case, y) for y in years(case)], factors)
    return WindDown(rest + given.p["wind_down_minutes"] * minute, ratio(-rest, minute))
