"""What the old systems no longer cost, and the benefits of the register, for a municipality m in year y."""

from reference.version_2.case import Case, once
from reference.version_2.participation import coverage, gp_share, has_begun, new_start, on, remaining, started, using
from reference.version_2.population import clip01, cost_growth, go_live, ref_scale, scale, service_end, small, wage_growth
from reference.version_2.scenario import Values, first_exit_year
from reference.version_2.tables import Municipality


def renewal_year(case: Case, m: Municipality, row: Values) -> float:
    """Who is not on the platform has not renewed yet."""
    return row["renewal_year"] if m.is_live else max(row["renewal_year"], first_exit_year(case.given))


def old_systems_off(case: Case, m: Municipality, y: int) -> float:
    """The share of the year in which the old systems are not paid for."""
    overlap, s = case.p["legacy_overlap_years"], new_start(case, m)
    gone = clip01(y + 1 - go_live(case, m) - overlap) * remaining(case, m, y)
    if s is None:
        return gone
    return gone + on(case, m, y) * (1.0 if has_begun(case, m) else clip01(y + 1 - s - overlap))


def avoided_legacy_operation(case: Case, m: Municipality, y: int) -> float:
    """What the replaced systems cost a year."""
    yearly = sum(row["replaced"] * row["yearly_cost"] for row in case.given.legacy.values())
    return yearly * scale(case, m, y) * cost_growth(case, y) * old_systems_off(case, m, y)


def avoided_renewal(case: Case, m: Municipality, y: int, row: Values) -> float:
    """The renewal of one system: only as many years of its life as the appraisal has."""
    if y != renewal_year(case, m, row):
        return 0.0
    share = min(started(case, m, y) * has_begun(case, m) + on(case, m, y), 1)
    cost = row["replaced"] * row["renewal_cost"] * ref_scale(case, m) * small(case, m)
    return cost * share * clip01((service_end(case, m) - y) / row["life_years"])


def avoided_legacy_renewal(case: Case, m: Municipality, y: int) -> float:
    """The renewals of the replaced systems."""
    return sum(avoided_renewal(case, m, y, row) for row in case.given.legacy.values())


@once
def null_ramp(case: Case, m: Municipality, y: int, key: str) -> float:
    """How far new systems of the null alternative would have given the benefit."""
    benefit = case.given.benefits[key]

    def ramp(row: Values) -> float:
        return clip01((y + 1 - renewal_year(case, m, row) - benefit["lag_years"]) / benefit["ramp_years"])

    return sum(row["replaced"] * row["weight"] * ramp(row) for row in case.given.legacy.values())


def potential(case: Case, key: str) -> float:
    """An amount, or quantity × minutes/60 × hourly_cost ÷ 10⁶."""
    row = case.given.benefits[key]
    if "potential" in row:
        return row["potential"]
    return row["quantity"] * row["minutes"] / 60 * case.p["hourly_cost"] / 1e6


def benefit_level(case: Case, m: Municipality, y: int, key: str) -> float:
    """What the whole benefit would be worth."""
    return potential(case, key) * case.given.benefits[key]["realisation"] * scale(case, m, y) * wage_growth(case, y)


def platform_part(case: Case, m: Municipality, y: int, key: str) -> float:
    """The share of the full benefit that Helseplattformen gives."""
    row = case.given.benefits[key]
    a, b = row["gp_dependence"], row["coverage_dependence"]
    others = 1 - a - b + a * gp_share(case, y) ** case.p["network_exponent"] + b * coverage(case, y)
    return clip01((y + 1 - go_live(case, m) - row["lag_years"]) / row["ramp_years"]) * remaining(case, m, y) * others


def alternative_part(case: Case, m: Municipality, y: int, key: str) -> float:
    """The share of the full benefit that the alternative gives."""
    s, row = new_start(case, m), case.chosen
    if s is None:
        return 0.0
    reach = row.get(f"reach.{key}", row["reach"])
    return on(case, m, y) * reach * clip01((y + 1 - s - row["lag_years"]) / row["ramp_years"])


def benefit(case: Case, m: Municipality, y: int, key: str) -> float:
    """A benefit of the register, less what new systems of the null alternative would have given."""
    null = using(case, m, y) * case.given.benefits[key]["also_in_null"] * null_ramp(case, m, y, key)
    return benefit_level(case, m, y, key) * (platform_part(case, m, y, key) + alternative_part(case, m, y, key) - null)


def platform_benefits(case: Case, m: Municipality, y: int) -> float:
    """All benefits from Helseplattformen: the first part of each."""
    return sum(benefit_level(case, m, y, key) * platform_part(case, m, y, key) for key in case.given.benefits)
