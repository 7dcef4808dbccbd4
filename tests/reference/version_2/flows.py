"""Line items of Helseplattformen, one function each, for a municipality m in year y."""

from collections.abc import Callable

from reference.version_2.case import Case, once
from reference.version_2.participation import (
    before_exit,
    carried,
    gp_share,
    has_begun,
    live,
    owed,
    remaining,
    sharing,
    sharing_capital,
    steady,
)
from reference.version_2.population import (
    clip01,
    cost_growth,
    go_live,
    population,
    population_of_all,
    ref_scale,
    scale,
    service_end,
    small,
    wage_growth,
)
from reference.version_2.scenario import PLATFORM_CHARGE
from reference.version_2.tables import Municipality

HOURS_A_DAY = 7.5
Flow = Callable[[Case, Municipality, int], float]


def platform_cost(case: Case, y: int) -> float:
    """The published level before the decision, the scenario's from it on."""
    return case.p["published_platform_cost" if y < case.p["decision_year"] else "platform_cost"]


def existing_capital(case: Case) -> float:
    """The part of the published level that is capital."""
    return case.p["capital_share"] * case.p["published_platform_cost"]


def annuity(investment: float, rate: float, n: float) -> float:
    """I × r / (1 − (1+r)^−n); at rate 0: I / n."""
    return investment * rate / (1 - (1 + rate) ** -n) if rate else investment / n


def implied_investment(case: Case) -> float:
    """Present value of `existing_capital` at `loan_rate` over `depreciation_years`."""
    return existing_capital(case) / annuity(1, case.p["loan_rate"], case.p["depreciation_years"])


@once
def new_capital(case: Case, y: int) -> float:
    """The annuity of new investment, from the decision to the end of Trondheim's service."""
    end = service_end(case, case.given.municipalities["Trondheim"])
    if y < case.p["decision_year"]:
        return 0.0
    investment = case.p["extra_investment"] + case.p["unplanned_investment"]
    return annuity(investment, case.p["loan_rate"], max(end - case.p["decision_year"], 1)) * (1 - clip01(y + 1 - end))


def operating_price(case: Case, y: int, ratio: float = 1.0) -> float:
    """What operation costs a municipality of scale 1 in service, where it is charged at this ratio to the published level."""
    f = case.p["operating_fixed_share"]
    level = (platform_cost(case, y) * ratio - existing_capital(case)) * cost_growth(case, y)
    return level * (1 - f + f * sharing(case, y) * steady(case, y))


def modelled_operation(case: Case, m: Municipality, y: int) -> float:
    """Its part of the operation of the platform."""
    return operating_price(case, y, level_ratio(case, m, y)) * scale(case, m, y) * live(case, m, y)


def modelled_capital(case: Case, m: Municipality, y: int) -> float:
    """Its part of the capital of the platform; goes on after an exit as far as it is stranded."""
    due = owed(case, m, y) * has_begun(case, m) * carried(case, m, y)
    return existing_capital(case) * ref_scale(case, m) * sharing_capital(case, y) * due


def modelled_new_capital(case: Case, m: Municipality, y: int) -> float:
    """Its part of new investment, while it uses the platform."""
    return new_capital(case, y) * scale(case, m, y) * steady(case, y) * sharing(case, y) * live(case, m, y)


def modelled_charge(case: Case, m: Municipality, y: int) -> float:
    """All that the platform charges, as modelled."""
    return modelled_operation(case, m, y) + modelled_capital(case, m, y) + modelled_new_capital(case, m, y)


def paid_for(case: Case, m: Municipality, y: int, line: str) -> float | None:
    """What it has paid, where that is known and it has not left."""
    return case.given.paid.get((m.name, line, y)) if before_exit(case, m, y) else None


@once
def level_ratio(case: Case, m: Municipality, y: int) -> float:
    """What was paid in the last whole year ÷ what the model says of it, in the years after it."""
    last = case.given.last.get(m.name)
    if last is None or y <= last or not case.p["rebase_on_actuals"]:
        return 1.0
    before = case.history or case
    paid, charge = paid_for(before, m, last, PLATFORM_CHARGE), modelled_charge(before, m, last)
    return 1.0 if paid is None or charge <= 0 else paid / charge


