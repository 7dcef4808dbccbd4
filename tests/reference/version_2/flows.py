"""Line items of Helseplattformen, one function each, for a municipality m in year y."""

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
from reference.version_2.tables import Municipality

HOURS_A_DAY = 7.5


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


def operating_price(case: Case, y: int) -> float:
    """What operation costs a municipality of scale 1 in service."""
    f = case.p["operating_fixed_share"]
    level = (platform_cost(case, y) - existing_capital(case)) * cost_growth(case, y)
    return level * (1 - f + f * sharing(case, y) * steady(case, y))


def operating_charge(case: Case, m: Municipality, y: int) -> float:
    """Its part of the operation of the platform."""
    return operating_price(case, y) * scale(case, m, y) * live(case, m, y)


def capital_charge(case: Case, m: Municipality, y: int) -> float:
    """Its part of the capital of the platform; goes on after an exit as far as it is stranded."""
    due = owed(case, m, y) * has_begun(case, m) * carried(case, m, y)
    return existing_capital(case) * ref_scale(case, m) * sharing_capital(case, y) * due


def new_capital_charge(case: Case, m: Municipality, y: int) -> float:
    """Its part of new investment, while it uses the platform."""
    return new_capital(case, y) * scale(case, m, y) * steady(case, y) * sharing(case, y) * live(case, m, y)


def gp_offices(case: Case, m: Municipality, y: int) -> float:
    """The GP offices of the municipality."""
    return case.p["gp_offices"] * population(case, m, y) / population_of_all(case, y)


def gp_contribution(case: Case, m: Municipality, y: int) -> float:
    """The municipality's part of what the GPs contribute."""
    margin = (case.p["gp_fee"] - case.p["gp_service_cost"]) / 1e6
    return gp_share(case, y) * gp_offices(case, m, y) * live(case, m, y) * margin * (1 - case.p["hospital_share"])


def share_before(y: int, moment: float, d: float) -> float:
    """The share of the d years before a moment that lies in year y."""
    return (min(max(y + 1 - (moment - d), 0), d) - min(max(y - (moment - d), 0), d)) / d


def introduction_cost(case: Case, m: Municipality, y: int) -> float:
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


def local_operation(case: Case, m: Municipality, y: int) -> float:
    """The municipality's own work to run it."""
    return case.p["local_operating_cost"] * scale(case, m, y) * live(case, m, y) * wage_growth(case, y)
