"""People, scale, growth and time."""

from math import ceil

from reference.version_2.case import Case, once, people_in, ranking
from reference.version_2.tables import Municipality


def clip01(x: float) -> float:
    """min(max(x, 0), 1)."""
    return min(max(x, 0.0), 1.0)


def wage_growth(case: Case, y: int) -> float:
    """(1 + real_wage_growth)^(y − reference_year)."""
    return (1 + case.p["real_wage_growth"]) ** (y - case.p["reference_year"])


def cost_growth(case: Case, y: int) -> float:
    """(1 + real_cost_growth)^(y − reference_year)."""
    return (1 + case.p["real_cost_growth"]) ** (y - case.p["reference_year"])


@once
def population(case: Case, m: Municipality, y: int) -> float:
    """The table, growing by `population_growth` after its last year."""
    return people_in(m, y) * (1 + case.p["population_growth"]) ** max(y - max(m.people), 0)


@once
def population_of_all(case: Case, y: int) -> float:
    """Population of all municipalities of the table."""
    return sum(population(case, m, y) for m in case.everyone)


def ref_population(case: Case, m: Municipality) -> float:
    """Population in the reference year."""
    return population(case, m, int(case.p["reference_year"]))


def scale(case: Case, m: Municipality, y: int) -> float:
    """Population against that of Trondheim in the reference year."""
    return population(case, m, y) / ref_population(case, case.given.municipalities["Trondheim"])


def ref_scale(case: Case, m: Municipality) -> float:
    """Scale in the reference year."""
    return scale(case, m, int(case.p["reference_year"]))


def small(case: Case, m: Municipality) -> float:
    """One-off costs weigh more on small municipalities."""
    return ref_scale(case, m) ** -case.p["scale_elasticity"]


def small_a(case: Case, m: Municipality) -> float:
    """`small` of an alternative, of all that procure it together."""
    partners = {m, *(case.given.municipalities[name] for name in case.together)}
    return sum(ref_scale(case, k) for k in partners) ** -case.p["scale_elasticity"]


def go_live(case: Case, m: Municipality) -> float:
    """Its date where live; where planned not before an introduction from now, and then delayed."""
    if m.is_live:
        return m.go_live
    return max(m.go_live, case.p["decision_year"] + case.p["introduction_months"] / 12) + case.p["rollout_delay"]


def service_end(case: Case, m: Municipality) -> float:
    """E = g + service_years."""
    return go_live(case, m) + case.p["service_years"]


def last_year(case: Case, m: Municipality) -> int:
    """The last year with a flow."""
    return ceil(go_live(case, m) + max(case.p["service_years"], case.p["depreciation_years"])) - 1


def years(case: Case) -> range:
    """From the start to the last year with a flow, the latest over the subjects."""
    return range(case.start, max(last_year(case, m) for m in case.subjects) + 1)


@once
def reference_set(case: Case) -> list[Municipality]:
    """The reference participants: the first ranks, whoever takes part."""
    return ranking(case.given)[: int(case.p["reference_participants"])]
