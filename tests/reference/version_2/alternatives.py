"""Line items of the alternative that is taken instead, for a municipality m in year y."""

from reference.version_2.case import Case
from reference.version_2.flows import HOURS_A_DAY, path, share_before, working_hours
from reference.version_2.participation import has_begun, new_start, on
from reference.version_2.population import clip01, cost_growth, ref_scale, scale, service_end, small_a
from reference.version_2.tables import Municipality


def life_share(case: Case, m: Municipality, s: float) -> float:
    """Only the share of its life that would else have been Helseplattformen's."""
    return clip01((service_end(case, m) - s) / case.p["service_years"])


def share_before_start(case: Case, y: int, s: float) -> float:
    """Share of the d years before s in year y; all of it in year s where d is 0."""
    d = min(case.p["introduction_months"] / 12, s - case.p["decision_year"])
    return share_before(y, s, d) if d > 0 else float(y == s)


def alternative_introduction(case: Case, m: Municipality, y: int) -> float:
    """Procurement, introduction and data migration."""
    s = new_start(case, m)
    if s is None:
        return 0.0
    weight = 1.0 if case.chosen["per_inhabitant"] else small_a(case, m)
    return case.chosen["one_off_cost"] * ref_scale(case, m) * weight * life_share(case, m, s) * share_before_start(case, y, s)


def alternative_transition(case: Case, m: Municipality, y: int) -> float:
    """Working time lost while the alternative is learnt."""
    s = new_start(case, m)
    if s is None:
        return 0.0
    lost = case.chosen["transition_time_share"] * HOURS_A_DAY * path(case, y, s)
    return lost * working_hours(case, m, y) * on(case, m, y) * life_share(case, m, s)


def double_running(case: Case, m: Municipality, y: int) -> float:
    """Who leaves runs both for a while before it stops paying."""
    s = new_start(case, m)
    if s is None or not has_begun(case, m) or not case.p["decision_year"] <= y < s:
        return 0.0
    return clip01(y + 1 - s + case.p["legacy_overlap_years"])


def alternative_operation(case: Case, m: Municipality, y: int) -> float:
    """Operation of the alternative, own administration included."""
    use = on(case, m, y) + double_running(case, m, y)
    return case.chosen["operating_cost"] * scale(case, m, y) * cost_growth(case, y) * use


def alternative_time_cost(case: Case, m: Municipality, y: int) -> float:
    """Working time that the alternative takes, or saves where negative."""
    return case.chosen["extra_minutes"] / 60 * working_hours(case, m, y) * on(case, m, y)
