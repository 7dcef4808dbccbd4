"""Who pays, who gains: the difference between two options of the studied municipality, by party."""

from dataclasses import dataclass, replace

from reference.version_2.appraise import Appraisal, appraise_case
from reference.version_2.case import Case, chosen_set, maybe, once, outside_exits
from reference.version_2.decide import open_options, option_case
from reference.version_2.flows import existing_capital, gp_offices, new_capital, operating_price
from reference.version_2.indicators import discount_factors, present_value
from reference.version_2.participation import exit_year, gp_share, has_begun, live, owed, sharing, sharing_capital, started, steady
from reference.version_2.population import clip01, ref_scale, reference_set, scale, service_end, years
from reference.version_2.scenario import Inputs, Scenario, inputs
from reference.version_2.tables import Municipality

PARTIES = ("municipality", "others", "hospitals", "gps")


def hospital_factor(case: Case) -> float:
    """What the hospitals carry for each krone of the reference participants."""
    return case.p["hospital_share"] / (1 - case.p["hospital_share"])


@once
def ref_started(case: Case, y: int) -> float:
    """Σ_ref scale × started."""
    return sum(scale(case, m, y) * started(case, m, y) for m in reference_set(case))


def hospital_operation(case: Case, y: int) -> float:
    """The hospitals' part of operation."""
    return hospital_factor(case) * operating_price(case, y) * ref_started(case, y)


def hospital_new_capital(case: Case, y: int) -> float:
    """The hospitals' part of new investment."""
    return hospital_factor(case) * new_capital(case, y) * steady(case, y) * sharing(case, y) * ref_started(case, y)


def hospital_capital(case: Case, y: int) -> float:
    """The hospitals' part of existing capital."""
    debt = sum(ref_scale(case, m) * owed(case, m, y) for m in reference_set(case))
    return hospital_factor(case) * existing_capital(case) * debt * sharing_capital(case, y)


def hospital_charge(case: Case, y: int) -> float:
    """What the hospitals pay."""
    return hospital_operation(case, y) + hospital_new_capital(case, y) + hospital_capital(case, y)


def others_case(scenario: Scenario, given: Inputs, name: str) -> Case:
    """All participants but m, with m until the exit of its option; others in the set do not exit."""
    m = given.municipalities[str(scenario.municipality)]
    option = open_options(scenario, given)[name]
    inside = chosen_set(scenario, given) - {m}
    outside = {k: year for k, year in outside_exits(given, inside).items() if k is not m}
    exits = {**outside, **maybe(m, option.exit_year)}
    start, subjects = int(given.p["decision_year"]), (*inside, *outside)
    history = Case(given, start, given.alternative, subjects, inside | {m}, outside, {})
    case = Case(given, start, given.alternative, subjects, inside, exits, {}, history=history)
    return case if exit_year(case, m) is not None else replace(case, stays=inside | {m}, memory={})


@dataclass(frozen=True)
class View:
    """An option with what it means to all: the studied case, that of the others, and their appraisals."""

    m: Municipality
    own: Case
    own_result: Appraisal
    around: Case
    around_result: Appraisal

    @property
    def years(self) -> range:
        """The years of the studied one."""
        return years(self.own)

    def counted(self, y: int) -> float:
        """The others and the hospitals are counted to the end of m's service."""
        return 1 - clip01(y + 1 - service_end(self.own, self.m))

    def of_others(self, name: str, y: int) -> float:
        """A total of the others in a year; 0 after their last."""
        result = self.around_result
        return result.totals[name][y - result.years[0]] * self.counted(y) if y <= result.years[-1] else 0.0

    def transfer(self, y: int) -> float:
        """What m pays on joining that repays what others have paid."""
        if self.m.is_live or not has_begun(self.own, self.m):
            return 0.0
        return self.own.p["entry_transfer_share"] * self.own_result.of("capital_charge", y)


def view(scenario: Scenario, given: Inputs, name: str) -> View:
    """An option seen by all."""
    own, around = option_case(scenario, given, name), others_case(scenario, given, name)
    return View(own.subjects[0], own, appraise_case(own), around, appraise_case(around))


def gp_own_yearly(case: Case) -> float:
    """What an office on the platform gains a year, in NOK."""
    p = case.p
    time = p["gps_per_office"] * p["workdays"] * p["gp_minutes"] / 60 * p["gp_hourly_cost"]
    return p["gp_system_saved"] - p["gp_fee"] - time


def gp_use(case: Case, m: Municipality, y: int) -> float:
    """gp_share × live; 0 before the first year of the appraisal."""
    return gp_share(case, y) * live(case, m, y) if y >= case.start else 0.0


def gp_own_net(case: Case, m: Municipality, y: int) -> float:
    """What the GPs themselves gain."""
    new = max(gp_use(case, m, y) - gp_use(case, m, y - 1), 0)
    gain = gp_use(case, m, y) * gp_own_yearly(case) - new * case.p["gp_switch_cost"]
    return gain * gp_offices(case, m, y) / 1e6


def of_hospitals(seen: View, y: int) -> float:
    """The hospitals: what they pay less, their part of the GPs' contribution, and of a transfer."""
    gp = seen.own_result.of("gp_contribution", y) * hospital_factor(seen.own)
    h = seen.own.p["hospital_share"]
    return gp + h * seen.transfer(y) - hospital_charge(seen.around, y) * seen.counted(y)


def party_flows(seen: View, y: int) -> dict[str, float]:
    """Net benefit of each party in a year, and what the public budgets feel."""
    t = y - seen.years[0]
    transfer = (1 - seen.own.p["hospital_share"]) * seen.transfer(y)
    hospitals = of_hospitals(seen, y)
    own_budget = seen.own_result.totals["net_budget_effect"][t]
    return {
        "municipality": seen.own_result.totals["net_benefit"][t],
        "others": seen.of_others("net_benefit", y) + transfer,
        "hospitals": hospitals,
        "gps": gp_own_net(seen.own, seen.m, y),
        "public_budget": own_budget + seen.of_others("net_budget_effect", y) + transfer + hospitals,
    }


def present_values(seen: View) -> dict[str, float]:
    """Each party's flows, discounted from `decision_year`."""
    rows = [party_flows(seen, y) for y in seen.years]
    factors = discount_factors(seen.own.p["discount_rate"], len(rows))
    return {name: present_value([row[name] for row in rows], factors) for name in rows[0]}


def distribution(scenario: Scenario, a: str, b: str) -> dict[str, float]:
    """Option b less option a, by party, and society's sum with the cost of tax funding."""
    given = inputs(scenario)
    at_a, at_b = (present_values(view(scenario, given, name)) for name in (a, b))
    difference = {name: at_b[name] - at_a[name] for name in at_a}
    difference["tax_cost"] = given.p["tax_funding_rate"] * difference["public_budget"]
    difference["society"] = sum(difference[party] for party in PARTIES) + difference["tax_cost"]
    return difference