def part_paid(case: Case, m: Municipality, y: int, modelled: Flow, rest: float) -> float:
    """A part of the platform charge: as modelled, or its part of what was paid (`rest` of it where nothing is modelled)."""
    paid = paid_for(case, m, y, PLATFORM_CHARGE)
    if paid is None:
        return modelled(case, m, y)
    charge = modelled_charge(case, m, y)
    return paid * modelled(case, m, y) / charge if charge > 0 else paid * rest


def operating_charge(case: Case, m: Municipality, y: int) -> float:
    """What it pays for operation."""
    return part_paid(case, m, y, modelled_operation, 1.0)


def capital_charge(case: Case, m: Municipality, y: int) -> float:
    """What it pays for capital."""
    return part_paid(case, m, y, modelled_capital, 0.0)


def new_capital_charge(case: Case, m: Municipality, y: int) -> float:
    """What it pays for new investment."""
    return part_paid(case, m, y, modelled_new_capital, 0.0)


def known_or(line: str, modelled: Flow) -> Flow:
    """A line item as it was paid, else as modelled."""

    def flow(case: Case, m: Municipality, y: int) -> float:
        paid = paid_for(case, m, y, line)
        return modelled(case, m, y) if paid is None else paid

    return flow


def gp_offices(case: Case, m: Municipality, y: int) -> float:
    """The GP offices of the municipality."""
    return case.p["gp_offices"] * population(case, m, y) / population_of_all(case, y)


def modelled_gp_contribution(case: Case, m: Municipality, y: int) -> float:
    """The municipality's part of what the GPs contribute."""
    margin = (case.p["gp_fee"] - case.p["gp_service_cost"]) / 1e6
    return gp_share(case, y) * gp_offices(case, m, y) * live(case, m, y) * margin * (1 - case.p["hospital_share"])


def share_before(y: int, moment: float, d: float) -> float:
    """The share of the d years before a moment that lies in year y."""
    return (min(max(y + 1 - (moment - d), 0), d) - min(max(y - (moment - d), 0), d)) / d


def modelled_introduction_cost(case: Case, m: Municipality, y: int) -> float:
    """The municipality's own introduction, over the months before go-live."""
    d = case.p["introduction_months"] / 12
    outlay = case.p["introduction_outlay"] * ref_scale(case, m) * small(case, m)
    return outlay * before_exit(case, m, y) * share_before(y, go_live(case, m), d)


def path(case: Case, y: int, since: float) -> float:
    """How much of the first twelve months' loss falls in year y: each twelve months q times the ones before."""
    q = case.p["transition_decay"]
    return (q ** max(y - since, 0) - q ** max(y + 1 - since, 0)) / (1 - q)


def clinic_transition_loss(case: Case, m: Municipality, y: int) -> float:
    """What the emergency clinic lost."""
    return case.p["clinic_twelve_month_loss"] * ref_scale(case, m) * path(case, y, go_live(case, m)) * remaining(case, m, y)


def working_hours(case: Case, m: Municipality, y: int) -> float:
    """Value of one hour of each full-time employee on each working day, in MNOK a year."""
    p = case.p
    value = p["users"] * p["fte_per_user"] * p["workdays"] * p["hourly_cost"] / 1e6
    return value * scale(case, m, y) * wage_growth(case, y)


def transition_time_cost(case: Case, m: Municipality, y: int) -> float:
    """Working time lost in all services while the system is learnt."""
    lost = case.p["transition_time_share"] * HOURS_A_DAY * path(case, y, go_live(case, m))
    return lost * working_hours(case, m, y) * remaining(case, m, y)


def extra_time_cost(case: Case, m: Municipality, y: int) -> float:
    """Working time that the platform takes, or saves where negative."""
    return case.p["extra_minutes"] / 60 * working_hours(case, m, y) * live(case, m, y)


def modelled_local_operation(case: Case, m: Municipality, y: int) -> float:
    """The municipality's own work to run it."""
    return case.p["local_operating_cost"] * scale(case, m, y) * live(case, m, y) * wage_growth(case, y)


gp_contribution = known_or("gp_contribution", modelled_gp_contribution)
introduction_cost = known_or("introduction_cost", modelled_introduction_cost)
local_operation = known_or("local_operation", modelled_local_operation)
