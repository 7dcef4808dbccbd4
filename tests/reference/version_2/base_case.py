"""The shipped base case of the text as plain data: value, plausible range, price year. The CSV files are not repeated here."""

from typing import NamedTuple


class Assumption(NamedTuple):
    """A value with its plausible range (the same three where the text gives none) and the price year of money."""

    value: float
    low: float
    high: float
    price_year: int | None = None


Row = dict[str, Assumption]


def fixed(value: float, price_year: int | None = None) -> Assumption:
    """A value for which the text gives no range."""
    return Assumption(value, value, value, price_year)


def money(value: float, low: float, high: float, price_year: int = 2024) -> Assumption:
    """An amount in the prices of a year."""
    return Assumption(value, low, high, price_year)


def third(value: float, price_year: int | None = None) -> Assumption:
    """A value that may be a third more or less."""
    return Assumption(value, value * 2 / 3, value * 4 / 3, price_year)


SETTINGS: Row = {
    "start_year": fixed(2020),
    "decision_year": fixed(2027),
    "price_year": fixed(2024),
    "reference_year": fixed(2024),
    "exit_lead_years": fixed(2),
    "reference_participants": fixed(19),
    "rebase_on_actuals": fixed(1),
    "published_platform_cost": fixed(80, 2024),
    "gp_offices": fixed(170),
    "gps_per_office": fixed(4.4),
    "users": fixed(8500),
    "hospital_users": fixed(22_000),
    "wind_down_year": fixed(2031),
}
DECISIONS: Row = {
    "participants": Assumption(19, 10, 66),
    "rollout_delay": Assumption(0, 0, 3),
    "platform_cost": money(80, 65, 100),
    "extra_investment": money(0, 0, 400),
    "gp_uptake": Assumption(0.05, 0, 0.6),
}
METHODS: Row = {
    "discount_rate": Assumption(0.04, 0.02, 0.06),
    "tax_funding_rate": fixed(0.20),
    "service_years": Assumption(15, 10, 20),
    "depreciation_years": Assumption(15, 8, 20),
}
UNCERTAIN: Row = {
    "entry_transfer_share": Assumption(0.5, 0, 1),
    "real_wage_growth": Assumption(0.009, 0, 0.015),
    "real_cost_growth": Assumption(0.008, -0.005, 0.02),
    "population_growth": Assumption(0.005, 0, 0.01),
    "capital_share": Assumption(0.36, 0.2, 0.5),
    "unplanned_investment": money(0, 0, 300),
    "operating_fixed_share": Assumption(0.7, 0.4, 0.9),
    "hospital_share": Assumption(0.79, 0.5, 0.9),
    "loan_rate": Assumption(0.02, 0, 0.04),
    "stranded_share": Assumption(1, 0.3, 1),
    "gp_start_year": Assumption(2027, 2027, 2030),
    "gp_ramp_years": Assumption(5, 2, 8),
    "gp_fee": money(150_000, 50_000, 300_000),
    "gp_service_cost": money(100_000, 50_000, 200_000),
    "gp_system_saved": money(120_000, 60_000, 250_000),
    "gp_switch_cost": money(150_000, 50_000, 400_000),
    "gp_minutes": Assumption(5, -5, 20),
    "gp_hourly_cost": money(1000, 800, 1300),
    "network_exponent": Assumption(1, 1, 2),
    "introduction_outlay": money(65, 55, 130, 2022),
    "introduction_months": Assumption(19, 13, 25),
    "clinic_twelve_month_loss": money(17.8, 11, 36, 2022),
    "transition_decay": Assumption(0.5, 0.2, 0.8),
    "transition_time_share": Assumption(0.01, 0, 0.05),
    "fte_per_user": Assumption(0.65, 0.55, 0.8),
    "workdays": Assumption(220, 200, 230),
    "extra_minutes": Assumption(0.5, -1.5, 4),
    "hourly_cost": money(450, 380, 550),
    "time_in_budget": Assumption(0.3, 0, 0.7),
    "local_operating_cost": money(6, 3, 12),
    "scale_elasticity": Assumption(0.5, 0.3, 0.65),
    "legacy_overlap_years": Assumption(1, 0, 2),
    "wind_down_replacement": money(6000, 3000, 10_000),
    "wind_down_operation_share": Assumption(0.5, 0.3, 0.9),
    "wind_down_reach": Assumption(0.6, 0.3, 0.9),
    "wind_down_minutes": Assumption(0.5, -1.5, 6),
}
PARAMETERS: Row = {**SETTINGS, **DECISIONS, **METHODS, **UNCERTAIN}
ALTERNATIVE = "market_system"


def legacy(yearly: Assumption, renewal: Assumption, years: tuple[int, int], weight: float, replaced: int = 1) -> Row:
    """A row of the systems that it replaces; `years` are the renewal year and the life."""
    return {
        "yearly_cost": yearly,
        "renewal_cost": renewal,
        "renewal_year": fixed(years[0]),
        "life_years": fixed(years[1]),
        "weight": fixed(weight),
        "replaced": fixed(replaced),
    }


