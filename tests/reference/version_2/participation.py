"""Who takes part, and how the common cost is shared."""

from math import floor

from reference.version_2.case import Case, once
from reference.version_2.population import clip01, go_live, population, population_of_all, ref_population, reference_set, service_end
from reference.version_2.tables import Municipality


@once
def exit_year(case: Case, m: Municipality) -> float | None:
    """The exit on 1 January of a year; one at or after E counts as none."""
    year = case.exits.get(m)
    return None if year is None or year >= service_end(case, m) else year


def before_exit(case: Case, m: Municipality, y: int) -> float:
    """1 before the exit, else 0."""
    year = exit_year(case, m)
    return 1.0 if year is None or y < year else 0.0


def has_begun(case: Case, m: Municipality) -> float:
    """1 where it goes live before the year of its exit."""
    year = exit_year(case, m)
    return 1.0 if year is None or floor(go_live(case, m)) < year else 0.0


def takes_part(case: Case, m: Municipality, y: int) -> float:
    """1 in the set or under study, and until its exit where live."""
    return 1.0 if m in case.stays or (m.is_live and before_exit(case, m, y)) else 0.0


def started(case: Case, m: Municipality, y: int) -> float:
    """The share of the year after go-live."""
    return clip01(y + 1 - go_live(case, m))


@once
def served(case: Case, y: int) -> float:
    """People served by the platform."""
    return sum(population(case, m, y) * started(case, m, y) * takes_part(case, m, y) for m in case.everyone)


@once
def served_ref(case: Case, y: int) -> float:
    """People served in the reference participants."""
    return sum(population(case, m, y) * started(case, m, y) for m in reference_set(case))


@once
def sharing(case: Case, y: int) -> float:
    """What each pays of the fixed part against what it pays among the reference participants."""
    if not served_ref(case, y):
        return 1.0
    h = case.p["hospital_share"]
    return 1 / (h + (1 - h) * served(case, y) / served_ref(case, y))


@once
def steady(case: Case, y: int) -> float:
    """What is fixed does not grow with the people."""
    reference = reference_set(case)
    return sum(ref_population(case, m) for m in reference) / sum(population(case, m, y) for m in reference)


def owed(case: Case, m: Municipality, y: int) -> float:
    """The share of the year in which its capital is being written off."""
    return started(case, m, y) - clip01(y + 1 - go_live(case, m) - case.p["depreciation_years"])


def carried(case: Case, m: Municipality, y: int) -> float:
    """How much of its part of the capital it goes on carrying."""
    return 1.0 if before_exit(case, m, y) else case.p["stranded_share"]


@once
def begins(case: Case) -> list[Municipality]:
    """Those that take part, and those that left after they had begun."""
    return [m for m in case.everyone if (m in case.stays or m.is_live) and has_begun(case, m)]


@once
def sharing_capital(case: Case, y: int) -> float:
    """(C + H) ÷ (C_carried + H)."""
    h = case.p["hospital_share"]
    hospitals = h / (1 - h) * sum(ref_population(case, m) * owed(case, m, y) for m in reference_set(case))
    debts = [(ref_population(case, m) * owed(case, m, y), carried(case, m, y)) for m in begins(case)]
    paid = sum(debt * part for debt, part in debts) + hospitals
    return (sum(debt for debt, _ in debts) + hospitals) / paid if paid else 1.0


def coverage(case: Case, y: int) -> float:
    """Served ÷ population of all."""
    return served(case, y) / population_of_all(case, y)


def gp_share(case: Case, y: int) -> float:
    """The share of GP offices on the platform."""
    first = max(case.p["gp_start_year"], case.p["decision_year"])
    return case.p["gp_uptake"] * clip01((y + 1 - first) / case.p["gp_ramp_years"])


def remaining(case: Case, m: Municipality, y: int) -> float:
    """(1 − clip01(y + 1 − E)) × before_exit."""
    return (1 - clip01(y + 1 - service_end(case, m))) * before_exit(case, m, y)


@once
def live(case: Case, m: Municipality, y: int) -> float:
    """The share of the year on Helseplattformen."""
    return started(case, m, y) * remaining(case, m, y)


def new_start(case: Case, m: Municipality) -> float | None:
    """s: `exit_year` where it has begun, else `alternative_year`."""
    return exit_year(case, m) if has_begun(case, m) else case.alternative_years.get(m)


@once
def on(case: Case, m: Municipality, y: int) -> float:
    """The share of the year on the chosen alternative."""
    s = new_start(case, m)
    return 0.0 if s is None or y < s else 1 - clip01(y + 1 - service_end(case, m))


def using(case: Case, m: Municipality, y: int) -> float:
    """On Helseplattformen or on the alternative."""
    return live(case, m, y) + on(case, m, y)