LEGACY_SYSTEMS: dict[str, Row] = {
    "care_record": legacy(money(8, 2, 20), money(42, 10, 100), (2026, 15), 0.7),
    "health_station_record": legacy(money(1.8, 0.5, 4.5), money(7.5, 2, 18), (2026, 12), 0.1),
    "clinic_and_office_record": legacy(money(1.6, 0.4, 4), money(7.5, 2, 18), (2028, 12), 0.15),
    "physiotherapy_record": legacy(money(0.6, 0.1, 1.5), money(3, 1, 6), (2026, 15), 0.05),
    "emergency_dispatch": legacy(money(1, 0.5, 2), money(3, 0, 6), (2029, 15), 0, 0),
}

NONE = 0  # no earliest year
ALTERNATIVES: dict[str, Row] = {
    "market_system": {
        "earliest_year": fixed(NONE),
        "per_inhabitant": fixed(0),
        "one_off_cost": money(120, 60, 300),
        "transition_time_share": Assumption(0.01, 0, 0.03),
        "operating_cost": money(30, 15, 60),
        "extra_minutes": Assumption(0, -1, 2),
        "lag_years": Assumption(3, 1.5, 5),
        "ramp_years": Assumption(4, 2, 6),
        "reach": Assumption(0.6, 0.3, 0.9),
        "reach.interaction": Assumption(0.25, 0, 0.5),
        "reach.medication": Assumption(0.4, 0.1, 0.7),
    },
    "renewed_old_systems": {
        "earliest_year": fixed(NONE),
        "per_inhabitant": fixed(0),
        "one_off_cost": money(90, 50, 200),
        "transition_time_share": Assumption(0.007, 0, 0.03),
        "operating_cost": money(20, 10, 40),
        "extra_minutes": Assumption(0, -1, 2),
        "lag_years": Assumption(3, 1.5, 5),
        "ramp_years": Assumption(4, 2, 6),
        "reach": Assumption(0.25, 0, 0.6),
        "reach.interaction": Assumption(0.1, 0, 0.3),
        "reach.medication": Assumption(0.2, 0, 0.5),
    },
    "national_record": {
        "earliest_year": fixed(2032),
        "per_inhabitant": fixed(1),
        "one_off_cost": money(600, 150, 900),
        "transition_time_share": Assumption(0.03, 0.01, 0.06),
        "operating_cost": money(25, 15, 50),
        "extra_minutes": Assumption(0, -1, 3),
        "lag_years": Assumption(2, 1, 4),
        "ramp_years": Assumption(4, 2, 6),
        "reach": Assumption(0.75, 0.4, 1),
        "reach.interaction": Assumption(0.9, 0.5, 1),
    },
}
OPEN_TO = {"market_system": "all", "renewed_old_systems": "leavers", "national_record": "none"}


def benefit(drivers: Row, gp: Assumption, coverage: Assumption, also_in_null: Assumption | None = None) -> Row:
    """A row of the benefit register: what it is worth, what it depends on, and the values that all rows share unless given."""
    return {
        **drivers,
        "gp_dependence": gp,
        "coverage_dependence": coverage,
        "also_in_null": also_in_null or Assumption(0.25, 0, 0.6),
        "realisation": Assumption(0.5, 0, 1),
        "lag_years": Assumption(3, 2.7, 5),
        "ramp_years": Assumption(4, 2, 6),
        "budget_releasing": Assumption(0.3, 0, 0.7),
    }


def amount(value: float) -> Row:
    """A benefit of which only the sum is published."""
    return {"potential": third(value, 2024)}


NO = fixed(0)
BENEFITS: dict[str, Row] = {
    "message_monitoring": benefit({"quantity": fixed(43_500), "minutes": Assumption(40, 27, 53)}, NO, NO),
    "double_documentation": benefit({"quantity": fixed(1_210_000), "minutes": Assumption(1.56, 1.04, 2.08)}, NO, NO),
    "interaction": benefit(amount(20), Assumption(0.6, 0.3, 0.8), Assumption(0.2, 0, 0.2), Assumption(0.1, 0, 0.3)),
    "medication": benefit(amount(8), Assumption(0.3, 0.1, 0.5), Assumption(0.1, 0, 0.2), Assumption(0.2, 0, 0.5)),
    "logistics": benefit(amount(14), NO, NO),
    "management_information": benefit(amount(6), NO, NO),
    "citizen_services": benefit(amount(10), Assumption(0.2, 0, 0.4), NO),
    "home_follow_up": benefit(amount(4.8), NO, NO),
}
AREA = {
    "message_monitoring": "logistics",
    "double_documentation": "usability",
    "interaction": "interaction",
    "medication": "medication",
    "logistics": "logistics",
    "management_information": "management information",
    "citizen_services": "citizen involvement",
    "home_follow_up": "digital home follow-up",
}
